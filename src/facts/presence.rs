//! When an item was there: the flags that tell before from after.

use std::collections::BTreeMap;

use super::identifier::InProfile;
use super::lived::{AFTER, Lived, before};
use super::value::Fact;
use crate::evidence::{Moment, Phase};

/// One time that an item was seen.
#[derive(Debug, Clone, Copy)]
pub struct Sighting<'a, T> {
    /// In which phase.
    pub phase: Phase,
    /// Position of the moment in the visit.
    pub moment: usize,
    /// Position in the moment's list.
    pub entry: usize,
    /// The item.
    pub item: &'a T,
}

/// Every time that one item was seen in a visit; never empty.
pub type Sightings<'a, T> = Vec<Sighting<'a, T>>;

/// Joins the lists of all moments of a visit by what tells their items apart.
pub fn join<'a, T, K: Ord>(
    lived: &Lived<'a>,
    list: impl Fn(&'a Moment) -> Option<&'a Vec<T>>,
    key: impl Fn(&'a T) -> K,
) -> BTreeMap<K, Sightings<'a, T>> {
    let mut joined: BTreeMap<K, Sightings<'a, T>> = BTreeMap::new();
    for (moment, record) in lived.visit.moments.iter().enumerate() {
        for (entry, item) in list(record).into_iter().flatten().enumerate() {
            let sighting = Sighting { phase: record.phase, moment, entry, item };
            joined.entry(key(item)).or_default().push(sighting);
        }
    }
    joined
}

/// The sighting that speaks for an item: the first after the choice, else the first.
pub fn telling<'s, 'a, T>(sightings: &'s [Sighting<'a, T>]) -> Option<&'s Sighting<'a, T>> {
    sightings.iter().find(|sighting| sighting.phase.is_after_choice()).or(sightings.first())
}

/// The phases in which an item was seen, in order.
pub fn phases<T>(sightings: &[Sighting<'_, T>]) -> Vec<Phase> {
    let mut phases: Vec<Phase> = sightings.iter().map(|sighting| sighting.phase).collect();
    phases.sort_unstable();
    phases.dedup();
    phases
}

/// The values of every item of a profile in which nothing was chosen: the first, and that after the reload.
pub fn profile_values<'a, T, K: Ord>(
    lived: &Lived<'a>,
    joined: BTreeMap<K, Sightings<'a, T>>,
    read: impl Fn(&Moment) -> Result<(), String>,
    value: impl Fn(&'a T) -> &'a str,
) -> BTreeMap<K, InProfile<'a>> {
    let values = joined.into_iter().filter_map(|(key, sightings)| {
        let first = sightings.first()?;
        let later = sightings.iter().find(|sighting| sighting.phase == Phase::Return && first.phase < Phase::Return);
        let later = match later {
            Some(sighting) => Ok(Some(value(sighting.item))),
            None if first.phase >= Phase::Return => Err("it came only with the reload".to_owned()),
            None => lived.saw_all(&[Phase::Return], &read).map(|()| None),
        };
        Some((key, InProfile::There { first: value(first.item), later }))
    });
    values.collect()
}

/// What to say of an item that is not among the values of a profile.
pub fn missing<'a>(complete: Result<(), String>) -> InProfile<'a> {
    match complete {
        Ok(()) => InProfile::NotThere,
        Err(why) => InProfile::NotSeen(why),
    }
}

/// When writes of an item were seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// None was seen: the jar alone decides.
    Unseen,
    /// All that were seen came before the choice.
    BeforeChoice,
    /// At least one came after it.
    AfterChoice,
}

impl Written {
    /// Of writes in these phases.
    pub fn of(phases: impl IntoIterator<Item = Phase>) -> Self {
        match phases.into_iter().max() {
            None => Self::Unseen,
            Some(phase) if phase.is_after_choice() => Self::AfterChoice,
            Some(_) => Self::BeforeChoice,
        }
    }
}

/// Adds the flags on before and after. `read` tells whether the list of a moment was gathered; `written` when writes
/// were seen, or why nobody knows; `changed` whether two sightings differ.
pub fn add_flags<T>(
    facts: &mut BTreeMap<&'static str, Fact>,
    lived: &Lived<'_>,
    sightings: &[Sighting<'_, T>],
    read: impl Fn(&Moment) -> Result<(), String>,
    written: Result<Written, String>,
    changed: impl Fn(&T, &T) -> bool,
) {
    let seen = |phase: Phase| sightings.iter().any(|sighting| sighting.phase == phase);
    let there = |wanted: &[Phase]| {
        if wanted.iter().any(|phase| seen(*phase)) { Ok(true) } else { lived.saw_all(wanted, &read).map(|()| false) }
    };
    facts.insert("on-return", flag(there(&[Phase::Return])));
    if !lived.chooses() {
        facts.insert("before-choice", Fact::flag(true));
        facts.insert("after-choice", Fact::flag(false));
        facts.insert("set-after-choice", Fact::flag(false));
        return;
    }
    let untouched = there(&[Phase::Arrival]);
    let before = there(before(lived.state()));
    let after = if seen(Phase::NextPage) { Ok(true) } else { there(AFTER) };
    let set_after = set_after(lived, sightings, &before, written, &read, changed);
    facts.insert("before-choice", flag(untouched));
    facts.insert("after-choice", flag(after));
    facts.insert("set-after-choice", flag(set_after));
}

fn set_after<T>(
    lived: &Lived<'_>,
    sightings: &[Sighting<'_, T>],
    before: &Result<bool, String>,
    written: Result<Written, String>,
    read: impl Fn(&Moment) -> Result<(), String>,
    changed: impl Fn(&T, &T) -> bool,
) -> Result<bool, String> {
    if written == Ok(Written::AfterChoice) {
        return Ok(true);
    }
    let mut after = sightings.iter().filter(|sighting| sighting.phase.is_after_choice());
    match before {
        Err(why) => return Err(why.clone()),
        Ok(false) => {
            let later: Vec<_> = after.collect();
            let moved = |pair: &[&Sighting<'_, T>]| matches!(pair, [a, b] if changed(a.item, b.item));
            return match written {
                _ if later.is_empty() => lived.saw_all(AFTER, read).map(|()| false),
                Err(why) => Err(why),
                // Written between the record of the arrival and the choice: only what changed after the choice counts.
                Ok(Written::BeforeChoice) if later.windows(2).any(moved) => Ok(true),
                Ok(Written::BeforeChoice) => lived.saw_all(AFTER, read).map(|()| false),
                Ok(_) => Ok(true),
            };
        }
        Ok(true) => {}
    }
    let last = sightings.iter().rev().find(|sighting| !sighting.phase.is_after_choice());
    if last.is_some_and(|last| after.any(|sighting| changed(last.item, sighting.item))) {
        return Ok(true);
    }
    written?;
    lived.saw_all(AFTER, read).map(|()| false)
}

/// A flag, or why it is not known.
pub fn flag(known: Result<bool, String>) -> Fact {
    known.map_or_else(Fact::Unknown, Fact::flag)
}
