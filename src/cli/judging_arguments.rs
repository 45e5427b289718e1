//! Words that say how evidence is judged.

use std::path::PathBuf;

use clap::Args;

use super::arguments::ImportedArguments;
use crate::messages::Language;
use crate::report::{NoThreshold, Threshold};
use crate::yaml::suggest;

/// How to judge.
#[derive(Debug, Args)]
#[command(next_help_heading = "Judging")]
pub struct JudgingArguments {
    /// Profiles that switch rules on and set their limits, as in `fr-cnil,tcf`: each result names those by which it was
    /// judged. Otherwise `eu-gdpr`.
    #[arg(long, value_delimiter = ',', value_name = "PROFILE,…")]
    pub profile: Vec<String>,
    /// Judge by a profile even where the site was seen from a country for which it does not speak.
    #[arg(long)]
    pub any_vantage: bool,
    /// Folders with more rules, profiles and knowledge, laid out like `rules/`.
    #[arg(long, value_name = "DIR")]
    pub rules: Vec<PathBuf>,
    /// Which lists of your own count.
    #[command(flatten)]
    pub imported: ImportedArguments,
    /// YAML file with exceptions, each with reason and date.
    #[arg(long, value_name = "FILE")]
    pub exceptions: Option<PathBuf>,
    /// YAML file of configuration; otherwise `consentinel.yaml`, if it is there.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// What only the owner of the site knows, as in `audience=children` or `exempt-measurement=yes`; goes before --config.
    #[arg(long, value_name = "NAME=WORD")]
    pub site_fact: Vec<String>,
    /// Lowest severity that makes the exit code 1, and the lowest confidence if not any, as in `high:medium`; otherwise
    /// that of the profile, else `high`.
    #[arg(long, value_name = "SEVERITY[:CONFIDENCE]", value_parser = threshold)]
    pub fail_on: Option<Threshold>,
    /// Language of the report: en, de, fr, es, it, nl or pl. Ids and other words that programs read stay as they are.
    #[arg(long, default_value = "en", value_name = "LANGUAGE")]
    pub lang: Language,
    /// Do not leave with 3 where something could not be observed; a site of which nothing was seen still is.
    #[arg(long)]
    pub allow_incomplete: bool,
    /// Leave with 0 whatever was found or could not be observed; the last line says with what it would have been. What is
    /// refused (2) and a missing browser (4) stay.
    #[arg(long)]
    pub exit_zero: bool,
}

/// A threshold, or what there is instead.
fn threshold(word: &str) -> Result<Threshold, String> {
    word.parse().map_err(|why: NoThreshold| format!("{why}; {}", suggest(&why.word, why.known.iter().copied())))
}
