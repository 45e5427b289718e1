//! What the timeline of a visit tells, and in which order.

use consentinel::evidence::{Blocked, Evidence, Gathered, Incident, IncidentKind, LogEntry, Phase, State};
use consentinel::facts::{Event, EventKind, Timed, timeline};
use proptest::prelude::*;

use crate::support::arbitrary;
use crate::support::evidence as scene;
use crate::support::evidence::{COLLECT, GTAG, SHOP};
use crate::support::scene::{Scene, cookie, local_item};

const SCRIPT: &str = "https://cdn.tracker.example/t.js?v=3";

/// A visit that refuses: each phase ends 1,000 ms after the one before, requests come 100 ms after its beginning.
fn visit() -> Evidence {
    let reject = State::Reject;
    let mut scene = Scene::of(SHOP)
        .header_write(&reject, Phase::Arrival, SHOP, "uid=1a2b3c; Path=/; Max-Age=864000")
        .request(&reject, Phase::Arrival, "https://shop.example/logo.png", "image")
        .request(&reject, Phase::Arrival, GTAG, "script")
        .script_write(&reject, Phase::Arrival, SCRIPT, "uid=4d5e6f; path=/; max-age=864000")
        .script_write(&reject, Phase::Arrival, SCRIPT, "uid=4d5e6f; path=/; max-age=864000")
        .storage_write(&reject, Phase::Arrival, SCRIPT, &local_item("https://shop.example", "visitor", "x"))
        .script_write(&reject, Phase::AfterChoice, SCRIPT, "uid=; path=/; max-age=0")
        .request(&reject, Phase::Return, COLLECT, "ping")
        .header_write(&reject, Phase::Return, COLLECT, "third=1; SameSite=None")
        .chosen(&reject, consentinel::evidence::Role::Reject, &["Reject all"]);
    let silent = cookie("silent", "7", ".shop.example");
    scene = scene.cookie(&reject, Phase::AfterChoice, &silent);
    let visit = scene.visit(&reject);
    for (at, moment) in (1..).zip(&mut visit.moments) {
        moment.at_ms = f64::from(at) * 1000.0;
        if moment.phase == Phase::Return {
            moment.cookies = Gathered::Ok(Vec::new());
            if let Gathered::Ok(signals) = &mut moment.signals {
                signals.usp = Some("1YYN".to_owned());
            }
        }
    }
    if let Gathered::Ok(requests) = &mut visit.requests {
        for (at, request) in (0..).zip(requests) {
            let begins = if request.phase == Phase::Return { 2100.0 } else { 100.0 };
            request.at_ms = begins + f64::from(at);
        }
    }
    if let Gathered::Ok(writes) = &mut visit.cookie_writes {
        let refused = writes.iter_mut().find(|write| write.raw.starts_with("third")).unwrap();
        refused.blocked = Some(Blocked { reasons: vec!["SameSiteNoneInsecure".to_owned()] });
    }
    let line = |at_ms, what: &str, detail: &str| LogEntry { at_ms, what: what.into(), detail: detail.into() };
    visit.log = vec![
        line(10.0, "navigate", SHOP),
        line(1500.0, "click", "`Reject all`"),
        line(1600.0, "console", "error: no such element"),
        line(3500.0, "gather", "looked behind"),
    ];
    visit.incidents.push(Incident {
        phase: Phase::AfterChoice,
        at_ms: 1550.0,
        kind: IncidentKind::Window,
        detail: "https://ads.example/p?click=8f3a".to_owned(),
    });
    scene.done()
}

fn told(events: &[Event]) -> Vec<(EventKind, &str)> {
    events.iter().map(|event| (event.kind, event.what.as_str())).collect()
}

#[test]
fn everything_stands_in_order_with_who_did_it() {
    use EventKind as K;
    let events = timeline(&visit(), &State::Reject).unwrap().events;
    assert_eq!(
        told(&events),
        [
            (K::Navigate, SHOP),
            (K::Request, "GET https://shop.example/ (document, answered 200)"),
            (K::CookieSet, "uid of shop.example for 10 days"),
            (K::Request, "GET https://www.googletagmanager.com/gtag/js (script, answered 200)"),
            (K::CookieChanged, "uid of shop.example for 10 days"),
            (K::CookieRenewed, "uid of shop.example for 10 days"),
            (K::StorageWritten, "visitor in localStorage of https://shop.example"),
            (K::CookieRemoved, "uid of shop.example"),
            (K::Click, "`Reject all`"),
            (K::Incident, "window: https://ads.example/p"),
            (K::Console, "error: no such element"),
            (K::CookieSet, "silent of shop.example"),
            (K::Request, "GET https://www.google-analytics.com/g/collect (ping, answered 200)"),
            (K::CookieRefused, "third of www.google-analytics.com: SameSiteNoneInsecure"),
            (K::CookieRemoved, "silent of shop.example"),
            (K::Signal, "US Privacy stands there"),
            (K::Note, "gather: looked behind"),
        ]
    );
    let changed = &events[4];
    assert_eq!(changed.by.as_deref(), Some("https://cdn.tracker.example/t.js:7"));
    assert_eq!((changed.timed, changed.phase), (Timed::NoEarlier, Some(Phase::Arrival)));
    let found = events.iter().find(|event| event.what == "silent of shop.example").unwrap();
    assert_eq!((found.timed, found.by.as_deref(), found.at_ms), (Timed::NoLater, None, 2000.0));
    assert_eq!(events.last().unwrap().phase, None, "the last phase was over");
}

#[test]
fn what_was_not_recorded_is_said() {
    let mut evidence = visit();
    let at = evidence.visits.iter().position(|visit| visit.state == State::Reject).unwrap();
    evidence.visits[at].cookie_writes = Gathered::Failed("the hook was lost".to_owned());
    evidence.visits[at].moments[1].cookies = Gathered::Failed("no answer".to_owned());
    let timeline = timeline(&evidence, &State::Reject).unwrap();
    assert_eq!(timeline.missing, ["writes of cookies: the hook was lost", "the jar at after-choice: no answer"]);
}

#[test]
fn a_state_that_was_not_run_has_none() {
    assert_eq!(timeline(&visit(), &State::Withdraw), None);
}

#[test]
fn a_site_that_does_nothing_has_no_events() {
    let plain = Scene::of(SHOP).done();
    let mut events = timeline(&plain, &State::None).unwrap().events;
    events.retain(|event| event.kind != EventKind::Request);
    assert_eq!(events, []);
}

proptest! {
    #[test]
    fn invariant_7_events_of_any_site_point_into_the_evidence_and_stand_in_order(evidence in arbitrary::site()) {
        let json = serde_json::to_value(&evidence).unwrap();
        for visit in &evidence.visits {
            let events = timeline(&evidence, &visit.state).unwrap().events;
            for event in &events {
                prop_assert!(json.pointer(&event.evidence).is_some(), "{}", event.evidence);
            }
            prop_assert!(events.windows(2).all(|pair| pair[0].at_ms <= pair[1].at_ms));
        }
    }
}

#[test]
fn every_scene_has_a_timeline_of_every_visit() {
    for (name, evidence) in scene::all() {
        for visit in &evidence.visits {
            assert!(timeline(&evidence, &visit.state).is_some(), "{name}");
        }
    }
}
