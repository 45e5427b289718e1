//! Everything that the book says of a name: each entry that names it, with all its facts, in the order of precedence;
//! and names as they are met, by which every entry is tested.

use super::cookie::{CookieBook, Named, Purpose, Vendor};
use super::cookie_file::{AppearsAs, Exemption, Place, Row, SetBy};
use super::name_pattern::NamePattern;
use crate::yaml::Placed;

/// One entry that names a cookie or storage key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The vendor, a name for people.
    pub vendor: String,
    /// File of the entry, below `rules/`.
    pub entry: String,
    /// The name or pattern as it stands there.
    pub written: String,
    /// Whether that is a pattern.
    pub by_pattern: bool,
    /// What for.
    pub purpose: Purpose,
    /// Narrower: `advertising`, `session-replay`, …
    pub kind: String,
    /// Where it is kept.
    pub place: Place,
    /// As whose it appears.
    pub appears_as: AppearsAs,
    /// `session`, `persistent`, or a number with a unit: `13 months`.
    pub lifetime: String,
    /// Whether its value tells browsers apart, by the vendor's own words.
    pub identifies: bool,
    /// Whether others use the name too, so that it tells nothing by itself.
    pub common: bool,
    /// Domains on which alone the entry speaks; none if it speaks on every site.
    pub domains: Vec<String>,
    /// Hosts whose scripts and answers set it.
    pub hosts: Vec<String>,
    /// Who sets it.
    pub set_by: SetBy,
    /// What others say of its purpose; it is then known by its name at best.
    pub contested: Option<String>,
    /// Where it may do without consent, and on what condition.
    pub exempt: Vec<Exemption>,
    /// What it does, a sentence for people.
    pub summary: String,
    /// Where the facts were read.
    pub sources: Vec<String>,
    /// When, `YYYY-MM-DD`.
    pub date: String,
}

/// A name as it is met, and the entry that must speak for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CookieExample {
    /// The name.
    pub name: String,
    /// File of the entry, below `rules/`.
    pub entry: String,
    /// What for.
    pub purpose: Purpose,
    /// A domain on which the entry speaks; none if it speaks on every site.
    pub domain: Option<String>,
    /// A host that sets it: one of the vendor's, if it has any.
    pub setter: Option<String>,
    /// Whether the name tells something without domain and setter.
    pub stands_alone: bool,
    /// Whether its purpose is contested.
    pub contested: bool,
}

impl CookieBook {
    /// Every exact name, and every name that a pattern is said to be seen as.
    pub fn examples(&self) -> Vec<CookieExample> {
        let all = self.rows.iter().flat_map(|(vendor, row)| {
            let names = row.names.iter().map(|name| &name.value).chain(&row.seen_as);
            names.map(move |name| (name, &self.vendors[*vendor], row))
        });
        let example = |(name, vendor, row): (&String, &Vendor, &Row)| CookieExample {
            name: name.clone(),
            entry: vendor.path.clone(),
            purpose: row.purpose,
            domain: row.domains.first().cloned(),
            setter: vendor.hosts.first().cloned(),
            stands_alone: row.stands_alone(),
            contested: row.contested.is_some(),
        };
        all.map(example).collect()
    }

    /// Patterns of which no entry says what they are seen as, each with its file.
    pub fn patterns_without_example(&self) -> Vec<(String, String)> {
        let patterns = self.rows.iter().flat_map(|(vendor, row)| {
            let unseen = |(pattern, _): &&(NamePattern, Placed)| !row.seen_as.iter().any(|name| pattern.matches(name));
            let path = &self.vendors[*vendor].path;
            row.patterns.iter().filter(unseen).map(move |(_, written)| (path.clone(), written.value.clone()))
        });
        patterns.collect()
    }

    /// Every entry that names an item, the first in precedence first: exact names before patterns, and of patterns
    /// the most literal one. Which of them speaks for an item of some domain and setter is what
    /// [`CookieBook::look_up`] decides.
    pub fn claims(&self, name: &str) -> Vec<Claim> {
        self.rows_for(name).into_iter().map(|(row, named)| self.claim(name, row, named)).collect()
    }

    fn claim(&self, name: &str, row: usize, named: Named) -> Claim {
        let (vendor, row) = &self.rows[row];
        let vendor = &self.vendors[*vendor];
        let pattern = row.patterns.iter().find(|(pattern, _)| named == Named::ByPattern && pattern.matches(name));
        Claim {
            vendor: vendor.name.clone(),
            entry: vendor.path.clone(),
            written: pattern.map_or(name, |(_, written)| written.value.as_str()).to_owned(),
            by_pattern: named == Named::ByPattern,
            purpose: row.purpose,
            kind: row.kind.clone(),
            place: row.place,
            appears_as: row.party,
            lifetime: row.lifetime.clone(),
            identifies: row.identifies,
            common: row.common,
            domains: row.domains.clone(),
            hosts: vendor.hosts.clone(),
            set_by: row.set_by,
            contested: row.contested.clone(),
            exempt: row.exempt.clone(),
            summary: row.summary.clone(),
            sources: vendor.sources.clone(),
            date: vendor.date.clone(),
        }
    }
}
