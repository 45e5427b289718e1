//! Profiles: each file resolves over all rules.

use consentinel::knowledge::LegalBook;
use consentinel::policy::Policy;
use consentinel::yaml::SourceText;
use libtest_mimic::{Failed, Trial};

/// The profiles that are promised, each with what it starts from.
const PROMISED: &[(&str, Option<&str>)] = &[
    ("a11y", None),
    ("be", Some("eu-gdpr")),
    ("ch", None),
    ("de-tdddg", Some("eu-gdpr")),
    ("dk", Some("eu-gdpr")),
    ("es-aepd", Some("eu-gdpr")),
    ("eu-gdpr", None),
    ("fr-cnil", Some("eu-gdpr")),
    ("ie", Some("eu-gdpr")),
    ("it-garante", Some("eu-gdpr")),
    ("nl", Some("eu-gdpr")),
    ("strict", Some("eu-gdpr")),
    ("tcf", None),
    ("uk-ico", Some("eu-gdpr")),
    ("us-ca", None),
];

/// A trial for each file, and one for those that are promised.
pub fn trials(texts: &[SourceText]) -> Vec<Trial> {
    let profiles = texts.iter().filter(|text| text.below("profiles"));
    let written: Vec<SourceText> = profiles.clone().cloned().collect();
    let promised = Trial::test("profiles::promised", move || promised(&written));
    profiles
        .map(|text| {
            let (id, texts) = (text.stem().to_owned(), texts.to_vec());
            Trial::test(format!("resolves::{}", text.path), move || resolves(&texts, &id))
        })
        .chain([promised])
        .collect()
}

fn promised(texts: &[SourceText]) -> Result<(), Failed> {
    for (id, start) in PROMISED {
        let text = texts.iter().find(|text| text.stem() == *id).ok_or_else(|| format!("there is no profile {id}"))?;
        let extends = text.text.lines().find_map(|line| line.strip_prefix("extends: "));
        if extends != *start {
            return Err(Failed::from(format!("{id} starts from {extends:?}, not from {start:?}")));
        }
    }
    Ok(())
}

fn resolves(texts: &[SourceText], id: &str) -> Result<(), Failed> {
    let legal = LegalBook::load(texts).map_err(|errors| Failed::from(format!("{errors:?}")))?;
    let policy = Policy::load(texts, &[id], None, &legal)
        .map_err(|errors| Failed::from(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n")))?;
    if policy.rules.is_empty() { Err(Failed::from("it switches on no rule")) } else { Ok(()) }
}
