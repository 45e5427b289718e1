//! Everything that a page was heard doing.

use serde_json::Value;

/// Something heard, with its time.
#[derive(Debug, Clone, PartialEq)]
pub struct HeardAt {
    /// Milliseconds of wall time since the page was opened.
    pub at_ms: f64,
    /// What.
    pub what: Heard,
}

/// A place in a script, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptPlace {
    /// Address of the script.
    pub url: String,
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
}

/// What kind of asking led to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedBy {
    /// Markup.
    Parser,
    /// A script.
    Script,
    /// A preload.
    Preload,
    /// Anything else.
    Other,
}

/// Who asked for a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asker {
    /// How.
    pub by: AskedBy,
    /// Script or document.
    pub url: Option<String>,
    /// Calls, innermost first, asynchronous parents behind.
    pub stack: Vec<ScriptPlace>,
}

/// A cookie that the browser refused, from an answer's headers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedCookie {
    /// The header line.
    pub line: String,
    /// The browser's reasons.
    pub reasons: Vec<String>,
}

/// In what kind of context a request was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Realm {
    /// The page itself.
    Page,
    /// A frame within it.
    Frame,
    /// A window that it opened.
    Window,
    /// A dedicated worker, or a worklet.
    Worker,
    /// A shared worker.
    SharedWorker,
    /// A service worker.
    ServiceWorker,
}

/// A cookie that the browser weighed for a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeighedCookie {
    /// Name.
    pub name: String,
    /// Host or domain as the jar has it; not told for websockets.
    pub domain: Option<String>,
    /// Path as the jar has it.
    pub path: Option<String>,
    /// Partition key, if partitioned.
    pub partition_key: Option<String>,
    /// Why it was held back, in the browser's words; empty if it was sent.
    pub held_back: Vec<String>,
}

/// What an answer tells beside status, type and headers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AnswerWire {
    /// Protocol: `http/1.1`, `h2`, …
    pub protocol: Option<String>,
    /// Words beside the status.
    pub status_text: Option<String>,
    /// Times, if it came over the wire.
    pub timing: Option<AnswerTiming>,
}

/// Times of the parts of a request up to the head of its answer, milliseconds; `None` where a part did not take place.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct AnswerTiming {
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
    /// When the head of the answer had come, by the clock of [`Heard::Finished::ended_ms`].
    pub headers_ms: f64,
}

/// Which way a message went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageWay {
    /// From the page.
    Sent,
    /// To the page.
    Received,
}

/// What a page was heard doing. Requests are told in pieces, joined by `id`; a redirect reuses the id, so a
/// second `Sent` with the same id closes the step before it with `redirect_status`.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    /// A request went out.
    Sent {
        /// Joins the pieces.
        id: String,
        /// Address.
        url: String,
        /// Method.
        method: String,
        /// What is loaded, in lower case.
        kind: String,
        /// Frame that asked; `None` for workers.
        frame: Option<String>,
        /// Address of the document that asked.
        document_url: String,
        /// The top document of the page itself.
        main_document: bool,
        /// Who asked.
        asker: Asker,
        /// Body.
        body: Option<String>,
        /// Status of the answer that redirected here.
        redirect_status: Option<u16>,
        /// Address of the document of the frame that asked, as far as it is known.
        frame_url: Option<String>,
        /// In what kind of context it was asked for, as far as it is known.
        realm: Option<Realm>,
        /// What for, if the browser asks on its own account and not for the page.
        browsers_own: Option<String>,
    },
    /// The raw headers of a request. Comes once for each step of a redirect that went over the wire, before or after
    /// the other piece.
    SentRaw {
        /// Joins the pieces.
        id: String,
        /// Cookies that were sent or held back.
        cookies: Vec<WeighedCookie>,
        /// Headers as they were sent, names in lower case, cookies left out.
        headers: Vec<(String, String)>,
    },
    /// A body that was sent and did not come with [`Heard::Sent`].
    SentBody {
        /// Joins the pieces.
        id: String,
        /// The body, up to a bound; `None` until it was had, and for good if it could not be had.
        text: Option<String>,
        /// Its whole length, bytes, if it is known.
        bytes: Option<u64>,
    },
    /// An answer began.
    Answered {
        /// Joins the pieces.
        id: String,
        /// Address that answered.
        url: String,
        /// Status.
        status: u16,
        /// Media type.
        mime: String,
        /// Headers as the page may see them, names in lower case.
        headers: Vec<(String, String)>,
        /// Address and port.
        remote: Option<String>,
        /// From cache.
        from_cache: bool,
        /// What else it tells.
        wire: AnswerWire,
    },
    /// The raw headers of an answer. Comes once for each step of a redirect, before or after the other piece.
    AnsweredRaw {
        /// Joins the pieces.
        id: String,
        /// Status of this step.
        status: u16,
        /// Raw `Set-Cookie` lines.
        set_cookie: Vec<String>,
        /// Cookies that the browser refused.
        refused: Vec<RefusedCookie>,
        /// The `Date` header.
        date: Option<String>,
        /// All headers, names in lower case, `set-cookie` left out.
        headers: Vec<(String, String)>,
    },
    /// The body of an answer.
    Body {
        /// Joins the pieces.
        id: String,
        /// The text, up to a bound.
        text: String,
        /// Whether there was more.
        cut: bool,
    },
    /// A body was loaded.
    Finished {
        /// Joins the pieces.
        id: String,
        /// Bytes over the wire.
        bytes: u64,
        /// Length of the body after decompression, bytes; `None` if nobody counted.
        body_bytes: Option<u64>,
        /// When, by a clock of the browser, milliseconds.
        ended_ms: Option<f64>,
    },
    /// A message went over a websocket or an event stream.
    Message {
        /// Joins the pieces.
        id: String,
        /// Which way.
        way: MessageWay,
        /// The text; of binary messages base64.
        text: String,
        /// Whether it is binary.
        binary: bool,
    },
    /// More messages went over it than are told one by one.
    MoreMessages {
        /// Joins the pieces.
        id: String,
        /// How many more.
        count: u64,
    },
    /// A websocket was closed.
    SocketClosed {
        /// Joins the pieces.
        id: String,
    },
    /// A request failed.
    Failed {
        /// Joins the pieces.
        id: String,
        /// The browser's error name.
        why: String,
    },
    /// A `before_page` script reported.
    Wrote {
        /// Its payload, with the calls that led to it as `stack` if it is an object: `[{url, line, column}]`,
        /// innermost first, asynchronous parents behind; and `elsewhere: true` if it comes from a window that the
        /// page opened.
        payload: Value,
    },
    /// The browser tells that web storage changed, whoever did it by whatever means. Comes after the report of the
    /// script that did, if there is one.
    Stored {
        /// Whether it is `localStorage`; else `sessionStorage`.
        local: bool,
        /// Origin that owns it.
        origin: String,
        /// Key; `None` if all were removed.
        key: Option<String>,
        /// The new value; `None` if removed.
        value: Option<String>,
    },
    /// Web storage changed more often than the browser was listened to.
    StoredTooOften,
    /// A frame went somewhere.
    Navigated {
        /// The frame.
        frame: String,
        /// To where.
        url: String,
        /// Whether it is the page itself.
        main: bool,
    },
    /// A native dialog was shown and answered.
    Dialog {
        /// `alert`, `confirm`, `prompt`, `beforeunload`.
        kind: String,
        /// Its text.
        text: String,
    },
    /// A new window was opened (and kept, so that its cookies count).
    Popup {
        /// To where.
        url: String,
    },
    /// A download began and was refused.
    Download {
        /// From where.
        url: String,
    },
    /// A console message of level error or warning, or an uncaught exception.
    Console {
        /// Level.
        level: String,
        /// Text.
        text: String,
    },
    /// The renderer died.
    Crashed,
}
