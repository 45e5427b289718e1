//! Calls by which browsers are told apart, as `fingerprints.js` counts them.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::evidence::{Phase, Place, ProbeCall, ProbedInterface};

/// Most entries by document, line and column that are kept of one visit.
const MOST: usize = 4000;
/// Most entries of scripts as a whole that are kept beside them, where those are too many.
const MOST_WHOLE: usize = 1000;
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
    whole: usize,
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
        let what = self.place((phase, frame.to_owned(), interface, member.clone(), spot));
        let at = match self.known.get(&what) {
            Some(at) => *at,
            None => {
                let (frame_url, arguments) = (frame.to_owned(), Vec::new());
                // What nobody could be named for anymore is cut.
                let script = script.filter(|_| what.4.is_some());
                let cut = what.1.is_empty() && script.is_none();
                let new = ProbeCall { seq, phase, interface, member, script, frame_url, calls: 0, arguments, cut };
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

    /// Where a sighting is counted: where there are too many places, with its script as a whole, and where there are
    /// too many of those, with its member alone, for nobody.
    fn place(&mut self, what: What) -> What {
        if self.known.contains_key(&what) || self.known.len() < MOST {
            return what;
        }
        let (phase, _, interface, member, spot) = what;
        let whole = spot.map(|(url, ..)| (phase, String::new(), interface, member.clone(), Some((url, 0, 0))));
        match whole {
            Some(whole) if self.known.contains_key(&whole) => whole,
            Some(whole) if self.whole < MOST_WHOLE => {
                self.whole += 1;
                whole
            }
            _ => (phase, String::new(), interface, member, None),
        }
    }

    /// In the order in which they were first told.
    pub fn into_calls(self) -> Vec<ProbeCall> {
        self.calls
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sighting(url: String, line: u32) -> Sighting {
        let place = Some(Place { url, line, column: 1 });
        let arguments = vec!["280x60, text".to_owned()];
        let (interface, member) = (ProbedInterface::Canvas, "toDataURL".to_owned());
        Sighting { interface, member, place, calls: 1, arguments, cut: false }
    }

    #[test]
    fn what_comes_after_too_many_places_is_counted_for_its_script() {
        let mut probed = Probed::default();
        for line in 1..=5000 {
            probed.saw(1, Phase::Arrival, "https://shop.example/", &[], sighting("noise.js".to_owned(), line));
        }
        probed.saw(2, Phase::Arrival, "https://shop.example/", &[], sighting("teller.js".to_owned(), 7));
        let calls = probed.into_calls();
        assert_eq!(calls.len(), MOST + 2);
        assert_eq!(calls.iter().map(|call| call.calls).sum::<u64>(), 5001);
        let teller = calls.last().unwrap();
        assert_eq!(teller.script.as_ref().map(|place| (place.url.as_str(), place.line)), Some(("teller.js", 7)));
        assert_eq!((teller.arguments.len(), teller.cut), (1, false));
    }

    #[test]
    fn what_comes_after_too_many_scripts_is_told_as_cut() {
        let mut probed = Probed::default();
        for at in 0..6000 {
            probed.saw(1, Phase::Arrival, "https://shop.example/", &[], sighting(format!("{at}.js"), 1));
        }
        let calls = probed.into_calls();
        assert_eq!(calls.len(), MOST + MOST_WHOLE + 1);
        let nobody = calls.last().unwrap();
        assert_eq!((nobody.script.as_ref(), nobody.cut, nobody.calls), (None, true, 1000));
    }
}
