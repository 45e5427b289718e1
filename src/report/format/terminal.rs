//! Tables for a terminal: calm, aligned, nothing wider than the page.

use super::Look;
use super::grid::{self, GAP, Head, grid, natural_widths};
use super::paint::Paint;
use crate::policy::Severity;
use crate::report::document::{Block, Card, Cell, Column, Kind, Line, Point, Span, Table, Tone, document, tallied};
use crate::report::exit::{ExitKind, ExitVerdict};
use crate::report::form::Report;

/// The narrowest page that is laid out for.
const NARROWEST: usize = 40;
/// How far everything below a heading is set in.
const INDENT: usize = 2;
/// Width of the severity before a card.
const TAG: usize = 10;
/// What a column of text needs at least to be read.
const READABLE: usize = 12;

/// The reports below each other, and how the run ends.
pub(super) fn render(reports: &[Report], exit: &ExitVerdict, look: Look) -> String {
    let page = Page { paint: look.paint, width: look.width.map(|width| width.max(NARROWEST)) };
    let mut lines = Vec::new();
    for report in reports {
        page.document(&document(report, look.persona), &mut lines);
        lines.push(String::new());
    }
    let tone = match exit.kind {
        ExitKind::Clean => Tone::Strong,
        ExitKind::Findings => Tone::Severity(Severity::High),
        ExitKind::Incomplete | ExitKind::Refused | ExitKind::NoBrowser => Tone::Doubt,
    };
    lines.extend(page.paragraph(&vec![Span::new(&exit.because, tone, Kind::Words)], 0));
    lines.push(String::new());
    lines.join("\n")
}

/// Blocks alone.
pub(super) fn blocks(blocks: &[Block], look: Look) -> String {
    let page = Page { paint: look.paint, width: look.width.map(|width| width.max(NARROWEST)) };
    let mut lines = Vec::new();
    page.document(blocks, &mut lines);
    lines.push(String::new());
    lines.join("\n")
}

/// What is written on.
struct Page {
    paint: Paint,
    width: Option<usize>,
}

impl Page {
    fn document(&self, blocks: &[Block], lines: &mut Vec<String>) {
        let mut before: Option<&Block> = None;
        for block in blocks {
            let is_set_off = matches!(
                (before, block),
                (_, Block::Title(_) | Block::Heading(..) | Block::Card(_) | Block::Note(_))
                    | (Some(Block::Pairs(_)), Block::Table(_))
            );
            if is_set_off {
                lines.push(String::new());
            }
            lines.extend(self.block(block));
            before = Some(block);
        }
    }

    fn block(&self, block: &Block) -> Vec<String> {
        match block {
            Block::Title(line) => self.paragraph(line, 0),
            Block::Heading(words, count) => {
                let count = count.map(|count| self.paint.line(&vec![quiet(&format!("  {count}"))]));
                vec![format!("{}{}", self.paint.heading(words), count.unwrap_or_default())]
            }
            Block::Tally(counts) => self.paragraph(&tallied(counts), INDENT),
            Block::Text(line) | Block::Note(line) => self.paragraph(line, INDENT),
            Block::Pairs(pairs) => indented(INDENT, self.pairs(pairs, self.inner(INDENT))),
            Block::Table(table) => self.table(table),
            Block::Card(card) => self.card(card),
        }
    }

    /// The room that is left beside `indent`.
    fn inner(&self, indent: usize) -> Option<usize> {
        self.width.map(|width| width.saturating_sub(indent))
    }

    fn paragraph(&self, line: &Line, indent: usize) -> Vec<String> {
        indented(indent, grid::paragraph(line, self.inner(indent), self.paint))
    }

    fn pairs(&self, pairs: &[(String, Cell)], width: Option<usize>) -> Vec<String> {
        let row = |(label, cell): &(String, Cell)| vec![vec![vec![quiet(label)]], cell.clone()];
        let rows: Vec<Vec<Cell>> = pairs.iter().map(row).collect();
        grid(&rows, Head::None, width, self.paint)
    }

    fn table(&self, table: &Table) -> Vec<String> {
        if table.rows.is_empty() {
            return self.paragraph(&table.empty, INDENT);
        }
        let width = self.inner(INDENT);
        let mut rows = beside(table);
        if width.is_some_and(|width| !fits(table, &rows, width)) {
            rows = below(table);
        }
        let mut lines = indented(INDENT, grid(&rows, Head::Ruled, width, self.paint));
        if let Some(legend) = &table.legend {
            lines.extend(self.paragraph(&vec![quiet(legend)], INDENT));
        }
        lines
    }

    /// A card: severity and title, then what failed, then law and remedy.
    fn card(&self, card: &Card) -> Vec<String> {
        let width = self.inner(INDENT + TAG);
        let mut body = grid::paragraph(&vec![card.title.clone()], width, self.paint);
        body.extend(grid::paragraph(&card.about, width, self.paint));
        body.extend(card.points.iter().flat_map(|point| self.point(point, width)));
        body.extend(self.pairs(&card.notes, width));
        let tag = card.tag.to_uppercase();
        let gap = " ".repeat(TAG.saturating_sub(tag.chars().count()));
        let tag = format!("{}{gap}", self.paint.tag(&tag, card.severity));
        let before = |number: usize| if number == 0 { tag.clone() } else { " ".repeat(TAG) };
        let lines = body.into_iter().enumerate().map(|(number, line)| format!("{}{line}", before(number)));
        indented(INDENT, lines.collect())
    }

    fn point(&self, point: &Point, width: Option<usize>) -> Vec<String> {
        let width = width.map(|width| width.saturating_sub(INDENT));
        let parts = std::iter::once(&point.message).chain(&point.details);
        let lines = parts.flat_map(|line| grid::paragraph(line, width, self.paint));
        lines.enumerate().map(|(number, line)| format!("{}{line}", if number == 0 { "• " } else { "  " })).collect()
    }
}

fn quiet(text: &str) -> Span {
    Span { text: text.to_owned(), tone: Tone::Quiet, kind: Kind::Words, language: None }
}

fn head(text: &str) -> Span {
    Span { text: text.to_owned(), tone: Tone::Strong, kind: Kind::Words, language: None }
}

/// Heads and rows, marks of states beside each other.
fn beside(table: &Table) -> Vec<Vec<Cell>> {
    let heads = table.columns.iter().map(|(text, column)| match column {
        Column::Text => vec![vec![head(text)]],
        // Long names of states take two lines, so that their columns stay narrow.
        Column::Marks => text.split_inclusive(['-', ':']).map(|part| vec![head(part)]).collect(),
    });
    std::iter::once(heads.collect()).chain(table.rows.iter().cloned()).collect()
}

/// Heads and rows, marks of states below each other in one column.
fn below(table: &Table) -> Vec<Vec<Cell>> {
    let texts = table.columns.iter().filter(|(_, column)| *column == Column::Text);
    let mut heads: Vec<Cell> = texts.map(|(text, _)| vec![vec![head(text)]]).collect();
    heads.push(vec![vec![head(&table.states)]]);
    let mut rows = vec![heads];
    for row in &table.rows {
        let mut cells: Vec<Cell> = Vec::new();
        let mut states: Cell = Vec::new();
        for ((state, column), cell) in table.columns.iter().zip(row) {
            match column {
                Column::Text => cells.push(cell.clone()),
                Column::Marks => {
                    let marks = cell.iter().flatten().cloned();
                    states.push(marks.chain([quiet(state)]).collect());
                }
            }
        }
        cells.push(states);
        rows.push(cells);
    }
    rows
}

/// Whether text columns stay readable when the marks take the room that they need.
fn fits(table: &Table, rows: &[Vec<Cell>], width: usize) -> bool {
    let needed = table.columns.iter().zip(natural_widths(rows)).map(|((_, column), wide)| match column {
        Column::Text => wide.min(READABLE),
        Column::Marks => wide,
    });
    needed.sum::<usize>() + GAP * table.columns.len().saturating_sub(1) <= width
}

fn indented(indent: usize, lines: Vec<String>) -> Vec<String> {
    let margin = " ".repeat(indent);
    lines.into_iter().map(|line| if line.is_empty() { line } else { format!("{margin}{line}") }).collect()
}
