//! Rules and knowledge as texts: built in, and from the user's folders.

use std::fs;
use std::path::{Path, PathBuf};

use rust_embed::Embed;

use super::exit::Trouble;
use crate::yaml::{SourceError, SourceText};

/// The folder `rules/`, embedded.
#[derive(Embed)]
#[folder = "rules/"]
struct BuiltIn;

/// The folders of `rules/`, one for each kind of text.
const KINDS: [&str; 9] =
    ["checks", "profiles", "cmps", "cookies", "trackers", "owners", "phrases", "legal", "declarations"];

/// Every built-in text, with the user's folders behind it. A text of the user has his path in messages, and its
/// kind by the last of the known folder names in it.
///
/// # Errors
/// A folder that cannot be read or holds a text that is not UTF-8.
pub fn load(folders: &[PathBuf]) -> Result<Vec<SourceText>, Trouble> {
    let mut texts = built_in();
    for folder in folders {
        if !folder.is_dir() {
            return Err(Trouble::usage(format!("--rules {}: there is no such folder", folder.display())));
        }
        gather(folder, folder, &mut texts)?;
    }
    Ok(texts)
}

/// The texts that the program carries.
pub fn built_in() -> Vec<SourceText> {
    let mut paths: Vec<String> =
        BuiltIn::iter().map(|path| path.into_owned()).filter(|path| path.ends_with(".yaml")).collect();
    paths.sort();
    let text = |path: String| {
        let file = BuiltIn::get(&path)?;
        Some(SourceText { text: String::from_utf8_lossy(&file.data).into_owned(), path })
    };
    paths.into_iter().filter_map(text).collect()
}

/// One text of the user's.
///
/// # Errors
/// A file that cannot be read or is not UTF-8.
pub fn read(path: &Path) -> Result<SourceText, Trouble> {
    let bytes = fs::read(path).map_err(|why| Trouble::usage(format!("{}: {why}", path.display())))?;
    let text = String::from_utf8(bytes).map_err(|why| {
        let place = why.utf8_error().valid_up_to();
        Trouble::usage(format!("{}: not UTF-8 from byte {place} on; save it as UTF-8", path.display()))
    })?;
    Ok(SourceText { path: path.display().to_string(), text })
}

fn gather(root: &Path, folder: &Path, texts: &mut Vec<SourceText>) -> Result<(), Trouble> {
    let entries = fs::read_dir(folder).map_err(|why| Trouble::usage(format!("{}: {why}", folder.display())))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            gather(root, &path, texts)?;
        } else if path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml") {
            let mut text = read(&path)?;
            let below = path.strip_prefix(root).unwrap_or(&path);
            let place = below.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            if !KINDS.iter().any(|kind| place.starts_with(&format!("{kind}/"))) {
                let kinds = KINDS.join(", ");
                return Err(Trouble::usage(format!(
                    "{}: nobody would read it there. Below --rules {} it belongs into one of these folders: {kinds}",
                    path.display(),
                    root.display()
                )));
            }
            text.path = place;
            texts.push(text);
        }
    }
    Ok(())
}

/// All refusals, ready to print, as one trouble.
pub fn refused(errors: &[SourceError]) -> Trouble {
    let all: Vec<String> = errors.iter().map(ToString::to_string).collect();
    Trouble::usage(all.join("\n\n"))
}
