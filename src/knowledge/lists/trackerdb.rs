//! Ghostery's TrackerDB, `trackerdb.json`: patterns with a category and an organisation, hosts that belong to them.
//!
//! Its hosts are read, and of its filters those that name a host or how paths of it begin. Filters that say more (types
//! of requests, gaps) are counted and told.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::host_list::{HostList, HostRow};
use super::host_part::HostPart;
use super::json::Json;
use super::read::PassedOver;
use crate::knowledge::cookie::Purpose;
use crate::knowledge::host;
use crate::yaml::{SourceError, SourceText};

const FORM: &str =
    "trackerdb.json of the npm package @ghostery/trackerdb has `patterns`, `organizations` and `domains`";

#[derive(Deserialize)]
struct TrackerDb<'t> {
    #[serde(borrow)]
    organizations: BTreeMap<String, Organisation<'t>>,
    #[serde(borrow)]
    patterns: BTreeMap<String, &'t RawValue>,
}

#[derive(Deserialize)]
struct Organisation<'t> {
    #[serde(borrow)]
    name: std::borrow::Cow<'t, str>,
}

#[derive(Deserialize)]
struct Pattern {
    name: String,
    category: String,
    organization: Option<String>,
    #[serde(default)]
    domains: Vec<String>,
    #[serde(default)]
    filters: Vec<String>,
}

/// Reads `trackerdb.json`.
///
/// # Errors
/// A text of another form.
pub(super) fn read(name: &str, text: &SourceText) -> Result<(HostList, Vec<PassedOver>), SourceError> {
    let json = Json::of(text);
    let book: TrackerDb<'_> = json.read(json.whole(), FORM)?;
    let mut list = HostList::new(name);
    let mut passed_over = Vec::new();
    for (id, part) in book.patterns {
        let line = json.line(part);
        let pattern: Pattern = match json.try_part(part) {
            Ok(pattern) => pattern,
            Err(why) => {
                passed_over.push(PassedOver { line, why: format!("`{id}`: {why}") });
                continue;
            }
        };
        let organisation = pattern.organization.and_then(|id| book.organizations.get(&id));
        let is_company = organisation.is_some();
        let owner = organisation.map_or(pattern.name, |known| known.name.clone().into_owned());
        let row = HostRow { owner, is_company, purpose: purpose(&pattern.category), line };
        for written in pattern.domains {
            let plain = host::folded(&written);
            if host::is_plain(&plain) {
                list.add(plain, row.clone());
            } else {
                passed_over.push(PassedOver { line, why: format!("`{written}` is not a host") });
            }
        }
        let all = pattern.filters.len();
        let parts: Vec<HostPart> = pattern.filters.iter().filter_map(|filter| HostPart::of_filter(filter)).collect();
        if parts.len() < all {
            let why = format!("`{id}`: {} of {all} filters say more than host and path", all - parts.len());
            passed_over.push(PassedOver { line, why });
        }
        for part in parts {
            list.add_part(part, row.clone());
        }
    }
    if list.len() == 0 {
        return Err(SourceError::whole(&text.path, "there is no host in it", FORM));
    }
    Ok((list, passed_over))
}

/// Hosting, players, tools and what visitors talk to serve a page, whatever else they do.
fn purpose(category: &str) -> Purpose {
    match category {
        "advertising" | "pornvertising" => Purpose::Marketing,
        "site_analytics" => Purpose::Analytics,
        "social_media" => Purpose::Social,
        _ => Purpose::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BOOK: &str = r#"{
  "categories": {"site_analytics": {"name": "x"}},
  "organizations": {"meter": {"name": "Meter Inc", "country": "FR"}},
  "patterns": {
    "meter": {"name": "Meter", "category": "site_analytics", "organization": "meter", "domains": ["meter.example"]},
    "wares": {"name": "Wares", "category": "hosting", "organization": null, "domains": ["wares.example"],
      "filters": []},
    "parts": {"name": "Parts", "category": "advertising", "organization": null,
      "filters": ["||x.example/ad", "||x.example^$script", "/ads/*", "||whole.example^$3p"]}
  },
  "domains": {}, "filters": {}
}"#;

    fn text(words: &str) -> SourceText {
        SourceText { path: "trackerdb.json".into(), text: words.into() }
    }

    #[test]
    fn hosts_are_read_with_their_owner_and_what_serves_a_page_has_no_purpose() {
        let (list, _) = read("trackerdb", &text(BOOK)).unwrap();
        let (_, row, place) = list.look_up("a.meter.example").unwrap();
        assert_eq!((row.owner.as_str(), row.purpose), ("Meter Inc", Purpose::Analytics));
        assert_eq!(place.line, 5);
        let wares = list.look_up("wares.example").unwrap().1;
        assert_eq!((wares.owner.as_str(), wares.purpose), ("Wares", Purpose::Unknown));
        assert!(row.is_company && !wares.is_company);
    }

    #[test]
    fn filters_are_read_as_far_as_they_say_where_a_request_goes() {
        let (list, passed) = read("trackerdb", &text(BOOK)).unwrap();
        assert_eq!(list.look_up_at("x.example", "/ads/1").map(|(_, row, _)| row.purpose), Some(Purpose::Marketing));
        assert!(list.look_up_at("x.example", "/").is_none());
        assert!(list.look_up("x.example").is_none());
        assert!(list.look_up("whole.example").is_some());
        assert_eq!((passed.len(), passed[0].line), (1, 8));
        assert_eq!(passed[0].why, "`parts`: 2 of 4 filters say more than host and path");
    }

    #[test]
    fn another_form_is_refused() {
        for (words, says) in [
            ("{}", "missing field"),
            ("{\"organizations\": {}, \"patterns\": {\"a\": {}}}", "no host"),
            ("{\"organizations\": {}, \"patterns\": {}}", "no host"),
            ("", "trackerdb.json:1:1"),
        ] {
            let error = read("trackerdb", &text(words)).expect_err(says);
            assert!(error.rendered.contains(says), "{error}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(words in "[\\[\\]{}\":,a1.\n]{0,40}") {
            let _ = read("t", &text(&words));
            let _ = read("t", &text(&format!("{{\"organizations\":{{}},\"patterns\":{{\"a\":{words}}}}}")));
        }
    }
}
