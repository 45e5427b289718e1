//! Limits of those who read: kept, and what was cut is said.

use consentinel::engine::{Judgement, Outcome, RuleResult};
use consentinel::policy::{Confidence, Severity, Verdict};
use consentinel::report::*;

use super::every::text;
use crate::report_scene::{self as scene, failure};

/// So many findings of each severity.
pub fn many(count: usize) -> Report {
    let mut judged = scene::clean();
    let severities = [Severity::Critical, Severity::Medium, Severity::Low];
    let results = severities.iter().enumerate().map(|(place, severity)| RuleResult {
        rule: format!("rule-{place}"),
        profiles: vec!["eu-gdpr".to_owned()],
        title: "A title".to_owned(),
        group: "own".to_owned(),
        outcome: Outcome::Failed,
        reason: None,
        looked_at: None,
        severity: *severity,
        confidence: Confidence::High,
        verdict: Some(Verdict::Finding),
        law: Vec::new(),
        remedy: "Mend it.".to_owned(),
        failures: (0..count)
            .map(|number| {
                let message = format!("cookie number {number} was stored before any choice was made");
                failure(*severity, Verdict::Finding, &message, &format!("{place:04x}{number:012x}"))
            })
            .collect(),
    });
    judged.judgement = Judgement { results: results.collect(), exceptions: Vec::new() };
    judged.report()
}

#[test]
fn github_gets_ten_annotations_of_a_kind_and_the_log_the_rest() {
    let reports = [many(25)];
    let text = text(Format::Github, &reports);
    for kind in ["error", "warning", "notice"] {
        let start = format!("::{kind} ");
        assert_eq!(text.lines().filter(|line| line.starts_with(&start)).count(), 10, "{kind}");
    }
    assert!(text.contains("45 more are not annotated"), "{text}");
    assert!(reports[0].findings.iter().all(|finding| text.contains(&finding.fingerprint)));
    assert!(text.trim_end().ends_with("exit 1: 25 findings at or above high"), "{text}");
}

#[test]
fn github_takes_in_five_thousand_results_and_the_worst_are_there() {
    let reports = [many(2_000)];
    let text = text(Format::SarifGithub, &reports);
    let sarif: serde_json::Value = serde_json::from_str(&text).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 5_000);
    assert_eq!(results.iter().filter(|one| one["level"] == "error").count(), 2_000);
    assert_eq!(results.iter().filter(|one| one["level"] == "warning").count(), 2_000);
    assert!(text.contains("1000 findings are left out, the least severe"));
    assert!(text.len() < 10 * 1024 * 1024);
    let plain: serde_json::Value = serde_json::from_str(&super::every::text(Format::Sarif, &reports)).unwrap();
    assert_eq!(plain["runs"][0]["results"].as_array().unwrap().len(), 6_000);
}

#[test]
fn a_summary_keeps_within_a_mebibyte_and_says_what_is_not_there() {
    let long = text(Format::GithubSummary, &[many(5_000)]);
    assert!(long.len() <= 1024 * 1024 && long.len() > 900 * 1024, "{}", long.len());
    assert!(long.trim_end().ends_with("The report has everything.**") && long.contains("lines are not shown here"));
    let short = text(Format::GithubSummary, &[many(20)]);
    assert!(!short.contains("not shown here"));
}
