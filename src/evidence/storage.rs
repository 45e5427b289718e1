//! Cookies and storage: what lay in the jar at each phase, and every write that was seen.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::visit::Phase;

/// A cookie in the jar, with all that the browser tells of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cookie {
    /// Name. May be empty, may hold any character.
    pub name: String,
    /// Value, whole.
    pub value: String,
    /// Host or domain; a leading dot means that subdomains get it too.
    pub domain: String,
    /// Path.
    pub path: String,
    /// Expiry as seconds since 1970; `None` for a session cookie. Chrome caps it at 400 days.
    pub expires: Option<f64>,
    /// Not readable by scripts.
    pub http_only: bool,
    /// Only sent over secure connections.
    pub secure: bool,
    /// The `SameSite` attribute; `None` where it was not given.
    pub same_site: Option<SameSite>,
    /// Partition key (CHIPS), if partitioned.
    pub partition_key: Option<String>,
    /// Size of name and value, bytes.
    pub size: u64,
    /// Whether its partition has a cross-site ancestor; `None` if it is not partitioned or nobody told.
    #[serde(default)]
    pub partition_cross_site: Option<bool>,
    /// The `Priority` attribute, which Chrome knows.
    #[serde(default)]
    pub priority: Option<Priority>,
    /// Whether it was set over a secure connection.
    #[serde(default)]
    pub source_scheme: Option<SourceScheme>,
    /// Port of the address that set it, where it is known.
    #[serde(default)]
    pub source_port: Option<u16>,
}

/// The `Priority` attribute: which cookies go first when a jar is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Priority {
    /// Goes first.
    Low,
    /// What holds without the attribute.
    Medium,
    /// Goes last.
    High,
}

/// Over what kind of connection a cookie was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SourceScheme {
    /// TLS.
    Secure,
    /// Plain.
    NonSecure,
    /// The browser does not tell.
    Unset,
}

/// The `SameSite` attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SameSite {
    /// `Strict`.
    Strict,
    /// `Lax`.
    Lax,
    /// `None`.
    None,
}

/// Where stored data lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    /// `localStorage`.
    LocalStorage,
    /// `sessionStorage`.
    SessionStorage,
    /// IndexedDB: an entry for each database, its name the key, its version and the names of its stores the value; and
    /// one for each record, the key `database/store/key`. Values are JSON; before format 1.2 there were names alone.
    IndexedDb,
    /// Cache API: an entry for each cache, its name the key; and one for each address that it holds, the key the name
    /// and the address with a blank between.
    Cache,
    /// A service worker; the key is its scope, the value the address of its script.
    ServiceWorker,
}

/// One entry of web storage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StorageItem {
    /// Which storage.
    pub area: Area,
    /// Origin of the frame that owns it.
    pub origin: String,
    /// Key.
    pub key: String,
    /// Value, at most 4,096 characters.
    pub value: String,
    /// Whether `value` was cut, or left out.
    pub cut: bool,
    /// Length of the whole value, UTF-16 units; 0 where it was left out.
    pub length: u64,
    /// State of a service worker, as the browser names it: `activated`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker_state: Option<String>,
}

/// A part of storage that is there, or may be, and that was not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StorageUnread {
    /// Origin of the frame that owns it.
    pub origin: String,
    /// Which storage; `None` for all of it.
    pub area: Option<Area>,
    /// Why, in words for people.
    pub why: String,
}

/// How a cookie was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WriteHow {
    /// A `Set-Cookie` header.
    Http,
    /// `document.cookie`.
    Script,
    /// `cookieStore`.
    CookieStore,
}

/// A place in a script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// Address of the script, or of the document for inline scripts.
    pub url: String,
    /// Line, counted from 1.
    pub line: u32,
    /// Column, counted from 1.
    pub column: u32,
}

/// One attempt to write a cookie, as seen on the wire or by the hook. The jar tells whether it was kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CookieWrite {
    /// Position in the order of everything recorded in the visit.
    pub seq: u64,
    /// Milliseconds of wall time since the visit began, as it was heard; not told before format 1.2.
    #[serde(default)]
    pub at_ms: Option<f64>,
    /// In which phase.
    pub phase: Phase,
    /// How.
    pub how: WriteHow,
    /// The header line or the assigned string, at most 4,096 characters.
    pub raw: String,
    /// Address of the answer that carried the header, or of the document whose script wrote.
    pub url: String,
    /// Address of the frame's document.
    pub frame_url: Option<String>,
    /// Id of the request whose answer carried the header ([`super::Request::id`]).
    pub request: Option<String>,
    /// The writing calls, innermost first; empty for headers.
    pub stack: Vec<Place>,
    /// The answer's `Date` header, for lifetimes; `None` for scripts.
    pub date: Option<String>,
    /// Why the browser refused it, if it did.
    pub blocked: Option<Blocked>,
}

/// Why the browser refused a cookie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Blocked {
    /// Chrome's reasons, as it names them.
    pub reasons: Vec<String>,
}

/// What a script did to web storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StorageDeed {
    /// It set an entry. Before format 1.2 nothing else was told.
    #[default]
    Set,
    /// It removed an entry.
    Remove,
    /// It removed all entries; the key is empty.
    Clear,
}

/// One change of `localStorage` or `sessionStorage`, as seen by the hook or told by the browser.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StorageWrite {
    /// Position in the order of everything recorded in the visit.
    pub seq: u64,
    /// Milliseconds of wall time since the visit began, as it was heard; not told before format 1.2.
    #[serde(default)]
    pub at_ms: Option<f64>,
    /// In which phase.
    pub phase: Phase,
    /// Which storage.
    pub area: Area,
    /// Origin.
    pub origin: String,
    /// Key.
    pub key: String,
    /// What was done.
    #[serde(default)]
    pub done: StorageDeed,
    /// The writing calls, innermost first; empty where nobody was seen: no hook can see writes by property, as in
    /// `localStorage.key = 1`, and those of documents that have no hooks.
    pub stack: Vec<Place>,
}
