//! Websockets, web transports and event streams in our own words. Chrome tells their steps by events of their own,
//! without the frame and without the cookies of the jar: what is known is what stands in the headers.

use serde_json::{Value, json};

use super::super::{AnswerWire, Heard, MessageWay, WeighedCookie};
use super::answers;
use super::listen::text;
use super::network::asker;
use super::tab::Tab;

/// Binary messages, by the number that the protocol of websockets gives them.
const BINARY: f64 = 2.0;

/// How much of a message is told, characters.
const MOST_CHARACTERS: usize = 4096;

/// How many messages of one socket are told one by one; of further ones their number.
const MOST_MESSAGES: u64 = 300;

/// Among how many of the last things heard the number of further messages is looked for, so that it can grow there.
const LAST_HEARD: usize = 32;

/// Takes one event of a socket; any other is left alone.
pub(super) fn heard(tab: &Tab, session: &str, id: String, method: &str, params: &Value) {
    match method {
        "Network.webSocketCreated" => opened(tab, session, id, "websocket", params),
        "Network.webTransportCreated" => opened(tab, session, text(&params["transportId"]), "webtransport", params),
        "Network.webSocketWillSendHandshakeRequest" => tab.hear(shaken(id, &params["request"]["headers"])),
        "Network.webSocketHandshakeResponseReceived" => greeted(tab, id, &params["response"]),
        "Network.webSocketFrameSent" => message(tab, id, MessageWay::Sent, &params["response"]),
        "Network.webSocketFrameReceived" => message(tab, id, MessageWay::Received, &params["response"]),
        "Network.webSocketFrameError" => tab.hear(Heard::Failed { id, why: text(&params["errorMessage"]) }),
        "Network.webSocketClosed" => closed(tab, id),
        "Network.eventSourceMessageReceived" => streamed(tab, id, params),
        _ => {}
    }
}

/// The frame is not told: it is known where there is but one.
fn opened(tab: &Tab, session: &str, id: String, kind: &str, params: &Value) {
    let (frame, document_url, realm) = {
        let known = tab.known();
        let main = session == known.main_session;
        let frame = (main && known.frame_urls.len() == 1).then(|| known.main_frame.clone());
        let document_url = known.frame_urls.get(&known.main_frame).filter(|_| main).cloned();
        let realm = known.realm(session, frame.as_deref());
        (frame, document_url.unwrap_or_default(), realm)
    };
    let frame_url = frame.as_ref().map(|_| document_url.clone());
    tab.hear(Heard::Sent {
        id,
        url: text(&params["url"]),
        method: "GET".to_owned(),
        kind: kind.to_owned(),
        frame,
        document_url,
        main_document: false,
        asker: asker(&params["initiator"]),
        body: None,
        redirect_status: None,
        frame_url,
        realm,
        browsers_own: None,
    });
}

/// The headers of the request that opens a websocket. Of its cookies only the names are told.
fn shaken(id: String, told: &Value) -> Heard {
    let (mut cookies, mut headers) = (Vec::new(), Vec::new());
    for (name, value) in answers::headers(told) {
        if name == "cookie" {
            cookies.extend(value.split(';').map(named));
        } else {
            headers.push((name, value));
        }
    }
    Heard::SentRaw { id, cookies, headers }
}

fn named(pair: &str) -> WeighedCookie {
    let name = pair.split_once('=').map_or("", |(name, _)| name).trim().to_owned();
    WeighedCookie { name, domain: None, path: None, partition_key: None, held_back: Vec::new() }
}

/// The answer that opens a websocket. Several `Set-Cookie` lines come whole only in the text of the headers.
fn greeted(tab: &Tab, id: String, response: &Value) {
    let Heard::AnsweredRaw { status, mut set_cookie, refused, date, headers, .. } =
        answers::raw(id.clone(), &json!({ "statusCode": response["status"], "headers": response["headers"] }))
    else {
        return;
    };
    let lines = response["headersText"].as_str().unwrap_or_default().lines().filter_map(|line| line.split_once(':'));
    let told: Vec<String> = lines
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case("set-cookie"))
        .map(|(_, value)| value.trim().to_owned())
        .collect();
    if !told.is_empty() {
        set_cookie = told;
    }
    tab.hear(Heard::Answered {
        id: id.clone(),
        url: String::new(),
        status,
        mime: String::new(),
        headers: headers.clone(),
        remote: None,
        from_cache: false,
        wire: AnswerWire {
            protocol: Some("websocket".to_owned()),
            status_text: response["statusText"].as_str().map(str::to_owned),
            timing: None,
        },
    });
    tab.hear(Heard::AnsweredRaw { id, status, set_cookie, refused, date, headers });
}

fn message(tab: &Tab, id: String, way: MessageWay, frame: &Value) {
    let payload = frame["payloadData"].as_str().unwrap_or_default();
    if is_told(tab, &id) {
        let binary = frame["opcode"].as_f64() == Some(BINARY);
        tab.hear(Heard::Message { id, way, text: head(payload), binary });
    }
}

fn closed(tab: &Tab, id: String) {
    tab.known().messages.remove(&id);
    tab.hear(Heard::SocketClosed { id });
}

/// Whether a message is told one by one; else it is counted.
fn is_told(tab: &Tab, id: &str) -> bool {
    {
        let mut known = tab.known();
        let messages = known.messages.entry(id.to_owned()).or_default();
        *messages += 1;
        if *messages <= MOST_MESSAGES {
            return true;
        }
        for heard in known.heard.iter_mut().rev().take(LAST_HEARD) {
            match &mut heard.what {
                Heard::MoreMessages { id: other, count } if other == id => {
                    *count += 1;
                    return false;
                }
                _ => {}
            }
        }
    }
    tab.hear(Heard::MoreMessages { id: id.to_owned(), count: 1 });
    false
}

fn head(text: &str) -> String {
    text.chars().take(MOST_CHARACTERS).collect()
}

/// One message of an event stream, its name kept where it has one of its own.
fn streamed(tab: &Tab, id: String, params: &Value) {
    if !is_told(tab, &id) {
        return;
    }
    let word = |name: &str| head(params[name].as_str().unwrap_or_default());
    let (name, data) = (word("eventName"), word("data"));
    let text = if name.is_empty() || name == "message" { data } else { format!("event: {name}\ndata: {data}") };
    tab.hear(Heard::Message { id, way: MessageWay::Received, text: head(&text), binary: false });
}
