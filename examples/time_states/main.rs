//! What living through the states costs, against a floor that is measured in the same run.
//!
//! For each fixture site that is named (or a few by default) prints a row of a table: wall seconds of one plain page
//! load in a fresh profile (the floor), of each state by itself, of all nine side by side with and without the start of
//! the browser; and the processor time of the nine over that of plain loads of as many pages.
//!
//! `cargo run --release --example time_states -- [shell|full] [SITE…]`, sites as `bench-trivial`, `klaro-honest`.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

use std::path::Path;
use std::time::{Duration, Instant};

use consentinel::browser::chrome::{Chrome, Flavour, Launch, Wish, find};
use consentinel::browser::{Browser, ClockChoice, Guise, Page, PageSettings, PrivacyControl, Script, Way, World};
use consentinel::evidence::{Evidence, State, Target, TargetKind, ThirdPartyCookies, Vantage};
use consentinel::gather::{Budgets, Plan, Screenshots, conduct};
use consentinel::knowledge::{Knowledge, SourceText};
use serde_json::Value;

#[path = "../../tests/browser/fixtures/mod.rs"]
mod fixtures;

/// Sites that are measured where none is named.
const SITES: [&str; 6] =
    ["bench-trivial", "bench-late", "bench-many", "klaro-honest", "vanilla-honest", "tarteaucitron-honest"];

/// How often a page is asked whether it is loaded.
const GLANCE: Duration = Duration::from_millis(5);

const LOADED: Script = Script { name: "loaded.js", source: include_str!("loaded.js") };

#[tokio::main]
async fn main() {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let flavour = match words.first().map(String::as_str) {
        Some("full") => Flavour::Full,
        _ => Flavour::Shell,
    };
    words.retain(|word| word != "full" && word != "shell");
    let sites = if words.is_empty() { SITES.map(str::to_owned).to_vec() } else { words };
    let running = fixtures::server::Fixtures::start().await;
    let profiles = tempfile::tempdir().expect("a folder for the profile");
    let wish = Wish { flavour: Some(flavour), path: std::env::var_os("PATH"), explicit: None };
    let mut launch = Launch::new(find(&wish).expect("a browser"), profiles.path());
    launch.host_rules = Some(running.host_rules());
    let meter = Meter { launch, knowledge: knowledge() };
    let states: Vec<String> = State::ALL.iter().map(State::to_string).collect();
    println!("| site | floor | {} | three | all nine | with start | processor |", states.join(" | "));
    println!("|---|---|{}---|---|---|---|", "---|".repeat(states.len()));
    for site in sites {
        println!("{}", meter.row(&site, &running.url(&site)).await);
    }
}

/// A browser to be started and what is known.
struct Meter {
    launch: Launch,
    knowledge: Knowledge,
}

impl Meter {
    /// One row of the table.
    async fn row(&self, site: &str, url: &str) -> String {
        let chrome = Chrome::start(&self.launch).await.expect("the browser starts");
        plain_load(&chrome, url).await;
        let floor = plain_load(&chrome, url).await;
        let mut alone = Vec::new();
        for state in State::ALL {
            alone.push(seconds(self.live(&chrome, url, &[state]).await.1));
        }
        let three = [State::None, State::Reject, State::Accept];
        let three = self.live(&chrome, url, &three).await.1;
        chrome.close().await;
        let (with_start, all, pages, audit_cpu) = self.nine(url).await;
        let plain_cpu = self.plain(url, &pages).await;
        format!(
            "| {site} | {} | {} | {} | {} | {} | {audit_cpu} / {plain_cpu} ms = {:.1} for {} pages |",
            seconds(floor),
            alone.join(" | "),
            seconds(three),
            seconds(all),
            seconds(with_start),
            audit_cpu as f64 / plain_cpu.max(1) as f64,
            pages.iter().sum::<usize>(),
        )
    }

    /// All nine states in a browser of their own: wall time with and without its start, pages that each visit loaded,
    /// processor time.
    async fn nine(&self, url: &str) -> (Duration, Duration, Vec<usize>, u64) {
        let (began, cpu) = (Instant::now(), processor_time());
        let chrome = Chrome::start(&self.launch).await.expect("the browser starts");
        let (evidence, took) = self.live(&chrome, url, &State::ALL).await;
        chrome.close().await;
        let went = |log: &[consentinel::evidence::LogEntry]| log.iter().filter(|line| line.what == "navigate").count();
        let pages = evidence.visits.iter().map(|visit| went(&visit.log)).collect();
        (began.elapsed(), took, pages, processor_time() - cpu)
    }

    /// Processor time of plain loads of as many pages, in as many profiles.
    async fn plain(&self, url: &str, pages: &[usize]) -> u64 {
        let cpu = processor_time();
        let chrome = Chrome::start(&self.launch).await.expect("the browser starts");
        for count in pages {
            let page = chrome.open(&settings()).await.expect("a page opens");
            for _ in 0..*count {
                load(&page, url).await;
            }
            page.close().await;
        }
        chrome.close().await;
        processor_time() - cpu
    }

    async fn live(&self, chrome: &Chrome, url: &str, states: &[State]) -> (Evidence, Duration) {
        let began = Instant::now();
        let target = Target { given: url.to_owned(), url: url.to_owned(), kind: TargetKind::Url, name: None };
        let gathered = conduct(chrome, target, &plan(states), &self.knowledge).await;
        (gathered.evidence, began.elapsed())
    }
}

/// Wall time of one load in a fresh profile.
async fn plain_load(chrome: &Chrome, url: &str) -> Duration {
    let began = Instant::now();
    let page = chrome.open(&settings()).await.expect("a page opens");
    load(&page, url).await;
    page.close().await;
    began.elapsed()
}

async fn load(page: &impl Page, url: &str) {
    let deadline = Instant::now() + Duration::from_secs(30);
    let landing = page.go(&Way::To(url.to_owned()), Duration::ZERO, deadline).await.expect("the page answers");
    assert_eq!(landing.error, None);
    let frame = page.frames().await.expect("frames").remove(0).id;
    while page.ask(&frame, World::Isolated, LOADED, &Value::Null).await.expect("an answer") != Value::Bool(true) {
        assert!(Instant::now() < deadline, "the page is not loaded after 30 seconds");
        page.wait(GLANCE, deadline).await.expect("the page lives");
    }
}

fn seconds(took: Duration) -> String {
    format!("{:.2}", took.as_secs_f64())
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

fn plan(states: &[State]) -> Plan {
    Plan {
        states: states.to_vec(),
        jobs: std::thread::available_parallelism().map_or(2, |cores| cores.get() * 2),
        budgets: Budgets::default(),
        visit_deadline: Duration::from_secs(45),
        viewport: (1280, 900),
        locale: "en-GB,en".to_owned(),
        guise: consentinel::browser::Guise::default(),
        clock: ClockChoice::Virtual,
        vantage: Vantage { country: None, how: "unknown".to_owned() },
        conditions: consentinel::gather::Conditions { tool_version: "0".to_owned(), ..Default::default() },
        third_party: ThirdPartyCookies::Unknown,
        now: || "2026-01-01T00:00:00Z".to_owned(),
        screenshots: Screenshots::Taken,
        pages: None,
    }
}

/// Everything below `rules/`.
fn knowledge() -> Knowledge {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut texts = Vec::new();
    for folder in ["cmps", "cookies", "trackers", "phrases", "legal", "declarations"] {
        for entry in std::fs::read_dir(root.join(folder)).expect("rules can be read").flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(entry.path()).expect("a rule can be read");
            texts.push(SourceText { path: format!("{folder}/{name}"), text });
        }
    }
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    Knowledge::load(&texts).expect("rules load")
}
