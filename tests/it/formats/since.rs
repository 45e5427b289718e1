//! What the baseline has too, in formats for programs: told, and never taken for new.

use std::collections::BTreeMap;

use consentinel::compare::against;
use consentinel::engine::{ExceptionStatus, Outcome};
use consentinel::messages::{Language, Messages};
use consentinel::policy::{Severity, Verdict};
use consentinel::report::*;
use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus};

use super::every::text;
use super::limits::many;
use crate::report_scene as scene;

const UNCHANGED: &str = "unchanged since the baseline";

fn held(then: &Report, now: Report) -> Report {
    let baseline = against("before.json", BaselineKind::Report, Some(then), &now);
    Report { baseline: Some(baseline), ..now }
}

/// The report without what was found under some fingerprints.
fn without(report: &Report, gone: impl Fn(&FindingForm) -> bool) -> Report {
    let mut report = report.clone();
    report.findings.retain(|finding| !gone(finding));
    for result in &mut report.results {
        if result.outcome == Outcome::Failed && !report.findings.iter().any(|one| one.rule == result.rule) {
            result.outcome = Outcome::Passed;
        }
    }
    report
}

/// Twenty-five findings of each severity; of the critical ones `new` are new, and all that is less severe is.
fn partly_new(new: usize) -> Report {
    let now = many(25);
    let fresh: Vec<String> =
        now.findings.iter().filter(|one| one.severity == Severity::Critical).take(new).map(of).collect();
    held(&without(&now, |one| one.severity == Severity::Low || fresh.contains(&of(one))), now)
}

fn of(finding: &FindingForm) -> String {
    finding.fingerprint.clone()
}

fn commands<'a>(text: &'a str, kind: &str) -> Vec<&'a str> {
    let start = format!("::{kind} ");
    text.lines().filter(|line| line.starts_with(&start)).collect()
}

#[test]
fn annotations_of_what_is_unchanged_are_notices_and_push_out_nothing_new() {
    let text = text(Format::Github, &[partly_new(3)]);
    let (errors, warnings, notices) = (commands(&text, "error"), commands(&text, "warning"), commands(&text, "notice"));
    assert_eq!((errors.len(), warnings.len(), notices.len()), (3, 0, 10), "{text}");
    // All notices that GitHub shows are of the new findings, though what is unchanged would be worse.
    for line in errors.iter().chain(&notices) {
        assert!(!line.contains(UNCHANGED), "{line}");
    }
    assert_eq!(text.matches(UNCHANGED).count(), 22 + 25, "{text}");
    let all = held(&many(5), many(5));
    let text = super::every::text(Format::Github, &[all]);
    assert!(commands(&text, "error").is_empty() && commands(&text, "warning").is_empty(), "{text}");
    assert_eq!(commands(&text, "notice").iter().filter(|line| line.contains(UNCHANGED)).count(), 10);
}

fn cases(text: &str) -> BTreeMap<String, TestCase> {
    let xml = quick_junit::Report::deserialize_from_str(text).unwrap();
    let cases = xml.test_suites.into_iter().flat_map(|suite| suite.test_cases);
    cases.map(|case| (case.name.as_str().to_owned(), case)).collect()
}

fn is_failure(case: &TestCase) -> bool {
    matches!(case.status, TestCaseStatus::NonSuccess { kind: NonSuccessKind::Failure, .. })
}

#[test]
fn a_case_fails_for_what_is_new_and_tells_what_is_not_in_its_output() {
    let report = partly_new(3);
    let xml = text(Format::Junit, std::slice::from_ref(&report));
    let cases = cases(&xml);
    let worst = &cases["rule-0"];
    let TestCaseStatus::NonSuccess { kind: NonSuccessKind::Failure, message, description, .. } = &worst.status else {
        panic!("it does not fail: {xml}")
    };
    assert_eq!(message.as_ref().unwrap().as_str(), "3 findings");
    assert!(!description.as_ref().unwrap().as_str().contains(UNCHANGED));
    assert_eq!(worst.system_out.as_ref().unwrap().as_str().matches(UNCHANGED).count(), 22);
    let TestCaseStatus::Skipped { message, description, .. } = &cases["rule-1"].status else {
        panic!("it is not skipped: {xml}")
    };
    assert_eq!(message.as_ref().unwrap().as_str(), format!("25 findings: {UNCHANGED}"));
    assert_eq!(description.as_ref().unwrap().as_str().matches(UNCHANGED).count(), 25);
    assert!(xml.contains("name=\"baseline.unchanged\" value=\"47\""), "{xml}");
    assert!(report.findings.iter().all(|finding| xml.contains(&finding.fingerprint)));
}

#[test]
fn code_quality_keeps_what_is_unchanged_under_its_name_and_says_so() {
    let now = scene::leaky().report();
    let issues = |reports: &[Report]| -> Vec<serde_json::Value> {
        serde_json::from_str(&text(Format::Gitlab, reports)).unwrap()
    };
    let (alone, same) = (issues(std::slice::from_ref(&now)), issues(&[held(&now, now.clone())]));
    let names = |issues: &[serde_json::Value]| issues.iter().map(|one| one["fingerprint"].clone()).collect::<Vec<_>>();
    assert_eq!(names(&alone), names(&same));
    let marked = |issues: &[serde_json::Value]| {
        let told =
            |one: &&serde_json::Value| one["description"].as_str().unwrap().ends_with("(unchanged since the baseline)");
        issues.iter().filter(told).count()
    };
    assert_eq!((marked(&alone), marked(&same)), (0, now.once().len()));
    assert_eq!(marked(&issues(&[held(&without(&now, |_| true), now.clone())])), 0);
}

#[test]
fn two_reports_of_one_site_share_no_name_in_code_quality() {
    let (one, other) = (scene::leaky().report(), scene::leaky().report());
    let issues = |reports: &[Report]| -> Vec<String> {
        let all: Vec<serde_json::Value> = serde_json::from_str(&text(Format::Gitlab, reports)).unwrap();
        all.iter().map(|issue| issue["fingerprint"].as_str().unwrap().to_owned()).collect()
    };
    let (alone, both) = (issues(std::slice::from_ref(&one)), issues(&[one, other]));
    assert_eq!(both.len(), 2 * alone.len());
    assert_eq!(both[..alone.len()], alone[..], "the first keeps its names");
    let distinct: std::collections::BTreeSet<&String> = both.iter().collect();
    assert_eq!(distinct.len(), both.len());
}

#[test]
fn the_summary_counts_and_tells_apart_what_is_new_unchanged_and_fixed() {
    let report = partly_new(3);
    let text = text(Format::GithubSummary, std::slice::from_ref(&report));
    let row = text.lines().find(|line| line.starts_with("| https")).unwrap();
    assert!(text.contains("| new | unchanged | fixed | not known |"), "{text}");
    assert!(row.contains("| 28 | 47 | 0 | 0 |"), "{row}");
    let place = |what: &str| text.find(what).unwrap_or_else(|| panic!("no {what} in {text}"));
    let old = place(&format!("### CRITICAL: A title (`rule-0`) ({UNCHANGED})"));
    assert!(place("### CRITICAL: A title (`rule-0`)\n") < old && place("### LOW: A title (`rule-2`)\n") < old);
    let fixed = held(&many(2), without(&many(2), |one| one.severity == Severity::Medium));
    let text = super::every::text(Format::GithubSummary, &[fixed]);
    assert!(text.contains("### Fixed since the baseline\n\n- medium `rule-1` cookie number 0"), "{text}");
    assert!(text.lines().any(|line| line.starts_with("| https") && line.contains("| 0 | 4 | 2 | 0 |")), "{text}");
}

#[test]
fn what_is_new_is_in_the_summary_though_what_is_unchanged_fills_it() {
    let (mut old, mut new) = (many(5_000), many(1));
    old.baseline = held(&old, old.clone()).baseline;
    new.findings.retain(|finding| finding.severity == Severity::Low);
    new = held(&without(&new, |_| true), new);
    let text = text(Format::GithubSummary, &[old, new]);
    assert!(text.len() <= 1024 * 1024 && text.contains("### LOW: A title (`rule-2`)\n"), "{}", text.len());
    assert!(text.trim_end().ends_with("The report has everything.**"));
}

#[test]
fn without_a_baseline_nothing_is_called_new_or_unchanged() {
    for format in [Format::Github, Format::GithubSummary, Format::Junit, Format::Gitlab] {
        let text = text(format, &[scene::leaky().report()]);
        assert!(!text.contains("unchanged") && !text.contains("baseline"), "{format:?}: {text}");
    }
}

#[test]
fn leaving_with_zero_changes_no_case() {
    let reports = [scene::leaky().report()];
    let look = Look { width: None, paint: Paint::Off, persona: Persona::Auditor };
    let exit = verdict(&reports, DEFAULT_THRESHOLD, OnIncomplete::Fail);
    let excused = exit.clone().excused();
    assert_eq!((exit.code, excused.code), (1, 0));
    let xml = render(Format::Junit, &reports, &excused, look);
    assert_eq!(xml, render(Format::Junit, &reports, &exit, look));
    assert!(cases(&xml).values().any(is_failure));
}

/// The leaky shop, whose second exception ended.
fn lapsed() -> Report {
    let mut judged = scene::leaky();
    let one = &mut judged.judgement.exceptions[1];
    one.status = ExceptionStatus::Expired;
    one.waiver.until = Some("2026-11-01".to_owned());
    judged.report()
}

#[test]
fn an_exception_that_has_expired_is_told_once_and_one_that_has_not_is_not() {
    let told = "exceptions.yaml:9";
    for format in [Format::Github, Format::GithubSummary, Format::Junit] {
        let expired = text(format, &[lapsed(), lapsed()]);
        assert_eq!(expired.matches(told).count(), 1, "{format:?}: {expired}");
        assert!(
            expired.contains("2026-11-01") && expired.contains("the tag is being replaced"),
            "{format:?}: {expired}"
        );
        assert!(!text(format, &[scene::leaky().report()]).contains(told), "{format:?}");
    }
    let github = text(Format::Github, &[lapsed()]);
    assert!(commands(&github, "warning").iter().any(|line| line.contains("title=Exception expired::")), "{github}");
    let (plain, expired) =
        (cases(&text(Format::Junit, &[scene::leaky().report()])), cases(&text(Format::Junit, &[lapsed()])));
    assert_eq!(
        expired.values().filter(|case| is_failure(case)).count(),
        plain.values().filter(|case| is_failure(case)).count()
    );
    assert!(
        matches!(expired["exceptions"].status, TestCaseStatus::Skipped { .. }) && !plain.contains_key("exceptions")
    );
}

/// The words of the summary's frame are those of the run, also where no report says which language that is.
#[test]
fn the_summary_speaks_the_language_of_the_run() {
    let frame = ["could not be determined", "observed", "everything", "waived", "What to do", "For review", UNCHANGED];
    let report =
        held(&without(&scene::leaky().report(), |one| one.verdict == Verdict::Review), scene::leaky().report());
    let text = |language: Language, reports: &[Report]| {
        let exit = verdict_in(language, reports, DEFAULT_THRESHOLD, OnIncomplete::Fail);
        let gone = Unjudged { target: "shop".to_owned(), reason: "net::X".to_owned(), kind: ExitKind::Incomplete };
        let exit = exit.without(&gone);
        let unjudged = [gone];
        let run = Run { unjudged: &unjudged, ..Run::of(reports, &exit) };
        print(Format::GithubSummary, &run, Look { width: None, paint: Paint::Off, persona: Persona::Auditor })
    };
    let english = text(Language::En, std::slice::from_ref(&report));
    for words in frame {
        assert!(english.contains(words), "{words}: {english}");
    }
    for language in Language::ALL.iter().copied().filter(|language| !language.is_english()) {
        let m = Messages::of(language);
        let spoken = Report { language, ..report.clone() };
        for reports in [&[spoken][..], &[]] {
            let text = text(language, reports);
            for words in frame {
                assert!(!text.contains(words), "{}: {words}: {text}", language.tag());
            }
            let nobody = reports.is_empty().then(|| m.say("exit.nobody"));
            for words in [m.say("summary.target"), m.say("summary.observed")].into_iter().chain(nobody) {
                assert!(text.contains(words), "{}: {words}: {text}", language.tag());
            }
        }
    }
}
