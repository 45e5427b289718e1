//! Rules that looked and found nothing, with what they looked at; and rules that do not apply.

use std::collections::BTreeSet;

use serde_json::Value;

use super::cut::{NAME, SENTENCE, cut};
use super::parts::{Block, Cell, Span, Table};
use crate::engine::{LookedAt, Outcome};
use crate::report::clean::clean;
use crate::report::form::{Report, ResultForm};
use crate::report::persona::Persona;
use crate::report::words::counted;

pub(super) fn blocks(report: &Report, persona: Persona) -> Vec<Block> {
    let mut blocks = passed(report, persona);
    let inapplicable = report.rules(Outcome::Inapplicable);
    if !inapplicable.is_empty() {
        blocks.push(Block::Heading("Not applicable here".to_owned(), Some(inapplicable.len())));
        blocks.push(names(&inapplicable, "had nothing to judge"));
    }
    blocks
}

fn passed(report: &Report, persona: Persona) -> Vec<Block> {
    let rules = report.rules(Outcome::Passed);
    if rules.is_empty() {
        return Vec::new();
    }
    let heading = Block::Heading("Not observed in this run".to_owned(), Some(rules.len()));
    if persona < Persona::Auditor {
        let more = "--persona auditor tells what each of them looked at.";
        let note = Block::Note(vec![Span::words(more).quiet()]);
        return vec![heading, names(&rules, "looked and found nothing"), note];
    }
    let mut table = Table::new(&["rule", "looked at"], "None.");
    table.rows = report.results.iter().filter(|result| result.outcome == Outcome::Passed).map(row).collect();
    table.legend = Some("In each state: how many there were, and how many of them the rule speaks of.".to_owned());
    vec![heading, Block::Table(table)]
}

fn names(rules: &BTreeSet<&str>, words: &str) -> Block {
    let mut line = vec![Span::words(format!("{} {words}:", counted(rules.len(), "rule", "rules")))];
    let last = rules.len().saturating_sub(1);
    line.extend(rules.iter().enumerate().map(|(number, rule)| {
        let end = if number == last { "" } else { "," };
        Span::words(format!("{rule}{end}")).quiet()
    }));
    Block::Text(line)
}

fn row(result: &ResultForm) -> Vec<Cell> {
    let looked = result.looked_at.as_ref().map(looked).unwrap_or_default();
    vec![vec![vec![Span::code(&result.rule)]], looked]
}

/// A value without quotes, and a whole number without its point.
fn spelled(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.as_f64().map_or_else(|| number.to_string(), |number| number.to_string()),
        Value::Null => "none".to_owned(),
        other => other.to_string(),
    }
}

/// `cookie: 14 in none, 15 in reject (2 meant)`; then facts with their values.
fn looked(looked: &LookedAt) -> Cell {
    let mut cell = Cell::new();
    for of_one in looked.items.chunk_by(|a, b| a.collection == b.collection) {
        let states = of_one.iter().map(|through| {
            let meant = if through.meant == 0 { String::new() } else { format!(" ({} meant)", through.meant) };
            format!("{} in {}{meant}", through.items, through.state)
        });
        let states = states.collect::<Vec<_>>().join(", ");
        let collection = of_one.first().map(|through| through.collection.as_str()).unwrap_or_default();
        cell.push(vec![Span::words(format!("{collection}: {states}"))]);
    }
    if !looked.not_offered.is_empty() {
        let states = looked.not_offered.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        cell.push(vec![Span::words(format!("not offered: {states}")).quiet()]);
    }
    let facts = looked.facts.iter().map(|(name, value)| format!("{name} = {}", cut(&clean(&spelled(value)), NAME)));
    let facts = facts.collect::<Vec<_>>().join(", ");
    if !facts.is_empty() {
        cell.push(vec![Span::words(cut(&facts, SENTENCE)).quiet()]);
    }
    cell
}
