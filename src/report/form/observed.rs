//! What was observed: banner, states, items, requests, signals. Values of cookies and storage are not in a report, but for
//! those that hold the choice.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evidence::{
    ChoiceStatus, Confirmation, Control, Dismissal, IncidentKind, Phase, Placement, Rect, Reopened, State,
};
use crate::facts::{BannerKind, ItemKind, Party, Seen, SetBy};
use crate::knowledge::{KnownBy, Purpose};

/// The banner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BannerForm {
    /// Whether one was seen.
    pub seen: Seen,
    /// Why that is not known, or doubtful.
    pub reason: Option<String>,
    /// What it offers on its first layer.
    pub kind: BannerKind,
    /// Whether the page behind it cannot be used.
    pub blocking: bool,
    /// Who made it.
    pub platform: Option<PlatformForm>,
    /// Language of its words, BCP 47.
    pub language: Option<String>,
    /// Where it stands.
    pub placement: Option<Placement>,
    /// Its text.
    pub text: String,
    /// Its box, CSS pixels.
    pub rect: Option<Rect>,
    /// First layer.
    pub first_layer: LayerForm,
    /// Second layer, if it was seen.
    pub second_layer: Option<LayerForm>,
}

/// A consent platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlatformForm {
    /// Id of its file under `rules/cmps/`.
    pub id: String,
    /// Name.
    pub name: String,
    /// Said where none of its file's selectors matched, so that structure and words were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fell_back: Option<String>,
}

/// One layer of the banner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LayerForm {
    /// Its controls.
    pub controls: Vec<Control>,
    /// How many toggles of vendors are left out of `controls`.
    #[serde(default)]
    pub controls_cut: u32,
    /// How many of those left out were on.
    #[serde(default)]
    pub controls_cut_on: u32,
    /// Its text.
    #[serde(default)]
    pub text: String,
    /// Its box, CSS pixels.
    #[serde(default)]
    pub rect: Option<Rect>,
    /// Path within the bundle of a picture of it alone.
    #[serde(default)]
    pub picture: Option<String>,
}

/// A part of what is recorded in each phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// The cookies that lay in the jar.
    Cookies,
    /// Web storage, databases and caches.
    Storage,
    /// The requests that were sent.
    Requests,
}

impl Reading {
    /// The part in which items of a kind are found.
    pub fn of(kind: ItemKind) -> Self {
        if kind == ItemKind::Cookie { Self::Cookies } else { Self::Storage }
    }
}

/// One state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StateForm {
    /// Which.
    pub state: State,
    /// Whether it was really lived through.
    pub status: ChoiceStatus,
    /// Why not.
    pub reason: Option<String>,
    /// Activations, toggles and needed scrolls; `null` where no choice was made.
    pub steps: Option<u32>,
    /// Texts of what was clicked, in order.
    pub clicked: Vec<String>,
    /// What proves the choice.
    pub confirmed_by: Vec<Confirmation>,
    /// Whether a banner stood there after the reload.
    pub banner_on_return: Option<bool>,
    /// In `dismiss`: every way to send the banner away, and what came of it.
    #[serde(default)]
    pub dismissals: Vec<Dismissal>,
    /// In `withdraw`: what opened the choice again.
    #[serde(default)]
    pub reopened_by: Option<Reopened>,
    /// What the page did by itself after the choice.
    #[serde(default)]
    pub incidents: Vec<IncidentKind>,
    /// Phases that were recorded, in order: `seen` of items and requests is to be read against them.
    pub phases: Vec<Phase>,
    /// Phases in which a part could not be read whole: what `seen` does not name then may have been there.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unread: BTreeMap<Reading, BTreeSet<Phase>>,
    /// Paths within the bundle of the pictures of its clicks, the control marked, in order.
    #[serde(default)]
    pub pictures: Vec<String>,
}

impl StateForm {
    /// Whether a part was read whole in a phase.
    pub fn is_read(&self, reading: Reading, phase: Phase) -> bool {
        self.phases.contains(&phase) && !self.unread.get(&reading).is_some_and(|unread| unread.contains(&phase))
    }
}

/// Whether a value looks like an identifier: `true`, `false` or `"unknown"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Identifier {
    /// It does, or does not.
    Known(bool),
    /// Could not be compared.
    Not(UnknownWord),
}

/// The word `unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UnknownWord {
    /// Not known.
    Unknown,
}

/// A cookie or storage item over all states.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ItemForm {
    /// Which kind.
    pub kind: ItemKind,
    /// Name or key.
    pub name: String,
    /// Domain as stored, or the origin's host.
    pub domain: String,
    /// Path, for cookies.
    pub path: Option<String>,
    /// Party, by registrable domain.
    pub party: Party,
    /// What for.
    pub purpose: Purpose,
    /// Narrower kind of the purpose.
    pub purpose_kind: Option<String>,
    /// How the purpose is known.
    pub known_by: KnownBy,
    /// Who made it.
    pub vendor: Option<String>,
    /// Name and line of the user's list that says so, if one decided, and what built-in knowledge surely says instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_from: Option<String>,
    /// Whether its value looks like an identifier.
    pub identifier_like: Identifier,
    /// Requested lifetime, days.
    pub lifetime_days: Option<f64>,
    /// `Secure`; `null` for storage.
    pub secure: Option<bool>,
    /// `HttpOnly`; `null` for storage.
    pub http_only: Option<bool>,
    /// `SameSite`: `strict`, `lax`, `none`; `null` where it was not given.
    pub same_site: Option<String>,
    /// Whether it is partitioned.
    pub partitioned: bool,
    /// Who set it.
    pub set_by: SetBy,
    /// In which phases of which state it was there.
    pub seen: BTreeMap<State, Vec<Phase>>,
}

/// An address that was contacted, over all states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RequestForm {
    /// Host.
    pub host: String,
    /// Address without query and fragment.
    pub url: String,
    /// Method.
    pub method: String,
    /// What was loaded: `script`, `image`, `ping`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// Party, by registrable domain.
    pub party: Party,
    /// Who it belongs to.
    pub vendor: Option<String>,
    /// What for.
    pub purpose: Purpose,
    /// What the address is: `endpoint`, `library`, `tag-manager`, …
    pub url_kind: Option<String>,
    /// The filter or host of a list of the user's that matched, with name and line of the list; else the host or endpoint
    /// of the built-in knowledge.
    pub list_rule: Option<String>,
    /// Name of the user's list, if `list_rule` is from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// Script or document that asked first.
    pub initiator: Option<String>,
    /// Countries of the addresses that answered (ISO 3166), as far as a database of addresses tells (`--geo-database`).
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub countries: BTreeSet<String>,
    /// In which phases of which state it was contacted.
    pub seen: BTreeMap<State, Vec<Phase>>,
}

/// One signal by state and phase.
pub type SignalMap = BTreeMap<State, BTreeMap<Phase, SignalForm>>;

/// Consent signals. `null` where none was offered in any state.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct SignalsForm {
    /// IAB Transparency and Consent Framework.
    pub tcf: Option<SignalMap>,
    /// IAB Global Privacy Platform.
    pub gpp: Option<SignalMap>,
    /// US Privacy string.
    #[serde(default)]
    pub us_privacy: Option<SignalMap>,
    /// Google Consent Mode.
    pub consent_mode: Option<SignalMap>,
    /// Consent calls to Microsoft, Meta and TikTok.
    #[serde(default)]
    pub vendors: Option<SignalMap>,
    /// Global Privacy Control.
    pub gpc: Option<SignalMap>,
    /// Cookies and storage keys that hold a choice, by name; decoded where a platform's file tells how.
    pub platform_record: Option<SignalMap>,
    /// Where signals could not be read, and why.
    pub unread: Vec<String>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SignalForm {
    /// As the page gave it.
    pub raw: serde_json::Value,
    /// Decoded; `null` where there is nothing to decode, or it cannot be.
    pub decoded: Option<serde_json::Value>,
    /// Why it cannot be decoded, with part, field and place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
    /// What the interface told by itself since the document began, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<serde_json::Value>,
}
