//! A table of texts by itself, for commands that print no report.

use super::Look;
use super::terminal;
use crate::report::clean::clean;
use crate::report::document::{Block, Cell, Span, Table};

/// The table, for a terminal; lines of a cell are parted by line ends. A row may have fewer cells than there are heads.
pub fn table(heads: &[&str], rows: impl IntoIterator<Item = Vec<String>>, look: Look) -> String {
    let cell = |text: &String| -> Cell { text.lines().map(|line| vec![Span::words(clean(line))]).collect() };
    let mut table = Table::new(heads, "None.");
    table.rows = rows.into_iter().map(|row| row.iter().map(cell).collect()).collect();
    terminal::blocks(&[Block::Table(table)], look)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Paint, Persona};

    #[test]
    fn the_widest_column_gives_way_and_names_break_at_their_joints() {
        let rows =
            || vec![vec!["group".to_owned()], vec!["a-name-that-is-long".to_owned(), "one two\nthree".to_owned()]];
        let print =
            |width| table(&["name", "words"], rows(), Look { width, paint: Paint::Off, persona: Persona::default() });
        assert_eq!(
            print(None),
            "  name                 words\n  ────────────────────────────\n  group\n  a-name-that-is-long  one two\n\
             \x20                      three\n"
        );
        for line in print(Some(40)).lines() {
            assert!(line.chars().count() <= 40, "{line}");
        }
    }
}
