//! A report as sections, tables and cards for people. Every format for people renders the same document, so that none
//! says more or less than another.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | the parts of a document |
//! | `parts.rs` | spans, lines, cells and tables, cleaned as they are made |
//! | `cut.rs` | long names, cut in the middle |
//! | `head.rs` | title and summary |
//! | `baseline.rs` | what changed since the baseline |
//! | `site.rs` | the site and what was reached |
//! | `banner.rs` | the banner and its controls |
//! | `states.rs` | what was done in each state |
//! | `foreign.rs` | texts that stay English in a report of another language |
//! | `marks.rs` | in which phases of a state something was there |
//! | `items.rs` | cookies and storage |
//! | `hosts.rs` | third-party hosts |
//! | `plain.rs` | the outcome in plain words, for long formats |
//! | `recipients.rs`, `signals.rs` | who received data, consent signals in words; for long formats |
//! | `failed.rs` | every failed rule in one row |
//! | `findings.rs` | findings, worst first, and those that are waived |
//! | `undetermined.rs` | what could not be determined |
//! | `quiet.rs` | what was looked for and not observed |
//! | `closing.rs` | what this run says and what it does not |

mod banner;
mod baseline;
mod closing;
mod cut;
mod failed;
mod findings;
mod foreign;
mod head;
mod hosts;
mod items;
mod marks;
mod parts;
mod plain;
mod quiet;
mod recipients;
mod signals;
mod site;
mod states;
mod undetermined;

pub(in crate::report) use baseline::differences;
pub(crate) use baseline::why_words as why_new_words;
pub(super) use cut::{REASON, cut};
pub(super) use foreign::words as foreign_words;
pub(super) use items::{cells as item_cells, heading as items_heading, table as items_table};
pub(super) use parts::{Block, Card, Cell, Column, Kind, Line, Point, Span, Table, Tone, tallied};

use super::exhibits::Exhibits;
use super::form::Report;
use super::persona::Persona;

/// A part of a document. Formats that draw put their drawings beside the parts and choose an order of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// Title and summary.
    Head,
    /// The outcome in plain words; not in [`document`].
    Plain,
    /// What is new since the baseline, if there is one.
    Baseline,
    /// The site and how it was seen.
    Site,
    /// The banner.
    Banner,
    /// What was done in each state.
    States,
    /// Cookies and storage.
    Items,
    /// Third-party hosts.
    Hosts,
    /// Third-party hosts by owner; not in [`document`].
    Recipients,
    /// Consent signals in words; not in [`document`].
    Signals,
    /// Findings, waived ones, exceptions.
    Findings,
    /// What could not be determined.
    Undetermined,
    /// What was not observed.
    Quiet,
    /// What the run says and what it does not.
    Closing,
}

impl Part {
    /// Those of a document that is read from top to bottom.
    const SHORT: [Self; 11] = [
        Self::Head,
        Self::Baseline,
        Self::Site,
        Self::Banner,
        Self::States,
        Self::Items,
        Self::Hosts,
        Self::Findings,
        Self::Undetermined,
        Self::Quiet,
        Self::Closing,
    ];

    /// Its blocks.
    pub(super) fn blocks(self, report: &Report, exhibits: &Exhibits, persona: Persona) -> Vec<Block> {
        match self {
            Self::Head => head::blocks(report),
            Self::Baseline => baseline::blocks(report),
            Self::Plain => plain::blocks(report),
            Self::Site => site::blocks(report),
            Self::Banner => banner::blocks(report),
            Self::States => states::blocks(report),
            Self::Items => items::blocks(report),
            Self::Hosts => hosts::blocks(report),
            Self::Recipients => recipients::blocks(report, exhibits),
            Self::Signals => signals::blocks(report, exhibits),
            Self::Findings => findings::blocks(report, persona),
            Self::Undetermined => undetermined::blocks(report),
            Self::Quiet => quiet::blocks(report, persona),
            Self::Closing => closing::blocks(report),
        }
    }
}

/// The document of a report, for one who reads it.
pub(super) fn document(report: &Report, persona: Persona) -> Vec<Block> {
    let nothing = Exhibits::default();
    Part::SHORT.into_iter().flat_map(|part| part.blocks(report, &nothing, persona)).collect()
}
