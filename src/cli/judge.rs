//! A bundle to a report: policy, knowledge and threshold, loaded once and used for every target.

use std::path::Path;

use super::arguments::JudgingArguments;
use super::exit::Trouble;
use super::{settings, texts};
use crate::evidence::Evidence;
use crate::knowledge::Knowledge;
use crate::policy::{Policy, Severity};

/// Everything that judges.
pub struct Judge {
    /// What is known.
    pub knowledge: Knowledge,
    /// The rules, as the profile wants them.
    pub policy: Policy,
    /// Lowest severity that makes the exit code 1.
    pub threshold: Severity,
    /// Whether what could not be observed is accepted.
    pub allow_incomplete: bool,
}

impl Judge {
    /// Loads and checks everything, before any browser starts.
    ///
    /// # Errors
    /// Every text that is refused, with file, line and caret.
    pub fn load(words: &JudgingArguments) -> Result<Self, Trouble> {
        let sources = texts::load(&words.rules)?;
        let exceptions = words.exceptions.as_deref().map(texts::read).transpose()?;
        let knowledge = Knowledge::load(&sources).map_err(|errors| texts::refused(&errors))?;
        let policy = Policy::load(&sources, &words.profile, exceptions.as_ref(), &knowledge.legal)
            .map_err(|errors| texts::refused(&errors))?;
        Ok(Self {
            knowledge,
            policy,
            threshold: settings::severity(words.fail_on),
            allow_incomplete: words.allow_incomplete,
        })
    }
}
