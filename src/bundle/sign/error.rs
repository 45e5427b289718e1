//! What can go wrong with keys and signatures. Every message says what to do.

use super::super::error::BundleError;

/// Why a key cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not a secret key.
    #[error(
        "it is no secret key that is known: give a key file of `minisign -G`, or of `ssh-keygen -t ed25519` in OpenSSH's own format"
    )]
    NoSecret,
    /// A secret key where a public one belongs.
    #[error("it is a secret key: to check, give the public key (`minisign.pub`, `id_ed25519.pub`)")]
    SecretGiven,
    /// Not a public key.
    #[error(
        "it is no public key that is known: give a file of `minisign` or `ssh-keygen` that ends in .pub, or the key itself as one word: {0}"
    )]
    NoPublic(String),
    /// Locked, and no password at hand.
    #[error("the key is locked by a password: put it into the environment variable CONSENTINEL_KEY_PASSWORD")]
    PasswordMissing,
    /// Locked by another password.
    #[error("the password in CONSENTINEL_KEY_PASSWORD does not open the key")]
    PasswordWrong,
    /// A kind of key that cannot sign here.
    #[error("keys of the kind {0} are not supported: use ed25519, ecdsa-sha2-nistp256 or ecdsa-sha2-nistp384")]
    Unsupported(String),
    /// It cannot be read.
    #[error("the key cannot be read: {0}")]
    Malformed(String),
}

/// Why a signature is not there or does not hold.
#[derive(Debug, thiserror::Error)]
pub enum SignatureError {
    /// There is none of that kind.
    #[error("it is not signed by a key of that kind: there is no {file}{}", other_words(.others))]
    Missing {
        /// The file that was looked for.
        file: &'static str,
        /// Signatures of other kinds that are there.
        others: Vec<&'static str>,
    },
    /// Somebody else signed it.
    #[error("it was signed by another key: by {by}, not by {asked}")]
    OtherKey {
        /// Who signed, as the signature says.
        by: String,
        /// Whose key was given.
        asked: String,
    },
    /// The key is right, the signature does not fit what it signs.
    #[error("the signature of {by} does not fit manifest.json: one of them was changed after signing")]
    Changed {
        /// Who signed, as the signature says.
        by: String,
    },
    /// Signed for another use.
    #[error("the signature was made for `{found}`, not for `file`: sign with `ssh-keygen -Y sign -n file`")]
    Namespace {
        /// The use that it names.
        found: String,
    },
    /// It cannot be read.
    #[error("the signature cannot be read: {0}")]
    Malformed(String),
    /// The key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The bundle itself.
    #[error(transparent)]
    Bundle(#[from] BundleError),
}

fn other_words(others: &[&str]) -> String {
    if others.is_empty() { String::new() } else { format!(", but there is {}", others.join(", ")) }
}
