//! Where a run could not look or read, nothing is the same, gone or new by that.

use std::collections::BTreeMap;

use consentinel::compare::{Diff, Given, diff, print_diff};
use consentinel::evidence::{Phase, State};
use consentinel::report::*;

use crate::report_golden::{Judge, bundles};
use crate::report_scene as scene;
use crate::support::program::{bundle, run};

fn of(then: &Report, now: &Report) -> Diff {
    let given = |given, report| Given { given, kind: BaselineKind::Report, report };
    diff(given("then.json", then), given("now.json", now))
}

fn printed(found: &Diff) -> String {
    let look = Look { width: Some(100), paint: Paint::Off, persona: Persona::Auditor };
    let text = print_diff(std::slice::from_ref(found), &[], Format::Terminal, look);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn gap(state: State) -> Gap {
    Gap { state: Some(state), reason: "cookies could not be read at arrival: no answer".to_owned() }
}

#[test]
fn states_in_which_something_could_not_be_read_change_nothing() {
    let then = scene::leaky().report();
    let mut now = scene::leaky().report();
    now.items[0].seen.remove(&State::None);
    now.requests[0].seen.remove(&State::None);
    let host = now.requests[0].host.clone();
    now.requests.iter_mut().filter(|one| one.host == host).for_each(|one| drop(one.seen.remove(&State::None)));
    let found = of(&then, &now);
    assert!(found.items.changed.iter().any(|one| one.changes.iter().any(|one| one.what == "seen in the states")));
    assert!(!found.recipients.changed.is_empty() || !found.recipients.gone.is_empty());
    now.gaps = vec![gap(State::None)];
    now.complete = false;
    for found in [of(&then, &now), of(&now, &then)] {
        assert_eq!(found.items.changed, [], "the jar of the state was not read");
        assert_eq!(found.recipients.changed, []);
        let one_sided = found.recipients.gone.iter().chain(&found.recipients.appeared);
        assert!(one_sided.clone().all(|one| one.doubt.is_some()), "{found:?}");
    }
}

/// The leaky shop with one signal after the choice of `reject`.
fn signalling() -> Report {
    let mut report = scene::leaky().report();
    let told = serde_json::json!("C1");
    let signal = SignalForm { raw: told.clone(), decoded: Some(told), fault: None, events: Vec::new() };
    let state = report.states.iter_mut().find(|one| one.state == State::Reject).unwrap();
    state.phases = vec![Phase::Arrival, Phase::AfterChoice, Phase::Return];
    report.signals = SignalsForm::default();
    let phases = BTreeMap::from([(Phase::AfterChoice, signal)]);
    report.signals.tcf = Some(BTreeMap::from([(State::Reject, phases)]));
    report
}

#[test]
fn a_signal_that_could_not_be_read_is_not_known_and_not_gone() {
    let silent = || {
        let mut report = signalling();
        report.signals.tcf = None;
        report
    };
    let told = |then: &Report, now: &Report| -> Vec<(String, String)> {
        of(then, now).signals.into_iter().map(|one| (one.then, one.now)).collect()
    };
    let pair = |then: &str, now: &str| vec![(then.to_owned(), now.to_owned())];
    assert_eq!(told(&signalling(), &silent()), pair("C1", "none"));
    let mut unread = silent();
    unread.signals.unread = vec!["reject, after the choice: the page did not answer".to_owned()];
    let mut unrecorded = silent();
    unrecorded.states.iter_mut().for_each(|state| state.phases.retain(|phase| *phase != Phase::AfterChoice));
    let mut gapped = silent();
    gapped.gaps = vec![gap(State::Reject)];
    for report in [unread, unrecorded, gapped] {
        assert_eq!(told(&signalling(), &report), pair("C1", "not known"));
        assert_eq!(told(&report, &signalling()), pair("not known", "C1"));
        assert_eq!(told(&report, &silent()), []);
    }
    let mut elsewhere = silent();
    elsewhere.gaps = vec![gap(State::Accept)];
    elsewhere.signals.unread = vec!["reject, at arrival: the page did not answer".to_owned()];
    assert_eq!(told(&signalling(), &elsewhere), pair("C1", "none"), "what was not read is another state and phase");
}

#[test]
fn nothing_is_the_same_where_nobody_looked() {
    let (judge, bundles) = (Judge::new(), bundles());
    let report = |name: &str| judge.report(&bundles[name]);
    let (blind, down) = (report("blind"), report("unreachable"));
    let claims = ["ended alike.", "storage were seen.", "were contacted.", "the same kind.", "are the same."];
    for (then, now) in [(&blind, &blind), (&down, &down), (&blind, &report("leaky")), (&report("leaky"), &blind)] {
        let text = printed(&of(then, now));
        for claim in claims {
            assert!(!text.contains(claim), "{claim} {text}");
        }
    }
    let text = printed(&of(&down, &down));
    assert!(text.contains("neither run could look") && text.contains("Recipients: not known."), "{text}");
    let text = printed(&of(&blind, &blind));
    assert!(text.contains("were contacted, as far as both runs could see."), "{text}");
    let whole = printed(&of(&report("honest"), &report("honest")));
    for claim in claims {
        assert_eq!(
            whole.contains(claim),
            claim != "are the same." || whole.contains("controls are the same."),
            "{whole}"
        );
    }
    assert!(!whole.contains("could look"), "{whole}");
    let mut fewer = report("honest");
    fewer.states.retain(|state| state.state != State::Accept);
    let text = printed(&of(&report("honest"), &fewer));
    assert!(text.contains("The choices ended alike, as far as both runs could see."), "{text}");
}

#[test]
fn the_command_says_so_too() {
    let unreachable = bundle("unreachable");
    let (code, out, err) = run(&["diff", &unreachable, &unreachable]);
    assert_eq!(code, 3, "{err}");
    assert!(out.contains("neither run could look") && !out.contains("were contacted"), "{out}");
}
