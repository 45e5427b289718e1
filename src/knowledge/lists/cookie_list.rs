//! A list of cookies: names or patterns, domains, purposes, each with its line.
//!
//! | known by | holds when |
//! |---|---|
//! | `name-and-domain` | the name fits, and the cookie's domain is one of the row's domains or below it |
//! | `name` | the exact name is listed for whatever domain, and is not one that many use |
//! | `pattern` | the same for a pattern |
//!
//! A row that names domains and nothing else says nothing about other domains. Exact names go before patterns, of
//! patterns the most literal one goes first, of rows for one name the one whose domain is nearest, of equal ones the
//! first in the list.

use std::collections::BTreeMap;

use super::place::ListPlace;
use crate::knowledge::cookie::{CookieQuery, CookieReading, KnownBy, Purpose};
use crate::knowledge::declaration::DeclaredLifetime;
use crate::knowledge::{host, record::fits};

/// Names that too many use: alone they say nothing. Shorter ones than four letters never do.
const COMMON: [&str; 36] = [
    "auth",
    "cart",
    "cid",
    "client_id",
    "cookie",
    "cookies",
    "country",
    "csrf",
    "currency",
    "data",
    "guid",
    "hash",
    "info",
    "lang",
    "language",
    "locale",
    "login",
    "name",
    "optout",
    "path",
    "pref",
    "prefs",
    "referer",
    "referrer",
    "region",
    "sess",
    "session",
    "session_id",
    "sessionid",
    "test",
    "test_cookie",
    "token",
    "user",
    "user_id",
    "userid",
    "uuid",
];

/// One row of a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// Name, or pattern in which `*` stands for any characters.
    pub(super) name: String,
    /// Domains that it is for, folded.
    pub(super) domains: Vec<String>,
    /// Whether it is for other domains too, or names none.
    pub(super) anywhere: bool,
    pub(super) purpose: Purpose,
    pub(super) vendor: Option<String>,
    pub(super) lifetime: Option<DeclaredLifetime>,
    pub(super) line: usize,
}

/// What one row of a list says of a name.
#[derive(Debug, Clone, PartialEq)]
pub struct CookieClaim {
    /// Where it stands.
    pub place: ListPlace,
    /// Name or pattern of the row.
    pub name: String,
    /// Domains that the row is for; none means any.
    pub domains: Vec<String>,
    /// What for.
    pub purpose: Purpose,
    /// Who made it, a name for people.
    pub vendor: Option<String>,
    /// How long it is kept, where the list says so and that is understood.
    pub lifetime: Option<DeclaredLifetime>,
}

/// The rows of a list, by name.
#[derive(Debug, Clone, Default)]
pub(super) struct CookieList {
    name: String,
    rows: Vec<Row>,
    exact: BTreeMap<String, Vec<usize>>,
    /// By their first letter, the most literal first; those that begin with `*` under none.
    patterns: BTreeMap<Option<char>, Vec<usize>>,
}

impl CookieList {
    pub(super) fn new(name: &str, rows: Vec<Row>) -> Self {
        let mut list = Self { name: name.to_owned(), ..Self::default() };
        for (number, row) in rows.iter().enumerate() {
            match row.name.split_once('*') {
                None => list.exact.entry(row.name.clone()).or_default().push(number),
                Some((prefix, _)) => list.patterns.entry(prefix.chars().next()).or_default().push(number),
            }
        }
        for numbers in list.patterns.values_mut() {
            numbers.sort_by_key(|number| std::cmp::Reverse(literal(&rows[*number].name)));
        }
        list.rows = rows;
        list
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// What the list says of a cookie whose domain it names.
    pub(super) fn at_home(&self, query: &CookieQuery<'_>) -> Option<CookieReading> {
        let domain = host::folded(query.domain);
        let nearest = |row: &Row| {
            let own = row.domains.iter().filter(|own| host::is_or_below(&domain, own));
            own.map(String::len).max()
        };
        let mut best: Option<(usize, &Row)> = None;
        for row in self.rows_for(query.name) {
            // An exact name goes before a pattern, wherever each is at home.
            if best.is_some_and(|(_, known)| known.name != row.name) {
                break;
            }
            let near = nearest(row).filter(|near| best.is_none_or(|(known, _)| *near > known));
            best = near.map(|near| (near, row)).or(best);
        }
        best.map(|(_, row)| self.reading(row, KnownBy::NameAndDomain))
    }

    /// What the list says of a name, whatever its domain; `weigh` tells names that cannot stand alone.
    pub(super) fn by_name(&self, name: &str, weigh: fn(&str) -> bool) -> Option<CookieReading> {
        let row = self.rows_for(name).find(|row| row.anywhere && weigh(&row.name))?;
        let known_by = if row.name.contains('*') { KnownBy::Pattern } else { KnownBy::Name };
        Some(self.reading(row, known_by))
    }

    /// Every row that names it.
    pub(super) fn claims<'a>(&'a self, name: &'a str) -> impl Iterator<Item = CookieClaim> + 'a {
        self.rows_for(name).map(|row| CookieClaim {
            place: self.place(row),
            name: row.name.clone(),
            domains: row.domains.clone(),
            purpose: row.purpose,
            vendor: row.vendor.clone(),
            lifetime: row.lifetime,
        })
    }

    fn rows_for<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Row> {
        let exact = self.exact.get(name).into_iter().flatten();
        let first = self.patterns.get(&name.chars().next()).into_iter().flatten();
        let loose = self.patterns.get(&None).into_iter().flatten();
        let patterns = first.chain(loose).filter(move |number| fits(&self.rows[**number].name, name));
        exact.chain(patterns).map(|number| &self.rows[*number])
    }

    fn place(&self, row: &Row) -> ListPlace {
        ListPlace { list: self.name.clone(), line: row.line }
    }

    fn reading(&self, row: &Row, known_by: KnownBy) -> CookieReading {
        CookieReading {
            purpose: row.purpose,
            kind: None,
            vendor: row.vendor.clone(),
            known_by,
            entry: None,
            list: Some(self.place(row)),
            disputed: None,
        }
    }
}

/// How many characters of a name or pattern are written out.
pub(super) fn literal(name: &str) -> usize {
    name.chars().filter(|c| *c != '*').count()
}

/// Whether a name of somebody else's list says something without its domain.
pub(super) fn stands_alone(name: &str) -> bool {
    let folded = name.trim_matches(['*', '_', '-', '.']).to_lowercase();
    literal(name) >= 4 && folded.chars().count() >= 3 && !COMMON.contains(&folded.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::cookie::ItemShape;

    pub(super) fn row(name: &str, domains: &[&str], anywhere: bool, line: usize) -> Row {
        Row {
            name: name.to_owned(),
            domains: domains.iter().map(|domain| (*domain).to_owned()).collect(),
            anywhere,
            purpose: Purpose::Analytics,
            vendor: None,
            lifetime: None,
            line,
        }
    }

    fn list() -> CookieList {
        CookieList::new(
            "ours",
            vec![
                row("_meter", &["meter.example"], false, 2),
                row("_meter", &["other.example"], true, 3),
                row("_met*", &[], true, 4),
                row("_meters_*", &[], true, 5),
                row("*_tail", &[], true, 6),
                row("session", &[], true, 7),
                row("ab", &["short.example"], true, 8),
                row("_meter", &["ads.meter.example"], false, 9),
            ],
        )
    }

    fn query<'a>(name: &'a str, domain: &'a str) -> CookieQuery<'a> {
        CookieQuery { name, domain, site: "shop.example", setter: None, shape: ItemShape::default() }
    }

    fn line(reading: Option<CookieReading>) -> Option<(usize, KnownBy)> {
        reading.map(|reading| (reading.list.unwrap().line, reading.known_by))
    }

    #[test]
    fn domains_go_before_names_and_names_before_patterns() {
        let list = list();
        assert_eq!(line(list.at_home(&query("_meter", ".www.meter.example"))), Some((2, KnownBy::NameAndDomain)));
        assert_eq!(line(list.at_home(&query("_meter", "x.ads.meter.example"))), Some((9, KnownBy::NameAndDomain)));
        assert_eq!(line(list.at_home(&query("_meter", "shop.example"))), None);
        let alone = |name| line(list.by_name(name, stands_alone));
        assert_eq!(alone("_meter"), Some((3, KnownBy::Name)));
        assert_eq!(alone("_meters_1"), Some((5, KnownBy::Pattern)));
        assert_eq!(alone("_metro"), Some((4, KnownBy::Pattern)));
        assert_eq!(alone("x_tail"), Some((6, KnownBy::Pattern)));
    }

    #[test]
    fn short_and_common_names_are_silent_without_their_domain() {
        let list = list();
        for name in ["session", "ab", "_METER", "", "meter"] {
            assert_eq!(line(list.by_name(name, stands_alone)), None, "{name}");
        }
        assert_eq!(line(list.at_home(&query("ab", "short.example"))), Some((8, KnownBy::NameAndDomain)));
        assert_eq!(line(list.at_home(&query("ab", "notshort.example"))), None);
        for name in ["uid", "id", "test", "__session", "_ab*", "sess*", "a*b"] {
            assert!(!stands_alone(name), "{name}");
        }
        assert!(stands_alone("_meter") && stands_alone("wp-settings-*"));
    }

    #[test]
    fn every_claim_on_a_name_is_told() {
        let lines: Vec<usize> = list().claims("_meter").map(|claim| claim.place.line).collect();
        assert_eq!(lines, [2, 3, 9, 4]);
        assert_eq!(list().claims("_nothing").count(), 0);
    }
}
