//! Conditions in words, for `explain` and for reasons.

use std::collections::BTreeMap;

use super::condition::{Compare, CompareBy, Condition, Operand, Relation, Setting, Test};
use crate::facts::Value;

/// A condition in words: `banner.seen is yes and reject.steps-more is above $extra-steps`.
pub fn in_words(condition: &Condition) -> String {
    Phrase { parameters: None }.condition(condition)
}

/// As [`in_words`], with the values of parameters in place of their names.
pub fn in_words_with(condition: &Condition, parameters: &BTreeMap<String, Setting>) -> String {
    Phrase { parameters: Some(parameters) }.condition(condition)
}

/// An operand in words: the value, or `$name`.
pub(super) fn operand_words(operand: &Operand) -> String {
    Phrase { parameters: None }.operand(operand)
}

/// How to speak of parameters: by value, or by name.
struct Phrase<'a> {
    parameters: Option<&'a BTreeMap<String, Setting>>,
}

impl Phrase<'_> {
    fn condition(&self, condition: &Condition) -> String {
        let join =
            |parts: &[Condition], word: &str| parts.iter().map(|part| self.inner(part)).collect::<Vec<_>>().join(word);
        match condition {
            Condition::All(parts) => join(parts, " and "),
            Condition::Any(parts) => join(parts, " or "),
            Condition::Not(part) => format!("not {}", self.inner(part)),
            Condition::Test(name, test) => format!("{} {}", name.short(), self.test(test)),
            Condition::Compare(compare) => self.compare(compare),
            Condition::PresentIn(states) => {
                let states: Vec<String> = states.iter().map(ToString::to_string).collect();
                format!("it is also there in state {}", states.join(" and "))
            }
            Condition::Exists(exists) => {
                let states: Vec<String> = exists.states.iter().map(ToString::to_string).collect();
                let filter = self.condition(&exists.filter);
                format!("there is a {} in state {} of which {filter}", exists.collection, states.join(" or "))
            }
        }
    }

    /// Within another condition, several parts stand in brackets.
    fn inner(&self, condition: &Condition) -> String {
        match condition {
            Condition::All(_) | Condition::Any(_) | Condition::Exists(_) => format!("({})", self.condition(condition)),
            _ => self.condition(condition),
        }
    }

    fn test(&self, test: &Test) -> String {
        match test {
            Test::Is(operand) => format!("is {}", self.operand(operand)),
            Test::IsNot(operand) => format!("is not {}", self.operand(operand)),
            Test::In(operand) => format!("is one of {}", self.operand(operand)),
            Test::NotIn(operand) => format!("is none of {}", self.operand(operand)),
            Test::Order(relation, operand) => format!("is {} {}", relation_words(*relation), self.operand(operand)),
            Test::Present(true) => "has a value".to_owned(),
            Test::Present(false) => "has no value".to_owned(),
            Test::Every(tests) => tests.iter().map(|test| self.test(test)).collect::<Vec<_>>().join(" and "),
        }
    }

    fn compare(&self, compare: &Compare) -> String {
        let (left, right) = (compare.left.short(), compare.right.short());
        let sum = match compare.by {
            CompareBy::Ratio => format!("{left} divided by {right}"),
            CompareBy::Difference => format!("{left} minus {right}"),
        };
        format!("{sum} is {} {}", relation_words(compare.relation), self.operand(&compare.limit))
    }

    /// A text alone stands in quotes, so that `is not "not-offered"` reads well.
    fn operand(&self, operand: &Operand) -> String {
        match operand {
            Operand::Given(Setting::One(Value::Text(text))) => format!("\"{text}\""),
            Operand::Given(setting) => setting_words(setting),
            Operand::Parameter(name) => match self.parameters.and_then(|parameters| parameters.get(name)) {
                Some(setting) => setting_words(setting),
                None => format!("${name}"),
            },
        }
    }
}

fn relation_words(relation: Relation) -> &'static str {
    match relation {
        Relation::Above => "above",
        Relation::Below => "below",
        Relation::AtLeast => "at least",
        Relation::AtMost => "at most",
    }
}

/// A setting in words: `2`, `yes`, `analytics, marketing`.
pub fn setting_words(setting: &Setting) -> String {
    match setting {
        Setting::One(value) => value_words(value),
        Setting::Quantity(quantity) => quantity.written(),
        Setting::List(values) => values.iter().map(value_words).collect::<Vec<_>>().join(", "),
    }
}

fn value_words(value: &Value) -> String {
    match value {
        Value::Flag(true) => "yes".to_owned(),
        Value::Flag(false) => "no".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Absent => "nothing".to_owned(),
    }
}
