//! Each heuristic on a script that does it, and on scripts that do something like it for another end.

use consentinel::evidence::{Evidence, Gathered, Phase, ProbedInterface, State};
use consentinel::facts::{Fact, Value, derive};

use crate::support::knowledge;
use crate::support::scene::Scene;

const SHOP: &str = "https://shop.example/";
const SCRIPT: &str = "https://cdn.example/a.js?v=1";

use ProbedInterface::{Audio, Canvas, Font, Navigator, Screen, WebGl, WebRtc};

type Did<'a> = (ProbedInterface, &'a str, &'a [&'a str]);

fn site(did: &[Did<'_>], phase: Phase, state: &State) -> Evidence {
    let scene = did.iter().fold(Scene::of(SHOP), |scene, (interface, member, arguments)| {
        scene.probe((state, phase), SCRIPT, (*interface, member), arguments)
    });
    scene.done()
}

/// The heuristics that speak of a script that did this at arrival.
fn found(did: &[Did<'_>]) -> Vec<String> {
    let evidence = site(did, Phase::Arrival, &State::None);
    let facts = derive(&evidence, &knowledge::small());
    let members = facts.view.collections[&("fingerprint", State::None)].as_ref().unwrap();
    assert_eq!(members.complete, Ok(()));
    let words = members.items.iter().map(|item| match &item.facts["heuristic"] {
        Fact::Known(Value::Text(word)) => word.clone(),
        other => panic!("{other:?}"),
    });
    words.collect()
}

fn numbered(many: usize, make: impl Fn(usize) -> String) -> Vec<String> {
    (0..many).map(make).collect()
}

fn borrowed(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

#[test]
fn each_heuristic_speaks_where_its_signs_are() {
    let colours: &[Did<'_>] =
        &[(Canvas, "fillText", &["#f60 | a", "#069 | a"]), (Canvas, "toDataURL", &["280x60, text"])];
    assert_eq!(found(colours), ["canvas-text-read-back"]);
    let letters: &[Did<'_>] =
        &[(Canvas, "strokeText", &["#000 | Cwm fjordbank 😃"]), (Canvas, "getImageData", &["16x16, text"])];
    assert_eq!(found(letters), ["canvas-text-read-back"]);
    let fonts = numbered(50, |at| format!("72px Font{at} | mmmmlli"));
    assert_eq!(found(&[(Font, "measureText", &borrowed(&fonts))]), ["canvas-font"]);
    let asked = numbered(50, |at| format!("12px Font{at}"));
    assert_eq!(found(&[(Font, "check", &borrowed(&asked))]), ["font-check"]);
    let address: &[Did<'_>] =
        &[(WebRtc, "createDataChannel", &[]), (WebRtc, "onicecandidate", &[]), (WebRtc, "createOffer", &[])];
    assert_eq!(found(address), ["webrtc-address"]);
    let audio: &[Did<'_>] = &[
        (Audio, "createOscillator", &["offline"]),
        (Audio, "createDynamicsCompressor", &["offline"]),
        (Audio, "startRendering", &[]),
        (Audio, "getChannelData", &[]),
    ];
    assert_eq!(found(audio), ["audio-render"]);
    assert_eq!(found(&[(WebGl, "getParameter", &["7937", "37446", "37445"])]), ["webgl-renderer"]);
    let members = numbered(8, |at| format!("member{at}"));
    let mut wide: Vec<Did<'_>> = members.iter().map(|member| (Navigator, member.as_str(), &[][..])).collect();
    wide.extend(members.iter().take(6).map(|member| (Screen, member.as_str(), &[][..])));
    assert_eq!(found(&wide), [""; 0], "14 are not 15");
    wide.push((Canvas, "toDataURL", &["300x150"]));
    assert_eq!(found(&wide), ["wide-probing"]);
}

#[test]
fn what_is_done_for_another_end_is_silent() {
    let chart: &[Did<'_>] = &[
        (Canvas, "save", &[]),
        (Canvas, "fillText", &["#333 | January", "#666 | 120", "#999 | Revenue 2026"]),
        (Canvas, "restore", &[]),
        (Canvas, "toDataURL", &["600x400, text"]),
        (Font, "measureText", &["12px Arial | January", "12px Arial | 120"]),
    ];
    assert!(found(chart).is_empty());
    let game: &[Did<'_>] = &[
        (Canvas, "getImageData", &["640x480"]),
        (Canvas, "fillText", &["#fff | Score 1234567890"]),
        (WebGl, "getParameter", &["3379", "37446"]),
        (WebGl, "readPixels", &["1x1"]),
        (Audio, "createOscillator", &["live"]),
        (Audio, "createDynamicsCompressor", &["live"]),
    ];
    assert!(found(game).is_empty());
    let emoji: &[Did<'_>] = &[
        (
            Canvas,
            "fillText",
            &["#000000 | 🏳\u{fe0f}\u{200d}⚧\u{fe0f}", "#000000 | 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}"],
        ),
        (Canvas, "getImageData", &["300x150, text"]),
    ];
    assert!(found(emoji).is_empty(), "WordPress tests whether flags are drawn");
    let modernizr: &[Did<'_>] = &[
        (Canvas, "fillText", &["#f00 | 🐨"]),
        (Canvas, "getImageData", &["1x1, text"]),
        (Canvas, "toDataURL", &["1x1"]),
        (WebGl, "getSupportedExtensions", &[]),
    ];
    assert!(found(modernizr).is_empty());
    let images: &[Did<'_>] =
        &[(Screen, "devicePixelRatio", &[]), (Screen, "width", &[]), (Navigator, "connection", &[])];
    assert!(found(images).is_empty());
    let picker = numbered(80, |at| format!("16px Font{at} | Font{at}"));
    assert!(found(&[(Font, "measureText", &borrowed(&picker))]).is_empty(), "each font shows its own name");
    let call: &[Did<'_>] = &[
        (WebRtc, "getUserMedia", &[]),
        (WebRtc, "createDataChannel", &[]),
        (WebRtc, "onicecandidate", &[]),
        (WebRtc, "createOffer", &[]),
    ];
    assert!(found(call).is_empty());
}

#[test]
fn a_script_is_told_with_its_line_and_the_place_in_the_evidence() {
    let did: &[Did<'_>] = &[(Navigator, "platform", &[]), (WebGl, "getParameter", &["37446", "37445"])];
    let evidence = site(did, Phase::Arrival, &State::None);
    let facts = derive(&evidence, &knowledge::small());
    let members = facts.view.collections[&("fingerprint", State::None)].as_ref().unwrap();
    let [item] = members.items.as_slice() else { panic!("{members:?}") };
    assert_eq!(item.facts["script"], Fact::text("https://cdn.example/a.js"));
    assert_eq!(item.facts["script-line"], Fact::number(7.0));
    assert_eq!(item.facts["party"], Fact::text("third"));
    assert_eq!(item.facts["strength"], Fact::text("weak"));
    assert_eq!(item.facts["before-choice"], Fact::flag(true));
    assert_eq!(item.identity, "fingerprint webgl-renderer cdn.example/a.js");
    assert!(item.evidence.ends_with("/probe_calls/ok/1"), "{}", item.evidence);
}

#[test]
fn what_nobody_recorded_is_not_called_silent() {
    let mut evidence = site(&[], Phase::Arrival, &State::None);
    evidence.visits[0].probe_calls = None;
    let facts = derive(&evidence, &knowledge::small());
    assert!(facts.view.collections[&("fingerprint", State::None)].is_err());
    evidence.visits[0].probe_calls = Some(Gathered::Failed("lost".to_owned()));
    let facts = derive(&evidence, &knowledge::small());
    assert!(facts.view.collections[&("fingerprint", State::None)].is_err());
}

#[test]
fn what_was_not_counted_whole_is_not_called_undone() {
    let did: &[Did<'_>] = &[(Canvas, "fillText", &["#f60 | a", "#069 | a"]), (Canvas, "toDataURL", &["280x60, text"])];
    let mut evidence = site(did, Phase::Arrival, &State::None);
    let told = |evidence: &Evidence| {
        let facts = derive(evidence, &knowledge::small());
        let members = facts.view.collections[&("fingerprint", State::None)].as_ref().unwrap().clone();
        (members.items[0].facts["on-return"].clone(), members.complete)
    };
    assert_eq!(told(&evidence), (Fact::flag(false), Ok(())));
    let Some(Gathered::Ok(calls)) = &mut evidence.visits[0].probe_calls else { panic!("no calls") };
    calls[0].cut = true;
    let (on_return, complete) = told(&evidence);
    assert!(matches!(on_return, Fact::Unknown(_)) && complete.unwrap_err().contains("fillText"));
}
