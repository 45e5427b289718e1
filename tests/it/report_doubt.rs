//! Nothing is denied that nobody looked at, nothing is counted twice, and nothing open is left out.

use std::collections::{BTreeMap, BTreeSet};

use consentinel::engine::{Outcome, Waiver};
use consentinel::evidence::{Gathered, Phase};
use consentinel::policy::{Severity, Verdict};
use consentinel::report::*;

use crate::formats::every::text;
use crate::report_scene as scene;

fn end(reports: &[Report], on_incomplete: OnIncomplete) -> ExitVerdict {
    verdict(reports, DEFAULT_THRESHOLD, on_incomplete)
}

/// A site on which nothing lay and nobody was asked, with these parts of every state unread.
fn empty(parts: &[Reading]) -> Report {
    let mut report = scene::clean().report();
    report.items.clear();
    report.requests.clear();
    for state in &mut report.states {
        let phases: BTreeSet<Phase> = state.phases.iter().copied().collect();
        state.unread = parts.iter().map(|part| (*part, phases.clone())).collect();
    }
    report
}

#[test]
fn what_nobody_could_read_is_not_denied() {
    let (nothing, nobody) = ("No cookie and no storage item lay on the device.", "No third-party host was contacted.");
    let told = |parts: &[Reading]| {
        let html = text(Format::Html, &[empty(parts)]);
        (html.contains(nothing), html.contains(nobody))
    };
    assert_eq!(told(&[]), (true, true));
    assert_eq!(told(&[Reading::Cookies]), (false, true));
    assert_eq!(told(&[Reading::Storage]), (false, true));
    assert_eq!(told(&[Reading::Requests]), (true, false));
}

#[test]
fn parts_that_failed_are_named_with_their_phase() {
    let failed = || Gathered::Failed("the page was gone".to_owned());
    let mut judged = scene::clean();
    assert!(judged.report().states.iter().all(|state| state.unread.is_empty()));
    let moment = &mut judged.evidence.visits[0].moments[0];
    let phase = moment.phase;
    moment.cookies = failed();
    judged.evidence.visits[1].requests = Gathered::Failed("the page was gone".to_owned());
    let report = judged.report();
    assert_eq!(report.states[0].unread, BTreeMap::from([(Reading::Cookies, BTreeSet::from([phase]))]));
    assert!(!report.states[0].is_read(Reading::Cookies, phase) && report.states[0].is_read(Reading::Storage, phase));
    let all: BTreeSet<Phase> = report.states[1].phases.iter().copied().collect();
    assert_eq!(report.states[1].unread, BTreeMap::from([(Reading::Requests, all)]));
}

#[test]
fn an_item_is_not_gone_where_nobody_could_look() {
    let mut report = scene::leaky().report();
    let state = report.states.iter().position(|state| state.phases.len() > 2).unwrap();
    let name = report.states[state].state.clone();
    let phases = report.states[state].phases.clone();
    let last = *phases.last().unwrap();
    let mut item = report.items[0].clone();
    item.seen = BTreeMap::from([(name, vec![phases[0], phases[1]])]);
    report.items = vec![item];
    report.requests.clear();
    let told = |report: &Report| {
        let (html, table) =
            (text(Format::Html, std::slice::from_ref(report)), text(Format::Terminal, std::slice::from_ref(report)));
        (html.contains(", gone "), table.contains("ac?"))
    };
    assert_eq!(told(&report), (true, false));
    report.states[state].unread = BTreeMap::from([(Reading::of(report.items[0].kind), BTreeSet::from([last]))]);
    assert_eq!(told(&report), (false, true));
}

#[test]
fn what_failed_for_a_part_is_open_for_the_rest_in_every_format() {
    let mut report = scene::leaky().report();
    let failed = report.results.iter_mut().find(|result| result.outcome == Outcome::Failed).unwrap();
    let before = failed.reason.clone();
    assert_eq!(before, None);
    failed.reason = Some("reject-again was never lived through".to_owned());
    for (_, format) in Format::ALL {
        let text = text(format, &[report.clone()]).replace("&#45;", "-").replace(['\n', '│'], " ");
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("never lived through"), "{format:?}: {words}");
    }
}

#[test]
fn all_waived_is_not_nothing_found() {
    let mut report = scene::leaky().report();
    let waiver = Waiver { reason: "known".to_owned(), by: "me".to_owned(), until: None };
    report.findings.iter_mut().for_each(|finding| finding.waived = Some(waiver.clone()));
    let exit = end(&[report.clone()], OnIncomplete::Allow);
    let prints: BTreeSet<&str> = report.findings.iter().map(|finding| finding.fingerprint.as_str()).collect();
    assert!(exit.because.contains(&format!("{} waived", prints.len())), "{}", exit.because);
    for format in [Format::Terminal, Format::Markdown, Format::Html] {
        let text = text(format, &[report.clone()]);
        assert!(text.contains("beyond what exceptions waive"), "{format:?}");
        assert!(
            !text.contains("Nothing was found in this run") && !text.contains("Nothing was found by"),
            "{format:?}"
        );
    }
}

#[test]
fn what_was_not_seen_at_all_cannot_be_allowed() {
    let down = [scene::down().report()];
    assert_eq!(end(&down, OnIncomplete::Allow).kind, ExitKind::Incomplete);
    let mut partly = scene::clean().report();
    partly.complete = false;
    partly.gaps.push(Gap { state: None, reason: "the second layer was not read".to_owned() });
    assert_eq!(end(&[partly.clone()], OnIncomplete::Allow).kind, ExitKind::Clean);
    assert_eq!(end(&[partly.clone()], OnIncomplete::Fail).kind, ExitKind::Incomplete);
    let both = [partly, scene::down().report()];
    assert_eq!(end(&both, OnIncomplete::Allow).kind, ExitKind::Incomplete);
}

/// A report in which two profiles judge the worst thing, one of them more mildly.
fn judged_twice() -> Report {
    let mut report = scene::leaky().report();
    report.findings.truncate(1);
    let rule = report.findings[0].rule.clone();
    report.results.retain(|result| result.rule == rule);
    let (mut finding, mut result) = (report.findings[0].clone(), report.results[0].clone());
    finding.profiles = vec!["milder".to_owned()];
    finding.severity = Severity::High;
    result.profiles.clone_from(&finding.profiles);
    report.findings.push(finding);
    report.results.push(result);
    report
}

#[test]
fn a_thing_that_two_profiles_judge_is_one_thing() {
    let report = judged_twice();
    let exit = end(std::slice::from_ref(&report), OnIncomplete::Fail);
    assert!(exit.because.starts_with("exit 1: 1 finding at or above high"), "{}", exit.because);
    let table = text(Format::Terminal, std::slice::from_ref(&report));
    let head = table.lines().find(|line| line.contains("critical")).unwrap();
    assert!(head.contains("1 critical") && !head.contains("1 high"), "{head}");
    let issues: serde_json::Value = serde_json::from_str(&text(Format::Gitlab, std::slice::from_ref(&report))).unwrap();
    let of_rule = |issue: &&serde_json::Value| issue["check_name"] == report.findings[0].rule.as_str();
    let issues: Vec<_> = issues.as_array().unwrap().iter().filter(of_rule).collect();
    assert_eq!((issues.len(), issues[0]["severity"].as_str()), (1, Some("blocker")));
    let junit = text(Format::Junit, std::slice::from_ref(&report));
    assert!(junit.contains("[milder]\""), "{junit}");
    let html = text(Format::Html, &[report]);
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let distinct: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), distinct.len(), "an id stands twice");
}

#[test]
fn an_indication_is_not_called_a_finding() {
    let mut report = scene::leaky().report();
    report.findings.truncate(1);
    let said = |report: &Report| end(std::slice::from_ref(report), OnIncomplete::Fail).because;
    assert!(said(&report).starts_with("exit 1: 1 finding at or above"), "{}", said(&report));
    report.findings[0].verdict = Verdict::Indication;
    assert!(said(&report).starts_with("exit 1: 1 finding or indication at or above"), "{}", said(&report));
}

#[test]
fn a_summary_counts_reviews_apart() {
    let mut report = scene::leaky().report();
    report.findings.truncate(1);
    report.findings[0].severity = Severity::High;
    let row = |report: &Report| {
        let summary = text(Format::GithubSummary, std::slice::from_ref(report));
        let row =
            summary.lines().find(|line| line.starts_with("| ") && line.contains("shop.example")).unwrap().to_owned();
        let cells: Vec<String> = row.split('|').map(|cell| cell.trim().to_owned()).collect();
        (cells[3].clone(), cells[7].clone(), summary.contains("### HIGH"))
    };
    assert_eq!(row(&report), ("1".to_owned(), "0".to_owned(), true));
    report.findings[0].verdict = Verdict::Review;
    assert_eq!(row(&report), ("0".to_owned(), "1".to_owned(), false));
}
