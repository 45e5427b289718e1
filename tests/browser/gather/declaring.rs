//! What sites declare of their cookies is read wherever it stands, and nothing else is taken for it.

use std::collections::BTreeSet;

use consentinel::browser::chrome::Flavour;
use consentinel::browser::{Page as _, Script, Way, World};
use consentinel::evidence::{Declaration, DeclarationKind, State, Visit};
use consentinel::gather::lists_of;
use serde_json::json;

use super::stage::{Stage, knowledge};
use crate::fixtures::server::{Fixtures, sites_folder};
use crate::support::start::{page_time, start, within};
use crate::support::web::{Reply, Web};

const GLOBALS: Script = Script { name: "globals.js", source: include_str!("../scripts/globals.js") };

const HOME: &str = "<!doctype html><meta charset=utf-8><title>Shop</title><main><h1>Shop</h1><p>Bread and cakes.</p></main>\
    <footer><a href='/privacy'>Privacy</a> <a href='/cookie-policy'>Cookie policy</a></footer>";
const PRIVACY: &str =
    "<!doctype html><title>Privacy</title><h1>Privacy</h1><p>We keep what you order for ten years.</p>";
const FRAME: &str = "<!doctype html><meta charset=utf-8><table><tr><th>Cookienaam</th><th>Doel</th><th>Bewaartermijn</th></tr>\
    <tr><td>cart_id</td><td>Noodzakelijk</td><td>1 dag</td></tr></table>";
const TABLE: &str = "<!doctype html><meta charset=utf-8><table><tr><th>名前</th><th>目的</th><th>有効期限</th></tr>\
    <tr><td>NID</td><td>広告</td><td>6か月</td></tr></table>";

fn declared(visit: &Visit) -> &Declaration {
    visit.declaration.as_ref().expect("a declaration was looked for").as_result().expect("it was read")
}

/// Name and lifetime of every entry of a kind of source.
fn entries(declaration: &Declaration, kind: DeclarationKind) -> BTreeSet<(String, String)> {
    let of_kind = declaration.entries.iter().filter(|entry| declaration.sources[entry.source].kind == kind);
    of_kind.map(|entry| (entry.name.clone(), entry.lifetime.clone().unwrap_or_default())).collect()
}

fn pairs(expected: &[(&str, &str)]) -> BTreeSet<(String, String)> {
    expected.iter().map(|(name, lifetime)| ((*name).to_owned(), (*lifetime).to_owned())).collect()
}

#[tokio::test]
async fn tables_lists_and_blocks_of_policy_pages_are_read_and_no_others() {
    let web = Web::serve(|asked| match (asked.host.as_str(), asked.path.as_str()) {
        ("shop.localhost", "/") => Reply::html(HOME),
        ("shop.localhost", "/privacy") => Reply::html(PRIVACY),
        ("shop.localhost", "/cookie-policy") => {
            let port = asked.header("host").and_then(|host| host.rsplit(':').next()).unwrap_or_default().to_owned();
            Reply::html(include_str!("declared/policy.html").replace("PORT", &port))
        }
        ("shop.localhost", "/frame") => Reply::html(FRAME),
        ("platform.localhost", "/table") => Reply::html(TABLE),
        _ => Reply::status(404),
    })
    .await;
    let stage = Stage::open().await;
    let visit = stage.one(&web.url("shop", "/"), State::NoneAgain).await;
    stage.close().await;
    let declaration = declared(&visit);
    let found = entries(declaration, DeclarationKind::PolicyPage);
    let expected = pairs(&[
        ("basket", "Session"),
        ("_ga", "2 years"),
        ("_gid", "2 years"),
        ("_ga_*", "2 years"),
        ("_fbp", "3 Monate"),
        ("IDE", "13 Monate"),
        ("_pk_id.*", "13 mois"),
        ("_pk_ses.*", "30 minutes"),
        ("_hjSession_xxx", "30 minutes"),
        ("_hjFirstSeen", "Session"),
        ("li_sugr", "3 meses"),
        ("bcookie", "1 año"),
        ("_lang", ""),
        ("cart_id", "1 dag"),
        ("NID", "6か月"),
    ]);
    assert_eq!(found, expected, "{:#?}", declaration.sources);
    let places: Vec<&str> = declaration.sources.iter().map(|source| source.place.as_str()).collect();
    assert!(places[1].ends_with("/cookie-policy") && places[2].ends_with("/privacy"), "{places:?}");
    assert!(declaration.sources.iter().all(|source| source.read.ok().is_some()), "{:#?}", declaration.sources);
    let meta = declaration.entries.iter().find(|entry| entry.name == "_fbp").unwrap();
    assert_eq!((meta.purpose.as_deref(), meta.provider.as_deref()), (Some("Werbung"), Some("Meta")));
    let requests = visit.requests.ok().unwrap();
    assert!(requests.iter().all(|request| !request.url.contains("policy")), "reading left a trace in the evidence");
}

#[tokio::test]
async fn a_policy_page_that_fails_is_said_to() {
    let web = Web::serve(|asked| match asked.path.as_str() {
        "/" => Reply::html(HOME),
        "/privacy" => Reply::html(PRIVACY),
        _ => Reply::status(500),
    })
    .await;
    let stage = Stage::open().await;
    let visit = stage.one(&web.url("shop", "/"), State::NoneAgain).await;
    stage.close().await;
    let failed: Vec<&str> =
        declared(&visit).sources.iter().filter_map(|source| source.read.as_result().err()).collect();
    assert_eq!(failed, ["the site answered HTTP 500"]);
}

/// A page with one of the installed libraries.
fn with_library(
    head: &'static str,
    script: &'static str,
) -> impl Fn(&crate::support::web::Asked) -> Reply + Send + Sync {
    move |asked| match asked.path.as_str() {
        "/" => Reply::html(format!(
            "<!doctype html><html lang=en><meta charset=utf-8><title>Shop</title>{head}<main><h1>Shop</h1>\
             <p>Bread and cakes.</p></main><script>{script}</script>"
        )),
        path if path.starts_with("/lib/") => {
            let file = sites_folder().join("node_modules").join(path.trim_start_matches("/lib/"));
            let mime = if path.ends_with(".css") { "text/css" } else { "text/javascript" };
            std::fs::read(file).map_or_else(|_| Reply::status(404), |bytes| Reply::of(mime, bytes))
        }
        _ => Reply::status(404),
    }
}

#[tokio::test]
async fn the_tables_of_an_interface_are_read() {
    let head = "<link rel=stylesheet href=/lib/vanilla-cookieconsent/dist/cookieconsent.css>\
                <script src=/lib/vanilla-cookieconsent/dist/cookieconsent.umd.js></script>";
    let web = Web::serve(with_library(head, include_str!("declared/vanilla.js"))).await;
    let stage = Stage::open().await;
    let visit = stage.one(&web.url("shop", "/"), State::NoneAgain).await;
    stage.close().await;
    let found = entries(declared(&visit), DeclarationKind::Interface);
    assert_eq!(found, pairs(&[("_ga", "2 years"), ("_gid", "1 day")]), "{:#?}", declared(&visit));
}

#[tokio::test]
async fn the_lists_of_real_platforms_are_read() {
    let (stage, sites) = (Stage::open().await, Fixtures::start().await);
    for (site, names) in
        [("klaro-honest", &["_pk_*"][..]), ("tarteaucitron-honest", &["_pk_id.7.1fff", "_pk_ses.7.1fff"])]
    {
        let visit = stage.one(&sites.url(site), State::NoneAgain).await;
        let declaration = declared(&visit);
        let found = entries(declaration, DeclarationKind::Platform);
        let found: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(found, names, "{site}: {:#?}", declaration.sources);
        assert!(declaration.entries.iter().all(|entry| entry.provider.as_deref() == Some("Matomo")), "{site}");
    }
    stage.close().await;
}

#[tokio::test]
async fn the_examples_of_every_platforms_list_are_read_as_its_file_says() {
    let web = Web::page("<!doctype html><title>Lists</title><body></body>").await;
    let started = start(Flavour::Shell).await;
    let page = started.open().await;
    let mut tried = 0;
    for platform in &knowledge().platforms {
        for list in &platform.declaration {
            page.go(&Way::To(web.url("lists", "/")), page_time(100), within(10)).await.unwrap();
            let nothing = lists_of(&page, std::slice::from_ref(list)).await.unwrap().unwrap();
            assert!(nothing.is_empty(), "{}: {nothing:?}", platform.id);
            let main = page.frames().await.unwrap()[0].id.clone();
            let globals = json!({ "globals": list.example.globals });
            page.ask(&main, World::Page, GLOBALS, &globals).await.unwrap();
            let read = lists_of(&page, std::slice::from_ref(list)).await.unwrap().unwrap();
            let word = |word: &Option<String>| word.clone().unwrap_or_else(|| "-".to_owned());
            let rows: Vec<[String; 4]> = read
                .iter()
                .map(|one| [one.name.clone(), word(&one.purpose), word(&one.provider), word(&one.lifetime)])
                .collect();
            assert_eq!(rows, list.example.reads, "{}", platform.id);
            tried += 1;
        }
    }
    drop(page);
    started.close().await;
    assert!(tried >= 8, "{tried}");
}
