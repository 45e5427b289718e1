//! Tables and paragraphs within a width.

use tabled::builder::Builder;
use tabled::settings::Padding;
use tabled::settings::style::{HorizontalLine, Style};

use super::paint::Paint;
use super::wrap::{line_width, wrap};
use crate::report::document::{Cell, Line};

/// Cells between two columns.
pub(super) const GAP: usize = 2;

/// Whether a line is drawn below the first row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// The first row holds the heads of the columns.
    Ruled,
    /// There are no heads.
    None,
}

/// The lines of a table no wider than `width`, columns two cells apart. The widest column gives way first.
pub(super) fn grid(rows: &[Vec<Cell>], head: Head, width: Option<usize>, paint: Paint) -> Vec<String> {
    let mut widths = natural_widths(rows);
    if let Some(width) = width {
        let gaps = GAP * widths.len().saturating_sub(1);
        shrink(&mut widths, width.saturating_sub(gaps));
    }
    let mut builder = Builder::default();
    for row in rows {
        builder.push_record(row.iter().zip(&widths).map(|(cell, width)| drawn(cell, *width, paint)));
    }
    let mut table = builder.build();
    match head {
        Head::Ruled => table.with(Style::empty().horizontals([(1, HorizontalLine::empty().horizontal('─'))])),
        Head::None => table.with(Style::empty()),
    };
    table.with(Padding::new(0, GAP, 0, 0));
    table.to_string().lines().map(trimmed).collect()
}

/// The lines of a paragraph no wider than `width`.
pub(super) fn paragraph(line: &Line, width: Option<usize>, paint: Paint) -> Vec<String> {
    wrap(line, width.unwrap_or(usize::MAX)).iter().map(|line| paint.line(line)).collect()
}

/// The width of each column if nothing is wrapped.
pub(super) fn natural_widths(rows: &[Vec<Cell>]) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |column: usize| rows.iter().filter_map(|row| row.get(column)).flatten().map(line_width).max();
    (0..columns).map(|column| widest(column).unwrap_or(0)).collect()
}

/// Takes from the widest column until all fit into `room`.
fn shrink(widths: &mut [usize], room: usize) {
    while widths.iter().sum::<usize>() > room {
        match widths.iter_mut().max() {
            Some(widest) if *widest > 1 => *widest -= 1,
            _ => return,
        }
    }
}

fn drawn(cell: &Cell, width: usize, paint: Paint) -> String {
    let lines: Vec<String> = cell.iter().flat_map(|line| wrap(line, width)).map(|line| paint.line(&line)).collect();
    lines.join("\n")
}

/// A line without the gap after its last column.
fn trimmed(line: &str) -> String {
    if line.starts_with('─') {
        let length = line.chars().count();
        return line.chars().take(length.saturating_sub(GAP)).collect();
    }
    line.trim_end_matches(' ').to_owned()
}
