//! What the report says of things that the evidence holds, looked up by their names. Made once for all visits.

use std::collections::BTreeMap;

use super::cookies::bare;
use crate::evidence::State;
use crate::facts::{ItemKind, Party};
use crate::report::form::{ItemForm, Report, RequestForm};

/// What is known, by name.
pub(super) struct Known<'a> {
    items: &'a [ItemForm],
    requests: BTreeMap<&'a str, &'a RequestForm>,
    parties: BTreeMap<(ItemKind, &'a str, &'a str), Party>,
}

impl<'a> Known<'a> {
    pub(super) fn of(report: &'a Report) -> Self {
        let mut parties = BTreeMap::new();
        for item in &report.items {
            parties.entry((item.kind, item.name.as_str(), bare(&item.domain))).or_insert(item.party);
        }
        let requests = report.requests.iter().map(|known| (known.url.as_str(), known)).collect();
        Self { items: &report.items, requests, parties }
    }

    /// A request by its address; the report knows them without query.
    pub(super) fn request(&self, url: &str) -> Option<&'a RequestForm> {
        self.requests.get(url.split(['?', '#']).next().unwrap_or_default()).copied()
    }

    /// The party of a cookie or entry.
    pub(super) fn party(&self, kind: ItemKind, name: &str, domain: &str) -> Option<Party> {
        self.parties.get(&(kind, name, bare(domain))).copied()
    }

    /// Everything of a kind that was seen in a state.
    pub(super) fn seen(&self, kind: ItemKind, state: &State) -> impl Iterator<Item = &'a ItemForm> {
        self.items.iter().filter(move |item| item.kind == kind && item.seen.contains_key(state))
    }
}
