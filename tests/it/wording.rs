//! No rule, profile, provision or sentence of a report says more than a machine can see: no verdict in law, no praise, no
//! grade. Names of products ("Cookie Compliance") stand in `rules/cmps/` and are nobody's sentence.

use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// Words that are never used, with what may follow them.
const NEVER: &str = r"(?xi) \b(
    illegal\w* | legally | unlawful\w* | violat\w+ | complian\w+ | compl(?:y|ies|ied)
    | certif(?:y|ied|ies|ication) | guilty | infring\w+ | offen[cs]es?
    | grade[sd]? | scores? | scored | school\ mark
    | \d+\ ?(?:/|out\ of)\ ?(?:10|100) | (?:passed|failed)\ the\ law
) \b";

/// Beside these, outside of provisions: what the law asks of data is told there in its own words.
const OF_THE_LAW: &str = r"(?i)\blawful\w*\b";

fn never() -> Regex {
    Regex::new(NEVER).unwrap()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Files with one of these endings, below a folder of the repository.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if path.extension().is_some_and(|ending| endings.iter().any(|known| ending == *known)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What a text says that it should not, with the line.
fn said(never: &Regex, text: &str) -> Vec<String> {
    let lines = text.lines().enumerate();
    lines.filter_map(|(at, line)| Some(format!("line {}: `{}`", at + 1, never.find(line)?.as_str()))).collect()
}

/// The texts in quotes of a Rust source, comments left out; each on a line of its own.
fn literals(source: &str) -> String {
    let quoted = Regex::new(r#""((?:[^"\\]|\\.|\\\n)*)""#).unwrap();
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    quoted.captures_iter(&code.join("\n")).map(|found| found[1].replace("\\\n", "") + "\n").collect()
}

/// Faults of many files together, so that one run tells all.
fn hold(texts: impl Iterator<Item = (PathBuf, String)>, at_least: usize) {
    let never = never();
    let mut read = 0;
    let mut faults = Vec::new();
    for (path, text) in texts {
        read += 1;
        let place = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
        faults.extend(said(&never, &text).into_iter().map(|fault| format!("{place}: {fault}")));
    }
    assert!(read >= at_least, "only {read} texts were read");
    assert!(
        faults.is_empty(),
        "say what was observed and which published position speaks of it:\n{}",
        faults.join("\n")
    );
}

fn read(path: PathBuf) -> (PathBuf, String) {
    let text = fs::read_to_string(&path).unwrap();
    (path, text)
}

#[test]
fn no_rule_profile_or_provision_says_more_than_can_be_seen() {
    let below = |folder: &str| files(&root().join("rules").join(folder), &["yaml"]).into_iter().map(read);
    hold(below("legal"), 40);
    hold(below("checks").chain(below("profiles")), 40);
    let lawful = Regex::new(OF_THE_LAW).unwrap();
    for (path, text) in below("checks").chain(below("profiles")) {
        assert_eq!(said(&lawful, &text), Vec::<String>::new(), "{}", path.display());
    }
}

#[test]
fn no_sentence_of_the_program_says_more_than_can_be_seen() {
    // Words that pages and lists use are recognised, and so they stand in the sources of these rooms.
    let rooms = ["report", "engine", "policy", "facts", "cli", "gather", "evidence", "bundle", "redact"];
    let sources = rooms.iter().flat_map(|room| files(&root().join("src").join(room), &["rs"])).map(read);
    hold(sources.map(|(path, source)| (path, literals(&source))), 200);
}

#[test]
fn no_sample_of_a_report_says_more_than_can_be_seen() {
    hold(files(&root().join("reports/samples"), &["md", "txt"]).into_iter().map(read), 20);
    hold(files(&root().join("docs/rules"), &["md"]).into_iter().map(read), 40);
}

#[test]
fn the_checker_sees_what_is_never_said() {
    let never = never();
    for bad in [
        "This is illegal",
        "an unlawful cookie",
        "in violation of",
        "The site is not compliant",
        "GDPR compliance",
        "certified by",
        "Grade: B",
        "a score of 7",
        "100/100",
        "93 out of 100",
    ] {
        assert!(!said(&never, bad).is_empty(), "{bad}");
    }
    for good in
        ["with an upgrade", "certificates that are not valid", "complete", "a scoreboard", "1/2 of it", "degraded"]
    {
        assert_eq!(said(&never, good), Vec::<String>::new(), "{good}");
    }
    assert_eq!(literals("// \"illegal\"\nlet a = \"b \\\"c\\\" \\\n   d\";"), "b \\\"c\\\"    d\n");
}
