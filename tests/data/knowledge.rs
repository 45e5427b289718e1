//! Consent platforms, cookies, trackers, provisions: each file loads by itself, and all load together.

use consentinel::knowledge::Knowledge;
use consentinel::yaml::{SourceError, SourceText};
use libtest_mimic::{Failed, Trial};

const FOLDERS: [&str; 8] = ["cmps", "cookies", "trackers", "owners", "phrases", "subjects", "legal", "declarations"];

/// A trial for each file, and one for all together.
pub fn trials(texts: &[SourceText]) -> Vec<Trial> {
    let ours = texts.iter().filter(|text| FOLDERS.iter().any(|folder| text.below(folder)));
    let mut trials: Vec<Trial> = ours
        .cloned()
        .map(|text| Trial::test(format!("loads::{}", text.path), move || load(std::slice::from_ref(&text))))
        .collect();
    let texts = texts.to_vec();
    trials.push(Trial::test("loads::together", move || load(&texts)));
    trials
}

fn load(texts: &[SourceText]) -> Result<(), Failed> {
    Knowledge::load(texts).map(|_| ()).map_err(|errors| Failed::from(shown(&errors)))
}

fn shown(errors: &[SourceError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n")
}
