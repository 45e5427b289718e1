//! What every entry of knowledge has: an id that is its file's name, sources, the date on which it was checked.

use time::Date;
use time::macros::format_description;

use crate::yaml::{SourceError, SourceText, locate};

/// Holds that the id is the file's name, so that an entry is found by either.
pub(super) fn check_id(text: &SourceText, id: &str) -> Result<(), SourceError> {
    if id == text.stem() {
        return Ok(());
    }
    let message = format!("the id `{id}` differs from the file's name `{}`", text.stem());
    Err(SourceError::at(text, locate(&text.text, "id"), &message, "rename the file or the id"))
}

/// Holds that a vendor's id is the file's name, so that its cookies and its hosts are found by either.
pub(super) fn check_vendor(text: &SourceText, vendor: &str) -> Result<(), SourceError> {
    if vendor == text.stem() {
        return Ok(());
    }
    let message = format!("the vendor `{vendor}` differs from the file's name `{}`", text.stem());
    Err(SourceError::at(text, locate(&text.text, "vendor"), &message, "rename the file or the vendor"))
}

/// Holds that a date is a day of the calendar, written `YYYY-MM-DD`; `path` says where it stands.
pub(super) fn check_date(text: &SourceText, path: &str, date: &str) -> Result<(), SourceError> {
    let form = format_description!("[year]-[month]-[day]");
    if date.len() == 10 && Date::parse(date, form).is_ok() {
        return Ok(());
    }
    let message = format!("`{date}` is not a date");
    Err(SourceError::at(text, locate(&text.text, path), &message, "write it as \"2026-01-31\""))
}

/// Holds that an entry says where its facts are from.
pub(super) fn check_sources(text: &SourceText, sources: &[String]) -> Result<(), SourceError> {
    if sources.iter().any(|source| !source.trim().is_empty()) {
        return Ok(());
    }
    let help = "name at least one page or file that the facts were read in";
    Err(SourceError::at(text, locate(&text.text, "sources"), "no source is named", help))
}

/// Whether these are two capital letters, as countries are written (ISO 3166-1).
pub fn is_country(written: &str) -> bool {
    written.len() == 2 && written.bytes().all(|letter| letter.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> SourceText {
        SourceText { path: "cmps/klaro.yaml".into(), text: "id: klaro\ndate: '2026-13-01'\nsources: []\n".into() }
    }

    #[test]
    fn ids_dates_and_sources_are_held() {
        assert!(check_id(&text(), "klaro").is_ok());
        assert_eq!(check_id(&text(), "klaus").unwrap_err().line, 1);
        assert!(check_date(&text(), "date", "2026-11-25").is_ok());
        for wrong in ["2026-13-01", "2026-02-30", "26-01-01", "2026-1-1", "yesterday", "", "2026-01-01 "] {
            assert_eq!(check_date(&text(), "date", wrong).unwrap_err().line, 2, "{wrong}");
        }
        assert_eq!(check_sources(&text(), &[" ".into()]).unwrap_err().line, 3);
    }
}
