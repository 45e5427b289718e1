//! Whether a condition holds, for the site or for one item in one state.

use std::collections::BTreeMap;

use super::ground::Ground;
use super::truth::Truth;
use crate::evidence::State;
use crate::facts::{Collected, Fact, Item, Value, View, status_of_partial};
use crate::policy::{ActiveRule, Compare, CompareBy, Condition, Exists, FactName, Operand, Setting, Test};

/// What a condition is judged against.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    /// All facts.
    pub(super) ground: &'a Ground<'a>,
    /// Values of the rule's parameters.
    pub(super) parameters: &'a BTreeMap<String, Setting>,
    /// The item at hand; `None` for conditions over the site.
    pub(super) item: Option<Place<'a>>,
}

/// An item and where it was found.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// The item.
    pub(super) item: &'a Item,
    /// Its collection.
    pub(super) collection: &'static str,
    /// The state.
    pub(super) state: &'a State,
}

impl<'a> Scope<'a> {
    /// The site, as a rule with these parameters sees it.
    pub(super) fn of_site(ground: &'a Ground<'a>, active: &'a ActiveRule) -> Self {
        Self { ground, parameters: &active.parameters, item: None }
    }

    /// The value of a fact, or why there is none.
    pub(super) fn fact(&self, name: FactName) -> Result<&'a Value, String> {
        let known = match name {
            FactName::Site(single) => self.ground.view.singles.get(single).map(|(fact, _)| fact),
            FactName::Item(_, fact) => self.item.and_then(|place| place.item.facts.get(fact)),
        };
        match known {
            Some(Fact::Known(value)) => Ok(value),
            Some(Fact::Unknown(why)) => Err(self.unknown(name, why)),
            None => Err(self.unknown(name, "it was not derived")),
        }
    }

    fn unknown(&self, name: FactName, why: &str) -> String {
        match (name, self.item) {
            (FactName::Item(..), Some(place)) => {
                format!("{} of {} in state {}: {why}", name.full(), place.item.identity, place.state)
            }
            _ => format!("{}: {why}", name.full()),
        }
    }

    /// The value of an operand. A parameter that nobody set is refused when the policy is loaded.
    fn operand(&self, operand: &'a Operand) -> Option<&'a Setting> {
        match operand {
            Operand::Given(setting) => Some(setting),
            Operand::Parameter(name) => self.parameters.get(name),
        }
    }

    /// A number from an operand.
    pub(super) fn number(&self, operand: &'a Operand) -> Option<f64> {
        self.operand(operand).and_then(Setting::number)
    }

    /// Whether the condition holds.
    pub(super) fn holds(&self, condition: &'a Condition) -> Truth {
        match condition {
            Condition::All(parts) => Truth::all(parts.iter().map(|part| self.holds(part))),
            Condition::Any(parts) => Truth::any(parts.iter().map(|part| self.holds(part))),
            Condition::Not(part) => self.holds(part).not(),
            Condition::Test(name, test) => match self.fact(*name) {
                Ok(value) => self.stands(value, test),
                Err(why) => Truth::unknown(why),
            },
            Condition::Compare(compare) => self.compares(compare),
            Condition::PresentIn(states) => Truth::all(states.iter().map(|state| self.present_in(state))),
            Condition::Exists(exists) => Truth::any(exists.states.iter().map(|state| self.exists_in(exists, state))),
        }
    }

    fn stands(&self, value: &Value, test: &'a Test) -> Truth {
        match test {
            Test::Is(operand) => self.equals(value, operand),
            Test::IsNot(operand) => self.equals(value, operand).not(),
            Test::In(operand) => self.among(value, operand),
            Test::NotIn(operand) => self.among(value, operand).not(),
            Test::Order(relation, operand) => match (value, self.number(operand)) {
                (Value::Number(left), Some(right)) => relation.holds(*left, right).into(),
                (Value::Absent, _) => Truth::False,
                _ => Truth::unknown(mismatch(value)),
            },
            Test::Present(wanted) => (matches!(value, Value::Absent) != *wanted).into(),
            Test::Every(tests) => Truth::all(tests.iter().map(|test| self.stands(value, test))),
        }
    }

    fn equals(&self, value: &Value, operand: &'a Operand) -> Truth {
        match self.operand(operand) {
            Some(Setting::One(other)) => (value == other).into(),
            Some(Setting::Quantity(other)) => (*value == Value::Number(other.number())).into(),
            _ => Truth::unknown(mismatch(value)),
        }
    }

    fn among(&self, value: &Value, operand: &'a Operand) -> Truth {
        match self.operand(operand) {
            Some(Setting::List(list)) => list.contains(value).into(),
            _ => Truth::unknown(mismatch(value)),
        }
    }

    fn compares(&self, compare: &'a Compare) -> Truth {
        let sides = [compare.left, compare.right].map(|name| self.fact(name));
        let [left, right] = match sides {
            [Ok(left), Ok(right)] => [left, right],
            // Whatever the other side is, nothing can be compared with what is absent.
            [Ok(Value::Absent), _] | [_, Ok(Value::Absent)] => return Truth::False,
            [left, right] => {
                return Truth::all(
                    [left, right].into_iter().map(|side| side.map_or_else(Truth::unknown, |_| Truth::True)),
                );
            }
        };
        match (left, right, self.number(&compare.limit)) {
            (Value::Absent, _, _) | (_, Value::Absent, _) => Truth::False,
            (Value::Number(left), Value::Number(right), Some(limit)) => match compare.by {
                CompareBy::Ratio if *right == 0.0 => Truth::False,
                CompareBy::Ratio => compare.relation.holds(left / right, limit).into(),
                CompareBy::Difference => compare.relation.holds(left - right, limit).into(),
            },
            _ => Truth::unknown(mismatch(left)),
        }
    }

    fn exists_in(&self, exists: &'a Exists, state: &'a State) -> Truth {
        if not_offered(self.ground.view, state) {
            return Truth::False;
        }
        match self.collected(exists.collection, state) {
            Ok(found) => {
                let each = found.items.iter().map(|item| {
                    let place = Place { item, collection: exists.collection, state };
                    Scope { item: Some(place), ..*self }.holds(&exists.filter)
                });
                Truth::any(each.chain([missed(found, exists.collection, state)]))
            }
            Err(why) => Truth::unknown(why),
        }
    }

    /// What is known of a collection in one state, or why nothing is.
    pub(super) fn collected(&self, collection: &'static str, state: &State) -> Result<&'a Collected, String> {
        match self.ground.view.collections.get(&(collection, state.clone())) {
            Some(Ok(found)) => Ok(found),
            Some(Err(why)) => Err(in_state(collection, state, why)),
            None => Err(not_lived(state)),
        }
    }

    /// Every item that makes an `exists` hold.
    pub(super) fn found(&self, exists: &'a Exists) -> Vec<Place<'a>> {
        let view = self.ground.view;
        let mut found = Vec::new();
        for state in exists.states.iter().filter(|state| !not_offered(view, state)) {
            let Ok(collected) = self.collected(exists.collection, state) else { continue };
            for item in &collected.items {
                let place = Place { item, collection: exists.collection, state };
                if (Scope { item: Some(place), ..*self }).holds(&exists.filter) == Truth::True {
                    found.push(place);
                }
            }
        }
        found
    }

    /// Whether an item is there in what was found in a state. Of those that cannot be told apart all are, where there are
    /// as many.
    fn is_among(&self, place: Place<'_>, state: &State, found: &Collected) -> Truth {
        let count = |state, found| self.ground.count(place.collection, state, found, &place.item.identity);
        let there = count(state, found);
        let here = || self.collected(place.collection, place.state).map_or(1, |own| count(place.state, own));
        match there {
            0 => missed(found, place.collection, state),
            there if !place.item.is_counted || there >= here() => Truth::True,
            _ => Truth::unknown(in_state(place.collection, state, SOME)),
        }
    }

    fn present_in(&self, state: &State) -> Truth {
        let Some(place) = self.item else { return Truth::unknown("no item is at hand") };
        match self.collected(place.collection, state) {
            Ok(found) => self.is_among(place, state, found),
            Err(why) => Truth::unknown(why),
        }
    }
}

/// Why it is not known which of several things was there.
const SOME: &str = "of several that cannot be told apart only some were there";

/// Whether the interface is known not to offer the choice of this state: then there is nothing in it to be seen.
pub(super) fn not_offered(view: &View, state: &State) -> bool {
    let name = match state {
        State::Reject => "reject.status",
        State::RejectAgain => "reject-again.status",
        State::Accept => "accept.status",
        State::Partial(category) => match status_of_partial(category) {
            Some(name) => name,
            None => return false,
        },
        _ => return false,
    };
    matches!(view.singles.get(name), Some((Fact::Known(Value::Text(word)), _)) if word == "not-offered")
}

/// Why something is not known of a collection in one state.
pub(super) fn in_state(collection: &str, state: &State, why: &str) -> String {
    format!("{collection} in state {state}: {why}")
}

/// Whether something that was not found may have been missed.
fn missed(found: &Collected, collection: &str, state: &State) -> Truth {
    match &found.complete {
        Ok(()) => Truth::False,
        Err(why) => Truth::unknown(in_state(collection, state, why)),
    }
}

/// Why nothing is known of a state that is not in the view.
fn not_lived(state: &State) -> String {
    format!("state {state} was not lived through")
}

/// A value of a kind that the catalogue does not promise. Loading checks kinds, so this is a fault of a derivation;
/// it must not become a pass.
fn mismatch(value: &Value) -> String {
    format!("a fact has a value of another kind than the catalogue says: {value:?}")
}
