//! The knowledge that the scenes are read with.

use consentinel::knowledge::Knowledge;

/// A few entries, so that tests do not change when the built-in knowledge grows.
pub fn small() -> Knowledge {
    Knowledge::load(&[]).unwrap_or_else(|errors| panic!("{errors:?}"))
}
