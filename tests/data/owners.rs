//! Owners: hosts that each file shows as its company's, and hosts that one could take for it.

use std::collections::BTreeMap;
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
    let named = beside.clone();
    trials.push(Trial::test("owners::together", move || agree(&beside)));
    trials.push(Trial::test("owners::one-name-each", move || one_name_each(&named)));
    trials
}

/// Companies of which one is called like the first words of another, and why they are two.
const APART: [(&str, &str, &str); 5] = [
    ("Hybrid", "Hybrid Theory", "an exchange of ads in Cyprus and an agency in London"),
    ("Intent", "Intent IQ", "intents of travellers and a graph of devices"),
    ("Ringier", "Ringier Axel Springer Polska", "one of two founders and what both founded"),
    ("UNITED", "United Internet", "a network of ads in Tokyo and a provider in Montabaur"),
    ("Webtrends", "Webtrends Optimize", "parted when Optimize was sold to its managers"),
];

/// What a company's name may end with and still mean the same company.
const FORMS: &str = "ab ag bv co company corp corporation gmbh holding holdings inc limited llc ltd nv oy plc sa sarl sas \
                     se srl";

/// Whoever owns several trackers or sites has one name in all files: two names would make one company two.
fn one_name_each(texts: &[SourceText]) -> Result<(), Failed> {
    let mut names = BTreeMap::new();
    for text in texts {
        let name = if text.below("owners") {
            owner_examples(text).map_err(|error| Failed::from(error.to_string()))?.0
        } else {
            let owner = text.text.lines().find_map(|line| line.strip_prefix("owner: "));
            owner.ok_or_else(|| format!("{} names no owner", text.path))?.trim_matches(['\'', '"']).to_owned()
        };
        names.entry(name).or_insert_with(|| text.path.clone());
    }
    let mut found = Vec::new();
    for (one, path) in &names {
        for (other, other_path) in names.iter().filter(|(other, _)| one != *other && seems_one(one, other)) {
            found.push((one.as_str(), other.as_str(), format!("{path}: `{one}`, {other_path}: `{other}`")));
        }
    }
    let is_apart = |one: &str, other: &str| APART.iter().any(|(a, b, _)| (*a, *b) == (one, other));
    let wrong = found.iter().filter(|(one, other, _)| !is_apart(one, other)).map(|(_, _, told)| told.clone());
    let stale = APART.iter().filter(|(a, b, _)| !found.iter().any(|(one, other, _)| (a, b) == (one, other)));
    let stale = stale.map(|(a, b, _)| format!("`{a}` and `{b}` need not be told apart any more"));
    let wrong: Vec<String> = wrong.chain(stale).collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// Whether two names look like one company: equal but for case, signs and legal form, or one the first words of the
/// other.
fn seems_one(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    one == other || (one.len() < other.len() && other.starts_with(&one))
}

fn words(name: &str) -> Vec<String> {
    let plain = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let mut words: Vec<String> = name.split_whitespace().map(plain).filter(|word: &String| !word.is_empty()).collect();
    while words.len() > 1 && words.last().is_some_and(|last| FORMS.split(' ').any(|form| form == last)) {
        words.pop();
    }
    words
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
