//! What the switches of the interface stand for.

use super::banner::Banner;
use super::described::optional;
use super::lived::Ground;
use super::spoken::Spoken;
use super::value::Fact;
use super::view::Singles;
use super::wording::second_layer;
use crate::evidence::{Control, Interface, Role};
use crate::knowledge::{Knowledge, Subject};

/// Adds `toggles.*`.
pub fn add(singles: &mut Singles, ground: &Ground<'_>, knowledge: &Knowledge, banner: &Banner<'_>) {
    let interface = banner.interface();
    let at = banner.search.clone();
    let (count, bundled) = match toggles(ground, &interface) {
        Err(why) => (Fact::Unknown(why.clone()), Fact::Unknown(why)),
        Ok(None) => (Fact::absent(), Fact::absent()),
        Ok(Some(toggles)) => {
            let bundled = bundled(knowledge, &toggles);
            (Fact::number(toggles.optional.len() as f64), bundled.map_or_else(Fact::Unknown, optional))
        }
    };
    singles.insert("toggles.optional", count, at.clone());
    singles.insert("toggles.bundled-label", bundled, at);
}

/// The toggles of one layer.
struct Toggles<'a> {
    /// Those that give a consent for purposes.
    optional: Vec<&'a Control>,
    /// Language of the layer, else of the first.
    language: Option<&'a str>,
}

/// Toggles that give a consent for purposes, of the layer that has them, with its language; `Ok(None)` if there is no
/// interface. A layer that leads on to a further one may split them there.
fn toggles<'a>(
    ground: &Ground<'a>,
    interface: &Result<Option<&'a Interface>, String>,
) -> Result<Option<Toggles<'a>>, String> {
    let Some(first) = interface.clone()? else { return Ok(None) };
    let second = second_layer(ground, interface)?;
    let (controls, cut, language) = match second {
        Some(layer) => (&layer.controls, layer.controls_cut, &layer.language),
        None => (&first.controls, first.controls_cut, &first.language),
    };
    let optional = |control: &&Control| {
        control.role == Role::Toggle
            && control.visible
            && !control.vendor
            && control.disabled != Some(true)
            && control.purpose.as_deref() != Some("necessary")
    };
    let leads_on = controls.iter().any(|control| control.visible && control.role == Role::Settings);
    if second.is_some() && (leads_on || cut > 0 || controls.iter().any(|control| control.vendor)) {
        return Err("a further layer may split what the switches stand for".to_owned());
    }
    let language = language.as_deref().or(first.language.as_deref());
    Ok(Some(Toggles { optional: controls.iter().filter(optional).collect(), language }))
}

/// The first label that names two purposes that have nothing to do with each other. That none does is known only if
/// all of them could be read.
fn bundled<'a>(knowledge: &Knowledge, toggles: &Toggles<'a>) -> Result<Option<&'a str>, String> {
    let mut unread = None;
    for label in toggles.optional.iter().map(|toggle| toggle.words()) {
        match bundles(knowledge, label, toggles.language) {
            Ok(true) => return Ok(Some(label)),
            Ok(false) => {}
            Err(why) => unread = Some(why),
        }
    }
    unread.map_or(Ok(None), Err)
}

/// Whether a label names two purposes that have nothing to do with each other.
fn bundles(knowledge: &Knowledge, label: &str, language: Option<&str>) -> Result<bool, String> {
    let read = Spoken::read(knowledge, "a switch", label, language, Ok(()))?;
    let named = [Subject::Advertising, Subject::Analytics, Subject::Social];
    Ok(named.iter().filter(|subject| read.text.names(**subject).is_some()).count() >= 2)
}
