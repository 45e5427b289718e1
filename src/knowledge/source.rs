//! YAML texts, where they came from, and errors that point into them.

use sha2::{Digest, Sha256};

/// A YAML text with its path below `rules/` (or below the user's own folder).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// Path with `/`, for messages and for the kind of the text.
    pub path: String,
    /// The text.
    pub text: String,
}

/// Why a text was refused: where and what to do, ready to print.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{rendered}")]
pub struct SourceError {
    /// Path of the text.
    pub path: String,
    /// Line, counted from 1; 0 if the whole text is meant.
    pub line: u64,
    /// The message with snippet and caret.
    pub rendered: String,
}

/// `sha256:…` over paths and texts, in the order of the paths.
pub fn digest(texts: &[SourceText]) -> String {
    let mut sorted: Vec<&SourceText> = texts.iter().collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    let mut hash = Sha256::new();
    for text in sorted {
        for part in [&text.path, &text.text] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
    }
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}
