//! Cookies and storage keys: what they are for, and how that is known.
//!
//! A name alone proves little, so a reading says how it is known. The first of these that holds decides:
//!
//! | known by | holds when |
//! |---|---|
//! | `name-and-domain` | an entry of that name lists domains, and the cookie's domain is one of them or below it |
//! | `name-and-setter` | the host of the script or answer that set it is one of the vendor's hosts or below it; or the entry says `set-by: site` and whoever owns the cookie's domain set it (sessions of site software) |
//! | `name` | the exact name is in the book, listed without domains and not marked as `common` |
//! | `pattern` | the same for a pattern |
//! | `setter` | the name is not known, but the domain it belongs to, or else the host that set it, is a tracker's |
//! | `heuristic` | a word in a first-party name suggests it (`heuristic.rs`), or what else was seen of it (`shape.rs`) |
//! | `unknown` | nothing of the above |
//!
//! Exact names go before patterns, and of patterns the most literal one goes first. An entry that lists domains says
//! nothing about other domains. Names that many use (`uid`, `id`, `session`) are never known by themselves. Only the
//! first two may carry a finding. `set-by: site` is refused for purposes that a finding could be about. An entry whose
//! purpose is `contested` is never known better than by `name` or `pattern`, wherever it is kept and whoever set it.
//! Where it is contested whether consent is needed at all, an entry may say `purpose: unknown`: whose it is, is known then.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::cookie_clash;
use super::cookie_file::{self, CookieFile, Row, SetBy};
use super::files::{Filed, read_below};
use super::heuristic;
use super::host;
use super::lists::ListPlace;
use super::name_pattern::NamePattern;
use super::shape::{self, Whose};
use super::source::{SourceError, SourceText};
use super::tracker::{TrackerBook, TrackerReading, UrlKind};

/// What data is kept for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// The site cannot do without it.
    Necessary,
    /// Comfort.
    Functional,
    /// Measuring.
    Analytics,
    /// Advertising.
    Marketing,
    /// Social networks.
    Social,
    /// Nobody described it.
    Unknown,
}

impl Purpose {
    /// Whether data for this purpose needs consent as a rule.
    pub(super) fn needs_consent(self) -> bool {
        matches!(self, Self::Analytics | Self::Marketing | Self::Social)
    }
}

/// How a purpose is known, best first. Only the first two may carry a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum KnownBy {
    /// Name and domain agree with the book.
    NameAndDomain,
    /// Name and the host of the script or answer that set it agree with the book.
    NameAndSetter,
    /// The exact name alone.
    Name,
    /// A pattern of names alone.
    Pattern,
    /// Only who set it.
    Setter,
    /// A guess from its shape.
    Heuristic,
    /// Not known.
    Unknown,
}

/// What is asked about a cookie or storage item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CookieQuery<'a> {
    /// Name or key.
    pub name: &'a str,
    /// Domain without a leading dot, or host of the origin.
    pub domain: &'a str,
    /// Host of the audited page.
    pub site: &'a str,
    /// Host of the script or answer that set it, where known.
    pub setter: Option<&'a str>,
    /// What else was seen of it; only guesses are made from that.
    pub shape: ItemShape<'a>,
}

/// What an item looks like, whatever it is called. What was not seen is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ItemShape<'a> {
    /// Whether it ends with the session of the browser.
    pub session: Option<bool>,
    /// Seconds for which it was kept when it was set.
    pub lifetime_s: Option<u64>,
    /// Whether scripts cannot read it.
    pub http_only: Option<bool>,
    /// Its value with every run of small letters as `a`, of capitals as `A`, of digits as `9`; long ones cut short.
    pub value: Option<&'a str>,
}

/// What is known about a cookie or storage item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CookieReading {
    /// What for.
    pub purpose: Purpose,
    /// Narrower: `security`, `load-balancing`, `consent-record`, `session`, `preference`, `session-replay`,
    /// `ab-test`, `advertising`, `measurement`, …
    pub kind: Option<String>,
    /// Who made it, a name for people.
    pub vendor: Option<String>,
    /// How that is known.
    pub known_by: KnownBy,
    /// File of the entry that decided, below `rules/`.
    pub entry: Option<String>,
    /// Where it stands in a list of the user's, if that decided.
    pub list: Option<ListPlace>,
    /// What the built-in book surely says instead, if a list of the user's said otherwise.
    pub disputed: Option<Purpose>,
}

impl CookieReading {
    /// Whether another says the same of what it is for and whose it is.
    pub fn says_the_same(&self, other: &Self) -> bool {
        (self.purpose, &self.kind, &self.vendor) == (other.purpose, &other.kind, &other.vendor)
    }
}

/// All cookies and storage keys that are known.
#[derive(Debug, Clone, Default)]
pub struct CookieBook {
    pub(super) vendors: Vec<Vendor>,
    pub(super) rows: Vec<(usize, Row)>,
    names: BTreeMap<String, Vec<usize>>,
    patterns: BTreeMap<String, Vec<(NamePattern, usize)>>,
    trackers: Arc<TrackerBook>,
}

#[derive(Debug, Clone)]
pub(super) struct Vendor {
    pub(super) name: String,
    pub(super) path: String,
    pub(super) hosts: Vec<String>,
    pub(super) sources: Vec<String>,
    pub(super) date: String,
}

/// What is asked, ready to compare.
struct Asked {
    domain: String,
    setter: Option<String>,
    third_party: bool,
}

/// How much of a name an entry named.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Exactly,
    ByPattern,
}

impl CookieBook {
    /// Reads every text below `cookies/`, and those below `trackers/` for what only its setter tells.
    ///
    /// # Errors
    /// Every text that cannot be read, and names and patterns that another vendor owns.
    pub fn load(texts: &[SourceText]) -> Result<Self, Vec<SourceError>> {
        let trackers = TrackerBook::load(texts)?;
        let mut errors = Vec::new();
        let files = read_below(texts, "cookies", cookie_file::read, &mut errors);
        errors.append(&mut cookie_clash::find(&files, texts));
        if errors.is_empty() { Ok(Self::build(files, Arc::new(trackers))) } else { Err(errors) }
    }

    /// Puts files in order that do not clash; the trackers are there already.
    pub(super) fn build(files: Vec<Filed<CookieFile>>, trackers: Arc<TrackerBook>) -> Self {
        let mut book = Self { trackers, ..Self::default() };
        for Filed { text, content } in files {
            let vendor = book.vendors.len();
            let CookieFile { name, hosts, sources, date, rows } = content;
            book.vendors.push(Vendor { name, path: text.path().to_owned(), hosts, sources, date });
            for row in rows {
                book.add(vendor, row);
            }
        }
        for patterns in book.patterns.values_mut() {
            patterns.sort_by_key(|(pattern, _)| std::cmp::Reverse(pattern.literal()));
        }
        book
    }

    fn add(&mut self, vendor: usize, row: Row) {
        let number = self.rows.len();
        for name in &row.names {
            self.names.entry(name.value.clone()).or_default().push(number);
        }
        for (pattern, _) in &row.patterns {
            let start = beginning(pattern.prefix());
            self.patterns.entry(start.to_owned()).or_default().push((pattern.clone(), number));
        }
        self.rows.push((vendor, row));
    }

    /// What is known about a cookie or storage item; never fails, `unknown` is an answer.
    pub fn look_up(&self, query: &CookieQuery<'_>) -> CookieReading {
        let domain = host::folded(query.domain);
        let third_party = !host::same_site(&domain, &host::folded(query.site));
        let asked = Asked { domain, setter: query.setter.map(host::folded), third_party };
        let rows = self.rows_for(query.name);
        let first = |holds: &dyn Fn(&(usize, Named)) -> bool| rows.iter().find(|row| holds(row)).map(|(row, _)| *row);
        let found = first(&|(row, _)| self.is_at_home(*row, &asked))
            .map(|row| (row, KnownBy::NameAndDomain))
            .or_else(|| first(&|(row, _)| self.is_set_by_owner(*row, &asked)).map(|row| (row, KnownBy::NameAndSetter)))
            .map(|(row, known_by)| (row, self.at_most(row, known_by, &rows)))
            .or_else(|| {
                let alone =
                    |(row, named): &(usize, Named)| *named == Named::Exactly && self.rows[*row].1.stands_alone();
                first(&alone).map(|row| (row, KnownBy::Name))
            })
            .or_else(|| first(&|(row, _)| self.rows[*row].1.stands_alone()).map(|row| (row, KnownBy::Pattern)));
        match found {
            Some((row, known_by)) => self.reading(row, known_by),
            None => self.without_name(query, &asked),
        }
    }

    /// The rows that name it: exact ones first, then patterns, the most literal first.
    pub(super) fn rows_for(&self, name: &str) -> Vec<(usize, Named)> {
        let exact = self.names.get(name).into_iter().flatten().map(|row| (*row, Named::Exactly));
        let patterns = self.patterns.get(beginning(name)).into_iter().flatten();
        let matching = patterns.filter(|(pattern, _)| pattern.matches(name)).map(|(_, row)| (*row, Named::ByPattern));
        exact.chain(matching).collect()
    }

    fn is_at_home(&self, row: usize, asked: &Asked) -> bool {
        self.rows[row].1.domains.iter().any(|domain| host::is_or_below(&asked.domain, domain))
    }

    fn is_set_by_owner(&self, row: usize, asked: &Asked) -> bool {
        let (vendor, row) = &self.rows[row];
        let Some(setter) = asked.setter.as_deref().filter(|_| row.domains.is_empty()) else { return false };
        let by_vendor = self.vendors[*vendor].hosts.iter().any(|own| host::is_or_below(setter, own));
        by_vendor || (row.set_by == SetBy::Site && host::same_site(setter, &asked.domain))
    }

    /// What is contested is known by its name alone, even where domain or setter agree.
    fn at_most(&self, row: usize, known_by: KnownBy, rows: &[(usize, Named)]) -> KnownBy {
        if self.rows[row].1.contested.is_none() {
            return known_by;
        }
        let exactly = rows.contains(&(row, Named::Exactly));
        known_by.max(if exactly { KnownBy::Name } else { KnownBy::Pattern })
    }

    fn reading(&self, row: usize, known_by: KnownBy) -> CookieReading {
        let (vendor, row) = &self.rows[row];
        let vendor = &self.vendors[*vendor];
        let known = row.purpose != Purpose::Unknown;
        CookieReading {
            purpose: row.purpose,
            kind: known.then(|| row.kind.clone()),
            vendor: Some(vendor.name.clone()),
            known_by: if known { known_by } else { KnownBy::Unknown },
            entry: Some(vendor.path.clone()),
            list: None,
            disputed: None,
        }
    }

    /// The name is not known: who owns its domain, who set it, what it looks like.
    fn without_name(&self, query: &CookieQuery<'_>, asked: &Asked) -> CookieReading {
        let owner = self.trackers.look_up_host(&asked.domain).filter(|_| asked.third_party);
        let setter = asked.setter.as_deref().filter(|_| owner.is_none());
        let setter = setter.and_then(|setter| self.trackers.look_up_host(setter));
        let speaks = owner.as_ref().map_or_else(|| setter.as_ref().is_some_and(sets_its_own), keeps_its_own);
        let vendor = owner.or(setter);
        if let (Some(tracker), true) = (&vendor, speaks) {
            return CookieReading {
                purpose: tracker.purpose,
                kind: None,
                vendor: Some(tracker.name.clone()),
                known_by: KnownBy::Setter,
                entry: Some(format!("trackers/{}.yaml", tracker.vendor)),
                list: None,
                disputed: None,
            };
        }
        let whose = match &vendor {
            _ if !asked.third_party && self.rows_for(query.name).is_empty() => Whose::First,
            _ if !asked.third_party => Whose::Claimed,
            vendor => Whose::Third(vendor.as_ref().map(|tracker| tracker.purpose)),
        };
        let by_word = heuristic::guess(query.name).filter(|_| !asked.third_party);
        let guess = by_word.or_else(|| shape::guess(query.name, whose, query.shape));
        CookieReading {
            purpose: guess.map_or(Purpose::Unknown, |(purpose, _)| purpose),
            kind: guess.map(|(_, kind)| kind.to_owned()),
            vendor: vendor.map(|tracker| tracker.name),
            known_by: if guess.is_some() { KnownBy::Heuristic } else { KnownBy::Unknown },
            entry: None,
            list: None,
            disputed: None,
        }
    }

    /// Whether `unset`, the reading of an item of whose setter nothing is known, stands whoever set it: the name alone is
    /// known, and every vendor that would be known by its hosts as the setter says the same.
    pub fn says_the_same_of_every_setter(&self, name: &str, unset: &CookieReading) -> bool {
        let rows = self.rows_for(name);
        let speaks = |row: &usize| {
            let (vendor, row) = &self.rows[*row];
            row.domains.is_empty() && !self.vendors[*vendor].hosts.is_empty()
        };
        let mut by_setter = rows.iter().map(|(row, _)| *row).filter(speaks);
        let known = matches!(unset.known_by, KnownBy::Name | KnownBy::Pattern);
        known && by_setter.all(|row| self.reading(row, KnownBy::NameAndSetter).says_the_same(unset))
    }

    /// How many vendors are known.
    pub fn vendor_count(&self) -> usize {
        self.vendors.len()
    }

    /// How many names and patterns are known.
    pub fn name_count(&self) -> usize {
        self.rows.iter().map(|(_, row)| row.names.len() + row.patterns.len()).sum()
    }
}

/// Names and patterns are found by their first two bytes, which are literal in every pattern.
fn beginning(name: &str) -> &str {
    let end = name.char_indices().map(|(at, letter)| at + letter.len_utf8()).find(|end| *end >= 2);
    &name[..end.unwrap_or(name.len())]
}

/// Whether an unknown item on a tracker's own domain is for what the tracker is for. Content that is only embedded
/// and consent platforms keep all sorts of things.
fn keeps_its_own(tracker: &TrackerReading) -> bool {
    let comfort = matches!(tracker.purpose, Purpose::Necessary | Purpose::Functional);
    !comfort || (tracker.purpose == Purpose::Functional && !matches!(tracker.url_kind, UrlKind::Embed | UrlKind::Cdn))
}

/// Whether an unknown item that a tracker's script set on the site is for what the tracker is for. Tag managers and
/// hosts of other people's libraries run what others wrote.
fn sets_its_own(tracker: &TrackerReading) -> bool {
    let own = matches!(tracker.url_kind, UrlKind::Endpoint | UrlKind::Library | UrlKind::Other);
    own && tracker.purpose != Purpose::Necessary
}

#[cfg(test)]
#[path = "cookie_tests.rs"]
mod tests;
