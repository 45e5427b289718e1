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
    /// Whether several of one visit that share its identity are several things which cannot be told apart: their names are
    /// drawn anew in each visit, or they bear the same words. Of others, whatever has their identity is the same thing.
    pub is_counted: bool,
}

/// The members of a collection that were seen, and whether these are all.
///
/// A member that was seen is evidence whatever else was missed: a rule fails on it. That there is no other one is
/// known only if `complete` is `Ok`; where it is `Err`, a rule that finds nothing wrong among the members cannot tell
/// (`cant-tell` with that reason, never `passed`), and neither can one that needs a member to exist and finds none,
/// counts, or compares states.
#[derive(Debug, Clone, PartialEq)]
pub struct Collected {
    /// What was seen, in a fixed order.
    pub items: Vec<Item>,
    /// `Ok` if nothing can have been missed; else why something can: a phase that ended at the deadline, a gatherer
    /// that failed in one phase, third-party cookies that the browser refused.
    pub complete: Result<(), String>,
}

impl Collected {
    /// Members of which none was missed.
    pub fn complete(items: Vec<Item>) -> Self {
        Self { items, complete: Ok(()) }
    }

    /// Members besides which others may have been missed, and why.
    pub fn partial(items: Vec<Item>, why: impl Into<String>) -> Self {
        Self { items, complete: Err(why.into()) }
    }
}

/// A collection in one state: its members, or why nothing is known of them (the state was not lived through, its
/// visit did not load, the gatherer failed in every phase).
/// `Ok` of an empty, complete list means that there were none.
pub type Collection = Result<Collected, String>;
