//! What is done in each state, and what came of it.
//!
//! A refusal is never made by accepting, hiding, closing or waiting.
//!
//! | file | holds |
//! |---|---|
//! | `wish.rs` | what is to be chosen |
//! | `make.rs` | making a choice, from the interface to what came of it |
//! | `walk.rs` | the way through the layers |
//! | `toggles.rs` | setting toggles |
//! | `decide.rs` | operating the control that makes the choice |
//! | `confirm.rs` | what proves that a choice took |
//! | `dismiss.rs` | Escape, backdrop, a control that closes |
//! | `browse.rs` | scrolling and following a link |
//! | `withdraw.rs`, `reopen.rs` | taking an acceptance back |

mod browse;
mod confirm;
mod decide;
pub mod dismiss;
mod make;
mod reopen;
mod toggles;
mod walk;
mod wish;
mod withdraw;

pub use confirm::another_site;

use super::layers;
use super::visit::Visiting;
use crate::browser::{Fault, Page};
use crate::evidence::{Choice, ChoiceStatus, Gathered, Interface, Obstacle, Phase, Search, State};
use make::Made;
use wish::Wish;

/// Does what the state of the visit asks for and records what came of it; [`judge`] decides after the return whether
/// a choice took.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn live<P: Page>(visiting: &mut Visiting<'_, P>) -> Result<(), Fault> {
    let wish = match visiting.state {
        State::None | State::NoneAgain | State::Gpc => return Ok(()),
        State::Browse => return browse::browse(visiting).await,
        State::Dismiss => return dismiss::dismiss(visiting).await,
        State::Withdraw => return withdraw::withdraw(visiting).await,
        State::Save => Wish::Save,
        State::Reject | State::RejectAgain => Wish::Reject,
        State::Accept => Wish::Accept,
        State::Partial(category) => Wish::Only(category.clone()),
    };
    let end = make::make(visiting, &wish, Phase::AfterChoice).await?;
    finish(visiting, end);
    Ok(())
}

/// Keeps a choice that was made or not.
fn finish<P: Page>(visiting: &mut Visiting<'_, P>, end: Result<Made, Choice>) {
    match end {
        Ok(made) => {
            visiting.choice = Some(made.choice);
            visiting.keep(Phase::AfterChoice, made.clock, made.taken);
        }
        Err(choice) => visiting.choice = Some(choice),
    }
}

/// A choice that was not made.
pub fn not_made(status: ChoiceStatus, reason: String) -> Choice {
    Choice {
        status,
        reason: Some(reason),
        steps: Vec::new(),
        confirmed_by: Vec::new(),
        layers: Vec::new(),
        record: Vec::new(),
        record_reads: None,
        obstacle: None,
        dismissals: Vec::new(),
        reopened_by: None,
    }
}

/// A choice that was not made because nothing to choose on was found.
fn missed(search: &Gathered<Search>) -> Choice {
    match search {
        Gathered::Ok(search) if search.blind_spots.is_empty() => {
            let choice = not_made(ChoiceStatus::NotOffered, "no consent interface was found".to_owned());
            Choice { obstacle: Some(Obstacle::NoInterface), ..choice }
        }
        Gathered::Ok(search) => {
            let spots = search.blind_spots.join("; ");
            let why = format!("no consent interface was found, and not everything could be looked at: {spots}");
            not_made(ChoiceStatus::Failed, why)
        }
        Gathered::Failed(why) => not_made(ChoiceStatus::Failed, format!("nobody could look for an interface: {why}")),
    }
}

/// Decides after the return whether the choice took.
pub fn judge<P: Page>(visiting: &mut Visiting<'_, P>) {
    let moment = |phase| visiting.moments.iter().find(move |moment| moment.phase == phase);
    let found = |phase| moment(phase).and_then(|moment| moment.search.ok());
    let first = found(Phase::Arrival).map(|search| search.found.as_slice()).unwrap_or_default();
    let is_back = |now: &Interface| first.iter().any(|first| layers::same(first, now));
    let elsewhere = moment(Phase::Return).is_some_and(|back| confirm::another_site(&visiting.moments, &back.url));
    // Seen is seen; gone is only what was looked for everywhere, on the same site.
    let back = found(Phase::Return).and_then(|search| match search.found.iter().any(is_back) {
        true => Some(true),
        false => (search.blind_spots.is_empty() && !elsewhere).then_some(false),
    });
    let after = moment(Phase::AfterChoice).map(|after| after.url.clone());
    let away = after.filter(|url| confirm::another_site(&visiting.moments, url));
    let Some(choice) = visiting.choice.as_mut() else { return };
    if choice.status != ChoiceStatus::Unconfirmed {
        return;
    }
    match visiting.state {
        State::Dismiss => confirm::conclude_dismissal(choice, back),
        _ => confirm::conclude(choice, back),
    }
    if let (ChoiceStatus::Unconfirmed, Some(away)) = (choice.status, away) {
        choice.reason = Some(format!("the choice led to {away}, where nothing of this site can be seen"));
    }
}
