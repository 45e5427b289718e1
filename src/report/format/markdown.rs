//! The same content as Markdown (GitHub's, with tables). Nothing that a page wrote becomes markup: no table cell, link,
//! image, heading or HTML.

use super::wrap::HARD_SPACE;
use crate::report::document::{Block, Card, Cell, Kind, Line, Span, Table, Tone, document, tallied};
use crate::report::exit::ExitVerdict;
use crate::report::form::Report;
use crate::report::persona::Persona;

/// Where a text stands. Within a table a bar ends the cell, also in code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Prose,
    Table,
}

/// The reports below each other, and how the run ends.
pub(super) fn render(reports: &[Report], exit: &ExitVerdict, persona: Persona) -> String {
    let mut out = String::new();
    for report in reports {
        for block in document(report, persona) {
            out.push_str(&self::block(&block));
            out.push('\n');
        }
    }
    out.push_str(&format!("**{}**\n", escaped(&exit.because)));
    out
}

/// Blocks alone.
pub(super) fn blocks(blocks: &[Block]) -> String {
    blocks.iter().map(|block| format!("{}\n", self::block(block))).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Title(words) => format!("# {}\n", line(words, Place::Prose)),
        Block::Heading(words, None) => format!("## {}\n", escaped(words)),
        Block::Heading(words, Some(count)) => format!("## {} ({count})\n", escaped(words)),
        Block::Tally(counts) => format!("{}\n", line(&tallied(counts), Place::Prose)),
        Block::Text(words) | Block::Note(words) => format!("{}\n", line(words, Place::Prose)),
        Block::Pairs(pairs) => {
            let rows = pairs.iter().map(|(label, cell)| format!("| {} | {} |\n", escaped(label), self::cell(cell)));
            format!("| | |\n|---|---|\n{}", rows.collect::<String>())
        }
        Block::Table(table) => self::table(table),
        Block::Card(card) => self::card(card),
    }
}

fn table(table: &Table) -> String {
    if table.rows.is_empty() {
        return format!("{}\n", line(&table.empty, Place::Prose));
    }
    let heads: Vec<String> = table.columns.iter().map(|(head, _)| escaped(head)).collect();
    let mut out = format!("| {} |\n|{}\n", heads.join(" | "), "---|".repeat(heads.len()));
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(cell).collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    if let Some(legend) = &table.legend {
        out.push_str(&format!("\n{}\n", escaped(legend)));
    }
    out
}

fn card(card: &Card) -> String {
    let severity = escaped(&card.tag.to_uppercase());
    let mut out = format!("### {severity}: {}\n\n{}\n\n", escaped(&card.title.text), line(&card.about, Place::Prose));
    for point in &card.points {
        out.push_str(&format!("- {}\n", line(&point.message, Place::Prose)));
        for detail in &point.details {
            out.push_str(&format!("  - {}\n", line(detail, Place::Prose)));
        }
    }
    for (label, lines) in &card.notes {
        let lines: Vec<String> = lines.iter().map(|words| line(words, Place::Prose)).collect();
        out.push_str(&format!("\n**{}**: {}\n", escaped(label), lines.join("; ")));
    }
    out
}

fn cell(cell: &Cell) -> String {
    cell.iter().map(|words| line(words, Place::Table)).collect::<Vec<_>>().join("<br>")
}

fn line(line: &Line, place: Place) -> String {
    line.iter().filter(|span| !span.text.is_empty()).map(|words| span(words, place)).collect::<Vec<_>>().join(" ")
}

fn span(span: &Span, place: Place) -> String {
    let text = match &span.kind {
        Kind::Words => escaped(&span.text),
        Kind::Code | Kind::Within(_) => code(&span.text, place),
        Kind::Link(url) => format!("[{}](<{}>)", escaped(&span.text), address(url)),
    };
    match span.tone {
        Tone::Strong | Tone::Added | Tone::Severity(_) if span.kind == Kind::Words => format!("**{text}**"),
        _ => text,
    }
}

/// Words with every character escaped that could be read as markup, also by those who follow bare addresses and names.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '@' => out.push_str("&#64;"),
            '|' => out.push_str("&#124;"),
            HARD_SPACE => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '!' | '$' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    // A bare address would become a link to whatever the page wrote.
    let out = unlisted(out);
    if out.contains("://") || out.contains("www.") {
        return out.replace("://", "&#58;//").replace("www.", "www&#46;");
    }
    out
}

/// The same, not to be read as an item of a list: a mark or number at its beginning is escaped.
fn unlisted(text: String) -> String {
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - number.len();
    let is_number = digits > 0 && (number.starts_with(". ") || number.starts_with(") "));
    if is_number || ["- ", "+ ", "=", "---"].iter().any(|mark| text.starts_with(mark)) {
        let (before, after) = text.split_at(digits);
        return format!("{before}\\{after}");
    }
    text
}

/// A code span, fenced by more backticks than it holds. Within a table no parser agrees on bars in code, so a text with
/// one is written as words.
fn code(text: &str, place: Place) -> String {
    if place == Place::Table && text.contains('|') {
        return escaped(text);
    }
    let fence = "`".repeat(1 + longest_run(text));
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// An address within `<…>`.
fn address(url: &str) -> String {
    url.replace('<', "%3C").replace('>', "%3E").replace(' ', "%20").replace('|', "%7C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_pages_never_become_markup() {
        assert_eq!(escaped("a|b <img src=x> `c` *d*"), "a&#124;b &lt;img src=x&gt; \\`c\\` \\*d\\*");
        assert_eq!(escaped("![](http://x)"), "\\!\\[\\](http&#58;//x)");
        assert_eq!(escaped("# head @me"), "\\# head &#64;me");
        assert_eq!(escaped("1. one"), "1\\. one");
        assert_eq!(escaped("- item"), "\\- item");
        assert_eq!(escaped("state: reject, 2.6"), "state: reject, 2.6");
    }

    #[test]
    fn code_is_fenced_by_more_than_it_holds() {
        assert_eq!(code("_ga", Place::Prose), "`_ga`");
        assert_eq!(code("a`b", Place::Prose), "``a`b``");
        assert_eq!(code("``", Place::Prose), "``` `` ```");
        assert_eq!(code("a\\|b", Place::Table), "a\\\\&#124;b");
        assert_eq!(code("a|b", Place::Prose), "`a|b`");
    }
}
