//! Values that rules compare, and what it means not to know one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The kind of a fact's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// True or false.
    Flag,
    /// A number.
    Number,
    /// Any text.
    Text,
    /// One of a fixed list of words.
    Word(&'static [&'static str]),
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// True or false.
    Flag(bool),
    /// A number, finite.
    Number(f64),
    /// A text or word.
    Text(String),
    /// Known to have none: a session cookie has no lifetime.
    Absent,
}

/// A fact: known, or unknown with the reason.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// Known.
    Known(Value),
    /// Unknown, and why.
    Unknown(String),
}

impl Fact {
    /// A known flag.
    pub fn flag(value: bool) -> Self {
        Self::Known(Value::Flag(value))
    }

    /// A known number.
    pub fn number(value: f64) -> Self {
        Self::Known(Value::Number(value))
    }

    /// A known text.
    pub fn text(value: impl Into<String>) -> Self {
        Self::Known(Value::Text(value.into()))
    }

    /// Known to have no value.
    pub fn absent() -> Self {
        Self::Known(Value::Absent)
    }
}

/// The concrete thing in the evidence that a result rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Witness {
    /// JSON pointer (RFC 6901) into `evidence.json`.
    pub evidence: String,
    /// The values that matter, by fact name.
    pub values: BTreeMap<String, serde_json::Value>,
}

/// One member of a collection: its facts by name, and where it stands in the evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Facts by their catalogue name, without the collection: `purpose`.
    pub facts: BTreeMap<&'static str, Fact>,
    /// JSON pointer into the evidence.
    pub evidence: String,
    /// What identifies it across runs: `cookie _ga .shop.example`. Goes into fingerprints; holds no value, port or time.
    pub identity: String,
}

/// A collection in one state: its members, or why they are not known.
/// `Ok` of an empty list means that there were none.
pub type Collection = Result<Vec<Item>, String>;
