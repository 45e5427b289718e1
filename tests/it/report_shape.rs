//! `report.json`: the fixed names and words that programs elsewhere read.

use std::collections::BTreeSet;

use consentinel::policy::Severity;
use consentinel::report::*;
use serde_json::Value;

use crate::report_scene as scene;

const LOOK: Look = Look { width: None, paint: Paint::Off, persona: Persona::Auditor };

fn json(reports: &[Report]) -> String {
    render(Format::Json, reports, &verdict(reports, DEFAULT_THRESHOLD, OnIncomplete::Fail), LOOK)
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

/// Names that the contract fixes; more may stand beside them.
fn assert_has(value: &Value, names: &str) {
    let missing: Vec<&str> = names.split(' ').filter(|name| !keys(value).contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?} missing in {:?}", keys(value));
}

#[test]
fn every_name_of_the_contract_is_there() {
    let report: Value = serde_json::from_str(&json(&[scene::leaky().report()])).unwrap();
    assert_has(&report, "format tool target reached complete banner states items requests signals results findings");
    assert_has(&report["format"], "name version");
    assert_eq!(report["format"]["name"], "consentinel.report");
    assert_has(&report["tool"], "version rules knowledge browser clock");
    assert_eq!(report["tool"]["clock"], "virtual");
    assert_has(&report["target"], "url final_url title vantage");
    assert_has(&report["target"]["vantage"], "country how");
    assert_has(&report["reached"], "outcome status detail");
    let banner = &report["banner"];
    assert_has(banner, "seen kind blocking platform language placement text rect first_layer second_layer");
    assert_has(&banner["platform"], "id name");
    assert_has(&banner["placement"], "frame shadow late_ms after_scroll");
    for layer in ["first_layer", "second_layer"] {
        let control = &banner[layer]["controls"][0];
        assert_has(control, "role text rect visible font_px contrast colour background checked disabled purpose kind");
    }
    assert_has(&report["states"][0], "state status reason steps clicked confirmed_by banner_on_return");
    let item = &report["items"][0];
    assert_has(
        item,
        "kind name domain path party purpose known_by vendor identifier_like lifetime_days secure http_only same_site \
         partitioned set_by seen",
    );
    assert_has(&item["set_by"], "how url line initiator");
    assert_eq!(item["seen"]["accept"], serde_json::json!(["arrival", "after-choice", "return"]));
    assert_has(&report["requests"][0], "host url method type party vendor purpose list_rule initiator seen");
    assert_has(&report["signals"], "tcf gpp consent_mode gpc platform_record");
    assert_has(&report["results"][0], "rule outcome reason verdict severity");
    let finding = &report["findings"][0];
    assert_has(finding, "rule title severity confidence verdict message remedy law state witnesses fingerprint waived");
    assert_has(&finding["law"][0], "id title url");
    assert_has(&finding["witnesses"][0], "evidence values");
    let waived = report["findings"].as_array().unwrap().iter().find(|finding| !finding["waived"].is_null()).unwrap();
    assert_has(&waived["waived"], "reason by until");
}

#[test]
fn identifier_like_is_true_false_or_unknown() {
    let report: Value = serde_json::from_str(&json(&[scene::leaky().report()])).unwrap();
    assert_eq!(report["items"][0]["identifier_like"], true);
    assert_eq!(report["items"][2]["identifier_like"], "unknown");
}

#[test]
fn findings_are_sorted_by_severity_rule_and_fingerprint() {
    let findings = scene::leaky().report().findings;
    let order: Vec<(Severity, &str, &str)> =
        findings.iter().map(|f| (f.severity, f.rule.as_str(), f.fingerprint.as_str())).collect();
    assert!(order.is_sorted());
    assert_eq!(order[0].2, "0123456789abcdef");
}

#[test]
fn laws_are_named_with_title_and_address_and_unknown_ones_keep_their_id() {
    let mut judged = scene::leaky();
    judged.judgement.results[3].law.push("no-such-law".to_owned());
    let law = judged.report().findings[0].law.clone();
    assert_eq!(law[0].title, "ePrivacy Directive 2002/58/EC, Article 5(3)");
    assert!(law[0].url.starts_with("https://"));
    assert_eq!(law[1].title, "no-such-law");
}

#[test]
fn one_target_is_an_object_and_several_are_an_array() {
    let (leaky, clean) = (scene::leaky().report(), scene::clean().report());
    let one: Report = serde_json::from_str(&json(std::slice::from_ref(&leaky))).unwrap();
    assert_eq!(one, leaky);
    let several: Vec<Report> = serde_json::from_str(&json(&[leaky.clone(), clean.clone()])).unwrap();
    assert_eq!(several, [leaky, clean]);
    assert_eq!(json(&[]), "[]\n");
}

#[test]
fn values_of_cookies_are_in_no_report() {
    let judged = scene::leaky();
    let reports = [judged.report()];
    let exit = verdict(&reports, DEFAULT_THRESHOLD, OnIncomplete::Fail);
    let values: Vec<String> = judged.evidence.visits.iter().flat_map(|visit| &visit.moments).flat_map(jar).collect();
    assert!(values.len() > 5);
    for format in [Format::Json, Format::Terminal, Format::Markdown, Format::Html] {
        let text = render(format, &reports, &exit, LOOK);
        for value in &values {
            assert!(!text.contains(value), "{value} in {format:?}");
        }
    }
}

fn jar(moment: &consentinel::evidence::Moment) -> Vec<String> {
    let cookies = moment.cookies.ok().into_iter().flatten().map(|cookie| cookie.value.clone());
    let storage = moment.storage.ok().into_iter().flatten().map(|item| item.value.clone());
    cookies.chain(storage).filter(|value| value.len() > 4).collect()
}
