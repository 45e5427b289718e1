//! What must be found in each of two fresh profiles: agreement, disagreement, and one profile that was not seen.

use consentinel::engine::{Outcome, RuleResult, evaluate};
use consentinel::evidence::State;
use consentinel::facts::{Collected, Fact, View};
use consentinel::policy::Verdict;

use super::views::{collection, cookie, empty, jars, single};
use crate::support::policy::{cookie_rule, load, shown, site_rule};

fn judge(rule: &str, view: &View) -> RuleResult {
    let policy = load(&[("own", rule)], None).unwrap_or_else(|errors| panic!("{}", shown(&errors)));
    evaluate(&policy, view).remove(0)
}

fn twice(view: &View) -> RuleResult {
    judge(&cookie_rule("for-each", "repeated-in: [none, reject]\nfor-each"), view)
}

#[test]
fn what_both_profiles_show_is_a_finding() {
    let long = || cookie("a", "analytics", 400.0);
    let result = twice(&jars(vec![long()], vec![long()]));
    assert_eq!((result.outcome, result.verdict, result.reason), (Outcome::Failed, Some(Verdict::Finding), None));
    assert_eq!(result.failures[0].witnesses.len(), 2);
    assert!(result.failures[0].softened.is_empty());
}

#[test]
fn where_the_profiles_disagree_nothing_is_told_and_both_are_named() {
    let result = twice(&jars(vec![cookie("a", "analytics", 400.0)], vec![]));
    assert_eq!((result.outcome, result.verdict), (Outcome::CantTell, None));
    assert_eq!(result.reason.as_deref(), Some("cookie a was there in none and not in reject"));
    let harmless = twice(&jars(vec![cookie("a", "analytics", 400.0)], vec![cookie("a", "analytics", 1.0)]));
    assert_eq!(harmless.outcome, Outcome::CantTell, "the same cookie lives shorter in the second profile");
}

#[test]
fn what_both_show_fails_and_the_rest_is_told() {
    let long = |name| cookie(name, "analytics", 400.0);
    let result = twice(&jars(vec![long("a"), long("b")], vec![long("a")]));
    assert_eq!((result.outcome, result.verdict), (Outcome::Failed, Some(Verdict::Finding)));
    assert_eq!(result.failures.len(), 1);
    assert_eq!(result.reason.as_deref(), Some("cookie b was there in none and not in reject"));
}

#[test]
fn many_disagreements_are_counted() {
    let many = (0..10).map(|number| cookie(&format!("c{number}"), "analytics", 400.0)).collect();
    let why = twice(&jars(many, vec![])).reason.unwrap();
    assert!(why.contains("cookie c5 was there") && !why.contains("cookie c6 was there"), "{why}");
    assert!(why.contains("4 more on which the profiles disagree"), "{why}");
}

#[test]
fn where_one_profile_is_missing_it_is_an_indication() {
    let found = || Ok(Collected::complete(vec![cookie("a", "analytics", 400.0)]));
    let mut unlived = empty();
    collection(&mut unlived, "cookie", State::None, found());
    let mut lost = unlived.clone();
    collection(&mut lost, "cookie", State::Reject, Err("the browser died".to_owned()));
    let mut partial = unlived.clone();
    collection(&mut partial, "cookie", State::Reject, Ok(Collected::partial(vec![], "ended at the deadline")));
    for (view, why) in
        [(unlived, "was not lived through"), (lost, "the browser died"), (partial, "ended at the deadline")]
    {
        let result = twice(&view);
        assert_eq!((result.outcome, result.verdict), (Outcome::Failed, Some(Verdict::Indication)));
        let softened = &result.failures[0].softened;
        assert!(softened.len() == 1 && softened[0].contains(why), "{softened:?}");
    }
}

#[test]
fn a_rule_that_speaks_weakly_anyway_is_not_softened_for_it() {
    let mut view = empty();
    collection(&mut view, "cookie", State::None, Ok(Collected::complete(vec![cookie("a", "analytics", 400.0)])));
    for (verdict, told) in [("indication", Verdict::Indication), ("review", Verdict::Review)] {
        let rule = cookie_rule("for-each", "repeated-in: [none, reject]\nfor-each");
        let result = judge(&rule.replace("verdict: finding", &format!("verdict: {verdict}")), &view);
        assert_eq!((result.verdict, result.failures[0].softened.len()), (Some(told), 0));
    }
}

#[test]
fn nothing_in_one_profile_and_no_other_is_no_pass() {
    let mut view = empty();
    collection(&mut view, "cookie", State::None, Ok(Collected::complete(vec![])));
    assert_eq!(twice(&view).outcome, Outcome::CantTell);
    assert_eq!(twice(&jars(vec![], vec![])).outcome, Outcome::Passed);
}

#[test]
fn a_fact_of_the_site_is_repeated_too() {
    let rule = site_rule("\nmessage", "\nrepeated-if: { reject-again.banner-on-return: true }\nmessage");
    let mut view = empty();
    single(&mut view, "banner.seen", Fact::flag(false));
    single(&mut view, "tracking.any", Fact::flag(true));
    let outcome = |again| {
        let mut view = view.clone();
        single(&mut view, "reject-again.banner-on-return", again);
        let result = judge(&rule, &view);
        (result.outcome, result.verdict, result.reason)
    };
    assert_eq!(outcome(Fact::flag(true)), (Outcome::Failed, Some(Verdict::Finding), None));
    let unknown = Fact::Unknown("not part of the run".to_owned());
    assert_eq!(outcome(unknown), (Outcome::Failed, Some(Verdict::Indication), None));
    let (told, _, why) = outcome(Fact::flag(false));
    assert_eq!(told, Outcome::CantTell);
    assert!(why.is_some_and(|why| why.contains("in one fresh profile") && why.contains("not in another")));
}
