//! What requests say of consent in their parameters: Google's `gcs`, `gcd`, `npa`, `dma`, `dma_cps`, and those that
//! other recipients understand too.
//!
//! Short names such as `asc` or `npa` mean something else to others: they count only where the host, or what stands
//! beside them, says whose they are.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::google_status::{Gcd, Gcs, Grant};
use crate::knowledge::host::is_or_below;

/// Hosts that Microsoft UET sends to.
const MICROSOFT: &[&str] = &["bat.bing.com", "bat.bing.net"];
/// Hosts that Google's tags send to, besides `google` itself.
const GOOGLE: &[&str] = &[
    "doubleclick.net",
    "google-analytics.com",
    "googleadservices.com",
    "googlesyndication.com",
    "googletagmanager.com",
];

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
        read.leave_to(url);
        read
    }

    /// Drops what means something else to the host of `url`: short names with short values are common.
    fn leave_to(&mut self, url: &str) {
        let short = [self.npa, self.dma, self.rdp].iter().any(Option::is_some) || self.dma_cps.is_some();
        if self.uet.is_none() && !short {
            return;
        }
        let url = url::Url::parse(url).ok();
        let host = url.as_ref().and_then(url::Url::host_str).unwrap_or_default();
        if !is_of(host, MICROSOFT) {
            self.uet = None;
        }
        // Tags may send by hosts of the site itself; they then say by `gcs` or `gcd` that they are Google's.
        if !is_google(host) && self.gcs.is_none() && self.gcd.is_none() {
            (self.npa, self.dma, self.rdp, self.dma_cps) = (None, None, None, None);
        }
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
            "gcs" => self.gcs = self.gcs.or_else(|| Gcs::read(&value)),
            "gcd" => self.gcd = self.gcd.or_else(|| Gcd::read(&value)),
            "npa" => self.npa = self.npa.or_else(|| flag(&value)),
            "dma" => self.dma = self.dma.or_else(|| flag(&value)),
            "rdp" => self.rdp = self.rdp.or_else(|| flag(&value)),
            "gdpr" => self.gdpr = self.gdpr.or_else(|| flag(&value)),
            "dma_cps" => keep(&mut self.dma_cps, value, is_services),
            "gdpr_consent" | "gdprconsent" => keep(&mut self.gdpr_consent, value, is_tc_string),
            "us_privacy" => keep(&mut self.us_privacy, value, is_us_privacy),
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

fn is_of(host: &str, owners: &[&str]) -> bool {
    owners.iter().any(|owner| is_or_below(host, owner))
}

/// Whether a host is one that Google's tags send to: those in the table, and `google` in every country.
fn is_google(host: &str) -> bool {
    is_of(host, GOOGLE) || psl::domain_str(host).is_some_and(|domain| domain.starts_with("google."))
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

/// Four letters, of which the first is the version: `null` and `true` are none.
fn is_us_privacy(text: &str) -> bool {
    text.len() == 4 && text.starts_with(|c: char| c.is_ascii_digit())
}

fn flag(value: &str) -> Option<bool> {
    match value {
        "0" => Some(false),
        "1" => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Grant::{Denied, Granted};
    use super::*;

    #[test]
    fn other_parameters_are_read_from_address_and_form() {
        let read = WireConsent::of(
            "https://stats.g.doubleclick.net/p?npa=1&dma=0&gdpr=1&gdpr_consent=CQgipwAQkqUwAFhLWmENDMFg&us_privacy=1YNN#gcs=G111",
            Some("en=page_view&rdp=1\nen=scroll&dma_cps=sypham&asc=D"),
        );
        assert_eq!((read.npa, read.dma, read.gdpr, read.rdp), (Some(true), Some(false), Some(true), Some(true)));
        assert_eq!((read.dma_cps.as_deref(), read.us_privacy.as_deref()), (Some("sypham"), Some("1YNN")));
        assert_eq!((read.uet, read.gcs), (None, None));
        assert!(read.gdpr_consent.is_some());
    }

    #[test]
    fn short_names_count_only_with_those_who_gave_them_their_meaning() {
        let asc = |url: &str| WireConsent::of(url, None).uet;
        assert_eq!(asc("https://bat.bing.com/action/0?asc=G"), Some(Granted));
        assert_eq!(asc("https://x.bat.bing.net/action/0?asc=D"), Some(Denied));
        for other in
            ["https://shop.example/list?asc=G", "https://notbat.bing.com.example/?asc=G", "https://www.bing.com/?asc=G"]
        {
            assert_eq!(asc(other), None, "{other}");
        }
        assert!(
            WireConsent::of("https://shop.example/?npa=1&dma=1&rdp=1&dma_cps=a&asc=D&us_privacy=null", None)
                .is_silent()
        );
        let own_server = WireConsent::of("https://sst.shop.example/g/collect?gcs=G100&npa=1&dma=1", None);
        assert_eq!((own_server.npa, own_server.dma), (Some(true), Some(true)));
        assert_eq!(WireConsent::of("https://www.google.co.uk/ads?npa=1", None).npa, Some(true));
        assert_eq!(WireConsent::of("https://google.shop.example/ads?npa=1", None).npa, None);
    }

    #[test]
    fn requests_without_them_are_silent() {
        for url in ["https://a.example/", "https://a.example/?gcs=1&gdpr=yes&npa=x&gpp=1&asc=up&us_privacy=no", "?", ""]
        {
            assert!(WireConsent::of(url, Some("{\"gcs\":\"G111\"}")).is_silent(), "{url}");
        }
    }
}
