//! Network events in our own words.

use serde_json::Value;

use super::super::{AskedBy, Asker, Heard, RefusedCookie, ScriptPlace};
use super::listen::text;
use super::pace::STREAMS;
use super::tab::Tab;

/// How many calls of a stack are kept.
const STACK_DEPTH: usize = 32;

/// Takes one network event.
pub(super) fn heard(tab: &Tab, session: &str, method: &str, params: &Value) {
    let id = text(&params["requestId"]);
    let kind = params["type"].as_str().map(str::to_lowercase).or_else(|| tab.known().under_way.get(&id).cloned());
    // The ticking of a stream is no news.
    if !kind.is_some_and(|kind| STREAMS.contains(&kind.as_str())) {
        tab.advance(|now| now.network += 1);
    }
    match method {
        "Network.requestWillBeSent" => sent(tab, session, id, params),
        "Network.requestWillBeSentExtraInfo" => {
            tab.hear(Heard::SentCookies { id, names: sent_cookies(&params["associatedCookies"]) });
        }
        "Network.requestServedFromCache" => {
            tab.known().from_cache.insert(id);
        }
        "Network.responseReceived" => answered(tab, id, &params["response"]),
        "Network.responseReceivedExtraInfo" => tab.hear(answered_raw(id, params)),
        "Network.loadingFinished" => {
            tab.known().under_way.remove(&id);
            tab.advance(|now| now.finished += 1);
            let bytes = whole(&params["encodedDataLength"]);
            tab.hear(Heard::Finished { id, bytes });
        }
        "Network.loadingFailed" => failed(tab, id, params),
        _ => {}
    }
}

fn sent(tab: &Tab, session: &str, id: String, params: &Value) {
    let request = &params["request"];
    let kind = text(&params["type"]).to_lowercase();
    let frame = params["frameId"].as_str().map(str::to_owned);
    let main_document = {
        let mut known = tab.known();
        known.under_way.insert(id.clone(), kind.clone());
        kind == "document" && session == known.main_session && frame.as_ref() == Some(&known.main_frame)
    };
    tab.hear(Heard::Sent {
        id,
        url: text(&request["url"]),
        method: text(&request["method"]),
        kind,
        frame,
        document_url: text(&params["documentURL"]),
        main_document,
        asker: asker(&params["initiator"]),
        body: request["postData"].as_str().map(str::to_owned),
        redirect_status: status(&params["redirectResponse"]["status"]),
    });
}

fn sent_cookies(associated: &Value) -> Vec<String> {
    let really_sent = |entry: &&Value| entry["blockedReasons"].as_array().is_none_or(Vec::is_empty);
    let entries = associated.as_array().into_iter().flatten().filter(really_sent);
    entries.map(|entry| text(&entry["cookie"]["name"])).collect()
}

fn answered(tab: &Tab, id: String, response: &Value) {
    let from_memory = tab.known().from_cache.remove(&id);
    let headers = response["headers"].as_object().into_iter().flatten();
    let remote = response["remoteIPAddress"].as_str().filter(|ip| !ip.is_empty()).map(|ip| {
        let port = response["remotePort"].as_u64().unwrap_or_default();
        format!("{ip}:{port}")
    });
    tab.hear(Heard::Answered {
        id,
        url: text(&response["url"]),
        status: status(&response["status"]).unwrap_or_default(),
        mime: text(&response["mimeType"]),
        headers: headers.map(|(name, value)| (name.to_lowercase(), text(value))).collect(),
        remote,
        from_cache: from_memory || response["fromDiskCache"] == true || response["fromPrefetchCache"] == true,
    });
}

fn answered_raw(id: String, params: &Value) -> Heard {
    let header = |wanted: &str| {
        let headers = params["headers"].as_object()?;
        headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).and_then(|(_, value)| value.as_str())
    };
    let set_cookie = header("set-cookie").into_iter().flat_map(str::lines).map(str::to_owned).collect();
    let refused = params["blockedCookies"].as_array().into_iter().flatten().map(|entry| RefusedCookie {
        line: text(&entry["cookieLine"]),
        reasons: entry["blockedReasons"].as_array().into_iter().flatten().map(text).collect(),
    });
    Heard::AnsweredRaw {
        id,
        status: status(&params["statusCode"]).unwrap_or_default(),
        set_cookie,
        refused: refused.collect(),
        date: header("date").map(str::to_owned),
    }
}

fn failed(tab: &Tab, id: String, params: &Value) {
    let mut why = text(&params["errorText"]);
    if let Some(reason) = params["blockedReason"].as_str() {
        why = format!("{why} ({reason})");
    }
    {
        let mut known = tab.known();
        known.under_way.remove(&id);
        if params["type"] == "Document" {
            known.document_error = Some(why.clone());
        }
    }
    tab.hear(Heard::Failed { id, why });
}

fn asker(initiator: &Value) -> Asker {
    let by = match initiator["type"].as_str() {
        Some("parser") => AskedBy::Parser,
        Some("script") => AskedBy::Script,
        Some("preload") => AskedBy::Preload,
        _ => AskedBy::Other,
    };
    let mut stack = Vec::new();
    let mut part = &initiator["stack"];
    while !part.is_null() && stack.len() < STACK_DEPTH {
        stack.extend(part["callFrames"].as_array().into_iter().flatten().filter_map(place));
        part = &part["parent"];
    }
    stack.truncate(STACK_DEPTH);
    let url = initiator["url"].as_str().map(str::to_owned).or_else(|| stack.first().map(|place| place.url.clone()));
    Asker { by, url, stack }
}

/// The protocol counts lines and columns from 0, people count from 1.
fn place(frame: &Value) -> Option<ScriptPlace> {
    let url = frame["url"].as_str().filter(|url| !url.is_empty())?.to_owned();
    let counted = |value: &Value| u32::try_from(value.as_i64().unwrap_or(-1) + 1).unwrap_or_default();
    Some(ScriptPlace { url, line: counted(&frame["lineNumber"]), column: counted(&frame["columnNumber"]) })
}

fn status(value: &Value) -> Option<u16> {
    value.as_u64().and_then(|status| u16::try_from(status).ok())
}

/// A count that the protocol sends as a float.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts of bytes are whole and positive")]
fn whole(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| value.as_f64().unwrap_or_default().max(0.0) as u64)
}
