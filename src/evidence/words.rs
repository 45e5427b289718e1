//! What pages say in words, beside their consent interface.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::gathered::Gathered;
use super::visit::Link;

/// What the page said at one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PageWords {
    /// How long the text of the page is, characters, white space folded; boxes that float over it are left out where
    /// enough remains without them.
    pub length: u64,
    /// In which language it is written; `None` if it is too short or cannot be told.
    pub language: Option<RecognisedLanguage>,
    /// What the page says of its language (`<html lang>`).
    pub declared_language: Option<String>,
    /// Names that the page gives its site and who runs it.
    pub names: Vec<String>,
    /// Controls that a visitor can see and whose words or icon offer to opt out of sale or sharing.
    pub opt_outs: Vec<Link>,
    /// Visible lines that speak of signals by which a browser objects, or of an opt-out that was taken.
    pub signal_lines: Vec<String>,
    /// Whether more stood there than was read.
    pub cut: bool,
}

/// A language as it was recognised by the letters of a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RecognisedLanguage {
    /// BCP 47.
    pub language: String,
    /// How sure that is, 0 to 1.
    pub confidence: f64,
}

/// The text of a page that informs on privacy or cookies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PolicyText {
    /// Its address.
    pub url: String,
    /// Its text, or why it was not read.
    pub text: Gathered<String>,
    /// Whether the text was longer than what is kept, or a part of the page could not be read.
    pub cut: bool,
    /// In which language it is written; `None` if it is too short or cannot be told.
    pub language: Option<RecognisedLanguage>,
}
