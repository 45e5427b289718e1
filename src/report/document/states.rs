//! What was done in each state, and what proves that it took.

use super::cut::{NAME, REASON, cut};
use super::foreign;
use super::parts::{Block, Cell, Line, Span, Table};
use crate::evidence::{ChoiceStatus, Phase, ReachOutcome, State};
use crate::messages::Messages;
use crate::report::clean::clean;
use crate::report::form::{Report, StateForm};

/// Keys of the heads.
const HEADS: [&str; 6] =
    ["states.state", "states.outcome", "states.done", "states.steps", "states.confirmed", "states.back"];

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let m = report.messages();
    let heading = Block::Heading(m.say("states.heading").to_owned(), None);
    let none_lived = report.states.iter().all(|state| state.status == ChoiceStatus::Failed);
    if none_lived && report.reached.outcome != ReachOutcome::Loaded {
        return vec![heading, Block::Text(vec![Span::words(m.say("states.not-reached")).doubt()])];
    }
    let mut table = Table::new(&HEADS.map(|key| m.say(key)), m.say("states.none"));
    table.rows.extend(report.states.iter().map(|state| row(state, m)));
    let pictured = report.states.iter().filter(|state| !state.pictures.is_empty());
    let pictures: Vec<(String, Cell)> = pictured
        .map(|state| (state.state.to_string(), state.pictures.iter().map(|path| vec![Span::code(path)]).collect()))
        .collect();
    if pictures.is_empty() {
        return vec![heading, Block::Table(table)];
    }
    let what = Block::Text(vec![Span::words(m.say("states.pictures")).quiet()]);
    vec![heading, Block::Table(table), what, Block::Pairs(pictures)]
}

fn row(state: &StateForm, m: Messages) -> Vec<Cell> {
    let one = |span: Span| vec![vec![span]];
    let confirmed = state.confirmed_by.iter().map(|proof| m.word(proof)).collect::<Vec<_>>().join(", ");
    let back = match state.banner_on_return {
        Some(true) => Span::words(m.say("states.there")),
        Some(false) => Span::words(m.say("states.gone")),
        None => Span::words("–").quiet(),
    };
    vec![
        one(Span::words(state.state.to_string()).strong()),
        status(state, m),
        vec![done(state, m)],
        one(state.steps.map_or(Span::words("–").quiet(), |steps| Span::words(steps.to_string()))),
        one(if confirmed.is_empty() { Span::words("–").quiet() } else { Span::words(confirmed) }),
        one(back),
    ]
}

fn status(state: &StateForm, m: Messages) -> Cell {
    let words = Span::words(m.word(&state.status));
    let words = match state.status {
        ChoiceStatus::Observed => words,
        ChoiceStatus::NotOffered => words.strong(),
        ChoiceStatus::Unconfirmed | ChoiceStatus::Failed => words.doubt(),
    };
    let reason = state.reason.as_deref().map(|reason| quiet(&cut(&clean(reason), REASON), m));
    std::iter::once(vec![words]).chain(reason).collect()
}

fn quiet(reason: &str, m: Messages) -> Line {
    foreign::words(reason, m).into_iter().map(Span::quiet).collect()
}

/// The clicks in order; that nothing was chosen, where that is what the state is about.
fn done(state: &StateForm, m: Messages) -> Line {
    let mut line = Vec::new();
    for text in &state.clicked {
        if !line.is_empty() {
            line.push(Span::words("→").quiet());
        }
        line.push(Span::words(m.fill("common.quote", &[("text", &cut(&clean(text), NAME))])));
    }
    if line.is_empty() {
        let lived = state.status == ChoiceStatus::Observed;
        let words = match state.state {
            State::Browse if lived && state.phases.contains(&Phase::NextPage) => m.say("states.browsed"),
            State::Browse if lived => m.say("states.scrolled"),
            _ if lived && !state.state.chooses() => m.say("states.nothing-chosen"),
            _ => "–",
        };
        line.push(Span::words(words).quiet());
    }
    line
}
