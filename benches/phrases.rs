//! How fast words are read: `button()` is called for every control of a page, `text()` for every box.

#![allow(missing_docs, clippy::expect_used)]

use std::fs;
use std::hint::black_box;

use consentinel::knowledge::PhraseBook;
use consentinel::yaml::SourceText;
use criterion::{Criterion, criterion_group, criterion_main};

const BUTTONS: [&str; 12] = [
    "Accept all",
    "Continue without accepting →",
    "Nur notwendige Cookies akzeptieren",
    "Gérer mes préférences",
    "Zaakceptuj wszystkie",
    "OK",
    "×",
    "Add to basket",
    "Read more about our new collection",
    "Aceptar y cerrar",
    "Alles weigeren",
    "Questo pulsante non esiste",
];

const BANNER: &str = "Wir verwenden Cookies und ähnliche Technologien. We and our 42 partners store and access information on \
    your device, such as unique identifiers, to measure how our pages are used. You can change your choice at any time in \
    the settings. Einige sind technisch notwendig, andere helfen uns, das Angebot zu verbessern.";

fn texts() -> Vec<SourceText> {
    let folder = fs::read_dir("rules/phrases").expect("benches run in the repository");
    let mut texts: Vec<SourceText> = folder
        .map(|entry| entry.expect("a file").path())
        .map(|path| SourceText {
            path: format!("phrases/{}", path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default()),
            text: fs::read_to_string(&path).expect("a phrase file can be read"),
        })
        .collect();
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    texts
}

fn phrases(criterion: &mut Criterion) {
    let texts = texts();
    let book = PhraseBook::load(&texts).expect("the phrases load");
    criterion.bench_function("phrases: load all languages", |bench| bench.iter(|| PhraseBook::load(black_box(&texts))));
    criterion.bench_function("phrases: twelve buttons", |bench| {
        bench.iter(|| BUTTONS.map(|button| book.button(black_box(button)).intent));
    });
    criterion.bench_function("phrases: a banner's text", |bench| bench.iter(|| book.text(black_box(BANNER))));
    let page = "This is a long page about gardens, tools and the weather. ".repeat(70);
    criterion.bench_function("phrases: 4,000 characters without consent", |bench| {
        bench.iter(|| book.text(black_box(&page)))
    });
}

criterion_group!(benches, phrases);
criterion_main!(benches);
