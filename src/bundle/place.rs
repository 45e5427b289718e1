//! Putting a finished folder in place of an old one, whole or not at all.
//!
//! On Linux two folders change places in one step of the kernel. Elsewhere, and on file systems that cannot, the old
//! folder is moved aside first and moved back if the new one cannot take its place.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::MANIFEST_FILE;
use super::error::BundleError;

/// Part of the name of folders that are not finished yet.
const UNFINISHED: &str = ".unfinished-";
/// Part of the name of an old bundle that was moved aside.
const ASIDE: &str = ".replaced-";

/// A folder beside the target in which the new bundle grows. It is removed if it is dropped before it is finished.
pub(super) struct Staging {
    folder: TempDir,
    /// Held for as long as the folder grows; tells sweepers that it is not a left-over.
    _lock: Option<File>,
}

impl Staging {
    /// Makes one beside `dir`, with the folders above it, and sweeps what killed runs left there.
    pub(super) fn beside(dir: &Path) -> Result<Self, BundleError> {
        let wrap = |source| BundleError::from_io("create", dir, source);
        let (parent, name) = split(dir)?;
        fs::create_dir_all(&parent).map_err(wrap)?;
        let prefix = format!(".{name}{UNFINISHED}");
        sweep(&parent, &prefix);
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix);
        #[cfg(unix)]
        {
            // As `mkdir` would make it, not private: a bundle is handed on. The umask still holds.
            use std::os::unix::fs::PermissionsExt as _;
            builder.permissions(fs::Permissions::from_mode(0o777));
        }
        let folder = builder.tempdir_in(&parent).map_err(wrap)?;
        let lock = lock(folder.path());
        Ok(Self { folder, _lock: lock })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Lets it take the place of `dir`.
    pub(super) fn put_in_place(self, dir: &Path) -> Result<(), BundleError> {
        let wrap = |source| BundleError::from_io("replace", dir, source);
        let (parent, name) = split(dir)?;
        if !dir.exists() {
            fs::rename(self.path(), dir).map_err(wrap)?;
            let _ = self.folder.keep();
        } else if exchange(self.path(), dir).is_ok() {
            // The old bundle now lies in the temporary folder and goes with it.
            drop(self.folder);
        } else {
            replace_in_two_steps(self.path(), dir, &parent.join(format!(".{name}{ASIDE}old")))?;
            let _ = self.folder.keep();
        }
        flush_folder(&parent).map_err(wrap)
    }
}

/// Removes the bundle `dir`, if there is one; a folder that is none is left alone. It is gone whole or still whole.
///
/// # Errors
/// What the operating system says.
pub fn remove(dir: &Path) -> Result<(), BundleError> {
    if !dir.join(MANIFEST_FILE).is_file() {
        return Ok(());
    }
    let wrap = |source| BundleError::from_io("remove", dir, source);
    let staging = Staging::beside(dir)?;
    fs::rename(dir, staging.path().join("bundle")).map_err(wrap)
}

/// Refuses a place where something else than a bundle stands.
pub(super) fn check_free(dir: &Path) -> Result<(), BundleError> {
    let metadata = match fs::metadata(dir) {
        Ok(metadata) => metadata,
        Err(source) if source.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(BundleError::from_io("look at", dir, source)),
    };
    if !metadata.is_dir() {
        return Err(BundleError::NotAFolder { path: dir.to_owned() });
    }
    let mut entries = fs::read_dir(dir).map_err(|source| BundleError::from_io("look at", dir, source))?;
    if entries.next().is_none() || dir.join(MANIFEST_FILE).is_file() {
        return Ok(());
    }
    Err(BundleError::Occupied { path: dir.to_owned() })
}

/// Moves the old folder aside, the new one in, and removes the old one; undoes the first step if the second fails.
fn replace_in_two_steps(new: &Path, dir: &Path, aside: &Path) -> Result<(), BundleError> {
    let wrap = |source| BundleError::from_io("replace", dir, source);
    if aside.exists() {
        fs::remove_dir_all(aside).map_err(wrap)?;
    }
    fs::rename(dir, aside).map_err(wrap)?;
    if let Err(source) = fs::rename(new, dir) {
        return Err(match fs::rename(aside, dir) {
            Ok(()) => wrap(source),
            Err(_) => BundleError::Stranded { path: dir.to_owned(), kept: aside.to_owned(), source },
        });
    }
    fs::remove_dir_all(aside).map_err(wrap)
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn exchange(_new: &Path, _old: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Removes unfinished folders of runs that are gone. One that is locked still grows; what cannot be removed stays.
fn sweep(parent: &Path, prefix: &str) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(prefix) && lock(&entry.path()).is_some() {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// A lock on a folder, if nobody holds one. Systems that cannot open a folder get none, and nothing is swept there.
fn lock(folder: &Path) -> Option<File> {
    let file = File::open(folder).ok()?;
    file.try_lock().ok()?;
    Some(file)
}

/// Flushes the names within a folder to the disk. Only Unix can.
pub(super) fn flush_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// The folder above and the name.
fn split(dir: &Path) -> Result<(PathBuf, String), BundleError> {
    let Some(name) = dir.file_name() else {
        return Err(BundleError::Occupied { path: dir.to_owned() });
    };
    let parent = match dir.parent() {
        Some(parent) if parent != Path::new("") => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    Ok((parent, name.to_string_lossy().into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_steps_replace_the_old_folder_and_leave_nothing_beside_it() {
        let root = tempfile::tempdir().unwrap();
        let (old, new, aside) = (root.path().join("b"), root.path().join("n"), root.path().join("a"));
        fs::create_dir(&old).unwrap();
        fs::create_dir(&new).unwrap();
        fs::write(new.join("mark"), "new").unwrap();
        replace_in_two_steps(&new, &old, &aside).unwrap();
        assert_eq!(fs::read_to_string(old.join("mark")).unwrap(), "new");
        assert!(!aside.exists() && !new.exists());
    }

    #[test]
    fn two_steps_put_the_old_folder_back_when_the_new_one_cannot_come() {
        let root = tempfile::tempdir().unwrap();
        let (old, aside) = (root.path().join("b"), root.path().join("a"));
        fs::create_dir(&old).unwrap();
        fs::write(old.join("mark"), "old").unwrap();
        replace_in_two_steps(&root.path().join("missing"), &old, &aside).unwrap_err();
        assert_eq!(fs::read_to_string(old.join("mark")).unwrap(), "old");
        assert!(!aside.exists());
    }

    #[test]
    fn a_growing_folder_is_not_swept_and_a_left_over_is() {
        let root = tempfile::tempdir().unwrap();
        let dir = root.path().join("bundle");
        let left_over = root.path().join(format!(".bundle{UNFINISHED}dead"));
        fs::create_dir(&left_over).unwrap();
        let growing = Staging::beside(&dir).unwrap();
        let second = Staging::beside(&dir).unwrap();
        assert!(growing.path().exists(), "swept while it was still growing");
        assert_eq!(left_over.exists(), !cfg!(unix));
        drop((growing, second));
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), usize::from(!cfg!(unix)));
    }
}
