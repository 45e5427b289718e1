//! What is derived is what the catalogue says, and points to where it says.

use consentinel::evidence::{Evidence, State};
use consentinel::facts::{Fact, Facts, Kind, Value, catalogue, derive};
use proptest::prelude::*;
use serde_json::Value as Json;

use crate::support::arbitrary;
use crate::support::evidence as scene;
use crate::support::knowledge;

fn all() -> Vec<(&'static str, Evidence, Facts)> {
    let knowledge = knowledge::small();
    scene::all().into_iter().map(|(name, evidence)| (name, evidence.clone(), derive(&evidence, &knowledge))).collect()
}

#[test]
fn every_single_fact_is_derived_and_nothing_else() {
    let expected: Vec<&str> = sorted(catalogue::SINGLES.iter().map(|definition| definition.name));
    for (name, _, facts) in all() {
        let derived: Vec<&str> = sorted(facts.view.singles.keys().copied());
        assert_eq!(derived, expected, "{name}");
    }
}

#[test]
fn every_collection_exists_for_every_state() {
    for (name, _, facts) in all() {
        for collection in catalogue::COLLECTIONS {
            for state in State::ALL {
                let found = facts.view.collections.get(&(collection.name, state.clone()));
                assert!(found.is_some(), "{name}: {} in {state}", collection.name);
            }
        }
    }
}

#[test]
fn every_item_has_exactly_the_facts_of_its_collection() {
    for collection in catalogue::COLLECTIONS {
        let expected: Vec<&str> = sorted(collection.facts.iter().map(|definition| definition.name));
        let mut items = 0;
        for (name, _, facts) in all() {
            for ((_, state), members) in facts.view.collections.iter().filter(|((of, _), _)| *of == collection.name) {
                for item in members.iter().flat_map(|members| &members.items) {
                    items += 1;
                    let derived: Vec<&str> = sorted(item.facts.keys().copied());
                    assert_eq!(derived, expected, "{name}: {} in {state}: {}", collection.name, item.identity);
                }
            }
        }
        assert!(items > 0, "no scene has a {}", collection.name);
    }
}

#[test]
fn every_value_is_of_its_kind() {
    for (name, _, facts) in all() {
        for definition in catalogue::SINGLES.iter() {
            let (fact, _) = &facts.view.singles[definition.name];
            assert!(fits(fact, definition.kind), "{name}: {} is {fact:?}", definition.name);
        }
        for ((of, state), members) in &facts.view.collections {
            let collection = catalogue::collection(of).unwrap();
            for item in members.iter().flat_map(|members| &members.items) {
                for definition in collection.facts {
                    let fact = &item.facts[definition.name];
                    assert!(fits(fact, definition.kind), "{name}: {of}.{} in {state} is {fact:?}", definition.name);
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn invariant_7_pointers_of_any_site_lead_to_something(evidence in arbitrary::site()) {
        let json = serde_json::to_value(&evidence).unwrap();
        let view = derive(&evidence, &knowledge::small()).view;
        for (_, pointer) in view.singles.values() {
            prop_assert!(json.pointer(pointer).is_some(), "{pointer}");
        }
        for item in view.collections.values().flatten().flat_map(|members| &members.items) {
            prop_assert!(json.pointer(&item.evidence).is_some(), "{}", item.evidence);
        }
    }
}

#[test]
fn invariant_7_every_pointer_leads_to_something_in_the_evidence() {
    for (name, evidence, facts) in all() {
        let json = serde_json::to_value(&evidence).unwrap();
        for (fact, (_, pointer)) in &facts.view.singles {
            assert!(json.pointer(pointer).is_some(), "{name}: {fact} points at {pointer}");
        }
        for ((of, state), members) in &facts.view.collections {
            for item in members.iter().flat_map(|members| &members.items) {
                let place = json.pointer(&item.evidence);
                let place = place.unwrap_or_else(|| panic!("{name}: {of} in {state} points at {}", item.evidence));
                assert!(is_of(of, place, &item.facts), "{name}: {} points at {place}", item.identity);
            }
        }
    }
}

/// Whether the place in the evidence is the thing that the item speaks of.
fn is_of(collection: &str, place: &Json, facts: &std::collections::BTreeMap<&'static str, Fact>) -> bool {
    let (field, fact) = match collection {
        "leak" => {
            let url = place.get("url").and_then(Json::as_str).unwrap_or_default();
            return matches!(facts.get("host"), Some(Fact::Known(Value::Text(host))) if url.contains(host.as_str()));
        }
        "fingerprint" => {
            let url = place.pointer("/script/url").and_then(Json::as_str).unwrap_or_default();
            return matches!(facts.get("script"), Some(Fact::Known(Value::Text(script))) if url.starts_with(script));
        }
        "signal" => {
            let gpc = place.get("gpc").and_then(Json::as_bool);
            let told = facts.get("gpc") == Some(&gpc.map_or_else(Fact::absent, Fact::flag));
            return told && place.get("vendor_calls").is_some_and(Json::is_array);
        }
        "refused-cookie" => {
            let raw = place.get("raw").and_then(Json::as_str).unwrap_or_default();
            return matches!(facts.get("name"), Some(Fact::Known(Value::Text(name))) if raw.starts_with(name.as_str()));
        }
        "cookie" => ("name", "name"),
        "storage" => ("key", "name"),
        "declared" => ("name", "name"),
        "control" => ("text", "text"),
        "stop" => ("selector", "selector"),
        "request" => ("method", "method"),
        other => panic!("no such collection: {other}"),
    };
    let Some(Fact::Known(Value::Text(text))) = facts.get(fact) else { return false };
    place.get(field).and_then(Json::as_str) == Some(text)
}

#[test]
fn the_same_evidence_gives_the_same_facts() {
    let knowledge = knowledge::small();
    for (name, evidence) in scene::all() {
        let back: Evidence = serde_json::from_str(&serde_json::to_string(&evidence).unwrap()).unwrap();
        assert_eq!(derive(&evidence, &knowledge), derive(&back, &knowledge), "{name}");
    }
}

#[test]
fn every_unknown_says_why() {
    for (name, _, facts) in all() {
        let singles = facts.view.singles.values().map(|(fact, _)| fact);
        let members = facts.view.collections.values();
        let items = members.clone().flatten().flat_map(|members| &members.items).flat_map(|item| item.facts.values());
        for fact in singles.chain(items) {
            if let Fact::Unknown(why) = fact {
                assert!(why.trim().len() > 10, "{name}: {why:?}");
            }
        }
        for why in members.filter_map(|members| members.as_ref().err()) {
            assert!(why.trim().len() > 10, "{name}: {why:?}");
        }
    }
}

fn fits(fact: &Fact, kind: Kind) -> bool {
    match (fact, kind) {
        (Fact::Unknown(_) | Fact::Known(Value::Absent), _)
        | (Fact::Known(Value::Flag(_)), Kind::Flag)
        | (Fact::Known(Value::Text(_)), Kind::Text) => true,
        (Fact::Known(Value::Number(number)), Kind::Number) => number.is_finite(),
        (Fact::Known(Value::Text(text)), Kind::Word(words)) => words.contains(&text.as_str()),
        _ => false,
    }
}

fn sorted<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names
}
