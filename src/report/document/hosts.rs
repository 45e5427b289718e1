//! Third-party hosts, one row each, a column a state.

use std::collections::{BTreeMap, BTreeSet};

use super::cut::{NAME, cut};
use super::items::loudness;
use super::marks;
use super::parts::{Block, Cell, Span, Table};
use crate::evidence::{Phase, State};
use crate::facts::Party;
use crate::knowledge::Purpose;
use crate::report::clean::clean;
use crate::report::form::{Reading, Report, RequestForm};

/// Rules of lists that are shown for one host; all of them stand in `report.json`.
const SHOWN_RULES: usize = 2;

/// All that was asked of one host.
#[derive(Default)]
struct Host<'a> {
    requests: Vec<&'a RequestForm>,
    seen: BTreeMap<State, BTreeSet<Phase>>,
}

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let mut hosts: BTreeMap<&str, Host<'_>> = BTreeMap::new();
    for request in report.requests.iter().filter(|request| request.party == Party::Third) {
        let host = hosts.entry(&request.host).or_default();
        host.requests.push(request);
        for (state, phases) in &request.seen {
            host.seen.entry(state.clone()).or_default().extend(phases);
        }
    }
    let m = report.messages();
    let heads = ["hosts.host", "hosts.purpose", "hosts.owner"].map(|key| m.say(key));
    let mut table = Table::of_seen(&heads, m.say("hosts.none"), report);
    marks::add_columns(&mut table, report);
    table.rows.extend(hosts.iter().map(|(name, host)| row(report, name, host)));
    vec![Block::Heading(m.say("hosts.heading").to_owned(), Some(hosts.len())), Block::Table(table)]
}

fn row(report: &Report, name: &str, host: &Host<'_>) -> Vec<Cell> {
    let m = report.messages();
    let requests = &host.requests;
    let purposes: BTreeSet<Purpose> = requests.iter().map(|request| request.purpose).collect();
    let worst = purposes.iter().copied().max_by_key(|purpose| rank(*purpose)).unwrap_or(Purpose::Unknown);
    let kinds: BTreeSet<String> = requests.iter().filter_map(|request| request.url_kind.clone()).collect();
    let vendors: BTreeSet<&str> = requests.iter().filter_map(|request| request.vendor.as_deref()).collect();
    let vendor = match vendors.iter().copied().collect::<Vec<_>>().join(", ") {
        none if none.is_empty() => Span::words(m.say("hosts.owner-unknown")).quiet(),
        known => Span::words(cut(&clean(&known), NAME)),
    };
    let words: Vec<String> = purposes.iter().map(|purpose| m.word(purpose)).collect();
    let mut purpose = vec![vec![Span::words(words.join(", ")).toned(loudness(worst))]];
    if !kinds.is_empty() {
        let kinds: Vec<String> = kinds.iter().map(|kind| m.spoken(kind)).collect();
        purpose.push(vec![Span::words(kinds.join(", ")).quiet()]);
    }
    let listed: BTreeSet<&str> =
        requests.iter().filter(|one| one.list.is_some()).filter_map(|one| one.list_rule.as_deref()).collect();
    purpose.extend(listed.iter().take(SHOWN_RULES).map(|rule| vec![Span::code(cut(&clean(rule), NAME)).quiet()]));
    let count = m.count("hosts.addresses", requests.len(), &[]);
    let mut cells: Vec<Cell> = vec![
        vec![vec![Span::code(cut(&clean(name), NAME)).strong()], vec![Span::words(count).quiet()]],
        purpose,
        vec![vec![vendor]],
    ];
    let seen: BTreeMap<State, Vec<Phase>> =
        host.seen.iter().map(|(state, phases)| (state.clone(), phases.iter().copied().collect())).collect();
    cells.extend(marks::cells(report, Reading::Requests, &seen, loudness(worst)));
    cells
}

/// Which purpose speaks for a host that has several.
fn rank(purpose: Purpose) -> u8 {
    match purpose {
        Purpose::Necessary => 0,
        Purpose::Functional => 1,
        Purpose::Unknown => 2,
        Purpose::Analytics => 3,
        Purpose::Social => 4,
        Purpose::Marketing => 5,
    }
}
