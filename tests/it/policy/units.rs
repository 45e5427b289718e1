//! Numbers with units: what they become, how they are shown, and which are refused.

use consentinel::facts::{Collected, Fact, Item, View};
use consentinel::knowledge::LegalBook;
use consentinel::policy::{Policy, explain, in_words, setting_words};
use insta::assert_snapshot;

use crate::support::policy::{cookie_rule, legal, load, plain, shown, text};

fn refused(replace: &str, with: &str) -> String {
    match load(&[("own", &cookie_rule(replace, with))], None) {
        Ok(_) => panic!("this was not refused: {with}"),
        Err(errors) => {
            assert!(errors.iter().all(|error| error.line > 0 && error.rendered.contains('^')), "{}", shown(&errors));
            shown(&errors)
        }
    }
}

/// The rule over cookies with a limit of days written so.
fn limited(limit: &str) -> Policy {
    let rule = cookie_rule("default: 30", &format!("default: {limit}"));
    load(&[("own", &rule)], None).unwrap_or_else(|errors| panic!("{limit}: {}", shown(&errors)))
}

/// How many cookies of that lifetime fail.
fn failures(policy: &Policy, days: f64) -> usize {
    let facts =
        [("name", Fact::text("a")), ("purpose", Fact::text("analytics")), ("lifetime-days", Fact::number(days))];
    let item =
        Item { facts: facts.into(), evidence: "/a".to_owned(), identity: "cookie a".to_owned(), is_counted: false };
    let mut view = View::default();
    for state in ["none", "reject"] {
        view.collections.insert(("cookie", state.parse().unwrap()), Ok(Collected::complete(vec![item.clone()])));
    }
    consentinel::engine::evaluate(policy, &view)[0].failures.len()
}

#[test]
fn a_limit_is_converted_to_the_unit_of_the_fact() {
    for (limit, within, beyond) in
        [("1mo", 30.4, 30.5), ("2w", 14.0, 14.1), ("36h", 1.5, 1.6), ("90 min", 0.06, 0.07), ("30", 30.0, 30.1)]
    {
        let policy = limited(limit);
        assert_eq!(failures(&policy, within), 0, "{within} days against {limit}");
        assert_eq!(failures(&policy, beyond), 1, "{beyond} days against {limit}");
    }
}

#[test]
fn a_profile_may_set_a_limit_in_another_unit() {
    let profile = "id: own\ntitle: Own\ndate: \"2026-11-25\"\nabout: For tests.\n\
        parameters: { days: { value: 13mo, whose: somebody } }\n";
    let texts = [text("checks/own/own.yaml", &cookie_rule("", "")), text("profiles/own.yaml", profile), plain()];
    let policy = Policy::load(&texts, &["own"], None, &legal()).unwrap_or_else(|errors| panic!("{}", shown(&errors)));
    assert_eq!((failures(&policy, 395.0), failures(&policy, 396.0)), (0, 1));
    let parameters = explain(&policy.rules[0], &LegalBook::default()).parameters;
    let days = parameters.iter().find(|parameter| parameter.name == "days").unwrap();
    assert_eq!(days.value, "13mo");
}

#[test]
fn it_is_shown_as_it_was_written() {
    let policy = limited("13mo");
    assert_eq!(setting_words(&policy.rules[0].parameters["days"]), "13mo");
    let written = load(&[("own", &cookie_rule("default: 30", "default: 1 d"))], None).unwrap();
    assert_eq!(setting_words(&written.rules[0].parameters["days"]), "1d");
    let rule = cookie_rule("{ above: $days }", "{ above: 24h }").replace("message: \"", "message: \"{$days}");
    let rule = load(&[("own", &rule)], None).unwrap_or_else(|errors| panic!("{}", shown(&errors)));
    let consentinel::policy::Judges::Items(items) = &rule.rules[0].rule.judges else { panic!("no items") };
    assert!(in_words(&items.filter).contains("above 24h"), "{}", in_words(&items.filter));
}

#[test]
fn invariant_11_units_that_do_not_fit() {
    assert_snapshot!("unknown_unit", refused("above: $days", "above: 13mon"));
    assert_snapshot!("unit_of_something_else", refused("above: $days", "above: 24 px"));
    assert_snapshot!("unit_of_a_default", refused("default: 30", "default: 30 %"));
    assert_snapshot!("unit_of_a_plain_number", refused("demand: none", "demand: { at-most: 3d }"));
    assert_snapshot!("unit_in_an_example", refused("lifetime-days: 31", "lifetime-days: 4.5:1"));
    let compare = "demand: { every: { compare: { left: lifetime-days, right: sent, by: ratio, above: 2:1 } } }";
    assert_snapshot!("comparison_of_two_units", refused("demand: none", compare));
    let twice = "demand: { every: { setter-line: { above: $days } } }";
    assert_snapshot!("parameter_of_two_units", refused("demand: none", twice));
}
