//! What is written is recorded with who wrote it, and pages do not notice.

use consentinel::evidence::{Area, Phase, ReachOutcome, State, WriteHow};

use super::stage::Stage;
use crate::support::web::{Reply, Web};

const PAGE: &str = r#"<!doctype html><title>Writes</title><p>A page that writes.</p><div id="OneTrust"></div>
    <script src="/tag.js"></script>"#;
const TAG: &str = r#"
const noticed = [];
if (!/\[native code\]/.test(String(Object.getOwnPropertyDescriptor(Document.prototype, "cookie").set))) noticed.push("setter");
if (!/\[native code\]/.test(String(Storage.prototype.setItem))) noticed.push("setItem");
if (!/\[native code\]/.test(Function.prototype.toString.toString())) noticed.push("toString");
if (Storage.prototype.setItem.name !== "setItem" || Storage.prototype.setItem.length !== 2) noticed.push("name");
if ("prototype" in Storage.prototype.setItem) noticed.push("prototype");
try { Storage.prototype.setItem.call({}, "a", "b"); noticed.push("no error"); } catch (error) { if (!(error instanceof TypeError)) noticed.push("error"); }
Error.prepareStackTrace = () => "nothing to see";
(function remember() { document.cookie = "from_script=1; max-age=600"; })();
localStorage.setItem("kept", "x".repeat(5000));
sessionStorage.setItem("short", "1");
localStorage.setItem("noticed", noticed.join(","));
indexedDB.open("shelf");
window.dataLayer = [];
(function gtag() { dataLayer.push(arguments); })("consent", "default", { ad_storage: "denied" });
"#;

#[tokio::test]
async fn writes_have_their_script_and_pages_do_not_notice() {
    let web = Web::serve(|asked| match asked.path.as_str() {
        "/" => Reply::html(PAGE).with("Set-Cookie", "from_server=1; Max-Age=60"),
        "/tag.js" => Reply::script(TAG),
        _ => Reply::status(404),
    })
    .await;
    let stage = Stage::open().await;
    let visit = stage.one(&web.url("shop", "/"), State::NoneAgain).await;
    let writes = visit.cookie_writes.as_result().unwrap();
    let script = writes.iter().find(|write| write.raw.starts_with("from_script=")).unwrap();
    assert_eq!((script.how, script.phase), (WriteHow::Script, Phase::Arrival));
    let place = script.stack.first().unwrap_or_else(|| panic!("no calls: {script:?}"));
    assert!(place.url.ends_with("/tag.js") && place.line == 10, "{place:?}");
    let server = writes.iter().find(|write| write.raw.starts_with("from_server=")).unwrap();
    assert_eq!(server.how, WriteHow::Http);
    assert_eq!(server.url, web.url("shop", "/"));
    assert!(writes.iter().all(|write| !write.raw.contains("nothing to see")));

    let arrival = visit.moment(Phase::Arrival).unwrap();
    let names: Vec<&str> = arrival.cookies.as_result().unwrap().iter().map(|cookie| cookie.name.as_str()).collect();
    assert!(names.contains(&"from_script") && names.contains(&"from_server"), "{names:?}");
    let items = arrival.storage.as_result().unwrap();
    let item = |key: &str| items.iter().find(|item| item.key == key).unwrap_or_else(|| panic!("no {key}: {items:?}"));
    assert_eq!(item("noticed").value, "", "the page noticed");
    assert!(item("kept").cut && item("kept").length == 5000 && item("kept").value.len() == 4096);
    assert_eq!(item("short").area, Area::SessionStorage);
    assert_eq!(item("shelf").area, Area::IndexedDb);
    let stored = visit.storage_writes.as_result().unwrap();
    assert!(stored.iter().any(|write| write.key == "short" && write.area == Area::SessionStorage));
    let signals = arrival.signals.as_result().unwrap();
    assert_eq!(signals.consent_mode, Some(serde_json::json!([["consent", "default", { "ad_storage": "denied" }]])));
    let search = arrival.search.as_result().unwrap();
    assert!(search.platforms.is_empty(), "an element's id is no global: {:?}", search.platforms);
    stage.close().await;
}

#[tokio::test]
async fn what_is_no_page_is_told_apart() {
    let web = Web::serve(|asked| match asked.path.as_str() {
        "/empty" => Reply::html(""),
        "/pdf" => Reply::of("application/pdf", "%PDF-1.4"),
        "/json" => Reply::of("application/json", "{}"),
        "/down" => Reply { status: 503, ..Reply::html("<title>Down</title>We are down for maintenance.") },
        "/wall" => Reply { status: 403, ..Reply::html("<title>Just a moment...</title><p>Checking your browser</p>") },
        "/loop" => Reply::redirect("/loop"),
        "/page" => Reply::html("<title>A page</title>Good morning."),
        _ => Reply::status(404),
    })
    .await;
    let stage = Stage::open().await;
    let cases = [
        ("/empty", ReachOutcome::NotHtml),
        ("/pdf", ReachOutcome::NotHtml),
        ("/json", ReachOutcome::NotHtml),
        ("/down", ReachOutcome::HttpError),
        ("/wall", ReachOutcome::Challenged),
        ("/loop", ReachOutcome::Unreachable),
        ("/page", ReachOutcome::Loaded),
    ];
    for (path, outcome) in cases {
        let visit = stage.one(&web.url("site", path), State::None).await;
        assert_eq!(visit.reached.outcome, outcome, "{path}: {:?}", visit.reached);
        assert_eq!(visit.moment(Phase::Arrival).unwrap().search.ok().is_some(), outcome == ReachOutcome::Loaded);
    }
    let refused = stage.one("http://127.0.0.1:9/", State::None).await;
    assert_eq!(refused.reached.outcome, ReachOutcome::Unreachable, "{:?}", refused.reached);
    stage.close().await;
}

#[tokio::test]
async fn usual_policy_paths_are_tried_and_a_site_that_answers_everything_proves_nothing() {
    const BARE: &str = "<!doctype html><title>Shop</title><p>A shop without links.</p>";
    let web = Web::serve(|asked| match (asked.host.as_str(), asked.path.as_str()) {
        ("always.localhost", _) | (_, "/" | "/privacy-policy") => Reply::html(BARE),
        _ => Reply::status(404),
    })
    .await;
    let stage = Stage::open().await;
    let pages = |visit: consentinel::evidence::Visit| visit.policy_pages.unwrap().ok().unwrap().clone();
    let some = pages(stage.one(&web.url("some", "/"), State::NoneAgain).await);
    let found: Vec<_> = some.iter().filter(|page| page.status.ok().is_some_and(|status| *status < 400)).collect();
    assert_eq!(found.len(), 1, "{some:?}");
    assert!(found[0].url.ends_with("/privacy-policy") && found[0].found_by == "common path");
    let all = pages(stage.one(&web.url("always", "/"), State::NoneAgain).await);
    assert!(all.iter().all(|page| page.status.ok().is_none()), "{all:?}");
    stage.close().await;
}

#[tokio::test]
async fn what_the_page_can_read_of_the_browser_is_asked_of_the_page() {
    let web = Web::serve(|asked| match asked.path.as_str() {
        "/" => Reply::html(PAGE),
        _ => Reply::status(404),
    })
    .await;
    let stage = Stage::open().await;
    let visit = stage.one(&web.url("shop", "/"), State::None).await;
    let seen = visit.appearance.as_ref().unwrap();
    assert!(!seen.webdriver, "{seen:?}");
    assert!(seen.user_agent.contains("Chrome/") && !seen.user_agent.contains("Headless"), "{seen:?}");
    assert_eq!(seen.languages, ["en-GB", "en"]);
    assert_eq!(seen.viewport, (1280, 900));
    assert!(seen.time_zone.as_deref().is_some_and(|zone| !zone.is_empty()), "{seen:?}");
    let began = visit.started.as_deref().unwrap();
    assert!(began.starts_with("20") && began.ends_with('Z'), "{began}");
}
