//! Cookies that were sent, and cookies that the browser held back, with its reasons.

use consentinel::browser::chrome::Flavour;
use consentinel::evidence::{State, Visit};
use consentinel::facts::SentCookies;

use super::{asked, requests};
use crate::gather::stage::Stage;
use crate::support::both::both;
use crate::support::web::{Reply, Web};

async fn visited(flavour: Flavour) -> Visit {
    let web = Web::secure(|asked| match (asked.host.as_str(), asked.path.as_str()) {
        ("other.example", "/start") => Reply::redirect("https://shop.example/")
            .with("Set-Cookie", "lax=1; SameSite=Lax; Secure")
            .with("Set-Cookie", "strict=1; SameSite=Strict; Secure")
            .with("Set-Cookie", "bare=1")
            .with("Set-Cookie", "deep=1; Path=/deep; SameSite=None; Secure")
            .with("Set-Cookie", "open=1; SameSite=None; Secure; Path=/"),
        ("shop.example", "/") => Reply::html(
            "<!doctype html><title>Shop</title><p>A shop.</p><img alt='' src='https://other.example/pixel.gif'>
             <img alt='' src='/own.gif'>",
        ),
        ("other.example" | "shop.example", _) => Reply::of("image/gif", "GIF89a"),
        _ => Reply::status(404),
    })
    .await;
    let stage = Stage::on(flavour, &web).await;
    let visit = stage.one(&web.url("other", "/start"), State::None).await;
    stage.close().await;
    visit
}

async fn what_was_held_back_has_its_reasons(flavour: Flavour) {
    let visit = visited(flavour).await;
    let pixel = asked(&visit, "/pixel.gif");
    let sent: Vec<_> = pixel
        .cookies_sent
        .iter()
        .map(|cookie| (cookie.name.as_str(), cookie.domain.as_deref(), cookie.path.as_deref()))
        .collect();
    assert_eq!(sent, [("open", Some("other.example"), Some("/"))]);
    let mut held: Vec<_> = pixel
        .cookies_held_back
        .iter()
        .map(|cookie| (cookie.name.as_str(), cookie.domain.as_str(), cookie.reasons.join(" ")))
        .collect();
    held.sort();
    let held: Vec<_> = held.iter().map(|(name, domain, reasons)| (*name, *domain, reasons.as_str())).collect();
    assert_eq!(
        held,
        [
            ("bare", "other.example", "SchemefulSameSiteUnspecifiedTreatedAsLax"),
            ("lax", "other.example", "SchemefulSameSiteLax"),
            ("strict", "other.example", "SchemefulSameSiteStrict"),
        ],
        "`deep` is for other paths and not held back"
    );
    let own = asked(&visit, "/own.gif");
    assert_eq!((own.cookies_sent.len(), own.cookies_held_back.len()), (0, 0));
}

async fn a_cookie_of_a_redirect_has_its_step_and_its_requests(flavour: Flavour) {
    let visit = visited(flavour).await;
    let start = asked(&visit, "other.example/start");
    assert_eq!(start.status, Some(302));
    assert_eq!(start.redirected_to.as_deref(), Some("https://shop.example/"));
    let writes = visit.cookie_writes.as_result().unwrap();
    let open = writes.iter().find(|write| write.raw.starts_with("open=")).unwrap();
    assert_eq!(open.raw, "open=1; SameSite=None; Secure; Path=/");
    assert_eq!((open.url.as_str(), open.request.as_deref()), (start.url.as_str(), Some(start.id.as_str())));
    assert!(start.id.ends_with("#0") && start.main_document, "{start:?}");

    let jar = visit.moments[0].cookies.as_result().unwrap();
    let index = SentCookies::of(requests(&visit));
    let urls = |name: &str| -> Vec<&str> {
        let cookie = jar.iter().find(|cookie| cookie.name == name).unwrap();
        index.with(cookie).map(|sending| sending.request.url.as_str()).collect()
    };
    // At arrival and again after the reload.
    assert_eq!(urls("open"), ["https://other.example/pixel.gif", "https://other.example/pixel.gif"]);
    assert!(urls("strict").is_empty() && urls("deep").is_empty());
}

both!(what_was_held_back_has_its_reasons, a_cookie_of_a_redirect_has_its_step_and_its_requests);
