//! The schemas under `reports/schema/` are fresh, and what is written keeps to them.

use std::fs;
use std::path::Path;

use consentinel::bundle::{self, Manifest};
use consentinel::cli::ProgressEvent;
use consentinel::cli::doctor::row::Examination;
use consentinel::compare::{Diff, History};
use consentinel::evidence::{Evidence, Gatherings};
use consentinel::report::Report;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::report_scene as scene;
use crate::support::schema::faults;

/// The schema of what is written: fields that may be `null` are there all the same.
pub fn schema<T: JsonSchema>() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    generator.into_root_schema_for::<T>().to_value()
}

/// Invariant 10: what is generated is fresh. `CONSENTINEL_BLESS=1` writes it anew.
#[test]
#[allow(clippy::disallowed_methods)] // Tests are asked to write files by the environment.
fn invariant_10_schemas_are_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/schema");
    let schemas = [
        ("report", schema::<Report>()),
        ("evidence", schema::<Evidence>()),
        ("manifest", schema::<Manifest>()),
        ("progress", schema::<ProgressEvent>()),
        ("doctor", schema::<Examination>()),
        ("diff", schema::<Diff>()),
        ("history", schema::<History>()),
    ];
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
