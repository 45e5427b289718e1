//! Everything that the book says of a name: each entry that names it, with all its facts, in the order of precedence.

use super::cookie::{CookieBook, Named, Purpose};
use super::cookie_file::{AppearsAs, Exemption, Place, SetBy};

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

impl CookieBook {
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
