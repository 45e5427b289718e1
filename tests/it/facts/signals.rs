//! Consent signals as facts: of each phase, of requests, and against what was chosen.

use consentinel::evidence::{Evidence, Gathered, LayerCall, Phase, Signals, State};
use consentinel::facts::{Fact, Facts, Item, Value, derive};
use serde_json::json;

use crate::support::evidence as scene;
use crate::support::knowledge;

fn facts(evidence: &Evidence) -> Facts {
    derive(evidence, &knowledge::small())
}

fn single<'a>(facts: &'a Facts, name: &str) -> &'a Fact {
    &facts.view.singles.get(name).unwrap_or_else(|| panic!("{name}")).0
}

fn members(facts: &Facts, collection: &'static str, state: State) -> Vec<Item> {
    facts.view.collections[&(collection, state)].as_ref().unwrap().items.clone()
}

/// Puts other signals into a phase of a state.
fn with(state: State, phase: Phase, change: impl Fn(&mut Signals)) -> Evidence {
    let mut evidence = scene::signalling();
    let visit = evidence.visits.iter_mut().find(|visit| visit.state == state).unwrap();
    for moment in visit.moments.iter_mut().filter(|moment| moment.phase == phase) {
        if let Gathered::Ok(signals) = &mut moment.signals {
            change(signals);
        }
    }
    evidence
}

#[test]
fn a_consent_after_a_refusal_contradicts_it_and_is_pointed_at() {
    let facts = facts(&scene::signalling());
    for (name, expected) in [
        ("signals.tcf-grants-before-choice", Fact::flag(false)),
        ("signals.tcf-acted-before-choice", Fact::flag(false)),
        ("signals.tcf-gdpr-applies", Fact::flag(true)),
        ("signals.tcf-grants-after-reject", Fact::flag(true)),
        ("signals.tcf-grants-after-accept", Fact::flag(true)),
        ("signals.consent-mode-default-granted", Fact::flag(false)),
        ("signals.consent-mode-late", Fact::flag(false)),
        ("signals.consent-mode-granted-after-reject", Fact::flag(true)),
        ("signals.wire-granted-before-choice", Fact::flag(false)),
        ("signals.wire-granted-after-reject", Fact::absent()),
        ("signals.wire-granted-after-accept", Fact::flag(true)),
        ("signals.agree", Fact::flag(false)),
    ] {
        assert_eq!(*single(&facts, name), expected, "{name}");
    }
    let (_, at) = &facts.view.singles["signals.tcf-grants-after-reject"];
    let evidence = serde_json::to_value(scene::signalling()).unwrap();
    assert_eq!(evidence.pointer(at).unwrap()["tcf"]["tcString"], scene::TC_SOME, "{at}");
}

#[test]
fn each_phase_has_its_signals() {
    let facts = facts(&scene::signalling());
    let reject = members(&facts, "signal", State::Reject);
    let purposes = |item: &Item| item.facts["tcf-purposes"].clone();
    assert_eq!(purposes(&reject[0]), Fact::number(0.0));
    let back = reject.iter().find(|item| item.facts["phase"] == Fact::text("return")).unwrap();
    assert_eq!(purposes(back), Fact::number(3.0));
    for (name, expected) in [
        ("tcf-vendors", Fact::number(5.0)),
        ("tcf-discloses-vendors", Fact::flag(false)),
        ("tcf-policy-version", Fact::number(5.0)),
        ("tcf-created", Fact::text("2026-03-04")),
        ("us-opted-out", Fact::flag(false)),
        ("consent-mode-ads", Fact::text("granted")),
        ("consent-mode-user-data", Fact::text("unset")),
        ("meta", Fact::text("denied")),
        ("tiktok", Fact::absent()),
        ("tcf-status", Fact::text("tcloaded")),
    ] {
        assert_eq!(back.facts[name], expected, "{name}");
    }
}

#[test]
fn a_string_that_cannot_be_read_is_unknown_and_never_clean() {
    let broken = with(State::Reject, Phase::Return, |signals| {
        signals.tcf = Some(json!({ "tcString": "CQgipwAQ" }));
        signals.consent_mode = None;
        signals.data_layers.clear();
    });
    let facts = facts(&broken);
    let Fact::Unknown(why) = single(&facts, "signals.tcf-grants-after-reject") else {
        panic!("{:?}", single(&facts, "signals.tcf-grants-after-reject"))
    };
    assert!(why.contains("LastUpdated, bit 42"), "{why}");
    assert!(matches!(single(&facts, "signals.agree"), Fact::Unknown(_)));
    let back = members(&facts, "signal", State::Reject).pop().unwrap();
    assert_eq!(back.facts["tcf-readable"], Fact::flag(false));
    assert!(matches!(&back.facts["tcf-grants"], Fact::Unknown(why) if why.contains("LastUpdated")));
    assert_eq!(back.facts["consent-mode-ads"], Fact::absent());
}

#[test]
fn signals_that_were_not_read_are_not_silent_ones() {
    let mut evidence = scene::signalling();
    let visit = evidence.visits.iter_mut().find(|visit| visit.state == State::Reject).unwrap();
    let back = visit.moments.iter_mut().find(|moment| moment.phase == Phase::Return).unwrap();
    back.signals = Gathered::Failed("the page did not answer".to_owned());
    let facts = facts(&evidence);
    assert!(
        matches!(single(&facts, "signals.tcf-grants-after-reject"), Fact::Unknown(why) if why.contains("did not answer"))
    );
    let silent = derive(&scene::honest(), &knowledge::small());
    assert_eq!(*single(&silent, "signals.tcf-grants-after-reject"), Fact::absent());
    assert_eq!(members(&silent, "signal", State::Reject)[0].facts["tcf-present"], Fact::flag(false));
}

#[test]
fn defaults_that_differ_by_region_are_unknown_where_the_visit_came_from_is() {
    let regional = |country: Option<&str>| {
        let mut evidence = with(State::None, Phase::Arrival, |signals| {
            signals.consent_mode = Some(json!([
                ["consent", "default", { "ad_storage": "granted" }],
                ["consent", "default", { "ad_storage": "denied", "region": ["DE", "FR"] }],
            ]));
        });
        evidence.run.vantage.country = country.map(str::to_owned);
        let facts = derive(&evidence, &knowledge::small());
        members(&facts, "signal", State::None)[0].facts["consent-mode-default-granted"].clone()
    };
    assert!(matches!(regional(None), Fact::Unknown(why) if why.contains("region")));
    assert_eq!(regional(Some("DE")), Fact::flag(false));
    assert_eq!(regional(Some("NO")), Fact::flag(true));
}

#[test]
fn requests_tell_consent_in_their_parameters() {
    let facts = facts(&scene::signalling());
    let items = members(&facts, "request", State::Accept);
    let told = items.iter().find(|item| item.facts["gcs-ads"] != Fact::absent()).unwrap();
    assert_eq!(told.facts["gcs-ads"], Fact::text("granted"));
    assert_eq!(told.facts["npa"], Fact::flag(false));
    assert_eq!(told.facts["gcd-ads"], Fact::Known(Value::Absent));
    assert!(items.iter().any(|item| item.facts["gcs-ads"] == Fact::absent()), "others tell nothing");
}

/// What the signals of one moment come to, all else being as in the scene.
fn before_choice(name: &str, change: impl Fn(&mut Signals)) -> Fact {
    single(&facts(&with(State::None, Phase::Arrival, change)), name).clone()
}

fn is_unknown(fact: &Fact, of: &str) -> bool {
    matches!(fact, Fact::Unknown(why) if why.contains(of))
}

#[test]
fn a_section_that_cannot_be_read_leaves_the_opting_out_unknown() {
    let opted_out = |gpp: &str| {
        let evidence = with(State::Reject, Phase::Return, |signals| {
            (signals.gpp, signals.usp) = (Some(json!({ "gppString": gpp })), None);
            signals.gpc = Some(true);
        });
        members(&facts(&evidence), "signal", State::Reject).pop().unwrap().facts["us-opted-out"].clone()
    };
    // Section 7 opted out, `Gpc` false beside it; sections 7 and 8, of which the second is of version 63.
    let (one, two) = ("DBABLA", "DBABrw");
    assert_eq!(opted_out(&format!("{one}~CFAVAAAAAABA.QA")), Fact::flag(true), "what is sold, `SaleOptOut` says");
    for faulty in [format!("{one}~_"), format!("{two}~CFAVAAAAAABA.QA~_AAA"), format!("{one}~____")] {
        assert!(is_unknown(&opted_out(&faulty), "the GPP string"), "{faulty}: {:?}", opted_out(&faulty));
    }
}

#[test]
fn what_an_interface_told_by_itself_and_nobody_heard_is_unknown() {
    const ACTED: &str = "signals.tcf-acted-before-choice";
    let told =
        |events: Option<Vec<serde_json::Value>>| before_choice(ACTED, |signals| signals.tcf_events = events.clone());
    assert!(is_unknown(&told(None), "not recorded"));
    assert!(is_unknown(&told(Some(Vec::new())), "nothing that it told"));
    assert!(is_unknown(&told(Some(vec![json!({ "eventStatus": "tcloaded" }); 200])), "more than is recorded"));
    assert_eq!(told(Some(vec![json!({ "eventStatus": "tcloaded" }); 199])), Fact::flag(false));
    assert_eq!(told(Some(vec![json!({ "eventStatus": "useractioncomplete" }); 200])), Fact::flag(true));
    let unheard = before_choice("signals.tcf-grants-before-choice", |signals| {
        (signals.tcf, signals.tcf_events) = (Some(json!({ "ping": { "cmpLoaded": true } })), None);
    });
    assert!(is_unknown(&unheard, "not recorded"), "{unheard:?}");
    let waiting = before_choice(ACTED, |signals| {
        let ping = json!({ "cmpLoaded": false });
        (signals.tcf, signals.tcf_ping) = (Some(json!({ "ping": ping })), Some(ping));
        signals.tcf_events = Some(Vec::new());
    });
    assert_eq!(waiting, Fact::flag(false), "a platform that is not loaded tells nothing");
    let evidence = with(State::None, Phase::Arrival, |signals| (signals.tcf_events, signals.tcf_ping) = (None, None));
    assert!(matches!(single(&facts(&evidence), "signals.agree"), Fact::Unknown(_) | Fact::Known(Value::Flag(false))));
}

#[test]
fn calls_beyond_what_is_kept_are_unknown() {
    let meta = |count: usize| {
        let evidence = with(State::Reject, Phase::Return, |signals| {
            signals.vendor_calls = vec![signals.vendor_calls[0].clone(); count];
        });
        members(&facts(&evidence), "signal", State::Reject).pop().unwrap().facts["meta"].clone()
    };
    assert_eq!(meta(199), Fact::text("denied"));
    assert!(is_unknown(&meta(200), "more than is recorded"));
    let granted = |count: usize| {
        before_choice("signals.consent-mode-granted-before-choice", |signals| {
            let call = json!(["consent", "update", { "ad_storage": "denied" }]);
            signals.consent_mode = Some(json!(vec![call; count]));
        })
    };
    assert_eq!(granted(199), Fact::flag(false));
    for count in [200, 400] {
        assert!(is_unknown(&granted(count), "than are recorded"), "{count}");
    }
}

#[test]
fn a_default_is_late_only_where_its_place_is_known() {
    let late = |change: fn(&mut Signals)| before_choice("signals.consent-mode-late", change);
    let config = |signals: &mut Signals| {
        signals.data_layers = vec![LayerCall { layer: "dataLayer".to_owned(), at: 0, call: json!(["config", "G-1"]) }];
    };
    assert!(is_unknown(&late(|signals| signals.data_layers.clear()), "not recorded"));
    assert_eq!(late(config), Fact::flag(true));
    let by_template = late(|signals| {
        let call = json!(["gtm.js"]);
        signals.data_layers = vec![LayerCall { layer: "dataLayer".to_owned(), at: 0, call }];
        signals.google_state = Some(json!({ "ad_storage": { "default": false } }));
    });
    assert!(is_unknown(&by_template, "tag template"), "{by_template:?}");
}

#[test]
fn regions_beyond_what_is_read_are_unknown() {
    let granted = before_choice("signals.consent-mode-granted-before-choice", |signals| {
        let regions: Vec<String> = (0..2000).map(|number| format!("US-{number}")).collect();
        signals.consent_mode = Some(json!([["consent", "default", { "ad_storage": "denied", "region": regions }]]));
    });
    assert!(is_unknown(&granted, "only the first 500 regions"), "{granted:?}");
}

#[test]
fn letters_in_the_address_of_a_shop_grant_nothing() {
    let told = |host: &str| {
        let mut evidence = scene::signalling();
        let visit = evidence.visits.iter_mut().find(|visit| visit.state == State::Accept).unwrap();
        for request in visit.requests.ok_mut().unwrap().iter_mut().filter(|request| request.url.contains("gcs=")) {
            request.url = format!("https://{host}/list?asc=G");
        }
        single(&facts(&evidence), "signals.wire-granted-after-accept").clone()
    };
    assert_eq!(told("shop.example"), Fact::absent());
    assert_eq!(told("bat.bing.com"), Fact::flag(true));
}

#[test]
fn how_old_a_string_is_is_counted_from_the_run() {
    let of = |started: &str| {
        let mut evidence = scene::signalling();
        evidence.run.started = started.to_owned();
        members(&facts(&evidence), "signal", State::None)[0].facts["tcf-age-days"].clone()
    };
    assert_eq!(of("2026-03-04T23:30:00Z"), Fact::number(0.0));
    assert_eq!(of("2026-03-14T00:30:00Z"), Fact::number(10.0));
    assert!(matches!(of("some day"), Fact::Unknown(_)));
    let without = with(State::None, Phase::Arrival, |signals| {
        signals.tcf = None;
        signals.tcf_ping = None;
        signals.tcf_events = None;
    });
    assert_eq!(members(&facts(&without), "signal", State::None)[0].facts["tcf-age-days"], Fact::absent());
}

#[test]
fn the_country_of_the_visits_is_known_if_it_was_told() {
    let of = |country: Option<&str>| {
        let mut evidence = scene::signalling();
        evidence.run.vantage.country = country.map(str::to_owned);
        single(&facts(&evidence), "visit.country").clone()
    };
    assert_eq!(of(Some("DE")), Fact::text("DE"));
    assert!(matches!(of(None), Fact::Unknown(why) if why.contains("--country")));
}
