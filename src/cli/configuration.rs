//! A configuration file as it is written. One kind of file for all commands; each reads its own part of it.
//!
//! ```yaml
//! site:                        # audit, evaluate, policy check: what only the owner of the site knows
//!   audience: general
//! lists:                       # knowledge update: lists to fetch
//!   - from: easyprivacy
//!     url: https://lists.example/easyprivacy.txt
//! ```

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema, schema_for};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};
use serde_yaml::Spanned;

use crate::facts::SiteFacts;

/// The file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfigurationText {
    /// Lists that `consentinel knowledge update` fetches.
    #[serde(default)]
    pub lists: Vec<ListText>,
    /// What only the owner of the site knows, and declares. It holds for every target of a run.
    #[serde(default)]
    #[schemars(schema_with = "site")]
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
    #[schemars(with = "String")]
    pub from: Spanned<String>,
    /// Where it is, whole, with `https://` before it.
    #[schemars(with = "String")]
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

/// The schema of the file, by its name.
pub fn schema() -> (&'static str, Schema) {
    ("configuration.json", schema_for!(ConfigurationText))
}

fn site(_: &mut SchemaGenerator) -> Schema {
    let words = |name: &str| match SiteFacts::words(name).as_slice() {
        ["yes", "no"] => json!({ "enum": [true, false, "yes", "no"] }),
        words => json!({ "enum": words }),
    };
    let properties: Map<String, Json> = SiteFacts::names().map(|name| (name.to_owned(), words(name))).collect();
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
}
