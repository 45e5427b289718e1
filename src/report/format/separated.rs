//! Separated values for spreadsheets: RFC 4180, UTF-8, CRLF. The one place that guards their cells.
//!
//! Spreadsheets run what begins like a formula. Such a text gets an apostrophe before it, as OWASP advises, and also
//! behind a semicolon, where spreadsheets of half of Europe begin a new cell.

use ::csv::{Terminator, WriterBuilder};

use crate::report::clean::clean;

/// A text that no spreadsheet takes for a formula, and no terminal for a command.
pub fn csv_text(words: &str) -> String {
    let words = clean(words);
    let mut out = String::with_capacity(words.len() + 1);
    let mut begins = true;
    for c in words.chars() {
        if begins && is_formula(c) {
            out.push('\'');
        }
        begins = c == ';' || (begins && (c.is_whitespace() || c == '"'));
        out.push(c);
    }
    out
}

/// What begins a formula, also in the wide letters that some spreadsheets read alike.
fn is_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
}

/// Rows below their head. Writing to memory cannot fail, and every row is as long as the head.
pub fn csv_table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let _ = writer.write_record(head);
    for row in rows {
        let _ = writer.write_record(&row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
