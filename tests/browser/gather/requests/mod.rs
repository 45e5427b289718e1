//! Requests of every kind of context, whole, each once; what was refused; who asked; the archive.

mod archive;
mod chains;
mod contexts;
mod held_back;
mod refused;

use consentinel::evidence::{Request, Visit};

use crate::support::web::{Asked, Reply};

/// All requests of a visit.
fn requests(visit: &Visit) -> &[Request] {
    visit.requests.as_result().unwrap_or_else(|why| panic!("{why}: {:?}", visit.reached))
}

/// The first request for an address that ends so.
fn asked<'a>(visit: &'a Visit, ending: &str) -> &'a Request {
    let found = requests(visit).iter().find(|request| request.url.ends_with(ending));
    found.unwrap_or_else(|| {
        let all: Vec<&str> = requests(visit).iter().map(|request| request.url.as_str()).collect();
        panic!("nobody asked for {ending}: {all:#?}")
    })
}

/// A page that asks in every way that there is. `served` says whether all workers have asked.
fn busy(asked: &Asked, served: bool) -> Reply {
    let script = |text: &str| Reply::script(text.to_owned());
    match (asked.host.as_str(), asked.path.as_str()) {
        ("shop.example", "/") => Reply::html(PAGE),
        ("shop.example", "/app.js") => script(APP),
        ("shop.example", "/dedicated.js") => script("importScripts('/imported.js');"),
        ("shop.example", "/imported.js") => script("fetch('/from-dedicated');"),
        ("shop.example", "/shared.js") => script("fetch('/from-shared');"),
        ("shop.example", "/sw.js") => script("addEventListener('install', (e) => e.waitUntil(fetch('/from-sw')));"),
        ("shop.example", "/served") => Reply::of("text/plain", if served { "yes" } else { "no" }).after(50),
        ("shop.example", "/events") => Reply::of("text/event-stream", "data: one\n\nevent: two\ndata: 2\n\n").endless(),
        ("shop.example", "/slow") => Reply::of("text/plain", "slow").after(300),
        ("shop.example", "/data") => Reply::of("application/json", "{\"id\":\"abc\"}").with("ETag", "\"tag\""),
        ("shop.example", "/talk") => Reply::socket(asked).with("Set-Cookie", "by_socket=1; Secure"),
        ("other.example", "/frame") => Reply::html("<!doctype html><img alt='' src='/framed.gif'>"),
        (_, path) if path.ends_with(".gif") => Reply::of("image/gif", "GIF89a"),
        (_, "/favicon.ico") => Reply::status(404),
        _ => Reply::of("text/plain", "fine"),
    }
}

const PAGE: &str = r#"<!doctype html><title>Shop</title><p>A busy shop.</p>
<link rel="preload" as="script" href="/app.js"><link rel="prefetch" href="/prefetched">
<iframe src="https://other.example/frame"></iframe>
<script>document.cookie = "own=1";</script>
<script src="/app.js"></script>"#;

const APP: &str = r#"new Worker("/dedicated.js");
new SharedWorker("/shared.js");
navigator.serviceWorker.register("/sw.js");
new EventSource("/events");
const socket = new WebSocket("wss://" + location.host + "/talk");
socket.onmessage = (event) => { if (event.data === "welcome") socket.send("hello"); if (event.data === "again: hello") socket.send("bye"); };
navigator.sendBeacon("/beacon", new Blob(["blobbed"], { type: "text/plain" }));
new Image().src = "/pixel.gif?a=b%20c&d";
fetch("/data", { method: "POST", body: "uid=42", headers: { Authorization: "Bearer secret" } });
fetch("/long", { method: "POST", body: "x".repeat(5000) });
fetch("/slow");
addEventListener("pagehide", () => navigator.sendBeacon("/unload", "left"));
// The clock stands as long as something is on its way: the workers have asked before the page goes on.
(async () => { while (await (await fetch("/served")).text() !== "yes"); })();
"#;
