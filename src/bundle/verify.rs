//! Every difference between a bundle and its manifest.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use serde::Deserialize;

use super::error::BundleError;
use super::file;
use super::manifest::{self, FileEntry, MANIFEST_NAME, MANIFEST_VERSION, Manifest};
use super::read::{Age, age};
use super::write::name_fault;
use super::{EVIDENCE_FILE, LAID_OVER, MANIFEST_FILE};
use crate::evidence::{Format, Kept};

/// One way in which a bundle differs from its manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// Listed, but not there.
    Missing(String),
    /// There with another length: path, listed bytes, bytes found.
    Size(String, u64, u64),
    /// There with the listed length, but other bytes.
    Bytes(String),
    /// There, but cannot be read: path, why.
    Unreadable(String, String),
    /// The manifest itself is not as it was written.
    Manifest,
    /// What the manifest says of the evidence is not what the evidence says of itself.
    Contradiction,
    /// There, but not listed. Tolerated: it is no part of the evidence.
    Unlisted(String),
}

impl Difference {
    /// Whether the evidence can still be trusted.
    pub fn is_tolerable(&self) -> bool {
        matches!(self, Self::Unlisted(_))
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(path) => write!(f, "{path}: missing"),
            Self::Size(path, listed, found) => write!(f, "{path}: {found} bytes, but {listed} were written"),
            Self::Bytes(path) => write!(f, "{path}: its bytes were changed (SHA-256 differs)"),
            Self::Unreadable(path, why) => write!(f, "{path}: cannot be read: {why}"),
            Self::Manifest => write!(f, "{MANIFEST_FILE}: it was changed itself (its own SHA-256 differs)"),
            Self::Contradiction => {
                write!(f, "{MANIFEST_FILE}: what it says of {EVIDENCE_FILE} is not what stands there")
            }
            Self::Unlisted(path) => write!(f, "{path}: not part of the bundle"),
        }
    }
}

/// Every difference between the bundle `dir` and its manifest, sorted by kind of trouble, then by path. Empty if the
/// bundle is as it was written.
///
/// # Errors
/// No bundle there, or a manifest that cannot be read or is newer than this build.
pub fn verify(dir: &Path) -> Result<Vec<Difference>, BundleError> {
    let (manifest, bytes) = read_manifest(dir)?;
    let mut differences = Vec::new();
    if !manifest.is_intact(&bytes) {
        differences.push(Difference::Manifest);
    }
    differences.extend(manifest.files.iter().filter_map(|entry| compare(dir, entry)));
    if !manifest.files.iter().any(|entry| entry.path == EVIDENCE_FILE) {
        differences.push(Difference::Unreadable(EVIDENCE_FILE.to_owned(), "the manifest does not list it".to_owned()));
    }
    if differences.is_empty() && contradicts(dir, &manifest) {
        differences.push(Difference::Contradiction);
    }
    let mut unlisted = BTreeSet::new();
    walk(dir, "", &mut unlisted).map_err(|source| BundleError::from_io("read", dir, source))?;
    for entry in &manifest.files {
        unlisted.remove(&entry.path);
    }
    for known in LAID_OVER {
        unlisted.remove(known);
    }
    differences.extend(unlisted.into_iter().map(Difference::Unlisted));
    Ok(differences)
}

/// What evidence says of itself and the manifest repeats.
#[derive(Deserialize)]
struct Said {
    format: Format,
    #[serde(default)]
    kept: Kept,
}

/// Whether the manifest says other things of the evidence than the evidence itself. What cannot be read is for
/// [`super::read()`] to tell.
fn contradicts(dir: &Path, manifest: &Manifest) -> bool {
    let said = file::read(&dir.join(EVIDENCE_FILE)).ok().and_then(|bytes| serde_json::from_slice::<Said>(&bytes).ok());
    said.is_some_and(|said| said.format != manifest.evidence || said.kept != manifest.kept)
}

/// The manifest of the bundle `dir`, and its bytes.
pub(super) fn read_manifest(dir: &Path) -> Result<(Manifest, Vec<u8>), BundleError> {
    let not_a_bundle = |why: &str| BundleError::NotABundle { path: dir.to_owned(), why: why.to_owned() };
    match fs::metadata(dir) {
        Ok(metadata) if !metadata.is_dir() => return Err(BundleError::NotAFolder { path: dir.to_owned() }),
        Ok(_) => {}
        Err(source) if source.kind() == io::ErrorKind::NotFound => return Err(not_a_bundle("it does not exist")),
        Err(source) => return Err(BundleError::from_io("read", dir, source)),
    }
    let path = dir.join(MANIFEST_FILE);
    let bytes = match file::read(&path) {
        Ok(bytes) => bytes,
        Err(source) if source.kind() == io::ErrorKind::InvalidInput => {
            return Err(not_a_bundle("its manifest.json is no file"));
        }
        Err(source) if source.kind() == io::ErrorKind::NotFound => {
            return Err(not_a_bundle("there is no manifest.json in it"));
        }
        Err(source) => return Err(BundleError::from_io("read", &path, source)),
    };
    age(&path, &bytes, Age { name: MANIFEST_NAME, version: MANIFEST_VERSION })?;
    match serde_json::from_slice(&bytes) {
        Ok(manifest) => Ok((manifest, bytes)),
        Err(why) => Err(BundleError::Malformed { path, why: why.to_string() }),
    }
}

fn compare(dir: &Path, entry: &FileEntry) -> Option<Difference> {
    let path = entry.path.clone();
    if let Some(why) = name_fault(&path) {
        return Some(Difference::Unreadable(path, why.to_owned()));
    }
    match length_of_plain(dir, &path) {
        Ok(Some(found)) if found != entry.size => return Some(Difference::Size(path, entry.size, found)),
        Ok(Some(_)) => {}
        Ok(None) => {
            return Some(Difference::Unreadable(path, "it is no file of this bundle, but leads elsewhere".to_owned()));
        }
        Err(source) if source.kind() == io::ErrorKind::NotFound => return Some(Difference::Missing(path)),
        Err(source) => return Some(Difference::Unreadable(path, source.to_string())),
    }
    let file = match File::open(dir.join(&path)) {
        Ok(file) => file,
        Err(source) => return Some(Difference::Unreadable(path, source.to_string())),
    };
    match manifest::measure(file) {
        Err(source) => Some(Difference::Unreadable(path, source.to_string())),
        Ok((size, _)) if size != entry.size => Some(Difference::Size(path, entry.size, size)),
        Ok((_, sha256)) if sha256 != entry.sha256 => Some(Difference::Bytes(path)),
        Ok(_) => None,
    }
}

/// Length of what stands at `path` below `dir`, bytes, if it is a file and no part of the way is a link: a link leads
/// out of the bundle, and devices and pipes never end.
fn length_of_plain(dir: &Path, path: &str) -> io::Result<Option<u64>> {
    let mut at = dir.to_owned();
    let mut last = None;
    for part in path.split('/') {
        at.push(part);
        let metadata = fs::symlink_metadata(&at)?;
        if metadata.is_symlink() {
            return Ok(None);
        }
        last = metadata.is_file().then_some(metadata.len());
    }
    Ok(last)
}

/// Collects every file below `folder` by its path with `/`. Links are listed, not followed.
fn walk(folder: &Path, above: &str, found: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{above}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &format!("{path}/"), found)?;
        } else {
            found.insert(path);
        }
    }
    Ok(())
}
