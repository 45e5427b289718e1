//! Tables for a terminal: calm, aligned, nothing wider than the page.

use super::Look;
use super::grid::{Head, grid, widest, wrapped};
use super::paint::Paint;
use crate::report::document::{Block, Card, Cell, Column, Kind, Line, Point, Table, Tone, document};
use crate::report::exit::{ExitKind, ExitVerdict};
use crate::report::form::Report;
use crate::report::words::word;

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
        for block in document(report) {
            page.block(&block, &mut lines);
        }
        lines.push(String::new());
    }
    let tone = if exit.kind == ExitKind::Clean { Tone::Strong } else { Tone::Doubt };
    let tone = if exit.kind == ExitKind::Findings { Tone::Severity(crate::policy::Severity::High) } else { tone };
    lines.extend(wrapped(&page.paint.tone(&exit.because, tone), page.width));
    lines.push(String::new());
    lines.join("\n")
}

/// What is written on.
struct Page {
    paint: Paint,
    width: Option<usize>,
}

impl Page {
    fn block(&self, block: &Block, lines: &mut Vec<String>) {
        match block {
            Block::Title(line) => {
                lines.push(String::new());
                lines.extend(wrapped(&self.line(line), self.width));
            }
            Block::Heading(words, count) => {
                lines.push(String::new());
                let count = count.map(|count| self.paint.tone(&format!("  {count}"), Tone::Quiet));
                lines.push(format!("{}{}", self.paint.heading(words), count.unwrap_or_default()));
            }
            Block::Text(line) => lines.extend(indented(INDENT, wrapped(&self.line(line), self.inner(INDENT)))),
            Block::Pairs(pairs) => lines.extend(indented(INDENT, self.pairs(pairs, self.inner(INDENT)))),
            Block::Table(table) => lines.extend(indented(INDENT, self.table(table))),
            Block::Card(card) => self.card(card, lines),
        }
    }

    /// The room that is left beside `indent`.
    fn inner(&self, indent: usize) -> Option<usize> {
        self.width.map(|width| width.saturating_sub(indent))
    }

    /// Spans with their colours; addresses of links follow at the end.
    fn line(&self, line: &Line) -> String {
        let mut parts: Vec<String> = line.iter().map(|span| self.paint.tone(&span.text, span.tone)).collect();
        for span in line {
            if let Kind::Link(url) = &span.kind {
                parts.push(self.paint.tone(url, Tone::Quiet));
            }
        }
        parts.join(" ")
    }

    fn cell(&self, cell: &Cell) -> String {
        cell.iter().map(|line| self.line(line)).collect::<Vec<_>>().join("\n")
    }

    fn pairs(&self, pairs: &[(String, Cell)], width: Option<usize>) -> Vec<String> {
        let rows = pairs.iter().map(|(label, cell)| vec![self.paint.tone(label, Tone::Quiet), self.cell(cell)]);
        grid(rows.collect(), Head::None, width)
    }

    fn table(&self, table: &Table) -> Vec<String> {
        let width = self.inner(INDENT);
        if table.rows.is_empty() {
            return wrapped(&self.line(&table.empty), width);
        }
        let mut rows = self.beside(table);
        if width.is_some_and(|width| !fits(table, &rows, width)) {
            rows = self.below(table);
        }
        let mut lines = grid(rows, Head::Ruled, width);
        if let Some(legend) = &table.legend {
            lines.extend(wrapped(&self.paint.tone(legend, Tone::Quiet), width));
        }
        lines
    }

    /// Heads and rows, marks of states beside each other.
    fn beside(&self, table: &Table) -> Vec<Vec<String>> {
        let head = table.columns.iter().map(|(head, column)| match column {
            Column::Text => self.paint.tone(head, Tone::Strong),
            Column::Marks => {
                let parts = head.replacen('-', "-\n", 1).replacen(':', ":\n", 1);
                parts.lines().map(|part| self.paint.tone(part, Tone::Strong)).collect::<Vec<_>>().join("\n")
            }
        });
        let rows = table.rows.iter().map(|row| row.iter().map(|cell| self.cell(cell)).collect());
        std::iter::once(head.collect()).chain(rows).collect()
    }

    /// Heads and rows, marks of states below each other in one column.
    fn below(&self, table: &Table) -> Vec<Vec<String>> {
        let is_text = |(_, column): &&(String, Column)| *column == Column::Text;
        let mut head: Vec<String> =
            table.columns.iter().filter(is_text).map(|(head, _)| self.paint.tone(head, Tone::Strong)).collect();
        head.push(self.paint.tone("states", Tone::Strong));
        let mut rows = vec![head];
        for row in &table.rows {
            let mut cells = Vec::new();
            let mut marks = Vec::new();
            for ((head, column), cell) in table.columns.iter().zip(row) {
                match column {
                    Column::Text => cells.push(self.cell(cell)),
                    Column::Marks => marks.push(format!("{} {head}", self.cell(cell))),
                }
            }
            cells.push(marks.join("\n"));
            rows.push(cells);
        }
        rows
    }

    /// A card: severity and title, then what failed, then law and remedy.
    fn card(&self, card: &Card, lines: &mut Vec<String>) {
        lines.push(String::new());
        let width = self.inner(INDENT + TAG);
        let mut body = wrapped(&self.paint.tone(&card.title.text, card.title.tone), width);
        body.extend(wrapped(&self.line(&card.about), width));
        for point in &card.points {
            self.point(point, width, &mut body);
        }
        body.extend(self.pairs(&card.notes, width));
        let tag = word(&card.severity).to_uppercase();
        let gap = " ".repeat(TAG.saturating_sub(tag.len()));
        let tag = format!("{}{gap}", self.paint.tag(&tag, card.severity));
        for (number, line) in body.into_iter().enumerate() {
            let before = if number == 0 { tag.clone() } else { " ".repeat(TAG) };
            lines.push(format!("{}{before}{line}", " ".repeat(INDENT)));
        }
    }

    fn point(&self, point: &Point, width: Option<usize>, body: &mut Vec<String>) {
        let width = width.map(|width| width.saturating_sub(INDENT));
        let mut lines = wrapped(&self.line(&point.message), width);
        for detail in &point.details {
            lines.extend(wrapped(&self.line(detail), width));
        }
        for (number, line) in lines.into_iter().enumerate() {
            body.push(format!("{}{line}", if number == 0 { "• " } else { "  " }));
        }
    }
}

/// Whether text columns stay readable when the marks take the room that they need.
fn fits(table: &Table, rows: &[Vec<String>], width: usize) -> bool {
    let mut needed = 0;
    for (number, (_, column)) in table.columns.iter().enumerate() {
        let wide = widest(rows.iter().filter_map(|row| row.get(number)).map(String::as_str));
        needed += match column {
            Column::Text => wide.min(READABLE),
            Column::Marks => wide,
        };
    }
    needed + 2 * table.columns.len().saturating_sub(1) <= width
}

fn indented(indent: usize, lines: Vec<String>) -> impl Iterator<Item = String> {
    lines.into_iter().map(move |line| if line.is_empty() { line } else { format!("{}{line}", " ".repeat(indent)) })
}
