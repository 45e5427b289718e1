//! No rule, profile, provision or sentence of a report says more than a machine can see: no verdict in law, no praise, no
//! grade. Names of products ("Cookie Compliance") stand in `rules/cmps/` and are nobody's sentence.

use std::fs;
use std::path::{Path, PathBuf};

use consentinel::messages::Language;
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

/// The same words in the languages of reports. Where one of them has a plain meaning too, another word says that.
const NEVER_ELSEWHERE: [(&str, &str); 6] = [
    (
        "de",
        r"(?i)\b(rechtswidrig\w*|gesetzwidrig\w*|illegal\w*|\w*konform\w*|verst(oß|öß)\w*|verstoßen|(un)?rechtmäßig\w*|unzulässig\w*|zertifi\w+|schulnote\w*)\b",
    ),
    ("fr", r"(?i)\b(illégal\w*|illicite\w*|conform\w+|viol(er|e|ent|ation\w*)|infraction\w*|enfrein\w*|certifi\w+)\b"),
    (
        "es",
        r"(?i)\b(ilegal\w*|ilícit\w*|conform\w+|incumpl\w+|cumpl\w+|infracc\w+|infring\w+|viola\w*|vulnera\w*|certific\w+)\b",
    ),
    ("it", r"(?i)\b(illegal\w*|illecit\w*|conform\w+|viola\w*|infrazion\w*|infring\w+|certific\w+)\b"),
    (
        "nl",
        r"(?i)\b(illega\w+|onwettig\w*|onrechtmatig\w*|wettelijk|conform\w*|overtred\w+|schend\w+|inbreuk\w*|voldoet|voldoen|gecertific\w+)\b",
    ),
    ("pl", r"(?i)\b(nielegaln\w+|bezprawn\w+|niezgodn\w+|zgodn\w+|narusz\w+|certyfik\w+)\b"),
];

#[test]
fn no_text_in_another_language_says_more_than_can_be_seen() {
    let spoken = |tag: &str| Language::ALL.iter().any(|language| language.tag() == tag);
    for (tag, words) in NEVER_ELSEWHERE.into_iter().filter(|(tag, _)| spoken(tag)) {
        let never = Regex::new(words).unwrap();
        for folder in ["reports/messages", "rules/languages"] {
            let path = root().join(folder).join(format!("{tag}.yaml"));
            // Keys are English: what stands behind the colon is said.
            let (_, text) = read(path);
            let told: Vec<&str> =
                text.lines().map(|line| line.split_once(": ").map_or(line, |(_, told)| told)).collect();
            assert_eq!(said(&never, &told.join("\n")), Vec::<String>::new(), "{folder}/{tag}.yaml");
        }
    }
    for (tag, bad) in [("de", "nicht DSGVO-konform"), ("fr", "n’est pas conforme"), ("pl", "naruszenie prawa")] {
        let words = NEVER_ELSEWHERE.iter().find(|(known, _)| *known == tag).unwrap().1;
        assert!(!said(&Regex::new(words).unwrap(), bad).is_empty(), "{bad}");
    }
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
