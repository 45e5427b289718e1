//! Evidence on disk: the only place that knows the layout, hashes and format versions of a bundle.
//!
//! It knows only [`crate::evidence`], reads no clock and writes nothing that differs from run to run.
//!
//! ```text
//! bundle/
//!   evidence.json                       the evidence, pretty-printed
//!   screenshots/<state>-<phase>.png     ':' of a state's name becomes '-'
//!   log.ndjson                          the action log of all visits
//!   manifest.json                       path, size and SHA-256 of every file
//! ```
//!
//! | file | holds |
//! |---|---|
//! | `error.rs` | what can go wrong, each with the path and what to do |
//! | `manifest.rs` | the manifest: names, sizes, hashes |
//! | `write.rs` | gatherings to files, in a temporary folder beside the target |
//! | `place.rs` | putting a finished folder in place of an old one, whole or not at all |
//! | `verify.rs` | every difference between a bundle and its manifest |
//! | `read.rs` | a bundle back to evidence |
//! | `folder.rs` | the name of a target's folder |

mod error;
mod folder;
mod manifest;
mod place;
mod read;
mod verify;
mod write;

pub use error::BundleError;
pub use folder::site_folder;
pub use manifest::{FileEntry, MANIFEST_NAME, MANIFEST_VERSION, Manifest};
pub use read::read;
pub use verify::{Difference, verify};
pub use write::{Written, write};

/// The evidence within a bundle.
pub const EVIDENCE_FILE: &str = "evidence.json";
/// The action log within a bundle, one JSON object a line.
pub const LOG_FILE: &str = "log.ndjson";
/// The manifest within a bundle.
pub const MANIFEST_FILE: &str = "manifest.json";
