//! `consentinel knowledge update`: each list anew, the last good one kept where that fails.

use super::arguments::UpdateArguments;
use super::configuration::{self, Wanted};
use super::fetch::fetch;
use super::folder::Folder;
use super::import::{self, today};
use super::kept::Kept;
use super::tell;
use crate::cli::exit::{Exit, Trouble};
use crate::cli::output;
use crate::knowledge::DeclarationWords;
use crate::report::clean;

/// A list that comes in with fewer than this part of its entries broke off somewhere.
const LEAST_PART: f64 = 0.5;

/// Runs the command. What failed for one list does not keep the others from being fetched.
///
/// # Errors
/// A configuration that is refused.
pub fn run(words: &UpdateArguments) -> Result<Exit, Trouble> {
    let wanted = configuration::chosen(configuration::read(words.config.as_deref())?, &words.names)?;
    if wanted.is_empty() {
        output::say("The configuration names no lists: nothing was fetched, and what is kept stays as it is.");
        return Ok(Exit::Clean);
    }
    let folder = Folder::of(&words.data)?;
    let words = super::built_in_words()?;
    let mut exit = Exit::Clean;
    for one in &wanted {
        match renew(&folder, one, &words) {
            Ok(told) => output::say(&told),
            Err(trouble) => {
                let stays = match folder.peek(&one.name) {
                    Some(kept) => format!("The copy of {} stays.", kept.about.date),
                    None => "There is no earlier copy.".to_owned(),
                };
                output::complain(&format!("{}: {}\n{stays}", one.name, trouble.message));
                exit = exit.worst(Exit::Incomplete);
            }
        }
    }
    Ok(exit)
}

fn renew(folder: &Folder, wanted: &Wanted, words: &DeclarationWords) -> Result<String, Trouble> {
    let url = &wanted.address();
    let before = folder.peek(&wanted.name);
    import::same_kind(before.as_ref(), wanted.kind).map_err(|why| {
        let name = &wanted.name;
        Trouble::incomplete(format!(
            "{why}: give that of the configuration another `name`, or `consentinel knowledge remove {name}`"
        ))
    })?;
    let bytes = fetch(&wanted.url).map_err(|why| Trouble::incomplete(format!("{url}: {why}")))?;
    let text = import::text_of(url, bytes)?;
    let kept = Kept::new(&wanted.name, wanted.kind, url, text, &today());
    let (kept, read) = import::check(kept, url, before.as_ref(), words)?;
    if let Some(before) = before.as_ref().filter(|before| is_torn(before.about.entries, kept.about.entries)) {
        return Err(Trouble::incomplete(format!(
            "{url}: {} entries where the last copy has {}; if that is right, take it in by `consentinel knowledge import`",
            kept.about.entries, before.about.entries
        )));
    }
    import::keep(folder, &kept, &read)?;
    Ok(match before {
        Some(before) if before.about.digest == kept.about.digest => {
            format!("{}: as it was on {}.", wanted.name, clean(&before.about.date))
        }
        _ => tell::taken_in(&kept, &read),
    })
}

#[expect(clippy::cast_precision_loss, reason = "no list has that many entries")]
fn is_torn(before: usize, now: usize) -> bool {
    (now as f64) < before as f64 * LEAST_PART
}
