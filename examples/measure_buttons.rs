//! Reads CSV files of labelled texts and prints how well they are read.
//!
//! Buttons: columns `text` and `label`, by distinct text; precision and recall by label, and every refusal that was read
//! as an acceptance. Consent sentences: columns `text` and `label`, which is `yes` or `no`. Where there is a column
//! `language`, the share that is right is told for each language as well. Other columns are passed over.
//!
//! `CONSENTINEL_BUTTON_LABELS=buttons.csv CONSENTINEL_TEXT_LABELS=texts.csv cargo run --no-default-features --example
//! measure_buttons [LABEL]` lists what was read wrongly of that label, or of `all`.

#![allow(clippy::print_stdout, clippy::disallowed_methods, clippy::expect_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use consentinel::knowledge::{Intent, PhraseBook};
use consentinel::yaml::SourceText;

/// A labelled text.
struct Row {
    text: String,
    label: String,
    /// Empty where the file does not tell.
    language: String,
}

/// How often each label was read as what.
type Table = BTreeMap<(String, &'static str), usize>;

fn main() {
    let wanted = std::env::args().nth(1);
    let book = book();
    let files = ["CONSENTINEL_BUTTON_LABELS", "CONSENTINEL_TEXT_LABELS"].map(|name| std::env::var(name).ok());
    if let Some(path) = &files[0] {
        println!("buttons");
        let as_button = |text: &str, label: &str| {
            let reading = book.button(text);
            if label == "reject" && reading.intent == Intent::Accept {
                println!("REFUSAL READ AS ACCEPTANCE: {text:?} {reading:?}");
            }
            (word(reading.intent, label), reading.language, reading.phrase.into_iter().collect())
        };
        measure(path, &["reject", "accept", "settings", "acknowledge"], wanted.as_deref(), &as_button);
    }
    if let Some(path) = &files[1] {
        println!("texts");
        let as_text = |text: &str, _: &str| {
            let reading = book.text(text);
            (if reading.consent { "yes" } else { "no" }, reading.language, reading.phrases)
        };
        measure(path, &["yes"], wanted.as_deref(), &as_text);
    }
    if files.iter().all(Option::is_none) {
        println!("set CONSENTINEL_BUTTON_LABELS or CONSENTINEL_TEXT_LABELS to a CSV file with the columns text,label");
    }
}

/// What a text was read as, given its label; in which language, and by which phrases.
type Read<'r> = dyn Fn(&str, &str) -> (&'static str, Option<String>, Vec<String>) + 'r;

fn measure(path: &str, labels: &[&str], wanted: Option<&str>, read_as: &Read<'_>) {
    let rows = rows(&fs::read_to_string(path).expect("the file of labels can be read"));
    let mut table = Table::new();
    let mut languages: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for Row { text, label, language } in &rows {
        let (read, spoken, phrases) = read_as(text, label);
        *table.entry((label.clone(), read)).or_default() += 1;
        let (right, all) = languages.entry(language).or_default();
        *right += usize::from(label == read);
        *all += 1;
        if label != read && wanted.is_some_and(|wanted| wanted == label || wanted == read || wanted == "all") {
            println!("{label:12} {read:12} {language:8} {text:?} {spoken:?} {phrases:?}");
        }
    }
    print_figures(rows.len(), labels, &table);
    for (language, (right, all)) in languages.iter().filter(|(language, _)| !language.is_empty()) {
        println!("{language:8} {:.3} ({right} of {all})", *right as f64 / *all as f64);
    }
}

fn print_figures(rows: usize, labels: &[&str], table: &Table) {
    println!("{rows} distinct texts");
    let sum = |keep: &dyn Fn(&str, &str) -> bool| -> usize {
        table.iter().filter(|((label, read), _)| keep(label, read)).map(|(_, count)| count).sum()
    };
    for role in labels {
        let role = *role;
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

/// The role, where the label is one of the finer ones. Coarser labels know no `save`, `close`, `pay` or `policy-link`:
/// closing stands with acknowledging, saving by itself.
fn word(intent: Intent, label: &str) -> &'static str {
    match intent {
        Intent::Close if label == "close" => "close",
        Intent::Pay if label == "pay" => "pay",
        Intent::PolicyLink if label == "policy-link" => "policy-link",
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

/// The rows below the line of names.
fn rows(csv: &str) -> Vec<Row> {
    let mut records = records(csv).into_iter();
    let names = records.next().unwrap_or_default();
    let place = |name: &str| names.iter().position(|known| known.trim() == name);
    let (Some(text), Some(label)) = (place("text"), place("label")) else {
        println!("no columns `text` and `label` in it, but {names:?}");
        return Vec::new();
    };
    let language = place("language");
    let field = |record: &[String], at: usize| record.get(at).cloned().unwrap_or_default();
    records
        .map(|record| Row {
            text: field(&record, text),
            label: field(&record, label),
            language: language.map(|at| field(&record, at)).unwrap_or_default(),
        })
        .filter(|row| !row.label.is_empty())
        .collect()
}

/// The fields of each record; one in quotes may hold commas, ends of lines, and `""` for a quote.
fn records(csv: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    let mut letters = csv.chars().peekable();
    while let Some(letter) = letters.next() {
        let Some(fields) = records.last_mut() else { continue };
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                push(fields, '"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            '\r' if !quoted => {}
            '\n' if !quoted => records.push(vec![String::new()]),
            other => push(fields, other),
        }
    }
    records
}

fn push(fields: &mut [String], letter: char) {
    if let Some(field) = fields.last_mut() {
        field.push(letter);
    }
}
