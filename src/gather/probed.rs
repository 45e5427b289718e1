//! Calls by which browsers are told apart, as `fingerprints.js` counts them.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::evidence::{Phase, Place, ProbeCall, ProbedInterface};

/// Most entries that are kept of one visit.
const MOST: usize = 4000;
/// Most different arguments that are kept of one entry.
const MOST_ARGUMENTS: usize = 128;

/// What one script did with one member of a document since it was last told.
#[derive(Debug, Deserialize)]
pub struct Sighting {
    interface: ProbedInterface,
    member: String,
    place: Option<Place>,
    calls: u64,
    arguments: Vec<String>,
    cut: bool,
}

/// All sightings of a visit.
#[derive(Debug, Default)]
pub struct Probed {
    calls: Vec<ProbeCall>,
    known: BTreeMap<What, usize>,
}

/// Phase, address of the document, interface, member, script with line and column.
type What = (Phase, String, ProbedInterface, String, Option<(String, u32, u32)>);

impl Probed {
    /// Takes in a sighting. `stack` led to the report; it tells the script where the page kept it from being counted
    /// by script.
    pub fn saw(&mut self, seq: u64, phase: Phase, frame: &str, stack: &[Place], sighting: Sighting) {
        let Sighting { interface, member, place, calls, arguments, cut } = sighting;
        // What is cut and has no place was counted for nobody.
        let script = place.or_else(|| stack.first().filter(|_| !cut).cloned());
        let spot = script.as_ref().map(|place| (place.url.clone(), place.line, place.column));
        let what = (phase, frame.to_owned(), interface, member.clone(), spot);
        let at = match self.known.get(&what) {
            Some(at) => *at,
            None if self.calls.len() >= MOST => return,
            None => {
                let (frame_url, arguments) = (frame.to_owned(), Vec::new());
                let new =
                    ProbeCall { seq, phase, interface, member, script, frame_url, calls: 0, arguments, cut: false };
                self.known.insert(what, self.calls.len());
                self.calls.push(new);
                self.calls.len() - 1
            }
        };
        let Some(known) = self.calls.get_mut(at) else { return };
        known.calls = known.calls.saturating_add(calls);
        known.cut |= cut;
        for argument in arguments {
            if known.arguments.contains(&argument) {
                continue;
            }
            if known.arguments.len() < MOST_ARGUMENTS {
                known.arguments.push(argument);
            } else {
                known.cut = true;
            }
        }
    }

    /// In the order in which they were first told.
    pub fn into_calls(self) -> Vec<ProbeCall> {
        self.calls
    }
}
