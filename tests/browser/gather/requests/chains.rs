//! From a cookie to the markup that began it.

use consentinel::browser::chrome::Flavour;
use consentinel::evidence::State;
use consentinel::facts::{Chains, Means};

use super::requests;
use crate::gather::stage::Stage;
use crate::support::both::both;
use crate::support::web::{Reply, Web};

async fn a_cookie_is_followed_to_the_page(flavour: Flavour) {
    let web = Web::secure(|asked| match (asked.host.as_str(), asked.path.as_str()) {
        ("shop.example", "/") => Reply::html(
            "<!doctype html><title>Shop</title><p>A shop.</p><script src='https://manager.example/tags.js?id=7'></script>",
        ),
        ("manager.example", "/tags.js?id=7") => Reply::script(
            "setTimeout(function load() { const tag = document.createElement('script');\n tag.src = 'https://ads.example/tag.js'; document.head.append(tag); }, 500);",
        ),
        ("ads.example", "/tag.js") => Reply::script("document.cookie = 'tagged=1';\nnew Image().src = 'https://sync.example/pixel';"),
        ("sync.example", "/pixel") => {
            Reply::redirect("https://partner.example/pixel").with("Set-Cookie", "uid=8f3a9c17e5b20d84; SameSite=None; Secure")
        }
        ("partner.example", "/pixel") => {
            Reply::of("image/gif", "GIF89a").with("Set-Cookie", "pid=1; SameSite=None; Secure")
        }
        _ => Reply::status(404),
    })
    .await;
    let stage = Stage::on(flavour, &web).await;
    let visit = stage.one(&web.url("shop", "/"), State::None).await;
    stage.close().await;
    let requests = requests(&visit);
    let chains = Chains::of(requests);
    let writes = visit.cookie_writes.as_result().unwrap();
    let told = |name: &str| {
        let write = writes.iter().find(|write| write.raw.starts_with(name)).unwrap_or_else(|| panic!("{writes:#?}"));
        let links = chains.of_write(write);
        assert!(links.iter().all(|link| link.request.is_some()), "{links:#?}");
        links.iter().map(|link| (link.means, link.url.to_owned(), link.place.map(|at| at.line))).collect::<Vec<_>>()
    };
    let link = |means, url: &str, line| (means, url.to_owned(), line);
    let scripts = [
        link(Means::Script, "https://ads.example/tag.js", Some(2)),
        link(Means::Script, "https://manager.example/tags.js?id=7", Some(2)),
        link(Means::Markup, "https://shop.example/", None),
    ];
    let mut expected = vec![link(Means::Answer, "https://sync.example/pixel", None)];
    expected.extend(scripts.clone());
    assert_eq!(told("uid="), expected);
    let mut expected = vec![link(Means::Answer, "https://partner.example/pixel", None)];
    expected.push(link(Means::Redirect, "https://sync.example/pixel", None));
    expected.extend(scripts.clone());
    assert_eq!(told("pid="), expected);
    let mut expected = vec![link(Means::Script, "https://ads.example/tag.js", Some(1))];
    expected.extend(scripts[1..].iter().cloned());
    assert_eq!(told("tagged="), expected);
}

both!(a_cookie_is_followed_to_the_page);
