//! All cookies are deleted last of all, in `none-again` alone.

use consentinel::browser::scripted::{Call, Play, ScriptedBrowser};
use consentinel::browser::{Fault, Heard, JarCookie};
use consentinel::evidence::{Gathered, Phase, ReachOutcome, Revival, State, Validator};

use super::stage::{bare, document, sent, visited};

fn jar(name: &str, value: &str) -> JarCookie {
    JarCookie {
        name: name.to_owned(),
        value: value.to_owned(),
        domain: "shop.test".to_owned(),
        path: "/".to_owned(),
        expires: None,
        http_only: false,
        secure: false,
        same_site: None,
        partition_key: None,
        partition_cross_site: None,
        size: 4,
        priority: Some("Medium".to_owned()),
        source_scheme: Some("NonSecure".to_owned()),
        source_port: Some(80),
    }
}

fn holding(cookies: &[(&str, &str)]) -> Play {
    bare().cookies(cookies.iter().map(|(name, value)| jar(name, value)))
}

fn values(revival: &Revival) -> [Vec<(&str, &str)>; 2] {
    [&revival.deleted, &revival.after]
        .map(|jar| jar.iter().map(|cookie| (cookie.name.as_str(), cookie.value.as_str())).collect())
}

#[tokio::test]
async fn what_came_back_is_told_with_the_validators_that_were_sent() {
    let headers = [("if-none-match", "\"7\""), ("accept", "*/*")];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let mut events = document(200, "text/html").to_vec();
    events.push(sent("9", "http://shop.test/pixel", "image"));
    events.push(Heard::SentRaw { id: "9".to_owned(), cookies: Vec::new(), headers });
    let play = holding(&[("id", "7"), ("gone", "8")]).hears(Call::Go, 4, events).turns(
        Call::DeleteCookies,
        1,
        holding(&[("id", "7")]),
    );
    let browser = ScriptedBrowser::playing([play]);
    let visit = visited(&browser, State::NoneAgain).await;
    let revival = visit.revival.as_ref().unwrap().as_result().unwrap();
    assert_eq!(values(revival), [vec![("id", "7"), ("gone", "8")], vec![("id", "7")]]);
    let validator = Validator {
        url: "http://shop.test/pixel".to_owned(),
        header: "if-none-match".to_owned(),
        value: "\"7\"".to_owned(),
    };
    assert_eq!(revival.validators, [validator]);
    // Nothing of that load is a visitor's doing.
    assert!(visit.requests.ok().unwrap().iter().all(|request| request.url != "http://shop.test/pixel"));
    let back = visit.moment(Phase::Return).unwrap().cookies.ok().unwrap();
    assert_eq!(back.len(), 2);
    let calls = browser.calls_of(0);
    let at = |wanted: &str| calls.iter().rposition(|call| call.starts_with(wanted)).unwrap();
    assert!(at("reload") < at("delete cookies") && at("delete cookies") < at("go "), "{calls:?}");
    // The page is left first: what it holds in memory must not be taken for what it kept elsewhere.
    assert!(at("go about:blank") + 1 == at("delete cookies"), "{calls:?}");
}

#[tokio::test]
async fn other_states_keep_their_cookies_and_an_empty_jar_costs_no_load() {
    for (state, play) in [(State::None, holding(&[("id", "7")])), (State::NoneAgain, holding(&[]))] {
        let browser = ScriptedBrowser::playing([play]);
        let visit = visited(&browser, state.clone()).await;
        assert!(!browser.calls_of(0).iter().any(|call| call == "delete cookies"), "{state}");
        assert_eq!(visit.revival.is_some(), state == State::NoneAgain);
        assert!(visit.revival.is_none_or(|revival| revival.as_result().is_ok_and(|one| one.deleted.is_empty())));
    }
}

#[tokio::test]
async fn an_experiment_that_failed_says_why_and_takes_nothing_else_along() {
    let refused = Fault::Refused { what: "Storage.clearCookies".to_owned(), why: "no".to_owned() };
    let play = holding(&[("id", "7")]).fails(Call::DeleteCookies, 1, refused);
    let visit = visited(&ScriptedBrowser::playing([play]), State::NoneAgain).await;
    assert!(matches!(&visit.revival, Some(Gathered::Failed(why)) if why.contains("Storage.clearCookies")));
    assert!(visit.moment(Phase::Return).unwrap().cookies.ok().is_some());
    let play = holding(&[("id", "7")]).turns(
        Call::DeleteCookies,
        1,
        holding(&[]).lands_badly(super::stage::URL, "net::ERR_CONNECTION_REFUSED"),
    );
    let visit = visited(&ScriptedBrowser::playing([play]), State::NoneAgain).await;
    assert!(
        matches!(&visit.revival, Some(Gathered::Failed(why)) if why.contains("ERR_CONNECTION_REFUSED")),
        "{:?}",
        visit.revival
    );
    assert!(visit.cut_short.is_none());
}

#[tokio::test]
async fn a_page_that_dies_after_everything_was_recorded_takes_nothing_along() {
    let mut late = vec![sent("9", "http://shop.test/late", "image")];
    late.push(Heard::Wrote {
        payload: serde_json::json!({ "what": "cookie", "raw": "late=1", "url": "http://shop.test/" }),
    });
    let play = holding(&[("id", "7")]).hears(Call::Go, 3, late).fails(Call::DeleteCookies, 1, Fault::Crashed);
    let visit = visited(&ScriptedBrowser::playing([play]), State::NoneAgain).await;
    assert_eq!(visit.reached.outcome, ReachOutcome::Loaded, "{}", visit.reached.detail);
    assert!(visit.cut_short.is_none());
    assert!(matches!(&visit.revival, Some(Gathered::Failed(_))), "{:?}", visit.revival);
    assert!(visit.moment(Phase::Return).unwrap().cookies.ok().is_some());
    assert!(visit.requests.ok().unwrap().iter().all(|request| request.url != "http://shop.test/late"));
    assert!(visit.cookie_writes.ok().unwrap().iter().all(|write| !write.raw.starts_with("late=")));
}
