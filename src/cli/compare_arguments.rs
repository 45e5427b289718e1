//! The part of the command line that is about runs held against each other.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::arguments::{ColourChoice, JudgingArguments};

/// What a run is held against.
#[derive(Debug, Args)]
pub struct BaselineArguments {
    /// An earlier run: its report, its bundle, the folder of a site or of several. Only findings that are new since then make
    /// the exit code 1; what is fixed, unchanged or not known is told.
    #[arg(long, value_name = "FILE|BUNDLE")]
    pub baseline: Option<PathBuf>,
    /// Hold the run against nothing, whatever the configuration says.
    #[arg(long, conflicts_with = "baseline")]
    pub no_baseline: bool,
}

/// Words of `diff`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 no new finding at or above the threshold; 1 there are some; 2 runs of two sites, or \
with --strict runs that are not alike; 3 not everything could be observed in the later run, or compared."
)]
pub struct DiffArguments {
    /// The earlier run: a bundle, the folder of a site or of several, or a report.json. Bundles are judged again.
    #[arg(value_name = "THEN")]
    pub then: PathBuf,
    /// The later run.
    #[arg(value_name = "NOW")]
    pub now: PathBuf,
    /// Refuse runs that are not alike in place, profile, rules, states, device, clock or version.
    #[arg(long)]
    pub strict: bool,
    /// How to judge bundles.
    #[command(flatten)]
    pub judging: JudgingArguments,
    /// What goes to standard output.
    #[arg(long, value_enum, default_value_t = DiffFormat::Table)]
    pub format: DiffFormat,
    /// When to use colour.
    #[arg(long, value_enum, default_value_t = ColourChoice::Auto)]
    pub color: ColourChoice,
    /// Width of the tables; otherwise that of the terminal.
    #[arg(long, value_name = "COLUMNS")]
    pub width: Option<usize>,
}

/// How a difference is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// Tables for the terminal.
    Table,
    /// One object; an array of them for several sites.
    Json,
    /// Markdown.
    Markdown,
    /// One HTML file that loads nothing, with the pictures of both bundles.
    Html,
}

/// Words of `history`.
#[derive(Debug, Args)]
#[command(
    after_help = "Keep the --output of each run in a folder of its own, as in runs/2026-11-26/. Exit codes: 0; 2 no run \
there; 3 some run could not be read, unless --allow-incomplete or --exit-zero. It fails for no finding: there is no --fail-on."
)]
pub struct HistoryArguments {
    /// Folders that hold bundles or reports of many runs, at any depth; or files of reports.
    #[arg(required = true, value_name = "FOLDER|FILE")]
    pub folders: Vec<PathBuf>,
    /// How to judge bundles.
    #[command(flatten)]
    pub judging: JudgingArguments,
    /// What goes to standard output.
    #[arg(long, value_enum, default_value_t = HistoryFormat::Table)]
    pub format: HistoryFormat,
    /// When to use colour.
    #[arg(long, value_enum, default_value_t = ColourChoice::Auto)]
    pub color: ColourChoice,
    /// Width of the tables; otherwise that of the terminal.
    #[arg(long, value_name = "COLUMNS")]
    pub width: Option<usize>,
}

/// How a history is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum HistoryFormat {
    /// Tables for the terminal.
    Table,
    /// One object.
    Json,
    /// Markdown.
    Markdown,
    /// One HTML file that loads nothing, with curves.
    Html,
    /// One row a run.
    Csv,
}
