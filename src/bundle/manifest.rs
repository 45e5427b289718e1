//! The manifest: which files a bundle has, how long they are and what their hashes are.

use std::io::{self, Read};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::evidence::Format;

/// The name that every manifest carries.
pub const MANIFEST_NAME: &str = "consentinel.bundle";

/// Version of the bundle's layout, `major.minor`.
pub const MANIFEST_VERSION: &str = "1.0";

/// `manifest.json`: every file of a bundle except itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Manifest {
    /// Name and version of the layout.
    pub format: Format,
    /// Name and version of the evidence within.
    pub evidence: Format,
    /// Every file, sorted by path.
    pub files: Vec<FileEntry>,
    /// SHA-256 over the lines `<sha256>  <path>\n` of `files` in order, as `sha256sum` prints them: stands for the
    /// whole bundle.
    pub sha256: String,
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
    /// The manifest of `files`, which are sorted here.
    pub fn new(evidence: Format, mut files: Vec<FileEntry>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let sha256 = whole(&files);
        Self {
            format: Format { name: MANIFEST_NAME.to_owned(), version: MANIFEST_VERSION.to_owned() },
            evidence,
            files,
            sha256,
        }
    }

    /// Whether [`Self::sha256`] agrees with the files that are listed.
    pub fn is_consistent(&self) -> bool {
        self.sha256 == whole(&self.files)
    }
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
