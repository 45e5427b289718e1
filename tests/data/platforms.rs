//! Consent platforms: what each file must have, and the page that lists them.

use std::path::Path;

use consentinel::knowledge::{Knowledge, Platform, RecordedChoice, platforms_page};
use consentinel::yaml::SourceText;
use libtest_mimic::{Failed, Trial};

/// A trial for each file, and one for the page.
pub fn trials(texts: &[SourceText]) -> Vec<Trial> {
    let files = texts.iter().filter(|text| text.below("cmps")).cloned();
    let mut trials: Vec<Trial> =
        files.map(|text| Trial::test(format!("tells::{}", text.path), move || tells(&text))).collect();
    let texts = texts.to_vec();
    trials.push(Trial::test("fresh::docs/platforms.md", move || is_fresh(&texts)));
    trials
}

fn tells(text: &SourceText) -> Result<(), Failed> {
    let knowledge =
        Knowledge::load(std::slice::from_ref(text)).map_err(|errors| Failed::from(errors[0].to_string()))?;
    let [platform] = knowledge.platforms.as_slice() else { return Err("not one platform".into()) };
    if platform.examples.is_empty() {
        return Err("it has no example".into());
    }
    records_are_shown(platform)
}

/// A record that can be read shows a value that refuses, or accepts where only acceptances are written, and one that
/// reads otherwise unless it has words for one answer alone.
fn records_are_shown(platform: &Platform) -> Result<(), Failed> {
    for record in platform.record.iter().filter(|record| record.is_readable()) {
        let only_refusals = record.accepted.is_empty() && !record.refused.is_empty();
        let only_acceptances = !record.accepted.is_empty() && record.refused.is_empty();
        let wanted = if only_acceptances { RecordedChoice::Accepted } else { RecordedChoice::Refused };
        let shown = record.values.iter().any(|value| value.reads == wanted);
        let otherwise = record.values.iter().any(|value| value.reads != wanted);
        if !shown || !(otherwise || only_refusals || only_acceptances) {
            return Err(format!("no `values` show how `{}` is read", record.name).into());
        }
    }
    Ok(())
}

#[allow(clippy::disallowed_methods)] // the way to write a generated file anew
fn is_fresh(texts: &[SourceText]) -> Result<(), Failed> {
    let knowledge = Knowledge::load(texts).map_err(|errors| Failed::from(errors[0].to_string()))?;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/platforms.md");
    let expected = platforms_page(&knowledge.platforms);
    if std::env::var("CONSENTINEL_BLESS").is_ok_and(|value| value == "1") {
        std::fs::write(&path, &expected).map_err(|why| Failed::from(why.to_string()))?;
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    if stored == expected {
        return Ok(());
    }
    Err("docs/platforms.md is stale: run CONSENTINEL_BLESS=1 cargo test --test data -- fresh and commit it".into())
}
