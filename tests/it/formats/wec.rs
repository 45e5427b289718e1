//! Evidence in the layout of the EDPS Website Evidence Collector.

use consentinel::evidence::Gathered;
use consentinel::report::wec::folders;
use serde_json::Value;

use crate::report_golden::{Judge, bundles};

/// The fields that its own `inspection.json` has, by name; what reads it looks for these.
const FIELDS: [&str; 26] = [
    "title",
    "task_description",
    "uri_ins",
    "uri_refs",
    "uri_dest",
    "uri_redirects",
    "secure_connection",
    "testSSLError",
    "testSSLErrorOutput",
    "testSSLErrorCode",
    "testSSL",
    "host",
    "script",
    "localStorage",
    "cookies",
    "beacons",
    "links",
    "unsafeForms",
    "browser",
    "browsing_history",
    "hosts",
    "websockets",
    "start_time",
    "end_time",
    "websocketLog",
    "consentinel",
];

#[test]
fn every_state_is_a_folder_with_the_names_and_fields_of_that_program() {
    let judge = Judge::new();
    let evidence = &bundles()["leaky"];
    let report = judge.report(evidence);
    let folders = folders(evidence, &report);
    assert_eq!(folders.len(), evidence.visits.len());
    let mut cookies = 0;
    for (folder, _) in &folders {
        let names: Vec<&str> = folder.texts.keys().copied().collect();
        assert_eq!(
            names,
            [
                "beacons.yml",
                "cookies.yml",
                "inspection-log.ndjson",
                "inspection.json",
                "inspection.yml",
                "local-storage.yml",
                "websockets-log.json"
            ]
        );
        let inspection: Value = serde_json::from_str(&folder.texts["inspection.json"]).unwrap();
        for field in FIELDS {
            assert!(inspection.get(field).is_some(), "{field} is missing");
        }
        let yaml: Value = serde_yaml::from_str(&folder.texts["inspection.yml"]).unwrap();
        assert_eq!(yaml, inspection, "YAML and JSON differ");
        for cookie in inspection["cookies"].as_array().unwrap() {
            cookies += 1;
            for field in ["name", "value", "domain", "path", "expires", "size", "httpOnly", "secure", "session"] {
                assert!(!cookie[field].is_null(), "{field}: {cookie}");
            }
            assert!(!cookie["domain"].as_str().unwrap().starts_with('.'));
            assert!(cookie["firstPartyStorage"].is_boolean(), "{cookie}");
        }
        for beacon in inspection["beacons"].as_array().unwrap() {
            assert!(beacon["occurrances"].as_u64().unwrap() >= 1 && !beacon["filter"].as_str().unwrap().is_empty());
        }
        for line in folder.texts["inspection-log.ndjson"].lines() {
            serde_json::from_str::<Value>(line).unwrap();
        }
    }
    assert!(cookies > 3, "only {cookies} cookies: the bundle does not try this");
}

#[test]
fn what_could_not_be_read_is_said_and_never_only_empty() {
    let judge = Judge::new();
    let mut evidence = bundles()["leaky"].clone();
    evidence.visits[0].requests = Gathered::Failed("the browser died".to_owned());
    evidence.visits[0].moments[0].cookies = Gathered::Failed("no answer".to_owned());
    let report = judge.report(&evidence);
    let inspection: Value = serde_json::from_str(&folders(&evidence, &report)[0].0.texts["inspection.json"]).unwrap();
    let unread: Vec<&str> =
        inspection["consentinel"]["unread"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    assert_eq!(unread, ["requests: the browser died", "cookies at arrival: no answer"]);
    let missing = inspection["consentinel"]["not_observed"].as_array().unwrap();
    assert!(missing.iter().any(|one| one == "testSSL"));
}
