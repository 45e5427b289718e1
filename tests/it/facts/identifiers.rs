//! Which values look like identifiers: told from two fresh profiles, each looked at before and after a reload.

use consentinel::evidence::{Cookie, Gathered, Phase, State};
use consentinel::facts::{Fact, derive};

use crate::support::evidence::SHOP;
use crate::support::knowledge;
use crate::support::scene::{Scene, cookie};

const OWN: &str = "3f2a9c1e-77b2-4c1f-9d3e-0a1b2c3d4e5f";
const OTHER: &str = "b81d0f6a-2c9e-4e71-8a40-9f8e7d6c5b4a";
const THIRD: &str = "c0ffee12-9ab4-4d53-b1e7-5566aa7788bb";

/// Two profiles with a value of their own from `since` on; `change` is what becomes of the first one's after the
/// reload.
fn told(since: Phase, change: impl Fn(&mut Gathered<Vec<Cookie>>)) -> Fact {
    let mut scene = Scene::of(SHOP).cookie(&State::None, since, &cookie("vid", OWN, "shop.example")).cookie(
        &State::NoneAgain,
        since,
        &cookie("vid", OTHER, "shop.example"),
    );
    change(&mut scene.moment(&State::None, Phase::Return).cookies);
    let facts = derive(&scene.done(), &knowledge::small());
    let jar = facts.view.collections[&("cookie", State::None)].as_ref().unwrap();
    jar.items.iter().find(|item| item.facts["name"] == Fact::text("vid")).unwrap().facts["identifier-like"].clone()
}

fn in_jar(change: impl Fn(&mut Vec<Cookie>)) -> impl Fn(&mut Gathered<Vec<Cookie>>) {
    move |jar| match jar {
        Gathered::Ok(jar) => change(jar),
        Gathered::Failed(why) => panic!("{why}"),
    }
}

#[test]
fn what_differs_between_profiles_and_stays_within_one_is_an_identifier() {
    assert_eq!(told(Phase::Arrival, |_| {}), Fact::flag(true));
    assert_eq!(told(Phase::Arrival, in_jar(|jar| jar[0].value = THIRD.to_owned())), Fact::flag(false), "it changed");
    assert_eq!(told(Phase::Arrival, in_jar(Vec::clear)), Fact::flag(false), "it was gone");
}

#[test]
fn what_came_only_with_the_reload_was_not_seen_to_stay() {
    let Fact::Unknown(why) = told(Phase::Return, |_| {}) else { panic!("nobody saw it stay") };
    assert!(why.contains("it came only with the reload"), "{why}");
}

#[test]
fn without_the_jar_of_the_reload_nobody_knows_whether_it_stays() {
    let lost = told(Phase::Arrival, |jar| *jar = Gathered::Failed("no answer".to_owned()));
    assert!(matches!(&lost, Fact::Unknown(why) if why.contains("no answer")), "{lost:?}");
}
