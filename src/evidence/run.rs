//! The run: with what, from where and under which conditions the evidence was gathered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How and with what the evidence was gathered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Run {
    /// Start, RFC 3339 in UTC. Exceptions with a date are judged against this day.
    pub started: String,
    /// End, RFC 3339 in UTC.
    pub ended: String,
    /// Version of Consentinel that gathered.
    pub tool_version: String,
    /// Digest of the rules and profiles that the program had then, `sha256:…`. Judging may use others.
    #[serde(default)]
    pub rules: Option<String>,
    /// Digest of the knowledge by which was gathered, `sha256:…`.
    #[serde(default)]
    pub knowledge: Option<String>,
    /// Headers that the site's own origin was sent beside the browser's own. What stands for their values says that they are
    /// not kept.
    #[serde(default)]
    pub headers: Vec<super::network::Header>,
    /// Names of cookies that lay in the jar because the user brought them. As long as they are as he brought them, they
    /// do not count as the site's. Before format 1.5 there were none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brought_cookies: Vec<String>,
    /// Whether somebody signed in where the site asked for user and password; who, is never kept.
    #[serde(default, skip_serializing_if = "SignedIn::is_nobody")]
    pub signed_in: SignedIn,
    /// The device that pages were shown on; not there for a desktop of one pixel a CSS pixel, and before format 1.5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<ShownDevice>,
    /// The proxy that was used, without its password.
    #[serde(default)]
    pub proxy: Option<String>,
    /// Operating system and processor of the machine that gathered: `linux x86_64`.
    #[serde(default)]
    pub system: Option<String>,
    /// The browser.
    pub browser: BrowserAbout,
    /// Which clock the pages ran on.
    pub clock: Clock,
    /// Viewport, CSS pixels, width and height.
    pub viewport: (u32, u32),
    /// `Accept-Language` and `navigator.languages`.
    pub locale: String,
    /// IANA time zone of the pages, as they told it.
    pub time_zone: Option<String>,
    /// What was hidden from pages that look for robots, each a short phrase.
    pub masked: Vec<String>,
    /// Where the visit came from.
    pub vantage: Vantage,
}

/// Who signed in where the site asked for user and password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SignedIn {
    /// Nobody.
    #[default]
    Nobody,
    /// The user, by HTTP authentication.
    User,
}

impl SignedIn {
    /// Whether nobody did.
    pub fn is_nobody(&self) -> bool {
        *self == Self::Nobody
    }
}

/// A device that pages were shown on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ShownDevice {
    /// Device pixels a CSS pixel. Pictures are in CSS pixels all the same.
    pub scale: f64,
    /// Whether it was touched, and its browser heeded the viewport that a page names.
    pub mobile: bool,
}

/// What the browser says of itself, and how it was started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BrowserAbout {
    /// Product and version for people: `Chromium 156.0.8078.108`.
    pub product: String,
    /// Shell or full.
    pub flavour: BrowserFlavour,
    /// The user agent that pages saw.
    pub user_agent: String,
    /// Every command-line argument, profile paths replaced by `<profile>`.
    pub arguments: Vec<String>,
    /// Whether the browser's own sandbox was on.
    pub sandbox: bool,
    /// Which policy for third-party cookies held.
    pub third_party_cookies: ThirdPartyCookies,
}

/// What a page could read of the browser that visited it: asked of the page, not believed of the settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Appearance {
    /// `navigator.userAgent`.
    pub user_agent: String,
    /// `navigator.languages`.
    pub languages: Vec<String>,
    /// IANA time zone, as `Intl` tells it.
    pub time_zone: Option<String>,
    /// `navigator.webdriver`: true tells every page that it is being driven.
    pub webdriver: bool,
    /// Inner width and height of the window, CSS pixels.
    pub viewport: (u32, u32),
}

/// Which kind of Chrome it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BrowserFlavour {
    /// `chrome-headless-shell`.
    HeadlessShell,
    /// Full Chrome or Chromium in its new headless mode.
    Full,
    /// The scripted double of the tests.
    Scripted,
}

/// Whether third-party cookies could be stored, as tried before the visits, not as configured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ThirdPartyCookies {
    /// As in a visitor's normal profile.
    Allowed,
    /// Refused by the browser: absence of third-party cookies proves nothing.
    Blocked,
    /// Not known.
    Unknown,
}

/// Which clock pages ran on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Clock {
    /// Page time runs as fast as the processor allows and stands while the network is busy.
    Virtual,
    /// Wall time.
    Real,
}

/// From where the site was seen. Banners depend on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Vantage {
    /// ISO 3166 code of the country, if known.
    pub country: Option<String>,
    /// How the country is known: `setting`, `database` (the user's own MMDB file), or `unknown`.
    pub how: String,
}

/// What was audited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Target {
    /// As the user wrote it.
    pub given: String,
    /// The address that was opened. For files and folders that are served on loopback the port differs from
    /// run to run.
    pub url: String,
    /// Which kind of target it was.
    pub kind: TargetKind,
    /// The name that the user's configuration gives it, `shop` or, for a further page, `shop/cart`; before format 1.5
    /// there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Which kind of target it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TargetKind {
    /// An address on the web.
    Url,
    /// One HTML file, served on loopback.
    File,
    /// A folder, served on loopback.
    Folder,
}
