//! The US Privacy string of the IAB, version 1: four letters. Deprecated since January 2024, still sent.
//!
//! Source: IAB Tech Lab, "U.S. Privacy String",
//! <https://github.com/InteractiveAdvertisingBureau/USPrivacy/blob/master/CCPA/US%20Privacy%20String.md>.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fault::{SignalFault, at_letter};

/// The fields of a US Privacy string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UsPrivacy {
    /// Version: 1.
    pub version: u8,
    /// Whether notice and a way to opt out were given.
    pub notice: UsAnswer,
    /// Whether the visitor opted out of sale.
    pub opt_out_sale: UsAnswer,
    /// Whether the transaction is covered by the IAB's agreement for limited service providers.
    pub lspa_covered: UsAnswer,
}

/// An answer of the US Privacy string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UsAnswer {
    /// `Y`.
    Yes,
    /// `N`.
    No,
    /// `-`.
    NotApplicable,
}

impl UsPrivacy {
    /// Reads a string such as `1YNN`. Small letters are taken for capital ones.
    ///
    /// # Errors
    /// [`SignalFault`] with field and letter.
    pub fn decode(text: &str) -> Result<Self, SignalFault> {
        const PART: &str = "us privacy";
        let letters: Vec<char> = text.trim().chars().take(5).collect();
        let [version, notice, sale, lspa] = letters.as_slice() else {
            let why = format!("it has {} letters, and four are needed", text.trim().chars().count());
            return Err(at_letter(PART, "the whole", letters.len().min(4), why));
        };
        if *version != '1' {
            return Err(at_letter(PART, "Version", 0, format!("version {version:?}, only 1 can be read")));
        }
        let answer = |letter: char, field, at| match letter.to_ascii_uppercase() {
            'Y' => Ok(UsAnswer::Yes),
            'N' => Ok(UsAnswer::No),
            '-' => Ok(UsAnswer::NotApplicable),
            other => Err(at_letter(PART, field, at, format!("{other:?} is none of Y, N and -"))),
        };
        Ok(Self {
            version: 1,
            notice: answer(*notice, "Notice", 1)?,
            opt_out_sale: answer(*sale, "OptOutSale", 2)?,
            lspa_covered: answer(*lspa, "LspaCovered", 3)?,
        })
    }
}
