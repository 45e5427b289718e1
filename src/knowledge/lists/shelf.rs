//! All lists that were taken in, and which were used.

use super::cookie_list::{CookieClaim, CookieList, stands_alone};
use super::filter_list::{Asking, FilterHit, FilterList};
use super::host_list::{HostList, HostRow};
use super::kind::ListKind;
use super::place::ListPlace;
use super::read::{Held, ListRead};
use crate::knowledge::cookie::{CookieQuery, CookieReading, Purpose};
use crate::knowledge::host;
use crate::knowledge::{Knowledge, KnowledgeUsed};
use crate::yaml::{SourceText, digest};

/// A list that is taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListUsed {
    /// Name that the user gave it.
    pub name: String,
    /// Which kind.
    pub kind: ListKind,
    /// `sha256:…` of its text.
    pub digest: String,
    /// The day on which this text was first taken in, `YYYY-MM-DD`.
    pub date: String,
}

/// The lists, those of each kind in the order of their names.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    pub(super) inventories: Vec<CookieList>,
    pub(super) cookies: Vec<CookieList>,
    pub(super) filters: Vec<FilterList>,
    pub(super) hosts: Vec<HostList>,
}

impl Shelf {
    /// Whether nothing of all this was taken in.
    pub(in crate::knowledge) fn is_empty(&self) -> bool {
        self.inventories.is_empty() && self.cookies.is_empty() && self.filters.is_empty() && self.hosts.is_empty()
    }

    /// What the user's own inventory says of a cookie: by domain first, then by name. Its names need no domain, for
    /// they are names on his own sites.
    pub(in crate::knowledge) fn by_inventory(&self, query: &CookieQuery<'_>) -> Option<CookieReading> {
        let by_domain = || self.inventories.iter().find_map(|list| list.at_home(query));
        by_domain().or_else(|| self.inventories.iter().find_map(|list| list.by_name(query.name, |_| true)))
    }

    /// What other lists say of a cookie whose domain they name.
    pub(in crate::knowledge) fn at_home(&self, query: &CookieQuery<'_>) -> Option<CookieReading> {
        self.cookies.iter().find_map(|list| list.at_home(query))
    }

    /// What other lists say of a name that is not one that many use.
    pub(in crate::knowledge) fn by_name(&self, name: &str) -> Option<CookieReading> {
        self.cookies.iter().find_map(|list| list.by_name(name, stands_alone))
    }

    /// Everything that lists say of a name, the inventory first.
    pub fn claims(&self, name: &str) -> Vec<CookieClaim> {
        self.inventories.iter().chain(&self.cookies).flat_map(|list| list.claims(name)).collect()
    }

    /// What lists say of a request: a filter that fits before a host, and of each what tells a purpose first.
    pub(in crate::knowledge) fn address(&self, asking: &Asking<'_>) -> Option<Listed> {
        let row = self.host_row(asking);
        if let Some(hit) = self.filter_hit(asking) {
            let purpose = hit.kind.purpose();
            let by_host = row.as_ref().map_or(Purpose::Unknown, |(row, _)| row.purpose);
            return Some(Listed {
                vendor: row.map(|(row, _)| row.owner),
                purpose: if purpose == Purpose::Unknown { by_host } else { purpose },
                rule: format!("{}: {}", hit.place, hit.rule),
                list: hit.place.list,
                by_filter: true,
            });
        }
        let (row, (own, place)) = row?;
        let rule = format!("{place}: {own}");
        Some(Listed { vendor: Some(row.owner), purpose: row.purpose, rule, list: place.list, by_filter: false })
    }

    /// The company that each list of hosts names as the owner of a host, with the name of the list.
    pub fn owners_of(&self, host: &str) -> impl Iterator<Item = (&str, &str)> {
        let name = host::folded(host);
        self.hosts.iter().filter_map(move |list| {
            let (_, row, _) = list.look_up(&name).filter(|(_, row, _)| row.is_company)?;
            Some((list.name(), row.owner.as_str()))
        })
    }

    fn filter_hit(&self, asking: &Asking<'_>) -> Option<FilterHit> {
        let mut hits: Vec<FilterHit> = self.filters.iter().filter_map(|list| list.hit(asking)).collect();
        hits.sort_by_key(|hit| hit.kind.purpose() == Purpose::Unknown);
        hits.into_iter().next()
    }

    /// What lists say of a host of another site than the page's, and where.
    fn host_row(&self, asking: &Asking<'_>) -> Option<(HostRow, (String, ListPlace))> {
        let url = url::Url::parse(asking.url).ok()?;
        let name = host::folded(url.host_str()?);
        if host::same_site(&name, &host::folded(asking.page)) {
            return None;
        }
        let mut found: Vec<_> = self.hosts.iter().filter_map(|list| list.look_up_at(&name, url.path())).collect();
        found.sort_by_key(|(_, row, _)| row.purpose == Purpose::Unknown);
        found.into_iter().next().map(|(own, row, place)| (row.clone(), (own, place)))
    }
}

/// What lists say of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::knowledge) struct Listed {
    /// Who it belongs to, a name for people.
    pub(in crate::knowledge) vendor: Option<String>,
    /// What for.
    pub(in crate::knowledge) purpose: Purpose,
    /// What matched, with list and line.
    pub(in crate::knowledge) rule: String,
    /// Name of the list.
    pub(in crate::knowledge) list: String,
    /// Whether a filter matched; hosts say less.
    pub(in crate::knowledge) by_filter: bool,
}

impl Knowledge {
    /// Takes in a list, and what it says counts from now on: the digest covers it, and the day that reports state.
    /// Lists are taken in the order of their names, so that the same lists give the same knowledge.
    pub fn take_in(&mut self, read: ListRead, used: ListUsed) {
        let shelf = &mut self.lists;
        match read.held {
            Held::Cookies(list) if used.kind == ListKind::CookieInventory => shelf.inventories.push(list),
            Held::Cookies(list) => shelf.cookies.push(list),
            Held::Filters(list) => shelf.filters.push(list),
            Held::Hosts(list) => shelf.hosts.push(list),
            Held::Platforms(platforms) => self.platforms.extend(platforms),
        }
        let stated = format!("{} {} {} {}", used.kind.word(), used.name, used.digest, used.date);
        let texts = [("knowledge", &self.digest), ("list", &stated)];
        self.digest = digest(&texts.map(|(path, text)| SourceText { path: path.to_owned(), text: text.clone() }));
        let ListUsed { name, kind, digest, date } = used;
        self.used.push(KnowledgeUsed { name, kind: kind.word().to_owned(), digest, date });
    }
}
