//! Frames: without them no animation, transition or observer of a page moves.
//!
//! The headless shell draws when it is told to. A frame costs about a millisecond and says which moment of page time
//! it shows, so page time is granted in slices with a frame after each. What waits for a frame, such as a picture or
//! the wheel, is helped along with frames until it is done.
//!
//! Full Chrome draws sixty times a second of wall time and needs page time to go on meanwhile, so page time is
//! pumped in drops until a frame has come; its animations run faster, for their clock is not page time.

use std::time::{Duration, Instant};

use headless_chrome::protocol::cdp::HeadlessExperimental::BeginFrame;
use headless_chrome::protocol::cdp::Runtime::Evaluate;
use serde_json::Value;

use super::super::Fault;
use super::ask;
use super::client::Pending;
use super::find::Flavour;
use super::pace;
use super::tab::Tab;

/// Slices of a budget, milliseconds, each with how often it is used; the last is repeated. Fine at first, where
/// chains of frames are started, coarse later, where time is to pass.
type Slices = [(u64, usize); 4];
const SHELL_SLICES: Slices = [(16, 8), (50, 8), (100, 10), (200, usize::MAX)];
const FULL_SLICES: Slices = [(16, 2), (100, 3), (250, 4), (1000, usize::MAX)];

/// How long a page may take to draw. One that is busy is not waited for.
const DRAWN_WITHIN: Duration = Duration::from_millis(1000);

/// How long a frame may be under way before it is given up for lost.
const FRAME_WITHIN: Duration = Duration::from_secs(60);

/// Page time between two frames that are drawn for a call that waits for them, milliseconds.
const STEP: f64 = 1.0;

/// How long a page of full Chrome is given to draw. A screen draws every 16 ms.
const SCREEN_DRAWN_WITHIN: Duration = Duration::from_millis(250);

/// How long a picture may take before full Chrome is given page time for it.
const GLANCE: Duration = Duration::from_millis(20);

/// Page time that full Chrome is given at once while a frame is waited for, and the wall time between two such drops.
/// With less than the time of a frame at once, none comes.
const DROP: Duration = Duration::from_millis(16);
const BETWEEN_DROPS: Duration = Duration::from_millis(4);

/// How long the end of a drop is waited for past the deadline of the frame: heard later, it would be taken for the end of the
/// next slice, and page time that never passed would be counted.
const LAST_DROP: Duration = Duration::from_millis(1000);

/// Wall time between two frames on the real clock.
const REFRESH: Duration = Duration::from_millis(16);

/// How much faster animations run in full Chrome on the virtual clock.
pub(super) const PLAYBACK_RATE: f64 = 20.0;

/// A promise of the next frame.
const NEXT_FRAME: &str = include_str!("next_frame.js");

/// The sizes of slices, endless.
pub(super) fn slices(flavour: Flavour) -> impl Iterator<Item = Duration> + Send {
    let slices = if flavour == Flavour::Shell { SHELL_SLICES } else { FULL_SLICES };
    slices.into_iter().flat_map(|(size, times)| std::iter::repeat_n(Duration::from_millis(size), times))
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

/// Draws a frame of the page as it is now. Gives the page time that it took.
pub(super) async fn frame(tab: &Tab, deadline: Instant) -> Result<Duration, Fault> {
    let left = deadline.saturating_duration_since(Instant::now());
    match tab.setup.flavour {
        Flavour::Shell => {
            let within = left.min(DRAWN_WITHIN);
            listen_or_not(begin(tab, Frame::AtPageTime, within).await)?;
            Ok(Duration::ZERO)
        }
        Flavour::Full => {
            let frame = tab.known().main_frame.clone();
            let Ok(context) = ask::isolated(tab, &frame).await else { return Ok(Duration::ZERO) };
            let within = left.min(SCREEN_DRAWN_WITHIN);
            let pending = tab.client.send(&context.session, &next_frame(context.id), within);
            let (answer, taken) = pumped(tab, pending, BETWEEN_DROPS, Instant::now() + within).await?;
            listen_or_not(answer)?;
            Ok(taken)
        }
    }
}

/// Draws frames at the pace of a screen until `by`: for the shell on the real clock.
pub(super) async fn refresh(tab: &Tab, by: Instant) -> Result<(), Fault> {
    while Instant::now() < by {
        let next = by.min(Instant::now() + REFRESH);
        listen_or_not(begin(tab, Frame::Now, DRAWN_WITHIN).await)?;
        tab.until(next, |_| false).await?;
    }
    Ok(())
}

/// Which moment a frame shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    AtPageTime,
    Now,
}

/// Draws one frame, and waits at most `within` for it.
///
/// At most one frame of the whole browser is under way: of two, even of two pages, Chrome's drawing process dies
/// ("overlapping IssueExternalBeginFrame"), and after the sixth time the browser with it. So a frame that nobody waits
/// for any longer is still waited for before the next.
async fn begin(tab: &Tab, frame: Frame, within: Duration) -> Result<Value, Fault> {
    let by = Instant::now() + within;
    let late = || Fault::Deadline {
        what: "a frame".to_owned(),
        after_ms: u64::try_from(within.as_millis()).unwrap_or(u64::MAX),
    };
    let lock = tokio::time::timeout_at(by.into(), tab.client.drawing().lock_owned());
    let Ok(turn) = lock.await else { return Err(late()) };
    let pending = tab.send_within(&frame_of(tab, frame), FRAME_WITHIN);
    let drawing = tokio::spawn(async move {
        let answer = pending.answer().await;
        drop(turn);
        answer
    });
    match tokio::time::timeout_at(by.into(), drawing).await {
        Ok(Ok(answer)) => answer,
        _ => Err(late()),
    }
}

fn frame_of(tab: &Tab, frame: Frame) -> BeginFrame {
    let moment = (frame == Frame::AtPageTime).then(|| {
        let ticks = &mut tab.known().ticks;
        // Frames never go back in time, not even when a new process counts anew.
        ticks.last = (ticks.base + ticks.spent).max(ticks.last + STEP);
        ticks.last
    });
    BeginFrame { frame_time_ticks: moment, interval: None, no_display_updates: None, screenshot: None }
}

/// Awaits an answer that may need frames to come about.
pub(super) async fn drawn(tab: &Tab, pending: Pending) -> Result<Value, Fault> {
    match (tab.setup.flavour, tab.virtual_clock()) {
        (Flavour::Full, false) => pending.answer().await,
        (Flavour::Full, true) => pumped(tab, pending, GLANCE, Instant::now() + tab.setup.within).await?.0,
        (Flavour::Shell, on_page_time) => {
            let frame = if on_page_time { Frame::AtPageTime } else { Frame::Now };
            with_frames(tab, pending, frame).await
        }
    }
}

/// Awaits an answer that comes about only while page time goes on, such as that of a page that is stored whole.
pub(super) async fn moving(tab: &Tab, pending: Pending) -> Result<Value, Fault> {
    if !tab.virtual_clock() {
        return pending.answer().await;
    }
    pumped(tab, pending, GLANCE, Instant::now() + tab.setup.within).await?.0
}

async fn with_frames(tab: &Tab, pending: Pending, frame: Frame) -> Result<Value, Fault> {
    let answer = pending.answer();
    tokio::pin!(answer);
    loop {
        let drawn = begin(tab, frame, DRAWN_WITHIN);
        tokio::select! {
            biased;
            answer = &mut answer => return answer,
            drawn = drawn => match drawn {
                Err(fault @ (Fault::Gone(_) | Fault::Crashed)) => return Err(fault),
                // It may be too busy to draw; whether it answers is another question.
                Err(_) => return answer.await,
                Ok(_) => {}
            },
        }
    }
}

/// Awaits an answer while page time goes on in drops, and gives how much did.
async fn pumped(
    tab: &Tab,
    pending: Pending,
    glance: Duration,
    deadline: Instant,
) -> Result<(Result<Value, Fault>, Duration), Fault> {
    let answer = pending.answer();
    tokio::pin!(answer);
    let mut taken = Duration::ZERO;
    let mut patience = glance;
    loop {
        if let Ok(answer) = tokio::time::timeout(patience, &mut answer).await {
            return Ok((answer, taken));
        }
        patience = BETWEEN_DROPS;
        if Instant::now() >= deadline || !pace::advance(tab, DROP, deadline + LAST_DROP).await? {
            return Ok((answer.await, taken));
        }
        taken += DROP;
    }
}

fn next_frame(context: i64) -> Evaluate {
    Evaluate {
        expression: NEXT_FRAME.to_owned(),
        object_group: None,
        include_command_line_api: None,
        silent: Some(true),
        context_id: u32::try_from(context).ok(),
        return_by_value: Some(true),
        generate_preview: None,
        user_gesture: None,
        await_promise: Some(true),
        throw_on_side_effect: None,
        timeout: None,
        disable_breaks: None,
        repl_mode: None,
        allow_unsafe_eval_blocked_by_csp: None,
        unique_context_id: None,
        serialization_options: None,
    }
}

/// Passes on only what ends the page: one that does not listen is left as it is.
pub(super) fn listen_or_not(answer: Result<Value, Fault>) -> Result<(), Fault> {
    match answer {
        Err(fault @ (Fault::Gone(_) | Fault::Crashed)) => Err(fault),
        _ => Ok(()),
    }
}
