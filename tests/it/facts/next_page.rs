//! The second page of a visit in which nothing was chosen: whether a consent platform is there too.

use consentinel::evidence::{Gathered, Moment, Phase, PlatformSeen, State};
use consentinel::facts::{Fact, derive};
use serde_json::json;

use crate::support::evidence::SHOP;
use crate::support::knowledge;
use crate::support::parts::moment;
use crate::support::scene::Scene;

fn platform(change: impl Fn(&mut Moment)) -> Fact {
    let mut scene = Scene::of(SHOP);
    let mut second = moment(SHOP, Phase::NextPage);
    change(&mut second);
    scene.visit(&State::None).moments.push(second);
    derive(&scene.done(), &knowledge::small()).view.singles["banner.platform-on-next-page"].0.clone()
}

fn signals(moment: &mut Moment) -> &mut consentinel::evidence::Signals {
    match &mut moment.signals {
        Gathered::Ok(signals) => signals,
        Gathered::Failed(why) => panic!("{why}"),
    }
}

#[test]
fn a_platform_shows_by_what_is_recognised_or_by_its_interfaces() {
    let recognised = platform(|moment| {
        let Gathered::Ok(search) = &mut moment.search else { panic!("no search") };
        let (id, name) = ("own".to_owned(), "Own".to_owned());
        search.platforms.push(PlatformSeen { id, name, by: Vec::new(), fell_back: None });
    });
    assert_eq!(recognised, Fact::flag(true));
    assert_eq!(platform(|moment| signals(moment).tcf = Some(json!({}))), Fact::flag(true));
    assert_eq!(platform(|moment| signals(moment).gpp = Some(json!({}))), Fact::flag(true));
    assert_eq!(platform(|_| {}), Fact::flag(false));
}

#[test]
fn what_was_not_looked_for_is_not_ruled_out() {
    let lost = || "no answer".to_owned();
    assert!(matches!(platform(|moment| moment.search = Gathered::Failed(lost())), Fact::Unknown(_)));
    assert!(matches!(platform(|moment| moment.signals = Gathered::Failed(lost())), Fact::Unknown(_)));
    let none = derive(&Scene::of(SHOP).done(), &knowledge::small());
    assert_eq!(none.view.singles["banner.platform-on-next-page"].0, Fact::absent(), "no link led to a second page");
}
