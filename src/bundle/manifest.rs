//! The manifest: which files a bundle has, how long they are, what their hashes are, and its own seal.

use std::io::{self, Read};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::error::BundleError;
use crate::evidence::{Format, Kept};

/// The name that every manifest carries.
pub const MANIFEST_NAME: &str = "consentinel.bundle";

/// Version of the bundle's layout, `major.minor`. 1.1 added the seal.
pub const MANIFEST_VERSION: &str = "1.1";

/// The version that had no seal.
const UNSEALED: &str = "1.0";

/// What stands in the seal's place while it is computed.
const NO_SEAL: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// `manifest.json`: every file of a bundle except itself and what is signed over it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Manifest {
    /// Name and version of the layout.
    pub format: Format,
    /// Name and version of the evidence within.
    pub evidence: Format,
    /// What was replaced, left out or is missing, as the evidence says it; not there if nothing is.
    #[serde(default, skip_serializing_if = "Kept::is_whole")]
    pub kept: Kept,
    /// Every file, sorted by path.
    pub files: Vec<FileEntry>,
    /// SHA-256 over the lines `<sha256>  <path>\n` of `files` in order, as `sha256sum` prints them: stands for the
    /// whole bundle.
    pub sha256: String,
    /// SHA-256 of the bytes of `manifest.json` itself with 64 zeros in the place of these digits, so that no bit of it
    /// can change unseen. Not there before version 1.1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<String>,
}

/// One file of a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileEntry {
    /// Path within the bundle, with `/`.
    pub path: String,
    /// Length, bytes.
    pub size: u64,
    /// SHA-256 of its bytes, 64 hex digits.
    pub sha256: String,
}

impl Manifest {
    /// The manifest of `files`, which are sorted here, not sealed yet.
    pub fn new(evidence: Format, kept: Kept, mut files: Vec<FileEntry>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let sha256 = whole(&files);
        Self {
            format: Format { name: MANIFEST_NAME.to_owned(), version: MANIFEST_VERSION.to_owned() },
            evidence,
            kept,
            files,
            sha256,
            seal: None,
        }
    }

    /// The bytes of `manifest.json`, sealed.
    ///
    /// # Errors
    /// What JSON cannot hold.
    pub fn sealed(&self) -> Result<Vec<u8>, BundleError> {
        let open = Self { seal: Some(NO_SEAL.to_owned()), ..self.clone() };
        let seal = hex(&Sha256::digest(open.canonical()?));
        Self { seal: Some(seal), ..self.clone() }.canonical()
    }

    /// Whether `bytes`, from which it was read, are to the bit what was written: the bytes agree with the seal, its own
    /// list with the hash of the whole. What was written before there was a seal must be the one way in which it was
    /// written then.
    pub fn is_intact(&self, bytes: &[u8]) -> bool {
        let own = match &self.seal {
            None => self.format.version == UNSEALED && self.canonical().is_ok_and(|written| written == bytes),
            Some(seal) => self.format.version != UNSEALED && unsealed_digest(bytes, seal).as_ref() == Some(seal),
        };
        own && self.sha256 == whole(&self.files)
    }

    /// The one way in which it is written.
    fn canonical(&self) -> Result<Vec<u8>, BundleError> {
        super::write::pretty(super::MANIFEST_FILE, self)
    }
}

/// The digest of `bytes` with zeros in the place of `seal`, which stands behind all else; `None` if it is not there or
/// of a length that no digest has.
fn unsealed_digest(bytes: &[u8], seal: &str) -> Option<String> {
    if seal.len() != NO_SEAL.len() {
        return None;
    }
    let at = bytes.windows(seal.len()).rposition(|window| window == seal.as_bytes())?;
    let mut hash = Sha256::new();
    hash.update(bytes.get(..at)?);
    hash.update(NO_SEAL);
    hash.update(bytes.get(at + seal.len()..)?);
    Some(hex(&hash.finalize()))
}

fn whole(files: &[FileEntry]) -> String {
    let mut hash = Sha256::new();
    for file in files {
        hash.update(format!("{}  {}\n", file.sha256, file.path));
    }
    hex(&hash.finalize())
}

/// Length and SHA-256 of all that `source` gives.
///
/// # Errors
/// What reading says.
pub(super) fn measure(mut source: impl Read) -> io::Result<(u64, String)> {
    let mut hash = Sha256::new();
    let mut size = 0_u64;
    let mut buffer = [0_u8; 16 * 1024];
    loop {
        let read = source.read(&mut buffer)?;
        if read == 0 {
            return Ok((size, hex(&hash.finalize())));
        }
        size += read as u64;
        hash.update(buffer.get(..read).unwrap_or_default());
    }
}

/// The entry of a file whose bytes are at hand.
pub(super) fn entry(path: &str, bytes: &[u8]) -> FileEntry {
    FileEntry { path: path.to_owned(), size: bytes.len() as u64, sha256: hex(&Sha256::digest(bytes)) }
}

/// Bytes as lower-case hex digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
