//! The table of all settings.

use super::checks::{self, Check, Wrong};
use super::handed;

/// A setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Setting {
    Profiles,
    States,
    Pages,
    Device,
    Viewport,
    Scale,
    Mobile,
    Locale,
    TimeZone,
    UserAgent,
    Country,
    Headers,
    Cookies,
    BasicAuth,
    Proxy,
    Resolve,
    Certificates,
    Clock,
    Deadline,
    Expect,
    Inventory,
    Exceptions,
    Rules,
    FailOn,
    AllowIncomplete,
    Baseline,
    Output,
    Format,
    Write,
}

/// What may be written as its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One word.
    One,
    /// A list of words, or one.
    Many,
    /// The same, and never an empty list.
    OneOrMore,
    /// Names with a word each; on the command line they are joined by this.
    Pairs(&'static str),
    /// Yes or no.
    Flag,
}

/// For what it is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// For a site, below `defaults` or the site.
    Site,
    /// For the whole run, at the top of the file.
    Run,
}

/// All about a setting.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Which one.
    pub setting: Setting,
    /// Its key in the file.
    pub name: &'static str,
    /// Its flag, if there is one.
    pub flag: Option<&'static str>,
    /// The words that hold if nobody says any.
    pub default: &'static [&'static str],
    /// What may be written.
    pub shape: Shape,
    /// For what.
    pub scope: Scope,
    /// Whether its words may hold secrets, which are read from the environment and never shown.
    pub secrecy: Secrecy,
    /// Refuses a word.
    pub check: Check,
    /// What it is, for the schema.
    pub about: &'static str,
}

/// Whether words may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrecy {
    /// They may.
    Open,
    /// Of pairs the names may; otherwise nothing but the names of variables.
    Secret,
}

const STATES: &[&str] =
    &["none", "none-again", "reject", "reject-again", "accept", "withdraw", "gpc", "dismiss", "save", "browse"];

/// A row of a setting of a site whose words may be shown.
const fn site(
    setting: Setting,
    name: &'static str,
    flag: Option<&'static str>,
    default: &'static [&'static str],
    shape: Shape,
    check: Check,
    about: &'static str,
) -> Row {
    Row { setting, name, flag, default, shape, scope: Scope::Site, secrecy: Secrecy::Open, check, about }
}

const fn secret(row: Row) -> Row {
    Row { secrecy: Secrecy::Secret, ..row }
}

const fn run(row: Row) -> Row {
    Row { scope: Scope::Run, ..row }
}

use Setting::{
    AllowIncomplete, Baseline, BasicAuth, Certificates, Clock, Cookies, Country, Deadline, Device, Exceptions, Expect,
    FailOn, Format, Headers, Inventory, Locale, Mobile, Output, Pages, Profiles, Proxy, Resolve, Rules, Scale, States,
    TimeZone, UserAgent, Viewport, Write,
};
use Shape::{Flag, Many, One, OneOrMore, Pairs};

/// Every setting, in the order in which they are shown.
pub const TABLE: [Row; 29] = [
    site(Profiles, "profiles", Some("--profile"), &["eu-gdpr"], OneOrMore, checks::any, "Profiles by which is judged."),
    site(States, "states", Some("--states"), STATES, OneOrMore, checks::state, "States to live through."),
    site(
        Pages,
        "pages",
        Some("--page"),
        &[],
        Many,
        checks::page,
        "Further pages of the site, as in `/cart`: each is a target of its own, named `site/page`.",
    ),
    site(
        Device,
        "device",
        Some("--device"),
        &["desktop"],
        One,
        checks::device,
        "A device with its viewport, scale, touch and user agent: `desktop`, `phone` or `tablet`.",
    ),
    site(
        Viewport,
        "viewport",
        Some("--viewport"),
        &["1280x900"],
        One,
        checks::viewport,
        "Width and height of the viewport in CSS pixels, as in `1280x900`.",
    ),
    site(Scale, "scale", None, &["1"], One, checks::scale, "Device pixels a CSS pixel, 0.5 to 4."),
    site(
        Mobile,
        "mobile",
        None,
        &["no"],
        Flag,
        checks::yes_or_no,
        "Whether it is a device that is touched, whose browser heeds the viewport that a page names.",
    ),
    site(
        Locale,
        "locale",
        Some("--locale"),
        &["en-GB,en"],
        One,
        checks::locale,
        "Languages that the browser asks for, as in `de-DE,de,en`.",
    ),
    site(
        TimeZone,
        "time-zone",
        Some("--time-zone"),
        &[],
        One,
        checks::time_zone,
        "IANA time zone of the pages, as in `Europe/Paris`; otherwise that of the machine.",
    ),
    site(
        UserAgent,
        "user-agent",
        Some("--user-agent"),
        &[],
        One,
        checks::line,
        "User agent that pages are shown, without client hints; otherwise that of the browser.",
    ),
    site(
        Country,
        "country",
        Some("--country"),
        &[],
        One,
        checks::country,
        "Country that the visits come from, as ISO 3166 code, if you know it.",
    ),
    secret(site(
        Headers,
        "headers",
        Some("--header"),
        &[],
        Pairs(": "),
        handed::header,
        "Headers for the site's own origin and nobody else. `${NAME}` is read from the environment.",
    )),
    secret(site(
        Cookies,
        "cookies",
        Some("--cookie"),
        &[],
        Pairs("="),
        handed::cookie,
        "Cookies that lie in the jar for the site's own host before each visit. `${NAME}` is read from the environment; `; scripts` behind a value lets scripts of the page read it.",
    )),
    secret(site(
        BasicAuth,
        "basic-auth",
        Some("--basic-auth"),
        &[],
        One,
        handed::basic_auth,
        "User and password for the site's own origin, as in `${SHOP_USER}:${SHOP_PASSWORD}`, read from the environment.",
    )),
    secret(site(
        Proxy,
        "proxy",
        Some("--proxy"),
        &[],
        One,
        handed::proxy_word,
        "Proxy, as in `http://proxy.example:3128`, user and password before the host as `${USER}:${PASSWORD}@`; otherwise that of the environment.",
    )),
    site(
        Resolve,
        "resolve",
        Some("--resolve"),
        &[],
        Many,
        checks::resolve,
        "Where hosts lead, as in `shop.example:443:192.0.2.7`.",
    ),
    site(
        Certificates,
        "ignore-certificate-errors",
        Some("--ignore-certificate-errors"),
        &["no"],
        Flag,
        checks::yes_or_no,
        "Whether sites are visited whose certificates are not valid.",
    ),
    site(
        Clock,
        "clock",
        Some("--clock"),
        &["virtual"],
        One,
        checks::clock,
        "Clock that pages run on: `virtual` or `real`.",
    ),
    site(
        Deadline,
        "deadline",
        Some("--deadline"),
        &["45"],
        One,
        checks::deadline,
        "Seconds of wall time for one visit, 1 to 3600.",
    ),
    site(
        Expect,
        "expect",
        None,
        &[],
        Pairs(": "),
        checks::expect,
        "What you know of the banner: where something else is seen, the audit is incomplete.",
    ),
    site(
        Inventory,
        "inventory",
        None,
        &[],
        One,
        checks::line,
        "CSV file with your own inventory of cookies (`knowledge import --from cookie-inventory`).",
    ),
    site(Exceptions, "exceptions-file", Some("--exceptions"), &[], One, checks::line, "YAML file with exceptions."),
    run(site(
        Rules,
        "rules",
        Some("--rules"),
        &[],
        Many,
        checks::line,
        "Folders with more rules, profiles and knowledge.",
    )),
    run(site(
        FailOn,
        "fail-on",
        Some("--fail-on"),
        &["high"],
        One,
        checks::threshold,
        "Lowest severity, and confidence if not any, that makes the exit code 1, as in `high:medium`.",
    )),
    run(site(
        AllowIncomplete,
        "allow-incomplete",
        Some("--allow-incomplete"),
        &["no"],
        Flag,
        checks::yes_or_no,
        "Whether a run may be incomplete without leaving with 3.",
    )),
    run(site(
        Baseline,
        "baseline",
        Some("--baseline"),
        &[],
        One,
        checks::line,
        "An earlier run, as for `--baseline`: only findings that are new since then make the exit code 1.",
    )),
    run(site(
        Output,
        "output",
        Some("--output"),
        &["consentinel-reports"],
        One,
        checks::line,
        "Folder for bundles and reports.",
    )),
    run(site(
        Format,
        "format",
        Some("--format"),
        &["table"],
        One,
        checks::format,
        "What goes to standard output, as for `--format`.",
    )),
    run(site(
        Write,
        "write",
        Some("--write"),
        &[],
        Pairs("="),
        checks::output_file,
        "Files of the whole run by their formats, as in `sarif: out.sarif`.",
    )),
];

impl Setting {
    /// Its row of the table.
    pub fn row(self) -> &'static Row {
        // Held by a test: the table has every setting, in the order of the enum.
        &TABLE[self as usize]
    }
}

impl Row {
    /// The row of a key of the file.
    pub fn named(name: &str) -> Option<&'static Self> {
        TABLE.iter().find(|row| row.name == name)
    }

    /// Refuses a word.
    pub fn refuse(&self, word: &str) -> Option<Wrong> {
        (self.check)(word).err()
    }

    /// Refuses one of several words, each of which is right, for what stands beside it.
    pub fn refuse_beside(&self, words: &[String]) -> Option<(usize, Wrong)> {
        match self.setting {
            Setting::Pages => checks::page_again(words),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_its_row_and_defaults_pass_their_own_checks() {
        for (at, row) in TABLE.iter().enumerate() {
            assert_eq!(row.setting as usize, at, "{}", row.name);
            assert!(row.about.ends_with('.'), "{}", row.name);
            for word in row.default {
                assert!(row.refuse(word).is_none(), "{}: {word}", row.name);
            }
        }
    }

    #[test]
    fn every_flag_of_the_table_is_a_flag_of_audit() {
        let line = crate::cli::command_line();
        let Some(audit) = line.find_subcommand("audit") else { return };
        let flags: Vec<String> =
            audit.get_arguments().filter_map(|one| Some(format!("--{}", one.get_long()?))).collect();
        for flag in TABLE.iter().filter_map(|row| row.flag) {
            assert!(flags.iter().any(|known| known == flag), "{flag}");
        }
    }
}
