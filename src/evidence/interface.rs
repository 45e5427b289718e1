//! Consent interfaces: what a visitor is shown, and the controls on it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::drawn::{Colour, Drawn};

/// The outcome of looking for a consent interface. An empty `found` means "none" only if `blind_spots` is empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Search {
    /// What was found, the one that a visitor meets first at the head.
    pub found: Vec<Interface>,
    /// How many frames were looked at.
    pub frames_seen: u32,
    /// Frames or layers that could not be looked at, each with the reason.
    pub blind_spots: Vec<String>,
    /// Whether the page was scrolled and the pointer moved before giving up.
    pub gesture_tried: bool,
    /// Platforms that were recognised, shown or not.
    pub platforms: Vec<PlatformSeen>,
    /// The gate that was passed to look behind it, if one stood before the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gate: Option<Gate>,
}

/// A gate that was passed as a visitor must: a box in the way that asks for no choice about data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Gate {
    /// What it asks for.
    pub kind: GateKind,
    /// Its words.
    pub text: String,
    /// A path to it, for people.
    pub selector: String,
    /// Words of the control that let in.
    pub control: String,
}

/// What a gate asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GateKind {
    /// Whether the visitor is old enough.
    Age,
    /// Which language the visitor reads.
    Language,
}

impl GateKind {
    /// For people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Age => "age",
            Self::Language => "language",
        }
    }
}

/// A consent platform that was recognised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlatformSeen {
    /// Id of its file under `rules/cmps/`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What gave it away: `global OneTrust`, `host cdn.cookielaw.org`, `root #onetrust-banner-sdk`.
    pub by: Vec<String>,
    /// Said of an interface in which none of its file's selectors matched: it was read by structure and words alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fell_back: Option<String>,
}

/// By which means an interface was found. No means needs another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    /// A platform's file names its root.
    Platform,
    /// Its box: fixed, sticky, dialog, on top of the page.
    Structure,
    /// Its words.
    Text,
}

/// What one means saw of an interface.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Saw {
    /// Which.
    pub by: Means,
    /// What: a root's selector, what lifts the box, a sentence.
    pub what: String,
}

/// One consent interface as a visitor sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Interface {
    /// By which means it was found.
    pub means: Vec<Means>,
    /// What each of them saw.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub saw: Vec<Saw>,
    /// Who made it.
    pub platform: Option<PlatformSeen>,
    /// Where it stands.
    pub placement: Placement,
    /// Address of the frame that it stands in.
    pub frame_url: String,
    /// A path to its root, for people.
    pub selector: String,
    /// Whether the page behind it cannot be used.
    pub blocking: bool,
    /// Language of its words as recognised, BCP 47; never taken from `<html lang>`.
    pub language: Option<String>,
    /// Its visible text, at most 4,000 characters, white space folded.
    pub text: String,
    /// The sentences that spoke for consent.
    pub phrases: Vec<String>,
    /// Its box in the main viewport.
    pub rect: Rect,
    /// Its background, if one colour.
    pub background: Option<Colour>,
    /// How opaque it is drawn, 0 to 1; not told before format 1.4.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opacity: Option<f64>,
    /// Its controls.
    pub controls: Vec<Control>,
    /// How many toggles of vendors are left out of `controls`: lists of partners have hundreds.
    #[serde(default)]
    pub controls_cut: u32,
    /// How many of those left out were on.
    #[serde(default)]
    pub controls_cut_on: u32,
    /// Path within the bundle of a picture of it alone, as far as it was in the viewport.
    #[serde(default)]
    pub picture: Option<String>,
}

/// Where an interface stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Placement {
    /// In which kind of frame.
    pub frame: FramePlace,
    /// In which kind of shadow root.
    pub shadow: Shadow,
    /// Page time between navigation and first sight, milliseconds; `None` if it is not known.
    pub late_ms: Option<u64>,
    /// Whether it came only after a gesture: a scroll, a pointer move, or the passing of a gate.
    pub after_scroll: bool,
    /// Whether it came only after a gate was passed.
    #[serde(default)]
    pub after_gate: bool,
}

/// In which kind of frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FramePlace {
    /// The page itself.
    Main,
    /// A frame of the same origin.
    SameOrigin,
    /// A frame of another origin.
    CrossOrigin,
}

/// In which kind of shadow root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Shadow {
    /// In none.
    None,
    /// In an open one.
    Open,
    /// In a closed one.
    Closed,
}

/// A box, CSS pixels, in the main viewport.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Rect {
    /// Area, square CSS pixels.
    pub fn area(&self) -> f64 {
        self.width * self.height
    }

    /// The same box as seen from where its origin lies at `corner`.
    #[must_use]
    pub fn moved(self, corner: (f64, f64)) -> Self {
        Self { x: self.x + corner.0, y: self.y + corner.1, ..self }
    }

    /// Whether all of `inner` lies within it, give or take `slack` on each side.
    pub fn holds(&self, inner: Self, slack: f64) -> bool {
        inner.x >= self.x - slack
            && inner.y >= self.y - slack
            && inner.x + inner.width <= self.x + self.width + slack
            && inner.y + inner.height <= self.y + self.height + slack
    }

    /// Its middle.
    pub fn centre(&self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }
}

/// What a control does, as far as its words, its platform and its shape tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Agrees to everything.
    Accept,
    /// Refuses everything that can be refused ("only necessary" included).
    Reject,
    /// Opens a further layer.
    Settings,
    /// Stores the choice as it stands.
    Save,
    /// Closes without a word on what that means.
    Close,
    /// "OK", "Got it": acknowledges a notice.
    Acknowledge,
    /// Pay or subscribe instead.
    Pay,
    /// Leads to a policy page.
    PolicyLink,
    /// A box or switch.
    Toggle,
    /// None of these, or not understood.
    Other,
}

/// Which legal ground a toggle stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ToggleKind {
    /// Consent.
    Consent,
    /// Legitimate interest.
    LegitimateInterest,
}

/// What told the contrast of a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ContrastBy {
    /// The colours of its style and of the boxes behind it.
    Styles,
    /// The picture of the page, at the stretch that is hardest to read.
    Pixels,
}

/// One control of an interface.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Control {
    /// What it does.
    pub role: Role,
    /// What decided the role: the phrase, or `platform <selector>`, or `shape`.
    pub decided_by: String,
    /// Visible text, white space folded.
    pub text: String,
    /// Accessible name where it differs from the text.
    pub name: Option<String>,
    /// Element name in lower case.
    pub tag: String,
    /// A path to it, for people.
    pub selector: String,
    /// Where a link leads.
    pub href: Option<String>,
    /// Its box in the main viewport.
    pub rect: Rect,
    /// Whether a visitor can see it.
    pub visible: bool,
    /// Why not, if not: `covered`, `transparent`, `off screen`, `no size`, `clipped`, `inert`, `hidden`.
    pub hidden_because: Option<String>,
    /// Whether it is a link within a sentence.
    pub inline: bool,
    /// Font size, CSS pixels.
    pub font_px: f64,
    /// Font weight, 100 to 900.
    pub font_weight: u16,
    /// Colour of its text.
    pub colour: Option<Colour>,
    /// Its background as drawn, if one colour can be told.
    pub background: Option<Colour>,
    /// WCAG 2 contrast of text and background, 1 to 21; `None` where it cannot be told.
    pub contrast: Option<f64>,
    /// What told the contrast.
    #[serde(default)]
    pub contrast_by: Option<ContrastBy>,
    /// Checked, for toggles; `None` where it is neither on nor off, or not known.
    pub checked: Option<bool>,
    /// Whether a toggle says of itself that it is neither on nor off: some of what it stands for is on.
    #[serde(default)]
    pub mixed: bool,
    /// Disabled, for what can be disabled.
    pub disabled: Option<bool>,
    /// Purpose of a toggle as its label says: `necessary`, `functional`, `analytics`, `marketing`, `social`.
    pub purpose: Option<String>,
    /// Legal ground of a toggle, or of what a button objects to.
    pub kind: Option<ToggleKind>,
    /// Whether a toggle stands for one vendor rather than for a purpose.
    #[serde(default)]
    pub vendor: bool,
    /// How it is drawn beside its words; not told before format 1.4.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn: Option<Drawn>,
}

impl Control {
    /// Its text, or its accessible name where it has none.
    pub fn words(&self) -> &str {
        if self.text.is_empty() { self.name.as_deref().unwrap_or_default() } else { &self.text }
    }
}
