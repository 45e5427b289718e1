//! JUnit XML: a suite a target, a case a rule.
//!
//! A case fails for what the exit code counts and for nothing else, so that a pipeline that goes by it ends as one that
//! goes by the code. What failed and does not count, is waived or could not be determined is skipped, with why: a case
//! that passes says that nothing was observed. What could not be observed is an error where the run ends with it, and so
//! is what could not be signed or written.

use std::collections::BTreeMap;

use quick_junit::{NonSuccessKind, Property, Report as Xml, TestCase, TestCaseStatus, TestSuite};

use super::told;
use crate::engine::Outcome;
use crate::report::clean::clean;
use crate::report::exit::ExitVerdict;
use crate::report::form::{FindingForm, Report, ResultForm};
use crate::report::run::{Judged, Run};
use crate::report::words::{counted, word};

/// What stands for something that could not be observed.
const NOT_OBSERVED: &str = "not-observed";

/// A finding, and whether the exit code counts it.
type Counted<'a> = (&'a FindingForm, bool);

/// The suites of all targets. Everything in them is made fit for XML before, so that nothing can fail.
pub(super) fn render(run: &Run<'_>) -> String {
    let mut xml = Xml::new("consentinel");
    for judged in run.judged() {
        xml.add_test_suite(suite(&judged, run.exit));
    }
    for (target, why) in told::unjudged(run) {
        let mut suite = TestSuite::new(target);
        suite.add_test_case(case("observed", "consentinel", error(NOT_OBSERVED, &why)));
        xml.add_test_suite(suite);
    }
    for why in told::mishaps(run) {
        let mut suite = TestSuite::new("consentinel");
        suite.add_test_case(case("kept", "consentinel", error("not-kept", &why)));
        xml.add_test_suite(suite);
    }
    xml.to_string().unwrap_or_default()
}

fn suite(judged: &Judged<'_>, exit: &ExitVerdict) -> TestSuite {
    let report = judged.report;
    let mut suite = TestSuite::new(clean(&report.target.called()));
    suite.extra.insert("timestamp".into(), clean(&report.run.started).into());
    suite.add_properties(properties(report));
    suite.add_test_case(case("observed", "consentinel", observed(report, exit)));
    let mut findings: BTreeMap<(&str, &[String]), Vec<Counted<'_>>> = BTreeMap::new();
    for (finding, counts) in judged.findings() {
        findings.entry((&finding.rule, &finding.profiles)).or_default().push((finding, counts));
    }
    let none = Vec::new();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    report.results.iter().for_each(|result| *times.entry(&result.rule).or_default() += 1);
    for result in &report.results {
        let own = findings.get(&(result.rule.as_str(), result.profiles.as_slice())).unwrap_or(&none);
        let group = if result.group.is_empty() { "consentinel" } else { &result.group };
        let mut case = case(&name(result, times[result.rule.as_str()]), group, status(judged, result, own));
        case.add_property(Property::new("title", clean(&result.title)));
        case.add_property(Property::new("severity", word(&result.severity)));
        case.add_property(Property::new("profiles", clean(&result.profiles.join(" "))));
        suite.add_test_case(case);
    }
    suite
}

/// The name of a case: the rule, with the profiles where several judge by it and do not agree.
fn name(result: &ResultForm, times: usize) -> String {
    if times > 1 { format!("{} [{}]", result.rule, result.profiles.join(" ")) } else { result.rule.clone() }
}

fn properties(report: &Report) -> Vec<Property> {
    let profiles: Vec<&str> = report.profiles.iter().map(|profile| profile.id.as_str()).collect();
    vec![
        Property::new("consentinel", clean(&report.tool.version)),
        Property::new("profiles", clean(&profiles.join(" "))),
        Property::new("browser", clean(&report.tool.browser)),
        Property::new("complete", report.complete.to_string()),
    ]
}

fn case(name: &str, group: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(clean(name), status);
    case.set_classname(format!("consentinel.{}", clean(group)));
    case
}

/// Whether everything that was to be observed was.
fn observed(report: &Report, exit: &ExitVerdict) -> TestCaseStatus {
    let gaps: Vec<String> = report.gaps.iter().map(told::gap).collect();
    match gaps.first() {
        None => TestCaseStatus::success(),
        Some(_) if exit.on_incomplete.allows(report) => skipped("incomplete, which was allowed", &gaps),
        Some(first) => {
            let mut status = error(NOT_OBSERVED, first);
            status.set_description(gaps.join("\n"));
            status
        }
    }
}

fn status(judged: &Judged<'_>, result: &ResultForm, findings: &[Counted<'_>]) -> TestCaseStatus {
    let reason = || clean(result.reason.as_deref().unwrap_or("no reason was given"));
    match result.outcome {
        Outcome::Passed => TestCaseStatus::success(),
        Outcome::CantTell => skipped(&format!("could not be determined: {}", reason()), &[]),
        Outcome::Inapplicable => skipped(&format!("does not apply: {}", reason()), &[]),
        Outcome::Failed => failed(judged, result, findings),
    }
}

fn failed(judged: &Judged<'_>, result: &ResultForm, findings: &[Counted<'_>]) -> TestCaseStatus {
    let rest = result.reason.as_ref().map(|_| format!("could not be determined {}", told::open(result)));
    let lines: Vec<String> = findings.iter().map(|(finding, _)| line(judged, finding)).chain(rest).collect();
    let counting = findings.iter().filter(|(_, counts)| *counts).count();
    if counting == 0 {
        let waived = findings.iter().filter(|(finding, _)| finding.waived.is_some()).count();
        let why = if waived == findings.len() { "waived" } else { "does not count towards the exit code" };
        return skipped(&format!("{}: {why}", counted(findings.len(), "finding", "findings")), &lines);
    }
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_message(counted(findings.len(), "finding", "findings"));
    status.set_type(
        findings.iter().map(|(finding, _)| finding.severity).min().map(|worst| word(&worst)).unwrap_or_default(),
    );
    status.set_description(lines.join("\n"));
    status
}

fn line(judged: &Judged<'_>, finding: &FindingForm) -> String {
    let waived = told::waiver(finding).map(|why| format!("; {why}")).unwrap_or_default();
    let words = format!("{} {}", word(&finding.severity), word(&finding.verdict));
    format!(
        "[{words}] {} [{}]{waived}\n  {}",
        told::message(judged, finding),
        finding.fingerprint,
        clean(&finding.remedy)
    )
}

fn skipped(why: &str, lines: &[String]) -> TestCaseStatus {
    let mut status = TestCaseStatus::skipped();
    status.set_message(why);
    if !lines.is_empty() {
        status.set_description(lines.join("\n"));
    }
    status
}

fn error(what: &str, why: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
    status.set_message(why);
    status.set_type(what);
    status
}
