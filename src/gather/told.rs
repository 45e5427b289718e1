//! What consent interfaces told by themselves since the document began, as `consent_events.js` hears it.
//!
//! Only the top document is listened to: frames that hold a consent platform tell the top by its own interface, and a
//! listener in each of them would be seen by each. What the library of a vendor did with calls after it had replaced
//! its queue is not seen here; the wire shows it. Windows that the page opened are told apart and left out.

use serde::Deserialize;
use serde_json::Value;

use crate::evidence::{Signals, VendorCall, VendorInterface};

/// Most events of one interface, and calls of one vendor, that are kept of one document. A list that is full may lack
/// some.
const MOST_EVENTS: usize = 200;

/// What was told since the document began.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Told {
    tcf: Vec<Value>,
    gpp: Vec<Value>,
    calls: Vec<VendorCall>,
}

/// One report.
#[derive(Debug, Deserialize)]
struct Report {
    what: String,
    source: String,
    #[serde(default)]
    event: Option<Value>,
    #[serde(default)]
    call: Option<Value>,
}

impl Told {
    /// Takes in a report; whether it was one of these.
    pub fn take_in(&mut self, payload: &Value) -> bool {
        if payload["what"] != "signal" {
            return false;
        }
        // A window that the page opened has interfaces and a beginning of its own.
        if payload["elsewhere"] == true {
            return true;
        }
        let Ok(report) = Report::deserialize(payload) else { return false };
        debug_assert_eq!(report.what, "signal");
        match (report.source.as_str(), report.event, report.call) {
            ("document", ..) => *self = Self::default(),
            ("tcf", Some(event), _) => keep(&mut self.tcf, event),
            ("gpp", Some(event), _) => keep(&mut self.gpp, event),
            (source, _, Some(arguments)) => {
                if let Ok(vendor) = serde_json::from_value::<VendorInterface>(Value::from(source)) {
                    // The calls of one vendor do not crowd out those of another.
                    if self.calls.iter().filter(|call| call.vendor == vendor).count() < MOST_EVENTS {
                        self.calls.push(VendorCall { vendor, arguments });
                    }
                }
            }
            _ => {}
        }
        true
    }

    /// Adds it to what the interfaces answered when they were asked.
    pub fn add_to(&self, signals: &mut Signals) {
        let answers = |answer: &Option<Value>| answer.is_some();
        let events = |told: &[Value], there: bool| (there || !told.is_empty()).then(|| told.to_vec());
        signals.tcf_events = events(&self.tcf, answers(&signals.tcf_ping));
        signals.gpp_events = events(&self.gpp, answers(&signals.gpp));
        let mut calls = self.calls.clone();
        // Calls that still stand in a queue were mostly heard when they were made.
        let mut heard = self.calls.clone();
        for call in std::mem::take(&mut signals.vendor_calls) {
            match heard.iter().position(|other| *other == call) {
                Some(at) => {
                    heard.remove(at);
                }
                None => calls.push(call),
            }
        }
        signals.vendor_calls = calls;
    }
}

fn keep<T>(list: &mut Vec<T>, one: T) {
    if list.len() < MOST_EVENTS {
        list.push(one);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn revoked() -> VendorCall {
        VendorCall { vendor: VendorInterface::Meta, arguments: json!(["consent", "revoke"]) }
    }

    #[test]
    fn events_are_those_of_the_document_that_stands() {
        let mut told = Told::default();
        let event = |status: &str| json!({ "what": "signal", "source": "tcf", "event": { "eventStatus": status } });
        assert!(told.take_in(&event("tcloaded")));
        assert!(told.take_in(&json!({ "what": "signal", "source": "document" })));
        assert!(told.take_in(&event("cmpuishown")));
        assert!(!told.take_in(&json!({ "what": "cookie", "raw": "a=1" })));
        let mut signals = Signals::default();
        told.add_to(&mut signals);
        assert_eq!(signals.tcf_events, Some(vec![json!({ "eventStatus": "cmpuishown" })]));
        assert_eq!(signals.gpp_events, None, "an interface that is not there tells nothing");
    }

    #[test]
    fn a_window_that_the_page_opened_neither_adds_nor_erases() {
        let mut told = Told::default();
        told.take_in(&json!({ "what": "signal", "source": "tcf", "event": { "eventStatus": "tcloaded" } }));
        assert!(told.take_in(&json!({ "what": "signal", "source": "document", "elsewhere": true })));
        let other = json!({ "eventStatus": "useractioncomplete" });
        assert!(told.take_in(&json!({ "what": "signal", "source": "tcf", "event": other, "elsewhere": true })));
        assert_eq!(told.tcf, [json!({ "eventStatus": "tcloaded" })]);
    }

    #[test]
    fn a_call_that_was_heard_and_still_stands_in_the_queue_is_one() {
        let mut told = Told::default();
        told.take_in(&json!({ "what": "signal", "source": "meta", "call": ["consent", "revoke"] }));
        let granted = VendorCall { vendor: VendorInterface::Meta, arguments: json!(["consent", "grant"]) };
        let mut signals = Signals { vendor_calls: vec![revoked(), granted.clone()], ..Signals::default() };
        told.add_to(&mut signals);
        assert_eq!(signals.vendor_calls, [revoked(), granted]);
    }

    #[test]
    fn floods_are_bounded() {
        let mut told = Told::default();
        for _ in 0..1000 {
            told.take_in(&json!({ "what": "signal", "source": "gpp", "event": {} }));
        }
        assert_eq!(told.gpp.len(), MOST_EVENTS);
        for _ in 0..1000 {
            told.take_in(&json!({ "what": "signal", "source": "meta", "call": ["consent", "revoke"] }));
        }
        told.take_in(&json!({ "what": "signal", "source": "tik-tok", "call": ["grantConsent"] }));
        let by_others = told.calls.iter().filter(|call| call.vendor != VendorInterface::Meta).count();
        assert_eq!((told.calls.len(), by_others), (MOST_EVENTS + 1, 1));
    }
}
