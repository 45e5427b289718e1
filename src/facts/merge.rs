//! What every state saw, joined over the states for reports.

use std::collections::{BTreeMap, BTreeSet};

use super::effect::SeenVisit;
use super::site::{Contact, IdentifierLike, ItemKind, SetHow, StoredItem};
use crate::evidence::{Phase, State};

/// Cookies and storage entries over all states, sorted by kind, name, domain, path. Of databases and caches they are
/// what stands for all that they hold, and beside it the records that look like identifiers.
pub fn items(seen: &[SeenVisit<'_, '_>]) -> Vec<StoredItem> {
    let mut joined: BTreeMap<(ItemKind, String, String, Option<String>, bool), StoredItem> = BTreeMap::new();
    for visit in seen {
        let cookies = visit.cookies.iter().map(|cookie| &cookie.stored);
        for item in cookies.chain(visit.storage.iter().map(|entry| &entry.stored)) {
            let key = (item.kind, item.name.clone(), item.domain.clone(), item.path.clone(), item.partitioned);
            match joined.get_mut(&key) {
                Some(known) => join_item(known, item),
                None => {
                    joined.insert(key, item.clone());
                }
            }
        }
    }
    let whole: BTreeSet<(ItemKind, String, String)> =
        joined.values().map(|item| (item.kind, item.name.clone(), item.domain.clone())).collect();
    joined.into_values().filter(|item| item.identifier_like == IdentifierLike::True || !is_part(item, &whole)).collect()
}

/// Whether an item is a record of a database, or an address in a cache, that is listed as well.
fn is_part(item: &StoredItem, whole: &BTreeSet<(ItemKind, String, String)>) -> bool {
    let between = match item.kind {
        ItemKind::IndexedDb => '/',
        ItemKind::Cache => ' ',
        _ => return false,
    };
    let mut starts = item.name.match_indices(between).filter_map(|(at, _)| item.name.get(..at));
    starts.any(|start| whole.contains(&(item.kind, start.to_owned(), item.domain.clone())))
}

/// The first state that knows something speaks; what is known better later replaces what is known worse.
fn join_item(known: &mut StoredItem, other: &StoredItem) {
    if other.known_by < known.known_by {
        known.purpose = other.purpose;
        known.known_by = other.known_by;
        known.purpose_kind.clone_from(&other.purpose_kind);
        known.vendor.clone_from(&other.vendor);
    }
    known.identifier_like = like(known.identifier_like, other.identifier_like);
    known.lifetime_days = known.lifetime_days.or(other.lifetime_days);
    if known.set_by.how == SetHow::Unknown {
        known.set_by = other.set_by.clone();
    }
    join_seen(&mut known.seen, &other.seen);
}

fn like(one: IdentifierLike, other: IdentifierLike) -> IdentifierLike {
    match (one, other) {
        (IdentifierLike::True, _) | (_, IdentifierLike::True) => IdentifierLike::True,
        (IdentifierLike::Unknown, _) | (_, IdentifierLike::Unknown) => IdentifierLike::Unknown,
        (IdentifierLike::False, IdentifierLike::False) => IdentifierLike::False,
    }
}

/// Addresses over all states, sorted by host, then address, then method.
pub fn contacts(seen: &[SeenVisit<'_, '_>]) -> Vec<Contact> {
    let mut joined: BTreeMap<(&str, &str, &str), Contact> = BTreeMap::new();
    for visit in seen {
        for sent in &visit.requests {
            let key = (sent.host.as_str(), sent.url.as_str(), sent.request.method.as_str());
            let contact = sent.contact(visit.lived.state());
            match joined.get_mut(&key) {
                Some(known) => join_contact(known, contact),
                None => {
                    joined.insert(key, contact);
                }
            }
        }
    }
    joined.into_values().collect()
}

/// Addresses that differ only in their query can be known by one of them alone.
fn join_contact(known: &mut Contact, other: Contact) {
    if known.list_rule.is_none() && other.list_rule.is_some() {
        known.vendor = other.vendor;
        known.purpose = other.purpose;
        known.url_kind = other.url_kind;
        known.list_rule = other.list_rule;
    }
    if known.initiator.is_none() {
        known.initiator = other.initiator;
    }
    known.countries.extend(other.countries);
    join_seen(&mut known.seen, &other.seen);
}

fn join_seen(known: &mut BTreeMap<State, Vec<Phase>>, other: &BTreeMap<State, Vec<Phase>>) {
    for (state, phases) in other {
        let all = known.entry(state.clone()).or_default();
        all.extend(phases);
        all.sort_unstable();
        all.dedup();
    }
}
