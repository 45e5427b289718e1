//! The form of a file below `cookies/`, and what is checked in it by itself.
//!
//! ```yaml
//! vendor: example-ads               # the file's name
//! name: Example Ads                 # for people
//! sources: ["https://ads.example/cookies"]
//! date: "2026-11-25"                # when the facts were checked
//! hosts: [ads.example]              # of its scripts and answers, each with all below it
//! cookies:
//!   - names: [_ea_id]               # exact names, and
//!     patterns: ["_ea_{digits}"]    # patterns (`name_pattern.rs`), for which the same facts hold
//!     seen-as: [_ea_12]             # a name for each pattern, run as a test
//!     place: cookie                 # local-storage, session-storage
//!     purpose: marketing
//!     kind: advertising             # narrower
//!     party: first                  # third (then with `domains`), either
//!     lifetime: 13 months           # session, persistent
//!     identifies: true
//!     summary: Recognises a browser for showing ads again.
//! ```
//!
//! Optional: `domains` on which alone the names tell something; `common: true` if others use the names too;
//! `set-by: site` for software that runs on the site's own host; `contested` with what others say of its purpose, so
//! that it is never known better than by its name, and its purpose may be `unknown` where it is contested whether consent
//! is needed at all; `exempt` with the countries in which an authority may spare it from consent, and on what condition:
//!
//! ```yaml
//!     exempt: [{ country: FR, authority: CNIL, condition: Only for the audience of one site. }]
//! ```

use serde::{Deserialize, Serialize};

use super::cookie::Purpose;
use super::entry::{check_date, check_sources, check_vendor, is_country};
use super::host;
use super::name_pattern::{NamePattern, is_pattern};
use crate::yaml::{Placed, SourceError, SourceText, locate, parse, suggest};

/// Narrower kinds that an entry may name.
const KINDS: [&str; 20] = [
    "ab-test",
    "advertising",
    "affiliate",
    "authentication",
    "cart",
    "chat",
    "consent-record",
    "cookie-test",
    "debugging",
    "load-balancing",
    "measurement",
    "payment",
    "performance",
    "preference",
    "security",
    "session",
    "session-replay",
    "share",
    "survey",
    "user-input",
];

/// Names that many use for many things; two letters and less are as well.
const EVERYBODYS: [&str; 24] = [
    "auth", "cart", "cid", "client", "currency", "guid", "id", "lang", "language", "locale", "login", "pid", "player",
    "sess", "session", "sid", "store", "test", "token", "uid", "user", "userid", "uuid", "visitor",
];

/// One vendor, as written.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Written {
    vendor: String,
    name: String,
    sources: Vec<String>,
    date: String,
    #[serde(default)]
    hosts: Vec<Placed>,
    cookies: Vec<WrittenRow>,
}

/// Names with what holds for all of them, as written.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct WrittenRow {
    #[serde(default)]
    names: Vec<Placed>,
    #[serde(default)]
    patterns: Vec<Placed>,
    #[serde(default)]
    seen_as: Vec<Placed>,
    place: Place,
    purpose: Purpose,
    kind: String,
    party: AppearsAs,
    lifetime: String,
    identifies: bool,
    #[serde(default)]
    common: bool,
    #[serde(default)]
    domains: Vec<Placed>,
    #[serde(default)]
    set_by: SetBy,
    #[serde(default)]
    contested: Option<String>,
    #[serde(default)]
    exempt: Vec<Exemption>,
    summary: String,
}

/// Where an item is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// A cookie.
    Cookie,
    /// `localStorage`.
    LocalStorage,
    /// `sessionStorage`.
    SessionStorage,
}

/// As whose an item appears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AppearsAs {
    /// Kept for the visited site.
    First,
    /// Kept for the vendor's own domain.
    Third,
    /// Both were seen.
    Either,
}

/// Where an item may do without consent, and on what condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Exemption {
    /// Country by its two letters (ISO 3166-1).
    pub country: String,
    /// Authority or statute that says so.
    pub authority: String,
    /// What must hold.
    pub condition: String,
}

/// Who sets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SetBy {
    /// A script or answer of one of the vendor's hosts.
    #[default]
    Vendor,
    /// The site itself: its software runs there.
    Site,
}

/// Names with what holds for all of them, checked.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Row {
    /// Exact names.
    pub(super) names: Vec<Placed>,
    /// Patterns, with where they stand.
    pub(super) patterns: Vec<(NamePattern, Placed)>,
    /// What for.
    pub(super) purpose: Purpose,
    /// Narrower.
    pub(super) kind: String,
    /// Whether others use these names too, so that a name alone tells nothing.
    pub(super) common: bool,
    /// Domains on which alone the row speaks; none for first-party items.
    pub(super) domains: Vec<String>,
    /// Who sets it.
    pub(super) set_by: SetBy,
    /// Where it is kept.
    pub(super) place: Place,
    /// As whose it appears.
    pub(super) party: AppearsAs,
    /// As written: `session`, `persistent`, `13 months`.
    pub(super) lifetime: String,
    /// Whether its value tells browsers apart.
    pub(super) identifies: bool,
    /// What others say of its purpose.
    pub(super) contested: Option<String>,
    /// Where it may do without consent.
    pub(super) exempt: Vec<Exemption>,
    /// What it does, for people.
    pub(super) summary: String,
    /// Names as they are met, of which each is one of the row's.
    pub(super) seen_as: Vec<String>,
}

impl Row {
    /// Whether a name of the row tells something without domain and setter.
    pub(super) fn stands_alone(&self) -> bool {
        self.domains.is_empty() && !self.common
    }
}

/// One vendor, checked.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct CookieFile {
    /// Name for people.
    pub(super) name: String,
    /// Hosts of the scripts and answers that set its items.
    pub(super) hosts: Vec<String>,
    /// Where the facts were read.
    pub(super) sources: Vec<String>,
    /// When.
    pub(super) date: String,
    /// What it keeps.
    pub(super) rows: Vec<Row>,
}

/// Reads one file.
///
/// # Errors
/// Everything that is wrong in it, each where it stands.
pub(super) fn read(text: &SourceText) -> Result<CookieFile, Vec<SourceError>> {
    let written: Written = parse(text).map_err(|error| vec![error])?;
    let mut errors: Vec<SourceError> = [
        check_vendor(text, &written.vendor),
        check_date(text, "date", &written.date),
        check_sources(text, &written.sources),
    ]
    .into_iter()
    .filter_map(Result::err)
    .collect();
    errors.extend(written.hosts.iter().filter_map(|host| check_host(text, host).err()));
    let mut rows = Vec::new();
    for (number, row) in written.cookies.into_iter().enumerate() {
        errors.append(&mut check_row(text, number, &row));
        match compiled(text, &row) {
            Ok(patterns) => {
                errors.extend(row.seen_as.iter().filter_map(|name| check_seen(text, name, &row, &patterns).err()));
                rows.push(finished(row, patterns));
            }
            Err(mut found) => errors.append(&mut found),
        }
    }
    let hosts = written.hosts.into_iter().map(|host| host.value).collect();
    let Written { name, sources, date, .. } = written;
    if errors.is_empty() { Ok(CookieFile { name, hosts, sources, date, rows }) } else { Err(errors) }
}

fn finished(row: WrittenRow, patterns: Vec<(NamePattern, Placed)>) -> Row {
    Row {
        names: row.names,
        patterns,
        purpose: row.purpose,
        kind: row.kind,
        common: row.common,
        domains: row.domains.into_iter().map(|domain| domain.value).collect(),
        set_by: row.set_by,
        place: row.place,
        party: row.party,
        lifetime: row.lifetime,
        identifies: row.identifies,
        contested: row.contested,
        exempt: row.exempt,
        summary: row.summary,
        seen_as: row.seen_as.into_iter().map(|name| name.value).collect(),
    }
}

fn compiled(text: &SourceText, row: &WrittenRow) -> Result<Vec<(NamePattern, Placed)>, Vec<SourceError>> {
    let mut patterns = Vec::new();
    let mut errors = Vec::new();
    for written in &row.patterns {
        match NamePattern::new(&written.value) {
            Ok(pattern) => patterns.push((pattern, written.clone())),
            Err(message) => errors.push(SourceError::at(text, written, &message, "")),
        }
    }
    if errors.is_empty() { Ok(patterns) } else { Err(errors) }
}

fn check_seen(
    text: &SourceText,
    seen: &Placed,
    row: &WrittenRow,
    patterns: &[(NamePattern, Placed)],
) -> Result<(), SourceError> {
    let by_name = row.names.iter().any(|name| name.value == seen.value);
    if by_name || patterns.iter().any(|(pattern, _)| pattern.matches(&seen.value)) {
        return Ok(());
    }
    let message = format!("neither a name nor a pattern of this entry is `{}`", seen.value);
    Err(SourceError::at(text, seen, &message, "write a name for each pattern, as browsers show it"))
}

fn check_host(text: &SourceText, host: &Placed) -> Result<(), SourceError> {
    if host::is_plain(&host.value) {
        return Ok(());
    }
    let help = "write `cdn.example.com`, without scheme, path or `*`; all below it is meant";
    Err(SourceError::at(text, host, "not a plain host", help))
}

fn check_row(text: &SourceText, number: usize, row: &WrittenRow) -> Vec<SourceError> {
    let at = |field: &str, message: &str, help: &str| {
        let path = if field.is_empty() { format!("cookies[{number}]") } else { format!("cookies[{number}].{field}") };
        SourceError::at(text, locate(&text.text, &path), message, help)
    };
    let mut errors: Vec<SourceError> = row.domains.iter().filter_map(|host| check_host(text, host).err()).collect();
    errors.extend(row.names.iter().filter_map(|name| check_name(text, row, name).err()));
    if row.names.is_empty() && row.patterns.is_empty() {
        errors.push(at("", "neither names nor patterns", "name what is kept"));
    }
    if row.purpose == Purpose::Unknown && row.contested.is_none() {
        let help = "leave the entry out until its purpose is known, or say in `contested` what is said of it";
        errors.push(at("purpose", "`unknown` is no purpose", help));
    }
    if !KINDS.contains(&row.kind.as_str()) {
        errors.push(at("kind", &format!("unknown word `{}`", row.kind), &suggest(&row.kind, KINDS)));
    }
    if row.party == AppearsAs::Third && row.domains.is_empty() {
        errors.push(at("party", "no domains for a third-party item", "list the domains that it is kept for"));
    }
    if row.set_by == SetBy::Site && !matches!(row.purpose, Purpose::Necessary | Purpose::Functional) {
        let help =
            "the site's own software sets what is necessary or functional; other purposes need the vendor's host";
        errors.push(at("set-by", "this purpose cannot be proven by the site itself", help));
    }
    if row.set_by == SetBy::Site && row.common {
        let help = "the site sets whatever it likes: leave out names that many use, or list the vendor's hosts";
        errors.push(at("common", "a common name that the site sets tells nothing", help));
    }
    if !is_lifetime(&row.lifetime) {
        let help = "write `session`, `persistent`, or a number with `seconds` to `years`: `13 months`";
        errors.push(at("lifetime", &format!("`{}` is no lifetime", row.lifetime), help));
    }
    let exempt = row.exempt.iter().flat_map(|exempt| [("exempt", &exempt.authority), ("exempt", &exempt.condition)]);
    let words = [("summary", Some(&row.summary)), ("contested", row.contested.as_ref())];
    let words = words.into_iter().filter_map(|(field, words)| Some((field, words?))).chain(exempt);
    for (field, _) in words.filter(|(_, words)| words.trim().is_empty()) {
        errors.push(at(field, "this is empty", "write a sentence"));
    }
    for exempt in row.exempt.iter().filter(|exempt| !is_country(&exempt.country)) {
        let help = "write the two letters of the country: `FR`, `DE`";
        errors.push(at("exempt", &format!("`{}` is no country", exempt.country), help));
    }
    errors
}

fn check_name(text: &SourceText, row: &WrittenRow, name: &Placed) -> Result<(), SourceError> {
    let wrong = |message: &str, help: &str| Err(SourceError::at(text, name, message, help));
    if name.value.trim() != name.value || name.value.is_empty() {
        return wrong("empty, or white space at an end", "write the name as browsers show it");
    }
    if is_pattern(&name.value) {
        return wrong("this is a pattern", "move it to `patterns`");
    }
    let everybodys = name.value.len() < 3 || EVERYBODYS.contains(&name.value.to_lowercase().as_str());
    if everybodys && row.domains.is_empty() && !row.common {
        let help = "mark the entry `common: true`, or list the domains on which it speaks";
        return wrong(&format!("`{}` is a name that many use", name.value), help);
    }
    Ok(())
}

fn is_lifetime(words: &str) -> bool {
    const UNITS: [&str; 7] = ["second", "minute", "hour", "day", "week", "month", "year"];
    if matches!(words, "session" | "persistent") {
        return true;
    }
    let Some((count, unit)) = words.split_once(' ') else { return false };
    let unit = unit.strip_suffix('s').unwrap_or(unit);
    count.parse::<u16>().is_ok_and(|count| count > 0) && UNITS.contains(&unit)
}
