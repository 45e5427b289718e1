//! What could not be determined, with why; and what was looked for and not observed.

use std::collections::BTreeMap;

use super::cut::{SENTENCE, cut};
use super::parts::{Block, Span, Table, Tone};
use crate::engine::Outcome;
use crate::report::clean::clean;
use crate::report::form::{Report, ResultForm};
use crate::report::words::counted;

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let cant_tell: Vec<&ResultForm> = with(report, Outcome::CantTell).collect();
    let mut blocks =
        vec![Block::Heading("What could not be determined".to_owned(), Some(report.gaps.len() + cant_tell.len()))];
    let mut table = Table::new(&["what", "why"], "Everything that the rules needed could be determined.");
    for gap in &report.gaps {
        let what = gap.state.as_ref().map_or("whole run".to_owned(), |state| format!("state {state}"));
        let why = Span::words(cut(&clean(&gap.reason), SENTENCE));
        table.rows.push(vec![vec![vec![Span::words(what).doubt()]], vec![vec![why]]]);
    }
    // Many rules fail for one reason: it is said once.
    let mut reasons: BTreeMap<String, Vec<&ResultForm>> = BTreeMap::new();
    for result in cant_tell {
        let why = result.reason.as_deref().unwrap_or("no reason was given");
        reasons.entry(cut(&clean(why), SENTENCE)).or_default().push(result);
    }
    for (why, results) in reasons {
        let rules = results
            .iter()
            .map(|result| {
                let severity = Tone::Severity(result.severity);
                vec![Span::words(&result.title), Span::code(&result.rule).toned(severity)]
            })
            .collect();
        table.rows.push(vec![rules, vec![vec![Span::words(why)]]]);
    }
    blocks.push(Block::Table(table));
    blocks.extend(counts(report));
    blocks
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
