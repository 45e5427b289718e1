//! Blocks to markup: paragraphs, lists of pairs, tables.

use super::card;
use super::markup::{cell, escaped, line};
use crate::messages::Messages;
use crate::report::document::{Block, Cell, Column, Span, Table, Tone};
use crate::report::format::wrap::HARD_SPACE;
use crate::report::words::word;

/// A block that is no heading of a section.
pub(super) fn block(block: &Block, m: Messages) -> String {
    match block {
        Block::Title(words) => format!("<h1>{}</h1>\n", line(words)),
        // Sections are made of them.
        Block::Heading(..) => String::new(),
        Block::Tally(counts) => tally(counts),
        Block::Text(words) => format!("<p>{}</p>\n", line(words)),
        Block::Note(words) => format!("<p class=\"note\">{}</p>\n", line(words)),
        Block::Pairs(pairs) => self::pairs(pairs),
        Block::Table(table) => self::table(table, m),
        Block::Card(card) => card::plain(card),
    }
}

/// Counts beside each other, each as a tile: the number large, what it counts below it.
pub(super) fn tally(counts: &[Span]) -> String {
    let tile = |count: &Span| {
        let class = match count.tone {
            Tone::Severity(severity) => word(&severity),
            Tone::Doubt => "doubtful".to_owned(),
            Tone::Plain | Tone::Strong | Tone::Quiet | Tone::Removed | Tone::Added => "other".to_owned(),
        };
        let is_number = |number: &str| number.bytes().all(|byte| byte.is_ascii_digit());
        let words = match count.text.split_once(HARD_SPACE).filter(|(number, _)| is_number(number)) {
            Some((number, what)) => format!("<b>{number}</b> {}", escaped(what)),
            None => format!("<b class=\"words\">{}</b>", escaped(&count.text)),
        };
        format!("<li class=\"{class}\">{}</li>\n", words.replace(HARD_SPACE, " "))
    };
    format!("<ul class=\"tally\">\n{}</ul>\n", counts.iter().map(tile).collect::<String>())
}

/// Labels with what they stand for.
pub(super) fn pairs(pairs: &[(String, Cell)]) -> String {
    let rows = pairs
        .iter()
        .map(|(label, words)| format!("<div><dt>{}</dt><dd>{}</dd></div>\n", escaped(label), self::cell(words)));
    format!("<dl>\n{}</dl>\n", rows.collect::<String>())
}

/// A table that scrolls by itself.
pub(super) fn table(table: &Table, m: Messages) -> String {
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
        "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{label}\">\n\
         <table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n{}",
        heads.collect::<String>(),
        legend.unwrap_or_default()
    )
}

fn row(table: &Table, row: &[Cell]) -> String {
    let Some((first, others)) = row.split_first() else { return String::new() };
    if others.iter().all(Vec::is_empty) && others.len() > 1 {
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
