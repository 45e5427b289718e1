//! One test for each file under `rules/`, so that adding a file adds its test.
//!
//! Each module of `tests/data/` knows one kind of file and gives its trials: another kind is another module here.

// Everything here runs as a test, where clippy does not see it.
#![allow(clippy::expect_used)]

#[path = "data/checks.rs"]
mod checks;
#[path = "data/knowledge.rs"]
mod knowledge;
#[path = "data/owners.rs"]
mod owners;
#[path = "data/phrases.rs"]
mod phrases;
#[path = "data/platforms.rs"]
mod platforms;
#[path = "data/profiles.rs"]
mod profiles;
#[path = "data/readings.rs"]
mod readings;
#[path = "data/records.rs"]
mod records;
#[path = "data/seen_as.rs"]
mod seen_as;
#[path = "data/sentences.rs"]
mod sentences;
#[path = "data/subjects.rs"]
mod subjects;
#[path = "data/texts.rs"]
mod texts;
#[path = "data/wordings.rs"]
mod wordings;

use libtest_mimic::{Arguments, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let texts = texts::all();
    let mut trials: Vec<Trial> = Vec::new();
    trials.extend(knowledge::trials(&texts));
    trials.extend(readings::trials(&texts));
    trials.extend(records::trials(&texts));
    trials.extend(seen_as::trials(&texts));
    trials.extend(owners::trials(&texts));
    trials.extend(platforms::trials(&texts));
    trials.extend(checks::trials(&texts));
    trials.extend(profiles::trials(&texts));
    trials.extend(phrases::trials(&texts));
    trials.extend(sentences::trials(&texts));
    trials.extend(subjects::trials(&texts));
    trials.extend(wordings::trials(&texts));
    libtest_mimic::run(&arguments, trials).exit();
}
