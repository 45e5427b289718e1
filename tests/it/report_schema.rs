//! The schemas under `reports/schema/` are fresh, and what is written keeps to them.
//!
//! The checker below knows exactly the keywords that our schemas use and refuses any other, so that a keyword which
//! it does not check cannot pass unseen. A whole validator would be some thirty crates for these.

use std::fs;
use std::path::Path;

use consentinel::bundle::{self, Manifest};
use consentinel::evidence::{Evidence, Gatherings};
use consentinel::report::Report;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::report_scene as scene;

/// The schema of what is written: fields that may be `null` are there all the same.
fn schema<T: JsonSchema>() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    generator.into_root_schema_for::<T>().to_value()
}

/// Invariant 10: what is generated is fresh. `CONSENTINEL_BLESS=1` writes it anew.
#[test]
#[allow(clippy::disallowed_methods)] // Tests are asked to write files by the environment.
fn invariant_10_schemas_are_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/schema");
    let schemas =
        [("report", schema::<Report>()), ("evidence", schema::<Evidence>()), ("manifest", schema::<Manifest>())];
    for (name, schema) in schemas {
        let path = folder.join(format!("{name}.schema.json"));
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("CONSENTINEL_BLESS").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, &text).unwrap();
        }
        let stored = fs::read_to_string(&path).unwrap_or_default();
        assert!(stored == text, "{} is stale: run the tests once with CONSENTINEL_BLESS=1", path.display());
    }
}

#[test]
fn reports_keep_to_their_schema() {
    let schema = schema::<Report>();
    for judged in [scene::leaky(), scene::clean(), scene::down()] {
        let report = serde_json::to_value(judged.report()).unwrap();
        assert_eq!(faults(&schema, &report), Vec::<String>::new());
    }
}

#[test]
fn bundles_keep_to_their_schemas() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("bundle");
    let read = |name: &str| serde_json::from_slice::<Value>(&fs::read(dir.join(name)).unwrap()).unwrap();
    for (name, evidence) in crate::support::evidence::all() {
        bundle::write(&Gatherings { evidence, files: [].into() }, &dir).unwrap();
        assert_eq!(faults(&schema::<Evidence>(), &read("evidence.json")), Vec::<String>::new(), "{name}");
        assert_eq!(faults(&schema::<Manifest>(), &read("manifest.json")), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn the_checker_sees_what_is_wrong() {
    let schema = schema::<Report>();
    let good = serde_json::to_value(scene::leaky().report()).unwrap();
    let wrong: [fn(&mut Value); 6] = [
        |report| drop(report.as_object_mut().unwrap().remove("complete")),
        |report| report["complete"] = "yes".into(),
        |report| report["banner"]["kind"] = "sneaky".into(),
        |report| report["items"][0]["seen"]["accept"] = serde_json::json!(["later"]),
        |report| report["items"][0]["identifier_like"] = "true".into(),
        |report| drop(report["findings"][0].as_object_mut().unwrap().remove("waived")),
    ];
    for change in wrong {
        let mut bad = good.clone();
        change(&mut bad);
        assert!(!faults(&schema, &bad).is_empty());
    }
}

/// Every way in which `value` does not keep to `schema`.
fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    Checker { root: schema }.check(schema, value, "", &mut faults);
    faults
}

struct Checker<'a> {
    root: &'a Value,
}

impl Checker<'_> {
    fn check(&self, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
        let Value::Object(keywords) = schema else {
            assert_eq!(schema, &Value::Bool(true), "a schema is an object or `true`");
            return;
        };
        for (keyword, rule) in keywords {
            let holds = match keyword.as_str() {
                "$schema" | "$defs" | "title" | "description" | "format" | "required" | "default" => true,
                "type" => each(rule).iter().any(|name| is_type(name, value)),
                "const" => rule == value,
                "enum" => each(rule).contains(&value),
                "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().unwrap()),
                "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().unwrap()),
                "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= rule.as_u64().unwrap()),
                "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= rule.as_u64().unwrap()),
                "oneOf" => each(rule).iter().filter(|one| self.holds(one, value)).count() == 1,
                "anyOf" => each(rule).iter().any(|one| self.holds(one, value)),
                "$ref" => {
                    let pointer = rule.as_str().unwrap().trim_start_matches('#');
                    self.check(self.root.pointer(pointer).unwrap(), value, at, faults);
                    true
                }
                "prefixItems" | "items" | "properties" | "additionalProperties" => {
                    self.inner(keyword, keywords, value, at, faults);
                    true
                }
                unknown => panic!("the checker does not know `{unknown}`: teach it"),
            };
            if !holds {
                faults.push(format!("{at}: {keyword} {rule} does not hold"));
            }
        }
        for name in keywords.get("required").map(each).unwrap_or_default() {
            if value.is_object() && value.get(name.as_str().unwrap()).is_none() {
                faults.push(format!("{at}: {name} is missing"));
            }
        }
    }

    fn holds(&self, schema: &Value, value: &Value) -> bool {
        let mut faults = Vec::new();
        self.check(schema, value, "", &mut faults);
        faults.is_empty()
    }

    /// Members of lists and objects.
    fn inner(
        &self,
        keyword: &str,
        keywords: &serde_json::Map<String, Value>,
        value: &Value,
        at: &str,
        faults: &mut Vec<String>,
    ) {
        let rule = &keywords[keyword];
        let named = keywords.get("properties").and_then(Value::as_object);
        match (keyword, value) {
            ("prefixItems", Value::Array(items)) => {
                for (number, (rule, item)) in each(rule).iter().zip(items).enumerate() {
                    self.check(rule, item, &format!("{at}/{number}"), faults);
                }
            }
            ("items", Value::Array(items)) => {
                for (number, item) in items.iter().enumerate() {
                    self.check(rule, item, &format!("{at}/{number}"), faults);
                }
            }
            ("properties", Value::Object(members)) => {
                for (name, member) in members {
                    if let Some(rule) = rule.get(name) {
                        self.check(rule, member, &format!("{at}/{name}"), faults);
                    }
                }
            }
            ("additionalProperties", Value::Object(members)) => {
                for (name, member) in members {
                    if named.is_some_and(|named| named.contains_key(name)) {
                        continue;
                    }
                    match rule {
                        Value::Bool(false) => faults.push(format!("{at}: {name} may not be there")),
                        rule => self.check(rule, member, &format!("{at}/{name}"), faults),
                    }
                }
            }
            _ => {}
        }
    }
}

/// The members of a list; a single value counts as a list of one.
fn each(value: &Value) -> Vec<&Value> {
    value.as_array().map_or_else(|| vec![value], |items| items.iter().collect())
}

fn is_type(name: &Value, value: &Value) -> bool {
    match name.as_str() {
        Some("null") => value.is_null(),
        Some("boolean") => value.is_boolean(),
        Some("string") => value.is_string(),
        Some("number") => value.is_number(),
        Some("integer") => value.is_u64() || value.is_i64(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        other => panic!("unknown type {other:?}"),
    }
}
