//! Reports that were judged otherwise: what is gone by that is not fixed, and what weighs more by that is new all the
//! same.

use consentinel::compare::{against, changes};
use consentinel::engine::Outcome;
use consentinel::policy::{Severity, Verdict};
use consentinel::report::*;
use serde_json::Value;

use crate::report_scene as scene;
use crate::support::program::{bundle, run};

type Change = fn(&mut Report);

/// Every way to judge otherwise, and what is said of it.
const WAYS: [(Change, &str); 4] = [
    (|one| one.profiles[0].id = "fr-cnil".to_owned(), "judged by other profiles now"),
    (|one| one.tool.rules = "sha256:0".to_owned(), "judged by other rules or exceptions now"),
    (|one| one.tool.knowledge = "sha256:0".to_owned(), "judged with other knowledge now"),
    (|one| one.tool.version = "0.0.1".to_owned(), "judged by another version of Consentinel now"),
];

/// The leaky shop without its first finding, whose rule passed.
fn better() -> Report {
    let mut report = scene::leaky().report();
    let rule = report.findings[0].rule.clone();
    report.findings.retain(|finding| finding.rule != rule);
    report.results.iter_mut().filter(|result| result.rule == rule).for_each(|result| result.outcome = Outcome::Passed);
    report
}

fn with(change: Change, mut report: Report) -> Report {
    change(&mut report);
    report
}

fn code(then: &Report, now: Report) -> u8 {
    let baseline = against("before.json", BaselineKind::Report, Some(then), &now);
    let now = Report { baseline: Some(baseline), ..now };
    verdict(std::slice::from_ref(&now), DEFAULT_THRESHOLD, OnIncomplete::Fail).kind.code()
}

fn whys(then: &Report, now: &Report) -> Vec<WhyNew> {
    changes(then, now).new.iter().map(|one| one.why).collect()
}

#[test]
fn what_another_judge_does_not_find_is_not_fixed() {
    let then = scene::leaky().report();
    let alike = changes(&then, &better());
    assert!(!alike.fixed.is_empty() && alike.not_known.is_empty(), "{alike:?}");
    for (change, told) in WAYS {
        let found = changes(&then, &with(change, better()));
        assert_eq!((found.fixed.len(), found.not_known.len()), (0, alike.fixed.len()), "{told}");
        assert!(found.not_known.iter().all(|one| one.reason.contains(told)), "{:?}", found.not_known);
    }
    // The order in which profiles are named is no other way to judge.
    let two = |ids: [&str; 2], mut report: Report| {
        report.profiles = ids.map(|id| ProfileUsed { id: id.to_owned(), ..scene::profile() }).to_vec();
        report
    };
    let found = changes(&two(["eu-gdpr", "strict"], then), &two(["strict", "eu-gdpr"], better()));
    assert_eq!((found.fixed.len(), found.not_known.len()), (alike.fixed.len(), 0));
}

#[test]
fn what_another_judge_weighs_more_is_new_under_words_of_its_own() {
    for lesser in [(Severity::Low, Verdict::Finding), (Severity::Critical, Verdict::Review)] {
        let mut weaker = scene::leaky().report();
        (weaker.findings[0].severity, weaker.findings[0].verdict) = lesser;
        assert_eq!(whys(&weaker, &scene::leaky().report()), [WhyNew::Worse]);
        for (change, told) in WAYS {
            let now = with(change, scene::leaky().report());
            assert_eq!(whys(&weaker, &now), [WhyNew::JudgedMoreStrictly], "{told}");
            assert_eq!(code(&weaker, now), 1, "what did not count then and counts now fails");
        }
    }
    for (change, told) in WAYS {
        let now = with(change, scene::leaky().report());
        let found = whys(&better(), &now);
        assert!(!found.is_empty() && found.iter().all(|why| *why == WhyNew::JudgedOtherwise), "{told}: {found:?}");
        assert_eq!(code(&better(), now), 1);
        let same = with(change, scene::leaky().report());
        assert_eq!(whys(&scene::leaky().report(), &same), [], "what weighs the same is no news");
    }
}

/// The report of a bundle, judged by a profile, as a file.
fn judged(name: &str, profile: &str, folder: &std::path::Path) -> String {
    let (_, text, err) = run(&["evaluate", &bundle(name), "--profile", profile, "--any-vantage", "--format", "json"]);
    let file = folder.join(format!("{name}-{profile}.json"));
    std::fs::write(&file, &text).unwrap_or_else(|why| panic!("{why}: {err}"));
    file.display().to_string()
}

#[test]
fn the_same_evidence_is_never_fixed_nor_worse_by_another_profile() {
    let folder = tempfile::tempdir().unwrap();
    let evaluate = |profile: &str, baseline: &str, format: &str| {
        let leaky = bundle("leaky");
        run(&["evaluate", &leaky, "--profile", profile, "--any-vantage", "--baseline", baseline, "--format", format])
    };
    let strict = judged("leaky", "strict", folder.path());
    let (_, told, err) = evaluate("fr-cnil", &strict, "json");
    let report: Value = serde_json::from_str(&told).unwrap_or_else(|why| panic!("{why}: {err}"));
    assert_eq!(report["baseline"]["fixed"], serde_json::json!([]));
    assert!(!report["baseline"]["not_known"].as_array().unwrap().is_empty(), "{told}");
    let (_, told, _) = evaluate("fr-cnil", &strict, "table");
    let end = told.trim_end().lines().last().unwrap().replace("not known whether fixed", "unsure");
    assert!(end.contains("unsure") && !end.contains("fixed"), "{end}");
    let common = judged("leaky", "eu-gdpr", folder.path());
    let (code, told, _) = evaluate("strict", &common, "table");
    assert_eq!(code, 1, "{told}");
    let flat = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("is judged more strictly now") && !flat.contains("is worse now"), "{told}");
    let (_, told, _) = run(&["history", &strict, &common]);
    assert!(!told.contains("1 fixed"), "{told}");
}
