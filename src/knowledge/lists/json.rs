//! JSON texts whose parts know where they stand.

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::place::Lines;
use crate::yaml::{SourceError, SourceText};

/// A JSON text, to be read part by part.
pub(super) struct Json<'t> {
    text: &'t SourceText,
    lines: Lines,
}

impl<'t> Json<'t> {
    pub(super) fn of(text: &'t SourceText) -> Self {
        Self { text, lines: Lines::of(&text.text) }
    }

    /// The whole text, without the mark that some editors begin files with.
    pub(super) fn whole(&self) -> &'t str {
        self.text.text.trim_start_matches('\u{feff}')
    }

    /// Reads a part of the text, as [`RawValue::get`] gives it, or the whole.
    ///
    /// # Errors
    /// What is wrong, where it stands.
    pub(super) fn read<T: serde::Deserialize<'t>>(&self, part: &'t str, help: &str) -> Result<T, SourceError> {
        serde_json::from_str(part).map_err(|why| {
            let place = self.start(part) + byte_of(part, &why);
            let message = why.to_string();
            let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
            SourceError::at(self.text, place..place, message, help)
        })
    }

    /// Reads one entry of somebody else's list; one that is of another form must not spoil the others.
    ///
    /// # Errors
    /// Why it cannot be read, for people.
    pub(super) fn try_part<T: serde::Deserialize<'t>>(&self, part: &'t RawValue) -> Result<T, String> {
        serde_json::from_str(part.get()).map_err(|why| {
            let why = why.to_string();
            let why = why.rsplit_once(" at line ").map_or(why.as_str(), |(why, _)| why);
            format!("it cannot be read: {why}")
        })
    }

    /// Reads a part that may be of another form.
    pub(super) fn try_read<T: DeserializeOwned>(part: &RawValue) -> Option<T> {
        serde_json::from_str(part.get()).ok()
    }

    /// The line of a part.
    pub(super) fn line(&self, part: &RawValue) -> usize {
        self.lines.at(self.start(part.get()))
    }

    /// Where a part of the text begins. Parts are slices of it.
    fn start(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.text.text.as_ptr() as usize).min(self.text.text.len())
    }
}

/// The byte of a part that an error means.
fn byte_of(part: &str, why: &serde_json::Error) -> usize {
    let above: usize = part.split_inclusive('\n').take(why.line().saturating_sub(1)).map(str::len).sum();
    (above + why.column().saturating_sub(1)).min(part.len())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn parts_and_faults_stand_where_they_stand_in_the_text() {
        let words = "\u{feff}{\n  \"a\": {\"n\": 1},\n  \"b\": {\"n\": true}\n}";
        let text = SourceText { path: "a.json".into(), text: words.into() };
        let json = Json::of(&text);
        let parts: BTreeMap<String, &RawValue> = json.read(json.whole(), "").unwrap();
        assert_eq!(json.line(parts["b"]), 3);
        let fault = json.read::<BTreeMap<String, u8>>(parts["b"].get(), "write a number").unwrap_err();
        assert!(fault.rendered.contains("a.json:3:"), "{fault}");
        assert!(fault.rendered.contains("write a number") && fault.rendered.contains('^'), "{fault}");
        assert!(Json::try_read::<Vec<u8>>(parts["a"]).is_none());
        let broken = SourceText { path: "a.json".into(), text: "{\n \"a\": [1,]}".into() };
        let json = Json::of(&broken);
        assert_eq!(json.read::<serde_json::Value>(json.whole(), "").unwrap_err().line, 2);
    }
}
