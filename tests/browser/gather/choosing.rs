//! Choices are made as visitors make them, confirmed, and never faked.

use consentinel::evidence::{ChoiceStatus, Confirmation, Phase, Role, State, StepKind};

use super::own_pages::{HARD_PAGES, Page};
use super::stage::{Stage, found};
use crate::fixtures::server::Fixtures;
use crate::support::web::{Reply, Web};

async fn serve() -> Web {
    Web::serve(|asked| {
        let page = HARD_PAGES.iter().find(|page| asked.host == format!("{}.localhost", page.name));
        match page {
            Some(page) if asked.path == "/" => Reply::html(page.html),
            _ => Reply::status(404),
        }
    })
    .await
}

#[tokio::test]
async fn refusals_take_the_steps_that_a_visitor_takes() {
    let (stage, web) = (Stage::open().await, serve().await);
    for Page { name, refusal, by, record, .. } in HARD_PAGES {
        let visit = stage.one(&web.url(name, "/"), State::Reject).await;
        let choice = visit.choice.as_ref().unwrap();
        assert_eq!(choice.status, ChoiceStatus::Observed, "{name}: {:?}\n{:#?}", choice, visit.log);
        let steps: Vec<(StepKind, &str)> = choice.steps.iter().map(|step| (step.kind, step.text.as_str())).collect();
        assert_eq!(steps, *refusal, "{name}: {:#?}", visit.log);
        assert!(choice.steps.iter().all(|step| step.by == *by), "{name}: {:?}", choice.steps);
        assert_eq!(choice.record, [(*record).to_owned()], "{name}");
        assert!(choice.confirmed_by.contains(&Confirmation::SurvivesReload), "{name}");
        assert!(choice.steps.iter().all(|step| step.role != Role::Accept), "{name}: never by accepting");
    }
    stage.close().await;
}

#[tokio::test]
async fn pay_or_accept_is_never_answered_by_accepting() {
    let (stage, sites) = (Stage::open().await, Fixtures::start().await);
    let visit = stage.one(&sites.url("state-paywall"), State::Reject).await;
    let choice = visit.choice.as_ref().unwrap();
    assert_eq!(choice.status, ChoiceStatus::NotOffered);
    assert!(choice.reason.as_ref().unwrap().contains("pay"), "{:?}", choice.reason);
    assert!(choice.steps.is_empty() && visit.moment(Phase::AfterChoice).is_none());
    stage.close().await;
}

#[tokio::test]
async fn a_refusal_that_stores_nothing_is_not_confirmed_and_the_banner_is_seen_again() {
    let (stage, sites) = (Stage::open().await, Fixtures::start().await);
    let visit = stage.one(&sites.url("state-reprompt"), State::Reject).await;
    let choice = visit.choice.as_ref().unwrap();
    assert_eq!((choice.status, choice.record.len()), (ChoiceStatus::Unconfirmed, 0));
    assert_eq!(found(&visit, Phase::AfterChoice).len(), 0);
    assert_eq!(found(&visit, Phase::Return).len(), 1);
    stage.close().await;
}

#[tokio::test]
async fn a_dead_button_is_no_refusal() {
    let (stage, sites) = (Stage::open().await, Fixtures::start().await);
    let visit = stage.one(&sites.url("state-deadbutton"), State::Reject).await;
    let choice = visit.choice.as_ref().unwrap();
    assert_eq!(choice.status, ChoiceStatus::Unconfirmed, "{choice:?}");
    assert!(choice.confirmed_by.is_empty());
    stage.close().await;
}

#[tokio::test]
async fn accepting_is_one_click_and_a_notice_is_not_accepted() {
    const NOTICE: &str = r#"<!doctype html><title>A notice</title><p>Welcome to the library of the town.</p>
        <div id="note" style="position:fixed;bottom:0;left:0;right:0;background:#fff;padding:20px">
        This website uses cookies to ensure you get the best experience. <button onclick="note.remove()">Got it</button></div>"#;
    let (stage, web, sites) = (Stage::open().await, Web::page(NOTICE).await, Fixtures::start().await);
    let visit = stage.one(&web.url("notice", "/"), State::Accept).await;
    assert_eq!(found(&visit, Phase::Arrival).len(), 1);
    assert_eq!(visit.choice.unwrap().status, ChoiceStatus::NotOffered);
    let choice = stage.one(&sites.url("place-closed"), State::Accept).await.choice.unwrap();
    assert_eq!((choice.status, choice.steps.len()), (ChoiceStatus::Observed, 1), "{choice:?}");
    stage.close().await;
}
