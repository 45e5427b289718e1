//! The banner of two reports: what it is, its texts word by word, its controls.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::things::{Changed, ChangedThing, Key, Seen, Thing, Things, known, things};
use super::words::{Run, runs};
use crate::evidence::Control;
use crate::facts::Seen as WasSeen;
use crate::report::{LayerForm, Report, spoken};

/// A text that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TextChange {
    /// Layer of the banner, counted from 1.
    pub layer: u32,
    /// The text in pieces: the same, removed, added.
    pub runs: Vec<Run>,
}

pub(super) fn banner(reports: [&Report; 2]) -> Vec<Changed> {
    let banners = reports.map(|report| &report.banner);
    let optional = |text: Option<String>| text.unwrap_or_else(|| "none".to_owned());
    let mut all = Vec::new();
    let mut told = |what: &str, texts: [String; 2]| all.extend(Changed::of(what, texts));
    told("seen", banners.map(|one| spoken(&one.seen)));
    if banners.iter().any(|one| one.seen != WasSeen::Yes) {
        return all;
    }
    told("kind", banners.map(|one| spoken(&one.kind)));
    told("page behind it blocked", banners.map(|one| known(Some(one.blocking))));
    told("platform", banners.map(|one| optional(one.platform.as_ref().map(|platform| platform.name.clone()))));
    told("language", banners.map(|one| optional(one.language.clone())));
    told("frame", banners.map(|one| optional(one.placement.as_ref().map(|place| spoken(&place.frame)))));
    told("shadow root", banners.map(|one| optional(one.placement.as_ref().map(|place| spoken(&place.shadow)))));
    told(
        "comes after a scroll",
        banners.map(|one| optional(one.placement.as_ref().map(|place| known(Some(place.after_scroll))))),
    );
    told("second layer", banners.map(|one| if one.second_layer.is_some() { "seen" } else { "not seen" }.to_owned()));
    all
}

/// The layers that a report saw, by their number.
fn layers(report: &Report) -> Vec<(u32, &LayerForm)> {
    let banner = &report.banner;
    let second = banner.second_layer.iter().map(|layer| (2, layer));
    let first = (banner.seen == WasSeen::Yes).then_some((1, &banner.first_layer));
    first.into_iter().chain(second).collect()
}

fn text<'a>(report: &'a Report, number: u32, layer: &'a LayerForm) -> &'a str {
    if number == 1 { &report.banner.text } else { &layer.text }
}

pub(super) fn texts([then, now]: [&Report; 2]) -> Vec<TextChange> {
    let mut all = Vec::new();
    for (number, layer) in layers(now) {
        let Some((_, before)) = layers(then).into_iter().find(|(other, _)| *other == number) else { continue };
        let (before, after) = (text(then, number, before), text(now, number, layer));
        let [before, after] = [before, after].map(|text| text.split_whitespace().collect::<Vec<_>>());
        if before != after {
            all.push(TextChange { layer: number, runs: runs(&before, &after) });
        }
    }
    all
}

pub(super) fn controls(reports: [&Report; 2]) -> Things {
    let [then, now] = reports.map(side);
    let doubt = |report: &Report, key: &Key, _: &Seen| {
        let is_seen = layers(report).iter().any(|(number, _)| layer_words(*number) == key.2);
        let reason = report.banner.reason.as_deref().map(|why| format!(": {why}")).unwrap_or_default();
        match report.banner.seen {
            WasSeen::No => None,
            WasSeen::Unknown => Some(format!("Whether there is a banner could not be determined{reason}.")),
            WasSeen::Yes => (!is_seen).then(|| format!("The {} was not seen.", key.2)),
        }
    };
    renamed(things([&then, &now], reports, doubt))
}

fn layer_words(number: u32) -> String {
    if number == 1 { "first layer" } else { "second layer" }.to_owned()
}

fn side(report: &Report) -> BTreeMap<Key, Seen> {
    let mut all: BTreeMap<Key, Seen> = BTreeMap::new();
    for (number, layer) in layers(report) {
        for control in &layer.controls {
            let key = (spoken(&control.role), control.words().to_owned(), layer_words(number));
            all.entry(key).or_insert_with(|| Seen { about: about(control), ..Seen::default() });
        }
    }
    all
}

fn about(control: &Control) -> BTreeMap<&'static str, String> {
    let mut about = BTreeMap::from([("visible", known(Some(control.visible)))]);
    let given = [
        ("font", (control.font_px > 0.0).then(|| format!("{:.0} px", control.font_px))),
        ("contrast", control.contrast.map(|contrast| format!("{contrast:.1} to 1"))),
        ("on beforehand", control.checked.map(|on| known(Some(on)))),
        ("cannot be changed", control.disabled.map(|on| known(Some(on)))),
        ("purpose", control.purpose.clone()),
    ];
    about.extend(given.into_iter().filter_map(|(name, text)| Some((name, text?))));
    about
}

/// A control that went and the only one of its role and layer that came are one whose words changed.
fn renamed(mut things: Things) -> Things {
    let gone = std::mem::take(&mut things.gone);
    for thing in &gone {
        let alone = thing.doubt.is_none() && gone.iter().filter(|one| is_like(one, thing)).count() == 1;
        match only(&things.appeared, thing).filter(|_| alone) {
            Some(place) => {
                let after = things.appeared.remove(place);
                things.changed.push(changed(thing, after));
            }
            None => things.gone.push(thing.clone()),
        }
    }
    things
}

fn is_like(one: &Thing, other: &Thing) -> bool {
    one.kind == other.kind && one.place == other.place
}

/// The place of the only one that is like another.
fn only(all: &[Thing], other: &Thing) -> Option<usize> {
    let mut like = (0..all.len()).filter(|place| all.get(*place).is_some_and(|one| is_like(one, other)));
    like.next().filter(|_| like.next().is_none())
}

/// One control, as it was and as it is.
fn changed(before: &Thing, after: Thing) -> ChangedThing {
    let names: BTreeSet<&String> = before.about.keys().chain(after.about.keys()).collect();
    let text = |one: &Thing, name: &str| one.about.get(name).cloned().unwrap_or_else(|| "none".to_owned());
    let about = names.iter().filter_map(|name| Changed::of(name, [text(before, name), text(&after, name)]));
    let changes = Changed::of("words", [before.name.clone(), after.name.clone()]).into_iter().chain(about).collect();
    ChangedThing { kind: after.kind, name: after.name, place: after.place, changes }
}
