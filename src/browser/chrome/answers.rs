//! Answers in our own words: their heads, raw headers, times, and how they ended.

use serde_json::Value;

use super::super::{AnswerTiming, AnswerWire, Heard, RefusedCookie};
use super::bodies;
use super::listen::text;
use super::tab::Tab;

/// The head of an answer.
pub(super) fn answered(tab: &Tab, id: String, response: &Value) {
    let from_memory = {
        let mut known = tab.known();
        if let Some(loading) = known.loading.get_mut(&id) {
            loading.mime = text(&response["mimeType"]);
        }
        known.from_cache.remove(&id)
    };
    tab.hear(head(id, response, from_memory || is_cached(response)));
}

/// The answer of a step that led elsewhere: nothing else is told of it.
pub(super) fn redirected(tab: &Tab, id: &str, response: &Value) {
    tab.hear(head(id.to_owned(), response, is_cached(response)));
    let bytes = whole(&response["encodedDataLength"]);
    tab.hear(Heard::Finished { id: id.to_owned(), bytes, body_bytes: None, ended_ms: None });
}

fn is_cached(response: &Value) -> bool {
    response["fromDiskCache"] == true || response["fromPrefetchCache"] == true
}

fn head(id: String, response: &Value, from_cache: bool) -> Heard {
    let remote = response["remoteIPAddress"].as_str().filter(|ip| !ip.is_empty()).map(|ip| {
        let port = response["remotePort"].as_u64().unwrap_or_default();
        format!("{ip}:{port}")
    });
    let filled = |value: &Value| value.as_str().filter(|word| !word.is_empty()).map(str::to_owned);
    Heard::Answered {
        id,
        url: text(&response["url"]),
        status: status(&response["status"]).unwrap_or_default(),
        mime: text(&response["mimeType"]),
        headers: headers(&response["headers"]).collect(),
        remote,
        from_cache,
        wire: AnswerWire {
            protocol: filled(&response["protocol"]),
            status_text: filled(&response["statusText"]),
            timing: timing(&response["timing"]),
        },
    }
}

/// Times count from `requestTime`, which is seconds; what did not take place is -1.
fn timing(told: &Value) -> Option<AnswerTiming> {
    let began = told["requestTime"].as_f64()?;
    let at = |name: &str| told[name].as_f64().filter(|ms| *ms >= 0.0);
    let between = |from: &str, to: &str| Some((at(to)? - at(from)?).max(0.0));
    Some(AnswerTiming {
        blocked: at("dnsStart").or_else(|| at("connectStart")).or_else(|| at("sendStart")),
        dns: between("dnsStart", "dnsEnd"),
        connect: between("connectStart", "connectEnd"),
        ssl: between("sslStart", "sslEnd"),
        send: between("sendStart", "sendEnd"),
        wait: between("sendEnd", "receiveHeadersEnd"),
        headers_ms: began * 1000.0 + at("receiveHeadersEnd").unwrap_or_default(),
    })
}

/// The raw headers of an answer.
pub(super) fn raw(id: String, params: &Value) -> Heard {
    let mut set_cookie = Vec::new();
    let mut others = Vec::new();
    for (name, value) in headers(&params["headers"]) {
        if name == "set-cookie" {
            set_cookie.extend(value.lines().map(str::to_owned));
        } else {
            others.push((name, value));
        }
    }
    let refused = params["blockedCookies"].as_array().into_iter().flatten().map(|entry| RefusedCookie {
        line: text(&entry["cookieLine"]),
        reasons: entry["blockedReasons"].as_array().into_iter().flatten().map(text).collect(),
    });
    Heard::AnsweredRaw {
        id,
        status: status(&params["statusCode"]).unwrap_or_default(),
        set_cookie,
        refused: refused.collect(),
        date: others.iter().find(|(name, _)| name == "date").map(|(_, value)| value.clone()),
        headers: others,
    }
}

/// A load came to its end.
pub(super) fn finished(tab: &Tab, session: &str, id: String, params: &Value) {
    let loading = {
        let mut known = tab.known();
        known.under_way.remove(&id);
        known.loading.remove(&id)
    };
    tab.advance(|now| now.finished += 1);
    tab.hear(Heard::Finished {
        id: id.clone(),
        bytes: whole(&params["encodedDataLength"]),
        body_bytes: loading.as_ref().map(|loading| loading.bytes),
        ended_ms: params["timestamp"].as_f64().map(|seconds| seconds * 1000.0),
    });
    if let Some(loading) = loading {
        bodies::ask(tab, session, &id, &loading);
    }
}

/// A load failed.
pub(super) fn failed(tab: &Tab, id: String, params: &Value) {
    let mut why = text(&params["errorText"]);
    if let Some(reason) = params["blockedReason"].as_str() {
        why = format!("{why} ({reason})");
    }
    if let Some(reason) = params["corsErrorStatus"]["corsError"].as_str() {
        why = format!("{why} (cors: {reason})");
    }
    {
        let mut known = tab.known();
        known.under_way.remove(&id);
        known.loading.remove(&id);
        if params["type"] == "Document" {
            known.document_error = Some(why.clone());
        }
    }
    tab.hear(Heard::Failed { id, why });
}

/// Headers, names in lower case.
pub(super) fn headers(told: &Value) -> impl Iterator<Item = (String, String)> {
    told.as_object().into_iter().flatten().map(|(name, value)| (name.to_lowercase(), text(value)))
}

/// An HTTP status.
pub(super) fn status(value: &Value) -> Option<u16> {
    value.as_u64().and_then(|status| u16::try_from(status).ok())
}

/// A count that the protocol sends as a float.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts of bytes are whole and positive")]
pub(super) fn whole(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| value.as_f64().unwrap_or_default().max(0.0) as u64)
}
