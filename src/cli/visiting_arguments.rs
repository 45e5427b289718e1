//! Words that say how sites are visited, and by which browser.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::arguments::{ColourChoice, PageArgument};

/// Words of `doctor`.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DoctorFormat {
    /// A line for each thing that was looked at, with what to type.
    Text,
    /// One object (`reports/schema/doctor.schema.json`).
    Json,
}

/// Which browser, and how it is started.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Browser")]
pub struct BrowserArguments {
    /// The browser's executable; otherwise the one that the variable `CHROME` names, else PATH and the usual places are
    /// searched.
    // Not read by clap, which refuses a variable that is set to nothing.
    #[arg(long, value_name = "PATH")]
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
    /// Cookie that lies in the jar for the site's own host, `name=value`, as for --header; `name=value; scripts` where scripts
    /// of the page must read it. May be said several times.
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

/// Which flavour of browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FlavourChoice {
    /// `chrome-headless-shell`.
    Shell,
    /// Full Chrome or Chromium.
    Full,
}

/// Which clock pages run on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ClockArgument {
    /// As fast as the processor allows.
    Virtual,
    /// Wall time.
    Real,
}
