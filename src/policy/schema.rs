//! JSON Schemas of the files, for editors: generated from the types and the catalogue.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema, schema_for};
use serde_json::{Map, Value as Json, json};

use super::language::{CompareText, ExceptionsText, ExistsText, ProfileText, RuleText};
use super::literal::{CollectionText, Entries, FactText, Literal};
use super::translate::LanguageText;
use crate::facts::catalogue::{COLLECTIONS, Definition, SINGLES};
use crate::facts::{Kind, MEASURES, Measure};

/// The schemas by file name.
pub fn schemas() -> Vec<(&'static str, Schema)> {
    vec![
        ("rule.json", schema_for!(RuleText)),
        ("profile.json", schema_for!(ProfileText)),
        ("exceptions.json", schema_for!(ExceptionsText)),
        ("language.json", schema_for!(LanguageText)),
    ]
}

impl JsonSchema for Literal {
    fn schema_name() -> Cow<'static, str> {
        "Literal".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let one = ["boolean", "number", "string"];
        json_schema!({
            "description": "A value or a list of values; `$name` is a parameter, `13mo`, `4.5:1` and `30 %` are numbers with units.",
            "anyOf": [{ "type": one }, { "type": "array", "items": { "type": one } }],
        })
    }
}

impl<V: JsonSchema> JsonSchema for Entries<V> {
    fn schema_name() -> Cow<'static, str> {
        format!("Map_of_{}", V::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "additionalProperties": generator.subschema_for::<V>() })
    }
}

impl JsonSchema for FactText {
    fn schema_name() -> Cow<'static, str> {
        "ExampleFact".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [
            generator.subschema_for::<Literal>(),
            object(&json!({ "unknown": { "type": "string" } }), &["unknown"]),
            object(&json!({ "absent": { "const": true } }), &["absent"]),
        ] })
    }
}

impl JsonSchema for CollectionText {
    fn schema_name() -> Cow<'static, str> {
        "ExampleCollection".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let items = json!({ "type": "array", "items": generator.subschema_for::<Entries<FactText>>() });
        json_schema!({ "anyOf": [
            items,
            object(&json!({ "unknown": { "type": "string" } }), &["unknown"]),
            object(&json!({ "incomplete": { "type": "string" }, "items": items }), &["incomplete"]),
        ] })
    }
}

fn object(properties: &Json, required: &[&str]) -> Json {
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// A condition over facts of the site.
pub(super) fn site_condition(generator: &mut SchemaGenerator) -> Schema {
    define(generator, "SiteCondition", SINGLES.iter().map(|fact| (fact.name.to_owned(), fact)).collect())
}

/// A condition over facts of the site and of items of any collection.
pub(super) fn item_condition(generator: &mut SchemaGenerator) -> Schema {
    let items = COLLECTIONS.iter().flat_map(|collection| collection.facts);
    define(generator, "ItemCondition", items.chain(SINGLES.iter()).map(|fact| (fact.name.to_owned(), fact)).collect())
}

/// A condition of an exception, where facts of items carry the name of their collection.
pub(super) fn exception_condition(generator: &mut SchemaGenerator) -> Schema {
    let items = COLLECTIONS.iter().flat_map(|collection| {
        collection.facts.iter().map(move |fact| (format!("{}.{}", collection.name, fact.name), fact))
    });
    let singles = SINGLES.iter().map(|fact| (fact.name.to_owned(), fact));
    define(generator, "ExceptionCondition", items.chain(singles).collect())
}

fn define(generator: &mut SchemaGenerator, name: &str, facts: Vec<(String, &Definition)>) -> Schema {
    let reference = json!({ "$ref": format!("#/$defs/{name}") });
    if !generator.definitions().contains_key(name) {
        // Put in first, so that conditions within conditions find it.
        generator.definitions_mut().insert(name.to_owned(), Json::Bool(true));
        let condition = condition_schema(generator, &reference, facts);
        generator.definitions_mut().insert(name.to_owned(), condition);
    }
    json_schema!({ "$ref": format!("#/$defs/{name}") })
}

fn condition_schema(generator: &mut SchemaGenerator, within: &Json, facts: Vec<(String, &Definition)>) -> Json {
    let several = json!({ "type": "array", "items": within, "minItems": 1 });
    let mut properties = Map::new();
    properties.insert("all".to_owned(), several.clone());
    properties.insert("any".to_owned(), several);
    properties.insert("not".to_owned(), within.clone());
    properties.insert("compare".to_owned(), json!(generator.subschema_for::<CompareText>()));
    properties.insert("exists".to_owned(), json!(generator.subschema_for::<ExistsText>()));
    properties
        .insert("present-in".to_owned(), json!({ "type": "array", "items": { "type": "string" }, "minItems": 1 }));
    for (name, fact) in facts {
        // The same name means the same in every collection, but for the words that it can have.
        properties.entry(name).or_insert_with(|| test_schema(generator, fact));
    }
    json!({ "type": "object", "properties": properties, "additionalProperties": false, "minProperties": 1 })
}

/// A fact's test: the form that all facts of its kind share, with its own meaning and words.
fn test_schema(generator: &mut SchemaGenerator, fact: &Definition) -> Json {
    let (name, form) = match fact.kind {
        Kind::Flag => ("FlagTest", test_form(&json!({ "type": "boolean" }), &[])),
        Kind::Number => {
            let measures: Vec<&str> = MEASURES.iter().map(Measure::word).collect();
            let quantity = format!("^(\\$.+|-?[0-9.]+ ?({}))$", measures.join("|"));
            let number = json!({ "anyOf": [{ "type": "number" }, { "type": "string", "pattern": quantity }] });
            ("NumberTest", test_form(&number, &["above", "below", "at-least", "at-most"]))
        }
        Kind::Text | Kind::Word(_) => ("TextTest", test_form(&json!({ "type": "string" }), &[])),
    };
    generator.definitions_mut().entry(name.to_owned()).or_insert(form);
    let meaning = match fact.kind {
        Kind::Word(words) => format!("{} ({})", fact.meaning, words.join(", ")),
        _ => fact.meaning.to_owned(),
    };
    json!({ "description": meaning, "$ref": format!("#/$defs/{name}") })
}

fn test_form(value: &Json, orders: &[&str]) -> Json {
    let list = json!({ "anyOf": [{ "type": "array", "items": value }, { "type": "string", "pattern": "^\\$" }] });
    let mut relations = Map::new();
    for (word, form) in [("is", value), ("is-not", value), ("in", &list), ("not-in", &list)] {
        relations.insert(word.to_owned(), form.clone());
    }
    relations.insert("present".to_owned(), json!({ "type": "boolean" }));
    relations.extend(orders.iter().map(|word| ((*word).to_owned(), value.clone())));
    json!({ "anyOf": [
        value,
        { "type": "object", "properties": relations, "additionalProperties": false, "minProperties": 1 },
    ] })
}
