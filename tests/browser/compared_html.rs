//! Pages of `diff` and `history`, opened in real Chromium as the report is: dark and light, on a desk and on a phone. They load
//! nothing, say nothing to the console, are no wider than a phone, can be walked through with the Tab key, and axe-core
//! finds nothing in them. The site is one that attacks whoever reads of it.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use assert_cmd::Command;
use consentinel::browser::chrome::Flavour;
use consentinel::browser::{Browser, ClockChoice, Key, Page, PageSettings, Script, Way, World};
use serde_json::{Value, json};

use crate::report_html::{SHADE, SIZES, ask, axe, complaints};
use crate::support::start::{page_time, settings, start, within};
use crate::support::web::{Reply, Web};

const LOOK: Script = Script { name: "compared.js", source: include_str!("scripts/compared.js") };
const FOCUSED: Script = Script { name: "focused.js", source: include_str!("scripts/focused.js") };

/// What the program prints about runs in a folder.
fn printed(folder: &Path, words: &[&str]) -> String {
    let mut command = Command::cargo_bin("consentinel").unwrap();
    command.env("CONSENTINEL_DATA", env!("CARGO_TARGET_TMPDIR")).current_dir(folder).args(words);
    let output = command.output().unwrap();
    assert!(!output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The page of a difference and that of a history: a site as it was, and with another banner.
fn pages() -> [(&'static str, String); 2] {
    let folder = tempfile::tempdir().unwrap();
    let then = include_str!("pages/attack.html");
    let now = then
        .replace("Accept all", "Agree <b onclick=globalThis.acted=true>to all")
        .replace("_ga=GA1", "_gid=GA1")
        .replace("background: #fff; color: #222", "background: #024; color: #fff");
    assert_ne!(then, now);
    for (day, html) in [("monday", then), ("tuesday", &now)] {
        fs::write(folder.path().join("index.html"), html).unwrap();
        let out = format!("runs/{day}");
        printed(folder.path(), &["audit", "index.html", "--states", "none,none-again,reject,accept", "--output", &out]);
    }
    let diff = printed(folder.path(), &["diff", "runs/monday", "runs/tuesday", "--format", "html"]);
    let history = printed(folder.path(), &["history", "runs", "--format", "html"]);
    [("diff", diff), ("history", history)]
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_comparisons_load_nothing_fit_and_stand_axe() {
    let pages = tokio::task::spawn_blocking(pages).await.unwrap();
    let (served, arrived) = (pages.clone(), Arc::new(Mutex::new(Vec::new())));
    let log = Arc::clone(&arrived);
    let web = Web::serve(move |asked| {
        log.lock().unwrap().push(asked.path.clone());
        let wanted = served.iter().find(|(name, _)| asked.path.trim_matches('/') == *name);
        wanted.map_or_else(|| Reply::status(404), |(_, html)| Reply::html(html.clone()))
    })
    .await;
    let (browser, axe) = (start(Flavour::Shell).await, axe());
    for (name, _) in &pages {
        for viewport in SIZES {
            let page =
                browser.chrome.open(&PageSettings { clock: ClockChoice::Real, viewport, ..settings() }).await.unwrap();
            page.go(&Way::To(web.url("a", &format!("/{name}"))), page_time(300), within(20)).await.unwrap();
            assert_eq!(complaints(&page), Vec::<String>::new(), "{name} {viewport:?}");
            for shade in ["dark", "light"] {
                let shown = ask(&page, World::Isolated, SHADE, json!({ "shade": shade })).await;
                assert_eq!(shown["dark"], json!(shade == "dark"), "{name} {shade}");
                let told = ask(&page, World::Isolated, axe, json!({})).await;
                assert_eq!(told["found"], json!([]), "{name} {viewport:?} {shade}");
                assert!(told["passed"].as_u64().unwrap() > 15, "{told}");
            }
            can_be_walked_through(&page, name).await;
            let seen = ask(&page, World::Page, LOOK, json!({})).await;
            is_harmless(&seen, name);
            match *name {
                "diff" => shows_pictures_beside_each_other(&seen, viewport.0),
                _ => assert_eq!(seen["plots"], json!(2), "{seen}"),
            }
            page.close().await;
        }
    }
    // The browser asks for an icon by itself.
    let asked: Vec<String> = arrived.lock().unwrap().iter().filter(|path| *path != "/favicon.ico").cloned().collect();
    assert_eq!(asked.len(), pages.len() * SIZES.len(), "a page loads something: {asked:?}");
    browser.close().await;
}

/// Every stop of the Tab key shows that it has the focus, and the first leads past the contents.
pub async fn can_be_walked_through(page: &impl Page, name: &str) {
    let mut names = Vec::new();
    let focused = || ask(page, World::Isolated, FOCUSED, json!({}));
    let stops = focused().await["stops"].as_u64().unwrap();
    for _ in 0..stops {
        page.press(Key::Tab).await.unwrap();
        let stop = focused().await;
        assert_eq!((&stop["outlined"], &stop["onScreen"]), (&json!(true), &json!(true)), "{name}: {stop}");
        names.push(stop["name"].as_str().unwrap().to_owned());
    }
    assert_eq!(names[0], "#content", "{name}");
    let within = names.iter().skip(1).any(|name| name.starts_with('#'));
    assert!(within && !names.contains(&String::new()), "{names:?}");
    page.press(Key::Tab).await.unwrap();
    assert!(!names.contains(&"BODY".to_owned()), "{names:?}");
}

fn is_harmless(seen: &Value, name: &str) {
    assert_eq!(seen["stopped"], json!(["img-src", "script-src-elem"]), "{seen}");
    assert!(seen["title"] != "acted" && seen["acted"] == json!(false), "a script of somebody else ran");
    assert!(seen["wide"].as_i64().unwrap() <= 0, "{name} is wider than the screen: {seen}");
    assert!(seen["headings"].as_u64().unwrap() > 1, "{seen}");
    for link in seen["links"].as_array().unwrap().iter().filter_map(Value::as_str) {
        assert!(link.starts_with('#'), "{name}: {link} can be followed");
    }
}

/// The banner and the page at arrival, then and now: side by side on a desk, below each other on a phone.
fn shows_pictures_beside_each_other(seen: &Value, width: u32) {
    let pairs = seen["pairs"].as_array().unwrap();
    assert!(pairs.len() > 1, "{seen}");
    for pair in pairs {
        let [then, now] = pair.as_array().unwrap().as_slice() else { panic!("{pair}") };
        for side in [then, now] {
            let shown = &side["shown"];
            assert!(shown["natural"].as_u64().unwrap() > 10 && shown["drawn"].as_f64().unwrap() > 100.0, "{side}");
        }
        assert_ne!(then["shown"]["alt"], now["shown"]["alt"], "{pair}");
        let place = |side: &Value, of: &str| side[of].as_f64().unwrap();
        let beside = place(then, "top") == place(now, "top") && place(then, "left") < place(now, "left");
        let below = place(then, "left") == place(now, "left") && place(then, "top") < place(now, "top");
        assert_eq!((beside, below), (width > 600, width <= 600), "{pair}");
    }
}
