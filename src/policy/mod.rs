//! The rule language: rules, profiles, parameters, exceptions; checked against the fact catalogue when loaded.
//!
//! | file | holds |
//! |---|---|
//! | `words.rs` | severity, confidence, verdict |

mod words;

pub use words::{Confidence, Severity, Verdict};
