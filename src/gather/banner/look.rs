//! What `survey.js` tells of one frame, in the frame's own coordinates.

use serde::Deserialize;

use crate::evidence::{Rect, Shadow};

/// One look at a frame.
#[derive(Debug, Clone, Deserialize)]
pub struct Look {
    /// Size of its viewport.
    pub view: Size,
    /// When its document began, milliseconds since 1970 in page time.
    #[serde(default)]
    pub began: Option<f64>,
    /// Why some of it was not looked at.
    pub cut: Option<String>,
    /// Boxes that may be an interface, in document order.
    pub candidates: Vec<Candidate>,
    /// Every control in one of them.
    pub controls: Vec<RawControl>,
    /// Which platform selectors match which control.
    pub claims: Vec<Claim>,
    /// Roots of platforms, shown or not.
    pub roots: Vec<PlatformRoot>,
    /// Frames in it.
    pub iframes: Vec<Iframe>,
    /// Share of its viewport under a box without words.
    pub curtained: f64,
    /// Visible characters.
    pub words: f64,
    /// Visible characters that are marked as out of use.
    pub inert_words: f64,
    /// Whether the page is kept from scrolling.
    pub locked: bool,
}

/// A width and a height.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Size {
    /// Width, CSS pixels.
    pub width: f64,
    /// Height, CSS pixels.
    pub height: f64,
}

/// A box that may be an interface. It holds the elements with positions from `at` to before `end`.
#[derive(Debug, Clone, Deserialize)]
pub struct Candidate {
    /// Its position in the composed tree.
    pub at: u64,
    /// The position behind its last descendant.
    pub end: u64,
    /// What made it one.
    pub why: Vec<Why>,
    /// Whether it can be seen.
    pub shown: bool,
    /// Whether it is drawn where or how nobody can see it: off screen, transparent.
    pub lurks: bool,
    /// Whether the page itself is in it.
    pub wraps: bool,
    /// Its box.
    pub rect: Rect,
    /// Share of the viewport in which it is on top.
    pub share: f64,
    /// Its visible text, at most 4,000 characters; all of its text where it is not shown.
    pub text: String,
    /// Length of all its visible text.
    pub length: f64,
    /// Text fields in it.
    pub fields: u32,
    /// Its background as drawn, if one colour.
    pub background: Option<[f64; 3]>,
    /// How opaque it is drawn.
    #[serde(default)]
    pub opacity: Option<f64>,
    /// The shadow root it stands in.
    pub shadow: Shadow,
    /// A path to it.
    pub selector: String,
    /// Since when something of it has been drawn on top, milliseconds since 1970 in page time.
    #[serde(default)]
    pub since: Option<f64>,
    /// Its controls.
    pub controls: Vec<u64>,
}

impl Candidate {
    /// Whether `other` stands in it.
    pub fn holds(&self, other: &Self) -> bool {
        self.at <= other.at && other.end <= self.end
    }

    /// Whether it is lifted above the page.
    pub fn overlay(&self) -> bool {
        self.why.iter().any(|why| !matches!(why, Why::Flow | Why::Frame | Why::Platform))
    }

    /// Whether a platform's selector names it.
    pub fn named(&self) -> bool {
        self.why.contains(&Why::Platform)
    }

    /// Whether it takes the page over.
    pub fn modal(&self) -> bool {
        self.why.contains(&Why::Modal)
    }
}

/// What made a box a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// `position: fixed`.
    Fixed,
    /// `position: sticky`.
    Sticky,
    /// Positioned with a high `z-index`.
    OnTop,
    /// An open `<dialog>`.
    Dialog,
    /// An open popover.
    Popover,
    /// The role of a dialog.
    Role,
    /// Modal by the browser: nothing else takes input.
    Modal,
    /// Modal by an attribute, which tells screen readers alone.
    SaidModal,
    /// Named by a platform's selector.
    Platform,
    /// The body of a frame.
    Frame,
    /// Words and controls close together, in the flow of the page.
    Flow,
}

impl Why {
    /// What lifts a box above the page, for people; `None` for what lifts nothing.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Fixed => Some("fixed"),
            Self::Sticky => Some("sticky"),
            Self::OnTop => Some("on top of the page"),
            Self::Dialog => Some("an open dialog"),
            Self::Popover => Some("an open popover"),
            Self::Role => Some("the role of a dialog"),
            Self::Modal => Some("modal"),
            Self::SaidModal => Some("said to be modal"),
            Self::Platform | Self::Frame | Self::Flow => None,
        }
    }
}

/// A control as it was seen.
#[derive(Debug, Clone, Deserialize)]
pub struct RawControl {
    /// By this the page's side knows it.
    pub id: u64,
    /// How it was recognised as a control.
    pub kind: RawKind,
    /// Whether it has two states.
    pub toggle: bool,
    /// Whether it is a button that stays pressed, rather than a box or a switch.
    pub pressed: bool,
    /// Visible text.
    pub text: String,
    /// Accessible name.
    pub name: String,
    /// Words of the row it stands in, for toggles.
    pub row: String,
    /// What speaks for a toggle beside its name: headings, cells of its row and column, its description.
    #[serde(default)]
    pub beside: Vec<String>,
    /// What heads the group of toggles that it stands in.
    #[serde(default)]
    pub section: String,
    /// Element name.
    pub tag: String,
    /// A path to it.
    pub selector: String,
    /// Where it leads.
    pub href: Option<String>,
    /// Its box.
    pub rect: Rect,
    /// Why it cannot be seen.
    pub hidden: Option<String>,
    /// Whether it is a link within a sentence.
    pub inline: bool,
    /// Font size.
    pub font: f64,
    /// Font weight.
    pub weight: f64,
    /// Colour of its text as drawn.
    pub colour: Option<[f64; 3]>,
    /// What is drawn behind its text.
    pub background: Option<[f64; 3]>,
    /// Colour of its text as its style says, with its alpha; none where the opacity of a box mixes with it.
    #[serde(default)]
    pub ink: Option<[f64; 4]>,
    /// Boxes of its lines of text.
    #[serde(default)]
    pub lines: Vec<Rect>,
    /// Checked.
    pub checked: Option<bool>,
    /// Whether it is neither on nor off.
    #[serde(default)]
    pub mixed: bool,
    /// Disabled.
    pub disabled: Option<bool>,
    /// How it is drawn beside its words.
    #[serde(default)]
    pub drawn: Option<RawDrawn>,
}

/// How a control is drawn beside its words.
#[derive(Debug, Clone, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "one for each property of the style that a page tells")]
pub struct RawDrawn {
    /// What it stands on.
    pub around: Option<[f64; 3]>,
    /// Width of its widest border; none where something else may draw one.
    pub border_px: Option<f64>,
    /// Colour of that border.
    pub border: Option<[f64; 3]>,
    /// Font families.
    pub family: String,
    /// Whether its text is italic.
    pub italic: bool,
    /// Whether its text is underlined.
    pub underlined: bool,
    /// Whether its text is turned into capitals.
    pub capitals: bool,
    /// Whether a scroll is needed to see it.
    pub after_scroll: bool,
}

/// How a control was recognised as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RawKind {
    /// By its element or role.
    Native,
    /// By a handler in the markup.
    Handler,
    /// By the pointer's form over it.
    Pointer,
    /// Words in a box of their own: it may do nothing at all.
    Box,
}

/// A platform's selector that matches a control.
#[derive(Debug, Clone, Deserialize)]
pub struct Claim {
    /// Which platform.
    pub platform: String,
    /// Which of its controls: `accept`, `reject`, `settings`, `save`, `close`.
    pub role: String,
    /// The selector.
    pub selector: String,
    /// Which control.
    pub control: u64,
}

/// A root of a platform.
#[derive(Debug, Clone, Deserialize)]
pub struct PlatformRoot {
    /// Which platform.
    pub id: String,
    /// Which list its selector stands in: `roots`, `first`, `second`.
    pub stage: String,
    /// The selector.
    pub selector: String,
    /// Its position in the composed tree.
    pub at: Option<u64>,
}

/// A frame in a frame.
#[derive(Debug, Clone, Deserialize)]
pub struct Iframe {
    /// Box of its content.
    pub content: Rect,
    /// What lifts it above the page.
    pub why: Vec<Why>,
    /// Since when it has been drawn on top, as for candidates.
    #[serde(default)]
    pub since: Option<f64>,
    /// The shadow root it stands in.
    pub shadow: Shadow,
    /// Why it cannot be seen.
    pub hidden: Option<String>,
}
