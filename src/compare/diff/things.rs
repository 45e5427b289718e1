//! Things that appear, go or change between two reports: cookies, hosts, controls.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::compare::findings::unseen;
use crate::report::{Gap, Report};

/// What appeared, went and changed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Things {
    /// Seen in the later report alone.
    pub appeared: Vec<Thing>,
    /// Seen in the earlier report alone.
    pub gone: Vec<Thing>,
    /// Seen in both, and not the same.
    pub changed: Vec<ChangedThing>,
}

impl Things {
    /// Whether nothing is different.
    pub fn is_empty(&self) -> bool {
        self.appeared.is_empty() && self.gone.is_empty() && self.changed.is_empty()
    }
}

/// A thing that was seen on one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Thing {
    /// What it is: `cookie`, `local-storage`, `host`, the role of a control.
    pub kind: String,
    /// Its name, host or text.
    pub name: String,
    /// Domain, or layer of the banner; empty for hosts.
    pub place: String,
    /// What is known of it.
    pub about: BTreeMap<String, String>,
    /// In which states it was seen.
    pub states: Vec<String>,
    /// Why it may be there on the other side all the same.
    pub doubt: Option<String>,
}

/// A thing that is not the same on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChangedThing {
    /// What it is.
    pub kind: String,
    /// Its name, host or text; of a control whose text changed the later one.
    pub name: String,
    /// Domain, or layer of the banner.
    pub place: String,
    /// What changed.
    pub changes: Vec<Changed>,
}

/// Something that was otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Changed {
    /// What.
    pub what: String,
    /// As it was then.
    pub then: String,
    /// As it is now.
    pub now: String,
}

impl Changed {
    /// A change, where the texts differ.
    pub(super) fn of(what: &str, [then, now]: [String; 2]) -> Option<Self> {
        (then != now).then(|| Self { what: what.to_owned(), then, now })
    }
}

/// A flag that may not be known.
pub(super) fn known(flag: Option<bool>) -> String {
    match flag {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not known",
    }
    .to_owned()
}

/// What tells things apart: kind, name, place.
pub(super) type Key = (String, String, String);

/// A thing as one side saw it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Seen {
    /// What is known of it, by name.
    pub(super) about: BTreeMap<&'static str, String>,
    /// A number of days, which differs a little from run to run.
    pub(super) days: Option<f64>,
    /// In which states; none where that says nothing.
    pub(super) states: BTreeSet<String>,
}

/// Holds two sides against each other. `doubt` tells why a thing that one side saw may not have been seen by the report
/// of the other.
pub(super) fn things(
    sides: [&BTreeMap<Key, Seen>; 2],
    reports: [&Report; 2],
    doubt: impl Fn(&Report, &Key, &Seen) -> Option<String>,
) -> Things {
    let ([then, now], [report_then, report_now]) = (sides, reports);
    let one_sided = |this: &BTreeMap<Key, Seen>, other: &BTreeMap<Key, Seen>, report: &Report| -> Vec<Thing> {
        let alone = this.iter().filter(|(key, _)| !other.contains_key(*key));
        alone.map(|(key, seen)| thing(key, seen, doubt(report, key, seen))).collect()
    };
    let changed = then.iter().filter_map(|(key, then)| {
        let changes = self::changes(then, now.get(key)?, reports);
        let (kind, name, place) = key.clone();
        (!changes.is_empty()).then_some(ChangedThing { kind, name, place, changes })
    });
    Things {
        appeared: one_sided(now, then, report_then),
        gone: one_sided(then, now, report_now),
        changed: changed.collect(),
    }
}

fn thing((kind, name, place): &Key, seen: &Seen, doubt: Option<String>) -> Thing {
    let mut about: BTreeMap<String, String> =
        seen.about.iter().map(|(name, text)| ((*name).to_owned(), text.clone())).collect();
    if let Some(days) = seen.days {
        about.insert("lifetime".to_owned(), lifetime(Some(days)));
    }
    Thing {
        kind: kind.clone(),
        name: name.clone(),
        place: place.clone(),
        about,
        states: seen.states.iter().cloned().collect(),
        doubt,
    }
}

fn changes(then: &Seen, now: &Seen, reports: [&Report; 2]) -> Vec<Changed> {
    let names: BTreeSet<&&str> = then.about.keys().chain(now.about.keys()).collect();
    let text = |seen: &Seen, name: &str| seen.about.get(name).cloned().unwrap_or_else(|| "none".to_owned());
    let mut all: Vec<Changed> =
        names.into_iter().filter_map(|name| Changed::of(name, [then, now].map(|seen| text(seen, name)))).collect();
    if !about_the_same(then.days, now.days) {
        all.extend(Changed::of("lifetime", [then.days, now.days].map(lifetime)));
    }
    // Only states that both sides lived through, with everything read in them, say anything.
    let lived = |state: &&String| reports.iter().all(|report| in_doubt(report, state).is_none());
    let states = |seen: &Seen| {
        let states: Vec<&str> = seen.states.iter().filter(lived).map(String::as_str).collect();
        if states.is_empty() { "none of those that both runs could look at".to_owned() } else { states.join(", ") }
    };
    all.extend(Changed::of("seen in the states", [states(then), states(now)]));
    all
}

/// A hundredth more or less, or an hour, is no other lifetime.
fn about_the_same(then: Option<f64>, now: Option<f64>) -> bool {
    match (then, now) {
        (Some(then), Some(now)) => (then - now).abs() <= (then.abs() / 100.0).max(0.05),
        (then, now) => then.is_none() == now.is_none(),
    }
}

fn lifetime(days: Option<f64>) -> String {
    match days {
        None => "of the session, or not told".to_owned(),
        Some(days) if days >= 2.0 => format!("{days:.0} days"),
        Some(days) if days * 24.0 >= 2.0 => format!("{:.0} hours", days * 24.0),
        Some(days) => format!("{:.0} minutes", days * 1_440.0),
    }
}

/// Why what was seen in these states on one side may be there for `report` too: a state that was not lived through, or
/// not everything of which could be observed.
pub(super) fn unwatched(report: &Report, states: &BTreeSet<String>) -> Option<String> {
    states.iter().find_map(|state| in_doubt(report, state))
}

/// Why what a report does not show of a state may have been there.
pub(super) fn in_doubt(report: &Report, state: &str) -> Option<String> {
    let of_state = |gap: &&Gap| gap.state.as_ref().is_none_or(|named| named.to_string() == state);
    let gap = || {
        let gap = report.gaps.iter().find(of_state)?;
        Some(format!("Not everything of the state {state} could be observed: {}.", gap.reason))
    };
    if !report.states.iter().any(|one| one.state.to_string() == state) {
        return Some(format!("The state {state} was not lived through."));
    }
    unseen(report, state).or_else(gap)
}
