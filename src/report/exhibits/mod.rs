//! What the evidence shows beside the report, for formats that draw: pictures, the course of each state, what was sent,
//! consent signals in words. Nothing of it stands in `report.json`.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | [`Exhibits`] |
//! | `pictures.rs` | the pictures that are worth their size |
//! | `png.rs` | a picture read, made smaller, written |
//! | `course.rs` | what happened in a state, as marks on an axis and as a list |
//! | `sent.rs` | cookies that went along with requests |

mod course;
mod pictures;
mod png;
mod sent;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use course::{Course, Lane, Told};
pub(super) use pictures::{Absent, Pictures};

use super::show::{Listing, Part, Values, listings};
use crate::evidence::{Evidence, Phase, State};
use crate::facts::{Facts, ItemKind};

/// A cookie by name, domain and path.
pub(super) type CookieId = (String, String, String);

/// What the evidence of one target shows beside its report.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Exhibits {
    /// Pictures by their paths within the bundle.
    pub(super) pictures: Pictures,
    /// Pictures of the viewport: state, phase, path.
    pub(super) viewports: BTreeMap<(State, Phase), String>,
    /// What happened in each state.
    pub(super) courses: Vec<Course>,
    /// In which phases of which state a cookie went along with a request.
    pub(super) sent: BTreeMap<CookieId, BTreeMap<State, BTreeSet<Phase>>>,
    /// Hosts that were sent identifiers of another party: name and domain of what held each.
    pub(super) identifiers: BTreeMap<String, BTreeSet<(String, String)>>,
    /// Consent signals in words, a listing a state.
    pub(super) signals: Vec<Listing>,
}

impl Exhibits {
    /// What `evidence` shows; `files` are those of its bundle, by path.
    pub fn of(evidence: &Evidence, facts: &Facts, files: &BTreeMap<String, Vec<u8>>) -> Self {
        Self {
            pictures: Pictures::of(evidence, facts, files),
            viewports: viewports(evidence),
            courses: evidence.visits.iter().filter_map(|visit| Course::of(evidence, visit)).collect(),
            sent: sent::sent(evidence, &cookies(facts)),
            identifiers: identifiers(facts),
            signals: listings(Part::Signals, evidence, facts, &[], Values::Cut),
        }
    }

    /// Whether anything was taken from evidence: where not, what is missing says nothing.
    pub(super) fn are_here(&self) -> bool {
        !self.signals.is_empty()
    }

    /// Bytes that its pictures take.
    pub fn weight(&self) -> usize {
        self.pictures.weight()
    }

    /// The same without pictures, for one of very many targets.
    #[must_use]
    pub fn without_pictures(self) -> Self {
        Self { pictures: self.pictures.left_out(), ..self }
    }
}

fn viewports(evidence: &Evidence) -> BTreeMap<(State, Phase), String> {
    let moments = evidence.visits.iter().flat_map(|visit| visit.moments.iter().map(move |moment| (visit, moment)));
    moments
        .filter_map(|(visit, moment)| Some(((visit.state.clone(), moment.phase), moment.screenshot.clone()?)))
        .collect()
}

fn cookies(facts: &Facts) -> BTreeSet<CookieId> {
    let cookies = facts.items.iter().filter(|item| item.kind == ItemKind::Cookie);
    cookies.map(|item| (item.name.clone(), item.domain.clone(), item.path.clone().unwrap_or_default())).collect()
}

fn identifiers(facts: &Facts) -> BTreeMap<String, BTreeSet<(String, String)>> {
    let mut received: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for leak in &facts.leaks {
        received.entry(leak.host.clone()).or_default().insert((leak.name.clone(), leak.domain.clone()));
    }
    received
}
