//! Pieces of requests are joined in any order; writes have their writer.

use consentinel::browser::scripted::{Call, ScriptedBrowser};
use consentinel::browser::{AnswerWire, Heard, RefusedCookie};
use consentinel::evidence::{Area, Phase, State, Visit, WriteHow};
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
    let cookie = json!({ "what": "cookie", "raw": "_ga=1; Max-Age=60", "url": URL, "origin": "http://shop.test",
        "stack": [place] });
    let storage = json!({ "what": "storage", "area": "session-storage", "key": "k", "url": URL,
        "origin": "http://shop.test", "stack": [place] });
    let visit = heard(vec![Heard::Wrote { payload: cookie }, Heard::Wrote { payload: storage }]).await;
    let write = visit.cookie_writes.ok().unwrap().first().unwrap().clone();
    assert_eq!((write.how, write.phase, write.raw.as_str()), (WriteHow::Script, Phase::Arrival, "_ga=1; Max-Age=60"));
    assert_eq!(write.stack.first().unwrap().line, 3);
    let stored = visit.storage_writes.ok().unwrap().first().unwrap().clone();
    assert_eq!((stored.area, stored.key.as_str()), (Area::SessionStorage, "k"));
}

#[tokio::test]
async fn reports_that_nobody_understands_are_told_and_a_flood_makes_writes_unknown() {
    let visit = heard(vec![Heard::Wrote { payload: json!([1, 2]) }]).await;
    assert!(visit.log.iter().any(|entry| entry.what == "hook"));
    assert!(visit.cookie_writes.ok().is_some());
    let visit = heard(vec![Heard::Wrote { payload: json!({ "what": "flood", "url": URL }) }]).await;
    assert!(visit.cookie_writes.as_result().is_err(), "some were not recorded");
}
