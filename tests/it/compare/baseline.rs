//! What is new since a baseline, what is fixed, and what nobody knows.

use consentinel::compare::{against, changes, differences, pick};
use consentinel::engine::{Outcome, Waiver};
use consentinel::evidence::{ChoiceStatus, Clock as PageClock, State, TargetKind};
use consentinel::policy::{Severity, Verdict};
use consentinel::report::*;

use crate::report_scene as scene;

fn leaky() -> Report {
    scene::leaky().report()
}

/// The leaky shop without the findings of one rule, whose outcome is given.
fn without(rule: &str, outcome: Outcome, reason: Option<&str>) -> Report {
    let mut report = leaky();
    report.findings.retain(|finding| finding.rule != rule);
    for result in report.results.iter_mut().filter(|result| result.rule == rule) {
        result.outcome = outcome;
        result.reason = reason.map(str::to_owned);
    }
    report
}

/// A rule of the scene with a finding, and how many findings it has.
fn a_rule() -> (String, usize) {
    let report = leaky();
    let rule = report.findings[0].rule.clone();
    let count = report.findings.iter().filter(|finding| finding.rule == rule).count();
    (rule, count)
}

fn code(report: &Report) -> u8 {
    verdict(std::slice::from_ref(report), DEFAULT_THRESHOLD, OnIncomplete::Fail).kind.code()
}

fn held(then: &Report, now: Report) -> Report {
    let baseline = against("before.json", BaselineKind::Report, Some(then), &now);
    Report { baseline: Some(baseline), ..now }
}

#[test]
fn only_what_is_new_fails() {
    let same = held(&leaky(), leaky());
    assert_eq!((code(&leaky()), code(&same)), (1, 0));
    let baseline = same.baseline.as_ref().unwrap();
    assert_eq!((baseline.new.len(), baseline.fixed.len(), baseline.not_known.len()), (0, 0, 0));
    assert_eq!(baseline.unchanged.len(), leaky().findings.len());
    let (rule, count) = a_rule();
    let worse = held(&without(&rule, Outcome::Passed, None), leaky());
    assert_eq!(code(&worse), 1);
    let new = &worse.baseline.as_ref().unwrap().new;
    assert_eq!(new.len(), count);
    assert!(new.iter().all(|one| one.why == WhyNew::NotThere));
    let standings = worse.standings();
    for finding in &worse.findings {
        assert_eq!(matches!(standings.since(finding), Some(Since::New(_))), finding.rule == rule);
        assert_eq!(standings.is_news(finding), finding.rule == rule);
    }
    let alone = leaky();
    let standings = alone.standings();
    assert!(alone.findings.iter().all(|finding| standings.since(finding).is_none() && standings.is_news(finding)));
}

#[test]
fn gaps_count_whatever_the_baseline_says() {
    let mut now = leaky();
    now.complete = false;
    now.gaps = vec![Gap { state: None, reason: "the browser died".to_owned() }];
    assert_eq!(code(&held(&leaky(), now)), 3);
}

#[test]
fn why_something_is_new_is_said() {
    let (rule, _) = a_rule();
    let why = |then: &Report| held(then, leaky()).baseline.unwrap().new.iter().map(|one| one.why).collect::<Vec<_>>();
    let all = |whys: Vec<WhyNew>, wanted| !whys.is_empty() && whys.iter().all(|why| *why == wanted);
    assert!(all(why(&without(&rule, Outcome::CantTell, Some("x"))), WhyNew::CouldNotBeTold));
    let mut off = without(&rule, Outcome::Passed, None);
    off.results.retain(|result| result.rule != rule);
    assert!(all(why(&off), WhyNew::RuleNotJudged));
    let mut waived = leaky();
    waived.findings[0].waived = Some(Waiver { reason: "r".to_owned(), by: "b".to_owned(), until: None });
    assert_eq!(why(&waived), [WhyNew::NoLongerWaived]);
    for lesser in [(Severity::Low, Verdict::Finding), (Severity::Critical, Verdict::Review)] {
        let mut weaker = leaky();
        (weaker.findings[0].severity, weaker.findings[0].verdict) = lesser;
        assert_eq!(why(&weaker), [WhyNew::Worse], "{lesser:?}");
    }
    // Whether it was seen once or twice is chance.
    let mut once = leaky();
    once.findings[0].verdict = Verdict::Indication;
    assert_eq!(why(&once), []);
    let nothing = against("x", BaselineKind::Report, None, &leaky());
    assert_eq!((nothing.with.kind, nothing.new.len()), (BaselineKind::Nothing, leaky().findings.len()));
    assert!(nothing.new.iter().all(|one| one.why == WhyNew::NothingToCompare));
}

#[test]
fn what_could_not_be_observed_is_never_fixed() {
    let (rule, count) = a_rule();
    let fixed = changes(&leaky(), &without(&rule, Outcome::Passed, None));
    assert_eq!((fixed.fixed.len(), fixed.not_known.len()), (count, 0));
    let mut unlived = without(&rule, Outcome::Passed, None);
    let state = leaky().findings[0].state.clone().unwrap();
    let place = unlived.states.iter().position(|one| one.state == state).unwrap();
    let mut missing = unlived.clone();
    missing.states.remove(place);
    unlived.states[place].status = ChoiceStatus::Failed;
    unlived.states[place].reason = Some("the banner did not come".to_owned());
    let mut off = without(&rule, Outcome::Passed, None);
    off.results.retain(|result| result.rule != rule);
    for (now, told) in [
        (without(&rule, Outcome::CantTell, Some("the jar was not read")), "the jar was not read"),
        (without(&rule, Outcome::Failed, Some("one jar was not read")), "one jar was not read"),
        (without(&rule, Outcome::Inapplicable, Some("applies only where a banner is")), "a banner is"),
        (off, "not judged this time"),
        (unlived, "the banner did not come"),
        (missing, "not lived through"),
    ] {
        let found = changes(&leaky(), &now);
        assert_eq!((found.fixed.len(), found.not_known.len()), (0, count), "{told}");
        assert!(found.not_known.iter().all(|one| one.reason.contains(told)), "{told}: {:?}", found.not_known);
    }
    let mut gapped = without(&rule, Outcome::Passed, None);
    let of_other = Gap { state: Some(State::Gpc), reason: "x".to_owned() };
    gapped.gaps = vec![of_other.clone()];
    assert_eq!(changes(&leaky(), &gapped).fixed.len(), count, "a gap in a state in which it was never seen");
    for state in [None, Some(state)] {
        gapped.gaps = vec![of_other.clone(), Gap { state, reason: "the jar was not read".to_owned() }];
        let found = changes(&leaky(), &gapped);
        assert_eq!((found.fixed.len(), found.not_known.len()), (0, count));
    }
    let down = changes(&leaky(), &scene::down().report());
    assert_eq!((down.fixed.len(), down.not_known.len()), (0, leaky().findings.len()));
}

#[test]
fn unequal_runs_are_told_first() {
    use DifferenceKind::*;
    assert_eq!(differences(&leaky(), &leaky()), Vec::new());
    type Change = fn(&mut Report);
    let changes: [(DifferenceKind, Change); 13] = [
        (Site, |one| one.target.url = "https://other.test/".to_owned()),
        (Address, |one| one.target.url = "https://www.shop.example/".to_owned()),
        (Vantage, |one| one.target.vantage.country = Some("US".to_owned())),
        (Profiles, |one| one.profiles[0].id = "fr-cnil".to_owned()),
        (Rules, |one| one.tool.rules = "sha256:0".to_owned()),
        (Knowledge, |one| one.tool.knowledge = "sha256:0".to_owned()),
        (States, |one| drop(one.states.pop())),
        (Complete, |one| one.complete = false),
        (Viewport, |one| one.run.viewport = (390, 844)),
        (UserAgent, |one| one.run.user_agent = "Mine".to_owned()),
        (Locale, |one| one.run.locale = "de".to_owned()),
        (Clock, |one| one.tool.clock = PageClock::Real),
        (Browser, |one| one.tool.browser = "Chromium 1".to_owned()),
    ];
    for (what, change) in changes {
        let mut now = leaky();
        change(&mut now);
        let found: Vec<DifferenceKind> = differences(&leaky(), &now).iter().map(|one| one.what).collect();
        assert_eq!(found, [what]);
    }
}

#[test]
fn the_report_of_the_same_site_is_found_whatever_its_port() {
    let at = |url: &str| {
        let mut report = leaky();
        report.target.url = url.to_owned();
        report
    };
    let now = at("http://127.0.0.1:4711/shop/");
    let (same, other) = (at("http://127.0.0.1:8080/shop"), at("http://127.0.0.1:8080/blog"));
    assert_eq!(pick(&[&other, &same], &now), Some(1));
    assert_eq!(pick(&[&same, &same], &now), None, "two that are alike");
    assert_eq!(
        pick(&[&other], &now),
        None,
        "another page of the same host: what was accepted there was not accepted here"
    );
    assert_eq!(pick(&[&at("https://staging.shop.example/")], &at("https://www.shop.example/")), Some(0));
    assert_eq!(pick(&[&at("https://shop.example/")], &at("https://other.test/")), None);
    let named = |name: &str| {
        let mut report = at("https://shop.example/");
        report.target.name = Some(name.to_owned());
        report
    };
    let (desktop, phone) = (named("desktop"), named("phone"));
    assert_eq!(pick(&[&desktop, &phone], &phone), Some(1), "the same page under another name is another audit");
    assert_eq!(pick(&[&desktop, &phone], &at("https://shop.example/")), None);
    assert_eq!(pick(&[], &now), None);
    let folder = |given: &str| {
        let mut report = at("http://127.0.0.1:1/");
        report.target.kind = TargetKind::Folder;
        report.target.given = given.to_owned();
        report
    };
    assert_eq!(pick(&[&folder("/a/blog"), &folder("/a/shop")], &folder("./shop/")), Some(1));
    assert_eq!(pick(&[&folder("/a/blog")], &at("https://blog.example/")), None);
}

#[test]
fn every_format_tells_what_changed_and_obeys_nothing() {
    let (rule, _) = a_rule();
    let attack = "</style><script>alert(1)</script>|`x`\u{1b}[31m\u{202e}";
    let mut then = leaky();
    for finding in &mut then.findings {
        finding.message = attack.to_owned();
    }
    let mut now = without(&rule, Outcome::Passed, None);
    now.target.vantage.country = Some(attack.to_owned());
    let now = held(&then, now);
    for format in [Format::Terminal, Format::Markdown, Format::Html] {
        let look = Look { width: Some(100), paint: Paint::Off, persona: Persona::Auditor };
        let exit = verdict(std::slice::from_ref(&now), DEFAULT_THRESHOLD, OnIncomplete::Fail);
        let text = render(format, std::slice::from_ref(&now), &exit, look);
        for part in ["Since the baseline", "not alike", "vantage", "fixed", "unchanged", "before.json"] {
            assert!(text.contains(part), "{part} is missing: {text}");
        }
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text}");
        if format != Format::Terminal {
            assert!(!text.contains("<script>alert"), "{text}");
        }
    }
    let schema = crate::report_schema::schema::<Report>();
    let value = serde_json::to_value(&now).unwrap();
    assert_eq!(crate::support::schema::faults(&schema, &value), Vec::<String>::new());
    assert_eq!(serde_json::from_value::<Report>(value).unwrap(), now);
}
