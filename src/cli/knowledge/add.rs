//! All kept lists added to what is known.

use std::fs;

use super::arguments::ImportedArguments;
use super::folder::Folder;
use super::kept::Kept;
use crate::cli::exit::Trouble;
use crate::cli::{output, texts};
use crate::knowledge::Knowledge;
use crate::knowledge::lists::{FilterList, ListRead, read};

/// Adds the user's lists, in the order of their names, unless he wants none.
///
/// # Errors
/// A folder that was named and is not there, and lists that are damaged or refused by now.
pub fn add(knowledge: &mut Knowledge, words: &ImportedArguments) -> Result<(), Trouble> {
    if words.no_imported {
        return Ok(());
    }
    let Some(folder) = Folder::to_read(&words.data)? else { return Ok(()) };
    for name in folder.names()? {
        let kept = folder.read(&name)?;
        let read = quickly(&folder, &kept, knowledge)?;
        knowledge.take_in(read, kept.used());
    }
    Ok(())
}

/// Reads a list, by its compiled form where there is one that fits; one that is missing, damaged or of another version is
/// made again.
fn quickly(folder: &Folder, kept: &Kept, knowledge: &Knowledge) -> Result<ListRead, Trouble> {
    let about = &kept.about;
    if kept.kind.is_filters() {
        let compiled = fs::read(folder.compiled(&about.name)?).unwrap_or_default();
        if let Some(list) = FilterList::from_compiled(&about.name, kept.kind, &about.digest, &compiled) {
            return Ok(list.into());
        }
    }
    let read = read(kept.kind, &about.name, &kept.source(), &knowledge.declarations).map_err(|errors| {
        let refused = texts::refused(&errors).message;
        let name = &about.name;
        Trouble::usage(format!(
            "{refused}\nThe list `{name}` was imported on {} and is refused now: import it again, or `consentinel knowledge \
             remove {name}`; --no-imported works without.",
            about.date
        ))
    })?;
    keep_compiled(folder, kept, &read);
    Ok(read)
}

/// Keeps the compiled form of a filter list. Where that fails it costs time and nothing else.
pub fn keep_compiled(folder: &Folder, kept: &Kept, read: &ListRead) {
    if let (Some(list), Ok(path)) = (read.filters(), folder.compiled(&kept.about.name)) {
        let _ = output::whole_shared(&path, &list.compiled(&kept.about.digest));
    }
}
