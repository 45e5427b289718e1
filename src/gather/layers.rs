//! Opening a further layer and knowing it when it is there.

use super::act::{self, Aim, By};
use super::banner::{Eagerness, Sight};
use super::moment;
use super::visit::Visiting;
use crate::browser::{Fault, Page};
use crate::evidence::{Control, Interface, Layer, Role, Step, StepKind};

/// What came of activating "settings".
#[derive(Debug)]
pub struct Opened {
    /// The layer; `Err` with the reason if none was recognised.
    pub layer: Result<Sight, String>,
    /// The steps that it took.
    pub steps: Vec<Step>,
}

/// The best visible control of a role: drawn as a button rather than within a sentence, then the first.
pub fn best(interface: &Interface, role: Role) -> Option<usize> {
    let usable = |control: &Control| control.role == role && control.visible && control.disabled != Some(true);
    let found = interface.controls.iter().enumerate().filter(|(_, control)| usable(control));
    let largest = found.clone().map(|(_, control)| control.rect.area()).fold(0.0, f64::max);
    let worthy = found.clone().filter(|(_, control)| control.rect.area() >= largest * 0.3);
    worthy.min_by_key(|(at, control)| (control.inline, *at)).map(|(at, _)| at)
}

/// Whether two sights show the same interface.
pub fn same(a: &Interface, b: &Interface) -> bool {
    if a.placement.frame != b.placement.frame {
        return false;
    }
    if a.selector == b.selector {
        return true;
    }
    let words = |interface: &Interface| -> std::collections::BTreeSet<String> {
        interface.text.to_lowercase().split_whitespace().map(str::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    let shared = a.intersection(&b).count();
    let all = a.union(&b).count();
    all > 0 && shared * 10 >= all * 6
}

/// Whether nothing that a visitor could see changed between two sights of the same interface.
pub fn unchanged(before: &Interface, after: &Interface) -> bool {
    let seen = |interface: &Interface| told_by(interface, |control| control.visible);
    same(before, after) && seen(before) == seen(after)
}

/// Whether two sights show the same interface with the same controls, seen or not.
pub fn same_controls(before: &Interface, after: &Interface) -> bool {
    same(before, after) && told_by(before, |_| true) == told_by(after, |_| true)
}

fn told_by(interface: &Interface, wanted: impl Fn(&Control) -> bool) -> Vec<(Role, String, Option<bool>)> {
    let controls = interface.controls.iter().filter(|control| wanted(control));
    controls.map(|control| (control.role, control.words().to_owned(), control.checked)).collect()
}

/// A layer as evidence.
pub fn told(sight: &Sight, opened_by: &str) -> Layer {
    Layer {
        opened_by: opened_by.to_owned(),
        text: sight.interface.text.clone(),
        controls: sight.interface.controls.clone(),
        controls_cut: 0,
        controls_cut_on: 0,
        rect: Some(sight.interface.rect),
        language: sight.interface.language.clone(),
        picture: sight.picture.clone(),
    }
}

/// Activates the control `at` ("settings") and looks for what it opened.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn open<P: Page>(
    visiting: &mut Visiting<'_, P>,
    sight: &Sight,
    at: usize,
    layer: u32,
) -> Result<Opened, Fault> {
    let Some(aim) = Aim::on(sight, at, layer, StepKind::Activate) else {
        return Ok(Opened { layer: Err("the control that opens it went away".to_owned()), steps: Vec::new() });
    };
    let words = aim.text;
    let mut from = By::Pointer;
    loop {
        let done = act::operate(visiting, aim, from).await?;
        let Some(by) = done.by else {
            return Ok(Opened { layer: Err(format!("`{words}` could not be activated")), steps: done.steps });
        };
        act::settle(visiting, visiting.plan.budgets.choice).await?;
        if let Some(mut found) = appeared(visiting, sight).await? {
            found.picture = visiting.picture_of_layer(&found).await?;
            return Ok(Opened { layer: Ok(found), steps: done.steps });
        }
        match by.next() {
            Some(next) if !visiting.is_late() => from = next,
            _ => {
                let why = format!("`{words}` opened nothing that is recognised as a layer of choices");
                return Ok(Opened { layer: Err(why), steps: done.steps });
            }
        }
    }
}

/// The layer that was not there before.
async fn appeared<P: Page>(visiting: &Visiting<'_, P>, before: &Sight) -> Result<Option<Sight>, Fault> {
    let addresses = visiting.addresses();
    let (sights, _) = moment::look(&visiting.page, visiting.asked(&addresses), Eagerness::AfterSettings).await?;
    let mut new: Vec<Sight> =
        sights.into_iter().filter(|sight| !unchanged(&before.interface, &sight.interface)).collect();
    // Other interfaces may stand there from the beginning; the layer is the one with the most to choose from.
    new.sort_by_key(|sight| std::cmp::Reverse(wealth(&sight.interface)));
    Ok(new.into_iter().find(|sight| wealth(&sight.interface) > 0))
}

/// The interface with the most to choose from, if one stands there.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn any<P: Page>(visiting: &Visiting<'_, P>) -> Result<Option<Sight>, Fault> {
    let addresses = visiting.addresses();
    let (mut sights, _) = moment::look(&visiting.page, visiting.asked(&addresses), Eagerness::AfterSettings).await?;
    sights.sort_by_key(|sight| std::cmp::Reverse(wealth(&sight.interface)));
    Ok(sights.into_iter().find(|sight| wealth(&sight.interface) > 0))
}

/// Whether a visitor can refuse on it, at once or by toggles.
pub fn offers_refusal(interface: &Interface) -> bool {
    [Role::Reject, Role::Save, Role::Settings].iter().any(|role| best(interface, *role).is_some())
}

fn wealth(interface: &Interface) -> usize {
    let choices = [Role::Toggle, Role::Save, Role::Reject, Role::Accept];
    interface.controls.iter().filter(|control| control.visible && choices.contains(&control.role)).count()
}

/// The same interface as it stands now; ids of controls are only good until the next look.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn again<P: Page>(visiting: &Visiting<'_, P>, before: &Sight) -> Result<Option<Sight>, Fault> {
    let addresses = visiting.addresses();
    let (sights, _) = moment::look(&visiting.page, visiting.asked(&addresses), Eagerness::AfterSettings).await?;
    Ok(sights.into_iter().find(|sight| same(&before.interface, &sight.interface)))
}
