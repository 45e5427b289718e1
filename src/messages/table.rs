//! The texts of one language, as they were read when the program was built.

use super::language::Language;

/// A text, or its forms where a count is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// One text.
    Plain(&'static str),
    /// One text a form; those that a language does not have are as the others.
    Counted {
        /// As with one.
        one: &'static str,
        /// As with two to four, in Polish.
        few: &'static str,
        /// All others.
        other: &'static str,
    },
}

impl Text {
    /// Every form that there is.
    pub fn forms(self) -> Vec<&'static str> {
        match self {
            Self::Plain(text) => vec![text],
            Self::Counted { one, few, other } => vec![one, few, other],
        }
    }
}

/// Everything that is said in one language. All lists are sorted by what stands first.
pub(super) struct Table {
    /// What stands between the whole part of a number and its decimals.
    pub(super) decimal: &'static str,
    /// How a day is written: `{day}.{month}.{year}`.
    pub(super) day: &'static str,
    /// Texts by `section.name`.
    pub(super) messages: &'static [(&'static str, Text)],
    /// Words of enums as they are spoken, by the word that programs read.
    pub(super) words: &'static [(&'static str, &'static str)],
    /// Sentences that stand in evidence and rules in English, with places, and what is said for them.
    pub(super) sentences: &'static [(&'static str, &'static str)],
}

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

impl Language {
    /// Its texts.
    pub(super) fn table(self) -> &'static Table {
        match self {
            Self::En => &EN,
            Self::De => &DE,
            Self::Fr => &FR,
            Self::Es => &ES,
            Self::It => &IT,
            Self::Nl => &NL,
            Self::Pl => &PL,
        }
    }
}
