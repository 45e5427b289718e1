//! Rules over the items of a collection: which items fail, and what stays unknown.

use std::collections::{BTreeMap, BTreeSet};

use super::condition::{Place, Scope, in_state, not_offered};
use super::truth::Truth;
use crate::evidence::State;
use crate::facts::Collected;
use crate::policy::{Demand, ItemRule, Operand};

/// What came of judging a collection in all states of a rule.
pub(super) struct Judged<'a> {
    /// What failed: one entry an identity, with every place where it was found, in the order of the states.
    pub(super) failed: BTreeMap<String, Vec<Place<'a>>>,
    /// Why something may have been missed; empty if nothing can have been.
    pub(super) unknown: BTreeSet<String>,
    /// How many states were passed over.
    pub(super) passed_over: usize,
}

/// Judges every item of every state of the rule.
///
/// What failed in a state that is known counts, whatever is not known of others. A state whose choice the
/// interface does not offer is passed over if the rule names others: there is nothing to be seen in it.
pub(super) fn judge<'a>(rule: &'a ItemRule, scope: Scope<'a>) -> Judged<'a> {
    let mut judged = Judged { failed: BTreeMap::new(), unknown: BTreeSet::new(), passed_over: 0 };
    for state in &rule.states {
        if rule.states.len() > 1 && not_offered(scope.ground.view, state) {
            judged.passed_over += 1;
            continue;
        }
        match scope.collected(rule.collection, state) {
            Ok(found) => judge_state(rule, scope, state, found, &mut judged),
            Err(why) => {
                judged.unknown.insert(why);
            }
        }
    }
    judged
}

fn judge_state<'a>(
    rule: &'a ItemRule,
    scope: Scope<'a>,
    state: &'a State,
    found: &'a Collected,
    judged: &mut Judged<'a>,
) {
    if let Err(why) = &found.complete {
        judged.unknown.insert(in_state(rule.collection, state, why));
    }
    let mut bad = Vec::new();
    for item in &found.items {
        let place = Place { item, collection: rule.collection, state };
        match breaks(rule, Scope { item: Some(place), ..scope }) {
            Truth::True => bad.push(place),
            Truth::False => {}
            Truth::Unknown(why) => judged.unknown.extend(why),
        }
    }
    match &rule.demand {
        Demand::None | Demand::Every(_) => {
            for place in bad {
                judged.failed.entry(place.item.identity.clone()).or_default().push(place);
            }
        }
        Demand::AtMost(limit) => count(rule, scope, limit, bad, judged),
    }
}

/// Whether the item at hand is one that the rule does not want.
pub(super) fn breaks(rule: &ItemRule, scope: Scope<'_>) -> Truth {
    let matches = scope.holds(&rule.filter);
    match &rule.demand {
        Demand::None | Demand::AtMost(_) => matches,
        Demand::Every(condition) => Truth::all([matches, scope.holds(condition).not()]),
    }
}

/// Too many of them in one state is one failure, witnessed by all of them.
fn count<'a>(rule: &'a ItemRule, scope: Scope<'a>, limit: &'a Operand, found: Vec<Place<'a>>, judged: &mut Judged<'a>) {
    let Some(limit) = scope.number(limit) else {
        judged.unknown.insert("the limit is not a number".to_owned());
        return;
    };
    let which = |place: &Place<'a>| (&place.item.identity, place.item.is_counted.then_some(&place.item.evidence));
    let identities: BTreeSet<_> = found.iter().map(which).collect();
    if let Some(first) = found.first()
        && identities.len() as f64 > limit
    {
        judged.failed.insert(format!("{} of state {}", rule.collection, first.state), found);
    }
}
