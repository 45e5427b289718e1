//! The reload: what a returning visitor meets.

use std::time::Duration;

use super::unfinished::nothing;
use super::visit::{Share, Visiting};
use crate::browser::{Fault, Page, Way};
use crate::evidence::{Phase, ReachOutcome};

/// How much later than at arrival an interface may come after a reload, page time.
const LATE_AGAIN: Duration = Duration::from_secs(2);

impl<P: Page> Visiting<'_, P> {
    /// Reloads and records what a returning visitor meets.
    pub(super) async fn come_back(&mut self) -> Result<(), Fault> {
        if self.is_late() {
            self.cut_short = Some("the deadline of the visit passed before the return".to_owned());
            return Ok(());
        }
        self.leave().await?;
        self.phase = Phase::Return;
        let landing = self.go(&Way::Reload, "return", Share::Whole).await?;
        self.listen(Phase::Return);
        if let Some(error) = &landing.error {
            let why = format!("the page could not be loaded again: {error}");
            self.note("reached", why.clone());
            self.cut_short = Some(why.clone());
            self.keep(Phase::Return, landing.clock, nothing(&why, None));
            return Ok(());
        }
        let met = self.what_was_met(&landing).await?;
        if met.outcome != ReachOutcome::Loaded {
            let why = format!("the reload did not bring the page again: {}", met.detail);
            self.cut_short = Some(why.clone());
            self.keep(Phase::Return, landing.clock, nothing(&why, None));
            return Ok(());
        }
        let mut taken = self.take(Phase::Return).await?;
        let waited_for = self
            .moments
            .first()
            .and_then(|arrival| arrival.search.ok())
            .is_some_and(|search| search.found.iter().any(|interface| interface.placement.after_scroll));
        let found = taken.search.ok().is_some_and(|search| !search.found.is_empty());
        if waited_for && !found && self.choice.is_some() {
            let (sights, search) = self.search_with_gesture().await?;
            taken.sights = sights;
            taken.search = search;
        }
        self.keep(Phase::Return, landing.clock, taken);
        Ok(())
    }

    /// How long is waited after the reload: a banner that came late is given as long again, and a little more.
    pub(super) fn patience(&self) -> Duration {
        let met = self.moments.first().and_then(|arrival| arrival.search.ok());
        let late = met.into_iter().flat_map(|search| &search.found).filter_map(|found| found.placement.late_ms).max();
        let again = late.map_or(Duration::ZERO, |ms| Duration::from_millis(ms) + LATE_AGAIN);
        self.plan.budgets.back.max(again)
    }
}
