//! A bundle back to evidence: nothing is believed that differs from the manifest, and nothing newer is guessed at.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use super::error::BundleError;
use super::file;
use super::manifest::Manifest;
use super::verify::{self, Difference};
use super::{EVIDENCE_FILE, MANIFEST_FILE};
use crate::evidence::{Evidence, FORMAT_NAME, FORMAT_VERSION, Format, Gatherings, Unread};

/// Reads the evidence of the bundle `dir`. Files that the manifest does not list are passed over; [`super::verify()`]
/// names them. An older minor version reads, fields that it lacks take their defaults.
///
/// # Errors
/// No bundle, a file that is missing or was changed, a format that is newer or not ours, JSON that does not hold it.
pub fn read(dir: &Path) -> Result<Evidence, BundleError> {
    let (manifest, _) = verify::read_manifest(dir)?;
    let differences: Vec<Difference> =
        verify::verify(dir)?.into_iter().filter(|difference| !difference.is_tolerable()).collect();
    if !differences.is_empty() {
        return Err(BundleError::Differs { path: dir.to_owned(), differences });
    }
    if !manifest.files.iter().any(|entry| entry.path == EVIDENCE_FILE) {
        let why = format!("{MANIFEST_FILE} does not list {EVIDENCE_FILE}");
        return Err(BundleError::NotABundle { path: dir.to_owned(), why });
    }
    let path = dir.join(EVIDENCE_FILE);
    let bytes = file::read(&path).map_err(|source| BundleError::from_io("read", &path, source))?;
    age(&path, &bytes, Age { name: FORMAT_NAME, version: FORMAT_VERSION })?;
    serde_json::from_slice(&bytes).map_err(|why| BundleError::Malformed { path, why: why.to_string() })
}

/// The evidence of the bundle `dir` with the files that it points at, as they were before they were written. What the
/// bundle makes of the evidence by itself (the log) is not among them.
///
/// # Errors
/// As [`read`].
pub fn read_whole(dir: &Path) -> Result<Gatherings, BundleError> {
    let mut evidence = read(dir)?;
    let mut paths = BTreeSet::new();
    evidence.each_file(&mut |_, path| paths.extend(path.clone()));
    let mut files = BTreeMap::new();
    // Only what the manifest lists was checked.
    let (manifest, _) = verify::read_manifest(dir)?;
    for entry in manifest.files.into_iter().filter(|entry| paths.contains(&entry.path)) {
        let path = dir.join(&entry.path);
        let bytes = file::read(&path).map_err(|source| BundleError::from_io("read", &path, source))?;
        files.insert(entry.path, bytes);
    }
    Ok(Gatherings { evidence, files })
}

/// The manifest of the bundle `dir`, unchecked.
///
/// # Errors
/// No bundle there, or a manifest that cannot be read or is newer than this build.
pub fn manifest(dir: &Path) -> Result<Manifest, BundleError> {
    verify::read_manifest(dir).map(|(manifest, _)| manifest)
}

/// The newest format of a kind of file that this build reads.
pub(super) struct Age {
    /// Its name.
    pub(super) name: &'static str,
    /// Its version, `major.minor`.
    pub(super) version: &'static str,
}

/// The head of a versioned file.
#[derive(Deserialize)]
struct Head {
    format: Format,
}

/// Checks the format before the rest is parsed, so that a newer file is called newer and not broken.
pub(super) fn age(path: &Path, bytes: &[u8], known: Age) -> Result<(), BundleError> {
    let head: Head = serde_json::from_slice(bytes)
        .map_err(|why| BundleError::Malformed { path: path.to_owned(), why: why.to_string() })?;
    let found = format!("{} {}", head.format.name, head.format.version);
    let foreign =
        |hint: &str| Err(BundleError::Foreign { path: path.to_owned(), found: found.clone(), hint: hint.to_owned() });
    match head.format.unread(known.name, known.version) {
        None => Ok(()),
        Some(Unread::Foreign) => foreign(&format!("it is not a {} file", known.name)),
        Some(Unread::Unnumbered) => {
            foreign("its version is not `major.minor`; restore it from a copy, or collect again")
        }
        Some(Unread::Newer) => {
            let known = format!("{} {}", known.name, known.version);
            Err(BundleError::Newer { path: path.to_owned(), found, known })
        }
        Some(Unread::Older) => {
            foreign("it was written before a break of the format; evaluate it with the version that wrote it")
        }
    }
}
