//! What went out: requests that lists or built-in knowledge know, hosts by party, websockets.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use url::Url;

use super::at;
use super::cookies::bare;
use super::inspection::host;
use super::known::Known;
use crate::evidence::{Request, SocketWay, Visit, was_sent};
use crate::facts::{ItemKind, Party};
use crate::report::form::RequestForm;

/// One entry for each host and path that a list or the built-in knowledge names, with how often it was asked for.
pub(super) fn beacons(visit: &Visit, known: &Known<'_>) -> Vec<Value> {
    let mut groups: BTreeMap<String, (&Request, &RequestForm, usize)> = BTreeMap::new();
    for request in visit.requests.ok().into_iter().flatten().filter(|request| was_sent(request)) {
        let Some(found) = known.request(&request.url).filter(|found| found.list_rule.is_some()) else { continue };
        let key = found.url.trim_end_matches('/').to_owned();
        groups.entry(key).and_modify(|(.., count)| *count += 1).or_insert((request, found, 1));
    }
    let mut beacons: Vec<(usize, Value)> =
        groups.into_values().map(|(request, known, count)| (count, beacon(visit, request, known, count))).collect();
    beacons.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    beacons.into_iter().map(|(_, beacon)| beacon).collect()
}

fn beacon(visit: &Visit, request: &Request, known: &RequestForm, count: usize) -> Value {
    let filter = known.list_rule.as_deref().unwrap_or_default();
    let list = known.list.as_deref().unwrap_or("consentinel");
    let by = request.initiator.url.as_deref().unwrap_or(&request.document_url);
    let source = format!("requested from {by} and matched with {list} filter {filter}");
    json!({
        "filter": filter,
        "listName": list,
        "query": query(&request.url),
        "url": request.url,
        "log": { "stack": [{ "fileName": by, "source": source }], "timestamp": at(visit, request.at_ms) },
        "occurrances": count,
    })
}

fn query(url: &str) -> Value {
    let Ok(url) = Url::parse(url) else { return Value::Null };
    let pairs: Map<String, Value> =
        url.query_pairs().map(|(name, value)| (name.into_owned(), Value::from(value.into_owned()))).collect();
    if pairs.is_empty() { Value::Null } else { Value::Object(pairs) }
}

/// Hosts by party, of requests, beacons, cookies, storage and links.
pub(super) fn hosts(visit: &Visit, known: &Known<'_>, beacons: &[Value]) -> Value {
    let party = |url: &str| known.request(url).map_or(Party::Third, |found| found.party);
    let sent = visit.requests.ok().into_iter().flatten().filter(|request| was_sent(request));
    let beacon_urls = beacons.iter().filter_map(|beacon| beacon["url"].as_str());
    let stored =
        |kind: ItemKind| known.seen(kind, &visit.state).map(|item| (bare(&item.domain).to_owned(), item.party));
    json!({
        "requests": by_party(sent.map(|request| (host(&request.url), party(&request.url)))),
        "beacons": by_party(beacon_urls.map(|url| (host(url), party(url)))),
        "cookies": by_party(stored(ItemKind::Cookie)),
        "localStorage": by_party(stored(ItemKind::LocalStorage)),
        "links": by_party(std::iter::empty()),
        "contentSecurityPolicy": by_party(std::iter::empty()),
    })
}

fn by_party(hosts: impl Iterator<Item = (String, Party)>) -> Value {
    let (mut first, mut third) = (BTreeSet::new(), BTreeSet::new());
    for (host, party) in hosts {
        if party == Party::First {
            first.insert(host)
        } else {
            third.insert(host)
        };
    }
    json!({ "firstParty": first, "thirdParty": third })
}

/// Websockets by the id of their request.
pub(super) fn sockets(visit: &Visit) -> Value {
    let mut sockets = Map::new();
    for request in visit.requests.ok().into_iter().flatten() {
        let Some(socket) = request.socket.as_ref().filter(|_| request.url.starts_with("ws")) else { continue };
        let messages: Vec<Value> = socket
            .messages
            .iter()
            .map(|message| {
                let way = if message.way == SocketWay::Sent { "out" } else { "in" };
                let lines: Vec<&str> = message.text.split('\n').collect();
                json!({ "timestamp": at(visit, message.at_ms), "io": way, "m": lines })
            })
            .collect();
        let about = json!({ "timestamp": at(visit, request.at_ms), "url": request.url, "messages": messages });
        sockets.insert(request.id.clone(), about);
    }
    Value::Object(sockets)
}
