//! In which requests each cookie of the jar was sent.

use std::collections::{BTreeMap, BTreeSet};

use super::cookies::CookieKey;
use super::lived::Lived;
use super::party::{host_of, tidy_host};
use super::presence::flag;
use super::requests;
use super::value::Fact;
use crate::evidence::{Cookie, Phase, Request, SentCookie};

/// One request that a cookie went along with.
#[derive(Debug, Clone, Copy)]
pub struct Sending<'a> {
    /// Position in the visit's list of requests.
    pub index: usize,
    /// The request.
    pub request: &'a Request,
    /// The cookie as the request tells it.
    pub cookie: &'a SentCookie,
}

/// All cookies that were sent in one visit, by name. Requests of the browser itself are left out.
#[derive(Debug, Clone, Default)]
pub struct SentCookies<'a> {
    by_name: BTreeMap<&'a str, Vec<Sending<'a>>>,
}

impl<'a> SentCookies<'a> {
    /// Reads the requests of a visit once.
    pub fn of(requests: &'a [Request]) -> Self {
        let mut by_name: BTreeMap<&str, Vec<Sending<'_>>> = BTreeMap::new();
        let asked = requests.iter().enumerate().filter(|(_, request)| request.browsers_own.is_none());
        for (index, request) in asked {
            for cookie in &request.cookies_sent {
                by_name.entry(&cookie.name).or_default().push(Sending { index, request, cookie });
            }
        }
        Self { by_name }
    }

    /// The requests that a cookie of the jar went along with, in order.
    pub fn with(&self, cookie: &Cookie) -> impl Iterator<Item = &Sending<'a>> {
        let named = self.by_name.get(cookie.name.as_str()).map(Vec::as_slice).unwrap_or_default();
        named.iter().filter(move |sending| sending.is_of(cookie))
    }

    /// Requests that tell a name alone and that this cookie or another of that name went along with.
    fn perhaps_with(&self, cookie: &Cookie) -> impl Iterator<Item = &Sending<'a>> {
        let named = self.by_name.get(cookie.name.as_str()).map(Vec::as_slice).unwrap_or_default();
        named.iter().filter(move |sending| sending.cookie.domain.is_none() && fits(cookie, &sending.request.url))
    }

    /// Adds what rules may ask of it.
    pub(super) fn add_to(&self, facts: &mut BTreeMap<&'static str, Fact>, lived: &Lived<'_>, cookie: &Cookie) {
        let complete = requests::complete(lived);
        let of_phase = |sending: &Sending<'_>| sending.request.phase;
        let perhaps: Vec<Phase> =
            self.perhaps_with(cookie).filter(|one| !is_alone(lived, cookie, one)).map(of_phase).collect();
        let surely = self.with(cookie).filter(|one| one.cookie.domain.is_some() || is_alone(lived, cookie, one));
        let surely: Vec<Phase> = surely.map(of_phase).collect();
        let unsure = || format!("which of the cookies named {} was sent is not told", cookie.name);
        let any = |is_meant: fn(Phase) -> bool| {
            if surely.iter().copied().any(is_meant) {
                return Ok(true);
            }
            if perhaps.iter().copied().any(is_meant) { Err(unsure()) } else { complete.clone().map(|()| false) }
        };
        let whole = if perhaps.is_empty() { complete.clone() } else { Err(unsure()) };
        let count = whole.map_or_else(Fact::Unknown, |()| Fact::number(count(surely.len())));
        let chooses = lived.chooses();
        // Between accepting and withdrawing it is neither.
        let before = if chooses { any(|phase| phase == Phase::Arrival) } else { any(|_| true) };
        let after = if chooses { any(Phase::is_after_choice) } else { Ok(false) };
        facts.insert("sent", count);
        facts.insert("sent-before-choice", flag(before));
        facts.insert("sent-after-choice", flag(after));
    }
}

#[expect(clippy::cast_precision_loss, reason = "nobody sends a cookie so often")]
fn count(requests: usize) -> f64 {
    requests as f64
}

impl Sending<'_> {
    /// Whether it was this cookie and not another of its name.
    fn is_of(&self, cookie: &Cookie) -> bool {
        match &self.cookie.domain {
            Some(domain) => {
                *domain == cookie.domain
                    && self.cookie.path.as_ref().is_none_or(|path| *path == cookie.path)
                    && self.cookie.partition_key == cookie.partition_key
            }
            // Websockets and older evidence tell the name alone.
            None => cookie.partition_key.is_none() && fits(cookie, &self.request.url),
        }
    }
}

/// Whether a request that tells a name alone can speak of no cookie but this.
fn is_alone(lived: &Lived<'_>, cookie: &Cookie, sending: &Sending<'_>) -> bool {
    let jars = || lived.visit.moments.iter().map(|moment| moment.cookies.ok());
    if cookie.partition_key.is_some() || jars().any(|jar| jar.is_none()) {
        return false;
    }
    let named = jars().flatten().flatten().filter(|one| one.name == cookie.name && fits(one, &sending.request.url));
    named.map(CookieKey::of).collect::<BTreeSet<_>>().len() <= 1
}

/// Whether a cookie goes along with requests to an address, by its domain.
fn fits(cookie: &Cookie, url: &str) -> bool {
    let (Some(host), domain) = (host_of(url), tidy_host(&cookie.domain)) else { return false };
    host == domain || (cookie.domain.starts_with('.') && host.ends_with(&format!(".{domain}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Initiator, InitiatorKind};

    fn request(url: &str, cookie: SentCookie) -> Request {
        Request {
            seq: 1,
            method: "GET".to_owned(),
            kind: "image".to_owned(),
            document_url: "https://shop.example/".to_owned(),
            initiator: Initiator { kind: InitiatorKind::Parser, url: None, stack: Vec::new() },
            cookies_sent: vec![cookie],
            status: Some(200),
            ..Request::bare("1#0".to_owned(), Phase::Arrival, 0.0, url.to_owned())
        }
    }

    fn named(name: &str) -> SentCookie {
        SentCookie { name: name.to_owned(), domain: None, path: None, partition_key: None }
    }

    fn whole(domain: &str, path: &str, partition: Option<&str>) -> SentCookie {
        let partition_key = partition.map(str::to_owned);
        SentCookie { domain: Some(domain.to_owned()), path: Some(path.to_owned()), partition_key, ..named("a") }
    }

    fn cookie(domain: &str, path: &str, partition: Option<&str>) -> Cookie {
        Cookie {
            name: "a".to_owned(),
            value: "b".to_owned(),
            domain: domain.to_owned(),
            path: path.to_owned(),
            expires: None,
            http_only: false,
            secure: false,
            same_site: None,
            partition_key: partition.map(str::to_owned),
            size: 2,
            partition_cross_site: None,
            priority: None,
            source_scheme: None,
            source_port: None,
        }
    }

    fn sent(requests: &[Request], cookie: &Cookie) -> Vec<usize> {
        SentCookies::of(requests).with(cookie).map(|sending| sending.index).collect()
    }

    #[test]
    fn cookies_of_one_name_are_told_apart() {
        let url = "https://t.example/p";
        let requests = [
            request(url, whole("t.example", "/", None)),
            request(url, whole(".t.example", "/", None)),
            request(url, whole("t.example", "/p", None)),
            request(url, whole("t.example", "/", Some("https://shop.example"))),
        ];
        assert_eq!(sent(&requests, &cookie("t.example", "/", None)), [0]);
        assert_eq!(sent(&requests, &cookie(".t.example", "/", None)), [1]);
        assert_eq!(sent(&requests, &cookie("t.example", "/p", None)), [2]);
        assert_eq!(sent(&requests, &cookie("t.example", "/", Some("https://shop.example"))), [3]);
        assert!(sent(&requests, &cookie("other.example", "/", None)).is_empty());
    }

    #[test]
    fn a_name_alone_is_matched_by_host() {
        let requests = [request("wss://live.t.example/ws", named("a")), request("https://x.example/", named("a"))];
        assert_eq!(sent(&requests, &cookie(".t.example", "/", None)), [0]);
        assert_eq!(sent(&requests, &cookie("x.example", "/", None)), [1]);
        assert!(sent(&requests, &cookie("t.example", "/", None)).is_empty());
        assert!(sent(&requests, &cookie(".ample", "/", None)).is_empty());
    }

    #[test]
    fn what_the_browser_asks_for_itself_does_not_count() {
        let own = Request {
            browsers_own: Some("icon of the tab".to_owned()),
            ..request("https://t.example/favicon.ico", named("a"))
        };
        assert!(sent(&[own], &cookie("t.example", "/", None)).is_empty());
    }
}
