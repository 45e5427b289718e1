//! Tables and paragraphs within a width.

use tabled::builder::Builder;
use tabled::grid::records::vec_records::Text;
use tabled::settings::style::{HorizontalLine, Style};
use tabled::settings::{Padding, Span};

use super::paint::Paint;
use super::wrap::{line_width, longest_piece, wrap};
use crate::report::document::{Cell, Line};

/// Cells between two columns.
pub(super) const GAP: usize = 2;
/// Words that are longer than this may be torn where there is no room.
const LONGEST_WORD: usize = 20;

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
        shrink(&mut widths, &least_widths(rows), width.saturating_sub(gaps));
    }
    let widened = widen(&mut widths, rows, width);
    let across = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
    // A row of tabled's is one line: it is told how wide each is, and need not look it up letter by letter.
    let mut lines: Vec<Vec<Text<String>>> = Vec::new();
    let mut groups: Vec<usize> = Vec::new();
    let mut below_head = 0;
    for (number, row) in rows.iter().enumerate() {
        let began = lines.len();
        if names_a_group(row) {
            let room: Vec<usize> = std::iter::once(across).chain(widths.iter().skip(1).copied()).collect();
            lines.extend(row_lines(row, &room, widened, paint));
            groups.extend(began..lines.len());
        } else {
            lines.extend(row_lines(row, &widths, widened, paint));
        }
        if number == 0 {
            below_head = lines.len();
        }
    }
    let mut table = Builder::from(lines).build();
    for line in groups {
        table.modify((line, 0), Span::column(0));
    }
    match head {
        Head::Ruled => table.with(Style::empty().horizontals([(below_head, HorizontalLine::empty().horizontal('─'))])),
        Head::None => table.with(Style::empty()),
    };
    table.with(Padding::new(0, GAP, 0, 0));
    table.to_string().lines().map(trimmed).collect()
}

/// The lines of a paragraph no wider than `width`.
pub(super) fn paragraph(line: &Line, width: Option<usize>, paint: Paint) -> Vec<String> {
    wrap(line, width.unwrap_or(usize::MAX)).iter().map(|line| paint.line(line)).collect()
}

/// Whether a row names the group of those below it, over all columns. Tables of two columns have no groups: there it is a
/// row of which nothing more is known.
fn names_a_group(row: &[Cell]) -> bool {
    row.len() > 2 && row.iter().skip(1).all(Vec::is_empty)
}

/// The width of each column if nothing is wrapped.
pub(super) fn natural_widths(rows: &[Vec<Cell>]) -> Vec<usize> {
    widths(rows, line_width)
}

/// The width below which words of a column would be torn. What is longer than any word is torn all the same.
fn least_widths(rows: &[Vec<Cell>]) -> Vec<usize> {
    widths(rows, |line| longest_piece(line).min(LONGEST_WORD))
}

fn widths(rows: &[Vec<Cell>], of: impl Fn(&Line) -> usize) -> Vec<usize> {
    let rows: Vec<&Vec<Cell>> = rows.iter().filter(|row| !names_a_group(row)).collect();
    let columns = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    let widest = |column: usize| rows.iter().filter_map(|row| row.get(column)).flatten().map(&of).max();
    (0..columns).map(|column| widest(column).unwrap_or(0)).collect()
}

/// Gives the last column what the longest name of a group needs, as far as there is room, and says how much that is.
fn widen(widths: &mut [usize], rows: &[Vec<Cell>], room: Option<usize>) -> usize {
    let names = rows.iter().filter(|row| names_a_group(row)).filter_map(|row| row.first()).flatten();
    let needed = names.map(line_width).max().unwrap_or(0).min(room.unwrap_or(usize::MAX));
    let across = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
    let more = needed.saturating_sub(across);
    if let Some(last) = widths.last_mut() {
        *last += more;
    }
    more
}

/// Takes from the widest column that has more than it needs, then from the widest, until all fit into `room`.
fn shrink(widths: &mut [usize], least: &[usize], room: usize) {
    while widths.iter().sum::<usize>() > room {
        let spare = widths.iter_mut().zip(least).filter(|(width, least)| **width > **least).map(|(width, _)| width);
        match spare.max() {
            Some(widest) => *widest -= 1,
            None => match widths.iter_mut().max() {
                Some(widest) if *widest > 1 => *widest -= 1,
                _ => return,
            },
        }
    }
}

/// The lines of a cell with their widths.
type Drawn = Vec<(String, usize)>;

/// A row, its cells beside each other, line by line.
fn row_lines(row: &[Cell], widths: &[usize], widened: usize, paint: Paint) -> Vec<Vec<Text<String>>> {
    let mut cells: Vec<Drawn> = row.iter().zip(widths).map(|(cell, width)| drawn(cell, *width, paint)).collect();
    if let (Some(last), Some(width)) = (cells.last_mut().filter(|_| widened > 0), widths.last()) {
        fill(last, *width);
    }
    let height = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let mut cells: Vec<_> = cells.into_iter().map(Vec::into_iter).collect();
    let line = |_| {
        let pieces = cells.iter_mut().map(|cell| cell.next().unwrap_or_default());
        pieces.map(|(text, wide)| Text::exact(text, wide, Vec::new())).collect()
    };
    (0..height).map(line).collect()
}

fn drawn(cell: &Cell, width: usize, paint: Paint) -> Drawn {
    let lines = cell.iter().flat_map(|line| wrap(line, width));
    lines.map(|line| (paint.line(&line), line_width(&line))).collect()
}

/// The last cell of a row, as wide as its column is to be: where the name of a group is longer than the rows below it, the
/// other columns would be drawn apart.
fn fill(cell: &mut Drawn, width: usize) {
    if cell.is_empty() {
        cell.push((String::new(), 0));
    }
    if let Some((text, wide)) = cell.first_mut() {
        text.push_str(&" ".repeat(width.saturating_sub(*wide)));
        *wide = width.max(*wide);
    }
}

/// A line without the gap after its last column.
fn trimmed(line: &str) -> String {
    if line.starts_with('─') {
        let length = line.chars().count();
        return line.chars().take(length.saturating_sub(GAP)).collect();
    }
    line.trim_end_matches(' ').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::Span as Words;

    fn cell(text: &str) -> Cell {
        if text.is_empty() { Cell::new() } else { vec![vec![Words::words(text)]] }
    }

    fn print(rows: &[&[&str]], width: usize) -> Vec<String> {
        let rows: Vec<Vec<Cell>> = rows.iter().map(|row| row.iter().map(|text| cell(text)).collect()).collect();
        grid(&rows, Head::None, Some(width), Paint::Off)
    }

    #[test]
    fn words_are_torn_only_where_nothing_else_gives_way() {
        let rows: &[&[&str]] = &[&["one two three four five", "Wiederherstellung"]];
        let lines = print(rows, 30);
        assert!(lines[0].ends_with("  Wiederherstellung") && lines.len() == 3, "{lines:?}");
        assert!(print(rows, 20).iter().all(|line| line.chars().count() <= 20));
    }

    #[test]
    fn the_name_of_a_group_stands_over_all_columns() {
        let lines = print(&[&["COOKIE DECLARATION AND MORE", "", ""], &["a", "b", "c d"]], 40);
        assert_eq!(lines, ["COOKIE DECLARATION AND MORE", "a  b  c d"]);
    }
}
