//! Serves the pages that audits are measured on until it is stopped, and says what one plain load of each costs.
//!
//! | page | what it is |
//! |---|---|
//! | `bench-trivial` | a trivial page with a banner at once |
//! | `bench-late` | a banner that comes after five seconds |
//! | `bench-many` | 150 subresources from 20 hosts, each after 20 to 80 ms, and a banner at once |
//!
//! `cargo run --release --example bench_sites` prints the addresses and the `--host-rules` for the audit. With `full`
//! or `shell` after `--` it also measures the floor: one plain load of each page in a fresh browser, on the real clock,
//! until everything is loaded and the banner is there, with the start of the browser and processor time told apart.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

use std::time::{Duration, Instant};

use consentinel::browser::chrome::{Chrome, Flavour, Launch, Wish, find};
use consentinel::browser::{Browser, ClockChoice, Guise, Page, PageSettings, PrivacyControl, Script, Way, World};
use serde_json::Value;

#[path = "../../tests/browser/fixtures/mod.rs"]
mod fixtures;

/// The pages.
const PAGES: [&str; 3] = ["bench-trivial", "bench-late", "bench-many"];

/// How often a page is asked whether it is ready.
const GLANCE: Duration = Duration::from_millis(10);

const READY: Script = Script { name: "ready.js", source: include_str!("ready.js") };

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let running = fixtures::server::Fixtures::start().await;
    for page in PAGES {
        println!("{}", running.url(page));
    }
    println!("--host-rules={}", running.host_rules());
    match std::env::args().nth(1).as_deref() {
        Some("shell") => floor(&running, Flavour::Shell).await,
        Some("full") => floor(&running, Flavour::Full).await,
        Some(other) => panic!("`{other}` is no browser: `shell` or `full`"),
        None => {}
    }
    tokio::signal::ctrl_c().await
}

/// What plain loads cost.
async fn floor(running: &fixtures::server::Fixtures, flavour: Flavour) {
    let profiles = tempfile::tempdir().expect("a folder for the profile");
    let wish = Wish { flavour: Some(flavour), path: std::env::var_os("PATH"), explicit: None };
    let mut launch = Launch::new(find(&wish).expect("a browser"), profiles.path());
    launch.host_rules = Some(running.host_rules());
    for name in PAGES {
        let (began, cpu) = (Instant::now(), processor_time());
        let chrome = Chrome::start(&launch).await.expect("the browser starts");
        let started = began.elapsed();
        let page = chrome.open(&settings()).await.expect("a page opens");
        load(&page, running.url(name)).await;
        let loaded = began.elapsed();
        page.close().await;
        chrome.close().await;
        println!(
            "{name}: one plain load {} ms of wall time, of these the start of the browser {} ms; {} ms of processor time",
            loaded.as_millis(),
            started.as_millis(),
            processor_time() - cpu
        );
    }
}

/// Goes to a page and waits until it is loaded and its banner is there.
async fn load(page: &impl Page, url: String) {
    let deadline = Instant::now() + Duration::from_secs(30);
    let landing = page.go(&Way::To(url), Duration::ZERO, deadline).await.expect("the page answers");
    assert_eq!(landing.error, None);
    let frame = page.frames().await.expect("frames").remove(0).id;
    while page.ask(&frame, World::Isolated, READY, &Value::Null).await.expect("an answer") != Value::Bool(true) {
        assert!(Instant::now() < deadline, "the page is not ready after 30 seconds");
        page.wait(GLANCE, deadline).await.expect("the page lives");
    }
}

/// Processor time of all children that have ended, milliseconds; 0 where the system does not tell.
fn processor_time() -> u64 {
    const MS_A_TICK: u64 = 10;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let fields: Vec<u64> = after_name.split_whitespace().skip(13).take(2).filter_map(|one| one.parse().ok()).collect();
    fields.iter().sum::<u64>() * MS_A_TICK
}

fn settings() -> PageSettings {
    PageSettings {
        viewport: (1280, 900),
        locale: "en-GB,en".to_owned(),
        clock: ClockChoice::Real,
        privacy_control: PrivacyControl::Off,
        guise: Guise::default(),
        before_page: Vec::new(),
        beside_page: Vec::new(),
    }
}
