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
//! | `marks.rs` | in which phases of a state something was there |
//! | `items.rs` | cookies and storage |
//! | `hosts.rs` | third-party hosts |
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
mod head;
mod hosts;
mod items;
mod marks;
mod parts;
mod quiet;
mod site;
mod states;
mod undetermined;

pub(super) use cut::{REASON, cut};
pub(super) use parts::{Block, Card, Cell, Column, Kind, Line, Point, Span, Table, Tone};

use super::form::Report;
use super::persona::Persona;

/// The document of a report, for one who reads it.
pub(super) fn document(report: &Report, persona: Persona) -> Vec<Block> {
    let mut blocks = Vec::new();
    blocks.extend(head::blocks(report));
    blocks.extend(baseline::blocks(report));
    blocks.extend(site::blocks(report));
    blocks.extend(banner::blocks(report));
    blocks.extend(states::blocks(report));
    blocks.extend(items::blocks(report));
    blocks.extend(hosts::blocks(report));
    blocks.extend(findings::blocks(report, persona));
    blocks.extend(undetermined::blocks(report));
    blocks.extend(quiet::blocks(report, persona));
    blocks.extend(closing::blocks(report));
    blocks
}
