//! What comes out of one rule over a few facts.

use consentinel::engine::{Outcome, RuleResult, evaluate};
use consentinel::evidence::State;
use consentinel::facts::{Collected, Fact, View};
use consentinel::policy::Verdict;

use super::views::{collection, cookie, empty, item, jars, single};
use crate::support::policy::{cookie_rule, load, shown, site_rule};

fn judge(rule: &str, view: &View) -> RuleResult {
    let policy = load(&[("own", rule)], None).unwrap_or_else(|errors| panic!("{}", shown(&errors)));
    let mut results = evaluate(&policy, view);
    assert_eq!(results.len(), 1);
    results.remove(0)
}

fn by_cookies(view: &View) -> RuleResult {
    judge(&cookie_rule("", ""), view)
}

#[test]
fn an_item_in_two_states_is_one_failure_with_two_witnesses() {
    let long = || cookie("a", "analytics", 400.0);
    let result = by_cookies(&jars(vec![long(), cookie("b", "marketing", 31.0)], vec![long()]));
    assert_eq!(result.outcome, Outcome::Failed);
    assert_eq!(result.failures.len(), 2);
    let first = &result.failures[0];
    assert_eq!(first.message, "a lives 400 days in none");
    assert_eq!(first.state, Some(State::None));
    assert_eq!(first.witnesses.len(), 2);
    assert_eq!(first.witnesses[1].values["state"], "reject");
    assert_eq!(first.witnesses[0].values["cookie.purpose"], "analytics");
    assert_eq!(first.witnesses[0].evidence, "/visits/0/cookie/a");
    assert!(first.fingerprint.len() == 16 && first.fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_ne!(first.fingerprint, result.failures[1].fingerprint);
}

#[test]
fn a_fingerprint_depends_on_rule_and_identity_alone() {
    let one = by_cookies(&jars(vec![cookie("a", "analytics", 400.0)], vec![]));
    let other = by_cookies(&jars(vec![], vec![cookie("z", "social", 1.0), cookie("a", "marketing", 31.0)]));
    assert_eq!(one.failures[0].fingerprint, other.failures[0].fingerprint);
    let policy = load(&[("second", &cookie_rule("id: own", "id: second"))], None).unwrap();
    let second = evaluate(&policy, &jars(vec![cookie("a", "analytics", 400.0)], vec![]));
    assert_ne!(one.failures[0].fingerprint, second[0].failures[0].fingerprint);
}

#[test]
fn what_was_seen_counts_whatever_was_missed() {
    let mut view = empty();
    let found = Collected::partial(vec![cookie("a", "analytics", 400.0)], "arrival ended at the deadline");
    collection(&mut view, "cookie", State::None, Ok(found));
    let result = by_cookies(&view);
    assert_eq!(result.outcome, Outcome::Failed);
    assert_eq!(
        result.reason.as_deref(),
        Some("cookie in state none: arrival ended at the deadline; state reject was not lived through")
    );
}

#[test]
fn what_may_have_been_missed_never_passes() {
    let sound = || vec![cookie("a", "necessary", 1.0)];
    assert_eq!(by_cookies(&jars(sound(), sound())).outcome, Outcome::Passed);
    let mut partial = jars(sound(), sound());
    collection(
        &mut partial,
        "cookie",
        State::Reject,
        Ok(Collected::partial(sound(), "the jar was not read on return")),
    );
    let result = by_cookies(&partial);
    assert_eq!(
        (result.outcome, result.reason.as_deref()),
        (Outcome::CantTell, Some("cookie in state reject: the jar was not read on return"),)
    );
    let mut failed = jars(sound(), sound());
    collection(&mut failed, "cookie", State::None, Err("the browser died".to_owned()));
    assert_eq!(by_cookies(&failed).outcome, Outcome::CantTell);
    assert_eq!(by_cookies(&empty()).outcome, Outcome::CantTell);
}

#[test]
fn an_unknown_fact_of_an_item_neither_fails_nor_passes() {
    let unsure = item(
        "cookie",
        "a",
        &[("purpose", Fact::text("analytics")), ("lifetime-days", Fact::Unknown("no write was seen".to_owned()))],
    );
    let result = by_cookies(&jars(vec![unsure], vec![]));
    assert_eq!(result.outcome, Outcome::CantTell);
    assert_eq!(result.reason.as_deref(), Some("cookie.lifetime-days of cookie a in state none: no write was seen"));
    let harmless = item(
        "cookie",
        "a",
        &[("purpose", Fact::text("necessary")), ("lifetime-days", Fact::Unknown("no write was seen".to_owned()))],
    );
    assert_eq!(by_cookies(&jars(vec![harmless], vec![])).outcome, Outcome::Passed, "the purpose decides alone");
}

#[test]
fn what_is_absent_is_equal_to_nothing_and_in_no_order() {
    let outcome = |test: &str, fact: Fact| {
        let rule = cookie_rule("lifetime-days: { above: $days }", &format!("lifetime-days: {test}"))
            .replace("  days: { default: 30, meaning: longest lifetime, whose: tool threshold }\n", "");
        let found = item("cookie", "a", &[("purpose", Fact::text("analytics")), ("lifetime-days", fact)]);
        judge(&rule, &jars(vec![found], vec![])).outcome
    };
    for test in
        ["{ above: 3 }", "{ below: 3 }", "{ at-least: 3 }", "{ at-most: 3 }", "3", "{ in: [3] }", "{ present: true }"]
    {
        assert_eq!(outcome(test, Fact::absent()), Outcome::Passed, "{test}");
    }
    for test in ["{ is-not: 3 }", "{ not-in: [3] }", "{ present: false }"] {
        assert_eq!(outcome(test, Fact::absent()), Outcome::Failed, "{test}");
    }
    assert_eq!(outcome("{ above: 3, below: 5 }", Fact::number(4.0)), Outcome::Failed);
    assert_eq!(outcome("{ above: 3, below: 5 }", Fact::number(5.0)), Outcome::Passed);
    for (test, at) in [("{ at-least: 4 }", 4.0), ("{ at-most: 4 }", 4.0), ("{ present: true }", 4.0)] {
        assert_eq!(outcome(test, Fact::number(at)), Outcome::Failed, "{test}");
    }
    for (test, at, told) in [
        ("30d", 30.0, Outcome::Failed),
        ("30d", 31.0, Outcome::Passed),
        ("{ is-not: 30d }", 31.0, Outcome::Failed),
        ("{ is-not: 30d }", 30.0, Outcome::Passed),
    ] {
        assert_eq!(outcome(test, Fact::number(at)), told, "a number with a unit is equal to itself: {test} {at}");
    }
}

#[test]
fn each_that_matches_must_stand_what_is_demanded() {
    let rule = cookie_rule("demand: none", "demand: { every: { secure: true } }");
    let with = |name: &str, secure: Fact| {
        let mut cookie = cookie(name, "analytics", 31.0);
        cookie.facts.insert("secure", secure);
        cookie
    };
    let view = jars(vec![with("a", Fact::flag(true)), with("b", Fact::flag(false))], vec![]);
    let result = judge(&rule, &view);
    assert_eq!(result.failures.len(), 1);
    assert_eq!(result.failures[0].witnesses[0].values["cookie.secure"], false);
    let unknown = with("a", Fact::Unknown("not read".to_owned()));
    assert_eq!(judge(&rule, &jars(vec![unknown], vec![])).outcome, Outcome::CantTell);
    assert_eq!(judge(&rule, &jars(vec![with("a", Fact::flag(true))], vec![])).outcome, Outcome::Passed);
}

#[test]
fn too_many_in_one_state_are_one_failure_with_all_as_witnesses() {
    let rule = cookie_rule("demand: none", "demand: { at-most: 1 }");
    let long = |name: &str| cookie(name, "analytics", 31.0);
    let result = judge(&rule, &jars(vec![long("a"), long("b")], vec![long("c")]));
    assert_eq!((result.failures.len(), result.failures[0].witnesses.len()), (1, 2));
    assert_eq!(judge(&rule, &jars(vec![long("a")], vec![long("b")])).outcome, Outcome::Passed);
    let mut partial = jars(vec![long("a")], vec![]);
    collection(&mut partial, "cookie", State::Reject, Ok(Collected::partial(vec![long("c")], "cut short")));
    assert_eq!(judge(&rule, &partial).outcome, Outcome::CantTell);
}

#[test]
fn two_numbers_are_compared() {
    let rule = |relation: &str| {
        let sides = "compare: { left: accept.steps, right: reject.steps, by: ratio";
        site_rule("tracking.any: true }\nmessage", &format!("{sides}, {relation} }} }}\nmessage"))
    };
    let by = |relation: &str, accept: Fact, reject: Fact| {
        let mut view = empty();
        single(&mut view, "banner.seen", Fact::flag(false));
        single(&mut view, "accept.steps", accept);
        single(&mut view, "reject.steps", reject);
        judge(&rule(relation), &view).outcome
    };
    let outcome = |accept: Fact, reject: Fact| by("below: 0.5", accept, reject);
    assert_eq!(outcome(Fact::number(1.0), Fact::number(3.0)), Outcome::Failed);
    assert_eq!(outcome(Fact::number(1.0), Fact::number(2.0)), Outcome::Passed);
    assert_eq!(outcome(Fact::number(1.0), Fact::number(0.0)), Outcome::Passed, "nothing divides by zero");
    assert_eq!(by("above: 0.5", Fact::number(1.0), Fact::number(0.0)), Outcome::Passed, "not to find it large either");
    assert_eq!(by("above: 0.5", Fact::number(1.0), Fact::number(1.0)), Outcome::Failed);
    assert_eq!(outcome(Fact::number(1.0), Fact::absent()), Outcome::Passed);
    assert_eq!(outcome(Fact::Unknown("lost".into()), Fact::absent()), Outcome::Passed, "absent decides alone");
    assert_eq!(outcome(Fact::Unknown("lost".into()), Fact::number(1.0)), Outcome::CantTell);
}

#[test]
fn states_are_compared_by_identity() {
    let rule = cookie_rule("purpose: { in: $purposes }", "purpose: { in: $purposes }\n  not: { present-in: [reject] }");
    let long = |name: &str| cookie(name, "analytics", 31.0);
    let view = jars(vec![long("kept"), long("gone")], vec![long("kept")]);
    let result = judge(&rule.replace("states: [none, reject]", "states: [none]"), &view);
    assert_eq!(
        result.failures.iter().map(|failure| failure.message.as_str()).collect::<Vec<_>>(),
        ["gone lives 31 days in none"]
    );
    let mut unknown = view.clone();
    collection(&mut unknown, "cookie", State::Reject, Err("not read".to_owned()));
    assert_eq!(judge(&rule.replace("states: [none, reject]", "states: [none]"), &unknown).outcome, Outcome::CantTell);
}

#[test]
fn a_choice_that_is_not_offered_hides_nothing() {
    let mut view = jars(vec![cookie("a", "necessary", 1.0)], vec![]);
    collection(&mut view, "cookie", State::Reject, Err("the choice could not be made".to_owned()));
    assert_eq!(by_cookies(&view).outcome, Outcome::CantTell);
    single(&mut view, "reject.status", Fact::text("failed"));
    assert_eq!(by_cookies(&view).outcome, Outcome::CantTell, "a click that failed hides something");
    single(&mut view, "reject.status", Fact::text("not-offered"));
    assert_eq!(by_cookies(&view).outcome, Outcome::Passed);
}

#[test]
fn a_need_that_is_not_met_cannot_tell() {
    let needs = "needs: [{ that: { banner.all-understood: true }, otherwise: a control was not understood }]\nfail-if";
    let rule = site_rule("fail-if", needs)
        .replace("site: { banner.seen: false", "site: { banner.all-understood: true, banner.seen: false")
        .replace("site: { banner.seen: true", "site: { banner.all-understood: true, banner.seen: true");
    let mut view = empty();
    single(&mut view, "banner.seen", Fact::flag(false));
    single(&mut view, "tracking.any", Fact::flag(true));
    single(&mut view, "banner.all-understood", Fact::flag(false));
    let result = judge(&rule, &view);
    assert_eq!((result.outcome, result.reason.as_deref()), (Outcome::CantTell, Some("a control was not understood")));
    single(&mut view, "banner.all-understood", Fact::Unknown("a frame did not answer".to_owned()));
    let result = judge(&rule, &view);
    assert_eq!(result.reason.as_deref(), Some("banner.all-understood: a frame did not answer"));
    single(&mut view, "banner.all-understood", Fact::flag(true));
    assert_eq!(judge(&rule, &view).outcome, Outcome::Failed);
}

#[test]
fn where_softening_is_not_known_the_weaker_word_is_used() {
    let soften =
        "remedy: Shorten it.\nsoften:\n  - { if: { secure: true }, verdict: indication, because: It is secure. }";
    let rule = cookie_rule("remedy: Shorten it.", soften);
    let verdict = |secure: Option<Fact>| {
        let mut found = cookie("a", "analytics", 31.0);
        found.facts.extend(secure.map(|fact| ("secure", fact)));
        let result = judge(&rule, &jars(vec![found], vec![]));
        assert_eq!(result.verdict, Some(result.failures[0].verdict));
        (result.failures[0].verdict, result.failures[0].softened.len())
    };
    assert_eq!(verdict(Some(Fact::flag(false))), (Verdict::Finding, 0));
    assert_eq!(verdict(Some(Fact::flag(true))), (Verdict::Indication, 1));
    assert_eq!(verdict(Some(Fact::Unknown("not read".to_owned()))), (Verdict::Indication, 1));
    assert_eq!(verdict(None), (Verdict::Indication, 1));
}

#[test]
fn what_is_softened_in_one_place_does_not_soften_another() {
    let soften =
        "remedy: Shorten it.\nsoften:\n  - { if: { secure: true }, verdict: indication, because: It is secure. }";
    let rule = cookie_rule("remedy: Shorten it.", soften);
    let with = |secure: bool| {
        let mut found = cookie("a", "analytics", 31.0);
        found.facts.insert("secure", Fact::flag(secure));
        found
    };
    let result = judge(&rule, &jars(vec![with(true)], vec![with(false)]));
    let [failure] = result.failures.as_slice() else { panic!("{:?}", result.failures) };
    assert_eq!((failure.verdict, failure.softened.len()), (Verdict::Finding, 0));
    assert_eq!(failure.message, "a lives 31 days in reject", "it speaks as the place that says the most");
}

#[test]
fn messages_fill_in_what_is_known_and_never_fill_in_twice() {
    let mut odd = cookie("{cookie.purpose}", "analytics", 31.456);
    let result = by_cookies(&jars(vec![odd.clone()], vec![]));
    assert_eq!(result.failures[0].message, "{cookie.purpose} lives 31.46 days in none");
    odd.facts.insert("name", Fact::absent());
    let result = by_cookies(&jars(vec![odd], vec![]));
    assert_eq!(result.failures[0].message, "a cookie lives 31.46 days in none");
}

#[test]
fn invariant_9_the_same_view_gives_the_same_results() {
    let policy = crate::support::policy::built_in("strict");
    let view = jars(vec![cookie("b", "analytics", 900.0), cookie("a", "marketing", 900.0)], vec![]);
    let first = format!("{:?}", evaluate(&policy, &view));
    let second = format!("{:?}", evaluate(&crate::support::policy::built_in("strict"), &view.clone()));
    assert_eq!(first, second);
    let ids: Vec<String> = evaluate(&policy, &view).into_iter().map(|result| result.rule).collect();
    let mut sorted = ids.clone();
    sorted.sort();
    assert_eq!(ids, sorted);
}

#[test]
fn a_thousand_things_that_are_not_known_are_told_in_a_few_words() {
    let unknown = |number: usize| {
        item(
            "cookie",
            &format!("c{number:04}"),
            &[("lifetime-days", Fact::number(400.0)), ("purpose", Fact::Unknown("nobody said".to_owned()))],
        )
    };
    let result = by_cookies(&jars((0..1_000).map(unknown).collect(), vec![]));
    assert_eq!(result.outcome, Outcome::CantTell);
    let why = result.reason.unwrap();
    assert!(why.contains("c0000") && why.contains("nobody said") && why.ends_with(" more like these"), "{why}");
    assert!(why.len() < 1_000, "{why}");
}
