//! Consent signals of one state, a row an interface and phase: what it answered, and what that means.

use serde_json::Value;

use super::decoded;
use super::{Ground, Listing, Values, doubts};
use crate::evidence::Signals;
use crate::report::words::word;

const HEADS: [&str; 4] = ["phase", "interface", "answer", "decoded"];
/// How much of an answer and of its meaning is shown, characters.
const SHOWN: usize = 400;

/// What one interface said: its name, its answer, and what that means where it can be told.
type Row = (&'static str, String, String);

pub(super) fn listing(ground: &Ground<'_>) -> Listing {
    let mut rows = Vec::new();
    let mut missing = Vec::new();
    for moment in &ground.visit.moments {
        match moment.signals.as_result() {
            Err(why) => missing.push(format!("{}: {why}", word(&moment.phase))),
            Ok(signals) => rows.extend(answers(signals).into_iter().map(|(name, answer, meaning)| {
                vec![
                    word(&moment.phase),
                    name.to_owned(),
                    bounded(ground.values, answer),
                    bounded(ground.values, meaning),
                ]
            })),
        }
    }
    Listing { state: ground.visit.state.clone(), heads: HEADS.to_vec(), rows, doubt: doubts(missing) }
}

/// What each interface said, those that are not there left out.
fn answers(signals: &Signals) -> Vec<Row> {
    let list = |list: &Option<Vec<Value>>| list.clone().map(Value::Array);
    let layers = (!signals.data_layers.is_empty()).then(|| serde_json::json!(signals.data_layers));
    let told = [
        ("TCF ping", signals.tcf_ping.clone(), None),
        ("TCF", signals.tcf.clone(), decoded::tcf(signals)),
        ("TCF events", list(&signals.tcf_events), decoded::events(&signals.tcf_events, "eventStatus")),
        ("GPP", signals.gpp.clone(), decoded::gpp(signals)),
        ("GPP events", list(&signals.gpp_events), decoded::events(&signals.gpp_events, "eventName")),
        ("US Privacy", signals.usp.clone().map(Value::String), decoded::us_privacy(signals)),
        ("Google Consent Mode", signals.consent_mode.clone(), decoded::consent_mode(signals)),
        ("Google data layers", layers, decoded::layers(signals)),
        ("Google's own state", signals.google_state.clone(), decoded::google_state(signals)),
        ("Global Privacy Control", signals.gpc.map(Value::Bool), None),
    ];
    let named =
        told.into_iter().filter_map(|(name, raw, meaning)| Some((name, plain(&raw?), meaning.unwrap_or_default())));
    let calls = signals.vendor_calls.iter().map(|call| {
        ("vendor call", format!("{} {}", word(&call.vendor), call.arguments), decoded::vendor_call(call).to_owned())
    });
    named.chain(calls).collect()
}

fn plain(answer: &Value) -> String {
    match answer {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Its beginning and its length, unless it is asked for whole.
fn bounded(values: Values, text: String) -> String {
    let length = text.chars().count();
    if values == Values::Whole || length <= SHOWN {
        return text;
    }
    let start: String = text.chars().take(SHOWN).collect();
    format!("{start}… ({length})")
}
