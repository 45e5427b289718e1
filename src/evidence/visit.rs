//! One visit: a state lived through in a fresh profile, moment by moment.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::gathered::Gathered;
use super::interface::{Control, Rect, Search};
use super::network::Request;
use super::storage::{Cookie, CookieWrite, StorageItem, StorageWrite};

/// One way to treat the banner.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(into = "String", try_from = "String")]
#[schemars(with = "String")]
pub enum State {
    /// Nothing is chosen.
    None,
    /// Nothing is chosen, in a second fresh profile: tells identifiers from constants.
    NoneAgain,
    /// Scroll and follow a link, touch nothing.
    Browse,
    /// Close the banner.
    Dismiss,
    /// Open settings, change nothing, save.
    Save,
    /// Refuse.
    Reject,
    /// Accept.
    Accept,
    /// Accept, then withdraw.
    Withdraw,
    /// Nothing is chosen, Global Privacy Control is sent.
    Gpc,
    /// Accept one category alone.
    Partial(String),
}

impl State {
    /// Every state that has no parameter, in order.
    pub const ALL: [Self; 9] = [
        Self::None,
        Self::NoneAgain,
        Self::Browse,
        Self::Dismiss,
        Self::Save,
        Self::Reject,
        Self::Accept,
        Self::Withdraw,
        Self::Gpc,
    ];

    /// Whether something is chosen in it, so that a visit of it holds a choice.
    pub fn chooses(&self) -> bool {
        !matches!(self, Self::None | Self::NoneAgain | Self::Browse | Self::Gpc)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::NoneAgain => f.write_str("none-again"),
            Self::Browse => f.write_str("browse"),
            Self::Dismiss => f.write_str("dismiss"),
            Self::Save => f.write_str("save"),
            Self::Reject => f.write_str("reject"),
            Self::Accept => f.write_str("accept"),
            Self::Withdraw => f.write_str("withdraw"),
            Self::Gpc => f.write_str("gpc"),
            Self::Partial(category) => write!(f, "partial:{category}"),
        }
    }
}

impl From<State> for String {
    fn from(state: State) -> Self {
        state.to_string()
    }
}

impl std::str::FromStr for State {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        if let Some(category) = word.strip_prefix("partial:") {
            if category.is_empty() {
                return Err("`partial:` needs a category, as in `partial:analytics`".to_owned());
            }
            return Ok(Self::Partial(category.to_owned()));
        }
        Self::ALL
            .iter()
            .find(|state| state.to_string() == word)
            .cloned()
            .ok_or_else(|| format!("`{word}` is not a state"))
    }
}

impl TryFrom<String> for State {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        word.parse()
    }
}

/// A moment of a visit at which everything is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// After the page was opened.
    Arrival,
    /// In `withdraw` alone: after accepting and a reload, before the withdrawal.
    Accepted,
    /// After the choice, in `browse` after scrolling; in states that do nothing it is left out.
    AfterChoice,
    /// After a reload.
    Return,
    /// After going to a second page; left out where no link of the site leads to one.
    NextPage,
}

impl Phase {
    /// Whether it lies after the choice, or after what the state does instead.
    pub fn is_after_choice(self) -> bool {
        self >= Self::AfterChoice
    }
}

/// What became of opening the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReachOutcome {
    /// A page that can be judged.
    Loaded,
    /// No connection: name, route, refusal, TLS.
    Unreachable,
    /// An HTTP status of 400 or more.
    HttpError,
    /// A bot wall or challenge instead of the site.
    Challenged,
    /// A document that is not HTML, or an empty page.
    NotHtml,
    /// The deadline passed first.
    TimedOut,
    /// The renderer or the browser died.
    Crashed,
}

/// What became of opening the site, with details.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reached {
    /// The outcome.
    pub outcome: ReachOutcome,
    /// HTTP status of the top document.
    pub status: Option<u16>,
    /// A sentence for people: what was seen, with the browser's own error name.
    pub detail: String,
    /// Where the visit ended after redirects.
    pub final_url: Option<String>,
    /// Title of the page, control characters removed.
    pub title: Option<String>,
}

/// Why a phase ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PhaseEnd {
    /// The page-time budget was spent and the network was quiet.
    BudgetSpent,
    /// The wall-clock deadline passed; what came later was not seen.
    Deadline,
    /// The page or the browser died.
    Died,
}

/// Everything recorded at one moment of a visit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Moment {
    /// Which moment.
    pub phase: Phase,
    /// Why it ended.
    pub ended: PhaseEnd,
    /// Page time spent in it, milliseconds.
    pub page_ms: u64,
    /// Wall time since the visit began, milliseconds.
    pub at_ms: f64,
    /// Address of the page.
    pub url: String,
    /// Consent interfaces that stood there.
    pub search: Gathered<Search>,
    /// The jar.
    pub cookies: Gathered<Vec<Cookie>>,
    /// Web storage of every frame.
    pub storage: Gathered<Vec<StorageItem>>,
    /// Links that lead to information on privacy or cookies.
    pub policy_links: Gathered<Vec<Link>>,
    /// What consent signals said.
    pub signals: Gathered<Signals>,
    /// Path of the screenshot within the bundle.
    pub screenshot: Option<String>,
}

/// A link to information on privacy or cookies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// Its text.
    pub text: String,
    /// Where it leads.
    pub url: String,
    /// The phrase or path that gave it away.
    pub by: String,
}

/// Raw consent signals. Decoding is a later issue's duty; what is not offered is `None`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Signals {
    /// Answer of `__tcfapi('getTCData')`, as JSON.
    pub tcf: Option<serde_json::Value>,
    /// Answer of `__gpp('ping')`, as JSON.
    pub gpp: Option<serde_json::Value>,
    /// Google Consent Mode calls found in `dataLayer`, in order.
    pub consent_mode: Option<serde_json::Value>,
    /// `navigator.globalPrivacyControl`.
    pub gpc: Option<bool>,
}

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
    pub role: super::interface::Role,
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

/// A page that informs on privacy or cookies, as far as it was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PolicyPage {
    /// Its address.
    pub url: String,
    /// `link` or `common path`.
    pub found_by: String,
    /// HTTP status, or why there is none.
    pub status: Gathered<u16>,
}

/// One line of the action log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LogEntry {
    /// Wall time since the visit began, milliseconds.
    pub at_ms: f64,
    /// What was done or happened: `navigate`, `clock`, `click`, `dialog`, `popup`, `download`, `crash`, `console`, …
    pub what: String,
    /// With what, and why.
    pub detail: String,
}

/// Something that the page did by itself beside showing itself. Each is answered or refused at once; at most a few
/// hundred are kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Incident {
    /// When it happened.
    pub phase: Phase,
    /// Wall time since the visit began, milliseconds.
    pub at_ms: f64,
    /// What it was.
    pub kind: IncidentKind,
    /// Its address or text.
    pub detail: String,
}

/// What a page did by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum IncidentKind {
    /// It showed a native dialog: `alert`, `confirm`, `prompt`, `beforeunload`. It was answered.
    Dialog,
    /// It opened a window or tab. It was closed.
    Window,
    /// It began a download. It was refused.
    Download,
    /// It went to a page, or loaded itself again, without our going there.
    Navigation,
}

/// One state lived through in a fresh profile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Visit {
    /// Which state.
    pub state: State,
    /// Whether the site was reached in this visit.
    pub reached: Reached,
    /// Everything recorded, one entry a phase.
    pub moments: Vec<Moment>,
    /// The choice; `None` for states in which nothing is chosen.
    pub choice: Option<Choice>,
    /// The layer behind "settings", looked at in `none-again` after its last phase was recorded; `None` if the
    /// interface offers no settings or this visit did not look.
    pub second_layer: Option<Gathered<Layer>>,
    /// Policy pages tried in `none-again` after its last phase was recorded; `None` if this visit did not try.
    pub policy_pages: Option<Gathered<Vec<PolicyPage>>>,
    /// Requests of all phases.
    pub requests: Gathered<Vec<Request>>,
    /// Attempts to write cookies, of all phases.
    pub cookie_writes: Gathered<Vec<CookieWrite>>,
    /// Writes to web storage, of all phases.
    pub storage_writes: Gathered<Vec<StorageWrite>>,
    /// What was done and what happened, in order.
    pub log: Vec<LogEntry>,
    /// What the page did by itself beside showing itself: dialogs, windows, downloads, navigations.
    #[serde(default)]
    pub incidents: Vec<Incident>,
    /// Set when evidence after this point was not recorded: the reason.
    pub cut_short: Option<String>,
}

impl Visit {
    /// The record of `phase`, if the visit came that far.
    pub fn moment(&self, phase: Phase) -> Option<&Moment> {
        self.moments.iter().find(|moment| moment.phase == phase)
    }
}
