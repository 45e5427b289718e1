//! Profiles: each file resolves over all rules.

use consentinel::knowledge::LegalBook;
use consentinel::policy::Policy;
use consentinel::yaml::SourceText;
use libtest_mimic::{Failed, Trial};

/// The profiles that are promised, each with what it starts from and how many rules speak in it. Who adds a rule says
/// here in which profiles it speaks: those that start from another take what that one has.
const PROMISED: &[(&str, Option<&str>, usize)] = &[
    ("a11y", None, 8),
    ("be", Some("eu-gdpr"), 102),
    ("ch", None, 42),
    ("de-tdddg", Some("eu-gdpr"), 104),
    ("dk", Some("eu-gdpr"), 102),
    ("es-aepd", Some("eu-gdpr"), 103),
    ("eu-gdpr", None, 102),
    ("fr-cnil", Some("eu-gdpr"), 103),
    ("ie", Some("eu-gdpr"), 103),
    ("it-garante", Some("eu-gdpr"), 103),
    ("nl", Some("eu-gdpr"), 102),
    ("strict", Some("eu-gdpr"), 115),
    ("tcf", None, 19),
    ("uk-ico", Some("eu-gdpr"), 102),
    ("us-ca", None, 41),
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
    for (id, start, _) in PROMISED {
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
    let promised = PROMISED.iter().find(|(promised, ..)| *promised == id).map(|(.., rules)| *rules);
    match (promised, policy.rules.len()) {
        (_, 0) => Err(Failed::from("it switches on no rule")),
        (Some(rules), on) if rules != on => {
            Err(Failed::from(format!("it switches on {on} rules, {rules} are promised")))
        }
        _ => Ok(()),
    }
}
