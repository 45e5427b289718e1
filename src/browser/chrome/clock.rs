//! Page time: going somewhere, and letting time pass.
//!
//! On the virtual clock page time stands still between calls. A call grants a budget, Chrome runs the page's timers
//! as fast as the processor allows, stands still while the network is busy, and tells when the budget is spent.
//!
//! The headless shell makes frames only when asked, so there the budget is granted in slices with a frame after
//! each: animations, transitions and observers need them.

use std::time::{Duration, Instant};

use headless_chrome::protocol::cdp::Emulation::{SetVirtualTimePolicy, VirtualTimePolicy};
use headless_chrome::protocol::cdp::Page::{Navigate, Reload, StopLoading};

use super::super::{ClockChoice, ClockEnd, ClockRun, Fault, Landing, Way};
use super::draw::{self, listen_or_not};
use super::open::standing;
use super::tab::Tab;

/// The error of a landing where the deadline came before a document did.
pub(super) const NO_DOCUMENT: &str = "no document before the deadline";

/// How long the page may take to be told to stand still after a deadline.
const HALT: Duration = Duration::from_millis(500);

/// Goes somewhere, then lets `budget` of page time pass.
pub(super) async fn go(tab: &Tab, way: &Way, budget: Duration, deadline: Instant) -> Result<Landing, Fault> {
    tab.stir();
    tab.known().document_error = None;
    let before = tab.progress().commits;
    let error = match way {
        Way::To(url) => navigate(tab, url, deadline).await?,
        Way::Reload => reload(tab, before, deadline).await?,
    };
    if error.as_deref() == Some(NO_DOCUMENT) {
        let stop = tab.client.send(&tab.session(), &StopLoading(None), HALT);
        let _ = stop.answer().await;
        let clock = ClockRun { ended: ClockEnd::Deadline, spent: Duration::ZERO, clock: tab.setup.settings.clock };
        return Ok(Landing { error, clock });
    }
    let clock = run(tab, budget, deadline).await?;
    Ok(Landing { error, clock })
}

async fn navigate(tab: &Tab, url: &str, deadline: Instant) -> Result<Option<String>, Fault> {
    let request =
        Navigate { url: url.to_owned(), referrer: None, transition_Type: None, frame_id: None, referrer_policy: None };
    let within = deadline.saturating_duration_since(Instant::now());
    match tab.client.call(&tab.session(), &request, within).await {
        Ok(answer) => Ok(answer["errorText"].as_str().filter(|error| !error.is_empty()).map(str::to_owned)),
        Err(Fault::Deadline { .. }) => Ok(Some(NO_DOCUMENT.to_owned())),
        Err(Fault::Refused { why, .. }) => Ok(Some(why)),
        Err(fault) => Err(fault),
    }
}

async fn reload(tab: &Tab, before: u64, deadline: Instant) -> Result<Option<String>, Fault> {
    tab.call(&Reload { ignore_cache: None, script_to_evaluate_on_load: None, loader_id: None }).await?;
    match tab.until(deadline, |now| now.commits > before).await? {
        Some(_) => Ok(tab.known().document_error.take()),
        None => Ok(Some(NO_DOCUMENT.to_owned())),
    }
}

/// Lets `budget` of page time pass, at most until `deadline`.
pub(super) async fn run(tab: &Tab, budget: Duration, deadline: Instant) -> Result<ClockRun, Fault> {
    tab.stir();
    let result = match tab.setup.settings.clock {
        ClockChoice::Real => real(tab, budget, deadline).await,
        ClockChoice::Virtual => virtually(tab, budget, deadline).await,
    };
    tab.stir();
    result
}

async fn real(tab: &Tab, budget: Duration, deadline: Instant) -> Result<ClockRun, Fault> {
    let began = Instant::now();
    let by = deadline.min(began + budget);
    // Nothing is waited for but the end of the page: time is what is to pass.
    tab.until(by, |_| false).await?;
    let spent = began.elapsed().min(budget);
    let ended = if spent < budget { ClockEnd::Deadline } else { ClockEnd::BudgetSpent };
    Ok(ClockRun { ended, spent, clock: ClockChoice::Real })
}

async fn virtually(tab: &Tab, budget: Duration, deadline: Instant) -> Result<ClockRun, Fault> {
    let mut spent = Duration::ZERO;
    let mut slices = draw::slices(tab.setup.flavour);
    while spent < budget {
        let slice = slices.next().unwrap_or(budget).min(budget - spent);
        if !grant(tab, slice, deadline).await? {
            halt(tab).await?;
            return Ok(ClockRun { ended: ClockEnd::Deadline, spent, clock: ClockChoice::Virtual });
        }
        spent += slice;
        draw::frame(tab, deadline).await?;
    }
    Ok(ClockRun { ended: ClockEnd::BudgetSpent, spent, clock: ClockChoice::Virtual })
}

/// Grants a slice of page time and waits until it is spent; `false` if the deadline came first.
async fn grant(tab: &Tab, slice: Duration, deadline: Instant) -> Result<bool, Fault> {
    let before = tab.progress().expired;
    let request = SetVirtualTimePolicy {
        policy: VirtualTimePolicy::PauseIfNetworkFetchesPending,
        budget: Some(slice.as_secs_f64() * 1000.0),
        max_virtual_time_task_starvation_count: None,
        initial_virtual_time: None,
    };
    let within = deadline.saturating_duration_since(Instant::now());
    match tab.client.call(&tab.session(), &request, within).await {
        Err(Fault::Deadline { .. }) => return Ok(false),
        other => draw::count(tab, other?["virtualTimeTicksBase"].as_f64(), slice),
    }
    Ok(tab.until(deadline, |now| now.expired > before).await?.is_some())
}

/// Makes the page stand still after a deadline. A page that is too busy to listen is left as it is.
async fn halt(tab: &Tab) -> Result<(), Fault> {
    listen_or_not(tab.client.call(&tab.session(), &standing(), HALT).await)
}
