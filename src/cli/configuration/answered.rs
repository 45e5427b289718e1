//! What the owner answers for and declares, as `config show` tells it: exceptions, and facts of the site.

use super::held::{Held, Origin};
use super::read::said_at;
use crate::facts::SiteFacts;
use crate::policy::Exception;
use crate::yaml::SourceText;

/// The rules whose failures are waived, and where each exception stands.
pub fn exceptions(all: &[Exception]) -> Option<Held> {
    let parts = all.iter().map(|one| (one.rule.clone(), Origin::File(one.at.clone()))).collect();
    held(all.iter().map(|one| one.rule.clone()).collect(), parts)
}

/// What is declared of the site, `name=word`, and where: on the command line, by these words, else in the file.
pub fn site(declared: &SiteFacts, words: &[String], file: Option<&SourceText>) -> Option<Held> {
    let on_line = |name: &str| words.iter().any(|word| word.split_once('=').is_some_and(|(said, _)| said == name));
    let from = |name: &str| match file {
        Some(text) if !on_line(name) => said_at(text, &format!("site.{name}")),
        _ => Origin::Flag("--site-fact"),
    };
    let parts = declared.declared().map(|(name, _)| (name.to_owned(), from(name))).collect();
    held(declared.declared().map(|(name, word)| format!("{name}={word}")).collect(), parts)
}

fn held(words: Vec<String>, parts: Vec<(String, Origin)>) -> Option<Held> {
    (!words.is_empty()).then_some(Held { words, from: Origin::Parts(parts) })
}
