//! The scripts that are run in pages, one `.js` file each.
//!
//! JavaScript lives in files of its own; arguments and answers travel as JSON.

use crate::browser::Script;

macro_rules! probe {
    ($file:literal) => {
        Script { name: $file, source: include_str!($file) }
    };
}

/// Runs before the page's own scripts: reports writes to cookies and web storage.
pub const HOOKS: Script = probe!("hooks.js");
