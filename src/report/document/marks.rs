//! In which phases of a state something was there, as a few letters.

use std::collections::BTreeMap;

use super::parts::{Cell, Column, Span, Table, Tone};
use crate::evidence::{ChoiceStatus, Phase, State};
use crate::report::form::{Report, StateForm};
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

/// One cell for each state: the letter of each recorded phase in which it was there, `·` for the others.
pub(super) fn cells(report: &Report, seen: &BTreeMap<State, Vec<Phase>>, loud: Tone) -> Vec<Cell> {
    report.states.iter().map(|state| vec![vec![mark(state, seen.get(&state.state), loud)]]).collect()
}

fn mark(state: &StateForm, seen: Option<&Vec<Phase>>, loud: Tone) -> Span {
    let there = |phase: &Phase| seen.is_some_and(|seen| seen.contains(phase));
    let lived = state.status != ChoiceStatus::Failed && !state.phases.is_empty();
    let letters: String =
        state.phases.iter().map(|phase| if there(phase) { phase_letter(*phase) } else { '·' }).collect();
    if !lived && !letters.chars().any(|letter| letter != '·') {
        return Span::words("–").quiet();
    }
    let tone = if letters.chars().all(|letter| letter == '·') { Tone::Quiet } else { loud };
    Span::code(letters).toned(tone)
}
