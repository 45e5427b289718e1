//! Facts of the site on whether the signals agree with what was chosen.
//!
//! A signal that contradicts a choice is evidence whatever else was missed; that none does is known only where every
//! phase was seen to its end and every string could be read.

use std::collections::BTreeMap;

use super::lived::{AFTER, Ground, Lived};
use super::pointer;
use super::signals_read::{Decoded, When};
use super::value::{Fact, Value};
use super::view::Singles;
use super::wire_consent;
use crate::evidence::{Phase, State};
use crate::knowledge::signals::TcString;

/// What a moment answers; `None` if it says nothing of what is asked.
type Answer = Option<Result<bool, String>>;
/// A question to the signals of a moment.
type Question = fn(&Decoded<'_>, Option<&str>) -> Answer;
/// The signals that were read, by the index of the visit and of the moment: each decoded once for all questions.
type Read<'a> = BTreeMap<(usize, usize), Decoded<'a>>;

const WITHOUT_CHOICE: &[Phase] = &[Phase::Arrival, Phase::Return];

/// Every fact that is a question to the moments of a state: true if one of them answers yes.
const ASKED: &[(&str, State, &[Phase], Question)] = &[
    ("signals.tcf-grants-before-choice", State::None, WITHOUT_CHOICE, tcf_grants),
    ("signals.tcf-acted-before-choice", State::None, WITHOUT_CHOICE, tcf_acted),
    ("signals.tcf-gdpr-applies", State::None, WITHOUT_CHOICE, gdpr_applies),
    ("signals.tcf-grants-after-reject", State::Reject, AFTER, tcf_grants),
    ("signals.tcf-interests-after-reject", State::Reject, AFTER, tcf_interests),
    ("signals.tcf-grants-after-withdraw", State::Withdraw, AFTER, tcf_grants),
    ("signals.tcf-grants-after-accept", State::Accept, AFTER, tcf_grants),
    ("signals.tcf-grants-after-dismiss", State::Dismiss, AFTER, tcf_grants),
    ("signals.tcf-grants-after-browse", State::Browse, &[Phase::AfterChoice], tcf_grants),
    ("signals.consent-mode-default-granted", State::None, WITHOUT_CHOICE, mode_default),
    ("signals.consent-mode-late", State::None, WITHOUT_CHOICE, mode_late),
    ("signals.consent-mode-granted-before-choice", State::None, WITHOUT_CHOICE, mode_now),
    ("signals.consent-mode-granted-after-reject", State::Reject, AFTER, mode_now),
    ("signals.consent-mode-granted-after-withdraw", State::Withdraw, AFTER, mode_now),
    ("signals.consent-mode-granted-after-accept", State::Accept, AFTER, mode_now),
    ("signals.not-opted-out-under-gpc", State::Gpc, WITHOUT_CHOICE, not_opted_out),
];

/// Every fact that is a question to the requests of a state: true if one of them tells that storing is granted.
const ON_THE_WIRE: &[(&str, State, &[Phase])] = &[
    ("signals.wire-granted-before-choice", State::None, WITHOUT_CHOICE),
    ("signals.wire-granted-after-reject", State::Reject, AFTER),
    ("signals.wire-granted-after-withdraw", State::Withdraw, AFTER),
    ("signals.wire-granted-after-accept", State::Accept, AFTER),
];

/// Facts that contradict a choice where they are true.
const CONTRADICTIONS: &[&str] = &[
    "signals.tcf-grants-before-choice",
    "signals.tcf-acted-before-choice",
    "signals.tcf-grants-after-reject",
    "signals.tcf-grants-after-withdraw",
    "signals.consent-mode-granted-before-choice",
    "signals.consent-mode-granted-after-reject",
    "signals.consent-mode-granted-after-withdraw",
    "signals.wire-granted-before-choice",
    "signals.wire-granted-after-reject",
    "signals.wire-granted-after-withdraw",
];

/// Adds `signals.*`.
pub fn add(singles: &mut Singles, ground: &Ground<'_>) {
    let country = ground.evidence.run.vantage.country.as_deref();
    let mut contradicting = Vec::new();
    let mut keep = |singles: &mut Singles, name: &'static str, fact: Fact, at: String| {
        if CONTRADICTIONS.contains(&name) {
            contradicting.push((fact.clone(), at.clone()));
        }
        singles.insert(name, fact, at);
    };
    let read = read(ground);
    for (name, state, phases, question) in ASKED {
        let (answer, at) = of_moments(ground, &read, (state, phases), |decoded| question(decoded, country));
        keep(singles, name, fact(answer), at);
    }
    for (name, state, phases) in ON_THE_WIRE {
        let (answer, at) = of_requests(ground, state, phases);
        keep(singles, name, fact(answer), at);
    }
    let (agree, at) = agree(&contradicting);
    singles.insert("signals.agree", agree, at);
}

fn tcf_grants(decoded: &Decoded<'_>, _: Option<&str>) -> Answer {
    decoded.tc().map(|read| read.map(TcString::grants))
}

fn tcf_interests(decoded: &Decoded<'_>, _: Option<&str>) -> Answer {
    decoded.tc().map(|read| read.map(|string| !string.purpose_li.is_empty()))
}

fn tcf_acted(decoded: &Decoded<'_>, _: Option<&str>) -> Answer {
    decoded.acted()
}

fn gdpr_applies(decoded: &Decoded<'_>, _: Option<&str>) -> Answer {
    decoded.raw.gdpr_applies().map(Ok)
}

fn mode_default(decoded: &Decoded<'_>, country: Option<&str>) -> Answer {
    decoded.mode_grants(country, When::Beforehand)
}

fn mode_now(decoded: &Decoded<'_>, country: Option<&str>) -> Answer {
    decoded.mode_grants(country, When::Now)
}

fn mode_late(decoded: &Decoded<'_>, _: Option<&str>) -> Answer {
    decoded.default_comes_late()
}

fn not_opted_out(decoded: &Decoded<'_>, _: Option<&str>) -> Answer {
    decoded.opted_out().map(|out| out.map(|out| !out))
}

/// The visit of `state`, if what was chosen in it is sure.
fn lived<'g, 'a>(ground: &'g Ground<'a>, state: &State) -> Result<&'g Lived<'a>, String> {
    let lived = ground.loaded(state)?;
    lived.chosen.clone().map(|()| lived)
}

fn read<'a>(ground: &Ground<'a>) -> Read<'a> {
    let mut read = Read::new();
    for lived in &ground.visits {
        let moments = lived.visit.moments.iter().enumerate();
        let signals = moments.filter_map(|(at, moment)| Some((at, moment.signals.ok()?)));
        read.extend(signals.map(|(at, signals)| ((lived.index, at), Decoded::of(signals))));
    }
    read
}

fn of_moments(
    ground: &Ground<'_>,
    read: &Read<'_>,
    (state, phases): (&State, &[Phase]),
    ask: impl Fn(&Decoded<'_>) -> Answer,
) -> (Result<Option<bool>, String>, String) {
    let lived = match lived(ground, state) {
        Ok(lived) => lived,
        Err(why) => return (Err(why), ground.place(state)),
    };
    let mut answers = Vec::new();
    for (at, _) in lived.visit.moments.iter().enumerate().filter(|(_, moment)| phases.contains(&moment.phase)) {
        let Some(decoded) = read.get(&(lived.index, at)) else { continue };
        let answer = ask(decoded);
        if answer == Some(Ok(true)) {
            return (Ok(Some(true)), pointer::in_moment(lived.index, at, "signals/ok"));
        }
        answers.extend(answer);
    }
    let seen = lived.saw_all(phases, |moment| {
        moment.signals.as_result().map(|_| ()).map_err(|why| format!("consent signals were not read: {why}"))
    });
    (seen.and_then(|()| none_of(answers)), pointer::visit(lived.index))
}

fn of_requests(ground: &Ground<'_>, state: &State, phases: &[Phase]) -> (Result<Option<bool>, String>, String) {
    let lived = match lived(ground, state) {
        Ok(lived) => lived,
        Err(why) => return (Err(why), ground.place(state)),
    };
    let at = pointer::visit(lived.index);
    let requests = match lived.visit.requests.as_result() {
        Ok(requests) => requests,
        Err(why) => return (Err(format!("requests were not recorded: {why}")), at),
    };
    let mut answers = Vec::new();
    let sent =
        requests.iter().enumerate().filter(|(_, one)| crate::evidence::was_sent(one) && phases.contains(&one.phase));
    for (index, request) in sent {
        let answer = wire_consent::grants_storing(&wire_consent::of(request)).map(Ok);
        if answer == Some(Ok(true)) {
            return (Ok(Some(true)), pointer::entry(lived.index, "requests", index));
        }
        answers.extend(answer);
    }
    (lived.saw_all(phases, |_| Ok(())).and_then(|()| none_of(answers)), at)
}

/// No answer was yes: nothing was said, no was said, or something could not be read.
fn none_of(answers: Vec<Result<bool, String>>) -> Result<Option<bool>, String> {
    let read: Vec<bool> = answers.into_iter().collect::<Result<_, _>>()?;
    Ok((!read.is_empty()).then_some(false))
}

fn fact(answer: Result<Option<bool>, String>) -> Fact {
    match answer {
        Ok(Some(flag)) => Fact::flag(flag),
        Ok(None) => Fact::absent(),
        Err(why) => Fact::Unknown(why),
    }
}

/// Whether no signal contradicts a choice; absent where there is no signal at all.
fn agree(contradicting: &[(Fact, String)]) -> (Fact, String) {
    let yes = Fact::flag(true);
    if let Some((_, at)) = contradicting.iter().find(|(fact, _)| *fact == yes) {
        return (Fact::flag(false), at.clone());
    }
    if let Some((unknown, at)) = contradicting.iter().find(|(fact, _)| matches!(fact, Fact::Unknown(_))) {
        return (unknown.clone(), at.clone());
    }
    let silent = contradicting.iter().all(|(fact, _)| *fact == Fact::Known(Value::Absent));
    (if silent { Fact::absent() } else { yes }, pointer::WHOLE.to_owned())
}
