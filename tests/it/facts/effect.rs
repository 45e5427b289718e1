//! What still tracks after a refusal.

use consentinel::evidence::{Phase, Role, State};
use consentinel::facts::{Fact, derive};
use consentinel::knowledge::{Knowledge, SourceText};

use crate::support::evidence::{GTAG, SHOP, three_buttons};
use crate::support::scene::{Scene, local_item};

const VENDOR: &str = r#"
vendor: google-analytics
name: Google Analytics
sources: ["https://developers.google.com/analytics/devguides/collection/analyticsjs/cookie-usage"]
date: "2026-11-25"
hosts: [google-analytics.com, googletagmanager.com]
cookies:
  - names: [_ga]
    place: local-storage
    purpose: analytics
    kind: measurement
    party: first
    lifetime: persistent
    identifies: true
    summary: Tells visitors apart over all their visits.
"#;

/// How much tracks after a refusal where a known entry of storage holds `value`.
fn tracking_after_reject(value: &str) -> Fact {
    let text = SourceText { path: "cookies/google-analytics.yaml".to_owned(), text: VENDOR.trim_start().to_owned() };
    let knowledge = Knowledge::load(&[text]).unwrap_or_else(|errors| panic!("{errors:?}"));
    let item = local_item("https://shop.example", "_ga", value);
    let scene = Scene::of(SHOP)
        .banner(&three_buttons())
        .chosen(&State::Reject, Role::Reject, &["Reject all"])
        .storage(&State::Reject, Phase::AfterChoice, &item)
        .storage_write(&State::Reject, Phase::AfterChoice, GTAG, &item);
    derive(&scene.done(), &knowledge).view.singles["effect.tracking-after-reject"].0.clone()
}

#[test]
fn a_known_entry_of_storage_tracks_unless_it_is_empty() {
    assert_eq!(tracking_after_reject("q83hf7a0zk2m"), Fact::number(1.0));
    assert_eq!(tracking_after_reject(""), Fact::number(0.0), "it holds nothing");
}
