//! Checking what was written against what is known: the catalogue of facts, the states, the provisions.
//!
//! | file | holds |
//! |---|---|
//! | `condition.rs` | conditions, tests, operands |
//! | `message.rs` | messages and their places |
//! | `example.rs` | the facts of examples |
//! | `rule.rs` | a whole rule |

mod condition;
mod example;
mod message;
mod rule;

use std::collections::BTreeMap;

pub(super) use condition::World;
pub(super) use rule::rule;

use super::condition::{Setting, kind_word, value_word};
use super::literal::Literal;
use super::rule::Parameter;
use crate::evidence::State;
use crate::facts::{Kind, Value};
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

/// What a value must be at a place where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Need {
    /// Of this kind, or a list of it.
    pub kind: Kind,
    /// Whether a list is wanted.
    pub list: bool,
}

impl Need {
    /// Whether a value fits.
    ///
    /// # Errors
    /// What is wrong, and for words that are not known the nearest ones.
    pub fn fits(self, setting: &Setting) -> Result<(), (String, String)> {
        match (self.list, setting) {
            (false, Setting::One(value)) => self.fits_one(value),
            (true, Setting::List(values)) if values.is_empty() => {
                Err(("the list is empty".to_owned(), "name at least one value".to_owned()))
            }
            (true, Setting::List(values)) => values.iter().try_for_each(|value| self.fits_one(value)),
            (true, Setting::One(_)) => Err(("a list is needed here".to_owned(), "write `[a, b]`".to_owned())),
            (false, Setting::List(_)) => {
                Err((format!("{} is needed here, not a list", kind_word(self.kind)), String::new()))
            }
        }
    }

    fn fits_one(self, value: &Value) -> Result<(), (String, String)> {
        match (self.kind, value) {
            (Kind::Flag, Value::Flag(_)) | (Kind::Number, Value::Number(_)) | (Kind::Text, Value::Text(_)) => Ok(()),
            (Kind::Word(words), Value::Text(word)) if words.contains(&word.as_str()) => Ok(()),
            (Kind::Word(words), Value::Text(word)) => {
                Err((format!("`{word}` is not a value of this fact"), suggest(word, words.iter().copied())))
            }
            (kind, value) => {
                let help = match kind {
                    Kind::Word(words) => format!("known: {}", words.join(", ")),
                    _ => String::new(),
                };
                Err((format!("{} is needed here, not {}", kind_word(kind), value_word(value)), help))
            }
        }
    }
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
