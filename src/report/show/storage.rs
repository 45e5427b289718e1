//! Web storage, databases, caches and service workers of one state.

use std::collections::BTreeMap;

use super::{Ground, Listing, doubts};
use crate::evidence::{Area, Place, StorageItem};
use crate::report::words::word;

const HEADS: [&str; 6] = ["kind", "key", "origin", "value", "written by", "there"];

pub(super) fn listing(ground: &Ground<'_>) -> Listing {
    let mut seen: BTreeMap<(Area, &str, &str), (&StorageItem, Vec<String>)> = BTreeMap::new();
    let mut missing = Vec::new();
    for moment in &ground.visit.moments {
        let unread = moment.storage_unread.iter();
        missing.extend(unread.map(|one| format!("{}: storage of {}: {}", word(&moment.phase), one.origin, one.why)));
        match moment.storage.as_result() {
            Err(why) => missing.push(format!("{}: {why}", word(&moment.phase))),
            Ok(items) => {
                for item in items {
                    let entry = seen
                        .entry((item.area, item.origin.as_str(), item.key.as_str()))
                        .or_insert_with(|| (item, Vec::new()));
                    let changed = !entry.1.is_empty() && entry.0.value != item.value;
                    entry.0 = item;
                    entry.1.push(format!("{}{}", word(&moment.phase), if changed { "*" } else { "" }));
                }
            }
        }
    }
    let rows = seen.into_values().map(|(item, phases)| row(ground, item, &phases)).collect();
    Listing { state: ground.visit.state.clone(), heads: HEADS.to_vec(), rows, doubt: doubts(missing) }
}

fn row(ground: &Ground<'_>, item: &StorageItem, phases: &[String]) -> Vec<String> {
    let cut = if item.cut { " (cut)" } else { "" };
    vec![
        word(&item.area),
        item.key.clone(),
        item.origin.clone(),
        format!("{}{cut}", ground.values.of(&item.value)),
        written_by(ground, item),
        phases.join(", "),
    ]
}

fn written_by(ground: &Ground<'_>, item: &StorageItem) -> String {
    let writes = ground.visit.storage_writes.ok().map(Vec::as_slice).unwrap_or_default();
    let own = writes.iter().find(|write| {
        (write.area, write.origin.as_str(), write.key.as_str()) == (item.area, item.origin.as_str(), item.key.as_str())
    });
    own.and_then(|write| write.stack.first()).map_or_else(|| "nobody was seen".to_owned(), |at| place(ground, at))
}

pub(super) fn place(ground: &Ground<'_>, at: &Place) -> String {
    format!("{}:{}:{}", ground.values.address(&at.url), at.line, at.column)
}
