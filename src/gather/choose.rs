//! Making a choice: the shortest honest way to accept or to refuse, and what proves that it took.
//!
//! A refusal is never made by accepting, hiding, closing or waiting.

use super::act::{self, Aim, By};
use super::banner::Sight;
use super::confirm::{self, Before};
use super::layers::{self, best};
use super::moment::Taken;
use super::refuse::{self, Necessary};
use super::visit::{LURKING_BUDGET, Share, Visiting};
use crate::browser::{ClockRun, Fault, Page, Way};
use crate::evidence::{Choice, ChoiceStatus, Gathered, Interface, Layer, Phase, Role, Step, StepKind};

/// Why a choice was not offered where nothing offers choices.
pub const NO_INTERFACE: &str = "no consent interface was found";

/// How many layers are gone through.
const MOST_LAYERS: u32 = 3;

/// What is to be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Agree to everything.
    Accept,
    /// Refuse everything that can be refused.
    Reject,
}

impl Wish {
    fn role(self) -> Role {
        match self {
            Self::Accept => Role::Accept,
            Self::Reject => Role::Reject,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject => "refuse",
        }
    }
}

/// The way through the layers so far.
#[derive(Debug, Default)]
struct Path {
    steps: Vec<Step>,
    layers: Vec<Layer>,
}

/// Where a walk through the layers ended.
enum Walk {
    /// At the control that makes the choice.
    At(Box<Deciding>),
    /// Nowhere: the interface does not offer it.
    NotOffered(String),
    /// Nowhere, and it cannot be told whether it is offered.
    Failed(String),
}

/// The control that makes the choice.
struct Deciding {
    sight: Sight,
    at: usize,
    layer: u32,
    necessary_is_off: bool,
}

/// A choice that was made.
struct Made {
    clock: ClockRun,
    taken: Taken,
    steps: Vec<Step>,
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
    }
}

/// Makes the choice and records what came of it; [`judge`] decides after the return whether it took.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn choose<P: Page>(visiting: &mut Visiting<'_, P>, wish: Wish) -> Result<(), Fault> {
    let first = match interface(visiting).await? {
        Ok(first) => first,
        Err(choice) => {
            visiting.choice = Some(choice);
            return Ok(());
        }
    };
    let mut before = Before::of(visiting, &first);
    let mut path = Path::default();
    let deciding = match walk(visiting, wish, first.clone(), Necessary::AsItStands, &mut path).await? {
        Walk::At(deciding) => deciding,
        Walk::NotOffered(reason) => {
            leave(visiting, ChoiceStatus::NotOffered, reason, path);
            return Ok(());
        }
        Walk::Failed(reason) => {
            leave(visiting, ChoiceStatus::Failed, reason, path);
            return Ok(());
        }
    };
    if !path.steps.is_empty() || visiting.sights.iter().any(|sight| sight.interface.placement.after_scroll) {
        // What was stored on the way to the choice is not its record.
        before.refresh(visiting).await?;
    }
    let Some(mut made) = decide(visiting, &deciding, &before).await? else {
        let reason = format!("the control to {} could not be operated", wish.word());
        leave(visiting, ChoiceStatus::Failed, reason, path);
        return Ok(());
    };
    path.steps.append(&mut made.steps);
    if deciding.necessary_is_off && confirm::record(visiting, &before, &made.taken).is_empty() {
        let second = once_more(visiting, &first, &before).await?;
        if let Some((again, other)) = second {
            made = again;
            path = other;
        }
    }
    let record = confirm::record(visiting, &before, &made.taken);
    let confirmed_by = confirm::at_once(visiting, &before, &made.taken, &record);
    visiting.choice = Some(Choice {
        status: ChoiceStatus::Unconfirmed,
        reason: None,
        steps: path.steps,
        confirmed_by,
        layers: path.layers,
        record,
    });
    visiting.keep(Phase::AfterChoice, made.clock, made.taken);
    Ok(())
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
    let Some(choice) = visiting.choice.as_mut() else { return };
    if choice.status == ChoiceStatus::Unconfirmed {
        confirm::conclude(choice, back);
    }
}

/// The interface to choose on; a gesture is tried if none stands there.
async fn interface<P: Page>(visiting: &mut Visiting<'_, P>) -> Result<Result<Sight, Choice>, Fault> {
    if visiting.sights.is_empty() && !visiting.is_late() {
        let (sights, with_gesture) = visiting.search_with_gesture().await?;
        visiting.listen(Phase::Arrival);
        visiting.sights = sights;
        if let Some(arrival) = visiting.moments.last_mut()
            && let (Gathered::Ok(before), Gathered::Ok(mut now)) = (&arrival.search, with_gesture)
        {
            now.platforms.clone_from(&before.platforms);
            arrival.search = Gathered::Ok(now);
        }
    }
    // The one that lets a visitor choose, if several stand there.
    let offers = |sight: &&Sight| {
        [Role::Accept, Role::Reject, Role::Settings, Role::Save]
            .iter()
            .any(|role| best(&sight.interface, *role).is_some())
    };
    if let Some(sight) = visiting.sights.iter().find(offers).or(visiting.sights.first()) {
        return Ok(Ok(sight.clone()));
    }
    let search = visiting.moments.last().map(|moment| &moment.search);
    let choice = match search {
        Some(Gathered::Ok(search)) if search.blind_spots.is_empty() => {
            not_made(ChoiceStatus::NotOffered, NO_INTERFACE.to_owned())
        }
        Some(Gathered::Ok(search)) => {
            let spots = search.blind_spots.join("; ");
            not_made(
                ChoiceStatus::Failed,
                format!("no consent interface was found, and not everything could be looked at: {spots}"),
            )
        }
        Some(Gathered::Failed(why)) => {
            not_made(ChoiceStatus::Failed, format!("nobody could look for an interface: {why}"))
        }
        None => not_made(ChoiceStatus::Failed, "nothing was recorded at arrival".to_owned()),
    };
    Ok(Err(choice))
}

fn leave<P: Page>(visiting: &mut Visiting<'_, P>, status: ChoiceStatus, reason: String, path: Path) {
    visiting.note("choice", reason.clone());
    visiting.choice = Some(Choice { steps: path.steps, layers: path.layers, ..not_made(status, reason) });
}

/// Walks through the layers to the control that makes the choice.
async fn walk<P: Page>(
    visiting: &mut Visiting<'_, P>,
    wish: Wish,
    first: Sight,
    necessary: Necessary,
    path: &mut Path,
) -> Result<Walk, Fault> {
    let mut sight = first;
    let mut layer = 1;
    loop {
        if visiting.is_late() {
            return Ok(Walk::Failed("the deadline of the visit passed".to_owned()));
        }
        if let Some(at) = best(&sight.interface, wish.role()) {
            return Ok(Walk::At(Box::new(Deciding { sight, at, layer, necessary_is_off: false })));
        }
        let mut because = String::new();
        if wish == Wish::Reject {
            match refuse::prepare(visiting, &sight, layer, necessary).await? {
                Some(Ok(ready)) => {
                    path.steps.extend(ready.steps);
                    let (sight, at, necessary_is_off) = (ready.sight, ready.save, ready.necessary_is_off);
                    return Ok(Walk::At(Box::new(Deciding { sight, at, layer, necessary_is_off })));
                }
                Some(Err(why)) => because = format!("; {why}"),
                None => {}
            }
        }
        let settings = best(&sight.interface, Role::Settings);
        let Some(settings) = settings.filter(|_| layer < MOST_LAYERS) else {
            let why = format!("{}{because}", no_way(wish, &sight, layer));
            // What we could not operate, or did not open any more, may well be offered.
            let unexplored = !because.is_empty() || settings.is_some();
            return Ok(if unexplored { Walk::Failed(why) } else { Walk::NotOffered(why) });
        };
        let words = sight.interface.controls.get(settings).map(|control| control.text.clone()).unwrap_or_default();
        let opened = layers::open(visiting, &sight, settings, layer).await?;
        visiting.listen(Phase::Arrival);
        path.steps.extend(opened.steps);
        match opened.layer {
            Ok(next) => {
                path.layers.push(layers::told(&next, &words));
                sight = next;
                layer += 1;
            }
            Err(why) => return Ok(Walk::Failed(why)),
        }
    }
}

fn no_way(wish: Wish, sight: &Sight, layer: u32) -> String {
    let interface = &sight.interface;
    if wish == Wish::Reject && best(interface, Role::Pay).is_some() && best(interface, Role::Accept).is_some() {
        return "pay or accept: the interface offers to pay instead of a refusal".to_owned();
    }
    if wish == Wish::Accept && layer == 1 && best(interface, Role::Acknowledge).is_some() {
        return "a notice that can only be acknowledged".to_owned();
    }
    let hidden = interface.controls.iter().find(|control| control.role == wish.role());
    let hidden = hidden.and_then(|control| Some((control.text.clone(), control.hidden_because.clone()?)));
    if let Some((text, why)) = hidden {
        return format!("`{text}` cannot be seen ({why}), and there is no other control to {}", wish.word());
    }
    let place = if layer == 1 { "the interface".to_owned() } else { format!("layer {layer}") };
    format!("{place} has no control to {}", wish.word())
}

/// Operates the control that makes the choice, in one way after the other until something happens.
async fn decide<P: Page>(
    visiting: &mut Visiting<'_, P>,
    deciding: &Deciding,
    before: &Before,
) -> Result<Option<Made>, Fault> {
    let mut from = By::Pointer;
    let mut sight = deciding.sight.clone();
    visiting.listen(Phase::Arrival);
    visiting.phase = Phase::AfterChoice;
    loop {
        let aim = Aim { sight: &sight, at: deciding.at, layer: deciding.layer, kind: StepKind::Activate };
        let done = act::operate(visiting, aim, from).await?;
        let Some(by) = done.by else { return Ok(None) };
        let clock = act::settle(visiting, visiting.plan.budgets.choice).await?;
        visiting.listen(Phase::AfterChoice);
        let mut taken = visiting.take(Phase::AfterChoice).await?;
        let idle = before.is_untouched(&taken, &sight);
        if !idle && stands(&taken, &sight) {
            // Something happened, so it may be on its way out.
            act::settle(visiting, LURKING_BUDGET).await?;
            visiting.listen(Phase::AfterChoice);
            taken = visiting.take(Phase::AfterChoice).await?;
        }
        match by.next() {
            Some(next) if idle && std::time::Instant::now() < visiting.until(Share::Choice) => {
                visiting.note("click", format!("nothing happened by {}", by.word()));
                let now = taken.sights.into_iter().find(|now| layers::same(&now.interface, &sight.interface));
                let Some(now) = now else { return Ok(None) };
                // The same control, as it is known now.
                let wanted = sight.interface.controls.get(deciding.at).map(|control| &control.selector);
                if now.interface.controls.get(deciding.at).map(|control| &control.selector) != wanted {
                    return Ok(None);
                }
                sight = now;
                from = next;
            }
            _ => return Ok(Some(Made { clock, taken, steps: done.steps })),
        }
    }
}

fn stands(taken: &Taken, acted_on: &Sight) -> bool {
    taken.sights.iter().any(|now| layers::same(&now.interface, &acted_on.interface))
}

/// "Save" stored nothing although the toggle of what is necessary is off: if the interface is back after a reload,
/// the refusal is made again with that toggle on. The first attempt stays in the log.
async fn once_more<P: Page>(
    visiting: &mut Visiting<'_, P>,
    first: &Sight,
    before: &Before,
) -> Result<Option<(Made, Path)>, Fault> {
    visiting
        .note("choice", "saving stored nothing while the necessary toggle is off: looking whether it took".to_owned());
    let landing = visiting.page.go(&Way::Reload, visiting.plan.budgets.back, visiting.until(Share::Choice)).await?;
    visiting.note_clock("choice", landing.clock);
    // Nothing was refused yet: what this load brings belongs to the time before the choice.
    visiting.listen(Phase::Arrival);
    let Some(back) = layers::again(visiting, first).await? else { return Ok(None) };
    visiting.note("choice", "the interface is back: refusing once more with the necessary toggle on".to_owned());
    let mut path = Path::default();
    let Walk::At(deciding) = walk(visiting, Wish::Reject, back, Necessary::On, &mut path).await? else {
        return Ok(None);
    };
    let Some(mut made) = decide(visiting, &deciding, before).await? else { return Ok(None) };
    path.steps.append(&mut made.steps);
    Ok(Some((made, path)))
}
