//! What a rule looked at: "nothing was found" says little without how much was looked through.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::condition::{Place, Scope, not_offered};
use super::message::value_of;
use super::truth::Truth;
use crate::evidence::State;
use crate::facts::Item;
use crate::policy::{Condition, Demand, Exists, FactName, ItemRule, SiteRule};

/// What a rule that passed looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct LookedAt {
    /// Members of collections, a state each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<LookedThrough>,
    /// States whose choice the interface does not offer, so that there was nothing to look at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_offered: Vec<State>,
    /// Facts of the site that it asked for, by their names; what is absent is `null`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, serde_json::Value>,
}

/// The members of a collection in one state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LookedThrough {
    /// The collection: `cookie`.
    pub collection: String,
    /// The state.
    pub state: State,
    /// How many there were.
    pub items: usize,
    /// How many of them the rule speaks of: those of its `where`.
    pub meant: usize,
}

impl LookedAt {
    /// What a rule over items looked through.
    pub(super) fn by_items(rule: &ItemRule, scope: Scope<'_>) -> Self {
        let mut looked = Self::default();
        // Of a rule that wants none, and passed, none is there: they need not be counted again.
        let filter = (rule.demand != Demand::None).then_some(&rule.filter);
        looked.through(rule.collection, &rule.states, filter, scope);
        looked.ask(&rule.filter, scope);
        looked
    }

    /// What a rule over the site asked for.
    pub(super) fn by_site(rule: &SiteRule, scope: Scope<'_>) -> Self {
        let mut looked = Self::default();
        looked.ask(&rule.fails_if, scope);
        rule.fails_if.exists(&mut |exists| {
            let Exists { collection, states, filter } = exists;
            looked.through(collection, states, Some(filter), scope);
        });
        looked
    }

    fn through(&mut self, collection: &'static str, states: &[State], filter: Option<&Condition>, scope: Scope<'_>) {
        for state in states {
            if not_offered(scope.ground.view, state) {
                if !self.not_offered.contains(state) {
                    self.not_offered.push(state.clone());
                }
                continue;
            }
            let Ok(found) = scope.collected(collection, state) else { continue };
            let is_meant = |item: &&Item, filter| {
                let place = Place { item, collection, state };
                Scope { item: Some(place), ..scope }.holds(filter) == Truth::True
            };
            let meant = filter.map_or(0, |filter| found.items.iter().filter(|item| is_meant(item, filter)).count());
            let items = found.items.len();
            let through = LookedThrough { collection: collection.to_owned(), state: state.clone(), items, meant };
            if !self.items.contains(&through) {
                self.items.push(through);
            }
        }
    }

    fn ask(&mut self, condition: &Condition, scope: Scope<'_>) {
        let mut names = BTreeSet::new();
        condition.facts(&mut |name| _ = names.insert(name));
        for name in names.into_iter().filter(|name| matches!(name, FactName::Site(_))) {
            if let Ok(value) = scope.fact(name) {
                self.facts.insert(name.full(), value_of(value));
            }
        }
    }
}
