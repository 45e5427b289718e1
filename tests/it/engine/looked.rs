//! A result that passed says what was looked at.

use consentinel::engine::{LookedAt, RuleResult, evaluate};
use consentinel::evidence::State;
use consentinel::facts::{Fact, View};

use super::views::{cookie, empty, jars, single};
use crate::support::policy::{cookie_rule, load, site_rule};

fn one(rule: &str, view: &View) -> RuleResult {
    let policy = load(&[("own", rule)], None).unwrap();
    evaluate(&policy, view).remove(0)
}

#[test]
fn items_are_counted_by_state_with_those_that_are_meant() {
    let none = vec![cookie("a", "analytics", 3.0), cookie("b", "necessary", 400.0), cookie("c", "necessary", 1.0)];
    let demand = cookie_rule("demand: none", "demand: { every: { lifetime-days: { below: 500 } } }");
    let demand = demand.replace("lifetime-days: 31 }", "lifetime-days: 501 }");
    let looked = one(&demand, &jars(none, vec![cookie("d", "analytics", 40.0)])).looked_at.unwrap();
    let told: Vec<String> = looked
        .items
        .iter()
        .map(|one| format!("{} {} {} {}", one.collection, one.state, one.items, one.meant))
        .collect();
    assert_eq!(told, ["cookie none 3 0", "cookie reject 1 1"]);
    assert!(looked.not_offered.is_empty() && looked.facts.is_empty());
}

#[test]
fn a_choice_that_is_not_offered_is_named() {
    let mut view = jars(vec![], vec![]);
    single(&mut view, "reject.status", Fact::text("not-offered"));
    let looked = one(&cookie_rule("", ""), &view).looked_at.unwrap();
    assert_eq!(looked.not_offered, [State::Reject]);
    assert_eq!(looked.items.len(), 1, "only the state that was looked at is counted");
}

#[test]
fn facts_of_the_site_are_told_with_their_values() {
    let mut view = empty();
    single(&mut view, "banner.seen", Fact::flag(true));
    let looked = one(&site_rule("", ""), &view).looked_at.unwrap();
    assert_eq!(looked.facts.into_iter().collect::<Vec<_>>(), [("banner.seen".to_owned(), true.into())]);
}

#[test]
fn what_did_not_pass_says_nothing_of_it() {
    let none: Option<LookedAt> = None;
    assert_eq!(one(&cookie_rule("", ""), &jars(vec![cookie("a", "analytics", 40.0)], vec![])).looked_at, none);
    assert_eq!(one(&cookie_rule("", ""), &empty()).looked_at, none);
}
