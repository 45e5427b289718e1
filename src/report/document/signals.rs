//! Consent signals in words, by state: what each interface answered, when, and what is stored of the choice.

use super::cut::{NAME, REASON, cut};
use super::parts::{Block, Cell, Span, Table};
use crate::evidence::Phase;
use crate::messages::Messages;
use crate::report::clean::clean;
use crate::report::exhibits::Exhibits;
use crate::report::form::{Report, SignalForm, StateForm};
use crate::report::show::Listing;
use crate::report::words::phase_words;

const HEADS: [&str; 3] = ["consent.signal", "consent.when", "consent.says"];

const PHASES: [Phase; 5] = [Phase::Arrival, Phase::Accepted, Phase::AfterChoice, Phase::Return, Phase::NextPage];

/// What one signal says, and when it said so.
struct Said {
    signal: String,
    when: Vec<String>,
    what: String,
}

pub(super) fn blocks(report: &Report, exhibits: &Exhibits) -> Vec<Block> {
    let m = report.messages();
    let heading = Block::Heading(m.say("consent.heading").to_owned(), None);
    let mut table = Table::of_seen(&HEADS.map(|key| m.say(key)), m.say("consent.none"), report);
    if exhibits.are_here() {
        table.rows = report.states.iter().flat_map(|state| of_state(report, exhibits, state)).collect();
        table.legend = Some(m.say("consent.legend").to_owned());
    } else {
        table.empty = vec![Span::words(m.say("consent.absent")).doubt()];
    }
    vec![heading, Block::Table(table)]
}

/// The rows of one state, below its name; none where nothing was offered.
fn of_state(report: &Report, exhibits: &Exhibits, state: &StateForm) -> Vec<Vec<Cell>> {
    let m = report.messages();
    let listing = exhibits.signals.iter().find(|listing| listing.state == state.state);
    let mut said = Vec::new();
    listing.into_iter().flat_map(|listing| told(listing, m)).for_each(|one| add(&mut said, one));
    let records = report.signals.platform_record.as_ref().and_then(|states| states.get(&state.state));
    for (phase, record) in records.into_iter().flatten() {
        for (name, what) in stored(record, m) {
            let signal = m.fill("consent.stored", &[("name", &clean(&name))]);
            add(&mut said, Said { signal, when: vec![phase_words(*phase, m).to_owned()], what });
        }
    }
    let mut rows: Vec<Vec<Cell>> = said.iter().map(row).collect();
    rows.extend(listing.and_then(|listing| listing.doubt.as_deref()).map(|why| {
        let why = Span::words(cut(&clean(&m.sentence(why)), REASON)).doubt();
        vec![vec![vec![Span::words(m.say("consent.unread")).doubt()]], Cell::new(), vec![vec![why]]]
    }));
    if !rows.is_empty() {
        rows.insert(0, vec![vec![vec![Span::words(state.state.to_string()).strong()]], Cell::new(), Cell::new()]);
    }
    rows
}

/// The rows of a listing: phase, interface, answer, meaning.
fn told(listing: &Listing, m: Messages) -> impl Iterator<Item = Said> {
    listing.rows.iter().filter_map(move |row| {
        let [phase, signal, answer, meaning] = row.as_slice() else { return None };
        let what = if meaning.is_empty() { answer } else { meaning };
        let when = PHASES.into_iter().find(|known| known.word() == phase).map(|phase| phase_words(phase, m).to_owned());
        Some(Said { signal: signal.clone(), when: when.into_iter().collect(), what: what.clone() })
    })
}

/// What says the same as before is said once.
fn add(all: &mut Vec<Said>, said: Said) {
    match all.iter_mut().find(|one| one.signal == said.signal && one.what == said.what) {
        Some(same) => same.when.extend(said.when),
        None => all.push(said),
    }
}

/// What is stored of the choice, by name: read where a file of the platform tells how, else as it is.
fn stored(record: &SignalForm, m: Messages) -> Vec<(String, String)> {
    let Some(raw) = record.raw.as_object() else { return Vec::new() };
    let reads = |name: &str| record.decoded.as_ref()?.get(name)?.get("says").map(|says| m.word(says));
    let says = |(name, value): (&String, &serde_json::Value)| {
        let value = value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
        let meaning = reads(name).filter(|meaning| !meaning.is_empty());
        (name.clone(), meaning.map_or_else(|| value.clone(), |meaning| format!("{meaning} ({value})")))
    };
    raw.iter().map(says).collect()
}

fn row(said: &Said) -> Vec<Cell> {
    vec![
        vec![vec![Span::words(cut(&clean(&said.signal), NAME))]],
        vec![vec![Span::words(said.when.join(", ")).quiet()]],
        vec![vec![Span::code(cut(&clean(&said.what), REASON * 2))]],
    ]
}
