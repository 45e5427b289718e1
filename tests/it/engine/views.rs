//! Views of a few facts, built by hand.

use consentinel::evidence::State;
use consentinel::facts::catalogue;
use consentinel::facts::{Collected, Fact, Item, View};

/// A view with nothing in it: everything is unknown.
pub fn empty() -> View {
    View { day: "2026-11-25".to_owned(), ..View::default() }
}

/// Adds a fact of the site.
pub fn single(view: &mut View, name: &str, fact: Fact) {
    let name = catalogue::single(name).expect("a fact of the catalogue").name;
    view.singles.insert(name, (fact, format!("/{}", name.replace('.', "/"))));
}

/// Adds a collection in one state.
pub fn collection(view: &mut View, name: &str, state: State, found: Result<Collected, String>) {
    let name = catalogue::collection(name).expect("a collection of the catalogue").name;
    view.collections.insert((name, state), found);
}

/// An item with some facts.
pub fn item(collection: &str, identity: &str, facts: &[(&str, Fact)]) -> Item {
    let known = catalogue::collection(collection).expect("a collection of the catalogue").facts;
    let name = |word: &str| known.iter().find(|fact| fact.name == word).expect("a fact of the catalogue").name;
    Item {
        facts: facts.iter().map(|(word, fact)| (name(word), fact.clone())).collect(),
        evidence: format!("/visits/0/{collection}/{identity}"),
        identity: format!("{collection} {identity}"),
        is_counted: false,
    }
}

/// A cookie for the rule of `support::policy::cookie_rule`.
pub fn cookie(name: &str, purpose: &str, days: f64) -> Item {
    let facts = [("name", Fact::text(name)), ("purpose", Fact::text(purpose)), ("lifetime-days", Fact::number(days))];
    item("cookie", name, &facts)
}

/// A cookie whose name each visit draws anew: those of one form share an identity.
pub fn drawn(name: &str, form: &str, days: f64) -> Item {
    Item { identity: format!("cookie {form}"), is_counted: true, ..cookie(name, "analytics", days) }
}

/// The jar of the states `none` and `reject`, all of it seen.
pub fn jars(none: Vec<Item>, reject: Vec<Item>) -> View {
    let mut view = empty();
    collection(&mut view, "cookie", State::None, Ok(Collected::complete(none)));
    collection(&mut view, "cookie", State::Reject, Ok(Collected::complete(reject)));
    view
}
