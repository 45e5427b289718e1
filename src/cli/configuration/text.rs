//! The parts of a configuration file that are no settings: lists to fetch, and what the owner of the site declares. One
//! kind of file for all commands; each reads its own part of it.
//!
//! ```yaml
//! site:                        # audit, evaluate, policy check: what only the owner of the site knows
//!   audience: general
//! lists:                       # knowledge update: lists to fetch
//!   - from: easyprivacy
//!     url: https://lists.example/easyprivacy.txt
//! ```

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_yaml::Spanned;

/// The file. Settings and sites are read by their table (`read.rs`).
#[derive(Debug, Deserialize)]
pub struct ConfigurationText {
    /// Lists that `consentinel knowledge update` fetches.
    #[serde(default)]
    pub lists: Vec<ListText>,
    /// What only the owner of the site knows, and declares. It holds for every target of a run.
    #[serde(default)]
    pub site: BTreeMap<String, SiteWord>,
}

/// A list of the user's, and where it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListText {
    /// Name to keep it by; otherwise that of its kind.
    #[schemars(with = "Option<String>")]
    pub name: Option<Spanned<String>>,
    /// Which kind of list it is, as for `consentinel knowledge import --from`.
    #[schemars(schema_with = "super::schema::list_kinds")]
    pub from: Spanned<String>,
    /// Where it is, whole, with `https://` before it.
    #[schemars(with = "String", regex(pattern = "^https?://."))]
    pub url: Spanned<String>,
}

/// What is declared: a word, or yes and no in YAML's own words.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a word, true or false")]
pub enum SiteWord {
    /// `true` for yes, `false` for no.
    Flag(bool),
    /// A word.
    Word(String),
}

impl SiteWord {
    /// The word, as it is declared on the command line.
    pub fn word(&self) -> &str {
        match self {
            Self::Flag(true) => "yes",
            Self::Flag(false) => "no",
            Self::Word(word) => word,
        }
    }
}
