//! What the Tab key does on the page, and what it does to each control of the interface.

use std::collections::BTreeMap;

use super::controls::role_word;
use super::lived::{Ground, Lived};
use super::met_again;
use super::pointer;
use super::value::{Collected, Collection, Fact, Item, Value};
use crate::evidence::{Control, FocusLooks, Gathered, Keyboard, Rect, State, Stop};

/// How many times smaller than the ring around a control what changes with the focus may be before it is nothing.
const CHANGES_NOTHING: u32 = 100;

/// The walk of `none-again`, or why there is none.
pub fn walk<'a>(ground: &Ground<'a>) -> Result<&'a Keyboard, String> {
    walked(ground.loaded(&State::NoneAgain)?)
}

fn walked<'a>(lived: &Lived<'a>) -> Result<&'a Keyboard, String> {
    match &lived.visit.keyboard {
        None => Err(format!("the keyboard was not tried in the state {}", lived.state())),
        Some(gathered) => gathered.as_result().map_err(|why| format!("the keyboard was not tried: {why}")),
    }
}

/// The keyboard's facts of a control of the first layer.
pub fn facts(control: &Control, walk: &Result<&Keyboard, String>) -> [(&'static str, Fact); 3] {
    let met = walk.as_ref().map_err(Clone::clone).and_then(|walk| {
        let found =
            met_again::only(&walk.controls, control, |met| (met.role, &met.text, &met.selector)).ok_or_else(|| {
                format!("{:?} was not met as the same control when the keyboard was tried", control.words())
            })?;
        Ok((*walk, found))
    });
    match met {
        Err(why) => ["tab-reached", "key-operable", "focus-visible"].map(|name| (name, Fact::Unknown(why.clone()))),
        Ok((walk, at)) => {
            let reached = reached(walk, at);
            let looks = looks(walk, at, &reached);
            [("key-operable", operable(walk, at)), ("focus-visible", looks), ("tab-reached", reached)]
        }
    }
}

fn reached(walk: &Keyboard, at: usize) -> Fact {
    if walk.stops.iter().any(|stop| stop.control == Some(at)) {
        return Fact::flag(true);
    }
    let group = walk.controls.get(at).and_then(|control| control.group.as_deref());
    match group {
        Some(group) => Fact::Unknown(format!("arrow keys may lead to it within its {group}; they were not tried")),
        None if walk.end.is_whole() => Fact::flag(false),
        None => Fact::Unknown("the walk with the Tab key was not finished".to_owned()),
    }
}

fn operable(walk: &Keyboard, at: usize) -> Fact {
    match walk.controls.get(at) {
        Some(control) if control.native => Fact::flag(true),
        _ => Fact::Unknown("whether Enter or Space does anything on it was not tried".to_owned()),
    }
}

fn looks(walk: &Keyboard, at: usize, reached: &Fact) -> Fact {
    match reached {
        Fact::Unknown(why) => return Fact::Unknown(why.clone()),
        Fact::Known(Value::Flag(false)) => return Fact::absent(),
        Fact::Known(_) => {}
    }
    match walk.controls.get(at).and_then(|control| control.focus.as_ref()) {
        Some(Gathered::Ok(looks)) => visible(looks),
        Some(Gathered::Failed(why)) => Fact::Unknown(format!("how it looks with the focus is not known: {why}")),
        None => Fact::Unknown("how it looks with the focus was not seen".to_owned()),
    }
}

fn visible(looks: &FocusLooks) -> Fact {
    if looks.changed_px.saturating_mul(CHANGES_NOTHING) >= looks.ring_px.max(1) {
        return Fact::flag(true);
    }
    match looks.changed_style.as_slice() {
        [] => Fact::flag(false),
        changed => Fact::Unknown(format!("its {} changes, and the picture does not show it", changed.join(", "))),
    }
}

/// The stops of the Tab key.
pub fn stops(lived: &Lived<'_>) -> Collection {
    let walk = walked(lived)?;
    let items = walk.stops.iter().enumerate().map(|(index, stop)| Item {
        facts: of_stop(walk, stop),
        evidence: format!("{}/ok/stops/{index}", pointer::in_visit(lived.index, "keyboard")),
        identity: format!("stop {} {}", stop.tag, stop.selector),
        is_counted: false,
    });
    let complete =
        if walk.end.is_whole() { Ok(()) } else { Err("the walk with the Tab key was not finished".to_owned()) };
    Ok(Collected { items: items.collect(), complete })
}

fn of_stop(walk: &Keyboard, stop: &Stop) -> BTreeMap<&'static str, Fact> {
    let role = stop.control.and_then(|at| walk.controls.get(at)).map(|control| role_word(control.role));
    BTreeMap::from([
        ("tag", Fact::text(stop.tag.as_str())),
        ("selector", Fact::text(stop.selector.as_str())),
        ("text", Fact::text(stop.text.as_str())),
        ("in-interface", Fact::flag(stop.inside)),
        ("role", role.map_or_else(Fact::absent, Fact::text)),
        ("covered", covered(walk.interface, stop)),
    ])
}

/// Whether the interface hides all of what has the focus: it lies within its box, and is on top nowhere.
fn covered(interface: Rect, stop: &Stop) -> Fact {
    let Some(rect) = stop.rect else { return Fact::Unknown("its box could not be measured".to_owned()) };
    Fact::flag(interface.holds(rect, 0.0) && !stop.inside && stop.on_top == Some(false))
}
