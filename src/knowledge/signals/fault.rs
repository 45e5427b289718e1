//! What is wrong with a consent string, and where.

use std::fmt;

/// Why a consent string cannot be read, and at which place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignalFault {
    /// The segment or section: `core`, `usnat`, `header`.
    pub part: String,
    /// The field, as its specification names it.
    pub field: &'static str,
    /// The bit within the part at which the field begins, or the letter for strings that are not made of bits;
    /// counted from 0.
    pub at: Place,
    /// What is wrong, in plain words.
    pub why: String,
}

/// A place within a part, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A bit.
    Bit(usize),
    /// A letter.
    Letter(usize),
}

impl fmt::Display for SignalFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { part, field, at, why } = self;
        match at {
            Place::Bit(bit) => write!(f, "{part}, {field}, bit {bit}: {why}"),
            Place::Letter(letter) => write!(f, "{part}, {field}, letter {letter}: {why}"),
        }
    }
}

impl std::error::Error for SignalFault {}

/// A fault at a letter.
pub(super) fn at_letter(part: &str, field: &'static str, letter: usize, why: impl Into<String>) -> SignalFault {
    SignalFault { part: part.to_owned(), field, at: Place::Letter(letter), why: why.into() }
}
