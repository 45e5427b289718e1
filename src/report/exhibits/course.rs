//! What happened in one state: every event as a mark on an axis, the telling ones in a list.

use std::collections::BTreeMap;

use crate::evidence::{Evidence, Phase, State, Visit};
use crate::facts::{Event, EventKind, Timed, timeline};
use crate::report::show::Values;

/// Events that are listed of one state. All of them are drawn.
const LISTED: usize = 160;

/// What happened in one state.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// Which.
    pub(in crate::report) state: State,
    /// When each phase that was recorded ended, milliseconds since the visit began, in order.
    pub(in crate::report) phases: Vec<(Phase, f64)>,
    /// When the last event or phase was, milliseconds.
    pub(in crate::report) end_ms: f64,
    /// Times of all events, by kind.
    pub(in crate::report) lanes: BTreeMap<Lane, Vec<f64>>,
    /// The events that are listed, in order.
    pub(in crate::report) told: Vec<Told>,
    /// How many there were.
    pub(in crate::report) all: usize,
    /// What could not be recorded.
    pub(in crate::report) missing: Vec<String>,
}

/// A kind of events that are drawn on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// What we did.
    Ours,
    /// What was asked of other parties, and documents.
    Requests,
    /// Cookies that were set, changed or removed.
    Cookies,
    /// Writes to web storage.
    Storage,
    /// Consent signals.
    Signals,
    /// What the page did by itself.
    Incidents,
}

impl Lane {
    /// All of them, from top to bottom.
    pub(in crate::report) const ALL: [Self; 6] =
        [Self::Ours, Self::Requests, Self::Cookies, Self::Storage, Self::Signals, Self::Incidents];

    fn of(kind: EventKind) -> Option<Self> {
        match kind {
            EventKind::Navigate | EventKind::Click | EventKind::Gesture | EventKind::Choice => Some(Self::Ours),
            EventKind::Request => Some(Self::Requests),
            EventKind::CookieSet
            | EventKind::CookieChanged
            | EventKind::CookieRenewed
            | EventKind::CookieRemoved
            | EventKind::CookieRefused => Some(Self::Cookies),
            EventKind::StorageWritten => Some(Self::Storage),
            EventKind::Signal => Some(Self::Signals),
            EventKind::Incident => Some(Self::Incidents),
            EventKind::Wait | EventKind::Console | EventKind::Note => None,
        }
    }

    /// How much an event of this kind tells of a choice, most first.
    fn weight(self) -> usize {
        match self {
            Self::Ours => 0,
            Self::Cookies => 1,
            Self::Signals => 2,
            Self::Incidents => 3,
            Self::Storage => 4,
            Self::Requests => 5,
        }
    }
}

/// An event that is listed.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// When, milliseconds since the visit began.
    pub(in crate::report) at_ms: f64,
    /// What that time is.
    pub(in crate::report) timed: Timed,
    /// In which phase.
    pub(in crate::report) phase: Option<Phase>,
    /// What kind of thing.
    pub(in crate::report) kind: EventKind,
    /// What, without values.
    pub(in crate::report) what: String,
    /// Who did it.
    pub(in crate::report) by: Option<String>,
}

impl Course {
    pub(super) fn of(evidence: &Evidence, visit: &Visit) -> Option<Self> {
        let told = timeline(evidence, &visit.state)?;
        let events: Vec<(Lane, &Event)> =
            told.events.iter().filter_map(|event| Some((Lane::of(event.kind)?, event))).collect();
        let mut lanes: BTreeMap<Lane, Vec<f64>> = BTreeMap::new();
        for (lane, event) in &events {
            lanes.entry(*lane).or_default().push(event.at_ms);
        }
        let phases: Vec<(Phase, f64)> = visit.moments.iter().map(|moment| (moment.phase, moment.at_ms)).collect();
        let ends = phases.iter().map(|(_, at)| *at).chain(events.iter().map(|(_, event)| event.at_ms));
        Some(Self {
            state: visit.state.clone(),
            end_ms: ends.filter(|at| at.is_finite()).fold(0.0, f64::max),
            phases,
            lanes,
            all: events.len(),
            told: listed(&events),
            missing: told.missing.into_iter().chain(visit.cut_short.clone()).collect(),
        })
    }
}

/// The events that tell most, in the order in which they happened.
fn listed(events: &[(Lane, &Event)]) -> Vec<Told> {
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_by_key(|at| (events.get(*at).map(|(lane, _)| lane.weight()), *at));
    order.truncate(LISTED);
    order.sort_unstable();
    order.into_iter().filter_map(|at| events.get(at)).map(|(_, event)| told(event)).collect()
}

fn told(event: &Event) -> Told {
    let what = Values::Cut.sentence(&event.what);
    Told {
        at_ms: event.at_ms,
        timed: event.timed,
        phase: event.phase,
        kind: event.kind,
        what: if event.kind == EventKind::Incident { Values::Cut.beginning(&what) } else { what },
        by: event.by.as_deref().map(|by| Values::Cut.sentence(by)),
    }
}
