//! Phrases: each example of a file, read with all languages loaded.

use std::sync::Arc;

use consentinel::knowledge::{PhraseBook, PhraseExamples, phrase_examples};
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
    wrong.extend(wrong_texts(book, &examples));
    wrong.extend(wrong_labels(book, &examples));
    wrong.extend(wrong_links(book, &examples));
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
