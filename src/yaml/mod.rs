//! YAML texts with places: read them strictly, and point into them when something is wrong.
//!
//! This room knows no other and does no I/O: it is handed texts with their paths. It is stricter than YAML is:
//! duplicate keys, other words for `true` and `false`, merge keys and values that a `#` swallowed are refused.
//!
//! | file | holds |
//! |---|---|
//! | `text.rs` | a text with its path, the digest over many |
//! | `read.rs` | text to a type |
//! | `fault.rs` | an error with line, snippet and caret |
//! | `place.rs` | where in a text something stands, found by its path (`controls.accept[0]`) |
//! | `placed.rs` | a text with where it stands |
//! | `nearest.rs` | "did you mean …?" |

mod fault;
mod nearest;
mod place;
mod placed;
mod read;
mod text;

pub use fault::{Place, SourceError};
pub use nearest::{nearest, suggest};
pub use place::{locate, locate_key, scalars};
pub use placed::Placed;
pub use read::parse;
pub use serde_yaml::{Location, Spanned};
pub use text::{SourceText, TextDigest, digest, digest_of};
