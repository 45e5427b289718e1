//! Passing a gate as a visitor must, to see whether a consent interface stands behind it.
//!
//! It happens after the arrival was recorded, like every gesture: nothing that it causes counts as unprovoked.

use super::act::{self, Aim, By};
use super::banner;
use super::moment::living;
use super::visit::{Share, Visiting};
use crate::browser::{Fault, Page};
use crate::evidence::{Gate, StepKind};

/// What became of the gate before the page.
#[derive(Debug)]
pub enum Passage {
    /// There is none.
    None,
    /// It was passed.
    Passed(Gate),
    /// It stands, and why.
    Closed(String),
}

/// Passes the gate before the page, if one stands there.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn pass<P: Page>(visiting: &mut Visiting<'_, P>) -> Result<Passage, Fault> {
    let frames = match living(visiting.page.frames().await)? {
        Ok(frames) => frames.into_iter().take(1).collect(),
        Err(_) => return Ok(Passage::None),
    };
    let knowledge = visiting.knowledge;
    let survey = banner::survey(&visiting.page, frames, knowledge, &std::collections::BTreeSet::new()).await;
    let Some(gate) = living(survey)?.ok().and_then(|survey| banner::gate(&survey, knowledge)) else {
        return Ok(Passage::None);
    };
    let closed = |why: &str| Passage::Closed(format!("a gate before the page ({}) {why}", gate.kind.word()));
    let aim = gate.entry.and_then(|at| Aim::on(&gate.sight, at, 0, StepKind::Activate));
    let Some(aim) = aim else { return Ok(closed("has no way in that says nothing else")) };
    let interface = &gate.sight.interface;
    let control = aim.text.to_owned();
    visiting.note("gate", format!("{}: passed by `{control}`", gate.kind.word()));
    if act::operate(visiting, aim, By::Pointer).await?.by.is_none() {
        return Ok(closed("could not be passed"));
    }
    let run = visiting.page.wait(visiting.plan.budgets.arrival, visiting.until(Share::Whole)).await?;
    visiting.note_clock("gate", run);
    Ok(Passage::Passed(Gate {
        kind: gate.kind,
        text: interface.text.clone(),
        selector: interface.selector.clone(),
        control,
    }))
}
