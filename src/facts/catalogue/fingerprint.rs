//! Facts of scripts that look as if they told browsers apart.

use super::words::{PARTY, PURPOSE};
use super::{Definition, fact};
use crate::facts::Kind;

const CALLS: &str = "calls of canvas, WebGL, audio, fonts, WebRTC, battery, navigator and screen, by script";

/// Facts of a script.
pub(super) const FINGERPRINT: &[Definition] = &[
    fact("script", Kind::Text, "address of the script without query, or of the document for inline scripts", CALLS),
    fact("script-line", Kind::Number, "line of its first such call, from 1", CALLS),
    fact("host", Kind::Text, "host that the script came from", CALLS),
    fact("party", PARTY, "first if its registrable domain is the page's", CALLS),
    fact("vendor", Kind::Text, "whose script it is; absent if not known", "the calls and the built-in knowledge"),
    fact("purpose", PURPOSE, "what its vendor uses it for", "the calls and the built-in knowledge"),
    fact(
        "heuristic",
        Kind::Word(&[
            "canvas-text-read-back",
            "canvas-font",
            "font-check",
            "webrtc-address",
            "audio-render",
            "webgl-renderer",
            "wide-probing",
        ]),
        "which heuristic says so; its source stands in src/facts/heuristics.rs",
        CALLS,
    ),
    fact(
        "interface",
        Kind::Word(&["canvas", "web-gl", "audio", "font", "web-rtc", "battery", "navigator", "screen"]),
        "which part of the browser the heuristic looks at",
        CALLS,
    ),
    fact("strength", Kind::Word(&["strong", "moderate", "weak"]), "how rare other uses of the same calls are", CALLS),
    fact("before-choice", Kind::Flag, "done before any choice; always where nothing is chosen", CALLS),
    fact("after-choice", Kind::Flag, "done after the choice, on the same page or after the reload", CALLS),
    fact("on-return", Kind::Flag, "done after the reload", CALLS),
];
