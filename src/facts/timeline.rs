//! What happened in a visit, one thing after the other: the log, the jar, the storage, the wire, the signals.
//!
//! Requests, writes, incidents and lines of the log carry the time at which they were heard. In bundles before format
//! 1.2 writes carry only their place in the order of all, so that their time is that of what was heard just before;
//! what is told by comparing two moments
//! alone carries the time of the later one. [`Timed`] says which it is.
//!
//! | file | holds |
//! |---|---|
//! | `timeline/clock.rs` | which phase a time lies in, which time a place in the order has |
//! | `timeline/jar.rs` | cookies that were set, changed, renewed, removed, refused |
//! | `timeline/said.rs` | consent signals that came, changed, went |

mod clock;
mod jar;
mod said;

use serde::{Deserialize, Serialize};

use self::clock::Clock;
use super::party::{host_of, party};
use super::pointer;
use super::setter::{Askers, by_script, without_query};
use super::site::{Party, SetBy};
use crate::evidence::{Area, Evidence, IncidentKind, Phase, State, Visit};

/// What happened in one visit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Timeline {
    /// In order.
    pub events: Vec<Event>,
    /// What could not be recorded, so that events of that kind may be missing.
    pub missing: Vec<String>,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Event {
    /// Wall time since the visit began, milliseconds.
    pub at_ms: f64,
    /// What that time is.
    pub timed: Timed,
    /// In which phase; `None` after the last one was recorded.
    pub phase: Option<Phase>,
    /// What kind of thing.
    pub kind: EventKind,
    /// What exactly, for people. Holds no values of cookies and no queries of addresses.
    pub what: String,
    /// Who did it: a script with its line, an address, a document; `None` if that was not seen or it was we.
    pub by: Option<String>,
    /// JSON pointer into the evidence.
    pub evidence: String,
}

/// What the time of an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Timed {
    /// The time at which it was heard.
    Heard,
    /// The time of what was heard just before it.
    NoEarlier,
    /// The time of the record in which it was found; it may have happened at any time of its phase.
    NoLater,
}

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    /// We went somewhere or loaded again.
    Navigate,
    /// We let page time pass.
    Wait,
    /// We activated a control.
    Click,
    /// We scrolled or moved the pointer.
    Gesture,
    /// What came of a choice.
    Choice,
    /// A cookie was stored for the first time.
    CookieSet,
    /// A stored cookie got another value.
    CookieChanged,
    /// A stored cookie was written anew with the value that it had.
    CookieRenewed,
    /// A cookie was deleted.
    CookieRemoved,
    /// The browser refused to store a cookie.
    CookieRefused,
    /// Web storage was written.
    StorageWritten,
    /// A document, or something from another party, was asked for.
    Request,
    /// A consent signal came, changed or went.
    Signal,
    /// The page did something by itself.
    Incident,
    /// The page wrote to its console.
    Console,
    /// Anything else that the log holds.
    Note,
}

impl EventKind {
    /// Its word, as in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Navigate => "navigate",
            Self::Wait => "wait",
            Self::Click => "click",
            Self::Gesture => "gesture",
            Self::Choice => "choice",
            Self::CookieSet => "cookie-set",
            Self::CookieChanged => "cookie-changed",
            Self::CookieRenewed => "cookie-renewed",
            Self::CookieRemoved => "cookie-removed",
            Self::CookieRefused => "cookie-refused",
            Self::StorageWritten => "storage-written",
            Self::Request => "request",
            Self::Signal => "signal",
            Self::Incident => "incident",
            Self::Console => "console",
            Self::Note => "note",
        }
    }

    /// The kind of a line of the log.
    fn of_log(what: &str) -> Self {
        match what {
            "navigate" => Self::Navigate,
            "clock" => Self::Wait,
            "click" | "call" => Self::Click,
            "gesture" => Self::Gesture,
            "choice" => Self::Choice,
            "console" => Self::Console,
            _ => Self::Note,
        }
    }
}

/// What happened in the visit of `state`; `None` if the state was not part of the run.
pub fn timeline(evidence: &Evidence, state: &State) -> Option<Timeline> {
    let (index, visit) = evidence.visits.iter().enumerate().find(|(_, visit)| &visit.state == state)?;
    let clock = Clock::of(visit);
    let asked = Askers::of(visit.requests.ok().map(Vec::as_slice).unwrap_or_default());
    let page_host = visit.reached.final_url.as_deref().and_then(host_of).or_else(|| host_of(&evidence.target.url));
    let mut events = logged(index, visit, &clock);
    events.extend(incidents(index, visit));
    events.extend(requests(index, visit, page_host.as_deref().unwrap_or_default()));
    events.extend(storage(index, visit, &clock, &asked));
    events.extend(jar::events(index, visit, &clock, &asked, &evidence.run.started));
    events.extend(said::events(index, visit));
    events.sort_by(|a, b| a.0.total(&b.0));
    Some(Timeline { events: events.into_iter().map(|(_, event)| event).collect(), missing: missing(visit) })
}

/// Where an event stands among all: its time, then its place in the order of what was recorded.
#[derive(Debug, Clone, Copy)]
struct Place {
    at_ms: f64,
    seq: u64,
}

impl Place {
    fn total(&self, other: &Self) -> std::cmp::Ordering {
        self.at_ms.total_cmp(&other.at_ms).then(self.seq.cmp(&other.seq))
    }
}

/// An event with its place among all.
type Placed = (Place, Event);

fn placed(seq: u64, event: Event) -> Placed {
    (Place { at_ms: event.at_ms, seq }, event)
}

fn logged(index: usize, visit: &Visit, clock: &Clock<'_>) -> Vec<Placed> {
    let lines = visit.log.iter().enumerate().map(|(at, line)| {
        let kind = EventKind::of_log(&line.what);
        let known = matches!(kind, EventKind::Note);
        let what = if known { format!("{}: {}", line.what, line.detail) } else { line.detail.clone() };
        let event = Event {
            at_ms: line.at_ms,
            timed: Timed::Heard,
            phase: clock.phase_at(line.at_ms),
            kind,
            what,
            by: None,
            evidence: pointer::in_visit(index, &format!("log/{at}")),
        };
        placed(0, event)
    });
    lines.collect()
}

fn incidents(index: usize, visit: &Visit) -> Vec<Placed> {
    let events = visit.incidents.iter().enumerate().map(|(at, incident)| {
        let what = match incident.kind {
            IncidentKind::Dialog => "dialog",
            IncidentKind::Window => "window",
            IncidentKind::Download => "download",
            IncidentKind::Navigation => "navigation by the page",
        };
        let event = Event {
            at_ms: incident.at_ms,
            timed: Timed::Heard,
            phase: Some(incident.phase),
            kind: EventKind::Incident,
            what: format!("{what}: {}", without_query(&incident.detail)),
            by: None,
            evidence: pointer::in_visit(index, &format!("incidents/{at}")),
        };
        placed(0, event)
    });
    events.collect()
}

/// Documents of the page, and whatever another party is asked for.
fn requests(index: usize, visit: &Visit, page_host: &str) -> Vec<Placed> {
    let all = visit.requests.ok().map(Vec::as_slice).unwrap_or_default().iter().enumerate();
    let told = all.filter(|(_, request)| {
        let third = host_of(&request.url).is_some_and(|host| party(&host, page_host) == Party::Third);
        third || request.main_document
    });
    let events = told.map(|(at, request)| {
        let end = match (request.status, &request.failed) {
            (Some(status), _) => format!(", answered {status}"),
            (None, Some(why)) => format!(", failed: {why}"),
            (None, None) => String::new(),
        };
        let event = Event {
            at_ms: request.at_ms,
            timed: Timed::Heard,
            phase: Some(request.phase),
            kind: EventKind::Request,
            what: format!("{} {} ({}{end})", request.method, without_query(&request.url), request.kind),
            by: request.initiator.url.as_deref().map(without_query),
            evidence: pointer::entry(index, "requests", at),
        };
        placed(request.seq, event)
    });
    events.collect()
}

fn storage(index: usize, visit: &Visit, clock: &Clock<'_>, asked: &Askers<'_>) -> Vec<Placed> {
    let writes = visit.storage_writes.ok().map(Vec::as_slice).unwrap_or_default().iter().enumerate();
    let events = writes.map(|(at, write)| {
        let area = if write.area == Area::SessionStorage { "sessionStorage" } else { "localStorage" };
        let (at_ms, timed) = clock.written(write.at_ms, write.seq, write.phase);
        let event = Event {
            at_ms,
            timed,
            phase: Some(write.phase),
            kind: EventKind::StorageWritten,
            what: format!("{} in {area} of {}", write.key, write.origin),
            by: who(&by_script(&write.stack, asked)),
            evidence: pointer::entry(index, "storage_writes", at),
        };
        placed(write.seq, event)
    });
    events.collect()
}

/// Who wrote, in one word: the script with its line, or the answer.
fn who(by: &SetBy) -> Option<String> {
    let url = by.url.clone()?;
    Some(by.line.map_or_else(|| url.clone(), |line| format!("{url}:{line}")))
}

/// What was not recorded.
fn missing(visit: &Visit) -> Vec<String> {
    let lists = [
        ("requests", visit.requests.as_result().err()),
        ("writes of cookies", visit.cookie_writes.as_result().err()),
        ("writes of storage", visit.storage_writes.as_result().err()),
    ];
    let mut missing: Vec<String> =
        lists.into_iter().filter_map(|(what, why)| Some(format!("{what}: {}", why?))).collect();
    for moment in &visit.moments {
        let phase = moment.phase.word();
        let parts = [("the jar", moment.cookies.as_result().err()), ("signals", moment.signals.as_result().err())];
        missing.extend(parts.into_iter().filter_map(|(what, why)| Some(format!("{what} at {phase}: {}", why?))));
    }
    missing.extend(visit.cut_short.iter().map(|why| format!("everything after the visit was cut short: {why}")));
    missing
}
