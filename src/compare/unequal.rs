//! In what two runs differ beside the site itself: what is told of the site is to be read by it.

use serde::Serialize;

use super::address::{has_moved, told as named};
use super::site::is_other_site;
use crate::evidence::ChoiceStatus;
use crate::report::{Difference, DifferenceKind, Report, spoken};

/// Every difference, those that change most of what is seen first.
pub fn differences(then: &Report, now: &Report) -> Vec<Difference> {
    use DifferenceKind::*;
    let kind = if is_other_site(then, now) { Site } else { Address };
    let mut all = Vec::new();
    if has_moved(then, now) {
        all.extend(differs(kind, &named(then), &named(now)));
    }
    let sides = [then, now];
    let mut told = |what: DifferenceKind, of: fn(&Report) -> String| {
        let [then, now] = sides.map(of);
        all.extend(differs(what, &then, &now));
    };
    told(Vantage, |one| one.target.vantage.country.clone().unwrap_or_else(|| "not known".to_owned()));
    told(Profiles, |one| joined(one.profiles.iter().map(|profile| format!("{} of {}", profile.id, profile.date))));
    told(Rules, |one| one.tool.rules.clone());
    told(Knowledge, |one| one.tool.knowledge.clone());
    told(States, states);
    told(Complete, complete);
    told(Viewport, |one| format!("{}×{}", one.run.viewport.0, one.run.viewport.1));
    told(Locale, |one| one.run.locale.clone());
    told(TimeZone, |one| one.run.time_zone.clone().unwrap_or_else(|| "not known".to_owned()));
    told(ThirdPartyCookies, |one| word(&one.run.third_party_cookies));
    told(Clock, |one| word(&one.tool.clock));
    told(Browser, |one| format!("{}, {}", one.tool.browser, word(&one.run.flavour)));
    told(GatheredBy, |one| one.tool.gathered_by.clone());
    told(Tool, |one| one.tool.version.clone());
    // The user agent of another version is another one by itself.
    if then.tool.browser == now.tool.browser && then.run.flavour == now.run.flavour {
        told_agent(then, now, &mut all);
    }
    all.sort_by_key(|one| one.what);
    all
}

fn told_agent(then: &Report, now: &Report, all: &mut Vec<Difference>) {
    all.extend(differs(DifferenceKind::UserAgent, &then.run.user_agent, &now.run.user_agent));
}

fn differs(what: DifferenceKind, then: &str, now: &str) -> Option<Difference> {
    (then != now).then(|| Difference { what, then: then.to_owned(), now: now.to_owned() })
}

fn word(value: &impl Serialize) -> String {
    spoken(value)
}

/// States that were lived through, or are known not to be offered.
fn states(report: &Report) -> String {
    joined(report.states.iter().filter(|state| state.status != ChoiceStatus::Failed).map(|one| one.state.to_string()))
}

fn complete(report: &Report) -> String {
    if report.complete {
        return "everything was observed".to_owned();
    }
    let mut places: Vec<String> = Vec::new();
    for gap in &report.gaps {
        let place = gap.state.as_ref().map_or("the whole run".to_owned(), |state| format!("state {state}"));
        if !places.contains(&place) {
            places.push(place);
        }
    }
    format!("gaps in {}", places.join(", "))
}

fn joined(words: impl Iterator<Item = String>) -> String {
    let words: Vec<String> = words.collect();
    if words.is_empty() { "nothing at all".to_owned() } else { words.join(", ") }
}
