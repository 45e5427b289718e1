//! How formats for programs tell what failed and what was not observed: in the same words, one line each.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::engine::{ExceptionStatus, ExceptionUse, Outcome};
use crate::policy::{Severity, Verdict};
use crate::report::clean::clean;
use crate::report::form::{FindingForm, Gap, ResultForm};
use crate::report::run::{Judged, Mishap, Run};
use crate::report::since::Since;

/// What is said of a finding that the baseline has too.
pub(super) const UNCHANGED: &str = "unchanged since the baseline";

/// How loudly a finding is told. It follows from severity and verdict alone, never from the threshold of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Error,
    Warning,
    Note,
}

impl Level {
    /// The level of a severity.
    pub(super) fn of(severity: Severity) -> Self {
        match severity {
            Severity::Critical | Severity::High => Self::Error,
            Severity::Medium => Self::Warning,
            Severity::Low | Severity::Info => Self::Note,
        }
    }

    /// The level of a finding: what asks for a person or gives context is a note, however severe it would be.
    pub(super) fn of_finding(finding: &FindingForm) -> Self {
        match finding.verdict {
            Verdict::Finding | Verdict::Indication => Self::of(finding.severity),
            Verdict::Review | Verdict::Info => Self::Note,
        }
    }
}

/// What was observed, where and in which state.
pub(super) fn message(judged: &Judged<'_>, finding: &FindingForm) -> String {
    let state = finding.state.as_ref().map(|state| format!(", state {state}")).unwrap_or_default();
    clean(&format!("{} ({}{state})", finding.message, judged.report.target.called()))
}

/// Why it is waived, by whom and until when.
pub(super) fn waiver(finding: &FindingForm) -> Option<String> {
    let waiver = finding.waived.as_ref()?;
    let until = waiver.until.as_ref().map(|day| format!(" until {day}")).unwrap_or_default();
    Some(clean(&format!("waived{until} by {}: {}", waiver.by, waiver.reason)))
}

/// Whether the baseline has it too, so that the run does not fail for it.
pub(super) fn is_unchanged(judged: &Judged<'_>, finding: &FindingForm) -> bool {
    judged.standings.since(finding) == Some(Since::Unchanged)
}

/// Exceptions of a run whose day has passed, each once with the place of the first report that they are about.
pub(super) fn expired<'a>(run: &Run<'a>) -> Vec<(usize, &'a ExceptionUse)> {
    let mut first: BTreeMap<(&str, &str), (usize, &ExceptionUse)> = BTreeMap::new();
    for (place, report) in run.reports.iter().enumerate() {
        for one in report.exceptions.iter().filter(|one| one.status == ExceptionStatus::Expired) {
            first.entry((&one.at, &one.rule)).or_insert((place, one));
        }
    }
    first.into_values().collect()
}

/// That an exception waives nothing any more, and what it waived.
pub(super) fn lapsed(one: &ExceptionUse) -> String {
    let until = one.waiver.until.as_ref().map(|day| format!(" on {day}")).unwrap_or_default();
    let (at, rule, by) = (&one.at, &one.rule, &one.waiver.by);
    clean(&format!(
        "{at}: the exception for {rule} ended{until} and waives nothing any more ({by}: {})",
        one.waiver.reason
    ))
}

/// Something that could not be observed.
pub(super) fn gap(gap: &Gap) -> String {
    let state = gap.state.as_ref().map(|state| format!(" in state {state}")).unwrap_or_default();
    clean(&format!("not observed{state}: {}", gap.reason))
}

/// Targets of which there is no report, each with why.
pub(super) fn unjudged(run: &Run<'_>) -> Vec<(String, String)> {
    run.unjudged.iter().map(|one| (clean(&one.target), clean(&format!("no report: {}", one.reason)))).collect()
}

/// What went wrong beside judging.
pub(super) fn mishaps(run: &Run<'_>) -> Vec<String> {
    let told = |one: &Mishap| {
        let target = one.target.as_ref().map(|target| format!("{target}: ")).unwrap_or_default();
        clean(&format!("{target}{}", one.reason))
    };
    run.mishaps.iter().map(told).collect()
}

/// Rules that could not tell, each with why; also those that failed for a part and could not tell of the rest.
pub(super) fn undetermined<'a>(judged: &Judged<'a>) -> Vec<(&'a str, String)> {
    judged.report.unsettled().map(|result| (result.rule.as_str(), open(result))).collect()
}

/// Why a result is open.
pub(super) fn open(result: &ResultForm) -> String {
    let why = clean(result.reason.as_deref().unwrap_or("no reason was given"));
    match result.outcome {
        Outcome::Failed => format!("beyond what failed: {why}"),
        _ => why,
    }
}

/// A name for something found or missing on a site, the same in every run and another on another site: 32 hex digits.
pub(super) fn name(parts: &[&str]) -> String {
    let digest = Sha256::digest(parts.join("\n").as_bytes());
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// A message that readers of Markdown take for no link: what a page wrote may not become one.
pub(super) fn unlinked(text: &str) -> String {
    text.replace("](", "] (")
}

#[cfg(test)]
mod tests {
    use super::unlinked;

    #[test]
    fn nothing_becomes_a_link() {
        assert_eq!(unlinked("[here](https://evil.example)"), "[here] (https://evil.example)");
    }
}
