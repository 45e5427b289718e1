//! Numbers of findings: one filter for all, each finding once, each run once.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use consentinel::compare::{Given, History, Kept, diff, history, print_diff};
use consentinel::policy::{Severity, Verdict};
use consentinel::report::*;

use crate::report_golden::{Judge, bundles};
use crate::report_scene as scene;
use crate::support::program::{bundle, run};

fn kept(mut report: Report, day: &str) -> Kept {
    report.run.started = format!("2026-11-{day}T08:00:00Z");
    Kept { given: day.to_owned(), kind: BaselineKind::Report, report }
}

/// Fingerprints of what could make a run fail.
fn counting(report: &Report) -> BTreeSet<&str> {
    let all = report.findings.iter().filter(|one| can_count(one.verdict, one.waived.as_ref()));
    all.map(|one| one.fingerprint.as_str()).collect()
}

#[test]
fn reviews_information_and_what_is_waived_count_nowhere() {
    let bundles = bundles();
    let judge = Judge::new();
    let [then, now] = ["honest", "leaky"].map(|name| judge.report(&bundles[name]));
    let whole = counting(&now).len();
    assert!(whole < now.findings.len(), "the scene has reviews or information");
    let found = history(&[kept(then.clone(), "01"), kept(now.clone(), "02")], Vec::new());
    let last = &found.sites[0].runs[1];
    assert_eq!(last.findings.values().sum::<usize>(), whole);
    let since = last.since.as_ref().unwrap();
    assert!(since.new + since.not_known <= whole, "{since:?} of {whole}");
    let given = |report| Given { given: "x", kind: BaselineKind::Report, report };
    let found = diff(given(&then), given(&now));
    assert_eq!((found.now.findings, found.then.findings), (whole, counting(&then).len()));
    let look = Look { width: Some(200), paint: Paint::Off, persona: Persona::Auditor };
    let text = print_diff(std::slice::from_ref(&found), &[], Format::Terminal, look);
    assert!(text.contains(&format!("{whole} findings and indications")), "{text}");
    let new = found.findings.new.iter().filter(|one| counting(&now).contains(one.finding.fingerprint.as_str())).count();
    assert!(text.contains(&format!("Findings: {new} new,")), "{text}");
    assert!(text.contains("For review, for information or waived"), "{text}");
}

#[test]
fn a_finding_of_several_profiles_counts_once_and_the_worst_wins() {
    let single = scene::leaky().report();
    let mut several = single.clone();
    for finding in &single.findings {
        let mut strict = finding.clone();
        strict.profiles = vec!["strict".to_owned()];
        strict.severity = Severity::Critical;
        several.findings.push(strict);
        let mut lenient = finding.clone();
        (lenient.severity, lenient.verdict) = (Severity::Info, Verdict::Review);
        several.findings.insert(0, lenient);
    }
    let found = history(&[kept(single.clone(), "01"), kept(several.clone(), "02")], Vec::new());
    let run = &found.sites[0].runs[1];
    let open = counting(&single).len();
    assert_eq!((run.known(Severity::Critical), run.findings.values().sum::<usize>()), (Some(open), open));
    let given = |report| Given { given: "x", kind: BaselineKind::Report, report };
    let found = diff(given(&single), given(&several));
    assert_eq!(found.now.findings, open);
    let shown = found.findings.unchanged.iter().chain(found.findings.new.iter().map(|one| &one.finding));
    assert!(shown.clone().all(|one| one.severity == Severity::Critical), "{found:?}");
    assert_eq!(shown.count(), single.findings.len());
}

#[test]
fn a_run_that_lies_there_twice_is_one() {
    let twin = |kind: BaselineKind, given: &str| {
        let one = kept(scene::leaky().report(), "01");
        Kept { kind, given: given.to_owned(), ..one }
    };
    let runs = [
        twin(BaselineKind::Report, "a/consentinel.json"),
        twin(BaselineKind::Bundle, "b/bundle"),
        twin(BaselineKind::Report, "c"),
    ];
    let found = history(&runs, Vec::new());
    let all = &found.sites[0].runs;
    assert_eq!(
        all.iter().map(|run| (run.given.as_str(), run.kind)).collect::<Vec<_>>(),
        [("b/bundle", BaselineKind::Bundle)]
    );
    // Of two that only began at once, or are of two sites, both stay.
    let mut other = twin(BaselineKind::Report, "other");
    other.report.items.pop();
    let mut later = twin(BaselineKind::Report, "later");
    later.report.run.ended = "2026-11-01T09:00:00Z".to_owned();
    let mut phone = twin(BaselineKind::Report, "phone");
    phone.report.target.name = Some("phone".to_owned());
    let found = history(&[twin(BaselineKind::Report, "a"), other, later, phone], Vec::new());
    assert_eq!(found.sites.iter().map(|site| site.runs.len()).collect::<Vec<_>>(), [3, 1]);
}

/// Runs as the scripts of pipelines leave them: the reports of all sites beside the folder of each, and a link to the
/// last.
fn runs(root: &Path) {
    for (day, name) in [("2026-11-02", "leaky"), ("2026-11-03", "honest")] {
        let mut evidence = consentinel::bundle::read(bundle(name).as_ref()).unwrap();
        evidence.run.started = evidence.run.started.replacen("2026-11-24", day, 1);
        evidence.run.ended = evidence.run.ended.replacen("2026-11-24", day, 1);
        let site = root.join(day).join("shop.example");
        let gatherings = consentinel::evidence::Gatherings { evidence, files: [].into() };
        consentinel::bundle::write(&gatherings, &site.join("bundle")).unwrap();
        let (_, text, err) = run(&["evaluate", &site.display().to_string(), "--format", "json"]);
        assert!(text.starts_with('{'), "{err}");
        fs::write(site.join("report.json"), &text).unwrap();
        fs::write(root.join(day).join("consentinel.json"), format!("[{text}]")).unwrap();
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(root.join("2026-11-03"), root.join("latest")).unwrap();
}

#[test]
fn the_command_counts_each_run_of_a_pipeline_once() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    runs(root);
    let found = |places: &[String]| -> History {
        let words: Vec<&str> = ["history"].into_iter().chain(places.iter().map(String::as_str)).collect();
        let (code, out, err) = run(&[words, vec!["--format", "json"]].concat());
        assert_eq!(code, 0, "{err}");
        serde_json::from_str(&out).unwrap()
    };
    let place = |path: &str| root.join(path).display().to_string();
    let kinds = |found: &History| found.sites[0].runs.iter().map(|run| run.kind).collect::<Vec<_>>();
    let all = found(&[place("")]);
    assert_eq!((all.sites.len(), kinds(&all)), (1, vec![BaselineKind::Bundle; 2]), "{all:?}");
    assert!(all.sites[0].runs.iter().all(|run| !run.given.contains("latest")), "{all:?}");
    assert_eq!(found(&[place(""), place("2026-11-02")]), all, "the same again");
    // Files are taken as well, and so are reports alone.
    let files = found(&[place("2026-11-02/consentinel.json"), place("2026-11-03/shop.example/report.json")]);
    assert_eq!(kinds(&files), [BaselineKind::Report; 2]);
    for day in ["2026-11-02", "2026-11-03"] {
        fs::remove_dir_all(root.join(day).join("shop.example/bundle")).unwrap();
    }
    assert_eq!(kinds(&found(&[place("")])), [BaselineKind::Report; 2]);
    fs::write(root.join("notes.json"), "{}").unwrap();
    let (code, _, err) = run(&["history", &place("notes.json")]);
    assert_eq!(code, 2, "{err}");
    let (code, _, err) = run(&["history", &place("nothing.json")]);
    assert!(code == 2 && err.contains("no such file or folder"), "{err}");
}

#[test]
fn a_history_leaves_as_its_flags_say_and_fails_for_no_finding() {
    let folder = tempfile::tempdir().unwrap();
    runs(folder.path());
    fs::create_dir_all(folder.path().join("2026-11-04")).unwrap();
    fs::write(folder.path().join("2026-11-04/report.json"), "{\"format\": {\"name\": \"consentinel.report\", ")
        .unwrap();
    let place = folder.path().display().to_string();
    let left = |words: &[&str]| run(&[&["history", &place], words].concat());
    assert_eq!(left(&[]).0, 3);
    assert_eq!(left(&["--allow-incomplete"]).0, 0);
    assert_eq!(left(&["--exit-zero"]).0, 0);
    let (code, out, err) = left(&["--fail-on", "low"]);
    assert!(code == 2 && out.is_empty() && err.contains("fails for none"), "{code} {err}");
}
