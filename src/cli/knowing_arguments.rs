//! Words of the commands that show and explain: `show`, `explain`, `classify`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::arguments::{FormatArgument, ImportedArguments, PrintingArguments};

/// Words of `show`.
#[derive(Debug, Args)]
#[command(after_help = "Values of cookies and storage and what stands in queries are cut; --values shows them whole.")]
pub struct ShowArguments {
    /// A bundle: a folder that holds `evidence.json`, or a site folder with `bundle/` in it.
    #[arg(value_name = "BUNDLE")]
    pub bundle: PathBuf,
    /// What to show.
    #[arg(value_enum)]
    pub part: ShowPart,
    /// Only these states, separated by commas.
    #[arg(long, value_delimiter = ',', value_name = "STATES")]
    pub state: Vec<String>,
    /// Show values whole. They may identify a person.
    #[arg(long)]
    pub values: bool,
    /// Folders with more knowledge, laid out like `rules/`.
    #[arg(long, value_name = "DIR")]
    pub rules: Vec<PathBuf>,
    /// What goes to standard output.
    #[arg(long, value_enum, default_value_t = FormatArgument::Table)]
    pub format: FormatArgument,
    /// How to print.
    #[command(flatten)]
    pub printing: PrintingArguments,
}

/// What `show` can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShowPart {
    /// What lay in the jar, who set it, how long it lives.
    Cookies,
    /// Web storage, databases, caches, service workers.
    Storage,
    /// Requests and their answers.
    Requests,
    /// Consent signals.
    Signals,
    /// Everything that happened, in order.
    Timeline,
}

/// Words of `explain`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct ExplainArguments {
    /// What to explain, if not a rule.
    #[command(subcommand)]
    pub what: Option<ExplainWhat>,
    /// Id of the rule, as in `reject-absent`.
    #[arg(required = true)]
    pub rule: Option<String>,
    /// Profile whose thresholds are shown.
    #[arg(long, default_value = "eu-gdpr")]
    pub profile: String,
    /// Folders with more rules, laid out like `rules/`.
    #[arg(long, value_name = "DIR")]
    pub rules: Vec<PathBuf>,
}

/// What `explain` can explain beside rules.
#[derive(Debug, Subcommand)]
pub enum ExplainWhat {
    /// Tell what is known about a cookie or storage key, how, and what else claims its name.
    Cookie(ExplainCookieArguments),
}

/// Words of `explain cookie`.
#[derive(Debug, Args)]
pub struct ExplainCookieArguments {
    /// Name or key, as the browser shows it.
    pub name: String,
    /// Domain that it is kept for; without --site a cookie of the site's own.
    #[arg(long, value_name = "DOMAIN")]
    pub domain: Option<String>,
    /// Host of the page.
    #[arg(long, value_name = "HOST")]
    pub site: Option<String>,
    /// Host of the script or answer that set it.
    #[arg(long, value_name = "HOST")]
    pub setter: Option<String>,
    /// What goes to standard output.
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    pub format: ExplainFormat,
    /// Folders with more cookies and trackers, laid out like `rules/`.
    #[arg(long, value_name = "DIR")]
    pub rules: Vec<PathBuf>,
    /// Which lists of your own count.
    #[command(flatten)]
    pub imported: ImportedArguments,
}

/// How an explanation is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    /// For people.
    Text,
    /// One object.
    Json,
}

/// Words of `classify`.
#[derive(Debug, Args)]
#[command(
    after_help = "Each line is plain text or a JSON object: `text` for buttons and text; `name`, and where known \
`domain` and `site`, for cookies. One JSON object a line comes out, in the same order. A line that cannot be read ends \
the run with exit code 2 and its number."
)]
pub struct ClassifyArguments {
    /// What the lines are.
    #[arg(value_enum)]
    pub kind: ClassifyKind,
    /// Folders with more phrases, cookies and trackers, laid out like `rules/`.
    #[arg(long, value_name = "DIR")]
    pub rules: Vec<PathBuf>,
    /// Which lists of your own count.
    #[command(flatten)]
    pub imported: ImportedArguments,
}

/// What `classify` can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ClassifyKind {
    /// Words of buttons and links: what they do.
    Buttons,
    /// Names of cookies and storage keys: what they are for.
    Cookies,
    /// Texts: whether they ask for consent.
    Text,
}
