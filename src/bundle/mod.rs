//! Evidence on disk: the only place that knows the layout, hashes and format versions of a bundle.
//!
//! It knows only [`crate::evidence`], reads no clock and writes nothing that differs from run to run.
//!
//! ```text
//! bundle/
//!   evidence.json                       the evidence, pretty-printed
//!   har/<state>.har                     the requests of a visit as HTTP Archive 1.2
//!   screenshots/<state>-<phase>.png     ':' of a state's name becomes '-'
//!   pages/<state>-<phase>.mhtml         the page itself, where it was asked for; or .html
//!   log.ndjson                          the action log of all visits
//!   manifest.json                       path, size and SHA-256 of every file, and its own seal
//!   manifest.json.minisig, .sig         signatures over the manifest, where it was signed
//!   manifest.tsr                        a time-stamp token over the manifest, where one was asked for
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
//! | `file.rs` | reading what should be a file |
//! | `har.rs`, `har/` | the requests of each visit as HTTP Archive |
//! | `folder.rs` | the name of a target's folder |
//! | `once.rs` | files of the same bytes, kept once |
//! | `limit.rs` | what is left out to keep within a size |
//! | `sign/` | signatures over the manifest |
//! | `timestamp.rs` | time-stamps over the manifest |

mod error;
mod file;
mod folder;
pub mod har;
mod limit;
mod manifest;
mod once;
mod place;
mod read;
pub mod sign;
pub mod timestamp;
mod verify;
mod write;

pub use error::BundleError;
pub use folder::site_folder;
pub use limit::keep_within;
pub use manifest::{FileEntry, MANIFEST_NAME, MANIFEST_VERSION, Manifest};
pub use place::remove;
pub use read::{manifest, read, read_whole};
pub use verify::{Difference, verify};
pub use write::{Written, write, write_for_now};

/// The evidence within a bundle.
pub const EVIDENCE_FILE: &str = "evidence.json";
/// The action log within a bundle, one JSON object a line.
pub const LOG_FILE: &str = "log.ndjson";
/// The manifest within a bundle.
pub const MANIFEST_FILE: &str = "manifest.json";
/// A signature over the manifest, as `minisign` writes it.
pub const MINISIGN_FILE: &str = "manifest.json.minisig";
/// A signature over the manifest, as `ssh-keygen -Y sign` writes it.
pub const SSH_FILE: &str = "manifest.json.sig";
/// A time-stamp token over the manifest (RFC 3161), DER.
pub const TIMESTAMP_FILE: &str = "manifest.tsr";
/// Files that are no part of the manifest's list: the manifest itself and what is laid over it.
const LAID_OVER: [&str; 4] = [MANIFEST_FILE, MINISIGN_FILE, SSH_FILE, TIMESTAMP_FILE];
