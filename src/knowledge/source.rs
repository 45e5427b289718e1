//! YAML texts, where they came from, and errors that point into them, as the room [`crate::yaml`] has them.

pub use crate::yaml::{SourceError, SourceText, digest};

/// The newest day on which one of these texts says that it was checked, `YYYY-MM-DD`; empty if none does.
pub(super) fn newest_date(texts: &[SourceText]) -> String {
    let dates = texts.iter().filter_map(|text| text.text.lines().find_map(|line| line.strip_prefix("date:")));
    dates.map(|date| date.trim().trim_matches(['"', '\''])).max().unwrap_or_default().to_owned()
}
