//! Where the bundle lies that a word of the command line means.

use std::path::{Path, PathBuf};

/// The bundle itself, or the one within the folder of a site.
pub fn bundle(given: &Path) -> PathBuf {
    let inner = given.join("bundle");
    if inner.is_dir() { inner } else { given.to_owned() }
}
