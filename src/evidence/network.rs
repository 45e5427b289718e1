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
    /// Names of the cookies that went along.
    pub cookies_sent: Vec<String>,
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
