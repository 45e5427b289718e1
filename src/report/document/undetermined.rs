//! What could not be determined, with why.

use std::collections::BTreeMap;

use super::cut::{REASON, cut};
use super::parts::{Block, Cell, Span, Table};
use crate::engine::Outcome;
use crate::evidence::ReachOutcome;
use crate::report::clean::clean;
use crate::report::form::{Report, ResultForm};
use crate::report::words::counted;

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let cant_tell: Vec<&ResultForm> =
        report.results.iter().filter(|result| result.outcome == Outcome::CantTell).collect();
    let gaps = gaps(report);
    let rules = report.rules(Outcome::CantTell).len();
    let mut blocks = vec![Block::Heading("What could not be determined".to_owned(), Some(gaps.len() + rules))];
    let mut table = Table::new(&["what", "why"], "Everything that the rules needed could be determined.");
    // One cause often stops several states or rules: it is said once.
    for (why, states) in gaps {
        table.rows.push(vec![vec![vec![Span::words(states).doubt()]], vec![vec![Span::words(why)]]]);
    }
    if report.reached.outcome == ReachOutcome::Loaded {
        table.rows.extend(rows(&cant_tell));
    } else if !cant_tell.is_empty() {
        let all = counted(rules, "rule", "rules");
        let why = Span::words("the site was not reached, so nothing could be judged");
        table.rows.push(vec![vec![vec![Span::words(all)]], vec![vec![why]]]);
    }
    blocks.push(Block::Table(table));
    blocks
}

/// Each reason for which rules could not tell, with those rules.
fn rows(cant_tell: &[&ResultForm]) -> Vec<Vec<Cell>> {
    let mut reasons: BTreeMap<String, Vec<&ResultForm>> = BTreeMap::new();
    for result in cant_tell {
        let why = result.reason.as_deref().unwrap_or("no reason was given");
        let results = reasons.entry(cut(&clean(why), REASON)).or_default();
        // Several profiles may have judged by one rule.
        if results.last().is_none_or(|last| last.rule != result.rule) {
            results.push(result);
        }
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
