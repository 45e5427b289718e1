//! Refusing by toggles: everything optional off, then save. Never a toggle on that is not strictly necessary.

use super::act::{self, Aim, By};
use super::banner::Sight;
use super::layers::{again, best};
use super::visit::Visiting;
use crate::browser::{Fault, Page};
use crate::evidence::{Control, Role, Step, StepKind};

/// How the toggle of what is strictly necessary is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Necessary {
    /// Left as it stands.
    AsItStands,
    /// Switched on: some sites store a refusal only so.
    On,
}

/// Where a toggle is to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Position {
    On,
    Off,
}

/// An interface on which everything optional is off and "save" can be clicked.
#[derive(Debug)]
pub struct Ready {
    /// The interface as it stands now.
    pub sight: Sight,
    /// Which of its controls saves.
    pub save: usize,
    /// The steps that it took.
    pub steps: Vec<Step>,
    /// Whether there is a toggle for what is strictly necessary that is off and could be switched on.
    pub necessary_is_off: bool,
}

/// Whether a toggle stands for something that a visitor may refuse.
fn optional(control: &Control) -> bool {
    control.role == Role::Toggle && control.purpose.as_deref() != Some("necessary")
}

fn necessary(control: &Control) -> bool {
    control.role == Role::Toggle && control.purpose.as_deref() == Some("necessary")
}

fn is_on(control: &Control) -> bool {
    control.checked == Some(true) && control.disabled != Some(true)
}

fn can_be_switched_on(control: &Control) -> bool {
    control.checked == Some(false) && control.disabled != Some(true) && control.visible
}

/// Switches off everything optional that is on. Gives `None` if the interface has no toggles with "save", and `Err`
/// with the reason if something optional stays on.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn prepare<P: Page>(
    visiting: &mut Visiting<'_, P>,
    sight: &Sight,
    layer: u32,
    mode: Necessary,
) -> Result<Option<Result<Ready, String>>, Fault> {
    let has_toggles = sight.interface.controls.iter().any(|control| control.role == Role::Toggle);
    if best(&sight.interface, Role::Save).is_none() || !has_toggles {
        return Ok(None);
    }
    let mut sight = sight.clone();
    let mut steps = Vec::new();
    if mode == Necessary::On {
        for at in places(&sight, |control| necessary(control) && can_be_switched_on(control)) {
            switch(visiting, &sight, at, layer, Position::On, &mut steps).await?;
        }
        // What was locked until now may be open and on.
        let Some(now) = again(visiting, &sight).await? else {
            return Ok(Some(Err("the interface went away when the necessary toggle was switched on".to_owned())));
        };
        sight = now;
    }
    for at in places(&sight, |control| optional(control) && is_on(control)) {
        let control = sight.interface.controls.get(at);
        let name = control.map(label).unwrap_or_default();
        let reachable = control.is_some_and(|control| control.visible);
        if !reachable || !switch(visiting, &sight, at, layer, Position::Off, &mut steps).await? {
            return Ok(Some(Err(format!("the toggle `{name}` is on and cannot be switched off"))));
        }
    }
    if !steps.is_empty() {
        // Buttons may change with the toggles.
        if let Some(now) = again(visiting, &sight).await? {
            sight = now;
        }
    }
    let Some(save) = best(&sight.interface, Role::Save) else {
        return Ok(Some(Err("the control that saves went away".to_owned())));
    };
    let necessary_is_off =
        sight.interface.controls.iter().any(|control| necessary(control) && can_be_switched_on(control));
    Ok(Some(Ok(Ready { sight, save, steps, necessary_is_off })))
}

fn places(sight: &Sight, wanted: impl Fn(&Control) -> bool) -> Vec<usize> {
    sight.interface.controls.iter().enumerate().filter(|(_, control)| wanted(control)).map(|(at, _)| at).collect()
}

fn label(control: &Control) -> String {
    control.name.clone().unwrap_or_else(|| control.text.clone())
}

/// Switches a toggle and makes sure that it took.
async fn switch<P: Page>(
    visiting: &mut Visiting<'_, P>,
    sight: &Sight,
    at: usize,
    layer: u32,
    to: Position,
    steps: &mut Vec<Step>,
) -> Result<bool, Fault> {
    let on = to == Position::On;
    let aim = Aim { sight, at, layer, kind: StepKind::Toggle };
    let mut from = By::Pointer;
    loop {
        // One toggle may have switched another.
        if act::checked(visiting, aim).await? == Some(on) {
            return Ok(true);
        }
        let done = act::operate(visiting, aim, from).await?;
        let Some(by) = done.by else { return Ok(false) };
        if act::checked(visiting, aim).await? == Some(on) {
            steps.extend(done.steps);
            return Ok(true);
        }
        match by.next() {
            Some(next) => from = next,
            None => return Ok(false),
        }
    }
}
