//! Pieces of requests are joined in any order; writes have their writer.

use consentinel::browser::scripted::{Call, ScriptedBrowser};
use consentinel::browser::{AnswerWire, Heard, MessageWay, RefusedCookie};
use consentinel::evidence::{Area, DefeatKind, Phase, State, StorageDeed, Visit, WriteHow};
use serde_json::json;

use super::stage::{URL, bare, sent, visited};

async fn heard(events: Vec<Heard>) -> Visit {
    visited(&ScriptedBrowser::playing([bare().hears(Call::Go, 1, events)]), State::NoneAgain).await
}

fn raw(id: &str, status: u16, lines: &[&str]) -> Heard {
    Heard::AnsweredRaw {
        id: id.to_owned(),
        status,
        set_cookie: lines.iter().map(|line| (*line).to_owned()).collect(),
        refused: Vec::new(),
        date: Some("Wed, 25 Nov 2026 10:00:00 GMT".to_owned()),
        headers: Vec::new(),
    }
}

fn redirected(id: &str, url: &str, status: u16) -> Heard {
    let mut step = sent(id, url, "image");
    if let Heard::Sent { redirect_status, .. } = &mut step {
        *redirect_status = Some(status);
    }
    step
}

#[tokio::test]
async fn each_step_of_a_redirect_gets_its_own_cookies_in_any_order() {
    let orders = [
        vec![
            sent("7", "http://a.test/", "image"),
            raw("7", 302, &["one=1"]),
            redirected("7", "http://b.test/", 302),
            raw("7", 200, &["two=2; Secure"]),
        ],
        vec![
            raw("7", 302, &["one=1"]),
            sent("7", "http://a.test/", "image"),
            raw("7", 200, &["two=2; Secure"]),
            redirected("7", "http://b.test/", 302),
        ],
    ];
    for events in orders {
        let visit = heard(events).await;
        let requests = visit.requests.ok().unwrap();
        let steps: Vec<_> = requests.iter().filter(|request| request.id.starts_with("7#")).collect();
        assert_eq!(steps.len(), 2);
        assert_eq!(steps[0].status, Some(302));
        assert_eq!(steps[0].redirected_to.as_deref(), Some("http://b.test/"));
        let writes = visit.cookie_writes.ok().unwrap();
        let writer = |raw: &str| writes.iter().find(|write| write.raw == raw).map(|write| write.url.clone());
        assert_eq!(writer("one=1").as_deref(), Some("http://a.test/"));
        assert_eq!(writer("two=2; Secure").as_deref(), Some("http://b.test/"));
        assert!(writes.iter().all(|write| write.how == WriteHow::Http && write.date.is_some()));
    }
}

#[tokio::test]
async fn a_step_from_cache_has_no_raw_headers_and_shifts_nothing() {
    let answered = Heard::Answered {
        id: "7".to_owned(),
        url: "http://b.test/".to_owned(),
        status: 200,
        mime: "image/gif".to_owned(),
        headers: Vec::new(),
        remote: None,
        from_cache: false,
        wire: AnswerWire::default(),
    };
    let visit = heard(vec![
        sent("7", "http://a.test/", "image"),
        redirected("7", "http://b.test/", 301),
        raw("7", 200, &["late=1"]),
        answered,
    ])
    .await;
    let writes = visit.cookie_writes.ok().unwrap();
    assert_eq!(writes.first().unwrap().url, "http://b.test/");
}

#[tokio::test]
async fn a_refused_cookie_keeps_the_browsers_reasons() {
    let refused = RefusedCookie { line: "x=1".to_owned(), reasons: vec!["SecureOnly".to_owned()] };
    let answer = Heard::AnsweredRaw {
        id: "1".to_owned(),
        status: 200,
        set_cookie: vec!["x=1".to_owned(), "y=2".to_owned()],
        refused: vec![refused],
        date: None,
        headers: Vec::new(),
    };
    let visit = heard(vec![answer]).await;
    let writes = visit.cookie_writes.ok().unwrap();
    let blocked = |raw: &str| writes.iter().find(|write| write.raw == raw).unwrap().blocked.clone();
    assert_eq!(blocked("x=1").unwrap().reasons, ["SecureOnly"]);
    assert_eq!(blocked("y=2"), None);
}

#[tokio::test]
async fn writes_by_scripts_have_their_calls() {
    let place = json!({ "url": "http://shop.test/tag.js", "line": 3, "column": 9 });
    let cookie = json!({ "what": "cookie", "raw": "_ga=1; Max-Age=60", "url": URL, "frame": "about:srcdoc",
        "stack": [place] });
    let storage = json!({ "what": "storage", "area": "session-storage", "key": "k", "value": "v", "url": URL,
        "done": "set", "origin": "http://shop.test", "stack": [place] });
    let visit = heard(vec![Heard::Wrote { payload: cookie }, Heard::Wrote { payload: storage }]).await;
    let write = visit.cookie_writes.ok().unwrap().first().unwrap().clone();
    assert_eq!((write.how, write.phase, write.raw.as_str()), (WriteHow::Script, Phase::Arrival, "_ga=1; Max-Age=60"));
    assert_eq!(write.stack.first().unwrap().line, 3);
    assert_eq!((write.url.as_str(), write.frame_url.as_deref()), (URL, Some("about:srcdoc")));
    let stored = visit.storage_writes.ok().unwrap().first().unwrap().clone();
    assert_eq!((stored.area, stored.key.as_str()), (Area::SessionStorage, "k"));
}

#[tokio::test]
async fn reports_that_nobody_understands_are_told() {
    let visit = heard(vec![Heard::Wrote { payload: json!([1, 2]) }]).await;
    assert!(visit.log.iter().any(|entry| entry.what == "hook"));
    assert!(visit.cookie_writes.ok().is_some() && visit.defeats.is_empty());
}

#[tokio::test]
async fn a_defeat_is_told_once_and_takes_nothing_along() {
    let standing = |lost: u64| json!({ "what": "standing", "url": URL, "gone": ["document.cookie"], "lost": lost });
    let failed = json!({ "kind": "hook-failed", "why": "no cookies", "url": URL });
    let cookie = json!({ "what": "cookie", "raw": "a=1", "url": URL, "frame": URL, "stack": [] });
    let payloads = [cookie, standing(3), standing(7), failed];
    let visit = heard(payloads.into_iter().map(|payload| Heard::Wrote { payload }).collect()).await;
    let told: Vec<_> = visit.defeats.iter().map(|defeat| (defeat.kind, defeat.hook.as_str())).collect();
    let expected = [
        (DefeatKind::Replaced, "document.cookie"),
        (DefeatKind::Flooded, "cookies and web storage"),
        (DefeatKind::Failed, "a hook"),
    ];
    assert_eq!(told, expected);
    assert!(visit.defeats[1].why.starts_with("7 writes"), "the last count holds: {:?}", visit.defeats);
    assert_eq!(visit.cookie_writes.as_result().unwrap().len(), 1, "what was reported stays");
}

#[tokio::test]
async fn changes_that_no_hook_reported_have_no_writer() {
    let place = json!({ "url": "http://shop.test/tag.js", "line": 3, "column": 9 });
    let report = |key: &str, value: &str, done: &str| {
        let payload = json!({ "what": "storage", "area": "local-storage", "key": key, "value": value, "url": URL,
            "done": done, "origin": "http://shop.test", "stack": [place] });
        Heard::Wrote { payload }
    };
    let stored = |key: Option<&str>, value: Option<&str>| Heard::Stored {
        local: true,
        origin: "http://shop.test".to_owned(),
        key: key.map(str::to_owned),
        value: value.map(str::to_owned),
    };
    let visit = heard(vec![
        report("k", "1", "set"),
        report("k", "1", "set"),
        report("k", "3", "set"),
        report("", "", "clear"),
        stored(Some("k"), Some("1")),
        stored(Some("k"), Some("2")),
        stored(Some("k"), Some("3")),
        stored(Some("k"), None),
        stored(None, None),
    ])
    .await;
    let writes = visit.storage_writes.as_result().unwrap();
    let by = |seen: bool| -> Vec<_> {
        let some = writes.iter().filter(|write| write.stack.is_empty() != seen);
        some.map(|write| (write.key.as_str(), write.done)).collect()
    };
    let reported =
        [("k", StorageDeed::Set), ("k", StorageDeed::Set), ("k", StorageDeed::Set), ("", StorageDeed::Clear)];
    assert_eq!(by(true), reported);
    assert_eq!(by(false), [("k", StorageDeed::Set), ("k", StorageDeed::Remove)]);
}

#[tokio::test]
async fn a_body_that_was_sent_and_not_had_is_told_as_cut() {
    let body = |id: &str, text: Option<&str>, bytes: Option<u64>| Heard::SentBody {
        id: id.to_owned(),
        text: text.map(str::to_owned),
        bytes,
    };
    let visit = heard(vec![
        sent("1", "http://a.test/missing", "ping"),
        body("1", None, None),
        sent("2", "http://a.test/had", "ping"),
        body("2", None, None),
        body("2", Some("uid=73"), Some(6)),
        sent("3", "http://a.test/long", "ping"),
        body("3", None, None),
        body("3", Some("uid="), Some(3_000_000)),
    ])
    .await;
    let requests = visit.requests.as_result().unwrap();
    let of = |path: &str| {
        let request = requests.iter().find(|request| request.url.ends_with(path)).unwrap();
        (request.body.as_deref(), request.wire.body_cut, request.wire.sent_bytes)
    };
    assert_eq!(of("/missing"), (None, true, None));
    assert_eq!(of("/had"), (Some("uid=73"), false, Some(6)));
    assert_eq!(of("/long"), (Some("uid="), true, Some(3_000_000)));
}

#[tokio::test]
async fn messages_that_are_not_told_one_by_one_are_counted() {
    let message = Heard::Message { id: "1".to_owned(), way: MessageWay::Sent, text: "hello".to_owned(), binary: false };
    let visit = heard(vec![
        sent("1", "ws://a.test/talk", "websocket"),
        message,
        Heard::MoreMessages { id: "1".to_owned(), count: 700 },
    ])
    .await;
    let requests = visit.requests.as_result().unwrap();
    let socket = requests.iter().find_map(|request| request.socket.as_ref()).unwrap();
    assert_eq!((socket.count, socket.messages.len()), (701, 1));
}
