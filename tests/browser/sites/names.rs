//! The binary with a name server and a database of addresses: where names of the site's own lead, and in which country.

use assert_cmd::Command;
use consentinel::engine::Outcome;
use consentinel::report::Report;

use crate::support::mmdb;
use crate::support::name_server::{Says, serve};
use crate::support::web::{Reply, Web};

const RULE: &str = "pre-consent-cloaked-tracker";

/// A shop whose page asks another host of its own for a picture, which keeps a cookie.
async fn shop() -> Web {
    Web::serve(|asked| match (asked.host.as_str(), asked.path.as_str()) {
        ("www.shop.example", "/") => Reply::html(
            "<!doctype html><html lang=en><title>Shop</title><h1>Shop</h1><p>Lamps and shades.</p>\
             <img alt=\"\" src=\"http://metrics.shop.example/px?page=start\">",
        ),
        ("metrics.shop.example", _) => Reply::of("image/gif", b"GIF89a".to_vec())
            .with("Set-Cookie", "eid=7c41f09b2d8e4a36b5f0c1d2; Path=/; Max-Age=31536000"),
        _ => Reply::status(404),
    })
    .await
}

/// Audits the shop with these words beside; its report, and what was written beside it.
async fn audit(shop: &Web, more: &[String]) -> (Report, String) {
    let output = tempfile::tempdir().unwrap();
    let mut command = Command::cargo_bin("consentinel").unwrap();
    command.env("CONSENTINEL_DATA", env!("CARGO_TARGET_TMPDIR")).env("NO_COLOR", "1").current_dir(output.path());
    command.args(["audit", "http://www.shop.example/", "--format", "json", "--states", "none,none-again"]);
    command.arg("--host-rules").arg(format!("MAP *.example:80 127.0.0.1:{}", shop.port)).args(more);
    let ran = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let (out, err) = (String::from_utf8(ran.stdout).unwrap(), String::from_utf8(ran.stderr).unwrap());
    let report = serde_json::from_str(&out).unwrap_or_else(|why| panic!("{why}\n{out}\n{err}"));
    (report, err)
}

/// Audits the shop with a name server that answers from a table.
async fn asking(table: &[(&'static str, Says)]) -> Report {
    let (shop, server) = (shop().await, serve(table).await);
    audit(&shop, &["--dns".to_owned(), "--dns-server".to_owned(), server.to_string()]).await.0
}

fn cloaked(report: &Report) -> Vec<&str> {
    report.findings.iter().filter(|one| one.rule == RULE).map(|one| one.message.as_str()).collect()
}

/// Whose the picture is in the report, and for what it is asked.
fn picture(report: &Report) -> (Option<String>, String) {
    let picture = report.requests.iter().find(|request| request.host == "metrics.shop.example").unwrap();
    (picture.vendor.clone(), format!("{:?} {:?}", picture.purpose, picture.url_kind.as_deref()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_of_the_sites_own_that_leads_to_a_tracker_is_told_with_its_alias() {
    let report = asking(&[
        ("www.shop.example", Says::NoAlias),
        ("metrics.shop.example", Says::Alias("shop.eulerian.net")),
        ("shop.eulerian.net", Says::NoAlias),
    ])
    .await;
    let told = cloaked(&report);
    assert!(!told.is_empty(), "{:?}", report.findings);
    assert!(told.iter().all(|message| message.contains("shop.eulerian.net")), "{told:?}");
    assert_eq!(picture(&report), (Some("Eulerian".to_owned()), "Analytics Some(\"endpoint\")".to_owned()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_that_leads_to_nobody_known_or_was_not_asked_for_is_no_cloak() {
    let elsewhere = asking(&[
        ("www.shop.example", Says::NoAlias),
        ("metrics.shop.example", Says::Alias("shop.hosting.example")),
        ("shop.hosting.example", Says::NoAlias),
    ])
    .await;
    let not_asked = audit(&shop().await, &[]).await.0;
    for report in [elsewhere, not_asked] {
        assert_eq!(cloaked(&report), Vec::<&str>::new());
        assert_eq!(picture(&report), (None, "Unknown None".to_owned()));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_that_was_asked_for_in_vain_is_neither_a_cloak_nor_none() {
    let why = |report: &Report| {
        let result = report.results.iter().find(|result| result.rule == RULE).unwrap();
        // States that were not lived through leave it open whatever was told.
        assert_eq!(result.outcome, Outcome::CantTell);
        result.reason.clone().unwrap_or_default()
    };
    let table = [("www.shop.example", Says::NoAlias), ("metrics.shop.example", Says::Nothing)];
    let silent = asking(&table).await;
    assert!(why(&silent).contains("metrics.shop.example could not be resolved"), "{}", why(&silent));
    assert_eq!(cloaked(&silent), Vec::<&str>::new());
    let plain = asking(&[table[0], ("metrics.shop.example", Says::NoAlias)]).await;
    assert!(!why(&plain).contains("metrics.shop.example"), "{}", why(&plain));
}

/// Only public addresses are looked up, and on loopback none answers: what is told here is where the visits came from.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_of_addresses_tells_the_country_of_the_visits_and_places_nobody_on_loopback() {
    let shop = shop().await;
    let file = mmdb::database(&mmdb::map("country", &mmdb::map("iso_code", &mmdb::text("FR"))));
    let path = file.path().to_string_lossy().into_owned();
    let database = ["--geo-database".to_owned(), path];
    let own = ["--own-address".to_owned(), "203.0.113.7".to_owned()];
    let (report, _) = audit(&shop, &[database.as_slice(), own.as_slice()].concat()).await;
    let vantage = &report.target.vantage;
    assert_eq!((vantage.country.as_deref(), vantage.how.as_str()), (Some("FR"), "database"));
    assert!(report.requests.iter().all(|request| request.countries.is_empty()));
    let (silent, _) = audit(&shop, &database).await;
    assert_eq!(silent.target.vantage.country, None);
}
