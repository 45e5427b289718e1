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
//! | `csv.rs` | tables of a run for spreadsheets |
//! | `separated.rs` | separated values, guarded against formulas |
//! | `sarif/` | results for code scanning |
//! | `junit.rs` | results for what shows tests |
//! | `github.rs`, `github_summary.rs` | annotations and the summary of a job |
//! | `gitlab.rs` | code quality |
//! | `told.rs` | how findings and gaps are told by formats for programs |
//! | `template.rs` | a template of the user's own |

mod csv;
mod github;
mod github_summary;
mod gitlab;
mod grid;
pub(super) mod html;
mod json;
mod junit;
mod markdown;
mod paint;
mod plain;
mod sarif;
mod separated;
mod template;
mod terminal;
mod told;
mod wrap;

pub use csv::files as csv_files;
pub use github::unarmed_text;
pub(in crate::report) use json::pretty;
pub use paint::Paint;
pub use plain::table;
pub use separated::{csv_table, csv_text};
pub use template::{Template, TemplateFault};

use super::document::Block;
use super::exit::ExitVerdict;
use super::form::Report;
use super::persona::Persona;
use super::run::Run;

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
    /// What failed and what could not be determined, separated by commas; [`csv_files`] has the other tables.
    Csv,
    /// SARIF 2.1.0 with everything that was judged; what is waived is there as suppressed.
    Sarif,
    /// SARIF 2.1.0 as GitHub code scanning takes it: without what is waived, within its limits.
    SarifGithub,
    /// JUnit XML.
    Junit,
    /// Commands that make GitHub annotate files.
    Github,
    /// Markdown for the summary of a job on GitHub.
    GithubSummary,
    /// Code quality of GitLab.
    Gitlab,
}

impl Format {
    /// Every format, under the word of the command line.
    pub const ALL: [(&'static str, Self); 11] = [
        ("table", Self::Terminal),
        ("json", Self::Json),
        ("markdown", Self::Markdown),
        ("html", Self::Html),
        ("csv", Self::Csv),
        ("sarif", Self::Sarif),
        ("sarif-github", Self::SarifGithub),
        ("junit", Self::Junit),
        ("github", Self::Github),
        ("github-summary", Self::GithubSummary),
        ("gitlab", Self::Gitlab),
    ];

    /// The word of the command line.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, format)| *format == self).map_or("", |(word, _)| word)
    }
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
        _ => terminal::blocks(blocks, look),
    }
}

/// The reports of a run in a format. For people the last line says how the run ends and why; JSON is one object for
/// one report and an array for several. Ends with a line end.
pub fn render(format: Format, reports: &[Report], exit: &ExitVerdict, look: Look) -> String {
    print(format, &Run::of(reports, exit), look)
}

/// As [`render`], with what evidence shows beside reports, the places of sites in the user's files, and targets of which there is no report.
pub fn print(format: Format, run: &Run<'_>, look: Look) -> String {
    match format {
        Format::Terminal => terminal::render(run.reports, run.exit, look),
        Format::Json => json::render(run.reports),
        Format::Markdown => markdown::render(run.reports, run.exit, look.persona),
        Format::Html => html::render(run, look.persona),
        Format::Csv => csv::findings(run),
        Format::Sarif => sarif::render(run, sarif::Flavour::Plain),
        Format::SarifGithub => sarif::render(run, sarif::Flavour::Github),
        Format::Junit => junit::render(run),
        Format::Github => github::render(run),
        Format::GithubSummary => github_summary::render(run),
        Format::Gitlab => gitlab::render(run),
    }
}
