//! Cookies and storage keys: what they are for, and how that is known.

use serde::{Deserialize, Serialize};

use super::source::{SourceError, SourceText};

/// What data is kept for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// The site cannot do without it.
    Necessary,
    /// Comfort.
    Functional,
    /// Measuring.
    Analytics,
    /// Advertising.
    Marketing,
    /// Social networks.
    Social,
    /// Nobody described it.
    Unknown,
}

/// How a purpose is known, best first. Only the first two may carry a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum KnownBy {
    /// Name and domain agree with the book.
    NameAndDomain,
    /// Name and the host of the script or answer that set it agree with the book.
    NameAndSetter,
    /// The exact name alone.
    Name,
    /// A pattern of names alone.
    Pattern,
    /// Only who set it.
    Setter,
    /// A guess from its shape.
    Heuristic,
    /// Not known.
    Unknown,
}

/// What is asked about a cookie or storage item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CookieQuery<'a> {
    /// Name or key.
    pub name: &'a str,
    /// Domain without a leading dot, or host of the origin.
    pub domain: &'a str,
    /// Host of the audited page.
    pub site: &'a str,
    /// Host of the script or answer that set it, where known.
    pub setter: Option<&'a str>,
}

/// What is known about a cookie or storage item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CookieReading {
    /// What for.
    pub purpose: Purpose,
    /// Narrower: `security`, `load-balancing`, `consent-record`, `session`, `preference`, `session-replay`,
    /// `ab-test`, `advertising`, `measurement`, …
    pub kind: Option<String>,
    /// Who made it.
    pub vendor: Option<String>,
    /// How that is known.
    pub known_by: KnownBy,
    /// File of the entry that decided, below `rules/`.
    pub entry: Option<String>,
}

/// All cookies and storage keys that are known.
#[derive(Debug, Clone, Default)]
pub struct CookieBook {}

impl CookieBook {
    /// Reads every text below `cookies/`.
    ///
    /// # Errors
    /// Every text that cannot be read, and patterns that swallow what another vendor owns.
    pub fn load(_texts: &[SourceText]) -> Result<Self, Vec<SourceError>> {
        Ok(Self {})
    }

    /// What is known about a cookie or storage item; never fails, `unknown` is an answer.
    pub fn look_up(&self, _query: &CookieQuery<'_>) -> CookieReading {
        CookieReading { purpose: Purpose::Unknown, kind: None, vendor: None, known_by: KnownBy::Unknown, entry: None }
    }
}
