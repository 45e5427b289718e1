//! One target under way: what is told of its states.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use super::{Progress, ProgressEvent, seconds};
use crate::evidence::{ChoiceStatus, Evidence, ReachOutcome, State, Visit};

/// One target under way.
pub struct Course<'a> {
    progress: &'a Progress,
    target: String,
    began: Instant,
    states: usize,
    under_way: Mutex<UnderWay>,
}

/// When states began, and how many are over.
#[derive(Default)]
struct UnderWay {
    began: BTreeMap<State, Instant>,
    done: usize,
}

impl<'a> Course<'a> {
    /// A target begins, to be lived through in so many states.
    pub fn begin(progress: &'a Progress, target: &str, states: usize) -> Self {
        progress.target(target, states);
        Self { progress, target: target.to_owned(), began: Instant::now(), states, under_way: Mutex::default() }
    }

    /// A state begins.
    pub fn begins(&self, state: &State) {
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        under_way.began.insert(state.clone(), Instant::now());
        self.progress.tell(&ProgressEvent::StateStarted { target: self.target.clone(), state: state.to_string() });
    }

    /// A state is over, whatever came of it.
    pub fn ended(&self, visit: &Visit) {
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        under_way.done += 1;
        let took = under_way.began.get(&visit.state).map(Instant::elapsed).unwrap_or_default();
        if self.progress.is_verbose() {
            self.notes(visit);
        }
        let (status, reason) = standing(visit);
        self.progress.tell(&ProgressEvent::StateFinished {
            target: self.target.clone(),
            state: visit.state.to_string(),
            status,
            reason,
            seconds: seconds(took),
            done: under_way.done,
            of: self.states,
        });
    }

    /// The browser died and these states are lived through again.
    pub fn again(&self, states: &[State]) {
        let states = states.iter().map(ToString::to_string).collect();
        self.progress.tell(&ProgressEvent::BrowserRestarted { target: self.target.clone(), states });
    }

    /// The evidence is kept in `folder`.
    pub fn kept(&self, folder: &Path, evidence: &Evidence) {
        self.progress.tell(&ProgressEvent::TargetFinished {
            target: self.target.clone(),
            folder: folder.display().to_string(),
            reached: evidence.visits.first().map(|visit| visit.reached.outcome),
            seconds: seconds(self.began.elapsed()),
        });
    }

    fn notes(&self, visit: &Visit) {
        let mut log: Vec<_> = visit.log.iter().collect();
        log.sort_by(|one, other| one.at_ms.total_cmp(&other.at_ms));
        for entry in log {
            self.progress.tell(&ProgressEvent::Note {
                target: self.target.clone(),
                state: visit.state.to_string(),
                at_ms: entry.at_ms.round(),
                what: entry.what.clone(),
                detail: entry.detail.clone(),
            });
        }
    }
}

/// Whether a state was lived through, and why not.
fn standing(visit: &Visit) -> (ChoiceStatus, Option<String>) {
    if visit.reached.outcome != ReachOutcome::Loaded {
        return (ChoiceStatus::Failed, Some(visit.reached.detail.clone()));
    }
    match (&visit.choice, &visit.cut_short) {
        (Some(choice), _) => (choice.status, choice.reason.clone()),
        (None, Some(why)) => (ChoiceStatus::Failed, Some(why.clone())),
        (None, None) => (ChoiceStatus::Observed, None),
    }
}
