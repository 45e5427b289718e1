//! Entries of `localStorage` by origin as they were seen last, those that were gone by the end of a visit too, with who
//! wrote them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::cookies::stack;
use super::known::Known;
use super::{at, inspection};
use crate::evidence::{Area, StorageItem, Visit};
use crate::facts::{ItemKind, Party};

/// Origins, and of each its keys.
pub(super) fn local<'a>(visit: &'a Visit, known: &Known<'_>) -> BTreeMap<&'a str, BTreeMap<&'a str, Value>> {
    let entries = visit.moments.iter().filter_map(|moment| moment.storage.ok()).flatten();
    let entries = entries.filter(|item| item.area == Area::LocalStorage);
    let last: BTreeMap<(&str, &str), &StorageItem> =
        entries.map(|item| ((item.origin.as_str(), item.key.as_str()), item)).collect();
    let mut origins: BTreeMap<&str, BTreeMap<&str, Value>> = BTreeMap::new();
    for ((origin, key), item) in last {
        origins.entry(origin).or_default().insert(key, shown(visit, item, known));
    }
    origins
}

fn shown(visit: &Visit, item: &StorageItem, known: &Known<'_>) -> Value {
    let party = known.party(ItemKind::LocalStorage, &item.key, &inspection::host(&item.origin));
    let value = serde_json::from_str(&item.value).unwrap_or_else(|_| Value::from(item.value.as_str()));
    let mut shown = json!({ "value": value, "firstPartyStorage": party.map(|party| party == Party::First) });
    if item.cut {
        shown["cut"] = true.into();
    }
    if let Some(log) = written(visit, item) {
        shown["log"] = log;
    }
    shown
}

fn written(visit: &Visit, item: &StorageItem) -> Option<Value> {
    let writes = visit.storage_writes.ok()?;
    let is_own = |write: &&crate::evidence::StorageWrite| {
        write.area == Area::LocalStorage && write.origin == item.origin && write.key == item.key
    };
    let write = writes.iter().rev().find(is_own)?;
    Some(json!({
        "stack": stack(&write.stack),
        "type": "Storage.LocalStorage",
        "timestamp": write.at_ms.map_or(Value::Null, |at_ms| at(visit, at_ms)),
        "location": write.origin,
    }))
}
