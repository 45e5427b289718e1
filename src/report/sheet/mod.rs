//! Documents of other rooms: their words in tables and paragraphs, in every format for people. What is not of the program
//! itself is cleaned and escaped here as in reports.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | the document, and how it is printed |
//! | `html.rs` | the document as a page, with what only pages can show |
//! | `plot.rs` | curves over time as SVG |
//! | `sheet.css` | how that looks, beside the style of reports |

mod html;
mod plot;

use serde::Serialize;

use super::document::{Block, Cell, Line, Span, Table, Tone};
use super::format::{self, Format, Look};
use crate::messages::Messages;
use crate::policy::Severity;
pub(crate) use plot::{Curve, Plot};

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Words.
    Words(String),
    /// Words that are set off.
    Strong(String),
    /// Words beside the point.
    Quiet(String),
    /// Something is missing or doubtful.
    Doubt(String),
    /// A name or address, letter by letter.
    Code(String),
    /// As loud as a severity.
    Severity(Severity, String),
    /// Words that stood there then.
    Removed(String),
    /// Words that stand there now.
    Added(String),
}

impl Piece {
    fn span(&self) -> Span {
        match self {
            Self::Words(text) => Span::words(text),
            Self::Strong(text) => toned(text, Tone::Strong),
            Self::Quiet(text) => toned(text, Tone::Quiet),
            Self::Doubt(text) => toned(text, Tone::Doubt),
            Self::Code(text) => Span::code(text),
            Self::Severity(severity, text) => toned(text, Tone::Severity(*severity)),
            Self::Removed(text) => signed(text, Tone::Removed),
            Self::Added(text) => signed(text, Tone::Added),
        }
    }
}

fn toned(text: &str, tone: Tone) -> Span {
    Span::new(text, tone, super::document::Kind::Words)
}

/// Signs and not colours alone: they are printed and copied.
fn signed(text: &str, tone: Tone) -> Span {
    let (before, after) = tone.signs();
    toned(&format!("{before}{text}{after}"), tone)
}

/// What stands in a cell: lines below each other.
pub(crate) type Lines = Vec<Vec<Piece>>;

/// A picture, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    /// What stands below it, and is read in its place.
    pub(crate) caption: String,
    /// The bytes of a PNG file.
    pub(crate) png: Option<Vec<u8>>,
}

/// A part of a document.
enum Part {
    Block(Block),
    Beside(Vec<Picture>),
    Plot(Plot),
}

/// A document that grows.
pub(crate) struct Sheet {
    title: String,
    parts: Vec<Part>,
}

impl Sheet {
    /// An empty document with its title.
    pub(crate) fn new(title: &str) -> Self {
        let words = Block::Title(line(&[Piece::Strong(title.to_owned())]));
        Self { title: title.to_owned(), parts: vec![Part::Block(words)] }
    }

    /// A section begins.
    pub(crate) fn heading(&mut self, words: &str, count: Option<usize>) {
        self.parts.push(Part::Block(Block::Heading(super::clean(words), count)));
    }

    /// A paragraph.
    pub(crate) fn text(&mut self, pieces: &[Piece]) {
        self.parts.push(Part::Block(Block::Text(line(pieces))));
    }

    /// A table; `none` is said where it has no rows.
    pub(crate) fn table(&mut self, heads: &[&str], rows: Vec<Vec<Lines>>, none: &str) {
        let mut table = Table::new(heads, none);
        let cell = |lines: &Lines| -> Cell { lines.iter().map(|pieces| line(pieces)).collect() };
        table.rows = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        self.parts.push(Part::Block(Block::Table(table)));
    }

    /// In what two runs differ, loud; nothing where they are alike.
    pub(crate) fn differences(&mut self, differences: &[super::Difference]) {
        let blocks = super::document::differences(differences, Messages::default());
        self.parts.extend(blocks.into_iter().map(Part::Block));
    }

    /// Pictures beside each other; pages alone show them.
    pub(crate) fn beside(&mut self, pictures: Vec<Picture>) {
        self.parts.push(Part::Beside(pictures));
    }

    /// Curves over time; pages alone show them.
    pub(crate) fn plot(&mut self, plot: Plot) {
        self.parts.push(Part::Plot(plot));
    }

    /// The document in a format for people. Ends with a line end.
    pub(crate) fn print(&self, format: Format, look: Look) -> String {
        if format == Format::Html {
            return html::page(&self.title, &self.parts);
        }
        let blocks: Vec<Block> = self
            .parts
            .iter()
            .filter_map(|part| match part {
                Part::Block(block) => Some(block.clone()),
                Part::Beside(pictures) => Some(Block::Text(captions(pictures))),
                Part::Plot(_) => None,
            })
            .collect();
        format::blocks(format, &blocks, look)
    }
}

fn line(pieces: &[Piece]) -> Line {
    pieces.iter().map(Piece::span).collect()
}

/// What pictures there are, for formats that cannot show them.
fn captions(pictures: &[Picture]) -> Line {
    let told: Vec<String> = pictures
        .iter()
        .map(|picture| {
            let kept = if picture.png.is_some() { "--format html shows it" } else { "there is no picture" };
            format!("{} ({kept}).", picture.caption)
        })
        .collect();
    vec![Span::words(told.join(" "))]
}

/// A value as JSON, fit for a terminal. Ends with a line end.
pub(crate) fn json(value: &impl Serialize) -> String {
    format::pretty(value)
}
