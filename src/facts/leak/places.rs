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

/// The text of a body is kept up to this many characters.
const KEPT_OF_BODIES: usize = 4096;

/// `Ok` if everything that requests carried was recorded.
///
/// # Errors
/// What was not, fit to print.
pub fn recorded_whole<'a>(requests: impl Iterator<Item = &'a Request> + Clone) -> Result<(), String> {
    let mut any = requests.clone().peekable();
    if any.peek().is_some() && any.all(|request| request.wire.sent.is_empty()) {
        return Err("headers of requests were not recorded, so that not all that they carry is known".to_owned());
    }
    let host = |request: &Request| super::super::party::host_of(&request.url).unwrap_or_default();
    let unheard = |request: &&Request| {
        request
            .socket
            .as_ref()
            .is_some_and(|socket| u64::try_from(socket.messages.len()).is_ok_and(|kept| kept < socket.count))
    };
    if let Some(request) = requests.clone().find(unheard) {
        return Err(format!("not all messages to and from {} were kept", host(request)));
    }
    let cut = requests.filter_map(|request| Some((request, request.body.as_ref()?)));
    let mut cut = cut.filter(|(_, body)| body.len() >= KEPT_OF_BODIES && body.chars().count() >= KEPT_OF_BODIES);
    match cut.next() {
        Some((request, _)) => Err(format!("the body of a request to {} was longer than what is kept", host(request))),
        None => Ok(()),
    }
}
