//! What can be written on the command line. Nothing is decided here.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

#[cfg(feature = "chrome")]
pub use super::bundle_arguments::{KeepingArguments, PageArgument};
pub use super::bundle_arguments::{RedactArguments, SignArguments, VerifyArguments};
pub use super::compare_arguments::{BaselineArguments, DiffArguments, DiffFormat, HistoryArguments, HistoryFormat};
pub use super::completions::CompletionsArguments;
pub use super::configuration::ConfigArguments;
pub use super::forms::{FormWord, WriteWord, WrittenWord, named_formats};
pub use super::init::InitArguments;
pub use super::judging_arguments::JudgingArguments;
pub use super::knowing_arguments::{
    ClassifyArguments, ClassifyKind, ExplainArguments, ExplainCookieArguments, ExplainFormat, ExplainWhat,
    ShowArguments, ShowPart,
};
pub use super::knowledge::{ImportedArguments, KnowledgeArguments};
pub use super::man::ManArguments;
pub use super::policy::PolicyArguments;
pub use super::printing_arguments::{
    ColourChoice, FormArguments, FormatArgument, LayoutArgument, PersonaArgument, PrintingArguments,
};
pub use super::progress::ProgressArguments;
#[cfg(feature = "chrome")]
pub use super::visiting_arguments::{
    BrowserArguments, ClockArgument, DoctorArguments, DoctorFormat, FlavourChoice, VisitingArguments,
};
#[cfg(feature = "chrome")]
use crate::messages::Language;

/// Audits cookie-consent banners in a headless browser and judges the evidence by readable policies.
#[derive(Debug, Parser)]
#[command(name = "consentinel", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "Exit codes: 0 nothing at or above the threshold; 1 findings at or above it; 2 usage, \
configuration or policy refused; 3 a target or a needed state could not be observed; 4 no usable browser; \
130 interrupted.")]
pub struct Arguments {
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Visit sites in every state, keep the evidence, judge it, print the tables.
    #[cfg(feature = "chrome")]
    Audit(AuditArguments),
    /// Visit sites and keep the evidence, judging nothing.
    #[cfg(feature = "chrome")]
    Collect(CollectArguments),
    /// Judge stored evidence again.
    Evaluate(EvaluateArguments),
    /// Hold two runs of a site against each other: findings, cookies, recipients, the banner, signals.
    Diff(DiffArguments),
    /// Show many runs of many sites in the order of time.
    History(HistoryArguments),
    /// Print what a bundle holds: cookies, storage, requests, signals or the timeline of each state.
    Show(ShowArguments),
    /// Check that bundles are as they were written, and who signed them.
    Verify(VerifyArguments),
    /// Sign bundles, or have them stamped with the time.
    Sign(SignArguments),
    /// Copy a bundle with its values replaced, so that it can be passed on.
    Redact(RedactArguments),
    /// Audit the built-in demo sites on loopback; no internet needed.
    #[cfg(feature = "chrome")]
    Demo(DemoArguments),
    /// Tell what a rule demands, why, and how to mend or waive it; or what is known about a cookie.
    Explain(ExplainArguments),
    /// Read buttons, cookies or texts line by line from standard input, and tell what they are.
    Classify(ClassifyArguments),
    /// Take in lists of your own: a cookie inventory, filter lists, owners of hosts, rules for consent platforms.
    Knowledge(KnowledgeArguments),
    /// Check, try, write, list and show rules and profiles without visiting anything.
    Policy(PolicyArguments),
    /// Tell which settings hold, and who said so.
    Config(ConfigArguments),
    /// Write a configuration file, asking what is not said.
    Init(InitArguments),
    /// Find what is wrong with this machine and say what to type; starts the browser and loads a page.
    #[cfg(feature = "chrome")]
    Doctor(DoctorArguments),
    /// Print what a shell needs to complete commands, flags, rules and profiles.
    Completions(CompletionsArguments),
    /// Print the manual page of the program or of a command, or write all of them.
    Man(ManArguments),
}

/// Words of `audit`.
#[cfg(feature = "chrome")]
#[derive(Debug, Args)]
pub struct AuditArguments {
    /// Addresses, HTML files, folders, or names of sites in the configuration; without any, all sites of the configuration.
    #[arg(value_name = "TARGET")]
    pub targets: Vec<String>,
    /// How to visit.
    #[command(flatten)]
    pub visiting: VisitingArguments,
    /// How to judge.
    #[command(flatten)]
    pub judging: JudgingArguments,
    /// What it is held against.
    #[command(flatten)]
    pub held: BaselineArguments,
    /// How to keep the evidence.
    #[command(flatten)]
    pub keeping: KeepingArguments,
    /// In which forms.
    #[command(flatten)]
    pub forms: FormArguments,
    /// How to print.
    #[command(flatten)]
    pub printing: PrintingArguments,
    /// What is told meanwhile.
    #[command(flatten)]
    pub progress: ProgressArguments,
    /// Folder for reports: each site gets a folder of its own below it. Otherwise `consentinel-reports`.
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// Words of `collect`.
#[cfg(feature = "chrome")]
#[derive(Debug, Args)]
pub struct CollectArguments {
    /// Addresses, HTML files, folders, or names of sites in the configuration; without any, all sites of the configuration.
    #[arg(value_name = "TARGET")]
    pub targets: Vec<String>,
    /// How to visit.
    #[command(flatten)]
    pub visiting: VisitingArguments,
    /// How to keep the evidence.
    #[command(flatten)]
    pub keeping: KeepingArguments,
    /// Folders with more consent platforms, phrases, cookies and trackers, laid out like `rules/`.
    #[arg(long, value_name = "DIR")]
    pub rules: Vec<PathBuf>,
    /// Which lists of your own count.
    #[command(flatten)]
    pub imported: ImportedArguments,
    /// What is told meanwhile.
    #[command(flatten)]
    pub progress: ProgressArguments,
    /// YAML file of configuration; otherwise `consentinel.yaml`, if it is there.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Folder for bundles: each site gets a folder of its own below it. Otherwise `consentinel-reports`.
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// Words of `evaluate`.
#[derive(Debug, Args)]
pub struct EvaluateArguments {
    /// Bundles: folders that hold `evidence.json`, or site folders with `bundle/` in them.
    #[arg(required = true, value_name = "BUNDLE")]
    pub bundles: Vec<PathBuf>,
    /// How to judge.
    #[command(flatten)]
    pub judging: JudgingArguments,
    /// What it is held against.
    #[command(flatten)]
    pub held: BaselineArguments,
    /// In which forms.
    #[command(flatten)]
    pub forms: FormArguments,
    /// How to print.
    #[command(flatten)]
    pub printing: PrintingArguments,
    /// What is told meanwhile.
    #[command(flatten)]
    pub progress: ProgressArguments,
    /// Folder for reports; without it nothing is written.
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// Words of `demo`.
#[cfg(feature = "chrome")]
#[derive(Debug, Args)]
pub struct DemoArguments {
    /// How to visit.
    #[command(flatten)]
    pub visiting: VisitingArguments,
    /// What goes to standard output.
    #[arg(long, value_enum, default_value_t = FormatArgument::Table)]
    pub format: FormatArgument,
    /// How to print.
    #[command(flatten)]
    pub printing: PrintingArguments,
    /// Language of the reports: en, de, fr, es, it, nl or pl.
    #[arg(long, default_value = "en", value_name = "LANGUAGE")]
    pub lang: Language,
    /// Print the whole report of every site, not only the summary.
    #[arg(long)]
    pub full: bool,
    /// What is told meanwhile.
    #[command(flatten)]
    pub progress: ProgressArguments,
    /// Folder for reports.
    #[arg(short, long, value_name = "DIR", default_value = "consentinel-reports")]
    pub output: PathBuf,
}
