//! What the owner answers for and declares, as `config show` tells it: exceptions, and facts of the site.

use super::super::arguments::JudgingArguments;
use super::super::exit::Trouble;
use super::super::site_facts;
use super::held::{Held, Origin};
use super::read::line_of;
use crate::policy::Exception;
use crate::yaml::{SourceText, locate_key};

/// The rules whose failures are waived, and where each exception stands.
pub fn exceptions(all: &[Exception]) -> Option<Held> {
    let parts = all.iter().map(|one| (one.rule.clone(), Origin::File(one.at.clone()))).collect();
    held(all.iter().map(|one| one.rule.clone()).collect(), parts)
}

/// What is declared of the site, `name=word`, and where.
///
/// # Errors
/// Everything that is not understood.
pub fn site(words: &JudgingArguments, file: Option<&SourceText>) -> Result<Option<Held>, Trouble> {
    let declared = site_facts::declared(words, file)?;
    let declared: Vec<(&str, &str)> = declared.declared().collect();
    let parts = declared.iter().map(|(name, _)| ((*name).to_owned(), origin(name, words, file))).collect();
    Ok(held(declared.iter().map(|(name, word)| format!("{name}={word}")).collect(), parts))
}

/// The command line has the last word.
fn origin(name: &str, words: &JudgingArguments, file: Option<&SourceText>) -> Origin {
    let is_said = words.site_fact.iter().any(|word| word.split_once('=').is_some_and(|(said, _)| said == name));
    let place = |text: &SourceText| {
        let key = locate_key(&text.text, &format!("site.{name}"))?;
        Some(Origin::File(format!("{}:{}", text.path, line_of(&text.text, key.start))))
    };
    if is_said {
        return Origin::Flag("--site-fact");
    }
    file.and_then(place).unwrap_or(Origin::Default)
}

fn held(words: Vec<String>, parts: Vec<(String, Origin)>) -> Option<Held> {
    (!words.is_empty()).then_some(Held { words, from: Origin::Parts(parts) })
}
