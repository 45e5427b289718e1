//! Profiles: each file resolves over all rules.

use consentinel::knowledge::LegalBook;
use consentinel::policy::Policy;
use consentinel::yaml::SourceText;
use libtest_mimic::{Failed, Trial};

/// A trial for each file.
pub fn trials(texts: &[SourceText]) -> Vec<Trial> {
    let profiles = texts.iter().filter(|text| text.below("profiles"));
    profiles
        .map(|text| {
            let (id, texts) = (text.stem().to_owned(), texts.to_vec());
            Trial::test(format!("resolves::{}", text.path), move || resolves(&texts, &id))
        })
        .collect()
}

fn resolves(texts: &[SourceText], id: &str) -> Result<(), Failed> {
    let legal = LegalBook::load(texts).map_err(|errors| Failed::from(format!("{errors:?}")))?;
    let policy = Policy::load(texts, id, None, &legal)
        .map_err(|errors| Failed::from(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n")))?;
    if policy.rules.is_empty() { Err(Failed::from("it switches on no rule")) } else { Ok(()) }
}
