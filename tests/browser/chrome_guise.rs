//! As whom a page is visited: what the server is told, what pages can read, and what third parties are not handed.

use consentinel::browser::chrome::Flavour;
use consentinel::browser::{
    Brought, BroughtCookie, Browser, CookieReaders, Device, DeviceKind, Guise, Heard, Page, PageSettings, Script,
    Secret, SignIn, Way, World,
};
use serde_json::{Value, json};

use crate::support::both::both;
use crate::support::start::{Started, page_time, settings, start, start_with, within};
use crate::support::web::{Asked, Reply, Web};

/// What the page can read of its browser.
const FACE: Script = Script { name: "face.js", source: include_str!("scripts/face.js") };

async fn told(started: &Started, web: &Web, settings: &PageSettings) -> (Value, (u32, u32)) {
    let page = started.chrome.open(settings).await.unwrap();
    page.go(&Way::To(web.url("a", "/")), page_time(500), within(20)).await.unwrap();
    let main = page.frames().await.unwrap().remove(0).id;
    let face = page.ask(&main, World::Page, FACE, &Value::Null).await.unwrap();
    let picture = page.picture(None).await.unwrap();
    let info = png::Decoder::new(std::io::Cursor::new(picture)).read_info().unwrap();
    let size = (info.info().width, info.info().height);
    page.close().await;
    (face, size)
}

const PAGE: &str = "<!doctype html><meta name=viewport content='width=device-width'><title>x</title><p>Here";

async fn a_device_its_time_zone_and_user_agent_reach_page_and_server(flavour: Flavour) {
    let (web, started) = (Web::page(PAGE).await, start(flavour).await);
    let device = Device { scale: 2.625, kind: DeviceKind::Mobile };
    let guise = Guise { device, time_zone: Some("Asia/Tokyo".to_owned()), ..Guise::default() };
    let phone = PageSettings { viewport: (412, 915), guise, ..settings() };
    let (face, picture) = told(&started, &web, &phone).await;
    assert_eq!((&face["width"], &face["scale"], &face["zone"]), (&json!(412), &json!(2.625), &json!("Asia/Tokyo")));
    assert_eq!(face["touch"], 5, "{face}");
    assert!(face["agent"].as_str().unwrap().contains("Android"), "{face}");
    assert_eq!(picture, (412, 915), "pictures are in CSS pixels");
    let served = web.asked().remove(0);
    assert!(served.header("user-agent").unwrap().contains("Mobile Safari"), "{served:?}");

    let guise = Guise { user_agent: Some("ShopMonitor/2.1".to_owned()), ..Guise::default() };
    let (face, picture) = told(&started, &web, &PageSettings { viewport: (1000, 700), guise, ..settings() }).await;
    assert_eq!((&face["agent"], &face["width"], picture), (&json!("ShopMonitor/2.1"), &json!(1000), (1000, 700)));
    assert_eq!(face["touch"], 0, "{face}");
    assert_eq!(web.asked().last().unwrap().header("user-agent"), Some("ShopMonitor/2.1"));

    let guise = Guise { time_zone: Some("Mars/Olympus".to_owned()), ..Guise::default() };
    let refused = started.chrome.open(&PageSettings { guise, ..settings() }).await.err().unwrap();
    assert!(refused.to_string().to_lowercase().contains("timezone"), "{refused}");
    started.close().await;
}

/// A site whose page asks itself and a third party, and is led to the third party.
async fn shop() -> Web {
    Web::serve(|asked| {
        let port = asked.header("host").and_then(|host| host.split(':').nth(1)).unwrap_or_default().to_owned();
        match asked.path.as_str() {
            "/" => Reply::html(format!(
                "<!doctype html><title>Shop</title><img src='http://third.localhost:{port}/pixel'>\
                 <img src='/out'><iframe src='http://third.localhost:{port}/frame'></iframe>\
                 <script>fetch('/api')</script>"
            )),
            "/out" => Reply::redirect(&format!("http://third.localhost:{port}/landed")),
            "/frame" => Reply::html("<!doctype html><p>frame"),
            _ => Reply::of("text/plain", "x"),
        }
    })
    .await
}

fn own_origin(web: &Web) -> String {
    web.url("shop", "/").trim_end_matches('/').to_owned()
}

/// Requests to the site itself, and to the third party.
fn apart(web: &Web) -> (Vec<Asked>, Vec<Asked>) {
    web.asked()
        .into_iter()
        .filter(|asked| asked.path != "/favicon.ico")
        .partition(|asked| asked.host.starts_with("shop"))
}

async fn headers_and_cookies_go_to_the_own_origin_and_to_nobody_else(flavour: Flavour) {
    let (web, started) = (shop().await, start(flavour).await);
    let brought = Brought {
        origin: own_origin(&web),
        headers: vec![("X-Team".to_owned(), Secret::new("t0ken"))],
        cookies: vec![cookie("beta", "c00kie", CookieReaders::Servers)],
        ..Brought::default()
    };
    let guise = Guise { brought, ..Guise::default() };
    let page = started.chrome.open(&PageSettings { guise, ..settings() }).await.unwrap();
    let landing = page.go(&Way::To(web.url("shop", "/")), page_time(1000), within(20)).await.unwrap();
    assert_eq!(landing.error, None);
    let (own, others) = apart(&web);
    assert_eq!(own.len(), 3, "the page, its redirect, its own data: {own:?}");
    for asked in &own {
        assert_eq!((asked.header("x-team"), asked.header("cookie")), (Some("t0ken"), Some("beta=c00kie")), "{asked:?}");
    }
    let paths: Vec<&str> = others.iter().map(|asked| asked.path.as_str()).collect();
    for path in ["/pixel", "/landed", "/frame"] {
        assert!(paths.contains(&path), "{paths:?}");
    }
    for asked in &others {
        assert_eq!((asked.header("x-team"), asked.header("cookie")), (None, None), "{asked:?}");
    }
    assert!(page.cookies().await.unwrap().is_empty(), "what we brought is not the site's");
    let heard = page.heard();
    let raw = heard.iter().any(|one| matches!(&one.what, Heard::SentRaw { headers, .. } if headers.iter().any(|(name, value)| name == "x-team" && value == "<not kept>")));
    let all = format!("{heard:?}");
    assert!(raw && !all.contains("t0ken") && !all.contains("c00kie"), "values are not told");
    page.close().await;
    started.close().await;
}

fn cookie(name: &str, value: &str, readers: CookieReaders) -> BroughtCookie {
    BroughtCookie { name: name.to_owned(), value: Secret::new(value), readers }
}

/// What a script of the page sees of the cookies.
const COOKIES: Script = Script { name: "cookies.js", source: include_str!("scripts/cookies.js") };

async fn scripts_read_of_the_cookies_what_they_are_let_read(flavour: Flavour) {
    let (web, started) = (Web::page(PAGE).await, start(flavour).await);
    let cookies =
        vec![cookie("session", "c00kie", CookieReaders::Servers), cookie("beta", "on", CookieReaders::Scripts)];
    let brought = Brought { origin: own_origin(&web), cookies, ..Brought::default() };
    let guise = Guise { brought, ..Guise::default() };
    let page = started.chrome.open(&PageSettings { guise, ..settings() }).await.unwrap();
    page.go(&Way::To(web.url("shop", "/")), page_time(500), within(20)).await.unwrap();
    let main = page.frames().await.unwrap().remove(0).id;
    assert_eq!(page.ask(&main, World::Page, COOKIES, &Value::Null).await.unwrap(), json!("beta=on"));
    let sent = web.asked().remove(0);
    let sent = sent.header("cookie").unwrap();
    assert!(sent.contains("session=c00kie") && sent.contains("beta=on"), "{sent}");
    page.close().await;
    started.close().await;
}

/// Everybody asks for user and password.
async fn locked() -> Web {
    Web::serve(|asked| {
        let port = asked.header("host").and_then(|host| host.split(':').nth(1)).unwrap_or_default().to_owned();
        // me:secret
        if asked.header("authorization") != Some("Basic bWU6c2VjcmV0") {
            return Reply { body: b"<!doctype html><title>Locked</title>".to_vec(), ..Reply::status(401) }
                .with("WWW-Authenticate", "Basic realm=\"shop\"");
        }
        Reply::html(format!("<!doctype html><title>Open</title><img src='http://third.localhost:{port}/pixel'>"))
    })
    .await
}

async fn who_signs_in_is_told_to_the_own_origin_alone_and_once(flavour: Flavour) {
    for (password, status) in [("secret", 200), ("wrong", 401)] {
        let (web, started) = (locked().await, start(flavour).await);
        let sign_in = SignIn { user: Secret::new("me"), password: Secret::new(password) };
        let brought = Brought { origin: own_origin(&web), sign_in: Some(sign_in), ..Brought::default() };
        let guise = Guise { brought, ..Guise::default() };
        let page = started.chrome.open(&PageSettings { guise, ..settings() }).await.unwrap();
        page.go(&Way::To(web.url("shop", "/")), page_time(1000), within(20)).await.unwrap();
        let mut answered = page.heard().into_iter().filter_map(|one| match one.what {
            Heard::Answered { url, status, .. } if url.ends_with("/") => Some(status),
            _ => None,
        });
        assert_eq!(answered.next_back(), Some(status), "{password}");
        let (own, others) = apart(&web);
        assert!(own.len() <= 3, "it is told once: {own:?}");
        assert_eq!(others.is_empty(), status == 401, "{others:?}");
        for asked in &others {
            assert_eq!(asked.header("authorization"), None, "{asked:?}");
        }
        page.close().await;
        started.close().await;
    }
}

async fn a_proxy_is_used_and_told_who_signs_in(flavour: Flavour) {
    let web = Web::serve(|asked| match asked.header("proxy-authorization") {
        Some("Basic bWU6c2VjcmV0") => Reply::html("<!doctype html><title>Through</title>"),
        _ => Reply::status(407).with("Proxy-Authenticate", "Basic realm=\"proxy\""),
    })
    .await;
    let started = start_with(flavour, |launch| launch.proxy = Some(format!("http://127.0.0.1:{}", web.port))).await;
    let sign_in = SignIn { user: Secret::new("me"), password: Secret::new("secret") };
    let brought = Brought { proxy_sign_in: Some(sign_in), ..Brought::default() };
    let guise = Guise { brought, ..Guise::default() };
    let page = started.chrome.open(&PageSettings { guise, ..settings() }).await.unwrap();
    let landing = page.go(&Way::To("http://shop.example/".to_owned()), page_time(500), within(20)).await.unwrap();
    assert_eq!(landing.error, None);
    let through = web.asked().into_iter().filter(|asked| asked.path == "http://shop.example/").count();
    assert_eq!(through, 2, "once in vain, once signed in");
    assert!(started.chrome.about().arguments.iter().any(|one| one.starts_with("--proxy-server=http://127.0.0.1")));
    page.close().await;
    started.close().await;
}

both! {
    a_device_its_time_zone_and_user_agent_reach_page_and_server,
    headers_and_cookies_go_to_the_own_origin_and_to_nobody_else,
    scripts_read_of_the_cookies_what_they_are_let_read,
    who_signs_in_is_told_to_the_own_origin_alone_and_once,
    a_proxy_is_used_and_told_who_signs_in,
}
