//! What is judged: all facts, and what was looked up in them so far.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::evidence::State;
use crate::facts::{Collected, View};

/// All facts, with the identities of collections and how many things have each, gathered when they are first asked for:
/// whether a thing is there in another state too is asked for every item, so it is looked up and not searched.
pub(super) struct Ground<'a> {
    /// All facts.
    pub(super) view: &'a View,
    counts: RefCell<BTreeMap<(&'static str, State), Counts>>,
}

/// How many things have an identity.
type Counts = BTreeMap<String, usize>;

impl<'a> Ground<'a> {
    /// Facts of which nothing was asked yet.
    pub(super) fn of(view: &'a View) -> Self {
        Self { view, counts: RefCell::default() }
    }

    /// How many things of this identity there are in what was found of a collection in a state.
    pub(super) fn count(&self, collection: &'static str, state: &State, found: &Collected, identity: &str) -> usize {
        let mut known = self.counts.borrow_mut();
        let all = known.entry((collection, state.clone())).or_insert_with(|| {
            let mut counts = Counts::new();
            for item in &found.items {
                *counts.entry(item.identity.clone()).or_default() += 1;
            }
            counts
        });
        all.get(identity).copied().unwrap_or(0)
    }
}
