//! For how long a choice is kept.

use super::effect::SeenVisit;
use super::lived::{AFTER, Ground};
use super::pointer;
use super::storage::read_storage;
use super::value::{Fact, Value};
use super::view::Singles;
use crate::evidence::{Area, State};

/// Lifetimes that are nearer than this are one, days.
const SAME: f64 = 1.0;

/// For how long something is kept; `None` without an end.
type Days = Option<f64>;

/// Adds `*.record-days`.
pub fn add(singles: &mut Singles, ground: &Ground<'_>, seen: &[SeenVisit<'_, '_>]) {
    for (name, state) in [("reject.record-days", State::Reject), ("accept.record-days", State::Accept)] {
        let at = ground.attempted(&state).map_or_else(
            |_| pointer::WHOLE.to_owned(),
            |lived| match &lived.visit.choice {
                Some(_) => pointer::in_visit(lived.index, "choice"),
                None => pointer::visit(lived.index),
            },
        );
        let fact = match days(ground, seen, &state) {
            Ok(Some(days)) => Fact::number(days),
            Ok(None) => Fact::absent(),
            Err(why) => Fact::Unknown(why),
        };
        singles.insert(name, fact, at);
    }
}

fn days(ground: &Ground<'_>, seen: &[SeenVisit<'_, '_>], state: &State) -> Result<Days, String> {
    let lived = ground.loaded(state)?;
    lived.chosen.clone()?;
    let choice = lived.visit.choice.as_ref().ok_or_else(|| format!("the state {state} holds no choice"))?;
    lived.saw_all(AFTER, |moment| {
        moment.cookies.as_result().map_err(|why| format!("the jar was not read: {why}"))?;
        read_storage(moment)
    })?;
    let visit = seen.iter().find(|visit| visit.lived.state() == state);
    let visit = visit.ok_or_else(|| format!("the state {state} was not seen"))?;
    let mut all = Vec::new();
    for name in &choice.record {
        let kept = kept(visit, name)?;
        if kept.is_empty() {
            return Err(format!("{name} held the choice and was not there later"));
        }
        all.extend(kept.into_iter().map(|days| (name.as_str(), days)));
    }
    let Some((_, first)) = all.first().copied() else {
        return Err("nothing that was stored was seen to hold the choice".to_owned());
    };
    match all.iter().find(|(_, days)| !is_same(*days, first)) {
        None => Ok(all.iter().filter_map(|(_, days)| *days).reduce(f64::max)),
        Some(_) => {
            let told: Vec<String> = all.iter().map(|(name, days)| format!("{name} {}", words(*days))).collect();
            Err(format!("what holds the choice lasts differently: {}", told.join(", ")))
        }
    }
}

/// For how long each thing of that name is kept that holds the choice and lay there after it.
fn kept(visit: &SeenVisit<'_, '_>, name: &str) -> Result<Vec<Days>, String> {
    let mut all = Vec::new();
    for cookie in visit.cookies.iter().filter(|cookie| cookie.stored.name == name) {
        let record = cookie.facts.get("consent-record") == Some(&Fact::flag(true));
        if record && cookie.sightings.iter().any(|sighting| sighting.phase.is_after_choice()) {
            all.push(Some(lifetime(cookie.facts.get("lifetime-days"), name)?));
        }
    }
    for entry in visit.storage.iter().filter(|entry| entry.stored.name == name) {
        let record = entry.facts.get("consent-record") == Some(&Fact::flag(true));
        let after = entry.sightings.iter().find(|sighting| sighting.phase.is_after_choice());
        if let Some(after) = after.filter(|_| record) {
            all.push((after.item.area == Area::SessionStorage).then_some(0.0));
        }
    }
    Ok(all)
}

/// The requested lifetime of a cookie; 0 for one of the session.
fn lifetime(fact: Option<&Fact>, name: &str) -> Result<f64, String> {
    match fact {
        Some(Fact::Known(Value::Number(days))) => Ok(*days),
        Some(Fact::Known(Value::Absent)) => Ok(0.0),
        Some(Fact::Unknown(why)) => Err(format!("how long {name} lasts is not known: {why}")),
        _ => Err(format!("how long {name} lasts was not derived")),
    }
}

fn is_same(one: Days, other: Days) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => (one - other).abs() <= SAME,
        _ => false,
    }
}

fn words(days: Days) -> String {
    match days {
        None => "without an end".to_owned(),
        Some(0.0) => "until the session ends".to_owned(),
        Some(days) => format!("{days:.0} days"),
    }
}
