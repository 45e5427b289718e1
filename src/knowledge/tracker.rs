//! Hosts and endpoints: whose they are and what for.

use super::cookie::Purpose;
use super::source::{SourceError, SourceText};

/// What an address of a vendor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UrlKind {
    /// Collects data: `/g/collect`, `/tr`.
    Endpoint,
    /// Delivers a script.
    Library,
    /// Delivers other tags.
    TagManager,
    /// Video, map, font, captcha, chat, static content.
    Embed,
    /// Consent platform.
    ConsentPlatform,
    /// Known host, unknown path.
    Other,
}

/// What is known about an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackerReading {
    /// Id of the vendor: its file's name.
    pub vendor: String,
    /// Name for people.
    pub name: String,
    /// Company that owns it.
    pub owner: String,
    /// What for.
    pub purpose: Purpose,
    /// What the address is.
    pub url_kind: UrlKind,
    /// The host or endpoint of the book that matched.
    pub matched: String,
}

/// All hosts and endpoints that are known.
#[derive(Debug, Clone, Default)]
pub struct TrackerBook {}

impl TrackerBook {
    /// Reads every text below `trackers/`.
    ///
    /// # Errors
    /// Every text that cannot be read, and hosts that two vendors claim.
    pub fn load(_texts: &[SourceText]) -> Result<Self, Vec<SourceError>> {
        Ok(Self {})
    }

    /// What is known about an address.
    pub fn look_up(&self, _url: &str) -> Option<TrackerReading> {
        None
    }
}
