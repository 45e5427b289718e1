//! A scroll and a move of the pointer: some interfaces wait for them.

use std::time::Duration;

use super::banner::{Eagerness, Sight};
use super::gate::{self, Passage};
use super::moment;
use super::visit::{Share, Visiting};
use crate::browser::{Fault, Page};
use crate::evidence::{Gathered, Moment, Phase, Search};

/// How far the pages are scrolled to call a banner that waits for it, CSS pixels.
const GESTURE_SCROLL: f64 = 700.0;
/// How long is waited after the gesture, page time.
const GESTURE_BUDGET: Duration = Duration::from_secs(2);

impl<P: Page> Visiting<'_, P> {
    /// After everything was recorded: does an interface come when somebody scrolls? Told at the arrival, where it
    /// belongs; no request or cookie that this causes is recorded.
    pub(super) async fn search_with_gesture_for_the_record(&mut self) -> Result<(), Fault> {
        let wanted = |moment: &Moment| moment.search.ok().is_some_and(|search| search.found.is_empty());
        let nothing_found = self.moments.iter().find(|moment| moment.phase == Phase::Arrival).is_some_and(wanted);
        if !nothing_found || self.is_late() {
            return Ok(());
        }
        if let Err(why) = self.first_page_again().await? {
            self.note("gesture", format!("not tried, the first page did not come again: {why}"));
            return Ok(());
        }
        let (_, with_gesture) = self.search_with_gesture().await?;
        let _ = self.page.heard();
        let arrival = self.moments.iter_mut().find(|moment| moment.phase == Phase::Arrival);
        if let (Some(arrival), Gathered::Ok(found)) = (arrival, with_gesture)
            && let Gathered::Ok(before) = &arrival.search
        {
            arrival.search = Gathered::Ok(called(before, found));
        }
        Ok(())
    }

    /// Scrolls, moves the pointer, waits a little and looks again.
    pub async fn search_with_gesture(&mut self) -> Result<(Vec<Sight>, Gathered<Search>), Fault> {
        let (width, height) = self.plan.viewport;
        let (x, y) = (f64::from(width) / 2.0, f64::from(height) / 2.0);
        self.note("gesture", format!("scroll by {GESTURE_SCROLL} and move the pointer"));
        moment::living(self.page.point(x, y).await)?.ok();
        moment::living(self.page.wheel(x, y, GESTURE_SCROLL).await)?.ok();
        moment::living(self.page.point(x + 40.0, y - 30.0).await)?.ok();
        let run = self.page.wait(GESTURE_BUDGET, self.until(Share::Whole)).await?;
        self.note_clock("gesture", run);
        let addresses = self.addresses();
        let (mut sights, mut search) = moment::look(&self.page, self.asked(&addresses), Eagerness::Fresh).await?;
        let passage = if sights.is_empty() { gate::pass(self).await? } else { Passage::None };
        if let Passage::Passed(_) = &passage {
            let addresses = self.addresses();
            (sights, search) = moment::look(&self.page, self.asked(&addresses), Eagerness::Fresh).await?;
        }
        for sight in &mut sights {
            sight.interface.placement.after_scroll = true;
            // When it came, was our doing.
            sight.interface.placement.late_ms = None;
            sight.interface.placement.after_gate = matches!(passage, Passage::Passed(_));
        }
        if let Gathered::Ok(search) = &mut search {
            search.gesture_tried = true;
            match passage {
                Passage::None => {}
                Passage::Passed(gate) => search.gate = Some(gate),
                Passage::Closed(why) => search.blind_spots.push(why),
            }
            search.found = sights.iter().map(|sight| sight.interface.clone()).collect();
        }
        self.picture_of_called(&sights).await?;
        Ok((sights, search))
    }
}

/// What a gesture called, with what was known before it: a place that could not be looked at stays one.
pub fn called(before: &Search, mut now: Search) -> Search {
    now.platforms.clone_from(&before.platforms);
    for spot in &before.blind_spots {
        if !now.blind_spots.contains(spot) {
            now.blind_spots.push(spot.clone());
        }
    }
    now
}
