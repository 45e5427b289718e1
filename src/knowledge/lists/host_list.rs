//! A list of hosts: who owns them and what they are for.
//!
//! Hosts are known with all below them, the longest first. A list of hosts tells who answers and not what is done there,
//! so that it speaks of requests to other sites alone.

use std::collections::BTreeMap;

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
}

impl HostList {
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), hosts: BTreeMap::new() }
    }

    /// Takes in a host. A list that gives one host two purposes gives it none.
    pub(super) fn add(&mut self, host: String, row: HostRow) {
        let purpose = row.purpose;
        let known = self.hosts.entry(host).or_insert(row);
        if known.purpose != purpose {
            known.purpose = Purpose::Unknown;
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn len(&self) -> usize {
        self.hosts.len()
    }

    /// What the list says of a host, with the host of the list that it is or stands below.
    pub(super) fn look_up(&self, name: &str) -> Option<(&str, &HostRow, ListPlace)> {
        host::with_all_above(name).find_map(|above| {
            let (own, row) = self.hosts.get_key_value(above)?;
            Some((own.as_str(), row, ListPlace { list: self.name.clone(), line: row.line }))
        })
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
}
