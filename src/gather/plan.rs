//! How a target is to be visited. Everything that comes from outside (time, place, version) is handed in.

use std::time::Duration;

use crate::browser::{ClockChoice, Guise, PageSettings, PrivacyControl};
use crate::evidence::{State, ThirdPartyCookies, Vantage};

/// How a target is to be visited.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Which states to live through.
    pub states: Vec<State>,
    /// How many visits may be under way at once, at least 1.
    pub jobs: usize,
    /// Page time for each phase.
    pub budgets: Budgets,
    /// Wall time for one visit.
    pub visit_deadline: Duration,
    /// Width and height of the viewport, CSS pixels.
    pub viewport: (u32, u32),
    /// `Accept-Language` and `navigator.languages`, as in `en-GB,en`.
    pub locale: String,
    /// As whom pages are visited.
    pub guise: Guise,
    /// Which clock pages run on.
    pub clock: ClockChoice,
    /// Where the visits come from.
    pub vantage: Vantage,
    /// What the evidence says of the run and only `cli` knows.
    pub conditions: Conditions,
    /// Which policy for third-party cookies holds, as tried before the visits.
    pub third_party: ThirdPartyCookies,
    /// The time, RFC 3339 in UTC. Only `cli` reads the calendar clock.
    pub now: fn() -> String,
    /// Whether pictures are taken.
    pub screenshots: Screenshots,
    /// In which form pages are stored at the end of each phase, if at all.
    pub pages: Option<PageForm>,
}

impl Plan {
    /// How pages are opened for `state`.
    pub(crate) fn page_settings(&self, state: &State) -> PageSettings {
        let privacy_control = if *state == State::Gpc { PrivacyControl::On } else { PrivacyControl::Off };
        PageSettings {
            viewport: self.viewport,
            locale: self.locale.clone(),
            clock: self.clock,
            privacy_control,
            guise: self.guise.clone(),
            before_page: vec![super::probes::HOOKS, super::probes::FINGERPRINTS, super::probes::CONSENT_EVENTS],
            beside_page: vec![super::probes::FIRSTS],
        }
    }
}

/// In which form a page is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageForm {
    /// With everything that it shows, as MHTML.
    Mhtml,
    /// The markup of its own document alone.
    Html,
}

impl PageForm {
    /// The ending of its file.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Mhtml => "mhtml",
            Self::Html => "html",
        }
    }
}

/// Under which conditions a run is made, for the evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conditions {
    /// Version of the program.
    pub tool_version: String,
    /// Digest of the rules and profiles that it has.
    pub rules: Option<String>,
    /// The proxy that the browser uses, without its password.
    pub proxy: Option<String>,
    /// Operating system and processor.
    pub system: Option<String>,
}

/// Page time for each phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budgets {
    /// After the page was opened.
    pub arrival: Duration,
    /// After each click of a choice.
    pub choice: Duration,
    /// After a reload.
    pub back: Duration,
}

impl Default for Budgets {
    fn default() -> Self {
        Self { arrival: Duration::from_secs(12), choice: Duration::from_secs(6), back: Duration::from_secs(6) }
    }
}

/// Whether pictures are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screenshots {
    /// One of the viewport at the end of each phase.
    Taken,
    /// None.
    Skipped,
}
