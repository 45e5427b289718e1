//! Refusing by toggles: everything optional off, then save. Never a toggle on that is not strictly necessary.

use super::act::{self, Aim, By};
use super::banner::Sight;
use super::layers::{again, best};
use super::visit::Visiting;
use crate::browser::{Fault, Page};
use crate::evidence::{Control, Interface, Role, Step, StepKind};

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
    control.checked == Some(false) && control.disabled != Some(true)
}

/// Whether a visitor can come to it: it is seen, or a tab of its name is.
fn within_reach(interface: &Interface, control: &Control) -> bool {
    control.visible || tab_of(interface, control).is_some()
}

/// The tab that a toggle out of sight stands on: a visible control that bears the toggle's own name.
fn tab_of(interface: &Interface, toggle: &Control) -> Option<usize> {
    let fold = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let name = fold(&label(toggle));
    let is_tab = |control: &Control| control.role == Role::Other && control.visible && fold(&control.text) == name;
    if name.is_empty() { None } else { interface.controls.iter().position(is_tab) }
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
    let mut hand = Hand { sight: sight.clone(), layer, steps: Vec::new() };
    if mode == Necessary::On {
        for toggle in hand.toggles(|control| necessary(control) && can_be_switched_on(control)) {
            hand.switch(visiting, &toggle, Position::On).await?;
        }
        // What was locked until now may be open and on.
        let Some(now) = again(visiting, &hand.sight).await? else {
            return Ok(Some(Err("the interface went away when the necessary toggle was switched on".to_owned())));
        };
        hand.sight = now;
    }
    for toggle in hand.toggles(|control| optional(control) && is_on(control)) {
        if !hand.switch(visiting, &toggle, Position::Off).await? {
            return Ok(Some(Err(format!("the toggle `{}` is on and cannot be switched off", label(&toggle)))));
        }
    }
    if !hand.steps.is_empty() {
        // Buttons may change with the toggles.
        if let Some(now) = again(visiting, &hand.sight).await? {
            hand.sight = now;
        }
    }
    let interface = &hand.sight.interface;
    let Some(save) = best(interface, Role::Save) else {
        return Ok(Some(Err("the control that saves went away".to_owned())));
    };
    let off = |control: &Control| necessary(control) && can_be_switched_on(control) && within_reach(interface, control);
    let necessary_is_off = interface.controls.iter().any(off);
    Ok(Some(Ok(Ready { save, necessary_is_off, sight: hand.sight, steps: hand.steps })))
}

fn label(control: &Control) -> String {
    control.name.clone().unwrap_or_else(|| control.text.clone())
}

/// A hand on the toggles of one layer.
struct Hand {
    sight: Sight,
    layer: u32,
    steps: Vec<Step>,
}

impl Hand {
    fn toggles(&self, wanted: impl Fn(&Control) -> bool) -> Vec<Control> {
        self.sight.interface.controls.iter().filter(|control| wanted(control)).cloned().collect()
    }

    /// Where a control stands now: its place in the list changes with every look.
    fn place(&self, wanted: &Control) -> Option<usize> {
        self.sight.interface.controls.iter().position(|control| control.selector == wanted.selector)
    }

    /// Switches a toggle and makes sure that it took.
    async fn switch<P: Page>(
        &mut self,
        visiting: &mut Visiting<'_, P>,
        toggle: &Control,
        to: Position,
    ) -> Result<bool, Fault> {
        let Some(at) = self.reveal(visiting, toggle).await? else { return Ok(false) };
        let on = to == Position::On;
        let aim = Aim { sight: &self.sight, at, layer: self.layer, kind: StepKind::Toggle };
        let mut from = By::Pointer;
        loop {
            // One toggle may have switched another.
            if act::checked(visiting, aim).await? == Some(on) {
                return Ok(true);
            }
            let done = act::operate(visiting, aim, from).await?;
            let Some(by) = done.by else { return Ok(false) };
            if act::checked(visiting, aim).await? == Some(on) {
                self.steps.extend(done.steps);
                return Ok(true);
            }
            match by.next() {
                Some(next) => from = next,
                None => return Ok(false),
            }
        }
    }

    /// Brings a toggle into sight, by the tab of its name where it needs one; gives its place.
    async fn reveal<P: Page>(
        &mut self,
        visiting: &mut Visiting<'_, P>,
        toggle: &Control,
    ) -> Result<Option<usize>, Fault> {
        let Some(at) = self.place(toggle) else { return Ok(None) };
        let interface = &self.sight.interface;
        if interface.controls.get(at).is_some_and(|control| control.visible) {
            return Ok(Some(at));
        }
        let Some(tab) = tab_of(interface, toggle) else { return Ok(None) };
        let aim = Aim { sight: &self.sight, at: tab, layer: self.layer, kind: StepKind::Activate };
        let done = act::operate(visiting, aim, By::Pointer).await?;
        if done.by.is_none() {
            return Ok(None);
        }
        act::settle(visiting, visiting.plan.budgets.choice).await?;
        self.steps.extend(done.steps);
        let Some(now) = again(visiting, &self.sight).await? else { return Ok(None) };
        self.sight = now;
        let place = self.place(toggle);
        Ok(place.filter(|at| self.sight.interface.controls.get(*at).is_some_and(|control| control.visible)))
    }
}
