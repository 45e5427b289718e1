//! `consentinel knowledge import`: a text that is read, checked and kept.

use std::fs;
use std::io::Read;
use std::path::Path;

use time::macros::format_description;

use super::arguments::ImportArguments;
use super::folder::{self, Folder};
use super::kept::Kept;
use super::{add, tell};
use crate::cli::exit::{Exit, Trouble};
use crate::cli::{output, texts};
use crate::knowledge::DeclarationWords;
use crate::knowledge::lists::{ListKind, ListRead, read};
use crate::report::clean;
use crate::yaml::SourceText;

/// Longest list, bytes: the longest that are published have ten million.
pub const LONGEST_LIST: u64 = 64 * 1024 * 1024;

/// Runs the command.
///
/// # Errors
/// A file that cannot be read or is no such list, with file, line and caret; a folder that cannot be written.
pub fn run(words: &ImportArguments) -> Result<Exit, Trouble> {
    let kind = ListKind::from(words.from);
    let name = words.name.as_deref().unwrap_or(kind.word());
    if let Some(fault) = folder::fault(name) {
        return Err(Trouble::usage(format!("--name: {fault}")));
    }
    let folder = Folder::of(&words.data)?;
    let before = folder.peek(name);
    same_kind(before.as_ref(), kind).map_err(|why| {
        Trouble::usage(format!(
            "{why}: keep this one by another --name, or `consentinel knowledge remove {name}` first"
        ))
    })?;
    let path = words.file.display().to_string();
    let text = text_of(&path, file(&words.file)?)?;
    let source = words.file.file_name().map_or(path.clone(), |name| name.to_string_lossy().into_owned());
    let kept = Kept::new(name, kind, &source, text, &today());
    let (kept, read) = check(kept, &path, before.as_ref(), &super::built_in_words()?)?;
    keep(&folder, &kept, &read)?;
    let replaced = match before {
        Some(before) if before.about.digest == kept.about.digest => {
            format!("\nIt is the text that was kept already, since {}.", clean(&before.about.date))
        }
        Some(before) => format!("\nIt takes the place of {}.", tell::copy(&before)),
        None => String::new(),
    };
    output::say(&format!("{}{replaced}", tell::taken_in(&kept, &read)));
    Ok(Exit::Clean)
}

/// Whether a list may take the place of the one that is kept: one of another kind would be lost unseen.
///
/// # Errors
/// What is kept.
pub fn same_kind(before: Option<&Kept>, kind: ListKind) -> Result<(), String> {
    match before.filter(|before| before.kind != kind) {
        None => Ok(()),
        Some(before) => {
            let name = &before.about.name;
            Err(format!("`{name}` is kept as {}, which {} does not replace", tell::copy(before), kind.title()))
        }
    }
}

/// Reads and checks a list before it is kept. The day of a text that is kept already stays.
///
/// # Errors
/// Whatever makes it no such list, with file, line and caret; `path` is how messages call it.
pub fn check(
    mut kept: Kept,
    path: &str,
    before: Option<&Kept>,
    words: &DeclarationWords,
) -> Result<(Kept, ListRead), Trouble> {
    let text = SourceText { path: path.to_owned(), text: kept.text.clone() };
    let read = read(kept.kind, &kept.about.name, &text, words).map_err(|errors| texts::refused(&errors))?;
    kept.about.entries = read.entries;
    kept.about.passed_over = read.passed_over.len();
    if let Some(same) = before.filter(|before| before.about.digest == kept.about.digest) {
        kept.about.date.clone_from(&same.about.date);
    }
    Ok((kept, read))
}

/// Keeps a list and its compiled form.
///
/// # Errors
/// A folder that cannot be written.
pub fn keep(folder: &Folder, kept: &Kept, read: &ListRead) -> Result<(), Trouble> {
    folder.keep(kept)?;
    add::keep_compiled(folder, kept, read);
    Ok(())
}

fn file(path: &Path) -> Result<Vec<u8>, Trouble> {
    let trouble = |why: String| Trouble::usage(format!("{}: {why}", path.display()));
    let file = fs::File::open(path).map_err(|why| trouble(why.to_string()))?;
    let mut bytes = Vec::new();
    file.take(LONGEST_LIST + 1).read_to_end(&mut bytes).map_err(|why| trouble(why.to_string()))?;
    if bytes.len() as u64 > LONGEST_LIST {
        return Err(trouble(format!("longer than {} MiB: this is no list that is published", LONGEST_LIST >> 20)));
    }
    Ok(bytes)
}

/// Bytes as text; `path` is how messages call them.
///
/// # Errors
/// Bytes that are not UTF-8, with the line.
pub fn text_of(path: &str, bytes: Vec<u8>) -> Result<String, Trouble> {
    String::from_utf8(bytes).map_err(|why| {
        let good = why.utf8_error().valid_up_to();
        let line = why.as_bytes()[..good].iter().filter(|byte| **byte == b'\n').count() + 1;
        Trouble::usage(format!("{path}:{line}: not UTF-8; save it as UTF-8"))
    })
}

/// Today, `YYYY-MM-DD` in UTC.
#[expect(clippy::disallowed_methods, reason = "cli is the one reader of the calendar clock")]
pub fn today() -> String {
    let form = format_description!("[year]-[month]-[day]");
    time::OffsetDateTime::now_utc().format(form).unwrap_or_default()
}
