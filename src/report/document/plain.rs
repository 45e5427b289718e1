//! The outcome in plain words, to be handed on: what was seen, what failed, what could not be seen.

use std::collections::{BTreeMap, BTreeSet};

use super::cut::{ADDRESS, cut};
use super::findings;
use super::foreign;
use super::parts::{Block, Cell, Line, Span};
use crate::evidence::{ChoiceStatus, Phase, ReachOutcome, State};
use crate::facts::{Party, Seen};
use crate::knowledge::Purpose;
use crate::policy::Verdict;
use crate::report::clean::clean;
use crate::report::form::{Reading, Report, StateForm};
use crate::report::threshold::can_count;

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

/// What lay there and who was contacted while nothing had been chosen, in both visits in which nothing is.
fn before(report: &Report) -> Line {
    let states = report.states.iter().filter(|one| matches!(one.state, State::None | State::NoneAgain));
    let times: Vec<Time<'_>> =
        states.flat_map(|state| state.phases.iter().map(move |phase| Time { state, phase: *phase })).collect();
    match times.is_empty() {
        true => vec![Span::words(report.messages().say("plain.not-observed")).doubt()],
        false => tally(report, &times),
    }
}

fn after(report: &Report, state: &StateForm) -> Line {
    let phases = state.phases.iter().copied().filter(|phase| phase.is_after_choice());
    let times: Vec<Time<'_>> = phases.map(|phase| Time { state, phase }).collect();
    match state.status {
        ChoiceStatus::NotOffered => vec![Span::words(report.messages().say("plain.not-offered"))],
        ChoiceStatus::Failed => vec![Span::words(report.messages().say("plain.not-tried")).doubt()],
        _ if times.is_empty() => vec![Span::words(report.messages().say("plain.not-observed")).doubt()],
        ChoiceStatus::Unconfirmed => {
            let mut line = vec![Span::words(report.messages().say("plain.unconfirmed")).doubt()];
            line.extend(tally(report, &times));
            line
        }
        ChoiceStatus::Observed => tally(report, &times),
    }
}

/// A phase of a state.
struct Time<'a> {
    state: &'a StateForm,
    phase: Phase,
}

/// What lay there and who was contacted at these times; of what nobody could read nothing is denied.
fn tally(report: &Report, times: &[Time<'_>]) -> Line {
    let m = report.messages();
    let at = |seen: &BTreeMap<State, Vec<Phase>>| {
        times.iter().any(|time| seen.get(&time.state.state).is_some_and(|seen| seen.contains(&time.phase)))
    };
    let is_read = |reading: Reading| times.iter().all(|time| time.state.is_read(reading, time.phase));
    let items: Vec<_> = report.items.iter().filter(|item| at(&item.seen)).collect();
    let tracking = items.iter().filter(|item| tracks(item.purpose)).count();
    let unknown = items.iter().filter(|item| item.purpose == Purpose::Unknown).count();
    let hosts = report.requests.iter().filter(|one| one.party == Party::Third && at(&one.seen));
    let hosts: BTreeSet<&str> = hosts.map(|one| one.host.as_str()).collect();
    let lay = match items.len() {
        0 => m.say("plain.no-items").to_owned(),
        count => m.count("plain.items", count, &[("tracking", &tracking), ("unknown", &unknown)]),
    };
    let asked = match hosts.len() {
        0 => m.say("plain.no-hosts").to_owned(),
        count => m.count("plain.hosts", count, &[]),
    };
    let is_stored_read = is_read(Reading::Cookies) && is_read(Reading::Storage);
    let lay = told(lay, items.len(), is_stored_read, m.say("plain.items-unread"));
    let asked = told(asked, hosts.len(), is_read(Reading::Requests), m.say("plain.hosts-unread"));
    lay.into_iter().chain(asked).collect()
}

/// A count where all was read; where not, what was seen at least, and that it may not be all.
fn told(words: String, count: usize, read: bool, unread: &str) -> Line {
    let doubt = || Span::words(unread).doubt();
    match (read, count) {
        (true, _) => vec![Span::words(words)],
        (false, 0) => vec![doubt()],
        (false, _) => vec![Span::words(words), doubt()],
    }
}

fn tracks(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::Analytics | Purpose::Marketing | Purpose::Social)
}

fn failed(report: &Report) -> Cell {
    let m = report.messages();
    let open = report.open();
    let of = |verdict: Verdict| open.iter().filter(|finding| finding.verdict == verdict).count();
    let mut titles: Vec<&str> = Vec::new();
    for finding in open.iter().filter(|finding| can_count(finding.verdict, finding.waived.as_ref())) {
        if !titles.contains(&finding.title.as_str()) {
            titles.push(&finding.title);
        }
    }
    let mut cell: Cell = titles.iter().take(NAMED).map(|title| foreign::words(title, m)).collect();
    if titles.len() > NAMED {
        let more = titles.len() - NAMED;
        cell.push(vec![Span::words(m.fill("plain.more", &[("count", &more)])).quiet()]);
    }
    if open.is_empty() {
        cell.push(findings::none(report));
    } else if titles.is_empty() {
        let only = Span::words(m.say("plain.nothing-certain"));
        cell.push(std::iter::once(only).chain(findings::hedge(report)).collect());
    }
    let (review, told) = (of(Verdict::Review), of(Verdict::Info));
    for (count, key) in [(review, "plain.review"), (told, "plain.information"), (report.waived(), "plain.waived")] {
        if count > 0 {
            cell.push(vec![Span::words(m.fill(key, &[("count", &count)])).quiet()]);
        }
    }
    cell
}

fn undetermined(report: &Report) -> Line {
    let m = report.messages();
    let rules = report.unsettled_rules().len();
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
