//! What could not be determined, with why.

use std::collections::BTreeMap;

use super::cut::{REASON, cut};
use super::foreign;
use super::parts::{Block, Cell, Span, Table};
use crate::engine::Outcome;
use crate::evidence::{ReachOutcome, State};
use crate::messages::Messages;
use crate::report::clean::clean;
use crate::report::form::{Report, ResultForm};

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let m = report.messages();
    let unsettled: Vec<&ResultForm> = report.unsettled().collect();
    let gaps = gaps(report);
    let rules = report.unsettled_rules().len();
    let heading = m.say("undetermined.heading").to_owned();
    let mut blocks = vec![Block::Heading(heading, Some(gaps.len() + rules))];
    let mut table = Table::new(&[m.say("undetermined.what"), m.say("undetermined.why")], m.say("undetermined.none"));
    // One cause often stops several states or rules: it is said once.
    for (why, states) in gaps {
        table.rows.push(vec![vec![vec![Span::words(states).doubt()]], vec![foreign::words(&why, m)]]);
    }
    if report.reached.outcome == ReachOutcome::Loaded {
        table.rows.extend(rows(&unsettled, m));
    } else if !unsettled.is_empty() {
        let all = m.count("common.rules", rules, &[]);
        let why = Span::words(m.say("undetermined.not-reached"));
        table.rows.push(vec![vec![vec![Span::words(all)]], vec![vec![why]]]);
    }
    blocks.push(Block::Table(table));
    blocks
}

/// Each reason for which rules could not tell, with those rules.
fn rows(unsettled: &[&ResultForm], m: Messages) -> Vec<Vec<Cell>> {
    let mut reasons: BTreeMap<String, Vec<&ResultForm>> = BTreeMap::new();
    for result in unsettled {
        let why = result.reason.as_deref().unwrap_or(m.say("common.no-reason"));
        let results = reasons.entry(cut(&clean(why), REASON)).or_default();
        // Several profiles may have judged by one rule.
        if results.last().is_none_or(|last| last.rule != result.rule) {
            results.push(result);
        }
    }
    let row = |(why, results): (String, Vec<&ResultForm>)| {
        let rule = |result: &ResultForm| {
            let title = foreign::words(&result.title, m).into_iter();
            // What failed for a part is not settled for the rest.
            let failed =
                (result.outcome == Outcome::Failed).then(|| Span::words(m.say("undetermined.in-part")).quiet());
            title.chain([Span::code(&result.rule).quiet()]).chain(failed).collect()
        };
        vec![results.into_iter().map(rule).collect(), vec![foreign::words(&why, m)]]
    };
    reasons.into_iter().map(row).collect()
}

/// Each reason of a gap with the states that it holds for, in the order in which they come up.
fn gaps(report: &Report) -> Vec<(String, String)> {
    let mut grouped: Vec<(String, Vec<&State>)> = Vec::new();
    for gap in &report.gaps {
        let why = cut(&clean(&gap.reason), REASON);
        match grouped.iter_mut().find(|(reason, _)| *reason == why) {
            Some((_, states)) => states.extend(&gap.state),
            None => grouped.push((why, gap.state.iter().collect())),
        }
    }
    let m = report.messages();
    let states = |states: &[&State]| {
        let names = states.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        match states.len() {
            0 => m.say("undetermined.whole-run").to_owned(),
            count => m.count("undetermined.states", count, &[("states", &names)]),
        }
    };
    grouped.into_iter().map(|(why, of)| (why, states(&of))).collect()
}
