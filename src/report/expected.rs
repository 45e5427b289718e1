//! What the owner knows of his banner, held against what was seen.
//!
//! That another banner was seen than he knows of is no finding about the site: the audit did not see what is there, or
//! the site is not as he believes. Either way nothing that was judged may pass for the whole, so it is a gap.

use crate::facts::{BannerKind, Seen};

use super::clean::clean;
use super::form::{Gap, Report};

/// What the owner knows of his banner; what he says nothing of may be anything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expected {
    /// Whether there is one.
    pub banner: Option<Presence>,
    /// Which kind it is.
    pub kind: Option<BannerKind>,
    /// Id of the platform that shows it.
    pub platform: Option<String>,
}

/// Whether there is a banner, as the owner knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// There is one.
    Shown,
    /// There is none.
    Absent,
}

impl Report {
    /// The same, incomplete where something else was seen than is expected. What could not be determined is a gap already.
    #[must_use]
    pub fn held_against(mut self, expected: &Expected) -> Self {
        let mut gaps: Vec<Gap> =
            surprises(&self, expected).into_iter().map(|reason| Gap { state: None, reason }).collect();
        if !gaps.is_empty() {
            gaps.append(&mut self.gaps);
            self.gaps = gaps;
            self.complete = false;
        }
        self
    }
}

fn surprises(report: &Report, expected: &Expected) -> Vec<String> {
    let (banner, m) = (&report.banner, report.messages());
    let wants_one = expected.kind.is_some_and(|kind| kind != BannerKind::None) || expected.platform.is_some();
    let wanted = expected.banner.or_else(|| wants_one.then_some(Presence::Shown));
    match (wanted, banner.seen) {
        (_, Seen::Unknown) => return Vec::new(),
        (Some(Presence::Shown), Seen::No) => return vec![m.say("gaps.expected-banner").to_owned()],
        (Some(Presence::Absent), Seen::Yes) => return vec![m.say("gaps.expected-none").to_owned()],
        _ => {}
    }
    let mut surprises = Vec::new();
    if let Some(kind) = expected.kind.filter(|kind| *kind != banner.kind) {
        let words: [(&str, &dyn std::fmt::Display); 2] = [("kind", &kind.word()), ("seen", &banner.kind.word())];
        surprises.push(m.fill("gaps.expected-kind", &words));
    }
    if let Some(platform) = &expected.platform {
        let seen = banner.platform.as_ref().map(|seen| seen.id.as_str());
        if seen != Some(platform) {
            let seen = seen.unwrap_or(m.say("gaps.no-platform"));
            let words: [(&str, &dyn std::fmt::Display); 2] = [("platform", &clean(platform)), ("seen", &clean(seen))];
            surprises.push(m.fill("gaps.expected-platform", &words));
        }
    }
    surprises
}
