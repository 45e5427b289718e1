//! Gatherings to files. Everything is written and flushed in a temporary folder beside the target, which then takes
//! the target's place whole: a run that dies leaves the old bundle or none, never half of one.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Component, Path, PathBuf};

use serde::Serialize;

use super::error::BundleError;
use super::manifest::{self, Manifest};
use super::{EVIDENCE_FILE, LAID_OVER, LOG_FILE, MANIFEST_FILE, har, once, place};
use crate::evidence::{Evidence, Gatherings, LogEntry, State};

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The bundle's folder.
    pub dir: PathBuf,
    /// How many files, the manifest included.
    pub files: usize,
    /// Their length together, bytes.
    pub bytes: u64,
    /// SHA-256 that stands for the whole bundle ([`Manifest::sha256`]).
    pub sha256: String,
}

/// Writes `gatherings` as the bundle `dir`. An earlier bundle there is replaced as a whole; any other folder that
/// holds something is left alone. Files of the same bytes are kept once, and the evidence then points at the first.
///
/// # Errors
/// Disk full, read-only, no permission, something else in the place, a file name that does not belong into a bundle.
/// The earlier bundle, if there was one, then still stands.
pub fn write(gatherings: &Gatherings, dir: &Path) -> Result<Written, BundleError> {
    write_as(gatherings, dir, Lasting::PowerCut)
}

/// [`write()`] for a bundle that is soon replaced by another: whole whenever this process is killed, but perhaps not
/// when the power goes.
///
/// # Errors
/// As [`write()`].
pub fn write_for_now(gatherings: &Gatherings, dir: &Path) -> Result<Written, BundleError> {
    write_as(gatherings, dir, Lasting::Process)
}

/// What a bundle must outlast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lasting {
    /// The end of this process.
    Process,
    /// The end of the machine.
    PowerCut,
}

fn write_as(gatherings: &Gatherings, dir: &Path, lasting: Lasting) -> Result<Written, BundleError> {
    let (files, sha256) = contents(gatherings)?;
    place::check_free(dir)?;
    let staging = place::Staging::beside(dir)?;
    for (path, bytes) in &files {
        write_file(&staging.path().join(path), bytes, dir, lasting)?;
    }
    if lasting == Lasting::PowerCut {
        flush_folders(staging.path(), &files, dir)?;
    }
    staging.put_in_place(dir)?;
    let bytes = files.values().map(|bytes| bytes.len() as u64).sum();
    Ok(Written { dir: dir.to_owned(), files: files.len(), bytes, sha256 })
}

/// Every file of the bundle by its path, the manifest included, and the hash that stands for the whole.
pub(super) fn contents(gatherings: &Gatherings) -> Result<(BTreeMap<String, Vec<u8>>, String), BundleError> {
    let gatherings = &once::each_once(gatherings);
    let mut files = BTreeMap::new();
    for (path, bytes) in &gatherings.files {
        check_name(path)?;
        files.insert(path.clone(), bytes.clone());
    }
    files.extend(har::files(&gatherings.evidence).map_err(|why| malformed("har", &why))?);
    files.insert(EVIDENCE_FILE.to_owned(), evidence(&gatherings.evidence)?);
    files.insert(LOG_FILE.to_owned(), log(&gatherings.evidence)?);
    let entries = files.iter().map(|(path, bytes)| manifest::entry(path, bytes)).collect();
    let evidence = &gatherings.evidence;
    let manifest = Manifest::new(evidence.format.clone(), evidence.kept.clone(), entries);
    files.insert(MANIFEST_FILE.to_owned(), manifest.sealed()?);
    Ok((files, manifest.sha256))
}

/// The evidence as JSON, proven to be readable: a number that JSON does not know (infinity) would be written as
/// `null` and be noticed years later.
fn evidence(evidence: &Evidence) -> Result<Vec<u8>, BundleError> {
    let bytes = pretty(EVIDENCE_FILE, evidence)?;
    serde_json::from_slice::<Evidence>(&bytes).map_err(|why| malformed(EVIDENCE_FILE, &why))?;
    Ok(bytes)
}

/// A name must stay within the bundle, mean the same on every system and leave our own files alone.
fn check_name(name: &str) -> Result<(), BundleError> {
    let refuse = |why: &str| Err(BundleError::Name { name: name.to_owned(), why: why.to_owned() });
    if [EVIDENCE_FILE, LOG_FILE].contains(&name) || LAID_OVER.contains(&name) {
        return refuse("the bundle writes that file itself");
    }
    name_fault(name).map_or(Ok(()), refuse)
}

/// Why a path leads out of the bundle or does not mean the same on every system; `None` if it is in order.
pub(super) fn name_fault(name: &str) -> Option<&'static str> {
    if name.contains(['\\', ':', '<', '>', '"', '|', '?', '*']) || name.chars().any(char::is_control) {
        return Some("it holds a character that some systems do not allow");
    }
    let plain = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    if name.is_empty() || !plain || name.split('/').any(|part| part.is_empty() || part == ".") {
        return Some("it must be a relative path without `.` and `..`");
    }
    None
}

/// One line of the action log.
#[derive(Serialize)]
struct LogLine<'a> {
    state: &'a State,
    #[serde(flatten)]
    entry: &'a LogEntry,
}

fn log(evidence: &Evidence) -> Result<Vec<u8>, BundleError> {
    let mut lines = Vec::new();
    for visit in &evidence.visits {
        for entry in &visit.log {
            let line = LogLine { state: &visit.state, entry };
            serde_json::to_writer(&mut lines, &line).map_err(|why| malformed(LOG_FILE, &why))?;
            lines.push(b'\n');
        }
    }
    Ok(lines)
}

/// A value as JSON for people and programs alike.
pub(super) fn pretty(name: &str, value: &impl Serialize) -> Result<Vec<u8>, BundleError> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(|why| malformed(name, &why))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn malformed(name: &str, why: &serde_json::Error) -> BundleError {
    BundleError::Malformed { path: PathBuf::from(name), why: why.to_string() }
}

/// Writes one file, and flushes it if it must outlast the machine. Errors name the bundle's own path, not the temporary folder's.
fn write_file(path: &Path, bytes: &[u8], dir: &Path, lasting: Lasting) -> Result<(), BundleError> {
    let wrap = |source| BundleError::from_io("write", dir, source);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(wrap)?;
    }
    let mut file = File::create_new(path).map_err(wrap)?;
    file.write_all(bytes).map_err(wrap)?;
    if lasting == Lasting::PowerCut { file.sync_all().map_err(wrap) } else { Ok(()) }
}

/// Flushes the folders, so that the names of the files survive a power cut too.
fn flush_folders(root: &Path, files: &BTreeMap<String, Vec<u8>>, dir: &Path) -> Result<(), BundleError> {
    let mut folders: Vec<PathBuf> =
        files.keys().filter_map(|path| root.join(path).parent().map(Path::to_owned)).collect();
    folders.sort();
    folders.dedup();
    let flushed = folders.iter().try_for_each(|folder| place::flush_folder(folder));
    flushed.map_err(|source| BundleError::from_io("write", dir, source))
}
