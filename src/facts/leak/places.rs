//! The parts of a request in which a value can leave.

use crate::evidence::{Request, SocketWay};

/// A part of a request.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The path of the address.
    Path,
    /// The query of the address.
    Query,
    /// The `Referer` header.
    Referer,
    /// Another header; cookies are none.
    Header,
    /// The body.
    Body,
    /// A message on a websocket.
    Message,
}

impl Part {
    /// Its word, as in the catalogue.
    pub fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Referer => "referer",
            Self::Header => "header",
            Self::Body => "body",
            Self::Message => "message",
        }
    }
}

/// Every part of a request with its text. Cookies are left out: that a party is sent its own is no news.
pub fn parts(request: &Request) -> impl Iterator<Item = (Part, &str)> {
    let address = request.url.split_once("://").map_or("", |(_, rest)| rest);
    let address = address.split('#').next().unwrap_or_default();
    let (place, query) = address.split_once('?').unwrap_or((address, ""));
    let path = place.split_once('/').map_or("", |(_, path)| path);
    let headers = request.wire.sent.iter().filter(|header| header.name != "cookie").map(|header| {
        let part = if header.name == "referer" { Part::Referer } else { Part::Header };
        (part, header.value.as_str())
    });
    let messages = request.socket.iter().flat_map(|socket| &socket.messages);
    let sent = messages.filter(|message| message.way == SocketWay::Sent);
    [(Part::Path, path), (Part::Query, query), (Part::Body, request.body.as_deref().unwrap_or_default())]
        .into_iter()
        .chain(headers)
        .chain(sent.map(|message| (Part::Message, message.text.as_str())))
        .filter(|(_, text)| !text.is_empty())
}

/// Texts of bodies, headers and messages are kept up to this many characters.
const KEPT: usize = 4096;

/// `Ok` if everything that requests carried was recorded.
///
/// # Errors
/// What was not, fit to print.
pub fn recorded_whole<'a>(mut requests: impl Iterator<Item = &'a Request>) -> Result<(), String> {
    requests.try_for_each(|request| {
        let Some(what) = unread(request) else { return Ok(()) };
        let host = super::super::party::host_of(&request.url).unwrap_or_default();
        Err(format!("{what} of a request to {host}, so that not all that it carried is known"))
    })
}

/// The first part of a request that was not recorded whole.
fn unread(request: &Request) -> Option<&'static str> {
    let wire = &request.wire;
    if wire.sent.is_empty() {
        return Some("headers were not recorded");
    }
    if wire.sent.iter().any(|header| header.name != "cookie" && is_cut(&header.value)) {
        return Some("a header was longer than what is kept");
    }
    match &request.body {
        None if wire.sent_bytes.is_some_and(|bytes| bytes > 0) => return Some("the body was not recorded"),
        Some(body) if wire.body_cut || is_cut(body) => return Some("the body was longer than what is kept"),
        _ => {}
    }
    let socket = request.socket.as_ref()?;
    if u64::try_from(socket.messages.len()).is_ok_and(|kept| kept < socket.count) {
        return Some("not all messages were kept");
    }
    let sent = socket.messages.iter().filter(|message| message.way == SocketWay::Sent);
    let mut cut = sent.filter(|message| is_cut(&message.text));
    cut.next().map(|_| "a message was longer than what is kept")
}

/// Whether a text may have been longer than what is kept.
fn is_cut(text: &str) -> bool {
    text.len() >= KEPT && text.chars().count() >= KEPT
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Header, Initiator, InitiatorKind, Phase, Socket, SocketMessage, Wire};

    fn request() -> Request {
        let accept = Header { name: "accept".to_owned(), value: "*/*".to_owned() };
        Request {
            seq: 1,
            method: "POST".to_owned(),
            kind: "ping".to_owned(),
            document_url: "https://shop.example/".to_owned(),
            initiator: Initiator { kind: InitiatorKind::Script, url: None, stack: Vec::new() },
            status: Some(200),
            wire: Wire { sent: vec![accept], ..Wire::default() },
            ..Request::bare("1#0".to_owned(), Phase::Arrival, 0.0, "https://t.example/p".to_owned())
        }
    }

    fn changed(change: impl FnOnce(&mut Request)) -> Result<(), String> {
        let mut request = request();
        change(&mut request);
        recorded_whole([self::request(), request].iter())
    }

    fn spoken(way: SocketWay, text: &str) -> Option<Socket> {
        let message = SocketMessage { at_ms: 0.0, phase: Phase::Arrival, way, text: text.to_owned(), binary: false };
        Some(Socket { messages: vec![message], count: 1, closed_ms: None })
    }

    #[test]
    fn what_was_recorded_whole_hides_nothing() {
        let long = "x".repeat(KEPT);
        assert_eq!(changed(|_| {}), Ok(()));
        assert_eq!(changed(|request| request.wire.sent_bytes = Some(0)), Ok(()));
        assert_eq!(changed(|request| request.body = Some("x".repeat(KEPT - 1))), Ok(()));
        assert_eq!(changed(|request| request.socket = spoken(SocketWay::Sent, "hello")), Ok(()));
        assert_eq!(changed(|request| request.socket = spoken(SocketWay::Received, &long)), Ok(()));
        let cookie = Header { name: "cookie".to_owned(), value: long };
        assert_eq!(changed(|request| request.wire.sent.push(cookie)), Ok(()));
    }

    #[test]
    fn every_part_that_was_not_read_is_told() {
        let long = "x".repeat(KEPT);
        let told = |what: Result<(), String>| what.unwrap_err();
        assert!(told(changed(|request| request.wire.sent.clear())).starts_with("headers"));
        let header = Header { name: "x-visitor".to_owned(), value: long.clone() };
        assert!(told(changed(|request| request.wire.sent.push(header))).starts_with("a header"));
        assert!(told(changed(|request| request.wire.sent_bytes = Some(7))).starts_with("the body was not"));
        let short = |request: &mut Request| {
            (request.body, request.wire.body_cut) = (Some("x".to_owned()), true);
        };
        assert!(told(changed(short)).contains("longer"));
        assert!(told(changed(|request| request.body = Some(long.clone()))).contains("longer"));
        assert!(told(changed(|request| request.socket = spoken(SocketWay::Sent, &long))).starts_with("a message"));
        let lost = |request: &mut Request| {
            request.socket = spoken(SocketWay::Sent, "a").map(|socket| Socket { count: 2, ..socket });
        };
        let why = told(changed(lost));
        assert!(why.starts_with("not all messages") && why.contains("t.example"), "{why}");
    }
}
