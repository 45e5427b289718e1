//! The sites of `consentinel demo`, and the trial of third-party cookies that goes before every audit.

use std::collections::BTreeSet;

use consentinel::browser::chrome::Flavour;
use consentinel::evidence::{FramePlace, ReachOutcome, Shadow, ThirdPartyCookies};
use consentinel::facts::{BannerKind, Seen};
use consentinel::policy::Severity;
use consentinel::report::Report;
use consentinel::serve::{DemoSite, Server};

use super::audit::Auditor;

async fn audit_all(flavour: Flavour) -> Vec<(DemoSite, Report)> {
    let demo = Server::demo().await.unwrap();
    let auditor = Auditor::start(flavour, demo.host_rules()).await;
    assert_eq!(auditor.plan.third_party, ThirdPartyCookies::Allowed, "a visitor's normal profile keeps them");
    let mut audited = Vec::new();
    for site in demo.sites() {
        audited.push((site.clone(), auditor.audit(&site.url).await.report));
    }
    auditor.close().await;
    audited
}

/// In what a report is not what the demo says of the site.
fn surprises(site: &DemoSite, report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    if site.down {
        if report.reached.outcome != ReachOutcome::Unreachable || report.complete || !report.findings.is_empty() {
            lines.push(format!("{}: is down, but was seen as {:?}", site.id, report.reached));
        }
        return lines;
    }
    let found: BTreeSet<&str> = report.findings.iter().map(|finding| finding.rule.as_str()).collect();
    let missing: Vec<&&str> = site.must_find.iter().filter(|rule| !found.contains(**rule)).collect();
    if !missing.is_empty() {
        lines.push(format!("{}: not found: {missing:?}", site.id));
    }
    // What is only to be known reproaches nobody.
    let loud = report.findings.iter().filter(|finding| finding.severity != Severity::Info);
    let loud: BTreeSet<&str> = loud.map(|finding| finding.rule.as_str()).collect();
    if site.must_find.is_empty() && !loud.is_empty() {
        lines.push(format!("{}: is to stay silent, but found: {loud:?}", site.id));
    }
    if !report.complete {
        lines.push(format!("{}: incomplete: {:?}", site.id, report.gaps));
    }
    let place = report.banner.placement.as_ref().map(|place| (place.frame, place.shadow));
    let truth = match site.id {
        "weather" => (FramePlace::CrossOrigin, Shadow::None),
        "library" => (FramePlace::Main, Shadow::Closed),
        _ => (FramePlace::Main, Shadow::None),
    };
    if report.banner.seen != Seen::Yes || place != Some(truth) {
        lines.push(format!(
            "{}: the banner stands at {truth:?}, but was seen as {:?} {place:?}",
            site.id, report.banner.seen
        ));
    }
    lines
}

fn hold(audited: &[(DemoSite, Report)]) {
    let wrong: Vec<String> = audited.iter().flat_map(|(site, report)| surprises(site, report)).collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    let news = audited.iter().find(|(site, _)| site.id == "news").map(|(_, report)| report).unwrap();
    assert_eq!(news.banner.kind, BannerKind::AcceptSettings);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_demo_site_is_read_as_it_was_built() {
    hold(&audit_all(Flavour::Shell).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn full_chromium_reads_the_demo_in_the_same_way() {
    hold(&audit_all(Flavour::Full).await);
}
