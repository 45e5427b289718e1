//! What the platform keeps of the choice, decoded as its file says.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::lived::{Ground, Lived};
use super::site::RecordFacts;
use super::storage::read_storage;
use super::value::Fact;
use super::view::Singles;
use crate::evidence::{Area, Moment, Phase, State};
use crate::knowledge::{Knowledge, Platform, RecordPlace, RecordedChoice, recorded_choice};

/// Longest stored value that is told, characters.
const MOST_CHARACTERS: usize = 2000;

/// For each state and phase the items that hold a choice, in any state: by them one phase can be held against another.
pub fn facts(ground: &Ground<'_>, knowledge: &Knowledge) -> BTreeMap<State, BTreeMap<Phase, Vec<RecordFacts>>> {
    let choices = ground.visits.iter().filter_map(|lived| lived.visit.choice.as_ref());
    let mut names: Vec<&str> = choices.flat_map(|choice| choice.record.iter().map(String::as_str)).collect();
    names.sort_unstable();
    names.dedup();
    let mut all: BTreeMap<State, BTreeMap<Phase, Vec<RecordFacts>>> = BTreeMap::new();
    for lived in &ground.visits {
        for moment in &lived.visit.moments {
            let records = of_moment(moment, &names, knowledge);
            if !records.is_empty() {
                all.entry(lived.state().clone()).or_default().insert(moment.phase, records);
            }
        }
    }
    all
}

fn of_moment(moment: &Moment, names: &[&str], knowledge: &Knowledge) -> Vec<RecordFacts> {
    let seen = moment.search.ok().map(|search| search.platforms.as_slice()).unwrap_or_default();
    let is_seen = |platform: &&Platform| seen.is_empty() || seen.iter().any(|one| one.id == platform.id);
    let platforms: Vec<&Platform> = knowledge.platforms.iter().filter(is_seen).collect();
    let held = stored(moment).filter(|(_, name, _)| names.binary_search(name).is_ok());
    held.map(|(place, name, value)| RecordFacts {
        name: name.to_owned(),
        raw: value.chars().take(MOST_CHARACTERS).collect(),
        decoded: decoded(&platforms, place, name, value),
    })
    .collect()
}

/// What is stored where platforms keep a choice: place, name and value.
fn stored(moment: &Moment) -> impl Iterator<Item = (RecordPlace, &str, &str)> {
    let cookies = moment.cookies.ok().into_iter().flatten();
    let cookies = cookies.map(|cookie| (RecordPlace::Cookie, cookie.name.as_str(), cookie.value.as_str()));
    let storage = moment.storage.ok().into_iter().flatten().filter_map(|item| {
        let place = match item.area {
            Area::LocalStorage => RecordPlace::LocalStorage,
            Area::SessionStorage => RecordPlace::SessionStorage,
            Area::IndexedDb | Area::Cache | Area::ServiceWorker => return None,
        };
        Some((place, item.key.as_str(), item.value.as_str()))
    });
    cookies.chain(storage)
}

/// Adds `platform.reads-before-choice`.
pub fn add(singles: &mut Singles, ground: &Ground<'_>, knowledge: &Knowledge) {
    let read = ground.loaded(&State::None).and_then(|lived| before_choice(lived, knowledge));
    let fact = match read {
        Ok(Some(word)) => Fact::text(word),
        Ok(None) => Fact::absent(),
        Err(why) => Fact::Unknown(why),
    };
    singles.insert("platform.reads-before-choice", fact, ground.place(&State::None));
}

/// The most that a record of the platforms in the page says where nothing was chosen; `None` if there is none.
fn before_choice(lived: &Lived<'_>, knowledge: &Knowledge) -> Result<Option<&'static str>, String> {
    let mut said = Vec::new();
    for moment in &lived.visit.moments {
        let seen = moment.search.ok().map(|search| search.platforms.as_slice()).unwrap_or_default();
        let platforms = || knowledge.platforms.iter().filter(|platform| seen.iter().any(|one| one.id == platform.id));
        said.extend(stored(moment).filter_map(|(place, name, value)| recorded_choice(platforms(), place, name, value)));
    }
    if said.contains(&RecordedChoice::Accepted) {
        return Ok(Some("accepted"));
    }
    lived.saw_everything(|moment| {
        moment.search.as_result().map_err(|why| format!("no platform was looked for: {why}"))?;
        moment.cookies.as_result().map_err(|why| format!("the jar was not read: {why}"))?;
        read_storage(moment)
    })?;
    if said.contains(&RecordedChoice::Unknown) {
        return Err("no file of a platform tells how the record is read".to_owned());
    }
    let found = [(RecordedChoice::Partial, "partial"), (RecordedChoice::Refused, "refused")];
    Ok(found.into_iter().find(|(choice, _)| said.contains(choice)).map(|(_, word)| word))
}

/// The value unwrapped and what it says; `None` where no file reads it.
fn decoded(platforms: &[&Platform], place: RecordPlace, name: &str, value: &str) -> Option<Value> {
    let records = platforms.iter().flat_map(|platform| &platform.record);
    let record = records.into_iter().find(|record| record.place == place && record.is_named(name))?;
    let says = match recorded_choice(platforms.iter().copied(), place, name, value)? {
        RecordedChoice::Accepted => "accepted",
        RecordedChoice::Refused => "refused",
        RecordedChoice::Partial => "partial",
        RecordedChoice::Unknown => "unknown",
    };
    Some(json!({ "says": says, "value": record.is_readable().then(|| record.decoded(value)).flatten() }))
}
