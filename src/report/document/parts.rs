//! Spans, lines, cells and tables. A span is cleaned when it is made: what is in a document is safe to print.

use crate::evidence::ReachOutcome;
use crate::policy::Severity;
use crate::report::clean::clean;
use crate::report::form::Report;

/// How loud a span is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Tone {
    /// As everything else.
    Plain,
    /// Set off.
    Strong,
    /// Beside the point.
    Quiet,
    /// Something is missing or doubtful.
    Doubt,
    /// As loud as its severity.
    Severity(Severity),
    /// It stood there then, between signs that pages leave out.
    Removed,
    /// It stands there now, between signs that pages leave out.
    Added,
}

impl Tone {
    /// What stands before and behind it where colour and lines cannot be relied on.
    pub(in crate::report) fn signs(self) -> (&'static str, &'static str) {
        match self {
            Self::Removed => ("[-", "-]"),
            Self::Added => ("{+", "+}"),
            Self::Plain | Self::Strong | Self::Quiet | Self::Doubt | Self::Severity(_) => ("", ""),
        }
    }
}

/// What a span is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) enum Kind {
    /// Words.
    Words,
    /// A name, address or pointer, to be shown letter by letter.
    Code,
    /// Words that lead to an address.
    Link(String),
    /// A name that leads to a place on the same page, for formats that have places.
    Within(String),
}

/// A piece of text of one tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) struct Span {
    /// Its text.
    pub(in crate::report) text: String,
    /// How loud.
    pub(in crate::report) tone: Tone,
    /// What it is.
    pub(in crate::report) kind: Kind,
    /// The language that it is in, BCP 47, where that is another than the report's.
    pub(in crate::report) language: Option<String>,
}

impl Span {
    pub(in crate::report) fn new(text: &str, tone: Tone, kind: Kind) -> Self {
        Self { text: clean(text), tone, kind, language: None }
    }

    /// Words.
    pub(in crate::report) fn words(text: impl AsRef<str>) -> Self {
        Self::new(text.as_ref(), Tone::Plain, Kind::Words)
    }

    /// Words of ours that stay on one line: their spaces are hard.
    pub(super) fn whole(text: impl AsRef<str>) -> Self {
        let span = Self::words(text);
        Self { text: span.text.replace(' ', "\u{a0}"), ..span }
    }

    /// A name, address or pointer.
    pub(in crate::report) fn code(text: impl AsRef<str>) -> Self {
        Self::new(text.as_ref(), Tone::Plain, Kind::Code)
    }

    /// Words that lead to an address.
    pub(super) fn link(text: &str, url: &str) -> Self {
        Self::new(text, Tone::Plain, Kind::Link(clean(url)))
    }

    /// The same, in another language than the report.
    pub(super) fn spoken_as(self, language: &str) -> Self {
        Self { language: Some(clean(language)), ..self }
    }

    /// The same in another tone.
    pub(super) fn toned(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    /// The same, set off.
    pub(super) fn strong(self) -> Self {
        self.toned(Tone::Strong)
    }

    /// The same, beside the point.
    pub(in crate::report) fn quiet(self) -> Self {
        self.toned(Tone::Quiet)
    }

    /// The same, as a doubt.
    pub(in crate::report) fn doubt(self) -> Self {
        self.toned(Tone::Doubt)
    }
}

/// Spans that follow each other, a space between each two.
pub(in crate::report) type Line = Vec<Span>;

/// Lines below each other.
pub(in crate::report) type Cell = Vec<Line>;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Column {
    /// Text, which may be wrapped.
    Text,
    /// A few letters a state; where there is no room beside each other they go below each other.
    Marks,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) struct Table {
    /// Heads of the columns, and what they hold.
    pub(in crate::report) columns: Vec<(String, Column)>,
    /// Rows with as many cells as there are columns.
    pub(in crate::report) rows: Vec<Vec<Cell>>,
    /// What is said where there are no rows.
    pub(in crate::report) empty: Line,
    /// How to read it.
    pub(in crate::report) legend: Option<String>,
    /// Head of the column in which marks stand where they go below each other; empty where there are none.
    pub(in crate::report) states: String,
}

impl Table {
    /// A table of text columns, for what does not depend on what was seen.
    pub(in crate::report) fn new(heads: &[&str], empty: &str) -> Self {
        let columns = heads.iter().map(|head| ((*head).to_owned(), Column::Text)).collect();
        let empty = vec![Span::words(empty).quiet()];
        Self { columns, rows: Vec::new(), empty, legend: None, states: String::new() }
    }

    /// A table of what was seen. Where nothing could be looked at, an empty one says that instead of "none".
    pub(super) fn of_seen(heads: &[&str], none: &str, report: &Report) -> Self {
        let m = report.messages();
        let mut table = Self::new(heads, none);
        if report.reached.outcome != ReachOutcome::Loaded {
            table.empty = vec![Span::words(m.say("common.not-looked-at")).doubt()];
        } else if !report.complete {
            table.empty = vec![Span::words(none), Span::words(m.say("common.not-everything")).doubt()];
        }
        table
    }
}

/// Findings of one rule and severity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) struct Card {
    /// Id of the rule.
    pub(in crate::report) rule: String,
    /// How bad.
    pub(in crate::report) severity: Severity,
    /// How bad, in words.
    pub(in crate::report) tag: String,
    /// The rule's title.
    pub(in crate::report) title: Span,
    /// Rule, word, how sure.
    pub(in crate::report) about: Line,
    /// What failed, one entry each.
    pub(in crate::report) points: Vec<Point>,
    /// Law, remedy: label and lines.
    pub(in crate::report) notes: Vec<(String, Cell)>,
}

/// One thing that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) struct Point {
    /// What was observed.
    pub(in crate::report) message: Line,
    /// Where it stands in the evidence, and its fingerprint.
    pub(in crate::report) details: Cell,
    /// Its fingerprint alone.
    pub(in crate::report) fingerprint: String,
}

/// Counts as one line, with a point between each two, for formats that write lines.
pub(in crate::report) fn tallied(counts: &[Span]) -> Line {
    let between = |number: usize| (number > 0).then(|| Span::words("·").quiet());
    counts.iter().enumerate().flat_map(|(number, count)| between(number).into_iter().chain([count.clone()])).collect()
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) enum Block {
    /// What the document is about.
    Title(Line),
    /// A section begins; with the number of things in it, where that says something.
    Heading(String, Option<usize>),
    /// Counts beside each other, the number at the head of each.
    Tally(Vec<Span>),
    /// A paragraph.
    Text(Line),
    /// A paragraph that stands apart from what is above it.
    Note(Line),
    /// Labels with what they stand for.
    Pairs(Vec<(String, Cell)>),
    /// A table.
    Table(Table),
    /// Findings of one rule.
    Card(Card),
}
