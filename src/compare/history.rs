//! Many runs of many sites in the order of time: how many findings, how many trackers before any choice, and what changed
//! from run to run. A run that could not observe everything gives no number, and never zero.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::findings::{changes, unseen};
use super::site::{address, nearly};
use super::unequal::differences;
use crate::evidence::{Format, ReachOutcome, State};
use crate::knowledge::Purpose;
use crate::policy::{Severity, Verdict};
use crate::report::{BaselineKind, DifferenceKind, NewFinding, Report, WhyNew};

/// The name that every history carries.
pub const HISTORY_NAME: &str = "consentinel.history";

/// The version of its shape, `major.minor`.
pub const HISTORY_VERSION: &str = "1.0";

/// Many runs of many sites.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct History {
    /// Which format this is.
    pub format: Format,
    /// One entry a site, in the order of their addresses.
    pub sites: Vec<SiteHistory>,
    /// What could not be read, and why.
    pub unreadable: Vec<String>,
}

/// The runs of one site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SiteHistory {
    /// The address that was opened last; of a folder or file, as the user wrote it.
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
    /// Findings and indications that no exception waives, by severity.
    pub findings: BTreeMap<Severity, usize>,
    /// Hosts of trackers that were contacted although nothing was chosen; `null` where that could not be observed.
    pub trackers_before_choice: Option<usize>,
    /// What changed since the run before; `null` for the first.
    pub since: Option<SinceLast>,
}

/// What changed since the run before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SinceLast {
    /// How many findings are new.
    pub new: usize,
    /// How many are fixed.
    pub fixed: usize,
    /// Of how many it is not known whether they are new or fixed.
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

/// Puts runs in order. `unreadable` is told as it is.
pub fn history(runs: &[Kept], unreadable: Vec<String>) -> History {
    let mut sites: BTreeMap<String, Vec<&Kept>> = BTreeMap::new();
    for run in runs {
        sites.entry(nearly(&run.report)).or_default().push(run);
    }
    let sites = sites.into_values().map(|mut runs| {
        runs.sort_by(|a, b| (&a.report.run.started, &a.given).cmp(&(&b.report.run.started, &b.given)));
        let before = std::iter::once(None).chain(runs.iter().map(Some));
        let site = runs.last().map(|last| address(&last.report).to_owned()).unwrap_or_default();
        SiteHistory { site, runs: runs.iter().zip(before).map(|(run, before)| one(run, before.copied())).collect() }
    });
    History {
        format: Format { name: HISTORY_NAME.to_owned(), version: HISTORY_VERSION.to_owned() },
        sites: sites.collect(),
        unreadable,
    }
}

fn one(run: &Kept, before: Option<&Kept>) -> RunOf {
    let report = &run.report;
    let mut findings = BTreeMap::new();
    let said = report.findings.iter().filter(|finding| {
        finding.waived.is_none() && matches!(finding.verdict, Verdict::Finding | Verdict::Indication)
    });
    for finding in said {
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
    // What the run before could not tell or did not ask may have been there.
    let is_doubtful = |new: &&NewFinding| matches!(new.why, WhyNew::CouldNotBeTold | WhyNew::RuleNotJudged);
    let doubtful = changes.new.iter().filter(is_doubtful).count();
    SinceLast {
        new: changes.new.len() - doubtful,
        fixed: changes.fixed.len(),
        not_known: changes.not_known.len() + doubtful,
        differences: differences(before, report).into_iter().map(|one| one.what).collect(),
    }
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
