//! The report as HTML, opened in real Chromium, dark and light, on a desk and on a phone: it loads nothing, says nothing to
//! the console, its filters work, it can be walked through with the Tab key, everything opens for print, it is no wider than a
//! phone, and axe-core finds nothing in it. One of the reports is of a site that attacks whoever reads of it, with pictures.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use assert_cmd::Command;
use consentinel::browser::chrome::Flavour;
use consentinel::browser::{Browser, ClockChoice, Heard, Page, PageSettings, Script, Way, World};
use consentinel::report::{DEFAULT_THRESHOLD, Format, Look, OnIncomplete, Paint, Persona, render, verdict};
use serde_json::{Value, json};

use crate::compared_html::can_be_walked_through;
use crate::support::start::{page_time, settings, start, within};
use crate::support::web::{Reply, Web};

pub const SHADE: Script = Script { name: "shade.js", source: include_str!("scripts/shade.js") };
const LOOK: Script = Script { name: "report.js", source: include_str!("scripts/report.js") };

/// Desktop and phone, CSS pixels.
pub const SIZES: [(u32, u32); 2] = [(1280, 900), (390, 844)];

const SAMPLES: [&str; 5] = ["leaky", "honest", "unreachable", "signalling", "refusal-on-second-layer"];

fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/samples").join(name).join("report.html");
    fs::read_to_string(path).unwrap()
}

/// The reports of several sites in one file.
fn several() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/samples");
    let report = |name: &str| fs::read_to_string(folder.join(name).join("report.json")).unwrap();
    let other = report("honest").replace("shop.example", "news.example");
    let reports = [report("leaky"), other].map(|text| serde_json::from_str(&text).unwrap());
    let exit = verdict(&reports, DEFAULT_THRESHOLD, OnIncomplete::Fail);
    render(Format::Html, &reports, &exit, Look { width: None, paint: Paint::Off, persona: Persona::Auditor })
}

/// axe-core, run over the whole document by the rules of WCAG 2.2 AA.
pub fn axe() -> Script {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/node_modules/axe-core/axe.min.js");
    let axe =
        fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}; run tests/sites/setup.sh", path.display()));
    let source = format!(
        "async () => {{ {axe}; const told = await axe.run(document, {{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', \
         'wcag21aa', 'wcag22aa', 'best-practice'] }}); return {{ passed: told.passes.length, found: told.violations.map((one) => \
         `${{one.impact}} ${{one.id}}: ${{one.nodes.map((node) => node.html).slice(0, 3).join(' | ')}}`) }}; }}"
    );
    // One script for all tests of a process.
    Script { name: "axe.js", source: Box::leak(source.into_boxed_str()) }
}

pub async fn ask(page: &impl Page, world: World, script: Script, args: Value) -> Value {
    let frames = page.frames().await.unwrap();
    page.ask(&frames[0].id, world, script, &args).await.unwrap()
}

/// The report of a site whose names, values, titles and texts are made to act, with pictures of it.
fn attacked() -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("index.html"), include_str!("pages/attack.html")).unwrap();
    let mut command = Command::cargo_bin("consentinel").unwrap();
    command.env("CONSENTINEL_DATA", env!("CARGO_TARGET_TMPDIR")).current_dir(folder.path());
    command.args(["audit", "index.html", "--states", "none,none-again,reject,accept", "--output", "out"]);
    let output = command.output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    let site = fs::read_dir(folder.path().join("out")).unwrap_or_else(|why| panic!("{why}: {err}"));
    let site = site.map(|entry| entry.unwrap().path()).next().unwrap();
    fs::read_to_string(site.join("report.html")).unwrap_or_else(|why| panic!("{why}: {err}"))
}

/// What is said to the console.
pub fn complaints(page: &impl Page) -> Vec<String> {
    let heard = page.heard().into_iter().map(|heard| heard.what);
    heard.filter_map(|what| if let Heard::Console { text, .. } = what { Some(text) } else { None }).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_loads_nothing_filters_prints_and_fits() {
    let attacked = tokio::task::spawn_blocking(attacked).await.unwrap();
    let reports: Vec<(String, String)> = SAMPLES
        .iter()
        .map(|name| ((*name).to_owned(), sample(name)))
        .chain([("several".to_owned(), several()), ("attacked".to_owned(), attacked)])
        .collect();
    let served = reports.clone();
    let arrived = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&arrived);
    let web = Web::serve(move |asked| {
        log.lock().unwrap().push(asked.path.clone());
        let wanted = served.iter().find(|(name, _)| asked.path.trim_matches('/') == name);
        wanted.map_or_else(|| Reply::status(404), |(_, html)| Reply::html(html.clone()))
    })
    .await;
    let (mut filtered, mut loads) = (0, 0);
    let (browser, axe) = (start(Flavour::Shell).await, axe());
    for (name, _) in &reports {
        for viewport in SIZES {
            let page =
                browser.chrome.open(&PageSettings { clock: ClockChoice::Real, viewport, ..settings() }).await.unwrap();
            let url = web.url("a", &format!("/{name}"));
            page.go(&Way::To(url), page_time(300), within(20)).await.unwrap();
            loads += 1;
            assert_eq!(complaints(&page), Vec::<String>::new(), "{name} {viewport:?}");
            for shade in ["dark", "light"] {
                let shown = ask(&page, World::Isolated, SHADE, json!({ "shade": shade })).await;
                assert_eq!(shown["dark"], json!(shade == "dark"), "{name} {shade}");
                let told = ask(&page, World::Isolated, axe, json!({})).await;
                assert_eq!(told["found"], json!([]), "{name} {viewport:?} {shade}");
                assert!(told["passed"].as_u64().unwrap() > 15, "{told}");
            }
            can_be_walked_through(&page, name).await;
            let seen = ask(&page, World::Page, LOOK, json!({ "word": "reject" })).await;
            assert_eq!(seen["stopped"], json!(["img-src", "script-src-elem"]), "{seen}");
            if let Some(rows) = seen["filtered"]["rows"].as_u64() {
                assert!(rows > 0 && rows < seen["all"].as_u64().unwrap(), "{seen}");
            }
            assert!(seen["wide"].as_i64().unwrap() <= 0, "{name} is wider than {viewport:?}: {seen}");
            assert!(seen["headings"].as_u64().unwrap() > 8, "{seen}");
            assert_eq!(seen["again"], seen["all"], "{seen}");
            assert_eq!(seen["stillClosed"], json!(0), "{name}: something stays closed in print: {seen}");
            assert!(seen["title"] != "acted" && seen["acted"] == json!(false), "a script of somebody else ran");
            for link in seen["links"].as_array().unwrap().iter().filter_map(Value::as_str) {
                let ours = link.starts_with('#') || link.starts_with("https://");
                assert!(ours, "{name}: {link} can be followed");
            }
            filtered += usize::from(!seen["filtered"].is_null());
            if name == "attacked" {
                shows_pictures(&seen);
            }
            page.close().await;
        }
    }
    // The browser asks for an icon by itself.
    let asked: Vec<String> = arrived.lock().unwrap().iter().filter(|path| *path != "/favicon.ico").cloned().collect();
    assert_eq!(asked.len(), loads, "a report loads something: {asked:?}");
    assert!(filtered > 1, "no report was filtered");
    browser.close().await;
}

/// Pictures stand in the file and are shown, controls are marked, both layers are drawn, the table can be filtered by
/// purpose, kind and state.
fn shows_pictures(seen: &Value) {
    let drawn = seen["drawn"].as_array().unwrap();
    assert!(drawn.len() > 3 && drawn.iter().all(|shown| *shown == json!(true)), "{seen}");
    let decoded = seen["decoded"].as_array().unwrap();
    assert!(decoded.len() > 1 && decoded.iter().all(|width| width.as_u64().unwrap() > 10), "{seen}");
    assert!(seen["marks"].as_u64().unwrap() > 0, "{seen}");
    assert!(seen["layers"].as_u64().unwrap() > 1, "{seen}");
    let lists = seen["lists"].as_array().unwrap();
    for name in ["purpose", "kind", "there in state"] {
        let list = lists.iter().find(|list| list["name"] == name).unwrap_or_else(|| panic!("no {name}: {seen}"));
        assert!(list["rows"].as_u64().unwrap() < seen["all"].as_u64().unwrap(), "{list}");
    }
}
