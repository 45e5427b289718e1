//! Sites that cannot be reached, that misbehave or send nonsense. Each has its own outcome, and none is called clean.

use consentinel::browser::chrome::Flavour;
use consentinel::engine::Outcome;
use consentinel::evidence::{ReachOutcome, State};
use consentinel::facts::Seen;
use consentinel::policy::Severity;
use consentinel::report::{self, ExitKind, OnIncomplete};

use super::audit::{Audited, Auditor};
use crate::fixtures::raw::{self, Raw};
use crate::fixtures::server::Fixtures;
use crate::support::web::{Reply, Web};

struct Run {
    fixtures: Fixtures,
    auditor: Auditor,
}

impl Run {
    async fn start() -> Self {
        let fixtures = Fixtures::start().await;
        let mut auditor = Auditor::start(Flavour::Shell, fixtures.host_rules()).await;
        auditor.plan.visit_deadline = std::time::Duration::from_secs(14);
        Self { fixtures, auditor }
    }

    /// The audit of an address that must come out as `outcome`, hence incomplete and never clean.
    async fn not_reached(&self, url: &str, outcome: ReachOutcome) -> Audited {
        let audited = self.auditor.audit(url).await;
        let report = &audited.report;
        assert_eq!(report.reached.outcome, outcome, "{url}: {}", report.reached.detail);
        assert!(!report.reached.detail.is_empty(), "{url}: nothing is said of why");
        assert!(!report.complete && !report.gaps.is_empty(), "{url}: passes for complete");
        assert_eq!(report.banner.seen, Seen::Unknown, "{url}: something is known of its banner");
        assert!(report.findings.is_empty(), "{url}: {:?}", report.findings);
        let passed: Vec<_> = report.results.iter().filter(|result| result.outcome == Outcome::Passed).collect();
        assert!(passed.is_empty(), "{url}: passed {passed:?}");
        let verdict = report::verdict(std::slice::from_ref(report), report::DEFAULT_THRESHOLD, OnIncomplete::Fail);
        assert_eq!(verdict.kind, ExitKind::Incomplete, "{url}");
        audited
    }

    /// The audit of the sound site, to prove that the browser is still of use.
    async fn still_works(&self) {
        let audited = self.auditor.audit(&self.fixtures.url("state-quiet")).await;
        assert_eq!(audited.report.reached.outcome, ReachOutcome::Loaded, "{}", audited.report.reached.detail);
        assert_eq!(audited.report.banner.seen, Seen::No);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_connected_to_is_unreachable() {
    let run = Run::start().await;
    let refused = raw::refused_port().await;
    let garbage = Raw::answering(b"this is no handshake, this is a line of text\r\n".to_vec()).await;
    for (url, word) in [
        (format!("http://down.localhost:{refused}/"), "ERR_CONNECTION_REFUSED"),
        ("http://nowhere.invalid/".to_owned(), "ERR_NAME_NOT_RESOLVED"),
        (format!("https://tls.localhost:{}/", garbage.port()), "ERR_SSL_PROTOCOL_ERROR"),
    ] {
        let audited = run.not_reached(&url, ReachOutcome::Unreachable).await;
        assert!(audited.report.reached.detail.contains(word), "{url}: {}", audited.report.reached.detail);
    }
    run.still_works().await;
    run.auditor.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_of_its_own_making_is_no_site() {
    let run = Run::start().await;
    let own = Web::secure(|_| Reply::html("<!doctype html><title>Own</title><h1>Of its own making</h1>")).await;
    let url = format!("https://own.localhost:{}/", own.secure_port().unwrap());
    let audited = run.not_reached(&url, ReachOutcome::Unreachable).await;
    assert!(audited.report.reached.detail.contains("ERR_CERT"), "{}", audited.report.reached.detail);
    run.auditor.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn statuses_challenges_and_odd_documents_are_told_apart() {
    let run = Run::start().await;
    let url = |deed: &str| format!("{}do/{deed}", run.fixtures.url("state-quiet"));
    for code in [403_u16, 404, 500, 503] {
        let audited = run.not_reached(&url(&format!("status/{code}")), ReachOutcome::HttpError).await;
        assert_eq!(audited.report.reached.status, Some(code));
    }
    let challenged = run.not_reached(&url("challenge"), ReachOutcome::Challenged).await;
    assert_eq!(challenged.report.reached.status, Some(403));
    run.not_reached(&url("challenge/quiet"), ReachOutcome::Challenged).await;
    run.not_reached(&url("challenge/blank"), ReachOutcome::Challenged).await;
    run.not_reached(&url("pdf"), ReachOutcome::NotHtml).await;
    run.not_reached(&url("empty"), ReachOutcome::NotHtml).await;
    run.auditor.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_never_ends_is_ended() {
    let run = Run::start().await;
    let url = |deed: &str| format!("{}do/{deed}", run.fixtures.url("state-quiet"));
    run.not_reached(&url("hang"), ReachOutcome::TimedOut).await;
    run.not_reached(&url("redirect/0"), ReachOutcome::Unreachable).await;
    run.not_reached(&run.fixtures.url("fault-busyhead"), ReachOutcome::TimedOut).await;
    run.not_reached(&run.fixtures.url("fault-busy"), ReachOutcome::TimedOut).await;
    run.still_works().await;
    run.auditor.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_goes_to_itself_for_ever_is_no_clean_page() {
    let run = Run::start().await;
    let audited = run.auditor.audit(&run.fixtures.url("fault-jsloop")).await;
    let report = &audited.report;
    assert!(!report.complete, "passes for complete: {:?} {:?}", report.reached, report.banner.seen);
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    run.still_works().await;
    run.auditor.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_loads_itself_for_ever_after_a_refusal_is_not_called_complete() {
    let mut run = Run::start().await;
    // One after the other: the page that loads itself takes all the time that its visit has, and must not have the
    // processor of the others too.
    run.auditor.plan.jobs = 1;
    let audited = run.auditor.audit(&run.fixtures.url("fault-choiceloop")).await;
    let report = &audited.report;
    assert_eq!(report.banner.seen, Seen::Yes, "{:?}", report.banner.reason);
    let lost: Vec<_> = report.gaps.iter().filter_map(|gap| gap.state.clone()).collect();
    let refusing = |state: &State| matches!(state, State::Reject | State::RejectAgain);
    assert!(lost.iter().all(refusing) && !lost.is_empty(), "{:?}", report.gaps);
    // What the page says and declares is another matter.
    let loud: Vec<_> = report.findings.iter().filter(|finding| finding.severity <= Severity::High).collect();
    assert!(loud.is_empty(), "{loud:?}");
    run.still_works().await;
    run.auditor.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dialogs_popups_and_big_pages_are_lived_through() {
    let mut run = Run::start().await;
    // Every load opens twenty windows, and a visit has four.
    let usual = std::mem::replace(&mut run.auditor.plan.visit_deadline, std::time::Duration::from_secs(24));
    let big = format!("{}do/big", run.fixtures.url("state-quiet"));
    for url in [run.fixtures.url("fault-dialogs"), run.fixtures.url("fault-popups")] {
        let audited = run.auditor.audit(&url).await;
        assert_eq!(audited.report.reached.outcome, ReachOutcome::Loaded, "{url}: {}", audited.report.reached.detail);
        assert!(audited.report.complete, "{url}: {:?}", audited.report.gaps);
    }
    run.auditor.plan.visit_deadline = usual;
    // Fifty megabytes may or may not be read before the deadline; either way the browser lives and nothing is made up.
    let audited = run.auditor.audit(&big).await;
    let reached = audited.report.reached.outcome;
    assert!(matches!(reached, ReachOutcome::Loaded | ReachOutcome::TimedOut), "{}", audited.report.reached.detail);
    assert!(audited.report.findings.is_empty(), "{:?}", audited.report.findings);
    run.still_works().await;
    run.auditor.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_thousand_cookies_are_all_kept() {
    let run = Run::start().await;
    let audited = run.auditor.audit(&run.fixtures.url("fault-cookies")).await;
    assert!(audited.report.complete, "{:?}", audited.report.gaps);
    let jar = audited.report.items.iter().filter(|item| item.name.starts_with("jar")).count();
    assert_eq!(jar, 2000);
    run.auditor.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn odd_bytes_in_titles_and_cookies_do_no_harm() {
    let run = Run::start().await;
    let odd = Raw::with_odd_bytes().await;
    let audited = run.auditor.audit(&format!("http://odd.localhost:{}/", odd.port())).await;
    assert_eq!(audited.report.reached.outcome, ReachOutcome::Loaded, "{}", audited.report.reached.detail);
    let names: Vec<&str> = audited.report.items.iter().map(|item| item.name.as_str()).collect();
    assert!(names.contains(&"plain"), "{names:?}");
    let look = report::Look { width: Some(100), paint: report::Paint::Off, persona: report::Persona::Auditor };
    let verdict = report::verdict(std::slice::from_ref(&audited.report), report::DEFAULT_THRESHOLD, OnIncomplete::Fail);
    for format in [report::Format::Terminal, report::Format::Markdown] {
        let text = report::render(format, std::slice::from_ref(&audited.report), &verdict, look);
        let bad: Vec<char> = text.chars().filter(|c| report::is_unsafe(*c) && *c != '\n').collect();
        assert!(bad.is_empty(), "{bad:?} in\n{text}");
    }
    run.auditor.close().await;
}
