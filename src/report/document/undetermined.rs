//! What could not be determined, with why; and what was looked for and not observed.

use std::collections::BTreeMap;

use super::cut::{REASON, cut};
use super::parts::{Block, Cell, Span, Table};
use crate::engine::Outcome;
use crate::evidence::ReachOutcome;
use crate::report::clean::clean;
use crate::report::form::{Report, ResultForm};
use crate::report::words::counted;

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let cant_tell: Vec<&ResultForm> = with(report, Outcome::CantTell).collect();
    let gaps = gaps(report);
    let count = gaps.len() + cant_tell.len();
    let mut blocks = vec![Block::Heading("What could not be determined".to_owned(), Some(count))];
    let mut table = Table::new(&["what", "why"], "Everything that the rules needed could be determined.");
    // One cause often stops several states or rules: it is said once.
    for (why, states) in gaps {
        table.rows.push(vec![vec![vec![Span::words(states).doubt()]], vec![vec![Span::words(why)]]]);
    }
    if report.reached.outcome == ReachOutcome::Loaded {
        table.rows.extend(rows(&cant_tell));
    } else if !cant_tell.is_empty() {
        let all = counted(cant_tell.len(), "rule", "rules");
        let why = Span::words("the site was not reached, so nothing could be judged");
        table.rows.push(vec![vec![vec![Span::words(all)]], vec![vec![why]]]);
    }
    blocks.push(Block::Table(table));
    blocks.extend(counts(report));
    blocks
}

/// Each reason for which rules could not tell, with those rules.
fn rows(cant_tell: &[&ResultForm]) -> Vec<Vec<Cell>> {
    let mut reasons: BTreeMap<String, Vec<&ResultForm>> = BTreeMap::new();
    for result in cant_tell {
        let why = result.reason.as_deref().unwrap_or("no reason was given");
        reasons.entry(cut(&clean(why), REASON)).or_default().push(result);
    }
    let row = |(why, results): (String, Vec<&ResultForm>)| {
        let rule = |result: &ResultForm| vec![Span::words(&result.title), Span::code(&result.rule).quiet()];
        vec![results.into_iter().map(rule).collect(), vec![vec![Span::words(why)]]]
    };
    reasons.into_iter().map(row).collect()
}

/// Each reason of a gap with the states that it holds for, in the order in which they come up.
fn gaps(report: &Report) -> Vec<(String, String)> {
    let mut grouped: Vec<(String, String)> = Vec::new();
    for gap in &report.gaps {
        let why = cut(&clean(&gap.reason), REASON);
        let whole = || "whole run".to_owned();
        match (grouped.iter_mut().find(|(reason, _)| *reason == why), &gap.state) {
            (Some((_, states)), Some(state)) => {
                *states = format!("{}, {state}", states.replacen("state ", "states ", 1))
            }
            (Some(_), None) => {}
            (None, state) => grouped.push((why, state.as_ref().map_or_else(whole, |state| format!("state {state}")))),
        }
    }
    grouped
}

fn with(report: &Report, outcome: Outcome) -> impl Iterator<Item = &ResultForm> {
    report.results.iter().filter(move |result| result.outcome == outcome)
}

/// Rules that looked and found nothing, and rules that do not apply.
fn counts(report: &Report) -> Vec<Block> {
    let mut blocks = Vec::new();
    let groups = [
        (Outcome::Passed, "Not observed in this run", "looked and found nothing"),
        (Outcome::Inapplicable, "Not applicable here", "had nothing to judge"),
    ];
    for (outcome, heading, words) in groups {
        let rules: Vec<&str> = with(report, outcome).map(|result| result.rule.as_str()).collect();
        if rules.is_empty() {
            continue;
        }
        blocks.push(Block::Heading(heading.to_owned(), Some(rules.len())));
        let said = format!("{} {words}:", counted(rules.len(), "rule", "rules"));
        let mut line = vec![Span::words(said)];
        let last = rules.len() - 1;
        line.extend(rules.iter().enumerate().map(|(number, rule)| {
            let end = if number == last { "" } else { "," };
            Span::words(format!("{rule}{end}")).quiet()
        }));
        blocks.push(Block::Text(line));
    }
    blocks
}
