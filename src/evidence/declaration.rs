//! What a site itself says of its cookies.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the site declares, from every source that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Declaration {
    /// Where was looked, and what came of it.
    pub sources: Vec<DeclarationSource>,
    /// Every entry, in the order of the sources.
    pub entries: Vec<Declared>,
}

/// One place in which was looked for a declaration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DeclarationSource {
    /// Which kind of place.
    pub kind: DeclarationKind,
    /// Address of the page, or id of the platform.
    pub place: String,
    /// How many entries it gave, or why it could not be read.
    pub read: super::gathered::Gathered<u64>,
}

/// Kinds of places in which a site declares its cookies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DeclarationKind {
    /// The consent platform's own list, from its interface for scripts.
    Platform,
    /// A table or list within the consent interface.
    Interface,
    /// A table on a page that informs on privacy or cookies.
    PolicyPage,
}

/// One cookie or storage key as the site declares it, in the site's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Declared {
    /// Position of its source in [`Declaration::sources`].
    pub source: usize,
    /// Name, perhaps with a variable part: `_ga_*`.
    pub name: String,
    /// What it is said to be for.
    pub purpose: Option<String>,
    /// Who is said to set or receive it: a name or a host.
    pub provider: Option<String>,
    /// How long it is said to live.
    pub lifetime: Option<String>,
}
