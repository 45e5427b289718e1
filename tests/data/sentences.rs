//! Consent sentences: texts of banners and texts that only look like it, in many languages, with all languages loaded.
//!
//! The texts were written before their words were looked at, and some taught words since: a guard against going back,
//! not a measure of unseen texts. What is misread stays in the file: the figures count, not each text.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use consentinel::knowledge::PhraseBook;
use consentinel::yaml::SourceText;
use libtest_mimic::{Failed, Trial};
use serde::Deserialize;

/// Texts by language.
type Texts = BTreeMap<String, Vec<String>>;

/// `held-out/banner-texts.yaml`.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Held {
    consent: Texts,
    not_consent: Texts,
}

/// What a text was, and what was read in it.
#[derive(Default)]
struct Counts {
    right: usize,
    read: usize,
    there: usize,
    wrong: String,
}

/// Bars of the measure.
const PRECISION: f64 = 0.98;
const RECALL: f64 = 0.90;
/// Fewer texts say nothing.
const ENOUGH: usize = 150;

/// One trial for all texts.
pub fn trials(texts: &[SourceText]) -> Vec<Trial> {
    let ours: Vec<SourceText> = texts.iter().filter(|text| text.below("phrases")).cloned().collect();
    vec![Trial::test("sentences::phrases", move || {
        let book = PhraseBook::load(&ours).map_err(|errors| Failed::from(format!("{errors:?}")))?;
        let held: Held = serde_yaml::from_str(include_str!("held-out/banner-texts.yaml"))
            .map_err(|error| Failed::from(error.to_string()))?;
        measure(&book, &held)
    })]
}

// A test may say what it measured.
#[allow(clippy::print_stdout)]
fn measure(book: &PhraseBook, held: &Held) -> Result<(), Failed> {
    let mut counts = Counts::default();
    let mut all = 0;
    for (consent, texts) in [(true, &held.consent), (false, &held.not_consent)] {
        for (language, text) in
            texts.iter().flat_map(|(language, texts)| texts.iter().map(move |text| (language, text)))
        {
            all += 1;
            count(&mut counts, book, consent, language, text);
        }
    }
    let share = |whole: usize| counts.right as f64 / whole.max(1) as f64;
    let (precision, recall) = (share(counts.read), share(counts.there));
    let told = format!("{all} texts: precision {precision:.3}, recall {recall:.3}\n{}", counts.wrong);
    if all >= ENOUGH && precision >= PRECISION && recall >= RECALL {
        println!("{told}");
        return Ok(());
    }
    Err(Failed::from(told))
}

fn count(counts: &mut Counts, book: &PhraseBook, consent: bool, language: &str, text: &str) {
    let read = book.text(text);
    counts.there += usize::from(consent);
    counts.read += usize::from(read.consent);
    counts.right += usize::from(consent && read.consent);
    if read.consent != consent {
        let _ = writeln!(counts.wrong, "{language}: consent is {consent}, read {:?} in `{text}`", read.phrases);
    }
}
