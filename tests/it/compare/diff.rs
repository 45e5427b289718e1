//! Two reports held against each other, whole.

use consentinel::compare::{Diff, Given, diff, print_diff};
use consentinel::evidence::ChoiceStatus;
use consentinel::evidence::State;
use consentinel::report::*;

use crate::report_golden::{Judge, bundles};
use crate::report_scene as scene;
use crate::support::program::{bundle, run};

fn leaky() -> Report {
    scene::leaky().report()
}

fn of(then: &Report, now: &Report) -> Diff {
    let given = |given, report| Given { given, kind: BaselineKind::Report, report };
    diff(given("then.json", then), given("now.json", now))
}

fn printed(found: &Diff, format: Format) -> String {
    let look = Look { width: Some(100), paint: Paint::Off, persona: Persona::Auditor };
    print_diff(std::slice::from_ref(found), &[], format, look)
}

#[test]
fn a_report_does_not_differ_from_itself() {
    for report in [leaky(), scene::clean().report(), scene::down().report()] {
        let found = of(&report, &report);
        assert!(found.items.is_empty() && found.recipients.is_empty() && found.controls.is_empty(), "{found:?}");
        assert!(found.states.is_empty() && found.banner.is_empty() && found.texts.is_empty(), "{found:?}");
        assert!(found.signals.is_empty() && found.differences.is_empty(), "{found:?}");
        assert_eq!(found.findings.unchanged.len(), report.findings.len());
    }
    let judge = Judge::new();
    for evidence in bundles().values() {
        let report = judge.report(evidence);
        let found = of(&report, &report);
        assert!(found.items.is_empty() && found.signals.is_empty() && found.controls.is_empty(), "{found:?}");
    }
}

#[test]
fn what_appears_goes_and_changes_is_told() {
    let mut now = leaky();
    let gone = now.items.remove(1);
    now.items[0].lifetime_days = Some(30.0);
    now.items[0].purpose = consentinel::knowledge::Purpose::Marketing;
    let mut new = now.items[0].clone();
    new.name = "brand_new".to_owned();
    now.items.push(new);
    now.requests.remove(0);
    now.banner.text = now.banner.text.replace("842 partners", "843 partners");
    now.banner.first_layer.controls[1].text = "Refuse".to_owned();
    now.banner.blocking = false;
    now.states[2].steps = Some(4);
    let found = of(&leaky(), &now);
    let names = |all: &[consentinel::compare::Thing]| all.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&found.items.appeared), ["brand_new"]);
    assert_eq!(names(&found.items.gone), [gone.name]);
    assert_eq!(found.items.gone[0].doubt, None);
    let changes: Vec<&str> = found.items.changed[0].changes.iter().map(|one| one.what.as_str()).collect();
    assert_eq!(changes, ["purpose", "lifetime"]);
    assert_eq!(found.recipients.gone.len(), 1);
    assert_eq!((found.banner.len(), found.states.len()), (1, 1), "{:?} {:?}", found.banner, found.states);
    let words = found.controls.changed.iter().flat_map(|one| &one.changes).find(|one| one.what == "words").unwrap();
    assert_eq!((words.then.as_str(), words.now.as_str()), ("Continue without accepting", "Refuse"));
    let text = printed(&found, Format::Terminal);
    for part in ["[-842-] {+843+}", "brand_new", "appeared", "gone", "Refuse"] {
        assert!(text.contains(part), "{part} is missing:\n{text}");
    }
    let page = printed(&found, Format::Html);
    assert!(page.contains("<del>842</del> <ins>843</ins>"), "{page}");
    assert!(!page.contains("[-842") && !page.contains("<th scope=\"col\"></th>"), "{page}");
}

#[test]
fn a_folder_is_called_as_the_user_wrote_it_whatever_its_port() {
    let served = |port: u16, folder: &str| {
        let mut report = leaky();
        report.target.kind = consentinel::evidence::TargetKind::Folder;
        report.target.url = format!("http://127.0.0.1:{port}/");
        report.target.given = folder.to_owned();
        report
    };
    let found = of(&served(4_000, "site"), &served(5_000, "./site"));
    assert_eq!((found.then.site.as_str(), found.now.site.as_str()), ("site", "./site"));
    assert_eq!(found.differences, Vec::new());
    for format in [Format::Terminal, Format::Html] {
        let text = printed(&found, format);
        assert!(text.contains("Difference: ./site") && !text.contains("127.0.0.1"), "{text}");
    }
}

#[test]
fn what_was_not_observed_is_in_doubt_and_not_gone() {
    let mut now = leaky();
    now.items.clear();
    now.requests.clear();
    for state in &mut now.states {
        state.status = ChoiceStatus::Failed;
        state.reason = Some("the browser died".to_owned());
    }
    let found = of(&leaky(), &now);
    assert!(!found.items.gone.is_empty() && !found.recipients.gone.is_empty());
    for one in found.items.gone.iter().chain(&found.recipients.gone) {
        assert!(one.doubt.as_deref().is_some_and(|doubt| doubt.contains("the browser died")), "{one:?}");
    }
    let back = of(&now, &leaky());
    assert!(back.items.appeared.iter().all(|one| one.doubt.is_some()));
    let text = printed(&found, Format::Terminal);
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("not seen now") && flat.contains("0 appeared, 0 gone, 0 changed, 3 in doubt"), "{text}");
    // States that one side did not live through change nothing by that.
    let mut fewer = leaky();
    fewer.states.retain(|state| state.state != State::Accept);
    for item in &mut fewer.items {
        item.seen.remove(&State::Accept);
    }
    fewer.items.retain(|item| !item.seen.is_empty());
    assert!(of(&leaky(), &fewer).items.changed.is_empty());
    let mut unknown = leaky();
    unknown.banner.seen = consentinel::facts::Seen::Unknown;
    let found = of(&leaky(), &unknown);
    assert!(!found.controls.gone.is_empty() && found.controls.gone.iter().all(|one| one.doubt.is_some()));
}

#[test]
fn nothing_of_a_page_acts_in_any_format() {
    let attack = "</style><script>alert(1)</script>|`x`\u{1b}[31m\u{202e}=cmd";
    let mut now = leaky();
    for item in &mut now.items {
        item.name = format!("{}{attack}", item.name);
    }
    now.target.url = format!("https://shop.example/{attack}");
    now.banner.text = attack.to_owned();
    now.banner.first_layer.controls[0].text = attack.to_owned();
    now.requests[0].host = attack.to_owned();
    now.findings[0].message = attack.to_owned();
    now.findings[0].fingerprint = "new".to_owned();
    now.target.vantage.country = Some(attack.to_owned());
    let found = of(&leaky(), &now);
    for format in [Format::Terminal, Format::Markdown, Format::Html, Format::Json] {
        let text = printed(&found, format);
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text}");
        if matches!(format, Format::Html | Format::Markdown) {
            assert!(!text.contains("<script>alert"), "{text}");
        }
        assert_eq!(text.matches("<!doctype").count(), usize::from(format == Format::Html));
    }
    let back: Diff = serde_json::from_str(&printed(&found, Format::Json)).unwrap();
    assert_eq!(back, found);
}

#[test]
fn diffs_look_as_they_should() {
    let judge = Judge::new();
    let bundles = bundles();
    let [then, now] = ["leaky", "refusal-on-second-layer"].map(|name| judge.report(&bundles[name]));
    let found = of(&then, &now);
    insta::assert_snapshot!("diff_terminal_100", printed(&found, Format::Terminal));
    insta::assert_snapshot!("diff_markdown", printed(&found, Format::Markdown));
}

#[test]
fn the_command_tells_by_its_exit_code_whether_something_is_new() {
    let (leaky, honest) = (bundle("leaky"), bundle("honest"));
    let (code, out, err) = run(&["diff", &honest, &leaky]);
    assert_eq!(code, 1, "{out}{err}");
    assert!(out.trim_end().lines().last().unwrap().contains("new findings at or above high"), "{out}");
    let (code, out, _) = run(&["diff", &leaky, &honest]);
    assert_eq!(code, 0, "{out}");
    let (code, out, _) = run(&["diff", &leaky, &honest, "--format", "json"]);
    assert_eq!(code, 0);
    let found: Diff = serde_json::from_str(&out).unwrap();
    assert!(!found.findings.fixed.is_empty());
    let schema = crate::report_schema::schema::<Diff>();
    let faults = crate::support::schema::faults(&schema, &serde_json::from_str(&out).unwrap());
    assert_eq!(faults, Vec::<String>::new());
    let (code, out, _) = run(&["diff", &leaky, &honest, "--format", "html"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("<!doctype html>") && out.contains("Content-Security-Policy"));
}

#[test]
fn runs_that_are_not_alike_are_refused_on_request_and_two_sites_always() {
    let folder = tempfile::tempdir().unwrap();
    let leaky = bundle("leaky");
    let (_, text, _) = run(&["evaluate", &leaky, "--format", "json"]);
    let mut report: Report = serde_json::from_str(&text).unwrap();
    let mut write = |name: &str, change: &dyn Fn(&mut Report)| {
        change(&mut report);
        let path = folder.path().join(name);
        std::fs::write(&path, serde_json::to_string(&report).unwrap()).unwrap();
        path.display().to_string()
    };
    let same = write("same.json", &|_| ());
    let (code, out, err) = run(&["diff", &same, &leaky, "--strict"]);
    assert_eq!(code, 0, "{out}{err}");
    let abroad = write("abroad.json", &|report| report.target.vantage.country = Some("US".to_owned()));
    let (code, out, _) = run(&["diff", &abroad, &leaky]);
    assert_eq!(code, 0, "{out}");
    assert!(out.find("not alike").unwrap() < out.find("Findings").unwrap(), "{out}");
    let (code, out, err) = run(&["diff", &abroad, &leaky, "--strict"]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(err.contains("vantage: then US"), "{err}");
    let other = write("other.json", &|report| report.target.url = "https://elsewhere.test/".to_owned());
    let (code, _, err) = run(&["diff", &other, &leaky]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("nothing to compare") && err.contains("elsewhere.test"), "{err}");
}
