//! Consent signals of two reports, in the states that both lived through. Where one of them could not read a signal, or
//! did not see everything of the state, nobody knows that it was not there.

use std::collections::BTreeMap;

use serde_json::Value;

use super::things::{Changed, in_doubt, known};
use crate::compare::findings::unseen;
use crate::evidence::Phase;
use crate::report::{Report, SignalForm, SignalMap, SignalsForm, StateForm, phase_words, spoken};

/// Fields that change with every run.
const OF_THE_RUN: [&str; 2] = ["created", "last_updated"];
/// The longest text of a signal, characters; the reports have them whole.
const LONGEST: usize = 400;

/// Changes, one entry for each that is alike in several states and phases.
pub(super) fn signals(reports: [&Report; 2]) -> Vec<Changed> {
    let [signals_then, signals_now] = reports.map(|report| &report.signals);
    let mut all: BTreeMap<(&str, String, String), Vec<String>> = BTreeMap::new();
    for ((name, then), (_, now)) in named(signals_then).into_iter().zip(named(signals_now)) {
        for (state, phases) in places(then, now) {
            if reports.iter().any(|report| unseen(report, &state).is_some()) {
                continue;
            }
            for phase in phases {
                let text = |report: &Report, map: Option<&SignalMap>| match at(map, &state, phase) {
                    None if is_unread(report, &state, phase) => known(None),
                    signal => text(name, signal),
                };
                let (then, now) = (text(reports[0], then), text(reports[1], now));
                if then != now {
                    let place = format!("{state} ({})", spoken(&phase));
                    all.entry((name, then, now)).or_default().push(place);
                }
            }
        }
    }
    let told = all.into_iter().map(|((name, then, now), places)| Changed {
        what: format!("{name} in {}", places.join(", ")),
        then,
        now,
    });
    told.collect()
}

fn named(signals: &SignalsForm) -> [(&'static str, Option<&SignalMap>); 7] {
    [
        ("TCF", signals.tcf.as_ref()),
        ("GPP", signals.gpp.as_ref()),
        ("US Privacy", signals.us_privacy.as_ref()),
        ("Google Consent Mode", signals.consent_mode.as_ref()),
        ("consent calls of vendors", signals.vendors.as_ref()),
        ("Global Privacy Control", signals.gpc.as_ref()),
        ("stored choice", signals.platform_record.as_ref()),
    ]
}

/// Every state with the phases in which either side has the signal.
fn places(then: Option<&SignalMap>, now: Option<&SignalMap>) -> BTreeMap<String, Vec<Phase>> {
    let mut all: BTreeMap<String, Vec<Phase>> = BTreeMap::new();
    for (state, phases) in then.into_iter().chain(now).flatten() {
        let known = all.entry(state.to_string()).or_default();
        for phase in phases.keys() {
            if !known.contains(phase) {
                known.push(*phase);
            }
        }
    }
    all
}

fn at<'a>(map: Option<&'a SignalMap>, state: &str, phase: Phase) -> Option<&'a SignalForm> {
    let (_, phases) = map?.iter().find(|(one, _)| one.to_string() == state)?;
    phases.get(&phase)
}

/// Whether a report that does not hold a signal says nothing by that.
fn is_unread(report: &Report, state: &str, phase: Phase) -> bool {
    let place = format!("{state}, {}: ", phase_words(phase, report.messages()));
    let is_recorded = |state: &&StateForm| state.phases.contains(&phase);
    let recorded = report.states.iter().find(|one| one.state.to_string() == state).filter(is_recorded);
    recorded.is_none()
        || report.signals.unread.iter().any(|unread| unread.starts_with(&place))
        || in_doubt(report, state).is_some()
}

/// What is told of a signal: decoded without what belongs to the run, else as it was given. Stored choices hold times
/// and identifiers, so that of those that cannot be decoded only their presence is told.
fn text(name: &str, signal: Option<&SignalForm>) -> String {
    let Some(signal) = signal else { return "none".to_owned() };
    let value = match (&signal.decoded, name) {
        (Some(decoded), _) => steady(decoded),
        (None, "stored choice") => return "there".to_owned(),
        (None, _) => steady(&signal.raw),
    };
    let text = spoken(&value);
    let text = if text.is_empty() { value.to_string() } else { text };
    let cut: String = text.chars().take(LONGEST).collect();
    if cut.len() < text.len() { format!("{cut}…") } else { text }
}

fn steady(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(name, _)| !OF_THE_RUN.contains(&name.as_str()));
            Value::Object(kept.map(|(name, value)| (name.clone(), steady(value))).collect())
        }
        Value::Array(all) => Value::Array(all.iter().map(steady).collect()),
        other => other.clone(),
    }
}
