//! How many vendors the framework's string says were disclosed.

use consentinel::evidence::{ChoiceStatus, Evidence, Gathered, Phase, Signals, State};
use consentinel::facts::{Fact, derive};
use serde_json::{Value, json};

use crate::support::evidence as scene;
use crate::support::knowledge;

const NAME: &str = "signals.tcf-vendors-disclosed";

fn fact(evidence: &Evidence) -> Fact {
    derive(evidence, &knowledge::small()).view.singles[NAME].0.clone()
}

/// The string of our own vectors that goes by `name`, and how many vendors it discloses.
fn vector(name: &str) -> (String, f64) {
    let vectors: Value = serde_json::from_str(include_str!("../../vectors/signals.json")).unwrap();
    let all = vectors["tcf"].as_array().unwrap();
    let one = all.iter().find(|one| one["name"] == name).unwrap();
    let disclosed = one["decoded"]["vendors_disclosed"].as_array().unwrap().len();
    (one["string"].as_str().unwrap().to_owned(), disclosed as f64)
}

/// A shop whose platform tells `string` after accepting and the reload.
fn tells(string: &str) -> Evidence {
    changed(|signals| signals.tcf = Some(json!({ "tcString": string, "gdprApplies": true, "eventStatus": "tcloaded" })))
}

fn changed(change: impl Fn(&mut Signals)) -> Evidence {
    let mut evidence = scene::signalling();
    let accepts = evidence.visits.iter_mut().filter(|visit| visit.state == State::Accept);
    for moment in accepts.flat_map(|visit| &mut visit.moments).filter(|moment| moment.phase == Phase::Return) {
        let Gathered::Ok(signals) = &mut moment.signals else { panic!("no signals") };
        signals.tcf_events = Some(Vec::new());
        change(signals);
    }
    evidence
}

#[test]
fn vendors_are_counted_in_the_string_that_accepting_left() {
    for name in ["vendors that were disclosed", "for a group of sites"] {
        let (string, disclosed) = vector(name);
        assert!(disclosed > 0.0, "{name}");
        let evidence = tells(&string);
        assert_eq!(fact(&evidence), Fact::number(disclosed), "{name}");
        let (_, at) = &derive(&evidence, &knowledge::small()).view.singles[NAME];
        let pointed = serde_json::to_value(&evidence).unwrap();
        assert_eq!(pointed.pointer(at).unwrap()["ok"]["tcf"]["tcString"], string, "{at}");
    }
}

#[test]
fn a_string_without_the_segment_and_a_page_without_a_string_tell_none() {
    assert_eq!(fact(&tells(&vector("everything granted").0)), Fact::absent());
    assert_eq!(fact(&changed(|signals| (signals.tcf, signals.tcf_ping) = (None, None))), Fact::absent());
}

#[test]
fn a_string_that_cannot_be_read_and_an_agreement_that_was_not_lived_through_leave_it_unknown() {
    assert!(matches!(fact(&tells("COnonsense!")), Fact::Unknown(_)));
    let mut unread = scene::signalling();
    unread.visits.retain(|visit| visit.state != State::Accept);
    assert!(matches!(fact(&unread), Fact::Unknown(_)));
    let mut failed = tells(&vector("vendors that were disclosed").0);
    for choice in
        failed.visits.iter_mut().filter(|visit| visit.state == State::Accept).flat_map(|visit| &mut visit.choice)
    {
        choice.status = ChoiceStatus::Failed;
    }
    assert!(matches!(fact(&failed), Fact::Unknown(_)));
}
