//! Reads a CSV file of labelled button texts (`text,label,occurrences`, by distinct text) and prints precision and
//! recall by label, and every refusal that was read as an acceptance.
//!
//! `CONSENTINEL_BUTTON_LABELS=labels.csv cargo run --release --no-default-features --example measure_buttons`

#![allow(clippy::print_stdout, clippy::disallowed_methods, clippy::expect_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use consentinel::knowledge::{Intent, PhraseBook};
use consentinel::yaml::SourceText;

fn main() {
    let Ok(path) = std::env::var("CONSENTINEL_BUTTON_LABELS") else {
        println!("set CONSENTINEL_BUTTON_LABELS to a CSV file with the columns text,label,occurrences");
        return;
    };
    let verbose = std::env::args().nth(1);
    let book = book();
    let rows = rows(&fs::read_to_string(path).expect("the file of labels can be read"));
    let mut table: BTreeMap<(String, &'static str), usize> = BTreeMap::new();
    for (text, label) in &rows {
        let reading = book.button(text);
        let read = word(reading.intent);
        *table.entry((label.clone(), read)).or_default() += 1;
        let swapped = label == "reject" && read == "accept";
        if swapped {
            println!("REFUSAL READ AS ACCEPTANCE: {text:?} {reading:?}");
        }
        if verbose
            .as_deref()
            .is_some_and(|wanted| *label != read && (wanted == label || wanted == read || wanted == "all"))
        {
            println!("{label:12} {read:12} {text:?} {:?} {:?}", reading.language, reading.phrase);
        }
    }
    print_figures(&rows, &table);
}

fn print_figures(rows: &[(String, String)], table: &BTreeMap<(String, &'static str), usize>) {
    println!("{} distinct texts", rows.len());
    let sum = |keep: &dyn Fn(&str, &str) -> bool| -> usize {
        table.iter().filter(|((label, read), _)| keep(label, read)).map(|(_, count)| count).sum()
    };
    for role in ["reject", "accept", "settings", "acknowledge"] {
        let right = sum(&|label, read| label == role && read == role);
        let read = sum(&|_, read| read == role);
        let there = sum(&|label, _| label == role);
        let share = |whole: usize| right as f64 / whole.max(1) as f64;
        println!(
            "{role:12} precision {:.3} recall {:.3} ({right} right, {read} read, {there} there)",
            share(read),
            share(there)
        );
    }
    println!("rows: label, columns: what was read");
    for ((label, read), count) in table {
        println!("{label:12} {read:12} {count}");
    }
}

/// The labels know no `save`, `close`, `pay` or `policy-link`: closing stands with acknowledging, saving by itself.
fn word(intent: Intent) -> &'static str {
    match intent {
        Intent::Accept => "accept",
        Intent::Reject => "reject",
        Intent::Settings => "settings",
        Intent::Acknowledge | Intent::Close => "acknowledge",
        Intent::Save => "save",
        Intent::Pay | Intent::PolicyLink | Intent::Other => "other",
    }
}

fn book() -> PhraseBook {
    let folder = Path::new("rules/phrases");
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).expect("run it in the repository") {
        let path = entry.expect("a file").path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let text = fs::read_to_string(&path).expect("a phrase file can be read");
        texts.push(SourceText { path: format!("phrases/{name}"), text });
    }
    match PhraseBook::load(&texts) {
        Ok(book) => book,
        Err(errors) => {
            errors.iter().for_each(|error| println!("{error}"));
            PhraseBook::default()
        }
    }
}

/// Text and label of each row; a text may be in quotes, with `""` for a quote.
fn rows(csv: &str) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    for line in csv.lines().skip(1) {
        let mut fields = vec![String::new()];
        let mut quoted = false;
        let mut letters = line.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '"' if quoted && letters.peek() == Some(&'"') => {
                    letters.next();
                    push(&mut fields, '"');
                }
                '"' => quoted = !quoted,
                ',' if !quoted => fields.push(String::new()),
                other => push(&mut fields, other),
            }
        }
        if let [text, label, ..] = fields.as_slice() {
            rows.push((text.clone(), label.clone()));
        }
    }
    rows
}

fn push(fields: &mut [String], letter: char) {
    if let Some(field) = fields.last_mut() {
        field.push(letter);
    }
}
