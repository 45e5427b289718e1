//! Evidence on disk: the only place that knows the layout, hashes and format versions of a bundle.
//!
//! ```text
//! bundle/
//!   evidence.json                       the evidence, pretty-printed
//!   screenshots/<state>-<phase>.png     ':' of a state's name becomes '-'
//!   log.ndjson                          the action log of all visits
//!   manifest.json                       path, size and SHA-256 of every file
//! ```
