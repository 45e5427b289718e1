//! The interface as it is met with the Tab key alone.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::gathered::Gathered;
use super::interface::{Rect, Role};

/// A walk with the Tab key through the page, the interface untouched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Keyboard {
    /// Box of the interface in the main viewport.
    pub interface: Rect,
    /// Where the focus went, in order; each element once.
    pub stops: Vec<Stop>,
    /// How the walk ended.
    pub end: WalkEnd,
    /// Visible controls of the first layer with what the keyboard does to them.
    pub controls: Vec<KeyControl>,
}

/// How a walk with the Tab key ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WalkEnd {
    /// The focus left the page after its last element.
    Left,
    /// The focus came back to an element that it had met.
    Around,
    /// So many stops were made that the walk was given up.
    MostStops,
    /// The deadline of the visit passed.
    Deadline,
}

impl WalkEnd {
    /// Whether everything was met that the Tab key leads to from where it began.
    pub fn is_whole(self) -> bool {
        matches!(self, Self::Left | Self::Around)
    }
}

/// One element that had the focus.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stop {
    /// Element name in lower case.
    pub tag: String,
    /// A path to it, for people.
    pub selector: String,
    /// Its words.
    pub text: String,
    /// Its box in the main viewport, if it has one.
    pub rect: Option<Rect>,
    /// Whether it stands in the interface.
    pub inside: bool,
    /// Position in [`Keyboard::controls`], if it is one of them or within one.
    pub control: Option<usize>,
    /// Whether it is on top at one point of its box at least; `None` if it is out of view.
    pub on_top: Option<bool>,
}

/// A control and the keyboard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct KeyControl {
    /// What it does.
    pub role: Role,
    /// Its words.
    pub text: String,
    /// A path to it, for people.
    pub selector: String,
    /// Role of the group around it within which arrow keys move, if it stands in one.
    pub group: Option<String>,
    /// Whether the browser itself turns Enter or Space into a click on it.
    pub native: bool,
    /// What the focus changes of its looks; only where the walk met it.
    pub focus: Option<Gathered<FocusLooks>>,
}

/// What the focus changes of the looks of a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FocusLooks {
    /// Pixels of it and close around it that differ with and without the focus.
    pub changed_px: u32,
    /// Pixels of a ring of two CSS pixels around it.
    pub ring_px: u32,
    /// Properties of its style that differ.
    pub changed_style: Vec<String>,
}
