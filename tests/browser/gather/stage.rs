//! One browser, the built-in knowledge, and a short way to a visit.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use consentinel::browser::chrome::Flavour;
use consentinel::browser::{ClockChoice, Page, Way};
use consentinel::evidence::{
    Evidence, Gatherings, Interface, Phase, State, Target, TargetKind, ThirdPartyCookies, Vantage, Visit,
};
use consentinel::facts::{self, Facts};
use consentinel::gather::{Budgets, Plan, Screenshots, conduct};
use consentinel::knowledge::{Knowledge, SourceText};

use crate::support::start::{Started, page_time, start, start_on, within};
use crate::support::web::Web;

/// A browser with all that is known.
pub struct Stage {
    started: Started,
    knowledge: Knowledge,
}

impl Stage {
    /// Starts the headless shell.
    pub async fn open() -> Self {
        Self::of(Flavour::Shell).await
    }

    /// Starts a browser of this flavour.
    pub async fn of(flavour: Flavour) -> Self {
        Self { started: start(flavour).await, knowledge: knowledge() }
    }

    /// Starts a browser of this flavour for a web over TLS.
    pub async fn on(flavour: Flavour, web: &Web) -> Self {
        Self { started: start_on(flavour, web).await, knowledge: knowledge() }
    }

    /// Lives through `states` on `url`.
    pub async fn visit(&self, url: &str, states: &[State]) -> Evidence {
        let target = Target { given: url.to_owned(), url: url.to_owned(), kind: TargetKind::Url, name: None };
        conduct(&self.started.chrome, target, &plan(states), &self.knowledge).await.evidence
    }

    /// Lives through `states` on `url` and takes pictures.
    pub async fn pictured(&self, url: &str, states: &[State]) -> Gatherings {
        let target = Target { given: url.to_owned(), url: url.to_owned(), kind: TargetKind::Url, name: None };
        let plan = Plan { screenshots: Screenshots::Taken, ..plan(states) };
        conduct(&self.started.chrome, target, &plan, &self.knowledge).await
    }

    /// Names that the browser tells assistive technology, by ids of elements.
    pub async fn names(&self, url: &str) -> BTreeMap<String, String> {
        let page = self.started.open().await;
        page.go(&Way::To(url.to_owned()), page_time(1000), within(30)).await.unwrap();
        let names = page.accessible_names().await.unwrap();
        page.close().await;
        names
    }

    /// What is known of what was seen.
    pub fn facts(&self, evidence: &Evidence) -> Facts {
        facts::derive(evidence, &self.knowledge)
    }

    /// Lives through one state.
    pub async fn one(&self, url: &str, state: State) -> Visit {
        self.visit(url, &[state]).await.visits.remove(0)
    }

    /// Ends the browser.
    pub async fn close(self) {
        self.started.close().await;
    }
}

fn plan(states: &[State]) -> Plan {
    Plan {
        states: states.to_vec(),
        jobs: 2,
        budgets: Budgets::default(),
        visit_deadline: Duration::from_secs(60),
        viewport: (1280, 900),
        locale: "en-GB,en".to_owned(),
        guise: consentinel::browser::Guise::default(),
        clock: ClockChoice::Virtual,
        vantage: Vantage { country: None, how: "unknown".to_owned() },
        conditions: consentinel::gather::Conditions { tool_version: "0".to_owned(), ..Default::default() },
        third_party: ThirdPartyCookies::Unknown,
        now: || "2026-01-02T03:04:05Z".to_owned(),
        screenshots: Screenshots::Skipped,
        pages: None,
    }
}

/// Everything below `rules/`.
pub fn knowledge() -> Knowledge {
    let mut texts = Vec::new();
    for folder in ["cmps", "cookies", "trackers", "owners", "phrases", "legal", "declarations"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").join(folder);
        for entry in fs::read_dir(path).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            texts.push(SourceText { path: format!("{folder}/{name}"), text: fs::read_to_string(path).unwrap() });
        }
    }
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    Knowledge::load(&texts).unwrap()
}

/// The interfaces of a phase.
pub fn found(visit: &Visit, phase: Phase) -> &[Interface] {
    let moment = visit.moment(phase).unwrap_or_else(|| panic!("no {phase:?}: {:?}, {:?}", visit.reached, visit.log));
    &moment.search.as_result().unwrap_or_else(|why| panic!("nobody could look: {why}")).found
}
