//! Reports to bytes. A format is one file and one variant of [`Format`]; those for people render the same document.
//!
//! | file | holds |
//! |---|---|
//! | `json.rs` | `report.json` |
//! | `terminal.rs` | tables for a terminal of a given width |
//! | `grid.rs` | tables and paragraphs within a width |
//! | `wrap.rs` | lines of spans, wrapped |
//! | `paint.rs` | colours |
//! | `plain.rs` | a table by itself |
//! | `markdown.rs` | the same content as Markdown |
//! | `html/` | the same content as one file for browsers |

mod grid;
mod html;
mod json;
mod markdown;
mod paint;
mod plain;
mod terminal;
mod wrap;

pub use paint::Paint;
pub use plain::table;

use super::document::Block;
use super::exit::ExitVerdict;
use super::form::Report;
use super::persona::Persona;

/// In which form reports are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Tables for a terminal.
    Terminal,
    /// `report.json`.
    Json,
    /// Markdown.
    Markdown,
    /// One HTML file that loads nothing.
    Html,
}

/// How a report is to be printed for people; JSON does not ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Width in cells; `None` where lines are not wrapped, as in a file or pipe. Less than 40 counts as 40.
    pub width: Option<usize>,
    /// Whether to colour.
    pub paint: Paint,
    /// For whom. Markdown and HTML ask for this alone.
    pub persona: Persona,
}

/// Blocks of a document in a format for people.
pub(super) fn blocks(format: Format, blocks: &[Block], look: Look) -> String {
    match format {
        Format::Markdown => markdown::blocks(blocks),
        Format::Html => html::blocks(blocks),
        Format::Terminal | Format::Json => terminal::blocks(blocks, look),
    }
}

/// The reports of a run in a format. For people the last line says how the run ends and why; JSON is one object for
/// one report and an array for several. Ends with a line end.
pub fn render(format: Format, reports: &[Report], exit: &ExitVerdict, look: Look) -> String {
    match format {
        Format::Terminal => terminal::render(reports, exit, look),
        Format::Json => json::render(reports),
        Format::Markdown => markdown::render(reports, exit, look.persona),
        Format::Html => html::render(reports, exit, look.persona),
    }
}
