//! Everything that happened in one state, in order.

use super::{Ground, Listing, doubts};
use crate::facts::{Event, EventKind, Timed, timeline};
use crate::report::words::word;

const HEADS: [&str; 5] = ["at ms", "phase", "what", "with what", "by"];

pub(super) fn listing(ground: &Ground<'_>) -> Listing {
    let state = ground.visit.state.clone();
    let told = timeline(ground.evidence, &state);
    let rows = told.iter().flat_map(|told| &told.events).map(|event| row(ground, event)).collect();
    let missing = told.iter().flat_map(|told| told.missing.clone()).chain(ground.visit.cut_short.clone());
    Listing { state, heads: HEADS.to_vec(), rows, doubt: doubts(missing) }
}

fn row(ground: &Ground<'_>, event: &Event) -> Vec<String> {
    let about = match event.timed {
        Timed::Heard => "",
        Timed::NoEarlier => "after ",
        Timed::NoLater => "by ",
    };
    vec![
        format!("{about}{:.0}", event.at_ms),
        event.phase.map(|phase| word(&phase)).unwrap_or_default(),
        event.kind.word().replace('-', " "),
        what(ground, event),
        event.by.as_deref().map(|by| ground.values.sentence(by)).unwrap_or_default(),
    ]
}

/// What happened, without what addresses hold in their queries; of words that the page chose freely the beginning alone.
fn what(ground: &Ground<'_>, event: &Event) -> String {
    let told = ground.values.sentence(&event.what);
    match event.kind {
        EventKind::Console | EventKind::Incident => ground.values.beginning(&told),
        _ => told,
    }
}
