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
    },
    /// The cookies that went along with a request, by name.
    SentCookies {
        /// Joins the pieces.
        id: String,
        /// Names.
        names: Vec<String>,
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
    },
    /// A body was loaded.
    Finished {
        /// Joins the pieces.
        id: String,
        /// Bytes over the wire.
        bytes: u64,
    },
    /// A request failed.
    Failed {
        /// Joins the pieces.
        id: String,
        /// The browser's error name.
        why: String,
    },
    /// A script in the page reported through the binding: the payload as sent by a `before_page` script.
    Wrote {
        /// The payload.
        payload: Value,
    },
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
