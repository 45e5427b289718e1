//! A list of hosts: who owns them and what they are for.
//!
//! Hosts are known with all below them, the longest first, and before a host the longest part of it that a filter singles
//! out. A list of hosts tells who answers and not what is done there, so that it speaks of requests to other sites alone.

use std::collections::BTreeMap;

use super::host_part::{HostPart, PathStart};
use super::place::ListPlace;
use crate::knowledge::cookie::Purpose;
use crate::knowledge::host;

/// What a list says of a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HostRow {
    /// Who owns it, a name for people.
    pub(super) owner: String,
    /// Whether that is a company, and not the name of what it offers.
    pub(super) is_company: bool,
    /// What for; unknown where the list does not say.
    pub(super) purpose: Purpose,
    pub(super) line: usize,
}

/// All hosts of a list.
#[derive(Debug, Clone, Default)]
pub(super) struct HostList {
    name: String,
    hosts: BTreeMap<String, HostRow>,
    /// Parts of hosts.
    parts: BTreeMap<String, Vec<(PathStart, HostRow)>>,
}

impl HostList {
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), hosts: BTreeMap::new(), parts: BTreeMap::new() }
    }

    /// Takes in a host. A list that gives one host two purposes gives it none.
    pub(super) fn add(&mut self, host: String, row: HostRow) {
        let purpose = row.purpose;
        let known = self.hosts.entry(host).or_insert(row);
        if known.purpose != purpose {
            known.purpose = Purpose::Unknown;
        }
    }

    /// Takes in a part of a host; the whole of it is a host.
    pub(super) fn add_part(&mut self, part: HostPart, row: HostRow) {
        let HostPart { host, path } = part;
        if path.is_whole() {
            return self.add(host, row);
        }
        let parts = self.parts.entry(host).or_default();
        match parts.iter_mut().find(|(own, _)| *own == path) {
            Some((_, known)) if known.purpose != row.purpose => known.purpose = Purpose::Unknown,
            Some(_) => {}
            None => {
                parts.push((path, row));
                parts.sort_by_key(|(path, _)| std::cmp::Reverse(path.written().len()));
            }
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn len(&self) -> usize {
        self.hosts.len() + self.parts.values().map(Vec::len).sum::<usize>()
    }

    /// What the list says of an address, with what of the list fits it.
    pub(super) fn look_up_at(&self, name: &str, path: &str) -> Option<(String, &HostRow, ListPlace)> {
        host::with_all_above(name).find_map(|above| {
            let mut parts = self.parts.get(above).into_iter().flatten();
            if let Some((part, row)) = parts.find(|(part, _)| part.begins(path)) {
                return Some((format!("{above}{}", part.written()), row, self.place(row)));
            }
            self.hosts.get(above).map(|row| (above.to_owned(), row, self.place(row)))
        })
    }

    /// What the list says of a host, with the host of the list that it is or stands below.
    pub(super) fn look_up(&self, name: &str) -> Option<(&str, &HostRow, ListPlace)> {
        host::with_all_above(name).find_map(|above| {
            let (own, row) = self.hosts.get_key_value(above)?;
            Some((own.as_str(), row, self.place(row)))
        })
    }

    fn place(&self, row: &HostRow) -> ListPlace {
        ListPlace { list: self.name.clone(), line: row.line }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(owner: &str, purpose: Purpose) -> HostRow {
        HostRow { owner: owner.to_owned(), is_company: true, purpose, line: 1 }
    }

    #[test]
    fn the_longest_host_speaks_and_two_purposes_are_none() {
        let mut list = HostList::new("d");
        list.add("a.example".into(), row("A", Purpose::Marketing));
        list.add("b.a.example".into(), row("B", Purpose::Analytics));
        list.add("c.example".into(), row("C", Purpose::Analytics));
        list.add("c.example".into(), row("C", Purpose::Marketing));
        let owner = |host| list.look_up(host).map(|(_, row, _)| (row.owner.as_str(), row.purpose));
        assert_eq!(owner("x.b.a.example"), Some(("B", Purpose::Analytics)));
        assert_eq!(owner("x.a.example"), Some(("A", Purpose::Marketing)));
        assert_eq!(owner("c.example"), Some(("C", Purpose::Unknown)));
        for silent in ["xa.example", "example", "", "127.0.0.1"] {
            assert_eq!(owner(silent), None, "{silent}");
        }
    }

    #[test]
    fn a_part_speaks_before_its_host_and_of_nothing_else() {
        let mut list = HostList::new("d");
        let part = |filter: &str| HostPart::of_filter(filter).unwrap();
        list.add("a.example".into(), row("A", Purpose::Analytics));
        list.add_part(part("||a.example/ads"), row("Ads", Purpose::Marketing));
        list.add_part(part("||b.example/px^"), row("B", Purpose::Marketing));
        list.add_part(part("||b.example/px^"), row("B", Purpose::Analytics));
        list.add_part(part("||c.example^"), row("C", Purpose::Social));
        let told = |host, path| {
            let found = list.look_up_at(host, path);
            found.map(|(own, row, _)| (own, row.owner.clone(), row.purpose))
        };
        let one = |own: &str, owner: &str, purpose| Some((own.to_owned(), owner.to_owned(), purpose));
        assert_eq!(told("x.a.example", "/ads/1"), one("a.example/ads", "Ads", Purpose::Marketing));
        assert_eq!(told("a.example", "/"), one("a.example", "A", Purpose::Analytics));
        assert_eq!(told("b.example", "/px"), one("b.example/px", "B", Purpose::Unknown));
        assert_eq!(told("c.example", "/x"), one("c.example", "C", Purpose::Social));
        assert_eq!(told("b.example", "/pxl"), None);
        assert!(list.look_up("b.example").is_none(), "who owns the whole host is not said");
        assert_eq!(list.len(), 4);
    }
}
