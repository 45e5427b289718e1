//! What a value must be where it stands, and what becomes of a number that is written with a unit.

use crate::facts::catalogue::Definition;
use crate::facts::{Kind, Misfit, Quantity, Unit, Value};
use crate::policy::condition::{Setting, kind_word, value_word};
use crate::yaml::suggest;

/// What a value must be at a place where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Need {
    /// Of this kind, or a list of it.
    kind: Kind,
    /// The unit of its number.
    unit: Unit,
    /// How many values are wanted.
    number: Wanted,
}

/// How many values are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// One.
    One,
    /// A list of at least one.
    List,
}

/// A complaint and what to do about it.
type Refusal = (String, String);

impl Need {
    /// One value that the fact can have.
    pub(super) fn one(fact: &Definition) -> Self {
        Self { kind: fact.kind, unit: fact.unit, number: Wanted::One }
    }

    /// Values that the fact can have.
    pub(super) fn list(fact: &Definition) -> Self {
        Self { number: Wanted::List, ..Self::one(fact) }
    }

    /// A number of this unit.
    pub(super) fn number(unit: Unit) -> Self {
        Self { kind: Kind::Number, unit, number: Wanted::One }
    }

    /// Whether both ask for numbers of one unit, or not for numbers.
    ///
    /// # Errors
    /// The two units.
    pub(super) fn agrees(self, other: Self) -> Result<(), Refusal> {
        if self.kind != Kind::Number || other.kind != Kind::Number || self.unit == other.unit {
            return Ok(());
        }
        let message = format!("it is used for numbers {} and {}", other.unit.words(), self.unit.words());
        Err((message, "give each its own parameter".to_owned()))
    }

    /// The value as it is judged: a number that is written with a unit becomes one of the fact's unit.
    ///
    /// # Errors
    /// What is wrong, and for words that are not known the nearest ones.
    pub fn fit(self, setting: &Setting) -> Result<Setting, Refusal> {
        match (self.number, setting) {
            (Wanted::One, Setting::One(value)) => self.fit_one(value),
            (Wanted::One, Setting::Quantity(quantity)) if self.kind == Kind::Number && quantity.unit() == self.unit => {
                Ok(setting.clone())
            }
            (Wanted::One, Setting::Quantity(quantity)) => self.fit_one(&Value::Text(quantity.written())),
            (Wanted::List, Setting::List(values)) if values.is_empty() => {
                Err(("the list is empty".to_owned(), "name at least one value".to_owned()))
            }
            (Wanted::List, Setting::List(values)) => {
                values.iter().map(|value| self.fit_value(value)).collect::<Result<_, _>>().map(Setting::List)
            }
            (Wanted::List, Setting::One(_) | Setting::Quantity(_)) => {
                Err(("a list is needed here".to_owned(), "write `[a, b]`".to_owned()))
            }
            (Wanted::One, Setting::List(_)) => {
                Err((format!("{} is needed here, not a list", kind_word(self.kind)), String::new()))
            }
        }
    }

    /// The same of one value, without the unit that it was written in.
    ///
    /// # Errors
    /// What is wrong.
    pub(super) fn fit_value(self, value: &Value) -> Result<Value, Refusal> {
        Ok(match self.fit_one(value)? {
            Setting::Quantity(quantity) => Value::Number(quantity.number()),
            Setting::One(_) | Setting::List(_) => value.clone(),
        })
    }

    fn fit_one(self, value: &Value) -> Result<Setting, Refusal> {
        match (self.kind, value) {
            (Kind::Flag, Value::Flag(_)) | (Kind::Number, Value::Number(_)) | (Kind::Text, Value::Text(_)) => {
                Ok(Setting::One(value.clone()))
            }
            (Kind::Number, Value::Text(text)) => {
                Quantity::parse(text, self.unit).map(Setting::Quantity).map_err(|misfit| self.misfit(text, misfit))
            }
            (Kind::Word(words), Value::Text(word)) if words.contains(&word.as_str()) => Ok(Setting::One(value.clone())),
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

    fn misfit(self, text: &str, misfit: Misfit<'_>) -> Refusal {
        match misfit {
            Misfit::NoQuantity => {
                (format!("a number is needed here, not {}", value_word(&Value::Text(text.to_owned()))), self.units())
            }
            Misfit::UnknownMeasure(word) => (format!("unknown unit `{word}`"), self.units()),
            Misfit::Elsewhere(measure) => {
                let message = format!("`{}` does not fit here: the number is {}", measure.word(), self.unit.words());
                (message, self.units())
            }
        }
    }

    /// The units that fit.
    fn units(self) -> String {
        let words: Vec<String> = self.unit.measures().map(|measure| format!("`{}`", measure.word())).collect();
        if words.is_empty() {
            return "write a plain number".to_owned();
        }
        format!("write a plain number, which is {}, or one with {}", self.unit.words(), words.join(", "))
    }
}
