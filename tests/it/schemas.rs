//! Every file under `rules/` names its schema, so that editors complete and check it, and keeps to it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use consentinel::yaml::SourceText;
use serde_json::Value;

use crate::support::policy::texts;
use crate::support::schema::faults;

/// Which schema the files of a folder keep to.
const SCHEMAS: [(&str, &str); 11] = [
    ("checks", "rule.json"),
    ("profiles", "profile.json"),
    ("languages", "language.json"),
    ("cmps", "platform.json"),
    ("cookies", "cookies.json"),
    ("trackers", "trackers.json"),
    ("owners", "owners.json"),
    ("phrases", "phrases.json"),
    ("subjects", "subjects.json"),
    ("legal", "legal.json"),
    ("declarations", "declarations.json"),
];

/// The schemas by name.
fn schemas() -> BTreeMap<&'static str, Value> {
    consentinel::cli::schemas().into_iter().map(|(name, schema)| (name, schema.to_value())).collect()
}

/// The schema of a text, by the folder that it is in.
fn schema_of(text: &SourceText) -> &'static str {
    let found = SCHEMAS.iter().find(|(folder, _)| text.below(folder));
    found.unwrap_or_else(|| panic!("{} is in a folder of which no schema is known: add it to SCHEMAS", text.path)).1
}

fn json(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

/// The first line of a text: where editors find its schema.
fn first_line(text: &SourceText) -> String {
    let up = "../".repeat(text.path.matches('/').count());
    format!("# yaml-language-server: $schema={up}schema/{}\n", schema_of(text))
}

/// `CONSENTINEL_BLESS=1` writes the line where it is missing.
#[test]
#[allow(clippy::disallowed_methods)] // Tests are asked to write files by the environment.
fn invariant_10_every_file_names_its_schema_in_its_first_line() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut without = Vec::new();
    for text in texts() {
        let line = first_line(&text);
        if text.text.starts_with(&line) {
            continue;
        }
        let bare = match text.text.split_once('\n') {
            Some((first, rest)) if first.starts_with("# yaml-language-server:") => rest,
            _ => &text.text,
        };
        if std::env::var_os("CONSENTINEL_BLESS").is_some() {
            fs::write(folder.join(&text.path), line + bare).unwrap();
        } else {
            without.push(format!("rules/{}: {}", text.path, line.trim_end()));
        }
    }
    let how = "the first line must name the schema; `CONSENTINEL_BLESS=1 cargo nextest run schemas` writes it";
    assert!(without.is_empty(), "{how}:\n{}", without.join("\n"));
}

#[test]
fn every_file_keeps_to_its_schema() {
    let schemas = schemas();
    let mut wrong = Vec::new();
    for text in texts() {
        let schema = &schemas[schema_of(&text)];
        let all = faults(schema, &json(&text.text));
        wrong.extend(
            all.into_iter()
                .take(3)
                .map(|fault| format!("{}: {}", text.path, &fault.chars().take(300).collect::<String>())),
        );
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
}

#[test]
fn every_schema_sees_a_key_that_is_not_there_and_one_too_many() {
    let (schemas, texts) = (schemas(), texts());
    for (folder, name) in SCHEMAS {
        let text = texts.iter().find(|text| text.below(folder)).unwrap();
        let good = json(&text.text);
        let mut more = good.clone();
        more["titel"] = "x".into();
        assert!(!faults(&schemas[name], &more).is_empty(), "{name} lets any key pass");
        assert!(!faults(&schemas[name], &Value::Object(serde_json::Map::new())).is_empty(), "{name} needs nothing");
    }
}

#[test]
fn configurations_and_exceptions_keep_to_their_schemas() {
    let schemas = schemas();
    let of = |name: &str, text: &str| faults(&schemas[name], &json(text));
    let site =
        "site: {audience: children, exempt-measurement: true}\nlists: [{from: easyprivacy, url: 'https://a.example'}]";
    assert_eq!(of("configuration.json", site), Vec::<String>::new());
    for wrong in ["site: {audience: kids}", "site: {audiense: children}", "lists: [{from: easyprivacy}]", "sites: {}"] {
        assert!(!of("configuration.json", wrong).is_empty(), "{wrong}");
    }
    let exceptions = "exceptions: [{rule: reject-absent, reason: known, by: me, until: 2026-12-31}]";
    assert_eq!(of("exceptions.json", exceptions), Vec::<String>::new());
    assert!(!of("exceptions.json", "exceptions: [{rule: reject-absent}]").is_empty());
}
