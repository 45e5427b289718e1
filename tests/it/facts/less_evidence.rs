//! Less evidence: a fact that was known stays as it was or becomes unknown, it never changes into another.

use std::collections::BTreeMap;

use consentinel::facts::{Collected, Fact, View, derive};
use proptest::prelude::*;

use super::names;
use crate::support::arbitrary;
use crate::support::evidence as scene;
use crate::support::knowledge;
use crate::support::losses::losses;

/// Why `less` says something else than `more`, if it does.
fn contradiction(more: &View, less: &View) -> Option<String> {
    for (name, (fact, _)) in &more.singles {
        let (now, _) = &less.singles[name];
        if !is_weaker(fact, now) {
            return Some(format!("{name} was {fact:?} and is {now:?}"));
        }
    }
    for (key, members) in &more.collections {
        let now = &less.collections[key];
        match (members, now) {
            (_, Err(_)) => {}
            (Err(why), Ok(_)) => return Some(format!("{key:?} was not known ({why}) and is known")),
            (Ok(more), Ok(less)) => {
                if let Some(what) = contradiction_of_members(more, less) {
                    return Some(format!("{key:?}: {what}"));
                }
            }
        }
    }
    None
}

fn contradiction_of_members(more: &Collected, less: &Collected) -> Option<String> {
    if more.complete.is_err() && less.complete.is_ok() {
        return Some("was incomplete and is complete".to_owned());
    }
    let key = |item: &consentinel::facts::Item| format!("{} {:?}", item.identity, item.facts.get("text"));
    let mut now: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for item in &less.items {
        now.entry(key(item)).or_default().push(item);
    }
    for item in more.items.iter().rev() {
        let Some(counterpart) = now.get_mut(&key(item)).and_then(Vec::pop) else {
            if less.complete.is_ok() {
                return Some(format!("{} vanished without a word", item.identity));
            }
            continue;
        };
        for (name, fact) in &item.facts {
            let now = &counterpart.facts[name];
            if !is_weaker(fact, now) {
                return Some(format!("{} of {} was {fact:?} and is {now:?}", name, item.identity));
            }
        }
    }
    now.values().flatten().next().map(|new| format!("{} appeared", new.identity))
}

fn is_weaker(fact: &Fact, now: &Fact) -> bool {
    matches!(now, Fact::Unknown(_)) || fact == now
}

#[test]
fn invariant_4_one_loss_changes_no_known_fact_into_another() {
    let knowledge = knowledge::small();
    let mut tried = 0;
    for (name, evidence) in scene::all() {
        let more = derive(&evidence, &knowledge).view;
        for (loss, less) in losses(&evidence) {
            tried += 1;
            let less = derive(&less, &knowledge).view;
            if let Some(what) = contradiction(&more, &less) {
                panic!("{name}, {loss}: {what}");
            }
        }
    }
    assert!(tried > 900, "only {tried} losses were tried");
}

#[test]
fn invariant_4_names_that_were_asked_in_vain_change_no_known_fact_into_another() {
    let knowledge = names::knowledge();
    let cloaked = names::cloaked();
    let more = derive(&cloaked, &knowledge).view;
    let all = losses(&cloaked);
    assert!(all.iter().filter(|(loss, _)| loss.contains("led on after")).count() >= 5);
    for (loss, less) in all {
        let less = derive(&less, &knowledge).view;
        if let Some(what) = contradiction(&more, &less) {
            panic!("{loss}: {what}");
        }
    }
}

#[test]
fn the_comparison_sees_a_contradiction() {
    let knowledge = knowledge::small();
    let honest = derive(&scene::honest(), &knowledge).view;
    let plain = derive(&scene::plain(), &knowledge).view;
    assert!(contradiction(&honest, &plain).is_some());
    assert_eq!(contradiction(&honest, &honest), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn invariant_4_losses_on_any_site_change_no_known_fact_into_another(
        evidence in arbitrary::site(),
        picks in proptest::collection::vec(any::<prop::sample::Index>(), 1..5),
    ) {
        let knowledge = knowledge::small();
        let more = derive(&evidence, &knowledge).view;
        let mut less = evidence;
        let mut lost = Vec::new();
        for pick in picks {
            let mut all = losses(&less);
            let (loss, evidence) = all.swap_remove(pick.index(all.len()));
            lost.push(loss);
            less = evidence;
        }
        let what = contradiction(&more, &derive(&less, &knowledge).view);
        prop_assert!(what.is_none(), "{lost:?}: {what:?}");
    }
}
