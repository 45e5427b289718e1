//! The Open Cookie Database: a table with named columns, or the same as JSON by platform.
//!
//! Its domains are free text, such as `meter.example (3rd party) or the site's own (1st party)`. Hosts are taken from
//! it; where it speaks of a first party, or names no host, the row is for other domains too.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::cookie_list::{CookieList, Row, literal};
use super::csv;
use super::json::Json;
use super::place::Lines;
use super::read::PassedOver;
use crate::knowledge::cookie::Purpose;
use crate::knowledge::declaration::DeclarationWords;
use crate::knowledge::host;
use crate::yaml::{SourceError, SourceText};

/// One entry, as either form has it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Entry {
    #[serde(alias = "platform")]
    platform: String,
    category: String,
    #[serde(alias = "name")]
    cookie: String,
    domain: Option<String>,
    data_controller: Option<String>,
    retention_period: Option<String>,
    wildcard_match: Wildcard,
}

/// `1`, `"1"`, `true`: the name is only how it begins.
#[derive(Debug, Default, Deserialize)]
#[serde(untagged)]
enum Wildcard {
    Flag(bool),
    Number(i64),
    Word(String),
    #[default]
    None,
}

impl Wildcard {
    fn is_on(&self) -> bool {
        match self {
            Self::Flag(on) => *on,
            Self::Number(number) => *number == 1,
            Self::Word(word) => matches!(word.trim(), "1" | "true" | "TRUE"),
            Self::None => false,
        }
    }
}

/// Reads the database.
///
/// # Errors
/// A text that is neither of its forms. Entries that say nothing usable are passed over.
pub(super) fn read(
    name: &str,
    text: &SourceText,
    words: &DeclarationWords,
) -> Result<(CookieList, Vec<PassedOver>), SourceError> {
    let json = text.text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).starts_with(['{', '[']);
    let mut passed_over = Vec::new();
    let entries = if json { by_json(text, &mut passed_over)? } else { by_csv(text)? };
    let mut rows = Vec::new();
    for (line, entry) in entries {
        match row(entry, line, words) {
            Ok(row) => rows.push(row),
            Err(why) => passed_over.push(PassedOver { line, why }),
        }
    }
    if rows.is_empty() {
        let help = "get open-cookie-database.csv or .json from github.com/jkwakman/Open-Cookie-Database";
        return Err(SourceError::whole(&text.path, "there is no usable cookie in it", help));
    }
    Ok((CookieList::new(name, rows), passed_over))
}

fn by_json(text: &SourceText, passed_over: &mut Vec<PassedOver>) -> Result<Vec<(usize, Entry)>, SourceError> {
    const FORM: &str =
        "the database is an object of lists, one list a platform, of objects with `cookie` and `category`";
    let json = Json::of(text);
    let platforms: BTreeMap<String, Vec<&RawValue>> = if json.whole().trim_start().starts_with('[') {
        BTreeMap::from([(String::new(), json.read(json.whole(), FORM)?)])
    } else {
        json.read(json.whole(), FORM)?
    };
    let mut entries = Vec::new();
    for (platform, parts) in platforms {
        for part in parts {
            let line = json.line(part);
            let entry: Entry = match json.try_part(part) {
                Ok(entry) => entry,
                Err(why) => {
                    passed_over.push(PassedOver { line, why });
                    continue;
                }
            };
            let platform = if entry.platform.is_empty() { platform.clone() } else { entry.platform.clone() };
            entries.push((line, Entry { platform, ..entry }));
        }
    }
    entries.sort_by_key(|(line, _)| *line);
    Ok(entries)
}

fn by_csv(text: &SourceText) -> Result<Vec<(usize, Entry)>, SourceError> {
    let records = csv::records(text)?;
    let help = "the first line names the columns: …,Platform,Category,Cookie / Data Key name,Domain,…";
    let Some((head, rest)) = records.split_first() else {
        return Err(SourceError::whole(&text.path, "the database is empty", help));
    };
    let column = |words: &[&str]| head.iter().position(|field| words.contains(&field.value.to_lowercase().as_str()));
    let end = head.last().map_or(0, |field| field.place.end);
    let needed = |words: &[&str]| {
        column(words).ok_or_else(|| SourceError::at(text, 0..end, &format!("there is no column `{}`", words[0]), help))
    };
    let name = needed(&["cookie / data key name", "cookie", "cookie name"])?;
    let category = needed(&["category"])?;
    let [platform, domain, controller, retention, wildcard] =
        ["platform", "domain", "data controller", "retention period", "wildcard match"].map(|word| column(&[word]));
    let lines = Lines::of(&text.text);
    let entry = |record: &csv::Record| {
        let field = |at: Option<usize>| at.and_then(|at| record.get(at)).map(|field| field.value.clone());
        Entry {
            platform: field(platform).unwrap_or_default(),
            category: field(Some(category)).unwrap_or_default(),
            cookie: field(Some(name)).unwrap_or_default(),
            domain: field(domain),
            data_controller: field(controller),
            retention_period: field(retention),
            wildcard_match: field(wildcard).map_or(Wildcard::None, Wildcard::Word),
        }
    };
    Ok(rest.iter().map(|record| (lines.at(record[0].place.start), entry(record))).collect())
}

fn row(entry: Entry, line: usize, words: &DeclarationWords) -> Result<Row, String> {
    let mut name = entry.cookie.trim().to_owned();
    let purpose =
        purpose(&entry.category).ok_or_else(|| format!("`{}` is no category that is known", entry.category))?;
    if entry.wildcard_match.is_on() && !name.contains('*') {
        name.push('*');
    }
    if literal(&name) < 2 || (name.contains('*') && literal(&name) < 3) {
        return Err(format!("`{name}` fits too many names"));
    }
    let written = entry.domain.unwrap_or_default();
    let domains = hosts(&written);
    let first_party = speaks_of_the_site(&written);
    let filled = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let vendor = filled(entry.data_controller).or(filled(Some(entry.platform)));
    let lifetime = entry.retention_period.and_then(|period| words.lifetime(&period));
    Ok(Row { name, anywhere: first_party || domains.is_empty(), domains, purpose, vendor, lifetime, line })
}

/// Whether a free text means the site's own domain, by a word that stands alone: `download.com` does not.
fn speaks_of_the_site(written: &str) -> bool {
    const WORDS: [&str; 8] = ["1st", "1st-party", "first", "first-party", "own", "advertiser", "your", "website"];
    let folded = written.to_lowercase();
    let mut words = folded.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '|' | '/' | '\''));
    words.any(|word| WORDS.contains(&word.trim_matches('.')))
}

/// The hosts that a free text names.
fn hosts(written: &str) -> Vec<String> {
    let parts = written.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '|' | '/'));
    let plain = parts.map(|part| host::folded(part.trim_start_matches("*."))).filter(|part| host::is_plain(part));
    // The end of an abbreviation or a version is no domain.
    let ends_as_domains = |part: &String| {
        let end = part.rsplit('.').next().unwrap_or_default();
        end.len() >= 2 && end.chars().all(|c| c.is_ascii_alphabetic())
    };
    plain.filter(ends_as_domains).filter(|part| psl::domain(part.as_bytes()).is_some()).collect()
}

fn purpose(category: &str) -> Option<Purpose> {
    Some(match category.trim().to_lowercase().as_str() {
        "security" | "necessary" | "strictly necessary" => Purpose::Necessary,
        "functional" | "personalization" | "personalisation" | "preferences" => Purpose::Functional,
        "analytics" | "statistics" | "performance" => Purpose::Analytics,
        "marketing" | "advertising" | "targeting" => Purpose::Marketing,
        "social" | "social media" => Purpose::Social,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::cookie::{CookieQuery, ItemShape};
    use proptest::prelude::*;

    const CSV: &str = "ID,Platform,Category,Cookie / Data Key name,Domain,Description,Retention period,Data Controller,\
        User Privacy & GDPR Rights Portals,Wildcard match\n\
        1,Meter,Analytics,_meter,\"meter.com (3rd party) or the site's own (1st party)\",\"counts, and more\",2 years,Meter Inc,,0\n\
        2,Meter,Marketing,_mtr_,meter.com,x,session,,,1\n\
        3,Shield,Security,shld_id,,x,1 day,Shield,,0\n\
        4,Odd,Mystery,_odd,,x,1 day,Odd,,0\n\
        5,Odd,Analytics,a,,x,1 day,Odd,,1\n";

    const JSON: &str = r#"{
  "Meter": [
    {"id": "1", "category": "Analytics", "cookie": "_meter", "domain": "meter.com or your own", "description": "x",
     "retentionPeriod": "2 years", "dataController": "Meter Inc", "privacyLink": "", "wildcardMatch": "0"},
    {"id": "2", "category": "Marketing", "cookie": "_mtr_", "domain": "meter.com", "wildcardMatch": "1"}
  ]
}"#;

    fn text(path: &str, words: &str) -> SourceText {
        SourceText { path: path.into(), text: words.into() }
    }

    fn asked<'a>(name: &'a str, domain: &'a str) -> CookieQuery<'a> {
        CookieQuery { name, domain, site: "shop.example", setter: None, shape: ItemShape::default() }
    }

    #[test]
    fn both_forms_say_the_same() {
        for (path, words, lines) in [("d.csv", CSV, [2, 3]), ("d.json", JSON, [3, 5])] {
            let (list, _) = read("ocd", &text(path, words), &DeclarationWords::default()).unwrap();
            let meter = list.by_name("_meter", |_| true).unwrap();
            assert_eq!((meter.purpose, meter.vendor.as_deref()), (Purpose::Analytics, Some("Meter Inc")), "{path}");
            assert_eq!(meter.list.unwrap().line, lines[0]);
            let home = list.at_home(&asked("_mtr_77", "www.meter.com")).unwrap();
            assert_eq!((home.purpose, home.vendor.as_deref()), (Purpose::Marketing, Some("Meter")), "{path}");
            assert_eq!(home.list.unwrap().line, lines[1]);
            assert!(list.by_name("_mtr_77", |_| true).is_none(), "a row of one domain alone");
            assert!(list.at_home(&asked("_mtr_77", "shop.example")).is_none());
        }
    }

    #[test]
    fn entries_that_say_nothing_usable_are_passed_over_with_their_lines() {
        let (list, passed) = read("ocd", &text("d.csv", CSV), &DeclarationWords::default()).unwrap();
        assert_eq!((list.len(), passed.iter().map(|one| one.line).collect::<Vec<_>>()), (3, vec![5, 6]));
        assert!(passed[0].why.contains("Mystery") && passed[1].why.contains("`a*`"), "{passed:?}");
    }

    #[test]
    fn an_odd_entry_spoils_no_other() {
        let odd = JSON.replacen(r#""category": "Analytics""#, r#""category": null"#, 1);
        let (list, passed) = read("ocd", &text("d.json", &odd), &DeclarationWords::default()).unwrap();
        assert_eq!((list.len(), passed.len(), passed[0].line), (1, 1, 3));
        assert!(passed[0].why.contains("cannot be read"), "{passed:?}");
    }

    #[test]
    fn another_form_is_refused_where_it_differs() {
        for (path, words, says) in [
            ("d.csv", "a,b\n1,2\n", "d.csv:1:1"),
            ("d.csv", "", "is empty"),
            ("d.json", "{\"Meter\": {\"cookie\": 1}}", "d.json:1:"),
            ("d.json", "{\"Meter\": [{\"cookie\": 1}]}", "no usable cookie"),
            ("d.json", "{}", "no usable cookie"),
            ("d.json", "{\n\"Meter\": [", "d.json:2:"),
        ] {
            let error = read("ocd", &text(path, words), &DeclarationWords::default()).expect_err(says);
            assert!(error.rendered.contains(says), "{error}");
        }
    }

    #[test]
    fn hosts_are_taken_from_free_text_and_nothing_else_is() {
        assert_eq!(hosts("*.meter.com, .x.co.uk (e.g. v1.2) or N/A, co.uk"), ["meter.com", "x.co.uk"]);
        for (written, own) in [("your own", true), ("1st-party", true), ("(1st party)", true), ("download.com", false)]
        {
            assert_eq!(speaks_of_the_site(written), own, "{written}");
        }
        assert!(hosts("advertiser's website domain (1st party)").is_empty());
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(words in "[\\[\\]{}\":,a1.\n]{0,40}") {
            let _ = read("ocd", &text("d", &words), &DeclarationWords::default());
        }
    }
}
