//! Tables and wrapped text within a width. Texts may hold colours; they count as nothing.

use tabled::builder::Builder;
use tabled::grid::util::string::get_text_width;
use tabled::settings::peaker::PriorityMax;
use tabled::settings::style::{HorizontalLine, Style};
use tabled::settings::{Padding, Width};

/// Cells between two columns.
const GAP: usize = 2;

/// Whether a line is drawn below the first row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// The first row holds the heads of the columns.
    Ruled,
    /// There are no heads.
    None,
}

/// The lines of a table no wider than `width`, columns two cells apart. Words are kept whole where they fit, and the
/// widest column gives way first.
pub(super) fn grid(rows: Vec<Vec<String>>, head: Head, width: Option<usize>) -> Vec<String> {
    let mut builder = Builder::default();
    for row in rows {
        builder.push_record(row);
    }
    let mut table = builder.build();
    match head {
        Head::Ruled => table.with(Style::empty().horizontals([(1, HorizontalLine::empty().horizontal('─'))])),
        Head::None => table.with(Style::empty()),
    };
    table.with(Padding::new(0, GAP, 0, 0));
    if let Some(width) = width {
        // The gap after the last column is not printed.
        table.with(Width::wrap(width + GAP).keep_words(true).priority(PriorityMax::default()));
    }
    let drawn = table.to_string();
    drawn.lines().map(|line| trimmed(line, width)).collect()
}

/// The lines of a paragraph no wider than `width`.
pub(super) fn wrapped(text: &str, width: Option<usize>) -> Vec<String> {
    grid(vec![vec![text.to_owned()]], Head::None, width)
}

/// How wide the widest of these texts is.
pub(super) fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(get_text_width).max().unwrap_or(0)
}

/// A line without spaces at its end and with rules no longer than the page.
fn trimmed(line: &str, width: Option<usize>) -> String {
    let line = line.trim_end_matches(' ');
    match width {
        Some(width) if line.starts_with('─') => line.chars().take(width).collect(),
        _ => line.to_owned(),
    }
}
