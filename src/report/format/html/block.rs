//! Blocks to markup: paragraphs, lists of pairs, tables and cards.

use super::markup::{cell, escaped, line};
use crate::messages::Messages;
use crate::report::document::{Block, Card, Cell, Column, Point, Table};
use crate::report::words::word;

/// A block that is no heading of a section.
pub(super) fn block(block: &Block, m: Messages) -> String {
    match block {
        Block::Title(words) => format!("<h1>{}</h1>\n", line(words)),
        Block::Heading(words, count) => format!("<h2>{}</h2>\n", heading(words, *count)),
        Block::Text(words) => format!("<p>{}</p>\n", line(words)),
        Block::Note(words) => format!("<p class=\"note\">{}</p>\n", line(words)),
        Block::Pairs(pairs) => self::pairs(pairs),
        Block::Table(table) => self::table(table, m),
        Block::Card(card) => self::card(card),
    }
}

/// The words of a heading, with the number of things in its section.
pub(super) fn heading(words: &str, count: Option<usize>) -> String {
    let count = count.map(|count| format!(" <span class=\"count\">{count}</span>")).unwrap_or_default();
    format!("{}{count}", escaped(words))
}

/// Labels with what they stand for.
fn pairs(pairs: &[(String, Cell)]) -> String {
    let rows = pairs
        .iter()
        .map(|(label, words)| format!("<div><dt>{}</dt><dd>{}</dd></div>\n", escaped(label), self::cell(words)));
    format!("<dl>\n{}</dl>\n", rows.collect::<String>())
}

fn table(table: &Table, m: Messages) -> String {
    if table.rows.is_empty() {
        return format!("<p>{}</p>\n", line(&table.empty));
    }
    let names = table.columns.iter().map(|(head, _)| head.as_str()).collect::<Vec<_>>().join(", ");
    let label = escaped(&m.fill("html.table", &[("heads", &names)]));
    let heads = table.columns.iter().map(|(head, _)| format!("<th scope=\"col\">{}</th>", escaped(head)));
    let rows: String = table.rows.iter().map(|row| self::row(table, row)).collect();
    let legend = table.legend.as_ref().map(|legend| format!("<p class=\"legend\">{}</p>\n", escaped(legend)));
    // A wide table scrolls by itself, also with the keyboard; the page does not.
    format!(
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\">\n\
         <table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n{}",
        heads.collect::<String>(),
        legend.unwrap_or_default()
    )
}

fn row(table: &Table, row: &[Cell]) -> String {
    let Some((first, others)) = row.split_first() else { return String::new() };
    if others.iter().all(Vec::is_empty) && !others.is_empty() {
        // It names the group of the rows below it.
        let words = self::cell(first);
        return format!("<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"{}\">{words}</th></tr>\n", row.len());
    }
    let others = others.iter().enumerate().map(|(number, words)| {
        let is_marks = table.columns.get(number + 1).is_some_and(|(_, column)| *column == Column::Marks);
        format!("<td{}>{}</td>", if is_marks { " class=\"marks\"" } else { "" }, self::cell(words))
    });
    format!("<tr><th scope=\"row\">{}</th>{}</tr>\n", self::cell(first), others.collect::<String>())
}

fn card(card: &Card) -> String {
    let severity = word(&card.severity);
    let title = escaped(&card.title.text);
    let points: String = card.points.iter().map(point).collect();
    format!(
        "<article class=\"card {severity}\">\n<h3><span class=\"severity {severity}\">{}</span> {title}</h3>\n\
         <p class=\"about\">{}</p>\n<ul>\n{points}</ul>\n{}</article>\n",
        escaped(&card.tag),
        line(&card.about),
        pairs(&card.notes)
    )
}

fn point(point: &Point) -> String {
    let details: String = point.details.iter().map(|detail| format!("<div>{}</div>", line(detail))).collect();
    format!("<li>{}<div class=\"details\">{details}</div></li>\n", line(&point.message))
}
