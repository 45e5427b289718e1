//! The terminal, and files of reports.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::environment;
use super::exit::Trouble;
use crate::report::{Format, is_unsafe, unarmed_text};

/// Writes to standard output. A reader that went away is not an error: `consentinel … | head` is fine.
pub fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes());
    if !text.ends_with('\n') {
        let _ = out.write_all(b"\n");
    }
    let _ = out.flush();
}

/// Writes what a command printed in a format.
pub fn say_in(format: Format, text: String) {
    say(&for_runner(format, text));
}

/// A text in a format as standard output may have it: for people, and where GitHub's runner reads along, no line commands
/// it, whatever a page wrote. What programs read stays as it is.
pub fn for_runner(format: Format, text: String) -> String {
    let for_people = matches!(format, Format::Terminal | Format::Markdown);
    if for_people && environment::is_filled("GITHUB_ACTIONS") { unarmed_text(&text) } else { text }
}

/// Writes a message to standard error. It may quote lists, files and servers: what would command a terminal is shown.
pub fn complain(text: &str) {
    let mut err = std::io::stderr().lock();
    let _ = writeln!(err, "{}", harmless(&format!("consentinel: {text}")));
}

/// The text as standard error may have it, for people: [`unarmed`], and where GitHub's runner reads along no line commands it.
pub fn harmless(text: &str) -> String {
    for_runner(Format::Terminal, unarmed(text)).trim_end_matches('\n').to_owned()
}

/// The text with a sign for each character that commands, reorders or hides; lines and columns stay, for carets point
/// at them.
pub fn unarmed(text: &str) -> String {
    let shown = |c: char| if is_unsafe(c) && !matches!(c, '\n' | '\t') { char::REPLACEMENT_CHARACTER } else { c };
    text.chars().map(shown).collect()
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

/// As [`write_whole`], with the system's own reason. Nobody but the user can read the file.
///
/// # Errors
/// What the system says.
pub fn whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    placed(path, bytes, &tempfile::Builder::new(), None)
}

/// As [`whole`], for files of a folder that several users may share: a file that is replaced keeps who may read it, a new
/// one follows the user's mask.
///
/// # Errors
/// What the system says.
pub fn whole_shared(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let before = fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|about| about.permissions());
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    placed(path, bytes, &builder, before)
}

/// Writes a file that is not there yet.
///
/// # Errors
/// What the system says; also that there is such a file.
pub fn new_file(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    fs::File::create_new(path)?.write_all(bytes)
}

fn placed(
    path: &Path,
    bytes: &[u8],
    builder: &tempfile::Builder<'_, '_>,
    permissions: Option<fs::Permissions>,
) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    file.persist(path).map_err(|failed| failed.error)?;
    Ok(())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn shared_files_follow_the_mask_and_keep_who_may_read_them() {
        let root = tempfile::tempdir().unwrap();
        let plain = root.path().join("plain");
        fs::write(&plain, "as programs do").unwrap();
        let shared = root.path().join("below/shared");
        whole_shared(&shared, b"one").unwrap();
        assert_eq!(mode(&shared), mode(&plain));
        for kept in [0o640, 0o600, 0o664, 0o440] {
            fs::set_permissions(&shared, fs::Permissions::from_mode(kept)).unwrap();
            whole_shared(&shared, b"two").unwrap();
            assert_eq!((mode(&shared), fs::read(&shared).unwrap()), (kept, b"two".to_vec()), "{kept:o}");
        }
    }

    #[test]
    fn other_files_are_the_users_alone() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("report.json");
        whole(&path, b"one").unwrap();
        assert_eq!(mode(&path), 0o600);
    }
}
