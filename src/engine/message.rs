//! Messages and witnesses: what a failure says and what it rests on.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::condition::Scope;
use crate::facts::{Fact, Value, Witness};
use crate::messages::Messages;
use crate::policy::{Condition, FactName, Message, Part, Setting};

/// The message with its places filled in.
pub(super) fn fill(message: &Message, scope: Scope<'_>) -> String {
    let m = Messages::of(message.language);
    message
        .parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => text.clone(),
            Part::Fact(name, otherwise) => match scope.fact(*name) {
                Ok(Value::Absent) | Err(_) => otherwise.clone(),
                Ok(Value::Text(word)) if name.is_worded() => m.known(word),
                Ok(value) => print(value, m),
            },
            Part::Parameter(name) => {
                scope.parameters.get(name).map(|setting| print_setting(setting, m)).unwrap_or_default()
            }
            Part::State => scope.item.map(|place| place.state.to_string()).unwrap_or_default(),
        })
        .collect()
}

/// A value for people; numbers with at most two decimals.
fn print(value: &Value, m: Messages) -> String {
    match value {
        Value::Flag(true) => m.known("yes"),
        Value::Flag(false) => m.known("no"),
        Value::Number(number) => m.decimal(&print_number(*number)),
        Value::Text(text) => text.clone(),
        Value::Absent => m.known("none"),
    }
}

fn print_number(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `13 months` in the words of the language.
fn quantity_words(written: &str, m: Messages) -> String {
    match written.split_once(' ') {
        Some((amount, measure)) => format!("{} {}", m.decimal(amount), m.known(measure)),
        None => m.decimal(written),
    }
}

fn print_setting(setting: &Setting, m: Messages) -> String {
    match setting {
        Setting::One(value) => print(value, m),
        Setting::Quantity(quantity) => quantity_words(&quantity.words(), m),
        Setting::List(values) => values.iter().map(|value| print(value, m)).collect::<Vec<_>>().join(", "),
    }
}

/// Every fact that a rule looks at or speaks of: these go into its witnesses.
pub(super) fn named(conditions: &[&Condition], message: &Message) -> BTreeSet<FactName> {
    let mut names = BTreeSet::new();
    for condition in conditions {
        condition.facts(&mut |name| {
            names.insert(name);
        });
    }
    names.extend(message.parts.iter().filter_map(|part| match part {
        Part::Fact(name, _) => Some(*name),
        _ => None,
    }));
    names
}

/// The item at hand as a witness, with the values that matter and the state in which it was found.
pub(super) fn item_witness(scope: Scope<'_>, names: &BTreeSet<FactName>) -> Option<Witness> {
    let place = scope.item?;
    let mut values = values(scope, names.iter().copied().filter(|name| matches!(name, FactName::Item(..))));
    values.insert("state".to_owned(), json!(place.state.to_string()));
    Some(Witness { evidence: place.item.evidence.clone(), values })
}

/// Facts of the site as witnesses: one a place in the evidence. Unknown facts are none.
pub(super) fn site_witnesses(scope: Scope<'_>, names: &BTreeSet<FactName>) -> Vec<Witness> {
    let mut by_place: BTreeMap<&str, BTreeSet<FactName>> = BTreeMap::new();
    for name in names {
        if let FactName::Site(single) = name
            && let Some((Fact::Known(_), pointer)) = scope.ground.view.singles.get(single)
        {
            by_place.entry(pointer).or_default().insert(*name);
        }
    }
    by_place
        .into_iter()
        .map(|(pointer, names)| Witness { evidence: pointer.to_owned(), values: values(scope, names.into_iter()) })
        .collect()
}

fn values(scope: Scope<'_>, names: impl Iterator<Item = FactName>) -> BTreeMap<String, serde_json::Value> {
    names.filter_map(|name| scope.fact(name).ok().map(|value| (name.full(), value_of(value)))).collect()
}

/// A value as witnesses tell it; what is absent is `null`.
pub(super) fn value_of(value: &Value) -> serde_json::Value {
    match value {
        Value::Flag(flag) => json!(flag),
        Value::Number(number) => json!(number),
        Value::Text(text) => json!(text),
        Value::Absent => serde_json::Value::Null,
    }
}
