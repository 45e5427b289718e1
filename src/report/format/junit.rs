//! JUnit XML: a suite a target, a case a rule.
//!
//! A case fails for what the exit code counts and for nothing else, so that a pipeline that goes by it ends as one that
//! goes by the code. What failed and does not count, is waived or could not be determined is skipped, with why: a case
//! that passes says that nothing was observed. What the baseline has too fails nothing: it is skipped, and beside what is
//! new it stands in the case's output. What could not be observed is an error where the run ends with it, and so is what
//! could not be signed or written. `--exit-zero` changes the code that the program leaves with and nothing here.

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
    let lapsed: Vec<String> = told::expired(run).into_iter().map(|(_, one)| told::lapsed(one)).collect();
    if !lapsed.is_empty() {
        let mut suite = TestSuite::new("consentinel");
        let why = counted(lapsed.len(), "exception has expired", "exceptions have expired");
        suite.add_test_case(case("exceptions", "consentinel", skipped(&why, &lapsed)));
        xml.add_test_suite(suite);
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
        if let (TestCaseStatus::NonSuccess { .. }, Some(old)) = (&case.status, unchanged(judged, own)) {
            case.set_system_out(old);
        }
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
    let own = [
        Property::new("consentinel", clean(&report.tool.version)),
        Property::new("profiles", clean(&profiles.join(" "))),
        Property::new("browser", clean(&report.tool.browser)),
        Property::new("complete", report.complete.to_string()),
    ];
    let since = report.baseline.iter().flat_map(|baseline| {
        let counts = [
            ("new", baseline.new.len()),
            ("unchanged", baseline.unchanged.len()),
            ("fixed", baseline.fixed.len()),
            ("not-known", baseline.not_known.len()),
        ];
        counts.map(|(name, count)| Property::new(format!("baseline.{name}"), count.to_string()))
    });
    own.into_iter().chain(since).collect()
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
    let rest = || result.reason.as_ref().map(|_| format!("could not be determined {}", told::open(result)));
    let lines = |findings: &[Counted<'_>]| -> Vec<String> {
        findings.iter().map(|(finding, _)| line(judged, finding)).chain(rest()).collect()
    };
    if findings.iter().all(|(_, counts)| !counts) {
        return skipped(&format!("{}: {}", of_findings(findings), why_not(judged, findings)), &lines(findings));
    }
    let (_, new) = parted(judged, findings);
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_message(of_findings(&new));
    status
        .set_type(new.iter().map(|(finding, _)| finding.severity).min().map(|worst| word(&worst)).unwrap_or_default());
    status.set_description(lines(&new).join("\n"));
    status
}

fn of_findings(findings: &[Counted<'_>]) -> String {
    counted(findings.len(), "finding", "findings")
}

/// What the baseline has too, and all else.
fn parted<'a>(judged: &Judged<'_>, findings: &[Counted<'a>]) -> (Vec<Counted<'a>>, Vec<Counted<'a>>) {
    findings.iter().copied().partition(|(finding, _)| told::is_unchanged(judged, finding))
}

/// Why none of them counts.
fn why_not(judged: &Judged<'_>, findings: &[Counted<'_>]) -> &'static str {
    let is_waived = |(finding, _): &Counted<'_>| finding.waived.is_some();
    let is_old = |(finding, _): &Counted<'_>| told::is_unchanged(judged, finding);
    if findings.iter().all(is_waived) {
        "waived"
    } else if findings.iter().filter(|one| !is_waived(one)).all(is_old) {
        told::UNCHANGED
    } else {
        "does not count towards the exit code"
    }
}

/// What the baseline has too, of a rule that fails for something new.
fn unchanged(judged: &Judged<'_>, findings: &[Counted<'_>]) -> Option<String> {
    let (old, _) = parted(judged, findings);
    let lines: Vec<String> = old.iter().map(|(finding, _)| line(judged, finding)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn line(judged: &Judged<'_>, finding: &FindingForm) -> String {
    let waived = told::waiver(finding).map(|why| format!("; {why}")).unwrap_or_default();
    let since = if told::is_unchanged(judged, finding) { format!("; {}", told::UNCHANGED) } else { String::new() };
    let words = format!("{} {}", word(&finding.severity), word(&finding.verdict));
    format!(
        "[{words}] {} [{}]{waived}{since}\n  {}",
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
