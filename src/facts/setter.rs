//! Who wrote a cookie: every write of a visit, read and indexed by name.

use std::collections::BTreeMap;

use url::Url;

use super::cookie_date;
use super::lifetime;
use super::party::{host_of, is_address, registrable, tidy_host};
use super::set_cookie::{self, SetCookie};
use super::site::{SetBy, SetHow};
use crate::evidence::{Cookie, CookieWrite, Phase, Place, Request, WriteHow};

/// A write that can have put a cookie into the jar.
#[derive(Debug, Clone)]
pub struct Write {
    /// In which phase.
    pub phase: Phase,
    /// What was written.
    pub line: SetCookie,
    /// Requested lifetime in days; `None` for a session cookie.
    pub lifetime_days: Option<f64>,
    /// The time that the answer told, seconds since 1970; `None` for scripts.
    pub date: Option<i64>,
    /// Who wrote.
    pub by: SetBy,
    host: String,
    default_path: String,
}

/// All writes of one visit that can have stored something, in order, by the cookie's name.
#[derive(Debug, Clone, Default)]
pub struct Writes {
    by_name: BTreeMap<String, Vec<Write>>,
}

impl Writes {
    /// Reads the writes of one visit. Refused writes, deletions and lines that browsers ignore are left out.
    pub fn read(writes: &[CookieWrite], asked: &Askers<'_>, run_started: i64) -> Self {
        let mut sorted: Vec<&CookieWrite> = writes.iter().filter(|write| write.blocked.is_none()).collect();
        sorted.sort_by_key(|write| write.seq);
        let mut by_name: BTreeMap<String, Vec<Write>> = BTreeMap::new();
        for write in sorted {
            let Some(line) = set_cookie::parse(&write.raw) else { continue };
            let now = lifetime::moment_of(write.date.as_deref(), run_started);
            if line.deletes(now) {
                continue;
            }
            let address = Url::parse(&write.url).ok();
            let read = Write {
                phase: write.phase,
                lifetime_days: lifetime::requested_days(&line, now),
                date: write.date.as_deref().and_then(cookie_date::seconds),
                by: set_by(write, asked),
                host: host_of(&write.url).unwrap_or_default(),
                default_path: set_cookie::default_path(address.as_ref().map_or("/", Url::path)).to_owned(),
                line,
            };
            by_name.entry(read.line.name.clone()).or_default().push(read);
        }
        Self { by_name }
    }

    /// The writes that stored `cookie`, in order.
    pub fn of(&self, cookie: &Cookie) -> impl Iterator<Item = &Write> {
        let named = self.by_name.get(&cookie.name).map(Vec::as_slice).unwrap_or_default();
        named.iter().filter(|write| write.stores(cookie))
    }
}

impl Write {
    fn stores(&self, cookie: &Cookie) -> bool {
        let path = self.line.path.as_deref().unwrap_or(&self.default_path);
        path == cookie.path
            && self.line.partitioned == cookie.partition_key.is_some()
            && self.fits_domain(&cookie.domain)
    }

    fn fits_domain(&self, stored: &str) -> bool {
        let (own, stored_host) = (self.line.domain.as_deref().unwrap_or(&self.host), tidy_host(stored));
        if tidy_host(own) != stored_host {
            return false;
        }
        let for_subdomains = stored.starts_with('.');
        match &self.line.domain {
            None => !for_subdomains,
            // `Domain` with an IP address, a single label or a public suffix gives a cookie of that host alone.
            Some(domain) => for_subdomains || is_address(domain) || is_bare(domain),
        }
    }
}

/// Whether a host has no registrable domain of its own.
fn is_bare(host: &str) -> bool {
    registrable(host) == host && psl::domain_str(host).is_none()
}

/// Who wrote, by the write itself.
pub fn set_by(write: &CookieWrite, asked: &Askers<'_>) -> SetBy {
    match write.how {
        WriteHow::Http => SetBy {
            how: SetHow::Http,
            url: Some(without_query(&write.url)).filter(|url| !url.is_empty()),
            line: None,
            initiator: asked.for_answer(write.request.as_deref(), &write.url),
        },
        WriteHow::Script | WriteHow::CookieStore => by_script(&write.stack, asked),
    }
}

/// Who wrote, by the stack of the write.
pub fn by_script(stack: &[Place], asked: &Askers<'_>) -> SetBy {
    let place = stack.first();
    SetBy {
        how: SetHow::Script,
        url: place.map(|place| without_query(&place.url)),
        line: place.map(|place| place.line),
        initiator: place.and_then(|place| asked.for_answer(None, &place.url)),
    }
}

/// An address without query and fragment, as far as it is one.
pub fn without_query(url: &str) -> String {
    url.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// Who asked for which request of a visit.
#[derive(Debug, Clone, Default)]
pub struct Askers<'a> {
    by_id: BTreeMap<&'a str, &'a str>,
    by_url: BTreeMap<&'a str, &'a str>,
}

impl<'a> Askers<'a> {
    /// Indexes the requests of a visit; of several for one address the first counts.
    pub fn of(requests: &'a [Request]) -> Self {
        let mut askers = Self::default();
        for request in requests {
            if let Some(asker) = request.initiator.url.as_deref() {
                askers.by_id.insert(&request.id, asker);
                askers.by_url.entry(&request.url).or_insert(asker);
            }
        }
        askers
    }

    fn for_answer(&self, id: Option<&str>, url: &str) -> Option<String> {
        let found = id.and_then(|id| self.by_id.get(id)).or_else(|| self.by_url.get(url));
        found.map(|asker| without_query(asker))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Blocked;

    const NOW: i64 = 1_795_514_400;

    fn write(how: WriteHow, url: &str, raw: &str) -> CookieWrite {
        CookieWrite {
            at_ms: None,
            seq: 1,
            phase: Phase::Arrival,
            how,
            raw: raw.to_owned(),
            url: url.to_owned(),
            frame_url: None,
            request: None,
            stack: vec![Place { url: "https://cdn.example/a.js?v=3".to_owned(), line: 7, column: 1 }],
            date: None,
            blocked: None,
        }
    }

    fn cookie(domain: &str, path: &str) -> Cookie {
        Cookie {
            name: "a".to_owned(),
            value: "b".to_owned(),
            domain: domain.to_owned(),
            path: path.to_owned(),
            expires: None,
            http_only: false,
            secure: false,
            same_site: None,
            partition_key: None,
            size: 2,
            partition_cross_site: None,
            priority: None,
            source_scheme: None,
            source_port: None,
        }
    }

    fn stores(url: &str, raw: &str, cookie: &Cookie) -> bool {
        let writes = Writes::read(&[write(WriteHow::Http, url, raw)], &Askers::default(), NOW);
        writes.of(cookie).next().is_some()
    }

    #[test]
    fn writes_are_matched_by_domain_path_and_partition() {
        let shop = "https://www.shop.example/cart/view";
        assert!(stores(shop, "a=b; Domain=shop.example; Path=/", &cookie(".shop.example", "/")));
        assert!(stores(shop, "a=b; Path=/", &cookie("www.shop.example", "/")));
        assert!(stores(shop, "a=b", &cookie("www.shop.example", "/cart")));
        assert!(!stores(shop, "a=b; Path=/", &cookie(".www.shop.example", "/")));
        assert!(!stores(shop, "a=b; Domain=shop.example; Path=/", &cookie("shop.example", "/")));
        assert!(!stores(shop, "a=b", &cookie("www.shop.example", "/")));
        assert!(!stores(shop, "a=b; Path=/; Partitioned; Secure", &cookie("www.shop.example", "/")));
    }

    #[test]
    fn a_domain_that_has_no_subdomains_gives_a_cookie_of_the_host() {
        assert!(stores("http://localhost/", "a=b; Domain=localhost; Path=/", &cookie("localhost", "/")));
        assert!(stores("http://127.0.0.1/", "a=b; Domain=127.0.0.1; Path=/", &cookie("127.0.0.1", "/")));
    }

    #[test]
    fn what_stored_nothing_is_left_out() {
        let url = "https://shop.example/";
        let kept = cookie("shop.example", "/");
        assert!(!stores(url, "a=; Path=/; Max-Age=0", &kept));
        assert!(!stores(url, "a=b\n; Path=/", &kept));
        let blocked = Blocked { reasons: vec!["SameSiteNoneInsecure".to_owned()] };
        let refused = CookieWrite { blocked: Some(blocked), ..write(WriteHow::Http, url, "a=b; Path=/") };
        assert!(Writes::read(&[refused], &Askers::default(), NOW).of(&kept).next().is_none());
    }

    #[test]
    fn scripts_are_named_with_their_line() {
        let writes = [write(WriteHow::Script, "https://shop.example/", "a=b; path=/")];
        let read = Writes::read(&writes, &Askers::default(), NOW);
        let by = &read.of(&cookie("shop.example", "/")).next().unwrap().by;
        assert_eq!((by.how, by.url.as_deref(), by.line), (SetHow::Script, Some("https://cdn.example/a.js"), Some(7)));
    }
}
