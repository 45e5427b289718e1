//! Rules: each file loads, and each of its examples comes out as it says.

use consentinel::engine::try_example;
use consentinel::knowledge::LegalBook;
use consentinel::policy::Policy;
use consentinel::yaml::{SourceError, SourceText};
use libtest_mimic::{Failed, Trial};

/// A profile that leaves every rule as it is written.
const PLAIN: &str = "id: plain\ntitle: Plain\ndate: \"2026-11-25\"\nabout: Every rule as it is written.\n";

/// A trial for each file, one for each of its examples, and one for all together.
pub fn trials(texts: &[SourceText]) -> Vec<Trial> {
    let legal = LegalBook::load(texts).unwrap_or_default();
    let mut trials = Vec::new();
    for text in texts.iter().filter(|text| text.below("checks")) {
        trials.append(&mut of_file(text, &legal));
    }
    assert!(trials.len() > 25, "rules/checks holds {} trials", trials.len());
    let texts = texts.to_vec();
    trials.push(Trial::test("checks::together", move || load(&texts, "eu-gdpr", &legal).map(|_| ())));
    trials
}

fn of_file(text: &SourceText, legal: &LegalBook) -> Vec<Trial> {
    let plain = SourceText { path: "profiles/plain.yaml".to_owned(), text: PLAIN.to_owned() };
    let loaded = load(&[text.clone(), plain], "plain", legal);
    let policy = match loaded {
        Ok(policy) => policy,
        Err(failed) => return vec![Trial::test(format!("loads::{}", text.path), move || Err(failed))],
    };
    let mut trials = vec![Trial::test(format!("loads::{}", text.path), || Ok(()))];
    for active in policy.rules {
        for example in active.rule.examples.clone() {
            let rule = active.rule.clone();
            let name = format!("example::{}::{}", rule.id, example.name);
            trials.push(Trial::test(name, move || {
                try_example(&rule, &example).map(|_| ()).map_err(|fault| Failed::from(fault.to_string()))
            }));
        }
    }
    trials
}

fn load(texts: &[SourceText], profile: &str, legal: &LegalBook) -> Result<Policy, Failed> {
    Policy::load(texts, profile, None, legal).map_err(|errors| Failed::from(shown(&errors)))
}

fn shown(errors: &[SourceError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n")
}
