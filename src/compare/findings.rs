//! Findings of two reports of one site: new, unchanged, fixed, or not known. They are told apart by fingerprint.
//!
//! A finding is fixed only if its rule was judged now as it was then and over all that it looks at, and the state it
//! was found in was lived through. Whatever else made it vanish says nothing of the site.

use std::collections::{BTreeMap, BTreeSet};

use super::judging::Otherwise;
use crate::engine::Outcome;
use crate::evidence::{ChoiceStatus, State};
use crate::report::{FindingForm, Gap, NewFinding, NotKnown, PastFinding, Report, ResultForm, WhyNew, can_count};

/// What became of findings.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes {
    /// Those that count as new, in the order of the later report.
    pub new: Vec<NewFinding>,
    /// Fingerprints of those that were there before and are no worse.
    pub unchanged: Vec<String>,
    /// Those of then that were looked for and are gone.
    pub fixed: Vec<PastFinding>,
    /// Those of then that are not there now, without its being known that they are fixed.
    pub not_known: Vec<NotKnown>,
}

/// Holds the findings of two reports against each other.
pub fn changes(then: &Report, now: &Report) -> Changes {
    let (before, after) = (by_fingerprint(then), by_fingerprint(now));
    let otherwise = Otherwise::of(then, now);
    let mut changes = Changes::default();
    let mut told = BTreeSet::new();
    for finding in &now.findings {
        let fingerprint = finding.fingerprint.as_str();
        if !told.insert(fingerprint) {
            continue;
        }
        let alike = after.get(fingerprint).map(Vec::as_slice).unwrap_or_default();
        let then_alike = before.get(fingerprint).map(Vec::as_slice).unwrap_or_default();
        match why_new(then, otherwise, then_alike, alike) {
            Some(why) => changes.new.push(NewFinding { fingerprint: fingerprint.to_owned(), why }),
            None => changes.unchanged.push(fingerprint.to_owned()),
        }
    }
    for finding in &then.findings {
        let fingerprint = finding.fingerprint.as_str();
        if after.contains_key(fingerprint) || !told.insert(fingerprint) {
            continue;
        }
        let finding = before.get(fingerprint).and_then(|all| worst(all)).unwrap_or(finding);
        match not_fixed(now, otherwise, finding) {
            None => changes.fixed.push(finding.into()),
            Some(reason) => changes.not_known.push(NotKnown { finding: finding.into(), reason }),
        }
    }
    changes
}

/// Each finding of a report once, by its fingerprint: of those of several profiles the worst.
pub(super) fn once(report: &Report) -> BTreeMap<&str, &FindingForm> {
    by_fingerprint(report).into_iter().filter_map(|(fingerprint, all)| Some((fingerprint, worst(&all)?))).collect()
}

/// Those of them that could make a run fail.
pub(super) fn counting(report: &Report) -> BTreeMap<&str, &FindingForm> {
    once(report).into_iter().filter(|(_, one)| can_count(one.verdict, one.waived.as_ref())).collect()
}

/// The one that counts, of those the most severe.
fn worst<'a>(alike: &[&'a FindingForm]) -> Option<&'a FindingForm> {
    let weight = |one: &FindingForm| (!can_count(one.verdict, one.waived.as_ref()), one.severity, one.verdict);
    alike.iter().copied().min_by_key(|one| weight(one))
}

/// Several findings of one fingerprint are those of several profiles.
fn by_fingerprint(report: &Report) -> BTreeMap<&str, Vec<&FindingForm>> {
    let mut all: BTreeMap<&str, Vec<&FindingForm>> = BTreeMap::new();
    for finding in &report.findings {
        all.entry(finding.fingerprint.as_str()).or_default().push(finding);
    }
    all
}

/// Why what is there `after` counts as new; `None` if it was there `before` and is no worse. Whatever counts now and
/// did not then is new, also where the judge alone changed.
fn why_new(
    then: &Report,
    otherwise: Option<Otherwise>,
    before: &[&FindingForm],
    after: &[&FindingForm],
) -> Option<WhyNew> {
    let Some(first) = after.first() else { return Some(WhyNew::NotThere) };
    if before.is_empty() {
        return Some(match results(then, &first.rule).map(|result| in_doubt(then, result)).reduce(Option::or) {
            None => WhyNew::RuleNotJudged,
            Some(Some(_)) => WhyNew::CouldNotBeTold,
            Some(None) if has_gap(then, first) => WhyNew::CouldNotBeTold,
            Some(None) if otherwise.is_some() => WhyNew::JudgedOtherwise,
            Some(None) => WhyNew::NotThere,
        });
    }
    let open = |all: &[&FindingForm]| all.iter().any(|finding| finding.waived.is_none());
    if open(after) && !open(before) {
        return Some(WhyNew::NoLongerWaived);
    }
    // Whether it was seen in one profile or in two differs by chance: findings and indications weigh the same.
    let weight = |all: &[&FindingForm]| {
        let counting = all.iter().filter(|one| can_count(one.verdict, one.waived.as_ref()));
        let said = counting.map(|one| one.severity).min();
        let open = all.iter().filter(|one| one.waived.is_none());
        (said.is_none(), said, open.map(|one| one.severity).min())
    };
    let worse = if otherwise.is_some() { WhyNew::JudgedMoreStrictly } else { WhyNew::Worse };
    (weight(after) < weight(before)).then_some(worse)
}

fn results<'a>(report: &'a Report, rule: &'a str) -> impl Iterator<Item = &'a ResultForm> {
    report.results.iter().filter(move |result| result.rule == rule)
}

/// Why a result of this report says nothing of what it did not find.
fn in_doubt(report: &Report, result: &ResultForm) -> Option<String> {
    let m = report.messages();
    let why = result.reason.as_deref().unwrap_or(m.say("common.no-reason"));
    match result.outcome {
        Outcome::CantTell => Some(m.fill("baseline.cant-tell", &[("why", &why)])),
        Outcome::Failed if result.reason.is_some() => Some(m.fill("baseline.partly", &[("why", &why)])),
        Outcome::Failed | Outcome::Passed | Outcome::Inapplicable => None,
    }
}

/// Why it is not known that a finding of then is fixed; `None` if it is.
fn not_fixed(now: &Report, otherwise: Option<Otherwise>, finding: &FindingForm) -> Option<String> {
    let m = now.messages();
    let results: Vec<&ResultForm> = results(now, &finding.rule).collect();
    if results.is_empty() {
        return Some(m.say("baseline.rule-off").to_owned());
    }
    let doubt = results.iter().find_map(|result| in_doubt(now, result));
    let rest = || {
        let gone = results.iter().find(|result| result.outcome == Outcome::Inapplicable)?;
        let why = gone.reason.as_deref().unwrap_or(m.say("common.no-reason"));
        Some(m.fill("baseline.inapplicable", &[("why", &why)]))
    };
    let states = states(finding);
    doubt
        .or_else(|| states.iter().find_map(|state| unseen(now, state)))
        .or_else(|| now.gaps.iter().find_map(|gap| of_gap(now, gap, &states)))
        .or_else(rest)
        .or_else(|| otherwise.map(|way| way.not_fixed(m)))
}

/// Whether a report has a gap in what a finding of another one was found in.
fn has_gap(report: &Report, finding: &FindingForm) -> bool {
    let states = states(finding);
    report.gaps.iter().any(|gap| of_gap(report, gap, &states).is_some())
}

/// What a gap of the whole run, or of a state in which something was found, leaves in doubt.
fn of_gap(now: &Report, gap: &Gap, states: &[String]) -> Option<String> {
    let m = now.messages();
    match &gap.state {
        None => Some(m.fill("baseline.gap", &[("why", &gap.reason)])),
        Some(state) if states.contains(&state.to_string()) => {
            Some(m.fill("baseline.gap-in", &[("state", state), ("why", &gap.reason)]))
        }
        Some(_) => None,
    }
}

/// The states in which it was found.
fn states(finding: &FindingForm) -> Vec<String> {
    let told = finding.witnesses.iter().filter_map(|witness| witness.values.get("state")?.as_str());
    let mut states: Vec<String> = finding.state.iter().map(State::to_string).collect();
    states.extend(told.map(str::to_owned));
    states.sort();
    states.dedup();
    states
}

/// Why a state says nothing of what was found in it once; `None` if it was lived through.
pub(super) fn unseen(report: &Report, state: &str) -> Option<String> {
    let m = report.messages();
    let Some(lived) = report.states.iter().find(|one| one.state.to_string() == state) else {
        return Some(m.fill("baseline.unlived", &[("state", &state)]));
    };
    let key = match lived.status {
        ChoiceStatus::Observed => return None,
        ChoiceStatus::Unconfirmed if lived.state == State::Save => return None,
        ChoiceStatus::NotOffered => "baseline.not-offered",
        ChoiceStatus::Unconfirmed => "baseline.unconfirmed",
        ChoiceStatus::Failed => "baseline.failed",
    };
    let why = lived.reason.as_deref().unwrap_or(m.say("common.no-reason"));
    Some(m.fill(key, &[("state", &state), ("why", &why)]))
}
