//! What reports say: the same in every language, nothing unused, nothing missing, and no English left in the sources.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

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
pub fn places(text: &str) -> BTreeSet<String> {
    static PLACE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{([a-z]+)\}").unwrap());
    PLACE.captures_iter(text).map(|found| found[1].to_owned()).collect()
}

/// What of a text stands between its places.
pub fn fixed(text: &str) -> Vec<String> {
    static PLACE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{[^}]*\}").unwrap());
    PLACE.split(text).map(str::to_owned).collect()
}

/// The Rust sources below some folders as one text, lines that go on joined.
pub fn texts_below(folders: &[&str]) -> String {
    let going_on = Regex::new(r"\\\n\s*").unwrap();
    let sources: String = sources_below(folders).into_iter().map(|(_, source)| source).collect();
    going_on.replace_all(&sources, "").into_owned()
}

/// Rust sources that speak to people by messages.
fn sources() -> Vec<(PathBuf, String)> {
    sources_below(&["src/report", "src/cli", "src/compare"])
}

fn sources_below(folders: &[&str]) -> Vec<(PathBuf, String)> {
    let mut folders: Vec<PathBuf> = folders.iter().map(|folder| root().join(folder)).collect();
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

/// Words of enums are the same in every language but English, which needs none; and no form of a count is missing.
#[test]
fn every_language_has_the_same_words() {
    let words = |language: &Language| Messages::of(*language).words().map(|(word, _)| word).collect::<BTreeSet<_>>();
    let mut others = Language::ALL.iter().filter(|language| !language.is_english());
    let first = words(others.next().unwrap());
    assert!(first.len() > 80, "{}", first.len());
    for language in others {
        let differ: Vec<&str> = words(language).symmetric_difference(&first).copied().collect();
        assert!(differ.is_empty(), "{}: not in every language: {differ:?}", language.tag());
    }
}

/// Enums whose values reports speak, by the name of their schema.
const SPOKEN: [&str; 15] = [
    "BannerKind",
    "BrowserFlavour",
    "ChoiceStatus",
    "Clock",
    "Confidence",
    "Confirmation",
    "ItemKind",
    "KnownBy",
    "ProfileKind",
    "Purpose",
    "ReachOutcome",
    "Role",
    "SetHow",
    "Severity",
    "Verdict",
];

#[test]
fn every_word_of_an_enum_that_reports_speak_is_translated() {
    let schema = fs::read_to_string(root().join("reports/schema/report.schema.json")).unwrap();
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    for name in SPOKEN {
        let values = schema["$defs"][name]["oneOf"].as_array().unwrap_or_else(|| panic!("{name}"));
        for value in values {
            let word = value["const"].as_str().unwrap();
            for language in Language::ALL.iter().filter(|language| !language.is_english()) {
                let there = Messages::of(*language).words().any(|(known, _)| known == word);
                assert!(there, "{}: no word for `{word}` of {name}", language.tag());
            }
        }
    }
}

/// Texts of several words that are the same everywhere.
const LIKE_ENGLISH: [&str; 4] = ["exit.line", "site.at", "site.version", "site.of"];

/// Texts that are equal to the English ones: names, and words that both languages share. More of them is a forgotten text.
#[test]
fn hardly_a_text_is_left_in_english() {
    for language in Language::ALL.iter().filter(|language| !language.is_english()) {
        let other = Messages::of(*language);
        let words = |key: &str| fixed(english().text(key).unwrap().forms()[0]).concat();
        let same = |key: &&str| english().text(key) == other.text(key) && words(key).chars().any(char::is_alphabetic);
        let same: Vec<&str> = english().keys().filter(same).collect();
        let is_sentence = |key: &&&str| words(key).trim().contains(' ') && !LIKE_ENGLISH.contains(key);
        let long: Vec<&&str> = same.iter().filter(is_sentence).collect();
        assert!(same.len() <= 25, "{}: as in English: {same:?}", language.tag());
        assert!(long.is_empty(), "{}: whole sentences as in English: {long:?}", language.tag());
    }
}
