//! The report as HTML, opened in real Chromium: it loads nothing, its filter works, it is no wider than a phone, and
//! axe-core finds nothing in it.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use consentinel::browser::chrome::Flavour;
use consentinel::browser::{Browser, ClockChoice, Page, PageSettings, Script, Way, World};
use serde_json::{Value, json};

use crate::support::start::{page_time, settings, start, within};
use crate::support::web::{Reply, Web};

const LOOK: Script = Script { name: "report.js", source: include_str!("scripts/report.js") };

/// Desktop and phone, CSS pixels.
const SIZES: [(u32, u32); 2] = [(1280, 900), (390, 844)];

const SAMPLES: [&str; 4] = ["leaky", "honest", "unreachable", "signalling"];

fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/samples").join(name).join("report.html");
    fs::read_to_string(path).unwrap()
}

/// axe-core, run over the whole document by the rules of WCAG 2.2 AA.
fn axe() -> Script {
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

async fn ask(page: &impl Page, world: World, script: Script, args: Value) -> Value {
    let frames = page.frames().await.unwrap();
    page.ask(&frames[0].id, world, script, &args).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_loads_nothing_filters_and_fits() {
    let arrived = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&arrived);
    let web = Web::serve(move |asked| {
        log.lock().unwrap().push(asked.path.clone());
        if asked.path == "/favicon.ico" {
            Reply::status(404)
        } else {
            Reply::html(sample(asked.path.trim_matches('/')))
        }
    })
    .await;
    let mut filtered = 0;
    let (browser, axe) = (start(Flavour::Shell).await, axe());
    for name in SAMPLES {
        for viewport in SIZES {
            let page =
                browser.chrome.open(&PageSettings { clock: ClockChoice::Real, viewport, ..settings() }).await.unwrap();
            let url = web.url("a", &format!("/{name}"));
            page.go(&Way::To(url), page_time(300), within(20)).await.unwrap();
            let told = ask(&page, World::Isolated, axe, json!({})).await;
            assert_eq!(told["found"], json!([]), "{name} {viewport:?}");
            assert!(told["passed"].as_u64().unwrap() > 15, "{told}");
            let seen = ask(&page, World::Page, LOOK, json!({ "word": "reject" })).await;
            assert_eq!(seen["stopped"], json!(["img-src", "script-src-elem"]), "{seen}");
            if let Some(rows) = seen["filtered"]["rows"].as_u64() {
                assert!(rows > 0 && rows < seen["all"].as_u64().unwrap(), "{seen}");
            }
            assert!(seen["wide"].as_i64().unwrap() <= 0, "{name} is wider than {viewport:?}: {seen}");
            assert!(seen["headings"].as_u64().unwrap() > 8, "{seen}");
            assert_eq!(seen["again"], seen["all"], "{seen}");
            assert_ne!(seen["title"], "acted", "a script of somebody else ran");
            filtered += usize::from(!seen["filtered"].is_null());
            page.close().await;
        }
    }
    // The browser asks for an icon by itself.
    let asked: Vec<String> = arrived.lock().unwrap().iter().filter(|path| *path != "/favicon.ico").cloned().collect();
    assert_eq!(asked.len(), SAMPLES.len() * SIZES.len(), "a report loads something: {asked:?}");
    assert!(filtered > 1, "no report was filtered");
    browser.close().await;
}
