//! Whether a value keeps to a schema.
//!
//! The checker knows exactly the keywords that our schemas use and refuses any other, so that a keyword which it does not
//! check cannot pass unseen. A whole validator would be some thirty crates for these.

use serde_json::Value;

/// Every way in which `value` does not keep to `schema`.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
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
                "minProperties" => value.as_object().is_none_or(|all| all.len() as u64 >= rule.as_u64().unwrap()),
                "maxProperties" => value.as_object().is_none_or(|all| all.len() as u64 <= rule.as_u64().unwrap()),
                "pattern" => {
                    let pattern = regex::Regex::new(rule.as_str().unwrap()).unwrap();
                    value.as_str().is_none_or(|text| pattern.is_match(text))
                }
                "minLength" => value.as_str().is_none_or(|text| text.chars().count() as u64 >= rule.as_u64().unwrap()),
                "not" => !self.holds(rule, value),
                "uniqueItems" => value.as_array().is_none_or(|items| {
                    !rule.as_bool().unwrap() || (1..items.len()).all(|at| !items[..at].contains(&items[at]))
                }),
                "propertyNames" => value
                    .as_object()
                    .is_none_or(|all| all.keys().all(|name| self.holds(rule, &Value::from(name.as_str())))),
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
