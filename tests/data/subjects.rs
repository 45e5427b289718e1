//! `rules/subjects/`: what each example speaks of, and that every subject that has words has an example.

use std::collections::BTreeSet;

use consentinel::knowledge::{Knowledge, Subject, subject_examples};
use consentinel::yaml::SourceText;
use libtest_mimic::{Failed, Trial};

/// A trial for each file.
pub fn trials(texts: &[SourceText]) -> Vec<Trial> {
    let ours = texts.iter().filter(|text| text.below("subjects"));
    ours.cloned().map(|text| Trial::test(format!("speaks::{}", text.path), move || run(&text))).collect()
}

fn run(text: &SourceText) -> Result<(), Failed> {
    let (subjects, examples) = subject_examples(text).map_err(|error| Failed::from(error.to_string()))?;
    let knowledge =
        Knowledge::load(std::slice::from_ref(text)).map_err(|errors| Failed::from(format!("{errors:?}")))?;
    let vocabulary = knowledge.subjects.vocabulary(text.stem()).ok_or("it has no words")?;
    let mut wrong = Vec::new();
    let mut shown: BTreeSet<Subject> = BTreeSet::new();
    for example in &examples {
        let read = vocabulary.read(&example.text);
        shown.extend(&example.of);
        for subject in example.of.iter().filter(|subject| read.names(**subject).is_none()) {
            wrong.push(format!("{subject:?} is not read in: {}", example.text));
        }
        for subject in &example.not_of {
            if let Some(words) = read.names(*subject) {
                wrong.push(format!("{subject:?} is read by `{words}` in: {}", example.text));
            }
        }
    }
    wrong.extend(subjects.iter().filter(|one| !shown.contains(one)).map(|one| format!("{one:?} has no example")));
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}
