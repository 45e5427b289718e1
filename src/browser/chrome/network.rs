//! Network events in our own words: requests as they go out. Answers are in `answers.rs`, sockets in `sockets.rs`.

use serde_json::Value;
use url::Url;

use super::super::{AskedBy, Asker, Brought, Heard, Realm, ScriptPlace, WeighedCookie};
use super::answers;
use super::bodies::{self, Loading};
use super::hand_over::KEPT_BACK;
use super::listen::text;
use super::pace::STREAMS;
use super::sockets;
use super::tab::Tab;

/// How many calls of a stack are kept.
const STACK_DEPTH: usize = 32;

/// Reasons for which a cookie does not fit an address at all: it is not held back, it is not meant.
const NOT_MEANT: [&str; 2] = ["NotOnPath", "DomainMismatch"];

/// Takes one network event.
pub(super) fn heard(tab: &Tab, session: &str, method: &str, params: &Value) {
    let id = text(&params["requestId"]);
    if !is_ticking(tab, &id, method, params) {
        tab.advance(|now| now.network += 1);
    }
    match method {
        "Network.requestWillBeSent" => sent(tab, session, id, params),
        "Network.requestWillBeSentExtraInfo" => {
            let raw = sent_raw(id, params, &tab.setup.settings.guise.brought);
            bodies::weigh(tab, &raw);
            tab.hear(raw);
        }
        "Network.requestServedFromCache" => {
            tab.known().from_cache.insert(id);
        }
        "Network.responseReceived" => answers::answered(tab, id, &params["response"]),
        "Network.responseReceivedExtraInfo" => tab.hear(answers::raw(id, params)),
        "Network.dataReceived" => bodies::grew(tab, &id, answers::whole(&params["dataLength"])),
        "Network.loadingFinished" => answers::finished(tab, session, id, params),
        "Network.loadingFailed" => answers::failed(tab, id, params),
        _ => sockets::heard(tab, session, id, method, params),
    }
}

/// The ticking of a stream is no news.
fn is_ticking(tab: &Tab, id: &str, method: &str, params: &Value) -> bool {
    let kind = params["type"].as_str().map(str::to_lowercase).or_else(|| tab.known().under_way.get(id).cloned());
    method.starts_with("Network.webSocketFrame") || kind.is_some_and(|kind| STREAMS.contains(&kind.as_str()))
}

fn sent(tab: &Tab, session: &str, id: String, params: &Value) {
    let redirect = &params["redirectResponse"];
    if redirect.is_object() {
        answers::redirected(tab, &id, redirect);
    }
    let request = &params["request"];
    let kind = text(&params["type"]).to_lowercase();
    let frame = params["frameId"].as_str().map(str::to_owned);
    let asker = asker(&params["initiator"]);
    let (main_document, frame_url, realm) = {
        let mut known = tab.known();
        known.under_way.insert(id.clone(), kind.clone());
        // What stands in the address itself is part of the page.
        if !request["url"].as_str().is_some_and(|url| url.starts_with("data:")) {
            known.loading.insert(id.clone(), Loading::of(&kind));
        }
        let main_document =
            kind == "document" && session == known.main_session && frame.as_ref() == Some(&known.main_frame);
        let asking = if kind == "document" { known.asking_frame(frame.as_deref(), asker.by) } else { frame.clone() };
        let frame_url = asking.and_then(|frame| known.frame_urls.get(&frame).cloned());
        (main_document, frame_url, known.realm(session, frame.as_deref()))
    };
    let body = request["postData"].as_str().map(str::to_owned);
    let asked = (body.is_none() && request["hasPostData"] == true).then(|| id.clone());
    let (url, document_url) = (text(&request["url"]), text(&params["documentURL"]));
    let browsers_own = browsers_own(&kind, &params["initiator"], &url, &document_url);
    tab.hear(Heard::Sent {
        id,
        url,
        method: text(&request["method"]),
        kind,
        frame,
        document_url,
        main_document,
        asker,
        body,
        redirect_status: answers::status(&redirect["status"]),
        frame_url,
        realm,
        browsers_own,
    });
    if let Some(id) = asked {
        bodies::ask_sent(tab, session, id);
    }
}

/// What the browser asks for without the page: full Chromium looks for the icon of each tab at the usual place, and
/// tells nothing by its address. An icon that a page names otherwise counts as the page's.
fn browsers_own(kind: &str, initiator: &Value, url: &str, document_url: &str) -> Option<String> {
    if kind != "other" || initiator["type"] != "other" {
        return None;
    }
    let (url, document) = (Url::parse(url).ok()?, Url::parse(document_url).ok()?);
    let usual = url.path() == "/favicon.ico" && url.query().is_none() && url.origin() == document.origin();
    usual.then(|| "icon of the tab".to_owned())
}

/// The raw headers of a request, with the cookies that fit its address. Values that we brought are not told.
fn sent_raw(id: String, params: &Value, brought: &Brought) -> Heard {
    let cookies = params["associatedCookies"].as_array().into_iter().flatten().map(weighed);
    let meant = |cookie: &WeighedCookie| !cookie.held_back.iter().any(|why| NOT_MEANT.contains(&why.as_str()));
    let told = |(name, value): (String, String)| {
        let value = if brought.brings(&name) { KEPT_BACK.to_owned() } else { value };
        (name, value)
    };
    let headers = answers::headers(&params["headers"]).filter(|(name, _)| name != "cookie").map(told);
    Heard::SentRaw { id, cookies: cookies.filter(meant).collect(), headers: headers.collect() }
}

fn weighed(entry: &Value) -> WeighedCookie {
    let cookie = &entry["cookie"];
    WeighedCookie {
        name: text(&cookie["name"]),
        domain: cookie["domain"].as_str().map(str::to_owned),
        path: cookie["path"].as_str().map(str::to_owned),
        partition_key: partition_key(&cookie["partitionKey"]),
        held_back: entry["blockedReasons"].as_array().into_iter().flatten().map(text).collect(),
    }
}

/// The site that a partition belongs to.
fn partition_key(key: &Value) -> Option<String> {
    key["topLevelSite"].as_str().or_else(|| key.as_str()).map(str::to_owned)
}

impl super::tab::Known {
    /// Whose document asked for the document of `frame`: that of the frame itself, or, of one that markup made, that
    /// around it. Of the page itself only what scripts and links ask for is asked for by a document.
    fn asking_frame(&self, frame: Option<&str>, by: AskedBy) -> Option<String> {
        let frame = frame?;
        let parent = self.parents.get(frame);
        match (parent, by) {
            (Some(parent), AskedBy::Parser | AskedBy::Preload) => Some(parent.clone()),
            (None, AskedBy::Other) => None,
            _ => Some(frame.to_owned()),
        }
    }

    /// In what kind of context `session` asks, for `frame` if it drives several.
    pub(super) fn realm(&self, session: &str, frame: Option<&str>) -> Option<Realm> {
        match self.sessions.get(session).map(String::as_str)? {
            "page" if session != self.main_session => Some(Realm::Window),
            "page" => Some(if frame? == self.main_frame { Realm::Page } else { Realm::Frame }),
            "iframe" => Some(Realm::Frame),
            "shared_worker" => Some(Realm::SharedWorker),
            "service_worker" => Some(Realm::ServiceWorker),
            _ => Some(Realm::Worker),
        }
    }
}

/// Who asked.
pub(super) fn asker(initiator: &Value) -> Asker {
    let by = match initiator["type"].as_str() {
        Some("parser") => AskedBy::Parser,
        Some("script") => AskedBy::Script,
        Some("preload") => AskedBy::Preload,
        _ => AskedBy::Other,
    };
    let stack = calls(&initiator["stack"]);
    let url = initiator["url"].as_str().map(str::to_owned).or_else(|| stack.first().map(|place| place.url.clone()));
    Asker { by, url, stack }
}

/// The calls of a stack that have an address, innermost first, asynchronous parents behind.
pub(super) fn calls(stack: &Value) -> Vec<ScriptPlace> {
    let mut calls = Vec::new();
    let mut part = stack;
    while !part.is_null() && calls.len() < STACK_DEPTH {
        calls.extend(part["callFrames"].as_array().into_iter().flatten().filter_map(place));
        part = &part["parent"];
    }
    calls.truncate(STACK_DEPTH);
    calls
}

/// The protocol counts lines and columns from 0, people count from 1.
fn place(frame: &Value) -> Option<ScriptPlace> {
    let url = frame["url"].as_str().filter(|url| !url.is_empty())?.to_owned();
    let counted = |value: &Value| u32::try_from(value.as_i64().unwrap_or(-1) + 1).unwrap_or_default();
    Some(ScriptPlace { url, line: counted(&frame["lineNumber"]), column: counted(&frame["columnNumber"]) })
}
