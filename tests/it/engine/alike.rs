//! Things whose names are drawn anew in each visit: they cannot be told apart, and they are counted.

use consentinel::engine::{Outcome, RuleResult, evaluate};

use super::views::{cookie, drawn, jars};
use crate::support::policy::{cookie_rule, load, shown};

fn judge(rule: &str, view: &consentinel::facts::View) -> RuleResult {
    let policy = load(&[("own", rule)], None).unwrap_or_else(|errors| panic!("{}", shown(&errors)));
    evaluate(&policy, view).remove(0)
}

fn fingerprints(result: &RuleResult) -> Vec<&str> {
    result.failures.iter().map(|failure| failure.fingerprint.as_str()).collect()
}

#[test]
fn as_many_fail_as_failed_in_one_visit() {
    let long = |name| drawn(name, "u_*", 400.0);
    let rule = cookie_rule("", "");
    let two = judge(&rule, &jars(vec![long("u_a"), long("u_b")], vec![long("u_c")]));
    assert_eq!(two.failures.len(), 2);
    let witnesses: Vec<usize> = two.failures.iter().map(|failure| failure.witnesses.len()).collect();
    assert_eq!(witnesses, [2, 1], "the first was seen in both visits");
    let one = judge(&rule, &jars(vec![long("u_z")], vec![long("u_y")]));
    assert_eq!(fingerprints(&one), fingerprints(&two)[..1]);
    let other = judge(&rule, &jars(vec![drawn("u_x", "u_*", 1.0), long("u_a"), long("u_b")], vec![]));
    assert_eq!(fingerprints(&other), fingerprints(&two), "one that does not fail counts for nothing");
    let same = judge(&rule, &jars(vec![cookie("a", "analytics", 400.0), cookie("a", "marketing", 400.0)], vec![]));
    assert_eq!(same.failures.len(), 1, "one name is one thing, wherever it stands");
}

#[test]
fn each_of_them_must_be_repeated() {
    let long = |name| drawn(name, "u_*", 400.0);
    let twice = cookie_rule("for-each", "repeated-in: [none, reject]\nfor-each");
    let result = judge(&twice, &jars(vec![long("u_a"), long("u_b")], vec![long("u_c")]));
    assert_eq!((result.outcome, result.failures.len()), (Outcome::Failed, 1));
    assert_eq!(result.reason.as_deref(), Some("cookie u_* #2 was there in none and not in reject"));
}

#[test]
fn the_worst_of_them_comes_first() {
    let soft = "demand: none\nsoften:\n  - { if: { lifetime-days: { below: 500 } }, severity: low, because: short }";
    let rule = cookie_rule("demand: none", soft);
    let (mild, bad) = (|name| drawn(name, "u_*", 400.0), |name| drawn(name, "u_*", 900.0));
    let result = judge(&rule, &jars(vec![mild("u_a"), bad("u_b")], vec![]));
    let severities: Vec<_> = result.failures.iter().map(|failure| failure.severity).collect();
    assert!(severities.len() == 2 && severities[0] < severities[1], "{severities:?}");
    let turned = judge(&rule, &jars(vec![bad("u_c"), mild("u_d")], vec![]));
    let of = |result: &RuleResult| {
        result.failures.iter().map(|one| (one.fingerprint.clone(), one.severity)).collect::<Vec<_>>()
    };
    assert_eq!(of(&turned), of(&result));
}

#[test]
fn which_of_them_was_there_too_is_told_only_where_all_were_or_none() {
    let rule = cookie_rule("  purpose: { in: $purposes }", "  purpose: { in: $purposes }\n  present-in: [none]")
        .replacen("states: [none, reject]", "states: [reject]", 1);
    let long = |name| drawn(name, "u_*", 400.0);
    let outcome = |none: Vec<_>, reject: Vec<_>| judge(&rule, &jars(none, reject)).outcome;
    assert_eq!(outcome(vec![long("u_a")], vec![long("u_b")]), Outcome::Failed);
    assert_eq!(outcome(vec![], vec![long("u_b")]), Outcome::Passed);
    assert_eq!(outcome(vec![long("u_a")], vec![long("u_b"), long("u_c")]), Outcome::CantTell);
    assert_eq!(outcome(vec![long("u_a"), long("u_d")], vec![long("u_b"), long("u_c")]), Outcome::Failed);
}
