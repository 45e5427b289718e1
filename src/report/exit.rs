//! Reports to an exit code. It is decided here once, so it is the same for every format.
//!
//! What counts: findings that no exception waives, whose verdict is `finding` or `indication`, and whose severity is at
//! or above the threshold. `review` asks for a person and `info` gives context; neither fails a pipeline. The
//! threshold is `high` unless the user says otherwise.

use crate::policy::{Severity, Verdict};

use super::clean::clean;
use super::document::{REASON, cut};
use super::form::{FindingForm, Report};
use super::words::{counted, word};

/// The threshold where the user names none.
pub const DEFAULT_THRESHOLD: Severity = Severity::High;

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
    /// How.
    pub kind: ExitKind,
    /// Why, in one line that begins with `exit <code>: `.
    pub because: String,
}

/// Judges the reports of all targets of a run together.
pub fn verdict(reports: &[Report], threshold: Severity, on_incomplete: OnIncomplete) -> ExitVerdict {
    let counting: usize =
        reports.iter().map(|report| report.findings.iter().filter(|finding| counts(finding, threshold)).count()).sum();
    let incomplete: Vec<&Report> = reports.iter().filter(|report| !report.complete).collect();
    let fails = !incomplete.is_empty() && on_incomplete == OnIncomplete::Fail;
    let kind = match (counting, fails) {
        (0, true) => ExitKind::Incomplete,
        (0, false) => ExitKind::Clean,
        (1.., _) => ExitKind::Findings,
    };
    let level = word(&threshold);
    let found = match (counting, kind) {
        (0, ExitKind::Incomplete) => None,
        (0, _) => Some(format!("nothing at or above {level} in what was observed")),
        (1.., _) => Some(format!("{} at or above {level}", counted(counting, "finding", "findings"))),
    };
    let missing = missing(&incomplete, reports.len(), on_incomplete);
    let parts: Vec<String> = found.into_iter().chain(missing).collect();
    ExitVerdict { kind, because: format!("exit {}: {}", kind.code(), parts.join("; ")) }
}

/// Whether a finding counts at that threshold.
fn counts(finding: &FindingForm, threshold: Severity) -> bool {
    finding.waived.is_none()
        && finding.severity <= threshold
        && matches!(finding.verdict, Verdict::Finding | Verdict::Indication)
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
