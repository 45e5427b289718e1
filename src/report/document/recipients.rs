//! Who received data, grouped by owner: hosts, purposes, countries, when, and what identifies a visitor.

use std::collections::{BTreeMap, BTreeSet};

use super::cut::{NAME, cut};
use super::items::loudness;
use super::parts::{Block, Cell, Span, Table};
use crate::evidence::{ChoiceStatus, Phase, State};
use crate::facts::Party;
use crate::knowledge::Purpose;
use crate::messages::Messages;
use crate::report::clean::clean;
use crate::report::exhibits::Exhibits;
use crate::report::form::{Reading, Report, RequestForm};

/// Identifiers that are named of one host.
const NAMED: usize = 4;

const HEADS: [&str; 7] = [
    "recipients.host",
    "recipients.purpose",
    "recipients.countries",
    "recipients.before",
    "recipients.refused",
    "recipients.accepted",
    "recipients.identifiers",
];

/// When a host was contacted.
#[derive(Clone, Copy)]
enum When {
    Before,
    Refused,
    Accepted,
}

pub(super) fn blocks(report: &Report, exhibits: &Exhibits) -> Vec<Block> {
    let mut owners: BTreeMap<&str, BTreeMap<&str, Vec<&RequestForm>>> = BTreeMap::new();
    for request in report.requests.iter().filter(|request| request.party == Party::Third) {
        let owner = request.vendor.as_deref().unwrap_or_default();
        owners.entry(owner).or_default().entry(&request.host).or_default().push(request);
    }
    let m = report.messages();
    let mut table = Table::of_seen(&HEADS.map(|key| m.say(key)), m.say("recipients.none"), report);
    let unknown = owners.remove("");
    let count = owners.len() + usize::from(unknown.is_some());
    let known = owners.into_iter().map(|(owner, hosts)| (cut(&clean(owner), NAME), hosts));
    let unknown = unknown.map(|hosts| (m.say("recipients.unknown").to_owned(), hosts));
    for (owner, hosts) in known.chain(unknown) {
        table.rows.push(headed(&owner, &m.count("recipients.hosts", hosts.len(), &[])));
        table.rows.extend(hosts.iter().map(|(host, requests)| row(report, exhibits, host, requests)));
    }
    table.legend = Some(m.say("recipients.legend").to_owned());
    vec![Block::Heading(m.say("recipients.heading").to_owned(), Some(count)), Block::Table(table)]
}

/// A row that names the owner of the hosts below it.
fn headed(owner: &str, hosts: &str) -> Vec<Cell> {
    let name = vec![vec![Span::words(owner).strong(), Span::words(hosts).quiet()]];
    std::iter::once(name).chain((1..HEADS.len()).map(|_| Cell::new())).collect()
}

fn row(report: &Report, exhibits: &Exhibits, host: &str, requests: &[&RequestForm]) -> Vec<Cell> {
    let m = report.messages();
    let one = |span: Span| vec![vec![span]];
    let purposes: BTreeSet<Purpose> = requests.iter().map(|request| request.purpose).collect();
    let purposes = purposes.iter().map(|purpose| vec![Span::words(m.word(purpose)).toned(loudness(*purpose))]);
    let countries: BTreeSet<&str> =
        requests.iter().flat_map(|request| request.countries.iter().map(String::as_str)).collect();
    let countries = match countries.into_iter().collect::<Vec<_>>().join(", ") {
        none if none.is_empty() => Span::words(m.say("recipients.not-known")).quiet(),
        known => Span::words(clean(&known)),
    };
    let mut cells = vec![one(Span::code(cut(&clean(host), NAME))), purposes.collect(), one(countries)];
    cells.extend([When::Before, When::Refused, When::Accepted].map(|when| one(contacted(report, requests, when))));
    cells.push(identifiers(exhibits, host, m));
    cells
}

/// Whether it was contacted then; what was not lived through is not denied.
fn contacted(report: &Report, requests: &[&RequestForm], when: When) -> Span {
    let belongs = |state: &State, phase: Phase| match when {
        When::Before => !state.chooses() || phase == Phase::Arrival,
        When::Refused => matches!(state, State::Reject | State::RejectAgain) && phase.is_after_choice(),
        When::Accepted => match state {
            State::Accept => phase.is_after_choice(),
            State::Withdraw => phase == Phase::Accepted,
            _ => false,
        },
    };
    let seen = requests.iter().flat_map(|request| &request.seen);
    if seen.into_iter().any(|(state, phases)| phases.iter().any(|phase| belongs(state, *phase))) {
        return Span::words(report.messages().say("recipients.contacted")).strong();
    }
    let lived = report.states.iter().filter(|state| state.status == ChoiceStatus::Observed);
    let times = lived.flat_map(|state| state.phases.iter().map(move |phase| (state, *phase)));
    let mut times = times.filter(|(state, phase)| belongs(&state.state, *phase)).peekable();
    if times.peek().is_some() && times.all(|(state, phase)| state.is_read(Reading::Requests, phase)) {
        return Span::words(report.messages().say("recipients.not-observed")).quiet();
    }
    Span::words(report.messages().say("recipients.not-looked-at")).doubt()
}

fn identifiers(exhibits: &Exhibits, host: &str, m: Messages) -> Cell {
    let Some(names) = exhibits.identifiers.get(host) else {
        let absent = || Span::words(m.say("recipients.absent")).doubt();
        let none = if exhibits.are_here() { Span::words("–").quiet() } else { absent() };
        return vec![vec![none]];
    };
    let held = |(name, domain): &(String, String)| {
        let held = m.fill("recipients.held", &[("name", &clean(name)), ("domain", &clean(domain))]);
        vec![Span::code(cut(&held, NAME))]
    };
    let mut cell: Cell = names.iter().take(NAMED).map(held).collect();
    if names.len() > NAMED {
        cell.push(vec![Span::words(m.fill("common.and-more", &[("count", &(names.len() - NAMED))])).quiet()]);
    }
    cell
}
