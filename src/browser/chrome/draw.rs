//! Frames: without them no animation, transition or observer of a page moves.
//!
//! The headless shell draws when it is told to. A frame costs about a millisecond and says which moment of page time
//! it shows, so page time is granted in slices with a frame after each. What waits for a frame, such as a picture or
//! the wheel, is helped along with frames until it is done.

use std::time::{Duration, Instant};

use headless_chrome::protocol::cdp::HeadlessExperimental::BeginFrame;
use serde_json::Value;

use super::super::Fault;
use super::client::Pending;
use super::find::Flavour;
use super::tab::Tab;

/// Slices of a budget, milliseconds, each with how often it is used; the last is repeated. Fine at first, where
/// chains of frames are started, coarse later, where time is to pass.
const SLICES: [(u64, usize); 4] = [(16, 8), (50, 8), (100, 10), (200, usize::MAX)];

/// How long a page may take to draw. One that is busy is not waited for.
const DRAWN_WITHIN: Duration = Duration::from_millis(1000);

/// Page time between two frames that are drawn for a call that waits for them, milliseconds.
const STEP: f64 = 1.0;

/// The sizes of slices: endless for the shell, none for full Chrome.
pub(super) fn slices(flavour: Flavour) -> Box<dyn Iterator<Item = Duration> + Send> {
    match flavour {
        Flavour::Full => Box::new(std::iter::empty()),
        Flavour::Shell => Box::new(
            SLICES.into_iter().flat_map(|(size, times)| std::iter::repeat_n(Duration::from_millis(size), times)),
        ),
    }
}

/// Counts a slice that is granted; `base` is the browser's answer.
pub(super) fn count(tab: &Tab, base: Option<f64>, slice: Duration) {
    let ticks = &mut tab.known().ticks;
    let base = base.unwrap_or(ticks.base);
    if base.to_bits() != ticks.base.to_bits() {
        ticks.base = base;
        ticks.spent = 0.0;
    }
    ticks.spent += slice.as_secs_f64() * 1000.0;
}

/// Draws a frame of the page as it is now.
pub(super) async fn frame(tab: &Tab, deadline: Instant) -> Result<(), Fault> {
    if tab.setup.flavour != Flavour::Shell {
        return Ok(());
    }
    let within = deadline.saturating_duration_since(Instant::now()).min(DRAWN_WITHIN);
    listen_or_not(begin(tab, within).answer().await)
}

fn begin(tab: &Tab, within: Duration) -> Pending {
    let moment = {
        let ticks = &mut tab.known().ticks;
        // Frames never go back in time, not even when a new process counts anew.
        ticks.last = (ticks.base + ticks.spent).max(ticks.last + STEP);
        ticks.last
    };
    let request =
        BeginFrame { frame_time_ticks: Some(moment), interval: None, no_display_updates: None, screenshot: None };
    tab.send_within(&request, within)
}

/// Awaits an answer that may need frames to come about.
pub(super) async fn drawn(tab: &Tab, pending: Pending) -> Result<Value, Fault> {
    if tab.setup.flavour != Flavour::Shell {
        return pending.answer().await;
    }
    let answer = pending.answer();
    tokio::pin!(answer);
    loop {
        let frame = begin(tab, DRAWN_WITHIN).answer();
        tokio::select! {
            biased;
            answer = &mut answer => return answer,
            drawn = frame => match drawn {
                Err(fault @ (Fault::Gone(_) | Fault::Crashed)) => return Err(fault),
                // It may be too busy to draw; whether it answers is another question.
                Err(_) => return answer.await,
                Ok(_) => {}
            },
        }
    }
}

/// Passes on only what ends the page: one that does not listen is left as it is.
pub(super) fn listen_or_not(answer: Result<Value, Fault>) -> Result<(), Fault> {
    match answer {
        Err(fault @ (Fault::Gone(_) | Fault::Crashed)) => Err(fault),
        _ => Ok(()),
    }
}
