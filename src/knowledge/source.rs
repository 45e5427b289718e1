//! YAML texts, where they came from, and errors that point into them, as the room [`crate::yaml`] has them.

pub use crate::yaml::{SourceError, SourceText, digest};
