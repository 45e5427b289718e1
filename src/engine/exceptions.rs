//! Exceptions: which failures they waive, and what became of each.

use super::condition::Scope;
use super::evaluate::Ruling;
use super::ground::Ground;
use super::result::{ExceptionStatus, ExceptionUse, Waiver};
use super::truth::Truth;
use crate::facts::View;
use crate::policy::{ActiveRule, Exception, Outcome, Policy};

/// Waives what the policy's exceptions name. A waived failure stays visible; it only carries the waiver.
pub(super) fn apply(policy: &Policy, ground: &Ground<'_>, rulings: &mut [Ruling<'_>]) -> Vec<ExceptionUse> {
    policy
        .exceptions
        .iter()
        .map(|exception| {
            let waiver =
                Waiver { reason: exception.reason.clone(), by: exception.by.clone(), until: exception.until.clone() };
            let (status, waived) = apply_one(ground, rulings, exception, &waiver);
            ExceptionUse { rule: exception.rule.clone(), at: exception.at.clone(), waiver, status, waived }
        })
        .collect()
}

fn apply_one(
    ground: &Ground<'_>,
    rulings: &mut [Ruling<'_>],
    exception: &Exception,
    waiver: &Waiver,
) -> (ExceptionStatus, usize) {
    if expired(exception, ground.view) {
        return (ExceptionStatus::Expired, 0);
    }
    let mut waived = 0;
    let mut judged = Vec::new();
    for ruling in rulings.iter_mut().filter(|ruling| ruling.active.rule.id == exception.rule) {
        for (failure, places) in ruling.result.failures.iter_mut().zip(&ruling.places) {
            if failure.waived.is_none() && covers(exception, ruling.active, ground, places) {
                failure.waived = Some(waiver.clone());
                waived += 1;
            }
        }
        judged.push(was_judged(ruling));
    }
    let status = match waived {
        1.. => ExceptionStatus::Used,
        0 if judged.is_empty() || judged.contains(&false) => ExceptionStatus::NotJudged,
        0 => ExceptionStatus::Unused,
    };
    (status, waived)
}

/// Whether all that the rule can fail by was seen.
fn was_judged(ruling: &Ruling<'_>) -> bool {
    match ruling.result.outcome {
        Outcome::CantTell => false,
        Outcome::Failed => ruling.result.reason.is_none(),
        Outcome::Passed | Outcome::Inapplicable => true,
    }
}

/// Days are written year first, so their order is that of their letters. A run whose day is not known ends every
/// exception that has a day: waiving less is the safe side.
fn expired(exception: &Exception, view: &View) -> bool {
    exception.until.as_ref().is_some_and(|until| view.day.is_empty() || *until < view.day)
}

/// Whether the exception covers a failure: its `where` is known to hold wherever the failure was seen.
fn covers(
    exception: &Exception,
    active: &ActiveRule,
    ground: &Ground<'_>,
    places: &[super::condition::Place<'_>],
) -> bool {
    let Some(condition) = &exception.filter else { return true };
    let scope = Scope::of_site(ground, active);
    if places.is_empty() {
        return scope.holds(condition) == Truth::True;
    }
    places.iter().all(|place| Scope { item: Some(*place), ..scope }.holds(condition) == Truth::True)
}
