//! The flat view of the facts that rules see.

use std::collections::BTreeMap;

use super::value::{Collection, Fact};
use crate::evidence::State;

/// All facts by their catalogue names.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct View {
    /// Facts of the whole site, by full name: `banner.seen`. Each with a JSON pointer to the evidence it rests on.
    pub singles: BTreeMap<&'static str, (Fact, String)>,
    /// Members of collections, by collection name and state. A state that was not lived through is an `Err`;
    /// one that was seen in part is `Ok` with [`super::Collected::complete`] saying what was missed.
    pub collections: BTreeMap<(&'static str, State), Collection>,
    /// Day of the run, `YYYY-MM-DD` in UTC: exceptions end by it.
    pub day: String,
}

/// Facts of the site while they are gathered.
#[derive(Debug, Default)]
pub struct Singles {
    facts: BTreeMap<&'static str, (Fact, String)>,
}

impl Singles {
    /// Adds a fact with a pointer to what it rests on.
    pub fn insert(&mut self, name: &'static str, fact: Fact, pointer: String) {
        self.facts.insert(name, (fact, pointer));
    }

    /// All of them.
    pub fn into_map(self) -> BTreeMap<&'static str, (Fact, String)> {
        self.facts
    }
}
