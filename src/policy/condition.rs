//! Conditions after checking: every name is one of the catalogue, every word is one that the fact can have.

use crate::evidence::State;
use crate::facts::{Kind, Quantity, Value, catalogue};

/// A condition over facts of the site and, within `for-each`, of one item. Never empty: something always rests on
/// at least one fact, so that a condition that holds has a witness.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// Every one must hold.
    All(Vec<Self>),
    /// At least one must hold.
    Any(Vec<Self>),
    /// It must not hold.
    Not(Box<Self>),
    /// One fact stands a test.
    Test(FactName, Test),
    /// Two numbers stand in a relation.
    Compare(Compare),
    /// The same item, by its identity, also exists in all of these states.
    PresentIn(Vec<State>),
    /// Some item of a collection, in any of some states, stands a condition.
    Exists(Exists),
}

/// Some item of a collection.
#[derive(Debug, Clone, PartialEq)]
pub struct Exists {
    /// The collection.
    pub collection: &'static str,
    /// In any of these states.
    pub states: Vec<State>,
    /// Of which this holds.
    pub filter: Box<Condition>,
}

/// A fact as conditions and messages name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactName {
    /// Of the site: `banner.seen`.
    Site(&'static str),
    /// Of the item at hand: collection and name, `cookie` and `purpose`.
    Item(&'static str, &'static str),
}

impl FactName {
    /// Whether its values are words of ours, which are spoken differently in each language.
    pub fn is_worded(self) -> bool {
        let definition = match self {
            Self::Site(name) => catalogue::single(name),
            Self::Item(collection, name) => catalogue::collection(collection)
                .and_then(|collection| collection.facts.iter().find(|fact| fact.name == name)),
        };
        definition.is_some_and(|definition| matches!(definition.kind, Kind::Word(_)))
    }

    /// Its full name: `banner.seen`, `cookie.purpose`.
    pub fn full(self) -> String {
        match self {
            Self::Site(name) => name.to_owned(),
            Self::Item(collection, name) => format!("{collection}.{name}"),
        }
    }

    /// As conditions write it: `banner.seen`, `purpose`.
    pub fn short(self) -> &'static str {
        match self {
            Self::Site(name) | Self::Item(_, name) => name,
        }
    }
}

/// What one fact is held against.
///
/// A value that is absent is equal to nothing and stands in no order: every test on it is false, except `Not…`
/// tests, which are true, and `Present`, which asks for it.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// Equal to it.
    Is(Operand),
    /// Not equal to it.
    IsNot(Operand),
    /// Equal to one of the list.
    In(Operand),
    /// Equal to none of the list.
    NotIn(Operand),
    /// In this relation to a number.
    Order(Relation, Operand),
    /// Whether there is a value.
    Present(bool),
    /// Every one of these.
    Every(Vec<Self>),
}

/// An order between two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Greater.
    Above,
    /// Smaller.
    Below,
    /// Greater or equal.
    AtLeast,
    /// Smaller or equal.
    AtMost,
}

impl Relation {
    /// All, by the words of the language.
    pub const ALL: [(&'static str, Self); 4] =
        [("above", Self::Above), ("below", Self::Below), ("at-least", Self::AtLeast), ("at-most", Self::AtMost)];

    /// Whether `left` stands so to `right`.
    pub fn holds(self, left: f64, right: f64) -> bool {
        match self {
            Self::Above => left > right,
            Self::Below => left < right,
            Self::AtLeast => left >= right,
            Self::AtMost => left <= right,
        }
    }
}

/// A value in a condition: written out, or a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// Written out.
    Given(Setting),
    /// `$name`.
    Parameter(String),
}

/// A value that rules and profiles can write: one value or a list.
#[derive(Debug, Clone, PartialEq)]
pub enum Setting {
    /// One value.
    One(Value),
    /// A number with its unit.
    Quantity(Quantity),
    /// Several.
    List(Vec<Value>),
}

impl Setting {
    /// Its number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::One(Value::Number(number)) => Some(*number),
            Self::Quantity(quantity) => Some(quantity.number()),
            Self::One(_) | Self::List(_) => None,
        }
    }

    /// The word for its type, for messages.
    pub fn type_word(&self) -> &'static str {
        match self {
            Self::One(value) => value_word(value),
            Self::Quantity(_) => "a number with a unit",
            Self::List(_) => "a list",
        }
    }
}

/// The word for a value's type, for messages.
pub(super) fn value_word(value: &Value) -> &'static str {
    match value {
        Value::Flag(_) => "true or false",
        Value::Number(_) => "a number",
        Value::Text(_) => "a text",
        Value::Absent => "nothing",
    }
}

/// The word for a kind, for messages.
pub(super) fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Flag => "true or false",
        Kind::Number => "a number",
        Kind::Text => "a text",
        Kind::Word(_) => "one of its words",
    }
}

/// `left` compared with `right` by their ratio or difference.
///
/// It is false where one of them is absent, and where a ratio would divide by zero.
#[derive(Debug, Clone, PartialEq)]
pub struct Compare {
    /// Numerator or minuend.
    pub left: FactName,
    /// Denominator or subtrahend.
    pub right: FactName,
    /// How the two become one number.
    pub by: CompareBy,
    /// How that number stands to `limit`.
    pub relation: Relation,
    /// The number that it is held against.
    pub limit: Operand,
}

/// How two numbers become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CompareBy {
    /// Left divided by right.
    Ratio,
    /// Left minus right.
    Difference,
}

/// Whether a condition holds or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// It does.
    Yes,
    /// It does not.
    No,
}

impl Holds {
    fn other(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
        }
    }
}

impl Condition {
    /// Calls `visit` with each fact that the condition rests on, in the order of the text.
    pub fn facts(&self, visit: &mut impl FnMut(FactName)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.facts(visit)),
            Self::Not(part) => part.facts(visit),
            Self::Test(name, _) => visit(*name),
            Self::Compare(compare) => {
                visit(compare.left);
                visit(compare.right);
            }
            Self::PresentIn(_) => {}
            Self::Exists(exists) => exists.filter.facts(visit),
        }
    }

    /// Calls `visit` with each `exists` in the condition.
    pub fn exists<'a>(&'a self, visit: &mut impl FnMut(&'a Exists)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.exists(visit)),
            Self::Not(part) => part.exists(visit),
            Self::Exists(exists) => visit(exists),
            Self::Test(..) | Self::Compare(_) | Self::PresentIn(_) => {}
        }
    }

    /// Whether there is a witness whenever the condition holds (or, for `Holds::No`, whenever it does not): a known
    /// fact, or an item that exists. That nothing exists has none.
    pub(super) fn has_witness(&self, when: Holds) -> bool {
        match (self, when) {
            (Self::Test(..) | Self::Compare(_), _) => true,
            (Self::PresentIn(_), _) => false,
            (Self::Exists(_), holds) => holds == Holds::Yes,
            (Self::Not(part), holds) => part.has_witness(holds.other()),
            (Self::All(parts), Holds::Yes) | (Self::Any(parts), Holds::No) => {
                parts.iter().any(|part| part.has_witness(when))
            }
            (Self::All(parts), Holds::No) | (Self::Any(parts), Holds::Yes) => {
                parts.iter().all(|part| part.has_witness(when))
            }
        }
    }
}
