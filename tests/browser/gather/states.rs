//! Every state is lived through as a visitor would, and what came of it is told.

use consentinel::evidence::{
    ChoiceStatus, Confirmation, DismissOutcome, DismissWay, IncidentKind, Moment, Obstacle, Phase, ReopenMeans, Role,
    State, StepKind, Visit,
};

use super::stage::{Stage, found};
use crate::support::web::{Reply, Web};

const VOICES: &str = include_str!("pages/voices.html");
const SECOND: &str = "<!doctype html><title>Concerts</title><h1>Concerts</h1><p>In May we sing in the old harbour.</p>";

async fn choir() -> Web {
    Web::serve(|asked| match asked.path.as_str() {
        "/" => Reply::html(VOICES),
        "/concerts" => Reply::html(SECOND),
        "/privacy" => Reply::html("<!doctype html><title>Privacy</title><h1>Privacy</h1><p>We keep very little.</p>"),
        "/offer" => Reply::html("<!doctype html><title>Offer</title><p>Two tickets for one.</p>"),
        _ => Reply::status(404),
    })
    .await
}

fn jar(moment: &Moment) -> Vec<(&str, &str)> {
    let jar = moment.cookies.ok().unwrap();
    jar.iter().map(|cookie| (cookie.name.as_str(), cookie.value.as_str())).collect()
}

fn phases(visit: &Visit) -> Vec<Phase> {
    visit.moments.iter().map(|moment| moment.phase).collect()
}

fn steps(visit: &Visit) -> Vec<(StepKind, &str)> {
    visit.choice.iter().flat_map(|choice| &choice.steps).map(|step| (step.kind, step.text.as_str())).collect()
}

fn ways(visit: &Visit) -> Vec<(DismissWay, DismissOutcome, &[String])> {
    let choice = visit.choice.as_ref().unwrap();
    choice.dismissals.iter().map(|one| (one.way, one.outcome, one.record.as_slice())).collect()
}

#[tokio::test]
async fn every_way_to_send_a_banner_away_is_tried_and_what_each_stored_is_told() {
    use DismissOutcome::{Closed, NotThere, Stayed};
    use DismissWay::{Backdrop, CloseControl, Escape};
    let (stage, web) = (Stage::open().await, choir().await);
    let nothing: &[String] = &[];
    let visit = stage.one(&web.url("cross", "/"), State::Dismiss).await;
    assert_eq!(
        ways(&visit),
        [(Escape, Stayed, nothing), (Backdrop, NotThere, nothing), (CloseControl, Closed, nothing)],
        "{:#?}",
        visit.log
    );
    let choice = visit.choice.as_ref().unwrap();
    assert_eq!((choice.status, choice.record.len()), (ChoiceStatus::Observed, 0));
    assert_eq!(choice.confirmed_by, [Confirmation::BannerGone], "it is back after the reload");
    assert_eq!(found(&visit, Phase::Return).len(), 1);

    let visit = stage.one(&web.url("sneaky", "/"), State::Dismiss).await;
    let stored = ["cookie_choice".to_owned()];
    assert_eq!(
        ways(&visit),
        [(Escape, Stayed, nothing), (Backdrop, NotThere, nothing), (CloseControl, Closed, stored.as_slice())]
    );
    assert_eq!(jar(visit.moment(Phase::AfterChoice).unwrap()), [("cookie_choice", "all")]);

    // Escape comes first, so the control that closes is tried in a profile of its own.
    let visit = stage.one(&web.url("escape", "/"), State::Dismiss).await;
    assert_eq!(
        ways(&visit),
        [(Escape, Closed, nothing), (Backdrop, NotThere, nothing), (CloseControl, Closed, nothing)]
    );
    assert_eq!(visit.choice.as_ref().unwrap().steps[0].by, "keyboard");

    let visit = stage.one(&web.url("backdrop", "/"), State::Dismiss).await;
    assert_eq!(
        ways(&visit),
        [(Escape, Stayed, nothing), (Backdrop, Closed, nothing), (CloseControl, NotThere, nothing)],
        "{:#?}",
        visit.log
    );
    stage.close().await;
}

#[tokio::test]
async fn a_banner_that_cannot_be_sent_away_is_not_called_dismissed() {
    let (stage, web) = (Stage::open().await, choir().await);
    let visit = stage.one(&web.url("firm", "/"), State::Dismiss).await;
    let choice = visit.choice.as_ref().unwrap();
    assert_eq!(choice.status, ChoiceStatus::NotOffered, "{choice:?}");
    assert_eq!(phases(&visit), [Phase::Arrival]);
    stage.close().await;
}

#[tokio::test]
async fn saving_stores_what_was_set_beforehand() {
    let (stage, web) = (Stage::open().await, choir().await);
    let visit = stage.one(&web.url("preset", "/"), State::Save).await;
    assert_eq!(steps(&visit), [(StepKind::Activate, "Settings"), (StepKind::Activate, "Save settings")]);
    assert_eq!(visit.choice.as_ref().unwrap().status, ChoiceStatus::Observed);
    assert_eq!(jar(visit.moment(Phase::Return).unwrap()), [("cookie_choice", "necessary cookies+statistics")]);
    let visit = stage.one(&web.url("firm", "/"), State::Save).await;
    assert_eq!(jar(visit.moment(Phase::Return).unwrap()), [("cookie_choice", "necessary cookies")]);
    stage.close().await;
}

#[tokio::test]
async fn one_category_alone_is_accepted_where_there_is_a_toggle_for_it() {
    let (stage, web) = (Stage::open().await, choir().await);
    let visit = stage.one(&web.url("preset", "/"), State::Partial("marketing".to_owned())).await;
    assert_eq!(
        steps(&visit),
        [
            (StepKind::Activate, "Settings"),
            (StepKind::Toggle, "Statistics"),
            (StepKind::Toggle, "Marketing"),
            (StepKind::Activate, "Save settings"),
        ],
        "{:#?}",
        visit.log
    );
    assert_eq!(jar(visit.moment(Phase::Return).unwrap()), [("cookie_choice", "necessary cookies+marketing")]);
    let visit = stage.one(&web.url("preset", "/"), State::Partial("social".to_owned())).await;
    assert_eq!(visit.choice.as_ref().unwrap().status, ChoiceStatus::NotOffered);
    assert!(jar(visit.moments.last().unwrap()).is_empty());
    stage.close().await;
}

#[tokio::test]
async fn withdrawing_begins_where_a_visitor_would_find_it() {
    let (stage, web) = (Stage::open().await, choir().await);
    let visit = stage.one(&web.url("footer", "/"), State::Withdraw).await;
    let choice = visit.choice.as_ref().unwrap();
    assert_eq!(choice.status, ChoiceStatus::Observed, "{choice:?}\n{:#?}", visit.log);
    assert_eq!(
        steps(&visit),
        [
            (StepKind::Scroll, "Cookie settings"),
            (StepKind::Activate, "Cookie settings"),
            (StepKind::Activate, "Reject all")
        ]
    );
    assert_eq!(choice.reopened_by.as_ref().unwrap().means, ReopenMeans::Link);
    assert_eq!(phases(&visit), [Phase::Arrival, Phase::Accepted, Phase::AfterChoice, Phase::Return, Phase::NextPage]);
    assert_eq!(jar(visit.moment(Phase::Accepted).unwrap()), [("cookie_choice", "all")]);
    assert_eq!(jar(visit.moment(Phase::Return).unwrap()), [("cookie_choice", "none")]);

    let visit = stage.one(&web.url("widget", "/"), State::Withdraw).await;
    let reopened = visit.choice.as_ref().unwrap().reopened_by.as_ref().unwrap();
    assert_eq!((reopened.means, reopened.text.as_str()), (ReopenMeans::Widget, "Cookies"));
    assert_eq!(jar(visit.moment(Phase::Return).unwrap()), [("cookie_choice", "none")]);
    stage.close().await;
}

#[tokio::test]
async fn a_page_without_a_way_back_offers_no_withdrawal() {
    let (stage, web) = (Stage::open().await, choir().await);
    for host in ["cross", "misleads"] {
        let visit = stage.one(&web.url(host, "/"), State::Withdraw).await;
        let choice = visit.choice.as_ref().unwrap();
        assert_eq!(choice.status, ChoiceStatus::NotOffered, "{host}: {choice:?}\n{:#?}", visit.log);
        assert_eq!(choice.obstacle, Some(Obstacle::NothingReopens), "{host}");
        assert_eq!(phases(&visit), [Phase::Arrival, Phase::Accepted], "{host}");
        assert_eq!(jar(visit.moments.last().unwrap()), [("cookie_choice", "all")], "{host}");
    }
    stage.close().await;
}

#[tokio::test]
async fn a_question_that_comes_back_is_answered_in_the_same_sense() {
    let (stage, web) = (Stage::open().await, choir().await);
    let visit = stage.one(&web.url("asks", "/"), State::Reject).await;
    assert_eq!(
        steps(&visit),
        [(StepKind::Activate, "Reject all"), (StepKind::Activate, "Yes, reject all cookies")],
        "{:#?}",
        visit.log
    );
    assert_eq!(jar(visit.moment(Phase::Return).unwrap()), [("cookie_choice", "none")]);
    assert_eq!(visit.choice.as_ref().unwrap().status, ChoiceStatus::Observed);
    stage.close().await;
}

#[tokio::test]
async fn what_a_load_brings_after_a_refusal_that_nobody_saw_stored_comes_after_it() {
    let (stage, web) = (Stage::open().await, choir().await);
    let visit = stage.one(&web.url("memory", "/"), State::Reject).await;
    assert_eq!(
        steps(&visit),
        [(StepKind::Activate, "Settings"), (StepKind::Activate, "Save settings")],
        "{:#?}",
        visit.log
    );
    let writes = visit.cookie_writes.ok().unwrap();
    let phases: Vec<Phase> =
        writes.iter().filter(|write| write.raw.starts_with("late=")).map(|write| write.phase).collect();
    assert!(!phases.is_empty() && phases.iter().all(|phase| phase.is_after_choice()), "{phases:?}");
    stage.close().await;
}

#[tokio::test]
async fn browsing_touches_nothing_and_shows_what_scrolling_and_links_set() {
    let (stage, web) = (Stage::open().await, choir().await);
    let visit = stage.one(&web.url("scrolls", "/"), State::Browse).await;
    assert_eq!(phases(&visit), [Phase::Arrival, Phase::AfterChoice, Phase::NextPage]);
    assert_eq!(jar(visit.moment(Phase::AfterChoice).unwrap()), [("cookie_choice", "all")], "scrolling counts here");
    let visit = stage.one(&web.url("links", "/"), State::Browse).await;
    assert_eq!(jar(visit.moment(Phase::AfterChoice).unwrap()), [], "scrolling does not count there");
    let next = visit.moment(Phase::NextPage).unwrap();
    assert_eq!(
        (jar(next), next.url.ends_with("/concerts")),
        (vec![("cookie_choice", "all")], true),
        "{:#?}",
        visit.log
    );
    let visit = stage.one(&web.url("cross", "/"), State::Browse).await;
    assert!(visit.choice.is_none() && visit.moments.iter().all(|moment| jar(moment).is_empty()));
    stage.close().await;
}

#[tokio::test]
async fn every_state_without_a_choice_reloads_and_goes_on_to_a_page_that_changes_nothing() {
    let (stage, web) = (Stage::open().await, choir().await);
    for state in [State::None, State::NoneAgain, State::Gpc] {
        let visit = stage.one(&web.url("cross", "/"), state).await;
        assert_eq!(phases(&visit), [Phase::Arrival, Phase::Return, Phase::NextPage]);
        assert!(visit.moments.last().unwrap().url.ends_with("/concerts"), "neither to log out nor to a file");
    }
    let asked: Vec<String> = web.asked().into_iter().map(|asked| asked.path).collect();
    assert!(!asked.iter().any(|path| path == "/logout" || path == "/programme.pdf"), "{asked:?}");
    stage.close().await;
}

#[tokio::test]
async fn the_signal_is_sent_and_shown_in_its_state_alone() {
    let (stage, web) = (Stage::open().await, choir().await);
    let evidence = stage.visit(&web.url("signal", "/"), &[State::None, State::Gpc]).await;
    let saw = |state: &State| jar(evidence.visit(state).unwrap().moment(Phase::Arrival).unwrap())[0].1.to_owned();
    assert_eq!((saw(&State::None).as_str(), saw(&State::Gpc).as_str()), ("undefined", "true"));
    let sent = |wanted: Option<&str>| web.asked().iter().filter(|asked| asked.header("sec-gpc") == wanted).count();
    assert!(sent(Some("1")) > 0 && sent(None) > 0);
    stage.close().await;
}

#[tokio::test]
async fn workers_send_the_signal_too() {
    const PAGE: &str = r#"<!doctype html><title>Workers</title><p>A page that has others work.</p><script>
        new Worker("/worker.js");
        navigator.serviceWorker.register("/service.js");
        // The clock stands as long as something is on its way.
        (async () => { while (await (await fetch("/served")).text() !== "yes"); })();
        </script>"#;
    let served = std::sync::Mutex::new(std::collections::BTreeSet::new());
    let web = Web::serve(move |asked| match asked.path.as_str() {
        "/" => Reply::html(PAGE),
        "/worker.js" => Reply::script("fetch('/from-worker');"),
        "/service.js" => Reply::script("addEventListener('install', (e) => e.waitUntil(fetch('/from-service')));"),
        "/served" => Reply::of("text/plain", if served.lock().unwrap().len() == 2 { "yes" } else { "no" }).after(50),
        path if path.starts_with("/from-") => {
            served.lock().unwrap().insert(path.to_owned());
            Reply::of("text/plain", "fine")
        }
        _ => Reply::status(404),
    })
    .await;
    let stage = Stage::open().await;
    let visit = stage.one(&web.url("signal", "/"), State::Gpc).await;
    assert_eq!(visit.reached.title.as_deref(), Some("Workers"));
    stage.close().await;
    for path in ["/from-worker", "/from-service"] {
        let asked: Vec<_> = web.asked().into_iter().filter(|asked| asked.path == path).collect();
        assert!(!asked.is_empty() && asked.iter().all(|asked| asked.header("sec-gpc") == Some("1")), "{asked:?}");
    }
}

#[tokio::test]
async fn what_a_page_does_beside_the_choice_is_an_incident() {
    let (stage, web) = (Stage::open().await, choir().await);
    let visit = stage.one(&web.url("noisy", "/"), State::Reject).await;
    let after = visit.incidents.iter().filter(|incident| incident.phase == Phase::AfterChoice);
    let kinds: Vec<IncidentKind> = after.map(|incident| incident.kind).collect();
    assert_eq!(kinds, [IncidentKind::Dialog, IncidentKind::Window, IncidentKind::Navigation], "{:#?}", visit.incidents);
    assert_eq!(visit.choice.as_ref().unwrap().status, ChoiceStatus::Observed);
    let quiet = stage.one(&web.url("cross", "/"), State::Reject).await;
    assert!(quiet.incidents.is_empty(), "our own going is none: {:?}", quiet.incidents);
    stage.close().await;
}

#[tokio::test]
async fn no_state_but_accepting_ever_operates_a_control_that_accepts() {
    let (stage, web) = (Stage::open().await, choir().await);
    let states = [State::Dismiss, State::Save, State::Reject, State::Partial("statistics".to_owned()), State::Browse];
    for host in ["cross", "firm", "asks", "preset"] {
        let evidence = stage.visit(&web.url(host, "/"), &states).await;
        for visit in &evidence.visits {
            let accepted = visit.choice.iter().flat_map(|choice| &choice.steps).any(|step| step.role == Role::Accept);
            assert!(!accepted, "{host} in {}: {:?}", visit.state, visit.choice);
        }
    }
    stage.close().await;
}
