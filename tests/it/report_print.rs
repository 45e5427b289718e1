//! Reports for people: every format says the same, nothing of a page is obeyed, nothing is wider than the page.

use std::collections::BTreeSet;

use consentinel::engine::{Judgement, Outcome, RuleResult, Waiver};
use consentinel::evidence::State;
use consentinel::facts::StoredItem;
use consentinel::policy::{Confidence, Severity, Verdict};
use consentinel::report::*;
use proptest::prelude::*;
use tabled::grid::util::string::get_line_width;

use crate::report_scene::{self as scene, failure};

fn print(format: Format, reports: &[Report], width: Option<usize>, paint: Paint) -> String {
    render(
        format,
        reports,
        &verdict(reports, DEFAULT_THRESHOLD, OnIncomplete::Fail),
        Look { width, paint, persona: Persona::Auditor },
    )
}

fn all() -> Vec<Report> {
    vec![scene::leaky().report(), scene::clean().report(), scene::down().report()]
}

#[test]
fn reports_look_as_they_should() {
    for (name, judged) in [("leaky", scene::leaky()), ("clean", scene::clean()), ("down", scene::down())] {
        let reports = [judged.report()];
        for width in [80, 120] {
            let text = print(Format::Terminal, &reports, Some(width), Paint::Off);
            insta::assert_snapshot!(format!("{name}_terminal_{width}"), text);
        }
        insta::assert_snapshot!(format!("{name}_markdown"), print(Format::Markdown, &reports, None, Paint::Off));
    }
}

#[test]
fn no_line_is_wider_than_the_page() {
    let mut wide = scene::leaky();
    for category in ["analytics", "marketing", "social", "functional"] {
        let mut state = wide.facts.states[3].clone();
        state.state = State::Partial(category.to_owned());
        wide.facts.states.push(state);
    }
    let many = wide.report();
    for width in (60..=200).step_by(3).chain([80, 100, 120, 140]) {
        for report in [scene::leaky().report(), scene::down().report(), many.clone()] {
            let text = print(Format::Terminal, &[report], Some(width), Paint::Off);
            for line in text.lines() {
                assert!(get_line_width(line) <= width, "{width}: {line}");
            }
        }
    }
}

#[test]
fn two_thousand_cookies_are_printed_and_none_is_dropped() {
    let mut judged = scene::leaky();
    let item = judged.facts.items.remove(0);
    judged.facts.items =
        (0..2_000).map(|number| StoredItem { name: format!("c{number:04}x"), ..item.clone() }).collect();
    let reports = [judged.report()];
    let pattern = regex::Regex::new("c[0-9]{4}x").unwrap();
    for format in [Format::Terminal, Format::Markdown, Format::Html, Format::Json] {
        let text = print(format, &reports, Some(100), Paint::Off);
        let names: BTreeSet<&str> = pattern.find_iter(&text).map(|found| found.as_str()).collect();
        assert_eq!(names.len(), 2_000, "{format:?}");
    }
}

#[test]
fn a_platform_whose_file_did_not_help_is_said_to() {
    let mut judged = scene::leaky();
    let text = |judged: &scene::Judged| print(Format::Terminal, &[judged.report()], None, Paint::Off);
    assert!(!text(&judged).contains("no selector of its file"));
    let platform = judged.facts.banner.platform.as_mut().unwrap();
    platform.fell_back = Some("no selector of its file matched: read by structure and words".to_owned());
    assert!(text(&judged).contains("OneTrust (no selector of its file matched: read by structure and words)"));
}

#[test]
fn without_a_width_nothing_is_wrapped() {
    let mut judged = scene::leaky();
    let long = "one two three ".repeat(30);
    judged.judgement.results[3].failures[0].message = long.clone();
    let text = print(Format::Terminal, &[judged.report()], None, Paint::Off);
    assert!(text.contains(long.trim()));
}

#[test]
fn colours_change_nothing_but_colour() {
    for report in all() {
        for width in [60, 80, 100, 140] {
            let reports = std::slice::from_ref(&report);
            let plain = print(Format::Terminal, reports, Some(width), Paint::Off);
            let painted = print(Format::Terminal, reports, Some(width), Paint::On);
            assert!(painted.contains('\u{1b}') && !plain.contains('\u{1b}'));
            let stripped: Vec<String> = anstream::adapter::strip_str(&painted)
                .to_string()
                .lines()
                .map(|line| line.trim_end().to_owned())
                .collect();
            assert_eq!(stripped, plain.lines().collect::<Vec<_>>());
        }
    }
}

#[test]
fn nothing_that_a_page_wrote_reaches_a_terminal_as_a_command() {
    for format in [Format::Terminal, Format::Markdown, Format::Html, Format::Json] {
        let text = print(format, &all(), Some(100), Paint::Off);
        let bad: Vec<char> = text.chars().filter(|c| *c != '\n' && is_unsafe(*c)).collect();
        assert!(bad.is_empty(), "{format:?}: {bad:?}");
    }
}

#[test]
fn no_word_of_ours_judges_by_law_or_grades() {
    let forbidden = ["illegal", "violat", "complian", "comply", "complies", "certified", "unlawful", "grade", "score"];
    for format in [Format::Terminal, Format::Markdown, Format::Html] {
        let text = print(format, &all(), Some(100), Paint::Off).to_lowercase();
        for word in forbidden {
            assert!(!text.contains(word), "{word} in {format:?}");
        }
    }
}

#[test]
fn what_always_stands_in_a_report_does() {
    for report in all() {
        for format in [Format::Terminal, Format::Markdown, Format::Html] {
            let text = print(format, std::slice::from_ref(&report), None, Paint::Off);
            for words in
                ["eu-gdpr", "2026-11-01", "seen from", "2026-11-24 10:00:00", "Chromium 156", "virtual", "exit "]
            {
                assert!(text.contains(words), "{words} missing in {format:?}:\n{text}");
            }
        }
    }
}

#[test]
fn a_site_that_was_not_reached_never_reads_as_clean() {
    let text = print(Format::Terminal, &[scene::down().report()], Some(100), Paint::Off);
    for words in ["no findings", "Nothing was found", "No cookies", "No third-party", "No banner", "exit 0"] {
        assert!(!text.contains(words), "{words}:\n{text}");
    }
    assert!(text.contains("not judged") && text.contains("exit 3"));
}

/// A text without anything that layout may add or take.
fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Markdown back to what it shows.
fn shown(markdown: &str) -> String {
    let plain = markdown.replace("&lt;", "<").replace("&gt;", ">").replace("&#64;", "@").replace("&#58;", ":");
    let plain = plain.replace("&#46;", ".").replace("&#124;", "|").replace("&amp;", "&");
    let mut out = String::new();
    let mut letters = plain.chars();
    while let Some(c) = letters.next() {
        out.extend(if c == '\\' { letters.next() } else { Some(c) });
    }
    out
}

/// HTML back to what it shows.
fn read(html: &str) -> String {
    let text = regex::Regex::new("(?s)<style>.*?</style>|<script>.*?</script>|<[^>]*>").unwrap().replace_all(html, "");
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    text.replace("&amp;", "&")
}

/// What would act if it were markup.
const ATTACKS: [&str; 8] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</title></style></script><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "<!-- <a href=javascript:alert(1)>",
    "&lt;script&gt;",
    "</td></tr></table><iframe srcdoc=x>",
    "<style>*{display:none}</style><meta http-equiv=refresh content=0>",
];

/// The tags of a page, in their order.
fn markup(html: &str) -> Vec<String> {
    regex::Regex::new("<[^>]*>").unwrap().find_iter(html).map(|tag| tag.as_str().to_owned()).collect()
}

fn any_result() -> impl Strategy<Value = RuleResult> {
    let severity =
        prop::sample::select(vec![Severity::Critical, Severity::High, Severity::Medium, Severity::Low, Severity::Info]);
    let word = prop::sample::select(vec![Verdict::Finding, Verdict::Indication, Verdict::Review, Verdict::Info]);
    let message = prop_oneof!["[ -~]{1,120}", "\\PC{1,60}", any::<String>().prop_map(|text| format!("x{text}"))];
    let failure = (severity.clone(), word, message, "[0-9a-f]{16}", any::<bool>()).prop_map(
        |(severity, word, message, fingerprint, is_waived)| {
            let mut failure = failure(severity, word, &message, &fingerprint);
            failure.waived = is_waived.then(|| Waiver { reason: "known".to_owned(), by: "me".to_owned(), until: None });
            failure
        },
    );
    ("[a-z]{3,8}-[a-z]{3,8}", severity, prop::collection::vec(failure, 1..5)).prop_map(|(rule, severity, failures)| {
        RuleResult {
            title: format!("Title of {rule}"),
            group: "own".to_owned(),
            profiles: vec!["eu-gdpr".to_owned()],
            rule,
            outcome: Outcome::Failed,
            reason: None,
            looked_at: None,
            severity,
            confidence: Confidence::Medium,
            verdict: failures.iter().map(|failure| failure.verdict).min(),
            law: vec!["eprivacy-5-3".to_owned()],
            remedy: "Mend it.".to_owned(),
            failures,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Invariant 6: no format drops a finding, and each says the same verdict.
    #[test]
    fn invariant_6_no_format_drops_a_finding(results in prop::collection::vec(any_result(), 0..6), width in 60_usize..160) {
        let mut judged = scene::clean();
        judged.judgement = Judgement { results, exceptions: Vec::new() };
        let reports = [judged.report()];
        let exit = verdict(&reports, DEFAULT_THRESHOLD, OnIncomplete::Fail);
        let json: Report = serde_json::from_str(&print(Format::Json, &reports, None, Paint::Off)).unwrap();
        prop_assert_eq!(&json, &reports[0]);
        prop_assert_eq!(&verdict(&[json], DEFAULT_THRESHOLD, OnIncomplete::Fail), &exit);
        let loose = print(Format::Terminal, &reports, None, Paint::Off);
        let narrow = print(Format::Terminal, &reports, Some(width), Paint::Off);
        let markdown = print(Format::Markdown, &reports, None, Paint::Off);
        let html = read(&print(Format::Html, &reports, None, Paint::Off));
        for text in [&loose, &narrow, &shown(&markdown), &html] {
            prop_assert!(solid(text).contains(&solid(&exit.because)), "{text}");
        }
        prop_assert_eq!(reports[0].findings.len(), judged.judgement.results.iter().map(|r| r.failures.len()).sum::<usize>());
        for finding in &reports[0].findings {
            let message = clean(&finding.message);
            for text in [&loose, &shown(&markdown), &html] {
                prop_assert!(text.contains(&finding.rule) && text.contains(&finding.fingerprint), "{text}");
                prop_assert!(solid(text).contains(&solid(&message)), "{message}\n{text}");
            }
            if finding.waived.is_none() {
                for part in [&finding.rule, &finding.fingerprint, &message] {
                    prop_assert!(solid(&narrow).contains(&solid(part)), "{part}\n{narrow}");
                }
            }
        }
    }

    /// Whatever a page writes into a name, a title or a banner, the table stands and no line is too wide.
    #[test]
    fn hostile_texts_break_no_table(text in any::<String>(), width in 60_usize..120) {
        let mut judged = scene::leaky();
        judged.facts.items[0].name = text.clone();
        judged.facts.banner.text = text.clone();
        judged.facts.banner.first_layer[0].text = text.clone();
        judged.facts.contacts[0].host = text.clone();
        judged.evidence.visits[0].reached.title = Some(text);
        let reports = [judged.report()];
        let terminal = print(Format::Terminal, &reports, Some(width), Paint::Off);
        for line in terminal.lines() {
            prop_assert!(get_line_width(line) <= width, "{line}");
        }
        prop_assert!(terminal.chars().all(|c| c == '\n' || !is_unsafe(c)));
        let markdown = print(Format::Markdown, &reports, None, Paint::Off);
        for row in markdown.lines().filter(|line| line.starts_with('|') && line.contains("by name and domain")) {
            let bars = row.matches('|').count();
            prop_assert_eq!(bars, 8, "{}", row);
        }
    }

    /// Whatever a page writes, the markup is that of a report in which it wrote a plain word.
    #[test]
    fn no_text_of_a_page_becomes_an_element(text in any::<String>(), attack in prop::sample::select(ATTACKS.to_vec())) {
        let of = |words: &str| {
            let mut judged = scene::leaky();
            judged.facts.items[0].name = words.to_owned();
            judged.facts.banner.text = words.to_owned();
            judged.facts.banner.first_layer[0].text = words.to_owned();
            judged.facts.contacts[0].host = words.to_owned();
            judged.evidence.visits[0].reached.title = Some(words.to_owned());
            judged.evidence.target.url = words.to_owned();
            markup(&print(Format::Html, &[judged.report()], None, Paint::Off))
        };
        let words = format!("x{text}{attack}");
        prop_assert_eq!(of(&words), of("xword"));
    }
}
