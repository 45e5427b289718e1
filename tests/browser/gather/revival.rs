//! Values that come back after all cookies were deleted, over TLS: from web storage, from a database, and from the
//! browser's cache by way of an `ETag`; and values that do not.

use std::collections::BTreeMap;

use consentinel::browser::chrome::Flavour;
use consentinel::evidence::State;
use consentinel::facts::Fact;

use super::stage::Stage;
use crate::fixtures::misdeeds::fresh_id;
use crate::support::both::both;
use crate::support::web::{Asked, Reply, Web};

const SHOP: &str = r#"<!doctype html><title>Shop</title><p>A shop with a long memory.</p><script src="/tag.js"></script>
<img alt="" src="https://tracker-one.example/pixel"><iframe src="https://tracker-two.example/frame"></iframe>"#;
const TAG: &str = r#"
const year = "; Path=/; Max-Age=31536000";
const fresh = () => crypto.randomUUID();
// Kept in two places, so that deleting one is not enough.
const kept = localStorage.getItem("keep") || fresh();
localStorage.setItem("keep", kept);
document.cookie = `from_storage=${kept}${year}`;
// Made once, and forgotten when it is deleted.
if (!/(?:^|; )made_once=/.test(document.cookie)) document.cookie = `made_once=${fresh()}${year}`;
// New each time.
document.cookie = `each_time=${fresh()}${year}`;
"#;
const FRAME: &str = r#"<!doctype html><title>Tracker</title><script>
const database = indexedDB.open("ids", 1);
database.onupgradeneeded = () => database.result.createObjectStore("kv");
database.onsuccess = () => {
  const store = database.result.transaction("kv", "readwrite").objectStore("kv");
  const read = store.get("uid");
  read.onsuccess = () => {
    const uid = read.result || crypto.randomUUID();
    store.put(uid, "uid");
    document.cookie = `from_database=${uid}; Path=/; Max-Age=31536000; Secure; SameSite=None`;
  };
};
</script>"#;

fn shop(asked: &Asked) -> Reply {
    match (asked.host.as_str(), asked.path.as_str()) {
        ("shop.example", "/") => {
            let reply = Reply::html(SHOP)
                .with("Set-Cookie", "same_for_all=5f2d8c1e-0b7a-4e93-a6d4-9c3b1f7e2a58; Max-Age=31536000; Secure");
            let known = asked.header("cookie").is_some_and(|cookies| cookies.contains("session="));
            if known { reply } else { reply.with("Set-Cookie", &format!("session={}; Secure; HttpOnly", fresh_id())) }
        }
        ("shop.example", "/tag.js") => Reply::script(TAG),
        ("tracker-two.example", "/frame") => Reply::html(FRAME),
        ("tracker-one.example", "/pixel") => pixel(asked),
        _ => Reply::status(404),
    }
}

/// It knows whom it saw by what it gave them to keep in their cache.
fn pixel(asked: &Asked) -> Reply {
    let known = asked.header("if-none-match").map(|tag| tag.trim_matches('"').to_owned());
    let id = known.clone().unwrap_or_else(fresh_id);
    let reply = if known.is_some() { Reply::status(304) } else { Reply::of("image/gif", PIXEL) };
    reply
        .with("ETag", &format!("\"{id}\""))
        .with("Cache-Control", "private, no-cache")
        .with("Set-Cookie", &format!("from_cache={id}; Path=/; Max-Age=31536000; Secure; SameSite=None"))
}

const PIXEL: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x01D\0;";

async fn what_comes_back_is_told_with_where_it_was_kept(flavour: Flavour) {
    let web = Web::secure(shop).await;
    let stage = Stage::on(flavour, &web).await;
    let mut evidence = stage.visit(&web.url("shop", "/"), &[State::None, State::NoneAgain]).await;
    // Whether third-party cookies are kept is asked by whoever starts the browser; here they are.
    evidence.run.browser.third_party_cookies = consentinel::evidence::ThirdPartyCookies::Allowed;
    let facts = stage.facts(&evidence);
    stage.close().await;
    let cookies = facts.view.collections[&("cookie", State::None)].as_ref().unwrap();
    let told: BTreeMap<String, [Fact; 3]> = cookies
        .items
        .iter()
        .map(|item| {
            let Fact::Known(consentinel::facts::Value::Text(name)) = &item.facts["name"] else { panic!("{item:?}") };
            let facts = ["respawned", "respawned-from", "respawned-name"].map(|name| item.facts[name].clone());
            (name.clone(), facts)
        })
        .collect();
    let back = |place: &str, name: &str| [Fact::flag(true), Fact::text(place), Fact::text(name)];
    let gone = [Fact::flag(false), Fact::absent(), Fact::absent()];
    let truth = BTreeMap::from([
        ("each_time".to_owned(), gone.clone()),
        ("from_cache".to_owned(), back("validator", "https://tracker-one.example/pixel")),
        ("from_database".to_owned(), back("indexed-db", "ids/kv/uid")),
        ("from_storage".to_owned(), back("local-storage", "keep")),
        ("made_once".to_owned(), gone.clone()),
        ("same_for_all".to_owned(), gone.clone()),
        ("session".to_owned(), gone),
    ]);
    assert_eq!(told, truth);
    let again = evidence.visit(&State::NoneAgain).unwrap();
    let revival = again.revival.as_ref().unwrap().as_result().unwrap();
    let validator = revival.validators.iter().find(|one| one.url == "https://tracker-one.example/pixel").unwrap();
    let kept = revival.after.iter().find(|cookie| cookie.name == "from_cache").unwrap();
    assert_eq!((validator.header.as_str(), validator.value.trim_matches('"')), ("if-none-match", kept.value.as_str()));
    // Nobody but the experiment deletes anything, and only after all was recorded.
    assert!(evidence.visit(&State::None).unwrap().revival.is_none());
    assert!(again.moments.iter().all(|moment| moment.cookies.as_result().unwrap().len() == 7));
}

both!(what_comes_back_is_told_with_where_it_was_kept);
