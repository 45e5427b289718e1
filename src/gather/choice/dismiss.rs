//! Sending an interface away without choosing: Escape, a click on the backdrop, a control that closes.
//!
//! The ways are tried in this order because the first two often do nothing, and cost nothing then. The first that
//! sends the interface away is what the visit records; the others are tried in fresh profiles of their own, so that
//! each is known.

use std::time::Instant;

use serde::Deserialize;
use serde_json::json;

use super::super::act::{self, Aim, By};
use super::super::banner::Sight;
use super::super::layers::{self, best};
use super::super::moment::{Taken, ask_as, living};
use super::super::plan::Plan;
use super::super::probes;
use super::super::visit::Visiting;
use super::confirm::{self, Before};
use super::make::interface;
use super::not_made;
use crate::browser::{Browser, ClockRun, Fault, Key, Page, World};
use crate::evidence::{
    Choice, ChoiceStatus, Confirmation, DismissOutcome, DismissWay, Dismissal, Phase, ReachOutcome, Role, State, Step,
    StepKind,
};
use crate::knowledge::Knowledge;

/// All ways, in the order in which they are tried.
const WAYS: [DismissWay; 3] = [DismissWay::Escape, DismissWay::Backdrop, DismissWay::CloseControl];

#[derive(Debug, Deserialize)]
struct Point {
    x: f64,
    y: f64,
}

/// Tries the ways one after the other until the interface is gone, and records what is then.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn dismiss<P: Page>(visiting: &mut Visiting<'_, P>) -> Result<(), Fault> {
    let first = match interface(visiting).await? {
        Ok(first) => first,
        Err(choice) => {
            visiting.choice = Some(choice);
            return Ok(());
        }
    };
    let mut before = Before::of(visiting, &first);
    before.refresh(visiting).await?;
    visiting.listen(visiting.phase);
    visiting.phase = Phase::AfterChoice;
    let mut sight = first;
    let mut tried: Vec<Dismissal> = Vec::new();
    for way in WAYS {
        let step = match go(visiting, &sight, way).await? {
            Went::Gone(step) => step,
            Went::Nowhere(outcome) => {
                tried.push(told(way, outcome));
                continue;
            }
        };
        let Seen { clock, taken, confirmed_by, dismissal } = seen(visiting, &before, way).await?;
        let (outcome, record, record_reads) = (dismissal.outcome, dismissal.record.clone(), dismissal.record_reads);
        tried.push(dismissal);
        if outcome == DismissOutcome::Stayed
            && let Some(now) = taken.sights.iter().find(|now| layers::same(&now.interface, &sight.interface))
        {
            sight = now.clone();
            continue;
        }
        let rest = WAYS.iter().filter(|other| tried.iter().all(|done| done.way != **other)).copied();
        let dismissals = tried.iter().cloned().chain(rest.map(|way| told(way, DismissOutcome::NotTried))).collect();
        let unmade = not_made(ChoiceStatus::Unconfirmed, String::new());
        let made = Choice { reason: None, steps: vec![step], confirmed_by, record, dismissals, ..unmade };
        visiting.choice = Some(Choice { record_reads, ..made });
        visiting.keep(Phase::AfterChoice, clock, taken);
        return Ok(());
    }
    let unsure = tried.iter().any(|one| one.outcome == DismissOutcome::NotTried);
    let (status, reason) = if unsure {
        (ChoiceStatus::Failed, "not every way to send the interface away could be tried")
    } else {
        (ChoiceStatus::NotOffered, "neither Escape nor a backdrop nor a control sends the interface away")
    };
    visiting.note("choice", reason.to_owned());
    visiting.choice = Some(Choice { dismissals: tried, ..not_made(status, reason.to_owned()) });
    Ok(())
}

/// Tries one way in a fresh profile of its own and tells what came of it. Nothing else of that profile is kept.
pub async fn in_fresh_profile<B: Browser>(
    browser: &B,
    url: &str,
    way: DismissWay,
    plan: &Plan,
    knowledge: &Knowledge,
    until: Instant,
) -> Dismissal {
    let Ok(page) = browser.open(&plan.page_settings(&State::Dismiss)).await else {
        return told(way, DismissOutcome::NotTried);
    };
    let mut visiting = Visiting::begin(page, &State::Dismiss, url, plan, knowledge);
    visiting.end_by(until);
    let outcome = alone(&mut visiting, way).await.unwrap_or_else(|_| told(way, DismissOutcome::NotTried));
    visiting.page.close().await;
    outcome
}

async fn alone<P: Page>(visiting: &mut Visiting<'_, P>, way: DismissWay) -> Result<Dismissal, Fault> {
    visiting.arrive().await?;
    if visiting.reached.outcome != ReachOutcome::Loaded {
        return Ok(told(way, DismissOutcome::NotTried));
    }
    let Ok(sight) = interface(visiting).await? else { return Ok(told(way, DismissOutcome::NotTried)) };
    let mut before = Before::of(visiting, &sight);
    before.refresh(visiting).await?;
    visiting.phase = Phase::AfterChoice;
    if let Went::Nowhere(outcome) = go(visiting, &sight, way).await? {
        return Ok(told(way, outcome));
    }
    Ok(seen(visiting, &before, way).await?.dismissal)
}

/// What was seen after a way was gone.
struct Seen {
    clock: ClockRun,
    taken: Taken,
    confirmed_by: Vec<Confirmation>,
    dismissal: Dismissal,
}

/// Lets page time pass after a way was gone, and looks what came of it.
async fn seen<P: Page>(visiting: &mut Visiting<'_, P>, before: &Before, way: DismissWay) -> Result<Seen, Fault> {
    let clock = act::settle(visiting, visiting.plan.budgets.choice).await?;
    visiting.listen(Phase::AfterChoice);
    let taken = visiting.take(Phase::AfterChoice).await?;
    let record = confirm::record(visiting, before, &taken);
    let confirmed_by = confirm::at_once(visiting, before, &taken, &record);
    let outcome = confirm::sent_away(visiting, &taken, &confirmed_by);
    let record_reads = confirm::reads(visiting, &taken, &record);
    let dismissal = Dismissal { record, record_reads, ..told(way, outcome) };
    Ok(Seen { clock, taken, confirmed_by, dismissal })
}

fn told(way: DismissWay, outcome: DismissOutcome) -> Dismissal {
    Dismissal { way, outcome, record: Vec::new(), record_reads: None }
}

/// What came of going one way.
enum Went {
    /// It was gone.
    Gone(Step),
    /// It was not: there is none, or it could not be tried.
    Nowhere(DismissOutcome),
}

/// Goes one way.
async fn go<P: Page>(visiting: &mut Visiting<'_, P>, sight: &Sight, way: DismissWay) -> Result<Went, Fault> {
    let gone = |step: Option<Step>| step.map_or(Went::Nowhere(DismissOutcome::NotTried), Went::Gone);
    let not_there = Ok(Went::Nowhere(DismissOutcome::NotThere));
    match way {
        DismissWay::Escape => {
            visiting.note("click", "Escape".to_owned());
            let pressed = living(visiting.page.press(Key::Escape).await)?;
            Ok(gone(pressed.is_ok().then(|| step("Escape", By::Keyboard, None))))
        }
        DismissWay::Backdrop => {
            let point = match backdrop(visiting, sight).await? {
                Ok(point) => point,
                Err(_) => return Ok(gone(None)),
            };
            let Some((x, y)) = point else { return not_there };
            visiting.note("click", format!("the backdrop at {x:.0}, {y:.0}"));
            let clicked = living(visiting.page.click(x, y).await)?;
            Ok(gone(clicked.is_ok().then(|| step("backdrop", By::Pointer, Some((x, y))))))
        }
        DismissWay::CloseControl => {
            let close = best(&sight.interface, Role::Close);
            let Some(aim) = close.and_then(|at| Aim::on(sight, at, 1, StepKind::Activate)) else { return not_there };
            let done = act::operate(visiting, aim, By::Pointer).await?;
            Ok(gone(done.by.and_then(|_| done.steps.into_iter().next_back())))
        }
    }
}

fn step(text: &str, by: By, at: Option<(f64, f64)>) -> Step {
    Step {
        kind: StepKind::Activate,
        text: text.to_owned(),
        role: Role::Close,
        layer: 1,
        by: by.word().to_owned(),
        at,
        picture: None,
    }
}

/// A point on the backdrop, main viewport; `None` if there is no backdrop, `Err` if nobody could look.
async fn backdrop<P: Page>(
    visiting: &Visiting<'_, P>,
    sight: &Sight,
) -> Result<Result<Option<(f64, f64)>, String>, Fault> {
    let frames = match living(visiting.page.frames().await)? {
        Ok(frames) => frames,
        Err(why) => return Ok(Err(why)),
    };
    let Some(frame) = frames.iter().find(|frame| frame.id == sight.frame) else {
        return Ok(Err("its frame went away".to_owned()));
    };
    let (left, top) = frame.offset.unwrap_or_default();
    let mut rect = sight.interface.rect;
    rect.x -= left;
    rect.y -= top;
    let args = json!({ "rect": rect });
    let point: Result<Option<Point>, Fault> =
        ask_as(&visiting.page, &frame.id, World::Isolated, probes::BACKDROP, args).await;
    Ok(living(point)?.map(|point| point.map(|point| (point.x + left, point.y + top))))
}
