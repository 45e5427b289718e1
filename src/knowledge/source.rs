//! YAML texts, where they came from, and errors that point into them, as the room [`crate::yaml`] has them.

pub use crate::yaml::{SourceError, SourceText};

/// The newest day on which one of these texts says that it was checked, `YYYY-MM-DD`; empty if none does.
pub(super) fn newest_date<'a>(texts: impl IntoIterator<Item = &'a SourceText>) -> String {
    let date = |text: &'a SourceText| text.text.lines().find_map(|line| line.strip_prefix("date:"));
    let dates = texts.into_iter().filter_map(date).map(|date| date.trim().trim_matches(['"', '\'']));
    dates.max().unwrap_or_default().to_owned()
}
