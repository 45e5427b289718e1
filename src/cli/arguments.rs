//! What can be written on the command line. Nothing is decided here.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand, ValueEnum};

#[cfg(feature = "chrome")]
pub use super::bundle_arguments::{KeepingArguments, PageArgument};
pub use super::bundle_arguments::{RedactArguments, SignArguments, VerifyArguments};
pub use super::compare_arguments::{BaselineArguments, DiffArguments, DiffFormat, HistoryArguments, HistoryFormat};
pub use super::completions::CompletionsArguments;
pub use super::configuration::ConfigArguments;
pub use super::forms::{FormParser, FormWord, WriteWord, WrittenWord};
pub use super::init::InitArguments;
pub use super::knowledge::{ImportedArguments, KnowledgeArguments};
pub use super::man::ManArguments;
pub use super::policy::PolicyArguments;
pub use super::progress::ProgressArguments;
use crate::messages::Language;
use crate::report::{NoThreshold, Threshold};
use crate::yaml::suggest;

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

/// Words of `doctor`.
#[cfg(feature = "chrome")]
#[derive(Debug, Args)]
pub struct DoctorArguments {
    /// Which browser.
    #[command(flatten)]
    pub browser: BrowserArguments,
    /// What goes to standard output.
    #[arg(long, value_enum, default_value_t = DoctorFormat::Text)]
    pub format: DoctorFormat,
    /// When to use colour.
    #[arg(long, value_enum, default_value_t = ColourChoice::Auto)]
    pub color: ColourChoice,
}

/// How `doctor` prints.
#[cfg(feature = "chrome")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DoctorFormat {
    /// A line for each thing that was looked at, with what to type.
    Text,
    /// One object (`reports/schema/doctor.schema.json`).
    Json,
}

/// Which browser, and how it is started.
#[cfg(feature = "chrome")]
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Browser")]
pub struct BrowserArguments {
    /// The browser's executable; otherwise PATH and the usual places are searched.
    #[arg(long, env = "CHROME", hide_env_values = true, value_name = "PATH")]
    pub chrome: Option<PathBuf>,
    /// Which flavour to search for.
    #[arg(long, value_enum, value_name = "FLAVOUR")]
    pub browser: Option<FlavourChoice>,
    /// Show the browser's window, so that you can watch: one visit at a time, on the real clock. Needs full Chrome or
    /// Chromium and a display.
    #[arg(long)]
    pub open: bool,
    /// Start the browser without its sandbox. Always so for root; the evidence says it.
    #[arg(long)]
    pub no_sandbox: bool,
    /// Visit sites whose certificates are not valid. The evidence says it.
    #[arg(long)]
    pub ignore_certificate_errors: bool,
    /// Where host names lead, in Chrome's own words: `MAP shop.example 127.0.0.1:8080`.
    #[arg(long, value_name = "RULES")]
    pub host_rules: Option<String>,
}

/// How to visit.
#[cfg(feature = "chrome")]
#[derive(Debug, Args)]
#[command(next_help_heading = "Visiting")]
pub struct VisitingArguments {
    /// The browser.
    #[command(flatten)]
    pub browser: BrowserArguments,
    /// States to live through, separated by commas; otherwise `none,none-again,reject,reject-again,accept,withdraw,gpc,
    /// dismiss,save,browse`. `partial:<category>` (functional, analytics, marketing, social) can be had beside.
    #[arg(long, value_delimiter = ',', value_name = "STATES")]
    pub states: Vec<String>,
    /// Further page of the site by its path, as in `/cart`: a target of its own. May be said several times.
    #[arg(long, value_name = "PATH")]
    pub page: Vec<String>,
    /// A device with its viewport, scale, touch and user agent: `desktop`, `phone` or `tablet`.
    #[arg(long, value_name = "DEVICE")]
    pub device: Option<String>,
    /// Width and height of the viewport, CSS pixels, as in `1280x900`, which is the default.
    #[arg(long, value_name = "WxH")]
    pub viewport: Option<String>,
    /// IANA time zone of the pages, as in `Europe/Paris`; otherwise that of the machine.
    #[arg(long, value_name = "ZONE")]
    pub time_zone: Option<String>,
    /// User agent that pages are shown, without client hints; otherwise that of the browser.
    #[arg(long, value_name = "TEXT")]
    pub user_agent: Option<String>,
    /// Header for the site's own origin and nobody else, `Name: value`; `${NAME}` in the value is read from the
    /// environment, so write it in single quotes. May be said several times. Values are never kept.
    #[arg(long, value_name = "HEADER")]
    pub header: Vec<String>,
    /// Cookie that lies in the jar for the site's own host, `name=value`, as for --header. May be said several times.
    #[arg(long, value_name = "COOKIE")]
    pub cookie: Vec<String>,
    /// User and password for the site's own origin, from the environment: '${SHOP_USER}:${SHOP_PASSWORD}'.
    #[arg(long, value_name = "USER:PASSWORD")]
    pub basic_auth: Option<String>,
    /// Proxy, as in `http://proxy.example:3128`; otherwise that of the environment. Loopback is reached without.
    #[arg(long, value_name = "URL")]
    pub proxy: Option<String>,
    /// Where a host leads, as in `shop.example:443:192.0.2.7`. May be said several times.
    #[arg(long, value_name = "HOST:PORT:ADDRESS")]
    pub resolve: Vec<String>,
    /// Which clock pages run on; otherwise `virtual`, or `real` with --open.
    #[arg(long, value_enum)]
    pub clock: Option<ClockArgument>,
    /// Seconds of wall time for one visit; otherwise 45, or 180 with --open.
    #[arg(long, value_name = "SECONDS")]
    pub deadline: Option<String>,
    /// Visits under way at once; the default is what the machine bears, or one with --open.
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Languages that the browser asks for; otherwise `en-GB,en`.
    #[arg(long, value_name = "TAGS")]
    pub locale: Option<String>,
    /// Country that the visits come from, as ISO 3166 code, if you know it.
    #[arg(long, value_name = "CODE", conflicts_with = "own_address")]
    pub country: Option<String>,
    /// Public address that the visits come from; its country is looked up in --geo-database.
    #[arg(long, value_name = "ADDRESS", requires = "geo_database")]
    pub own_address: Option<std::net::IpAddr>,
    /// A MaxMind database of countries (MMDB file) of your own: tells the countries of the addresses that answered.
    #[arg(long, value_name = "FILE")]
    pub geo_database: Option<PathBuf>,
    /// Ask name servers where names of the site's own lead, so that trackers behind them (CNAME) are known. The names go
    /// out directly, past any proxy.
    #[arg(long)]
    pub dns: bool,
    /// Address of the name server to ask, with a port if it is not 53; otherwise those of the system. Needed where pages
    /// are visited through a proxy.
    #[arg(long, value_name = "ADDRESS", requires = "dns")]
    pub dns_server: Option<String>,
    /// Take no screenshots.
    #[arg(long)]
    pub no_screenshots: bool,
    /// Store each page at the end of each phase, with everything that it shows or its markup alone.
    #[arg(long, value_enum, value_name = "FORM")]
    pub pages: Option<PageArgument>,
}

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
    /// Do not leave with 3 where something could not be observed.
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

/// Which flavour of browser.
#[cfg(feature = "chrome")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FlavourChoice {
    /// `chrome-headless-shell`.
    Shell,
    /// Full Chrome or Chromium.
    Full,
}

/// Which clock pages run on.
#[cfg(feature = "chrome")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ClockArgument {
    /// As fast as the processor allows.
    Virtual,
    /// Wall time.
    Real,
}
