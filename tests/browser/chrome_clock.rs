//! Page time: runs ahead of wall time, moves animations, is not held by dead servers, and always ends.

use std::time::{Duration, Instant};

use consentinel::browser::chrome::{ChromePage, Flavour};
use consentinel::browser::{
    Browser, ClockChoice, ClockEnd, Fault, Heard, Landing, Page, PageSettings, Script, Way, World,
};
use serde_json::{Value, json};

use crate::support::both::both;
use crate::support::start::{Started, page_time, settings, start, within};
use crate::support::web::{Reply, Web};

const STATE: Script = Script { name: "state.js", source: include_str!("scripts/state.js") };

/// Notes names with the page time at which they came.
const NOTE: &str = "const state = {}; const note = (name) => { state[name] ??= Math.round(performance.now());
  document.documentElement.dataset.state = JSON.stringify(state); };";

fn noting(script: &str) -> String {
    format!("<!doctype html><title>x</title><body><script>{NOTE}{script}</script>")
}

async fn state(page: &ChromePage) -> Value {
    let main = page.frames().await.unwrap().remove(0).id;
    page.ask(&main, World::Isolated, STATE, &Value::Null).await.unwrap()
}

async fn go(page: &ChromePage, url: String, budget: u64, seconds: u64) -> Landing {
    page.go(&Way::To(url), page_time(budget), within(seconds)).await.unwrap()
}

async fn opened(flavour: Flavour, body: String) -> (Web, Started, ChromePage) {
    let web = Web::serve(move |asked| match asked.path.as_str() {
        "/" => Reply::html(body.clone()),
        "/never" => Reply::never(),
        "/slow" => Reply::script("note('slow')").after(1800),
        "/loop" => Reply::redirect("/loop"),
        "/stream" => Reply::of("text/event-stream", "data: x\n\n").endless(),
        "/again" => Reply::html("<script>location.href = '/again?' + Math.random()</script>"),
        path if path.starts_with("/again") => Reply::html("<script>location.href = '/again'</script>"),
        _ => Reply::status(404),
    })
    .await;
    let browser = start(flavour).await;
    let page = browser.open().await;
    (web, browser, page)
}

async fn a_banner_after_five_seconds_is_seen_in_well_under_one(flavour: Flavour) {
    let (web, browser, page) = opened(flavour, noting("setTimeout(() => note('late'), 5000)")).await;
    let began = Instant::now();
    let landing = go(&page, web.url("a", "/"), 8000, 20).await;
    let wall = began.elapsed();
    assert_eq!(landing.clock.ended, ClockEnd::BudgetSpent);
    assert_eq!(landing.clock.spent, Duration::from_secs(8));
    assert_eq!(landing.clock.clock, ClockChoice::Virtual);
    assert!(state(&page).await["late"].as_u64().unwrap() >= 5000);
    // Alone on a machine it takes 0.1 s in the shell and 0.5 s in full Chromium; this leaves room for a crowd.
    let room = if flavour == Flavour::Shell { 4 } else { 7 };
    assert!(wall < Duration::from_secs(room), "{wall:?}");
    browser.close().await;
}

async fn the_page_stands_still_between_calls(flavour: Flavour) {
    let ticking = noting("setInterval(() => { state.n = (state.n ?? 0) + 1; note('tick'); }, 10)");
    let (web, browser, page) = opened(flavour, ticking).await;
    go(&page, web.url("a", "/"), 500, 20).await;
    let before = state(&page).await["n"].clone();
    assert!(before.as_u64().unwrap() > 20, "{before}");
    for _ in 0..20 {
        page.cookies().await.unwrap();
    }
    assert_eq!(state(&page).await["n"], before);
    let run = page.wait(page_time(500), within(20)).await.unwrap();
    assert_eq!(run.ended, ClockEnd::BudgetSpent);
    assert!(state(&page).await["n"].as_u64() > before.as_u64());
    browser.close().await;
}

const MOVING: &str = r#"<style>
  .b { position: fixed; left: 0; bottom: -300px; width: 300px; height: 100px; transition: bottom .3s } .b.in { bottom: 0 }
  @keyframes k { from { opacity: 0 } to { opacity: 1 } } .k { animation: k 1s }
</style><div id=a class=b></div><div id=t class=b></div><div id=k>k</div><script>
  setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => { note("two frames"); a.classList.add("in") })), 500);
  a.addEventListener("transitionend", () => { if (getComputedStyle(a).bottom === "0px") note("slid in") });
  k.addEventListener("animationend", () => note("animation")); setTimeout(() => k.classList.add("k"), 700);
  setTimeout(() => {
    const added = document.createElement("div"); added.textContent = "added"; document.body.prepend(added);
    new IntersectionObserver(() => note("intersection")).observe(added);
    new ResizeObserver(() => note("resize")).observe(added);
  }, 2000);
  setTimeout(() => requestIdleCallback(() => note("idle")), 1500);
  t.animate([{ bottom: "-300px" }, { bottom: "0px" }], { duration: 600, fill: "forwards" }).finished.then(() => note("web animation"));
</script>"#;

async fn animations_and_observers_move(flavour: Flavour) {
    let (web, browser, page) = opened(flavour, noting("") + MOVING).await;
    let landing = go(&page, web.url("a", "/"), 8000, 30).await;
    assert_eq!(landing.clock.ended, ClockEnd::BudgetSpent);
    let state = state(&page).await;
    for name in ["two frames", "slid in", "animation", "intersection", "resize", "idle", "web animation"] {
        assert!(state[name].is_number(), "{name} did not come: {state}");
    }
    browser.close().await;
}

async fn four_pages_run_their_clocks_side_by_side(flavour: Flavour) {
    let (web, browser, page) = opened(flavour, noting("") + MOVING).await;
    let pages = [page, browser.open().await, browser.open().await, browser.open().await];
    let visits = pages.map(|page| {
        let url = web.url("a", "/");
        tokio::spawn(async move {
            let landing = go(&page, url, 6000, 60).await;
            assert_eq!(landing.clock.ended, ClockEnd::BudgetSpent);
            page.picture(None).await.unwrap();
            state(&page).await
        })
    });
    for visit in visits {
        let state = visit.await.unwrap();
        assert!(state["slid in"].is_number() && state["web animation"].is_number(), "{state}");
    }
    browser.close().await;
}

async fn a_slow_answer_is_waited_for(flavour: Flavour) {
    let script = "setTimeout(() => note('three'), 3000);
        document.head.append(Object.assign(document.createElement('script'), { src: '/slow' }));";
    let (web, browser, page) = opened(flavour, noting(script)).await;
    let landing = go(&page, web.url("a", "/"), 6000, 20).await;
    assert_eq!(landing.clock.ended, ClockEnd::BudgetSpent);
    let state = state(&page).await;
    assert!(state["slow"].is_number() && state["three"].is_number(), "{state}");
    browser.close().await;
}

async fn a_dead_subresource_holds_the_clock_at_the_pace_of_wall_time(flavour: Flavour) {
    let script = "setTimeout(() => note('one'), 1000); fetch('/never');";
    let (web, browser, page) = opened(flavour, noting(script)).await;
    let began = Instant::now();
    let landing = go(&page, web.url("a", "/"), 2500, 20).await;
    assert_eq!((landing.clock.ended, landing.clock.clock), (ClockEnd::BudgetSpent, ClockChoice::Real));
    assert!(began.elapsed() >= Duration::from_millis(2300), "page time ran ahead: {:?}", began.elapsed());
    assert!(state(&page).await["one"].is_number());

    let run = page.wait(page_time(60_000), within(1)).await.unwrap();
    assert_eq!(run.ended, ClockEnd::Deadline);
    assert!(run.spent < Duration::from_secs(60));
    assert!(state(&page).await["one"].is_number(), "the page can still be asked");
    browser.close().await;
}

async fn a_stream_does_not_hold_the_clock(flavour: Flavour) {
    let script = "setTimeout(() => note('five'), 5000); new EventSource('/stream').onmessage = () => note('message');";
    let (web, browser, page) = opened(flavour, noting(script)).await;
    let began = Instant::now();
    let landing = go(&page, web.url("a", "/"), 8000, 20).await;
    assert_eq!((landing.clock.ended, landing.clock.clock), (ClockEnd::BudgetSpent, ClockChoice::Virtual));
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    let state = state(&page).await;
    assert!(state["five"].is_number() && state["message"].is_number(), "{state}");
    browser.close().await;
}

async fn a_server_that_never_answers_ends_at_the_deadline(flavour: Flavour) {
    let (web, browser, page) = opened(flavour, String::new()).await;
    let began = Instant::now();
    let landing = go(&page, web.url("a", "/never"), 1000, 1).await;
    assert!(landing.error.is_some());
    assert_eq!(landing.clock.ended, ClockEnd::Deadline);
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    let landing = go(&page, web.url("a", "/"), 100, 10).await;
    assert_eq!(landing.error, None, "the page can go elsewhere");
    browser.close().await;
}

async fn an_endless_loop_ends_at_the_deadline(flavour: Flavour) {
    let (web, browser, page) = opened(flavour, noting("setTimeout(() => { for (;;) {} }, 300)")).await;
    let began = Instant::now();
    match page.go(&Way::To(web.url("a", "/")), page_time(5000), within(2)).await {
        Ok(landing) => assert_eq!(landing.clock.ended, ClockEnd::Deadline),
        Err(fault) => assert!(matches!(fault, Fault::Deadline { .. }), "{fault}"),
    }
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    let began = Instant::now();
    page.close().await;
    assert!(began.elapsed() < Duration::from_secs(3), "closing took {:?}", began.elapsed());
    let next = browser.open().await;
    assert_eq!(go(&next, web.url("b", "/slow"), 100, 10).await.error, None);
    browser.close().await;
}

async fn endless_redirects_end(flavour: Flavour) {
    let (web, browser, page) = opened(flavour, String::new()).await;
    let landing = go(&page, web.url("a", "/loop"), 1000, 20).await;
    assert_eq!(landing.error.as_deref(), Some("net::ERR_TOO_MANY_REDIRECTS"));
    let began = Instant::now();
    let landing = page.go(&Way::To(web.url("a", "/again")), page_time(60_000), within(2)).await;
    if let Ok(landing) = landing {
        assert_eq!(landing.clock.ended, ClockEnd::Deadline);
    }
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    page.close().await;
    browser.close().await;
}

async fn a_refused_connection_says_so_and_a_reload_says_it_again(flavour: Flavour) {
    let (_web, browser, page) = opened(flavour, String::new()).await;
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let landing = go(&page, format!("http://a.localhost:{free}/"), 500, 10).await;
    assert_eq!(landing.error.as_deref(), Some("net::ERR_CONNECTION_REFUSED"));
    let landing = page.go(&Way::Reload, page_time(500), within(10)).await.unwrap();
    assert_eq!(landing.error.as_deref(), Some("net::ERR_CONNECTION_REFUSED"));
    browser.close().await;
}

async fn a_reload_is_a_new_document(flavour: Flavour) {
    let (web, browser, page) = opened(flavour, noting("note('loaded')")).await;
    go(&page, web.url("a", "/"), 500, 10).await;
    page.heard();
    let landing = page.go(&Way::Reload, page_time(500), within(10)).await.unwrap();
    assert_eq!((landing.error, landing.clock.ended), (None, ClockEnd::BudgetSpent));
    let documents =
        page.heard().into_iter().filter(|heard| matches!(heard.what, Heard::Sent { main_document: true, .. }));
    assert_eq!(documents.count(), 1);
    assert!(state(&page).await["loaded"].is_number());
    assert_eq!(web.asked().iter().filter(|asked| asked.path == "/").count(), 2);
    browser.close().await;
}

async fn the_real_clock_moves_animations_too(flavour: Flavour) {
    let (web, browser, page) = opened(flavour, noting("") + MOVING).await;
    page.close().await;
    let page = browser.chrome.open(&PageSettings { clock: ClockChoice::Real, ..settings() }).await.unwrap();
    let began = Instant::now();
    let landing = go(&page, web.url("a", "/"), 3000, 20).await;
    assert_eq!((landing.clock.ended, landing.clock.clock), (ClockEnd::BudgetSpent, ClockChoice::Real));
    assert!(began.elapsed() >= Duration::from_secs(3));
    let state = state(&page).await;
    for name in ["two frames", "slid in", "animation", "intersection", "idle", "web animation"] {
        assert!(state[name].is_number(), "{name} did not come: {state}");
    }
    assert_eq!(json!(page.picture(None).await.unwrap()[1..4]), json!(b"PNG"));
    browser.close().await;
}

both!(
    a_banner_after_five_seconds_is_seen_in_well_under_one,
    the_page_stands_still_between_calls,
    animations_and_observers_move,
    four_pages_run_their_clocks_side_by_side,
    a_slow_answer_is_waited_for,
    a_dead_subresource_holds_the_clock_at_the_pace_of_wall_time,
    a_stream_does_not_hold_the_clock,
    a_server_that_never_answers_ends_at_the_deadline,
    an_endless_loop_ends_at_the_deadline,
    endless_redirects_end,
    a_refused_connection_says_so_and_a_reload_says_it_again,
    a_reload_is_a_new_document,
    the_real_clock_moves_animations_too,
);
