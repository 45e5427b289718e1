//! A text of any kind to what it holds.

use super::cookie_list::CookieList;
use super::filter_list::FilterList;
use super::host_list::HostList;
use super::kind::ListKind;
use super::{autoconsent, consent_o_matic, disconnect, inventory, open_cookie_database, trackerdb};
use crate::knowledge::declaration::DeclarationWords;
use crate::knowledge::platform::Platform;
use crate::yaml::{SourceError, SourceText};

/// An entry that could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOver {
    /// Its line, counted from 1.
    pub line: usize,
    /// Why.
    pub why: String,
}

/// A list that was read.
#[derive(Debug, Clone)]
pub struct ListRead {
    pub(super) held: Held,
    /// How many entries are of use.
    pub entries: usize,
    /// Those that are not, in the order of their lines.
    pub passed_over: Vec<PassedOver>,
}

/// What a list holds.
#[derive(Debug, Clone)]
pub(super) enum Held {
    /// Cookies.
    Cookies(CookieList),
    /// Filters for requests.
    Filters(FilterList),
    /// Hosts.
    Hosts(HostList),
    /// Consent platforms.
    Platforms(Vec<Platform>),
}

impl ListRead {
    /// The compiled list, if it is one of filters.
    pub fn filters(&self) -> Option<&FilterList> {
        match &self.held {
            Held::Filters(list) => Some(list),
            _ => None,
        }
    }
}

impl From<FilterList> for ListRead {
    /// A list that was compiled before; how much of its text was of use stands elsewhere.
    fn from(list: FilterList) -> Self {
        Self { held: Held::Filters(list), entries: 0, passed_over: Vec::new() }
    }
}

/// Reads a list that goes by `name`. Words of purposes and lifetimes are those of declarations.
///
/// # Errors
/// Whatever makes the text no such list, with file, line and caret.
pub fn read(
    kind: ListKind,
    name: &str,
    text: &SourceText,
    words: &DeclarationWords,
) -> Result<ListRead, Vec<SourceError>> {
    let one = |error: SourceError| vec![error];
    let (held, entries, mut passed_over) = match kind {
        ListKind::CookieInventory => {
            let list = inventory::read(name, text, words)?;
            let entries = list.len();
            (Held::Cookies(list), entries, Vec::new())
        }
        ListKind::OpenCookieDatabase => {
            let (list, passed_over) = open_cookie_database::read(name, text, words).map_err(one)?;
            let entries = list.len();
            (Held::Cookies(list), entries, passed_over)
        }
        ListKind::EasyPrivacy | ListKind::EasyList | ListKind::Adblock => {
            let (list, entries, passed_over) = FilterList::compile(name, kind, text).map_err(one)?;
            (Held::Filters(list), entries, passed_over)
        }
        ListKind::Disconnect | ListKind::TrackerDb => {
            let read = if kind == ListKind::Disconnect { disconnect::read } else { trackerdb::read };
            let (list, passed_over) = read(name, text).map_err(one)?;
            let entries = list.len();
            (Held::Hosts(list), entries, passed_over)
        }
        ListKind::Autoconsent | ListKind::ConsentOMatic => {
            let read = if kind == ListKind::Autoconsent { autoconsent::read } else { consent_o_matic::read };
            let (platforms, passed_over) = read(name, text).map_err(one)?;
            let entries = platforms.len();
            (Held::Platforms(platforms), entries, passed_over)
        }
    };
    passed_over.sort_by_key(|one| one.line);
    Ok(ListRead { held, entries, passed_over })
}
