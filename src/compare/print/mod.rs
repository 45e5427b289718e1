//! Comparisons in the formats for people, and as JSON.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | which format |
//! | `diff.rs` | a difference |
//! | `findings.rs` | its findings |
//! | `sights.rs` | what is said of what does not differ |
//! | `history.rs` | a history |

mod diff;
mod findings;
mod history;
mod sights;

use super::diff::Diff;
use super::history::History;
use crate::report::{Format, Look, sheet};
pub use diff::Pictures;

/// A difference in a format. `pictures` are those of both bundles, where there are any.
pub fn print_diff(diffs: &[Diff], pictures: &[Vec<Pictures>], format: Format, look: Look) -> String {
    match (format, diffs) {
        (Format::Json, [one]) => sheet::json(one),
        (Format::Json, several) => sheet::json(&several),
        _ => diff::sheet(diffs, pictures).print(format, look),
    }
}

/// A history in a format.
pub fn print_history(history: &History, format: Format, look: Look) -> String {
    match format {
        Format::Json => sheet::json(history),
        _ => history::sheet(history).print(format, look),
    }
}
