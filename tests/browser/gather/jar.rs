//! Cookies, over TLS: the whole jar with all attributes, who set each, and what the browser refused and why.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use consentinel::browser::chrome::Flavour;
use consentinel::evidence::{Cookie, CookieWrite, Phase, Priority, SameSite, SourceScheme, State, Visit, WriteHow};

use super::stage::Stage;
use crate::support::both::both;
use crate::support::web::{Asked, Reply, Web};

const SHOP: &str = r#"<!doctype html><title>Shop</title><p>A shop that knows its visitors.</p>
<script src="/tag.js"></script>
<iframe src="https://tracker-one.example/frame"></iframe>
<iframe src="https://tracker-one.example/around"></iframe>
<img alt="" src="https://tracker-one.example/hop">"#;
const TAG: &str = r#"document.cookie = "written=1; max-age=600";
(async function store() {
  await cookieStore.set({ name: "in_store", value: "7", expires: Date.now() + 600000 });
})();
navigator.serviceWorker.register("/worker.js");
// The clock stands as long as something is on its way: the worker has written before the page goes on.
(async () => { while (await (await fetch("/written")).text() !== "yes"); })();
"#;
const WORKER: &str = r#"self.addEventListener("activate", (event) => event.waitUntil((async () => {
  await cookieStore.set("from_worker", "8");
  await fetch("/worker-wrote");
})()));"#;
const FRAME: &str = r#"<!doctype html><title>Tracker</title>
<script>
document.cookie = "framed=2; Secure; SameSite=None; Path=/; Max-Age=600";
document.cookie = "framed_chips=3; Secure; SameSite=None; Path=/; Partitioned";
</script>"#;

fn shop(asked: &Asked) -> Reply {
    match (asked.host.as_str(), asked.path.as_str()) {
        ("shop.example", "/") if asked.secure => Reply::html(SHOP)
            .with("Set-Cookie", "plain=1")
            .with("Set-Cookie", "whole=23; Domain=shop.example; Path=/; Max-Age=86400; Secure; HttpOnly; SameSite=Strict; Priority=High")
            .with("Set-Cookie", "__Host-low=4; Path=/; Secure; SameSite=Lax; Priority=Low")
            .with("Set-Cookie", "own_chips=5; Path=/; Secure; SameSite=None; Partitioned"),
        ("shop.example", "/") => Reply::html("<!doctype html><title>Plain</title><p>No TLS.").with("Set-Cookie", "unsafe=6"),
        ("shop.example", "/tag.js") => Reply::script(TAG),
        ("shop.example", "/worker.js") => Reply::script(WORKER),
        ("tracker-one.example", "/frame") => Reply::html(FRAME)
            .with("Set-Cookie", "third=9; Path=/; Max-Age=600; Secure; SameSite=None")
            .with("Set-Cookie", "third_chips=10; Path=/; Secure; SameSite=None; Partitioned"),
        ("tracker-one.example", "/around") => Reply::html("<iframe src='https://shop.example/again'></iframe>"),
        ("shop.example", "/again") => Reply::html("<!doctype html><title>Again</title>")
            .with("Set-Cookie", "around_chips=11; Path=/; Secure; SameSite=None; Partitioned"),
        ("tracker-one.example", "/hop") => Reply::redirect("https://tracker-two.example/end")
            .with("Set-Cookie", "hop=12; Path=/; Secure; SameSite=None"),
        ("tracker-two.example", "/end") => Reply::of("image/gif", "").with("Set-Cookie", "end=13; Path=/; Secure; SameSite=None"),
        _ => Reply::status(404),
    }
}

async fn served() -> Web {
    let wrote = AtomicBool::new(false);
    Web::secure(move |asked| match asked.path.as_str() {
        "/worker-wrote" => {
            wrote.store(true, Ordering::SeqCst);
            Reply::html("")
        }
        "/written" if wrote.load(Ordering::SeqCst) => Reply::html("yes"),
        "/written" => Reply::html("no").after(50),
        _ => shop(asked),
    })
    .await
}

fn jar(visit: &Visit) -> BTreeMap<&str, &Cookie> {
    let moment = visit.moment(Phase::Arrival).unwrap_or_else(|| panic!("{:?}", visit.reached));
    moment.cookies.as_result().unwrap().iter().map(|cookie| (cookie.name.as_str(), cookie)).collect()
}

fn writes(visit: &Visit) -> &[CookieWrite] {
    visit.cookie_writes.as_result().unwrap()
}

/// What a cookie is held against: value, domain, partition with its ancestor, `SameSite`, priority, connection, port.
type Told<'a> = (&'a str, &'a str, Option<(&'a str, bool)>, Option<SameSite>, Priority, SourceScheme, u16);

fn told(cookie: &Cookie) -> Told<'_> {
    let partition = cookie.partition_key.as_deref().zip(cookie.partition_cross_site);
    let (priority, scheme) = (cookie.priority.unwrap(), cookie.source_scheme.unwrap());
    (&cookie.value, &cookie.domain, partition, cookie.same_site, priority, scheme, cookie.source_port.unwrap())
}

async fn the_whole_jar_is_told_with_all_attributes(flavour: Flavour) {
    let web = served().await;
    let stage = Stage::on(flavour, &web).await;
    let visit = stage.one(&web.url("shop", "/"), State::None).await;
    let plain = stage.one("http://shop.example/", State::None).await;
    stage.close().await;
    let whole = jar(&visit);
    let (shop, one, two) = ("shop.example", "tracker-one.example", "tracker-two.example");
    let (medium, secure, none) = (Priority::Medium, SourceScheme::Secure, Some(SameSite::None));
    let (inside, around) = (Some(("https://shop.example", true)), Some(("https://shop.example", false)));
    let truth = BTreeMap::from([
        ("plain", ("1", shop, None, None, medium, secure, 443)),
        ("whole", ("23", ".shop.example", None, Some(SameSite::Strict), Priority::High, secure, 443)),
        ("__Host-low", ("4", shop, None, Some(SameSite::Lax), Priority::Low, secure, 443)),
        ("own_chips", ("5", shop, around, none, medium, secure, 443)),
        ("around_chips", ("11", shop, inside, none, medium, secure, 443)),
        ("written", ("1", shop, None, None, medium, secure, 443)),
        ("in_store", ("7", shop, None, Some(SameSite::Strict), medium, secure, 443)),
        ("from_worker", ("8", shop, None, Some(SameSite::Strict), medium, secure, 443)),
        ("third", ("9", one, None, none, medium, secure, 443)),
        ("third_chips", ("10", one, inside, none, medium, secure, 443)),
        ("framed", ("2", one, None, none, medium, secure, 443)),
        ("framed_chips", ("3", one, inside, none, medium, secure, 443)),
        ("hop", ("12", one, None, none, medium, secure, 443)),
        ("end", ("13", two, None, none, medium, secure, 443)),
    ]);
    assert_eq!(whole.iter().map(|(name, cookie)| (*name, told(cookie))).collect::<BTreeMap<_, _>>(), truth);
    let kept = whole["whole"];
    assert!(kept.http_only && kept.secure && kept.size == 7 && kept.path == "/" && kept.expires.is_some(), "{kept:?}");
    assert!(!whole["plain"].secure && whole["plain"].expires.is_none(), "{:?}", whole["plain"]);
    let plain = jar(&plain);
    let truth = ("6", shop, None, None, medium, SourceScheme::NonSecure, 80);
    assert_eq!(plain.iter().map(|(name, cookie)| (*name, told(cookie))).collect::<Vec<_>>(), [("unsafe", truth)]);
}

/// Who wrote a cookie: how, from which address, in which frame's document, and where in a script.
fn writer<'a>(visit: &'a Visit, name: &str) -> (WriteHow, &'a str, &'a str, Option<(&'a str, u32, u32)>) {
    let start = format!("{name}=");
    let write = writes(visit).iter().find(|write| write.raw.starts_with(&start)).unwrap_or_else(|| panic!("no {name}"));
    let place = write.stack.first().map(|place| (place.url.as_str(), place.line, place.column));
    (write.how, &write.url, write.frame_url.as_deref().unwrap(), place)
}

async fn each_cookie_has_who_set_it(flavour: Flavour) {
    let web = served().await;
    let stage = Stage::on(flavour, &web).await;
    let visit = stage.one(&web.url("shop", "/"), State::NoneAgain).await;
    stage.close().await;
    let (page, tag, frame) =
        ("https://shop.example/", "https://shop.example/tag.js", "https://tracker-one.example/frame");
    let (hop, end) = ("https://tracker-one.example/hop", "https://tracker-two.example/end");
    assert_eq!(writer(&visit, "plain"), (WriteHow::Http, page, page, None));
    assert_eq!(writer(&visit, "hop"), (WriteHow::Http, hop, page, None));
    assert_eq!(writer(&visit, "end"), (WriteHow::Http, end, page, None));
    assert_eq!(writer(&visit, "third"), (WriteHow::Http, frame, frame, None));
    assert_eq!(writer(&visit, "written"), (WriteHow::Script, page, page, Some((tag, 1, 17))));
    assert_eq!(writer(&visit, "in_store"), (WriteHow::CookieStore, page, page, Some((tag, 3, 21))));
    assert_eq!(writer(&visit, "framed"), (WriteHow::Script, frame, frame, Some((frame, 3, 17))));
    assert_eq!(writer(&visit, "framed_chips"), (WriteHow::Script, frame, frame, Some((frame, 4, 17))));
    // A service worker is out of the hook's reach: its cookie lies in the jar, and nobody is said to have set it.
    assert!(jar(&visit).contains_key("from_worker"));
    assert!(writes(&visit).iter().all(|write| !write.raw.starts_with("from_worker=")), "{:?}", writes(&visit));
    // The step of the redirect that carried the header, not the one that it led to.
    let requests = visit.requests.as_result().unwrap();
    let of = |name: &str| writes(&visit).iter().find(|write| write.raw.starts_with(name)).unwrap().request.as_deref();
    let url_of =
        |id: Option<&str>| requests.iter().find(|request| Some(request.id.as_str()) == id).unwrap().url.as_str();
    assert_eq!((url_of(of("hop=")), url_of(of("end="))), (hop, end));
}

/// One page that is refused cookies for every reason that a site can give.
fn refusing(asked: &Asked) -> Reply {
    let page = "<!doctype html><title>Refused</title><p>Nothing sticks here.</p><img alt='' src='https://tracker-one.example/pixel'>";
    let long = format!("long={}", "x".repeat(4100));
    match (asked.host.as_str(), asked.path.as_str(), asked.secure) {
        ("shop.example", "/", true) => Reply::html(page)
            .with("Set-Cookie", "elsewhere=1; Domain=other.example")
            .with("Set-Cookie", "everywhere=1; Domain=example")
            .with("Set-Cookie", "__Host-wide=1; Path=/; Secure; Domain=shop.example")
            .with("Set-Cookie", "__Secure-not=1; Path=/")
            .with("Set-Cookie", "open=1; SameSite=None")
            .with("Set-Cookie", &long)
            .with("Set-Cookie", "loose=1; SameSite=None; Partitioned")
            .with("Set-Cookie", "")
            .with("Set-Cookie", "=")
            .with("Set-Cookie", "kept=1"),
        ("tracker-one.example", "/pixel", true) => Reply::of("image/gif", "")
            .with("Set-Cookie", "strict=1; Secure; SameSite=Strict")
            .with("Set-Cookie", "lax=1; Secure; SameSite=Lax")
            .with("Set-Cookie", "unsaid=1; Secure")
            .with("Set-Cookie", "none=1; Secure; SameSite=None"),
        // There and back again, so that a cookie of the secure site lies there when the plain one wants its name.
        ("plain.example", "/", false) => {
            Reply::redirect("https://plain.example/safe").with("Set-Cookie", "secret=1; Secure")
        }
        ("plain.example", "/safe", true) => {
            Reply::redirect("http://plain.example/over").with("Set-Cookie", "safe=1; Secure; Path=/")
        }
        ("plain.example", "/over", false) => {
            Reply::html("<!doctype html><title>Plain</title><p>No TLS.").with("Set-Cookie", "safe=2; Path=/")
        }
        _ => Reply::status(404),
    }
}

/// Names with the reasons for which they were refused at arrival.
fn refused(visit: &Visit) -> BTreeMap<&str, Vec<&str>> {
    let arrival = writes(visit).iter().filter(|write| write.phase == Phase::Arrival);
    let refused = arrival.filter_map(|write| {
        let reasons = write.blocked.as_ref()?.reasons.iter().map(String::as_str).collect();
        Some((write.raw.split('=').next().unwrap(), reasons))
    });
    refused.collect()
}

async fn what_the_browser_refused_is_told_with_its_reason(flavour: Flavour) {
    let web = Web::secure(refusing).await;
    let stage = Stage::on(flavour, &web).await;
    let visit = stage.one(&web.url("shop", "/"), State::None).await;
    let plain = stage.one("http://plain.example/", State::None).await;
    stage.close().await;
    let truth = BTreeMap::from([
        ("elsewhere", vec!["InvalidDomain"]),
        ("everywhere", vec!["InvalidDomain"]),
        ("__Host-wide", vec!["InvalidPrefix"]),
        ("__Secure-not", vec!["InvalidPrefix"]),
        ("open", vec!["SameSiteNoneInsecure"]),
        ("long", vec!["NameValuePairExceedsMaxSize"]),
        ("", vec!["NoCookieContent"]),
        ("strict", vec!["SchemefulSameSiteStrict"]),
        ("lax", vec!["SchemefulSameSiteLax"]),
        ("unsaid", vec!["SchemefulSameSiteUnspecifiedTreatedAsLax"]),
    ]);
    assert_eq!(refused(&visit), truth);
    // Chrome keeps no partitioned cookie without `Secure` and does not say so: the jar is the truth.
    assert!(writes(&visit).iter().any(|write| write.raw.starts_with("loose=") && write.blocked.is_none()));
    assert_eq!(jar(&visit).into_keys().collect::<Vec<_>>(), ["kept", "none"]);
    assert_eq!(refused(&plain), BTreeMap::from([("secret", vec!["SecureOnly"]), ("safe", vec!["OverwriteSecure"])]));
    assert_eq!(jar(&plain)["safe"].value, "1");
}

both!(
    the_whole_jar_is_told_with_all_attributes,
    each_cookie_has_who_set_it,
    what_the_browser_refused_is_told_with_its_reason,
);
