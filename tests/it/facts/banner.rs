//! Whether an interface was shown, with which doubt, and whether it is the same one that stands there again.

use consentinel::evidence::{Gathered, Interface, Phase, PlatformSeen, Role, Search, State};
use consentinel::facts::{BannerFacts, Fact, Seen, derive};

use crate::support::evidence as scene;
use crate::support::knowledge;
use crate::support::scene::Scene;

fn banner(scene: Scene) -> BannerFacts {
    derive(&scene.done(), &knowledge::small()).banner
}

fn search<'a>(scene: &'a mut Scene, state: &State) -> &'a mut Search {
    match &mut scene.moment(state, Phase::Arrival).search {
        Gathered::Ok(search) => search,
        Gathered::Failed(why) => panic!("{why}"),
    }
}

/// One visit is shown `interface`; of the others, those of `tried` looked for what waits for a gesture.
fn shown_to_one(interface: &Interface, tried: &[State]) -> Option<String> {
    let mut scene = Scene::of(scene::SHOP).banner_at(&State::NoneAgain, Phase::Arrival, interface);
    for state in scene.states() {
        search(&mut scene, &state).gesture_tried = state == State::NoneAgain || tried.contains(&state);
    }
    let banner = banner(scene);
    assert_eq!(banner.seen, Seen::Yes);
    banner.reason
}

#[test]
fn who_was_not_shown_it_is_named_unless_it_waits_for_what_they_did_not_do() {
    let at_once = scene::three_buttons();
    let mut waits = at_once.clone();
    waits.placement.after_scroll = true;
    let named = |states: &str| Some(format!("it was shown in the state none-again, and not in {states}"));
    assert_eq!(shown_to_one(&at_once, &[]), named("none, reject, accept"));
    assert_eq!(shown_to_one(&waits, &[]), None);
    assert_eq!(shown_to_one(&waits, &[State::None, State::Accept]), named("none, accept"));
}

#[test]
fn an_interface_of_the_reload_alone_is_told_so() {
    let scene = Scene::of(scene::SHOP).banner_at(&State::None, Phase::Return, &scene::three_buttons());
    let banner = banner(scene);
    assert_eq!(banner.seen, Seen::Yes);
    let told = "it was shown only after a reload, in the phase return of the state none";
    assert_eq!(banner.reason.as_deref(), Some(told));
}

#[test]
fn a_platform_is_told_where_no_interface_is() {
    let platform = PlatformSeen {
        id: "own".to_owned(),
        name: "Own".to_owned(),
        by: vec!["global Own".to_owned()],
        fell_back: None,
    };
    let mut scene = Scene::of(scene::SHOP);
    search(&mut scene, &State::None).platforms.push(platform.clone());
    let absent = banner(scene.clone());
    assert_eq!((absent.seen, absent.platform), (Seen::No, Some(platform.clone())));
    for state in scene.states() {
        search(&mut scene, &state).blind_spots.push("a frame: did not answer".to_owned());
    }
    let unknown = banner(scene);
    assert_eq!((unknown.seen, unknown.platform), (Seen::Unknown, Some(platform)));
}

/// What is told of an interface that stands there after the refusal and the reload.
fn back(change: impl Fn(&mut Interface)) -> Fact {
    let mut again = scene::three_buttons();
    change(&mut again);
    let scene = Scene::of(scene::SHOP)
        .banner(&scene::three_buttons())
        .chosen(&State::Reject, Role::Reject, &["Reject all"])
        .banner_at(&State::Reject, Phase::Return, &again);
    derive(&scene.done(), &knowledge::small()).view.singles["reject.banner-on-return"].0.clone()
}

#[test]
fn an_interface_is_known_again_by_its_place_or_by_three_fifths_of_its_words() {
    let elsewhere = |text: &str| {
        back(|again| {
            again.selector = "#other".to_owned();
            again.text = text.to_owned();
        })
    };
    let unknown = |fact: Fact| matches!(fact, Fact::Unknown(why) if why.starts_with("another consent interface"));
    assert_eq!(back(|again| again.text = "Something else entirely".to_owned()), Fact::flag(true), "its place");
    // Of 15 words.
    assert_eq!(elsewhere("We use cookies to measure and to advertise. You can"), Fact::flag(true), "nine of 15");
    assert!(unknown(elsewhere("We use cookies to measure and to advertise. You")), "eight of 15");
    assert!(unknown(back(|again| again.placement.frame = consentinel::evidence::FramePlace::CrossOrigin)));
}

#[test]
fn two_interfaces_without_words_have_none_in_common() {
    let mut silent = scene::three_buttons();
    silent.text = String::new();
    let mut other = silent.clone();
    other.selector = "#other".to_owned();
    let scene = Scene::of(scene::SHOP).banner(&silent).chosen(&State::Reject, Role::Reject, &["Reject all"]).banner_at(
        &State::Reject,
        Phase::Return,
        &other,
    );
    let facts = derive(&scene.done(), &knowledge::small());
    assert!(matches!(facts.view.singles["reject.banner-on-return"].0, Fact::Unknown(_)));
}
