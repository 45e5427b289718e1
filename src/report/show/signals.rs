//! Consent signals of one state, a row an interface and phase.

use serde_json::Value;

use super::{Ground, Listing, doubts};
use crate::evidence::Signals;
use crate::report::words::word;

const HEADS: [&str; 3] = ["phase", "interface", "answer"];

pub(super) fn listing(ground: &Ground<'_>) -> Listing {
    let mut rows = Vec::new();
    let mut missing = Vec::new();
    for moment in &ground.visit.moments {
        match moment.signals.as_result() {
            Err(why) => missing.push(format!("{}: {why}", word(&moment.phase))),
            Ok(signals) => rows.extend(
                answers(signals).into_iter().map(|(name, answer)| vec![word(&moment.phase), name.to_owned(), answer]),
            ),
        }
    }
    Listing { state: ground.visit.state.clone(), heads: HEADS.to_vec(), rows, doubt: doubts(missing) }
}

/// What each interface said, those that are not there left out.
fn answers(signals: &Signals) -> Vec<(&'static str, String)> {
    let events = |events: &Option<Vec<Value>>| events.clone().map(Value::Array);
    let told = [
        ("TCF ping", signals.tcf_ping.clone()),
        ("TCF", signals.tcf.clone()),
        ("TCF events", events(&signals.tcf_events)),
        ("GPP", signals.gpp.clone()),
        ("GPP events", events(&signals.gpp_events)),
        ("US Privacy", signals.usp.clone().map(Value::String)),
        ("Google Consent Mode", signals.consent_mode.clone()),
        ("Global Privacy Control", signals.gpc.map(Value::Bool)),
    ];
    let named = told.into_iter().filter_map(|(name, answer)| Some((name, plain(&answer?))));
    named
        .chain(
            signals
                .vendor_calls
                .iter()
                .map(|call| ("vendor call", format!("{} {}", word(&call.vendor), call.arguments))),
        )
        .collect()
}

fn plain(answer: &Value) -> String {
    match answer {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
