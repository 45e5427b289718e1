//! Temporary profiles: one folder for each running browser, all under one root, each with a lock file beside it.
//!
//! The lock is held by our process and ends with it, however it ends; a profile whose lock is free is stale and is
//! swept away at the next start.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::find::Flavour;

/// Third-party cookies as in a visitor's normal profile: full Chrome refuses them in fresh profiles that drive
/// pages in contexts of their own.
const PREFERENCES: &str = include_str!("preferences.json");

/// How often a new name is tried before giving up, and a folder removed that a dying browser still writes to.
const TRIES: u32 = 100;

/// A profile on disk. Dropping it removes it.
#[derive(Debug)]
pub(super) struct Profile {
    folder: PathBuf,
    lock: PathBuf,
    _held: File,
}

impl Profile {
    /// Makes a fresh profile under `root`.
    pub(super) fn fresh(root: &Path, flavour: Flavour) -> io::Result<Self> {
        fs::create_dir_all(root)?;
        let process = std::process::id();
        for number in 0..TRIES {
            let folder = root.join(format!("{process}-{number}"));
            let lock = root.join(format!("{process}-{number}.lock"));
            let Ok(held) = File::options().write(true).create_new(true).open(&lock) else { continue };
            // A sweep may take the lock file in the moment before it is held.
            if held.try_lock().is_err() || !lock.exists() {
                continue;
            }
            private_folder(&folder)?;
            let profile = Self { folder, lock, _held: held };
            if flavour == Flavour::Full {
                let default = profile.folder.join("Default");
                fs::create_dir(&default)?;
                fs::write(default.join("Preferences"), PREFERENCES)?;
            }
            return Ok(profile);
        }
        Err(io::Error::other(format!("no free name for a profile under {}", root.display())))
    }

    /// Its folder.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        remove(&self.folder, &self.lock);
    }
}

/// Removes the profiles of runs that died. Those of living processes are left alone.
pub(super) fn sweep(root: &Path) {
    let Ok(entries) = fs::read_dir(root) else { return };
    for lock in entries.flatten().map(|entry| entry.path()) {
        if lock.extension().is_none_or(|extension| extension != "lock") {
            continue;
        }
        if let Ok(file) = File::options().write(true).open(&lock)
            && file.try_lock().is_ok()
        {
            remove(&lock.with_extension(""), &lock);
        }
    }
}

/// Removes the folder first: a lock without a folder is swept later, a folder without a lock never.
fn remove(folder: &Path, lock: &Path) {
    for _ in 0..TRIES {
        match fs::remove_dir_all(folder) {
            Ok(()) => break,
            Err(error) if error.kind() == io::ErrorKind::NotFound => break,
            // Something was written while it was being removed.
            Err(_) => std::thread::yield_now(),
        }
    }
    if !folder.exists() {
        let _ = fs::remove_file(lock);
    }
}

#[cfg(unix)]
fn private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_gone_when_it_is_dropped() {
        let root = tempfile::tempdir().unwrap();
        let profile = Profile::fresh(root.path(), Flavour::Full).unwrap();
        let preferences = fs::read_to_string(profile.folder().join("Default/Preferences")).unwrap();
        assert!(serde_json::from_str::<serde_json::Value>(&preferences).unwrap()["profile"].is_object());
        drop(profile);
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_sweep_takes_the_stale_and_leaves_the_living() {
        let root = tempfile::tempdir().unwrap();
        let living = Profile::fresh(root.path(), Flavour::Shell).unwrap();
        fs::create_dir_all(root.path().join("1-0/Default")).unwrap();
        fs::write(root.path().join("1-0/Default/Cookies"), "x").unwrap();
        fs::write(root.path().join("1-0.lock"), "").unwrap();
        fs::write(root.path().join("notes.txt"), "not ours").unwrap();
        sweep(root.path());
        assert!(living.folder().exists());
        assert!(!root.path().join("1-0").exists() && !root.path().join("1-0.lock").exists());
        assert!(root.path().join("notes.txt").exists());
    }

    #[test]
    fn two_profiles_of_one_process_differ() {
        let root = tempfile::tempdir().unwrap();
        let one = Profile::fresh(root.path(), Flavour::Shell).unwrap();
        let two = Profile::fresh(root.path(), Flavour::Shell).unwrap();
        assert_ne!(one.folder(), two.folder());
    }
}
