//! Conditions in words, for `explain` and for reasons.

use super::condition::{Compare, CompareBy, Condition, Operand, Relation, Setting, Test};
use crate::facts::Value;

/// A condition in words: `banner.seen is yes and reject.steps-more is above 0`.
pub fn in_words(condition: &Condition) -> String {
    match condition {
        Condition::All(parts) => parts.iter().map(inner).collect::<Vec<_>>().join(" and "),
        Condition::Any(parts) => parts.iter().map(inner).collect::<Vec<_>>().join(" or "),
        Condition::Not(part) => format!("not {}", inner(part)),
        Condition::Test(name, test) => format!("{} {}", name.short(), test_words(test)),
        Condition::Compare(compare) => compare_words(compare),
        Condition::PresentIn(states) => {
            let states: Vec<String> = states.iter().map(ToString::to_string).collect();
            format!("it is also there in state {}", states.join(" and "))
        }
        Condition::Exists(exists) => {
            let states: Vec<String> = exists.states.iter().map(ToString::to_string).collect();
            let filter = in_words(&exists.filter);
            format!("there is a {} in state {} of which {filter}", exists.collection, states.join(" or "))
        }
    }
}

/// Within another condition, several parts stand in brackets.
fn inner(condition: &Condition) -> String {
    match condition {
        Condition::All(_) | Condition::Any(_) | Condition::Exists(_) => format!("({})", in_words(condition)),
        _ => in_words(condition),
    }
}

fn test_words(test: &Test) -> String {
    match test {
        Test::Is(operand) => format!("is {}", operand_words(operand)),
        Test::IsNot(operand) => format!("is not {}", operand_words(operand)),
        Test::In(operand) => format!("is one of {}", operand_words(operand)),
        Test::NotIn(operand) => format!("is none of {}", operand_words(operand)),
        Test::Order(relation, operand) => format!("is {} {}", relation_words(*relation), operand_words(operand)),
        Test::Present(true) => "has a value".to_owned(),
        Test::Present(false) => "has no value".to_owned(),
        Test::Every(tests) => tests.iter().map(test_words).collect::<Vec<_>>().join(" and "),
    }
}

fn compare_words(compare: &Compare) -> String {
    let (left, right) = (compare.left.short(), compare.right.short());
    let sum = match compare.by {
        CompareBy::Ratio => format!("{left} divided by {right}"),
        CompareBy::Difference => format!("{left} minus {right}"),
    };
    format!("{sum} is {} {}", relation_words(compare.relation), operand_words(&compare.limit))
}

fn relation_words(relation: Relation) -> &'static str {
    match relation {
        Relation::Above => "above",
        Relation::Below => "below",
        Relation::AtLeast => "at least",
        Relation::AtMost => "at most",
    }
}

/// An operand in words: the value, or `$name`.
pub(super) fn operand_words(operand: &Operand) -> String {
    match operand {
        Operand::Given(setting) => setting_words(setting),
        Operand::Parameter(name) => format!("${name}"),
    }
}

/// A setting in words: `2`, `yes`, `analytics, marketing`.
pub fn setting_words(setting: &Setting) -> String {
    match setting {
        Setting::One(value) => value_words(value),
        Setting::List(values) => values.iter().map(value_words).collect::<Vec<_>>().join(", "),
    }
}

fn value_words(value: &Value) -> String {
    match value {
        Value::Flag(true) => "yes".to_owned(),
        Value::Flag(false) => "no".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) if text.is_empty() => "empty".to_owned(),
        Value::Text(text) => text.clone(),
        Value::Absent => "nothing".to_owned(),
    }
}
