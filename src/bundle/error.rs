//! What can go wrong with a bundle. Every message names the path and says what to do.

use std::io;
use std::path::{Path, PathBuf};

use super::verify::Difference;

/// Why a bundle could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// The disk or the quota is full.
    #[error("no space left while writing {}: free some space, or choose another folder with --output", path.display())]
    Full {
        /// What was being written.
        path: PathBuf,
    },
    /// The folder is on a read-only file system.
    #[error("{} is on a read-only file system: choose another folder with --output", path.display())]
    ReadOnly {
        /// What was being written.
        path: PathBuf,
    },
    /// The operating system refused.
    #[error("no permission for {}: change its permissions, or choose another folder with --output", path.display())]
    Permission {
        /// What was touched.
        path: PathBuf,
    },
    /// A file stands where a folder is needed.
    #[error("{} is a file, but a folder is needed there: move it away, or choose another folder", path.display())]
    NotAFolder {
        /// The file.
        path: PathBuf,
    },
    /// A folder stands there that holds something else; it is left alone.
    #[error(
        "{} exists and is not a bundle, so it is not replaced: move it away, or choose another folder with --output",
        path.display()
    )]
    Occupied {
        /// The folder.
        path: PathBuf,
    },
    /// Nothing there, or no bundle.
    #[error("{} is not a bundle: {why}. Give the folder that holds manifest.json, as written by `collect` or `audit`", path.display())]
    NotABundle {
        /// What was given.
        path: PathBuf,
        /// What is missing.
        why: String,
    },
    /// A file differs from the manifest.
    #[error(
        "the bundle at {} is not as it was written:\n{}\nRestore it from a copy, or collect again",
        path.display(),
        listed(differences)
    )]
    Differs {
        /// The bundle.
        path: PathBuf,
        /// Every difference that matters.
        differences: Vec<Difference>,
    },
    /// Written by a newer Consentinel.
    #[error(
        "{} has format {found}, this Consentinel reads up to {known}: update Consentinel to read it",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: String,
        /// The newest version that is known.
        known: String,
    },
    /// A format that is not ours, or too old.
    #[error("{} has format {found}, which this Consentinel cannot read: {hint}", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it says.
        found: String,
        /// What to do.
        hint: String,
    },
    /// JSON that does not hold what it should.
    #[error("{} cannot be read: {why}. Restore it from a copy, or collect again", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Where and what, in the parser's words.
        why: String,
    },
    /// A file name that could leave the bundle or collide in it.
    #[error("`{name}` cannot be a file of a bundle: {why}")]
    Name {
        /// The name.
        name: String,
        /// Why not.
        why: String,
    },
    /// The old bundle was kept, but it now stands under another name.
    #[error(
        "the new bundle could not be put at {}: {source}. The earlier bundle is safe at {}: rename it back",
        path.display(),
        kept.display()
    )]
    Stranded {
        /// Where the bundle belongs.
        path: PathBuf,
        /// Where the old one is.
        kept: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Anything else that the operating system says.
    #[error("cannot {doing} {}: {source}", path.display())]
    Io {
        /// What was tried: `write`, `read`, `create`, …
        doing: &'static str,
        /// With what.
        path: PathBuf,
        /// Its words.
        source: io::Error,
    },
}

impl BundleError {
    /// The error for what the operating system said while `doing` something with `path`.
    pub(super) fn from_io(doing: &'static str, path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::Full { path }
            }
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            io::ErrorKind::PermissionDenied => Self::Permission { path },
            io::ErrorKind::NotADirectory => Self::NotAFolder { path: standing_file(&path) },
            _ => Self::Io { doing, path, source },
        }
    }
}

/// The file that stands in the way on `path`: the first part of it that is no folder.
fn standing_file(path: &Path) -> PathBuf {
    let mut way: Vec<&Path> = path.ancestors().collect();
    way.reverse();
    way.into_iter().find(|part| part.is_file()).unwrap_or(path).to_owned()
}

fn listed(differences: &[Difference]) -> String {
    // Names of files are anybody's: none may command the terminal.
    let shown =
        |line: String| -> String { line.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect() };
    let lines: Vec<String> = differences.iter().map(|difference| shown(format!("  {difference}"))).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_names_the_path_and_what_to_do() {
        use io::ErrorKind::*;
        let path = Path::new("out/bundle");
        for (kind, words) in [
            (StorageFull, "no space left while writing out/bundle: free some space"),
            (QuotaExceeded, "no space left while writing out/bundle: free some space"),
            (FileTooLarge, "no space left while writing out/bundle: free some space"),
            (ReadOnlyFilesystem, "out/bundle is on a read-only file system: choose another folder"),
            (PermissionDenied, "no permission for out/bundle: change its permissions"),
            (NotADirectory, "out/bundle is a file, but a folder is needed there: move it away"),
            (TimedOut, "cannot write out/bundle: timed out"),
        ] {
            let message = BundleError::from_io("write", path, kind.into()).to_string();
            assert!(message.starts_with(words), "{kind:?}: {message}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_device_that_is_full_is_called_full() {
        use io::Write as _;
        let mut full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let source = full.write_all(b"x").unwrap_err();
        let error = BundleError::from_io("write", Path::new("out/bundle"), source);
        assert!(matches!(error, BundleError::Full { .. }), "{error}");
    }
}
