//! Page time: going somewhere, and letting time pass.

use std::time::{Duration, Instant};

use headless_chrome::protocol::cdp::Page::{Navigate, Reload, StopLoading};

use super::super::{ClockChoice, ClockEnd, ClockRun, Fault, Landing, Way};
use super::draw;
use super::find::Flavour;
use super::pace;
use super::tab::Tab;

/// The error of a landing where the deadline came before a document did.
pub(super) const NO_DOCUMENT: &str = "no document before the deadline";

/// How long the page may take to be told to stop loading after a deadline.
const HALT: Duration = Duration::from_millis(500);

/// Goes somewhere, then lets `budget` of page time pass.
pub(super) async fn go(tab: &Tab, way: &Way, budget: Duration, deadline: Instant) -> Result<Landing, Fault> {
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
    match tab.setup.settings.clock {
        ClockChoice::Real => real(tab, budget, deadline).await,
        ClockChoice::Virtual => pace::virtually(tab, budget, deadline).await,
    }
}

/// Wall time is what is to pass: nothing else is waited for but the end of the page.
async fn real(tab: &Tab, budget: Duration, deadline: Instant) -> Result<ClockRun, Fault> {
    let began = Instant::now();
    let by = deadline.min(began + budget);
    match tab.setup.flavour {
        Flavour::Full => drop(tab.until(by, |_| false).await?),
        Flavour::Shell => draw::refresh(tab, by).await?,
    }
    let spent = began.elapsed().min(budget);
    let ended = if spent < budget { ClockEnd::Deadline } else { ClockEnd::BudgetSpent };
    Ok(ClockRun { ended, spent, clock: ClockChoice::Real })
}
