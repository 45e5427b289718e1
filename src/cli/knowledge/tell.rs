//! `consentinel knowledge list` and `info`.

use serde::Serialize;
use tabled::builder::Builder;
use tabled::settings::Style;

use super::arguments::{InfoArguments, ListArguments, TellFormat};
use super::folder::Folder;
use super::import;
use super::kept::{About, Kept};
use crate::cli::exit::{Exit, Trouble};
use crate::cli::output;
use crate::knowledge::lists::ListRead;
use crate::report::{clean, counted};

/// Entries that were passed over and are shown to people; programs get all.
const SHOWN: usize = 20;

/// Tells which lists are kept.
///
/// # Errors
/// A folder that cannot be read, and a list that is damaged.
pub fn list(words: &ListArguments) -> Result<Exit, Trouble> {
    let Some(folder) = Folder::to_read(&words.data)? else {
        return say_all(words.format, &[], "");
    };
    let lists = folder.names()?.iter().map(|name| folder.read(name)).collect::<Result<Vec<Kept>, Trouble>>()?;
    let about: Vec<About> = lists.into_iter().map(|kept| kept.about).collect();
    say_all(words.format, &about, &folder.place().display().to_string())
}

fn say_all(format: TellFormat, lists: &[About], place: &str) -> Result<Exit, Trouble> {
    match format {
        TellFormat::Json => output::say(&json(&lists)?),
        TellFormat::Table if lists.is_empty() => {
            output::say(
                "Nothing was imported: built-in knowledge speaks alone. See `consentinel knowledge import --help`.",
            );
        }
        TellFormat::Table => output::say(&format!("{}\n\nKept in {place}.", table(lists))),
    }
    Ok(Exit::Clean)
}

fn table(lists: &[About]) -> String {
    let mut rows = Builder::default();
    rows.push_record(["name", "list", "entries", "of", "digest"]);
    for list in lists {
        let entries = list.entries.to_string();
        rows.push_record([&list.name, &list.from, &entries, &list.date, short(&list.digest)].map(clean));
    }
    let mut table = rows.build();
    table.with(Style::blank());
    table.to_string()
}

/// The first digits of a digest; `--format json` has all.
fn short(digest: &str) -> &str {
    digest.get(.."sha256:".len() + 12).unwrap_or(digest)
}

/// All about a list, for programs.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    about: &'a About,
    unused: Vec<Unused<'a>>,
}

/// An entry that is not used.
#[derive(Serialize)]
struct Unused<'a> {
    line: usize,
    why: &'a str,
}

/// Tells all about one list.
///
/// # Errors
/// No list of that name, or one that is damaged or refused by now.
pub fn info(words: &InfoArguments) -> Result<Exit, Trouble> {
    let folder = Folder::of(&words.data)?;
    let kept = folder.read(&words.name)?;
    let (kept, read) = import::check(kept, &words.name, None, &super::built_in_words()?)?;
    match words.format {
        TellFormat::Json => {
            let unused = read.passed_over.iter().map(|one| Unused { line: one.line, why: &one.why }).collect();
            output::say(&json(&Told { about: &kept.about, unused })?);
        }
        TellFormat::Table => output::say(&format!("{}{}", pairs(&kept), unused(&read))),
    }
    Ok(Exit::Clean)
}

fn pairs(kept: &Kept) -> String {
    let About { name, digest, date, checked, source, licence, entries, passed_over, .. } = &kept.about;
    let of = format!("{date}, last taken in or fetched {checked}");
    let counts = format!("{entries} used, {passed_over} passed over");
    let pairs = [
        ("name", name.as_str()),
        ("list", kept.kind.title()),
        ("from", source),
        ("of", &of),
        ("entries", &counts),
        ("digest", digest),
        ("licence", licence),
    ];
    pairs.map(|(label, value)| format!("{label:<8} {}\n", clean(value))).concat()
}

fn unused(read: &ListRead) -> String {
    let all = &read.passed_over;
    if all.is_empty() {
        return String::new();
    }
    let shown: String =
        all.iter().take(SHOWN).map(|one| format!("\n  line {}: {}", one.line, clean(&one.why))).collect();
    let more = match all.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!("\n  and {more} more; --format json has all"),
    };
    format!("\nPassed over:{shown}{more}\n")
}

/// A copy that is kept, as messages call it.
pub fn copy(kept: &Kept) -> String {
    let About { date, source, entries, .. } = &kept.about;
    let entries = counted(*entries, "entry", "entries");
    clean(&format!("the {} of {date} ({entries} from {source})", kept.kind.title()))
}

/// What came of an import, in a sentence or two.
pub fn taken_in(kept: &Kept, read: &ListRead) -> String {
    let About { name, digest, licence, entries, .. } = &kept.about;
    let mut told = format!(
        "{name}: {} of {} taken in, {}; {licence}.",
        counted(*entries, "entry", "entries"),
        kept.kind.title(),
        short(digest)
    );
    if !read.passed_over.is_empty() {
        let count = read.passed_over.len();
        told.push_str(&format!(
            "\n{count} could not be used, or not whole: `consentinel knowledge info {name}` tells why."
        ));
    }
    told
}

fn json(value: &impl Serialize) -> Result<String, Trouble> {
    serde_json::to_string_pretty(value).map_err(|why| Trouble::incomplete(why.to_string()))
}
