//! Fingerprints stay what they are whatever changes from run to run by itself, and change with what was found.

use std::collections::BTreeSet;

use consentinel::compare::changes;
use consentinel::evidence::{Blocked, CookieWrite, Evidence, Gathered, Phase, WriteHow};
use consentinel::report::Report;
use proptest::prelude::*;
use serde_json::Value;

use crate::report_golden::Judge;
use crate::support::evidence as scene;
use crate::support::parts::{cookie, request};

/// The start of every scene, seconds since 1970, and of another run some weeks later.
const WEEKS: i64 = 5 * 7 * 86_400;

fn fingerprints(report: &Report) -> BTreeSet<(String, String)> {
    report.findings.iter().map(|finding| (finding.rule.clone(), finding.fingerprint.clone())).collect()
}

fn started(evidence: &Evidence) -> i64 {
    let format = time::format_description::well_known::Rfc3339;
    time::OffsetDateTime::parse(&evidence.run.started, &format).unwrap().unix_timestamp()
}

/// 16 hex digits that depend on the seed, the visit and what they are for; never all digits, never of few letters.
fn drawn(seed: u64, visit: usize, what: u64) -> String {
    let mut x =
        seed ^ (visit as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ what.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    format!("{:015x}b", (x ^ (x >> 31)) >> 4)
}

/// The leaky shop with a cookie, a refused cookie and two requests that each visit names anew.
fn with_chance(seed: u64) -> Evidence {
    let mut evidence = scene::leaky();
    let at = started(&evidence);
    for (number, visit) in evidence.visits.iter_mut().enumerate() {
        let name = format!("sess_{}", drawn(seed, number, 1));
        for moment in &mut visit.moments {
            let Gathered::Ok(jar) = &mut moment.cookies else { continue };
            jar.push(cookie(&name, "yes", ".tracker.example"));
        }
        if let Gathered::Ok(writes) = &mut visit.cookie_writes {
            writes.push(refused(&format!("cross_{}=1; SameSite=None; Path=/", drawn(seed, number, 2))));
        }
        let moment = at * 1_000 + i64::try_from(seed % 60_000).unwrap();
        let (segment, id) = (drawn(seed, number, 3), drawn(seed, number, 4));
        if let Gathered::Ok(requests) = &mut visit.requests {
            for url in [
                format!("https://a.tynt.com/v1/{segment}/p.gif?id={id}&t={moment}"),
                format!("https://a.opecloud.com/{moment}/p.gif?id={id}"),
            ] {
                let seq = 9_000 + requests.len() as u64;
                requests.push(request(seq, Phase::Arrival, &url, "image", scene::SHOP));
            }
        }
    }
    evidence
}

fn refused(raw: &str) -> CookieWrite {
    CookieWrite {
        seq: 9_100,
        at_ms: None,
        phase: Phase::Arrival,
        how: WriteHow::Http,
        raw: raw.to_owned(),
        url: scene::COLLECT.to_owned(),
        frame_url: None,
        request: None,
        stack: Vec::new(),
        date: None,
        blocked: Some(Blocked { reasons: vec!["SameSiteNoneInsecure".to_owned()] }),
    }
}

/// The evidence as another run would have it, through its JSON.
fn changed(evidence: &Evidence, change: impl Fn(&mut Value)) -> Evidence {
    let mut value = serde_json::to_value(evidence).unwrap();
    change(&mut value);
    serde_json::from_value(value).unwrap()
}

/// Every text of a value.
fn each_text(value: &mut Value, change: &impl Fn(&mut String)) {
    match value {
        Value::String(text) => change(text),
        Value::Array(all) => all.iter_mut().for_each(|one| each_text(one, change)),
        Value::Object(all) => all.values_mut().for_each(|one| each_text(one, change)),
        _ => {}
    }
}

/// The members of jars, storage and requests in another order; what was recorded in order keeps its numbers.
fn reordered(evidence: &Evidence, by: usize) -> Evidence {
    let mut evidence = evidence.clone();
    for visit in &mut evidence.visits {
        for moment in &mut visit.moments {
            if let Gathered::Ok(jar) = &mut moment.cookies {
                let by = by % jar.len().max(1);
                jar.rotate_left(by);
            }
            if let Gathered::Ok(items) = &mut moment.storage {
                items.reverse();
            }
        }
        if let Gathered::Ok(requests) = &mut visit.requests {
            requests.reverse();
        }
    }
    evidence
}

fn later(evidence: &Evidence) -> Evidence {
    let mut evidence = evidence.clone();
    let format = time::format_description::well_known::Rfc3339;
    let moved = time::OffsetDateTime::from_unix_timestamp(started(&evidence) + WEEKS).unwrap();
    evidence.run.started = moved.format(&format).unwrap();
    evidence.run.ended = evidence.run.started.clone();
    for moment in evidence.visits.iter_mut().flat_map(|visit| &mut visit.moments) {
        let Gathered::Ok(jar) = &mut moment.cookies else { continue };
        jar.iter_mut().for_each(|cookie| cookie.expires = cookie.expires.map(|at| at + WEEKS as f64));
    }
    evidence
}

#[test]
fn order_time_chance_and_ports_never_change_one() {
    let judge = Judge::new();
    let plain = fingerprints(&judge.report(&scene::leaky()));
    let base = fingerprints(&judge.report(&with_chance(1)));
    // What chance names is found at all: the refused cookie once, and both requests once, not once a visit.
    let more: Vec<_> = base.difference(&plain).collect();
    let of = |rule: &str| more.iter().filter(|(named, _)| named == rule).count();
    assert_eq!(of("cookie-browser-rejected"), 1, "{more:?}");
    assert_eq!(of("pre-consent-tracking-request"), 2, "{more:?}");
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) };
    proptest!(config, |(seed in any::<u64>(), by in 0_usize..7, port in 1_024_u16..65_000)| {
        let other = with_chance(seed);
        prop_assert_eq!(&fingerprints(&judge.report(&other)), &base, "chance");
        prop_assert_eq!(&fingerprints(&judge.report(&reordered(&other, by))), &base, "order");
        let ported = changed(&scene::leaky(), |value| each_text(value, &|text| {
            if text.starts_with("https://") && !text.starts_with("https://shop.example:") {
                *text = text.replacen(".example", &format!(".example:{port}"), 1);
                *text = text.replacen(".com", &format!(".com:{port}"), 1);
            }
        }));
        prop_assert_eq!(&fingerprints(&judge.report(&ported)), &plain, "ports");
    });
    assert_eq!(fingerprints(&judge.report(&later(&scene::leaky()))), plain, "time");
}

#[test]
fn another_rule_cookie_control_or_state_changes_it() {
    let judge = Judge::new();
    let fingerprints = |evidence: &Evidence| fingerprints(&judge.report(evidence));
    let leaky = fingerprints(&scene::leaky());
    let renamed = changed(&scene::leaky(), |value| {
        each_text(value, &|text| {
            if text == "uid" || text.starts_with("uid=") {
                *text = text.replacen("uid", "vid", 1);
            }
        });
    });
    let renamed = fingerprints(&renamed);
    assert!(leaky.difference(&renamed).count() > 0 && renamed.difference(&leaky).count() > 0);
    let words = |text: &str| {
        changed(&scene::tabbed(), |value| {
            each_text(value, &|one| {
                if one == "Reject all" {
                    *one = text.to_owned();
                }
            })
        })
    };
    let (one, other) = (fingerprints(&words("Reject all")), fingerprints(&words("Refuse all")));
    let rules = |all: &BTreeSet<(String, String)>| all.iter().map(|(rule, _)| rule.clone()).collect::<BTreeSet<_>>();
    assert_eq!(rules(&one), rules(&other), "only the words changed");
    assert_ne!(one, other);
    // Rules are told apart by their ids, also where they speak of the same cookie.
    let rules_of = |fingerprint: &str| leaky.iter().filter(|(_, one)| one == fingerprint).count();
    assert!(leaky.iter().all(|(_, fingerprint)| rules_of(fingerprint) == 1));
    // The same cookie and request before a choice and after a refusal are two findings: each state has its rules.
    let ignored = fingerprints(&scene::refusal_ignored());
    let after: BTreeSet<&String> =
        ignored.iter().filter(|(rule, _)| rule.ends_with("after-reject")).map(|(_, fingerprint)| fingerprint).collect();
    assert_eq!(after.len(), 2);
    assert!(leaky.iter().all(|(_, fingerprint)| !after.contains(fingerprint)));
}

/// The leaky shop with refused cookies that each visit names anew, and one that a site called by a star.
fn refusing(seed: u64, count: u64, star: bool) -> Evidence {
    let mut evidence = scene::leaky();
    for (number, visit) in evidence.visits.iter_mut().enumerate() {
        let Gathered::Ok(writes) = &mut visit.cookie_writes else { continue };
        let drawn = (0..count).map(|which| drawn(seed, number, 50 + which));
        for name in drawn.chain(star.then(|| "*".to_owned())) {
            writes.push(refused(&format!("cross_{name}=1; SameSite=None; Path=/")));
        }
    }
    evidence
}

#[test]
fn what_cannot_be_told_apart_is_counted() {
    let judge = Judge::new();
    let plain = fingerprints(&judge.report(&scene::leaky()));
    let of = |count: u64, seed: u64, star: bool| {
        let report = judge.report(&refusing(seed, count, star));
        (fingerprints(&report).difference(&plain).cloned().collect::<BTreeSet<_>>(), report)
    };
    let ((two, then), (three, now)) = (of(2, 1, false), of(3, 2, false));
    assert_eq!((two.len(), three.len()), (2, 3));
    assert!(two.is_subset(&three), "the two are there still");
    let found = changes(&then, &now);
    assert_eq!((found.new.len(), found.fixed.len()), (1, 0), "{:?}", found.new);
    let back = changes(&now, &then);
    assert_eq!((back.new.len(), back.fixed.len() + back.not_known.len()), (0, 1), "{back:?}");
    let (starred, _) = of(1, 3, true);
    assert_eq!(starred.len(), 2, "a star that the site wrote is another name");
    assert!(two.intersection(&starred).count() == 1, "{two:?} {starred:?}");
}

/// The leaky shop with things that have nothing to do with what it has: names that stay, that are short, that are drawn
/// under other forms, and addresses.
fn with_unrelated(evidence: &Evidence, seed: u64, which: u8) -> Evidence {
    let mut evidence = evidence.clone();
    let stays = format!("sess_{}", drawn(seed, 0, 60));
    for (number, visit) in evidence.visits.iter_mut().enumerate() {
        let fresh = drawn(seed, number, 61);
        let names = [stays.clone(), format!("sess_{number}"), format!("other_{fresh}"), format!("sess_v1_{fresh}")];
        for moment in &mut visit.moments {
            let Gathered::Ok(jar) = &mut moment.cookies else { continue };
            for (place, name) in names.iter().enumerate().filter(|(place, _)| which & (1 << place) != 0) {
                jar.insert(place.min(jar.len()), cookie(name, "1", ".tracker.example"));
            }
        }
        let Gathered::Ok(writes) = &mut visit.cookie_writes else { continue };
        if which & 16 != 0 {
            writes.insert(0, refused(&format!("cross_{}=1; SameSite=None", drawn(seed, 0, 62))));
            writes.insert(0, refused(&format!("cross_v2_{}=1; SameSite=None", drawn(seed, number, 63))));
        }
        if let (true, Gathered::Ok(requests)) = (which & 32 != 0, &mut visit.requests) {
            let url = format!("https://elsewhere.example/{fresh}/x");
            requests.push(request(9_500, Phase::Arrival, &url, "image", scene::SHOP));
        }
    }
    evidence
}

#[test]
fn what_else_was_seen_changes_none() {
    let judge = Judge::new();
    let base = fingerprints(&judge.report(&with_chance(1)));
    let plain = fingerprints(&judge.report(&scene::leaky()));
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(16) };
    proptest!(config, |(seed in any::<u64>(), other in any::<u64>(), which in 1_u8..64, by in 0_usize..7)| {
        let more = reordered(&with_unrelated(&with_chance(seed), other, which), by);
        let more = fingerprints(&judge.report(&more));
        let lost: Vec<_> = base.difference(&more).collect();
        prop_assert!(lost.is_empty(), "{lost:?}");
        // And what came with them is not what was there.
        let added = with_unrelated(&scene::leaky(), other, which & 16);
        let added = fingerprints(&judge.report(&added));
        let own: Vec<_> = added.difference(&plain).filter(|(rule, _)| rule == "cookie-browser-rejected").collect();
        prop_assert!(which & 16 == 0 || own.len() == 2, "{own:?}");
        prop_assert!(own.iter().all(|one| !base.contains(*one)), "{own:?}");
    });
}

#[test]
fn controls_of_the_same_words_are_counted() {
    let judge = Judge::new();
    let with = |count: usize| {
        let mut evidence = scene::refusal_on_second_layer();
        let layers = evidence.visits.iter_mut().filter_map(|visit| visit.second_layer.as_mut());
        for layer in layers {
            let Gathered::Ok(layer) = layer else { continue };
            let on = layer.controls.iter().find(|control| control.text == "analytics").unwrap().clone();
            layer.controls.extend(std::iter::repeat_n(on, count));
        }
        let report = judge.report(&evidence);
        let own = fingerprints(&report).into_iter().filter(|(rule, _)| rule == "preticked-consent");
        (own.collect::<BTreeSet<_>>(), report)
    };
    let ((one, then), (two, now)) = (with(0), with(1));
    assert_eq!((one.len(), two.len()), (1, 2), "{two:?}");
    assert!(one.is_subset(&two));
    let new = changes(&then, &now).new;
    assert!(new.iter().any(|new| two.iter().any(|(_, own)| *own == new.fingerprint)), "{new:?}");
}
