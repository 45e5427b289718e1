//! The machine that we run on.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use time::OffsetDateTime;

use super::machine::{BrowserThere, Machine, Room, System, Temporary, Trial};
use crate::browser::chrome::{Flavour, Found};
use crate::cli::conditions;
use crate::cli::environment;
use crate::cli::texts::Texts;

/// How much of a file is read, and how many files of a folder, how deep.
const MOST_BYTES: u64 = 65_536;
const MOST_FILES: usize = 20_000;
const DEEPEST: usize = 6;

/// The machine that we run on.
pub struct Real {
    /// The browser that would be used, or why there is none.
    pub browser: Result<Found, String>,
    /// What came of starting it.
    pub trial: Trial,
}

impl Machine for Real {
    fn system(&self) -> System {
        System::of(std::env::consts::OS, &self.text("/etc/os-release").unwrap_or_default())
    }

    fn about(&self) -> String {
        let release = self.text("/etc/os-release").unwrap_or_default();
        let name = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME=")).unwrap_or_default();
        let kernel = self.text("/proc/sys/kernel/osrelease").unwrap_or_default();
        let (os, processor) = (std::env::consts::OS, std::env::consts::ARCH);
        let parts = [name.trim_matches('"'), os, kernel.trim(), processor];
        parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", ")
    }

    fn text(&self, path: &str) -> Option<String> {
        let mut bytes = Vec::new();
        fs::File::open(path).ok()?.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn exists(&self, path: &str) -> bool {
        Path::new(path).exists()
    }

    fn files(&self, folder: &str) -> Vec<String> {
        let mut found = Vec::new();
        gather(Path::new(folder), DEEPEST, &mut found);
        found
    }

    fn variable(&self, name: &str) -> Option<String> {
        environment::filled(name)
    }

    #[cfg(unix)]
    fn room(&self, path: &str) -> Option<Room> {
        let about = rustix::fs::statvfs(path).ok()?;
        let bytes = |blocks: u64| blocks.saturating_mul(about.f_frsize);
        Some(Room { whole: bytes(about.f_blocks), free: bytes(about.f_bavail) })
    }

    #[cfg(not(unix))]
    fn room(&self, _: &str) -> Option<Room> {
        None
    }

    fn temporary(&self) -> Temporary {
        let folder = std::env::temp_dir();
        let refused = tempfile::tempfile_in(&folder).err().map(|why| why.to_string());
        Temporary { folder: folder.display().to_string(), refused }
    }

    fn is_root(&self) -> bool {
        #[cfg(unix)]
        return rustix::process::geteuid().is_root();
        #[cfg(not(unix))]
        return false;
    }

    #[expect(clippy::disallowed_methods, reason = "cli is the one reader of the calendar clock")]
    fn now(&self) -> i64 {
        OffsetDateTime::now_utc().unix_timestamp()
    }

    fn written(&self) -> Option<i64> {
        let own = std::env::current_exe().ok()?;
        let written: SystemTime = fs::metadata(own).ok()?.modified().ok()?;
        i64::try_from(written.duration_since(UNIX_EPOCH).ok()?.as_secs()).ok()
    }

    fn proxy(&self) -> Option<String> {
        conditions::proxy_in_use()
    }

    fn browser(&self) -> Result<BrowserThere, String> {
        let found = self.browser.as_ref().map_err(Clone::clone)?;
        let flavour = match found.flavour {
            Flavour::Shell => "headless shell",
            Flavour::Full => "full browser",
        };
        let resolved = fs::canonicalize(&found.executable).unwrap_or_else(|_| found.executable.clone());
        Ok(BrowserThere {
            executable: resolved.display().to_string(),
            flavour: flavour.to_owned(),
            helper: helpers(&resolved).iter().any(|helper| is_setuid(helper)),
        })
    }

    fn trial(&self) -> &Trial {
        &self.trial
    }

    fn rules(&self) -> Result<String, String> {
        let texts = Texts::default();
        let knowledge = texts.knowledge().map_err(|trouble| trouble.message)?;
        Ok(format!("{} files, {}", texts.count(), knowledge.digest))
    }
}

fn gather(folder: &Path, deeper: usize, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if found.len() >= MOST_FILES {
            return;
        }
        let path = entry.path();
        if !path.is_dir() {
            found.push(path.display().to_string());
        } else if deeper > 0 {
            gather(&path, deeper - 1, found);
        }
    }
}

/// Where a browser's helper for its sandbox may lie.
fn helpers(executable: &Path) -> [PathBuf; 2] {
    let folder = executable.parent().unwrap_or(Path::new("."));
    [folder.join("chrome-sandbox"), folder.join("chrome_sandbox")]
}

#[cfg(unix)]
fn is_setuid(file: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(file).is_ok_and(|about| about.uid() == 0 && about.mode() & 0o4000 != 0)
}

#[cfg(not(unix))]
fn is_setuid(_: &Path) -> bool {
    false
}
