//! Consent signals on real Chromium: what interfaces answer and tell, and silence where there are none.

use consentinel::browser::chrome::Flavour;
use consentinel::evidence::{Phase, Signals, State, VendorInterface, Visit};
use consentinel::knowledge::signals::{Gpp, TcString};
use serde_json::{Value, json};

use super::stage::Stage;
use crate::fixtures::server::{Fixtures, sites_folder};
use crate::support::both::both;
use crate::support::web::{Asked, Reply, Web};

const GOOGLE: &str = include_str!("pages/signals_google.html");
const VENDORS: &str = include_str!("pages/signals_vendors.html");
const GPP: &str = include_str!("pages/signals_gpp.html");
const CROWDED: &str = include_str!("pages/signals_crowded.html");
const DECOYS: &str = include_str!("pages/signals_decoys.html");
/// What the libraries of vendors do when they come: they take what was queued.
const DRAINS: &str = "fbq.callMethod = () => {}; fbq.queue.length = 0; ttq.length = 0; clarity.q.length = 0;
    uetq.length = 0; window.uetq = { push() {} };";

fn answer(asked: &Asked) -> Reply {
    match (asked.host.split('.').next().unwrap_or_default(), asked.path.as_str()) {
        ("google", "/") => Reply::html(GOOGLE),
        ("vendors", "/") => Reply::html(VENDORS),
        ("gpp", "/") => Reply::html(GPP),
        ("crowded", "/") => Reply::html(CROWDED),
        ("decoys", path) if path.len() > 1 && !path.contains('.') => Reply::html(DECOYS),
        (_, "/drains.js") => Reply::script(DRAINS),
        (_, path) if path.starts_with("/lib/") => library(path),
        (_, path) if path.starts_with("/g/collect") => Reply::status(204),
        _ => Reply::status(404),
    }
}

fn library(path: &str) -> Reply {
    let file = sites_folder().join("node_modules").join(path.trim_start_matches("/lib/"));
    std::fs::read_to_string(file).map_or_else(|_| Reply::status(404), Reply::script)
}

fn signals(visit: &Visit, phase: Phase) -> &Signals {
    let moment = visit.moment(phase).unwrap_or_else(|| panic!("{phase:?}: {:#?}", visit.log));
    moment.signals.as_result().unwrap_or_else(|why| panic!("{phase:?}: {why}"))
}

fn statuses(signals: &Signals) -> Vec<&str> {
    signals.tcf_events.iter().flatten().filter_map(|event| event["eventStatus"].as_str()).collect()
}

fn tc_string(signals: &Signals) -> TcString {
    let text = signals.tcf.as_ref().unwrap()["tcString"].as_str().unwrap();
    TcString::decode(text).unwrap_or_else(|why| panic!("{text}: {why}"))
}

both!(a_tcf_platform_is_read_before_and_after_each_choice);

async fn a_tcf_platform_is_read_before_and_after_each_choice(flavour: Flavour) {
    let (stage, sites) = (Stage::of(flavour).await, Fixtures::start().await);
    let evidence = stage.visit(&sites.url("tcf-honest"), &[State::Reject, State::Accept]).await;
    for (visit, granted) in [(&evidence.visits[0], false), (&evidence.visits[1], true)] {
        let arrival = signals(visit, Phase::Arrival);
        let ping = arrival.tcf_ping.as_ref().unwrap();
        assert_eq!((&ping["cmpLoaded"], &ping["cmpId"]), (&json!(true), &json!(10)), "{ping}");
        assert_eq!(arrival.tcf.as_ref().unwrap()["eventStatus"], "cmpuishown");
        assert_eq!(statuses(arrival).last(), Some(&"cmpuishown"), "{:?}", arrival.tcf_events);
        assert!(!tc_string(arrival).grants());
        let after = signals(visit, Phase::AfterChoice);
        let told = statuses(after);
        assert_eq!(told.iter().filter(|status| **status == "useractioncomplete").count(), 1, "{told:?}");
        assert_eq!(told.last(), Some(&"useractioncomplete"));
        let string = tc_string(after);
        assert_eq!((string.grants(), string.cmp_id, string.version), (granted, 10, 2));
        assert_eq!(string.purpose_consents.is_empty(), !granted, "{string:?}");
        let told = after.tcf_events.as_ref().unwrap().last().unwrap();
        assert_eq!(told["tcString"], after.tcf.as_ref().unwrap()["tcString"]);
        // A new document, and a new list of what was told.
        assert_eq!(statuses(signals(visit, Phase::Return)), ["tcloaded"]);
        assert_eq!(tc_string(signals(visit, Phase::Return)).grants(), granted);
    }
    stage.close().await;
}

#[tokio::test]
async fn calls_of_google_are_read_from_any_data_layer() {
    let (stage, web) = (Stage::open().await, Web::serve(answer).await);
    let visit = stage.one(&web.url("google", "/"), State::None).await;
    let read = signals(&visit, Phase::Arrival);
    let calls: Vec<(&str, u32, &Value)> =
        read.data_layers.iter().map(|one| (one.layer.as_str(), one.at, &one.call[0])).collect();
    let words = ["consent", "consent", "js", "config", "gtm.js", "consent"];
    let expected: Vec<Value> = words.iter().map(|word| json!(word)).collect();
    assert_eq!(calls.len(), 6, "{calls:?}");
    for (at, (layer, place, word)) in calls.iter().enumerate() {
        assert_eq!((*layer, *place as usize, *word), ("ropeLayer", at, &expected[at]));
    }
    let consents = read.consent_mode.as_ref().unwrap().as_array().unwrap();
    assert_eq!(consents[1], json!(["consent", "default", { "ad_storage": "granted", "region": ["US", "US-CA"] }]));
    assert_eq!(consents[2][1], "update");
    assert_eq!(read.google_state.as_ref().unwrap()["analytics_storage"]["update"], true);
    let requests = visit.requests.as_result().unwrap();
    assert!(requests.iter().any(|request| request.url.contains("gcs=G101&gcd=13p3r3p2p5")), "{requests:#?}");
    assert_eq!((read.tcf.as_ref(), read.gpp.as_ref(), read.usp.as_ref()), (None, None, None));
    stage.close().await;
}

#[tokio::test]
async fn calls_of_consent_are_not_crowded_out_nor_forged_by_json() {
    let (stage, web) = (Stage::open().await, Web::serve(answer).await);
    let visit = stage.one(&web.url("crowded", "/"), State::None).await;
    let read = signals(&visit, Phase::Arrival);
    let calls = [
        json!(["consent", "default", { "ad_storage": "denied" }]),
        json!(["consent", "update", { "ad_storage": "granted" }]),
    ];
    assert_eq!(read.consent_calls(), calls);
    let last = read.data_layers.last().unwrap();
    assert_eq!((read.data_layers.len(), last.at, &last.call), (202, 301, &calls[1]));
    let vendors: Vec<_> = read.vendor_calls.iter().map(|call| (call.vendor, &call.arguments)).collect();
    assert_eq!(vendors, [(VendorInterface::Meta, &json!(["consent", "revoke"]))]);
    let event = json!({ "eventStatus": "tcloaded", "tcString": "C", "listenerId": 1 });
    assert_eq!(read.tcf_events, Some(vec![event]));
    stage.close().await;
}

#[tokio::test]
async fn calls_of_vendors_are_heard_before_their_libraries_take_them() {
    let (stage, web) = (Stage::open().await, Web::serve(answer).await);
    let visit = stage.one(&web.url("vendors", "/"), State::None).await;
    let calls = &signals(&visit, Phase::Arrival).vendor_calls;
    let of = |vendor| -> Vec<&Value> {
        calls.iter().filter(|call| call.vendor == vendor).map(|call| &call.arguments).collect()
    };
    assert_eq!(of(VendorInterface::Meta), [&json!(["consent", "revoke"])]);
    assert_eq!(of(VendorInterface::TikTok), [&json!(["holdConsent"])]);
    assert_eq!(of(VendorInterface::MicrosoftUet), [&json!(["consent", "default", { "ad_storage": "denied" }])]);
    let clarity = json!(["consentv2", { "ad_Storage": "denied", "analytics_Storage": "denied" }]);
    assert_eq!(of(VendorInterface::MicrosoftClarity), [&clarity]);
    stage.close().await;
}

#[tokio::test]
async fn a_gpp_platform_and_the_us_privacy_string_are_read() {
    let (stage, web) = (Stage::open().await, Web::serve(answer).await);
    let visit = stage.one(&web.url("gpp", "/"), State::None).await;
    let read = signals(&visit, Phase::Arrival);
    let ping = read.gpp.as_ref().unwrap();
    let gpp = Gpp::decode(ping["gppString"].as_str().unwrap()).unwrap();
    let section = gpp.section("usnat").unwrap_or_else(|| panic!("{gpp:?}"));
    assert_eq!(
        (&section["SaleOptOut"], &section["SharingOptOut"], &section["Gpc"]),
        (&json!(1), &json!(2), &json!(true))
    );
    let told: Vec<&str> = read.gpp_events.iter().flatten().filter_map(|event| event["eventName"].as_str()).collect();
    assert_eq!(told, ["listenerRegistered", "sectionChange", "signalStatus"], "{:?}", read.gpp_events);
    assert_eq!(read.usp.as_deref(), Some("1YYN"));
    stage.close().await;
}

#[tokio::test]
async fn names_that_are_held_by_something_else_are_no_signals() {
    let (stage, web) = (Stage::open().await, Web::serve(answer).await);
    for kind in ["plain", "throws", "silent", "text", "odd", "none", "getters", "lists"] {
        let visit = stage.one(&web.url("decoys", &format!("/{kind}")), State::None).await;
        let read = signals(&visit, Phase::Arrival);
        let silent = Signals {
            gpc: read.gpc,
            tcf_events: read.tcf_events.clone(),
            gpp_events: read.gpp_events.clone(),
            ..Signals::default()
        };
        assert_eq!(*read, silent, "{kind}");
        // What answers every call with a word told something, but nothing that has a status.
        assert!(statuses(read).is_empty(), "{kind}: {:?}", read.tcf_events);
        if kind != "odd" {
            assert_eq!((&read.tcf_events, &read.gpp_events), (&None, &None), "{kind}");
        }
    }
    stage.close().await;
}
