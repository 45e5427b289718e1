//! What the program tells on standard error while it is at work, and that results do not depend on it.

use std::collections::BTreeSet;

use consentinel::cli::ProgressEvent;
use consentinel::evidence::{ChoiceStatus, ReachOutcome};
use consentinel::policy::Severity;
use serde_json::Value;

use crate::report_schema::schema;
use crate::support::program::{bundle, consentinel, said};
use crate::support::schema::faults;

/// Exit code, standard output, standard error of `evaluate`.
fn evaluate(bundles: &[&str], words: &[&str]) -> (i32, String, String) {
    said(consentinel().env_remove("CI").arg("evaluate").args(bundles).args(words))
}

#[test]
fn progress_in_json_is_an_event_a_line_that_keeps_to_the_schema() {
    let (leaky, honest) = (bundle("leaky"), bundle("honest"));
    let (code, _, err) = evaluate(&[&leaky, "/no/such/bundle", &honest], &["--progress", "json"]);
    let events: Vec<Value> = err.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let schema = schema::<ProgressEvent>();
    for event in &events {
        assert_eq!(faults(&schema, event), Vec::<String>::new(), "{event}");
    }
    let names: Vec<&str> = events.iter().map(|event| event["event"].as_str().unwrap()).collect();
    let expected = [
        "run-started",
        "rules-loaded",
        "target-started",
        "target-judged",
        "target-started",
        "trouble",
        "target-started",
        "target-judged",
        "run-finished",
    ];
    assert_eq!(names, expected, "{err}");
    assert_eq!((&events[2]["number"], &events[2]["of"]), (&1.into(), &3.into()));
    assert!(events[3]["findings"]["critical"].as_u64().is_some_and(|count| count > 0), "{}", events[3]);
    assert_eq!(events[5]["target"], "/no/such/bundle");
    assert_eq!(events[8]["exit"], code);
}

/// Whoever reads events hears of every run that began how it ended, and nothing that is no event.
#[test]
#[cfg(feature = "chrome")]
fn a_run_that_trouble_ends_early_tells_its_end_in_events() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().display().to_string();
    let ask = |command: &str, words: &[&str]| {
        let target: &[&str] = if command == "demo" { &[] } else { &["http://127.0.0.1:9/"] };
        let words = [&["--progress", "json", "--output", &out, "--chrome", "/no/such/chrome"], words].concat();
        said(consentinel().arg(command).args(target).args(words))
    };
    let (no_browser, no_database) = (&[][..], &["--geo-database", "/no/such/file.mmdb"][..]);
    for (command, words, expected, told) in [
        ("audit", no_browser, 4, "/no/such/chrome"),
        ("collect", no_browser, 4, "/no/such/chrome"),
        ("demo", no_browser, 4, "/no/such/chrome"),
        ("audit", no_database, 2, "/no/such/file.mmdb"),
    ] {
        let (code, _, err) = ask(command, words);
        assert_eq!(code, expected, "{command}: {err}");
        let events: Vec<Value> = err.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let [.., trouble, end] = &events[..] else { panic!("{err}") };
        assert_eq!((&events[0]["event"], &trouble["event"]), (&"run-started".into(), &"trouble".into()), "{err}");
        assert!(trouble["message"].as_str().unwrap().contains(told) && trouble["exit"] == code, "{trouble}");
        assert_eq!((&end["event"], &end["exit"]), (&"run-finished".into(), &code.into()), "{err}");
    }
    // People are told once, as before.
    let (code, _, err) =
        said(consentinel().args(["audit", "http://127.0.0.1:9/", "--output", &out, "--chrome", "/no/such/chrome"]));
    assert!(code == 4 && err.matches("/no/such/chrome").count() == 1 && err.starts_with("consentinel: "), "{err}");
}

#[test]
fn results_and_exit_code_do_not_depend_on_progress() {
    let (leaky, honest) = (bundle("leaky"), bundle("honest"));
    let plain = evaluate(&[&leaky, &honest], &["--format", "json"]);
    for words in [&["--quiet"][..], &["-v"], &["--progress", "none"], &["--progress", "json"], &["--progress", "bar"]] {
        let (code, out, _) = evaluate(&[&leaky, &honest], &[&["--format", "json"], words].concat());
        assert_eq!((code, &out), (plain.0, &plain.1), "{words:?}");
    }
}

#[test]
fn lines_tell_which_target_and_what_came_of_it() {
    let (leaky, honest) = (bundle("leaky"), bundle("honest"));
    let (_, _, err) = evaluate(&[&leaky, &honest], &[]);
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(lines.len(), 4, "{err}");
    assert_eq!(lines[0], format!("[1/2] {leaky}"));
    assert!(
        lines[1].contains("found: ") && lines[1].contains(" critical") && lines[1].contains("not be determined"),
        "{err}"
    );
    assert_eq!(lines[2], format!("[2/2] {honest}"));
    // What is told for information is no finding.
    assert!(lines[3].starts_with("  no findings"), "{err}");
    // One bundle is judged in no time.
    assert_eq!(evaluate(&[&honest], &[]).2, "");
    assert!(evaluate(&[&honest], &["--progress", "plain"]).2.starts_with("[1/1] "));
}

#[test]
fn quiet_leaves_errors_alone_and_verbose_tells_the_rules() {
    let honest = bundle("honest");
    assert_eq!(evaluate(&[&honest, &honest], &["--quiet"]).2, "");
    let (code, out, err) = evaluate(&[&honest, "/no/such/bundle"], &["--quiet"]);
    assert_eq!((code, err.lines().count()), (2, 1), "{err}");
    assert!(err.starts_with("consentinel: ") && err.contains("/no/such/bundle") && !out.is_empty(), "{err}");
    let (_, _, err) = evaluate(&[&honest], &["--verbose", "--progress", "none"]);
    assert!(err.contains("rules are on under eu-gdpr") && err.contains("exit code "), "{err}");
    let (code, _, err) = evaluate(&[&honest], &["--quiet", "--verbose"]);
    assert_eq!(code, 2, "{err}");
}

/// What only a visit tells keeps to the schema too; the names are those that are documented.
#[test]
fn every_event_keeps_to_the_schema() {
    let text = |word: &str| word.to_owned();
    let (target, state) = (text("https://shop.example"), text("reject"));
    let events = [
        ProgressEvent::BrowserStarted {
            executable: text("/x/chrome"),
            product: text("Chrome/156"),
            sandbox: true,
            seconds: 0.1,
        },
        ProgressEvent::BrowserRestarted { target: target.clone(), states: vec![state.clone()] },
        ProgressEvent::StateStarted { target: target.clone(), state: state.clone() },
        ProgressEvent::StateFinished {
            target: target.clone(),
            state: state.clone(),
            status: ChoiceStatus::NotOffered,
            reason: Some(text("no control refuses")),
            seconds: 1.25,
            done: 1,
            of: 10,
        },
        ProgressEvent::Note {
            target: target.clone(),
            state,
            at_ms: 12.0,
            what: text("click"),
            detail: text("\u{1b}[2J"),
        },
        ProgressEvent::TargetFinished {
            target: target.clone(),
            folder: text("out/shop.example"),
            reached: Some(ReachOutcome::Loaded),
            seconds: 9.5,
        },
        ProgressEvent::TargetJudged {
            target,
            complete: false,
            findings: [(Severity::High, 2)].into(),
            undetermined: 1,
        },
    ];
    let schema = schema::<ProgressEvent>();
    let mut names = BTreeSet::new();
    for event in &events {
        let line = serde_json::to_string(event).unwrap();
        assert!(!line.contains('\u{1b}'), "{line:?}");
        let event: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(faults(&schema, &event), Vec::<String>::new(), "{event}");
        names.insert(event["event"].as_str().unwrap().to_owned());
    }
    assert_eq!(names.len(), events.len());
    let finished = serde_json::to_value(&events[3]).unwrap();
    assert_eq!((&finished["status"], &finished["seconds"]), (&"not-offered".into(), &1.25.into()));
}
