//! Tables and lists in Markdown.

use std::fmt::Write as _;

/// What every generated page says below its title.
pub(super) fn head(page: &mut String, title: &str, source: &str) {
    // Writing to a `String` cannot fail.
    let _ = write!(
        page,
        "# {title}\n\n<!-- Generated from {source}. Do not edit: CONSENTINEL_BLESS=1 cargo nextest run -E 'test(fresh)' -->\n"
    );
}

/// A heading of the second order with a list below it; nothing if there are no lines.
pub(super) fn list(page: &mut String, heading: &str, lines: impl IntoIterator<Item = String>) {
    let lines: Vec<String> = lines.into_iter().map(|line| format!("- {}\n", fold(&line))).collect();
    if !lines.is_empty() {
        let _ = write!(page, "\n## {heading}\n\n{}", lines.concat());
    }
}

/// A heading of the second order with a paragraph below it; nothing if there are no words.
pub(super) fn paragraph(page: &mut String, heading: &str, words: &str) {
    if !words.trim().is_empty() {
        let _ = write!(page, "\n## {heading}\n\n{}\n", fold(words));
    }
}

/// A table.
pub(super) fn table(page: &mut String, heads: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
    let _ = write!(page, "\n| {} |\n|{}\n", heads.join(" | "), "---|".repeat(heads.len()));
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| fold(cell).replace('|', "\\|")).collect();
        let _ = writeln!(page, "| {} |", cells.join(" | "));
    }
}

/// On one line.
pub(super) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
