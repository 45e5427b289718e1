//! What visits say of one another when they are put together.

use std::collections::BTreeMap;

use consentinel::browser::About;
use consentinel::evidence::{ChoiceStatus, Evidence, Obstacle, State};
use consentinel::gather::{Ending, Lived, assemble};

use super::stage;
use crate::support::evidence as scene;

fn put_together(evidence: Evidence) -> Evidence {
    let about = About {
        product: "Scripted 1".to_owned(),
        shell: true,
        user_agent: "Scripted".to_owned(),
        arguments: Vec::new(),
        sandbox: true,
        masked: Vec::new(),
    };
    let lived = |visit| Lived { visit, files: BTreeMap::new(), ending: Ending::OfItsOwn };
    let visits = evidence.visits.into_iter().map(lived).collect();
    assemble(
        &about,
        evidence.target,
        &stage::plan(&State::ALL),
        &stage::knowledge(),
        "2026-11-25T10:00:00Z".to_owned(),
        visits,
    )
    .evidence
}

fn unoffered(mut evidence: Evidence, obstacle: Option<Obstacle>) -> Evidence {
    let reject = evidence.visits.iter_mut().find(|visit| visit.state == State::Reject).unwrap();
    let choice = reject.choice.as_mut().unwrap();
    choice.status = ChoiceStatus::NotOffered;
    choice.obstacle = obstacle;
    evidence
}

fn refusal(evidence: &Evidence) -> ChoiceStatus {
    evidence.visit(&State::Reject).unwrap().choice.as_ref().unwrap().status
}

#[test]
fn an_interface_that_only_one_visit_missed_was_not_unoffered() {
    let missed = unoffered(scene::honest(), Some(Obstacle::NoInterface));
    assert_eq!(refusal(&put_together(missed)), ChoiceStatus::Failed);
}

#[test]
fn what_is_not_offered_stays_so() {
    let looked = unoffered(scene::honest(), None);
    assert_eq!(refusal(&put_together(looked)), ChoiceStatus::NotOffered);
    assert_eq!(refusal(&put_together(scene::honest())), ChoiceStatus::Observed);
}
