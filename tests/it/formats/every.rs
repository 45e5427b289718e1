//! Every format over the same reports: nothing is dropped, nothing of a page is obeyed.

use consentinel::engine::Waiver;
use consentinel::policy::Verdict;
use consentinel::report::*;
use proptest::prelude::*;

use crate::report_scene as scene;

/// What pages write to be obeyed by those who read reports.
const ATTACKS: [&str; 14] = [
    "=HYPERLINK(\"https://evil.example\",\"x\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "a;=1+1",
    "x\r\n::error file=a::b",
    "::set-output name=a::b",
    "##[error]x",
    "%0A::stop-commands::x",
    "]]><script>alert(1)</script>",
    "\"/><failure message=\"x\"/>",
    "[click](https://evil.example)",
    "![x](https://evil.example/p.png)",
    "|a|\n# head\n<img src=x>",
    "{{ exit.code }}{% raw %}",
    "\u{1b}]8;;https://evil.example\u{7}\u{202e}\u{0}",
];

/// The scene, with a text of the page in every place that a page can write to.
pub fn attacked(words: &str) -> scene::Judged {
    let mut judged = scene::leaky();
    for item in &mut judged.facts.items {
        item.name = words.to_owned();
        item.domain = words.to_owned();
        item.set_by.url = Some(words.to_owned());
    }
    for contact in &mut judged.facts.contacts {
        contact.host = words.to_owned();
        contact.url = words.to_owned();
    }
    judged.facts.banner.text = words.to_owned();
    judged.facts.banner.first_layer[0].text = words.to_owned();
    judged.evidence.visits[0].reached.title = Some(words.to_owned());
    judged.evidence.target.url = format!("https://shop.example/{words}");
    for result in &mut judged.judgement.results {
        result.reason = result.reason.is_some().then(|| words.to_owned());
        for failure in &mut result.failures {
            failure.message = format!("{words} was stored");
            if failure.waived.is_some() {
                failure.waived =
                    Some(Waiver { reason: words.to_owned(), by: words.to_owned(), until: Some(words.to_owned()) });
            }
        }
    }
    judged
}

pub fn text(format: Format, reports: &[Report]) -> String {
    let exit = verdict(reports, DEFAULT_THRESHOLD, OnIncomplete::Fail);
    render(format, reports, &exit, Look { width: None, paint: Paint::Off, persona: Persona::Auditor })
}

const MACHINE: [Format; 7] = [
    Format::Csv,
    Format::Sarif,
    Format::SarifGithub,
    Format::Junit,
    Format::Github,
    Format::GithubSummary,
    Format::Gitlab,
];

/// Invariant 6: no format drops a finding. GitHub's SARIF leaves out what is waived, and says how much.
#[test]
fn invariant_6_every_finding_is_in_every_format() {
    let reports = [scene::leaky().report()];
    for format in MACHINE {
        let text = text(format, &reports);
        for finding in &reports[0].findings {
            let there = text.contains(&finding.fingerprint) && text.contains(&finding.rule);
            let waived = format == Format::SarifGithub && finding.waived.is_some();
            assert!(there || waived, "{format:?}: {} is not in\n{text}", finding.fingerprint);
        }
        assert!(reports[0].findings.iter().any(|finding| finding.waived.is_some()));
        assert!(reports[0].findings.iter().any(|finding| finding.verdict == Verdict::Review));
        assert!(text.contains("the second layer could not be opened"), "{format:?} drops what could not be told");
    }
    assert!(text(Format::SarifGithub, &reports).contains("1 finding is left out: exceptions waive them"));
}

/// What was not observed is told by every format: none of them reads as clean.
#[test]
fn a_site_that_was_not_reached_is_clean_in_no_format() {
    let reports = [scene::down().report()];
    for (_, format) in Format::ALL {
        let text = text(format, &reports);
        assert!(
            text.contains("ERR_CONNECTION_REFUSED") || text.contains("ERR\\_CONNECTION\\_REFUSED"),
            "{format:?}:\n{text}"
        );
    }
}

fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// One who reads a format by its own rules finds what he would find without the attack: as many rows, commands, elements.
fn unharmed(words: &str) -> Result<(), TestCaseError> {
    let (bad, good) = ([attacked(words).report()], [attacked("word").report()]);
    let exit = verdict(&bad, DEFAULT_THRESHOLD, OnIncomplete::Fail);
    for ((name, table), (_, plain)) in csv_files(&Run::of(&bad, &exit)).iter().zip(csv_files(&Run::of(&good, &exit))) {
        let rows = rows(table);
        prop_assert_eq!(rows.len(), self::rows(&plain).len(), "{}", name);
        for cell in rows.iter().flatten() {
            prop_assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{:?}", cell);
        }
    }
    let github = text(Format::Github, &bad);
    let commands = |text: &str| text.lines().filter(|line| line.trim_start().starts_with("::")).count();
    prop_assert_eq!(commands(&github), commands(&text(Format::Github, &good)), "{}", github);
    for line in github.lines().filter(|line| !line.starts_with("::")) {
        prop_assert!(!line.contains("##["), "{}", line);
    }
    let summary = text(Format::GithubSummary, &bad);
    let link = regex::Regex::new(r"[^\\]\]\(").unwrap();
    prop_assert!(!summary.contains('<') && !link.is_match(&summary) && !summary.contains("://evil"), "{}", summary);
    prop_assert_eq!(summary.lines().count(), text(Format::GithubSummary, &good).lines().count());
    let junit = |reports| quick_junit::Report::deserialize_from_str(&text(Format::Junit, reports)).unwrap();
    let counts = |xml: quick_junit::Report| (xml.tests, xml.failures, xml.errors, xml.skipped);
    prop_assert_eq!(counts(junit(&bad)), counts(junit(&good)));
    for format in [Format::Sarif, Format::SarifGithub, Format::Gitlab] {
        let mut shown = Vec::new();
        messages(&serde_json::from_str(&text(format, &bad)).unwrap(), &mut shown);
        prop_assert!(shown.len() > 5);
        for message in shown {
            prop_assert!(!link.is_match(&message), "{}", message);
        }
    }
    for format in MACHINE {
        let bad: Vec<char> =
            text(format, &bad).chars().filter(|c| !matches!(c, '\n' | '\r') && is_unsafe(*c)).collect();
        prop_assert!(bad.is_empty(), "{:?}: {:?}", format, bad);
    }
    Ok(())
}

/// What readers of SARIF and code quality show as text. What help says is ours, and has links.
fn messages(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Array(items) => items.iter().for_each(|item| messages(item, found)),
        serde_json::Value::Object(fields) => {
            for (name, field) in fields.iter().filter(|(name, _)| *name != "help") {
                match field.as_str() {
                    Some(text) if ["text", "description", "justification"].contains(&name.as_str()) => {
                        found.push(text.to_owned());
                    }
                    _ => messages(field, found),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn no_attack_of_a_page_works_in_any_format() {
    for attack in ATTACKS {
        unharmed(attack).unwrap_or_else(|why| panic!("{attack:?}: {why}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_page_writes_harms_no_format(text in any::<String>(), attack in prop::sample::select(ATTACKS.to_vec())) {
        unharmed(&format!("x{text}{attack}"))?;
        unharmed(&format!("{attack}{text}"))?;
    }
}
