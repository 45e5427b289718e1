//! Rules that looked and found nothing, with what they looked at; and rules that do not apply.

use std::collections::BTreeSet;

use serde_json::Value;

use super::cut::{NAME, SENTENCE, cut};
use super::parts::{Block, Cell, Span, Table};
use crate::engine::{LookedAt, Outcome};
use crate::messages::Messages;
use crate::report::clean::clean;
use crate::report::form::{Report, ResultForm};
use crate::report::persona::Persona;

pub(super) fn blocks(report: &Report, persona: Persona) -> Vec<Block> {
    let m = report.messages();
    let mut blocks = passed(report, persona, m);
    let inapplicable = report.rules(Outcome::Inapplicable);
    if !inapplicable.is_empty() {
        blocks.push(Block::Heading(m.say("quiet.inapplicable").to_owned(), Some(inapplicable.len())));
        blocks.push(names(&inapplicable, "quiet.inapplicable-rules", m));
    }
    blocks
}

fn passed(report: &Report, persona: Persona, m: Messages) -> Vec<Block> {
    let rules = report.rules(Outcome::Passed);
    if rules.is_empty() {
        return Vec::new();
    }
    let heading = Block::Heading(m.say("quiet.passed").to_owned(), Some(rules.len()));
    if persona < Persona::Auditor {
        let note = Block::Note(vec![Span::words(m.say("quiet.more")).quiet()]);
        return vec![heading, names(&rules, "quiet.passed-rules", m), note];
    }
    let mut table = Table::new(&[m.say("quiet.rule"), m.say("quiet.looked-at")], m.say("common.none"));
    let passed = report.results.iter().filter(|result| result.outcome == Outcome::Passed);
    table.rows = passed.map(|result| row(result, m)).collect();
    table.legend = Some(m.say("quiet.legend").to_owned());
    vec![heading, Block::Table(table)]
}

fn names(rules: &BTreeSet<&str>, key: &'static str, m: Messages) -> Block {
    let mut line = vec![Span::words(m.count(key, rules.len(), &[]))];
    let last = rules.len().saturating_sub(1);
    line.extend(rules.iter().enumerate().map(|(number, rule)| {
        let end = if number == last { "" } else { "," };
        Span::words(format!("{rule}{end}")).quiet()
    }));
    Block::Text(line)
}

fn row(result: &ResultForm, m: Messages) -> Vec<Cell> {
    let looked = result.looked_at.as_ref().map(|at| looked(at, m)).unwrap_or_default();
    vec![vec![vec![Span::code(&result.rule)]], looked]
}

/// A value without quotes, and a whole number without its point.
fn spelled(value: &Value, m: Messages) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.as_f64().map_or_else(|| number.to_string(), |number| number.to_string()),
        Value::Null => m.say("quiet.none").to_owned(),
        other => other.to_string(),
    }
}

/// `cookie: 14 in none, 15 in reject (2 meant)`; then facts with their values.
fn looked(looked: &LookedAt, m: Messages) -> Cell {
    let mut cell = Cell::new();
    for of_one in looked.items.chunk_by(|a, b| a.collection == b.collection) {
        let states = of_one.iter().map(|through| {
            let key = if through.meant == 0 { "quiet.in-state" } else { "quiet.in-state-meant" };
            m.fill(key, &[("count", &through.items), ("state", &through.state), ("meant", &through.meant)])
        });
        let states = states.collect::<Vec<_>>().join(", ");
        let collection = of_one.first().map(|through| through.collection.as_str()).unwrap_or_default();
        let collection = m.within("collections", collection).unwrap_or(collection);
        cell.push(vec![Span::words(
            m.fill("quiet.of-collection", &[("collection", &collection), ("states", &states)]),
        )]);
    }
    if !looked.not_offered.is_empty() {
        let states = looked.not_offered.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        cell.push(vec![Span::words(m.fill("quiet.not-offered", &[("states", &states)])).quiet()]);
    }
    let fact = |(name, value): (&String, &Value)| format!("{name} = {}", cut(&clean(&spelled(value, m)), NAME));
    let facts = looked.facts.iter().map(fact);
    let facts = facts.collect::<Vec<_>>().join(", ");
    if !facts.is_empty() {
        cell.push(vec![Span::words(cut(&facts, SENTENCE)).quiet()]);
    }
    cell
}
