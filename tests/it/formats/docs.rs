//! The page on formats says what the program does.

use std::fs;
use std::path::PathBuf;

use consentinel::report::*;

use super::every::text;
use crate::report_scene as scene;

fn page() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md")
}

/// What stands between two marks, as the program has it.
fn between(page: &str, before: &str, after: &str, words: &str) -> String {
    let (head, rest) = page.split_once(before).unwrap_or_else(|| panic!("no {before:?}"));
    let (_, tail) = rest.split_once(after).unwrap_or_else(|| panic!("no {after:?}"));
    format!("{head}{before}{words}{after}{tail}")
}

#[test]
#[allow(clippy::disallowed_methods)] // Tests are asked to write files by the environment.
fn invariant_10_columns_and_the_example_are_those_of_the_program() {
    let stored = fs::read_to_string(page()).unwrap();
    let reports = [scene::leaky().report()];
    let exit = verdict(&reports, DEFAULT_THRESHOLD, OnIncomplete::Fail);
    let mut now = stored.clone();
    for (name, text) in csv_files(&Run::of(&reports, &exit)) {
        let head: Vec<String> = text.lines().next().unwrap().split(',').map(|name| format!("`{name}`")).collect();
        now = between(&now, &format!("| `{name}` | "), " |\n", &head.join(" "));
    }
    let template = fs::read_to_string(page().with_file_name("templates/findings.html")).unwrap();
    now = between(&now, "```jinja\n", "```\n", &template);
    if std::env::var_os("CONSENTINEL_BLESS").is_some() {
        fs::write(page(), &now).unwrap();
    } else {
        assert_eq!(stored, now, "run once with CONSENTINEL_BLESS=1");
    }
    // The table of all formats has a row for each, and `csv` prints the table that the page says it prints.
    let rows: Vec<&str> = now.lines().filter(|line| line.starts_with("| `")).collect();
    for (name, _) in Format::ALL {
        let is_told = |row: &&&str| row.split('|').nth(1).is_some_and(|cell| cell.contains(&format!("`{name}`")));
        assert_eq!(rows.iter().filter(is_told).count(), 1, "docs/formats.md has one row on {name}: {rows:#?}");
    }
    let printed = text(Format::Csv, &reports);
    let tables = csv_files(&Run::of(&reports, &exit));
    assert_eq!(Some(printed.as_str()), tables.first().map(|(_, table)| table.as_str()));
    assert!(now.contains("on standard output `findings.csv`") && tables[0].0 == "findings.csv");
}
