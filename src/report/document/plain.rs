//! The outcome in plain words, to be handed on: what was seen, what failed, what could not be seen.

use std::collections::BTreeSet;

use super::cut::{ADDRESS, cut};
use super::findings;
use super::foreign;
use super::parts::{Block, Cell, Line, Span};
use crate::engine::Outcome;
use crate::evidence::{ChoiceStatus, Phase, ReachOutcome, State};
use crate::facts::{Party, Seen};
use crate::knowledge::Purpose;
use crate::policy::Verdict;
use crate::report::clean::clean;
use crate::report::form::{Report, StateForm};

/// Titles of failed rules that are named; all of them have a card.
const NAMED: usize = 5;

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let m = report.messages();
    let mut pairs = vec![(m.say("plain.done").to_owned(), vec![done(report)])];
    if report.reached.outcome == ReachOutcome::Loaded {
        pairs.push((m.say("plain.banner").to_owned(), vec![banner(report)]));
        pairs.push((m.say("plain.before").to_owned(), vec![before(report)]));
        for (label, state) in [("plain.refused", State::Reject), ("plain.accepted", State::Accept)] {
            pairs.extend(report.states.iter().find(|one| one.state == state).map(|one| {
                let words = after(report, one);
                (m.say(label).to_owned(), vec![words])
            }));
        }
        pairs.push((m.say("plain.failed").to_owned(), failed(report)));
    }
    pairs.push((m.say("plain.undetermined").to_owned(), vec![undetermined(report)]));
    vec![Block::Heading(m.say("plain.heading").to_owned(), None), Block::Pairs(pairs)]
}

fn done(report: &Report) -> Line {
    let m = report.messages();
    let lived = report.states.iter().filter(|state| state.status != ChoiceStatus::Failed).count();
    let day = m.day(report.run.started.split('T').next().unwrap_or_default());
    let url = Span::code(cut(&clean(&report.target.called()), ADDRESS));
    if report.reached.outcome != ReachOutcome::Loaded {
        let outcome = m.word(&report.reached.outcome);
        let why = m.fill("plain.not-reached", &[("day", &day), ("outcome", &outcome)]);
        return vec![url, Span::words(why).doubt()];
    }
    let opened = match &report.target.vantage.country {
        Some(country) => m.fill("plain.opened-from", &[("day", &day), ("country", country)]),
        None => m.fill("plain.opened", &[("day", &day)]),
    };
    vec![url, Span::words(opened), Span::words(m.count("plain.visits", lived, &[]))]
}

fn banner(report: &Report) -> Line {
    let m = report.messages();
    let banner = &report.banner;
    match banner.seen {
        Seen::Yes => {
            let offer = m.say(super::banner::offer(banner.kind));
            vec![Span::words(m.fill("plain.shown", &[("offer", &offer)]))]
        }
        Seen::No => vec![Span::words(m.say("plain.none"))],
        Seen::Unknown => vec![Span::words(m.say("plain.unknown")).doubt()],
    }
}

/// What lay there and who was contacted while nothing had been chosen, in the visit in which nothing is.
fn before(report: &Report) -> Line {
    let state = report.states.iter().find(|one| one.state == State::None);
    match state.filter(|one| !one.phases.is_empty()) {
        Some(state) => tally(report, state, &state.phases),
        None => vec![Span::words(report.messages().say("plain.not-observed")).doubt()],
    }
}

fn after(report: &Report, state: &StateForm) -> Line {
    let phases: Vec<Phase> = state.phases.iter().copied().filter(|phase| phase.is_after_choice()).collect();
    match state.status {
        ChoiceStatus::NotOffered => vec![Span::words(report.messages().say("plain.not-offered"))],
        ChoiceStatus::Failed => vec![Span::words(report.messages().say("plain.not-tried")).doubt()],
        _ if phases.is_empty() => vec![Span::words(report.messages().say("plain.not-observed")).doubt()],
        ChoiceStatus::Unconfirmed => {
            let mut line = vec![Span::words(report.messages().say("plain.unconfirmed")).doubt()];
            line.extend(tally(report, state, &phases));
            line
        }
        ChoiceStatus::Observed => tally(report, state, &phases),
    }
}

fn tally(report: &Report, state: &StateForm, phases: &[Phase]) -> Line {
    let in_it = |seen: Option<&Vec<Phase>>| seen.is_some_and(|seen| seen.iter().any(|phase| phases.contains(phase)));
    let items: Vec<_> = report.items.iter().filter(|item| in_it(item.seen.get(&state.state))).collect();
    let tracking = items.iter().filter(|item| tracks(item.purpose)).count();
    let unknown = items.iter().filter(|item| item.purpose == Purpose::Unknown).count();
    let hosts = report.requests.iter().filter(|one| one.party == Party::Third && in_it(one.seen.get(&state.state)));
    let hosts: BTreeSet<&str> = hosts.map(|one| one.host.as_str()).collect();
    let m = report.messages();
    let lay = match items.len() {
        0 => m.say("plain.no-items").to_owned(),
        count => m.count("plain.items", count, &[("tracking", &tracking), ("unknown", &unknown)]),
    };
    let asked = match hosts.len() {
        0 => m.say("plain.no-hosts").to_owned(),
        count => m.count("plain.hosts", count, &[]),
    };
    vec![Span::words(lay), Span::words(asked)]
}

fn tracks(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::Analytics | Purpose::Marketing | Purpose::Social)
}

fn failed(report: &Report) -> Cell {
    let open = || report.findings.iter().filter(|finding| findings::is_open(finding));
    let mut titles: Vec<&str> = Vec::new();
    for finding in open().filter(|finding| finding.verdict != Verdict::Info) {
        if !titles.contains(&finding.title.as_str()) {
            titles.push(&finding.title);
        }
    }
    let m = report.messages();
    let mut cell: Cell = titles.iter().take(NAMED).map(|title| foreign::words(title, m)).collect();
    if titles.len() > NAMED {
        let more = titles.len() - NAMED;
        cell.push(vec![Span::words(m.fill("plain.more", &[("count", &more)])).quiet()]);
    }
    let told = open().filter(|finding| finding.verdict == Verdict::Info).count();
    if titles.is_empty() && told == 0 {
        cell.push(vec![findings::none(report)]);
    } else if titles.is_empty() {
        cell.push(vec![Span::words(m.say("plain.only-information"))]);
    }
    let waived = report.findings.len() - open().count();
    for (count, key) in [(told, "plain.information"), (waived, "plain.waived")] {
        if count > 0 {
            cell.push(vec![Span::words(m.fill(key, &[("count", &count)])).quiet()]);
        }
    }
    cell
}

fn undetermined(report: &Report) -> Line {
    let m = report.messages();
    let rules = report.rules(Outcome::CantTell).len();
    // Only what is missing is told.
    let key = match (rules, report.gaps.len()) {
        (0, 0) => return vec![Span::words(m.say("plain.all"))],
        (_, 0) => "plain.undecided",
        (0, _) => "plain.unobserved",
        _ => "plain.gaps",
    };
    let (rules, gaps) = (m.count("common.rules", rules, &[]), m.count("plain.things", report.gaps.len(), &[]));
    vec![Span::words(m.fill(key, &[("rules", &rules), ("gaps", &gaps)])).doubt()]
}
