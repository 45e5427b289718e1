//! Many runs of many sites.

use std::fs;

use consentinel::compare::{History, Kept, history, history_csv, print_history};
use consentinel::evidence::Gathered;
use consentinel::policy::Severity;
use consentinel::report::*;

use crate::report_scene as scene;
use crate::support::program::{bundle, run};

fn kept(report: Report, started: &str, given: &str) -> Kept {
    let mut report = report;
    report.run.started = started.to_owned();
    Kept { given: given.to_owned(), kind: BaselineKind::Report, report }
}

/// The leaky shop over four runs: as it was, one that saw little, better, and clean.
fn runs() -> Vec<Kept> {
    let mut better = scene::leaky().report();
    better.findings.truncate(1);
    let mut blind = scene::leaky().report();
    blind.findings.clear();
    blind.complete = false;
    blind.gaps = vec![Gap { state: None, reason: "the browser died".to_owned() }];
    let mut clean = better.clone();
    clean.findings.clear();
    clean.requests.clear();
    vec![
        kept(clean, "2026-11-04T08:00:00Z", "d"),
        kept(better, "2026-11-03T08:00:00Z", "c"),
        kept(scene::leaky().report(), "2026-11-01T08:00:00Z", "a"),
        kept(blind, "2026-11-02T08:00:00Z", "b"),
    ]
}

fn printed(found: &History, format: Format) -> String {
    let look = Look { width: Some(140), paint: Paint::Off, persona: Persona::Auditor };
    print_history(found, format, look)
}

#[test]
fn runs_stand_in_the_order_of_time_and_what_was_not_observed_is_no_zero() {
    let found = history(&runs(), Vec::new());
    assert_eq!(found.sites.len(), 1);
    let all = &found.sites[0].runs;
    assert_eq!(all.iter().map(|run| run.given.as_str()).collect::<Vec<_>>(), ["a", "b", "c", "d"]);
    let known: Vec<Option<usize>> = all.iter().map(|run| run.known(Severity::Critical)).collect();
    assert_eq!((known[1], known[3]), (None, Some(0)));
    assert!(known[0] > Some(0), "{known:?}");
    let trackers: Vec<Option<usize>> = all.iter().map(|run| run.trackers_before_choice).collect();
    assert_eq!(trackers, [Some(1), None, Some(1), Some(0)]);
    assert_eq!(all[0].since, None);
    let since = all[2].since.as_ref().unwrap();
    assert_eq!((since.new, since.not_known), (0, 1), "the run before could not tell");
    let since = all[3].since.as_ref().unwrap();
    assert_eq!((since.new, since.fixed + since.not_known), (0, 1), "what the run before had is gone");
    let text = printed(&found, Format::Terminal);
    assert!(text.contains("→ ? →") && text.contains("(incomplete)") && text.contains("or more"), "{text}");
    let page = printed(&found, Format::Html);
    assert_eq!(page.matches("<svg").count(), 2);
    assert!(page.contains("class=\"hole\"") && page.contains("<desc") && !page.contains("style=\""), "{page}");
    insta::assert_snapshot!("history_terminal_140", text);
    insta::assert_snapshot!("history_csv", history_csv(&found));
}

#[test]
fn nothing_of_a_page_acts_in_any_format() {
    let attack = "=cmd|' /C calc'!A0</style><script>alert(1)</script>\u{1b}[31m\u{202e}";
    let mut all = runs();
    for run in &mut all {
        run.report.target.url = format!("https://shop.example/{attack}");
        run.given = attack.to_owned();
        run.report.gaps.iter_mut().for_each(|gap| gap.reason = attack.to_owned());
    }
    let found = history(&all, vec![attack.to_owned()]);
    for format in [Format::Terminal, Format::Markdown, Format::Html, Format::Json] {
        let text = printed(&found, format);
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text}");
        if matches!(format, Format::Html | Format::Markdown) {
            assert!(!text.contains("<script>alert"), "{text}");
        }
    }
    let csv = history_csv(&found);
    let mut reader = csv::ReaderBuilder::new().from_reader(csv.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 4);
    let heads = reader.headers().unwrap().clone();
    let place = heads.iter().position(|head| head == "place").unwrap();
    for row in &rows {
        assert!(row[place].starts_with("'=cmd|' /C calc'!A0"), "{csv}");
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{csv}");
        assert!(!row.iter().any(|cell| cell.contains(['\u{1b}', '\u{202e}'])), "{csv}");
    }
}

#[test]
fn runs_of_one_day_are_told_apart_by_the_hour_and_folders_have_no_port() {
    let at = |hour: &str, port: u16| {
        let mut run = kept(scene::clean().report(), &format!("2026-11-01T{hour}:00Z"), hour);
        run.report.target.kind = consentinel::evidence::TargetKind::Folder;
        run.report.target.given = "./site".to_owned();
        run.report.target.url = format!("http://127.0.0.1:{port}/");
        run
    };
    let found = history(&[at("08:00", 4_000), at("17:30", 5_000)], Vec::new());
    assert_eq!(found.sites[0].site, "./site");
    let page = printed(&found, Format::Html);
    assert!(page.contains(">08:00</text>") && page.contains(">17:30</text>"), "{page}");
    assert!(!page.contains(">2026-11-01</text>") && !page.contains("127.0.0.1"), "{page}");
    let several = history(&runs(), Vec::new());
    assert!(printed(&several, Format::Html).contains(">2026-11-01</text>"));
}

#[test]
fn sites_stand_apart_by_their_whole_address() {
    let at = |url: &str, day: &str| {
        let mut one = kept(scene::clean().report(), day, url);
        one.report.target.url = url.to_owned();
        one
    };
    let all = [
        at("http://127.0.0.1:4000/", "2026-11-01T00:00:00Z"),
        at("http://127.0.0.1:5000", "2026-11-02T00:00:00Z"),
        at("http://127.0.0.1:5000/", "2026-11-03T00:00:00Z"),
        at("https://shop.example/", "2026-11-01T00:00:00Z"),
        at("https://shop.example:8443/", "2026-11-01T00:00:00Z"),
    ];
    let counts: Vec<usize> = history(&all, Vec::new()).sites.iter().map(|site| site.runs.len()).collect();
    assert_eq!(counts, [1, 2, 1, 1]);
}

#[test]
fn the_command_finds_bundles_and_reports_and_tells_what_it_cannot_read() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for (day, name) in [("monday", "leaky"), ("tuesday", "honest")] {
        let evidence = consentinel::bundle::read(bundle(name).as_ref()).unwrap();
        let mut evidence = evidence;
        let minute = if day == "monday" { "2026-11-02" } else { "2026-11-03" };
        evidence.run.started = evidence.run.started.replacen(&evidence.run.started[..10], minute, 1);
        assert!(evidence.visits.iter().all(|visit| matches!(visit.requests, Gathered::Ok(_))));
        let gatherings = consentinel::evidence::Gatherings { evidence, files: [].into() };
        consentinel::bundle::write(&gatherings, &root.join(day).join("shop.example/bundle")).unwrap();
    }
    let place = root.display().to_string();
    let (code, out, err) = run(&["history", &place, "--format", "json"]);
    assert_eq!(code, 0, "{err}");
    let found: History = serde_json::from_str(&out).unwrap();
    assert_eq!((found.sites.len(), found.sites[0].runs.len()), (1, 2), "{out}");
    let since = found.sites[0].runs[1].since.as_ref().unwrap();
    assert!(since.fixed > 0 && since.new == 0, "{since:?}");
    let schema = crate::report_schema::schema::<History>();
    assert_eq!(crate::support::schema::faults(&schema, &serde_json::from_str(&out).unwrap()), Vec::<String>::new());
    fs::write(root.join("notes.json"), "{}").unwrap();
    fs::write(root.join("broken.json"), r#"{"format": {"name": "consentinel.report", "version": "1.2"}}"#).unwrap();
    let (code, out, _) = run(&["history", &place, "--format", "csv"]);
    assert_eq!((code, out.lines().count()), (3, 3), "{out}");
    let (code, out, _) = run(&["history", &place]);
    assert_eq!(code, 3);
    assert!(out.contains("broken.json") && !out.contains("notes.json"), "{out}");
    let empty = tempfile::tempdir().unwrap();
    let (code, _, err) = run(&["history", &empty.path().display().to_string()]);
    assert_eq!(code, 2, "{err}");
}
