//! Consent signals that came, changed or went between one moment and the next.

use serde_json::Value;

use super::{Event, EventKind, Placed, Timed, placed};
use crate::evidence::{Gathered, Signals, Visit};
use crate::facts::pointer;

/// Every change of a signal in one visit.
pub fn events(index: usize, visit: &Visit) -> Vec<Placed> {
    let moments = visit.moments.iter().enumerate();
    let mut before = told(&Signals::default());
    let mut events = Vec::new();
    for (at, moment) in moments {
        let Gathered::Ok(signals) = &moment.signals else { continue };
        let now = told(signals);
        for ((name, old), (_, new)) in before.iter().zip(&now) {
            let how = match (old, new) {
                (None, Some(_)) => "stands there",
                (Some(_), None) => "is gone",
                (Some(old), Some(new)) if old != new => "changed",
                _ => continue,
            };
            let event = Event {
                at_ms: moment.at_ms,
                timed: Timed::NoLater,
                phase: Some(moment.phase),
                kind: EventKind::Signal,
                what: format!("{name} {how}"),
                by: None,
                evidence: pointer::in_moment(index, at, "signals"),
            };
            events.push(placed(u64::MAX, event));
        }
        before = now;
    }
    events
}

/// Each signal by its name, where it is given.
fn told(signals: &Signals) -> Vec<(&'static str, Option<Value>)> {
    let calls = serde_json::to_value(&signals.vendor_calls).ok().filter(|_| !signals.vendor_calls.is_empty());
    vec![
        ("TCF", signals.tcf.clone()),
        ("GPP", signals.gpp.clone()),
        ("US Privacy", signals.usp.clone().map(Value::String)),
        ("Google Consent Mode", signals.consent_mode.clone()),
        ("consent calls to vendors", calls),
        ("Global Privacy Control", signals.gpc.filter(|on| *on).map(Value::Bool)),
    ]
}
