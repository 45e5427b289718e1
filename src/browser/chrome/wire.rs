//! Reading what Chrome writes.
//!
//! Chrome's JSON is not always what a strict reader takes: strings of pages may hold half a surrogate pair, and an
//! answer may nest deeper than the reader dares to go. Neither may lose a message, let alone silently.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::client::Event;

/// Name under which an event is handed on that could not be read.
pub(super) const UNREADABLE: &str = "unreadable";

/// One message.
pub(super) enum Message {
    /// To a request.
    Answer {
        /// Of the request.
        id: u64,
        /// The result, or the browser's words of refusal.
        result: Result<Value, String>,
    },
    /// An event.
    Event(Event),
    /// Something that is not an answer and could not be read.
    Unreadable {
        /// Its session, empty if not known.
        session: String,
        /// Why.
        why: String,
    },
}

#[derive(Deserialize)]
struct Wire {
    id: Option<u64>,
    #[serde(rename = "sessionId", default)]
    session: String,
    method: Option<String>,
    #[serde(default)]
    params: Value,
    result: Option<Value>,
    error: Option<Refusal>,
}

#[derive(Deserialize)]
struct Refusal {
    #[serde(default)]
    message: String,
    data: Option<Value>,
}

#[derive(Deserialize)]
struct Outline {
    id: Option<u64>,
    #[serde(rename = "sessionId", default)]
    session: String,
    #[serde(default, rename = "params")]
    _params: Option<IgnoredAny>,
    #[serde(default, rename = "result")]
    _result: Option<IgnoredAny>,
}

/// Reads one message.
pub(super) fn read(bytes: &[u8]) -> Message {
    let wire = serde_json::from_slice::<Wire>(bytes).or_else(|_| serde_json::from_slice(&mend(bytes)));
    match wire {
        Ok(wire) => sort(wire),
        Err(error) => outline(bytes, &error.to_string()),
    }
}

fn sort(wire: Wire) -> Message {
    let Wire { id, session, method, params, result, error } = wire;
    match (id, method) {
        (Some(id), _) => {
            let result = match error {
                None => Ok(result.unwrap_or(Value::Null)),
                Some(Refusal { message, data: Some(Value::String(data)) }) => Err(format!("{message} ({data})")),
                Some(Refusal { message, .. }) => Err(message),
            };
            Message::Answer { id, result }
        }
        (None, Some(method)) => Message::Event(Event { session, method, params }),
        (None, None) => Message::Unreadable { session, why: "neither an answer nor an event".to_owned() },
    }
}

fn outline(bytes: &[u8], why: &str) -> Message {
    match serde_json::from_slice::<Outline>(&mend(bytes)) {
        Ok(Outline { id: Some(id), .. }) => Message::Answer { id, result: Err(format!("unreadable answer: {why}")) },
        Ok(Outline { session, .. }) => Message::Unreadable { session, why: why.to_owned() },
        Err(_) => Message::Unreadable { session: String::new(), why: why.to_owned() },
    }
}

/// Puts U+FFFD in the place of half surrogate pairs and of bytes that are not UTF-8.
fn mend(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let raw = text.as_bytes();
    let mut mended = Vec::with_capacity(raw.len());
    let mut at = 0;
    while at < raw.len() {
        if raw[at] != b'\\' {
            mended.push(raw[at]);
            at += 1;
            continue;
        }
        let next = match (unit(raw, at), unit(raw, at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => at + 12,
            (Some(0xD800..=0xDFFF), _) => {
                mended.extend_from_slice(br"\ufffd");
                at += 6;
                continue;
            }
            _ => at + 2,
        };
        mended.extend_from_slice(&raw[at..next.min(raw.len())]);
        at = next;
    }
    mended
}

/// The UTF-16 unit that is escaped at `at`, if one is.
fn unit(raw: &[u8], at: usize) -> Option<u16> {
    let escape = raw.get(at..at + 6)?;
    if &escape[..2] != br"\u" {
        return None;
    }
    u16::from_str_radix(std::str::from_utf8(&escape[2..]).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_surrogate_pair_does_not_lose_the_message() {
        let text = br#"{"id":7,"result":{"a":"\ud83d\ude00 \ud800 \\ud800 \udc00\n"}}"#;
        let Message::Answer { id: 7, result: Ok(result) } = read(text) else { panic!("not read") };
        assert_eq!(result["a"], "\u{1F600} \u{FFFD} \\ud800 \u{FFFD}\n");
    }

    #[test]
    fn an_answer_too_deep_to_read_is_a_refusal_and_not_silence() {
        let deep = format!(r#"{{"id":9,"result":{}{}}}"#, "[".repeat(500), "]".repeat(500));
        let Message::Answer { id: 9, result: Err(why) } = read(deep.as_bytes()) else { panic!("lost") };
        assert!(why.contains("recursion"), "{why}");
    }

    #[test]
    fn an_event_too_deep_to_read_is_told() {
        let params = format!("{}{}", "[".repeat(500), "]".repeat(500));
        let deep = format!(r#"{{"method":"A.b","params":{params},"sessionId":"S"}}"#);
        assert!(matches!(read(deep.as_bytes()), Message::Unreadable { session, .. } if session == "S"));
    }

    #[test]
    fn a_refusal_carries_the_words_of_the_browser() {
        let text = br#"{"id":1,"error":{"code":-32000,"message":"No frame","data":"x"}}"#;
        assert!(matches!(read(text), Message::Answer { id: 1, result: Err(why) } if why == "No frame (x)"));
    }

    #[test]
    fn garbage_is_told() {
        assert!(matches!(read(b"\xff\xfe"), Message::Unreadable { .. }));
        assert!(matches!(read(br"{}"), Message::Unreadable { .. }));
    }
}
