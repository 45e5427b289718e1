//! Button words and consent sentences, in every language at once.

use super::source::{SourceError, SourceText};

/// What a control's words mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize, serde::Serialize)]
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

/// How a button's words were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ButtonReading {
    /// What they mean.
    pub intent: Intent,
    /// Language of the phrase that decided, if one did.
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
}

/// How the label of a toggle was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurposeReading {
    /// `necessary`, `functional`, `analytics`, `marketing`, `social`.
    pub purpose: String,
    /// Whether the label speaks of legitimate interest.
    pub legitimate_interest: bool,
    /// The phrase that decided.
    pub phrase: String,
}

/// All words and sentences of all languages.
#[derive(Debug, Clone, Default)]
pub struct PhraseBook {}

impl PhraseBook {
    /// Reads every text below `phrases/`.
    ///
    /// # Errors
    /// Every text that cannot be read, and phrases that mean two things in one language.
    pub fn load(_texts: &[SourceText]) -> Result<Self, Vec<SourceError>> {
        Ok(Self {})
    }

    /// Reads the words of a button or link. Refusal is read before acceptance: negation and "only" decide first.
    pub fn button(&self, _words: &str) -> ButtonReading {
        ButtonReading { intent: Intent::Other, language: None, phrase: None }
    }

    /// Whether a text asks for consent as a banner does.
    pub fn text(&self, _words: &str) -> TextReading {
        TextReading { consent: false, language: None, phrases: Vec::new() }
    }

    /// Which purpose the label of a toggle names.
    pub fn purpose(&self, _label: &str) -> Option<PurposeReading> {
        None
    }

    /// Whether a link's text or path leads to information on privacy or cookies; gives what decided.
    pub fn policy_link(&self, _text: &str, _path: &str) -> Option<String> {
        None
    }
}
