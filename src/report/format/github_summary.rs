//! Markdown for the summary of a job on GitHub: how the run ends, a row a target, everything that failed and what could
//! not be determined. It takes 1 MiB of a step and refuses more, so the end is cut before, and said to be.

use std::collections::BTreeMap;

use super::markdown::escaped;
use super::told;
use crate::policy::{Severity, Verdict};
use crate::report::clean::clean;
use crate::report::form::FindingForm;
use crate::report::run::{Judged, Run};
use crate::report::words::{counted, word};

/// What GitHub takes, bytes, less what the last lines need.
const LIMIT: usize = 1024 * 1024 - 1024;

const SEVERITIES: [Severity; 5] = [Severity::Critical, Severity::High, Severity::Medium, Severity::Low, Severity::Info];

/// The summary.
pub(super) fn render(run: &Run<'_>) -> String {
    let mut lines = head(run);
    for judged in run.judged() {
        lines.extend(target(&judged));
    }
    let mut out = String::new();
    let mut cut = 0;
    for line in lines {
        if cut > 0 || out.len() + line.len() + 1 > LIMIT {
            cut += 1;
        } else {
            out.push_str(&line);
            out.push('\n');
        }
    }
    if cut > 0 {
        let lines = counted(cut, "line is", "lines are");
        out.push_str(&format!(
            "\n**{lines} not shown here: GitHub takes 1 MiB of a step. The report has everything.**\n"
        ));
    }
    out
}

fn head(run: &Run<'_>) -> Vec<String> {
    let mut lines =
        vec!["# Consentinel".to_owned(), String::new(), format!("**{}**", escaped(&run.exit.because)), String::new()];
    let names: Vec<String> = SEVERITIES.iter().map(word).collect();
    let others = "review | information | waived | could not be determined";
    lines.push(format!("| target | {} | {others} | observed |", names.join(" | ")));
    lines.push(format!("|---|{}---|", "---:|".repeat(names.len() + 4)));
    lines.extend(run.judged().map(|judged| row(&judged)));
    for (target, why) in told::unjudged(run) {
        lines.push(format!("| {} |{} {} |", escaped(&target), " |".repeat(names.len() + 4), escaped(&why)));
    }
    section(&mut lines, "Not kept", told::mishaps(run).iter().map(|why| format!("- {}", escaped(why))));
    lines
}

/// What a finding asks for: only what is said of the site is headed by how bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Asks {
    Mending,
    Review,
    Nothing,
}

impl Asks {
    fn of(finding: &FindingForm) -> Self {
        match finding.verdict {
            Verdict::Finding | Verdict::Indication => Self::Mending,
            Verdict::Review => Self::Review,
            Verdict::Info => Self::Nothing,
        }
    }
}

fn row(judged: &Judged<'_>) -> String {
    let report = judged.report;
    let found = report.open();
    let of = |verdict: Verdict| found.iter().filter(|one| one.verdict == verdict).count();
    let is_said = |one: &FindingForm| Asks::of(one) == Asks::Mending;
    let count = |severity: &Severity| found.iter().filter(|one| is_said(one) && one.severity == *severity).count();
    let counts: Vec<String> = SEVERITIES.iter().map(|severity| count(severity).to_string()).collect();
    let (review, info, waived) = (of(Verdict::Review), of(Verdict::Info), report.waived());
    let open = told::undetermined(judged).len();
    let observed = if report.complete { "everything" } else { "**incomplete**" };
    format!(
        "| {} | {} | {review} | {info} | {waived} | {open} | {observed} |",
        escaped(&clean(&report.target.called())),
        counts.join(" | ")
    )
}

fn target(judged: &Judged<'_>) -> Vec<String> {
    let report = judged.report;
    let mut lines = vec![String::new(), format!("## {}", escaped(&clean(&report.target.called())))];
    section(&mut lines, "Not observed", report.gaps.iter().map(|gap| format!("- {}", escaped(&told::gap(gap)))));
    let mut rules: BTreeMap<(Asks, Severity, &str), Vec<&FindingForm>> = BTreeMap::new();
    for finding in report.open() {
        rules.entry((Asks::of(finding), finding.severity, &finding.rule)).or_default().push(finding);
    }
    for ((asks, severity, rule), findings) in rules {
        let title = findings.first().map(|finding| clean(&finding.title)).unwrap_or_default();
        let severity = match asks {
            Asks::Mending => word(&severity).to_uppercase(),
            Asks::Review => "For review".to_owned(),
            Asks::Nothing => "For information".to_owned(),
        };
        let points = findings.iter().map(|finding| format!("- {}", point(judged, finding)));
        let remedy = findings.first().map(|finding| clean(&finding.remedy)).filter(|remedy| !remedy.is_empty());
        section(&mut lines, &format!("{severity}: {} (`{rule}`)", escaped(&title)), points);
        lines
            .extend(remedy.into_iter().flat_map(|remedy| [String::new(), format!("What to do: {}", escaped(&remedy))]));
    }
    let waived = report.findings.iter().filter_map(|finding| {
        let why = told::waiver(finding)?;
        Some(format!("- `{}` {} {}", finding.rule, point(judged, finding), escaped(&why)))
    });
    section(&mut lines, "Waived", waived);
    let open = told::undetermined(judged).into_iter().map(|(rule, why)| format!("- `{rule}`: {}", escaped(&why)));
    section(&mut lines, "Could not be determined", open);
    lines
}

fn section(lines: &mut Vec<String>, title: &str, points: impl Iterator<Item = String>) {
    let points: Vec<String> = points.collect();
    if !points.is_empty() {
        lines.extend([String::new(), format!("### {title}"), String::new()]);
        lines.extend(points);
    }
}

fn point(judged: &Judged<'_>, finding: &FindingForm) -> String {
    format!("{} ({}, `{}`)", escaped(&told::message(judged, finding)), word(&finding.verdict), finding.fingerprint)
}
