//! What was seen in one fresh profile, held against another: pages differ from load to load, and a finding must not
//! rest on one load.

use std::collections::BTreeMap;

use super::condition::{Place, Scope, in_state, not_offered};
use super::items::breaks;
use super::truth::Truth;
use crate::evidence::State;
use crate::facts::Item;
use crate::policy::ItemRule;

/// What the other profiles say of something that is not wanted.
pub(super) enum Repeated {
    /// It was found in each.
    InEach,
    /// It was found in one, and another was not seen, or not whole; why.
    Once(String),
    /// It was found in one and not in another that was seen whole; a sentence on both.
    Disputed(String),
}

/// The states in which something must be found, each with its items by identity.
pub(super) struct Repetition<'a> {
    rule: &'a ItemRule,
    scope: Scope<'a>,
    states: Vec<Seen<'a>>,
}

/// One state as it was seen.
struct Seen<'a> {
    state: &'a State,
    /// Its items by identity, or why nothing is known of them.
    items: Result<BTreeMap<&'a str, Vec<&'a Item>>, String>,
    /// Whether these are all.
    complete: Result<(), String>,
}

impl<'a> Repetition<'a> {
    /// Looks at every state in which the rule wants things to be repeated; `None` if it does not ask for that.
    pub(super) fn of(rule: &'a ItemRule, scope: Scope<'a>) -> Option<Self> {
        if rule.repeated_in.is_empty() {
            return None;
        }
        let states = rule.repeated_in.iter().map(|state| Seen::of(rule, scope, state)).collect();
        Some(Self { rule, scope, states })
    }

    /// What the states say of an item that was found in `places`. What was found in a further state needs no
    /// repetition: it was seen in two profiles. `identity` is what it is told by.
    pub(super) fn judge(&self, identity: &str, places: &[Place<'a>]) -> Repeated {
        let elsewhere = |place: &Place<'_>| !self.rule.repeated_in.contains(place.state);
        if places.iter().any(elsewhere) {
            return Repeated::InEach;
        }
        let mut once = None;
        for seen in self.states.iter().filter(|seen| places.iter().all(|place| place.state != seen.state)) {
            match self.missing(seen, places) {
                Ok(()) => {
                    let found: Vec<String> = places.iter().map(|place| place.state.to_string()).collect();
                    let found = found.join(" and ");
                    let sentence = format!("{identity} was there in {found} and not in {}", seen.state);
                    return Repeated::Disputed(sentence);
                }
                Err(why) => once = Some(why),
            }
        }
        once.map_or(Repeated::InEach, Repeated::Once)
    }

    /// `Ok` if it is known that the state has no such item that the rule does not want; else why that is not known.
    fn missing(&self, seen: &Seen<'a>, places: &[Place<'a>]) -> Result<(), String> {
        let items = seen.items.as_ref().map_err(Clone::clone)?;
        let like = places.first().and_then(|place| items.get(place.item.identity.as_str()));
        for item in like.into_iter().flatten() {
            let place = Place { item, collection: self.rule.collection, state: seen.state };
            if let Truth::Unknown(why) = breaks(self.rule, Scope { item: Some(place), ..self.scope }) {
                return Err(why.into_iter().collect::<Vec<_>>().join("; "));
            }
        }
        seen.complete.clone()
    }
}

impl<'a> Seen<'a> {
    fn of(rule: &ItemRule, scope: Scope<'a>, state: &'a State) -> Self {
        let nothing = |why: String| Self { state, items: Err(why), complete: Ok(()) };
        if not_offered(scope.ground.view, state) {
            return nothing(format!("the interface did not offer the choice of state {state}"));
        }
        match scope.collected(rule.collection, state) {
            Err(why) => nothing(why),
            Ok(found) => {
                let mut items: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
                for item in &found.items {
                    items.entry(item.identity.as_str()).or_default().push(item);
                }
                let complete = found.complete.clone();
                let complete = complete.map_err(|why| in_state(rule.collection, state, &why));
                Self { state, items: Ok(items), complete }
            }
        }
    }
}
