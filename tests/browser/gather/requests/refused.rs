//! Requests that were blocked, aborted, or failed, each with the browser's word for it.

use std::net::TcpListener;

use consentinel::browser::chrome::Flavour;
use consentinel::evidence::State;

use super::asked;
use crate::gather::stage::Stage;
use crate::support::both::both;
use crate::support::web::{Reply, Web};

/// A port at which nobody listens.
fn closed_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

async fn what_failed_says_why(flavour: Flavour) {
    let port = closed_port();
    let page = format!(
        r#"<!doctype html><title>Shop</title>
        <meta http-equiv="Content-Security-Policy" content="img-src 'self'"><p>A shop.</p>
        <img alt="" src="https://other.example/by-policy.gif">
        <script>
        fetch("http://shop.example/mixed").catch(() => 0);
        const abort = new AbortController();
        fetch("/aborted", {{ signal: abort.signal }}).catch(() => 0);
        setTimeout(() => abort.abort(), 200);
        fetch("http://127.0.0.1:{port}/refused").catch(() => 0);
        fetch("https://other.example/not-shared").catch(() => 0);
        fetch("/missing").then((answer) => answer.text());
        new WebSocket("wss://shop.example/no-socket");
        </script>"#
    );
    let web = Web::secure(move |asked| match (asked.host.as_str(), asked.path.as_str()) {
        ("shop.example", "/") => Reply::html(page.clone()),
        ("shop.example", "/aborted") => Reply::never(),
        ("other.example", "/not-shared") => Reply::of("text/plain", "x"),
        _ => Reply::status(404),
    })
    .await;
    let stage = Stage::on(flavour, &web).await;
    let visit = stage.one(&web.url("shop", "/"), State::None).await;
    stage.close().await;
    let outcomes = [
        ("/by-policy.gif", None, Some("csp")),
        ("/mixed", None, Some("mixed-content")),
        ("/aborted", None, Some("net::ERR_ABORTED")),
        ("/refused", None, Some("net::ERR_CONNECTION_REFUSED")),
        ("/not-shared", Some(200), Some("cors: MissingAllowOriginHeader")),
        ("/missing", Some(404), None),
        ("/no-socket", None, Some("Unexpected response code: 404")),
    ];
    for (path, status, why) in outcomes {
        let request = asked(&visit, path);
        let failed = request.failed.as_deref().unwrap_or_default();
        assert!(why.map_or(failed.is_empty(), |why| failed.contains(why)), "{request:#?}");
        if path != "/no-socket" {
            assert_eq!(request.status, status, "{request:#?}");
        }
    }
    let asked_of_server: Vec<String> = web.asked().into_iter().map(|asked| asked.path).collect();
    assert!(!asked_of_server.contains(&"/by-policy.gif".to_owned()) && !asked_of_server.contains(&"/mixed".to_owned()));
}

both!(what_failed_says_why);
