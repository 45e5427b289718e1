//! Errors that point into a text.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::{Deserialize, Serialize};
use serde_yaml::{Location, Spanned};

use super::text::SourceText;

/// Why a text was refused: where and what to do, ready to print.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{rendered}")]
pub struct SourceError {
    /// Path of the text.
    pub path: String,
    /// Line, counted from 1; 0 if the whole text is meant.
    pub line: u64,
    /// The message with snippet and caret.
    pub rendered: String,
}

/// Where in a text something stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Place {
    /// Nowhere in particular.
    #[default]
    Whole,
    /// These bytes of the text. A range outside of the text is cut to it.
    Bytes(Range<usize>),
}

impl From<Range<usize>> for Place {
    fn from(bytes: Range<usize>) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<Option<Range<usize>>> for Place {
    fn from(bytes: Option<Range<usize>>) -> Self {
        bytes.map_or(Self::Whole, Self::Bytes)
    }
}

impl From<Location> for Place {
    fn from(location: Location) -> Self {
        let span = location.span();
        let whole = |at: Option<u64>| at.and_then(|at| usize::try_from(at).ok());
        match (whole(span.byte_offset()), whole(span.byte_len())) {
            (Some(start), Some(length)) if location != Location::UNKNOWN => {
                Self::Bytes(start..start.saturating_add(length))
            }
            (Some(start), None) if location != Location::UNKNOWN => Self::Bytes(start..start),
            _ => Self::Whole,
        }
    }
}

impl<T> From<&Spanned<T>> for Place {
    fn from(spanned: &Spanned<T>) -> Self {
        spanned.referenced.into()
    }
}

impl SourceError {
    /// An error at a place of a text, with snippet and caret. `help` says what to do; leave it empty if the message
    /// says it already.
    pub fn at(text: &SourceText, place: impl Into<Place>, message: &str, help: &str) -> Self {
        let Place::Bytes(bytes) = place.into() else {
            return Self::whole(&text.path, message, help);
        };
        let bytes = visible_range(&text.text, bytes);
        let line = text.text.as_bytes()[..bytes.start].iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
        let snippet = Snippet::source(&text.text)
            .path(&text.path)
            .line_start(1)
            .annotation(AnnotationKind::Primary.span(bytes).label(""));
        let mut group = Level::ERROR.primary_title(message).element(snippet);
        if !help.is_empty() {
            group = group.element(Level::HELP.message(help));
        }
        let rendered = Renderer::plain().render(&[group]);
        Self { path: text.path.clone(), line, rendered }
    }

    /// An error that concerns a text as a whole.
    pub fn whole(path: &str, message: &str, help: &str) -> Self {
        let mut rendered = format!("error: {message}\n --> {path}");
        if !help.is_empty() {
            rendered.push_str("\n  = help: ");
            rendered.push_str(help);
        }
        Self { path: path.to_owned(), line: 0, rendered }
    }
}

/// Cuts a range to the text, to whole characters and to its first line, so that the caret stays short.
fn visible_range(text: &str, bytes: Range<usize>) -> Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(bytes.start);
    let end = floor(bytes.end.max(start)).max(start);
    let line_end = text[start..].find(['\n', '\r']).map_or(text.len(), |at| start + at);
    start..end.min(line_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> SourceText {
        SourceText { path: "cmps/x.yaml".into(), text: words.into() }
    }

    #[test]
    fn a_caret_stands_below_what_is_meant() {
        let error = SourceError::at(&text("id: x\ndate: yesterday\n"), 12..21, "not a date", "write it as 2026-01-31");
        assert_eq!(error.line, 2);
        assert!(error.rendered.contains("cmps/x.yaml:2:7"), "{}", error.rendered);
        assert!(error.rendered.contains("^^^^^^^^^"), "{}", error.rendered);
        assert!(error.rendered.contains("help: write it as 2026-01-31"), "{}", error.rendered);
    }

    #[test]
    fn ranges_out_of_the_text_and_within_characters_are_cut() {
        for range in [0..99, 50..60, 1..2] {
            let error = SourceError::at(&text("é: ü\n"), range, "odd", "");
            assert!(error.rendered.contains("error: odd"), "{}", error.rendered);
        }
        assert_eq!(SourceError::at(&text(""), 0..0, "empty", "").line, 1);
    }
}
