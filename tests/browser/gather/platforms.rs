//! The examples of every platform's file, put into a real page one after the other and read as any page is.

use std::collections::BTreeMap;

use consentinel::browser::chrome::{ChromePage, Flavour};
use consentinel::browser::{Page, Script, Way, World};
use consentinel::evidence::{Control, Means, Role, Search};
use consentinel::gather::glance;
use consentinel::knowledge::{Knowledge, Platform, PlatformExample};
use serde_json::json;

use super::stage::knowledge;
use crate::support::start::{Started, page_time, start, within};
use crate::support::web::Web;

const SNIPPET: Script = Script { name: "snippet.js", source: include_str!("../scripts/snippet.js") };
const WHERE: Script = Script { name: "where.js", source: include_str!("../scripts/where.js") };
const REFUSED: Script = Script { name: "refused.js", source: include_str!("../scripts/refused.js") };

/// One page that shows one snippet after the other.
struct Table {
    started: Started,
    page: ChromePage,
    _web: Web,
}

impl Table {
    async fn set() -> Self {
        let web = Web::page("<!doctype html><title>Snippets</title><body></body>").await;
        let started = start(Flavour::Shell).await;
        let page = started.open().await;
        page.go(&Way::To(web.url("snippets", "/")), page_time(100), within(10)).await.unwrap();
        Self { started, page, _web: web }
    }

    async fn main(&self) -> String {
        self.page.frames().await.unwrap()[0].id.clone()
    }

    async fn show(&self, example: &PlatformExample) {
        let args = json!({
            "html": example.html, "globals": example.globals, "cookies": example.cookies, "storage": example.storage
        });
        self.page.ask(&self.main().await, World::Page, SNIPPET, &args).await.unwrap();
        if example.html.contains("<iframe") {
            self.page.wait(page_time(200), within(10)).await.unwrap();
        }
    }

    async fn read(&self, example: &PlatformExample, knowledge: &Knowledge) -> Search {
        self.show(example).await;
        let addresses: Vec<String> = example.hosts.iter().map(|host| format!("https://{host}/x.js")).collect();
        glance(&self.page, knowledge, &addresses).await.unwrap().as_result().unwrap().clone()
    }

    /// The middle of each selector's first match.
    async fn find(&self, selectors: &[&String]) -> Vec<Option<(f64, f64)>> {
        let args = json!({ "selectors": selectors });
        let found = self.page.ask(&self.main().await, World::Page, WHERE, &args).await.unwrap();
        let middle = |place: &serde_json::Value| Some((place["x"].as_f64()?, place["y"].as_f64()?));
        found.as_array().unwrap().iter().map(middle).collect()
    }

    async fn clear(self) {
        drop(self.page);
        self.started.close().await;
    }
}

/// The smallest control at a point.
fn at(search: &Search, (x, y): (f64, f64)) -> Option<&Control> {
    let controls = search.found.iter().flat_map(|interface| &interface.controls);
    let around = controls.filter(|control| {
        let rect = &control.rect;
        rect.x <= x && x <= rect.x + rect.width && rect.y <= y && y <= rect.y + rect.height
    });
    around.min_by(|a, b| a.rect.area().total_cmp(&b.rect.area()))
}

fn word(role: Role) -> String {
    serde_json::to_value(role).unwrap().as_str().unwrap().to_owned()
}

/// The selectors of a platform's file for a role.
fn listed<'a>(platform: &'a Platform, role: &str) -> &'a [String] {
    let controls = &platform.controls;
    match role {
        "accept" => &controls.accept,
        "reject" => &controls.reject,
        "settings" => &controls.settings,
        "save" => &controls.save,
        "close" => &controls.close,
        "reopen" => &controls.reopen,
        _ => &[],
    }
}

/// What is wrong with a reading of an example.
async fn faults(table: &Table, platform: &Platform, example: &PlatformExample, knowledge: &Knowledge) -> Vec<String> {
    let search = table.read(example, knowledge).await;
    let mut faults = Vec::new();
    let mut seen: Vec<String> = search.platforms.iter().map(|seen| seen.id.clone()).collect();
    let mut expected = example.recognised.clone().unwrap_or_else(|| vec![platform.id.clone()]);
    seen.sort();
    expected.sort();
    if seen != expected {
        faults.push(format!("recognised {:?}, expected {expected:?}", search.platforms));
    }
    let chosen = example.roles.values().any(|role| role != "reopen");
    if chosen && search.found.len() != 1 {
        let found: Vec<&String> = search.found.iter().map(|interface| &interface.selector).collect();
        faults.push(format!("not one interface but {found:?}"));
    }
    let by_files = search.found.iter().filter_map(|interface| interface.platform.as_ref());
    faults.extend(by_files.filter_map(|platform| platform.fell_back.clone()));
    let selectors: Vec<&String> = example.roles.keys().collect();
    let places = table.find(&selectors).await;
    for ((selector, role), place) in example.roles.iter().zip(places) {
        let Some(place) = place else {
            faults.push(format!("nothing matches {selector}"));
            continue;
        };
        let listed: Vec<&String> = listed(platform, role).iter().collect();
        if !listed.is_empty() && !table.find(&listed).await.contains(&Some(place)) {
            faults.push(format!("{selector} is not among `{role}`"));
        }
        if role == "reopen" {
            continue;
        }
        match at(&search, place) {
            None => faults.push(format!("no control at {selector}, {} interfaces", search.found.len())),
            Some(control) if word(control.role) != *role => {
                faults.push(format!("{selector} is {:?} by {}, not {role}", control.role, control.decided_by));
            }
            Some(_) => {}
        }
    }
    faults
}

#[tokio::test]
async fn every_example_is_recognised_as_its_own_platform_alone_and_its_controls_are_read() {
    let (table, knowledge) = (Table::set().await, knowledge());
    let mut wrong: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for platform in &knowledge.platforms {
        for (number, example) in platform.examples.iter().enumerate() {
            let faults = faults(&table, platform, example, &knowledge).await;
            if !faults.is_empty() {
                wrong.insert(format!("{} {number}", platform.id), faults);
            }
        }
    }
    table.clear().await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn every_selector_is_one_to_the_browser() {
    let (table, knowledge) = (Table::set().await, knowledge());
    let mut all: Vec<&String> = Vec::new();
    for platform in &knowledge.platforms {
        let controls = &platform.controls;
        all.extend(platform.recognise.roots.iter().chain(&platform.first_layer).chain(&platform.second_layer));
        all.extend(controls.accept.iter().chain(&controls.reject).chain(&controls.settings));
        all.extend(controls.save.iter().chain(&controls.close).chain(&controls.reopen));
    }
    let frame = table.main().await;
    let refused = table.page.ask(&frame, World::Page, REFUSED, &json!({ "selectors": all })).await.unwrap();
    table.clear().await;
    assert!(all.len() > 300, "{}", all.len());
    assert_eq!(refused, json!([]));
}

/// A banner that no file knows, on a page with these signs of a platform.
fn stranger(globals: &[&str], hosts: &[&str]) -> PlatformExample {
    PlatformExample {
        html:
            "<div style='position:fixed;bottom:0'><p>We use cookies for statistics and advertising. Do you agree?</p>\
               <button>Accept all</button><button>Reject all</button></div>"
                .to_owned(),
        globals: globals.iter().map(ToString::to_string).collect(),
        cookies: Vec::new(),
        storage: Vec::new(),
        hosts: hosts.iter().map(ToString::to_string).collect(),
        recognised: None,
        roles: BTreeMap::new(),
    }
}

#[tokio::test]
async fn where_the_selectors_fail_structure_and_words_read_and_the_evidence_says_so() {
    let (table, knowledge) = (Table::set().await, knowledge());
    let search = table.read(&stranger(&["OneTrust"], &["cdn.cookielaw.org"]), &knowledge).await;
    let [interface] = search.found.as_slice() else { panic!("{:#?}", search.found) };
    let platform = interface.platform.as_ref().unwrap();
    assert_eq!(platform.id, "onetrust");
    assert!(platform.fell_back.as_ref().is_some_and(|why| why.contains("structure and words")), "{platform:?}");
    assert_eq!(interface.means, [Means::Structure, Means::Text]);
    let roles: Vec<Role> = interface.controls.iter().map(|control| control.role).collect();
    assert_eq!(roles, [Role::Accept, Role::Reject]);

    // Where its selectors match, nothing is said.
    let own = knowledge.platforms.iter().find(|platform| platform.id == "onetrust").unwrap();
    let search = table.read(&own.examples[0], &knowledge).await;
    assert_eq!(search.found[0].platform.as_ref().unwrap().fell_back, None);
    table.clear().await;
}

#[tokio::test]
async fn a_platform_that_shows_nothing_is_recognised_and_nothing_is_claimed() {
    let (table, knowledge) = (Table::set().await, knowledge());
    let mut silent = stranger(&["OneTrust"], &["cdn.cookielaw.org"]);
    silent.html = "<main><h1>Shop</h1><p>Cakes and bread.</p><button>Buy</button></main>".to_owned();
    let search = table.read(&silent, &knowledge).await;
    assert_eq!(search.platforms.len(), 1);
    assert!(search.found.is_empty(), "{:#?}", search.found);
    table.clear().await;
}

#[tokio::test]
async fn a_global_that_three_products_share_proves_none_of_them() {
    let (table, knowledge) = (Table::set().await, knowledge());
    for paths in [
        &["CookieConsent"][..],
        &["CookieConsent.stamp"],
        &["CookieConsent.acceptCategory", "CookieConsent.validConsent"],
        &["CookieConsent.renew", "CookieConsent.loadConsent"],
    ] {
        let search = table.read(&stranger(paths, &[]), &knowledge).await;
        assert!(search.platforms.is_empty(), "{paths:?}: {:?}", search.platforms);
        assert_eq!(search.found.len(), 1, "the banner is found all the same");
        assert_eq!(search.found[0].platform, None);
    }
    table.clear().await;
}
