//! Words that say how, and in which forms, reports are printed and written.

use std::str::FromStr;

use clap::{Args, ValueEnum};

use super::forms::{FormParser, FormWord, WriteWord};

/// In which forms reports are printed and written.
#[derive(Debug, Args)]
#[command(next_help_heading = "Printing")]
pub struct FormArguments {
    /// What goes to standard output, otherwise `table`; `template:FILE` is a template of your own.
    #[arg(long, value_name = "FORMAT", value_parser = FormParser)]
    pub format: Option<FormWord>,
    /// Write a file for the whole run, as in `sarif=consentinel.sarif`; also `har=FILE`. For `csv` it is a folder of tables, `pdf` is
    /// printed by the browser. Can be given several times.
    #[arg(long, value_name = "FORMAT=FILE", value_parser = WriteWord::from_str)]
    pub write: Vec<WriteWord>,
    /// Keep the evidence of each state in this layout too, in a folder `wec/` below that of the site.
    #[arg(long, value_enum, value_name = "LAYOUT")]
    pub layout: Option<LayoutArgument>,
}

/// Layouts of other programs for evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LayoutArgument {
    /// That of the EDPS Website Evidence Collector.
    Wec,
}

/// How to print.
#[derive(Debug, Args)]
#[command(next_help_heading = "Printing")]
pub struct PrintingArguments {
    /// When to use colour.
    #[arg(long, value_enum, default_value_t = ColourChoice::Auto)]
    pub color: ColourChoice,
    /// Width of the tables; otherwise that of the terminal.
    #[arg(long, value_name = "COLUMNS")]
    pub width: Option<usize>,
    /// How much is printed of what failed. report.json and the exit code do not ask.
    #[arg(long, value_enum, default_value_t = PersonaArgument::Thorough)]
    pub persona: PersonaArgument,
}

/// How much is printed of what failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PersonaArgument {
    /// Findings.
    Regular,
    /// Findings and indications: what the exit code counts.
    Thorough,
    /// Reviews and information too.
    Auditor,
}

/// What goes to standard output, for people and as JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatArgument {
    /// Tables for the terminal.
    Table,
    /// `report.json`; an array of them for several targets.
    Json,
    /// Markdown.
    Markdown,
    /// One HTML file that loads nothing.
    Html,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColourChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}
