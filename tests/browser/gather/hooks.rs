//! Who wrote what, in every frame and against pages that fight; and that pages do not notice.

use std::collections::BTreeSet;

use consentinel::browser::chrome::Flavour;
use consentinel::evidence::{Area, CookieWrite, DefeatKind, Phase, State, StorageDeed, Visit, WriteHow};

use super::stage::Stage;
use crate::support::both::both;
use crate::support::web::{Reply, Web};

const LIES: &str = include_str!("hooks/lies.js");
const WRITES: &str = include_str!("hooks/writes.js");
const PROPERTY: &str = include_str!("hooks/property.html");
const FIGHTS: &str = include_str!("hooks/fights.js");

/// The titles of pages tell what their scripts found.
fn title(visit: &Visit) -> &str {
    visit.reached.title.as_deref().unwrap_or_default()
}

fn write<'a>(visit: &'a Visit, raw: &str) -> &'a CookieWrite {
    let writes = visit.cookie_writes.as_result().unwrap();
    writes.iter().find(|write| write.raw == raw).unwrap_or_else(|| panic!("no write of {raw}: {writes:#?}"))
}

/// The innermost place: the path of the script with its line.
fn at(write: &CookieWrite) -> String {
    write.stack.first().map_or("nowhere".to_owned(), |place| {
        let path = place.url.splitn(4, '/').nth(3).map_or(place.url.clone(), |path| format!("/{path}"));
        format!("{path}:{}", place.line)
    })
}

fn jar(visit: &Visit, phase: Phase) -> BTreeSet<String> {
    let jar = visit.moment(phase).unwrap().cookies.as_result().unwrap();
    jar.iter().map(|cookie| format!("{}={}", cookie.name, cookie.value)).collect()
}

async fn detectors_find_nothing_in_any_window(flavour: Flavour) {
    const PAGE: &str = r#"<!doctype html><title>Looking</title><p>A page that looks for tampering.</p>
        <iframe id="frame"></iframe><script src="/lies.js"></script><script>
        const other = document.getElementById("frame").contentWindow;
        const texts = [(made) => Function.prototype.toString.call(made), (made) => other.Function.prototype.toString.call(made)];
        const found = [];
        for (const text of texts) for (const realm of [window, other]) found.push(...lies(realm, text));
        document.title = `found ${found.length}: ${found.join("; ")}`;
        </script>"#;
    let web = Web::serve(|asked| match asked.path.as_str() {
        "/" => Reply::html(PAGE),
        "/lies.js" => Reply::script(LIES),
        _ => Reply::status(404),
    })
    .await;
    let stage = Stage::of(flavour).await;
    let visit = stage.one(&web.url("shop", "/"), State::Gpc).await;
    assert_eq!(title(&visit), "found 0:");
    stage.close().await;
}

async fn every_write_has_its_script_and_line_in_every_frame(flavour: Flavour) {
    let web = Web::serve(|asked| {
        let port = asked.header("host").and_then(|host| host.split(':').nth(1)).unwrap_or_default().to_owned();
        match asked.path.as_str() {
            "/" => Reply::html(format!(
                "<!doctype html><title>Writes</title><p>A page that writes.</p><iframe id=blank></iframe>
                 <iframe src='http://ads.localhost:{port}/frame'></iframe>
                 <iframe srcdoc=\"<script>document.cookie = 'by_srcdoc=1'; localStorage.setItem('srcdoc', '1')</script>\"></iframe>
                 <iframe sandbox='allow-scripts' srcdoc=\"<script>try {{ document.cookie = 'never=1' }} catch {{}}</script>\"></iframe>
                 <script src=/writes.js></script>"
            ))
            .with("Content-Security-Policy", "require-trusted-types-for 'script'; trusted-types default"),
            "/writes.js" => Reply::script(WRITES),
            "/frame" => Reply::html("<script>\ndocument.cookie = 'by_frame=1; SameSite=None; Secure';\n</script>"),
            _ => Reply::status(404),
        }
    })
    .await;
    let stage = Stage::of(flavour).await;
    let page = web.url("shop", "/");
    let visit = stage.one(&page, State::None).await;
    let expected = [
        ("by_script=1", WriteHow::Script, "/writes.js:1", page.as_str()),
        ("by_inner=1", WriteHow::Script, "/writes.js:2", &page),
        ("by_store=1; Path=/; SameSite=strict; Secure", WriteHow::CookieStore, "/writes.js:3", &page),
        ("by_options=2; Path=/; SameSite=lax; Secure", WriteHow::CookieStore, "/writes.js:4", &page),
        ("by_options=; Path=/; Max-Age=0; SameSite=strict; Secure", WriteHow::CookieStore, "/writes.js:12", &page),
        ("by_parent=1", WriteHow::Script, "/writes.js:8", "about:blank"),
        ("by_thief=1", WriteHow::Script, "/writes.js:9", &page),
        ("by_timer=1", WriteHow::Script, "/writes.js:11", &page),
        ("by_srcdoc=1", WriteHow::Script, "about:srcdoc:1", "about:srcdoc"),
        ("by_frame=1; SameSite=None; Secure", WriteHow::Script, "/frame:2", &web.url("ads", "/frame")),
    ];
    for (raw, how, place, frame) in expected {
        let write = write(&visit, raw);
        let told = (write.how, at(write), write.frame_url.as_deref());
        assert_eq!(told, (how, place.to_owned(), Some(frame)), "{raw}");
        // Frames without an address of their own have the cookies of the page.
        let own = if frame.starts_with("about:") { page.as_str() } else { frame };
        assert_eq!(write.url, own, "{raw}");
    }
    let inner = &write(&visit, "by_inner=1").stack;
    assert_eq!(inner.iter().map(|place| place.line).collect::<Vec<_>>(), [2, 2, 2], "inner, outer, script");
    let stored = visit.storage_writes.as_result().unwrap();
    let storage: Vec<_> = stored.iter().map(|write| (write.area, write.key.as_str(), write.done)).collect();
    let origin = page.trim_end_matches('/');
    assert!(stored.iter().all(|write| write.origin == origin && write.stack.len() == 1), "{stored:#?}");
    for one in [
        (Area::LocalStorage, "set", StorageDeed::Set),
        (Area::LocalStorage, "set", StorageDeed::Remove),
        (Area::SessionStorage, "foreign", StorageDeed::Set),
        (Area::LocalStorage, "srcdoc", StorageDeed::Set),
    ] {
        assert!(storage.contains(&one), "{one:?}: {storage:?}");
    }
    let names = ["by_script=1", "by_store=1", "by_parent=1", "by_thief=1", "by_timer=1", "by_srcdoc=1", "by_frame=1"];
    assert!(jar(&visit, Phase::Arrival).is_superset(&names.map(str::to_owned).into()));
    assert_eq!(visit.defeats, []);
    stage.close().await;
}

async fn storage_written_by_property_is_told_without_a_writer(flavour: Flavour) {
    let web = Web::page(PROPERTY).await;
    let stage = Stage::of(flavour).await;
    let visit = stage.one(&web.url("shop", "/"), State::None).await;
    let writes = visit.storage_writes.as_result().unwrap();
    let arrival = writes.iter().filter(|write| write.phase == Phase::Arrival);
    let told: BTreeSet<_> = arrival
        .map(|write| (write.area, write.key.as_str(), write.done, write.stack.first().map(|place| place.line)))
        .collect();
    let (local, session) = (Area::LocalStorage, Area::SessionStorage);
    let expected = [
        (local, "first", StorageDeed::Set, None),
        (local, "first", StorageDeed::Remove, None),
        (local, "second", StorageDeed::Set, None),
        (session, "third", StorageDeed::Set, None),
        (local, "called", StorageDeed::Set, Some(7)),
        (local, "called", StorageDeed::Set, Some(8)),
        (local, "called", StorageDeed::Set, None),
        (session, "", StorageDeed::Clear, Some(10)),
    ];
    assert_eq!(told, expected.into());
    stage.close().await;
}

/// Opens a page that runs one of the fights.
async fn fight(stage: &Stage, which: &'static str) -> Visit {
    let web = Web::serve(move |asked| match asked.path.as_str() {
        "/" => Reply::html(format!(
            "<!doctype html><title>fights</title><p>A page that fights.</p><script src=/fights.js></script>
             <script>document.head.append(Object.assign(document.createElement('script'), {{ text: fights.{which} + '\\n//# sourceURL=/own.js' }}))</script>"
        )),
        "/fights.js" => Reply::script(FIGHTS),
        _ => Reply::status(404),
    })
    .await;
    stage.one(&web.url("shop", "/"), State::None).await
}

async fn a_page_that_fights_loses_no_evidence(flavour: Flavour) {
    let stage = Stage::of(flavour).await;
    for which in ["redefined", "frozen", "poisoned", "throwing", "opened"] {
        let visit = fight(&stage, which).await;
        assert!(jar(&visit, Phase::Arrival).contains("kept=1"), "{which}");
        assert!(write(&visit, "kept=1").stack.first().is_some_and(|place| place.line == 4), "{which}: {visit:#?}");
        let expected = if which == "opened" { "opened" } else { "fights" };
        assert_eq!(title(&visit), expected, "{which}: the page noticed");
        let defeats: BTreeSet<_> =
            visit.defeats.iter().map(|defeat| (defeat.phase, defeat.kind, defeat.hook.as_str())).collect();
        let replaced = (Phase::Arrival, DefeatKind::Replaced, "document.cookie");
        assert_eq!(defeats.contains(&replaced), which == "redefined", "{which}: {defeats:?}");
        assert!(defeats.iter().all(|(_, kind, _)| !kind.loses()), "{which}: {defeats:?}");
    }
    let nested = fight(&stage, "opened").await;
    assert!(!write(&nested, "nested=1").stack.is_empty(), "{nested:#?}");
    stage.close().await;
}

async fn a_flood_is_told_and_the_jar_is_whole(flavour: Flavour) {
    let stage = Stage::of(flavour).await;
    let visit = fight(&stage, "flooding").await;
    assert!(jar(&visit, Phase::Arrival).is_superset(&["flood=5999", "last=1"].map(str::to_owned).into()));
    let writes = visit.cookie_writes.as_result().unwrap();
    assert_eq!(writes.iter().filter(|write| write.phase == Phase::Arrival).count(), 5000);
    let flood = visit.defeats.iter().find(|defeat| defeat.kind == DefeatKind::Flooded).unwrap();
    assert!(flood.phase == Phase::Arrival && flood.why.starts_with("1001 writes"), "{flood:?}");
    stage.close().await;
}

async fn a_frame_that_floods_and_goes_is_told(flavour: Flavour) {
    const PAGE: &str = r#"<!doctype html><title>Floods</title><p>A page whose frame writes a lot and goes.</p><script>
        const frame = document.body.appendChild(document.createElement("iframe"));
        for (let at = 0; at < 5001; at += 1) frame.contentDocument.cookie = "flood=" + at;
        frame.remove();
        </script>"#;
    let (stage, web) = (Stage::of(flavour).await, Web::page(PAGE).await);
    let visit = stage.one(&web.url("shop", "/"), State::None).await;
    let flood = visit.defeats.iter().find(|defeat| defeat.phase == Phase::Arrival);
    let flood = flood.unwrap_or_else(|| panic!("nobody told: {:?}", visit.reached));
    assert_eq!((flood.kind, flood.url.as_str()), (DefeatKind::Flooded, "about:blank"), "{flood:?}");
    assert!(flood.why.starts_with("at least one write more"), "{flood:?}");
    stage.close().await;
}

both!(
    detectors_find_nothing_in_any_window,
    every_write_has_its_script_and_line_in_every_frame,
    storage_written_by_property_is_told_without_a_writer,
    a_page_that_fights_loses_no_evidence,
    a_flood_is_told_and_the_jar_is_whole,
    a_frame_that_floods_and_goes_is_told,
);
