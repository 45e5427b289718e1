//! Keys that the user names: files on disk, with their password from the environment.

use std::fs;
use std::path::Path;

use super::environment;
use super::exit::Trouble;
use crate::bundle::sign::{CheckingKey, SigningKey};

/// Where the password of a locked key is taken from.
const PASSWORD: &str = "CONSENTINEL_KEY_PASSWORD";

/// A key that signs, from its file.
///
/// # Errors
/// A file that cannot be read or is no key, a password that is missing or wrong.
pub fn signing(path: &Path) -> Result<SigningKey, Trouble> {
    let refused = |why: String| Trouble::usage(format!("key {}: {why}", path.display()));
    let text = fs::read_to_string(path).map_err(|why| refused(why.to_string()))?;
    SigningKey::read(&text, environment::text(PASSWORD).as_deref()).map_err(|why| refused(why.to_string()))
}

/// A key that checks: a file, or the key itself.
///
/// # Errors
/// What is neither.
pub fn checking(word: &str) -> Result<CheckingKey, Trouble> {
    let refused = |why: String| Trouble::usage(format!("--key {word}: {why}"));
    let path = Path::new(word);
    let text =
        if path.exists() { fs::read_to_string(path).map_err(|why| refused(why.to_string()))? } else { word.to_owned() };
    CheckingKey::read(&text).map_err(|why| refused(why.to_string()))
}
