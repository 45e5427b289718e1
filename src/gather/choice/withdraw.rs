//! Accepting, and taking it back by what the site offers for that.

use super::super::layers;
use super::super::visit::{Share, Visiting};
use super::make::{Made, make, make_on};
use super::reopen::{self, Reopening};
use super::wish::Wish;
use super::{confirm, finish, not_made};
use crate::browser::{Fault, Page, Way};
use crate::evidence::{Choice, ChoiceStatus, Interface, Obstacle, Phase, ReachOutcome};

/// Accepts, reloads and records; then reopens the interface and refuses. The steps that are counted begin with
/// reopening.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn withdraw<P: Page>(visiting: &mut Visiting<'_, P>) -> Result<(), Fault> {
    let accepted = match make(visiting, &Wish::Accept, Phase::Accepted).await? {
        Ok(made) => made,
        Err(choice) => {
            let reason = choice.reason.clone().unwrap_or_default();
            let reason = format!("nothing was accepted that could be withdrawn: {reason}");
            visiting.choice = Some(Choice { reason: Some(reason), steps: Vec::new(), ..choice });
            return Ok(());
        }
    };
    if let Err(choice) = settle_acceptance(visiting, accepted).await? {
        visiting.choice = Some(choice);
        return Ok(());
    }
    let reopening = reopen::reopen(visiting).await?;
    let (first, path, reopened_by) = match reopening {
        Reopening::Open(open) => (open.sight, open.path, open.by),
        Reopening::NotOffered(reason) => {
            let choice = not_made(ChoiceStatus::NotOffered, reason);
            visiting.choice = Some(Choice { obstacle: Some(Obstacle::NothingReopens), ..choice });
            return Ok(());
        }
        Reopening::Failed(reason) => {
            visiting.choice = Some(not_made(ChoiceStatus::Failed, reason));
            return Ok(());
        }
    };
    let mut end = make_on(visiting, &Wish::Reject, first, path, Phase::AfterChoice).await?;
    match &mut end {
        Ok(made) => made.choice.reopened_by = Some(reopened_by),
        Err(choice) => choice.reopened_by = Some(reopened_by),
    }
    finish(visiting, end);
    Ok(())
}

/// Reloads after the acceptance and records; `Err` if the acceptance did not take.
async fn settle_acceptance<P: Page>(
    visiting: &mut Visiting<'_, P>,
    accepted: Made,
) -> Result<Result<(), Choice>, Fault> {
    let failed = |reason: String| Ok(Err(not_made(ChoiceStatus::Failed, reason)));
    let landing = visiting.go(&Way::Reload, "accepted", Share::Choice).await?;
    visiting.listen(Phase::Accepted);
    let met = visiting.what_was_met(&landing).await?;
    if met.outcome != ReachOutcome::Loaded {
        return failed(format!("the reload after accepting did not bring the page again: {}", met.detail));
    }
    let taken = visiting.take(Phase::Accepted).await?;
    let first = &visiting.sights;
    let is_back = |now: &Interface| first.iter().any(|first| layers::same(&first.interface, now));
    let back = taken.search.ok().and_then(|search| match search.found.iter().any(is_back) {
        true => Some(true),
        false => search.blind_spots.is_empty().then_some(false),
    });
    visiting.keep(Phase::Accepted, landing.clock, taken);
    let mut choice = accepted.choice;
    confirm::conclude(&mut choice, back);
    if choice.status == ChoiceStatus::Observed {
        return Ok(Ok(()));
    }
    failed(format!("nothing can be withdrawn: {}", choice.reason.unwrap_or_default()))
}
