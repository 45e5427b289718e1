//! Which things a collection holds, by identity: asked for every item of another state, so looked up and not searched.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::evidence::State;
use crate::facts::Collected;

/// The identities of collections, each gathered when it is first asked for. It belongs to the judging of one view.
#[derive(Default)]
pub(super) struct Identities(RefCell<BTreeMap<(&'static str, State), BTreeSet<String>>>);

impl Identities {
    /// Whether what was found of a collection in a state holds a thing of this identity.
    pub(super) fn has(&self, collection: &'static str, state: &State, found: &Collected, identity: &str) -> bool {
        let mut known = self.0.borrow_mut();
        let all = known
            .entry((collection, state.clone()))
            .or_insert_with(|| found.items.iter().map(|item| item.identity.clone()).collect());
        all.contains(identity)
    }
}
