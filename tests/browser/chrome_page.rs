//! A page is opened, looked at, clicked, and gone.

use consentinel::browser::chrome::Flavour;
use consentinel::browser::{ClockEnd, Heard, Page, Script, Way, World};
use serde_json::json;

use crate::support::both::both;
use crate::support::start::{page_time, start, within};
use crate::support::web::{Reply, Web};

const BUTTONS: Script = Script { name: "buttons.js", source: include_str!("scripts/buttons.js") };

const SHOP: &str = r#"<!doctype html><title>Shop</title><body style="margin:0">
<button onclick="document.title='clicked '+event.isTrusted">plain</button>
<div id=open></div><div id=closed></div>
<div><template shadowrootmode=closed><button onclick="document.cookie='declared='+event.isTrusted">declared</button></template></div>
<iframe src="http://b.localhost:PORT/frame" style="position:absolute;left:100px;top:200px;width:300px;height:200px;border:5px solid;padding:3px"></iframe>
<script>
  for (const mode of ["open", "closed"]) {
    const root = document.getElementById(mode).attachShadow({ mode });
    root.innerHTML = `<button>${mode} root</button><div></div>`;
    root.lastChild.attachShadow({ mode: "closed" }).innerHTML = `<button onclick="document.cookie='nested=1'">nested</button>`;
    root.firstChild.onclick = (event) => { document.cookie = `${mode}=${event.isTrusted}`; };
  }
</script>"#;

const FRAME: &str = r#"<!doctype html><body style="margin:0"><button style="margin:40px 0 0 50px">in the frame</button>
<iframe src="http://a.localhost:PORT/inner" style="border:0;display:block;margin:7px"></iframe>
<script>document.querySelector("button").onclick = (event) => { document.cookie = `frame=${event.isTrusted};SameSite=None;Secure`; };</script>"#;

async fn web() -> Web {
    Web::serve(|asked| {
        let port = asked.header("host").and_then(|host| host.split(':').nth(1)).unwrap_or_default().to_owned();
        match asked.path.as_str() {
            "/" => Reply::html(SHOP.replace("PORT", &port)).with("Set-Cookie", "session=1; HttpOnly"),
            "/frame" => Reply::html(FRAME.replace("PORT", &port)),
            "/inner" => Reply::html("<body style='margin:0'><p>deep</p>"),
            _ => Reply::status(404),
        }
    })
    .await
}

async fn every_root_and_frame_is_reached(flavour: Flavour) {
    let (web, browser) = (web().await, start(flavour).await);
    let page = browser.open().await;
    let landing = page.go(&Way::To(web.url("a", "/")), page_time(1000), within(10)).await.unwrap();
    assert_eq!((landing.error, landing.clock.ended), (None, ClockEnd::BudgetSpent));

    let frames = page.frames().await.unwrap();
    let urls: Vec<_> = frames.iter().map(|frame| frame.url.rsplit('/').next().unwrap()).collect();
    assert_eq!(urls, ["", "frame", "inner"]);
    assert_eq!(frames[0].parent, None);
    assert_eq!(frames[2].parent.as_ref(), Some(&frames[1].id));
    assert_eq!(frames[1].offset, Some((108.0, 208.0)));
    assert_eq!(frames[1].size, Some((300.0, 200.0)));
    assert_eq!(frames[1].owner, "iframe");

    for frame in &frames[..2] {
        let (left, top) = frame.offset.unwrap();
        let found = page.ask(&frame.id, World::Isolated, BUTTONS, &json!({ "dx": left, "dy": top })).await.unwrap();
        for button in found.as_array().unwrap() {
            page.click(button["x"].as_f64().unwrap(), button["y"].as_f64().unwrap()).await.unwrap();
        }
    }
    page.wait(page_time(100), within(10)).await.unwrap();
    let mut jar: Vec<_> =
        page.cookies().await.unwrap().into_iter().map(|cookie| format!("{}={}", cookie.name, cookie.value)).collect();
    jar.sort();
    assert_eq!(jar, ["closed=true", "declared=true", "frame=true", "nested=1", "open=true", "session=1"]);

    let picture = page.picture(None).await.unwrap();
    assert_eq!(&picture[..4], b"\x89PNG");
    let heard = page.heard();
    assert!(heard.iter().any(
        |heard| matches!(&heard.what, Heard::AnsweredRaw { set_cookie, .. } if set_cookie == &["session=1; HttpOnly"])
    ));
    assert!(page.heard().is_empty(), "nothing is given twice");
    page.close().await;
    browser.close().await;
}

both!(every_root_and_frame_is_reached);
