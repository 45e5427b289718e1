//! Visits that were not lived to the end: what was recorded stays, and what is missing says why.

use std::collections::BTreeMap;
use std::time::Duration;

use super::choice;
use super::conduct::{Ending, Lived};
use super::moment::Taken;
use super::reach;
use super::visit::Visiting;
use crate::browser::{ClockEnd, ClockRun, Fault, Page};
use crate::evidence::{ChoiceStatus, Gathered, PhaseEnd, ReachOutcome, Reached, State, Visit};

impl<P: Page> Visiting<'_, P> {
    /// The page or the browser died: what was recorded stays, what was under way is told to be lost.
    pub fn died(&mut self, fault: &Fault) {
        self.listen(self.phase);
        let why = fault.to_string();
        if self.is_recorded() {
            self.note("crash", format!("{why}, after everything was recorded"));
            return self.could_not_look_further(&why);
        }
        self.note("crash", why.clone());
        let before = self.moments.last().map_or("before anything was recorded".to_owned(), |moment| {
            format!("after `{}` was recorded", moment.phase.word())
        });
        self.reached.outcome = ReachOutcome::Crashed;
        self.reached.detail = format!("{why}, {before}");
        self.cut_short = Some(why.clone());
        if self.moments.iter().all(|moment| moment.phase != self.phase) {
            let clock = ClockRun { ended: ClockEnd::Deadline, spent: Duration::ZERO, clock: self.plan.clock };
            self.keep(self.phase, clock, nothing(&why, None));
            if let Some(last) = self.moments.last_mut() {
                last.ended = PhaseEnd::Died;
            }
        }
        let unfinished = self.state.chooses();
        match &mut self.choice {
            Some(choice) => {
                choice.status = ChoiceStatus::Failed;
                choice.reason = Some(why);
            }
            None if unfinished => self.choice = Some(choice::not_made(ChoiceStatus::Failed, why)),
            None => {}
        }
    }

    /// What was to be looked at after the last phase and was not reached, failed.
    fn could_not_look_further(&mut self, why: &str) {
        if *self.state == State::NoneAgain {
            self.second_layer.get_or_insert_with(|| Gathered::Failed(why.to_owned()));
            self.policy_pages.get_or_insert_with(|| Gathered::Failed(why.to_owned()));
            self.policy_texts.get_or_insert_with(|| Gathered::Failed(why.to_owned()));
            self.declaration.get_or_insert_with(|| Gathered::Failed(why.to_owned()));
            self.revival.get_or_insert_with(|| Gathered::Failed(why.to_owned()));
        }
    }
}

/// A moment of which nothing was seen.
pub fn nothing(why: &str, picture: Option<Vec<u8>>) -> Taken {
    Taken {
        url: String::new(),
        sights: Vec::new(),
        lurks: false,
        search: Gathered::Failed(why.to_owned()),
        cookies: Gathered::Failed(why.to_owned()),
        storage: Gathered::Failed(why.to_owned()),
        storage_unread: Vec::new(),
        policy_links: Gathered::Failed(why.to_owned()),
        words: Gathered::Failed(why.to_owned()),
        signals: Gathered::Failed(why.to_owned()),
        page: None,
        waited: Duration::ZERO,
        picture: picture.map(Ok),
    }
}

/// A visit for which no page could be opened.
pub fn never_opened(state: &State, fault: &Fault) -> Lived {
    let ending = if matches!(fault, Fault::Gone(_)) { Ending::BrowserGone } else { Ending::OfItsOwn };
    let reached = reach::not_tried(ReachOutcome::Crashed, format!("no page could be opened: {fault}"));
    Lived { visit: unseen(state, reached), files: BTreeMap::new(), ending }
}

/// A visit of which nothing was seen but why.
pub fn unseen(state: &State, reached: Reached) -> Visit {
    let why = reached.detail.clone();
    let choice = state.chooses().then(|| choice::not_made(ChoiceStatus::Failed, why.clone()));
    Visit {
        state: state.clone(),
        reached,
        moments: Vec::new(),
        choice,
        second_layer: None,
        keyboard: None,
        spoken: None,
        policy_pages: None,
        policy_texts: None,
        requests: Gathered::Failed(why.clone()),
        cookie_writes: Gathered::Failed(why.clone()),
        storage_writes: Gathered::Failed(why.clone()),
        started: None,
        appearance: None,
        probe_calls: None,
        defeats: Vec::new(),
        revival: None,
        declaration: None,
        log: Vec::new(),
        incidents: Vec::new(),
        cut_short: Some(why),
    }
}
