//! Redacting: what could single out a person is gone, and what can be derived stays the same.

use std::collections::{BTreeMap, BTreeSet};

use consentinel::engine::Outcome;
use consentinel::evidence::*;
use consentinel::redact::{self, Salt};
use proptest::prelude::*;

use crate::report_golden::{Judge, bundles, formats};
use crate::support::evidence as scene;
use crate::support::scene::cookie;

const SALT: Salt = [42; redact::SALT_BYTES];

fn redacted(evidence: &Evidence) -> Evidence {
    let gatherings = Gatherings { evidence: evidence.clone(), files: BTreeMap::new() };
    redact::redact(&gatherings, &SALT, PicturesRedacted::LeftOut).unwrap().evidence
}

/// A new text in the evidence needs a line in `src/redact/kinds.rs`: what it is says what is to become of it.
#[test]
fn every_text_of_the_evidence_has_a_kind() {
    assert_eq!(redact::unclassified(), Vec::<String>::new(), "add these to the table in src/redact/kinds.rs");
    assert_eq!(redact::idle(), Vec::<String>::new(), "these lines of src/redact/kinds.rs fit nothing any more");
}

/// A new field that points at a file must be known to `Evidence::each_file`, or its file is lost on the way.
#[test]
fn every_field_that_points_at_a_file_is_known() {
    let mut pointing: Vec<String> = redact::texts()
        .into_iter()
        .filter(|(_, field)| ["screenshot", "picture", "page", "file"].contains(&field.as_str()))
        .map(|(owner, field)| format!("{owner}.{field}"))
        .collect();
    pointing.sort();
    let known = ["Interface.picture", "Layer.picture", "Moment.page", "Moment.screenshot", "Step.picture"];
    assert_eq!(pointing, known, "teach src/evidence/files.rs");
}

#[test]
fn a_name_server_of_ones_own_network_is_not_told() {
    for (asked, told) in [
        ("system", "system"),
        ("198.51.100.53:53", "198.51.100.53:53"),
        ("[2001:4860:4860::8888]:53", "[2001:4860:4860::8888]:53"),
        ("192.168.17.1:53", "private"),
        ("127.0.0.53:5353", "private"),
        ("[fd00::53]:53", "private"),
    ] {
        let names = Names { asked: asked.to_owned(), hosts: Vec::new(), left_out: 0 };
        let evidence = Evidence { names: Some(names), ..scene::honest() };
        assert_eq!(redacted(&evidence).names.unwrap().asked, told);
    }
}

/// Pairs of a rule and what came of it.
type Told = Vec<(String, String)>;

/// The rule whose very evidence is what redacting takes away: it finds nothing afterwards.
const LOST: &str = "cookie-carries-personal-data";

/// Rule and outcome of everything that was judged, and what identifies each finding across runs.
fn judged(judge: &Judge, evidence: &Evidence) -> (Told, Told) {
    let mut report = judge.report(evidence);
    if evidence.kept.redacted.is_some() {
        let lost = report.results.iter().find(|one| one.rule == LOST).unwrap();
        assert_ne!(lost.outcome, Outcome::Failed);
    }
    report.results.retain(|one| one.rule != LOST);
    report.findings.retain(|one| one.rule != LOST);
    let results = report.results.iter().map(|one| (one.rule.clone(), format!("{:?}", one.outcome))).collect();
    let findings = report.findings.iter().map(|one| (one.rule.clone(), one.fingerprint.clone())).collect();
    (results, findings)
}

#[test]
fn a_redacted_bundle_is_judged_as_the_bundle_is() {
    let judge = Judge::new();
    let mut all = bundles();
    all.insert("synchronising".to_owned(), synchronising());
    for (name, evidence) in all {
        let less = redacted(&evidence);
        assert!(less.kept.redacted.is_some());
        assert_eq!(judged(&judge, &less), judged(&judge, &evidence), "{name}");
    }
}

/// The leaky shop, whose identifiers also leave in addresses, bodies and headers, plain, encoded and hashed.
fn synchronising() -> Evidence {
    use sha2::{Digest, Sha256};
    let mut evidence = scene::leaky();
    for visit in &mut evidence.visits {
        let uid = uid(visit);
        let hash: String = Sha256::digest(&uid).iter().map(|byte| format!("{byte:02x}")).collect();
        let Gathered::Ok(requests) = &mut visit.requests else { panic!() };
        let last = requests.last_mut().unwrap();
        last.url = format!(
            "https://sync.example/match/{uid}/p.gif?uid={uid}&h={hash}&gdpr_consent=CQSkZMAQSkZMAAHABBENBYFg#{uid}"
        );
        last.body =
            Some(format!("{{\"user\":\"{uid}\",\"email\":\"anna.schmidt@example.com\",\"ip\":\"192.168.178.42\"}}"));
        last.wire.sent.push(Header { name: "x-user".to_owned(), value: uid.clone() });
        last.wire.sent.push(Header { name: "referer".to_owned(), value: format!("https://shop.example/?u={uid}") });
        last.answer = Some(Content { text: format!("hello Anna, {uid}"), cut: false });
        visit.log.push(LogEntry { at_ms: 1.0, what: "console".to_owned(), detail: format!("logged in: Anna {uid}") });
        visit.reached.title = Some(format!("Shop of {uid}"));
    }
    evidence
}

fn uid(visit: &Visit) -> String {
    let jar = visit.moments[0].cookies.ok().unwrap();
    jar.iter().find(|cookie| cookie.name == "uid").unwrap().value.clone()
}

#[test]
fn no_identifier_is_left_anywhere() {
    let evidence = synchronising();
    let text = serde_json::to_string(&redacted(&evidence)).unwrap();
    for visit in &evidence.visits {
        let uid = uid(visit);
        let part = uid.split('-').next().unwrap();
        assert!(!text.contains(&uid) && !text.contains(part), "{uid} is still there");
    }
    for word in ["anna", "Anna", "schmidt", "192.168", "178.42"] {
        assert!(!text.contains(word), "{word} is still there");
    }
    for stays in [
        "_ga",
        "https://sync.example/match/",
        "gdpr_consent=CQSkZMAQSkZMAAHABBENBYFg",
        "Accept all",
        "Max-Age=63072000",
    ] {
        assert!(text.contains(stays), "{stays} is gone");
    }
}

#[test]
fn what_was_equal_stays_equal_and_hashes_follow() {
    use sha2::{Digest, Sha256};
    let less = redacted(&synchronising());
    let mut seen = BTreeSet::new();
    for visit in &less.visits {
        let uid = uid(visit);
        let hash: String = Sha256::digest(&uid).iter().map(|byte| format!("{byte:02x}")).collect();
        let request = visit.requests.ok().unwrap().last().unwrap();
        assert!(request.url.contains(&format!("?uid={uid}&h={hash}&")), "{} in {}", uid, request.url);
        assert!(request.url.contains(&format!("/match/{uid}/p.gif")), "{}", request.url);
        assert!(request.body.as_ref().unwrap().contains(&uid));
        assert_eq!(request.wire.sent.iter().find(|header| header.name == "x-user").unwrap().value, uid);
        assert!(visit.reached.title.as_ref().unwrap().ends_with(&uid));
        seen.insert(uid);
    }
    assert_eq!(seen.len(), less.visits.len(), "two profiles got one identifier");
}

/// Whoever reads a report must see that values are no real ones and that something was left out.
#[test]
fn every_format_says_what_was_done_to_the_evidence() {
    let judge = Judge::new();
    let mut evidence = redacted(&scene::leaky());
    evidence.kept.dropped.push(Dropped { what: DroppedKind::AnswerBodies, items: 3, bytes: 99 });
    let said = "Left out to keep the bundle small: 3 bodies of answers";
    for (name, text) in formats(&judge.judged(&evidence)) {
        let words = if name.ends_with("json") { ["\"redacted\"", "\"answer-bodies\""] } else { ["Redacted:", said] };
        assert!(words.iter().all(|word| text.contains(word)), "{name}: {text}");
    }
    for (name, text) in formats(&judge.judged(&scene::leaky())) {
        assert!(!text.contains("edacted") && !text.contains("\"kept\""), "{name}");
    }
    let why = "the run was killed".to_owned();
    evidence.kept.missing.push(MissingState { state: State::Gpc, why });
    let report = judge.report(&evidence);
    assert!(!report.complete && report.gaps.iter().any(|gap| gap.reason.contains("the run was killed")));
}

#[test]
fn two_salts_give_two_bundles() {
    let gatherings = Gatherings { evidence: scene::leaky(), files: BTreeMap::new() };
    let one = redact::redact(&gatherings, &SALT, PicturesRedacted::LeftOut).unwrap();
    let other = redact::redact(&gatherings, &[1; redact::SALT_BYTES], PicturesRedacted::LeftOut).unwrap();
    assert_ne!(one, other);
    assert_eq!(one, redact::redact(&gatherings, &SALT, PicturesRedacted::LeftOut).unwrap());
}

#[test]
fn pictures_go_unless_they_are_to_stay() {
    let mut evidence = scene::honest();
    evidence.visits[0].moments[0].screenshot = Some("screenshots/a.png".to_owned());
    let files = BTreeMap::from([("screenshots/a.png".to_owned(), vec![1])]);
    let gatherings = Gatherings { evidence, files };
    let gone = redact::redact(&gatherings, &SALT, PicturesRedacted::LeftOut).unwrap();
    assert!(gone.files.is_empty() && gone.evidence.visits[0].moments[0].screenshot.is_none());
    let kept = redact::redact(&gatherings, &SALT, PicturesRedacted::Kept).unwrap();
    assert_eq!(kept.files, gatherings.files);
    assert!(kept.evidence.visits[0].moments[0].screenshot.is_some());
    assert_eq!(kept.evidence.kept.redacted.unwrap().pictures, PicturesRedacted::Kept);
}

#[test]
fn consent_records_keep_their_choice_and_lose_their_identifier() {
    let value =
        "groups=C0001:1,C0002:0&consentId=3f2a9c1e77b24c1f9d3e0a1b2c3d4e5f&version=202409.1.0&interactionCount=1";
    let mut evidence = scene::honest();
    let Gathered::Ok(jar) = &mut evidence.visits[0].moments[0].cookies else { panic!() };
    jar.push(cookie("OptanonConsent", value, "shop.example"));
    jar.push(cookie("somethingElse", value, "shop.example"));
    let less = redacted(&evidence);
    let jar = less.visits[0].moments[0].cookies.ok().unwrap();
    let [record, other] = ["OptanonConsent", "somethingElse"]
        .map(|name| jar.iter().find(|cookie| cookie.name == name).unwrap().value.clone());
    assert!(
        record.starts_with("groups=C0001:1,C0002:0&consentId=") && record.contains("interactionCount=1"),
        "{record}"
    );
    assert!(!record.contains("3f2a9c1e") && record.len() == value.len(), "{record}");
    assert!(!other.contains("groups") && !other.contains("C0002"), "{other}");
}

/// A storage item of one area.
fn stored(area: Area, key: &str) -> StorageItem {
    let (origin, value) = ("https://shop.example".to_owned(), "1".to_owned());
    StorageItem { area, origin, key: key.to_owned(), value, cut: false, length: 1, worker_state: None }
}

#[test]
fn what_names_hold_of_a_person_goes_and_names_stay() {
    let mut evidence = scene::plain();
    evidence.target.given = "shop.example/anna?user=Anna1&id=1938402617".to_owned();
    let visit = &mut evidence.visits[0];
    for (kind, detail) in [
        (IncidentKind::Dialog, "Hello Annamaria, welcome back"),
        (IncidentKind::Window, "https://ads.example/pop?user=Annamaria"),
    ] {
        visit.incidents.push(Incident { phase: Phase::Arrival, at_ms: 1.0, kind, detail: detail.to_owned() });
    }
    let keys = [
        (Area::Cache, "runtime-cache https://shop.example/api/account?mail=annamaria"),
        (Area::IndexedDb, "shop-db/users/annamaria@example.com"),
        (Area::IndexedDb, "shop-db"),
        (Area::ServiceWorker, "https://shop.example/app/?user=Annamaria"),
        (Area::LocalStorage, "cart/of/annual"),
    ];
    visit.moments[0].storage = Gathered::Ok(keys.iter().map(|(area, key)| stored(*area, key)).collect());
    visit.moments[0].signals.ok_mut().unwrap().tcf = Some(serde_json::json!({
        "tcString": "none", "gdprApplies": true, "useNonStandardTexts": false,
        "users": {"annamaria@example.com": 1, "3f2a9c1e77b24c1f9d3e0a1b2c3d4e5f": 2}, "kX9vQ2aaZ8": 3
    }));
    let Gathered::Ok(requests) = &mut visit.requests else { panic!() };
    requests[0].wire.received.push(Header {
        name: "content-security-policy".to_owned(),
        value: "default-src 'self'; report-uri https://r.example/csp?user=Annamaria&id=1938402617; img-src *"
            .to_owned(),
    });
    let less = redacted(&evidence);
    let text = serde_json::to_string(&less).unwrap();
    for word in ["nnamaria", "Anna1", "1938402617", "example.com", "3f2a9c1e", "kX9vQ2aaZ8", "Hello"] {
        assert!(!text.contains(word), "{word} is still there");
    }
    for stays in [
        "shop.example/anna?user=",
        "https://ads.example/pop?user=",
        "runtime-cache https://shop.example/api/account?mail=",
        "\"shop-db/users/",
        "\"shop-db\"",
        "https://shop.example/app/?user=",
        "cart/of/annual",
        "\"tcString\":\"none\"",
        "\"useNonStandardTexts\"",
        "\"users\"",
        "default-src 'self'; report-uri https://r.example/csp?user=",
        "; img-src *",
    ] {
        assert!(text.contains(stays), "{stays} is gone: {text}");
    }
}

/// The square of this length, 32 times over, would not end while anybody waits.
#[test]
fn a_long_value_takes_as_long_as_it_is() {
    let value: String = (0_u32..40_000).map(|at| char::from(b'a' + u8::try_from(at * at % 23).unwrap())).collect();
    let mut evidence = scene::plain();
    let Gathered::Ok(jar) = &mut evidence.visits[0].moments[0].cookies else { panic!() };
    jar.push(cookie("v", &format!("{value}7"), "shop.example"));
    let less = redacted(&evidence);
    let made = &less.visits[0].moments[0].cookies.ok().unwrap().last().unwrap().value;
    assert!(made.len() == value.len() + 1 && !made.contains(&value[..40]));
}

/// What begins like a string of consent and is none is an identifier like any other.
#[test]
fn identifiers_that_look_like_strings_of_consent_are_replaced_everywhere() {
    let strings =
        ["CQSkZMAQSkZMAAHABBENBYFgAAAAAAAAAAAAAAAAAAAA.IGNtV_T9fb2vj", "DBABLA~BVVqAAAAAqA.YA", "1~43.46.55~dv."];
    for uid in ["CSx7f3a9c1e77b24c1f9d3e0a1b2c3d4e5f", "DBX7f3a9c1e77", "1~1938402617"] {
        let mut evidence = scene::plain();
        let Gathered::Ok(jar) = &mut evidence.visits[0].moments[0].cookies else { panic!() };
        jar.push(cookie("uid", uid, "shop.example"));
        jar.extend(strings.iter().map(|value| cookie("choice", value, "shop.example")));
        evidence.visits[0].reached.title = Some(format!("Shop of {uid}"));
        let text = serde_json::to_string(&redacted(&evidence)).unwrap();
        assert!(!text.contains(uid) && !text.contains(uid.trim_start_matches("1~")), "{uid} is still there");
        assert!(strings.iter().all(|value| text.contains(value)), "a string of consent is gone: {text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Whatever stands in a value: its length in characters stays, and no token that says anything is left.
    #[test]
    fn any_value_is_replaced_by_one_of_its_length(value in "\\PC{0,60}") {
        let mut evidence = scene::plain();
        let Gathered::Ok(jar) = &mut evidence.visits[0].moments[0].cookies else { panic!() };
        jar.push(cookie("v", &value, "shop.example"));
        let less = redacted(&evidence);
        let jar = less.visits[0].moments[0].cookies.ok().unwrap();
        let made = &jar.iter().find(|cookie| cookie.name == "v").unwrap().value;
        prop_assert_eq!(made.chars().count(), value.chars().count());
        let tokens = |text: &str| text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<BTreeSet<_>>();
        for token in tokens(&value).intersection(&tokens(made)) {
            prop_assert!(token.chars().count() <= 3 || value.contains('%'), "`{}` is still in `{}`", token, made);
        }
    }
}
