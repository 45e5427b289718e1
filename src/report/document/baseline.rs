//! What changed since the baseline: first in what the two runs differ, then what is new, fixed, not known and unchanged.

use super::cut::{SENTENCE, cut};
use super::parts::{Block, Cell, Span, Table, Tone};
use crate::messages::Messages;
use crate::policy::Severity;
use crate::report::clean::clean;
use crate::report::form::{BaselineForm, BaselineKind, Difference, FindingForm, PastFinding, Report, WhyNew};
use crate::report::since::Since;

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let Some(baseline) = &report.baseline else { return Vec::new() };
    let m = report.messages();
    let mut blocks = vec![Block::Heading(m.say("baseline.heading").to_owned(), None)];
    blocks.push(Block::Text(vec![Span::words(with(baseline, m))]));
    blocks.extend(differences(&baseline.differences, m));
    blocks.push(Block::Text(vec![Span::words(summary(baseline, m)).toned(Tone::Strong)]));
    let rows = rows(report, baseline);
    if !rows.is_empty() {
        let heads = ["baseline.change", "baseline.severity", "baseline.rule", "baseline.what"];
        let mut table = Table::new(&heads.map(|key| m.say(key)), "");
        table.rows = rows;
        blocks.push(Block::Table(table));
    }
    blocks
}

/// In what the runs differ, loud and first; nothing where they are alike.
pub(in crate::report) fn differences(differences: &[Difference], m: Messages) -> Vec<Block> {
    if differences.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(&["baseline.differs", "baseline.then", "baseline.now"].map(|key| m.say(key)), "");
    let cell = |text: &str| -> Cell { vec![vec![Span::words(cut(&clean(text), SENTENCE))]] };
    let row =
        |one: &Difference| vec![vec![vec![Span::words(m.word(&one.what)).doubt()]], cell(&one.then), cell(&one.now)];
    table.rows = differences.iter().map(row).collect();
    vec![Block::Text(vec![Span::words(m.say("baseline.unequal")).doubt()]), Block::Table(table)]
}

fn with(baseline: &BaselineForm, m: Messages) -> String {
    let (given, started) = (clean(&baseline.with.given), baseline.with.started.as_deref().unwrap_or_default());
    match baseline.with.kind {
        BaselineKind::Nothing => m.fill("baseline.nothing", &[("given", &given)]),
        BaselineKind::Report => m.fill("baseline.report", &[("given", &given), ("started", &started)]),
        BaselineKind::Bundle => m.fill("baseline.bundle", &[("given", &given), ("started", &started)]),
    }
}

fn summary(baseline: &BaselineForm, m: Messages) -> String {
    m.fill(
        "baseline.summary",
        &[
            ("new", &baseline.new.len()),
            ("fixed", &baseline.fixed.len()),
            ("unknown", &baseline.not_known.len()),
            ("unchanged", &baseline.unchanged.len()),
        ],
    )
}

fn rows(report: &Report, baseline: &BaselineForm) -> Vec<Vec<Cell>> {
    let m = report.messages();
    let (standings, mut new, mut unchanged) = (report.standings(), Vec::new(), Vec::new());
    for one in &report.findings {
        match standings.since(one) {
            Some(Since::New(found)) => {
                new.push(finding(one, Span::words(m.say("baseline.new")).strong(), why_words(found.why, m), m));
            }
            Some(Since::Unchanged) => {
                unchanged.push(finding(one, Span::words(m.say("baseline.unchanged")).quiet(), None, m));
            }
            None => {}
        }
    }
    let fixed = baseline.fixed.iter().map(|one| past(one, Span::words(m.say("baseline.fixed")), "", m));
    let unknown = || Span::words(m.say("baseline.unknown")).doubt();
    let not_known = baseline.not_known.iter().map(|one| past(&one.finding, unknown(), &one.reason, m));
    new.into_iter().chain(fixed).chain(not_known).chain(unchanged).collect()
}

fn finding(finding: &FindingForm, tag: Span, why: Option<&str>, m: Messages) -> Vec<Cell> {
    let waived = finding.waived.as_ref().map(|_| m.say("baseline.waived"));
    let notes: Vec<&str> = why.into_iter().chain(waived).collect();
    row(tag, (finding.severity, &finding.rule), &finding.message, &notes.join(" "), m)
}

/// A row on a finding of then.
fn past(past: &PastFinding, tag: Span, reason: &str, m: Messages) -> Vec<Cell> {
    row(tag, (past.severity, &past.rule), &past.message, reason, m)
}

fn row(tag: Span, (severity, rule): (Severity, &str), message: &str, note: &str, m: Messages) -> Vec<Cell> {
    let mut what = vec![vec![Span::words(cut(&clean(message), SENTENCE))]];
    if !note.is_empty() {
        what.push(vec![Span::words(cut(&clean(note), SENTENCE)).quiet()]);
    }
    let severity = Span::words(m.word(&severity)).toned(Tone::Severity(severity));
    vec![vec![vec![tag]], vec![vec![severity]], vec![vec![Span::code(rule)]], what]
}

/// Why something counts as new that may have been there.
pub(crate) fn why_words(why: WhyNew, m: Messages) -> Option<&'static str> {
    let key = match why {
        WhyNew::NotThere | WhyNew::NothingToCompare => return None,
        WhyNew::Worse => "baseline.worse",
        WhyNew::JudgedMoreStrictly => "baseline.stricter",
        WhyNew::NoLongerWaived => "baseline.unwaived",
        WhyNew::CouldNotBeTold => "baseline.untold",
        WhyNew::RuleNotJudged => "baseline.unjudged",
        WhyNew::JudgedOtherwise => "baseline.otherwise",
    };
    Some(m.say(key))
}
