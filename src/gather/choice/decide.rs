//! Operating the control that makes the choice, in one way after the other until something happens.

use super::super::act::{self, Aim, By};
use super::super::banner::Sight;
use super::super::layers;
use super::super::moment::Taken;
use super::super::visit::{LURKING_BUDGET, Share, Visiting};
use super::confirm::Before;
use super::walk::Deciding;
use crate::browser::{ClockRun, Fault, Page};
use crate::evidence::{Phase, Step, StepKind};

/// What came of operating the control that makes the choice.
#[derive(Debug)]
pub struct Decided {
    /// The clock after it.
    pub clock: ClockRun,
    /// What was gathered after it.
    pub taken: Taken,
    /// The steps that it took.
    pub steps: Vec<Step>,
}

/// Operates the control; what follows belongs to the phase `into`. `None` if it could not be operated.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn decide<P: Page>(
    visiting: &mut Visiting<'_, P>,
    deciding: &Deciding,
    before: &Before,
    into: Phase,
) -> Result<Option<Decided>, Fault> {
    let mut from = By::Pointer;
    let mut sight = deciding.sight.clone();
    visiting.listen(visiting.phase);
    visiting.phase = into;
    loop {
        let Some(aim) = Aim::on(&sight, deciding.at, deciding.layer, StepKind::Activate) else { return Ok(None) };
        let done = act::operate(visiting, aim, from).await?;
        let Some(by) = done.by else { return Ok(None) };
        let clock = act::settle(visiting, visiting.plan.budgets.choice).await?;
        visiting.listen(into);
        let mut taken = visiting.take(into).await?;
        let idle = before.is_untouched(&taken, &sight);
        if !idle && stands(&taken, &sight) {
            // Something happened, so it may be on its way out.
            act::settle(visiting, LURKING_BUDGET).await?;
            visiting.listen(into);
            taken = visiting.take(into).await?;
        }
        match by.next() {
            Some(next) if idle && std::time::Instant::now() < visiting.until(Share::Choice) => {
                visiting.note("click", format!("nothing happened by {}", by.word()));
                let Some(now) = same_control(taken, &sight, deciding.at) else { return Ok(None) };
                sight = now;
                from = next;
            }
            _ => return Ok(Some(Decided { clock, taken, steps: done.steps })),
        }
    }
}

/// The interface as it stands now, if the control is still where it was and still says the same: where a control to
/// refuse stood, one that accepts may stand now.
fn same_control(taken: Taken, sight: &Sight, at: usize) -> Option<Sight> {
    let now = taken.sights.into_iter().find(|now| layers::same_controls(&sight.interface, &now.interface))?;
    let told = |sight: &Sight| {
        let control = sight.interface.controls.get(at)?;
        Some((control.selector.clone(), control.role, control.words().to_owned()))
    };
    (told(&now) == told(sight)).then_some(now)
}

fn stands(taken: &Taken, acted_on: &Sight) -> bool {
    taken.sights.iter().any(|now| layers::same(&now.interface, &acted_on.interface))
}
