//! What can be written on the command line about what is told while a command is at work.

use clap::{Args, ValueEnum};

/// What is told on standard error while a command is at work.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "While at work")]
pub struct ProgressArguments {
    /// How progress is shown on standard error.
    #[arg(long, value_enum, value_name = "HOW", default_value_t = ProgressChoice::Auto)]
    pub progress: ProgressChoice,
    /// Print nothing but errors on standard error. Results on standard output stay.
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Also tell which browser and rules are used, and what was done on the page in each state.
    #[arg(short, long)]
    pub verbose: bool,
}

/// How progress is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ProgressChoice {
    /// Bars on a terminal, lines elsewhere and in CI.
    #[default]
    Auto,
    /// A bar a site; lines where there is no terminal.
    Bar,
    /// A line for each thing that is done.
    Plain,
    /// A JSON object a line, for programs (`reports/schema/progress.schema.json`).
    Json,
    /// Not at all.
    None,
}
