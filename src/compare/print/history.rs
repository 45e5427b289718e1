//! A history as a document: a line in words, a row a run, curves on pages.

use std::collections::BTreeSet;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::compare::history::{History, RunOf, SiteHistory};
use crate::policy::Severity;
use crate::report::sheet::{Curve, Lines, Piece, Plot, Sheet};
use crate::report::{counted, spoken};

/// The severities that have a column and a curve.
const SHOWN: [Severity; 4] = [Severity::Critical, Severity::High, Severity::Medium, Severity::Low];
/// The longest bar, signs.
const BAR: usize = 20;
/// The longest reason in a row, characters; the report has it whole.
const LONGEST: usize = 120;
/// How many characters a day has.
const DAY: usize = 10;
/// What stands where a number is not known.
const NOT_KNOWN: &str = "?";

pub(super) fn sheet(history: &History) -> Sheet {
    let runs = history.sites.iter().map(|site| site.runs.len()).sum();
    let (sites, runs) = (counted(history.sites.len(), "site", "sites"), counted(runs, "run", "runs"));
    let mut sheet = Sheet::new(&format!("History: {sites}, {runs}"));
    let legend = "Numbers are findings and indications that no exception waives. Where a run could not observe everything \
                  its numbers are the least that there is, written with “or more”, and its place in a line is “?”.";
    sheet.text(&[Piece::Quiet(legend.to_owned())]);
    for site in &history.sites {
        one(&mut sheet, site);
    }
    if !history.unreadable.is_empty() {
        sheet.heading("Could not be read", Some(history.unreadable.len()));
        let rows = history.unreadable.iter().map(|why| vec![vec![vec![Piece::Doubt(why.clone())]]]).collect();
        sheet.table(&["what, and why"], rows, "");
    }
    sheet
}

fn one(sheet: &mut Sheet, site: &SiteHistory) {
    sheet.heading(&site.site, Some(site.runs.len()));
    let bad = |run: &RunOf| run.complete.then(|| worst(run));
    sheet.text(&[Piece::Strong(format!("critical and high: {}", path(site.runs.iter().map(bad))))]);
    let trackers = site.runs.iter().map(|run| run.trackers_before_choice);
    sheet.text(&[Piece::Words(format!("trackers before any choice: {}", path(trackers)))]);
    plots(sheet, site);
    let most = site.runs.iter().map(worst).max().unwrap_or(0);
    let heads = [
        "run",
        "critical and high",
        "critical",
        "high",
        "medium",
        "low",
        "trackers before choice",
        "since the run before",
        "notes",
    ];
    sheet.table(&heads, site.runs.iter().map(|run| row(run, most)).collect(), "No run.");
}

fn worst(run: &RunOf) -> usize {
    run.least(Severity::Critical) + run.least(Severity::High)
}

/// `5 → 3 → ? → 0`.
fn path(values: impl Iterator<Item = Option<usize>>) -> String {
    let told: Vec<String> = values.map(|value| value.map_or(NOT_KNOWN.to_owned(), |value| value.to_string())).collect();
    told.join(" → ")
}

/// When a run was, as it is written in tables and plots.
fn day(run: &RunOf) -> String {
    let minute = run.started.get(..16).map(|start| start.replace('T', " "));
    minute.filter(|_| time(run).is_some()).unwrap_or_else(|| run.started.clone())
}

/// Runs as they are written below curves: their days, or their hours where all are of one day.
fn labels(runs: &[(&RunOf, i64)]) -> Vec<String> {
    let days: BTreeSet<String> = runs.iter().map(|(run, _)| day(run).chars().take(DAY).collect()).collect();
    let hours = days.len() == 1 && runs.len() > 1;
    let label = |run: &RunOf| {
        if hours { day(run).chars().skip(DAY + 1).collect() } else { day(run).chars().take(DAY).collect() }
    };
    runs.iter().map(|(run, _)| label(run)).collect()
}

fn time(run: &RunOf) -> Option<i64> {
    OffsetDateTime::parse(&run.started, &Rfc3339).ok().map(OffsetDateTime::unix_timestamp)
}

fn row(run: &RunOf, most: usize) -> Vec<Lines> {
    let cell = |piece: Piece| -> Lines { vec![vec![piece]] };
    let number = |severity: Severity| match run.known(severity) {
        Some(0) => cell(Piece::Quiet("0".to_owned())),
        Some(count) => cell(Piece::Severity(severity, count.to_string())),
        None => cell(Piece::Doubt(at_least(run.least(severity)))),
    };
    let mut row = vec![cell(Piece::Words(day(run))), cell(bar(run, most))];
    row.extend(SHOWN.map(number));
    row.push(cell(match run.trackers_before_choice {
        Some(count) => Piece::Words(count.to_string()),
        None => Piece::Doubt(NOT_KNOWN.to_owned()),
    }));
    row.push(cell(Piece::Words(since(run))));
    row.push(notes(run));
    row
}

fn at_least(count: usize) -> String {
    if count == 0 { NOT_KNOWN.to_owned() } else { format!("{count} or more") }
}

/// A bar of signs with its number, so that it can be read, copied and read aloud.
fn bar(run: &RunOf, most: usize) -> Piece {
    let count = worst(run);
    if !run.complete {
        return Piece::Doubt(format!("{} (incomplete)", at_least(count)));
    }
    let length = if most <= BAR { count } else { (count * BAR).div_ceil(most) };
    Piece::Words(format!("{count} {}", "#".repeat(length)).trim_end().to_owned())
}

fn since(run: &RunOf) -> String {
    let Some(since) = &run.since else { return "first".to_owned() };
    let mut told = format!("{} new, {} fixed", since.new, since.fixed);
    if since.not_known > 0 {
        told.push_str(&format!(", {} not known", since.not_known));
    }
    told
}

fn notes(run: &RunOf) -> Lines {
    let mut lines: Lines = Vec::new();
    if !run.complete {
        let why = run.gap.as_deref().unwrap_or("no reason was given");
        let mut told: String = why.chars().take(LONGEST).collect();
        if told.len() < why.len() {
            told.push('…');
        }
        lines.push(vec![Piece::Doubt(format!("incomplete: {told}"))]);
    }
    let differences = run.since.iter().flat_map(|since| &since.differences).map(spoken);
    let differences: Vec<String> = differences.collect();
    if !differences.is_empty() {
        lines.push(vec![Piece::Doubt(format!("not like the run before in {}", differences.join(", ")))]);
    }
    lines
}

fn plots(sheet: &mut Sheet, site: &SiteHistory) {
    let runs: Vec<(&RunOf, i64)> = site.runs.iter().filter_map(|run| Some((run, time(run)?))).collect();
    let moments = || runs.iter().map(|(_, time)| *time).zip(labels(&runs)).collect();
    let curve = |severity: Severity| Curve {
        name: spoken(&severity),
        values: runs.iter().map(|(run, _)| run.known(severity)).collect(),
    };
    sheet.plot(Plot {
        title: format!("Findings of {} by severity", site.site),
        moments: moments(),
        curves: SHOWN.map(curve).to_vec(),
    });
    let trackers = Curve {
        name: "trackers before any choice".to_owned(),
        values: runs.iter().map(|(run, _)| run.trackers_before_choice).collect(),
    };
    sheet.plot(Plot {
        title: format!("Trackers that {} contacts before any choice", site.site),
        moments: moments(),
        curves: vec![trackers],
    });
}
