//! Facts of the page itself: how it came, and whether it informs.

use super::banner::main_interface;
use super::lived::{Ground, Lived};
use super::party::{host_of, is_loopback};
use super::pointer;
use super::presence::flag;
use super::value::Fact;
use super::view::Singles;
use crate::evidence::{Moment, Phase, Role, State};

/// Adds `page.*`.
pub fn add(singles: &mut Singles, ground: &Ground<'_>) {
    let address = address(ground);
    let at = match &address {
        Ok((index, _)) => format!("{}/final_url", pointer::in_visit(*index, "reached")),
        Err(_) => "/target/url".to_owned(),
    };
    let https = address.as_ref().map(|(_, url)| url.starts_with("https:")).map_err(Clone::clone);
    let loopback = address.as_ref().map(|(_, url)| host_of(url).is_some_and(|host| is_loopback(&host)));
    singles.insert("page.https", flag(https), at.clone());
    singles.insert("page.loopback", flag(loopback.map_err(Clone::clone)), at);
    let (linked, at_link) = linked(ground);
    let (found, at_page) = found(ground, &linked);
    singles.insert("page.policy-linked", flag(linked), at_link.clone());
    singles.insert("page.policy-found", found, at_page.unwrap_or(at_link));
}

/// Where the first visit that loaded ended.
fn address<'a>(ground: &Ground<'a>) -> Result<(usize, &'a str), String> {
    let loaded = ground.all_loaded().find_map(|lived| Some((lived.index, lived.visit.reached.final_url.as_deref()?)));
    loaded.ok_or_else(|| {
        ground.every_visit_loaded().err().unwrap_or_else(|| "the final address of the page was not recorded".to_owned())
    })
}

/// Whether a link leads to information, and a pointer to the first such link or to where it was looked for.
fn linked(ground: &Ground<'_>) -> (Result<bool, String>, String) {
    let moments = || {
        ground.all_loaded().flat_map(|lived| {
            [Phase::Arrival, Phase::Return]
                .into_iter()
                .filter_map(move |phase| Some((lived, lived.moment(phase).ok()?)))
        })
    };
    for (lived, (at, moment)) in moments() {
        if let Some(place) = link_at(lived, at, moment) {
            return (Ok(true), place);
        }
    }
    let place = moments().next().map(|(lived, (at, _))| pointer::in_moment(lived.index, at, "policy_links"));
    (none_linked(ground).map(|()| false), place.unwrap_or_else(|| pointer::WHOLE.to_owned()))
}

fn link_at(lived: &Lived<'_>, at: usize, moment: &Moment) -> Option<String> {
    if moment.policy_links.ok().is_some_and(|links| !links.is_empty()) {
        return Some(pointer::moment_entry(lived.index, at, "policy_links", 0));
    }
    let (index, interface) = main_interface(moment.search.ok()?)?;
    let link = interface.controls.iter().position(|control| control.visible && control.role == Role::PolicyLink)?;
    Some(pointer::control(&pointer::interface(lived.index, at, index), link))
}

/// `Ok` if both visits without a choice looked at arrival and after the reload.
fn none_linked(ground: &Ground<'_>) -> Result<(), String> {
    ground.every_visit_loaded()?;
    for state in [State::None, State::NoneAgain] {
        let lived = ground.visits.iter().find(|lived| *lived.state() == state);
        let lived = lived.ok_or_else(|| format!("the state {state} was not lived through"))?;
        lived.saw_all(&[Phase::Arrival, Phase::Return], |moment| {
            moment.policy_links.as_result().map_err(|why| format!("links were not read: {why}"))?;
            moment.search.as_result().map_err(|why| format!("the search for a consent interface failed: {why}"))?;
            Ok(())
        })?;
    }
    Ok(())
}

/// Whether such a page is linked or answers at a usual path.
fn found(ground: &Ground<'_>, linked: &Result<bool, String>) -> (Fact, Option<String>) {
    if linked == &Ok(true) {
        return (Fact::flag(true), None);
    }
    let tried = ground.visits.iter().find_map(|lived| Some((lived, lived.visit.policy_pages.as_ref()?)));
    let Some((lived, pages)) = tried else {
        let why = ground.loaded(&State::NoneAgain).err();
        let why = why.unwrap_or_else(|| "the usual addresses of policy pages were not tried".to_owned());
        return (Fact::Unknown(why), None);
    };
    let pages = match pages.as_result() {
        Ok(pages) => pages,
        Err(why) => return (Fact::Unknown(format!("the usual addresses were not tried: {why}")), None),
    };
    let answers = pages.iter().position(|page| page.status.ok().is_some_and(|status| *status < 400));
    if let Some(index) = answers {
        return (Fact::flag(true), Some(pointer::entry(lived.index, "policy_pages", index)));
    }
    let at = Some(pointer::in_visit(lived.index, "policy_pages"));
    let untried = pages.iter().find_map(|page| page.status.as_result().err().map(|why| (page, why)));
    let fact = match (untried, linked) {
        (Some((page, why)), _) => Fact::Unknown(format!("{} did not answer: {why}", page.url)),
        (None, Err(why)) => Fact::Unknown(why.clone()),
        (None, Ok(_)) if pages.is_empty() => Fact::Unknown("no usual address was tried".to_owned()),
        (None, Ok(_)) => Fact::flag(false),
    };
    (fact, at)
}
