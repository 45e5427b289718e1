//! Every failed rule in one row, by group: what the cards below tell at length.

use std::collections::BTreeMap;

use serde_json::Value;

use super::cut::{NAME, cut};
use super::parts::{Cell, Span, Table, Tone};
use crate::messages::Messages;
use crate::policy::{Severity, Verdict};
use crate::report::clean::clean;
use crate::report::form::{FindingForm, Report};

/// Keys of the heads.
const HEADS: [&str; 6] = [
    "findings.rule",
    "findings.verdict",
    "findings.severity",
    "findings.state-head",
    "findings.witness",
    "findings.law",
];

/// Facts by which a thing is called, best first.
const CALLED_BY: [&str; 6] = ["name", "host", "url", "script", "text", "role"];

/// One row a rule, groups with the worst first.
pub(super) fn table(report: &Report, shown: &[&FindingForm]) -> Table {
    let mut rules: BTreeMap<&str, Vec<&FindingForm>> = BTreeMap::new();
    for finding in shown {
        rules.entry(&finding.rule).or_default().push(finding);
    }
    let mut groups: BTreeMap<&str, Vec<Row<'_>>> = BTreeMap::new();
    for (rule, findings) in rules {
        let result = report.results.iter().find(|result| result.rule == rule);
        let group = result.map_or("", |result| result.group.as_str());
        groups.entry(group).or_default().extend(Row::of(rule, findings));
    }
    let mut groups: Vec<(&str, Vec<Row<'_>>)> = groups.into_iter().collect();
    for (_, rows) in &mut groups {
        rows.sort_by(|a, b| (a.severity, a.verdict, a.rule).cmp(&(b.severity, b.verdict, b.rule)));
    }
    groups.sort_by_key(|(group, rows)| (rows.first().map(|row| row.severity), *group));
    let m = report.messages();
    let mut table = Table::new(&HEADS.map(|key| m.say(key)), m.say("common.none"));
    for (group, rows) in groups {
        table.rows.extend(headed(group, m));
        table.rows.extend(rows.iter().map(|row| row.cells(m)));
    }
    table
}

/// A row that names the group of those below; none where it is not known.
fn headed(group: &str, m: Messages) -> Option<Vec<Cell>> {
    let name = m.within("groups", group).unwrap_or(group).to_uppercase();
    let name = vec![vec![Span::words(name).strong()]];
    let empty = (1..HEADS.len()).map(|_| Cell::new());
    (!group.is_empty()).then(|| std::iter::once(name).chain(empty).collect())
}

/// A failed rule.
struct Row<'a> {
    rule: &'a str,
    severity: Severity,
    verdict: Verdict,
    findings: Vec<&'a FindingForm>,
}

impl<'a> Row<'a> {
    fn of(rule: &'a str, findings: Vec<&'a FindingForm>) -> Option<Self> {
        let severity = findings.iter().map(|finding| finding.severity).min()?;
        let verdict = findings.iter().map(|finding| finding.verdict).min()?;
        Some(Self { rule, severity, verdict, findings })
    }

    fn cells(&self, m: Messages) -> Vec<Cell> {
        let one = |span: Span| vec![vec![span]];
        vec![
            one(Span::code(self.rule)),
            one(Span::words(m.word(&self.verdict))),
            one(Span::words(m.word(&self.severity)).toned(Tone::Severity(self.severity))),
            one(self.states()),
            self.witnesses(m),
            self.law(m),
        ]
    }

    fn states(&self) -> Span {
        let mut states: Vec<String> =
            self.findings.iter().filter_map(|finding| finding.state.as_ref().map(ToString::to_string)).collect();
        states.sort();
        states.dedup();
        if states.is_empty() { Span::words("–").quiet() } else { Span::words(states.join(", ")) }
    }

    /// The first thing that failed, and how many there are beside it.
    fn witnesses(&self, m: Messages) -> Cell {
        let mut cell: Cell =
            self.findings.first().map(|finding| vec![Span::code(witness(finding, m))]).into_iter().collect();
        let others = self.findings.len().saturating_sub(1);
        if others > 0 {
            cell.push(vec![Span::words(m.fill("common.and-more", &[("count", &others)])).quiet()]);
        }
        cell
    }

    /// The first provision, which is the nearest, and how many there are beside it.
    fn law(&self, m: Messages) -> Cell {
        let Some(first) = self.findings.first() else { return Cell::new() };
        let mut cell: Cell = first.law.first().map(|law| vec![Span::code(&law.id)]).into_iter().collect();
        let others = first.law.len().saturating_sub(1);
        if others > 0 {
            cell.push(vec![Span::words(m.count("findings.others", others, &[])).quiet()]);
        }
        cell
    }
}

/// What a finding rests on, in few letters: what the thing is called, or the fact that decided.
fn witness(finding: &FindingForm, m: Messages) -> String {
    let values = || finding.witnesses.iter().flat_map(|witness| &witness.values).filter(|(name, _)| *name != "state");
    let called = CALLED_BY.iter().find_map(|fact| {
        let is_called = |name: &str| name.rsplit('.').next() == Some(fact);
        values().find(|(name, value)| is_called(name) && value.as_str().is_some_and(|text| !text.trim().is_empty()))
    });
    let words = match called.or_else(|| values().next()) {
        Some((_, Value::String(text))) if called.is_some() => text.clone(),
        Some((name, Value::String(text))) => format!("{name} = {text}"),
        // What was measured has more digits than anybody reads; `report.json` has all of them.
        Some((name, Value::Number(number))) if !number.is_i64() && !number.is_u64() => {
            let number = number.as_f64().unwrap_or_default();
            format!("{name} = {}", m.decimal(format!("{number:.2}").trim_end_matches('0').trim_end_matches('.')))
        }
        Some((name, value)) => format!("{name} = {value}"),
        None => "–".to_owned(),
    };
    cut(&clean(&words), NAME)
}
