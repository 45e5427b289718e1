//! Google's consent status in requests: the parameters `gcs` and `gcd`.
//!
//! Google documents the consent types (<https://developers.google.com/tag-platform/security/concepts/consent-mode>)
//! and where to look (<https://developers.google.com/tag-platform/security/guides/consent-debugging>), not the letters
//! of `gcd`: these are as the community reads them, among others
//! <https://www.simoahava.com/analytics/consent-mode-v2-google-tags/>. Facts that rest on them are therefore told
//! apart from those that rest on `gcs`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether a type of consent is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Grant {
    /// It is.
    Granted,
    /// It is not.
    Denied,
    /// Nobody said.
    Unset,
}

impl Grant {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Denied => "denied",
            Self::Unset => "unset",
        }
    }
}

/// One type of consent in `gcd`: what was set beforehand, and what by an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GcdGrant {
    /// By `consent default`.
    pub default: Grant,
    /// By `consent update`.
    pub update: Grant,
}

impl GcdGrant {
    /// What holds: the update, else what was set beforehand.
    pub fn now(self) -> Grant {
        if self.update == Grant::Unset { self.default } else { self.update }
    }
}

/// The parameter `gcs`: `G1`, then advertising and analytics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Gcs {
    /// `ad_storage`.
    pub ad_storage: Grant,
    /// `analytics_storage`.
    pub analytics_storage: Grant,
}

/// The parameter `gcd`: a letter each for four types of consent. Digits between them, and letters behind the fourth,
/// are of unknown meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Gcd {
    /// `ad_storage`.
    pub ad_storage: GcdGrant,
    /// `analytics_storage`.
    pub analytics_storage: GcdGrant,
    /// `ad_user_data`.
    pub ad_user_data: GcdGrant,
    /// `ad_personalization`.
    pub ad_personalization: GcdGrant,
}

impl Gcs {
    /// `G1xy`: x for advertising, y for analytics; 1 granted, 0 denied, `-` not set.
    pub(super) fn read(value: &str) -> Option<Self> {
        let mut letters = value.strip_prefix("G1")?.chars();
        let grant = |letter: Option<char>| match letter? {
            '1' => Some(Grant::Granted),
            '0' => Some(Grant::Denied),
            '-' => Some(Grant::Unset),
            _ => None,
        };
        let read = Self { ad_storage: grant(letters.next())?, analytics_storage: grant(letters.next())? };
        letters.next().is_none().then_some(read)
    }
}

impl Gcd {
    /// Two digits, then letters and digits by turns, of which the first four letters are known.
    pub(super) fn read(value: &str) -> Option<Self> {
        let rest = value.strip_prefix('1')?;
        let digit = |at: usize, c: char| if at.is_multiple_of(2) { c.is_ascii_digit() } else { c.is_ascii_lowercase() };
        if value.len() > 40 || !rest.chars().enumerate().all(|(at, c)| digit(at, c)) {
            return None;
        }
        let mut letters = rest.chars().skip(1).step_by(2).map(letter);
        let mut next = || letters.next().flatten();
        Some(Self {
            ad_storage: next()?,
            analytics_storage: next()?,
            ad_user_data: next()?,
            ad_personalization: next()?,
        })
    }
}

/// A letter of `gcd`.
///
/// | letter | beforehand | by an update |
/// |---|---|---|
/// | `l` | not set | none |
/// | `m`, `n` | not set | denied, granted |
/// | `p` | denied | none |
/// | `q`, `r` | denied | denied, granted |
/// | `t` | granted | none |
/// | `u`, `v` | granted | denied, granted |
fn letter(letter: char) -> Option<GcdGrant> {
    use Grant::{Denied, Granted, Unset};
    let (default, update) = match letter {
        'l' => (Unset, Unset),
        'm' => (Unset, Denied),
        'n' => (Unset, Granted),
        'p' => (Denied, Unset),
        'q' => (Denied, Denied),
        'r' => (Denied, Granted),
        't' => (Granted, Unset),
        'u' => (Granted, Denied),
        'v' => (Granted, Granted),
        _ => return None,
    };
    Some(GcdGrant { default, update })
}

#[cfg(test)]
mod tests {
    use super::Grant::{Denied, Granted, Unset};
    use super::*;

    #[test]
    fn gcs_is_advertising_and_analytics() {
        let both = |text: &str| Gcs::read(text).map(|gcs| (gcs.ad_storage, gcs.analytics_storage));
        assert_eq!(both("G100"), Some((Denied, Denied)));
        assert_eq!(both("G101"), Some((Denied, Granted)));
        assert_eq!(both("G110"), Some((Granted, Denied)));
        assert_eq!(both("G1--"), Some((Unset, Unset)));
        for other in ["", "G1", "G10", "G1000", "g100", "100", "G120"] {
            assert_eq!(both(other), None, "{other}");
        }
    }

    #[test]
    fn gcd_has_a_letter_for_each_of_four_types() {
        let gcd = Gcd::read("13p3r3l2u5").unwrap();
        assert_eq!((gcd.ad_storage.now(), gcd.ad_storage.default), (Denied, Denied));
        assert_eq!((gcd.analytics_storage.now(), gcd.analytics_storage.default), (Granted, Denied));
        assert_eq!(gcd.ad_user_data.now(), Unset);
        assert_eq!((gcd.ad_personalization.now(), gcd.ad_personalization.default), (Denied, Granted));
        assert!(Gcd::read("13l3l3l3l1l1").is_some(), "a fifth letter is of unknown meaning and does no harm");
        for other in
            ["", "11", "11p1p1p5", "11a1b1c1d5", "xx", "2p", "11p1p1p1P5", "1pppp", "11pppp", "11lmnp99", "1111p1p1p1p"]
        {
            assert_eq!(Gcd::read(other), None, "{other}");
        }
    }
}
