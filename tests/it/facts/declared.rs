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
