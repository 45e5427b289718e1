//! Where the bundle lies that a word of the command line means.

use std::path::{Path, PathBuf};

/// Within the folder of a site: what a run that was killed had finished.
pub const INCOMPLETE: &str = "bundle-incomplete";

/// The bundle itself, or the one within the folder of a site; where no run came to its end, what one had finished.
pub fn bundle(given: &Path) -> PathBuf {
    let within = ["bundle", INCOMPLETE].map(|name| given.join(name)).into_iter().find(|inner| inner.is_dir());
    within.unwrap_or_else(|| given.to_owned())
}
