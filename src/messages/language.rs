//! The languages of reports.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language in which reports are written; BCP 47.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Italian.
    It,
    /// Dutch.
    Nl,
    /// Polish.
    Pl,
}

/// Which form of a text goes with a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// As with one.
    One,
    /// As with two to four, in Polish.
    Few,
    /// All others.
    Other,
}

impl Language {
    /// Every language.
    pub const ALL: &[Self] = &[Self::En, Self::De, Self::Fr, Self::Es, Self::It, Self::Nl, Self::Pl];

    /// Its tag: `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Fr => "fr",
            Self::Es => "es",
            Self::It => "it",
            Self::Nl => "nl",
            Self::Pl => "pl",
        }
    }

    /// Whether it is the language in which everything else is written: rules, reasons, `report.json` unless asked
    /// otherwise.
    pub fn is_english(&self) -> bool {
        *self == Self::En
    }

    /// The form that a count takes.
    pub(super) fn form(self, count: usize) -> Form {
        match self {
            _ if count == 1 => Form::One,
            Self::Fr if count == 0 => Form::One,
            Self::Pl if matches!(count % 10, 2..=4) && !matches!(count % 100, 12..=14) => Form::Few,
            _ => Form::Other,
        }
    }
}

impl std::str::FromStr for Language {
    type Err = String;

    fn from_str(tag: &str) -> Result<Self, String> {
        let known = || Self::ALL.iter().map(|language| language.tag()).collect::<Vec<_>>().join(", ");
        let found = Self::ALL.iter().copied().find(|language| language.tag() == tag);
        found.ok_or_else(|| format!("there are no reports in `{tag}`; there are in {}", known()))
    }
}
