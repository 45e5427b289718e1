//! `rules/phrases/<lang>.yaml`: words by kind, whole buttons, examples.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::class::Class;
use super::fold::fold;
use super::{Intent, Right};
use crate::yaml::{Placed, SourceError, SourceText, locate, parse};

/// Language of words that are the same everywhere.
pub(super) const EVERYWHERE: &str = "und";

/// One language, one file.
#[derive(Debug, Clone, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(in crate::knowledge) struct PhraseFile {
    /// BCP 47, equal to the file's name; `und` for words of every language.
    pub(super) language: String,
    /// Name for people.
    pub(super) name: String,
    /// Letters that melt with the next word after the apostrophe went, and what they are: `n: [not]`.
    #[serde(default)]
    pub(super) elisions: BTreeMap<String, Vec<Class>>,
    /// Letters that are written together with the next word and carry nothing, such as an article: `ال`.
    #[serde(default)]
    pub(super) prefixes: Vec<String>,
    /// Words by kind. `accept*` stands for any ending, `*einstellungen` for any beginning; several words stand for
    /// themselves in this order. Of two patterns that fit, the one that gives more of the word speaks alone: a word of
    /// two kinds stands in both lists, spelled alike.
    pub(super) words: BTreeMap<Class, Vec<Placed>>,
    /// Whole texts of buttons by what they do, for what the kinds of words cannot tell.
    #[serde(default)]
    pub(super) buttons: BTreeMap<Intent, Vec<Placed>>,
    /// Whole texts of controls by the right of the visitor that they serve, for what the kinds of words cannot tell. What
    /// the control does is told by its words all the same.
    #[serde(default)]
    pub(super) rights: BTreeMap<Right, Vec<Placed>>,
    /// Parts of paths that lead to policies: `datenschutz`.
    #[serde(default)]
    pub(super) paths: Vec<String>,
    /// Run as tests.
    pub(super) examples: PhraseExamples,
}

/// Examples of our own, run as tests.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PhraseExamples {
    /// Texts of buttons by what must be read in them.
    #[serde(default)]
    pub buttons: BTreeMap<Intent, Vec<String>>,
    /// Texts of controls by the right of the visitor that they serve.
    #[serde(default)]
    pub rights: BTreeMap<Right, Vec<String>>,
    /// Texts that ask for consent.
    #[serde(default)]
    pub consent: Vec<String>,
    /// Texts that do not.
    #[serde(default)]
    pub not_consent: Vec<String>,
    /// Labels of toggles by purpose.
    #[serde(default)]
    pub purposes: BTreeMap<String, Vec<String>>,
    /// Labels that speak of legitimate interest.
    #[serde(default)]
    pub legitimate_interest: Vec<String>,
    /// Texts of links to policies.
    #[serde(default)]
    pub links: Vec<String>,
    /// Texts of links to other things.
    #[serde(default)]
    pub other_links: Vec<String>,
}

/// The examples of one file.
///
/// # Errors
/// If the text cannot be read.
pub fn examples(text: &SourceText) -> Result<PhraseExamples, SourceError> {
    parse::<PhraseFile>(text).map(|file| file.examples)
}

/// The words of one kind in one file, as they are written there.
///
/// # Errors
/// If the text cannot be read.
pub fn words(text: &SourceText, class: Class) -> Result<Vec<String>, SourceError> {
    let mut file = parse::<PhraseFile>(text)?;
    let words = file.words.remove(&class).unwrap_or_default();
    Ok(words.into_iter().map(|word| word.value).collect())
}

/// Reads one file.
///
/// # Errors
/// Everything that is wrong in it, and phrases that mean two things.
pub(in crate::knowledge) fn read(text: &SourceText) -> Result<PhraseFile, Vec<SourceError>> {
    let file: PhraseFile = parse(text).map_err(|error| vec![error])?;
    let errors = check(text, &file);
    if errors.is_empty() { Ok(file) } else { Err(errors) }
}

fn check(text: &SourceText, file: &PhraseFile) -> Vec<SourceError> {
    let mut errors = Vec::new();
    if file.language != text.stem() {
        let message = format!("the language `{}` differs from the file's name `{}`", file.language, text.stem());
        let place = locate(&text.text, "language");
        errors.push(SourceError::at(text, place, &message, "rename the file or the language"));
    }
    if file.name.trim().is_empty() {
        errors.push(SourceError::at(text, locate(&text.text, "name"), "the language has no name", "name it"));
    }
    for words in file.words.values().flatten() {
        errors.extend(check_pattern(text, words));
    }
    errors.extend(check_buttons(text, file));
    errors.extend(check_opposites(text, file));
    errors
}

/// A pattern must have letters, and `*` stands at one end of a word only.
fn check_pattern(text: &SourceText, words: &Placed) -> Option<SourceError> {
    let wrong = |message: &str, help: &str| Some(SourceError::at(text, words, message, help));
    for word in words.value.split_whitespace() {
        let inner = word.trim_start_matches('*').trim_end_matches('*');
        if inner.contains('*') || (word.starts_with('*') && word.ends_with('*')) {
            return wrong("`*` in the middle or at both ends", "write `accept*` or `*einstellungen`");
        }
        if inner != word && fold(inner).key().chars().count() < 3 {
            return wrong("`*` after less than three letters fits too much", "write out the words");
        }
    }
    if fold(&words.value.replace('*', "")).len() == 0 {
        return wrong("no word in it", "write at least one word, or remove the line");
    }
    None
}

/// A whole button means one thing in one language.
fn check_buttons(text: &SourceText, file: &PhraseFile) -> Vec<SourceError> {
    let mut seen: BTreeMap<String, Intent> = BTreeMap::new();
    let mut errors = Vec::new();
    for (intent, button) in file.buttons.iter().flat_map(|(intent, list)| list.iter().map(move |one| (*intent, one))) {
        let key = fold(&button.value).key();
        if key.is_empty() {
            errors.push(SourceError::at(text, button, "nothing is left of it after folding", "remove it"));
        } else if let Some(other) = seen.insert(key, intent) {
            let message = format!("`{}` is already listed ({other:?})", button.value);
            errors.push(SourceError::at(text, button, &message, "a phrase stands once and means one thing"));
        }
    }
    errors
}

/// Pairs of kinds that no single word can be of: they would turn a refusal into an acceptance.
const OPPOSITES: [(Class, Class); 6] = [
    (Class::Agree, Class::Refuse),
    (Class::Agree, Class::Not),
    (Class::Agree, Class::No),
    (Class::Necessary, Class::Optional),
    (Class::Yes, Class::No),
    (Class::Agree, Class::Errand),
];

fn check_opposites(text: &SourceText, file: &PhraseFile) -> Vec<SourceError> {
    let none = Vec::new();
    let list = |class| file.words.get(&class).unwrap_or(&none);
    let key = |words: &Placed| fold(&words.value).key();
    let mut errors = Vec::new();
    for (one, other) in OPPOSITES {
        let others: BTreeSet<String> = list(other).iter().map(key).collect();
        for words in list(one) {
            if others.contains(&key(words)) {
                let message = format!("`{}` is of two opposite kinds: {one:?} and {other:?}", words.value);
                errors.push(SourceError::at(text, words, &message, "keep one of them"));
            }
        }
    }
    errors
}
