//! Wordings of consent dialogs, written apart from the phrase files: how well each language reads them as a
//! whole. Single wordings may be misread; no refusal may be read as an acceptance.

use std::collections::BTreeMap;
use std::sync::Arc;

use consentinel::knowledge::{Intent, PhraseBook};
use consentinel::yaml::SourceText;
use libtest_mimic::{Failed, Trial};

const BUTTONS: &str = include_str!("wordings/buttons.csv");
const TEXTS: &str = include_str!("wordings/texts.csv");

/// Share that each language must read right.
const LEAST_RIGHT: f64 = 0.9;

/// Text, label and language.
struct Wording {
    text: String,
    label: String,
    language: String,
}

/// One trial for each file.
pub fn trials(texts: &[SourceText]) -> Vec<Trial> {
    let ours: Vec<SourceText> = texts.iter().filter(|text| text.below("phrases")).cloned().collect();
    let book = Arc::new(PhraseBook::load(&ours).unwrap_or_default());
    let again = Arc::clone(&book);
    vec![
        Trial::test("wordings::buttons", move || hold(BUTTONS, &|wording| button(&book, wording))),
        Trial::test("wordings::texts", move || hold(TEXTS, &|wording| text(&again, wording))),
    ]
}

fn button(book: &PhraseBook, wording: &Wording) -> Result<bool, Failed> {
    let read = book.button(&wording.text);
    if wording.label == "reject" && read.intent == Intent::Accept {
        return Err(Failed::from(format!("the refusal `{}` is read as an acceptance: {read:?}", wording.text)));
    }
    let role = serde_json::to_value(read.intent)?;
    Ok(role == wording.label.as_str())
}

fn text(book: &PhraseBook, wording: &Wording) -> Result<bool, Failed> {
    let read = book.text(&wording.text);
    if wording.label == "no" && read.consent {
        return Err(Failed::from(format!("`{}` asks for no consent, read as {read:?}", wording.text)));
    }
    Ok(read.consent == (wording.label == "yes"))
}

fn hold(csv: &str, is_right: &dyn Fn(&Wording) -> Result<bool, Failed>) -> Result<(), Failed> {
    let mut languages: BTreeMap<String, (usize, Vec<String>)> = BTreeMap::new();
    for wording in wordings(csv) {
        let (all, wrong) = languages.entry(wording.language.clone()).or_default();
        *all += 1;
        if !is_right(&wording)? {
            wrong.push(wording.text);
        }
    }
    for (language, (all, wrong)) in &languages {
        let right = 1.0 - wrong.len() as f64 / *all as f64;
        if right < LEAST_RIGHT {
            return Err(Failed::from(format!("{language}: {right:.2} right of {all}; wrong: {wrong:?}")));
        }
    }
    if languages.len() < 11 { Err(Failed::from("languages are missing")) } else { Ok(()) }
}

/// The rows; a text in quotes may hold commas, and `""` for a quote. The last two fields have neither.
fn wordings(csv: &str) -> impl Iterator<Item = Wording> {
    csv.lines().skip(1).filter_map(|line| {
        let (rest, language) = line.rsplit_once(',')?;
        let (text, label) = rest.rsplit_once(',')?;
        let bare = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
        Some(Wording { text: bare.replace("\"\"", "\""), label: label.to_owned(), language: language.to_owned() })
    })
}
