//! Sites that are in order are reproached with nothing, under any profile: seen once, judged under each.

use std::path::Path;

use consentinel::browser::chrome::Flavour;
use consentinel::engine::Outcome;
use consentinel::facts::Seen;
use consentinel::policy::Verdict;
use consentinel::report::Report;

use super::audit::{Auditor, Settings};
use super::expect::{self, Expected};
use super::groups;
use crate::fixtures::server::Fixtures;

/// From where a site is visited to be judged under a profile, where that is one country.
const COUNTRIES: [(&str, &str); 12] = [
    ("be", "BE"),
    ("ch", "CH"),
    ("de-tdddg", "DE"),
    ("dk", "DK"),
    ("es-aepd", "ES"),
    ("eu-gdpr", "AT"),
    ("fr-cnil", "FR"),
    ("ie", "IE"),
    ("it-garante", "IT"),
    ("nl", "NL"),
    ("uk-ico", "GB"),
    ("us-ca", "US"),
];

/// So many rules at least have something to look at on a site that asks, under every profile: of nothing but silence
/// nothing would follow.
const FEWEST_PASSED: usize = 7;

/// The ids of all built-in profiles.
fn profiles() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/profiles");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut ids: Vec<String> = files.map(|file| file.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    ids.sort();
    ids
}

/// How many rules looked and found nothing.
fn passed(report: &Report) -> usize {
    report.results.iter().filter(|result| result.outcome == Outcome::Passed).count()
}

/// What a report reproaches a site with.
fn reproaches(report: &Report) -> Vec<String> {
    let loud = report.findings.iter().filter(|one| matches!(one.verdict, Verdict::Finding | Verdict::Indication));
    loud.map(|finding| format!("{}: {}", finding.rule, finding.message)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sites_in_order_are_reproached_with_nothing_under_any_profile() {
    let fixtures = Fixtures::start().await;
    let auditor = Auditor::on(Flavour::Shell, &fixtures).await;
    let mut wrong = Vec::new();
    let (sites, profiles): (Vec<Expected>, Vec<String>) = (expect::load("clean"), profiles());
    for expected in &sites {
        let audited = groups::audit(&auditor, expected, &fixtures).await;
        wrong.extend(expect::differences(expected, &audited));
        let asks = expected.banner.seen == Seen::Yes;
        for profile in &profiles {
            let country = COUNTRIES.iter().find(|(id, _)| id == profile).map(|(_, country)| (*country).to_owned());
            let settings = Settings { profile: Some(profile.clone()), country, ..Settings::default() };
            let report = auditor.judge(&audited.evidence, &settings);
            let said = reproaches(&report);
            if asks && passed(&report) < FEWEST_PASSED {
                wrong.push(format!("{} under {profile}: silent, for only {} passed", expected.site, passed(&report)));
            }
            wrong.extend(said.iter().map(|said| format!("{} under {profile}: {said}", expected.site)));
        }
    }
    auditor.close().await;
    assert!(sites.len() > 2 && profiles.len() > 14, "{} sites, {} profiles", sites.len(), profiles.len());
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
