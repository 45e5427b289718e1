//! Setting toggles: everything optional off, one category alone on, or everything on, then save. Never a toggle on
//! that is neither wished for nor strictly necessary.

use super::super::act::{self, Aim, By};
use super::super::banner::Sight;
use super::super::layers::{again, best};
use super::super::visit::Visiting;
use super::wish::Wish;
use crate::browser::{Fault, Page};
use crate::evidence::{Control, Interface, Role, Step, StepKind, ToggleKind};

/// How the toggle of what is strictly necessary is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Necessary {
    /// Left as it stands.
    AsItStands,
    /// Switched on: some sites store a refusal only so.
    On,
}

/// How toggles are set before "save".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// None is touched, and "save" is not reached this way.
    Untouched,
    /// Everything that can be refused is off.
    OptionalOff(Necessary),
    /// One category is on, everything else that can be refused is off.
    Only(String),
    /// Everything is on.
    AllOn,
}

impl Setting {
    /// As a wish asks for it.
    pub fn of(wish: &Wish) -> Self {
        match wish {
            Wish::Save => Self::Untouched,
            Wish::Accept => Self::AllOn,
            Wish::Reject => Self::OptionalOff(Necessary::AsItStands),
            Wish::Only(category) => Self::Only(category.clone()),
        }
    }

    fn is_wished(&self, control: &Control) -> bool {
        match self {
            Self::Only(category) => {
                control.role == Role::Toggle
                    && control.purpose.as_ref() == Some(category)
                    && control.kind != Some(ToggleKind::LegitimateInterest)
            }
            Self::AllOn => optional(control) && control.disabled != Some(true),
            Self::Untouched | Self::OptionalOff(_) => false,
        }
    }
}

/// Where a toggle is to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Position {
    On,
    Off,
}

impl Position {
    /// Whether a toggle of which `checked` is told stands so.
    fn is(self, checked: Option<bool>) -> bool {
        checked == Some(self == Self::On)
    }
}

/// What came of setting the toggles of one layer.
#[derive(Debug)]
pub enum Prepared {
    /// There are none with "save" on this layer, or none that is wished for.
    Nothing,
    /// They stand as wished.
    Ready(Box<Ready>),
    /// One of them does not obey.
    Stuck(String),
}

/// An interface whose toggles stand as wished and whose "save" can be clicked.
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
    // One that stands between grants a part of it.
    (control.checked == Some(true) || control.mixed) && control.disabled != Some(true)
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

/// Sets the toggles of one layer.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn prepare<P: Page>(
    visiting: &mut Visiting<'_, P>,
    sight: &Sight,
    layer: u32,
    setting: &Setting,
) -> Result<Prepared, Fault> {
    let toggles = || sight.interface.controls.iter().filter(|control| control.role == Role::Toggle);
    let has_wished = || toggles().any(|control| setting.is_wished(control));
    let nothing_to_set = match setting {
        Setting::Untouched => true,
        Setting::OptionalOff(_) => toggles().next().is_none(),
        Setting::Only(_) | Setting::AllOn => !has_wished(),
    };
    if nothing_to_set {
        return Ok(Prepared::Nothing);
    }
    if best(&sight.interface, Role::Save).is_none() {
        let open = toggles().any(|control| optional(control) && control.visible && control.disabled != Some(true));
        let why = "there are toggles, and nothing that saves them was recognised";
        return Ok(if open { Prepared::Stuck(why.to_owned()) } else { Prepared::Nothing });
    }
    let mut hand = Hand { sight: sight.clone(), layer, steps: Vec::new() };
    let locked = |control: &Control| setting.is_wished(control) && control.disabled == Some(true);
    if (*setting == Setting::OptionalOff(Necessary::On) || toggles().any(locked))
        && let Some(stuck) = hand.open_locks(visiting).await?
    {
        return Ok(stuck);
    }
    if let Some(stuck) = hand.set(visiting, setting).await? {
        return Ok(stuck);
    }
    if !hand.steps.is_empty() {
        // Buttons may change with the toggles.
        if let Some(now) = again(visiting, &hand.sight).await? {
            hand.sight = now;
        }
    }
    let astray = |control: &&Control| {
        let known = control.checked == Some(false) || !control.visible && control.checked.is_none();
        optional(control) && control.disabled != Some(true) && !setting.is_wished(control) && (control.mixed || !known)
    };
    if let Some(control) = hand.sight.interface.controls.iter().find(astray) {
        return Ok(Prepared::Stuck(format!("the toggle `{}` is on, or nobody can tell", label(control))));
    }
    Ok(hand.ready())
}

/// The words of a toggle: its label.
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
    /// Switches on what is strictly necessary: what was locked until then may be open and on.
    async fn open_locks<P: Page>(&mut self, visiting: &mut Visiting<'_, P>) -> Result<Option<Prepared>, Fault> {
        for toggle in self.toggles(|control| necessary(control) && can_be_switched_on(control)) {
            self.switch(visiting, &toggle, Position::On).await?;
        }
        let Some(now) = again(visiting, &self.sight).await? else {
            let why = "the interface went away when the necessary toggle was switched on";
            return Ok(Some(Prepared::Stuck(why.to_owned())));
        };
        self.sight = now;
        Ok(None)
    }

    /// Everything optional off but what is wished for, which is on; gives what does not obey.
    async fn set<P: Page>(
        &mut self,
        visiting: &mut Visiting<'_, P>,
        setting: &Setting,
    ) -> Result<Option<Prepared>, Fault> {
        for toggle in self.toggles(|control| optional(control) && is_on(control) && !setting.is_wished(control)) {
            if !self.switch(visiting, &toggle, Position::Off).await? {
                let why = format!("the toggle `{}` is on and cannot be switched off", label(&toggle));
                return Ok(Some(Prepared::Stuck(why)));
            }
        }
        for toggle in self.toggles(|control| setting.is_wished(control) && control.checked == Some(false)) {
            if !self.switch(visiting, &toggle, Position::On).await? {
                let why = format!("the toggle `{}` is off and cannot be switched on", label(&toggle));
                return Ok(Some(Prepared::Stuck(why)));
            }
        }
        Ok(None)
    }

    /// The layer as it stands now.
    fn ready(self) -> Prepared {
        let interface = &self.sight.interface;
        let Some(save) = best(interface, Role::Save) else {
            return Prepared::Stuck("the control that saves went away".to_owned());
        };
        let off =
            |control: &Control| necessary(control) && can_be_switched_on(control) && within_reach(interface, control);
        let necessary_is_off = interface.controls.iter().any(off);
        Prepared::Ready(Box::new(Ready { save, necessary_is_off, sight: self.sight, steps: self.steps }))
    }

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
        // One toggle may have switched another, be it folded away.
        if self.stands(visiting, toggle, to).await? {
            return Ok(true);
        }
        let Some(at) = self.reveal(visiting, toggle).await? else { return Ok(false) };
        let Some(aim) = Aim::on(&self.sight, at, self.layer, StepKind::Toggle) else { return Ok(false) };
        let mut from = By::Pointer;
        loop {
            if to.is(act::checked(visiting, aim).await?) {
                return Ok(true);
            }
            let done = act::operate(visiting, aim, from).await?;
            let Some(by) = done.by else { return Ok(false) };
            if to.is(act::checked(visiting, aim).await?) {
                self.steps.extend(done.steps);
                return Ok(true);
            }
            match by.next() {
                Some(next) => from = next,
                None => return Ok(false),
            }
        }
    }

    /// Whether a toggle stands as wanted already.
    async fn stands<P: Page>(&self, visiting: &Visiting<'_, P>, toggle: &Control, to: Position) -> Result<bool, Fault> {
        let place = self.place(toggle);
        match place.and_then(|at| Aim::on(&self.sight, at, self.layer, StepKind::Toggle)) {
            Some(aim) => Ok(to.is(act::checked(visiting, aim).await?)),
            None => Ok(false),
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
        let Some(aim) = Aim::on(&self.sight, tab, self.layer, StepKind::Activate) else { return Ok(None) };
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
