//! The report of one target, its formats and the exit verdict.
//!
//! It may use engine, policy, facts, evidence and knowledge (titles and addresses of provisions). It is pure: no I/O, no
//! clock, no width of a terminal that it was not handed. The same evidence, rules and version give the same bytes.
//!
//! | file | holds |
//! |---|---|
//! | `form/` | [`Report`]: the shape of `report.json` |
//! | `build.rs` | evidence, facts and results to a report |
//! | `signals.rs` | consent signals, decoded |
//! | `expected.rs` | what the owner knows of his banner, held against what was seen |
//! | `gaps.rs` | what could not be observed, hence [`Report::complete`] |
//! | `unread.rs` | which parts of a visit could not be read, phase by phase |
//! | `since.rs` | how findings stand to the baseline |
//! | `threshold.rs` | from where on findings make a run fail |
//! | `run.rs` | what a run has to print: reports, and where their sites stand in the user's files |
//! | `exit.rs` | reports to an exit code, the same for every format |
//! | `document/` | a report as sections, tables and cards, for people; one file a section |
//! | `exhibits/` | what the evidence shows beside the report: pictures, the course of states |
//! | `format/` | documents and reports to bytes; one file a format |
//! | `wec/` | evidence in the layout of the EDPS Website Evidence Collector |
//! | `sheet/` | documents of other rooms, in the formats of reports |
//! | `show/` | evidence as tables, without judgement |
//! | `persona.rs` | for whom is printed |
//! | `clean.rs` | texts of pages made safe to print |
//! | `width.rs` | how wide a text is on a terminal |
//! | `words.rs` | how things are called in print |

mod build;
mod clean;
mod document;
mod exhibits;
mod exit;
mod expected;
mod form;
mod format;
mod gaps;
mod persona;
mod run;
pub(crate) mod sheet;
pub mod show;
mod signals;
mod since;
mod threshold;
mod unread;
pub mod wec;
mod width;
mod words;

pub(crate) use document::why_new_words;

pub use build::{Basis, Digests, build};
pub use clean::{clean, is_unsafe};
pub use exhibits::Exhibits;
pub use exit::{ExitKind, ExitVerdict, OnIncomplete, verdict, verdict_in};
pub use expected::{Expected, Presence};
pub use form::*;
pub use format::{
    Format, Look, Paint, Template, TemplateFault, csv_files, csv_table, csv_text, print, render, table, unarmed_text,
};
pub use persona::Persona;
pub use run::{Anchor, Mishap, Run, Unjudged};
pub use since::{Since, Standings};
pub use threshold::{DEFAULT_THRESHOLD, NoThreshold, Threshold, can_count};
pub(crate) use words::phase_words;
pub use words::{counted, spoken};
