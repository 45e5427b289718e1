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
    assert!(code == 3 && told.contains("holds nothing of this site"), "{told}");
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

/// The folder of the site of a bundle, with the report that these words made of it; and the bundle within.
fn run_of(name: &str, words: &[&str]) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().display().to_string();
    run(&[&["evaluate", &bundle(name), "--output", &out], words].concat());
    let site = folder.path().join("shop.example");
    fs::create_dir(site.join("bundle")).unwrap();
    for entry in fs::read_dir(bundle(name)).unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), site.join("bundle").join(entry.file_name())).unwrap();
    }
    (folder, site.display().to_string())
}

/// Why findings of a rule are new, once each.
fn why_new(report: &Value, rule: &str) -> Vec<String> {
    let of_rule = |fingerprint: &Value| {
        let mut findings = report["findings"].as_array().unwrap().iter();
        findings.any(|one| one["fingerprint"] == *fingerprint && one["rule"] == rule)
    };
    let new = report["baseline"]["new"].as_array().unwrap().iter();
    let mut why: Vec<String> =
        new.filter(|one| of_rule(&one["fingerprint"])).map(|one| one["why"].as_str().unwrap().to_owned()).collect();
    why.dedup();
    why
}

#[test]
fn what_was_waived_then_and_is_not_now_is_new_though_the_baseline_is_a_bundle() {
    let rule = "pre-consent-tracking-cookie";
    let folder = tempfile::tempdir().unwrap();
    let exceptions = folder.path().join("exceptions.yaml").display().to_string();
    fs::write(&exceptions, format!("exceptions:\n  - {{rule: {rule}, reason: known, by: me, until: 2999-01-01}}\n"))
        .unwrap();
    let (kept, site) = run_of("leaky", &["--exceptions", &exceptions]);
    let leaky = bundle("leaky");
    let all = kept.path().display().to_string();
    for baseline in [&site, &format!("{site}/bundle"), &all] {
        let (code, told, err) = run(&["evaluate", &leaky, "--baseline", baseline, "--format", "json"]);
        assert_eq!(code, 1, "{baseline}: {err}");
        let report: Value = serde_json::from_str(&told).unwrap();
        assert_eq!(why_new(&report, rule), ["no-longer-waived"], "{baseline}");
        assert_eq!(report["baseline"]["with"]["kind"], "bundle");
        assert!(!err.contains("not known"), "{err}");
        // As long as it is waived it is nothing new.
        let words = ["evaluate", &leaky, "--baseline", baseline, "--exceptions", &exceptions, "--format", "json"];
        let (code, told, err) = run(&words);
        assert_eq!(code, 0, "{baseline}: {err}");
        assert!(why_new(&serde_json::from_str(&told).unwrap(), rule).is_empty());
    }
    let (code, _, err) = run(&["diff", &site, &leaky]);
    assert_eq!(code, 1, "{err}");

    // What failed then and is waived since does not count as new once it is not waived any more.
    let (_open, site) = run_of("leaky", &[]);
    fs::write(&exceptions, format!("exceptions:\n  - {{rule: {rule}, reason: known, by: me, until: 2000-01-01}}\n"))
        .unwrap();
    let (code, _, err) = run(&["evaluate", &leaky, "--baseline", &site, "--exceptions", &exceptions]);
    assert_eq!(code, 0, "{err}");
}

#[test]
fn where_a_bundle_does_not_tell_what_was_waived_it_is_said() {
    let leaky = bundle("leaky");
    let (kept, site) = run_of("leaky", &[]);
    let report = kept.path().join("shop.example/report.json");
    let (_, _, err) = run(&["evaluate", &leaky, "--baseline", &site]);
    assert!(!err.contains("what was waived then"), "{err}");
    let told = fs::read_to_string(&report).unwrap();
    let mut other: Value = serde_json::from_str(&told).unwrap();
    other["run"]["started"] = "2020-01-01T00:00:00Z".into();
    for (text, why) in [
        (Some(other.to_string()), "is of another run"),
        (Some("{".to_owned()), "it is no report of ours"),
        (None, "no report.json lies beside the bundle"),
    ] {
        match text {
            Some(text) => fs::write(&report, text).unwrap(),
            None => fs::remove_file(&report).unwrap(),
        }
        for words in [vec!["evaluate", &leaky, "--baseline", &site], vec!["diff", &site, &leaky]] {
            let (code, _, err) = run(&words);
            assert_eq!(code, 0, "{err}");
            assert!(err.contains("what was waived then is not known") && err.contains(why), "{why}: {err}");
        }
    }
}
