//! In which order things are done, and in which phase what is heard is told.

use consentinel::browser::scripted::{Call, ScriptedBrowser};
use consentinel::evidence::{ChoiceStatus, Confirmation, Phase, ReachOutcome, Role, State, StepKind};

use super::stage::{bannered, bare, obedient, played, sent, visited};

fn phases(visit: &consentinel::evidence::Visit) -> Vec<Phase> {
    visit.moments.iter().map(|moment| moment.phase).collect()
}

#[tokio::test]
async fn nothing_is_clicked_in_the_state_none() {
    let browser = ScriptedBrowser::playing([bannered()]);
    let visit = visited(&browser, State::None).await;
    assert_eq!(phases(&visit), [Phase::Arrival, Phase::Return]);
    let calls = browser.calls_of(0);
    let touching = |call: &&String| call.starts_with("click") || call.starts_with("press") || call.starts_with("wheel");
    assert_eq!(calls.iter().find(touching), None, "{calls:?}");
}

#[tokio::test]
async fn a_refusal_is_one_trusted_click_between_arrival_and_return() {
    let browser = ScriptedBrowser::playing([obedient()]);
    let visit = visited(&browser, State::Reject).await;
    assert_eq!(phases(&visit), [Phase::Arrival, Phase::AfterChoice, Phase::Return]);
    let choice = visit.choice.unwrap();
    assert_eq!(choice.status, ChoiceStatus::Observed, "{:?}", choice.reason);
    assert_eq!(choice.confirmed_by, [Confirmation::BannerGone, Confirmation::SurvivesReload]);
    assert_eq!(choice.steps.len(), 1);
    let step = choice.steps.first().unwrap();
    assert_eq!((step.kind, step.role, step.text.as_str()), (StepKind::Activate, Role::Reject, "Nej"));
    let calls = browser.calls_of(0);
    let position = |begin: &str| calls.iter().position(|call| call.starts_with(begin)).unwrap();
    assert!(position("go ") < position("cookies"), "the jar is read after the arrival: {calls:?}");
    assert!(
        position("cookies") < position("click 50,800"),
        "arrival is recorded before anything is touched: {calls:?}"
    );
    assert!(position("click 50,800") < position("reload"), "{calls:?}");
    assert!(calls.last().is_some_and(|call| call == "close"), "{calls:?}");
}

#[tokio::test]
async fn what_is_heard_belongs_to_the_phase_in_which_it_was_heard() {
    let play = obedient()
        .hears(Call::Go, 1, [sent("2", "http://shop.test/early.js", "script")])
        // The first wait lets databases answer at arrival.
        .hears(Call::Wait, 2, [sent("3", "http://shop.test/chosen.js", "script")])
        .hears(Call::Go, 2, [sent("4", "http://shop.test/back.js", "script")]);
    let visit = visited(&ScriptedBrowser::playing([play]), State::Accept).await;
    let requests = visit.requests.ok().unwrap();
    let phase = |name: &str| requests.iter().find(|request| request.url.ends_with(name)).map(|request| request.phase);
    assert_eq!(phase("early.js"), Some(Phase::Arrival));
    assert_eq!(phase("chosen.js"), Some(Phase::AfterChoice));
    assert_eq!(phase("back.js"), Some(Phase::Return));
    assert!(requests.is_sorted_by_key(|request| request.seq));
}

#[tokio::test]
async fn without_an_interface_a_gesture_is_tried_and_nothing_is_offered() {
    let browser = ScriptedBrowser::playing([bare()]);
    let visit = visited(&browser, State::Reject).await;
    let choice = visit.choice.as_ref().unwrap();
    assert_eq!(choice.status, ChoiceStatus::NotOffered);
    assert!(visit.moments.first().unwrap().search.ok().unwrap().gesture_tried);
    assert!(browser.calls_of(0).iter().any(|call| call.starts_with("wheel")));
}

#[tokio::test]
async fn in_none_the_gesture_comes_after_everything_was_recorded() {
    let play = bare().hears(Call::Wheel, 1, [sent("9", "http://shop.test/on-scroll.js", "script")]);
    let browser = ScriptedBrowser::playing([play]);
    let visit = visited(&browser, State::None).await;
    let calls = browser.calls_of(0);
    let position = |begin: &str| calls.iter().position(|call| call.starts_with(begin)).unwrap();
    assert!(position("reload") < position("wheel"), "{calls:?}");
    assert!(visit.moments.first().unwrap().search.ok().unwrap().gesture_tried);
    let requests = visit.requests.ok().unwrap();
    assert!(requests.iter().all(|request| !request.url.ends_with("on-scroll.js")), "we caused it, no visitor did");
}

#[tokio::test]
async fn a_banner_that_ignores_clicks_is_tried_by_keyboard_and_script_and_stays_unconfirmed() {
    let play = bannered()
        .answers("focus.js", serde_json::json!({ "focused": true, "key": "enter" }))
        .answers("press.js", serde_json::json!({ "pressed": true }));
    let browser = ScriptedBrowser::playing([play]);
    let choice = visited(&browser, State::Reject).await.choice.unwrap();
    assert_eq!(choice.status, ChoiceStatus::Unconfirmed);
    assert!(choice.confirmed_by.is_empty());
    let calls = browser.calls_of(0);
    assert!(calls.iter().any(|call| call == "press Enter"), "{calls:?}");
    assert_eq!(calls.iter().filter(|call| call.starts_with("click")).count(), 1, "no endless clicking: {calls:?}");
}

#[tokio::test]
async fn every_state_has_a_page_of_its_own_and_a_place_in_order() {
    let browser = ScriptedBrowser::playing([bannered()]);
    let states = [State::Accept, State::None, State::NoneAgain];
    let gathered = played(&browser, &states).await;
    let lived: Vec<String> = gathered.evidence.visits.iter().map(|visit| visit.state.to_string()).collect();
    assert_eq!(lived, ["none", "none-again", "accept"]);
    assert_eq!(browser.opened(), 3);
    assert!(gathered.evidence.visits.iter().all(|visit| visit.reached.outcome == ReachOutcome::Loaded));
    assert!(gathered.files.contains_key("screenshots/none-arrival.png"));
}
