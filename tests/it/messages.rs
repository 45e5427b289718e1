//! What reports say: the same in every language, nothing unused, nothing missing, and no English left in the sources.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use consentinel::facts::catalogue::COLLECTIONS;
use consentinel::messages::{Language, Messages};
use regex::Regex;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn english() -> Messages {
    Messages::of(Language::En)
}

/// The places of a text, sorted; one may stand there several times.
fn places(text: &str) -> BTreeSet<String> {
    let place = Regex::new(r"\{([a-z]+)\}").unwrap();
    place.captures_iter(text).map(|found| found[1].to_owned()).collect()
}

/// Rust sources that speak to people by messages.
fn sources() -> Vec<(PathBuf, String)> {
    let mut folders: Vec<PathBuf> = vec![root().join("src/report"), root().join("src/cli"), root().join("src/compare")];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                sources.push((path, text));
            }
        }
    }
    sources
}

/// Keys that sources write out: texts in quotes of the form `section.name` whose section there is.
fn written() -> BTreeSet<String> {
    let quoted = Regex::new(r#""([a-z]+\.[a-z0-9-]+)""#).unwrap();
    let sections: BTreeSet<&str> = english().keys().filter_map(|key| Some(key.split_once('.')?.0)).collect();
    let mut written = BTreeSet::new();
    for (_, source) in sources() {
        let keys = quoted.captures_iter(&source).map(|found| found[1].to_owned());
        // `report.json` and the like are names of files.
        written.extend(keys.filter(|key| {
            let (section, name) = key.split_once('.').unwrap();
            sections.contains(section) && !["json", "md", "html", "txt", "yaml", "csv"].contains(&name)
        }));
    }
    written
}

/// Keys that are made of names in files: groups of rules, collections of facts.
fn named() -> BTreeSet<String> {
    let groups = fs::read_dir(root().join("rules/checks")).unwrap().map(|entry| entry.unwrap().file_name());
    let groups = groups.map(|name| format!("groups.{}", name.to_string_lossy()));
    groups.chain(COLLECTIONS.iter().map(|collection| format!("collections.{}", collection.name))).collect()
}

#[test]
fn every_text_is_used_and_every_key_that_is_used_has_a_text() {
    let used: BTreeSet<String> = written().into_iter().chain(named()).collect();
    let there: BTreeSet<String> = english().keys().map(str::to_owned).collect();
    assert!(there.len() > 200, "only {} texts were read", there.len());
    let missing: Vec<&String> = used.difference(&there).collect();
    let unused: Vec<&String> = there.difference(&used).collect();
    assert!(missing.is_empty() && unused.is_empty(), "without a text: {missing:?}\nnever used: {unused:?}");
}

#[test]
fn every_language_says_the_same() {
    let mut faults = Vec::new();
    for language in Language::ALL.iter().map(|language| Messages::of(*language)) {
        let tag = language.language().tag();
        let keys = |messages: Messages| messages.keys().map(str::to_owned).collect::<BTreeSet<_>>();
        let differ: Vec<String> = keys(english()).symmetric_difference(&keys(language)).cloned().collect();
        assert!(differ.is_empty(), "{tag}: not in both: {differ:?}");
        for key in english().keys() {
            let forms = |messages: Messages| messages.text(key).unwrap().forms();
            let expected = places(forms(english()).last().unwrap());
            for form in forms(language) {
                let mut here = places(form);
                // "One finding" may leave its number out; no other place may go.
                if forms(language).len() > 1 && expected.contains("count") {
                    here.insert("count".to_owned());
                }
                if here != expected {
                    faults.push(format!("{tag}: {key}: {here:?} instead of {expected:?}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A text in quotes with a space between words is a sentence to somebody; those of reports stand in files of messages.
#[test]
fn no_sentence_of_a_document_stands_in_its_source() {
    let quoted = Regex::new(r#""((?:[^"\\]|\\.)*)""#).unwrap();
    let words = Regex::new(r"[A-Za-z]{3,} [A-Za-z]{2,}|[a-z] \{").unwrap();
    let mut left = Vec::new();
    for room in ["src/report/document", "src/report/gaps.rs", "src/report/exit.rs"] {
        let room = root().join(room);
        for (path, source) in sources().into_iter().filter(|(path, _)| path.starts_with(&room)) {
            let code = source.split("#[cfg(test)]").next().unwrap();
            for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
                let line = line.split("// ").next().unwrap();
                left.extend(
                    quoted
                        .captures_iter(line)
                        .filter(|found| words.is_match(&found[1]))
                        .map(|found| told(&path, &found[1])),
                );
            }
        }
    }
    assert!(left.is_empty(), "write it into reports/messages/:\n{}", left.join("\n"));
}

fn told(path: &Path, text: &str) -> String {
    format!("{}: {text:?}", path.strip_prefix(root()).unwrap().display())
}
