//! `inspection.json`: everything of one visit in one object.

use serde_json::{Value, json};
use url::Url;

use super::known::Known;
use super::{at, cookies, storage, traffic};
use crate::evidence::{Evidence, Link, Visit};

/// Fields of that program that our evidence has nothing for.
const NOT_OBSERVED: [&str; 9] = [
    "secure_connection",
    "testSSL",
    "unsafeForms",
    "links.firstParty",
    "links.thirdParty",
    "links.social",
    "script.environment",
    "screenshot-bottom.png",
    "screenshot-full.png",
];

/// The whole.
pub(super) fn inspection(evidence: &Evidence, visit: &Visit, known: &Known<'_>) -> Value {
    let url = evidence.target.url.as_str();
    let browser = &evidence.run.browser;
    let beacons = traffic::beacons(visit, known);
    let last = visit.moments.last();
    json!({
        "title": format!("Website Evidence Collection: {}", visit.state),
        "task_description": null,
        "uri_ins": url,
        "uri_refs": [url],
        "uri_dest": visit.reached.final_url,
        "uri_redirects": redirects(visit),
        "secure_connection": { "https_redirect": null, "redirects": [], "https_support": null, "https_error": null, "http_error": null },
        "testSSLError": null,
        "testSSLErrorOutput": null,
        "testSSLErrorCode": null,
        "testSSL": null,
        "host": host(url),
        "script": {
            "host": null,
            "version": { "npm": format!("consentinel {}", evidence.run.tool_version), "commit": null },
            "config": {},
            "cmd_args": "",
            "environment": {},
            "node_version": null,
        },
        "localStorage": storage::local(visit, known),
        "cookies": cookies::cookies(visit, known),
        "beacons": beacons,
        "links": { "firstParty": [], "thirdParty": [], "social": [], "keywords": keywords(visit) },
        "unsafeForms": [],
        "browser": {
            "name": "Chromium",
            "version": browser.product,
            "user_agent": browser.user_agent,
            "platform": { "name": evidence.run.system, "version": null },
            "extra_headers": {},
            "preset_cookies": {},
        },
        "browsing_history": history(visit),
        "hosts": traffic::hosts(visit, known, &beacons),
        "websockets": {},
        "start_time": at(visit, 0.0),
        "end_time": last.map_or(Value::Null, |moment| at(visit, moment.at_ms)),
        "websocketLog": traffic::sockets(visit),
        "consentinel": {
            "state": visit.state,
            "reached": visit.reached,
            "cut_short": visit.cut_short,
            "not_observed": NOT_OBSERVED,
            "unread": unread(visit),
        },
    })
}

/// Lists that are empty because nobody could read them.
fn unread(visit: &Visit) -> Vec<String> {
    let mut unread = Vec::new();
    let mut add = |what: &str, why: Option<&str>| unread.extend(why.map(|why| format!("{what}: {why}")));
    add("requests", visit.requests.as_result().err());
    add("cookie writes", visit.cookie_writes.as_result().err());
    add("storage writes", visit.storage_writes.as_result().err());
    for moment in &visit.moments {
        add(&format!("cookies at {}", moment.phase.word()), moment.cookies.as_result().err());
        add(&format!("localStorage at {}", moment.phase.word()), moment.storage.as_result().err());
    }
    unread
}

fn redirects(visit: &Visit) -> Vec<&str> {
    let own = visit.requests.ok().into_iter().flatten().filter(|request| request.main_document);
    own.take_while(|request| request.redirected_to.is_some()).map(|request| request.url.as_str()).collect()
}

fn history(visit: &Visit) -> Vec<&str> {
    let mut history: Vec<&str> = Vec::new();
    for moment in &visit.moments {
        if history.last() != Some(&moment.url.as_str()) {
            history.push(&moment.url);
        }
    }
    history
}

/// Links to information on privacy, which is what that program's key words look for.
fn keywords(visit: &Visit) -> Vec<Value> {
    let links = visit.moments.first().and_then(|moment| moment.policy_links.ok());
    let shown = |link: &Link| json!({ "href": link.url, "inner_text": link.text, "inner_html": null });
    links.into_iter().flatten().map(shown).collect()
}

/// Host of an address; empty if it is none.
pub(super) fn host(url: &str) -> String {
    Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}
