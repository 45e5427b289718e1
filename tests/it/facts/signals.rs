//! Consent signals as facts: of each phase, of requests, and against what was chosen.

use consentinel::evidence::{Evidence, Gathered, Phase, Signals, State};
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
