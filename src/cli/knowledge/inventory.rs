//! The inventory that a configuration names: read as it stands, and kept nowhere.

use std::path::Path;

use time::macros::format_description;

use super::kept::Kept;
use crate::cli::exit::Trouble;
use crate::cli::texts;
use crate::knowledge::Knowledge;
use crate::knowledge::lists::{ListKind, read};

/// Name under which reports state it.
const NAME: &str = "inventory";

/// Adds the user's inventory of cookies to what is known.
///
/// # Errors
/// A file that cannot be read or is no inventory, with file, line and caret.
pub fn take_in(knowledge: &mut Knowledge, path: &Path) -> Result<(), Trouble> {
    let kind = ListKind::CookieInventory;
    let text = texts::read(path)?;
    let listed = read(kind, NAME, &text, &knowledge.declarations).map_err(|errors| texts::refused(&errors))?;
    let kept = Kept::new(NAME, kind, &text.path, text.text, &day_of(path));
    knowledge.take_in(listed, kept.used());
    Ok(())
}

/// The day on which the file was last changed; empty where the system does not tell.
fn day_of(path: &Path) -> String {
    let changed = std::fs::metadata(path).and_then(|about| about.modified()).ok();
    let day = changed.map(|at| time::OffsetDateTime::from(at).format(format_description!("[year]-[month]-[day]")));
    day.and_then(Result::ok).unwrap_or_default()
}
