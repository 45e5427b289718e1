//! Hosts and endpoints: whose they are and what for.
//!
//! Which entry speaks for an address, in this order:
//!
//! 1. the longest host of the book that is the address's host or stands above it;
//! 2. at that host, the most literal path that matches;
//! 3. else what the host is by default: a `.js` file of a host that collects is a library;
//! 4. a host that is only named with paths says nothing about others, and the next shorter host is asked;
//! 5. on hosts that nobody claims, software that sites run themselves is known by the end of the path and the keys
//!    of the query (`matched` then begins with `*`).
//!
//! A name of a site's own that leads to a tracker by CNAME is asked for by where it leads ([`TrackerBook::cname_target`]).

use std::collections::{BTreeMap, BTreeSet};

use super::cookie::Purpose;
use super::files::{Filed, read_below};
use super::host;
use super::source::{SourceError, SourceText};
use super::tracker_file::{self, AnywhereRow, Path, SecondClaim, TrackerFile};
use crate::yaml::Placed;

/// What an address of a vendor is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum UrlKind {
    /// Collects data: `/g/collect`, `/tr`.
    Endpoint,
    /// Delivers a script.
    Library,
    /// Delivers other tags.
    TagManager,
    /// Video, map, font, captcha, chat.
    Embed,
    /// Delivers what others wrote: libraries, pictures, static files.
    Cdn,
    /// Consent platform.
    ConsentPlatform,
    /// Known host, unknown path.
    Other,
}

/// What is known about an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackerReading {
    /// Id of the vendor: its file's name.
    pub vendor: String,
    /// Name for people.
    pub name: String,
    /// Company that owns it.
    pub owner: String,
    /// What for.
    pub purpose: Purpose,
    /// What the address is.
    pub url_kind: UrlKind,
    /// The host or endpoint of the book that matched.
    pub matched: String,
}

/// All hosts and endpoints that are known.
#[derive(Debug, Clone, Default)]
pub struct TrackerBook {
    vendors: Vec<Vendor>,
    hosts: BTreeMap<String, Host>,
    anywhere: Vec<(AnywhereRow, Entry)>,
    cnames: BTreeMap<String, Entry>,
}

#[derive(Debug, Clone)]
struct Vendor {
    id: String,
    name: String,
    owner: String,
    iab: Option<u16>,
    data_in: Vec<String>,
    seen_as: Vec<String>,
}

/// What the book says of one host.
#[derive(Debug, Clone, Default)]
struct Host {
    default: Option<Entry>,
    paths: Vec<(Path, Entry)>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    vendor: usize,
    purpose: Purpose,
    what: UrlKind,
    /// What the host itself and its `www.` are, where that is something else.
    site: Option<UrlKind>,
}

impl Entry {
    /// What addresses of `asked` are by default, which is the entry's host `own` or stands below it.
    fn what_at(&self, own: &str, asked: &str) -> UrlKind {
        let site = self.site.filter(|_| asked.strip_prefix("www.").unwrap_or(asked) == own);
        site.unwrap_or(self.what)
    }
}

impl TrackerBook {
    /// Reads every text below `trackers/`.
    ///
    /// # Errors
    /// Every text that cannot be read, and hosts and paths that two vendors claim.
    pub fn load(texts: &[SourceText]) -> Result<Self, Vec<SourceError>> {
        let mut errors = Vec::new();
        let files = read_below(texts, "trackers", tracker_file::read, &mut errors);
        errors.append(&mut Self::clashes(&files, texts));
        if errors.is_empty() { Ok(Self::build(&files)) } else { Err(errors) }
    }

    /// Puts files in order that do not clash.
    pub(super) fn build(files: &[Filed<TrackerFile>]) -> Self {
        let mut book = Self::default();
        for file in files {
            // That nothing is claimed twice was held before.
            let _ = book.add(&file.content);
        }
        for host in book.hosts.values_mut() {
            host.paths.sort_by_key(|(path, _)| std::cmp::Reverse(path.literal()));
        }
        book
    }

    /// Every host and path that an earlier file claims as well. Errors point into `texts`.
    pub(super) fn clashes(files: &[Filed<TrackerFile>], texts: &[SourceText]) -> Vec<SourceError> {
        let mut book = Self::default();
        let told = |file: &Filed<TrackerFile>, claims: Vec<SecondClaim>| {
            let text = file.text(texts);
            claims.into_iter().map(|claim| claim.refused(&text)).collect::<Vec<_>>()
        };
        let all = files.iter().map(|file| (file, book.add(&file.content)));
        all.filter(|(_, claims)| !claims.is_empty()).flat_map(|(file, claims)| told(file, claims)).collect()
    }

    /// Adds a file, and tells what it claims that was claimed before.
    fn add(&mut self, file: &TrackerFile) -> Vec<SecondClaim> {
        let vendor = self.vendors.len();
        self.vendors.push(Vendor {
            id: file.vendor.clone(),
            name: file.name.clone(),
            owner: file.owner.clone(),
            iab: file.iab,
            data_in: file.data_in.clone(),
            seen_as: file.seen_as.clone(),
        });
        let mut claims = Vec::new();
        for row in &file.hosts {
            let entry = Entry { vendor, purpose: row.purpose.unwrap_or(file.purpose), what: row.what, site: row.site };
            let host = self.hosts.entry(row.host.value.clone()).or_default();
            let other = host.default.replace(entry);
            claims.extend(other.map(|other| self.second_claim(&row.host, other, vendor)));
        }
        for row in &file.endpoints {
            let entry = Entry { vendor, purpose: row.purpose.unwrap_or(file.purpose), what: row.what, site: None };
            let all = file.hosts.iter().map(|row| &row.host.value);
            let own: Vec<&String> = row.host.as_ref().map_or_else(|| all.collect(), |host| vec![&host.value]);
            for name in own {
                let host = self.hosts.entry(name.clone()).or_default();
                let other = host.paths.iter().find(|(path, _)| path.overlaps(&row.compiled)).map(|(_, other)| *other);
                host.paths.push((row.compiled.clone(), entry));
                let other = other.filter(|other| other.vendor != vendor);
                claims.extend(other.map(|other| self.second_claim(&row.path, other, vendor)));
            }
        }
        for row in &file.cname {
            let entry = Entry { vendor, purpose: file.purpose, what: row.what, site: None };
            let other = self.cnames.insert(row.host.value.clone(), entry);
            let by = other.map(|other| self.vendors[other.vendor].id.clone());
            claims.extend(by.map(|by| SecondClaim { what: row.host.clone(), by: Some(by) }));
        }
        for row in &file.anywhere {
            let entry = Entry { vendor, purpose: file.purpose, what: row.what, site: None };
            self.anywhere.push((row.clone(), entry));
        }
        claims
    }

    fn second_claim(&self, what: &Placed, first: Entry, second: usize) -> SecondClaim {
        let by = (first.vendor != second).then(|| self.vendors[first.vendor].id.clone());
        SecondClaim { what: what.clone(), by }
    }

    /// What is known about an address.
    pub fn look_up(&self, url: &str) -> Option<TrackerReading> {
        let url = url::Url::parse(url).ok()?;
        let name = host::folded(url.host_str()?);
        self.by_host(&name, url.path()).or_else(|| self.by_end(&url))
    }

    fn by_host(&self, name: &str, path: &str) -> Option<TrackerReading> {
        host::with_all_above(name).find_map(|own| {
            let host = self.hosts.get(own)?;
            if let Some((known, entry)) = host.paths.iter().find(|(known, _)| known.matches(path)) {
                return Some(self.reading(*entry, entry.what, format!("{own}{known}")));
            }
            let entry = host.default?;
            let script = path.ends_with(".js") && entry.what == UrlKind::Endpoint;
            let what = if script { UrlKind::Library } else { entry.what_at(own, name) };
            Some(self.reading(entry, what, own.to_owned()))
        })
    }

    fn by_end(&self, url: &url::Url) -> Option<TrackerReading> {
        let ends = |row: &AnywhereRow| url.path().ends_with(row.ends.value.as_str());
        let asks =
            |row: &AnywhereRow| row.query.iter().all(|key| url.query_pairs().any(|(own, _)| own == key.as_str()));
        let (row, entry) = self.anywhere.iter().find(|(row, _)| ends(row) && asks(row))?;
        Some(self.reading(*entry, entry.what, format!("*{}", row.ends.value)))
    }

    /// The company that owns a host, by the longest host of the book that it is or stands below. What stands below a
    /// public suffix (`shop.cloudfront.net`) is its user's, whoever runs the suffix.
    pub fn owner_of(&self, name: &str) -> Option<&str> {
        let name = host::folded(name);
        let mut own = host::with_all_above(&name).take_while(|name| host::registrable(name).is_some());
        own.find_map(|name| {
            let host = self.hosts.get(name)?;
            let entry = host.default.or_else(|| host.paths.first().map(|(_, entry)| *entry))?;
            self.vendors.get(entry.vendor).map(|vendor| vendor.owner.as_str())
        })
    }

    /// Whose a name is that leads here by CNAME: the vendor that hands out this host as the target of its customers'
    /// own names, or else a tracker whose host collects under its own name. Hosts that only deliver, or that keep what
    /// their customers wrote, are nobody's cloak. `matched` is the host of the book.
    pub fn cname_target(&self, host: &str) -> Option<TrackerReading> {
        let name = host::folded(host);
        let handed_out = host::with_all_above(&name).find_map(|name| Some((name, *self.cnames.get(name)?)));
        if let Some((matched, entry)) = handed_out {
            return Some(self.reading(entry, entry.what, matched.to_owned()));
        }
        let tracks = |known: &TrackerReading| {
            known.url_kind == UrlKind::Endpoint
                && matches!(known.purpose, Purpose::Analytics | Purpose::Marketing | Purpose::Social)
        };
        self.look_up_host(&name).filter(tracks)
    }

    /// Countries of a vendor's data centres by their two letters (ISO 3166-1), as far as the vendor says; empty where
    /// that is not known. `vendor` is the id of a reading.
    pub fn data_in(&self, vendor: &str) -> &[String] {
        self.vendors.iter().find(|own| own.id == vendor).map_or(&[], |own| own.data_in.as_slice())
    }

    /// The number in the IAB's list of vendors of whose address this is, where that is sure.
    pub fn iab_vendor(&self, url: &str) -> Option<u16> {
        let vendor = self.look_up(url)?.vendor;
        self.vendors.iter().find(|own| own.id == vendor)?.iab
    }

    /// Every host of the book with the id of its vendor and the company that owns it.
    pub(super) fn owners(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.hosts.iter().flat_map(move |(name, host)| {
            let entries = host.default.iter().chain(host.paths.iter().map(|(_, entry)| entry));
            entries.map(move |entry| {
                let vendor = &self.vendors[entry.vendor];
                (name.as_str(), vendor.id.as_str(), vendor.owner.as_str())
            })
        })
    }

    /// What is known about a host, whatever the path.
    pub(super) fn look_up_host(&self, name: &str) -> Option<TrackerReading> {
        let name = host::folded(name);
        host::with_all_above(&name).find_map(|own| {
            let entry = self.hosts.get(own)?.default?;
            Some(self.reading(entry, entry.what_at(own, &name), own.to_owned()))
        })
    }

    fn reading(&self, entry: Entry, url_kind: UrlKind, matched: String) -> TrackerReading {
        let Vendor { id, name, owner, .. } = self.vendors[entry.vendor].clone();
        TrackerReading { vendor: id, name, owner, purpose: entry.purpose, url_kind, matched }
    }

    /// Addresses that must be read as a vendor's, with the vendor's id: those that its file says it is seen as, and the
    /// root of every host that it claims whole.
    pub fn examples(&self) -> Vec<(String, &str)> {
        let told = self.vendors.iter().flat_map(|own| own.seen_as.iter().map(|url| (url.clone(), own.id.as_str())));
        let whole = self.hosts.iter().filter_map(|(name, host)| {
            let vendor = self.vendors.get(host.default?.vendor)?;
            Some((format!("https://{name}/"), vendor.id.as_str()))
        });
        told.chain(whole).collect()
    }

    /// Hosts to which customers point names of their own, each with the id of the vendor that hands it out.
    pub fn cname_hosts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.cnames.iter().filter_map(|(name, entry)| {
            self.vendors.get(entry.vendor).map(|vendor| (name.as_str(), vendor.id.as_str()))
        })
    }

    /// Patterns of paths, and ends of them, that no address in `seen-as` of their vendor is matched by, each with the
    /// vendor's id.
    pub fn patterns_without_example(&self) -> Vec<(String, &str)> {
        let on_hosts = self.hosts.values().flat_map(|host| &host.paths);
        let patterns = on_hosts.filter(|(path, _)| matches!(path, Path::Pattern(..)));
        let paths = patterns.map(|(path, entry)| (path.to_string(), entry.vendor));
        let ends = self.anywhere.iter().map(|(row, entry)| (row.ends.value.clone(), entry.vendor));
        let all: BTreeSet<(String, usize)> = paths.chain(ends).collect();
        let unseen = all.into_iter().filter(|(written, vendor)| !self.is_seen(written, *vendor));
        unseen.map(|(written, vendor)| (written, self.vendors[vendor].id.as_str())).collect()
    }

    fn is_seen(&self, written: &str, vendor: usize) -> bool {
        let matched = |url: &String| self.look_up(url).map(|reading| reading.matched);
        self.vendors[vendor]
            .seen_as
            .iter()
            .filter_map(matched)
            .any(|matched| matched.split_once('/').is_some_and(|(_, path)| written.strip_prefix('/') == Some(path)))
    }

    /// How many hosts are known by themselves or with a path.
    pub fn host_count(&self) -> usize {
        self.hosts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const A: &str = "vendor: a\nname: A\nowner: A Inc.\npurpose: analytics\nsources: [a page]\ndate: '2026-11-25'\n\
        hosts:\n  - {host: a.example, what: endpoint}\n  - {host: cdn.a.example, what: library}\n\
        endpoints:\n  - {path: /collect, what: endpoint}\n  - {path: /tags/*, what: tag-manager}\n\
        \x20 - {host: www.b.example, path: /captcha/*, what: embed, purpose: necessary}\n";

    fn text(path: &str, words: &str) -> SourceText {
        SourceText { path: path.into(), text: words.into() }
    }

    fn book() -> TrackerBook {
        let b = A.replace("vendor: a", "vendor: b").replace("a.example", "x.b.example");
        let b = b.split("endpoints:").next().unwrap().to_owned();
        TrackerBook::load(&[text("trackers/a.yaml", A), text("trackers/b.yaml", &b), text("legal/c.yaml", "]")])
            .unwrap()
    }

    fn kind(url: &str) -> Option<(String, UrlKind, String)> {
        book().look_up(url).map(|reading| (reading.vendor, reading.url_kind, reading.matched))
    }

    #[test]
    fn the_longest_host_speaks_and_paths_before_defaults() {
        let a = |kind, matched: &str| Some(("a".to_owned(), kind, matched.to_owned()));
        assert_eq!(kind("https://a.example/pixel"), a(UrlKind::Endpoint, "a.example"));
        assert_eq!(kind("https://sub.a.example/x?y"), a(UrlKind::Endpoint, "a.example"));
        assert_eq!(kind("https://a.example/lib.js?v=1"), a(UrlKind::Library, "a.example"));
        assert_eq!(kind("https://a.example/tags/x.js"), a(UrlKind::TagManager, "a.example/tags/*"));
        assert_eq!(kind("https://cdn.a.example/x"), a(UrlKind::Library, "cdn.a.example"));
        assert_eq!(kind("https://CDN.A.example/collect"), a(UrlKind::Endpoint, "cdn.a.example/collect"));
        assert_eq!(kind("wss://x.b.example/"), Some(("b".into(), UrlKind::Endpoint, "x.b.example".into())));
    }

    #[test]
    fn a_host_known_only_with_paths_says_nothing_of_others() {
        let captcha = book().look_up("https://www.b.example/captcha/api").unwrap();
        assert_eq!((captcha.purpose, captcha.url_kind), (Purpose::Necessary, UrlKind::Embed));
        assert_eq!(kind("https://www.b.example/"), None);
        assert_eq!(kind("https://b.example/captcha/api"), None);
        assert!(book().look_up_host("www.b.example").is_none());
        assert_eq!(book().look_up_host("img.cdn.a.example.").unwrap().matched, "cdn.a.example");
    }

    #[test]
    fn the_vendors_own_web_site_is_something_else_than_what_stands_below_its_host() {
        let words = A.replace("{host: a.example, what: endpoint}", "{host: a.example, what: endpoint, site: other}");
        let book = TrackerBook::load(&[text("trackers/a.yaml", &words)]).unwrap();
        let kind = |url: &str| book.look_up(url).unwrap().url_kind;
        for page in ["https://a.example/", "https://www.a.example/badge.png"] {
            assert_eq!(kind(page), UrlKind::Other, "{page}");
        }
        for collects in ["https://in.a.example/badge.png", "https://x.www.a.example/", "https://www.a.example/collect"]
        {
            assert_eq!(kind(collects), UrlKind::Endpoint, "{collects}");
        }
        assert_eq!(kind("https://www.a.example/tag.js"), UrlKind::Library);
        assert_eq!(kind("https://cdn.a.example/"), UrlKind::Library);
        assert!(book.cname_target("www.a.example").is_none());
        assert!(book.cname_target("in.a.example").is_some());
    }

    #[test]
    fn what_stands_below_a_public_suffix_is_its_users() {
        let words = A.replace("cdn.a.example", "cloudfront.net");
        let book = TrackerBook::load(&[text("trackers/a.yaml", &words)]).unwrap();
        assert_eq!(book.owner_of("x.a.example"), Some("A Inc."));
        assert_eq!(book.owner_of("d1.cloudfront.net"), None);
        assert_eq!(book.look_up("https://d1.cloudfront.net/x").map(|known| known.owner).as_deref(), Some("A Inc."));
    }

    #[test]
    fn what_is_not_of_the_web_or_not_known_gives_nothing() {
        for url in ["", "/collect", "data:text/html,a.example", "blob:https://a.example/1", "https://nota.example/"] {
            assert_eq!(kind(url), None, "{url}");
        }
    }

    #[test]
    fn software_on_the_sites_own_host_is_known_by_its_end_and_its_query() {
        let words = A
            .replace("endpoints:", "anywhere:\n  - {ends: /track.php, query: [site, rec], what: endpoint}\nendpoints:");
        let book = TrackerBook::load(&[text("trackers/a.yaml", &words)]).unwrap();
        let matched = |url: &str| book.look_up(url).map(|reading| reading.matched);
        let own = Some("*/track.php".to_owned());
        assert_eq!(matched("https://shop.example/sub/track.php?rec=1&site=2&x"), own);
        assert_eq!(matched("https://shop.example/track.php?site=2"), None);
        assert_eq!(matched("https://shop.example/backtrack.php?rec=1&site=2"), None);
        assert_eq!(matched("https://a.example/track.php?rec=1&site=2"), Some("a.example".to_owned()));
        for (from, to) in [("/track.php", "/t.php"), ("/track.php", "track.php"), ("[site, rec]", "[site]")] {
            let errors = TrackerBook::load(&[text("trackers/a.yaml", &words.replace(from, to))]).unwrap_err();
            assert_eq!(errors[0].line, 11, "{}", errors[0]);
        }
    }

    #[test]
    fn a_name_that_leads_to_a_tracker_is_known_by_where_it_leads() {
        let words = A.replace(
            "endpoints:",
            "cname:\n  - {host: customers.cloak.example}\n  - {host: pages.cloak.example, what: other}\n\
            data-in: [FR, DE]\nendpoints:",
        );
        let book = TrackerBook::load(&[text("trackers/a.yaml", &words)]).unwrap();
        let matched = |host: &str| book.cname_target(host).map(|reading| reading.matched);
        let kind = |host: &str| book.cname_target(host).map(|reading| reading.url_kind);
        assert_eq!(kind("shop.customers.cloak.example"), Some(UrlKind::Endpoint));
        assert_eq!(kind("shop.pages.cloak.example"), Some(UrlKind::Other), "pages and pictures of the customer's");
        assert_eq!(matched("shop.Customers.cloak.example."), Some("customers.cloak.example".to_owned()));
        assert_eq!(matched("eu.a.example"), Some("a.example".to_owned()));
        for nobodys in ["cloak.example", "cdn.a.example", "shop.example", "notcustomers.cloak.example", ""] {
            assert_eq!(matched(nobodys), None, "{nobodys}");
        }
        assert_eq!(book.data_in("a"), ["FR", "DE"]);
        assert!(book.data_in("b").is_empty());
    }

    #[test]
    fn a_host_that_two_vendors_claim_is_refused_where_it_stands() {
        let other = A.replace("vendor: a", "vendor: b");
        let errors = TrackerBook::load(&[text("trackers/a.yaml", A), text("trackers/b.yaml", &other)]).unwrap_err();
        assert!(errors[0].rendered.contains("trackers/b.yaml:8:12"), "{}", errors[0]);
        assert!(errors[0].rendered.contains("`a` claims"), "{}", errors[0]);
        assert!(errors.iter().any(|error| error.line == 13), "the path of a foreign host: {errors:?}");
    }

    #[test]
    fn what_is_wrong_in_a_file_is_refused_where_it_stands() {
        for (from, to, says) in [
            ("vendor: a", "vendor: b", "differs from the file's name"),
            ("{host: a.example", "{host: 'https://a.example'", "not a plain host"),
            ("{host: cdn.a.example", "{host: a.example", "stands here twice"),
            ("path: /collect", "path: collect", "begins with `/`"),
            ("path: /tags/*", "path: '/tags/{letters}'", "unknown variable part"),
            ("what: library", "what: librari", "did you mean `library`"),
            ("purpose: analytics", "purpose: unknown", "`unknown` is no purpose"),
            ("hosts:", "data-in: [France]\nhosts:", "`France` is no country"),
            ("hosts:", "cname: [{host: '*.a.example'}]\nhosts:", "not a plain host"),
            ("hosts:", "cname: [{host: c.example}, {host: c.example}]\nhosts:", "claims `c.example`"),
            ("date: '2026-11-25'", "date: today", "not a date"),
            ("a.example, what: endpoint}", "a.example, what: endpoint, site: endpoint}", "`site` tells nothing apart"),
            ("what: library}", "what: library, site: library}", "`site` tells nothing apart"),
        ] {
            let errors = TrackerBook::load(&[text("trackers/a.yaml", &A.replace(from, to))]).expect_err(says);
            assert!(errors[0].rendered.contains(says), "{}", errors[0]);
            assert!(errors[0].line > 0, "{}", errors[0]);
        }
    }

    proptest! {
        #[test]
        fn looking_up_never_panics(url in ".{0,60}", host in "[a-zA-Z.%:\\[\\]-]{0,20}", path in ".{0,20}") {
            let book = book();
            book.look_up(&url);
            book.look_up(&format!("https://{host}/{path}"));
            book.look_up_host(&host);
        }
    }
}
