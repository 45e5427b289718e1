//! The virtual clock.
//!
//! Page time stands still between calls. A call grants a budget; Chrome runs the page's timers as fast as the
//! processor allows, stands still while the network is busy, and tells when the budget is spent. The budget is
//! granted in slices with a frame after each.
//!
//! A server that does not answer would hold the clock for ever. When nothing has been heard from the network for a
//! while, page time goes on at the pace of wall time, as it would for a visitor, until the network is quiet again:
//! to run ahead would be to leave before a slow answer comes. Streams that never end by their nature do not hold it.

use std::time::{Duration, Instant};

use headless_chrome::protocol::cdp::Emulation::{SetVirtualTimePolicy, VirtualTimePolicy};

use super::super::{ClockChoice, ClockEnd, ClockRun, Fault};
use super::draw::{self, listen_or_not};
use super::open::standing;
use super::tab::Tab;

/// Silence on the network after which the clock is held no longer.
const SILENCE: Duration = Duration::from_millis(1000);

/// The same where all that is under way are streams that never end by their nature.
const STREAMING_SILENCE: Duration = Duration::from_millis(100);

/// How much page time goes by at once at the pace of wall time.
const TICK: Duration = Duration::from_millis(100);

/// How long a page may take to be told to stand still after a deadline.
const HALT: Duration = Duration::from_millis(500);

/// What is loaded for ever: it brings no banner and no document.
pub(super) const STREAMS: [&str; 3] = ["eventsource", "media", "websocket"];

/// How a slice ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SliceEnd {
    /// It was spent.
    Spent,
    /// The network holds it and is silent.
    Held,
    /// The deadline came.
    Deadline,
}

/// Page time that goes on beside a silent network.
#[derive(Debug, Clone, Copy)]
struct Held {
    /// How many network events there had been.
    network: u64,
    /// Wall time that page time is behind.
    behind: Duration,
}

/// Lets `budget` of page time pass, at most until `deadline`.
pub(super) async fn virtually(tab: &Tab, budget: Duration, deadline: Instant) -> Result<ClockRun, Fault> {
    let mut spent = Duration::ZERO;
    let mut clock = ClockChoice::Virtual;
    let mut held: Option<Held> = None;
    let mut slices = draw::slices(tab.setup.flavour);
    while spent < budget {
        let began = Instant::now();
        // Whatever is heard lets the network hold the clock again.
        held = held.filter(|held| held.network == tab.progress().network);
        let at_the_pace_of_the_wall = held.is_some() && !only_streams(tab);
        let slice = if at_the_pace_of_the_wall { TICK } else { slices.next().unwrap_or(budget) };
        let slice = slice.min(budget.saturating_sub(spent));
        let end = match &mut held {
            Some(held) => beside(tab, slice, held, began, deadline).await?,
            None => grant(tab, slice, deadline).await?,
        };
        match end {
            SliceEnd::Spent => spent += slice,
            SliceEnd::Held => {
                if !only_streams(tab) {
                    clock = ClockChoice::Real;
                }
                held = Some(Held { network: tab.progress().network, behind: began.elapsed() });
                if !let_go(tab, deadline).await? {
                    return stopped(tab, spent, clock).await;
                }
                spent += slice;
            }
            SliceEnd::Deadline => return stopped(tab, spent, clock).await,
        }
        spent += draw::frame(tab, deadline).await?;
    }
    Ok(ClockRun { ended: ClockEnd::BudgetSpent, spent: spent.min(budget), clock })
}

async fn stopped(tab: &Tab, spent: Duration, clock: ClockChoice) -> Result<ClockRun, Fault> {
    // A page that is too busy to listen is left as it is.
    listen_or_not(tab.send_within(&standing(), HALT).answer().await)?;
    Ok(ClockRun { ended: ClockEnd::Deadline, spent, clock })
}

/// Grants a slice of page time and waits until it is spent, the network holds it in silence, or the deadline comes.
async fn grant(tab: &Tab, slice: Duration, deadline: Instant) -> Result<SliceEnd, Fault> {
    let before = tab.progress();
    if !set(tab, VirtualTimePolicy::PauseIfNetworkFetchesPending, Some(slice), deadline).await? {
        return Ok(SliceEnd::Deadline);
    }
    let mut network = before.network;
    loop {
        let silence = if only_streams(tab) { STREAMING_SILENCE } else { SILENCE };
        let by = deadline.min(Instant::now() + silence);
        let heard = tab.until(by, |now| now.expired > before.expired || now.network != network).await?;
        match heard {
            Some(now) if now.expired > before.expired => return Ok(SliceEnd::Spent),
            Some(now) => network = now.network,
            None if Instant::now() >= deadline => return Ok(SliceEnd::Deadline),
            // Nothing is loading: the page is computing.
            None if tab.known().under_way.is_empty() => {}
            None => return Ok(SliceEnd::Held),
        }
    }
}

/// Lets the slice that is granted already pass although the network is not quiet. `false` if the deadline came first.
///
/// No new budget is named: Chrome would keep both, and tell of the end of each.
async fn let_go(tab: &Tab, deadline: Instant) -> Result<bool, Fault> {
    let before = tab.progress().expired;
    Ok(set(tab, VirtualTimePolicy::Advance, None, deadline).await?
        && tab.until(deadline, |now| now.expired > before).await?.is_some())
}

/// Lets a slice pass beside a silent network: at once where it is only streaming or page time is behind, else at the
/// pace of wall time.
async fn beside(
    tab: &Tab,
    slice: Duration,
    held: &mut Held,
    began: Instant,
    deadline: Instant,
) -> Result<SliceEnd, Fault> {
    if held.behind >= slice {
        held.behind -= slice;
    } else if !only_streams(tab) {
        let network = held.network;
        tab.until(deadline.min(began + slice), |now| now.network != network).await?;
    }
    Ok(if advance(tab, slice, deadline).await? { SliceEnd::Spent } else { SliceEnd::Deadline })
}

/// Lets a slice pass whatever the network does. `false` if the deadline came first.
pub(super) async fn advance(tab: &Tab, slice: Duration, deadline: Instant) -> Result<bool, Fault> {
    let before = tab.progress().expired;
    Ok(Instant::now() < deadline
        && set(tab, VirtualTimePolicy::Advance, Some(slice), deadline).await?
        && tab.until(deadline, |now| now.expired > before).await?.is_some())
}

/// Sets the policy, with a budget if one is given; `false` if the page did not listen before the deadline.
async fn set(tab: &Tab, policy: VirtualTimePolicy, slice: Option<Duration>, deadline: Instant) -> Result<bool, Fault> {
    let request = SetVirtualTimePolicy {
        policy,
        budget: slice.map(|slice| slice.as_secs_f64() * 1000.0),
        max_virtual_time_task_starvation_count: None,
        initial_virtual_time: None,
    };
    let within = deadline.saturating_duration_since(Instant::now());
    match tab.send_within(&request, within).answer().await {
        Err(Fault::Deadline { .. }) => Ok(false),
        answer => {
            draw::count(tab, answer?["virtualTimeTicksBase"].as_f64(), slice.unwrap_or_default());
            Ok(true)
        }
    }
}

fn only_streams(tab: &Tab) -> bool {
    let known = tab.known();
    !known.under_way.is_empty() && known.under_way.values().all(|kind| STREAMS.contains(&kind.as_str()))
}
