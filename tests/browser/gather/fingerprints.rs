//! Calls by which browsers are told apart, with their script; scripts that do the like for another end.

use std::collections::BTreeSet;

use consentinel::browser::chrome::Flavour;
use consentinel::evidence::{Evidence, Phase, ProbeCall, State};
use consentinel::facts::{Fact, Value, derive};

use super::stage::{Stage, knowledge};
use crate::support::both::both;
use crate::support::web::{Reply, Web};

const TELLER: &str = include_str!("fingerprints/teller.js");
const CHART: &str = include_str!("fingerprints/chart.js");
const GAME: &str = include_str!("fingerprints/game.js");
const EMOJI: &str = include_str!("fingerprints/emoji.js");

/// A page with these scripts, each at its name.
async fn visited(stage: &Stage, scripts: &'static [(&'static str, &'static str)]) -> Evidence {
    let web = Web::serve(move |asked| {
        let script = scripts.iter().find(|(name, _)| asked.path == format!("/{name}.js"));
        match (asked.path.as_str(), script) {
            ("/", _) => {
                let tags = scripts.iter().map(|(name, _)| format!("<script src=/{name}.js></script>"));
                Reply::html(format!("<!doctype html><title>Page</title><p>Words.</p>{}", tags.collect::<String>()))
            }
            (_, Some((_, text))) => Reply::script(*text),
            _ => Reply::status(404),
        }
    })
    .await;
    stage.visit(&web.url("shop", "/"), &[State::None]).await
}

/// The heuristics that speak, each with the name of the script.
fn indicated(evidence: &Evidence) -> BTreeSet<(String, String)> {
    let facts = derive(evidence, &knowledge());
    let members = facts.view.collections[&("fingerprint", State::None)].as_ref().unwrap();
    assert_eq!(members.complete, Ok(()));
    let word = |fact: &Fact| match fact {
        Fact::Known(Value::Text(word)) => word.rsplit('/').next().unwrap_or_default().to_owned(),
        other => panic!("{other:?}"),
    };
    members.items.iter().map(|item| (word(&item.facts["heuristic"]), word(&item.facts["script"]))).collect()
}

async fn a_script_that_tells_browsers_apart_is_indicated(flavour: Flavour) {
    let stage = Stage::of(flavour).await;
    let evidence = visited(&stage, &[("teller", TELLER)]).await;
    let calls = evidence.visits[0].probe_calls.as_ref().unwrap().as_result().unwrap();
    let at = |member: &str| {
        let call = calls.iter().find(|call| call.member == member && call.phase == Phase::Arrival);
        let call = call.unwrap_or_else(|| panic!("no {member}: {calls:#?}"));
        let place = call.script.as_ref().unwrap();
        assert!(place.url.ends_with("/teller.js") && !call.cut, "{call:?}");
        (place.line, call.calls, call.arguments.clone())
    };
    let words = "Cwm fjordbank glyphs vext quiz";
    assert_eq!(at("fillText"), (3, 1, vec![format!("#ff6600 | {words}")]));
    assert_eq!(at("strokeText"), (4, 1, vec![format!("#000000 | {words}")]));
    assert_eq!(at("toDataURL"), (5, 1, vec!["280x60, text".to_owned()]));
    let (line, many, fonts) = at("measureText");
    assert_eq!((line, many, fonts.len()), (7, 60, 60));
    assert_eq!(at("createOscillator"), (9, 1, vec!["offline".to_owned()]));
    assert_eq!(at("getChannelData").0, 10);
    assert_eq!(at("createDataChannel").0, 11);
    assert_eq!((at("hardwareConcurrency").0, at("colorDepth").0), (14, 15));
    let mut expected =
        BTreeSet::from(["canvas-text-read-back", "canvas-font", "font-check", "audio-render", "webrtc-address"]);
    expected.insert("wide-probing");
    let mut spoken: BTreeSet<String> = indicated(&evidence).into_iter().map(|(heuristic, _)| heuristic).collect();
    // Whether there is a graphics card to ask depends on the machine.
    let has_card = calls.iter().any(|call| call.member == "getParameter");
    assert_eq!(spoken.remove("webgl-renderer"), has_card);
    assert_eq!(spoken, expected.into_iter().map(str::to_owned).collect());
    stage.close().await;
}

async fn charts_games_and_tests_for_emoji_are_not(flavour: Flavour) {
    let stage = Stage::of(flavour).await;
    let evidence = visited(&stage, &[("chart", CHART), ("game", GAME), ("emoji", EMOJI)]).await;
    assert_eq!(evidence.visits[0].reached.title.as_deref(), Some("flags 3"), "the scripts ran");
    let calls = evidence.visits[0].probe_calls.as_ref().unwrap().as_result().unwrap();
    let counted = |member: &str, script: &str| -> u64 {
        let by = calls.iter().filter(|call| call.member == member && call.phase == Phase::Arrival);
        by.filter(|call| call.script.as_ref().is_some_and(|place| place.url.ends_with(script)))
            .map(|call| call.calls)
            .sum()
    };
    assert_eq!((counted("toDataURL", "/chart.js"), counted("getImageData", "/emoji.js")), (1, 6));
    assert_eq!((counted("getImageData", "/game.js"), counted("measureText", "/game.js")), (500, 500));
    assert_eq!(indicated(&evidence), BTreeSet::new(), "{calls:#?}");
    stage.close().await;
}

async fn a_script_that_hides_behind_many_calls_is_indicated(flavour: Flavour) {
    let stage = Stage::of(flavour).await;
    let noise: &'static str = "document.createElement('canvas').toDataURL();\n".repeat(600).leak();
    let scripts: &'static [(&'static str, &'static str)] = vec![("noise", noise), ("teller", TELLER)].leak();
    let evidence = visited(&stage, scripts).await;
    let calls = evidence.visits[0].probe_calls.as_ref().unwrap().as_result().unwrap();
    let noisy = |call: &&ProbeCall| {
        call.phase == Phase::Arrival && call.script.as_ref().is_some_and(|place| place.url.ends_with("/noise.js"))
    };
    assert_eq!(calls.iter().filter(noisy).map(|call| call.calls).sum::<u64>(), 600);
    assert!(calls.iter().filter(noisy).count() <= 401, "{}", calls.len());
    let by_teller = indicated(&evidence);
    for heuristic in ["canvas-text-read-back", "canvas-font", "audio-render"] {
        assert!(by_teller.contains(&(heuristic.to_owned(), "teller.js".to_owned())), "{heuristic}: {by_teller:?}");
    }
    stage.close().await;
}

both!(
    a_script_that_tells_browsers_apart_is_indicated,
    charts_games_and_tests_for_emoji_are_not,
    a_script_that_hides_behind_many_calls_is_indicated,
);
