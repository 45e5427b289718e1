//! Whether signals agree with what was chosen, and whether opting out is told under Global Privacy Control.

use consentinel::evidence::{Gathered, Phase, Role, Signals, State};
use consentinel::facts::{Fact, derive};
use serde_json::json;

use crate::support::evidence::{SHOP, three_buttons};
use crate::support::knowledge;
use crate::support::parts::{moment, visit};
use crate::support::scene::Scene;

fn fact(scene: Scene, name: &str) -> Fact {
    derive(&scene.done(), &knowledge::small()).view.singles[name].0.clone()
}

/// A site on which refusing and withdrawing worked, and that gives no signal.
fn silent() -> Scene {
    let mut scene = Scene::of(SHOP).banner(&three_buttons()).chosen(&State::Reject, Role::Reject, &["Reject all"]);
    let mut withdraw = scene.visit(&State::Reject).clone();
    withdraw.state = State::Withdraw;
    withdraw.moments.insert(1, moment(SHOP, Phase::Accepted));
    scene.evidence.visits.push(withdraw);
    scene
}

#[test]
fn where_nothing_is_said_nothing_agrees_and_one_denial_does() {
    assert_eq!(fact(silent(), "signals.agree"), Fact::absent());
    let wire = |says: &str| {
        let url = format!("https://www.google-analytics.com/g/collect?gcs={says}");
        silent().request(&State::None, Phase::Arrival, &url, "fetch")
    };
    assert_eq!(fact(wire("G100"), "signals.agree"), Fact::flag(true));
    assert_eq!(fact(wire("G111"), "signals.agree"), Fact::flag(false));
}

fn under_gpc(change: impl Fn(&mut Signals)) -> Fact {
    let mut scene = Scene::of(SHOP);
    let mut gpc = visit(SHOP, State::Gpc);
    for moment in &mut gpc.moments {
        let Gathered::Ok(signals) = &mut moment.signals else { panic!("no signals") };
        change(signals);
    }
    scene.evidence.visits.push(gpc);
    fact(scene, "signals.not-opted-out-under-gpc")
}

#[test]
fn a_string_that_does_not_opt_out_under_the_browsers_signal_is_told() {
    assert_eq!(under_gpc(|_| {}), Fact::absent());
    for (string, told) in [("1YNN", true), ("1YYN", false)] {
        assert_eq!(under_gpc(|signals| signals.usp = Some(string.to_owned())), Fact::flag(told), "{string}");
        let gpp = format!("DBABTA~{string}");
        let within = under_gpc(|signals| signals.gpp = Some(json!({ "gppString": gpp })));
        assert_eq!(within, Fact::flag(told), "{gpp}");
    }
}

#[test]
fn an_interface_that_was_only_heard_tells_that_nobody_acted() {
    let acted = |events: Option<Vec<serde_json::Value>>| {
        let mut scene = Scene::of(SHOP);
        for phase in [Phase::Arrival, Phase::Return] {
            let Gathered::Ok(signals) = &mut scene.moment(&State::None, phase).signals else { panic!("no signals") };
            signals.tcf_events.clone_from(&events);
        }
        fact(scene, "signals.tcf-acted-before-choice")
    };
    assert_eq!(acted(None), Fact::absent());
    assert_eq!(acted(Some(Vec::new())), Fact::absent());
    assert_eq!(acted(Some(vec![json!({ "eventStatus": "tcloaded" })])), Fact::flag(false));
    assert_eq!(acted(Some(vec![json!({ "eventStatus": "useractioncomplete" })])), Fact::flag(true));
}
