//! The variables of the environment. Nobody else reads them.

use std::ffi::OsString;
use std::path::PathBuf;

/// A variable as it is, if it is set.
#[expect(clippy::disallowed_methods, reason = "the one reader of the environment")]
pub fn raw(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

/// A variable that names a file or a folder. One that is set to nothing is not set.
pub fn path(name: &str) -> Option<PathBuf> {
    raw(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// A variable that is set to a text, which may be empty.
pub fn text(name: &str) -> Option<String> {
    raw(name)?.into_string().ok()
}

/// A variable that is set to a text that is not empty.
pub fn filled(name: &str) -> Option<String> {
    text(name).filter(|value| !value.is_empty())
}

/// Whether a variable is set to something that is not empty.
pub fn is_filled(name: &str) -> bool {
    raw(name).is_some_and(|value| !value.is_empty())
}
