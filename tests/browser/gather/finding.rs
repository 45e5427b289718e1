//! Interfaces are found wherever they stand, and nothing else is taken for one.

use consentinel::evidence::{FramePlace, Phase, Role, Shadow, State};

use super::stage::{Stage, found};
use crate::fixtures::server::Fixtures;

#[tokio::test]
async fn a_banner_is_found_wherever_it_stands() {
    let places = [
        ("main", FramePlace::Main, Shadow::None, false),
        ("dialog", FramePlace::Main, Shadow::None, true),
        ("flow", FramePlace::Main, Shadow::None, false),
        ("late", FramePlace::Main, Shadow::None, false),
        ("animated", FramePlace::Main, Shadow::None, false),
        ("open", FramePlace::Main, Shadow::Open, false),
        ("closed", FramePlace::Main, Shadow::Closed, false),
        ("sameframe", FramePlace::SameOrigin, Shadow::None, false),
        ("crossframe", FramePlace::CrossOrigin, Shadow::None, false),
    ];
    let (stage, sites) = (Stage::open().await, Fixtures::start().await);
    for (place, frame, shadow, blocking) in places {
        let visit = stage.one(&sites.url(&format!("place-{place}")), State::NoneAgain).await;
        for phase in [Phase::Arrival, Phase::Return] {
            let interfaces = found(&visit, phase);
            assert_eq!(interfaces.len(), 1, "{place} at {phase:?}: {interfaces:#?}");
            let interface = &interfaces[0];
            assert_eq!((interface.placement.frame, interface.placement.shadow), (frame, shadow), "{place}");
            assert_eq!(interface.blocking, blocking, "{place}");
            let visible = |role| interface.controls.iter().any(|control| control.role == role && control.visible);
            assert!(visible(Role::Accept) && visible(Role::Reject) && visible(Role::Settings), "{place}");
            assert_eq!(interface.language.as_deref(), Some("en"), "{place}");
            assert!(interface.rect.y > 0.0 && interface.rect.y < 900.0, "{place}: {:?}", interface.rect);
        }
        let layer = visit.second_layer.unwrap_or_else(|| panic!("{place}: no second layer"));
        let layer = layer.as_result().unwrap_or_else(|why| panic!("{place}: {why}"));
        assert!(layer.controls.iter().any(|control| control.role == Role::Toggle && control.visible), "{place}");
    }
    stage.close().await;
}

#[tokio::test]
async fn a_banner_that_waits_for_a_scroll_is_found_and_said_to() {
    let (stage, sites) = (Stage::open().await, Fixtures::start().await);
    let visit = stage.one(&sites.url("place-scroll"), State::None).await;
    let search = visit.moment(Phase::Arrival).unwrap().search.as_result().unwrap();
    assert!(search.gesture_tried);
    assert_eq!(search.found.len(), 1);
    assert!(search.found[0].placement.after_scroll);
    stage.close().await;
}

#[tokio::test]
async fn what_only_resembles_a_banner_is_none() {
    let (stage, sites) = (Stage::open().await, Fixtures::start().await);
    let decoys = std::fs::read_dir(crate::fixtures::server::sites_folder().join("decoy")).unwrap();
    let mut names: Vec<String> =
        decoys.map(|decoy| decoy.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    assert!(names.len() >= 10, "{names:?}");
    let mut taken = Vec::new();
    for name in &names {
        let visit = stage.one(&sites.url(&format!("decoy-{name}")), State::None).await;
        for interface in found(&visit, Phase::Arrival) {
            taken.push(format!("{name}: {} {:?}", interface.selector, interface.text));
        }
    }
    assert!(taken.is_empty(), "{taken:#?}");
    stage.close().await;
}
