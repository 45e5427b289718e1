//! Whether the framework's string let a registered vendor store and read.

use consentinel::evidence::{Evidence, Gathered, Phase, Signals, State};
use consentinel::facts::{Fact, derive};
use consentinel::knowledge::signals::TcString;
use consentinel::knowledge::{Knowledge, SourceText};
use serde_json::json;

use crate::support::evidence as scene;
use crate::support::parts;

const ENDPOINT: &str = "https://ads.example/collect?uid=1";

/// A vendor of that number in the IAB's list, and one without.
fn knowledge(number: u16) -> Knowledge {
    let file = |vendor: &str, host: &str, iab: &str| SourceText {
        path: format!("trackers/{vendor}.yaml"),
        text: format!(
            "vendor: {vendor}\nname: {vendor}\nowner: Ads Inc.\npurpose: marketing\n{iab}sources: [\"https://ads.example/docs\"]\n\
             date: \"2026-11-26\"\nhosts:\n  - {{ host: {host}, what: endpoint }}\n"
        ),
    };
    let texts = [file("ads", "ads.example", &format!("iab: {number}\n")), file("others", "others.example", "")];
    Knowledge::load(&texts).unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// A vendor that the string of the accepted states consents to.
fn consented() -> u16 {
    let string = TcString::decode(scene::TC_SOME).unwrap();
    assert!(string.purpose_consents.contains(&1));
    string.vendor_consents[0]
}

fn with_request(state: &State, phase: Phase, url: &str) -> Evidence {
    let mut evidence = scene::signalling();
    let visit = evidence.visits.iter_mut().find(|visit| &visit.state == state).unwrap();
    let Gathered::Ok(requests) = &mut visit.requests else { panic!("no requests") };
    requests.push(parts::request(900, phase, url, "image", "https://shop.example/"));
    evidence
}

fn permitted(evidence: &Evidence, state: State, number: u16, url: &str) -> (Fact, Fact) {
    let facts = derive(evidence, &knowledge(number));
    let items = &facts.view.collections[&("request", state)].as_ref().unwrap().items;
    let host = url::Url::parse(url).unwrap().host_str().unwrap().to_owned();
    let item = items.iter().find(|item| item.facts["host"] == Fact::text(host.as_str())).unwrap();
    (item.facts["tcf-vendor"].clone(), item.facts["tcf-permitted"].clone())
}

#[test]
fn a_vendor_needs_the_consent_to_storing_and_to_itself() {
    let vendor = consented();
    let none = with_request(&State::None, Phase::Arrival, ENDPOINT);
    let number = Fact::number(f64::from(vendor));
    assert_eq!(permitted(&none, State::None, vendor, ENDPOINT), (number.clone(), Fact::flag(false)));
    let accept = with_request(&State::Accept, Phase::Return, ENDPOINT);
    assert_eq!(permitted(&accept, State::Accept, vendor, ENDPOINT), (number, Fact::flag(true)));
    let stranger =
        (1..2000).find(|id| !TcString::decode(scene::TC_SOME).unwrap().vendor_consents.contains(id)).unwrap();
    assert_eq!(permitted(&accept, State::Accept, stranger, ENDPOINT).1, Fact::flag(false));
}

#[test]
fn who_is_not_surely_registered_is_not_asked() {
    let url = "https://others.example/collect";
    let none = with_request(&State::None, Phase::Arrival, url);
    assert_eq!(permitted(&none, State::None, consented(), url), (Fact::absent(), Fact::absent()));
}

/// What is said of the vendor where other signals stood on arrival.
fn where_signals(change: impl Fn(&mut Gathered<Signals>)) -> Fact {
    let mut none = with_request(&State::None, Phase::Arrival, ENDPOINT);
    let visit = none.visits.iter_mut().find(|visit| visit.state == State::None).unwrap();
    for moment in visit.moments.iter_mut().filter(|moment| moment.phase == Phase::Arrival) {
        change(&mut moment.signals);
    }
    permitted(&none, State::None, consented(), ENDPOINT).1
}

fn read(change: impl Fn(&mut Signals)) -> impl Fn(&mut Gathered<Signals>) {
    move |signals| {
        let Gathered::Ok(signals) = signals else { panic!("no signals") };
        change(signals);
    }
}

#[test]
fn where_the_framework_does_not_ask_nobody_is_without_permission() {
    let outside = where_signals(read(|signals| {
        signals.tcf = Some(json!({ "tcString": scene::TC_NONE, "gdprApplies": false }));
    }));
    assert_eq!(outside, Fact::absent());
    let without = where_signals(read(|signals| {
        (signals.tcf, signals.tcf_ping, signals.tcf_events) = (None, None, None);
    }));
    assert_eq!(without, Fact::absent());
}

#[test]
fn before_there_is_a_string_nobody_may_and_what_was_not_read_is_not_known() {
    let waiting = where_signals(read(|signals| {
        (signals.tcf, signals.tcf_events) = (None, Some(Vec::new()));
        signals.tcf_ping = Some(json!({ "cmpLoaded": false, "cmpStatus": "stub" }));
    }));
    assert_eq!(waiting, Fact::flag(false));
    let unread = where_signals(|signals| *signals = Gathered::Failed("the page did not answer".to_owned()));
    assert!(matches!(unread, Fact::Unknown(why) if why.contains("did not answer")));
    let broken = where_signals(read(|signals| signals.tcf = Some(json!({ "tcString": "CQgipwAQ" }))));
    assert!(matches!(broken, Fact::Unknown(why) if why.contains("TC string")));
}
