//! Button words and consent sentences, in every language at once.
//!
//! `<html lang>` is never asked: each text is read in every language, and the language that understands most of it
//! speaks. Refusal is read before acceptance, and what no language understands is never an acceptance.
//!
//! | file | holds |
//! |---|---|
//! | `fold.rs` | a text to plain lower-case words |
//! | `class.rs` | kinds of words: agreeing, refusing, negation, "only", … |
//! | `file.rs` | `rules/phrases/<lang>.yaml` and its checks |
//! | `lexicon.rs` | all words of all languages, looked up at once |
//! | `trie.rs` | the tree of letters below the lexicon |
//! | `units.rs` | a text as one language understands it |
//! | `button.rs` | the words of a button to what it does |
//! | `decide.rs` | the order in which kinds of words decide |
//! | `sentence.rs` | whether a text asks for consent |
//! | `label.rs` | purposes of toggles, links to policies |
//! | `reopen.rs` | words that let a visitor come back to the choice |

mod answer;
mod button;
mod class;
mod decide;
mod file;
mod fold;
mod label;
mod lexicon;
mod reopen;
mod sentence;
mod trie;
mod units;

use std::sync::Arc;

use super::files::{Filed, read_below};
use crate::yaml::{SourceError, SourceText};

pub use class::Class;
pub use file::{PhraseExamples, examples, words};
pub(super) use file::{PhraseFile, read};
pub(super) use fold::{Folded, fold};
use lexicon::Lexicon;
pub(super) use sentence::sentences;

/// What a control's words mean.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Intent {
    /// Agree to everything.
    Accept,
    /// Refuse everything that can be refused.
    Reject,
    /// Open a further layer.
    Settings,
    /// Store the choice as it stands.
    Save,
    /// Close.
    Close,
    /// Acknowledge a notice.
    Acknowledge,
    /// Pay or subscribe.
    Pay,
    /// To a policy page.
    PolicyLink,
    /// None of these.
    Other,
}

/// A right of the visitor that a control serves, whatever it does to the banner at hand.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Right {
    /// To take a consent back, or to open the choice again.
    Withdraw,
    /// To have one's data neither sold nor shared.
    DoNotSell,
}

/// How a button's words were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ButtonReading {
    /// What they mean.
    pub intent: Intent,
    /// Which right of the visitor they serve, if one.
    pub right: Option<Right>,
    /// Language of the phrase that decided, if one did; `None` too for words of every language, like `OK` or `×`.
    pub language: Option<String>,
    /// The phrase that decided, if one did.
    pub phrase: Option<String>,
}

/// How a text was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextReading {
    /// Whether it asks for consent or informs of cookies as a banner does.
    pub consent: bool,
    /// Language of the phrases that spoke.
    pub language: Option<String>,
    /// Those phrases.
    pub phrases: Vec<String>,
    /// Whether a sentence of it speaks of cookies or trackers, whatever it says of them: too little for a banner by itself.
    pub names_trackers: bool,
}

/// How the label of a toggle was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurposeReading {
    /// `necessary`, `functional`, `analytics`, `marketing`, `social`; `unknown` where the label names only its legal ground.
    pub purpose: String,
    /// Whether the label speaks of legitimate interest.
    pub legitimate_interest: bool,
    /// The phrase that decided.
    pub phrase: String,
}

/// All words and sentences of all languages.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct PhraseBook {
    lexicon: Arc<Lexicon>,
}

impl PhraseBook {
    /// Reads every text below `phrases/`.
    ///
    /// # Errors
    /// Every text that cannot be read, and phrases that mean two things in one language.
    pub fn load(texts: &[SourceText]) -> Result<Self, Vec<SourceError>> {
        let mut errors = Vec::new();
        let files = read_below(texts, "phrases", read, &mut errors);
        if errors.is_empty() { Ok(Self::build(files)) } else { Err(errors) }
    }

    /// Puts the words of all files in order; those of every language come first.
    pub(super) fn build(files: Vec<Filed<PhraseFile>>) -> Self {
        let mut files: Vec<PhraseFile> = files.into_iter().map(|file| file.content).collect();
        files.sort_by_key(|file| (file.language != file::EVERYWHERE, file.language.clone()));
        Self { lexicon: Arc::new(Lexicon::build(&files)) }
    }

    /// Reads the words of a button or link. Refusal is read before acceptance: negation and "only" decide first.
    pub fn button(&self, words: &str) -> ButtonReading {
        button::read(&self.lexicon, words)
    }

    /// Whether words say yes or no and nothing of what was asked: then the question has to tell.
    pub fn is_plain_answer(&self, words: &str) -> bool {
        answer::is_plain(&self.lexicon, words)
    }

    /// Whether a text asks for consent as a banner does.
    pub fn text(&self, words: &str) -> TextReading {
        sentence::read(&self.lexicon, words)
    }

    /// Which purpose the label of a toggle names.
    pub fn purpose(&self, label: &str) -> Option<PurposeReading> {
        label::purpose(&self.lexicon, label)
    }

    /// Whether a link's text or path leads to information on privacy or cookies; gives what decided.
    pub fn policy_link(&self, text: &str, path: &str) -> Option<String> {
        label::policy_link(&self.lexicon, text, path)
    }

    /// Whether a control outside of any interface speaks of changing or withdrawing the choice; gives its words.
    pub fn reopens(&self, text: &str) -> Option<String> {
        reopen::reopens(&self.lexicon, text)
    }

    /// Whether a text does little more than name cookies, consent or privacy, as widgets do; gives its words.
    pub fn names_the_subject(&self, text: &str) -> Option<String> {
        reopen::names_the_subject(&self.lexicon, text)
    }
}

#[cfg(test)]
mod tests;
