//! What findings point at, as far as the page shows it: controls of a layer, rows of the table of items, states.

use std::collections::BTreeMap;

use serde_json::Value;

use super::items::anchor;
use crate::evidence::{Control, State};
use crate::facts::{ItemKind, Witness};
use crate::policy::Severity;
use crate::report::form::{FindingForm, ItemForm, LayerForm, Report};
use crate::report::words::word;

/// Which layer of the banner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Depth {
    First,
    Second,
}

impl Depth {
    /// The key of its name.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::First => "html.first-layer",
            Self::Second => "html.second-layer",
        }
    }

    /// The layer itself, if it was seen.
    pub(super) fn of(self, report: &Report) -> Option<&LayerForm> {
        match self {
            Self::First => Some(&report.banner.first_layer),
            Self::Second => report.banner.second_layer.as_ref(),
        }
    }
}

/// A finding that a row of the table of items is pointed at by.
#[derive(Clone, Copy)]
pub(super) struct Accusing<'a> {
    pub(super) severity: Severity,
    pub(super) rule: &'a str,
    pub(super) fingerprint: &'a str,
}

/// Items in the order of their table, and which findings point at them.
pub(super) struct Pointing<'a> {
    /// Cookies, storage, service workers.
    pub(super) items: Vec<&'a ItemForm>,
    pointed: Vec<(usize, Accusing<'a>)>,
    /// The row that a finding points at, by rule and fingerprint.
    rows: BTreeMap<(&'a str, &'a str), usize>,
}

impl<'a> Pointing<'a> {
    pub(super) fn of(report: &'a Report) -> Self {
        let items: Vec<&ItemForm> = report.items.iter().chain(&report.service_workers).collect();
        let pointed = pointed(report, &items);
        let rows = pointed.iter().map(|(at, one)| ((one.rule, one.fingerprint), *at)).collect();
        Self { items, pointed, rows }
    }

    /// Items by their place in the table, with the worst finding that points at each.
    pub(super) fn accused(&self) -> BTreeMap<usize, Accusing<'a>> {
        let mut accused: BTreeMap<usize, Accusing<'_>> = BTreeMap::new();
        for (at, one) in &self.pointed {
            let known = accused.entry(*at).or_insert(*one);
            if one.severity < known.severity {
                *known = *one;
            }
        }
        accused
    }

    /// The row of the table that this finding points at.
    pub(super) fn row(&self, number: usize, rule: &str, fingerprint: &str) -> Option<String> {
        self.rows.get(&(rule, fingerprint)).map(|at| anchor(number, *at))
    }
}

/// Every open finding that points at an item, with the place of that item in the table.
fn pointed<'a>(report: &'a Report, items: &[&ItemForm]) -> Vec<(usize, Accusing<'a>)> {
    let mut named: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        named.entry(&item.name).or_default().push(at);
    }
    let mut pointed = Vec::new();
    for finding in report.findings.iter().filter(|finding| finding.waived.is_none()) {
        let one = Accusing { severity: finding.severity, rule: &finding.rule, fingerprint: &finding.fingerprint };
        pointed.extend(finding.witnesses.iter().filter_map(|witness| Some((item(witness, items, &named)?, one))));
    }
    pointed
}

/// The item that a witness is, if it is one and which one is certain.
fn item(witness: &Witness, items: &[&ItemForm], named: &BTreeMap<&str, Vec<usize>>) -> Option<usize> {
    let is_cookie = witness.evidence.contains("/cookies/");
    if !is_cookie && !witness.evidence.contains("/storage/") {
        return None;
    }
    let value = |fact: &str| {
        let found = witness.values.iter().find(|(name, _)| name.rsplit('.').next() == Some(fact));
        found.and_then(|(_, value)| value.as_str())
    };
    let domain = value("domain").map(|domain| domain.trim_start_matches('.'));
    let fits = |at: &&usize| {
        items.get(**at).is_some_and(|item| {
            (item.kind == ItemKind::Cookie) == is_cookie
                && domain.is_none_or(|domain| item.domain.trim_start_matches('.') == domain)
        })
    };
    let mut found = named.get(value("name")?)?.iter().filter(fits);
    let first = found.next()?;
    found.next().is_none().then_some(*first)
}

/// The controls that findings point at, each once.
pub(super) fn controls<'a>(report: &'a Report, findings: &[&FindingForm]) -> Vec<(Depth, &'a Control)> {
    let mut found: Vec<(Depth, &Control)> = Vec::new();
    let witnesses = findings.iter().flat_map(|finding| &finding.witnesses);
    for one in witnesses.filter_map(|witness| control(report, witness)) {
        if !found.iter().any(|known| std::ptr::eq(known.1, one.1)) {
            found.push(one);
        }
    }
    found
}

fn control<'a>(report: &'a Report, witness: &Witness) -> Option<(Depth, &'a Control)> {
    let (layer, number) = witness.evidence.rsplit_once("/controls/")?;
    let depth = if layer.contains("layer") { Depth::Second } else { Depth::First };
    let control = depth.of(report)?.controls.get(number.parse::<usize>().ok()?)?;
    // The layer may have been seen in another visit than that of the witness: what it tells must agree.
    let agrees = |(name, value): (&String, &Value)| match (name.rsplit('.').next(), value.as_str()) {
        (Some("role"), Some(role)) => Some(word(&control.role) == role),
        (Some("text"), Some(text)) => Some(control.words() == text),
        _ => None,
    };
    let told: Vec<bool> = witness.values.iter().filter_map(agrees).collect();
    let is_the_same_place = depth == Depth::First && layer.ends_with("/moments/0/search/ok/found/0");
    let is_it = told.iter().all(|agrees| *agrees) && (!told.is_empty() || is_the_same_place);
    is_it.then_some((depth, control))
}

/// The states that a finding speaks of: its own, and those whose choice a witness is.
pub(super) fn states(report: &Report, finding: &FindingForm) -> Vec<State> {
    let mut states: Vec<State> = finding.state.iter().cloned().collect();
    for witness in &finding.witnesses {
        let told = witness.values.keys().filter_map(|name| name.split('.').next()).filter_map(|name| name.parse().ok());
        states.extend(told.filter(|state: &State| report.states.iter().any(|one| one.state == *state)));
    }
    let mut once: Vec<State> = Vec::new();
    for state in states {
        if !once.contains(&state) {
            once.push(state);
        }
    }
    once
}
