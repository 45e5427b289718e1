//! Many runs of many sites in the order of time: how many findings, how many trackers before any choice, and what
//! changed from run to run. A run that could not observe everything gives no number, and never zero.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::address;
use super::findings::{changes, counting, unseen};
use super::unequal::differences;
use crate::evidence::{Format, ReachOutcome, State};
use crate::knowledge::Purpose;
use crate::policy::Severity;
use crate::report::{BaselineKind, DifferenceKind, PastFinding, Report, WhyNew};

/// The name that every history carries.
pub const HISTORY_NAME: &str = "consentinel.history";

/// The version of its shape, `major.minor`.
pub const HISTORY_VERSION: &str = "1.0";

/// Many runs of many sites.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct History {
    /// Which format this is.
    pub format: Format,
    /// One entry a site: those with a name of the user's come last.
    pub sites: Vec<SiteHistory>,
    /// What could not be read, and why.
    pub unreadable: Vec<String>,
}

/// The runs of one site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SiteHistory {
    /// The address that was asked for last, a folder as the user wrote it; after its name, if it has one.
    pub site: String,
    /// One entry a run, in the order of time.
    pub runs: Vec<RunOf>,
}

/// One run of a site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RunOf {
    /// Where it lies.
    pub given: String,
    /// Whether it was judged then or again now.
    pub kind: BaselineKind,
    /// Start, RFC 3339 in UTC.
    pub started: String,
    /// How the site was reached.
    pub reached: ReachOutcome,
    /// Whether everything could be observed. If not, every number is the least that there is.
    pub complete: bool,
    /// What could not be observed, the first of it.
    pub gap: Option<String>,
    /// Findings and indications that no exception waives, by severity; one of several profiles counts once.
    pub findings: BTreeMap<Severity, usize>,
    /// Hosts of trackers that were contacted although nothing was chosen; `null` where that could not be observed.
    pub trackers_before_choice: Option<usize>,
    /// What changed since the run before; `null` for the first.
    pub since: Option<SinceLast>,
}

/// What changed since the run before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SinceLast {
    /// How many of those that `findings` counts are new.
    pub new: usize,
    /// How many of those that it counted before are fixed.
    pub fixed: usize,
    /// Of how many of both it is not known whether they are new or fixed.
    pub not_known: usize,
    /// In what the two runs differ.
    pub differences: Vec<DifferenceKind>,
}

impl RunOf {
    /// How many findings of this severity there are, if that is known.
    pub fn known(&self, severity: Severity) -> Option<usize> {
        self.complete.then(|| self.least(severity))
    }

    /// How many findings of this severity there are at least.
    pub fn least(&self, severity: Severity) -> usize {
        self.findings.get(&severity).copied().unwrap_or(0)
    }
}

/// A report with where it lies.
pub struct Kept {
    /// Where.
    pub given: String,
    /// Whether it was judged then or again now.
    pub kind: BaselineKind,
    /// The report.
    pub report: Report,
}

/// Puts runs in order, each of them once. `unreadable` is told as it is.
pub fn history(runs: &[Kept], unreadable: Vec<String>) -> History {
    let mut sites: BTreeMap<(Option<String>, String), Vec<&Kept>> = BTreeMap::new();
    for run in runs {
        sites.entry(address::site(&run.report)).or_default().push(run);
    }
    let sites = sites.into_values().map(|mut runs| {
        runs.sort_by(|a, b| order(a).cmp(&order(b)));
        runs.dedup_by(|one, before| is_same_run(&before.report, &one.report));
        let before = std::iter::once(None).chain(runs.iter().map(Some));
        let site = runs.last().map(|last| address::told(&last.report)).unwrap_or_default();
        SiteHistory { site, runs: runs.iter().zip(before).map(|(run, before)| one(run, before.copied())).collect() }
    });
    History {
        format: Format { name: HISTORY_NAME.to_owned(), version: HISTORY_VERSION.to_owned() },
        sites: sites.collect(),
        unreadable,
    }
}

/// By time; of one run its evidence, which is judged now, goes before reports.
fn order(run: &Kept) -> (&str, &str, bool, &str) {
    let about = &run.report.run;
    (&about.started, &about.ended, run.kind != BaselineKind::Bundle, &run.given)
}

/// Whether both tell of the same run: a bundle and the report of it, or a report and the list of all of a run. Times
/// that are equal by chance do not make one run of two that saw something else.
fn is_same_run(one: &Report, other: &Report) -> bool {
    let times = |report: &Report| (report.run.started.clone(), report.run.ended.clone());
    times(one) == times(other) && one.banner.text == other.banner.text && seen(one) == seen(other)
}

/// The requests and items that a run saw, whoever judges it.
fn seen(report: &Report) -> [BTreeSet<(&str, &str)>; 2] {
    let requests = report.requests.iter().map(|one| (one.method.as_str(), one.url.as_str()));
    let items = report.items.iter().map(|one| (one.name.as_str(), one.domain.as_str()));
    [requests.collect(), items.collect()]
}

fn one(run: &Kept, before: Option<&Kept>) -> RunOf {
    let report = &run.report;
    let mut findings = BTreeMap::new();
    for finding in counting(report).values() {
        *findings.entry(finding.severity).or_insert(0) += 1;
    }
    RunOf {
        given: run.given.clone(),
        kind: run.kind,
        started: report.run.started.clone(),
        reached: report.reached.outcome,
        complete: report.complete,
        gap: report.gaps.first().map(|gap| gap.reason.clone()),
        findings,
        trackers_before_choice: trackers(report),
        since: before.map(|before| since(&before.report, report)),
    }
}

fn since(before: &Report, report: &Report) -> SinceLast {
    let changes = changes(before, report);
    let (then, now) = (counting(before), counting(report));
    let new = changes.new.iter().filter(|new| now.contains_key(new.fingerprint.as_str()));
    let (doubtful, new): (Vec<WhyNew>, Vec<WhyNew>) = new.map(|new| new.why).partition(|why| is_doubtful(*why));
    let counted = |finding: &PastFinding| then.contains_key(finding.fingerprint.as_str());
    SinceLast {
        new: new.len(),
        fixed: changes.fixed.iter().filter(|one| counted(one)).count(),
        not_known: changes.not_known.iter().filter(|one| counted(&one.finding)).count() + doubtful.len(),
        differences: differences(before, report).into_iter().map(|one| one.what).collect(),
    }
}

/// What the run before could not tell, did not ask or asked otherwise may have been there, and as bad.
fn is_doubtful(why: WhyNew) -> bool {
    use WhyNew::*;
    matches!(why, CouldNotBeTold | RuleNotJudged | JudgedOtherwise | JudgedMoreStrictly)
}

/// Hosts of trackers in the visits in which nothing is chosen; both count, for pages differ from load to load.
fn trackers(report: &Report) -> Option<usize> {
    let untouched = [State::None, State::NoneAgain];
    let is_whole = |state: &State| {
        let gap = report.gaps.iter().any(|gap| gap.state.as_ref().is_none_or(|named| named == state));
        unseen(report, &state.to_string()).is_none() && !gap
    };
    if report.reached.outcome != ReachOutcome::Loaded || !untouched.iter().all(is_whole) {
        return None;
    }
    let is_tracker = |purpose| matches!(purpose, Purpose::Analytics | Purpose::Marketing | Purpose::Social);
    let requests = report.requests.iter().filter(|request| {
        is_tracker(request.purpose) && untouched.iter().any(|state| request.seen.contains_key(state))
    });
    let hosts: BTreeSet<&str> = requests.map(|request| request.host.as_str()).collect();
    Some(hosts.len())
}
