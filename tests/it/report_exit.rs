//! The exit verdict, and what makes an audit incomplete.

use consentinel::engine::{Judgement, Outcome, RuleResult, Waiver};
use consentinel::evidence::*;
use consentinel::facts::Seen;
use consentinel::policy::{Confidence, Severity, Speaks, Verdict};
use consentinel::report::*;

use crate::report_scene::{self as scene, Judged, failure};

fn with(failures: &[(Severity, Verdict)]) -> Report {
    let mut judged = scene::clean();
    let base = judged.judgement.results.remove(0);
    let failures = failures.iter().map(|(severity, verdict)| failure(*severity, *verdict, "seen", "0"));
    let result = RuleResult { outcome: Outcome::Failed, failures: failures.collect(), ..base };
    judged.judgement = Judgement { results: vec![result], exceptions: Vec::new() };
    judged.report()
}

fn code(reports: &[Report]) -> u8 {
    verdict(reports, DEFAULT_THRESHOLD, OnIncomplete::Fail).kind.code()
}

#[test]
fn only_findings_and_indications_at_or_above_the_threshold_count() {
    use Severity::*;
    for (severity, word, expected) in [
        (Critical, Verdict::Finding, 1),
        (High, Verdict::Finding, 1),
        (High, Verdict::Indication, 1),
        (Medium, Verdict::Finding, 0),
        (Critical, Verdict::Review, 0),
        (Critical, Verdict::Info, 0),
    ] {
        assert_eq!(code(&[with(&[(severity, word)])]), expected, "{severity:?} {word:?}");
    }
    let medium = [with(&[(Medium, Verdict::Finding)])];
    assert_eq!(verdict(&medium, Medium, OnIncomplete::Fail).kind, ExitKind::Findings);
    assert_eq!(verdict(&medium, Critical, OnIncomplete::Fail).kind, ExitKind::Clean);
}

#[test]
fn findings_below_the_confidence_of_the_threshold_do_not_count() {
    let mut report = with(&[(Severity::Critical, Verdict::Finding)]);
    for (own, threshold, expected) in [
        (Confidence::High, "high:high", 1),
        (Confidence::Medium, "high:high", 0),
        (Confidence::Medium, "critical:medium", 1),
        (Confidence::Low, "high:medium", 0),
        (Confidence::Low, "high:low", 1),
        (Confidence::Low, "high", 1),
    ] {
        report.findings[0].confidence = own;
        let threshold: Threshold = threshold.parse().unwrap();
        let exit = verdict(std::slice::from_ref(&report), threshold, OnIncomplete::Fail);
        assert_eq!(exit.kind.code(), expected, "{own:?} {threshold}: {}", exit.because);
        assert!(exit.because.contains(&format!("at or above {threshold}")), "{}", exit.because);
    }
}

#[test]
fn an_excused_run_leaves_with_zero_and_says_with_what_it_would_have() {
    let excused = |report: Report| verdict(&[report], DEFAULT_THRESHOLD, OnIncomplete::Fail).excused();
    let leaky = excused(scene::leaky().report());
    assert_eq!((leaky.kind, leaky.code), (ExitKind::Findings, 0));
    assert_eq!(
        leaky.because,
        "exit 0 (--exit-zero; without it 1): 3 findings or indications at or above high (1 waived)"
    );
    let down = excused(scene::down().report());
    assert_eq!((down.kind, down.code), (ExitKind::Incomplete, 0));
    assert!(down.because.starts_with("exit 0 (--exit-zero; without it 3): incomplete in none: "), "{}", down.because);
    let clean = excused(scene::clean().report());
    assert_eq!(clean, verdict(&[scene::clean().report()], DEFAULT_THRESHOLD, OnIncomplete::Fail));
    let refused = ExitVerdict { kind: ExitKind::Refused, code: 2, ..clean };
    assert_eq!(refused.clone().excused(), refused);
}

#[test]
fn waived_findings_do_not_count() {
    let mut report = with(&[(Severity::Critical, Verdict::Finding)]);
    report.findings[0].waived = Some(Waiver { reason: "known".to_owned(), by: "me".to_owned(), until: None });
    assert_eq!(code(&[report]), 0);
}

#[test]
fn the_last_line_says_why() {
    let line = |reports: &[Report], on| verdict(reports, DEFAULT_THRESHOLD, on).because;
    let leaky = scene::leaky().report();
    assert_eq!(
        line(std::slice::from_ref(&leaky), OnIncomplete::Fail),
        "exit 1: 3 findings or indications at or above high (1 waived)"
    );
    let clean = scene::clean().report();
    let nothing = "exit 0: nothing at or above high in what was observed";
    assert_eq!(line(std::slice::from_ref(&clean), OnIncomplete::Fail), nothing);
    let down = scene::down().report();
    assert_eq!(
        line(std::slice::from_ref(&down), OnIncomplete::Fail),
        "exit 3: incomplete in none: the site was not reached (unreachable): net::ERR_CONNECTION_REFUSED (and 3 more)"
    );
    let mut partly = clean.clone();
    partly.complete = false;
    partly.gaps = vec![down.gaps[0].clone()];
    assert!(line(&[partly], OnIncomplete::Allow).ends_with("which was allowed"));
    assert!(!line(std::slice::from_ref(&down), OnIncomplete::Allow).contains("allowed"));
    assert_eq!(
        line(&[leaky, clean, down], OnIncomplete::Fail),
        "exit 1: 3 findings or indications at or above high (1 waived); 1 of 3 targets incomplete"
    );
}

#[test]
fn of_several_targets_findings_come_before_incompleteness() {
    let (leaky, clean, down) = (scene::leaky().report(), scene::clean().report(), scene::down().report());
    assert_eq!(code(&[clean.clone(), down.clone()]), 3);
    assert_eq!(code(&[down.clone(), leaky]), 1);
    assert_eq!(verdict(&[clean, down], DEFAULT_THRESHOLD, OnIncomplete::Allow).kind.code(), 3);
    let mut kinds = [ExitKind::Findings, ExitKind::Clean, ExitKind::NoBrowser, ExitKind::Incomplete, ExitKind::Refused];
    kinds.sort();
    assert_eq!(kinds.map(ExitKind::code), [0, 3, 1, 2, 4]);
}

/// The reasons of a report whose site was changed before it was judged.
fn gaps(change: impl FnOnce(&mut Judged)) -> Vec<String> {
    let mut judged = scene::clean();
    change(&mut judged);
    let report = judged.report();
    assert_eq!(report.complete, report.gaps.is_empty());
    assert_eq!(code(std::slice::from_ref(&report)), if report.complete { 0 } else { 3 });
    report.gaps.into_iter().map(|gap| gap.reason).collect()
}

fn moment(judged: &mut Judged) -> &mut Moment {
    &mut judged.evidence.visits[2].moments[1]
}

#[test]
fn a_whole_observation_is_complete_and_so_is_a_choice_that_is_not_offered() {
    assert_eq!(gaps(|_| ()), Vec::<String>::new());
    assert_eq!(gaps(|judged| judged.facts.states[2].status = ChoiceStatus::NotOffered), Vec::<String>::new());
    assert_eq!(gaps(|judged| judged.facts.banner.seen = Seen::No), Vec::<String>::new());
    // Policy pages and signals are no states: rules that need them cannot tell.
    let beside = gaps(|judged| {
        let why = || "no answer".to_owned();
        judged.evidence.visits[1].policy_pages = Some(Gathered::Failed(why()));
        moment(judged).signals = Gathered::Failed(why());
    });
    assert_eq!(beside, Vec::<String>::new());
}

#[test]
fn every_gap_makes_an_audit_incomplete() {
    type Change = fn(&mut Judged);
    let failed = || "no answer".to_owned();
    let changes: [(&str, Change); 19] = [
        ("no state was lived through", |judged| judged.evidence.visits.clear()),
        ("whether there is a banner", |judged| judged.facts.banner.seen = Seen::Unknown),
        ("nothing proves that it took", |judged| judged.facts.states[2].status = ChoiceStatus::Unconfirmed),
        ("the choice could not be tried", |judged| judged.facts.states[2].status = ChoiceStatus::Failed),
        ("nothing was derived", |judged| drop(judged.facts.states.remove(0))),
        ("cut short", |judged| judged.evidence.visits[0].cut_short = Some("the browser died".to_owned())),
        ("the deadline passed after the choice", |judged| moment(judged).ended = PhaseEnd::Deadline),
        ("died after the choice", |judged| moment(judged).ended = PhaseEnd::Died),
        ("nothing was recorded after the reload", |judged| drop(judged.evidence.visits[2].moments.pop())),
        ("nothing was recorded at arrival", |judged| judged.evidence.visits[0].moments.clear()),
        ("the browser refused third-party cookies", |judged| {
            judged.evidence.run.browser.third_party_cookies = ThirdPartyCookies::Blocked;
        }),
        ("keeps third-party cookies could not be tried", |judged| {
            judged.evidence.run.browser.third_party_cookies = ThirdPartyCookies::Unknown;
        }),
        ("the second layer could not be recorded", |judged| {
            judged.evidence.visits[1].second_layer = Some(Gathered::Failed("x".into()));
        }),
        ("not everything could be looked at after the choice", |judged| {
            let moment = moment(judged);
            let Gathered::Ok(search) = &mut moment.search else { panic!("no search") };
            search.blind_spots.push("a frame that does not answer".to_owned());
        }),
        ("the site was not reached (http-error)", |judged| {
            judged.evidence.visits[3].reached.outcome = ReachOutcome::HttpError;
        }),
        ("cookies could not be read after the choice", |judged| moment(judged).cookies = Gathered::Failed("x".into())),
        ("storage could not be read", |judged| moment(judged).storage = Gathered::Failed("x".into())),
        ("the banner could not be looked for", |judged| moment(judged).search = Gathered::Failed("x".into())),
        ("requests could not be recorded", |judged| judged.evidence.visits[0].requests = Gathered::Failed("x".into())),
    ];
    for (words, change) in changes {
        let reasons = gaps(change);
        assert!(reasons.iter().any(|reason| reason.contains(words)), "{words}: {reasons:?}");
    }
    let writes = gaps(|judged| judged.evidence.visits[0].cookie_writes = Gathered::Failed(failed()));
    assert_eq!(writes, ["writes of cookies could not be recorded: no answer"]);
}

#[test]
fn a_profile_that_does_not_speak_for_the_country_makes_an_audit_incomplete() {
    let mut judged = scene::clean();
    judged.evidence.run.vantage.country = Some("US".to_owned());
    let report = |speaks| judged.report_by(&[ProfileUsed { speaks, ..scene::profile() }]);
    let elsewhere = report(Speaks::Elsewhere);
    assert!(!elsewhere.complete);
    assert_eq!(elsewhere.gaps.len(), 1);
    assert!(elsewhere.gaps[0].reason.contains("eu-gdpr") && elsewhere.gaps[0].reason.contains("US"));
    assert_eq!(code(&[elsewhere]), 3);
    for speaks in [Speaks::Anywhere, Speaks::Here, Speaks::ElsewhereAllowed, Speaks::Unknown] {
        assert!(report(speaks).complete, "{speaks:?}");
    }
}

#[test]
fn every_way_of_not_reaching_a_site_is_incomplete() {
    use ReachOutcome::*;
    for outcome in [Unreachable, HttpError, Challenged, NotHtml, TimedOut, Crashed] {
        let mut judged = scene::clean();
        for visit in &mut judged.evidence.visits {
            visit.reached.outcome = outcome;
        }
        let report = judged.report();
        assert_eq!(report.reached.outcome, outcome);
        assert_eq!(code(&[report]), 3, "{outcome:?}");
    }
}
