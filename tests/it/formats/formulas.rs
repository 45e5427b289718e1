//! No table of ours begins a formula: one guard for every output in separated values, tried with one table.

use consentinel::compare::{Kept, history, history_csv};
use consentinel::report::*;

use crate::report_scene as scene;

/// What pages and places are called, and what a cell is to say of it.
const HOSTILE: [(&str, &str); 14] = [
    ("=1+1", "'=1+1"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("-2+3", "'-2+3"),
    ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
    ("\t=1", "'=1"),
    ("\r\n=1", "'=1"),
    ("\u{feff}\u{b}=1", "\u{fffd} =1"),
    ("＝1", "'＝1"),
    ("－1;＠x", "'－1;'＠x"),
    ("\"=1", "\"'=1"),
    ("a;=1", "a;'=1"),
    ("a; \"=1", "a; \"'=1"),
    ("_ga", "_ga"),
    ("a=b", "a=b"),
];

/// The cells of a table, row by row, without its head.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The column of that name.
fn column(text: &str, name: &str) -> Vec<String> {
    let head = text.lines().next().unwrap();
    let place = head.split(',').position(|one| one == name).unwrap_or_else(|| panic!("no column {name}: {head}"));
    cells(text).into_iter().map(|mut row| row.swap_remove(place)).collect()
}

#[test]
fn a_cell_says_what_it_is_to_say_in_the_tables_of_a_run() {
    for (words, safe) in HOSTILE {
        assert_eq!(csv_text(words), safe, "{words:?}");
        let mut report = scene::leaky().report();
        let item = report.items.iter_mut().find(|item| item.kind == consentinel::facts::ItemKind::Cookie).unwrap();
        item.name = words.to_owned();
        report.requests[0].host = words.to_owned();
        report.findings[0].message = words.to_owned();
        report.gaps = vec![Gap { state: None, reason: words.to_owned() }];
        let reports = [report];
        let exit = verdict(&reports, DEFAULT_THRESHOLD, OnIncomplete::Fail);
        let files = csv_files(&Run::of(&reports, &exit));
        let table = |name: &str| &files.iter().find(|(file, _)| *file == name).unwrap().1;
        for (file, name) in [("cookies.csv", "name"), ("requests.csv", "host"), ("findings.csv", "message")] {
            let told = column(table(file), name);
            assert!(told.iter().any(|cell| cell == safe), "{file} on {words:?}: {told:?}");
        }
        let told = column(table("findings.csv"), "message");
        assert_eq!(told.iter().filter(|cell| *cell == safe).count(), 2, "the finding and the gap: {told:?}");
    }
}

#[test]
fn a_cell_says_what_it_is_to_say_in_a_history() {
    for (words, safe) in HOSTILE {
        let mut report = scene::leaky().report();
        report.target.url = words.to_owned();
        report.run.started = words.to_owned();
        report.gaps = vec![Gap { state: None, reason: words.to_owned() }];
        let kept = Kept { given: words.to_owned(), kind: BaselineKind::Report, report };
        let text = history_csv(&history(&[kept], Vec::new()));
        for name in ["site", "started", "gap", "place"] {
            assert_eq!(column(&text, name), [safe], "{name} on {words:?}");
        }
        assert!(text.contains("\r\n") && !text.replace("\r\n", "").contains('\n'), "{text:?}");
    }
}
