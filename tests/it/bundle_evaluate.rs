//! Stored evidence is judged again: the same bytes each time, and questions that nobody asked when it was gathered.

use std::fs;
use std::path::Path;

use crate::support::program::{consentinel, said};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Exit code, standard output, standard error.
fn evaluate(words: &[&str]) -> (i32, String, String) {
    said(consentinel().arg("evaluate").args(words))
}

#[test]
fn several_bundles_give_the_same_bytes_each_time_and_other_rules_answer_other_questions() {
    let bundles = ["leaky", "honest"].map(|name| root().join("tests/bundles").join(name).display().to_string());
    let words = [bundles[0].as_str(), &bundles[1], "--format", "json"];
    let (code, first, err) = evaluate(&words);
    assert_eq!(code, 1, "{err}");
    assert_eq!(evaluate(&words), (code, first.clone(), err));

    let folder = tempfile::tempdir().unwrap();
    let checks = folder.path().join("checks/lifetime");
    fs::create_dir_all(&checks).unwrap();
    let text = fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    let block = text.split("```yaml").nth(1).unwrap().split("```").next().unwrap();
    let rule: String = block.lines().map(|line| format!("{}\n", line.strip_prefix("   ").unwrap_or(line))).collect();
    fs::write(checks.join("analytics-cookie-for-years.yaml"), rule.trim_start()).unwrap();
    let other = folder.path().display().to_string();
    let (_, asked, err) = evaluate(&[&words[..], &["--rules", &other]].concat());
    let reports: serde_json::Value = serde_json::from_str(&asked).unwrap_or_else(|why| panic!("{why}: {err}"));
    for report in reports.as_array().unwrap() {
        let answered =
            report["results"].as_array().unwrap().iter().any(|one| one["rule"] == "analytics-cookie-for-years");
        assert!(answered, "the new rule was not asked of {}", report["target"]["url"]);
    }
    assert!(!first.contains("analytics-cookie-for-years"));
}

#[test]
fn a_bundle_that_was_changed_is_not_judged() {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(root().join("tests/bundles/leaky")).unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    let path = folder.path().join("evidence.json");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("Accept all", "Accept ALL", 1)).unwrap();
    let (code, out, err) = evaluate(&[&folder.path().display().to_string()]);
    assert_eq!(code, 2, "{out}");
    assert!(err.contains("evidence.json: its bytes were changed") && err.contains("Restore it"), "{err}");
}
