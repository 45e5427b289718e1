//! What texts speak of: purposes, recipients, withdrawal, duration and the like, language by language.
//!
//! `rules/subjects/<lang>.yaml` lists the words of each subject. A text is read in one language, sentence by sentence.
//! A language without a file has no words, which is not the same as a text that says nothing.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::files::Filed;
use super::phrases::{fold, sentences};
use super::subject_text::{Pattern, SubjectText};
use crate::yaml::{Placed, SourceError, SourceText, locate, parse};

/// What a text can speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// Cookies, what is stored on a device, tracking.
    Cookies,
    /// Advertising and profiles for it.
    Advertising,
    /// Measurement and statistics.
    Analytics,
    /// Content and offers after one's interests.
    Personalisation,
    /// Social networks and shared content.
    Social,
    /// Comfort, preferences, functions.
    Functional,
    /// Others who receive data: third parties, partners, vendors, service providers.
    Recipients,
    /// Partners or vendors that are counted.
    Counted,
    /// That a choice can be taken back or changed.
    Withdrawal,
    /// How long something is kept.
    Duration,
    /// Who is responsible.
    Controller,
    /// "We", "our".
    We,
    /// Data that leave the country or the Union.
    Transfers,
    /// The right to complain to an authority.
    Complaint,
    /// Rights of the person.
    Rights,
    /// Legitimate interest.
    LegitimateInterest,
    /// Words that deny.
    Denial,
    /// Benefits held out and pressure on the one who chooses.
    Benefit,
    /// Names of the signals by which a browser objects.
    Signal,
    /// That such a signal is passed over.
    Dismissal,
    /// That it is honoured.
    Honoured,
    /// That an opt-out was taken.
    OptedOut,
    /// The icon of an opt-out.
    OptOutIcon,
}

/// One language, one file.
#[derive(Debug, Clone, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct SubjectFile {
    /// BCP 47, equal to the file's name.
    language: String,
    /// Name for people.
    name: String,
    /// Words by subject. `werb*` stands for any ending, `*einstellungen` for any beginning, `..` for up to six words.
    subjects: BTreeMap<Subject, Vec<Placed>>,
    /// Run as tests: every subject that has words is spoken of in one of them.
    examples: Vec<SubjectExample>,
}

/// A text of our own, run as a test.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SubjectExample {
    /// The text.
    pub text: String,
    /// What it speaks of.
    #[serde(default)]
    pub of: Vec<Subject>,
    /// What it does not speak of.
    #[serde(default)]
    pub not_of: Vec<Subject>,
}

/// The subjects that one file has words for, and its examples.
///
/// # Errors
/// If the text cannot be read.
pub fn subject_examples(text: &SourceText) -> Result<(Vec<Subject>, Vec<SubjectExample>), SourceError> {
    parse::<SubjectFile>(text).map(|file| (file.subjects.into_keys().collect(), file.examples))
}

/// Reads one file.
///
/// # Errors
/// Everything that is wrong in it.
pub(super) fn read(text: &SourceText) -> Result<SubjectFile, Vec<SourceError>> {
    let file: SubjectFile = parse(text).map_err(|error| vec![error])?;
    let mut errors = Vec::new();
    if file.language != text.stem() || file.name.trim().is_empty() {
        let message =
            format!("the language `{}` has no name, or another than the file `{}`", file.language, text.stem());
        let place = locate(&text.text, "language");
        errors.push(SourceError::at(text, place, &message, "name the file after the language, and the language"));
    }
    for words in file.subjects.values().flatten() {
        if let Err(why) = Pattern::read(&words.value) {
            errors.push(SourceError::at(text, words, &why, "write `advert*`, `*werbung` or `change .. mind`"));
        }
    }
    if errors.is_empty() { Ok(file) } else { Err(errors) }
}

/// All languages.
#[derive(Debug, Clone, Default)]
pub struct SubjectBook {
    languages: BTreeMap<String, Language>,
}

/// One language. Its words are made ready when they are first asked for: a run reads few languages.
#[derive(Debug, Clone)]
struct Language {
    file: SubjectFile,
    ready: OnceLock<Vocabulary>,
}

impl SubjectBook {
    /// Puts files in order.
    pub(super) fn build(files: Vec<Filed<SubjectFile>>) -> Self {
        let languages = files
            .into_iter()
            .map(|file| (file.content.language.clone(), Language { file: file.content, ready: OnceLock::new() }));
        Self { languages: languages.collect() }
    }

    /// Languages that have words.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.keys().map(String::as_str)
    }

    /// The words of a language; `None` if it has none.
    pub fn vocabulary(&self, language: &str) -> Option<&Vocabulary> {
        let tag = base(language);
        let tag = if matches!(tag.as_str(), "no" | "nn") { "nb" } else { tag.as_str() };
        let Language { file, ready } = self.languages.get(tag)?;
        Some(ready.get_or_init(|| Vocabulary::of(file)))
    }

    /// The words of a language for some subjects alone; `None` if it has no words at all.
    pub fn words(&self, language: &str, wanted: impl Fn(Subject) -> bool) -> Option<Vocabulary> {
        let patterns = self.vocabulary(language)?.patterns.iter().filter(|(subject, _)| wanted(*subject));
        Some(Vocabulary { patterns: patterns.cloned().collect() })
    }
}

/// The words of one language.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    patterns: Vec<(Subject, Pattern)>,
}

impl Vocabulary {
    fn of(file: &SubjectFile) -> Self {
        let patterns = file.subjects.iter().flat_map(|(subject, words)| {
            words.iter().filter_map(|words| Some((*subject, Pattern::read(&words.value).ok()?)))
        });
        Self { patterns: patterns.collect() }
    }

    /// Reads a text, sentence by sentence.
    pub fn read(&self, text: &str) -> SubjectText {
        SubjectText::new(sentences(text).map(|sentence| (sentence.trim().to_owned(), fold(sentence))), &self.patterns)
    }
}

/// The language of a tag: `pt` of `pt-BR`.
pub(super) fn base(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or(tag).to_lowercase()
}
