//! Phrases: each example of a file, read with all languages loaded.

use std::sync::Arc;

use consentinel::knowledge::{Class, Intent, PhraseBook, PhraseExamples, phrase_examples, phrase_words};
use consentinel::yaml::SourceText;
use libtest_mimic::{Failed, Trial};

/// One trial for each language.
pub fn trials(texts: &[SourceText]) -> Vec<Trial> {
    let ours: Vec<SourceText> = texts.iter().filter(|text| text.below("phrases")).cloned().collect();
    let book = Arc::new(PhraseBook::load(&ours).unwrap_or_default());
    ours.into_iter()
        .map(|text| {
            let book = Arc::clone(&book);
            Trial::test(format!("examples::{}", text.path), move || hold(&book, &text))
        })
        .collect()
}

fn hold(book: &PhraseBook, text: &SourceText) -> Result<(), Failed> {
    let examples = phrase_examples(text).map_err(|error| Failed::from(error.to_string()))?;
    let mut wrong = wrong_buttons(book, &examples);
    wrong.extend(wrong_rights(book, &examples));
    wrong.extend(wrong_texts(book, &examples));
    wrong.extend(wrong_labels(book, &examples));
    wrong.extend(wrong_links(book, &examples));
    wrong.extend(turned_acceptances(book, text, &examples)?);
    if wrong.is_empty() { Ok(()) } else { Err(Failed::from(wrong.join("\n"))) }
}

fn wrong_buttons(book: &PhraseBook, examples: &PhraseExamples) -> Vec<String> {
    let mut wrong = Vec::new();
    for (intent, buttons) in &examples.buttons {
        for button in buttons {
            let read = book.button(button);
            if read.intent != *intent {
                wrong.push(format!("button `{button}` is {intent:?}, read as {read:?}"));
            }
        }
    }
    wrong
}

/// Texts that serve a right, and buttons that serve none.
fn wrong_rights(book: &PhraseBook, examples: &PhraseExamples) -> Vec<String> {
    let mut wrong = Vec::new();
    for (right, texts) in &examples.rights {
        for text in texts {
            let read = book.button(text);
            if read.right != Some(*right) {
                wrong.push(format!("`{text}` serves {right:?}, read as {read:?}"));
            }
        }
    }
    for intent in SERVING_NONE {
        for button in examples.buttons.get(&intent).into_iter().flatten() {
            let read = book.button(button);
            if read.right.is_some() {
                wrong.push(format!("button `{button}` is {intent:?} and serves no right, read as {read:?}"));
            }
        }
    }
    wrong
}

/// What a button does that takes nothing back.
const SERVING_NONE: [Intent; 6] =
    [Intent::Accept, Intent::Save, Intent::Acknowledge, Intent::Close, Intent::Pay, Intent::PolicyLink];

fn wrong_texts(book: &PhraseBook, examples: &PhraseExamples) -> Vec<String> {
    let expected = [(true, &examples.consent), (false, &examples.not_consent)];
    let texts = expected.into_iter().flat_map(|(consent, texts)| texts.iter().map(move |text| (consent, text)));
    texts
        .filter(|(consent, text)| book.text(text).consent != *consent)
        .map(|(consent, text)| format!("text `{text}`: consent {consent} expected, read {:?}", book.text(text)))
        .collect()
}

fn wrong_labels(book: &PhraseBook, examples: &PhraseExamples) -> Vec<String> {
    let mut wrong = Vec::new();
    for (purpose, labels) in &examples.purposes {
        for label in labels {
            let read = book.purpose(label);
            if read.as_ref().map(|read| read.purpose.as_str()) != Some(purpose.as_str()) {
                wrong.push(format!("label `{label}` is {purpose}, read as {read:?}"));
            }
        }
    }
    for label in &examples.legitimate_interest {
        if !book.purpose(label).is_some_and(|read| read.legitimate_interest) {
            wrong.push(format!("label `{label}` speaks of legitimate interest, which was not seen"));
        }
    }
    wrong
}

fn wrong_links(book: &PhraseBook, examples: &PhraseExamples) -> Vec<String> {
    let expected = [(true, &examples.links), (false, &examples.other_links)];
    let links = expected.into_iter().flat_map(|(policy, links)| links.iter().map(move |link| (policy, link)));
    links
        .filter(|(policy, link)| book.policy_link(link, "/some/page").is_some() != *policy)
        .map(|(policy, link)| {
            format!("link `{link}`: policy {policy} expected, {:?}", book.policy_link(link, "/some/page"))
        })
        .collect()
}

/// Kinds of words that turn or narrow whatever they stand in.
const TURNING: [Class; 6] = [Class::Not, Class::No, Class::Without, Class::Only, Class::Refuse, Class::Pay];

/// The turning word at every place between two words; where no spaces part words, between any two letters as well.
fn turned(acceptance: &str, turning: &str) -> Vec<String> {
    let parts: Vec<&str> = acceptance.split_whitespace().collect();
    let mut all: Vec<String> =
        (0..=parts.len()).map(|at| [&parts[..at], &[turning], &parts[at..]].concat().join(" ")).collect();
    let unspaced = |letter: char| matches!(letter, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}');
    for (at, _) in acceptance.char_indices().filter(|(_, letter)| unspaced(*letter)) {
        let (before, after) = acceptance.split_at(at);
        all.push(format!("{before}{turning}{after}"));
    }
    all
}

/// A word of the language that turns or narrows, put anywhere into an acceptance, leaves no acceptance.
fn turned_acceptances(book: &PhraseBook, text: &SourceText, examples: &PhraseExamples) -> Result<Vec<String>, Failed> {
    let mut wrong = Vec::new();
    let acceptances = examples.buttons.get(&Intent::Accept).map_or(&[][..], Vec::as_slice);
    for class in TURNING {
        let turning = phrase_words(text, class).map_err(|error| Failed::from(error.to_string()))?;
        for turning in turning.iter().map(|word| word.replace('*', "")) {
            for acceptance in acceptances {
                for turned in turned(acceptance, &turning) {
                    let read = book.button(&turned);
                    if read.intent == Intent::Accept {
                        wrong.push(format!("`{turned}` is turned by {class:?} `{turning}`, read as {read:?}"));
                    }
                }
            }
        }
    }
    Ok(wrong)
}
