//! What was done in each state, and what proves that it took.

use super::cut::{NAME, REASON, cut};
use super::parts::{Block, Cell, Line, Span, Table};
use crate::evidence::{ChoiceStatus, Phase, ReachOutcome, State};
use crate::report::clean::clean;
use crate::report::form::{Report, StateForm};
use crate::report::words::spoken;

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let heading = Block::Heading("States".to_owned(), None);
    let none_lived = report.states.iter().all(|state| state.status == ChoiceStatus::Failed);
    if none_lived && report.reached.outcome != ReachOutcome::Loaded {
        return vec![
            heading,
            Block::Text(vec![Span::words("No state was lived through: the site was not reached.").doubt()]),
        ];
    }
    let mut table = Table::new(
        &["state", "came of it", "what was done", "steps", "confirmed by", "banner after the reload"],
        "No state was lived through.",
    );
    table.rows.extend(report.states.iter().map(row));
    let pictured = report.states.iter().filter(|state| !state.pictures.is_empty());
    let pictures: Vec<(String, Cell)> = pictured
        .map(|state| (state.state.to_string(), state.pictures.iter().map(|path| vec![Span::code(path)]).collect()))
        .collect();
    if pictures.is_empty() {
        return vec![heading, Block::Table(table)];
    }
    let what = Block::Text(vec![Span::words("Pictures of the clicks in the bundle, the control marked:").quiet()]);
    vec![heading, Block::Table(table), what, Block::Pairs(pictures)]
}

fn row(state: &StateForm) -> Vec<Cell> {
    let one = |span: Span| vec![vec![span]];
    let confirmed = state.confirmed_by.iter().map(spoken).collect::<Vec<_>>().join(", ");
    let back = match state.banner_on_return {
        Some(true) => Span::words("there"),
        Some(false) => Span::words("gone"),
        None => Span::words("–").quiet(),
    };
    vec![
        one(Span::words(state.state.to_string()).strong()),
        status(state),
        vec![done(state)],
        one(state.steps.map_or(Span::words("–").quiet(), |steps| Span::words(steps.to_string()))),
        one(if confirmed.is_empty() { Span::words("–").quiet() } else { Span::words(confirmed) }),
        one(back),
    ]
}

fn status(state: &StateForm) -> Cell {
    let words = Span::words(spoken(&state.status));
    let words = match state.status {
        ChoiceStatus::Observed => words,
        ChoiceStatus::NotOffered => words.strong(),
        ChoiceStatus::Unconfirmed | ChoiceStatus::Failed => words.doubt(),
    };
    let reason = state.reason.as_deref().map(|reason| vec![Span::words(cut(&clean(reason), REASON)).quiet()]);
    std::iter::once(vec![words]).chain(reason).collect()
}

/// The clicks in order; that nothing was chosen, where that is what the state is about.
fn done(state: &StateForm) -> Line {
    let mut line = Vec::new();
    for text in &state.clicked {
        if !line.is_empty() {
            line.push(Span::words("→").quiet());
        }
        line.push(Span::words(format!("“{}”", cut(&clean(text), NAME))));
    }
    if line.is_empty() {
        let lived = state.status == ChoiceStatus::Observed;
        let words = match state.state {
            State::Browse if lived && state.phases.contains(&Phase::NextPage) => "scrolled and followed a link",
            State::Browse if lived => "scrolled",
            _ if lived && !state.state.chooses() => "nothing was chosen",
            _ => "–",
        };
        line.push(Span::words(words).quiet());
    }
    line
}
