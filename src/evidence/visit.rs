//! One visit: a state lived through in a fresh profile, moment by moment.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::choice::{Choice, Layer};
use super::declaration::Declaration;
use super::fingerprint::ProbeCall;
use super::gathered::Gathered;
use super::hooks::Defeat;
use super::interface::Search;
use super::keyboard::Keyboard;
use super::network::Request;
use super::revival::Revival;
use super::run::Appearance;
use super::signals::Signals;
use super::spoken::SpokenInterface;
use super::storage::{Cookie, CookieWrite, StorageItem, StorageUnread, StorageWrite};
use super::words::{PageWords, PolicyText};

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
    /// Refuse, in a second fresh profile: tells what a refusal does from what happens once.
    RejectAgain,
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
    pub const ALL: [Self; 10] = [
        Self::None,
        Self::NoneAgain,
        Self::Browse,
        Self::Dismiss,
        Self::Save,
        Self::Reject,
        Self::RejectAgain,
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
            Self::RejectAgain => f.write_str("reject-again"),
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
    /// Its word, as in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Arrival => "arrival",
            Self::Accepted => "accepted",
            Self::AfterChoice => "after-choice",
            Self::Return => "return",
            Self::NextPage => "next-page",
        }
    }

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
    /// Web storage, databases, caches and service workers of every frame.
    pub storage: Gathered<Vec<StorageItem>>,
    /// What of it was not read, though the rest was; not told before format 1.2.
    #[serde(default)]
    pub storage_unread: Vec<StorageUnread>,
    /// Links that lead to information on privacy or cookies.
    pub policy_links: Gathered<Vec<Link>>,
    /// What consent signals said.
    pub signals: Gathered<Signals>,
    /// Path of the screenshot within the bundle.
    pub screenshot: Option<String>,
    /// Path within the bundle of the page itself, where it was asked for.
    #[serde(default)]
    pub page: Option<String>,
    /// What the page says in words, beside its interface; not told before format 1.4.
    #[serde(default)]
    pub words: Option<Gathered<PageWords>>,
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
    /// When it began, RFC 3339 in UTC; every `at_ms` counts from here. Not told before format 1.2.
    #[serde(default)]
    pub started: Option<String>,
    /// Whether the site was reached in this visit.
    pub reached: Reached,
    /// What the page could read of the browser, at arrival; `None` if it could not be asked, and before format 1.2.
    #[serde(default)]
    pub appearance: Option<Appearance>,
    /// Everything recorded, one entry a phase.
    pub moments: Vec<Moment>,
    /// The choice; `None` for states in which nothing is chosen.
    pub choice: Option<Choice>,
    /// The layer behind "settings", looked at in `none-again` after its last phase was recorded; `None` if the
    /// interface offers no settings or this visit did not look.
    pub second_layer: Option<Gathered<Layer>>,
    /// The interface as the Tab key meets it, tried in `none-again` after its last phase was recorded; `None` if this
    /// visit did not try, and before format 1.4.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keyboard: Option<Gathered<Keyboard>>,
    /// The interface as assistive technology is told of it, asked for then; `None` if this visit did not ask, and
    /// before format 1.4.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spoken: Option<Gathered<SpokenInterface>>,
    /// Policy pages tried in `none-again` after its last phase was recorded; `None` if this visit did not try.
    pub policy_pages: Option<Gathered<Vec<PolicyPage>>>,
    /// Texts of the policy pages that were opened in `none-again` after its last phase was recorded; `None` if this
    /// visit opened none, and before format 1.4.
    #[serde(default)]
    pub policy_texts: Option<Gathered<Vec<PolicyText>>>,
    /// Requests of all phases.
    pub requests: Gathered<Vec<Request>>,
    /// Attempts to write cookies, of all phases.
    pub cookie_writes: Gathered<Vec<CookieWrite>>,
    /// Writes to web storage, of all phases.
    pub storage_writes: Gathered<Vec<StorageWrite>>,
    /// Calls by which browsers are told apart, of all phases; `None` if nobody looked.
    #[serde(default)]
    pub probe_calls: Option<Gathered<Vec<ProbeCall>>>,
    /// Where the page kept the hooks from seeing its writes. The jar and the wire are whole all the same.
    #[serde(default)]
    pub defeats: Vec<Defeat>,
    /// What came back after all cookies were deleted, tried in `none-again` after its last phase was recorded; `None`
    /// if this visit did not try.
    #[serde(default)]
    pub revival: Option<Gathered<Revival>>,
    /// What the site itself says of its cookies, read in `none-again` after its last phase was recorded; `None` if
    /// this visit did not read it.
    #[serde(default)]
    pub declaration: Option<Gathered<Declaration>>,
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
