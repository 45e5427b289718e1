//! What all judges of a run have in common, loaded once.

use std::path::PathBuf;

use super::arguments::JudgingArguments;
use super::configuration::{Configuration, Known, Setting, Settings};
use super::exit::Trouble;
use super::texts::Texts;
use super::{knowledge, site_facts};
use crate::facts::SiteFacts;
use crate::knowledge::Knowledge;
use crate::policy::texts_digest;
use crate::yaml::SourceText;

/// Texts of rules and profiles, what is known, and what the owner declares.
pub struct Stock {
    /// The texts of rules and profiles, and of what they say in other languages.
    pub texts: Vec<SourceText>,
    /// Their digest.
    pub digest: String,
    /// What is known, with the user's lists.
    pub knowledge: Knowledge,
    /// What only the owner of the site knows.
    pub site_facts: SiteFacts,
}

impl Stock {
    /// Loads what the settings of the run name.
    ///
    /// # Errors
    /// Every text that is refused, with file, line and caret.
    pub fn load(
        words: &JudgingArguments,
        run: &Settings,
        configuration: Option<&Configuration>,
    ) -> Result<Self, Trouble> {
        let site_facts = site_facts::declared(words, configuration.map(|file| &file.text))?;
        let folders: Vec<PathBuf> = run.many(Setting::Rules).iter().map(PathBuf::from).collect();
        let all = Texts::load(&folders)?;
        let mut knowledge = all.knowledge()?;
        knowledge::add(&mut knowledge, &words.imported)?;
        let texts = all.policy();
        let digest = texts_digest(&texts);
        Ok(Self { texts, digest, knowledge, site_facts })
    }

    /// The ids that a configuration may name. A profile's file goes by its id.
    pub fn known(&self) -> Known<'_> {
        Known {
            profiles: self.texts.iter().filter(|text| text.below("profiles")).map(SourceText::stem).collect(),
            platforms: self.knowledge.platforms.iter().map(|platform| platform.id.as_str()).collect(),
        }
    }
}
