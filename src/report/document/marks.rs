//! In which phases of a state something was there, as a few letters.

use std::collections::BTreeMap;

use super::parts::{Cell, Column, Span, Table, Tone};
use crate::evidence::{ChoiceStatus, Phase, State};
use crate::report::form::{Reading, Report, StateForm};
use crate::report::words::phase_letter;

/// Adds a column for each state.
pub(super) fn add_columns(table: &mut Table, report: &Report) {
    for state in &report.states {
        table.columns.push((state.state.to_string(), Column::Marks));
    }
    let m = report.messages();
    table.states = m.say("marks.states").to_owned();
    // How to read the letters.
    table.legend = Some(m.say("marks.legend").to_owned());
}

/// One cell for each state: the letter of each recorded phase in which it was there, `?` where nobody could read whether it
/// was, `·` for the others.
pub(super) fn cells(report: &Report, reading: Reading, seen: &BTreeMap<State, Vec<Phase>>, loud: Tone) -> Vec<Cell> {
    report.states.iter().map(|state| vec![vec![mark(state, reading, seen.get(&state.state), loud)]]).collect()
}

fn mark(state: &StateForm, reading: Reading, seen: Option<&Vec<Phase>>, loud: Tone) -> Span {
    let there = |phase: &Phase| seen.is_some_and(|seen| seen.contains(phase));
    let lived = state.status != ChoiceStatus::Failed && !state.phases.is_empty();
    let letter = |phase: &Phase| match there(phase) {
        true => phase_letter(*phase),
        false if state.is_read(reading, *phase) => '·',
        false => '?',
    };
    let letters: String = state.phases.iter().map(letter).collect();
    if !lived && letters.chars().all(|letter| letter == '·') {
        return Span::words("–").quiet();
    }
    if letters.chars().all(|letter| letter == '·') {
        return Span::code(letters).toned(Tone::Quiet);
    }
    if letters.chars().all(|letter| matches!(letter, '·' | '?')) {
        return Span::code(letters).doubt();
    }
    Span::code(letters).toned(loud)
}
