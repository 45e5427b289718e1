//! What the site declares, beside what was observed.

use consentinel::evidence::{Evidence, Gathered, State, Visit};
use consentinel::facts::{Fact, Facts, derive};

use crate::support::evidence as scene;
use crate::support::knowledge;

fn facts(evidence: &Evidence) -> Facts {
    derive(evidence, &knowledge::small())
}

fn of<'a>(facts: &'a Facts, collection: &'static str, identity: &str, fact: &str) -> &'a Fact {
    let members = facts.view.collections[&(collection, State::None)].as_ref().unwrap();
    let item = members.items.iter().find(|item| item.identity == identity);
    &item.unwrap_or_else(|| panic!("no {identity}")).facts[fact]
}

fn changed(change: impl Fn(&mut Visit)) -> Facts {
    let mut evidence = scene::synchronising();
    let again = evidence.visits.iter_mut().find(|visit| visit.state == State::NoneAgain).unwrap();
    change(again);
    facts(&evidence)
}

#[test]
fn declared_and_observed_are_told_side_by_side() {
    let facts = facts(&scene::synchronising());
    let uid = |fact| of(&facts, "cookie", "cookie uid shop.example", fact);
    assert_eq!(uid("declared"), &Fact::flag(true));
    assert_eq!(uid("declared-purpose"), &Fact::text("analytics"));
    assert_eq!(uid("declared-lifetime"), &Fact::text("session"));
    assert_eq!(uid("declared-days"), &Fact::absent());
    assert_eq!(uid("lifetime-days"), &Fact::number(730.0), "it lives longer than it is declared to");
    let ga = |fact| of(&facts, "cookie", "cookie _ga .shop.example", fact);
    assert_eq!(ga("declared"), &Fact::flag(false));
    assert_eq!(ga("declared-provider"), &Fact::absent());
    assert_eq!(of(&facts, "declared", "declared uid by policy-page", "observed"), &Fact::flag(true));
    assert_eq!(of(&facts, "declared", "declared _never_* by policy-page", "observed"), &Fact::flag(false));
    assert_eq!(of(&facts, "declared", "declared _never_* by policy-page", "days"), &Fact::number(365.0));
    assert_eq!(facts.view.singles["declaration.entries"].0, Fact::number(3.0));
    assert_eq!(facts.view.singles["declaration.found"].0, Fact::flag(true));
}

#[test]
fn nobody_is_called_undeclared_if_a_source_failed() {
    let facts = changed(|visit| {
        let Some(Gathered::Ok(declaration)) = &mut visit.declaration else { panic!("no declaration") };
        declaration.sources[1].read = Gathered::Failed("HTTP 500".to_owned());
    });
    let Fact::Unknown(why) = of(&facts, "cookie", "cookie _ga .shop.example", "declared") else { panic!("known") };
    assert!(why.contains("HTTP 500"), "{why}");
    assert_eq!(of(&facts, "cookie", "cookie uid shop.example", "declared"), &Fact::flag(true));
    for fact in ["declared-purpose", "declared-provider", "declared-lifetime", "declared-days"] {
        let told = of(&facts, "cookie", "cookie uid shop.example", fact);
        assert!(matches!(told, Fact::Unknown(_)), "the other source may say otherwise: {fact} {told:?}");
    }
    assert!(matches!(facts.view.singles["declaration.entries"].0, Fact::Unknown(_)));
    assert_eq!(facts.view.singles["declaration.found"].0, Fact::flag(true));
}

#[test]
fn where_nothing_is_declared_nobody_is_called_undeclared() {
    let empty = changed(|visit| {
        let Some(Gathered::Ok(declaration)) = &mut visit.declaration else { panic!("no declaration") };
        declaration.entries.clear();
    });
    assert!(matches!(of(&empty, "cookie", "cookie _ga .shop.example", "declared"), Fact::Unknown(_)));
    assert_eq!(empty.view.singles["declaration.found"].0, Fact::flag(false));
    let unread = changed(|visit| visit.declaration = None);
    assert!(matches!(of(&unread, "cookie", "cookie uid shop.example", "declared"), Fact::Unknown(_)));
    assert!(matches!(unread.view.singles["declaration.found"].0, Fact::Unknown(_)));
}

#[test]
fn a_lifetime_that_is_not_understood_is_unknown() {
    let facts = changed(|visit| {
        let Some(Gathered::Ok(declaration)) = &mut visit.declaration else { panic!("no declaration") };
        declaration.entries[1].lifetime = Some("as long as it takes".to_owned());
    });
    assert!(matches!(of(&facts, "cookie", "cookie uid shop.example", "declared-days"), Fact::Unknown(_)));
}

/// A fact of the entry `uid` after the entries were changed.
fn of_uid(fact: &str, change: impl Fn(&mut consentinel::evidence::Declaration)) -> Fact {
    let facts = changed(|visit| {
        let Some(Gathered::Ok(declaration)) = &mut visit.declaration else { panic!("no declaration") };
        change(declaration);
    });
    of(&facts, "declared", "declared uid by policy-page", fact).clone()
}

#[test]
fn what_stands_there_without_a_purpose_is_unclassified_and_what_is_described_is_not() {
    for (written, expected) in [
        (Some("Unclassified"), true),
        (Some("Nicht klassifiziert"), true),
        (Some("Pending"), true),
        (Some("Other: keeps the basket of a visitor"), false),
        (Some("Unclassified cookies are those that we are in the process of classifying"), false),
        (Some("Statistics"), false),
        (None, false),
    ] {
        let told = of_uid("unclassified", |declaration| declaration.entries[1].purpose = written.map(str::to_owned));
        assert_eq!(told, Fact::flag(expected), "{written:?}");
    }
}

#[test]
fn two_purposes_of_one_item_contradict_each_other_and_two_providers_do_not() {
    let second = |provider: Option<&'static str>, purpose: &'static str| {
        move |declaration: &mut consentinel::evidence::Declaration| {
            let mut entry = declaration.entries[1].clone();
            entry.provider = provider.map(str::to_owned);
            entry.purpose = Some(purpose.to_owned());
            declaration.entries.push(entry);
        }
    };
    assert_eq!(of_uid("contradictory", second(Some("shop.example"), "Marketing")), Fact::flag(true));
    assert_eq!(of_uid("contradictory", second(Some("shop.example"), "Statistics")), Fact::flag(false));
    assert_eq!(of_uid("contradictory", second(Some("other.example"), "Marketing")), Fact::flag(false));
    assert_eq!(of_uid("contradictory", second(None, "Marketing")), Fact::flag(false));
    assert_eq!(of_uid("contradictory", second(Some("shop.example"), "what it does")), Fact::flag(false));
    let unread = of_uid("contradictory", |declaration| {
        declaration.sources[0].read = Gathered::Failed("HTTP 500".to_owned());
    });
    assert!(matches!(unread, Fact::Unknown(why) if why.contains("HTTP 500")));
}
