//! Cookies that were sent and set. Requests tell which cookies were sent, the jar tells their values, and the writes
//! tell what answers set.

use std::collections::BTreeMap;

use super::shape::{Cookie, Pair};
use crate::evidence::{self, CookieWrite, Phase, Request, SentCookie, Visit};

/// By what a cookie is known in a jar: name, domain, path, partition.
type Whose<'a> = (&'a str, &'a str, &'a str, Option<&'a str>);

/// What the jars and writes of one visit tell.
#[derive(Debug, Default)]
pub(super) struct Jars<'a> {
    by_phase: BTreeMap<Phase, BTreeMap<Whose<'a>, &'a evidence::Cookie>>,
    writes: BTreeMap<&'a str, Vec<&'a CookieWrite>>,
}

impl<'a> Jars<'a> {
    /// Reads a visit once.
    pub(super) fn of(visit: &'a Visit) -> Self {
        let jars = visit.moments.iter().filter_map(|moment| Some((moment.phase, by_owner(moment.cookies.ok()?))));
        let mut writes: BTreeMap<&str, Vec<&CookieWrite>> = BTreeMap::new();
        for write in visit.cookie_writes.ok().into_iter().flatten() {
            if let Some(request) = &write.request {
                writes.entry(request).or_default().push(write);
            }
        }
        Self { by_phase: jars.collect(), writes }
    }

    /// The cookies that went along with a request, with the values that the jar had in that phase.
    pub(super) fn sent(&self, request: &Request) -> Vec<Cookie> {
        let jar = self.by_phase.get(&request.phase);
        let cookie = |sent: &SentCookie| {
            let found = jar.zip(whose(sent)).and_then(|(jar, whose)| jar.get(&whose));
            Cookie {
                name: sent.name.clone(),
                value: found.map(|cookie| cookie.value.clone()).unwrap_or_default(),
                path: sent.path.clone(),
                domain: sent.domain.clone(),
                http_only: found.map(|cookie| cookie.http_only),
                secure: found.map(|cookie| cookie.secure),
                comment: Some(if found.is_some() { IN_JAR } else { NOT_KEPT }.to_owned()),
            }
        };
        request.cookies_sent.iter().map(cookie).collect()
    }

    /// The cookies that the answer to a request set or tried to set.
    pub(super) fn set(&self, request: &Request) -> Vec<Cookie> {
        self.writes_of(request).map(set).collect()
    }

    /// The same as header lines.
    pub(super) fn lines(&self, request: &Request) -> impl Iterator<Item = Pair> {
        self.writes_of(request).map(|write| Pair { name: "set-cookie".to_owned(), value: write.raw.clone() })
    }

    fn writes_of(&self, request: &Request) -> impl Iterator<Item = &'a CookieWrite> {
        self.writes.get(request.id.as_str()).cloned().into_iter().flatten()
    }
}

const IN_JAR: &str = "value as the jar had it at the end of the phase";
const NOT_KEPT: &str = "the value was not kept";

/// A jar to be asked once for every cookie of every request; of two that are alike the first is taken.
fn by_owner(jar: &[evidence::Cookie]) -> BTreeMap<Whose<'_>, &evidence::Cookie> {
    let mut known = BTreeMap::new();
    for one in jar {
        let whose = (one.name.as_str(), one.domain.as_str(), one.path.as_str(), one.partition_key.as_deref());
        known.entry(whose).or_insert(one);
    }
    known
}

fn whose(sent: &SentCookie) -> Option<Whose<'_>> {
    Some((&sent.name, sent.domain.as_deref()?, sent.path.as_deref()?, sent.partition_key.as_deref()))
}

fn set(write: &CookieWrite) -> Cookie {
    let mut parts = write.raw.split(';');
    let pair = parts.next().unwrap_or_default();
    let (name, value) = pair.split_once('=').unwrap_or(("", pair));
    let mut cookie = Cookie {
        name: name.trim().to_owned(),
        value: value.trim().to_owned(),
        path: None,
        domain: None,
        http_only: Some(false),
        secure: Some(false),
        comment: write.blocked.as_ref().map(|blocked| format!("refused: {}", blocked.reasons.join(", "))),
    };
    for part in parts {
        let (attribute, value) = part.split_once('=').unwrap_or((part, ""));
        match attribute.trim().to_ascii_lowercase().as_str() {
            "path" => cookie.path = Some(value.trim().to_owned()),
            "domain" => cookie.domain = Some(value.trim().to_owned()),
            "httponly" => cookie.http_only = Some(true),
            "secure" => cookie.secure = Some(true),
            _ => {}
        }
    }
    cookie
}
