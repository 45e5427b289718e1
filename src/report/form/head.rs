//! With what, by which profile, what, when and how.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::evidence::{BrowserFlavour, Clock, Evidence, State, TargetKind, ThirdPartyCookies, Vantage};
use crate::knowledge::KnowledgeUsed;
use crate::policy::{Policy, ProfileAbout, ProfileKind, Speaks};

/// With what was gathered and judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ToolForm {
    /// Version of Consentinel that judged.
    pub version: String,
    /// Version of Consentinel that gathered the evidence.
    pub gathered_by: String,
    /// `sha256:…` over rules and profile.
    pub rules: String,
    /// `sha256:…` over all knowledge that was used.
    pub knowledge: String,
    /// What that was: the built-in texts first, then each list of the user's.
    #[serde(default)]
    pub knowledge_used: Vec<UsedForm>,
    /// The browser's product and version.
    pub browser: String,
    /// Which clock pages ran on.
    pub clock: Clock,
}

/// A part of the knowledge that was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UsedForm {
    /// `built-in`, or the name that the user gave a list.
    pub name: String,
    /// `rules`, or the kind of list.
    pub kind: String,
    /// `sha256:…` of its texts.
    pub digest: String,
    /// The newest day on which one of its texts was checked, or on which the list was first taken in, `YYYY-MM-DD`.
    pub date: String,
}

impl From<&KnowledgeUsed> for UsedForm {
    fn from(used: &KnowledgeUsed) -> Self {
        let KnowledgeUsed { name, kind, digest, date } = used.clone();
        Self { name, kind, digest, date }
    }
}

/// By which profile was judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProfileUsed {
    /// Its id: `eu-gdpr`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The day it was last checked, `YYYY-MM-DD`.
    pub date: String,
    /// On whose word it stands.
    #[serde(default)]
    pub kind: ProfileKind,
    /// The countries that it speaks for, ISO 3166; none means any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// Whether it speaks for what was seen.
    #[serde(default)]
    pub speaks: Speaks,
}

impl ProfileUsed {
    /// The profiles that a policy was made of, held against the country from which the site was seen.
    pub fn all(policy: &Policy, evidence: &Evidence) -> Vec<Self> {
        let country = evidence.run.vantage.country.as_deref();
        let used = |about: &ProfileAbout| Self {
            id: about.id.clone(),
            title: about.title.clone(),
            date: about.date.clone(),
            kind: about.kind,
            countries: about.speaks_for.countries().to_vec(),
            speaks: about.speaks_for.speaks(country, policy.heed),
        };
        policy.chosen.iter().map(used).collect()
    }
}

/// What was audited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TargetForm {
    /// The address that was opened.
    pub url: String,
    /// Where that led.
    pub final_url: Option<String>,
    /// Title of the page.
    pub title: Option<String>,
    /// From where it was seen.
    pub vantage: Vantage,
    /// As the user wrote it.
    pub given: String,
    /// Which kind of target it is.
    pub kind: TargetKind,
    /// The name that the user's configuration gives it: `shop`, or `shop/cart` for a further page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl TargetForm {
    /// What a reader calls it: the address; of what is local, the name that the configuration gives it, else the path as the
    /// user wrote it. What is served on any free port is told without the port.
    pub fn called(&self) -> String {
        match self.kind {
            TargetKind::Url => Url::parse(&self.url).ok().and_then(portless).unwrap_or_else(|| self.url.clone()),
            TargetKind::File | TargetKind::Folder => self.name.as_ref().unwrap_or(&self.given).clone(),
        }
    }
}

/// The address without its port, where a name below `localhost` tells it from others.
fn portless(mut url: Url) -> Option<String> {
    let is_named = url.host_str().is_some_and(|host| host.ends_with(".localhost"));
    (is_named && url.set_port(None).is_ok()).then(|| url.into())
}

/// When and how the site was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RunForm {
    /// Start, RFC 3339 in UTC.
    pub started: String,
    /// End, RFC 3339 in UTC.
    pub ended: String,
    /// Shell, full, or the double of the tests.
    pub flavour: BrowserFlavour,
    /// The user agent that pages saw.
    pub user_agent: String,
    /// Whether third-party cookies could be stored.
    pub third_party_cookies: ThirdPartyCookies,
    /// Viewport, CSS pixels, width and height.
    pub viewport: (u32, u32),
    /// Language that was asked for.
    pub locale: String,
    /// Time zone of the pages, where one was set.
    pub time_zone: Option<String>,
    /// What was hidden from pages that look for robots.
    pub masked: Vec<String>,
    /// As whom the site was visited, where not as anybody: device, headers, cookies and a sign-in that it was handed, each
    /// by its name and without its value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub visited_as: Vec<String>,
}

/// Something that was to be observed and could not be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Gap {
    /// In which state; `null` for the whole run.
    pub state: Option<State>,
    /// What, and why.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(kind: TargetKind, url: &str, given: &str, name: Option<&str>) -> String {
        let vantage = Vantage { country: None, how: String::new() };
        let (given, name) = (given.to_owned(), name.map(ToOwned::to_owned));
        TargetForm { url: url.to_owned(), final_url: None, title: None, vantage, given, kind, name }.called()
    }

    #[test]
    fn what_is_local_is_called_as_the_user_calls_it() {
        let served = "http://127.0.0.1:41234/";
        assert_eq!(called(TargetKind::Folder, served, "./dist", None), "./dist");
        assert_eq!(called(TargetKind::File, served, "site/index.html", None), "site/index.html");
        assert_eq!(called(TargetKind::Folder, served, "../dist", Some("shop/cart")), "shop/cart");
    }

    #[test]
    fn addresses_stay_and_ports_go_only_where_a_name_below_localhost_stands() {
        for url in ["https://shop.example/a", "https://shop.example:8443/", "http://localhost:3000/", "no address"] {
            assert_eq!(called(TargetKind::Url, url, url, Some("shop")), url);
        }
        assert_eq!(called(TargetKind::Url, "http://blog.localhost:4648/a", "", None), "http://blog.localhost/a");
    }
}
