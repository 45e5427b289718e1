//! What requests say of consent in their parameters: Google's `gcs`, `gcd`, `npa`, `dma`, `dma_cps`, and those that
//! other recipients understand too.
//!
//! Google documents the consent types (<https://developers.google.com/tag-platform/security/concepts/consent-mode>)
//! and where to look (<https://developers.google.com/tag-platform/security/guides/consent-debugging>), not the letters
//! of `gcd`: these are as the community reads them, among others
//! <https://www.simoahava.com/analytics/consent-mode-v2-google-tags/>. Facts that rest on them are therefore told
//! apart from those that rest on `gcs`.

use std::borrow::Cow;

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

/// What one request says of consent. `None` is what it does not say, or not in a form that can be read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct WireConsent {
    /// Google's consent status.
    pub gcs: Option<Gcs>,
    /// Google's consent types with how they came about.
    pub gcd: Option<Gcd>,
    /// `npa`: whether ads that are not personalised are asked for.
    pub npa: Option<bool>,
    /// `dma`: whether the Digital Markets Act applies.
    pub dma: Option<bool>,
    /// `dma_cps`: letters of Google's services that are consented to, `-` for none.
    pub dma_cps: Option<String>,
    /// `gdpr`: whether the GDPR applies, as recipients of the framework are told.
    pub gdpr: Option<bool>,
    /// `gdpr_consent` (`gdprconsent`): a TC string.
    pub gdpr_consent: Option<String>,
    /// `us_privacy`: a US Privacy string.
    pub us_privacy: Option<String>,
    /// `gpp`: a GPP string.
    pub gpp: Option<String>,
    /// `rdp`: Google's restricted data processing.
    pub rdp: Option<bool>,
    /// `asc` of Microsoft UET: `ad_storage`.
    pub uet: Option<Grant>,
}

impl WireConsent {
    /// What a request says in the query of its address and, where it is a form, in its body.
    pub fn of(url: &str, body: Option<&str>) -> Self {
        let mut read = Self::default();
        let query = url.split_once('?').map_or("", |(_, query)| query.split('#').next().unwrap_or_default());
        read.take_in(query);
        // Analytics sends several hits as lines of a form.
        for line in body.unwrap_or_default().lines().take(100).filter(|line| !line.starts_with(['{', '[', '<'])) {
            read.take_in(line);
        }
        read
    }

    /// Whether it says nothing.
    pub fn is_silent(&self) -> bool {
        *self == Self::default()
    }

    fn take_in(&mut self, pairs: &str) {
        for (name, value) in url::form_urlencoded::parse(pairs.as_bytes()).take(2000) {
            self.one(&name, value);
        }
    }

    /// The first time that a parameter stands there counts.
    fn one(&mut self, name: &str, value: Cow<'_, str>) {
        match name {
            "gcs" => self.gcs = self.gcs.or_else(|| gcs(&value)),
            "gcd" => self.gcd = self.gcd.or_else(|| gcd(&value)),
            "npa" => self.npa = self.npa.or_else(|| flag(&value)),
            "dma" => self.dma = self.dma.or_else(|| flag(&value)),
            "rdp" => self.rdp = self.rdp.or_else(|| flag(&value)),
            "gdpr" => self.gdpr = self.gdpr.or_else(|| flag(&value)),
            "dma_cps" => keep(&mut self.dma_cps, value, is_services),
            "gdpr_consent" | "gdprconsent" => keep(&mut self.gdpr_consent, value, is_tc_string),
            "us_privacy" => keep(&mut self.us_privacy, value, |text| text.len() == 4),
            "gpp" => keep(&mut self.gpp, value, |text| text.starts_with("DB")),
            "asc" => {
                self.uet = self.uet.or(match &*value {
                    "G" => Some(Grant::Granted),
                    "D" => Some(Grant::Denied),
                    _ => None,
                });
            }
            _ => {}
        }
    }
}

fn keep(place: &mut Option<String>, value: Cow<'_, str>, fits: impl Fn(&str) -> bool) {
    if place.is_none() && fits(&value) {
        *place = Some(value.into_owned());
    }
}

fn is_services(text: &str) -> bool {
    !text.is_empty() && text.len() <= 20 && text.chars().all(|c| c.is_ascii_lowercase() || c == '-')
}

fn is_tc_string(text: &str) -> bool {
    text.starts_with('C') && text.len() > 20
}

fn flag(value: &str) -> Option<bool> {
    match value {
        "0" => Some(false),
        "1" => Some(true),
        _ => None,
    }
}

/// `G1xy`: x for advertising, y for analytics; 1 granted, 0 denied, `-` not set.
fn gcs(value: &str) -> Option<Gcs> {
    let mut letters = value.strip_prefix("G1")?.chars();
    let grant = |letter: Option<char>| match letter? {
        '1' => Some(Grant::Granted),
        '0' => Some(Grant::Denied),
        '-' => Some(Grant::Unset),
        _ => None,
    };
    let read = Gcs { ad_storage: grant(letters.next())?, analytics_storage: grant(letters.next())? };
    letters.next().is_none().then_some(read)
}

/// Two digits, then four letters with digits between them.
fn gcd(value: &str) -> Option<Gcd> {
    let plain = value.len() <= 40 && value.chars().all(|c| c.is_ascii_digit() || c.is_ascii_lowercase());
    if !plain || !value.starts_with('1') || !value.chars().nth(1)?.is_ascii_digit() {
        return None;
    }
    let mut letters = value.chars().filter(char::is_ascii_lowercase).map(letter);
    let mut next = || letters.next().flatten();
    Some(Gcd { ad_storage: next()?, analytics_storage: next()?, ad_user_data: next()?, ad_personalization: next()? })
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

    fn of(query: &str) -> WireConsent {
        WireConsent::of(&format!("https://collect.example/g/collect?{query}"), None)
    }

    #[test]
    fn gcs_is_advertising_and_analytics() {
        let both = |text: &str| of(&format!("gcs={text}")).gcs.map(|gcs| (gcs.ad_storage, gcs.analytics_storage));
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
        let gcd = of("gcd=13p3r3l2u5").gcd.unwrap();
        assert_eq!((gcd.ad_storage.now(), gcd.ad_storage.default), (Denied, Denied));
        assert_eq!((gcd.analytics_storage.now(), gcd.analytics_storage.default), (Granted, Denied));
        assert_eq!(gcd.ad_user_data.now(), Unset);
        assert_eq!((gcd.ad_personalization.now(), gcd.ad_personalization.default), (Denied, Granted));
        assert!(of("gcd=13l3l3l3l1l1").gcd.is_some(), "a fifth letter is of unknown meaning and does no harm");
        for other in ["", "11", "11p1p1p5", "11a1b1c1d5", "xx", "2p", "11p1p1p1P5"] {
            assert_eq!(of(&format!("gcd={other}")).gcd, None, "{other}");
        }
    }

    #[test]
    fn other_parameters_are_read_from_address_and_form() {
        let read = WireConsent::of(
            "https://ads.example/p?npa=1&dma=0&gdpr=1&gdpr_consent=CQgipwAQkqUwAFhLWmENDMFg&us_privacy=1YNN#gcs=G111",
            Some("en=page_view&rdp=1\nen=scroll&dma_cps=sypham&asc=D"),
        );
        assert_eq!((read.npa, read.dma, read.gdpr, read.rdp), (Some(true), Some(false), Some(true), Some(true)));
        assert_eq!((read.dma_cps.as_deref(), read.us_privacy.as_deref()), (Some("sypham"), Some("1YNN")));
        assert_eq!((read.uet, read.gcs), (Some(Denied), None));
        assert!(read.gdpr_consent.is_some());
    }

    #[test]
    fn requests_without_them_are_silent() {
        for url in ["https://a.example/", "https://a.example/?gcs=1&gdpr=yes&npa=x&gpp=1&asc=up&us_privacy=no", "?", ""]
        {
            assert!(WireConsent::of(url, Some("{\"gcs\":\"G111\"}")).is_silent(), "{url}");
        }
    }
}
