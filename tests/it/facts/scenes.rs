//! The scenes that other tests build on are what they say they are.

use consentinel::evidence::{Evidence, Phase, ReachOutcome, State};

use crate::support::evidence as scene;

#[test]
fn every_scene_survives_json_and_holds_four_states() {
    for (name, evidence) in scene::all() {
        let text = serde_json::to_string(&evidence).unwrap();
        let back: Evidence = serde_json::from_str(&text).unwrap();
        assert_eq!(back, evidence, "{name}");
        let states: Vec<String> = evidence.visits.iter().map(|visit| visit.state.to_string()).collect();
        assert_eq!(states, ["none", "none-again", "reject", "accept"], "{name}");
    }
}

#[test]
fn unreachable_scene_has_no_moments() {
    let evidence = scene::unreachable();
    for visit in &evidence.visits {
        assert_eq!(visit.reached.outcome, ReachOutcome::Unreachable);
        assert!(visit.moments.is_empty());
    }
}

#[test]
fn ignored_refusal_shows_on_return() {
    let evidence = scene::refusal_ignored();
    let reject = evidence.visit(&State::Reject).unwrap();
    let names = |phase| -> Vec<&str> {
        let jar = reject.moment(phase).unwrap().cookies.ok().unwrap();
        jar.iter().map(|cookie| cookie.name.as_str()).collect()
    };
    assert!(!names(Phase::Arrival).contains(&"_ga"));
    assert!(names(Phase::Return).contains(&"_ga"));
}
