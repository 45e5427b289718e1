//! Tables of separated values, each field with its place. Quotes and separators are as RFC 4180 and spreadsheets have
//! them: a comma, a semicolon or a tab, whichever the first line has most of, or what a first line such as `sep=;` names.

use std::ops::Range;

use crate::yaml::{SourceError, SourceText};

/// One field, without its quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) value: String,
    /// Bytes of the text, quotes included.
    pub(super) place: Range<usize>,
}

/// One record that is not empty, with the byte that it begins at.
pub(super) type Record = Vec<Field>;

/// Reads all records; lines without any text are none.
///
/// # Errors
/// A quote that is never closed, and text behind a closed one.
pub(super) fn records(text: &SourceText) -> Result<Vec<Record>, SourceError> {
    let words = &text.text;
    let at = words.len() - words.trim_start_matches('\u{feff}').len();
    let mut reader = match named_separator(words.get(at..).unwrap_or_default()) {
        Some((separator, length)) => Reader { words, separator, at: at + length },
        None => Reader { words, separator: separator(words), at },
    };
    let mut records = Vec::new();
    while reader.at < words.len() {
        let record = reader.record().map_err(|(place, message, help)| SourceError::at(text, place, message, help))?;
        if record.iter().any(|field| !field.value.trim().is_empty()) {
            records.push(record);
        }
    }
    Ok(records)
}

/// What the first line names, as some spreadsheets write it, and how long that line is.
fn named_separator(words: &str) -> Option<(char, usize)> {
    let line = words.split_inclusive('\n').next()?;
    let bare = line.trim_end_matches(['\r', '\n']);
    let bare = bare.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')).unwrap_or(bare);
    let (key, value) = bare.split_once('=')?;
    let separator = value.chars().next().filter(|separator| matches!(separator, ',' | ';' | '\t' | '|'))?;
    (key.eq_ignore_ascii_case("sep") && value.chars().count() == 1).then_some((separator, line.len()))
}

fn separator(words: &str) -> char {
    let first = words.lines().map(|line| line.trim_start_matches('\u{feff}')).find(|line| !line.trim().is_empty());
    let first = first.unwrap_or_default();
    let count = |separator: char| first.matches(separator).count();
    [';', '\t'].into_iter().fold(',', |best, other| if count(other) > count(best) { other } else { best })
}

type Fault = (Range<usize>, &'static str, &'static str);

struct Reader<'t> {
    words: &'t str,
    separator: char,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.words.get(self.at..).unwrap_or_default()
    }

    fn record(&mut self) -> Result<Record, Fault> {
        let mut record = Vec::new();
        loop {
            record.push(self.field()?);
            match self.rest().chars().next() {
                Some(c) if c == self.separator => self.at += c.len_utf8(),
                Some('\r') if self.rest().starts_with("\r\n") => {
                    self.at += 2;
                    return Ok(record);
                }
                Some(c) => {
                    self.at += c.len_utf8();
                    return Ok(record);
                }
                None => return Ok(record),
            }
        }
    }

    fn field(&mut self) -> Result<Field, Fault> {
        if self.rest().starts_with('"') {
            return self.quoted();
        }
        let end = self.rest().find([self.separator, '\r', '\n']).unwrap_or(self.rest().len());
        let place = self.at..self.at + end;
        let value = self.rest().get(..end).unwrap_or_default().trim().to_owned();
        self.at = place.end;
        Ok(Field { value, place })
    }

    fn quoted(&mut self) -> Result<Field, Fault> {
        let start = self.at;
        let mut value = String::new();
        self.at += 1;
        loop {
            let Some(end) = self.rest().find('"') else {
                return Err((start..start + 1, "this quote is never closed", "close it, or write `\"\"` for a quote"));
            };
            value.push_str(self.rest().get(..end).unwrap_or_default());
            self.at += end + 1;
            if !self.rest().starts_with('"') {
                break;
            }
            value.push('"');
            self.at += 1;
        }
        let place = start..self.at;
        match self.rest().chars().next() {
            Some(c) if c != self.separator && c != '\r' && c != '\n' => {
                let here = self.at..self.at + c.len_utf8();
                Err((here, "text stands behind a closed quote", "write `\"\"` for a quote within a field"))
            }
            _ => Ok(Field { value: value.trim().to_owned(), place }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(words: &str) -> Result<Vec<Vec<String>>, SourceError> {
        let text = SourceText { path: "a.csv".into(), text: words.into() };
        let values = |record: Record| record.into_iter().map(|field| field.value).collect();
        records(&text).map(|records| records.into_iter().map(values).collect())
    }

    #[test]
    fn fields_are_read_whatever_separates_them() {
        for words in [
            "a,b\r\n\"1,\"\"x\",2\r\n",
            "\u{feff}a;b\n\"1,\"\"x\";2",
            "a\tb\n\n\"1,\"\"x\"\t 2 \n",
            "\n \na;b\n\"1,\"\"x\";2",
        ] {
            assert_eq!(read(words).unwrap(), [["a", "b"], ["1,\"x", "2"]], "{words:?}");
        }
        assert_eq!(read("a,b\n\"two\nlines\",\n").unwrap(), [["a", "b"], ["two\nlines", ""]]);
        assert!(read("").unwrap().is_empty());
    }

    #[test]
    fn a_first_line_may_name_what_separates() {
        for words in ["sep=;\r\na;b,c\r\n1;2\r\n", "\u{feff}\"SEP=;\"\na;b,c\n1;2", "sep=;\na;b,c\n\n1;2\n"] {
            assert_eq!(read(words).unwrap(), [["a", "b,c"], ["1", "2"]], "{words:?}");
        }
        assert_eq!(read("sep=\t\na\tb\n").unwrap(), [["a", "b"]]);
        for words in ["sep=x\na", "sep=;;\na", "separator=;\na", "sep\na"] {
            assert!(read(words).unwrap()[0][0].starts_with("sep"), "{words:?}");
        }
        let text = SourceText { path: "a.csv".into(), text: "sep=;\na;b\n1;\"2\n".into() };
        assert!(records(&text).unwrap_err().rendered.contains("a.csv:3:3"));
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = SourceText { path: "a.csv".into(), text: "n,p\nö,\"q\"\n".into() };
        let records = records(&text).unwrap();
        assert_eq!(&text.text[records[1][0].place.clone()], "ö");
        assert_eq!(&text.text[records[1][1].place.clone()], "\"q\"");
    }

    #[test]
    fn broken_quotes_are_shown_where_they_stand() {
        let open = read("a,b\n1,\"2\n").unwrap_err();
        assert!(open.rendered.contains("a.csv:2:3") && open.rendered.contains("never closed"), "{open}");
        let behind = read("a,b\n1,\"2\"3\n").unwrap_err();
        assert!(behind.rendered.contains("a.csv:2:6"), "{behind}");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(words in "[a\",;\t\r\nö ]{0,40}") {
            if let Ok(records) = read(&words) {
                prop_assert!(records.iter().all(|record| !record.is_empty()));
            }
        }
    }
}
