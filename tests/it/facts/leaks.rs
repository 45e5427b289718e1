//! Identifiers that leave to another party, on whole sites.

use base64::Engine as _;
use consentinel::evidence::{Area, Evidence, Gathered, Header, Phase, PicturesRedacted, Redacted, State, StorageItem};
use consentinel::facts::{Collected, Fact, Facts, Item, derive};

use crate::support::evidence as scene;
use crate::support::evidence::SHOP;
use crate::support::knowledge;
use crate::support::scene::{Scene, cookie, local_item};

pub(super) const IDS: [&str; 4] = ["q83hf7a0zk2m", "b72kd9s1xw4c", "m1n8v5c2x9z4", "t6y3u0i7o4p1"];

pub(super) fn facts(evidence: &Evidence) -> Facts {
    derive(evidence, &knowledge::small())
}

fn leaks(facts: &Facts, state: State) -> &Collected {
    facts.view.collections[&("leak", state)].as_ref().unwrap()
}

pub(super) fn identities(facts: &Facts, state: State) -> Vec<&str> {
    leaks(facts, state).items.iter().map(|item| item.identity.as_str()).collect()
}

fn item<'a>(facts: &'a Facts, state: State, identity: &str) -> &'a Item {
    let found = leaks(facts, state.clone()).items.iter().find(|item| item.identity == identity);
    found.unwrap_or_else(|| panic!("no {identity} among {:?}", identities(facts, state)))
}

/// A shop whose cookie `vid` of `domain` holds another identifier in every profile, and that asks `url` with it.
pub(super) fn shop(domain: &str, url: impl Fn(&str) -> String) -> Scene {
    let mut scene = Scene::of(SHOP);
    for (id, state) in IDS.iter().zip(scene.states()) {
        scene = scene.cookie(&state, Phase::Arrival, &cookie("vid", id, domain));
        scene = scene.request(&state, Phase::Arrival, &url(id), "image");
    }
    with_headers(scene)
}

fn with_headers(mut scene: Scene) -> Scene {
    for visit in &mut scene.evidence.visits {
        if let Gathered::Ok(requests) = &mut visit.requests {
            for request in requests {
                request.wire.sent.push(Header { name: "accept".to_owned(), value: "*/*".to_owned() });
            }
        }
    }
    scene
}

#[test]
fn identifiers_that_are_told_to_others_are_seen_with_who_and_how() {
    let facts = facts(&scene::synchronising());
    let told = item(&facts, State::None, "leak cookie uid shop.example to sync.partner.example query raw");
    for (name, fact) in [
        ("host-party", Fact::text("third")),
        ("party", Fact::text("first")),
        ("requests", Fact::number(2.0)),
        ("before-choice", Fact::flag(true)),
        ("sender", Fact::text("shop.example")),
        ("sender-party", Fact::text("first")),
        ("form", Fact::text("raw")),
    ] {
        assert_eq!(told.facts[name], fact, "{name}");
    }
    let path = item(&facts, State::Reject, "leak cookie pid tracker.example to other.example path raw");
    assert_eq!(path.facts["after-choice"], Fact::flag(true));
    assert_eq!(path.facts["party"], Fact::text("third"));
    assert_eq!(leaks(&facts, State::None).complete, Ok(()));
    let merged: Vec<_> = facts.leaks.iter().filter(|leak| leak.name == "pid").collect();
    assert_eq!(merged.len(), 1);
    assert_eq!(merged[0].seen.len(), 4);
}

#[test]
fn encoded_and_digested_values_are_found() {
    let md5 = |id: &str| {
        use md5::Digest as _;
        md5::Md5::digest(id).iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    let code = |id: &str| base64::engine::general_purpose::STANDARD.encode(format!("{{\"u\":\"{id}\"}}"));
    let facts_of = |url: &dyn Fn(&str) -> String| facts(&shop("shop.example", url).done());
    let digest = facts_of(&|id| format!("https://px.example/h?e={}", md5(id)));
    assert_eq!(identities(&digest, State::None), ["leak cookie vid shop.example to px.example query md5"]);
    let coded = facts_of(&|id| format!("https://px.example/h?e={}", code(id)));
    assert_eq!(identities(&coded, State::None), ["leak cookie vid shop.example to px.example query base64"]);
    let nested = facts_of(&|id| format!("https://px.example/h?u=https%3A%2F%2Fa.example%2F%3Fid%253D{id}"));
    assert_eq!(identities(&nested, State::None), ["leak cookie vid shop.example to px.example query url-encoded"]);
}

#[test]
fn bodies_headers_and_referrers_count() {
    let mut scene = shop("shop.example", |_| "https://px.example/h".to_owned());
    let states = scene.states();
    for (id, state) in IDS.iter().zip(states) {
        let Gathered::Ok(requests) = &mut scene.visit(&state).requests else { panic!("no requests") };
        let request = requests.last_mut().unwrap();
        request.body = Some(format!("{{\"v\":\"{id}\"}}"));
        let header = |name: &str| Header { name: name.to_owned(), value: format!("https://shop.example/?v={id}") };
        request.wire.sent.extend([header("referer"), header("x-visitor"), header("cookie")]);
    }
    let facts = facts(&scene.done());
    let parts: Vec<&Fact> = leaks(&facts, State::None).items.iter().map(|item| &item.facts["part"]).collect();
    assert_eq!(parts, [&Fact::text("referer"), &Fact::text("header"), &Fact::text("body")]);
}

#[test]
fn a_redirect_is_sent_by_who_redirected() {
    let mut scene = shop(".tracker.example", |id| format!("https://partner.example/m?id={id}"));
    for visit in &mut scene.evidence.visits {
        let Gathered::Ok(requests) = &mut visit.requests else { panic!("no requests") };
        let mut first = requests.last().unwrap().clone();
        first.url = "https://px.tracker.example/go".to_owned();
        first.id = "9#0".to_owned();
        requests.last_mut().unwrap().id = "9#1".to_owned();
        requests.push(first);
    }
    let facts = facts(&scene.done());
    let leak = item(&facts, State::None, "leak cookie vid tracker.example to partner.example query raw");
    assert_eq!(leak.facts["sender"], Fact::text("px.tracker.example"));
    assert_eq!(leak.facts["sender-party"], Fact::text("third"));
}

#[test]
fn values_in_addresses_alone_are_sources_too() {
    let mut scene = Scene::of(SHOP);
    for (id, state) in IDS.iter().zip(scene.states()) {
        for phase in [Phase::Arrival, Phase::Return] {
            scene = scene.request(&state, phase, &format!("https://a.example/p?cid={id}"), "image");
            scene = scene.request(&state, phase, &format!("https://b.example/s?x={id}"), "image");
        }
    }
    let facts = facts(&with_headers(scene).done());
    let found = identities(&facts, State::None);
    assert_eq!(found, ["leak generated cid a.example to b.example query raw"], "who was sent it first is its party");
}

#[test]
fn a_party_that_is_sent_its_own_is_silent() {
    for url in ["https://www.shop.example/t?v=", "https://shop.example/"] {
        let facts = facts(&shop("shop.example", |id| format!("{url}{id}")).done());
        assert_eq!(identities(&facts, State::None), [""; 0], "{url}");
        assert_eq!(leaks(&facts, State::None).complete, Ok(()));
    }
    let own = facts(&shop(".tracker.example", |id| format!("https://px.tracker.example/t?v={id}")).done());
    assert_eq!(identities(&own, State::None), [""; 0]);
}

#[test]
fn constants_nonces_and_other_values_are_silent() {
    let constant = |state_id: &str| format!("https://px.example/h?v={}&s={}", "9f8e7d6c5b4a3928", &state_id[..2]);
    let silent = facts(&shop("shop.example", constant).done());
    assert_eq!(identities(&silent, State::None), [""; 0]);

    let mut nonce = Scene::of(SHOP);
    for (at, state) in nonce.states().into_iter().enumerate() {
        for (phase, id) in [(Phase::Arrival, IDS[at]), (Phase::Return, IDS[(at + 1) % 4])] {
            let item = local_item("https://shop.example", "nonce", id);
            if let Gathered::Ok(storage) = &mut nonce.moment(&state, phase).storage {
                storage.push(item);
            }
            nonce = nonce.request(&state, phase, &format!("https://px.example/h?v={id}"), "image");
        }
    }
    let silent = facts(&with_headers(nonce).done());
    assert_eq!(identities(&silent, State::None), [""; 0], "it changes with every view");
}

#[test]
fn what_may_identify_is_not_called_absent() {
    let mut scene = shop("shop.example", |id| format!("https://px.example/h?v={id}"));
    scene.evidence.visits.retain(|visit| visit.state != State::NoneAgain);
    let facts = facts(&scene.done());
    assert_eq!(identities(&facts, State::None), [""; 0]);
    let why = leaks(&facts, State::None).complete.clone().unwrap_err();
    assert!(why.contains("vid") && why.contains("px.example"), "{why}");
}

#[test]
fn without_headers_others_may_have_left() {
    let mut scene = shop("shop.example", |_| "https://px.example/h".to_owned());
    for visit in &mut scene.evidence.visits {
        if let Gathered::Ok(requests) = &mut visit.requests {
            requests.iter_mut().for_each(|request| request.wire.sent.clear());
        }
    }
    let facts = facts(&scene.done());
    assert!(leaks(&facts, State::None).complete.clone().unwrap_err().contains("headers"));
}

#[test]
fn one_value_under_many_names_leaves_under_each_of_them() {
    let mut scene = shop("shop.example", |id| format!("https://shop.example/{id}"));
    for (id, state) in IDS.iter().zip(scene.states()) {
        for name in ["first", "second", "third"] {
            let item = local_item("https://shop.example", name, id);
            scene = scene.storage(&state, Phase::Arrival, &item);
        }
        let foreign = local_item("https://sync.partner.example", "mine", id);
        scene = scene.storage(&state, Phase::Arrival, &foreign);
        for page in 0..2 {
            scene =
                scene.request(&state, Phase::Arrival, &format!("https://sync.partner.example/?{page}={id}"), "image");
        }
    }
    let facts = facts(&with_headers(scene).done());
    for source in ["cookie vid", "local-storage first", "local-storage second", "local-storage third"] {
        let told = item(&facts, State::None, &format!("leak {source} shop.example to sync.partner.example query raw"));
        assert_eq!(told.facts["requests"], Fact::number(2.0), "{source}");
    }
    let all = identities(&facts, State::None);
    assert_eq!(all.len(), 5, "what the partner keeps is sent to the shop, not to itself: {all:?}");
    assert!(all.contains(&"leak local-storage mine sync.partner.example to shop.example path raw"), "{all:?}");
}

/// The shop with an entry of storage that is the same in every profile as far as it was read.
fn storing(change: impl Fn(&mut StorageItem)) -> Facts {
    let mut scene = shop("shop.example", |id| format!("https://shop.example/{id}"));
    let mut item = local_item("https://shop.example", "state", "open");
    change(&mut item);
    for state in scene.states() {
        scene = scene.storage(&state, Phase::Arrival, &item);
    }
    facts(&scene.done())
}

fn like(facts: &Facts) -> &Fact {
    let storage = facts.view.collections[&("storage", State::None)].as_ref().unwrap();
    &storage.items.iter().find(|item| item.facts["name"] == Fact::text("state")).unwrap().facts["identifier-like"]
}

#[test]
fn of_what_was_not_read_nobody_knows_whether_it_identifies_and_where_it_went() {
    let read = storing(|_| {});
    assert_eq!((like(&read), &leaks(&read, State::None).complete), (&Fact::flag(false), &Ok(())));
    let cut = storing(|item| item.cut = true);
    assert!(matches!(like(&cut), Fact::Unknown(_)));
    assert!(leaks(&cut, State::None).complete.clone().unwrap_err().contains("state"));
    let database = storing(|item| item.area = Area::IndexedDb);
    assert_eq!(like(&database), &Fact::flag(false), "records of databases are read since 1.2");
}

#[test]
fn older_evidence_tells_no_values_of_databases() {
    let mut scene = shop("shop.example", |id| format!("https://shop.example/{id}"));
    let item = StorageItem { area: Area::IndexedDb, ..local_item("https://shop.example", "state", "") };
    for state in scene.states() {
        scene = scene.storage(&state, Phase::Arrival, &item);
    }
    let mut evidence = scene.done();
    evidence.format.version = "1.1".to_owned();
    let facts = facts(&evidence);
    assert!(matches!(like(&facts), Fact::Unknown(_)));
    assert!(leaks(&facts, State::None).complete.clone().unwrap_err().contains("1.1"));
}

#[test]
fn redacted_values_may_have_left_as_digests() {
    let mut evidence = shop("shop.example", |_| "https://px.example/h".to_owned()).done();
    let (method, pictures) = ("hmac-sha256 shape 1".to_owned(), PicturesRedacted::LeftOut);
    evidence.kept.redacted = Some(Redacted { method, texts: 9, pictures });
    assert!(leaks(&facts(&evidence), State::None).complete.clone().unwrap_err().contains("redacted"));
}

#[test]
fn what_is_too_long_to_be_looked_for_is_not_called_kept() {
    let long = |id: &str| format!("{}{id}", "a.".repeat(64));
    let mut scene = Scene::of(SHOP);
    for (id, state) in IDS.iter().zip(scene.states()) {
        scene = scene.cookie(&state, Phase::Arrival, &cookie("vid", &long(id), "shop.example"));
        scene = scene.request(&state, Phase::Arrival, &format!("https://px.example/h?v={id}"), "image");
    }
    let facts = facts(&with_headers(scene).done());
    assert!(leaks(&facts, State::None).complete.clone().unwrap_err().contains("vid"));
}

#[test]
fn the_record_of_the_choice_is_sent_to_everybody_by_design() {
    let mut scene = scene::honest_scene();
    let record = cookie("euconsent-v2", scene::TC_SOME, "shop.example");
    scene = scene.cookie(&State::Accept, Phase::AfterChoice, &record);
    let url = format!("https://px.example/h?gdpr_consent={}", scene::TC_SOME);
    let scene = scene.request(&State::Accept, Phase::AfterChoice, &url, "image");
    let mut evidence = with_headers(scene).done();
    let choice = evidence.visits.iter_mut().find(|visit| visit.state == State::Accept).unwrap().choice.as_mut();
    choice.unwrap().record.push("euconsent-v2".to_owned());
    let facts = facts(&evidence);
    assert_eq!(leaks(&facts, State::Accept).complete, Ok(()));
    assert_eq!(identities(&facts, State::Accept), [""; 0]);
}
