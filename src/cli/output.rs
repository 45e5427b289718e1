//! The terminal, and files of reports.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::exit::Trouble;

/// Writes to standard output. A reader that went away is not an error: `consentinel … | head` is fine.
pub fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes());
    if !text.ends_with('\n') {
        let _ = out.write_all(b"\n");
    }
    let _ = out.flush();
}

/// Writes a message to standard error.
pub fn complain(text: &str) {
    let mut err = std::io::stderr().lock();
    let _ = writeln!(err, "consentinel: {text}");
}

/// Writes what is under way to standard error.
#[cfg(feature = "chrome")]
pub fn progress(text: &str) {
    let mut err = std::io::stderr().lock();
    let _ = writeln!(err, "{text}");
}

/// Writes a file so that it is there whole or not at all.
///
/// # Errors
/// The path with the system's reason and what to do.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    whole(path, bytes).map_err(|why| {
        Trouble::incomplete(format!("cannot write {}: {why}. Choose another folder with --output.", path.display()))
    })
}

/// As [`write_whole`], with the system's own reason.
///
/// # Errors
/// What the system says.
pub fn whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|failed| failed.error)?;
    Ok(())
}
