//! Names are asked of a small name server on loopback: chains, plain hosts, names that are not there, silence, circles.

use std::collections::BTreeMap;
use std::time::Duration;

use consentinel::evidence::{Evidence, Gathered, Phase, State};
use consentinel::gather::{Bounds, NameAsker};

use crate::support::name_server::{Says, serve};
use crate::support::scene::Scene;

fn quick() -> Bounds {
    Bounds { hosts: 16, question: Duration::from_millis(300), whole: Duration::from_secs(20) }
}

const PAGE: &str = "https://www.shop.test/";

/// A page of `www.shop.test` that asked for something of each host.
fn page(hosts: &[&str]) -> Evidence {
    let asked =
        |scene: Scene, host: &&str| scene.request(&State::None, Phase::Arrival, &format!("https://{host}/x"), "image");
    hosts.iter().fold(Scene::of(PAGE), asked).done()
}

/// Aliases of a host, and why they may not be all.
type Told = (Vec<String>, Option<String>);

async fn told(table: &[(&'static str, Says)], page: &Evidence, bounds: Bounds) -> (BTreeMap<String, Told>, u64) {
    let server = serve(table).await;
    let names = NameAsker::new(Some(server), bounds).unwrap().ask(page).await;
    assert_eq!(names.asked, server.to_string());
    assert!(names.hosts.is_sorted_by(|one, other| one.host < other.host));
    let told = names.hosts.into_iter().map(|own| {
        let aliases = own.aliases.into_iter().map(|alias| alias.name).collect();
        (own.host, (aliases, own.cut_short))
    });
    (told.collect(), names.left_out)
}

fn leads(names: &[&str]) -> Told {
    (names.iter().map(|name| (*name).to_owned()).collect(), None)
}

#[tokio::test]
async fn chains_are_followed_and_only_hosts_of_the_site_are_asked() {
    let table = [
        ("plain.shop.test", Says::NoAlias),
        ("metrics.shop.test", Says::Alias("Shop.Edge.test")),
        ("shop.edge.test", Says::Alias("collect.tracker.test")),
        ("collect.tracker.test", Says::NoAlias),
        ("old.shop.test", Says::Alias("gone.tracker.test")),
        ("other.test", Says::Alias("collect.tracker.test")),
    ];
    let hosts = ["metrics.shop.test", "plain.shop.test", "old.shop.test", "other.test", "127.0.0.1", "localhost"];
    let (told, left_out) = told(&table, &page(&hosts), quick()).await;
    assert_eq!(told.keys().collect::<Vec<_>>(), ["metrics.shop.test", "old.shop.test", "plain.shop.test"]);
    assert_eq!(told["metrics.shop.test"], leads(&["shop.edge.test", "collect.tracker.test"]));
    assert_eq!(told["old.shop.test"], leads(&["gone.tracker.test"]), "it leads there though nobody is there");
    assert_eq!(told["plain.shop.test"], leads(&[]));
    assert_eq!(left_out, 0);
}

#[tokio::test]
async fn what_cannot_be_resolved_is_said_for_that_host_alone() {
    let table = [
        ("plain.shop.test", Says::NoAlias),
        ("silent.shop.test", Says::Nothing),
        ("one.shop.test", Says::Alias("two.shop.test")),
        ("two.shop.test", Says::Alias("one.shop.test")),
        ("deaf.shop.test", Says::Alias("deaf.tracker.test")),
        ("deaf.tracker.test", Says::Nothing),
    ];
    let hosts = ["plain.shop.test", "silent.shop.test", "gone.shop.test", "one.shop.test", "deaf.shop.test"];
    let (told, _) = told(&table, &page(&hosts), quick()).await;
    let why = |host: &str| told[host].1.clone().unwrap();
    assert!(why("silent.shop.test").contains("no server answered in time"), "{}", why("silent.shop.test"));
    assert_eq!(why("gone.shop.test"), "the name does not exist");
    assert!(why("one.shop.test").contains("in a circle"), "{}", why("one.shop.test"));
    assert!(why("deaf.shop.test").contains("deaf.tracker.test could not be resolved"), "{}", why("deaf.shop.test"));
    assert_eq!(told["deaf.shop.test"].0, ["deaf.tracker.test"], "what was told before stays known");
    assert_eq!(told["plain.shop.test"], leads(&[]));
}

#[tokio::test]
async fn hosts_and_time_are_bounded() {
    let table = [("a.shop.test", Says::Nothing), ("b.shop.test", Says::Alias("deaf.tracker.test"))];
    let few = Bounds { hosts: 2, ..quick() };
    let (asked, left_out) = told(&table, &page(&["a.shop.test", "b.shop.test", "c.shop.test"]), few).await;
    assert_eq!((asked.len(), left_out), (2, 1));
    let table = [table[0], table[1], ("deaf.tracker.test", Says::Nothing)];
    let short = Bounds { hosts: 9, question: Duration::from_secs(9), whole: Duration::from_millis(200) };
    let (told, _) = told(&table, &page(&["a.shop.test", "b.shop.test"]), short).await;
    let up = Some("the time for all names was up".to_owned());
    assert_eq!(told["a.shop.test"], (Vec::new(), up.clone()));
    assert_eq!(told["b.shop.test"], (vec!["deaf.tracker.test".to_owned()], up));
}

#[tokio::test]
async fn what_can_track_is_asked_first_and_what_cannot_not_at_all() {
    let on = |host: &str| format!("https://{host}.shop.test/x");
    let scene = ["a1", "a2", "a3"]
        .iter()
        .fold(Scene::of(PAGE), |scene, host| scene.request(&State::None, Phase::Arrival, &on(host), "image"));
    let scene = scene
        .request(&State::None, Phase::Arrival, PAGE, "document")
        .request(&State::None, Phase::Arrival, &on("unsent"), "script")
        .request(&State::None, Phase::Arrival, &on("browsers"), "script")
        .request(&State::None, Phase::Arrival, &on("cached"), "script")
        .request(&State::None, Phase::Arrival, &on("beacon"), "ping")
        .request(&State::None, Phase::Arrival, &on("pixel"), "image")
        .header_write(&State::None, Phase::Arrival, &on("pixel"), "id=3f2a9c1e77b24c1f; Path=/");
    let mut page = scene.done();
    for visit in &mut page.visits {
        let Gathered::Ok(requests) = &mut visit.requests else { panic!("requests are recorded") };
        for request in requests {
            let is = |host: &str| request.url == on(host);
            let (unsent, browsers, cached) = (is("unsent"), is("browsers"), is("cached"));
            if unsent {
                (request.status, request.failed) = (None, Some("net::ERR_BLOCKED_BY_CLIENT".to_owned()));
            }
            request.browsers_own = browsers.then(|| "favicon".to_owned());
            request.from_cache = cached;
        }
    }
    let (asked, left_out) = told(&[], &page, Bounds { hosts: 4, ..quick() }).await;
    let expected = ["a1", "beacon", "cached", "pixel"].map(|host| format!("{host}.shop.test"));
    assert_eq!(asked.into_keys().collect::<Vec<_>>(), expected);
    assert_eq!(left_out, 2);
}
