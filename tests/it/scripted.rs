//! The double plays what it is told, and writes down what was done.

use std::time::{Duration, Instant};

use consentinel::browser::scripted::{Call, Play, ScriptedBrowser, ScriptedPage, frame};
use consentinel::browser::{
    Browser, ClockChoice, ClockEnd, Fault, Heard, Page, PageSettings, PrivacyControl, Script, Way, World,
};
use serde_json::{Value, json};

const SURVEY: Script = Script { name: "survey.js", source: "" };

fn settings() -> PageSettings {
    PageSettings {
        viewport: (1280, 900),
        locale: "en".to_owned(),
        clock: ClockChoice::Virtual,
        privacy_control: PrivacyControl::Off,
        guise: consentinel::browser::Guise::default(),
        before_page: Vec::new(),
        beside_page: Vec::new(),
    }
}

async fn open(play: Play) -> (ScriptedBrowser, ScriptedPage) {
    let browser = ScriptedBrowser::playing([play]);
    let page = browser.open(&settings()).await.unwrap();
    (browser, page)
}

async fn survey(page: &ScriptedPage, frame: &str) -> Result<Value, Fault> {
    page.ask(frame, World::Isolated, SURVEY, &Value::Null).await
}

#[tokio::test]
async fn every_call_is_written_down_in_order() {
    let (browser, page) = open(Play::new()).await;
    page.go(&Way::To("http://a.test/".to_owned()), Duration::from_secs(2), Instant::now()).await.unwrap();
    page.click(1.0, 2.5).await.unwrap();
    page.close().await;
    assert_eq!(browser.calls_of(0), ["open en", "go http://a.test/", "click 1,2.5", "close"]);
}

#[tokio::test]
async fn a_page_that_is_dropped_is_closed_once() {
    let (browser, page) = open(Play::new()).await;
    drop(page);
    assert_eq!(browser.calls_of(0), ["open en", "close"]);
}

#[tokio::test]
async fn answers_differ_by_frame_and_by_turn() {
    let play = Play::new()
        .frames([frame("main", None, "http://a.test/"), frame("ad", Some("main"), "http://b.test/")])
        .answers_in_turn("survey.js", [Ok(json!(1)), Err(Fault::Crashed), Ok(json!(3))])
        .answers_in("ad", "survey.js", json!("ad"));
    let (_, page) = open(play).await;
    assert_eq!(survey(&page, "main").await, Ok(json!(1)));
    assert_eq!(survey(&page, "ad").await, Ok(json!("ad")));
    assert_eq!(survey(&page, "main").await, Err(Fault::Crashed));
    assert_eq!(survey(&page, "main").await, Ok(json!(3)));
    assert_eq!(survey(&page, "main").await, Ok(json!(3)));
}

#[tokio::test]
async fn what_is_not_scripted_is_refused_and_not_made_up() {
    let (_, page) = open(Play::new()).await;
    assert!(matches!(survey(&page, "main").await, Err(Fault::Refused { what, .. }) if what == "survey.js"));
}

#[tokio::test]
async fn a_fault_comes_at_its_call_and_death_is_for_good() {
    let late = Fault::Deadline { what: "x".to_owned(), after_ms: 1 };
    let play = Play::new().fails(Call::Cookies, 1, late.clone()).fails(Call::Wait, 2, Fault::Crashed);
    let (_, page) = open(play).await;
    assert_eq!(page.cookies().await, Err(late));
    assert_eq!(page.cookies().await, Ok(Vec::new()));
    assert!(page.wait(Duration::ZERO, Instant::now()).await.is_ok());
    assert_eq!(page.wait(Duration::ZERO, Instant::now()).await, Err(Fault::Crashed));
    assert_eq!(page.cookies().await, Err(Fault::Crashed));
}

#[tokio::test]
async fn events_are_heard_once_also_when_the_call_fails() {
    let popup = Heard::Popup { url: "http://c.test/".to_owned() };
    let play = Play::new().hears(Call::Click, 1, [popup.clone()]).fails(Call::Click, 1, Fault::Crashed);
    let (_, page) = open(play).await;
    assert!(page.heard().is_empty());
    assert!(page.click(0.0, 0.0).await.is_err());
    let heard: Vec<_> = page.heard().into_iter().map(|heard| heard.what).collect();
    assert_eq!(heard, [popup]);
    assert!(page.heard().is_empty());
}

#[tokio::test]
async fn a_play_turns_and_keeps_its_faults() {
    let after = Play::new().answers("survey.js", json!("after"));
    let play = Play::new().answers("survey.js", json!("before")).turns(Call::Click, 2, after).fails(
        Call::Click,
        3,
        Fault::Crashed,
    );
    let (_, page) = open(play).await;
    page.click(0.0, 0.0).await.unwrap();
    assert_eq!(survey(&page, "main").await, Ok(json!("before")));
    page.click(0.0, 0.0).await.unwrap();
    assert_eq!(survey(&page, "main").await, Ok(json!("after")));
    assert_eq!(page.click(0.0, 0.0).await, Err(Fault::Crashed));
}

#[tokio::test]
async fn landings_are_by_address_and_a_reload_lands_again() {
    let play =
        Play::new().lands_badly("http://down.test/", "net::ERR_CONNECTION_REFUSED").clock_ends(ClockEnd::Deadline);
    let (_, page) = open(play).await;
    let budget = Duration::from_secs(1);
    for way in [Way::To("http://down.test/".to_owned()), Way::Reload] {
        let landing = page.go(&way, budget, Instant::now()).await.unwrap();
        assert_eq!(landing.error.as_deref(), Some("net::ERR_CONNECTION_REFUSED"));
    }
    let landing = page.go(&Way::To("http://up.test/".to_owned()), budget, Instant::now()).await.unwrap();
    assert_eq!((landing.error, landing.clock.ended), (None, ClockEnd::Deadline));
    assert_eq!(page.frames().await.unwrap()[0].url, "http://up.test/");
}

#[tokio::test]
async fn pages_take_the_plays_in_order_and_the_last_for_ever() {
    let play = |word: &str| Play::new().answers("survey.js", json!(word));
    let browser = ScriptedBrowser::playing([play("first"), play("rest")]);
    for word in ["first", "rest", "rest"] {
        let page = browser.open(&settings()).await.unwrap();
        assert_eq!(survey(&page, "main").await, Ok(json!(word)));
    }
    assert_eq!(browser.opened(), 3);
}
