//! Markdown for the summary of a job on GitHub: how the run ends, a row a target, everything that failed and what could
//! not be determined. It takes 1 MiB of a step and refuses more, so the end is cut before, and said to be.

use std::collections::BTreeMap;

use super::markdown::escaped;
use super::told;
use crate::policy::Severity;
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
    lines.push(format!("| target | {} | waived | could not be determined | observed |", names.join(" | ")));
    lines.push(format!("|---|{}---:|---:|---|", "---:|".repeat(names.len())));
    lines.extend(run.judged().map(|judged| row(&judged)));
    for (target, why) in told::unjudged(run) {
        lines.push(format!("| {} |{} {} |", escaped(&target), " |".repeat(names.len() + 2), escaped(&why)));
    }
    section(&mut lines, "Not kept", told::mishaps(run).iter().map(|why| format!("- {}", escaped(why))));
    lines
}

fn row(judged: &Judged<'_>) -> String {
    let report = judged.report;
    let count = |severity: &Severity| {
        report.findings.iter().filter(|one| one.waived.is_none() && one.severity == *severity).count()
    };
    let counts: Vec<String> = SEVERITIES.iter().map(|severity| count(severity).to_string()).collect();
    let waived = report.findings.iter().filter(|one| one.waived.is_some()).count();
    let open = told::undetermined(judged).len();
    let observed = if report.complete { "everything" } else { "**incomplete**" };
    format!(
        "| {} | {} | {waived} | {open} | {observed} |",
        escaped(&clean(&report.target.called())),
        counts.join(" | ")
    )
}

fn target(judged: &Judged<'_>) -> Vec<String> {
    let report = judged.report;
    let mut lines = vec![String::new(), format!("## {}", escaped(&clean(&report.target.called())))];
    section(&mut lines, "Not observed", report.gaps.iter().map(|gap| format!("- {}", escaped(&told::gap(gap)))));
    let mut rules: BTreeMap<(Severity, &str), Vec<&FindingForm>> = BTreeMap::new();
    for finding in report.findings.iter().filter(|finding| finding.waived.is_none()) {
        rules.entry((finding.severity, &finding.rule)).or_default().push(finding);
    }
    for ((severity, rule), findings) in rules {
        let title = findings.first().map(|finding| clean(&finding.title)).unwrap_or_default();
        let severity = word(&severity).to_uppercase();
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
