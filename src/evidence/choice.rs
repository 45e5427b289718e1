//! The choice that a visit made: what was done, what came of it, what proves it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::interface::{Control, Rect, Role};

/// Whether a state was really lived through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChoiceStatus {
    /// Made and confirmed.
    Observed,
    /// The interface offers no way to make it.
    NotOffered,
    /// Made, but nothing proves that it took.
    Unconfirmed,
    /// It could not be tried.
    Failed,
}

/// What proves that a choice took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Confirmation {
    /// The interface went away.
    BannerGone,
    /// A cookie or storage item appeared or changed that holds the choice.
    RecordChanged,
    /// A consent signal changed.
    SignalChanged,
    /// The interface stays away after a reload.
    SurvivesReload,
}

/// What was done to make the choice, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Choice {
    /// Whether it was really made.
    pub status: ChoiceStatus,
    /// Why not, where it was not.
    pub reason: Option<String>,
    /// What was done, in order.
    pub steps: Vec<Step>,
    /// What proves it.
    pub confirmed_by: Vec<Confirmation>,
    /// Further layers that were opened on the way, in order.
    pub layers: Vec<Layer>,
    /// Names of cookies and storage keys that changed with the choice and hold it.
    pub record: Vec<String>,
    /// What those say of the choice, read as the platform's file tells; `None` if no file tells.
    #[serde(default)]
    pub record_reads: Option<RecordReads>,
    /// What stood in the way of it, where that is of a kind of its own.
    #[serde(default)]
    pub obstacle: Option<Obstacle>,
    /// In `dismiss`: every way to send the interface away, and what came of it.
    #[serde(default)]
    pub dismissals: Vec<Dismissal>,
    /// In `withdraw`: what opened the interface again.
    #[serde(default)]
    pub reopened_by: Option<Reopened>,
}

/// What a stored record says of the choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RecordReads {
    /// Everything was accepted.
    Accepted,
    /// Everything that can be refused was refused.
    Refused,
    /// Some is granted and some is not. What nobody can refuse may be all that is granted, where the platform's file
    /// cannot tell it from the rest.
    Partial,
}

/// What stood in the way of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Obstacle {
    /// No consent interface was found.
    NoInterface,
    /// The interface asks to pay where others let a visitor refuse.
    PayOrAccept,
    /// Nothing on the page opens the interface again.
    NothingReopens,
}

/// One way to send an interface away without choosing, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dismissal {
    /// Which way.
    pub way: DismissWay,
    /// What came of it.
    pub outcome: DismissOutcome,
    /// Names of cookies and storage keys that changed with it and hold a choice.
    pub record: Vec<String>,
    /// What those say, read as the platform's file tells; `None` if no file tells.
    #[serde(default)]
    pub record_reads: Option<RecordReads>,
}

/// A way to send an interface away without choosing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DismissWay {
    /// The Escape key.
    Escape,
    /// A click on what lies between the interface and the page.
    Backdrop,
    /// A control that closes.
    CloseControl,
}

/// What came of trying to send an interface away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DismissOutcome {
    /// It went away.
    Closed,
    /// It stayed.
    Stayed,
    /// It led to another site.
    LedAway,
    /// There is no such way: no backdrop, no control.
    NotThere,
    /// It was not tried.
    NotTried,
}

/// What opened an interface again after a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reopened {
    /// By which means it was found.
    pub means: ReopenMeans,
    /// Text or accessible name of the control.
    pub text: String,
    /// The phrase or selector that gave it away.
    pub because: String,
}

/// By which means a control to change a choice was found, the one nearest to a visitor at the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReopenMeans {
    /// The interface never went away.
    StillThere,
    /// The platform's file names the control.
    Platform,
    /// A small control that floats over the page.
    Widget,
    /// A link or button within the page, as in the footer.
    Link,
    /// No control: a function that the platform documents was called.
    PlatformCall,
}

/// One step of making a choice. The catalogue counts activations, toggles and needed scrolls.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    /// What was done.
    pub kind: StepKind,
    /// Text or accessible name of the control.
    pub text: String,
    /// The role that the control was taken for.
    pub role: Role,
    /// Which layer it stood on, counted from 1.
    pub layer: u32,
    /// How it was done: `pointer`, `keyboard`, `script`.
    pub by: String,
    /// The point that was hit, main viewport.
    pub at: Option<(f64, f64)>,
    /// Path within the bundle of a picture of the viewport just before, the control marked.
    #[serde(default)]
    pub picture: Option<String>,
}

/// What kind of step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// A control was activated.
    Activate,
    /// A toggle was changed.
    Toggle,
    /// A scroll was needed to reach the next control.
    Scroll,
}

/// A further layer of an interface, as it stood before anything on it was touched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Layer {
    /// Text of the control that opened it.
    pub opened_by: String,
    /// Its text, at most 4,000 characters.
    pub text: String,
    /// Its controls.
    pub controls: Vec<Control>,
    /// How many toggles of vendors are left out of `controls`.
    #[serde(default)]
    pub controls_cut: u32,
    /// How many of those left out were on.
    #[serde(default)]
    pub controls_cut_on: u32,
    /// Its box in the main viewport.
    #[serde(default)]
    pub rect: Option<Rect>,
    /// Language of its words as recognised, BCP 47.
    #[serde(default)]
    pub language: Option<String>,
    /// Path within the bundle of a picture of it alone.
    #[serde(default)]
    pub picture: Option<String>,
}
