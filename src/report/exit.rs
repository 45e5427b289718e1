//! Reports to an exit code. It is decided here once, so it is the same for every format.
//!
//! What counts is said by [`Threshold::counts`]. `review` asks for a person and `info` gives context; neither fails a
//! pipeline. The threshold is `high`, at any confidence, unless the user says otherwise.

use std::collections::BTreeSet;

use super::clean::clean;
use super::document::{REASON, cut};
use super::form::{FindingForm, Report, StateForm};
use super::run::{Mishap, Unjudged};
use super::threshold::Threshold;
use crate::evidence::{ChoiceStatus, ReachOutcome};
use crate::messages::{Language, Messages};
use crate::policy::{Confidence, Verdict};

/// What to do with an audit that is incomplete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnIncomplete {
    /// Exit code 3.
    #[default]
    Fail,
    /// Judge by what was seen (`--allow-incomplete`). Where nothing was seen there is nothing to judge by.
    Allow,
}

impl OnIncomplete {
    /// Whether a run may end as if all of this target had been observed.
    pub fn allows(self, report: &Report) -> bool {
        let seen = |state: &StateForm| state.status != ChoiceStatus::Failed && !state.phases.is_empty();
        let anything = report.reached.outcome == ReachOutcome::Loaded && report.states.iter().any(seen);
        report.complete || (self == Self::Allow && anything)
    }
}

/// How a run ends, worst last: of several that hold the last one counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExitKind {
    /// Nothing at or above the threshold.
    Clean,
    /// A target or a needed state could not be observed.
    Incomplete,
    /// Findings at or above the threshold.
    Findings,
    /// Usage, configuration or policy refused.
    Refused,
    /// No usable browser.
    NoBrowser,
}

impl ExitKind {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Refused => 2,
            Self::Incomplete => 3,
            Self::NoBrowser => 4,
        }
    }
}

/// How a run ends, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExitVerdict {
    /// What the run came to.
    pub kind: ExitKind,
    /// The code that it leaves with: that of its kind, unless it was [excused](Self::excused).
    pub code: u8,
    /// From where on findings counted.
    pub threshold: Threshold,
    /// Why, in one line that begins with `exit <code>: `.
    pub because: String,
    /// In which language that is said.
    pub language: Language,
    /// What was to be done with what is incomplete.
    pub on_incomplete: OnIncomplete,
    /// The findings that count: the place of the report in the run, and that of the finding in the report.
    pub counting: BTreeSet<(usize, usize)>,
}

impl ExitVerdict {
    /// The same run, of which also a target has no report.
    #[must_use]
    pub fn without(self, one: &Unjudged) -> Self {
        let why = cut(&clean(&one.reason), REASON);
        let m = Messages::of(self.language);
        let missing = m.fill("exit.no-report", &[("target", &clean(&one.target)), ("reason", &why)]);
        self.also(one.kind, &missing)
    }

    /// The same run, in which also something went wrong beside judging.
    #[must_use]
    pub fn beside(self, one: &Mishap) -> Self {
        let why = cut(&clean(&one.reason), REASON);
        let told = one.target.as_ref().map(|target| {
            let m = Messages::of(self.language);
            m.fill("exit.mishap", &[("target", &clean(target)), ("reason", &why)])
        });
        self.also(one.kind, &told.unwrap_or(why))
    }

    /// The same run, which also ends like this, and what for.
    fn also(self, kind: ExitKind, what: &str) -> Self {
        let kind = self.kind.max(kind);
        let code = kind.code();
        let before = self.because.split_once(": ").map_or("", |(_, why)| why);
        let parts = format!("{before}; {what}");
        let because = Messages::of(self.language).fill("exit.line", &[("code", &code), ("parts", &parts)]);
        Self { kind, code, because, ..self }
    }

    /// The same, leaving with 0 whatever was found or could not be observed (`--exit-zero`); the line says with what it
    /// would have left. A run that was refused or had no browser is not excused.
    #[must_use]
    pub fn excused(self) -> Self {
        if !matches!(self.kind, ExitKind::Findings | ExitKind::Incomplete) || self.code == 0 {
            return self;
        }
        let why = self.because.split_once(": ").map_or("", |(_, why)| why);
        let m = Messages::of(self.language);
        let because = m.fill("exit.excused", &[("code", &self.code), ("why", &why)]);
        Self { code: 0, because, ..self }
    }
}

/// Judges the reports of all targets of a run together, in their language.
pub fn verdict(reports: &[Report], threshold: impl Into<Threshold>, on_incomplete: OnIncomplete) -> ExitVerdict {
    let language = reports.first().map(|report| report.language).unwrap_or_default();
    verdict_in(language, reports, threshold, on_incomplete)
}

/// The same in the language of the run, which is known also where there is no report.
pub fn verdict_in(
    language: Language,
    reports: &[Report],
    threshold: impl Into<Threshold>,
    on_incomplete: OnIncomplete,
) -> ExitVerdict {
    let threshold = threshold.into();
    let each = |(place, report)| counting(report, threshold).map(move |number| (place, number));
    let places: BTreeSet<(usize, usize)> = reports.iter().enumerate().flat_map(each).collect();
    let found = Found::of(reports, &places);
    let counting = found.count;
    let incomplete: Vec<&Report> = reports.iter().filter(|report| !report.complete).collect();
    let fails = incomplete.iter().any(|report| !on_incomplete.allows(report));
    let kind = match (counting, fails) {
        (0, true) => ExitKind::Incomplete,
        (0, false) => ExitKind::Clean,
        (1.., _) => ExitKind::Findings,
    };
    let m = Messages::of(language);
    let is_compared = reports.iter().any(|report| report.baseline.is_some());
    let level = level(threshold, m);
    let at: &[(&'static str, &dyn std::fmt::Display)] = &[("level", &level)];
    let told = match (counting, kind, is_compared) {
        (0, ExitKind::Incomplete, false) => None,
        (0, ..) if reports.is_empty() => Some(m.say("exit.nobody").to_owned()),
        (0, _, false) => Some(m.fill("exit.nothing", at)),
        (0, _, true) => Some(m.fill("exit.nothing-new", at)),
        (1.., _, false) => Some(m.count(found.key("exit.found", "exit.found-any"), counting, at)),
        (1.., _, true) => Some(m.count(found.key("exit.new", "exit.new-any"), counting, at)),
    };
    let told = told.map(|told| with_tally(told, reports, m));
    let missing = missing(&incomplete, reports.len(), fails, m);
    let parts: Vec<String> = told.into_iter().chain(missing).collect();
    let code = kind.code();
    let because = m.fill("exit.line", &[("code", &code), ("parts", &parts.join("; "))]);
    ExitVerdict { kind, code, threshold, because, language, on_incomplete, counting: places }
}

/// The threshold in words: `high`, `high:medium`.
fn level(threshold: Threshold, m: Messages) -> String {
    match threshold.confidence {
        Confidence::Low => m.word(&threshold.severity),
        confidence => format!("{}:{}", m.word(&threshold.severity), m.word(&confidence)),
    }
}

/// The findings of a report that count at that threshold, by their places: where it has a baseline, of those that are new.
fn counting(report: &Report, threshold: Threshold) -> impl Iterator<Item = usize> {
    let (numbered, standings) = (report.findings.iter().enumerate(), report.standings());
    let counts = move |finding: &FindingForm| threshold.counts(finding) && standings.is_news(finding);
    numbered.filter(move |(_, finding)| counts(finding)).map(|(number, _)| number)
}

/// What counts, a thing once however many profiles judged it.
struct Found {
    count: usize,
    indications: bool,
}

impl Found {
    fn of(reports: &[Report], places: &BTreeSet<(usize, usize)>) -> Self {
        let finding = |(report, number): &(usize, usize)| Some((*report, reports.get(*report)?.findings.get(*number)?));
        let all: Vec<(usize, &FindingForm)> = places.iter().filter_map(finding).collect();
        let things: BTreeSet<(usize, &str)> =
            all.iter().map(|(report, one)| (*report, one.fingerprint.as_str())).collect();
        let indications = all.iter().any(|(_, one)| one.verdict == Verdict::Indication);
        Self { count: things.len(), indications }
    }

    /// The key of what is said: what is no more than an indication is not called a finding.
    fn key(&self, findings: &'static str, any: &'static str) -> &'static str {
        if self.indications { any } else { findings }
    }
}

/// The text, and in brackets what else became of findings: what is waived, and since the baseline.
fn with_tally(text: String, reports: &[Report], m: Messages) -> String {
    let baselines = || reports.iter().filter_map(|report| report.baseline.as_ref());
    let parts: [(&'static str, usize); 4] = [
        ("exit.waived", reports.iter().map(Report::waived).sum()),
        ("exit.unchanged", baselines().map(|one| one.unchanged.len()).sum()),
        ("exit.fixed", baselines().map(|one| one.fixed.len()).sum()),
        ("exit.unknown", baselines().map(|one| one.not_known.len()).sum()),
    ];
    let told: Vec<String> =
        parts.iter().filter(|(_, count)| *count > 0).map(|(key, count)| m.count(key, *count, &[])).collect();
    if told.is_empty() { text } else { m.fill("exit.tally", &[("text", &text), ("parts", &told.join(", "))]) }
}

fn missing(incomplete: &[&Report], all: usize, fails: bool, m: Messages) -> Option<String> {
    let first = incomplete.first()?.gaps.first();
    let mut text = if all > 1 {
        m.fill("exit.targets", &[("count", &incomplete.len()), ("all", &all)])
    } else {
        let reason = first.map(|gap| cut(&clean(&gap.reason), REASON));
        let reason = reason.unwrap_or_else(|| m.say("common.no-reason").to_owned());
        let told = match first.and_then(|gap| gap.state.as_ref()) {
            Some(state) => m.fill("exit.incomplete-in", &[("state", state), ("reason", &reason)]),
            None => m.fill("exit.incomplete", &[("reason", &reason)]),
        };
        match incomplete.first().map_or(0, |report| report.gaps.len().saturating_sub(1)) {
            0 => told,
            others => m.fill("exit.more", &[("text", &told), ("count", &others)]),
        }
    };
    if !fails {
        text = m.fill("exit.allowed", &[("text", &text)]);
    }
    Some(text)
}
