//! Which phases a visit must have seen to its end before anything is ruled out in it.

use consentinel::evidence::{ChoiceStatus, Evidence, Phase, Role, State};
use consentinel::facts::derive;

use crate::support::evidence::{SHOP, three_buttons};
use crate::support::knowledge;
use crate::support::parts::{moment, visit};
use crate::support::scene::Scene;

fn complete(evidence: &Evidence, state: &State) -> Result<(), String> {
    let facts = derive(evidence, &knowledge::small());
    let jar = facts.view.collections[&("cookie", state.clone())].as_ref();
    jar.map_err(Clone::clone).and_then(|jar| jar.complete.clone())
}

fn refused() -> Scene {
    Scene::of(SHOP).banner(&three_buttons()).chosen(&State::Reject, Role::Reject, &["Reject all"])
}

#[test]
fn a_choice_that_was_made_is_followed_to_the_return() {
    assert_eq!(complete(&refused().done(), &State::Reject), Ok(()));
    for phase in [Phase::Arrival, Phase::AfterChoice, Phase::Return] {
        let mut scene = refused();
        scene.visit(&State::Reject).moments.retain(|moment| moment.phase != phase);
        let why = complete(&scene.done(), &State::Reject).unwrap_err();
        assert!(why.contains(&format!("the phase {} of the state reject was not reached", phase.word())), "{why}");
    }
}

#[test]
fn a_choice_that_is_not_offered_ends_at_arrival() {
    let scene = Scene::of(SHOP).not_chosen(&State::Reject, ChoiceStatus::NotOffered, "there is no such control");
    let evidence = scene.done();
    let phases: Vec<Phase> = evidence.visit(&State::Reject).unwrap().moments.iter().map(|one| one.phase).collect();
    assert_eq!(phases, [Phase::Arrival]);
    let why = complete(&evidence, &State::Reject).unwrap_err();
    assert!(!why.contains("was not reached"), "{why}");
}

#[test]
fn browsing_on_has_a_second_page_and_no_return() {
    let mut scene = refused();
    let mut browse = visit(SHOP, State::Browse);
    browse.moments = vec![moment(SHOP, Phase::Arrival), moment(SHOP, Phase::AfterChoice)];
    scene.evidence.visits.push(browse);
    assert_eq!(complete(&scene.clone().done(), &State::Browse), Ok(()));
    scene.visit(&State::Browse).moments.pop();
    let why = complete(&scene.done(), &State::Browse).unwrap_err();
    assert!(why.contains("the phase after-choice of the state browse was not reached"), "{why}");
}
