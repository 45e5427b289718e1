//! The second page of a visit in which nothing was chosen: whether the interface stands there too.

use super::banner::shown;
use super::lived::Ground;
use super::pointer;
use super::value::Fact;
use super::view::Singles;
use crate::evidence::{Moment, Phase, State};

/// Adds `banner.on-next-page` and `banner.platform-on-next-page`.
pub fn add(singles: &mut Singles, ground: &Ground<'_>) {
    let (page, at) = second_page(ground);
    let ask = |question: fn(&Moment) -> Result<bool, String>| match &page {
        Ok(None) => Fact::absent(),
        Ok(Some(moment)) => match question(moment) {
            Ok(answer) => Fact::flag(answer),
            Err(why) => Fact::Unknown(format!("{why} on the second page of the state none")),
        },
        Err(why) => Fact::Unknown(why.clone()),
    };
    singles.insert("banner.on-next-page", ask(shown), at.clone());
    singles.insert("banner.platform-on-next-page", ask(platform_there), at);
}

/// The record of the second page; `Ok(None)` where no link led to one.
fn second_page<'a>(ground: &Ground<'a>) -> (Result<Option<&'a Moment>, String>, String) {
    let lived = match ground.loaded(&State::None) {
        Ok(lived) => lived,
        Err(why) => return (Err(why), ground.place(&State::None)),
    };
    match lived.moment(Phase::NextPage) {
        Ok((at, moment)) => (Ok(Some(moment)), pointer::in_moment(lived.index, at, "search")),
        Err(_) => (lived.saw_everything(|_| Ok(())).map(|()| None), pointer::visit(lived.index)),
    }
}

fn platform_there(moment: &Moment) -> Result<bool, String> {
    if moment.search.ok().is_some_and(|search| !search.platforms.is_empty()) {
        return Ok(true);
    }
    if moment.signals.ok().is_some_and(|signals| signals.tcf.is_some() || signals.gpp.is_some()) {
        return Ok(true);
    }
    moment.search.as_result().map_err(|why| format!("the search for a consent interface failed ({why})"))?;
    moment.signals.as_result().map_err(|why| format!("consent signals were not read ({why})"))?;
    Ok(false)
}
