//! What can be written on the command line about lists of the user's own.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::knowledge::lists::ListKind;

/// Words of `knowledge`.
#[derive(Debug, Args)]
pub struct KnowledgeArguments {
    /// What to do.
    #[command(subcommand)]
    pub action: KnowledgeAction,
}

/// What `knowledge` can do.
#[derive(Debug, Subcommand)]
pub enum KnowledgeAction {
    /// Read a list, check it, and keep it: audits use it from then on.
    Import(ImportArguments),
    /// Tell which lists are kept.
    List(ListArguments),
    /// Tell all about one list, and what of it could not be used.
    Info(InfoArguments),
    /// Forget a list.
    Remove {
        /// Its name.
        name: String,
        /// Where it is kept.
        #[command(flatten)]
        data: DataArgument,
    },
    /// Fetch the lists that the configuration names; the last good copy stays where that fails.
    Update(UpdateArguments),
}

/// Where lists are kept.
#[derive(Debug, Clone, Args)]
pub struct DataArgument {
    /// Folder in which lists are kept; otherwise that of the variable `CONSENTINEL_DATA`, otherwise `consentinel` in the
    /// user's data folder.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

/// Which of the user's lists count.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Lists of your own")]
pub struct ImportedArguments {
    /// Where they are kept.
    #[command(flatten)]
    pub data: DataArgument,
    /// Use built-in knowledge alone, and no list that was imported.
    #[arg(long)]
    pub no_imported: bool,
}

/// Words of `knowledge import`.
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// Which list it is.
    #[arg(long, value_enum, value_name = "LIST")]
    pub from: FromArgument,
    /// The file.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Name to keep it by, in small letters, digits and hyphens; otherwise that of the list. A list of the same name and
    /// kind is replaced.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Where it is kept.
    #[command(flatten)]
    pub data: DataArgument,
}

/// Words of `knowledge list`.
#[derive(Debug, Args)]
pub struct ListArguments {
    /// How to print.
    #[arg(long, value_enum, default_value_t = TellFormat::Table)]
    pub format: TellFormat,
    /// Where they are kept.
    #[command(flatten)]
    pub data: DataArgument,
}

/// Words of `knowledge info`.
#[derive(Debug, Args)]
pub struct InfoArguments {
    /// Its name.
    pub name: String,
    /// How to print.
    #[arg(long, value_enum, default_value_t = TellFormat::Table)]
    pub format: TellFormat,
    /// Where it is kept.
    #[command(flatten)]
    pub data: DataArgument,
}

/// Words of `knowledge update`.
#[derive(Debug, Args)]
pub struct UpdateArguments {
    /// Names of the lists to fetch; otherwise all of the configuration.
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// YAML file that names lists and their addresses; otherwise `consentinel/knowledge.yaml` in the user's folder for
    /// configurations.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Where lists are kept.
    #[command(flatten)]
    pub data: DataArgument,
}

/// How lists are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TellFormat {
    /// For people.
    Table,
    /// For programs.
    Json,
}

/// Which list it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FromArgument {
    /// Your own inventory: CSV with the columns name, domain, purpose, owner, lifetime.
    CookieInventory,
    /// Open Cookie Database, CSV or JSON.
    OpenCookieDatabase,
    /// EasyPrivacy.
    #[value(name = "easyprivacy")]
    EasyPrivacy,
    /// EasyList.
    #[value(name = "easylist")]
    EasyList,
    /// Any other filter list of ad blockers.
    Adblock,
    /// Disconnect's services.json.
    Disconnect,
    /// Ghostery's trackerdb.json.
    #[value(name = "trackerdb")]
    TrackerDb,
    /// rules.json of @duckduckgo/autoconsent.
    Autoconsent,
    /// Rules.json of Consent-O-Matic.
    ConsentOMatic,
}

impl From<FromArgument> for ListKind {
    fn from(word: FromArgument) -> Self {
        match word {
            FromArgument::CookieInventory => Self::CookieInventory,
            FromArgument::OpenCookieDatabase => Self::OpenCookieDatabase,
            FromArgument::EasyPrivacy => Self::EasyPrivacy,
            FromArgument::EasyList => Self::EasyList,
            FromArgument::Adblock => Self::Adblock,
            FromArgument::Disconnect => Self::Disconnect,
            FromArgument::TrackerDb => Self::TrackerDb,
            FromArgument::Autoconsent => Self::Autoconsent,
            FromArgument::ConsentOMatic => Self::ConsentOMatic,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_list_has_its_own_word() {
        let words: Vec<ListKind> = FromArgument::value_variants().iter().map(|word| ListKind::from(*word)).collect();
        assert_eq!(words, ListKind::all().collect::<Vec<_>>());
        for word in FromArgument::value_variants() {
            let written = word.to_possible_value().unwrap();
            assert_eq!(written.get_name(), ListKind::from(*word).word());
        }
    }
}
