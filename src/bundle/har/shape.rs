//! The shape of an HTTP Archive, in the words of its specification. Members that begin with `_` are not of it; those
//! that Chrome's network panel knows bear its names.

use serde::Serialize;

/// An HTTP Archive.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Har {
    /// All of it.
    pub log: Log,
}

/// What was recorded.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Log {
    /// Version of the format.
    pub version: &'static str,
    /// Who wrote it.
    pub creator: Named,
    /// Which browser asked.
    pub browser: Named,
    /// Phases of the visit.
    pub pages: Vec<Page>,
    /// Requests, in order.
    pub entries: Vec<Entry>,
    /// What else is to be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// A program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Name.
    pub name: String,
    /// Version.
    pub version: String,
}

/// One phase.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    /// When it began.
    pub started_date_time: String,
    /// Its name.
    pub id: String,
    /// Address of the page.
    pub title: String,
    /// Nobody measures them.
    pub page_timings: PageTimings,
}

/// When a page was loaded: not measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageTimings {}

/// One request with its answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Its phase.
    pub pageref: String,
    /// When it began.
    pub started_date_time: String,
    /// How long it took, milliseconds.
    pub time: f64,
    /// What was asked.
    pub request: Asked,
    /// What was answered.
    pub response: Answered,
    /// Nothing is known of the cache.
    pub cache: Cache,
    /// Times of its parts.
    pub timings: Times,
    /// Address that answered.
    #[serde(rename = "serverIPAddress", skip_serializing_if = "Option::is_none")]
    pub server_ip_address: Option<String>,
    /// Who asked.
    #[serde(rename = "_initiator")]
    pub initiator: Asker,
    /// What was loaded.
    #[serde(rename = "_resourceType")]
    pub resource_type: String,
    /// Where it came from, if not over the wire.
    #[serde(rename = "_fromCache", skip_serializing_if = "Option::is_none")]
    pub from_cache: Option<&'static str>,
    /// Messages on a websocket.
    #[serde(rename = "_webSocketMessages", skip_serializing_if = "Option::is_none")]
    pub web_socket_messages: Option<Vec<Message>>,
    /// Address of the frame's document.
    #[serde(rename = "_frameUrl", skip_serializing_if = "Option::is_none")]
    pub frame_url: Option<String>,
    /// In what kind of context it was asked for.
    #[serde(rename = "_askedIn", skip_serializing_if = "Option::is_none")]
    pub asked_in: Option<crate::evidence::Realm>,
    /// What the browser asked for it on its own account.
    #[serde(rename = "_browsersOwn", skip_serializing_if = "Option::is_none")]
    pub browsers_own: Option<String>,
    /// Cookies that the browser held back.
    #[serde(rename = "_cookiesHeldBack", skip_serializing_if = "Vec::is_empty")]
    pub cookies_held_back: Vec<crate::evidence::HeldBackCookie>,
}

/// Nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cache {}

/// A request.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    /// Method.
    pub method: String,
    /// Address.
    pub url: String,
    /// Protocol.
    pub http_version: String,
    /// Cookies.
    pub cookies: Vec<Cookie>,
    /// Headers.
    pub headers: Vec<Pair>,
    /// Parts of the query.
    pub query_string: Vec<Pair>,
    /// Body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post_data: Option<PostData>,
    /// Not measured: -1.
    pub headers_size: i64,
    /// Length of the body.
    pub body_size: i64,
}

/// An answer; of status 0 if there was none.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answered {
    /// Status.
    pub status: u16,
    /// Words beside it.
    pub status_text: String,
    /// Protocol.
    pub http_version: String,
    /// Cookies that it set.
    pub cookies: Vec<Cookie>,
    /// Headers.
    pub headers: Vec<Pair>,
    /// Body.
    pub content: Body,
    /// Where it led.
    #[serde(rename = "redirectURL")]
    pub redirect_url: String,
    /// Not measured: -1.
    pub headers_size: i64,
    /// Not measured apart from the headers: -1, or 0 from cache.
    pub body_size: i64,
    /// Bytes over the wire.
    #[serde(rename = "_transferSize", skip_serializing_if = "Option::is_none")]
    pub transfer_size: Option<u64>,
    /// Why it failed.
    #[serde(rename = "_error", skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// A cookie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cookie {
    /// Name.
    pub name: String,
    /// Value.
    pub value: String,
    /// Path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Domain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Not readable by scripts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_only: Option<bool>,
    /// Only over secure connections.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secure: Option<bool>,
    /// What is to be known of the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// A name with a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// Name.
    pub name: String,
    /// Value.
    pub value: String,
}

/// A body that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PostData {
    /// Media type.
    pub mime_type: String,
    /// Text.
    pub text: String,
    /// Whether it was cut.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// A body that came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Body {
    /// Length, bytes; 0 if nobody counted.
    pub size: u64,
    /// Media type.
    pub mime_type: String,
    /// Text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Where it stands, if not here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// Times of the parts of a request, milliseconds. The first four are -1 where a part did not take place.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Times {
    /// Waiting for a connection.
    pub blocked: f64,
    /// Resolving the name.
    pub dns: f64,
    /// Connecting, TLS included.
    pub connect: f64,
    /// TLS alone.
    pub ssl: f64,
    /// Sending; 0 if nobody measured.
    pub send: f64,
    /// Waiting for the first byte; 0 if nobody measured.
    pub wait: f64,
    /// Receiving; 0 if nobody measured.
    pub receive: f64,
}

/// Who asked, as the DevTools protocol tells it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Asker {
    /// `parser`, `script`, `preload`, `other`.
    #[serde(rename = "type")]
    pub kind: crate::evidence::InitiatorKind,
    /// Script or document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Line, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_number: Option<u32>,
    /// Calls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stack: Option<Stack>,
}

/// Calls, innermost first.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stack {
    /// The calls.
    pub call_frames: Vec<CallFrame>,
}

/// One call.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CallFrame {
    /// Not kept.
    pub function_name: &'static str,
    /// Not kept.
    pub script_id: &'static str,
    /// Address of the script.
    pub url: String,
    /// Line, from 0.
    pub line_number: u32,
    /// Column, from 0.
    pub column_number: u32,
}

/// One message on a websocket.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Message {
    /// `send` or `receive`.
    #[serde(rename = "type")]
    pub way: &'static str,
    /// Seconds since 1970.
    pub time: f64,
    /// 1 for text, 2 for binary.
    pub opcode: u8,
    /// Text; of binary messages base64.
    pub data: String,
}
