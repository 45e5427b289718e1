//! Checking what was written against what is known: the catalogue of facts, the states, the provisions.
//!
//! | file | holds |
//! |---|---|
//! | `condition.rs` | conditions, tests, operands |
//! | `message.rs` | messages and their places |
//! | `need.rs` | what a value must be where it stands |
//! | `example.rs` | the facts of examples |
//! | `rule.rs` | a whole rule |

mod condition;
mod example;
mod message;
mod need;
mod rule;

use std::collections::BTreeMap;

pub(super) use condition::World;
pub use need::Need;
pub(super) use rule::rule;

use super::condition::Setting;
use super::literal::Literal;
use super::rule::Parameter;
use crate::evidence::State;
use crate::facts::Value;
use crate::yaml::{Place, SourceError, SourceText, Spanned, suggest};

/// What one file is checked with: its text for carets, its parameters, and what was found wrong so far.
pub(super) struct Checker<'a> {
    /// The file.
    text: &'a SourceText,
    /// Parameters that may be named.
    parameters: BTreeMap<String, Parameter>,
    /// What each parameter that was named must be.
    needs: BTreeMap<String, Vec<Need>>,
    /// What was found wrong.
    errors: Vec<SourceError>,
}

impl<'a> Checker<'a> {
    /// A checker of one file.
    pub(super) fn new(text: &'a SourceText) -> Self {
        Self { text, parameters: BTreeMap::new(), needs: BTreeMap::new(), errors: Vec::new() }
    }

    /// Notes that something is wrong.
    pub(super) fn refuse(&mut self, place: impl Into<Place>, message: &str, help: &str) {
        self.errors.push(SourceError::at(self.text, place, message, help));
    }

    /// Notes that a name is not known.
    pub(super) fn unknown<'n>(&mut self, what: &str, name: &Spanned<String>, known: impl IntoIterator<Item = &'n str>) {
        self.refuse(name, &format!("unknown {what} `{}`", name.value), &suggest(&name.value, known));
    }

    /// What was found wrong.
    pub(super) fn finish(self) -> Vec<SourceError> {
        self.errors
    }

    /// A state by its name.
    pub(super) fn state(&mut self, name: &Spanned<String>) -> Option<State> {
        match name.value.parse() {
            Ok(state) => Some(state),
            Err(_) => {
                let known: Vec<String> = State::ALL.iter().map(ToString::to_string).collect();
                self.unknown("state", name, known.iter().map(String::as_str));
                None
            }
        }
    }

    /// A value that may not be a parameter.
    pub(super) fn setting(&mut self, literal: &Spanned<Literal>) -> Option<Setting> {
        match &literal.value {
            Literal::List(items) => {
                let values: Option<Vec<Value>> = items.iter().map(|item| self.value(item)).collect();
                values.map(Setting::List)
            }
            _ => self.value(literal).map(Setting::One),
        }
    }

    /// One value that is no list.
    pub(super) fn value(&mut self, literal: &Spanned<Literal>) -> Option<Value> {
        match &literal.value {
            Literal::Flag(flag) => Some(Value::Flag(*flag)),
            Literal::Number(number) => Some(Value::Number(*number)),
            Literal::Text(text) => Some(Value::Text(text.clone())),
            Literal::List(_) => {
                self.refuse(literal, "a list may not stand here", "write one value");
                None
            }
        }
    }
}
