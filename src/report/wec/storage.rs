//! Entries of `localStorage` by origin, as they stood at the end of a visit, with who wrote them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::cookies::stack;
use super::{at, inspection};
use crate::evidence::{Area, StorageItem, Visit};
use crate::facts::{ItemKind, Party};
use crate::report::form::Report;

/// Origins, and of each its keys.
pub(super) fn local(visit: &Visit, report: &Report) -> BTreeMap<String, BTreeMap<String, Value>> {
    let mut origins: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
    for item in visit.moments.iter().filter_map(|moment| moment.storage.ok()).flatten() {
        if item.area == Area::LocalStorage {
            let keys = origins.entry(item.origin.clone()).or_default();
            keys.insert(item.key.clone(), shown(visit, item, report));
        }
    }
    origins
}

fn shown(visit: &Visit, item: &StorageItem, report: &Report) -> Value {
    let host = inspection::host(&item.origin);
    let known = report
        .items
        .iter()
        .find(|known| known.kind == ItemKind::LocalStorage && known.name == item.key && known.domain == host);
    let value = serde_json::from_str(&item.value).unwrap_or_else(|_| Value::from(item.value.as_str()));
    let mut shown = json!({ "value": value, "firstPartyStorage": known.map(|known| known.party == Party::First) });
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
