//! The archive of requests keeps to HTTP Archive 1.2: every mandatory member is there and of the right kind.

use std::fs;
use std::path::Path;

use consentinel::bundle::{self, har};
use consentinel::evidence::*;
use serde_json::{Value, json};

use crate::support::evidence;
use crate::support::parts::{cookie, request};
use crate::support::scene::Scene;

/// The kinds that the specification tells.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Text,
    Number,
    /// A number that may not be negative.
    Positive,
    Date,
    Object,
    List,
}

/// Mandatory members by the place of the object that has them; `[]` stands for each item of a list.
const MANDATORY: &[(&str, &[(&str, Kind)])] = &[
    ("log", &[("version", Kind::Text), ("creator", Kind::Object), ("entries", Kind::List), ("pages", Kind::List)]),
    ("log.creator", &[("name", Kind::Text), ("version", Kind::Text)]),
    ("log.browser", &[("name", Kind::Text), ("version", Kind::Text)]),
    (
        "log.pages[]",
        &[("startedDateTime", Kind::Date), ("id", Kind::Text), ("title", Kind::Text), ("pageTimings", Kind::Object)],
    ),
    (
        "log.entries[]",
        &[
            ("startedDateTime", Kind::Date),
            ("time", Kind::Positive),
            ("request", Kind::Object),
            ("response", Kind::Object),
            ("cache", Kind::Object),
            ("timings", Kind::Object),
        ],
    ),
    (
        "log.entries[].request",
        &[
            ("method", Kind::Text),
            ("url", Kind::Text),
            ("httpVersion", Kind::Text),
            ("cookies", Kind::List),
            ("headers", Kind::List),
            ("queryString", Kind::List),
            ("headersSize", Kind::Number),
            ("bodySize", Kind::Number),
        ],
    ),
    (
        "log.entries[].response",
        &[
            ("status", Kind::Positive),
            ("statusText", Kind::Text),
            ("httpVersion", Kind::Text),
            ("cookies", Kind::List),
            ("headers", Kind::List),
            ("content", Kind::Object),
            ("redirectURL", Kind::Text),
            ("headersSize", Kind::Number),
            ("bodySize", Kind::Number),
        ],
    ),
    ("log.entries[].response.content", &[("size", Kind::Positive), ("mimeType", Kind::Text)]),
    ("log.entries[].timings", &[("send", Kind::Positive), ("wait", Kind::Positive), ("receive", Kind::Positive)]),
    ("log.entries[].request.cookies[]", &[("name", Kind::Text), ("value", Kind::Text)]),
    ("log.entries[].response.cookies[]", &[("name", Kind::Text), ("value", Kind::Text)]),
    ("log.entries[].request.headers[]", &[("name", Kind::Text), ("value", Kind::Text)]),
    ("log.entries[].response.headers[]", &[("name", Kind::Text), ("value", Kind::Text)]),
    ("log.entries[].request.queryString[]", &[("name", Kind::Text), ("value", Kind::Text)]),
    ("log.entries[].request.postData", &[("mimeType", Kind::Text), ("text", Kind::Text)]),
];

/// What does not keep to the specification.
fn faults(archive: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    for (place, members) in MANDATORY {
        for (path, object) in places(archive, place) {
            for (name, kind) in *members {
                if !is(&object[*name], *kind) {
                    faults.push(format!("{path}.{name} is no {kind:?}: {}", object[*name]));
                }
            }
        }
    }
    let ids: Vec<&Value> = archive["log"]["pages"].as_array().into_iter().flatten().map(|page| &page["id"]).collect();
    for entry in archive["log"]["entries"].as_array().into_iter().flatten() {
        if !ids.contains(&&entry["pageref"]) {
            faults.push(format!("there is no page {}", entry["pageref"]));
        }
    }
    faults
}

fn places<'a>(archive: &'a Value, place: &str) -> Vec<(String, &'a Value)> {
    let mut found = vec![(String::new(), archive)];
    for part in place.split('.') {
        let name = part.trim_end_matches("[]");
        let next = found.iter().filter_map(|(path, value)| Some((format!("{path}.{name}"), value.get(name)?)));
        let next: Vec<_> = next.collect();
        found = if part.ends_with("[]") {
            let items = next.iter().flat_map(|(path, list)| {
                let items = list.as_array().into_iter().flatten().enumerate();
                items.map(move |(at, item)| (format!("{path}[{at}]"), item))
            });
            items.collect()
        } else {
            next
        };
    }
    found
}

fn is(value: &Value, kind: Kind) -> bool {
    match kind {
        Kind::Text => value.is_string(),
        Kind::Number => value.is_number(),
        Kind::Positive => value.as_f64().is_some_and(|number| number >= 0.0),
        Kind::Object => value.is_object(),
        Kind::List => value.is_array(),
        Kind::Date => value.as_str().is_some_and(|date| {
            let digits = date.bytes().filter(u8::is_ascii_digit).count();
            date.len() == 24 && date.ends_with('Z') && digits == 17
        }),
    }
}

fn archive(evidence: &Evidence, state: &State) -> Value {
    let visit = evidence.visit(state).unwrap();
    serde_json::to_value(har::of_visit(evidence, visit).unwrap()).unwrap()
}

const SHOP: &str = "https://shop.example/";

/// A websocket that failed in the end.
fn talk() -> Request {
    let mut talk = request(3, Phase::Return, "wss://t.example/talk", "websocket", SHOP);
    talk.status = None;
    talk.failed = Some("net::ERR_FAILED".to_owned());
    let said = |way, text: &str, binary| SocketMessage {
        at_ms: 2000.0,
        phase: Phase::Return,
        way,
        text: text.to_owned(),
        binary,
    };
    talk.socket = Some(Socket {
        messages: vec![said(SocketWay::Sent, "hello", false), said(SocketWay::Received, "AQL/", true)],
        count: 2,
        closed_ms: None,
    });
    talk
}

/// A cookie that the page's answer set.
fn written() -> CookieWrite {
    CookieWrite {
        seq: 4,
        at_ms: None,
        phase: Phase::Arrival,
        how: WriteHow::Http,
        raw: "a=b=c; Path=/; HttpOnly; secure".to_owned(),
        url: SHOP.to_owned(),
        frame_url: None,
        request: Some("1#0".to_owned()),
        stack: Vec::new(),
        date: None,
        blocked: None,
    }
}

/// One of everything that an entry can hold.
fn rich() -> Evidence {
    let mut scene = Scene::of(SHOP).cookie_always(&cookie("sid", "s3cret", "shop.example"));
    let visit = scene.visit(&State::None);
    let mut page = Request { main_document: true, ..request(1, Phase::Arrival, SHOP, "document", SHOP) };
    page.id = "1#0".to_owned();
    page.at_ms = 0.0;
    page.remote = Some("[::1]:443".to_owned());
    page.redirected_to = Some("https://shop.example/en".to_owned());
    let mut post = request(2, Phase::Return, "https://t.example/p?a=b%20c&d", "fetch", SHOP);
    post.method = "POST".to_owned();
    post.body = Some("uid=42".to_owned());
    post.at_ms = 1234.5;
    post.cookies_sent = vec![SentCookie {
        name: "sid".to_owned(),
        domain: Some("shop.example".to_owned()),
        path: Some("/".to_owned()),
        partition_key: None,
    }];
    post.wire = Wire {
        sent: vec![Header { name: "content-type".to_owned(), value: "text/plain".to_owned() }],
        received: vec![Header { name: "etag".to_owned(), value: "x".to_owned() }],
        protocol: Some("h2".to_owned()),
        timing: Some(Timing {
            blocked: Some(1.0),
            connect: Some(4.0),
            ssl: Some(3.0),
            send: Some(0.5),
            wait: Some(10.0),
            receive: None,
            dns: None,
        }),
        ..Wire::default()
    };
    post.initiator.stack = vec![Place { url: "https://shop.example/a.js".to_owned(), line: 3, column: 9 }];
    post.answer = Some(Content { text: "x".repeat(5000), cut: false });
    visit.started = Some("2026-11-24T10:00:00.250Z".to_owned());
    visit.requests = Gathered::Ok(vec![page, post, talk()]);
    visit.cookie_writes = Gathered::Ok(vec![written()]);
    scene.done()
}

#[test]
fn every_archive_keeps_to_the_specification() {
    let rich = archive(&rich(), &State::None);
    assert_eq!(faults(&rich), Vec::<String>::new(), "{rich:#}");
    assert_eq!(places(&rich, "log.entries[].request.postData").len(), 1);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundles");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let evidence = bundle::read(&entry.unwrap().path()).unwrap();
        for visit in evidence.visits.iter().filter(|visit| visit.requests.ok().is_some()) {
            assert_eq!(faults(&archive(&evidence, &visit.state)), Vec::<String>::new(), "{:?}", visit.state);
            seen += 1;
        }
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn the_checker_sees_what_is_missing() {
    let good = archive(&rich(), &State::None);
    for (place, members) in MANDATORY {
        for (name, _) in *members {
            let mut bad = good.clone();
            remove(&mut bad, place, name);
            assert!(!faults(&bad).is_empty(), "{place}.{name} is not missed");
        }
    }
}

/// Takes a member from the first object at a place that has it.
fn remove(value: &mut Value, place: &str, name: &str) {
    let Some((part, rest)) = place.split_once('.').or((!place.is_empty()).then_some((place, ""))) else {
        value.as_object_mut().unwrap().remove(name);
        return;
    };
    let next = &mut value[part.trim_end_matches("[]")];
    if part.ends_with("[]") {
        let holds = |item: &Value| {
            rest.split('.').all(|part| {
                let part = part.trim_end_matches("[]");
                part.is_empty() || !item["request"].is_object() || !places(item, rest).is_empty()
            })
        };
        let item = next.as_array_mut().unwrap().iter_mut().find(|item| holds(item)).unwrap();
        remove(item, rest, name);
    } else {
        remove(next, rest, name);
    }
}

#[test]
fn an_entry_says_what_was_seen() {
    let archive = archive(&rich(), &State::None);
    let entries = &archive["log"]["entries"];
    let page = &entries[0];
    assert_eq!(page["serverIPAddress"], "::1");
    assert_eq!(page["startedDateTime"], "2026-11-24T10:00:00.250Z");
    assert_eq!(page["response"]["redirectURL"], "https://shop.example/en");
    assert_eq!(
        page["response"]["cookies"],
        json!([{ "name": "a", "value": "b=c", "path": "/", "httpOnly": true, "secure": true }])
    );
    let post = &entries[1];
    assert_eq!(post["startedDateTime"], "2026-11-24T10:00:01.484Z");
    assert_eq!(post["pageref"], "return");
    assert_eq!(post["time"], 15.5);
    assert_eq!(
        post["timings"],
        json!({ "blocked": 1.0, "dns": -1.0, "connect": 4.0, "ssl": 3.0, "send": 0.5, "wait": 10.0, "receive": 0.0 })
    );
    assert_eq!(post["request"]["queryString"], json!([{ "name": "a", "value": "b c" }, { "name": "d", "value": "" }]));
    assert_eq!(post["request"]["postData"], json!({ "mimeType": "text/plain", "text": "uid=42" }));
    assert_eq!(post["request"]["cookies"][0]["value"], "s3cret");
    assert_eq!(post["response"]["content"]["size"], 5000);
    assert_eq!(post["response"]["content"]["text"], Value::Null, "a long body is kept once");
    assert_eq!(post["_initiator"]["lineNumber"], 2);
    assert_eq!(post["_initiator"]["stack"]["callFrames"][0]["columnNumber"], 8);
    let talk = &entries[2];
    assert_eq!((&talk["response"]["status"], &talk["response"]["_error"]), (&json!(0), &json!("net::ERR_FAILED")));
    assert_eq!(talk["_webSocketMessages"][0]["type"], "send");
    assert_eq!(
        talk["_webSocketMessages"][1],
        json!({ "type": "receive", "time": 1_795_514_402.25, "opcode": 2, "data": "AQL/" })
    );
}

#[test]
fn requests_that_nobody_recorded_are_no_empty_archive() {
    let mut evidence = evidence::honest();
    evidence.visits[0].requests = Gathered::Failed("nobody listened".to_owned());
    let files = har::files(&evidence).unwrap();
    assert!(!files.contains_key(&har::path(&evidence.visits[0].state)));
    assert_eq!(files.len(), evidence.visits.len() - 1);
    assert_eq!(har::path(&State::Partial("ads/all".to_owned())), "har/partial-ads-all.har");
}
