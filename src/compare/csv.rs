//! A history as separated values: one row a run.

use super::history::{History, RunOf};
use crate::policy::Severity;
use crate::report::{csv_table, csv_text, spoken};

const SEVERITIES: [Severity; 5] = [Severity::Critical, Severity::High, Severity::Medium, Severity::Low, Severity::Info];

const HEADS: [&str; 16] = [
    "site",
    "started",
    "reached",
    "complete",
    "critical",
    "high",
    "medium",
    "low",
    "info",
    "trackers_before_choice",
    "new",
    "fixed",
    "not_known",
    "differs_in",
    "gap",
    "place",
];

/// The rows with their heads. Numbers of a run that could not observe everything are empty.
pub fn history_csv(history: &History) -> String {
    let rows = history.sites.iter().flat_map(|site| site.runs.iter().map(|run| row(&site.site, run)));
    csv_table(&HEADS, rows)
}

fn row(site: &str, run: &RunOf) -> Vec<String> {
    let number = |count: Option<usize>| count.map(|count| count.to_string()).unwrap_or_default();
    let since = run.since.as_ref();
    let differences = since.iter().flat_map(|since| &since.differences).map(spoken).collect::<Vec<_>>().join("; ");
    let complete = if run.complete { "yes" } else { "no" };
    let mut row = vec![csv_text(site), csv_text(&run.started), spoken(&run.reached), complete.to_owned()];
    row.extend(SEVERITIES.map(|severity| number(run.known(severity))));
    row.push(number(run.trackers_before_choice));
    row.extend([
        number(since.map(|since| since.new)),
        number(since.map(|since| since.fixed)),
        number(since.map(|since| since.not_known)),
        differences,
        run.gap.as_deref().map(csv_text).unwrap_or_default(),
        csv_text(&run.given),
    ]);
    row
}
