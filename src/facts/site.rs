//! The typed facts. Shapes follow `report.json`, so that reports print them as they stand.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::leak::{Form, Part};
use super::site_facts::SiteFacts;
use super::view::View;
use crate::evidence::{
    ChoiceStatus, Confirmation, Control, Dismissal, IncidentKind, Phase, Placement, PlatformSeen, Rect, Reopened, State,
};
use crate::knowledge::{KnownBy, Purpose};

/// Everything derived from the evidence of one target.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// The banner.
    pub banner: BannerFacts,
    /// One entry a state that was attempted, in the order of [`State`].
    pub states: Vec<StateFacts>,
    /// Cookies and storage items, one entry each over all states, sorted by kind, name, domain, path.
    pub items: Vec<StoredItem>,
    /// Requests, one entry for each method and address without query over all states, sorted by host, then address.
    pub contacts: Vec<Contact>,
    /// Identifiers that left to another party, one entry for each item, host and way over all states.
    pub leaks: Vec<LeakFacts>,
    /// Items that hold the choice, by state and phase.
    pub records: BTreeMap<State, BTreeMap<Phase, Vec<RecordFacts>>>,
    /// What its owner declares of the site.
    pub declared_by_owner: SiteFacts,
    /// What rules see.
    pub view: View,
}

/// An item that holds the choice.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordFacts {
    /// Name of the cookie or key.
    pub name: String,
    /// Its value, at most 2,000 characters.
    pub raw: String,
    /// What it says (`says`) and the unwrapped value (`value`), by the file of the platform; `None` where none reads it.
    pub decoded: Option<serde_json::Value>,
}

/// An identifier of one party that left to another.
#[derive(Debug, Clone, PartialEq)]
pub struct LeakFacts {
    /// What holds it: `cookie`, `local-storage`, …; `generated` if it was seen in addresses alone.
    pub kind: String,
    /// Name or key.
    pub name: String,
    /// Host or domain of the party that it belongs to.
    pub domain: String,
    /// That party.
    pub party: Party,
    /// Host that was sent it.
    pub host: String,
    /// Party of that host.
    pub host_party: Party,
    /// Who is behind that host, if known.
    pub vendor: Option<String>,
    /// Host of the script or document that sent it, if known.
    pub sender: Option<String>,
    /// In which part of the request.
    pub part: Part,
    /// In which form.
    pub form: Form,
    /// Whether both parties belong to one owner; `None` if that is not known.
    pub same_owner: Option<bool>,
    /// In which phases of which state it left.
    pub seen: BTreeMap<State, Vec<Phase>>,
}

/// Three-valued yes and no, as `report.json` spells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Seen {
    /// Seen.
    Yes,
    /// Looked for everywhere and not there.
    No,
    /// Could not be determined.
    #[default]
    Unknown,
}

/// What a banner offers on its first layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BannerKind {
    /// No banner.
    #[default]
    None,
    /// Tells, offers no choice.
    Notice,
    /// Accept alone.
    AcceptOnly,
    /// Accept and settings.
    AcceptSettings,
    /// Accept and refuse.
    AcceptReject,
    /// Accept, refuse and settings.
    AcceptRejectSettings,
    /// Toggles on the first layer.
    Categories,
    /// Pay or accept.
    PayOrAccept,
    /// Opt-out only ("do not sell").
    OptOut,
}

impl BannerKind {
    /// Its word, as in the catalogue.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Notice => "notice",
            Self::AcceptOnly => "accept-only",
            Self::AcceptSettings => "accept-settings",
            Self::AcceptReject => "accept-reject",
            Self::AcceptRejectSettings => "accept-reject-settings",
            Self::Categories => "categories",
            Self::PayOrAccept => "pay-or-accept",
            Self::OptOut => "opt-out",
        }
    }
}

/// The banner as facts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BannerFacts {
    /// Whether one was seen.
    pub seen: Seen,
    /// Why that is not known, or why it is doubtful.
    pub reason: Option<String>,
    /// What it offers.
    pub kind: BannerKind,
    /// Whether the page behind it cannot be used.
    pub blocking: bool,
    /// Who made it.
    pub platform: Option<PlatformSeen>,
    /// Language of its words.
    pub language: Option<String>,
    /// Where it stands.
    pub placement: Option<Placement>,
    /// Its text.
    pub text: String,
    /// Its box.
    pub rect: Option<Rect>,
    /// Controls of the first layer.
    pub first_layer: Vec<Control>,
    /// Controls of the second layer, if it was seen.
    pub second_layer: Option<Vec<Control>>,
    /// What else is told of the first layer.
    pub about_first: LayerAbout,
    /// What else is told of the second layer.
    pub about_second: LayerAbout,
}

/// What is told of a layer beside its controls.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LayerAbout {
    /// Its text.
    pub text: String,
    /// Its box.
    pub rect: Option<Rect>,
    /// How many toggles of vendors are left out.
    pub cut: u32,
    /// How many of them were on.
    pub cut_on: u32,
    /// Path within the bundle of a picture of it alone.
    pub picture: Option<String>,
}

/// One state as facts.
#[derive(Debug, Clone, PartialEq)]
pub struct StateFacts {
    /// Which.
    pub state: State,
    /// Whether it was really lived through. States without a choice are `observed` once the site was reached.
    pub status: ChoiceStatus,
    /// Why not.
    pub reason: Option<String>,
    /// Activations, toggles and needed scrolls; `None` where no choice was made.
    pub steps: Option<u32>,
    /// Texts of what was clicked, in order.
    pub clicked: Vec<String>,
    /// What proves the choice.
    pub confirmed_by: Vec<Confirmation>,
    /// Whether a banner stood there after the reload.
    pub banner_on_return: Option<bool>,
    /// In `dismiss`: every way to send the interface away, and what came of it.
    pub dismissals: Vec<Dismissal>,
    /// In `withdraw`: what opened the interface again.
    pub reopened_by: Option<Reopened>,
    /// What the page did by itself after the choice.
    pub incidents: Vec<IncidentKind>,
}

/// What kind of stored item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// A cookie.
    Cookie,
    /// `localStorage`.
    LocalStorage,
    /// `sessionStorage`.
    SessionStorage,
    /// IndexedDB.
    IndexedDb,
    /// Cache API.
    Cache,
    /// A service worker.
    ServiceWorker,
}

/// First or third party, by registrable domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Party {
    /// Same registrable domain as the page.
    First,
    /// Another.
    Third,
}

impl Party {
    /// Its word, as in the catalogue.
    pub fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Third => "third",
        }
    }
}

/// Whether a value looks like an identifier: differs between two fresh profiles, the same within one, at least
/// 32 bits of entropy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum IdentifierLike {
    /// It does.
    True,
    /// It does not.
    False,
    /// Could not be compared.
    Unknown,
}

impl From<&Result<bool, String>> for IdentifierLike {
    fn from(known: &Result<bool, String>) -> Self {
        match known {
            Ok(true) => Self::True,
            Ok(false) => Self::False,
            Err(_) => Self::Unknown,
        }
    }
}

/// How an item was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SetHow {
    /// By a header.
    Http,
    /// By a script.
    Script,
    /// Nobody was seen setting it.
    Unknown,
}

impl SetHow {
    /// Its word, as in the catalogue.
    pub fn word(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Script => "script",
            Self::Unknown => "unknown",
        }
    }
}

/// Who set an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SetBy {
    /// How.
    pub how: SetHow,
    /// Script, or answer that carried the header.
    pub url: Option<String>,
    /// Line in the script, from 1.
    pub line: Option<u32>,
    /// Who asked for that answer or script.
    pub initiator: Option<String>,
}

impl SetBy {
    /// Nobody was seen setting it.
    pub fn nobody() -> Self {
        Self { how: SetHow::Unknown, url: None, line: None, initiator: None }
    }
}

/// A cookie or storage item over all states.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredItem {
    /// Which kind.
    pub kind: ItemKind,
    /// Name or key.
    pub name: String,
    /// Domain as stored, or the origin's host.
    pub domain: String,
    /// Path, for cookies.
    pub path: Option<String>,
    /// Party.
    pub party: Party,
    /// What for.
    pub purpose: Purpose,
    /// How that is known.
    pub known_by: KnownBy,
    /// Narrower kind of the purpose.
    pub purpose_kind: Option<String>,
    /// Who made it.
    pub vendor: Option<String>,
    /// Where that stands in a list of the user's, if one decided, and what is surely known otherwise.
    pub known_from: Option<String>,
    /// Whether its value looks like an identifier.
    pub identifier_like: IdentifierLike,
    /// Requested lifetime in days; `None` for session cookies, storage, and where no write was seen.
    pub lifetime_days: Option<f64>,
    /// `Secure`.
    pub secure: Option<bool>,
    /// `HttpOnly`.
    pub http_only: Option<bool>,
    /// `SameSite`: `strict`, `lax`, `none`.
    pub same_site: Option<String>,
    /// Partitioned.
    pub partitioned: bool,
    /// Who set it.
    pub set_by: SetBy,
    /// In which phases of which state it was there.
    pub seen: BTreeMap<State, Vec<Phase>>,
}

/// An address that was contacted, over all states.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact {
    /// Host.
    pub host: String,
    /// Address without query and fragment.
    pub url: String,
    /// Method.
    pub method: String,
    /// What was loaded.
    pub kind: String,
    /// Party.
    pub party: Party,
    /// Who it belongs to.
    pub vendor: Option<String>,
    /// What for.
    pub purpose: Purpose,
    /// What the address is, if known: `endpoint`, `library`, `tag-manager`, `embed`, `consent-platform`, `other`.
    pub url_kind: Option<String>,
    /// The host or endpoint of the book that matched.
    pub list_rule: Option<String>,
    /// Name of the user's list whose rule it is.
    pub list: Option<String>,
    /// Script or document that asked first.
    pub initiator: Option<String>,
    /// Countries of the addresses that answered, as far as known.
    pub countries: BTreeSet<String>,
    /// In which phases of which state it was contacted.
    pub seen: BTreeMap<State, Vec<Phase>>,
}
