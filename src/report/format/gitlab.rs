//! Code quality of GitLab: a list of issues, each with a place and a name that stays.
//!
//! The format has nothing for what is waived or was not observed, and no issue reads as nothing wrong; so both are
//! issues too, with the least severity, or the worst where the run ends for it.
//! GitLab compares the lists of two runs by fingerprint itself; so what the baseline has too stays, and says so.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{json, told};
use crate::policy::{Severity, Verdict};
use crate::report::clean::clean;
use crate::report::exit::ExitKind;
use crate::report::form::FindingForm;
use crate::report::run::{Anchor, Judged, Run};
use crate::report::words::word;

/// The issues of all reports.
pub(super) fn render(run: &Run<'_>) -> String {
    let mut issues: Vec<Value> = Vec::new();
    for (target, why) in told::unjudged(run) {
        let name = told::name(&[&target, "no-report"]);
        issues.push(issue("not-observed", &format!("{target}: {why}"), name, "blocker", &Anchor::file("report.json")));
    }
    for why in told::mishaps(run) {
        let name = told::name(&["not-kept", &why]);
        issues.push(issue("not-kept", &why, name, "blocker", &Anchor::file("report.json")));
    }
    let missing = if run.exit.kind == ExitKind::Incomplete { "blocker" } else { "info" };
    for judged in run.judged() {
        let (site, url) = (judged.site(), clean(&judged.report.target.called()));
        for gap in &judged.report.gaps {
            let text = told::gap(gap);
            let name = told::name(&[site, "not-observed", &text]);
            issues.push(issue("not-observed", &format!("{url}: {text}"), name, missing, &judged.anchor));
        }
        for finding in judged.report.once() {
            let name = told::name(&[site, &finding.rule, &finding.fingerprint]);
            issues.push(issue(&finding.rule, &description(&judged, finding), name, severity(finding), &judged.anchor));
        }
        for (rule, why) in told::undetermined(&judged) {
            let name = told::name(&[site, rule, "could not be determined"]);
            issues.push(issue(rule, &format!("{url}: could not be determined: {why}"), name, "info", &judged.anchor));
        }
    }
    tell_apart(&mut issues);
    json::pretty(&issues)
}

/// GitLab takes two issues of one fingerprint for one. Where a run has two reports of one site, what both have gets a
/// number; the first keeps its name, by which GitLab knows it.
fn tell_apart(issues: &mut [Value]) {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for issue in issues {
        let Some(own) = issue["fingerprint"].as_str().map(str::to_owned) else { continue };
        let time = times.entry(own.clone()).or_default();
        *time += 1;
        if *time > 1 {
            issue["fingerprint"] = told::name(&[&own, &time.to_string()]).into();
        }
    }
}

fn issue(check: &str, description: &str, fingerprint: String, severity: &str, anchor: &Anchor) -> Value {
    json!({
        "type": "issue",
        "description": told::unlinked(description),
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": { "path": anchor.file, "lines": { "begin": anchor.line } },
    })
}

fn description(judged: &Judged<'_>, finding: &FindingForm) -> String {
    let waived = told::waiver(finding).map(|why| format!("{why}. ")).unwrap_or_default();
    let since = if told::is_unchanged(judged, finding) { format!(" ({})", told::UNCHANGED) } else { String::new() };
    let verdict = word(&finding.verdict);
    format!(
        "{waived}{}: {} [{verdict}, {}]{since}",
        clean(&finding.title),
        told::message(judged, finding),
        finding.fingerprint
    )
}

fn severity(finding: &FindingForm) -> &'static str {
    if finding.waived.is_some() || matches!(finding.verdict, Verdict::Review | Verdict::Info) {
        return "info";
    }
    match finding.severity {
        Severity::Critical => "blocker",
        Severity::High => "critical",
        Severity::Medium => "major",
        Severity::Low => "minor",
        Severity::Info => "info",
    }
}
