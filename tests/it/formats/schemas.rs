//! Files for other programs, held against what these ask.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use consentinel::report::*;
use serde_json::{Value, json};

use super::every::{attacked, text};
use crate::report_scene as scene;

fn all() -> Vec<Report> {
    vec![
        scene::leaky().report(),
        scene::clean().report(),
        scene::down().report(),
        attacked("=<b>&\u{1b}]]>\u{202e}\"").report(),
    ]
}

fn faults(schema: &Value, text: &str) -> Vec<String> {
    let value: Value = serde_json::from_str(text).unwrap();
    let validator = jsonschema::validator_for(schema).unwrap();
    validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// The schema of SARIF 2.1.0, from the npm package that carries it.
fn sarif_schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/sites/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
    let text =
        fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}; run tests/sites/setup.sh", path.display()));
    // Its pattern for languages is no regular expression; we write none.
    let text = text.replace("^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$", "^[a-zA-Z-]*$");
    serde_json::from_str(&text).unwrap()
}

#[test]
fn sarif_keeps_to_its_schema() {
    let schema = sarif_schema();
    for format in [Format::Sarif, Format::SarifGithub] {
        for reports in [all(), Vec::new()] {
            assert_eq!(faults(&schema, &text(format, &reports)), Vec::<String>::new(), "{format:?}");
        }
    }
    let broken = text(Format::Sarif, &all()).replace("\"startLine\": 1", "\"startLine\": 0");
    assert!(!faults(&schema, &broken).is_empty(), "the schema sees nothing");
}

/// What GitHub asks beyond the schema.
#[test]
fn github_finds_in_sarif_what_it_needs() {
    let reports = all();
    let sarif: Value = serde_json::from_str(&text(Format::SarifGithub, &reports)).unwrap();
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for rule in rules {
        for text in ["shortDescription", "fullDescription", "help"] {
            assert!(!rule[text]["text"].as_str().unwrap().is_empty(), "{text}: {rule}");
        }
        assert!(rule["help"]["markdown"].is_string() && rule["properties"]["tags"].as_array().unwrap().len() <= 10);
    }
    let results = run["results"].as_array().unwrap();
    let mut names = BTreeSet::new();
    for result in results {
        let place = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[place]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(result.get("suppressions").is_none() && result.get("kind").is_none());
        let location = &result["locations"][0]["physicalLocation"];
        assert!(!location["artifactLocation"]["uri"].as_str().unwrap().starts_with('/'));
        for field in ["startLine", "startColumn", "endLine", "endColumn"] {
            assert!(location["region"][field].as_u64().unwrap() >= 1, "{field}");
        }
        let url = result["properties"]["url"].as_str().unwrap();
        assert!(result["message"]["text"].as_str().unwrap().contains(url), "{result}");
        names.insert(result["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap().to_owned());
    }
    let distinct: BTreeSet<(&str, &str, &str)> = reports
        .iter()
        .flat_map(|report| report.findings.iter().map(move |one| (report.target.url.as_str(), one)))
        .filter(|(_, finding)| finding.waived.is_none())
        .map(|(url, finding)| (url, finding.rule.as_str(), finding.fingerprint.as_str()))
        .collect();
    assert_eq!(names.len(), distinct.len(), "GitHub follows each finding of each site by a name of its own");
}

#[test]
fn a_line_of_the_configuration_is_where_results_stand() {
    let reports = [scene::leaky().report()];
    let exit = verdict(&reports, DEFAULT_THRESHOLD, OnIncomplete::Fail);
    let anchors = [Anchor {
        file: "ci/my sites.yaml".to_owned(),
        line: 4,
        column: 10,
        text: Some("https://shop.example".to_owned()),
    }];
    let run = Run { anchors: &anchors, ..Run::of(&reports, &exit) };
    let look = Look { width: None, paint: Paint::Off, persona: Persona::Auditor };
    let sarif: Value = serde_json::from_str(&print(Format::SarifGithub, &run, look)).unwrap();
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    let region = json!({ "startLine": 4, "startColumn": 10, "endLine": 4, "endColumn": 30, "snippet": { "text": "https://shop.example" } });
    assert_eq!((&place["artifactLocation"]["uri"], &place["region"]), (&json!("ci/my%20sites.yaml"), &region));
    assert!(print(Format::Github, &run, look).contains("file=ci/my sites.yaml,line=4,endLine=4,col=10,endColumn=30,"));
    let gitlab: Value = serde_json::from_str(&print(Format::Gitlab, &run, look)).unwrap();
    assert_eq!(gitlab[0]["location"], json!({ "path": "ci/my sites.yaml", "lines": { "begin": 4 } }));
}

/// GitLab publishes what it asks as prose alone; this is it.
#[test]
fn gitlab_finds_what_it_asks() {
    let schema = json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "type": { "const": "issue" },
                "description": { "type": "string", "minLength": 1 },
                "check_name": { "type": "string", "minLength": 1 },
                "fingerprint": { "type": "string", "pattern": "^[0-9a-f]{32}$" },
                "severity": { "enum": ["info", "minor", "major", "critical", "blocker"] },
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": { "type": "string", "pattern": "^[^/.][^\\\\]*$" },
                        "lines": { "type": "object", "required": ["begin"], "properties": { "begin": { "type": "integer", "minimum": 1 } } },
                    },
                },
            },
            "additionalProperties": false,
        },
    });
    for reports in [all(), Vec::new()] {
        assert_eq!(faults(&schema, &text(Format::Gitlab, &reports)), Vec::<String>::new());
    }
    let issues: Vec<Value> = serde_json::from_str(&text(Format::Gitlab, &all()[..2])).unwrap();
    let names: BTreeSet<&str> = issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(names.len(), issues.len(), "GitLab tells issues apart by their names");
}

/// Read back by the crate that nextest writes with, and its numbers counted again.
#[test]
fn junit_is_read_back_and_counts_what_the_exit_code_counts() {
    let reports = all();
    let exit = verdict(&reports, DEFAULT_THRESHOLD, OnIncomplete::Fail);
    let xml = quick_junit::Report::deserialize_from_str(&text(Format::Junit, &reports)).unwrap();
    assert_eq!(xml.test_suites.len(), reports.len());
    for (suite, report) in xml.test_suites.iter().zip(&reports) {
        assert_eq!(suite.test_cases.len(), report.results.len() + 1);
        let counted: BTreeSet<&str> = report
            .findings
            .iter()
            .enumerate()
            .filter(|(number, _)| exit.counting.contains(&(place(&reports, report), *number)))
            .map(|(_, finding)| finding.rule.as_str())
            .collect();
        let of = |wanted: quick_junit::NonSuccessKind| -> BTreeSet<&str> {
            let cases = suite.test_cases.iter().filter(
                |case| matches!(&case.status, quick_junit::TestCaseStatus::NonSuccess { kind, .. } if *kind == wanted),
            );
            cases.map(|case| case.name.as_str()).collect()
        };
        assert_eq!(of(quick_junit::NonSuccessKind::Failure), counted);
        assert_eq!(of(quick_junit::NonSuccessKind::Error).contains("observed"), !report.complete);
        assert_eq!((suite.failures, suite.errors), (counted.len(), usize::from(!report.complete)));
    }
}

fn place(reports: &[Report], one: &Report) -> usize {
    reports.iter().position(|report| std::ptr::eq(report, one)).unwrap()
}

/// The schema that Jenkins publishes for JUnit, as far as it binds us: which elements stand in which, and with which
/// attributes.
#[test]
fn junit_has_no_element_and_no_attribute_that_its_readers_do_not_know() {
    let within = [
        ("", "testsuites", "name tests failures errors skipped time"),
        ("testsuites", "testsuite", "name tests disabled errors failures skipped timestamp"),
        ("testsuite", "properties", ""),
        ("properties", "property", "name value"),
        ("testsuite", "testcase", "name classname"),
        ("testcase", "properties", ""),
        ("testcase", "skipped", "message"),
        ("testcase", "failure", "message type"),
        ("testcase", "error", "message type"),
    ];
    let xml = text(Format::Junit, &all());
    let tag = regex::Regex::new(r#"<(/?)([a-z-]+)((?:\s+[A-Za-z-]+="[^"<]*")*)\s*(/?)>"#).unwrap();
    let attribute = regex::Regex::new(r#"([A-Za-z-]+)="#).unwrap();
    let quoted = regex::Regex::new("\"[^\"]*\"").unwrap();
    let mut open: Vec<String> = Vec::new();
    for found in tag.captures_iter(&xml) {
        let (closes, name, single) = (!found[1].is_empty(), found[2].to_owned(), !found[4].is_empty());
        if closes {
            assert_eq!(open.pop(), Some(name));
            continue;
        }
        let outer = open.last().map_or("", String::as_str);
        let known = within.iter().find(|(parent, child, _)| *parent == outer && *child == name);
        let (.., attributes) = known.unwrap_or_else(|| panic!("<{name}> within <{outer}>"));
        for one in attribute.captures_iter(&quoted.replace_all(&found[3], "")) {
            assert!(attributes.split(' ').any(|known| known == &one[1]), "{} of {name}", &one[1]);
        }
        if !single {
            open.push(name);
        }
    }
    assert!(open.is_empty());
    let left = tag.replace_all(&xml, "");
    assert!(!left.replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "").contains('<'), "{left}");
}
