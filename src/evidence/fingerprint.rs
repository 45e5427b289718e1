//! Calls by which a page can tell one browser from another, as indicators and no more.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::storage::Place;
use super::visit::Phase;

/// What one script did with one member of one interface in one phase, many calls in one entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProbeCall {
    /// Position in the order of everything recorded in the visit, of the first call.
    pub seq: u64,
    /// In which phase.
    pub phase: Phase,
    /// Which part of the browser was asked.
    pub interface: ProbedInterface,
    /// The member: `toDataURL`, `getParameter`, `hardwareConcurrency`, …
    pub member: String,
    /// The script that called, innermost place with an address; `None` if none was seen, and for calls so many that
    /// nobody asked who made them (then `cut` is set).
    pub script: Option<Place>,
    /// Address of the frame's document.
    pub frame_url: String,
    /// How often.
    pub calls: u64,
    /// Different arguments in the order in which they came, as text, at most 128: `#ff6600 | text` of drawing,
    /// `280x60, text` of reading a canvas back (`text` where text had been drawn on it), `12px Arial | text` of
    /// measuring, the number of a WebGL parameter, `offline` or `live` of audio.
    pub arguments: Vec<String>,
    /// Whether `calls` or `arguments` stopped counting.
    #[serde(default)]
    pub cut: bool,
}

/// Parts of the browser that tell much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProbedInterface {
    /// A 2D canvas: drawing text, reading pixels back.
    Canvas,
    /// WebGL: parameters, extensions, pixels.
    WebGl,
    /// Web Audio without a listener.
    Audio,
    /// Widths of text in many fonts.
    Font,
    /// WebRTC: addresses of the network.
    WebRtc,
    /// Battery.
    Battery,
    /// Properties of `navigator`.
    Navigator,
    /// Properties of `screen` and the window.
    Screen,
}
