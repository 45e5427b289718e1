//! `--baseline` as users meet it.

use std::fs;

use serde_json::Value;

use crate::support::program::{bundle, run};

#[test]
fn a_run_held_against_itself_is_clean_and_against_another_it_is_not() {
    let (leaky, honest) = (bundle("leaky"), bundle("honest"));
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().display().to_string();
    let (code, text, err) = run(&["evaluate", &leaky, "--format", "json", "--output", &out]);
    assert_eq!(code, 1, "{err}");
    let file = folder.path().join("before.json");
    fs::write(&file, &text).unwrap();
    let list = folder.path().join("list.json");
    fs::write(&list, format!("[{text}]")).unwrap();
    let site = folder.path().join("shop.example").display().to_string();
    for baseline in [file.to_str().unwrap(), list.to_str().unwrap(), &leaky, &out, &site] {
        let (code, told, err) = run(&["evaluate", &leaky, "--baseline", baseline, "--format", "json"]);
        assert_eq!(code, 0, "{baseline}: {err}");
        let report: Value = serde_json::from_str(&told).unwrap();
        let count = |what: &str| report["baseline"][what].as_array().unwrap().len();
        assert_eq!((count("new"), count("fixed"), count("differences")), (0, 0, 0), "{baseline}");
        assert_eq!(count("unchanged"), report["findings"].as_array().unwrap().len());
        // A report that was held against a baseline is one itself.
        fs::write(&file, &told).unwrap();
    }
    let (code, told, _) = run(&["evaluate", &leaky, "--baseline", &honest]);
    assert_eq!(code, 1);
    let end = told.trim_end().lines().last().unwrap();
    assert!(end.starts_with("exit 1: ") && end.contains(" new findings at or above high since the baseline"), "{end}");
    let (code, told, _) = run(&["evaluate", &honest, "--baseline", &leaky]);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("exit 0: nothing new at or above high since the baseline"), "{told}");
    // Of several sites only those that the baseline holds are compared.
    let (code, told, _) = run(&["evaluate", &bundle("unreachable"), "--baseline", &leaky, "--allow-incomplete"]);
    assert_eq!(code, 0, "{told}");
}

#[test]
fn what_is_no_baseline_is_refused_with_what_to_name() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let newer = r#"{"format": {"name": "consentinel.report", "version": "1.99"}}"#;
    let broken = r#"{"format": {"name": "consentinel.report", "version": "1.2"}, "tool": {"version": 1}}"#;
    let leaky = bundle("leaky");
    for (baseline, told) in [
        ("/no/such/place".to_owned(), "no such file"),
        (folder.path().display().to_string(), "neither a bundle nor a report.json"),
        (write("a.json", "{"), "no report of ours"),
        (write("b.json", newer), "1.99"),
        (write("c.json", broken), "tool"),
        (format!("{leaky}/evidence.json"), "consentinel.evidence"),
    ] {
        let (code, _, err) = run(&["evaluate", &leaky, "--baseline", &baseline]);
        assert_eq!(code, 2, "{baseline}: {err}");
        assert!(err.contains("--baseline") && err.contains(told), "{baseline}: {err}");
    }
}
