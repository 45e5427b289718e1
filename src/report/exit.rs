//! Reports to an exit code. It is decided here once, so it is the same for every format.
//!
//! What counts is said by [`Threshold::counts`]. `review` asks for a person and `info` gives context; neither fails a
//! pipeline. The threshold is `high`, at any confidence, unless the user says otherwise.

use super::clean::clean;
use super::document::{REASON, cut};
use super::form::Report;
use super::threshold::Threshold;
use super::words::counted;

/// What to do with an audit that is incomplete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnIncomplete {
    /// Exit code 3.
    #[default]
    Fail,
    /// Judge by what was seen (`--allow-incomplete`).
    Allow,
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
}

impl ExitVerdict {
    /// The same, leaving with 0 whatever was found or could not be observed (`--exit-zero`); the line says with what it
    /// would have left. A run that was refused or had no browser is not excused.
    #[must_use]
    pub fn excused(self) -> Self {
        if !matches!(self.kind, ExitKind::Findings | ExitKind::Incomplete) || self.code == 0 {
            return self;
        }
        let why = self.because.split_once(": ").map_or("", |(_, why)| why);
        let because = format!("exit 0 (--exit-zero; without it {}): {why}", self.code);
        Self { code: 0, because, ..self }
    }
}

/// Judges the reports of all targets of a run together.
pub fn verdict(reports: &[Report], threshold: impl Into<Threshold>, on_incomplete: OnIncomplete) -> ExitVerdict {
    let threshold = threshold.into();
    let counting: usize =
        reports.iter().map(|report| report.findings.iter().filter(|finding| threshold.counts(finding)).count()).sum();
    let incomplete: Vec<&Report> = reports.iter().filter(|report| !report.complete).collect();
    let fails = !incomplete.is_empty() && on_incomplete == OnIncomplete::Fail;
    let kind = match (counting, fails) {
        (0, true) => ExitKind::Incomplete,
        (0, false) => ExitKind::Clean,
        (1.., _) => ExitKind::Findings,
    };
    let found = match (counting, kind) {
        (0, ExitKind::Incomplete) => None,
        (0, _) => Some(format!("nothing at or above {threshold} in what was observed")),
        (1.., _) => Some(format!("{} at or above {threshold}", counted(counting, "finding", "findings"))),
    };
    let missing = missing(&incomplete, reports.len(), on_incomplete);
    let parts: Vec<String> = found.into_iter().chain(missing).collect();
    let code = kind.code();
    ExitVerdict { kind, code, threshold, because: format!("exit {code}: {}", parts.join("; ")) }
}

fn missing(incomplete: &[&Report], all: usize, on_incomplete: OnIncomplete) -> Option<String> {
    let first = incomplete.first()?.gaps.first();
    let mut text = if all > 1 {
        format!("{} of {all} targets incomplete", incomplete.len())
    } else {
        let state = first.and_then(|gap| gap.state.as_ref()).map(|state| format!(" in {state}")).unwrap_or_default();
        let reason = first.map(|gap| cut(&clean(&gap.reason), REASON)).unwrap_or("no reason was given".to_owned());
        let others = incomplete.first().map_or(0, |report| report.gaps.len().saturating_sub(1));
        let more = if others == 0 { String::new() } else { format!(" (and {others} more)") };
        format!("incomplete{state}: {reason}{more}")
    };
    if on_incomplete == OnIncomplete::Allow {
        text.push_str(", which was allowed");
    }
    Some(text)
}
