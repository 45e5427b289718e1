//! What can be written on the command line about rules and profiles.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::arguments::JudgingArguments;

/// Words of `policy`.
#[derive(Debug, Args)]
pub struct PolicyArguments {
    /// What to do.
    #[command(subcommand)]
    pub action: PolicyAction,
}

/// What `policy` can do.
#[derive(Debug, Subcommand)]
pub enum PolicyAction {
    /// Check everything that an audit would load.
    Check {
        /// How to judge.
        #[command(flatten)]
        judging: JudgingArguments,
    },
    /// Run the examples of rules.
    Test {
        /// Ids of rules; without one, all.
        #[arg(value_name = "RULE")]
        only: Vec<String>,
        /// Folders with more rules.
        #[command(flatten)]
        folders: FoldersArguments,
    },
    /// Write the skeleton of a rule, to be filled in.
    New(NewArguments),
    /// List all rules by group, and the profiles in which each is on.
    List(ListArguments),
    /// Show a profile with its rules, or a rule under every profile, and where each word and value comes from.
    Show(ShowArguments),
}

/// Where more rules are.
#[derive(Debug, Args)]
pub struct FoldersArguments {
    /// Folders with more rules, profiles and knowledge, laid out like `rules/`.
    #[arg(long, value_name = "DIR")]
    pub rules: Vec<PathBuf>,
}

/// Words of `policy new`.
#[derive(Debug, Args)]
pub struct NewArguments {
    /// Id of the rule, in small letters, digits and hyphens.
    pub id: String,
    /// Group that it belongs to, as in `prior-consent`: the folder of its file.
    #[arg(long, value_name = "GROUP")]
    pub group: String,
    /// Folder to write it below, laid out like `rules/`; the same as for --rules elsewhere.
    #[arg(long, value_name = "DIR", default_value = "rules")]
    pub rules: PathBuf,
}

/// Words of `policy list`.
#[derive(Debug, Args)]
pub struct ListArguments {
    /// Only the rules that this profile switches on, with its severities and words.
    #[arg(long, value_name = "PROFILE")]
    pub profile: Option<String>,
    /// Folders with more rules.
    #[command(flatten)]
    pub folders: FoldersArguments,
    /// Width of the table; otherwise that of the terminal.
    #[arg(long, value_name = "COLUMNS")]
    pub width: Option<usize>,
}

/// Words of `policy show`.
#[derive(Debug, Args)]
pub struct ShowArguments {
    /// Id of a profile or of a rule.
    #[arg(value_name = "PROFILE|RULE")]
    pub what: String,
    /// Folders with more rules.
    #[command(flatten)]
    pub folders: FoldersArguments,
    /// Width of the table; otherwise that of the terminal.
    #[arg(long, value_name = "COLUMNS")]
    pub width: Option<usize>,
}
