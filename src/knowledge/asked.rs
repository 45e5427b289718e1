//! What is asked of everything that is known: the built-in books and the user's own lists together.
//!
//! Of a cookie the first of these that holds decides:
//!
//! | who speaks | known by | may carry a finding |
//! |---|---|---|
//! | the user's inventory, by domain | `name-and-domain` | yes |
//! | the user's inventory, by name | `name`, `pattern`; the built-in grade where both say the same purpose, or both one that needs consent | only with that grade |
//! | the built-in book, surely | `name-and-domain`, `name-and-setter` | yes |
//! | another list, by domain | `name-and-domain` | yes |
//! | the built-in book, by name | `name`, `pattern` | no |
//! | another list, by name | `name`, `pattern` | no |
//! | the built-in book by who set it, or by a guess | `setter`, `heuristic` | no |
//!
//! Of an address the built-in book decides, by the address itself or else by where its host leads. Where it is silent a
//! filter that fits, or else a list of hosts, tells what it is for; what an address is, is then never `endpoint`, so that
//! no finding rests on a list alone. A filter that fits an address of the built-in book is evidence beside it and changes
//! nothing.

use super::Knowledge;
use super::cookie::{CookieQuery, CookieReading, KnownBy, Purpose};
use super::lists::{Asking, Listed};
use super::tracker::{TrackerReading, UrlKind};

/// A request that is asked about.
#[derive(Debug, Clone, Copy)]
pub struct AddressQuery<'a> {
    /// Address.
    pub url: &'a str,
    /// Host of the audited page.
    pub page: &'a str,
    /// Address of the document that asked; the page's host stands in where it is not known.
    pub asker: &'a str,
    /// The browser's word for what was loaded, in lower case; see [`crate::evidence::Request`]'s `kind`.
    pub kind: &'a str,
    /// Whether it is the page's own top document.
    pub main_document: bool,
    /// `GET`, `POST`, …
    pub method: &'a str,
}

impl<'a> AddressQuery<'a> {
    /// A script that runs in the page.
    pub fn of_script(url: &'a str, page: &'a str) -> Self {
        Self { url, page, asker: "", kind: "script", main_document: false, method: "GET" }
    }
}

/// What is known about an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressReading {
    /// Who it belongs to, a name for people.
    pub vendor: Option<String>,
    /// What for.
    pub purpose: Purpose,
    /// What the address is.
    pub url_kind: UrlKind,
    /// Name of the user's list whose rule it is.
    pub list: Option<String>,
    /// Whether nobody but that list knows it, so that who stands behind the host would be asked first.
    pub by_list_alone: bool,
    /// What matched: a filter or host of a list with its line, else the host or endpoint of the built-in book.
    pub rule: String,
}

impl From<TrackerReading> for AddressReading {
    fn from(known: TrackerReading) -> Self {
        Self {
            vendor: Some(known.name),
            purpose: known.purpose,
            url_kind: known.url_kind,
            list: None,
            by_list_alone: false,
            rule: known.matched,
        }
    }
}

impl Knowledge {
    /// What is known about a cookie or storage item; never fails, `unknown` is an answer.
    pub fn cookie(&self, query: &CookieQuery<'_>) -> CookieReading {
        let built_in = self.cookies.look_up(query);
        if self.lists.is_empty() {
            return built_in;
        }
        if let Some(own) = self.lists.by_inventory(query) {
            return beside(own, &built_in);
        }
        if is_sure(built_in.known_by) {
            return built_in;
        }
        if let Some(listed) = self.lists.at_home(query) {
            return listed;
        }
        if matches!(built_in.known_by, KnownBy::Name | KnownBy::Pattern) {
            return built_in;
        }
        self.lists.by_name(query.name).unwrap_or(built_in)
    }

    /// What is known about an address.
    pub fn address(&self, query: &AddressQuery<'_>) -> Option<AddressReading> {
        self.address_behind(query, None)
    }

    /// What is known about an address whose host leads elsewhere; `behind` is what the built-in book tells of where.
    pub fn address_behind(&self, query: &AddressQuery<'_>, behind: Option<AddressReading>) -> Option<AddressReading> {
        let built_in = self.trackers.look_up(query.url).map(AddressReading::from).or(behind);
        if self.lists.is_empty() {
            return built_in;
        }
        let asker = url::Url::parse(query.asker).ok();
        let asking = Asking {
            url: query.url,
            page: query.page,
            source: asker.as_ref().and_then(url::Url::host_str).unwrap_or(query.page),
            kind: filter_word(query),
            method: query.method,
        };
        let listed = self.lists.address(&asking);
        match built_in {
            Some(known) => {
                let filter = listed.filter(|listed| listed.by_filter);
                Some(filter.map_or(known.clone(), |Listed { list, rule, .. }| AddressReading {
                    list: Some(list),
                    rule,
                    ..known
                }))
            }
            None => listed.map(|Listed { vendor, purpose, rule, list, .. }| AddressReading {
                vendor,
                purpose,
                url_kind: if query.kind == "script" { UrlKind::Library } else { UrlKind::Other },
                list: Some(list),
                by_list_alone: true,
                rule,
            }),
        }
    }
}

fn is_sure(known_by: KnownBy) -> bool {
    matches!(known_by, KnownBy::NameAndDomain | KnownBy::NameAndSetter)
}

/// What the inventory says, beside the built-in book: where both agree on the purpose the surer grade stands and what
/// the inventory leaves out is filled in; where they do not, the reading says so. That consent is needed may be surely
/// known although both differ on what for.
fn beside(own: CookieReading, built_in: &CookieReading) -> CookieReading {
    let surer = own.known_by.min(built_in.known_by);
    if own.purpose == built_in.purpose {
        let vendor = own.vendor.or_else(|| built_in.vendor.clone());
        return CookieReading { known_by: surer, kind: built_in.kind.clone(), vendor, ..own };
    }
    let disputed = is_sure(built_in.known_by).then_some(built_in.purpose);
    let agree = own.purpose.needs_consent() && built_in.purpose.needs_consent();
    CookieReading { known_by: if agree { surer } else { own.known_by }, disputed, ..own }
}

/// The word of filter lists for what was loaded.
fn filter_word(query: &AddressQuery<'_>) -> &'static str {
    match query.kind {
        "document" if query.main_document => "document",
        "document" => "subdocument",
        "script" => "script",
        "image" => "image",
        "stylesheet" => "stylesheet",
        "font" => "font",
        "media" => "media",
        "xhr" | "fetch" | "eventsource" => "xmlhttprequest",
        "ping" => "ping",
        "websocket" => "websocket",
        "cspviolationreport" => "csp_report",
        _ => "other",
    }
}

#[cfg(test)]
#[path = "asked_tests.rs"]
mod tests;
