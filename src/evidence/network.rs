//! Requests and their answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::storage::Place;
use super::visit::Phase;

/// One request, each step of a redirect on its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Request {
    /// Unique within the visit; the steps of a redirect chain share the part before `#`.
    pub id: String,
    /// Position in the order of everything recorded in the visit.
    pub seq: u64,
    /// In which phase it was sent.
    pub phase: Phase,
    /// Milliseconds of wall time since the visit began.
    pub at_ms: f64,
    /// Address, without the fragment.
    pub url: String,
    /// `GET`, `POST`, …
    pub method: String,
    /// The browser's word for what was loaded, in lower case: `document`, `script`, `image`, `fetch`, `ping`, …
    pub kind: String,
    /// Address of the document that asked.
    pub document_url: String,
    /// Whether it was the page's own top document.
    pub main_document: bool,
    /// Who asked.
    pub initiator: Initiator,
    /// The cookies that went along.
    pub cookies_sent: Vec<SentCookie>,
    /// Cookies that would have gone along and were held back by the browser.
    #[serde(default)]
    pub cookies_held_back: Vec<HeldBackCookie>,
    /// The body that was sent, at most 4,096 characters.
    pub body: Option<String>,
    /// Status of the answer; `None` if there was none.
    pub status: Option<u16>,
    /// Media type of the answer.
    pub mime: Option<String>,
    /// Address and port that answered.
    pub remote: Option<String>,
    /// Where a redirect led.
    pub redirected_to: Option<String>,
    /// Why it failed, in the browser's words.
    pub failed: Option<String>,
    /// Served from cache, so nothing went over the wire.
    pub from_cache: bool,
    /// Bytes that came over the wire.
    pub bytes: Option<u64>,
    /// Address of the document of the frame that asked; `None` for workers, for documents that we or the visitor went
    /// to, where the browser does not tell, and before format 1.2.
    #[serde(default)]
    pub frame_url: Option<String>,
    /// In what kind of context it was asked for; `None` where the browser does not tell, and before format 1.2.
    #[serde(default)]
    pub asked_in: Option<Realm>,
    /// Headers, times and sizes.
    #[serde(default)]
    pub wire: Wire,
    /// The body of the answer, where it is text and was kept.
    #[serde(default)]
    pub answer: Option<Content>,
    /// What went over it, if it is a websocket or an event stream.
    #[serde(default)]
    pub socket: Option<Socket>,
    /// Set if the browser asked on its own account and not for the page: what for.
    #[serde(default)]
    pub browsers_own: Option<String>,
}

impl Request {
    /// A request of which nothing is known but its address and when it was sent.
    pub fn bare(id: String, phase: Phase, at_ms: f64, url: String) -> Self {
        Self {
            id,
            seq: 0,
            phase,
            at_ms,
            url,
            method: String::new(),
            kind: String::new(),
            document_url: String::new(),
            main_document: false,
            initiator: Initiator { kind: InitiatorKind::Other, url: None, stack: Vec::new() },
            cookies_sent: Vec::new(),
            cookies_held_back: Vec::new(),
            body: None,
            status: None,
            mime: None,
            remote: None,
            redirected_to: None,
            failed: None,
            from_cache: false,
            bytes: None,
            frame_url: None,
            asked_in: None,
            wire: Wire::default(),
            answer: None,
            socket: None,
            browsers_own: None,
        }
    }
}

/// A cookie that went along with a request.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(from = "SentCookieOnDisk")]
pub struct SentCookie {
    /// Name.
    pub name: String,
    /// Host or domain as the jar has it; not told for websockets and before format 1.2.
    pub domain: Option<String>,
    /// Path as the jar has it.
    pub path: Option<String>,
    /// Partition key, if partitioned.
    pub partition_key: Option<String>,
}

/// Before format 1.2 only the name was told.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
enum SentCookieOnDisk {
    Name(String),
    Whole { name: String, domain: Option<String>, path: Option<String>, partition_key: Option<String> },
}

impl From<SentCookieOnDisk> for SentCookie {
    fn from(stored: SentCookieOnDisk) -> Self {
        match stored {
            SentCookieOnDisk::Name(name) => Self { name, domain: None, path: None, partition_key: None },
            SentCookieOnDisk::Whole { name, domain, path, partition_key } => Self { name, domain, path, partition_key },
        }
    }
}

/// A cookie that the browser did not send though it fits the address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HeldBackCookie {
    /// Name.
    pub name: String,
    /// Host or domain.
    pub domain: String,
    /// The browser's reasons, as it names them: `SameSiteLax`, `ThirdPartyBlockedInFirstPartySet`, …
    pub reasons: Vec<String>,
}

/// In what kind of context a request was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Realm {
    /// The page itself.
    Page,
    /// A frame within it.
    Frame,
    /// A window that it opened.
    Window,
    /// A dedicated worker.
    Worker,
    /// A shared worker.
    SharedWorker,
    /// A service worker.
    ServiceWorker,
}

/// What went over the wire beside the body.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Wire {
    /// Headers of the request as they were sent, names in lower case. Cookies are in `cookies_sent`.
    #[serde(default)]
    pub sent: Vec<Header>,
    /// Headers of the answer as they came, names in lower case. `set-cookie` is in the cookie writes.
    #[serde(default)]
    pub received: Vec<Header>,
    /// Protocol: `http/1.1`, `h2`, …
    #[serde(default)]
    pub protocol: Option<String>,
    /// Words beside the status.
    #[serde(default)]
    pub status_text: Option<String>,
    /// Length of the body that was sent, bytes.
    #[serde(default)]
    pub sent_bytes: Option<u64>,
    /// Whether more of that body was sent than is kept.
    #[serde(default)]
    pub body_cut: bool,
    /// Length of the answer's body after decompression, bytes.
    #[serde(default)]
    pub body_bytes: Option<u64>,
    /// Times of its parts.
    #[serde(default)]
    pub timing: Option<Timing>,
}

/// One header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Header {
    /// Name, lower case.
    pub name: String,
    /// Value, at most 4,096 characters; of credentials the scheme and the length alone.
    pub value: String,
}

/// Times of the parts of a request, milliseconds of wall time, in the words of HAR 1.2. `None` where a part did not
/// take place.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Timing {
    /// Waiting for a connection.
    pub blocked: Option<f64>,
    /// Resolving the name.
    pub dns: Option<f64>,
    /// Connecting, TLS included.
    pub connect: Option<f64>,
    /// TLS alone.
    pub ssl: Option<f64>,
    /// Sending.
    pub send: Option<f64>,
    /// Waiting for the first byte.
    pub wait: Option<f64>,
    /// Receiving; `None` if the end was not seen.
    pub receive: Option<f64>,
}

/// The body of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Content {
    /// The text, up to a bound.
    pub text: String,
    /// Whether it was cut.
    pub cut: bool,
}

/// What went over a websocket, or came over an event stream.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Socket {
    /// Messages in order, at most a few hundred.
    pub messages: Vec<SocketMessage>,
    /// How many there were in all.
    pub count: u64,
    /// When it was closed, milliseconds of wall time since the visit began; `None` if that was not seen.
    #[serde(default)]
    pub closed_ms: Option<f64>,
}

/// One message on a websocket or an event stream.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SocketMessage {
    /// Milliseconds of wall time since the visit began.
    pub at_ms: f64,
    /// In which phase.
    pub phase: Phase,
    /// Which way it went.
    pub way: SocketWay,
    /// The text, at most 4,096 characters; of binary messages base64.
    pub text: String,
    /// Whether it is binary.
    pub binary: bool,
}

/// Which way a message went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SocketWay {
    /// From the page.
    Sent,
    /// To the page.
    Received,
}

/// Who asked for a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Initiator {
    /// What kind of asking it was.
    pub kind: InitiatorKind,
    /// Script or document that asked, if known.
    pub url: Option<String>,
    /// The calls that led to it, innermost first.
    pub stack: Vec<Place>,
}

/// What kind of asking it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum InitiatorKind {
    /// Markup.
    Parser,
    /// A script.
    Script,
    /// `<link rel=preload>` and the like.
    Preload,
    /// Anything else, navigation included.
    Other,
}
