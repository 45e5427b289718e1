//! Two reports of one site: what is not the same in them. What one side did not observe is told with a doubt, never as
//! gone or new without one.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | the difference, and how it is found |
//! | `things.rs` | things that appear, go or change, whichever they are |
//! | `kept.rs` | cookies and storage |
//! | `recipients.rs` | hosts that were contacted |
//! | `interface.rs` | the banner and its controls |
//! | `words.rs` | two texts, word by word |
//! | `signals.rs` | consent signals |
//! | `sight.rs` | how much a run could look at |

mod interface;
mod kept;
mod recipients;
mod sight;
mod signals;
mod things;
mod words;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::findings::{Changes, changes, counting, once};
use super::site::address;
use super::unequal::differences;
use crate::evidence::{ChoiceStatus, Format};
use crate::report::{BaselineKind, Difference, NotKnown, PastFinding, Report, StateForm, WhyNew, spoken};
pub use interface::TextChange;
pub use sight::Sight;
pub use things::{Changed, ChangedThing, Thing, Things};
pub use words::{Run, RunKind};

/// The name that every difference carries.
pub const DIFF_NAME: &str = "consentinel.diff";

/// The version of its shape, `major.minor`.
pub const DIFF_VERSION: &str = "1.1";

/// What is not the same in two reports of one site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Diff {
    /// Which format this is.
    pub format: Format,
    /// The earlier one.
    pub then: Side,
    /// The later one.
    pub now: Side,
    /// In what the two runs differ beside the site; all that follows is to be read by it.
    pub differences: Vec<Difference>,
    /// Findings.
    pub findings: FindingChanges,
    /// How choices ended: status, steps, what was clicked.
    pub states: Vec<Changed>,
    /// Cookies and storage.
    pub items: Things,
    /// Hosts that were contacted.
    pub recipients: Things,
    /// What the banner is: kind, platform, language, place.
    pub banner: Vec<Changed>,
    /// Texts of its layers that changed, word by word.
    pub texts: Vec<TextChange>,
    /// Its controls.
    pub controls: Things,
    /// Consent signals.
    pub signals: Vec<Changed>,
}

/// One of two reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// As the user wrote it.
    pub given: String,
    /// Whether it was judged then or again now.
    pub kind: BaselineKind,
    /// What the site is called: its address; of a folder or file, as the user wrote it.
    #[serde(default)]
    pub site: String,
    /// The address that was opened.
    pub url: String,
    /// Start of the run, RFC 3339 in UTC.
    pub started: String,
    /// Whether everything could be observed.
    pub complete: bool,
    /// How many findings and indications it has that no exception waives; one of several profiles counts once.
    pub findings: usize,
    /// How much of choices, cookies, storage, requests and signals it could look at.
    pub visits: Sight,
    /// How much of the interface it could look at.
    pub interface: Sight,
}

/// Findings that are not the same.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct FindingChanges {
    /// Those that are new, worst first.
    pub new: Vec<NewOne>,
    /// Those that were looked for and are gone.
    pub fixed: Vec<PastFinding>,
    /// Those that are not there, without its being known that they are fixed.
    pub not_known: Vec<NotKnown>,
    /// Those that are there in both.
    pub unchanged: Vec<PastFinding>,
}

/// A finding that is new.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NewOne {
    /// The finding.
    pub finding: PastFinding,
    /// Why it counts as new.
    pub why: WhyNew,
}

/// A report with where it came from.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// As the user wrote it.
    pub given: &'a str,
    /// Whether it was judged then or again now.
    pub kind: BaselineKind,
    /// The report.
    pub report: &'a Report,
}

impl Given<'_> {
    fn side(&self) -> Side {
        let report = self.report;
        Side {
            given: self.given.to_owned(),
            kind: self.kind,
            site: address(report).to_owned(),
            url: report.target.url.clone(),
            started: report.run.started.clone(),
            complete: report.complete,
            findings: counting(report).len(),
            visits: sight::visits(report),
            interface: sight::interface(report),
        }
    }
}

/// Finds what is not the same.
pub fn diff(then: Given<'_>, now: Given<'_>) -> Diff {
    let sides = [then.report, now.report];
    let (texts, controls) = (interface::texts(sides), interface::controls(sides));
    Diff {
        format: Format { name: DIFF_NAME.to_owned(), version: DIFF_VERSION.to_owned() },
        then: then.side(),
        now: now.side(),
        differences: differences(then.report, now.report),
        findings: findings(then.report, now.report),
        states: states(then.report, now.report),
        items: kept::items(sides),
        recipients: recipients::recipients(sides),
        banner: interface::banner(sides),
        texts,
        controls,
        signals: signals::signals(sides),
    }
}

fn findings(then: &Report, now: &Report) -> FindingChanges {
    let Changes { new, unchanged, fixed, not_known } = changes(then, now);
    let by_fingerprint = once(now);
    let of = |fingerprint: &str| by_fingerprint.get(fingerprint).map(|finding| PastFinding::from(*finding));
    FindingChanges {
        new: new.iter().filter_map(|new| Some(NewOne { finding: of(&new.fingerprint)?, why: new.why })).collect(),
        fixed,
        not_known,
        unchanged: unchanged.iter().filter_map(|fingerprint| of(fingerprint)).collect(),
    }
}

/// How choices ended in the states that both lived through.
fn states(then: &Report, now: &Report) -> Vec<Changed> {
    let mut all = Vec::new();
    for now in &now.states {
        let Some(then) = then.states.iter().find(|then| then.state == now.state) else { continue };
        let sides = [then, now];
        let state = &now.state;
        let mut told = |what: &str, texts: [String; 2]| all.extend(Changed::of(&format!("{state}: {what}"), texts));
        told("outcome", sides.map(|one| spoken(&one.status)));
        told("steps", sides.map(|one| lived(one, |one| one.steps.map(|steps| steps.to_string()))));
        told("clicked", sides.map(|one| lived(one, |one| clicked(&one.clicked))));
        told("banner after the reload", sides.map(|one| things::known(one.banner_on_return)));
    }
    all
}

/// What is told of a state that was lived through.
fn lived(state: &StateForm, tell: impl Fn(&StateForm) -> Option<String>) -> String {
    if state.status == ChoiceStatus::Failed {
        things::known(None)
    } else {
        tell(state).unwrap_or_else(|| "none".to_owned())
    }
}

fn clicked(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| words.join(" › "))
}
