//! What is judged: all facts, and what was looked up in them so far.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::evidence::State;
use crate::facts::{Collected, View};

/// All facts, with the identities of collections, each gathered when it is first asked for: whether a thing is there in
/// another state too is asked for every item, so it is looked up and not searched.
pub(super) struct Ground<'a> {
    /// All facts.
    pub(super) view: &'a View,
    identities: RefCell<BTreeMap<(&'static str, State), BTreeSet<String>>>,
}

impl<'a> Ground<'a> {
    /// Facts of which nothing was asked yet.
    pub(super) fn of(view: &'a View) -> Self {
        Self { view, identities: RefCell::default() }
    }

    /// Whether what was found of a collection in a state holds a thing of this identity.
    pub(super) fn holds(&self, collection: &'static str, state: &State, found: &Collected, identity: &str) -> bool {
        let mut known = self.identities.borrow_mut();
        let all = known
            .entry((collection, state.clone()))
            .or_insert_with(|| found.items.iter().map(|item| item.identity.clone()).collect());
        all.contains(identity)
    }
}
