//! The seam to a browser, in our own words.
//!
//! `gather` knows only the traits [`Browser`] and [`Page`]; nothing of the DevTools protocol is named outside
//! `chrome/`. `scripted.rs` is the double that tests use.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | the traits and the words of their answers |
//! | `heard.rs` | everything that a page was heard doing |
//! | `guise.rs` | as whom pages are visited: device, and what only the site itself is handed |
//! | `fault.rs` | what can go wrong |
//! | `chrome/` | real Chrome over our own DevTools client |
//! | `scripted.rs` | the double |

#[cfg(feature = "chrome")]
pub mod chrome;
mod fault;
mod guise;
mod heard;
pub mod scripted;

pub use fault::Fault;
pub use guise::{Brought, BroughtCookie, CookieReaders, Device, DeviceKind, Guise, Secret, SignIn};
pub use heard::{
    AnswerTiming, AnswerWire, AskedBy, Asker, Heard, HeardAt, MessageWay, Realm, RefusedCookie, ScriptPlace,
    WeighedCookie,
};

use std::future::Future;
use std::time::{Duration, Instant};

use serde_json::Value;

/// A script that is run in a page. Its source is the text of a linted `.js` file and evaluates to one function
/// of `(args, closedRoots, secret)`; arguments travel as JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Script {
    /// Name for messages: the file's name.
    pub name: &'static str,
    /// Its text.
    pub source: &'static str,
}

/// What a browser is, for the evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Product and version for people: `Chromium 156.0.8078.108`.
    pub product: String,
    /// Whether it is the headless shell.
    pub shell: bool,
    /// The user agent that pages are shown.
    pub user_agent: String,
    /// Command-line arguments, profile paths replaced by `<profile>`.
    pub arguments: Vec<String>,
    /// Whether its own sandbox is on.
    pub sandbox: bool,
    /// What is hidden from pages that look for robots.
    pub masked: Vec<String>,
}

/// How a page is to be opened.
#[derive(Debug, Clone, PartialEq)]
pub struct PageSettings {
    /// Width and height of the viewport, CSS pixels.
    pub viewport: (u32, u32),
    /// `Accept-Language` and `navigator.languages`, as in `en-GB,en`.
    pub locale: String,
    /// Whether pages run on virtual time.
    pub clock: ClockChoice,
    /// Whether Global Privacy Control is sent and shown.
    pub privacy_control: PrivacyControl,
    /// As whom it is visited.
    pub guise: Guise,
    /// Scripts that run in the page's own world before its scripts do, in every frame and popup (not in workers).
    /// Each source evaluates to a function of `(report, kit)`. `report` takes a JSON string, which [`Heard::Wrote`]
    /// delivers parsed, with the calls that led to it as `stack`. `kit` is what `chrome/disguise.js` makes. Pages
    /// cannot see or call either. One that throws is reported as `{"kind": "hook-failed", "why": …}` and does not
    /// stop the others. A payload whose `visitor` is `"closed-root"` is ours and not delivered. A script in
    /// [`World::Isolated`] asks them by an event on `performance` that is named by its third argument, `secret`.
    pub before_page: Vec<Script>,
    /// Scripts that run in [`World::Isolated`] from the start of every document, in every frame. Each source evaluates
    /// to a function without arguments.
    pub beside_page: Vec<Script>,
}

/// Which clock pages run on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockChoice {
    /// As fast as the processor allows, standing while the network is busy.
    Virtual,
    /// Wall time.
    Real,
}

/// Whether Global Privacy Control is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrivacyControl {
    /// `Sec-GPC: 1` and `navigator.globalPrivacyControl`.
    On,
    /// Neither.
    Off,
}

/// Where to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// To an address.
    To(String),
    /// To the same page again.
    Reload,
}

/// How page time came to a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockEnd {
    /// The budget of page time was spent and the network was quiet.
    BudgetSpent,
    /// The wall-clock deadline passed first.
    Deadline,
}

/// Page time as it was spent.
///
/// [`ClockEnd::BudgetSpent`] with [`ClockChoice::Real`] where a virtual clock was asked for means that a server kept
/// the network busy in silence, and that page time went on at the pace of wall time beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockRun {
    /// Why it stopped.
    pub ended: ClockEnd,
    /// Page time spent.
    pub spent: Duration,
    /// The clock that really ran: a virtual clock that does not expire falls back to the real one.
    pub clock: ClockChoice,
}

/// What came of going somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Landing {
    /// `None` if a document was committed, else the browser's error name, as in `net::ERR_CONNECTION_REFUSED`, or
    /// `no document before the deadline` (then the clock ended by [`ClockEnd::Deadline`] and no page time was spent).
    pub error: Option<String>,
    /// The clock after it.
    pub clock: ClockRun,
}

/// A frame of the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// The browser's id.
    pub id: String,
    /// Id of the parent; `None` for the page itself.
    pub parent: Option<String>,
    /// Address of its document.
    pub url: String,
    /// Its security origin.
    pub origin: String,
    /// Left top corner of its content in the main viewport; `None` if it has no box.
    pub offset: Option<(f64, f64)>,
    /// Width and height of its content box, CSS pixels.
    pub size: Option<(f64, f64)>,
    /// Selector-like description of its owner element, for people; empty for the main frame.
    pub owner: String,
}

/// A cookie in the jar.
#[derive(Debug, Clone, PartialEq)]
pub struct JarCookie {
    /// Name.
    pub name: String,
    /// Value.
    pub value: String,
    /// Host or domain.
    pub domain: String,
    /// Path.
    pub path: String,
    /// Seconds since 1970; `None` for session cookies.
    pub expires: Option<f64>,
    /// Not readable by scripts.
    pub http_only: bool,
    /// Only over secure connections.
    pub secure: bool,
    /// `Strict`, `Lax`, `None`, or not given.
    pub same_site: Option<String>,
    /// Partition key.
    pub partition_key: Option<String>,
    /// Whether its partition has a cross-site ancestor, where it is told.
    pub partition_cross_site: Option<bool>,
    /// Size of name and value, bytes.
    pub size: u64,
    /// `Low`, `Medium` or `High`.
    pub priority: Option<String>,
    /// `Secure`, `NonSecure` or `Unset`: the connection that it was set over.
    pub source_scheme: Option<String>,
    /// Port of the address that set it, where it is known.
    pub source_port: Option<u16>,
}

/// A key that can be pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Tab.
    Tab,
    /// Enter.
    Enter,
    /// Space.
    Space,
    /// Escape.
    Escape,
}

/// A rectangle to take a picture of, CSS pixels in the main viewport.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clip {
    /// Left.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// What assistive technology is told of an element.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Deserialize)]
pub struct Voice {
    /// Its role as the browser computes it; empty for what is left out of what is told.
    pub role: String,
    /// Its name as the browser computes it.
    pub name: String,
    /// `true`, `false` or `mixed`, for what can be on or off and says so.
    #[serde(default)]
    pub checked: Option<String>,
}

/// In which of a frame's worlds a script runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum World {
    /// Our own: same document, own globals; pages cannot see it. Use it always, unless a page's globals are wanted.
    Isolated,
    /// The page's own, to read its globals and call its consent interfaces.
    Page,
}

/// A running browser.
pub trait Browser: Send + Sync {
    /// Its pages.
    type Page: Page;

    /// What it is.
    fn about(&self) -> About;

    /// Opens a page in a fresh profile of its own.
    ///
    /// # Errors
    /// [`Fault`] if the browser is gone or does not answer in time.
    fn open(&self, settings: &PageSettings) -> impl Future<Output = Result<Self::Page, Fault>> + Send;
}

/// One page in a profile of its own. Dropping it closes it; [`Page::close`] waits until it is gone.
///
/// Every call has a deadline of its own and never hangs.
pub trait Page: Send + Sync {
    /// Goes somewhere and lets `budget` of page time pass, at most until `deadline`.
    ///
    /// # Errors
    /// [`Fault`] if the page or browser died. A site that cannot be reached is a [`Landing`] with an error, not a fault.
    fn go(&self, way: &Way, budget: Duration, deadline: Instant)
    -> impl Future<Output = Result<Landing, Fault>> + Send;

    /// Lets `budget` of page time pass, at most until `deadline`.
    ///
    /// # Errors
    /// [`Fault`] if the page or browser died.
    fn wait(&self, budget: Duration, deadline: Instant) -> impl Future<Output = Result<ClockRun, Fault>> + Send;

    /// All frames, the page itself first, parents before children.
    ///
    /// # Errors
    /// [`Fault`] as for every call.
    fn frames(&self) -> impl Future<Output = Result<Vec<Frame>, Fault>> + Send;

    /// Runs `script` with `args` in a frame and gives what it returned, promises awaited. Page time may stand
    /// meanwhile: a promise that needs a timer or a frame of the page is not kept and ends as [`Fault::Deadline`].
    /// In [`World::Isolated`] the script is also handed the frame's closed shadow roots, as an array.
    ///
    /// # Errors
    /// [`Fault::Script`] if it threw.
    fn ask(
        &self,
        frame: &str,
        world: World,
        script: Script,
        args: &Value,
    ) -> impl Future<Output = Result<Value, Fault>> + Send;

    /// What assistive technology is told of the elements of the array that `script` returns in [`World::Isolated`], in
    /// its order; `None` for one that is not in the accessibility tree.
    ///
    /// # Errors
    /// [`Fault`] as for [`Page::ask`].
    fn voices(
        &self,
        frame: &str,
        script: Script,
        args: &Value,
    ) -> impl Future<Output = Result<Vec<Option<Voice>>, Fault>> + Send;

    /// Moves the pointer to a point of the main viewport.
    ///
    /// # Errors
    /// [`Fault`] as for every call.
    fn point(&self, x: f64, y: f64) -> impl Future<Output = Result<(), Fault>> + Send;

    /// Presses and releases the primary button at a point of the main viewport.
    ///
    /// # Errors
    /// [`Fault`] as for every call.
    fn click(&self, x: f64, y: f64) -> impl Future<Output = Result<(), Fault>> + Send;

    /// Turns the wheel by `dy` CSS pixels at a point of the main viewport.
    ///
    /// # Errors
    /// [`Fault`] as for every call.
    fn wheel(&self, x: f64, y: f64, dy: f64) -> impl Future<Output = Result<(), Fault>> + Send;

    /// Presses and releases a key.
    ///
    /// # Errors
    /// [`Fault`] as for every call.
    fn press(&self, key: Key) -> impl Future<Output = Result<(), Fault>> + Send;

    /// The whole jar of this profile.
    ///
    /// # Errors
    /// [`Fault`] as for every call.
    fn cookies(&self) -> impl Future<Output = Result<Vec<JarCookie>, Fault>> + Send;

    /// Empties the jar of this profile. All else that is stored stays.
    ///
    /// # Errors
    /// [`Fault`] as for every call.
    fn delete_cookies(&self) -> impl Future<Output = Result<(), Fault>> + Send;

    /// A picture of the viewport or a part of it, PNG.
    ///
    /// # Errors
    /// [`Fault`] as for every call.
    fn picture(&self, clip: Option<Clip>) -> impl Future<Output = Result<Vec<u8>, Fault>> + Send;

    /// The page with everything that it shows, as MHTML.
    ///
    /// # Errors
    /// [`Fault`] as for every call.
    fn mhtml(&self) -> impl Future<Output = Result<Vec<u8>, Fault>> + Send;

    /// Everything heard since the last call, in order. Nothing is dropped and nothing is given twice.
    fn heard(&self) -> Vec<HeardAt>;

    /// Closes the page and its profile and waits until both are gone.
    fn close(self) -> impl Future<Output = ()> + Send;
}
