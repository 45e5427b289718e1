//! One request as an entry of the archive.

use url::Url;

use super::cookies::Jars;
use super::shape::{Answered, Asked, Asker, Body, Cache, CallFrame, Entry, Message, Pair, PostData, Stack, Times};
use super::time::Clock;
use crate::evidence::{Header, Initiator, Place, Request, SocketMessage, SocketWay, Timing};

/// Longest body of an answer that stands here too, bytes: data, not pages and libraries.
const LONGEST_BODY: usize = 4096;

/// Names that the protocol and the archive spell differently.
const KINDS: [(&str, &str); 1] = [("signedexchange", "signed-exchange")];

/// One request.
pub(super) fn entry(request: &Request, clock: &Clock, jars: &Jars<'_>) -> Entry {
    let timings = times(request.wire.timing);
    Entry {
        pageref: request.phase.word().to_owned(),
        started_date_time: clock.at(request.at_ms),
        time: whole(&timings),
        request: asked(request, jars),
        response: answered(request, jars),
        cache: Cache {},
        timings,
        server_ip_address: request.remote.as_deref().map(address),
        initiator: asker(&request.initiator),
        resource_type: kind(&request.kind),
        from_cache: request.from_cache.then_some("disk"),
        web_socket_messages: messages(request, clock),
        frame_url: request.frame_url.clone(),
        asked_in: request.asked_in,
        browsers_own: request.browsers_own.clone(),
        cookies_held_back: request.cookies_held_back.clone(),
    }
}

fn asked(request: &Request, jars: &Jars<'_>) -> Asked {
    let mime = header(&request.wire.sent, "content-type");
    let post_data = request.body.as_ref().map(|text| PostData {
        mime_type: mime.unwrap_or_default().to_owned(),
        text: text.clone(),
        comment: request.wire.body_cut.then(|| "more was sent than is kept".to_owned()),
    });
    let length = request.wire.sent_bytes.or(request.body.as_ref().map(|body| body.len() as u64));
    Asked {
        method: request.method.clone(),
        url: request.url.clone(),
        http_version: protocol(request),
        cookies: jars.sent(request),
        headers: request.wire.sent.iter().map(pair).collect(),
        query_string: query(&request.url),
        post_data,
        headers_size: -1,
        body_size: signed(length.unwrap_or(0)),
    }
}

fn answered(request: &Request, jars: &Jars<'_>) -> Answered {
    let mut headers: Vec<Pair> = request.wire.received.iter().map(pair).collect();
    headers.extend(jars.lines(request));
    Answered {
        status: request.status.unwrap_or(0),
        status_text: request.wire.status_text.clone().unwrap_or_default(),
        http_version: protocol(request),
        cookies: jars.set(request),
        headers,
        content: body(request),
        redirect_url: request.redirected_to.clone().unwrap_or_default(),
        headers_size: -1,
        body_size: if request.from_cache { 0 } else { -1 },
        transfer_size: request.bytes,
        error: request.failed.clone(),
    }
}

fn body(request: &Request) -> Body {
    let answer = request.answer.as_ref();
    let here = answer.filter(|answer| answer.text.len() <= LONGEST_BODY && !answer.cut);
    let kept = answer.map(|answer| answer.text.len() as u64);
    Body {
        size: request.wire.body_bytes.or(kept).unwrap_or(0),
        mime_type: request.mime.clone().unwrap_or_default(),
        text: here.map(|answer| answer.text.clone()),
        comment: (answer.is_some() && here.is_none()).then(|| "the text stands in evidence.json".to_owned()),
    }
}

fn times(timing: Option<Timing>) -> Times {
    let timing = timing.unwrap_or_default();
    let or = |part: Option<f64>, missing: f64| part.filter(|ms| ms.is_finite() && *ms >= 0.0).unwrap_or(missing);
    Times {
        blocked: or(timing.blocked, -1.0),
        dns: or(timing.dns, -1.0),
        connect: or(timing.connect, -1.0),
        ssl: or(timing.ssl, -1.0),
        send: or(timing.send, 0.0),
        wait: or(timing.wait, 0.0),
        receive: or(timing.receive, 0.0),
    }
}

/// TLS is part of connecting.
fn whole(times: &Times) -> f64 {
    [times.blocked, times.dns, times.connect, times.send, times.wait, times.receive].iter().map(|ms| ms.max(0.0)).sum()
}

fn messages(request: &Request, clock: &Clock) -> Option<Vec<Message>> {
    let socket = request.socket.as_ref().filter(|_| request.kind == "websocket")?;
    let message = |message: &SocketMessage| Message {
        way: match message.way {
            SocketWay::Sent => "send",
            SocketWay::Received => "receive",
        },
        time: clock.seconds_at(message.at_ms),
        opcode: if message.binary { 2 } else { 1 },
        data: message.text.clone(),
    };
    Some(socket.messages.iter().map(message).collect())
}

/// The protocol counts lines and columns from 0, evidence counts from 1.
fn asker(initiator: &Initiator) -> Asker {
    let frame = |place: &Place| CallFrame {
        function_name: "",
        script_id: "",
        url: place.url.clone(),
        line_number: place.line.saturating_sub(1),
        column_number: place.column.saturating_sub(1),
    };
    let call_frames: Vec<CallFrame> = initiator.stack.iter().map(frame).collect();
    Asker {
        kind: initiator.kind,
        url: initiator.url.clone(),
        line_number: initiator.stack.first().map(|place| place.line.saturating_sub(1)),
        stack: (!call_frames.is_empty()).then_some(Stack { call_frames }),
    }
}

fn kind(kind: &str) -> String {
    let other = KINDS.iter().find(|(protocol, _)| *protocol == kind).map(|(_, archive)| *archive);
    other.unwrap_or(kind).to_owned()
}

fn protocol(request: &Request) -> String {
    request.wire.protocol.clone().unwrap_or_else(|| "unknown".to_owned())
}

/// The address without the port and the brackets of IPv6.
fn address(remote: &str) -> String {
    let host = remote.rsplit_once(':').map_or(remote, |(host, _)| host);
    host.trim_matches(['[', ']']).to_owned()
}

fn query(url: &str) -> Vec<Pair> {
    let Ok(url) = Url::parse(url) else { return Vec::new() };
    url.query_pairs().map(|(name, value)| Pair { name: name.into_owned(), value: value.into_owned() }).collect()
}

fn header<'a>(headers: &'a [Header], name: &str) -> Option<&'a str> {
    headers.iter().find(|header| header.name == name).map(|header| header.value.as_str())
}

fn pair(header: &Header) -> Pair {
    Pair { name: header.name.clone(), value: header.value.clone() }
}

fn signed(length: u64) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
