//! Every rule on everything that is kept: each fails where it should, and what it says of each frozen bundle is written
//! down.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use consentinel::engine::{self, Judgement, Outcome};
use consentinel::facts::{self, Facts};
use consentinel::policy::{ActiveRule, Policy};
use serde::Deserialize;

use crate::report_golden::{Judge, bundles};
use crate::support::policy::built_in;

/// Rules that neither fail on a fixture site nor on a frozen bundle, each with the reason.
const NOWHERE: [(&str, &str); 0] = [];

/// What of an expectation is of interest here.
#[derive(Deserialize)]
struct Expected {
    site: String,
    #[serde(default)]
    failing: BTreeSet<String>,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The names of the YAML files of a folder.
fn names(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut names: Vec<String> = files.map(|file| file.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Every expectation of a fixture site, with the name of its file.
fn expectations() -> Vec<(String, Expected)> {
    let folder = root().join("tests/sites/expect");
    let of_file = |name: String| {
        let text = fs::read_to_string(folder.join(format!("{name}.yaml"))).unwrap();
        let all: Vec<Expected> = serde_yaml::from_str(&text).unwrap_or_else(|why| panic!("{name}: {why}"));
        all.into_iter().map(move |one| (name.clone(), one))
    };
    names(&folder).into_iter().flat_map(of_file).collect()
}

/// Every built-in rule, those that the profile leaves out as they are written.
fn all_rules(profile: &str) -> Policy {
    let mut policy = built_in(profile);
    policy.rules.extend(policy.off.clone().into_iter().map(ActiveRule::with_defaults));
    policy
}

/// Facts of every frozen bundle.
fn frozen() -> BTreeMap<String, Facts> {
    let judge = Judge::new();
    bundles().into_iter().map(|(name, evidence)| (name, facts::derive(&evidence, &judge.knowledge))).collect()
}

/// The rules of a judgement by how they ended, each with how loudly it speaks if it failed.
fn ended(judgement: &Judgement, outcome: Outcome) -> BTreeSet<String> {
    judgement
        .results
        .iter()
        .filter(|result| result.outcome == outcome)
        .map(|result| {
            let verdicts: BTreeSet<&str> = result.failures.iter().map(|failure| failure.verdict.word()).collect();
            let loud = verdicts.into_iter().collect::<Vec<_>>().join(", ");
            if loud.is_empty() { result.rule.clone() } else { format!("{} ({loud})", result.rule) }
        })
        .collect()
}

#[test]
fn every_rule_fails_on_a_site_or_on_a_frozen_bundle() {
    let policy = all_rules("strict");
    let known: BTreeSet<&str> = policy.rules.iter().map(|rule| rule.rule.id.as_str()).collect();
    let expectations = expectations();
    let live: BTreeSet<&str> = expectations.iter().flat_map(|(_, site)| &site.failing).map(String::as_str).collect();
    let invented: Vec<&&str> = live.difference(&known).collect();
    assert!(invented.is_empty(), "sites are expected to fail rules that do not exist: {invented:?}");

    let frozen: Vec<Judgement> = frozen().values().map(|facts| engine::judge(&policy, &facts.view)).collect();
    let results = frozen.iter().flat_map(|judgement| &judgement.results);
    let kept: BTreeSet<&str> =
        results.filter(|one| one.outcome == Outcome::Failed).map(|one| one.rule.as_str()).collect();
    let fails: BTreeSet<&str> = live.union(&kept).copied().collect();
    let nowhere: BTreeSet<&str> = NOWHERE.iter().map(|(rule, _)| *rule).collect();
    let missing: BTreeSet<&str> = known.difference(&fails).copied().collect();
    assert_eq!(missing, nowhere, "rules that fail nowhere, and those of which that is said");
}

#[test]
fn every_expectation_is_held_by_a_browser_test() {
    let folder = root().join("tests/browser/sites");
    let texts: Vec<String> =
        names(&folder).iter().map(|name| fs::read_to_string(folder.join(format!("{name}.rs"))).unwrap()).collect();
    let expectations = expectations();
    let is_held = |file: &str| {
        let words = |text: &String| text.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == file);
        texts.iter().any(words)
    };
    let idle: BTreeSet<&str> =
        expectations.iter().filter(|(file, _)| !is_held(file)).map(|(_, one)| one.site.as_str()).collect();
    assert!(idle.is_empty(), "nothing runs these sites: {idle:?}");
}

/// What every rule says of every frozen bundle, and what each profile makes of it.
#[test]
fn every_rule_and_profile_on_every_frozen_bundle() {
    let every = all_rules("strict");
    let profiles: Vec<(String, Policy)> =
        names(&root().join("rules/profiles")).into_iter().map(|id| (id.clone(), built_in(&id))).collect();
    for (name, facts) in frozen() {
        let mut text = String::from("every rule, as strict has it or as it is written\n");
        let judgement = engine::judge(&every, &facts.view);
        assert_eq!(judgement.results.len(), every.rules.len(), "{name}: each rule has an outcome");
        for outcome in [Outcome::Failed, Outcome::CantTell, Outcome::Passed, Outcome::Inapplicable] {
            writeln!(text, "\n{}:", outcome.word()).unwrap();
            for rule in ended(&judgement, outcome) {
                writeln!(text, "  {rule}").unwrap();
            }
        }
        for (profile, policy) in &profiles {
            let failed = ended(&engine::judge(policy, &facts.view), Outcome::Failed);
            writeln!(text, "\nfailed under {profile}:").unwrap();
            for rule in failed {
                writeln!(text, "  {rule}").unwrap();
            }
        }
        insta::assert_snapshot!(format!("bundle_{}", name.replace('-', "_")), text);
    }
}
