//! Rules: each file loads, and each of its examples comes out as it says.
//!
//! A file is one trial, its examples within: runners start a process for each trial, and that process lists all.

use consentinel::engine::try_example;
use consentinel::knowledge::LegalBook;
use consentinel::policy::Policy;
use consentinel::yaml::{SourceError, SourceText};
use libtest_mimic::{Failed, Trial};

/// A profile that leaves every rule as it is written.
const PLAIN: &str = "id: plain\ntitle: Plain\ndate: \"2026-11-25\"\nabout: Every rule as it is written.\n";

/// A trial for each file, and one for all together.
pub fn trials(texts: &[SourceText]) -> Vec<Trial> {
    let legal: Vec<SourceText> = texts.iter().filter(|text| text.below("legal")).cloned().collect();
    let rules: Vec<SourceText> =
        texts.iter().filter(|text| text.below("checks") || text.below("profiles")).cloned().collect();
    let mut trials: Vec<Trial> = Vec::new();
    for text in rules.iter().filter(|text| text.below("checks")) {
        let (text, legal) = (text.clone(), legal.clone());
        trials.push(Trial::test(format!("examples::{}", text.path), move || examples(text, &legal)));
    }
    assert!(trials.len() >= 25, "rules/checks holds only {} files", trials.len());
    trials.push(Trial::test("checks::together", move || load(&rules, "eu-gdpr", &legal).map(|_| ())));
    trials
}

fn examples(text: SourceText, legal: &[SourceText]) -> Result<(), Failed> {
    let plain = SourceText { path: "profiles/plain.yaml".to_owned(), text: PLAIN.to_owned() };
    let policy = load(&[text, plain], "plain", legal)?;
    let [active] = policy.rules.as_slice() else { return Err(Failed::from("the file holds no rule")) };
    let examples = active.rule.examples.iter();
    let faults: Vec<String> = examples
        .filter_map(|example| try_example(&active.rule, example).err())
        .map(|fault| fault.to_string())
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(Failed::from(faults.join("\n"))) }
}

fn load(texts: &[SourceText], profile: &str, legal: &[SourceText]) -> Result<Policy, Failed> {
    let legal = LegalBook::load(legal).map_err(|errors| Failed::from(shown(&errors)))?;
    Policy::load(texts, &[profile], None, &legal).map_err(|errors| Failed::from(shown(&errors)))
}

fn shown(errors: &[SourceError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n")
}
