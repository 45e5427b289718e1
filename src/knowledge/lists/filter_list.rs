//! Filter lists in the language of ad blockers, by the engine of the `adblock` crate.
//!
//! Each list is an engine of its own: its exceptions excuse what it lists itself, and nothing of another list. Filters
//! are never fused, so that each hit has its line. Filters that hide parts of pages are not read.

use std::fmt;
use std::sync::Arc;

use adblock::Engine;
use adblock::lists::{FilterParseError, FilterSet, ParseOptions, ParsedLine, RuleTypes, parse_filter};
use adblock::request::Request;
use url::Url;

use super::kind::ListKind;
use super::place::ListPlace;
use super::read::PassedOver;
use crate::knowledge::host;
use crate::yaml::{SourceError, SourceText};

/// Version of the engine that compiled lists are bound to.
pub const ENGINE_VERSION: &str = "0.13.5";

/// A filter list, compiled.
#[derive(Clone)]
pub struct FilterList {
    name: String,
    kind: ListKind,
    engine: Arc<Engine>,
}

/// A request that is asked about.
#[derive(Debug, Clone, Copy)]
pub struct Asking<'a> {
    /// Address.
    pub url: &'a str,
    /// Host of the audited page.
    pub page: &'a str,
    /// Host of the document that asked.
    pub source: &'a str,
    /// What was loaded, in the words of filter lists: `script`, `image`, `subdocument`, …
    pub kind: &'a str,
    /// `GET`, `POST`, …
    pub method: &'a str,
}

/// A filter that fits a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FilterHit {
    pub(super) place: ListPlace,
    /// The filter as it is written.
    pub(super) rule: String,
    pub(super) kind: ListKind,
}

impl fmt::Debug for FilterList {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("FilterList").field("name", &self.name).field("kind", &self.kind).finish_non_exhaustive()
    }
}

impl FilterList {
    /// Compiles a list. Gives how many of its filters are of use, and the lines that could not be read.
    pub(super) fn compile(
        name: &str,
        kind: ListKind,
        text: &SourceText,
    ) -> Result<(Self, usize, Vec<PassedOver>), SourceError> {
        let help = "get the list as text; its lines are filters such as `||tracker.example^$third-party`";
        let start = text.text.trim_start_matches('\u{feff}').trim_start();
        if start.starts_with(['<', '{']) {
            let at = text.text.len() - start.len();
            return Err(SourceError::at(
                text,
                at..at + 1,
                "this is a web page or a JSON file, and no filter list",
                help,
            ));
        }
        let (filters, passed_over) = count(&text.text);
        if filters == 0 {
            return Err(SourceError::whole(&text.path, "there is no filter for requests in it", help));
        }
        let mut set = FilterSet::new(true);
        set.add_filter_list(text.text.clone(), options(RuleTypes::NetworkOnly));
        let engine = Arc::new(Engine::new_with_filter_set_no_optimize(set));
        Ok((Self { name: name.to_owned(), kind, engine }, filters, passed_over))
    }

    /// Takes a list that was compiled before; `None` unless it was made from the text of that digest by this engine, and
    /// is whole.
    pub fn from_compiled(name: &str, kind: ListKind, digest: &str, bytes: &[u8]) -> Option<Self> {
        let compiled = bytes.strip_prefix(mark(digest).as_bytes())?;
        let mut engine = Engine::new_with_filter_set_no_optimize(FilterSet::new(true));
        engine.deserialize(compiled).ok()?;
        Some(Self { name: name.to_owned(), kind, engine: Arc::new(engine) })
    }

    /// The list as it can be taken again quickly. `digest` is that of its text.
    pub fn compiled(&self, digest: &str) -> Vec<u8> {
        [mark(digest).into_bytes(), self.engine.serialize()].concat()
    }

    /// The filter that fits a request, if no exception of the list does.
    pub(super) fn hit(&self, asking: &Asking<'_>) -> Option<FilterHit> {
        let url = Url::parse(asking.url).ok()?;
        let host = url.host_str()?;
        let third_party = !host::same_site(&host::folded(host), &host::folded(asking.source));
        let request = Request::preparsed(url.as_str(), host, asking.source, asking.kind, third_party, asking.method);
        let result = self.engine.check_network_request(&request);
        let filter = result.should_block().then_some(result.filter)??;
        let line = filter.source_location.map_or(0, |place| place.line_number as usize + 1);
        Some(FilterHit {
            place: ListPlace { list: self.name.clone(), line },
            rule: filter.raw_line.unwrap_or_default(),
            kind: self.kind,
        })
    }
}

/// How many filters for requests a text has, and what could not be read.
fn count(text: &str) -> (usize, Vec<PassedOver>) {
    let mut filters = 0;
    let mut passed_over = Vec::new();
    for (number, line) in text.lines().enumerate() {
        match parse_filter(line, false, options(RuleTypes::All)) {
            Ok(ParsedLine::Network(_)) => filters += 1,
            Err(FilterParseError::Network(why)) => {
                passed_over.push(PassedOver { line: number + 1, why: format!("`{}`: {why}", short(line)) });
            }
            // Comments, what is empty, and what hides parts of pages.
            Ok(ParsedLine::Cosmetic(_)) | Err(_) => {}
        }
    }
    (filters, passed_over)
}

fn short(line: &str) -> String {
    line.chars().take(120).collect()
}

fn options(rule_types: RuleTypes) -> ParseOptions {
    ParseOptions { rule_types, ..ParseOptions::default() }
}

/// The first line of a compiled list: what it was made from, and by what.
fn mark(digest: &str) -> String {
    format!("consentinel filter list 1, adblock {ENGINE_VERSION}, {digest}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LIST: &str = "[Adblock Plus 2.0]\n! Title: test\n||meter.example^$third-party\n/pixel.gif?$image\n\
        @@||meter.example/needed^\n||frames.example^$subdocument\n||own.example/m.js$domain=shop.example\n\
        shop.example##.banner\n||x.example^$nosuchoption\n";

    fn text(words: &str) -> SourceText {
        SourceText { path: "list.txt".into(), text: words.into() }
    }

    fn list() -> FilterList {
        FilterList::compile("test", ListKind::EasyPrivacy, &text(LIST)).unwrap().0
    }

    fn hit(list: &FilterList, url: &str, source: &str, kind: &str) -> Option<(usize, String)> {
        let asking = Asking { url, page: "shop.example", source, kind, method: "GET" };
        list.hit(&asking).map(|hit| (hit.place.line, hit.rule))
    }

    #[test]
    fn a_hit_names_its_line_and_its_words() {
        let list = list();
        let shop = "www.shop.example";
        let told = |line, rule: &str| Some((line, rule.to_owned()));
        assert_eq!(hit(&list, "https://a.meter.example/c", shop, "ping"), told(3, "||meter.example^$third-party"));
        assert_eq!(hit(&list, "https://shop.example/pixel.gif?1", shop, "image"), told(4, "/pixel.gif?$image"));
        assert_eq!(
            hit(&list, "https://frames.example/", shop, "subdocument"),
            told(6, "||frames.example^$subdocument")
        );
        assert_eq!(hit(&list, "https://own.example/m.js", shop, "script").unwrap().0, 7);
    }

    #[test]
    fn type_party_source_and_exceptions_keep_it_silent() {
        let list = list();
        for (url, source, kind) in [
            ("https://meter.example/c", "www.meter.example", "ping"),
            ("https://meter.example/needed/x", "shop.example", "script"),
            ("https://shop.example/pixel.gif?1", "shop.example", "script"),
            ("https://frames.example/", "shop.example", "image"),
            ("https://own.example/m.js", "other.example", "script"),
            ("https://notmeter.example/", "shop.example", "script"),
            ("data:text/plain,meter.example", "shop.example", "script"),
            ("", "", ""),
        ] {
            assert_eq!(hit(&list, url, source, kind), None, "{url}");
        }
    }

    #[test]
    fn a_compiled_list_says_the_same_and_a_damaged_or_foreign_one_is_refused() {
        let list = list();
        let bytes = list.compiled("sha256:1");
        let again = FilterList::from_compiled("test", ListKind::EasyPrivacy, "sha256:1", &bytes).unwrap();
        let of = |list: &FilterList| hit(list, "https://meter.example/", "shop.example", "script");
        assert_eq!(of(&again), of(&list));
        assert!(of(&again).is_some());
        let other = |digest: &str, bytes: &[u8]| FilterList::from_compiled("t", ListKind::EasyPrivacy, digest, bytes);
        assert!(other("sha256:2", &bytes).is_none());
        assert!(other("sha256:1", &bytes[..bytes.len() - 1]).is_none());
        for at in [0, 60, bytes.len() / 2, bytes.len() - 1] {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert!(other("sha256:1", &damaged).is_none(), "byte {at}");
        }
        assert!(other("sha256:1", b"").is_none());
    }

    #[test]
    fn lines_that_cannot_be_read_are_told_and_what_is_no_list_is_refused() {
        let (_, filters, passed) = FilterList::compile("t", ListKind::Adblock, &text(LIST)).unwrap();
        assert_eq!((filters, passed.len(), passed[0].line), (5, 1, 9), "{passed:?}");
        for (words, says) in [
            ("<!DOCTYPE html>\n<p>Sign in</p>", "list.txt:1:1"),
            ("\n{\"a\": 1}", "list.txt:2:1"),
            ("! nothing\n\nshop.example##.x\n", "no filter for requests"),
            ("", "no filter for requests"),
        ] {
            let error = FilterList::compile("t", ListKind::Adblock, &text(words)).expect_err(says);
            assert!(error.rendered.contains(says), "{error}");
        }
    }

    #[test]
    fn the_version_of_the_engine_is_that_of_the_lock_file() {
        let lock = include_str!("../../../Cargo.lock").replace("\r\n", "\n");
        assert!(lock.contains(&format!("name = \"adblock\"\nversion = \"{ENGINE_VERSION}\"")));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(words in "[|^$@#!/*=,~a.\n ü\\[\\]()-]{0,60}", url in ".{0,30}") {
            if let Ok((list, ..)) = FilterList::compile("t", ListKind::Adblock, &text(&words)) {
                hit(&list, &url, "shop.example", "script");
                hit(&list, "https://a.example/a?a", "shop.example", "image");
            }
        }

        #[test]
        fn no_options_make_it_panic(option in "(domain=|csp=|redirect=|removeparam=|method=|to=|from=|~)?[a-z|~.=/*]{0,12}") {
            let _ = FilterList::compile("t", ListKind::Adblock, &text(&format!("||a.example^${option}")));
            let _ = FilterList::compile("t", ListKind::Adblock, &text(&format!("/a{option}/")));
        }
    }
}
