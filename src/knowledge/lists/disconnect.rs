//! Disconnect's `services.json`: categories of companies, each with its pages and its hosts.
//!
//! What is content or fights fraud is nobody's tracker: such hosts are known with their owner and without a purpose.
//! Fingerprinting and mining are methods, which tell no purpose and take none away from a host that has one.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::host_list::{HostList, HostRow};
use super::json::Json;
use super::read::PassedOver;
use crate::knowledge::cookie::Purpose;
use crate::knowledge::host;
use crate::yaml::{SourceError, SourceText};

const FORM: &str = "services.json has `categories`: lists of `{ Company: { homepage: [hosts] } }`";

#[derive(Deserialize)]
struct Services<'t> {
    #[serde(borrow)]
    categories: BTreeMap<String, Vec<&'t RawValue>>,
}

/// Reads `services.json`.
///
/// # Errors
/// A text of another form. Entries that are none are passed over.
pub(super) fn read(name: &str, text: &SourceText) -> Result<(HostList, Vec<PassedOver>), SourceError> {
    let json = Json::of(text);
    let services: Services<'_> = json.read(json.whole(), FORM)?;
    let mut list = HostList::new(name);
    let mut passed_over = Vec::new();
    // Methods come last: they add hosts and change nothing of those that are known.
    let (methods, purposes): (Vec<_>, Vec<_>) =
        services.categories.iter().partition(|(category, _)| is_method(category));
    for (category, companies) in purposes.into_iter().chain(methods) {
        let purpose = purpose(category);
        for part in companies {
            let line = json.line(part);
            let company: BTreeMap<String, BTreeMap<String, &RawValue>> = match json.try_part(part) {
                Ok(company) => company,
                Err(why) => {
                    passed_over.push(PassedOver { line, why });
                    continue;
                }
            };
            for (owner, pages) in company {
                // Beside pages with their hosts there are marks of the list's own, such as `"dnt": "eff"`.
                let hosts = pages.values().filter_map(|part| Json::try_read::<Vec<String>>(part)).flatten();
                for written in hosts {
                    let plain = host::folded(&written);
                    if is_method(category) && list.look_up(&plain).is_some() {
                        continue;
                    }
                    if host::is_plain(&plain) {
                        list.add(plain, HostRow { owner: owner.clone(), is_company: true, purpose, line });
                    } else {
                        passed_over.push(PassedOver { line, why: format!("`{written}` is not a host") });
                    }
                }
            }
        }
    }
    if list.len() == 0 {
        return Err(SourceError::whole(&text.path, "there is no host in it", FORM));
    }
    Ok((list, passed_over))
}

fn is_method(category: &str) -> bool {
    category.starts_with("Fingerprinting") || category == "Cryptomining"
}

fn purpose(category: &str) -> Purpose {
    match category {
        "Advertising" => Purpose::Marketing,
        "Analytics" => Purpose::Analytics,
        "Social" => Purpose::Social,
        "Email" | "EmailAggressive" => Purpose::Marketing,
        _ => Purpose::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SERVICES: &str = r#"{
  "license": "x",
  "categories": {
    "Advertising": [
      {"Adverts": {"https://adverts.example/": ["adverts.example", "ads.example"], "dnt": "eff"}}
    ],
    "Analytics": [{"Meter": {"https://meter.example/": ["meter.example", "not a host"]}}],
    "FingerprintingInvasive": [
      {"Adverts": {"https://adverts.example/": ["ads.example"]}}, {"Reader": {"https://r.example/": ["r.example"]}}
    ],
    "Content": [{"Pictures": {"https://pictures.example/": ["pictures.example"]}}]
  }
}"#;

    fn text(words: &str) -> SourceText {
        SourceText { path: "services.json".into(), text: words.into() }
    }

    #[test]
    fn companies_are_read_with_their_lines_and_content_has_no_purpose() {
        let (list, passed) = read("disconnect", &text(SERVICES)).unwrap();
        let (host, row, place) = list.look_up("x.ads.example").unwrap();
        assert_eq!((host, row.owner.as_str(), row.purpose), ("ads.example", "Adverts", Purpose::Marketing));
        assert_eq!(place.to_string(), "disconnect, line 5");
        assert_eq!(list.look_up("meter.example").unwrap().1.purpose, Purpose::Analytics);
        assert_eq!(list.look_up("pictures.example").unwrap().1.purpose, Purpose::Unknown);
        assert_eq!(list.look_up("r.example").unwrap().1.purpose, Purpose::Unknown);
        assert_eq!(passed, [PassedOver { line: 7, why: "`not a host` is not a host".into() }]);
        let odd = SERVICES.replacen("[\n", "[3,\n", 1);
        let (more, passed) = read("disconnect", &text(&odd)).unwrap();
        assert_eq!((more.len(), passed.len()), (list.len(), 2));
    }

    #[test]
    fn another_form_is_refused() {
        for (words, says) in [
            ("{\n}", "missing field `categories`"),
            ("{\"categories\": {\"A\": 1}}", "services.json:1:"),
            ("{\"categories\": {\"A\": [1]}}", "no host"),
            ("{\"categories\": {}}", "no host"),
            ("<html>", "services.json:1:1"),
        ] {
            let error = read("disconnect", &text(words)).expect_err(says);
            assert!(error.rendered.contains(says), "{error}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(words in "[\\[\\]{}\":,a1.\n]{0,40}") {
            let _ = read("d", &text(&words));
            let _ = read("d", &text(&format!("{{\"categories\":{{\"A\":[{words}]}}}}")));
        }
    }
}
