//! The archive of a real visit opens in Chrome's network panel: its own importer reads it.

use consentinel::browser::chrome::Flavour;
use consentinel::browser::{Browser, ClockChoice, Page, PageSettings, Script, Way, World};
use consentinel::bundle;
use consentinel::evidence::{Gatherings, State};
use serde_json::{Value, json};

use super::{contexts, requests};
use crate::gather::stage::Stage;
use crate::support::start::{page_time, settings, start, within};

const ARCHIVE: Script = Script { name: "archive.js", source: include_str!("../../scripts/archive.js") };

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn chromes_network_panel_imports_the_archive() {
    let web = contexts::web().await;
    let stage = Stage::on(Flavour::Full, &web).await;
    let evidence = stage.visit(&web.url("shop", "/"), &[State::None]).await;
    stage.close().await;
    let root = tempfile::tempdir().unwrap();
    let gatherings = Gatherings { evidence: evidence.clone(), files: Default::default() };
    let written = bundle::write(&gatherings, &root.path().join("bundle")).unwrap();
    let text = std::fs::read_to_string(written.dir.join("har/none.har")).unwrap();

    let panel = start(Flavour::Full).await;
    let page = panel.chrome.open(&PageSettings { clock: ClockChoice::Real, ..settings() }).await.unwrap();
    let devtools = "devtools://devtools/bundled/devtools_app.html".to_owned();
    page.go(&Way::To(devtools), page_time(500), within(20)).await.unwrap();
    let main = page.frames().await.unwrap().remove(0).id;
    let read = page.ask(&main, World::Page, ARCHIVE, &json!({ "text": text })).await.unwrap();
    page.close().await;
    panel.close().await;

    let read = read.as_array().unwrap();
    let visit = &evidence.visits[0];
    assert_eq!(read.len(), requests(visit).len());
    let one = |ending: &str| -> &Value {
        read.iter().find(|one| one["url"].as_str().unwrap().ends_with(ending)).unwrap_or_else(|| panic!("{read:#?}"))
    };
    let page = one("shop.example/");
    assert_eq!((&page["status"], &page["type"], &page["mime"]), (&json!(200), &json!("document"), &json!("text/html")));
    let pixel = one("/pixel.gif?a=b%20c&d");
    assert_eq!((&pixel["type"], &pixel["initiator"]), (&json!("image"), &json!("https://shop.example/app.js")));
    let talk = one("/talk");
    assert_eq!((&talk["type"], &talk["status"]), (&json!("websocket"), &json!(101)));
    let frames = talk["frames"].as_array().unwrap();
    assert_eq!(frames.len(), 5, "{talk:#}");
    for frame in [json!(["receive", 1, "welcome"]), json!(["receive", 2, "AQL/"]), json!(["send", 1, "hello"])] {
        assert!(frames.contains(&frame), "{talk:#}");
    }
    assert_eq!(talk["cookies"], json!(["by_socket=1; Secure"]));
    assert!(one("/slow")["waited"].as_f64().unwrap() >= 290.0, "{:#}", one("/slow"));
    // In the order in which they were asked for: the panel sorts by time.
    let issued: Vec<f64> = read.iter().map(|one| one["issued"].as_f64().unwrap()).collect();
    assert!(issued.is_sorted() && issued[0] > 1.7e9, "{issued:?}");
}
