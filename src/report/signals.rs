//! Consent signals as reports tell them: by state and phase, as they were given and decoded.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::form::{SignalForm, SignalMap, SignalsForm};
use crate::evidence::{Evidence, Moment, Signals};
use crate::facts::Facts;
use crate::knowledge::signals::{ConsentMode, Gpp, SignalFault, TcString, UsPrivacy};
use crate::messages::Messages;

/// All signals of the evidence.
pub fn signals(evidence: &Evidence, facts: &Facts, m: Messages) -> SignalsForm {
    let mut unread = Vec::new();
    for visit in &evidence.visits {
        for moment in &visit.moments {
            if let Err(why) = moment.signals.as_result() {
                unread.push(format!("{}, {}: {why}", visit.state, super::words::phase_words(moment.phase, m)));
            }
        }
    }
    SignalsForm {
        tcf: by_moment(evidence, tcf),
        gpp: by_moment(evidence, gpp),
        us_privacy: by_moment(evidence, us_privacy),
        consent_mode: by_moment(evidence, consent_mode),
        vendors: by_moment(evidence, vendors),
        gpc: by_moment(evidence, |signals| signals.gpc.map(|on| plain(json!(on), Some(json!(on))))),
        platform_record: records(facts),
        unread,
    }
}

fn plain(raw: Value, decoded: Option<Value>) -> SignalForm {
    SignalForm { raw, decoded, fault: None, events: Vec::new() }
}

/// A string decoded, or why it cannot be.
fn with(raw: Value, read: Option<Result<Value, SignalFault>>, events: &Option<Vec<Value>>) -> SignalForm {
    let (decoded, fault) = match read {
        None => (None, None),
        Some(Ok(value)) => (Some(value), None),
        Some(Err(fault)) => (None, Some(fault.to_string())),
    };
    SignalForm { raw, decoded, fault, events: events.clone().unwrap_or_default() }
}

fn tcf(signals: &Signals) -> Option<SignalForm> {
    let raw = signals.tcf.clone().or_else(|| signals.tcf_ping.clone())?;
    let read = signals.tc_string().map(|text| TcString::decode(text).map(|string| json!(string)));
    Some(with(raw, read, &signals.tcf_events))
}

fn gpp(signals: &Signals) -> Option<SignalForm> {
    let read = signals.gpp_string().map(|text| Gpp::decode(text).map(|string| json!(string)));
    Some(with(signals.gpp.clone()?, read, &signals.gpp_events))
}

fn us_privacy(signals: &Signals) -> Option<SignalForm> {
    let text = signals.usp.as_ref()?;
    Some(with(json!(text), Some(UsPrivacy::decode(text).map(|string| json!(string))), &None))
}

fn consent_mode(signals: &Signals) -> Option<SignalForm> {
    let calls = signals.consent_calls();
    let decoded = (!calls.is_empty()).then(|| json!(ConsentMode::of(calls)));
    Some(plain(signals.consent_mode.clone()?, decoded))
}

/// Calls to single vendors stand for themselves.
fn vendors(signals: &Signals) -> Option<SignalForm> {
    (!signals.vendor_calls.is_empty()).then(|| plain(json!(signals.vendor_calls), None))
}

/// One signal by state and phase; `None` where no page offered it.
fn by_moment(evidence: &Evidence, pick: impl Fn(&Signals) -> Option<SignalForm>) -> Option<SignalMap> {
    let mut states = SignalMap::new();
    for visit in &evidence.visits {
        let read = |moment: &Moment| Some((moment.phase, pick(moment.signals.ok()?)?));
        let phases: BTreeMap<_, _> = visit.moments.iter().filter_map(read).collect();
        if !phases.is_empty() {
            states.insert(visit.state.clone(), phases);
        }
    }
    Some(states).filter(|states| !states.is_empty())
}

fn records(facts: &Facts) -> Option<SignalMap> {
    let mut states = SignalMap::new();
    for (state, phases) in &facts.records {
        let phases = phases.iter().map(|(phase, records)| {
            let raw = records.iter().map(|record| (record.name.clone(), json!(record.raw))).collect::<Map<_, _>>();
            let decoded = records.iter().filter_map(|record| Some((record.name.clone(), record.decoded.clone()?)));
            let decoded: Map<String, Value> = decoded.collect();
            (*phase, plain(Value::Object(raw), (!decoded.is_empty()).then_some(Value::Object(decoded))))
        });
        states.insert(state.clone(), phases.collect());
    }
    Some(states).filter(|states| !states.is_empty())
}
