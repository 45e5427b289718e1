//! Controls of the interface, layer by layer, as they stood before anything on them was touched.

use std::collections::BTreeMap;

use super::banner;
use super::described::optional;
use super::keyboard;
use super::lived::{Ground, Lived};
use super::placed::{self, Surroundings};
use super::pointer;
use super::standing;
use super::value::{Collected, Collection, Fact, Item};
use super::voiced;
use crate::evidence::{Control, Keyboard, Layer, Phase, Rect, Role, SpokenInterface, State, ToggleKind};

/// Said of what is tried on the first layer alone.
const FIRST_ALONE: &str = "keyboard and accessibility tree were tried on the first layer alone";

/// The controls of one state: the first layer at its arrival, and the further layers that were looked at. States
/// without a choice share the second layer that `none-again` opened.
pub fn collection(ground: &Ground<'_>, state: &State) -> Collection {
    let lived = ground.loaded(state)?;
    let (at, moment) = lived.moment(Phase::Arrival)?;
    let found = moment.search.as_result().map_err(|why| format!("the search for a consent interface failed: {why}"))?;
    let Some((index, interface)) = banner::main_interface(found) else {
        let complete = banner::nothing_shown(lived, Phase::Arrival);
        return Ok(Collected { items: Vec::new(), complete });
    };
    let mut items = Vec::new();
    let (walk, spoken) = (keyboard::walk(ground), voiced::asked(ground));
    let window = standing::window(ground.evidence);
    let first = Layered { layer: 1, rect: Some(interface.rect), window, walk: &walk, spoken: &spoken };
    add(&mut items, &interface.controls, &first, &pointer::interface(lived.index, at, index));
    let offers_settings = interface.controls.iter().any(|control| control.visible && control.role == Role::Settings);
    let further = further_layers(ground, lived);
    let complete = match &further {
        Err(why) if offers_settings => Err(format!("what stands behind the settings is not known: {why}")),
        _ => Ok(()),
    };
    let (walk, spoken) = (Err(FIRST_ALONE.to_owned()), Err(FIRST_ALONE.to_owned()));
    for (layer, (seen, holder)) in (2..).zip(further.into_iter().flatten()) {
        let further = Layered { layer, rect: seen.rect, window, walk: &walk, spoken: &spoken };
        add(&mut items, &seen.controls, &further, &holder);
    }
    Ok(Collected { items, complete })
}

/// The further layers with pointers to their holders, or why there are none.
fn further_layers<'a>(ground: &Ground<'a>, lived: &Lived<'a>) -> Result<Vec<(&'a Layer, String)>, String> {
    if lived.chooses() {
        let layers = lived.visit.choice.as_ref().map(|choice| choice.layers.as_slice()).unwrap_or_default();
        if layers.is_empty() {
            return Err(format!("it was not opened in the state {}", lived.state()));
        }
        let holder = |index: usize| format!("{}/layers/{index}", pointer::in_visit(lived.index, "choice"));
        return Ok(layers.iter().enumerate().map(|(index, layer)| (layer, holder(index))).collect());
    }
    let looked = ground.loaded(&State::NoneAgain)?;
    match looked.visit.second_layer.as_ref() {
        None => Err("it was not opened".to_owned()),
        Some(gathered) => {
            let layer = gathered.as_result().map_err(str::to_owned)?;
            let holder = format!("{}/ok", pointer::in_visit(looked.index, "second_layer"));
            Ok(vec![(layer, holder)])
        }
    }
}

/// What the facts of a control hang on beside it.
struct Layered<'a> {
    /// Number of its layer, counted from 1.
    layer: u32,
    /// Box of its layer.
    rect: Option<Rect>,
    /// Size of the window.
    window: (f64, f64),
    /// The walk with the Tab key, or why there is none.
    walk: &'a Result<&'a Keyboard, String>,
    /// The accessibility tree, or why there is none.
    spoken: &'a Result<&'a SpokenInterface, String>,
}

fn add(items: &mut Vec<Item>, controls: &[Control], layered: &Layered<'_>, holder: &str) {
    let around = Surroundings { layer: layered.rect, window: layered.window, controls };
    items.extend(controls.iter().enumerate().map(|(index, control)| {
        let mut facts = facts(control, layered.layer);
        facts.extend(placed::facts(control, around));
        facts.extend(keyboard::facts(control, layered.walk));
        facts.extend(voiced::facts(control, layered.spoken));
        let identity = format!("control {} {} {}", layered.layer, role_word(control.role), words(control));
        Item { facts, evidence: pointer::control(holder, index), identity, is_counted: true }
    }));
}

/// Its text, else its accessible name.
pub fn words(control: &Control) -> &str {
    if control.text.is_empty() { control.name.as_deref().unwrap_or("") } else { &control.text }
}

fn facts(control: &Control, layer: u32) -> BTreeMap<&'static str, Fact> {
    let toggle = control.role == Role::Toggle;
    let ground = match (toggle, control.kind) {
        (true, Some(ToggleKind::LegitimateInterest)) => "legitimate-interest",
        (true, Some(ToggleKind::Consent) | None) => "consent",
        (false, _) => "none",
    };
    let purpose = control.purpose.as_deref().filter(|_| toggle);
    BTreeMap::from([
        ("role", Fact::text(role_word(control.role))),
        ("text", Fact::text(words(control))),
        ("layer", Fact::number(f64::from(layer))),
        ("visible", Fact::flag(control.visible)),
        ("inline", Fact::flag(control.inline)),
        ("tag", Fact::text(control.tag.as_str())),
        ("area", measure(control.rect.area(), "its box")),
        ("font-px", measure(control.font_px, "its font size")),
        ("font-weight", Fact::number(f64::from(control.font_weight))),
        ("contrast", contrast(control)),
        ("purpose", optional(purpose)),
        ("ground", Fact::text(ground)),
        ("checked", control.checked.map_or_else(Fact::absent, Fact::flag)),
        ("disabled", control.disabled.map_or_else(Fact::absent, Fact::flag)),
    ])
}

/// A finite measure, or that it is none.
pub fn measure(value: f64, what: &str) -> Fact {
    if value.is_finite() { Fact::number(value) } else { Fact::Unknown(format!("{what} could not be measured")) }
}

/// WCAG contrast of a control's text, where its styles tell it.
pub fn contrast(control: &Control) -> Fact {
    match control.contrast.filter(|contrast| contrast.is_finite()) {
        Some(contrast) => Fact::number(contrast),
        None => Fact::Unknown(format!("the contrast of {:?} cannot be told from its styles", words(control))),
    }
}

/// The word for a role.
pub fn role_word(role: Role) -> &'static str {
    match role {
        Role::Accept => "accept",
        Role::Reject => "reject",
        Role::Settings => "settings",
        Role::Save => "save",
        Role::Close => "close",
        Role::Acknowledge => "acknowledge",
        Role::Pay => "pay",
        Role::PolicyLink => "policy-link",
        Role::Toggle => "toggle",
        Role::Other => "other",
    }
}
