//! The consent interface: whether one was shown, what its first layer offers.

use std::collections::BTreeSet;

use super::lived::{Ground, Lived};
use super::pointer;
use super::site::{BannerFacts, BannerKind, LayerAbout, Seen};
use crate::evidence::{Control, Interface, Layer, Moment, Phase, PhaseEnd, PlatformSeen, Role, Search, State};

/// The first interface that was found, and where.
#[derive(Debug, Clone)]
pub struct Found<'a> {
    /// The interface.
    pub interface: &'a Interface,
    /// Pointer to it.
    pub pointer: String,
}

/// What the search of all visits came to.
#[derive(Debug, Clone)]
pub struct Banner<'a> {
    /// The interface, that there is none, or why neither is known.
    pub found: Result<Option<Found<'a>>, String>,
    /// Pointer to the search that decided.
    pub search: String,
    /// Why a positive answer is doubtful.
    pub doubt: Option<String>,
}

impl<'a> Banner<'a> {
    /// The interface, that there is none, or why neither is known.
    pub fn interface(&self) -> Result<Option<&'a Interface>, String> {
        self.found.as_ref().map(|found| found.as_ref().map(|found| found.interface)).map_err(Clone::clone)
    }
}

/// Looks through the visits in their order: at arrival first, then after the reload where nothing was chosen.
pub fn search<'a>(ground: &Ground<'a>) -> Banner<'a> {
    let mut looked: Vec<(&Lived<'a>, Phase)> = ground.all_loaded().map(|lived| (lived, Phase::Arrival)).collect();
    looked.extend(ground.all_loaded().filter(|lived| lived.returns_unchanged()).map(|lived| (lived, Phase::Return)));
    for (lived, phase) in &looked {
        if let Some((found, search)) = found_at(lived, *phase) {
            return Banner { found: Ok(Some(found)), search, doubt: doubt(ground, lived, *phase) };
        }
    }
    let first = ground.all_loaded().next();
    let search = first.map_or(pointer::WHOLE.to_owned(), |lived| match lived.moment(Phase::Arrival) {
        Ok((at, _)) => pointer::in_moment(lived.index, at, "search"),
        Err(_) => pointer::visit(lived.index),
    });
    let mut nothing = ground.every_visit_loaded();
    nothing = nothing.and_then(|()| looked.iter().try_for_each(|(lived, phase)| nothing_shown(lived, *phase)));
    if nothing.is_ok() && !gesture_tried(ground) {
        nothing = Err("no interface was shown, and whether one waits for a gesture was not tried".to_owned());
    }
    Banner { found: nothing.map(|()| None), search, doubt: None }
}

fn found_at<'a>(lived: &Lived<'a>, phase: Phase) -> Option<(Found<'a>, String)> {
    let (at, moment) = lived.moment(phase).ok()?;
    let (index, interface) = main_interface(moment.search.ok()?)?;
    let found = Found { interface, pointer: pointer::interface(lived.index, at, index) };
    Some((found, pointer::in_moment(lived.index, at, "search")))
}

/// The interface that counts where several stand there: the first that offers a choice, else the first.
pub fn main_interface(search: &Search) -> Option<(usize, &Interface)> {
    let offers = |interface: &Interface| {
        let choice = |role: Role| matches!(role, Role::Accept | Role::Reject | Role::Settings | Role::Save);
        interface.controls.iter().any(|control| control.visible && choice(control.role))
    };
    let mut all = search.found.iter().enumerate();
    all.clone().find(|(_, interface)| offers(interface)).or_else(|| all.next())
}

/// What to say of an interface that not every visit was shown. Where it waits for a gesture, visits that tried none
/// are not asked.
fn doubt(ground: &Ground<'_>, lived: &Lived<'_>, phase: Phase) -> Option<String> {
    let state = lived.state();
    if phase != Phase::Arrival {
        return Some(format!("it was shown only after a reload, in the phase {} of the state {state}", phase.word()));
    }
    let search = |other: &Lived<'_>| other.moment(phase).ok().and_then(|(_, moment)| moment.search.ok().cloned());
    let found = search(lived).and_then(|search| Some(main_interface(&search)?.1.placement.after_scroll));
    let waits = found == Some(true);
    let without: Vec<String> = ground
        .all_loaded()
        .filter(|other| !waits || search(other).is_some_and(|search| search.gesture_tried))
        .filter(|other| nothing_shown(other, Phase::Arrival).is_ok())
        .map(|other| other.state().to_string())
        .collect();
    (!without.is_empty()).then(|| format!("it was shown in the state {state}, and not in {}", without.join(", ")))
}

/// `Ok` if it is known that nothing was shown.
pub fn nothing_shown(lived: &Lived<'_>, phase: Phase) -> Result<(), String> {
    let (_, moment) = lived.moment(phase)?;
    let state = lived.state();
    let place = format!("in the phase {} of the state {state}", phase.word());
    match shown(moment) {
        Ok(false) => Ok(()),
        Ok(true) => Err(format!("an interface was shown {place}")),
        Err(why) => Err(format!("{why} {place}")),
    }
}

/// Whether an interface stood there at a moment, or why that is not known.
///
/// # Errors
/// The reason, without the place.
pub fn shown(moment: &Moment) -> Result<bool, String> {
    let search =
        moment.search.as_result().map_err(|why| format!("the search for a consent interface failed ({why})"))?;
    if !search.found.is_empty() {
        return Ok(true);
    }
    if let Some(spot) = search.blind_spots.first() {
        return Err(format!("some places could not be searched for a consent interface ({spot})"));
    }
    match moment.ended {
        PhaseEnd::BudgetSpent => Ok(false),
        PhaseEnd::Deadline => Err("the deadline passed before a consent interface could be ruled out".to_owned()),
        PhaseEnd::Died => Err("the page died before a consent interface could be ruled out".to_owned()),
    }
}

/// Whether the interface of `arrival` stands there at `moment`, or why that is not known.
///
/// # Errors
/// The reason, without the place.
pub fn still_stands(arrival: &Moment, moment: &Moment) -> Result<bool, String> {
    if !shown(moment)? {
        return Ok(false);
    }
    let found = |moment: &'_ Moment| moment.search.ok().map(|search| search.found.clone()).unwrap_or_default();
    let before = found(arrival);
    if found(moment).iter().any(|now| before.iter().any(|before| is_same(before, now))) {
        return Ok(true);
    }
    Err("another consent interface than at arrival stood there".to_owned())
}

/// Whether two sights show one interface: in the same kind of frame, and at the same place in the document or with
/// three fifths of their words in common.
fn is_same(one: &Interface, other: &Interface) -> bool {
    if one.placement.frame != other.placement.frame {
        return false;
    }
    let words = |interface: &Interface| -> BTreeSet<String> {
        interface.text.to_lowercase().split_whitespace().map(str::to_owned).collect()
    };
    let (own, others) = (words(one), words(other));
    let (shared, all) = (own.intersection(&others).count(), own.union(&others).count());
    one.selector == other.selector || (all > 0 && shared * 5 >= all * 3)
}

/// Whether an interface that waits for a scroll or pointer move is ruled out as well.
fn gesture_tried(ground: &Ground<'_>) -> bool {
    let mut searches = ground.all_loaded().filter_map(|lived| lived.moment(Phase::Arrival).ok()?.1.search.ok());
    searches.any(|search| search.gesture_tried)
}

/// A consent platform that was recognised, shown or not; `Ok(None)` if every visit looked and found none.
pub fn platform<'a>(ground: &Ground<'a>, banner: &Banner<'a>) -> Result<Option<&'a PlatformSeen>, String> {
    if let Ok(Some(found)) = &banner.found
        && let Some(platform) = &found.interface.platform
    {
        return Ok(Some(platform));
    }
    let arrivals = || ground.all_loaded().map(|lived| lived.moment(Phase::Arrival));
    let searched = |moment: Result<(usize, &'a Moment), String>| moment.ok()?.1.search.ok();
    if let Some(platform) = arrivals().filter_map(searched).find_map(|search| search.platforms.first()) {
        return Ok(Some(platform));
    }
    ground.every_visit_loaded()?;
    for moment in arrivals() {
        let (_, moment) = moment?;
        moment.search.as_result().map_err(|why| format!("consent platforms were not looked for: {why}"))?;
    }
    Ok(None)
}

/// The banner as reports print it.
pub fn facts(ground: &Ground<'_>, banner: &Banner<'_>) -> BannerFacts {
    let platform = platform(ground, banner).ok().flatten().cloned();
    let interface = match &banner.found {
        Ok(Some(found)) => found.interface,
        Ok(None) => return BannerFacts { seen: Seen::No, platform, ..BannerFacts::default() },
        Err(why) => {
            return BannerFacts { seen: Seen::Unknown, reason: Some(why.clone()), platform, ..BannerFacts::default() };
        }
    };
    let second = second_layer(ground).map(|(layer, _)| layer);
    BannerFacts {
        seen: Seen::Yes,
        reason: banner.doubt.clone(),
        kind: kind(&interface.controls),
        blocking: interface.blocking,
        platform,
        language: interface.language.clone(),
        placement: Some(interface.placement.clone()),
        text: interface.text.clone(),
        rect: Some(interface.rect),
        first_layer: interface.controls.clone(),
        second_layer: second.map(|layer| layer.controls.clone()),
        about_first: LayerAbout {
            text: interface.text.clone(),
            rect: Some(interface.rect),
            cut: interface.controls_cut,
            cut_on: interface.controls_cut_on,
            picture: interface.picture.clone(),
        },
        about_second: second.map(about).unwrap_or_default(),
    }
}

fn about(layer: &Layer) -> LayerAbout {
    LayerAbout {
        text: layer.text.clone(),
        rect: layer.rect,
        cut: layer.controls_cut,
        cut_on: layer.controls_cut_on,
        picture: layer.picture.clone(),
    }
}

/// The second layer as it stood untouched, with a pointer to it: from `none-again`, else from the way to refuse.
pub fn second_layer<'a>(ground: &Ground<'a>) -> Option<(&'a Layer, String)> {
    let looked = ground.loaded(&State::NoneAgain).ok().and_then(|lived| {
        let layer = lived.visit.second_layer.as_ref()?.ok()?;
        Some((layer, format!("{}/ok", pointer::in_visit(lived.index, "second_layer"))))
    });
    looked.or_else(|| {
        let lived = ground.loaded(&State::Reject).ok()?;
        let layer = lived.visit.choice.as_ref()?.layers.first()?;
        Some((layer, format!("{}/layers/0", pointer::in_visit(lived.index, "choice"))))
    })
}

/// What the visible controls of a first layer offer. Where they offer nothing to accept, "OK" beside a refusal or
/// settings counts as acceptance; a first layer of settings alone offers its choice behind them.
pub fn kind(controls: &[Control]) -> BannerKind {
    let has = |role: Role| controls.iter().any(|control| control.visible && control.role == role);
    let (reject, settings) = (has(Role::Reject), has(Role::Settings));
    let accept = has(Role::Accept) || (has(Role::Acknowledge) && (reject || settings));
    if has(Role::Pay) && accept {
        return BannerKind::PayOrAccept;
    }
    // "Remember my choice" alone is no category, and neither are vendors.
    let toggle = |control: &&Control| control.visible && control.role == Role::Toggle && !control.vendor;
    let toggles = controls.iter().filter(toggle);
    if toggles.clone().count() >= 2 || toggles.clone().any(|toggle| toggle.purpose.is_some()) {
        return BannerKind::Categories;
    }
    match (accept, reject, settings) {
        (true, true, true) => BannerKind::AcceptRejectSettings,
        (true, true, false) => BannerKind::AcceptReject,
        (true | false, false, true) => BannerKind::AcceptSettings,
        (true, false, false) => BannerKind::AcceptOnly,
        (false, true, _) => BannerKind::OptOut,
        (false, false, false) => BannerKind::Notice,
    }
}
