//! Several profiles at once, and profiles that speak for other countries.

use consentinel::engine::{ExceptionStatus, Judgement, Outcome, judge};
use consentinel::facts::{Fact, View};
use consentinel::policy::{Heed, Policy};

use super::views::{cookie, jars, single};
use crate::support::policy::{cookie_rule, legal, shown, text};

const FRANCE: &str = "id: france\ntitle: F\ndate: \"2026-11-25\"\nabout: For tests.\nkind: law\nvantage: [FR]\n";
const TRADE: &str = "id: trade\ntitle: T\ndate: \"2026-11-25\"\nabout: For tests.\nkind: contract\n\
    adjust: { own: { severity: low } }\n";

fn policy(chosen: &[&str], exceptions: Option<&str>) -> Policy {
    let texts = [
        text("checks/own/own.yaml", &cookie_rule("", "")),
        text("profiles/france.yaml", FRANCE),
        text("profiles/trade.yaml", TRADE),
    ];
    let exceptions = exceptions.map(|words| text("exceptions.yaml", words));
    Policy::load(&texts, chosen, exceptions.as_ref(), &legal()).unwrap_or_else(|errors| panic!("{}", shown(&errors)))
}

fn seen_from(country: Option<&str>) -> View {
    let mut view = jars(vec![cookie("a", "analytics", 400.0)], vec![]);
    let fact = country.map_or_else(|| Fact::Unknown("nobody said".to_owned()), Fact::text);
    single(&mut view, "visit.country", fact);
    view
}

fn told(judgement: &Judgement) -> Vec<String> {
    let told = |result: &consentinel::engine::RuleResult| {
        format!("{} {} {}", result.profiles.join("+"), result.severity, result.outcome)
    };
    judgement.results.iter().map(told).collect()
}

#[test]
fn a_rule_has_a_result_for_each_way_that_profiles_treat_it() {
    let judgement = judge(&policy(&["france", "trade"], None), &seen_from(Some("FR")));
    assert_eq!(told(&judgement), ["france high failed", "trade low failed"]);
    let fingerprints: Vec<&str> =
        judgement.results.iter().flat_map(|one| &one.failures).map(|one| one.fingerprint.as_str()).collect();
    assert_eq!(fingerprints[0], fingerprints[1], "it is the same thing that failed");
}

#[test]
fn a_profile_for_other_countries_cannot_tell_unless_the_user_says_so() {
    let policy = policy(&["france", "trade"], None);
    let judgement = judge(&policy, &seen_from(Some("US")));
    assert_eq!(told(&judgement), ["france high cant-tell", "trade low failed"]);
    let why = judgement.results[0].reason.as_deref().unwrap();
    assert_eq!(why, "france speaks for sites seen from FR; this was seen from US");
    let any = Policy { heed: Heed::AnyVantage, ..policy.clone() };
    assert_eq!(told(&judge(&any, &seen_from(Some("US")))), ["france high failed", "trade low failed"]);
    assert_eq!(told(&judge(&policy, &seen_from(None))), ["france high failed", "trade low failed"], "nobody knows");
}

#[test]
fn profiles_that_treat_a_rule_alike_cannot_tell_together() {
    let texts = [
        text("checks/own/own.yaml", &cookie_rule("", "")),
        text("profiles/france.yaml", FRANCE),
        text("profiles/regulator.yaml", &FRANCE.replace("id: france", "id: regulator")),
    ];
    let policy = Policy::load(&texts, &["france", "regulator"], None, &legal()).unwrap();
    let judgement = judge(&policy, &seen_from(Some("US")));
    assert_eq!(told(&judgement), ["france+regulator high cant-tell"]);
    let why = judgement.results[0].reason.as_deref().unwrap();
    assert_eq!(why, "france and regulator speak for sites seen from FR; this was seen from US");
}

#[test]
fn an_exception_waives_what_failed_under_each_profile() {
    let words = "exceptions:\n  - { rule: own, reason: r, by: b }\n";
    let policy = policy(&["france", "trade"], Some(words));
    let judgement = judge(&policy, &seen_from(Some("FR")));
    assert_eq!((judgement.exceptions[0].status, judgement.exceptions[0].waived), (ExceptionStatus::Used, 2));
    let mut clean = jars(vec![], vec![]);
    single(&mut clean, "visit.country", Fact::text("US"));
    let judgement = judge(&policy, &clean);
    assert_eq!(judgement.results[1].outcome, Outcome::Passed);
    assert_eq!(judgement.exceptions[0].status, ExceptionStatus::NotJudged, "it was not judged under one of them");
}
