//! Owners: hosts that each file shows as its company's, and hosts that one could take for it.

use std::sync::{Arc, OnceLock};

use consentinel::knowledge::{Knowledge, owner_examples};
use consentinel::yaml::{SourceError, SourceText};
use libtest_mimic::{Failed, Trial};

/// A trial for each file, and one for all beside the trackers.
pub fn trials(texts: &[SourceText]) -> Vec<Trial> {
    let all: Arc<Vec<SourceText>> = Arc::new(texts.iter().filter(|text| text.below("owners")).cloned().collect());
    let beside: Vec<SourceText> =
        texts.iter().filter(|text| text.below("owners") || text.below("trackers")).cloned().collect();
    let mut trials: Vec<Trial> = (0..all.len())
        .map(|at| {
            let all = Arc::clone(&all);
            Trial::test(format!("owns::{}", all[at].path), move || owns(&all, &all[at]))
        })
        .collect();
    trials.push(Trial::test("owners::together", move || agree(&beside)));
    trials
}

/// Every company has one name here and among the trackers, and its examples hold beside them.
fn agree(texts: &[SourceText]) -> Result<(), Failed> {
    let all = load(texts)?;
    let (companies, domains) = all.owners.counts();
    if companies < 100 || domains < 1500 {
        return Err(format!("only {companies} companies with {domains} domains").into());
    }
    let mut taken = Vec::new();
    for text in texts.iter().filter(|text| text.below("owners")) {
        let (name, examples) = owner_examples(text).map_err(|error| Failed::from(error.to_string()))?;
        let others = examples.others.iter().filter(|host| all.trackers.owner_of(host) == Some(name.as_str()));
        taken.extend(others.map(|host| format!("{}: the trackers give `{host}` to {name}", text.path)));
    }
    if taken.is_empty() { Ok(()) } else { Err(taken.join("\n").into()) }
}

/// All owners, loaded once in a process.
fn owners(all: &[SourceText]) -> Result<&'static Knowledge, Failed> {
    static OWNERS: OnceLock<Result<Knowledge, String>> = OnceLock::new();
    let loaded = OWNERS.get_or_init(|| Knowledge::load(all).map_err(|errors| shown(&errors)));
    loaded.as_ref().map_err(Failed::from)
}

fn owns(all: &[SourceText], text: &SourceText) -> Result<(), Failed> {
    let book = &owners(all)?.owners;
    let (name, examples) = owner_examples(text).map_err(|error| Failed::from(error.to_string()))?;
    let is_its = |host: &&String| book.owner_of(host) == Some(name.as_str());
    let foreign = examples.own.iter().filter(|host| !is_its(host)).map(|host| format!("`{host}` is not {name}'s"));
    let taken = examples.others.iter().filter(is_its).map(|host| format!("`{host}` is {name}'s"));
    let wrong: Vec<String> = foreign.chain(taken).collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

fn load(texts: &[SourceText]) -> Result<Knowledge, Failed> {
    Knowledge::load(texts).map_err(|errors| Failed::from(shown(&errors)))
}

fn shown(errors: &[SourceError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n")
}
