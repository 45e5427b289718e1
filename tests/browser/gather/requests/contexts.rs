//! Every kind of context and every way to ask.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use consentinel::browser::chrome::Flavour;
use consentinel::evidence::{Phase, Realm, SocketWay, State, Timing, Visit, WriteHow};

use super::{asked, busy, requests};
use crate::gather::stage::Stage;
use crate::support::both::both;
use crate::support::web::Web;

/// The busy page, and who of its workers has asked.
pub async fn web() -> Web {
    let workers: Mutex<BTreeSet<String>> = Mutex::default();
    Web::secure(move |asked| {
        let mut workers = workers.lock().unwrap();
        if asked.path.starts_with("/from-") {
            workers.insert(asked.path.clone());
        }
        busy(asked, workers.len() == 3)
    })
    .await
}

async fn visited(flavour: Flavour) -> (Web, Visit) {
    let web = web().await;
    let stage = Stage::on(flavour, &web).await;
    let visit = stage.one(&web.url("shop", "/"), State::None).await;
    stage.close().await;
    (web, visit)
}

async fn every_context_tells_its_requests_once(flavour: Flavour) {
    let (web, visit) = visited(flavour).await;
    let realms = [
        ("shop.example/", Realm::Page, "document"),
        ("/app.js", Realm::Page, "script"),
        ("other.example/frame", Realm::Frame, "document"),
        ("/framed.gif", Realm::Frame, "image"),
        ("/dedicated.js", Realm::Page, "script"),
        ("/imported.js", Realm::Worker, "other"),
        ("/from-dedicated", Realm::Worker, "fetch"),
        ("/from-shared", Realm::SharedWorker, "fetch"),
        ("/sw.js", Realm::ServiceWorker, "script"),
        ("/from-sw", Realm::ServiceWorker, "fetch"),
        ("/beacon", Realm::Page, "ping"),
        ("/events", Realm::Page, "eventsource"),
        ("/prefetched", Realm::Page, "other"),
        ("/pixel.gif?a=b%20c&d", Realm::Page, "image"),
    ];
    for (ending, realm, kind) in realms {
        let request = asked(&visit, ending);
        assert_eq!((request.asked_in, request.kind.as_str()), (Some(realm), kind), "{request:#?}");
    }
    assert_eq!(asked(&visit, "/framed.gif").frame_url.as_deref(), Some("https://other.example/frame"));
    assert_eq!(asked(&visit, "other.example/frame").frame_url.as_deref(), Some("https://shop.example/"));
    assert_eq!(asked(&visit, "/app.js").frame_url.as_deref(), Some("https://shop.example/"));
    assert_eq!(asked(&visit, "/from-sw").frame_url, None);
    let unload = asked(&visit, "/unload");
    assert_eq!((unload.kind.as_str(), unload.phase, unload.body.as_deref()), ("ping", Phase::Return, Some("left")));

    assert_eq!(requests(&visit).iter().filter(|request| request.url.ends_with("/unload")).count(), 1);

    // Whatever reached the server is told, and told once. The browser looks for a newer service worker by itself, and
    // when we close the page, after the visit, it says goodbye again.
    let aside = ["/sw.js", "/unload"];
    let mut arrived: BTreeMap<String, i32> = BTreeMap::new();
    for one in web.asked().iter().filter(|one| !aside.contains(&one.path.as_str())) {
        *arrived.entry(one.path.clone()).or_default() += 1;
    }
    let mut told: BTreeMap<String, i32> = BTreeMap::new();
    for request in requests(&visit).iter().filter(|request| !request.from_cache) {
        let path = request.url.split(".example").nth(1).unwrap_or_default();
        if !aside.contains(&path) {
            *told.entry(path.to_owned()).or_default() += 1;
        }
    }
    assert_eq!(told, arrived);
    let own: Vec<&str> = requests(&visit)
        .iter()
        .filter(|request| request.browsers_own.is_some())
        .map(|request| request.url.as_str())
        .collect();
    let icons = own.iter().all(|url| *url == "https://shop.example/favicon.ico");
    assert!(icons && own.is_empty() == (flavour == Flavour::Shell), "{own:?}");
}

async fn what_went_over_the_wire_is_told(flavour: Flavour) {
    let (_web, visit) = visited(flavour).await;
    let data = asked(&visit, "/data");
    let header = |list: &[consentinel::evidence::Header], name: &str| {
        list.iter().find(|header| header.name == name).map(|header| header.value.clone())
    };
    assert_eq!((data.method.as_str(), data.body.as_deref()), ("POST", Some("uid=42")));
    assert_eq!((data.wire.sent_bytes, data.wire.body_cut, data.wire.body_bytes), (Some(6), false, Some(12)));
    assert_eq!(header(&data.wire.sent, "authorization").as_deref(), Some("Bearer <6 characters>"));
    assert_eq!(header(&data.wire.sent, "cookie"), None);
    assert_eq!(header(&data.wire.received, "etag").as_deref(), Some("\"tag\""));
    assert_eq!(data.wire.protocol.as_deref(), Some("http/1.1"));
    assert_eq!(data.wire.status_text.as_deref(), Some("Said"));
    let answer = data.answer.as_ref().unwrap();
    assert_eq!((answer.text.as_str(), answer.cut), ("{\"id\":\"abc\"}", false));
    assert_eq!(data.cookies_sent[0].name, "own");
    assert_eq!(data.cookies_sent[0].domain.as_deref(), Some("shop.example"));
    assert!(data.remote.as_deref().unwrap().starts_with("127.0.0.1:"), "{data:?}");

    let long = asked(&visit, "/long");
    assert_eq!(long.body.as_deref().map(str::len), Some(4096));
    assert_eq!((long.wire.sent_bytes, long.wire.body_cut), (Some(5000), true));
    assert_eq!(asked(&visit, "/beacon").body.as_deref(), Some("blobbed"));
    assert!(asked(&visit, "/app.js").answer.as_ref().unwrap().text.starts_with("new Worker"));
    assert_eq!(asked(&visit, "/framed.gif").answer, None, "pictures are not read");

    let slow = asked(&visit, "/slow").wire.timing.unwrap();
    assert!(slow.wait.unwrap() >= 290.0 && slow.wait.unwrap() < 20_000.0, "{slow:?}");
    let mut timed = 0;
    for request in requests(&visit) {
        let Some(Timing { blocked, dns, connect, ssl, send, wait, receive }) = request.wire.timing else { continue };
        timed += 1;
        for part in [blocked, dns, connect, ssl, send, wait, receive].into_iter().flatten() {
            assert!((0.0..30_000.0).contains(&part), "{request:#?}");
        }
    }
    assert!(timed >= 10, "only {timed} requests have times");
}

async fn sockets_tell_both_ways(flavour: Flavour) {
    let (_web, visit) = visited(flavour).await;
    let talk = asked(&visit, "/talk");
    let socket = talk.socket.as_ref().unwrap();
    let mut said: Vec<_> = socket.messages.iter().map(|one| (one.way, one.text.as_str(), one.binary)).collect();
    said.sort_by_key(|(way, text, _)| (*way == SocketWay::Received, (*text).to_owned()));
    assert_eq!(
        said,
        [
            (SocketWay::Sent, "bye", false),
            (SocketWay::Sent, "hello", false),
            (SocketWay::Received, "AQL/", true),
            (SocketWay::Received, "again: hello", false),
            (SocketWay::Received, "welcome", false),
        ]
    );
    assert_eq!(socket.count, 5);
    assert!(socket.closed_ms.is_some());
    assert_eq!((talk.status, talk.kind.as_str()), (Some(101), "websocket"));
    assert!(talk.cookies_sent.iter().any(|cookie| cookie.name == "own"), "{talk:#?}");
    assert!(talk.initiator.stack[0].url.ends_with("/app.js"));
    let writes = visit.cookie_writes.as_result().unwrap();
    let write = writes.iter().find(|write| write.raw.starts_with("by_socket=")).unwrap();
    assert_eq!((write.how, write.request.as_deref()), (WriteHow::Http, Some(talk.id.as_str())));

    let events = asked(&visit, "/events").socket.as_ref().unwrap();
    let texts: Vec<&str> = events.messages.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(texts, ["one", "event: two\ndata: 2"]);
}

both!(every_context_tells_its_requests_once, what_went_over_the_wire_is_told, sockets_tell_both_ways);
