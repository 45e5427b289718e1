//! Whose values are looked for: cookies, entries of web storage, and values that a party is sent in addresses.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use super::needles::{Needle, is_searched_whole, needles};
use crate::evidence::{Phase, Request, was_sent};
use crate::facts::effect::SeenVisit;
use crate::facts::entropy::{IDENTIFYING_BITS, tokens};
use crate::facts::identifier::{InProfile, identifier_like};
use crate::facts::party::{host_of, party, registrable};
use crate::facts::requests::SentRequest;
use crate::facts::site::Party;
use crate::facts::storage::kind_word;
use crate::facts::value::{Fact, Value};

/// Something that holds a value which may identify.
#[derive(Debug)]
pub struct Source<'s> {
    /// The word for its kind: `cookie`, `local-storage`, …, `generated`.
    pub kind: &'static str,
    /// Name, key, or key in the query.
    pub name: String,
    /// Host or domain, as hosts are compared.
    pub domain: String,
    /// Party of that domain.
    pub party: Party,
    /// Whether it is an identifier, or why that is not known. Those that are none are no sources.
    pub like: Result<(), String>,
    /// Its values in this visit.
    pub values: Vec<&'s str>,
    /// A value of another profile, if it was compared with one.
    pub other: Option<&'s str>,
    /// What it is for, as its own facts have it; empty if nobody can tell.
    pub about: BTreeMap<&'static str, Fact>,
    /// Of generated values: the place in the order of all at which it was first sent to its own party.
    pub since: Option<u64>,
}

impl Source<'_> {
    /// What is to be found of it.
    pub fn needles(&self, now: i64) -> Vec<Needle> {
        let other = if self.like.is_ok() { self.other } else { None };
        let mut all: Vec<Needle> = self.values.iter().flat_map(|value| needles(value, other, now)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Whether it holds the choice, and whether it identifies cannot be told: such records come with the choice, so
    /// that no two fresh profiles have them, and they are sent to everybody by design.
    pub fn is_mere_record(&self) -> bool {
        self.like.is_err() && self.about.get("consent-record") == Some(&Fact::flag(true))
    }

    /// `Ok` if no part of its values is too far behind to be looked for.
    pub fn searched_whole(&self) -> Result<(), String> {
        if self.values.iter().all(|value| is_searched_whole(value)) {
            return Ok(());
        }
        Err(format!("{} holds more than is looked for in requests", self.name))
    }

    /// What identifies it across runs.
    pub fn identity(&self) -> String {
        format!("{} {} {}", self.kind, self.name, self.domain)
    }
}

/// Sources by what they hold and for whom: those of a group leave together and are looked for once, so that a page
/// that keeps one value under thousands of names costs no more than one that keeps it under one. In the order of the
/// first of each.
pub fn alike<'a, 's>(sources: &'a [Source<'s>]) -> Vec<Vec<&'a Source<'s>>> {
    let mut places = BTreeMap::new();
    let mut groups: Vec<Vec<&Source<'_>>> = Vec::new();
    for source in sources {
        let key = (&source.domain, &source.values, source.other, source.like.is_ok(), source.since);
        let place = *places.entry(key).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(source),
            None => groups.push(vec![source]),
        }
    }
    groups
}

/// Facts that say what a source is for, under the names that they have there and as a leak.
const ABOUT: [(&str, &str); 4] = [
    ("purpose", "item-purpose"),
    ("known-by", "item-known-by"),
    ("vendor", "item-vendor"),
    ("consent-record", "consent-record"),
];

/// Cookies and entries of storage of one visit that identify or may.
pub fn stored<'s>(visit: &'s SeenVisit<'_, '_>) -> Vec<Source<'s>> {
    let cookies = visit.cookies.iter().filter_map(|cookie| {
        let values = cookie.sightings.iter().map(|sighting| sighting.item.value.as_str());
        source(&cookie.facts, "cookie", values.collect(), cookie.other)
    });
    let storage = visit.storage.iter().filter_map(|entry| {
        let values = entry.sightings.iter().map(|sighting| sighting.item.value.as_str());
        source(&entry.facts, kind_word(entry.stored.kind), values.collect(), entry.other)
    });
    cookies.chain(storage).collect()
}

fn source<'s>(
    facts: &BTreeMap<&'static str, Fact>,
    kind: &'static str,
    mut values: Vec<&'s str>,
    other: Option<&'s str>,
) -> Option<Source<'s>> {
    let like = match facts.get("identifier-like")? {
        Fact::Known(Value::Flag(true)) => Ok(()),
        Fact::Known(_) => return None,
        Fact::Unknown(why) => Err(why.clone()),
    };
    values.sort_unstable();
    values.dedup();
    let about = ABOUT.iter().filter_map(|(name, as_leak)| Some((*as_leak, facts.get(name)?.clone())));
    let party = if text(facts, "party") == "first" { Party::First } else { Party::Third };
    Some(Source {
        kind,
        name: text(facts, "name").to_owned(),
        domain: text(facts, "domain").to_owned(),
        party,
        like,
        values,
        other,
        about: about.collect(),
        since: None,
    })
}

fn text<'f>(facts: &'f BTreeMap<&'static str, Fact>, name: &str) -> &'f str {
    match facts.get(name) {
        Some(Fact::Known(Value::Text(text))) => text,
        _ => "",
    }
}

/// What tells values in addresses apart: registrable domain and key in the query.
type QueryKey = (String, String);

/// Values in the queries of one visit, by where they went.
#[derive(Debug, Default)]
pub struct Queries {
    values: BTreeMap<QueryKey, Vec<(u64, Phase, String)>>,
    /// Why they are not known.
    missing: Option<String>,
}

impl Queries {
    /// Values that could identify, of requests that were sent. `receiver` tells whose a host is.
    pub fn of<'a>(
        requests: Result<impl Iterator<Item = &'a Request>, String>,
        receiver: impl Fn(&str) -> String,
    ) -> Self {
        let requests = match requests {
            Ok(requests) => requests,
            Err(why) => return Self { missing: Some(why), ..Self::default() },
        };
        let mut values: BTreeMap<QueryKey, Vec<(u64, Phase, String)>> = BTreeMap::new();
        for request in requests.filter(|request| request.url.contains('?') && was_sent(request)) {
            let Ok(url) = Url::parse(&request.url) else { continue };
            let Some(host) = host_of(&request.url) else { continue };
            for (key, value) in url.query_pairs().filter(|(_, value)| tokens(value).bits() >= IDENTIFYING_BITS) {
                let place = (registrable(&receiver(&host)).to_owned(), key.into_owned());
                values.entry(place).or_default().push((request.seq, request.phase, value.into_owned()));
            }
        }
        for list in values.values_mut() {
            list.sort_by_key(|(seq, ..)| *seq);
        }
        Self { values, missing: None }
    }

    /// What this profile tells of one key: its first value, and the one after the reload.
    fn profile(&self, key: &QueryKey) -> InProfile<'_> {
        if let Some(why) = &self.missing {
            return InProfile::NotSeen(why.clone());
        }
        let Some(values) = self.values.get(key) else { return InProfile::NotThere };
        let Some((_, phase, first)) = values.first() else { return InProfile::NotThere };
        let later = values.iter().filter(|(_, later, _)| *later == Phase::Return && *phase < Phase::Return);
        let later: Vec<&str> = later.map(|(.., value)| value.as_str()).collect();
        let same = later.iter().find(|value| *value == first).or(later.first()).copied();
        match same {
            Some(value) => InProfile::There { first, later: Ok(Some(value)) },
            None => InProfile::There { first, later: Err("it was not sent again after the reload".to_owned()) },
        }
    }

    /// To which party each value was sent first: that party's it is.
    fn first_receivers(&self) -> BTreeMap<&str, &str> {
        let mut first: BTreeMap<&str, (u64, &str)> = BTreeMap::new();
        for ((domain, _), values) in &self.values {
            for (seq, _, value) in values {
                let known = first.entry(value).or_insert((*seq, domain));
                *known = (*known).min((*seq, domain));
            }
        }
        first.into_iter().map(|(value, (_, domain))| (value, domain)).collect()
    }

    fn first(&self, key: &QueryKey) -> Option<&str> {
        self.values.get(key)?.first().map(|(.., value)| value.as_str())
    }
}

/// Values that parties were sent in addresses and that no cookie and no entry of storage holds, of those that
/// identify or may. `known` are the needles of what is stored; `one` and `other` the profiles in which nothing was
/// chosen, `own` is this visit.
pub fn generated<'s>(
    own: &'s Queries,
    one: &'s Queries,
    other: &'s Queries,
    known: &BTreeSet<String>,
    page_host: &str,
    now: i64,
) -> Vec<Source<'s>> {
    let mut sources = Vec::new();
    let first = own.first_receivers();
    for (key, values) in &own.values {
        let all = values.iter().map(|(.., value)| value.as_str());
        let mut distinct: Vec<&str> = all.filter(|value| first.get(value) == Some(&key.0.as_str())).collect();
        distinct.sort_unstable();
        distinct.dedup();
        let like = match identifier_like(&distinct, &one.profile(key), &other.profile(key)) {
            _ if distinct.is_empty() => continue,
            Ok(true) => Ok(()),
            Ok(false) => continue,
            Err(why) => Err(why),
        };
        let differing = if std::ptr::eq(own, one) { other.first(key) } else { one.first(key) };
        let source = Source {
            kind: "generated",
            name: key.1.clone(),
            domain: key.0.clone(),
            party: party(&key.0, page_host),
            like,
            values: distinct,
            other: differing,
            about: BTreeMap::new(),
            since: values.first().map(|(seq, ..)| *seq),
        };
        if source.needles(now).iter().all(|needle| !known.contains(&needle.text)) {
            sources.push(source);
        }
    }
    sources
}

/// Whether a request is one to another party than that of a source. A name of the site's own that leads to a tracker is
/// the tracker's.
///
/// # Errors
/// Why that is not known, fit to print.
pub fn is_elsewhere(source: &Source<'_>, sent: &SentRequest<'_>) -> Result<bool, String> {
    let earlier = source.since.is_some_and(|since| sent.request.seq <= since);
    if earlier || sent.request.browsers_own.is_some() {
        return Ok(false);
    }
    let elsewhere = registrable(sent.receiver()) != registrable(&source.domain);
    match &sent.behind {
        Err(why) if !elsewhere && sent.was_asked => Err(why.clone()),
        _ => Ok(elsewhere),
    }
}
