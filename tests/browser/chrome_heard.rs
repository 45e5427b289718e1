//! Everything that a page does is heard, and what would disturb the visit is dealt with.

use std::collections::BTreeSet;

use consentinel::browser::chrome::{ChromePage, Flavour};
use consentinel::browser::{AskedBy, Browser, Fault, Heard, Page, PageSettings, PrivacyControl, Script, Way, World};
use serde_json::{Value, json};

use crate::support::both::both;
use crate::support::start::{page_time, settings, start, within};
use crate::support::web::{Reply, Web};

const STATE: Script = Script { name: "state.js", source: include_str!("scripts/state.js") };
const WATCH: Script = Script { name: "watch.js", source: include_str!("scripts/watch.js") };

async fn arrive(page: &ChromePage, url: String) -> Vec<Heard> {
    let landing = page.go(&Way::To(url), page_time(1500), within(20)).await.unwrap();
    assert_eq!(landing.error, None);
    page.heard().into_iter().map(|heard| heard.what).collect()
}

async fn state(page: &ChromePage) -> Value {
    let main = page.frames().await.unwrap().remove(0).id;
    page.ask(&main, World::Isolated, STATE, &Value::Null).await.unwrap()
}

async fn of_150_requests_none_is_lost(flavour: Flavour) {
    let web = Web::serve(|asked| match asked.path.as_str() {
        "/" => Reply::html("<script>for (let i = 0; i < 150; i++) new Image().src = '/pixel?' + i</script>")
            .with("Set-Cookie", "one=1"),
        path if path.starts_with("/pixel") => Reply::of("image/gif", "GIF89a").with("Set-Cookie", "p=1"),
        _ => Reply::status(404),
    })
    .await;
    let browser = start(flavour).await;
    let page = browser.open().await;
    let heard = arrive(&page, web.url("a", "/")).await;
    let pixels: BTreeSet<&String> = heard
        .iter()
        .filter_map(|what| match what {
            Heard::Sent { id, url, asker, .. } if url.contains("/pixel") => {
                assert_eq!(asker.by, AskedBy::Script);
                assert!(asker.stack[0].line >= 1 && asker.stack[0].column >= 1);
                Some(id)
            }
            _ => None,
        })
        .collect();
    let count =
        |which: fn(&Heard) -> Option<&String>| heard.iter().filter_map(which).filter(|id| pixels.contains(id)).count();
    assert_eq!(pixels.len(), 150);
    assert_eq!(
        count(|what| if let Heard::SentRaw { id, cookies, .. } = what {
            cookies.iter().any(|cookie| cookie.name == "one" && cookie.held_back.is_empty()).then_some(id)
        } else {
            None
        }),
        150
    );
    assert_eq!(
        count(|what| if let Heard::AnsweredRaw { id, set_cookie, .. } = what {
            (set_cookie == &["p=1"]).then_some(id)
        } else {
            None
        }),
        150
    );
    assert_eq!(count(|what| if let Heard::Answered { id, status: 200, .. } = what { Some(id) } else { None }), 150);
    let ended =
        count(|what| if let Heard::Finished { id, .. } | Heard::Failed { id, .. } = what { Some(id) } else { None });
    assert_eq!(ended, 150);
    browser.close().await;
}

async fn redirects_bodies_and_refused_cookies_are_told(flavour: Flavour) {
    let web = Web::serve(|asked| match asked.path.as_str() {
        "/" => Reply::html("<script>fetch('/hop'); fetch('/post', { method: 'POST', body: 'uid=42' })</script>"),
        "/hop" => Reply::redirect("/end").with("Set-Cookie", "hop=1"),
        "/end" => {
            Reply::of("text/plain", "x").with("Set-Cookie", "bad=1; Domain=other.test").with("Set-Cookie", "good=1")
        }
        _ => Reply::of("text/plain", "x"),
    })
    .await;
    let browser = start(flavour).await;
    let page = browser.open().await;
    let heard = arrive(&page, web.url("a", "/")).await;
    assert!(
        heard
            .iter()
            .any(|what| matches!(what, Heard::Sent { url, redirect_status: Some(302), .. } if url.ends_with("/end")))
    );
    assert!(heard.iter().any(
        |what| matches!(what, Heard::Sent { method, body: Some(body), .. } if method == "POST" && body == "uid=42")
    ));
    assert!(
        heard
            .iter()
            .any(|what| matches!(what, Heard::AnsweredRaw { status: 302, set_cookie, .. } if set_cookie == &["hop=1"]))
    );
    let refused = heard.iter().find_map(|what| match what {
        Heard::AnsweredRaw { refused, .. } if !refused.is_empty() => Some(refused[0].clone()),
        _ => None,
    });
    let refused = refused.expect("a refused cookie is told");
    assert!(refused.line.starts_with("bad=1") && refused.reasons == ["InvalidDomain"], "{refused:?}");
    browser.close().await;
}

async fn hooks_report_from_every_frame_and_pages_do_not_see_them(flavour: Flavour) {
    let web = Web::serve(|asked| {
        let port = asked.header("host").and_then(|host| host.split(':').nth(1)).unwrap_or_default().to_owned();
        let script = "document.cookie = location.hostname + '=1';";
        match asked.path.as_str() {
            "/" => Reply::html(format!(
                "<html><script>{script} document.documentElement.dataset.state = JSON.stringify(
                   Object.getOwnPropertyNames(globalThis).filter((name) => /reportTo|visitor/i.test(name)));</script>
                 <iframe src='http://b.localhost:{port}/frame'></iframe>
                 <iframe srcdoc=\"<script>document.cookie='srcdoc=1'</script>\"></iframe>"
            )),
            "/frame" => Reply::html(format!("<script>{script}</script>")),
            _ => Reply::status(404),
        }
    })
    .await;
    let browser = start(flavour).await;
    let page = browser.open_with(vec![WATCH]).await;
    let heard = arrive(&page, web.url("a", "/")).await;
    let written: BTreeSet<String> = heard
        .iter()
        .filter_map(
            |what| if let Heard::Wrote { payload } = what { payload["raw"].as_str().map(str::to_owned) } else { None },
        )
        .collect();
    assert_eq!(written, ["a.localhost=1", "b.localhost=1", "srcdoc=1"].map(str::to_owned).into());
    assert_eq!(state(&page).await, json!([]), "the page sees a trace of us");
    browser.close().await;
}

async fn dialogs_are_answered(flavour: Flavour) {
    let web = Web::page(
        "<html><script>alert('hello'); const answers = [confirm('sure?'), prompt('name?')];
         document.documentElement.dataset.state = JSON.stringify(answers)</script>",
    )
    .await;
    let browser = start(flavour).await;
    let page = browser.open().await;
    let heard = arrive(&page, web.url("a", "/")).await;
    let dialogs: Vec<_> = heard
        .iter()
        .filter_map(
            |what| if let Heard::Dialog { kind, text } = what { Some((kind.as_str(), text.as_str())) } else { None },
        )
        .collect();
    assert_eq!(dialogs, [("alert", "hello"), ("confirm", "sure?"), ("prompt", "name?")]);
    assert_eq!(state(&page).await, json!([false, null]));
    browser.close().await;
}

async fn a_page_that_will_not_be_left_is_left(flavour: Flavour) {
    let web = Web::page("<html><button style='position:fixed;inset:0'>x</button><script>onbeforeunload = (event) => { event.preventDefault(); return 'stay' }</script>").await;
    let browser = start(flavour).await;
    let page = browser.open().await;
    arrive(&page, web.url("a", "/")).await;
    page.click(50.0, 50.0).await.unwrap();
    let heard = arrive(&page, web.url("b", "/")).await;
    assert!(heard.iter().any(|what| matches!(what, Heard::Dialog { kind, .. } if kind == "beforeunload")), "{heard:?}");
    assert!(page.frames().await.unwrap()[0].url.contains("b.localhost"));
    browser.close().await;
}

async fn a_popup_is_watched_and_a_download_refused(flavour: Flavour) {
    let web = Web::serve(|asked| match asked.path.as_str() {
        "/" => Reply::html("<button style='position:fixed;inset:0' onclick=\"window.open('/popup'); location.href = '/file'\">x</button>"),
        "/popup" => Reply::html("<script>document.cookie = 'popup=' + navigator.webdriver + /Headless/.test(navigator.userAgent)</script>"),
        "/file" => Reply::of("application/octet-stream", "x").with("Content-Disposition", "attachment; filename=x.bin"),
        _ => Reply::status(404),
    })
    .await;
    let browser = start(flavour).await;
    let page = browser.open_with(vec![WATCH]).await;
    arrive(&page, web.url("a", "/")).await;
    page.click(50.0, 50.0).await.unwrap();
    let mut heard = Vec::new();
    let done = |heard: &[Heard]| {
        heard.iter().any(|what| matches!(what, Heard::Download { url } if url.ends_with("/file")))
            && heard.iter().any(|what| matches!(what, Heard::Wrote { payload } if payload["raw"] == "popup=falsefalse"))
    };
    let deadline = within(10);
    while !done(&heard) && std::time::Instant::now() < deadline {
        page.wait(page_time(100), within(5)).await.unwrap();
        heard.extend(page.heard().into_iter().map(|heard| heard.what));
    }
    let told: Vec<_> = heard
        .iter()
        .filter(|what| {
            matches!(what, Heard::Popup { .. } | Heard::Download { .. } | Heard::Wrote { .. } | Heard::Console { .. })
        })
        .collect();
    assert!(done(&heard), "{told:?}");
    assert!(heard.iter().any(|what| matches!(what, Heard::Popup { url } if url.ends_with("/popup"))), "{told:?}");
    assert!(page.cookies().await.unwrap().iter().any(|cookie| cookie.name == "popup"));
    browser.close().await;
}

async fn robots_are_not_announced(flavour: Flavour) {
    let web = Web::serve(|asked| {
        let probe = "({ webdriver: navigator.webdriver ?? false, agent: navigator.userAgent, languages: navigator.languages,
            brands: navigator.userAgentData?.brands.map((brand) => brand.brand) })";
        match asked.path.as_str() {
            "/" => Reply::html(format!(
                "<html><iframe src=/frame></iframe><script>
                 const state = {{ page: {probe}, visible: document.visibilityState, focus: document.hasFocus(), gpc: navigator.globalPrivacyControl ?? null }};
                 const keep = () => document.documentElement.dataset.state = JSON.stringify(state);
                 onmessage = (event) => {{ state.frame = event.data; keep(); }};
                 new Worker('/worker').onmessage = (event) => {{ state.worker = event.data; keep(); }};
                 fetch('/fetched'); keep();</script>"
            )),
            "/frame" => Reply::html(format!("<script>parent.postMessage({probe}, '*')</script>")),
            "/worker" => Reply::script(format!("fetch('/from-worker').finally(() => postMessage({probe}))")),
            _ => Reply::of("text/plain", "x"),
        }
    })
    .await;
    let browser = start(flavour).await;
    let page = browser.chrome.open(&PageSettings { privacy_control: PrivacyControl::On, ..settings() }).await.unwrap();
    let heard = arrive(&page, web.url("a", "/")).await;
    let state = state(&page).await;
    for place in ["page", "frame", "worker"] {
        let seen = &state[place];
        assert_eq!(seen["webdriver"], false, "{place}: {state}");
        let agent = seen["agent"].as_str().unwrap_or_default();
        assert!(agent.contains("Chrome/") && !agent.contains("Headless"), "{place}: {state}");
        assert_eq!(seen["languages"], json!(["en-GB", "en"]), "{place}: {state}");
    }
    assert_eq!((&state["visible"], &state["focus"], &state["gpc"]), (&json!("visible"), &json!(true), &json!(true)));
    assert!(heard.iter().any(|what| matches!(what, Heard::Sent { url, .. } if url.ends_with("/from-worker"))));
    for asked in web.asked() {
        assert!(!asked.header("user-agent").unwrap_or_default().contains("Headless"), "{asked:?}");
        assert!(!asked.header("sec-ch-ua").unwrap_or_default().contains("Headless"), "{asked:?}");
        if asked.path != "/worker" && asked.path != "/from-worker" && asked.path != "/favicon.ico" {
            assert_eq!(asked.header("sec-gpc"), Some("1"), "{asked:?}");
        }
    }
    let about = browser.chrome.about();
    assert!(about.product.starts_with("Chrom") && about.masked.len() == 2, "{about:?}");
    assert_eq!(about.shell, flavour == Flavour::Shell);
    browser.close().await;
}

async fn a_renderer_that_dies_is_told_and_the_next_page_is_fine(flavour: Flavour) {
    let web = Web::page("<p>fine</p>").await;
    let browser = start(flavour).await;
    let page = browser.open().await;
    arrive(&page, web.url("a", "/")).await;
    let fault = page.go(&Way::To("chrome://crash".to_owned()), page_time(1000), within(10)).await;
    assert_eq!(fault, Err(Fault::Crashed));
    assert_eq!(page.frames().await, Err(Fault::Crashed));
    assert!(page.heard().iter().any(|heard| heard.what == Heard::Crashed));
    page.close().await;
    let next = browser.open().await;
    arrive(&next, web.url("a", "/")).await;
    browser.close().await;
}

async fn text_that_is_not_unicode_loses_nothing(flavour: Flavour) {
    let web = Web::page(
        "<html><script>document.title = '\\ud800 x'; document.cookie = 'c=\\udfff'; console.error('\\ud800');
        document.documentElement.dataset.state = JSON.stringify('ok')</script>",
    )
    .await;
    let browser = start(flavour).await;
    let page = browser.open_with(vec![WATCH]).await;
    let heard = arrive(&page, web.url("a", "/")).await;
    assert_eq!(state(&page).await, json!("ok"));
    assert!(heard.iter().any(|what| matches!(what, Heard::Console { level, .. } if level == "error")));
    assert!(heard.iter().any(|what| matches!(what, Heard::Wrote { .. })));
    browser.close().await;
}

both!(
    of_150_requests_none_is_lost,
    redirects_bodies_and_refused_cookies_are_told,
    hooks_report_from_every_frame_and_pages_do_not_see_them,
    dialogs_are_answered,
    a_page_that_will_not_be_left_is_left,
    a_popup_is_watched_and_a_download_refused,
    robots_are_not_announced,
    a_renderer_that_dies_is_told_and_the_next_page_is_fine,
    text_that_is_not_unicode_loses_nothing,
);
