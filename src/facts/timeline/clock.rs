//! Which phase a time lies in, and which time a place in the order of all has.

use std::collections::BTreeMap;

use super::Timed;
use crate::evidence::{Phase, Visit};

/// The times of a visit.
#[derive(Debug)]
pub struct Clock<'a> {
    visit: &'a Visit,
    /// The latest time heard up to each place in the order, by that place.
    heard: BTreeMap<u64, f64>,
}

impl<'a> Clock<'a> {
    /// Reads the times of a visit once.
    pub fn of(visit: &'a Visit) -> Self {
        let requests = visit.requests.ok().map(Vec::as_slice).unwrap_or_default();
        let mut heard: BTreeMap<u64, f64> = requests.iter().map(|request| (request.seq, request.at_ms)).collect();
        let mut latest = 0.0_f64;
        for at_ms in heard.values_mut() {
            latest = latest.max(*at_ms);
            *at_ms = latest;
        }
        Self { visit, heard }
    }

    /// The phase under way at a time; `None` once the last one was recorded.
    pub fn phase_at(&self, at_ms: f64) -> Option<Phase> {
        self.visit.moments.iter().find(|moment| at_ms <= moment.at_ms).map(|moment| moment.phase)
    }

    /// When a write was heard; of bundles that do not tell, when something was heard just before it.
    pub fn written(&self, at_ms: Option<f64>, seq: u64, phase: Phase) -> (f64, Timed) {
        at_ms.map_or_else(|| (self.time_before(seq, phase), Timed::NoEarlier), |at_ms| (at_ms, Timed::Heard))
    }

    /// The time of what was heard just before `seq`, held within `phase`.
    fn time_before(&self, seq: u64, phase: Phase) -> f64 {
        let heard = self.heard.range(..=seq).next_back().map_or(0.0, |(_, at_ms)| *at_ms);
        let begins = self.visit.moments.iter().rev().find(|moment| moment.phase < phase).map(|moment| moment.at_ms);
        heard.max(begins.unwrap_or(0.0))
    }
}
