//! Facts of the site on the banner's first layer: what it offers, and how prominently.

use super::banner::{self, Banner, Found};
use super::controls::{contrast, measure};
use super::described::optional;
use super::lived::Ground;
use super::next_page;
use super::pointer;
use super::presence::flag;
use super::prominence;
use super::value::Fact;
use super::view::Singles;
use crate::evidence::{Control, Phase, Role};

/// Adds `banner.*` and `prominence.*`.
pub fn add(singles: &mut Singles, ground: &Ground<'_>, banner: &Banner<'_>) {
    add_banner(singles, ground, banner);
    let offers: &[(&'static str, Role)] = &[
        ("banner.accept-offered", Role::Accept),
        ("banner.reject-offered", Role::Reject),
        ("banner.settings-offered", Role::Settings),
        ("banner.policy-linked", Role::PolicyLink),
    ];
    for (name, role) in offers {
        add_offer(singles, banner, name, *role);
    }
    let understood = of_interface(banner, true, |found| {
        !found.interface.controls.iter().any(|control| control.visible && control.role == Role::Other)
    });
    singles.insert("banner.all-understood", flag(understood), at(banner));
    add_prominence(singles, banner);
}

fn add_banner(singles: &mut Singles, ground: &Ground<'_>, banner: &Banner<'_>) {
    let seen = banner.found.as_ref().map(Option::is_some).map_err(Clone::clone);
    singles.insert("banner.seen", flag(seen), banner.search.clone());
    let platform = match banner::platform(ground, banner) {
        Ok(platform) => optional(platform.map(|platform| platform.id.as_str())),
        Err(why) => Fact::Unknown(why),
    };
    singles.insert("banner.platform", platform, banner.search.clone());
    singles.insert("banner.platform-present", flag(platform_present(ground, banner)), banner.search.clone());
    let kind = match &banner.found {
        Ok(Some(found)) => Fact::text(banner::kind(&found.interface.controls).word()),
        Ok(None) => Fact::text("none"),
        Err(why) => Fact::Unknown(why.clone()),
    };
    singles.insert("banner.kind", kind, at(banner));
    let blocking = of_interface(banner, false, |found| found.interface.blocking);
    singles.insert("banner.blocking", flag(blocking), at(banner));
    let late = of_interface(banner, false, |found| found.interface.placement.after_scroll);
    singles.insert("banner.after-scroll", flag(late), at(banner));
    next_page::add(singles, ground);
}

/// Whether a consent platform or one of its interfaces for scripts is on the page.
fn platform_present(ground: &Ground<'_>, banner: &Banner<'_>) -> Result<bool, String> {
    let platform = banner::platform(ground, banner);
    if matches!(platform, Ok(Some(_))) {
        return Ok(true);
    }
    let arrivals = || ground.all_loaded().map(|lived| lived.moment(Phase::Arrival));
    let signals = arrivals().filter_map(|moment| moment.ok()?.1.signals.ok());
    if signals.into_iter().any(|signals| signals.tcf.is_some() || signals.gpp.is_some()) {
        return Ok(true);
    }
    platform?;
    for moment in arrivals() {
        let (_, moment) = moment?;
        moment.signals.as_result().map_err(|why| format!("consent signals were not read: {why}"))?;
    }
    Ok(false)
}

fn add_offer(singles: &mut Singles, banner: &Banner<'_>, name: &'static str, role: Role) {
    let offered = of_interface(banner, false, |found| visible(found, role).is_some());
    let place = match &banner.found {
        Ok(Some(found)) => visible(found, role).map(|(index, _)| pointer::control(&found.pointer, index)),
        _ => None,
    };
    singles.insert(name, flag(offered), place.unwrap_or_else(|| at(banner)));
}

fn add_prominence(singles: &mut Singles, banner: &Banner<'_>) {
    let pair = |compare: fn(&Control, &Control) -> Fact| match &banner.found {
        Ok(Some(found)) => match (visible(found, Role::Accept), visible(found, Role::Reject)) {
            (Some((_, accept)), Some((_, reject))) => compare(accept, reject),
            _ => Fact::absent(),
        },
        Ok(None) => Fact::absent(),
        Err(why) => Fact::Unknown(why.clone()),
    };
    let alone = |role: Role| match &banner.found {
        Ok(Some(found)) => visible(found, role).map_or_else(Fact::absent, |(_, control)| contrast(control)),
        Ok(None) => Fact::absent(),
        Err(why) => Fact::Unknown(why.clone()),
    };
    let area = |accept: &Control, reject: &Control| ratio(accept.rect.area(), reject.rect.area(), "areas");
    let font = |accept: &Control, reject: &Control| ratio(accept.font_px, reject.font_px, "font sizes");
    let weight = |accept: &Control, reject: &Control| {
        Fact::number(f64::from(accept.font_weight) - f64::from(reject.font_weight))
    };
    let inline = |accept: &Control, reject: &Control| Fact::flag(reject.inline && !accept.inline);
    singles.insert("prominence.area-ratio", pair(area), at_role(banner, Role::Reject));
    singles.insert("prominence.font-ratio", pair(font), at_role(banner, Role::Reject));
    singles.insert("prominence.weight-difference", pair(weight), at_role(banner, Role::Reject));
    singles.insert("prominence.reject-inline", pair(inline), at_role(banner, Role::Reject));
    singles.insert("prominence.reject-contrast", alone(Role::Reject), at_role(banner, Role::Reject));
    singles.insert("prominence.accept-contrast", alone(Role::Accept), at_role(banner, Role::Accept));
    add_drawn(singles, banner);
}

/// How both are drawn and placed beyond their words.
fn add_drawn(singles: &mut Singles, banner: &Banner<'_>) {
    let of = |role: Role, measure: fn(&Control) -> Result<f64, String>| match &banner.found {
        Ok(Some(found)) => {
            visible(found, role).map_or_else(Fact::absent, |(_, control)| prominence::told(measure(control)))
        }
        Ok(None) => Fact::absent(),
        Err(why) => Fact::Unknown(why.clone()),
    };
    let (accept, reject) =
        (of(Role::Accept, prominence::fill_contrast), of(Role::Reject, prominence::outline_contrast));
    let (place, least, treatments) = match &banner.found {
        Ok(Some(found)) => {
            let accept = visible(found, Role::Accept).map(|(_, control)| control);
            let (least, treatments) = prominence::calls(found.interface);
            (prominence::reject_place(found.interface, accept), least, treatments)
        }
        Ok(None) => (Fact::absent(), Fact::absent(), Fact::absent()),
        Err(why) => (Fact::Unknown(why.clone()), Fact::Unknown(why.clone()), Fact::Unknown(why.clone())),
    };
    singles.insert("prominence.accept-fill-contrast", accept, at_role(banner, Role::Accept));
    singles.insert("prominence.reject-fill-contrast", reject, at_role(banner, Role::Reject));
    singles.insert("prominence.reject-place", place, at_role(banner, Role::Reject));
    singles.insert("calls.least-contrast", least, at(banner));
    singles.insert("calls.treatments", treatments, at(banner));
}

fn ratio(accept: f64, reject: f64, what: &str) -> Fact {
    if accept > 0.0 && reject > 0.0 {
        measure(accept / reject, "the ratio")
    } else {
        Fact::Unknown(format!("the {what} of accept and reject could not be measured"))
    }
}

/// The most prominent visible control of a role: the largest, the first of equals.
fn visible<'a>(found: &Found<'a>, role: Role) -> Option<(usize, &'a Control)> {
    let fitting = found.interface.controls.iter().enumerate();
    let mut best: Option<(usize, &Control)> = None;
    for (index, control) in fitting.filter(|(_, control)| control.visible && control.role == role) {
        if best.is_none_or(|(_, known)| control.rect.area() > known.rect.area()) {
            best = Some((index, control));
        }
    }
    best
}

/// A property of the interface, `without` where there is none.
fn of_interface(banner: &Banner<'_>, without: bool, property: impl Fn(&Found<'_>) -> bool) -> Result<bool, String> {
    match &banner.found {
        Ok(Some(found)) => Ok(property(found)),
        Ok(None) => Ok(without),
        Err(why) => Err(why.clone()),
    }
}

fn at(banner: &Banner<'_>) -> String {
    match &banner.found {
        Ok(Some(found)) => found.pointer.clone(),
        _ => banner.search.clone(),
    }
}

fn at_role(banner: &Banner<'_>, role: Role) -> String {
    match &banner.found {
        Ok(Some(found)) => match visible(found, role) {
            Some((index, _)) => pointer::control(&found.pointer, index),
            None => found.pointer.clone(),
        },
        _ => banner.search.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Rect;
    use crate::facts::staged::parts::{button, interface};

    #[test]
    fn a_ratio_needs_two_sizes() {
        assert_eq!(ratio(300.0, 100.0, "areas"), Fact::number(3.0));
        for (accept, reject) in [(0.0, 100.0), (100.0, 0.0), (0.0, 0.0), (f64::NAN, 100.0), (100.0, -1.0)] {
            let unmeasured = ratio(accept, reject, "areas");
            let told = matches!(&unmeasured, Fact::Unknown(why) if why.contains("areas of accept and reject"));
            assert!(told, "{accept} {reject}: {unmeasured:?}");
        }
    }

    #[test]
    fn the_largest_visible_control_of_a_role_stands_for_it_and_the_first_of_equals() {
        let wide =
            |role, width| Control { rect: Rect { x: 0.0, y: 0.0, width, height: 40.0 }, ..button(role, "words") };
        let interface = interface(vec![
            wide(Role::Accept, 100.0),
            wide(Role::Accept, 200.0),
            wide(Role::Accept, 200.0),
            wide(Role::Accept, 50.0),
            wide(Role::Reject, 400.0),
            Control { visible: false, ..wide(Role::Accept, 300.0) },
        ]);
        let found = Found { interface: &interface, pointer: "/visits/0".to_owned() };
        let index = |role| visible(&found, role).map(|(index, _)| index);
        assert_eq!(index(Role::Accept), Some(1));
        assert_eq!(index(Role::Reject), Some(4));
        assert_eq!(index(Role::Settings), None);
    }
}
