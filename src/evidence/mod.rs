//! What was seen: plain, versioned data with no opinion.
//!
//! This room knows nothing of the others. Everything here is written to a bundle as it stands and read
//! back years later, so a field is only ever added (with `#[serde(default)]`, a minor step of
//! [`FORMAT_VERSION`]), never renamed.
//!
//! | file | holds |
//! |---|---|
//! | `run.rs` | the run: tool, browser, clock, masks, vantage |
//! | `visit.rs` | one state lived through: phases, what was reached |
//! | `choice.rs` | what was done to choose, and what proves it |
//! | `interface.rs` | consent interfaces and their controls |
//! | `drawn.rs` | colours, and how a control is drawn beside its words |
//! | `keyboard.rs` | the interface as the Tab key meets it |
//! | `spoken.rs` | the interface as assistive technology is told of it |
//! | `storage.rs` | cookies, storage items, who wrote them |
//! | `network.rs` | requests and their answers |
//! | `sent.rs` | which requests really left the browser |
//! | `names.rs` | where names of the site's own lead |
//! | `places.rs` | countries of the addresses that answered |
//! | `signals.rs` | what consent interfaces said |
//! | `fingerprint.rs` | calls that tell browsers apart |
//! | `hooks.rs` | where the page kept the hooks from seeing |
//! | `revival.rs` | what came back after deletion |
//! | `declaration.rs` | what the site itself says of its cookies |
//! | `words.rs` | what pages say in words: their text, controls to opt out |
//! | `files.rs` | which fields point at files of the bundle |
//! | `kept.rs` | what was replaced, left out or never lived through |

mod choice;
mod declaration;
mod drawn;
mod files;
mod fingerprint;
mod gathered;
mod hooks;
mod interface;
mod kept;
mod keyboard;
mod names;
mod network;
mod places;
mod revival;
mod run;
mod sent;
mod signals;
mod spoken;
mod storage;
mod visit;
mod words;

pub use choice::{
    Choice, ChoiceStatus, Confirmation, DismissOutcome, DismissWay, Dismissal, Layer, Obstacle, RecordReads,
    ReopenMeans, Reopened, Step, StepKind,
};
pub use declaration::{Declaration, DeclarationKind, DeclarationSource, Declared};
pub use drawn::{Colour, Drawn, TextStyle};
pub use files::FileOf;
pub use fingerprint::{ProbeCall, ProbedInterface};
pub use gathered::Gathered;
pub use hooks::{Defeat, DefeatKind};
pub use interface::{
    ContrastBy, Control, FramePlace, Gate, GateKind, Interface, Means, Placement, PlatformSeen, Rect, Role, Saw,
    Search, Shadow, ToggleKind,
};
pub use kept::{Dropped, DroppedKind, Kept, MissingState, PicturesRedacted, Redacted};
pub use keyboard::{FocusLooks, KeyControl, Keyboard, Stop, WalkEnd};
pub use names::{Alias, Names, OwnHost};
pub use network::{
    Content, Header, HeldBackCookie, Initiator, InitiatorKind, Realm, Request, SentCookie, Socket, SocketMessage,
    SocketWay, Timing, Wire,
};
pub use places::{AddressPlace, Places, is_public, remote_address};
pub use revival::{Revival, Validator};
pub use run::{
    Appearance, BrowserAbout, BrowserFlavour, Clock, Run, ShownDevice, SignedIn, Target, TargetKind, ThirdPartyCookies,
    Vantage,
};
pub use sent::was_sent;
pub use signals::{LayerCall, Signals, VendorCall, VendorInterface};
pub use spoken::{Spoken, SpokenControl, SpokenInterface};
pub use storage::{
    Area, Blocked, Cookie, CookieWrite, Place, Priority, SameSite, SourceScheme, StorageDeed, StorageItem,
    StorageUnread, StorageWrite, WriteHow,
};
pub use visit::{
    Incident, IncidentKind, Link, LogEntry, Moment, Phase, PhaseEnd, PolicyPage, ReachOutcome, Reached, State, Visit,
};
pub use words::{PageWords, PolicyText, RecognisedLanguage};

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name that every evidence file carries.
pub const FORMAT_NAME: &str = "consentinel.evidence";

/// The version of the evidence format, `major.minor`. A minor step adds fields; a major step breaks.
pub const FORMAT_VERSION: &str = "1.5";

/// Name and version of a stored format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Format {
    /// For evidence always [`FORMAT_NAME`].
    pub name: String,
    /// `major.minor`.
    pub version: String,
}

impl Format {
    /// The format that this build writes.
    pub fn current() -> Self {
        Self { name: FORMAT_NAME.to_owned(), version: FORMAT_VERSION.to_owned() }
    }

    /// Why a build that reads `name` up to `version` does not read this; `None` if it does. A newer minor step is not read
    /// either: what it adds would be lost in silence.
    pub fn unread(&self, name: &str, version: &str) -> Option<Unread> {
        if self.name != name {
            return Some(Unread::Foreign);
        }
        let (Some(has), Some(reads)) = (steps(&self.version), steps(version)) else { return Some(Unread::Unnumbered) };
        if has > reads {
            return Some(Unread::Newer);
        }
        (has.0 < reads.0).then_some(Unread::Older)
    }
}

/// Why a stored format is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// It is another format.
    Foreign,
    /// Its version is not `major.minor`.
    Unnumbered,
    /// A newer build wrote it.
    Newer,
    /// It is from before a break.
    Older,
}

fn steps(version: &str) -> Option<(u32, u32)> {
    let (major, minor) = version.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// All that was seen in all visits of one target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Which format this is.
    pub format: Format,
    /// How and with what it was gathered.
    pub run: Run,
    /// What was audited.
    pub target: Target,
    /// One entry a state, in the order of [`State`].
    pub visits: Vec<Visit>,
    /// Where names of the site's own lead; not there if nobody was asked, and before format 1.3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub names: Option<Names>,
    /// Countries of the addresses that answered; not there if no database was asked, and before format 1.3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<Places>,
    /// What was replaced, left out or is missing; not there if nothing is.
    #[serde(default, skip_serializing_if = "Kept::is_whole")]
    pub kept: Kept,
}

impl Evidence {
    /// The visit that lived through `state`, if it was attempted.
    pub fn visit(&self, state: &State) -> Option<&Visit> {
        self.visits.iter().find(|visit| &visit.state == state)
    }
}

/// Evidence with the files that it points at, before it is written to a bundle.
#[derive(Debug, Clone, PartialEq)]
pub struct Gatherings {
    /// The evidence.
    pub evidence: Evidence,
    /// Files by their path within the bundle: `screenshots/none-arrival.png`.
    pub files: BTreeMap<String, Vec<u8>>,
}
