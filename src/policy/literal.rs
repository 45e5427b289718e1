//! The small shapes that the files are made of: values, tests, maps that keep their order and the place of each key.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::language::{ConditionText, PartText};
use crate::yaml::Spanned;

/// A value as it is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Literal {
    /// `true`, `false`.
    Flag(bool),
    /// A number.
    Number(f64),
    /// A text; `$name` is a parameter where one may stand.
    Text(String),
    /// Several values.
    List(Vec<Spanned<Literal>>),
}

/// A mapping in the order of the text, with the place of each key.
#[derive(Debug, Clone)]
pub(super) struct Entries<V>(pub(super) Vec<(Spanned<String>, V)>);

impl<V> Default for Entries<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// What a fact is held against, as it is written.
#[derive(Debug)]
pub(super) enum TestText {
    /// `fact: value`
    Is(Literal),
    /// `fact: { above: 2, … }`
    Relations(Vec<(Spanned<String>, Spanned<Literal>)>),
}

/// A fact in an example.
#[derive(Debug, Clone)]
pub(super) enum FactText {
    /// A value.
    Value(Spanned<Literal>),
    /// `{ unknown: why }`
    Unknown(String),
    /// `{ absent: true }`
    Absent,
}

/// A collection in an example.
#[derive(Debug)]
pub(super) enum CollectionText {
    /// `[ … ]`: these and no others.
    Complete(Vec<Entries<FactText>>),
    /// `{ incomplete: why, items: [ … ] }`: these and perhaps others.
    Partial(String, Vec<Entries<FactText>>),
    /// `{ unknown: why }`
    Unknown(String),
}

/// Implements the visits of scalars by one function.
macro_rules! visit_scalars {
    ($make:expr) => {
        fn visit_bool<E: de::Error>(self, flag: bool) -> Result<Self::Value, E> {
            Ok($make(Literal::Flag(flag)))
        }
        fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
            Ok($make(Literal::Number(number as f64)))
        }
        fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
            Ok($make(Literal::Number(number as f64)))
        }
        fn visit_f64<E: de::Error>(self, number: f64) -> Result<Self::Value, E> {
            if number.is_finite() { Ok($make(Literal::Number(number))) } else { Err(E::custom("not a finite number")) }
        }
        fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
            Ok($make(Literal::Text(text.to_owned())))
        }
    };
}

impl<'de> Deserialize<'de> for Literal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = Literal;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("true, false, a number, a text or a list of these")
            }
            visit_scalars!(|literal| literal);
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Literal, A::Error> {
                let mut list = Vec::new();
                while let Some(next) = seq.next_element()? {
                    list.push(next);
                }
                Ok(Literal::List(list))
            }
        }
        deserializer.deserialize_any(Visit)
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Entries<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit<V>(PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for Visit<V> {
            type Value = Entries<V>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<V>, A::Error> {
                Ok(Entries(read_entries(&mut map)?))
            }
        }
        deserializer.deserialize_map(Visit(PhantomData))
    }
}

fn read_entries<'de, A: MapAccess<'de>, V: Deserialize<'de>>(
    map: &mut A,
) -> Result<Vec<(Spanned<String>, V)>, A::Error> {
    let mut entries = Vec::new();
    while let Some(key) = map.next_key()? {
        entries.push((key, map.next_value()?));
    }
    Ok(entries)
}

impl<'de> Deserialize<'de> for TestText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = TestText;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value, or relations such as `{ above: 2 }` or `{ in: [a, b] }`")
            }
            visit_scalars!(TestText::Is);
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<TestText, A::Error> {
                Ok(TestText::Relations(read_entries(&mut map)?))
            }
        }
        deserializer.deserialize_any(Visit)
    }
}

impl<'de> Deserialize<'de> for ConditionText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = ConditionText;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(
                    "a condition: `fact: test` entries, `all`, `any`, `not`, `compare`, `exists` or `present-in`",
                )
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ConditionText, A::Error> {
                let mut parts = Vec::new();
                while let Some(key) = map.next_key::<Spanned<String>>()? {
                    parts.push(match key.value.as_str() {
                        "all" => PartText::All(key, map.next_value()?),
                        "any" => PartText::Any(key, map.next_value()?),
                        "not" => PartText::Not(map.next_value()?),
                        "compare" => PartText::Compare(Box::new(map.next_value()?)),
                        "exists" => PartText::Exists(Box::new(map.next_value()?)),
                        "present-in" => PartText::PresentIn(map.next_value()?),
                        _ => PartText::Test(key, map.next_value()?),
                    });
                }
                Ok(ConditionText { parts })
            }
        }
        deserializer.deserialize_map(Visit)
    }
}

/// A fact without its place: the place is put around it.
enum FactForm {
    Literal(Literal),
    Unknown(String),
    Absent,
}

impl<'de> Deserialize<'de> for FactForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = FactForm;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value, `{ unknown: why }` or `{ absent: true }`")
            }
            visit_scalars!(FactForm::Literal);
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FactForm, A::Error> {
                let Some(key) = map.next_key::<String>()? else {
                    return Err(de::Error::custom("write `{ unknown: why }` or `{ absent: true }`"));
                };
                let form = match key.as_str() {
                    "unknown" => FactForm::Unknown(map.next_value()?),
                    "absent" if map.next_value::<bool>()? => FactForm::Absent,
                    other => return Err(de::Error::unknown_field(other, &["unknown", "absent"])),
                };
                match map.next_key::<String>()? {
                    None => Ok(form),
                    Some(other) => Err(de::Error::unknown_field(&other, &[])),
                }
            }
        }
        deserializer.deserialize_any(Visit)
    }
}

impl<'de> Deserialize<'de> for FactText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Spanned { value, referenced, defined } = Spanned::<FactForm>::deserialize(deserializer)?;
        Ok(match value {
            FactForm::Literal(literal) => Self::Value(Spanned::new(literal, referenced, defined)),
            FactForm::Unknown(why) => Self::Unknown(why),
            FactForm::Absent => Self::Absent,
        })
    }
}

impl<'de> Deserialize<'de> for CollectionText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = CollectionText;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of items, `{ unknown: why }` or `{ incomplete: why, items: [ … ] }`")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<CollectionText, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(CollectionText::Complete(items))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<CollectionText, A::Error> {
                let (mut unknown, mut incomplete, mut items) = (None, None, Vec::new());
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "unknown" => unknown = Some(map.next_value()?),
                        "incomplete" => incomplete = Some(map.next_value()?),
                        "items" => items = map.next_value()?,
                        other => return Err(de::Error::unknown_field(other, &["unknown", "incomplete", "items"])),
                    }
                }
                match (unknown, incomplete) {
                    (Some(why), None) if items.is_empty() => Ok(CollectionText::Unknown(why)),
                    (None, Some(why)) => Ok(CollectionText::Partial(why, items)),
                    _ => Err(de::Error::custom("write `{ unknown: why }` or `{ incomplete: why, items: [ … ] }`")),
                }
            }
        }
        deserializer.deserialize_any(Visit)
    }
}
