//! Signatures over the manifest, by keys of `minisign` and of `ssh-keygen`. What is signed are the bytes of
//! `manifest.json`, so that both programs check our signatures and we check theirs:
//!
//! ```text
//! minisign -Vm manifest.json -p KEY.pub
//! ssh-keygen -Y check-novalidate -n file -s manifest.json.sig < manifest.json
//! ```
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | keys of both kinds, signing and checking a bundle |
//! | `minisign.rs` | keys and signatures of `minisign` |
//! | `ssh.rs` | keys and signatures of `ssh-keygen` |
//! | `error.rs` | what can go wrong |

mod error;
mod minisign;
mod ssh;

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

pub use error::{KeyError, SignatureError};

use super::error::BundleError;
use super::{MANIFEST_FILE, MINISIGN_FILE, SSH_FILE, file, verify};

/// A key that signs.
pub enum SigningKey {
    /// Of `minisign`.
    Minisign(minisign::Secret),
    /// Of `ssh-keygen`.
    Ssh(Box<ssh::Secret>),
}

impl SigningKey {
    /// Reads a key file of either kind. `password` is needed only if the key is locked by one.
    ///
    /// # Errors
    /// No key, a kind of key that is not known, a password that is missing or wrong.
    pub fn read(text: &str, password: Option<&str>) -> Result<Self, KeyError> {
        if ssh::is_secret(text) {
            ssh::Secret::read(text, password).map(|key| Self::Ssh(Box::new(key)))
        } else if minisign::is_secret(text) {
            minisign::Secret::read(text, password).map(Self::Minisign)
        } else {
            Err(KeyError::NoSecret)
        }
    }

    /// The signature over `manifest` as it stands in its file. `note` is signed along where the kind allows it.
    fn sign(&self, manifest: &[u8], note: &str) -> Result<String, KeyError> {
        match self {
            Self::Minisign(key) => key.sign(manifest, note),
            Self::Ssh(key) => key.sign(manifest),
        }
    }

    fn file(&self) -> &'static str {
        match self {
            Self::Minisign(_) => MINISIGN_FILE,
            Self::Ssh(_) => SSH_FILE,
        }
    }
}

/// A key that checks.
pub enum CheckingKey {
    /// Of `minisign`.
    Minisign(minisign::Public),
    /// Of `ssh-keygen`.
    Ssh(ssh::Public),
}

impl CheckingKey {
    /// Reads a public key: the text of a `minisign` or `ssh-keygen` public key file, or the key alone as one word.
    ///
    /// # Errors
    /// No key, or a kind of key that is not known.
    pub fn read(text: &str) -> Result<Self, KeyError> {
        if ssh::is_secret(text) || minisign::is_secret(text) {
            return Err(KeyError::SecretGiven);
        }
        if let Some(line) = ssh::public_line(text) {
            return ssh::Public::read(line).map(Self::Ssh);
        }
        minisign::Public::read(text).map(Self::Minisign)
    }

    fn file(&self) -> &'static str {
        match self {
            Self::Minisign(_) => MINISIGN_FILE,
            Self::Ssh(_) => SSH_FILE,
        }
    }
}

/// Signs the bundle `dir` and gives the path of the signature. A bundle that is not as it was written is not signed.
///
/// # Errors
/// A bundle that differs from its manifest, a key that cannot sign, a file that cannot be written.
pub fn sign(dir: &Path, key: &SigningKey) -> Result<PathBuf, SignatureError> {
    let (manifest, bytes) = intact(dir)?;
    let text = key.sign(&bytes, &format!("consentinel bundle sha256:{}", manifest.sha256))?;
    let path = dir.join(key.file());
    lay_over(&path, text.as_bytes())?;
    Ok(path)
}

/// Checks the signature over the manifest of the bundle `dir` and says who signed, for people. Whether the files are
/// those of the manifest is for [`super::verify()`] to tell.
///
/// # Errors
/// No signature of that kind, one by another key, one over another manifest.
pub fn check(dir: &Path, key: &CheckingKey) -> Result<String, SignatureError> {
    let (_, manifest) = verify::read_manifest(dir)?;
    let file = key.file();
    let path = dir.join(file);
    let text = match file::read(&path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(source) if source.kind() == io::ErrorKind::NotFound => {
            return Err(SignatureError::Missing { file, others: signatures(dir) });
        }
        Err(source) => return Err(BundleError::from_io("read", &path, source).into()),
    };
    match key {
        CheckingKey::Minisign(key) => key.check(&manifest, &text),
        CheckingKey::Ssh(key) => key.check(&manifest, &text),
    }
}

/// Names of the signatures that lie over the bundle `dir`.
pub fn signatures(dir: &Path) -> Vec<&'static str> {
    [MINISIGN_FILE, SSH_FILE].into_iter().filter(|name| dir.join(name).is_file()).collect()
}

/// The manifest of a bundle that is as it was written, and its bytes.
pub(super) fn intact(dir: &Path) -> Result<(super::Manifest, Vec<u8>), BundleError> {
    let differences: Vec<_> = super::verify(dir)?.into_iter().filter(|one| !one.is_tolerable()).collect();
    if !differences.is_empty() {
        return Err(BundleError::Differs { path: dir.to_owned(), differences });
    }
    verify::read_manifest(dir)
}

/// Writes a file beside the manifest so that it is there whole or not at all.
pub(super) fn lay_over(path: &Path, bytes: &[u8]) -> Result<(), BundleError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let attempt = || -> io::Result<()> {
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            // As any file of the bundle, not private: a bundle is handed on. The umask still holds.
            use std::os::unix::fs::PermissionsExt as _;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let mut file = builder.prefix(&format!(".{MANIFEST_FILE}.")).tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|failed| failed.error)?;
        Ok(())
    };
    attempt().map_err(|source| BundleError::from_io("write", path, source))
}
