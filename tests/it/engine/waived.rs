//! Exceptions: what they waive, and when they say that they can go.

use consentinel::engine::{ExceptionStatus, Judgement, judge};
use consentinel::evidence::State;
use consentinel::facts::{Fact, View};

use super::views::{collection, cookie, empty, jars, single};
use crate::support::policy::{cookie_rule, load, shown, site_rule};

fn with(exception: &str, view: &View) -> Judgement {
    let words = format!("exceptions:\n  - {{ rule: own, reason: asked for, by: privacy@shop.example{exception} }}\n");
    let rules = [("own", cookie_rule("", ""))];
    let rules: Vec<(&str, &str)> = rules.iter().map(|(id, rule)| (*id, rule.as_str())).collect();
    let policy = load(&rules, Some(&words)).unwrap_or_else(|errors| panic!("{}", shown(&errors)));
    judge(&policy, view)
}

fn two() -> View {
    jars(vec![cookie("a", "analytics", 400.0), cookie("b", "analytics", 400.0)], vec![cookie("a", "analytics", 50.0)])
}

fn waived(judgement: &Judgement) -> Vec<bool> {
    judgement.results[0].failures.iter().map(|failure| failure.waived.is_some()).collect()
}

#[test]
fn a_waived_failure_stays_and_carries_who_and_why() {
    let judgement = with(", where: { cookie.name: a }, until: 2027-01-31", &two());
    assert_eq!(waived(&judgement), [true, false]);
    let waiver = judgement.results[0].failures[0].waived.as_ref().unwrap();
    assert_eq!((waiver.reason.as_str(), waiver.by.as_str()), ("asked for", "privacy@shop.example"));
    assert_eq!(waiver.until.as_deref(), Some("2027-01-31"));
    assert_eq!((judgement.exceptions[0].status, judgement.exceptions[0].waived), (ExceptionStatus::Used, 1));
    assert_eq!(judgement.exceptions[0].at, "exceptions.yaml:2");
}

#[test]
fn without_a_match_all_failures_of_the_rule_are_waived() {
    let judgement = with("", &two());
    assert_eq!(waived(&judgement), [true, true]);
    assert_eq!(judgement.exceptions[0].waived, 2);
}

#[test]
fn a_match_must_hold_wherever_the_failure_was_seen() {
    assert_eq!(waived(&with(", where: { cookie.lifetime-days: { above: 100 } }", &two())), [false, true]);
    assert_eq!(waived(&with(", where: { cookie.domain: shop.example }", &two())), [false, false], "it is not known");
}

#[test]
fn the_last_day_still_counts_and_the_next_does_not() {
    let mut view = two();
    for (day, until, used) in [
        ("2026-11-25", "2026-11-25", true),
        ("2026-11-26", "2026-11-25", false),
        ("2027-01-01", "2026-12-31", false),
        ("", "2099-12-31", false),
    ] {
        view.day = day.to_owned();
        let judgement = with(&format!(", until: {until}"), &view);
        assert_eq!(waived(&judgement), [used, used], "{day} {until}");
        let status = if used { ExceptionStatus::Used } else { ExceptionStatus::Expired };
        assert_eq!(judgement.exceptions[0].status, status);
    }
}

#[test]
fn an_exception_says_when_it_can_go_and_when_nobody_knows() {
    let status = |exception: &str, view: &View| with(exception, view).exceptions[0].status;
    assert_eq!(status("", &jars(vec![], vec![])), ExceptionStatus::Unused);
    assert_eq!(status(", where: { cookie.name: z }", &two()), ExceptionStatus::Unused);
    assert_eq!(status("", &empty()), ExceptionStatus::NotJudged);
    let mut partly = two();
    collection(&mut partly, "cookie", State::Reject, Err("not read".to_owned()));
    assert_eq!(status(", where: { cookie.name: z }", &partly), ExceptionStatus::NotJudged);
}

#[test]
fn rules_over_the_site_are_waived_by_facts_of_the_site() {
    let words =
        |kind: &str| format!("exceptions:\n  - {{ rule: own, reason: r, by: b, where: {{ banner.kind: {kind} }} }}\n");
    let mut view = empty();
    single(&mut view, "banner.seen", Fact::flag(false));
    single(&mut view, "tracking.any", Fact::flag(true));
    single(&mut view, "banner.kind", Fact::text("none"));
    let judged = |kind: &str| judge(&load(&[("own", &site_rule("", ""))], Some(&words(kind))).unwrap(), &view);
    assert_eq!(waived(&judged("none")), [true]);
    assert_eq!(waived(&judged("notice")), [false]);
}
