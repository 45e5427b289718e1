//! Finding a Chrome that is installed. Nothing is ever downloaded.

use std::env::split_paths;
use std::ffi::OsString;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::super::Fault;

/// Which kind of Chrome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// `chrome-headless-shell`: starts in a fifth of the time and needs a third of the processor.
    Shell,
    /// Chrome or Chromium as people use it, in its headless mode.
    Full,
}

/// What the user asked for.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// An executable that was named (`--chrome` or `CHROME`). If it is wrong that is an error; nothing else is tried.
    pub explicit: Option<PathBuf>,
    /// The kind to look for; the shell before the full browser if none is named.
    pub flavour: Option<Flavour>,
    /// The search path (`PATH`).
    pub path: Option<OsString>,
}

/// An executable that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What to start.
    pub executable: PathBuf,
    /// Its kind, as its name tells.
    pub flavour: Flavour,
}

const SHELL_NAMES: [&str; 3] = ["chrome-headless-shell", "chromium-headless-shell", "headless_shell"];
const FULL_NAMES: [&str; 5] = ["google-chrome", "google-chrome-stable", "chrome", "chromium", "chromium-browser"];

const SHELL_PLACES: [&str; 3] = [
    "/usr/lib/chromium/chromium-headless-shell",
    "/usr/lib64/chromium-browser/headless_shell",
    "/opt/chrome-headless-shell/chrome-headless-shell",
];
const FULL_PLACES: [&str; 8] = [
    "/opt/google/chrome/chrome",
    "/usr/lib/chromium/chromium",
    "/usr/lib64/chromium-browser/chromium-browser",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
];

/// Scripts in the search path and the program that they start. The program is started itself: a script without
/// `exec` would take the blow when the browser is to be ended.
const WRAPPED: [(&str, &str); 2] = [
    ("chromium-headless-shell", "/usr/lib/chromium/chromium-headless-shell"),
    ("chromium", "/usr/lib/chromium/chromium"),
];

const ADVICE: &str = "no Chrome or Chromium was found. Install one:
  Debian           apt install chromium-headless-shell   (or: chromium)
  Ubuntu           Google Chrome's package from https://www.google.com/chrome/; the chromium of Ubuntu is a snap
  Fedora           dnf install chromium-headless         (or: chromium)
  Alpine           apk add chromium
  Arch             pacman -S chromium
  macOS            brew install --cask google-chrome
  Windows          winget install Google.Chrome
or name one with --chrome PATH or the variable CHROME. `consentinel doctor` tells more";

/// Finds the executable that `wish` asks for.
///
/// # Errors
/// [`Fault::NoBrowser`] with what to do about it.
pub fn find(wish: &Wish) -> Result<Found, Fault> {
    if let Some(explicit) = &wish.explicit {
        return named(explicit, wish);
    }
    let order: &[Flavour] = match wish.flavour {
        None => &[Flavour::Shell, Flavour::Full],
        Some(Flavour::Shell) => &[Flavour::Shell],
        Some(Flavour::Full) => &[Flavour::Full],
    };
    for flavour in order {
        if let Some(executable) = in_path(*flavour, wish).or_else(|| in_places(*flavour)) {
            return Ok(Found { executable: unwrapped(&executable), flavour: *flavour });
        }
    }
    // The crate also asks the Windows registry. It looks in its own process's search path, so only where we have one.
    if wish.path.is_some()
        && wish.flavour != Some(Flavour::Shell)
        && let Ok(executable) = headless_chrome::browser::default_executable()
    {
        return Ok(Found { flavour: by_name(&executable), executable: unwrapped(&executable) });
    }
    let missing = match wish.flavour {
        Some(Flavour::Shell) => "a headless shell was asked for; ",
        Some(Flavour::Full) => "a full browser was asked for; ",
        None => "",
    };
    Err(Fault::NoBrowser(format!("{missing}{ADVICE}")))
}

fn named(explicit: &Path, wish: &Wish) -> Result<Found, Fault> {
    let executable = if explicit.components().count() == 1 && !explicit.exists() {
        look_up(explicit.as_os_str(), wish).unwrap_or_else(|| explicit.to_path_buf())
    } else {
        explicit.to_path_buf()
    };
    let told = executable.display();
    let wrong = match fs::metadata(&executable) {
        Err(error) => Some(format!("the browser that was named cannot be used: {told}: {error}")),
        Ok(meta) if meta.is_dir() => Some(format!("the browser that was named is a folder: {told}")),
        Ok(_) if !is_executable(&executable) => Some(format!("the browser that was named may not be executed: {told}")),
        Ok(_) => None,
    };
    if let Some(wrong) = wrong {
        return Err(Fault::NoBrowser(format!("{wrong}. Nothing else is tried when one is named")));
    }
    let flavour = by_name(&executable);
    if wish.flavour.is_some_and(|wished| wished != flavour) {
        let is = if flavour == Flavour::Shell { "a headless shell" } else { "a full browser" };
        return Err(Fault::NoBrowser(format!("{told} is {is}, and the other kind was asked for")));
    }
    Ok(Found { executable: unwrapped(&executable), flavour })
}

fn by_name(executable: &Path) -> Flavour {
    let name = executable.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    if name.contains("headless-shell") || name.contains("headless_shell") { Flavour::Shell } else { Flavour::Full }
}

fn in_path(flavour: Flavour, wish: &Wish) -> Option<PathBuf> {
    let names: &[&str] = if flavour == Flavour::Shell { &SHELL_NAMES } else { &FULL_NAMES };
    names.iter().find_map(|name| look_up(name.as_ref(), wish))
}

fn look_up(name: &std::ffi::OsStr, wish: &Wish) -> Option<PathBuf> {
    let path = wish.path.as_ref()?;
    split_paths(path)
        .filter(|folder| !folder.as_os_str().is_empty())
        .flat_map(|folder| [folder.join(name), folder.join(name).with_extension("exe")])
        .find(|file| is_executable(file))
}

fn in_places(flavour: Flavour) -> Option<PathBuf> {
    let places: &[&str] = if flavour == Flavour::Shell { &SHELL_PLACES } else { &FULL_PLACES };
    places.iter().map(PathBuf::from).find(|file| is_executable(file))
}

#[cfg(unix)]
fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(file).is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(file: &Path) -> bool {
    file.is_file()
}

fn unwrapped(executable: &Path) -> PathBuf {
    let name = executable.file_name().unwrap_or_default();
    WRAPPED
        .iter()
        .find(|(wrapper, _)| name == *wrapper)
        .map(|(_, program)| PathBuf::from(program))
        .filter(|program| is_script(executable) && is_executable(program))
        .unwrap_or_else(|| executable.to_path_buf())
}

fn is_script(file: &Path) -> bool {
    let mut head = [0; 2];
    fs::File::open(file).and_then(|mut file| file.read_exact(&mut head)).is_ok() && &head == b"#!"
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used, reason = "helpers of tests stand outside of test functions")]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn program(folder: &Path, name: &str) -> PathBuf {
        let file = folder.join(name);
        fs::write(&file, "\x7fELF").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        file
    }

    fn wish(folders: &[&Path]) -> Wish {
        Wish { path: Some(std::env::join_paths(folders).unwrap()), ..Wish::default() }
    }

    #[test]
    fn a_wrong_explicit_path_is_an_error_that_says_so() {
        let folder = tempfile::tempdir().unwrap();
        program(folder.path(), "chrome-headless-shell");
        let explicit = Some(folder.path().join("no-such-chrome"));
        let fault = find(&Wish { explicit, ..wish(&[folder.path()]) }).unwrap_err().to_string();
        assert!(fault.contains("no-such-chrome") && fault.contains("Nothing else is tried"), "{fault}");
    }

    #[test]
    fn a_file_that_may_not_be_executed_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("chrome");
        fs::write(&file, "text").unwrap();
        let fault = find(&Wish { explicit: Some(file), ..Wish::default() }).unwrap_err().to_string();
        assert!(fault.contains("may not be executed"), "{fault}");
        let folder_named = find(&Wish { explicit: Some(folder.path().into()), ..Wish::default() }).unwrap_err();
        assert!(folder_named.to_string().contains("is a folder"), "{folder_named}");
    }

    #[test]
    fn the_shell_comes_before_the_full_browser_unless_asked_otherwise() {
        let folder = tempfile::tempdir().unwrap();
        let full = program(folder.path(), "google-chrome");
        let shell = program(folder.path(), "chrome-headless-shell");
        let mut wish = wish(&[folder.path()]);
        assert_eq!(find(&wish), Ok(Found { executable: shell, flavour: Flavour::Shell }));
        wish.flavour = Some(Flavour::Full);
        assert_eq!(find(&wish), Ok(Found { executable: full, flavour: Flavour::Full }));
    }

    #[test]
    fn an_explicit_name_is_looked_up_and_its_kind_must_fit() {
        let folder = tempfile::tempdir().unwrap();
        let full = program(folder.path(), "google-chrome");
        let named = Wish { explicit: Some("google-chrome".into()), ..wish(&[folder.path()]) };
        assert_eq!(find(&named), Ok(Found { executable: full, flavour: Flavour::Full }));
        let other = Wish { flavour: Some(Flavour::Shell), ..named };
        assert!(find(&other).unwrap_err().to_string().contains("is a full browser"));
    }

    #[test]
    fn a_script_is_told_from_a_program() {
        let folder = tempfile::tempdir().unwrap();
        let file = program(folder.path(), "chromium");
        assert!(!is_script(&file));
        fs::write(&file, "#!/bin/sh\n").unwrap();
        assert!(is_script(&file));
    }
}
