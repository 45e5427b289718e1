//! A way through evidence by its own schema, so that no text is met without its type being known.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// The type that the document itself is.
const ROOT: &str = "Evidence";

/// Where a text stands.
#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    /// The type that it is a field of: `Cookie`; `Gathered` of anything is one type.
    pub owner: &'a str,
    /// The field: `value`; empty for a type that is a text by itself.
    pub field: &'a str,
    /// What stands beside it as `name`, `key` or `what`.
    pub beside: Option<&'a str>,
    /// What stands beside it as `kind` or `area`.
    pub sort: Option<&'a str>,
    /// Which part of an object it is.
    pub part: Part,
}

/// A part of a JSON object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A text.
    Text,
    /// The name of a member of an object that may have any.
    Member,
}

/// What stands beside a text.
#[derive(Clone, Copy, Default)]
struct Beside<'a> {
    name: Option<&'a str>,
    sort: Option<&'a str>,
}

/// What may stand at one place, all ways of writing it in one.
#[derive(Debug, Clone, PartialEq, Default)]
struct Shape {
    /// Words of a fixed list.
    words: BTreeSet<String>,
    /// Type and field of a free text or of anything.
    text: Option<(String, String)>,
    /// Members of a list.
    items: Option<Box<Shape>>,
    /// Members of a list of fixed length.
    fixed: Vec<Shape>,
    /// Fields.
    fields: BTreeMap<String, Shape>,
    /// Types that are described elsewhere.
    types: Vec<String>,
}

/// All types of a schema.
#[derive(Debug)]
pub struct Map {
    types: BTreeMap<String, Shape>,
}

impl Map {
    /// Reads a schema.
    pub fn of(schema: &Value) -> Self {
        let mut types = BTreeMap::from([(ROOT.to_owned(), shape(schema, ROOT, ""))]);
        for (name, one) in schema.get("$defs").and_then(Value::as_object).into_iter().flatten() {
            types.insert(name.clone(), shape(one, plain_name(name), ""));
        }
        Self { types }
    }

    /// Every free text that a document can hold, as type and field.
    pub fn texts(&self) -> BTreeSet<(String, String)> {
        let mut found = BTreeSet::new();
        self.types.values().for_each(|shape| list(shape, &mut found));
        found
    }

    /// Visits every free text of `document`. Words of a fixed list are not visited.
    pub fn walk(&self, document: &mut Value, visit: &mut dyn FnMut(At<'_>, &mut String)) {
        if let Some(root) = self.types.get(ROOT) {
            self.go(root, document, Beside::default(), visit);
        }
    }

    fn go(&self, shape: &Shape, value: &mut Value, beside: Beside<'_>, visit: &mut dyn FnMut(At<'_>, &mut String)) {
        let ways = self.ways(shape);
        match value {
            Value::String(text) => {
                if ways.iter().any(|way| way.words.contains(text.as_str())) {
                    return;
                }
                visit(at(&ways, beside, Part::Text), text);
            }
            Value::Array(items) => {
                for (number, item) in items.iter_mut().enumerate() {
                    let inner = ways.iter().find_map(|way| way.fixed.get(number).or(way.items.as_deref()));
                    self.go(inner.unwrap_or_else(|| anything(&ways, shape)), item, beside, visit);
                }
            }
            Value::Object(members) => {
                let said =
                    |names: &[&str]| names.iter().find_map(|name| members.get(*name)?.as_str()).map(str::to_owned);
                let (name, sort) = (said(&["name", "key", "what"]), said(&["kind", "area"]));
                let own = Beside { name: name.as_deref(), sort: sort.as_deref() };
                let mut made = serde_json::Map::new();
                for (mut name, mut member) in std::mem::take(members) {
                    let inner = ways.iter().find_map(|way| way.fields.get(&name));
                    self.go(inner.unwrap_or_else(|| anything(&ways, shape)), &mut member, own, visit);
                    if inner.is_none() {
                        visit(at(&ways, own, Part::Member), &mut name);
                    }
                    made.insert(name, member);
                }
                *members = made;
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// The ways in which a value may be written, named types followed.
    fn ways<'a>(&'a self, shape: &'a Shape) -> Vec<&'a Shape> {
        let mut ways = vec![shape];
        let mut at = 0;
        while let Some(way) = ways.get(at).copied() {
            ways.extend(way.types.iter().filter_map(|name| self.types.get(name)));
            at += 1;
        }
        ways
    }
}

/// Where a text stands that may be written in these ways.
fn at<'a>(ways: &[&'a Shape], beside: Beside<'a>, part: Part) -> At<'a> {
    let place = ways.iter().find_map(|way| way.text.as_ref());
    let (owner, field) = place.map_or(("", ""), |(owner, field)| (owner.as_str(), field.as_str()));
    At { owner, field, beside: beside.name, sort: beside.sort, part }
}

/// Where anything may stand, what is within belongs to the same field.
fn anything<'a>(ways: &[&'a Shape], otherwise: &'a Shape) -> &'a Shape {
    ways.iter().find(|way| way.text.is_some()).copied().unwrap_or(otherwise)
}

fn list(shape: &Shape, found: &mut BTreeSet<(String, String)>) {
    found.extend(shape.text.clone());
    let inner = shape.items.as_deref().into_iter().chain(&shape.fixed).chain(shape.fields.values());
    inner.for_each(|inner| list(inner, found));
}

/// `Gathered7` and the like are one type.
fn plain_name(name: &str) -> &str {
    name.trim_end_matches(|c: char| c.is_ascii_digit())
}

fn shape(schema: &Value, owner: &str, field: &str) -> Shape {
    let mut shape = Shape::default();
    add(&mut shape, schema, owner, field);
    shape
}

/// Adds what `schema` allows, and all that its alternatives allow.
fn add(into: &mut Shape, schema: &Value, owner: &str, field: &str) {
    if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
        into.types.push(target.rsplit('/').next().unwrap_or_default().to_owned());
        return;
    }
    let words = schema.get("const").into_iter().chain(listed(schema, "enum"));
    into.words.extend(words.filter_map(Value::as_str).map(str::to_owned));
    let fixed_words = schema.get("const").is_some() || schema.get("enum").is_some();
    if !fixed_words && (is_text(schema) || is_anything(schema)) {
        into.text = Some((owner.to_owned(), field.to_owned()));
    }
    for (name, one) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        into.fields.insert(name.clone(), shape(one, owner, name));
    }
    if let Some(items) = schema.get("items") {
        into.items = Some(Box::new(shape(items, owner, field)));
    }
    into.fixed.extend(listed(schema, "prefixItems").map(|one| shape(one, owner, field)));
    for one in listed(schema, "anyOf").chain(listed(schema, "oneOf")) {
        add(into, one, owner, field);
    }
}

fn listed<'a>(schema: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    schema.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn is_text(schema: &Value) -> bool {
    let kind = schema.get("type");
    kind.is_some_and(|kind| kind == "string" || kind.as_array().is_some_and(|kinds| kinds.contains(&"string".into())))
}

/// Whether any JSON may stand here.
fn is_anything(schema: &Value) -> bool {
    const SAYS_SOMETHING: [&str; 6] = ["type", "$ref", "anyOf", "oneOf", "const", "enum"];
    match schema {
        Value::Bool(allowed) => *allowed,
        Value::Object(keywords) => !SAYS_SOMETHING.iter().any(|key| keywords.contains_key(*key)),
        _ => false,
    }
}
