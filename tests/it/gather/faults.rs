//! What fails is told as failed, ends no other visit, and never looks like something that was seen.

use consentinel::browser::scripted::{Call, Play, ScriptedBrowser, frame};
use consentinel::browser::{ClockEnd, Fault};
use consentinel::evidence::{ChoiceStatus, Phase, PhaseEnd, ReachOutcome, State};
use consentinel::gather::{Ending, conduct_states};
use serde_json::json;

use super::stage::{URL, bannered, bare, document, knowledge, obedient, page, plan, played, target, visited};

fn gone() -> Fault {
    Fault::Gone("it was killed".to_owned())
}

fn busy(what: &str) -> Fault {
    Fault::Deadline { what: what.to_owned(), after_ms: 1000 }
}

#[tokio::test]
async fn a_refused_connection_is_unreachable_and_nothing_looks_seen() {
    let play = Play::new().lands_badly(URL, "net::ERR_CONNECTION_REFUSED");
    let visit = visited(&ScriptedBrowser::playing([play]), State::Reject).await;
    assert_eq!(visit.reached.outcome, ReachOutcome::Unreachable);
    assert!(visit.reached.detail.contains("refused"), "{}", visit.reached.detail);
    let moment = visit.moments.first().unwrap();
    assert!(moment.search.ok().is_none() && moment.cookies.ok().is_none() && moment.policy_links.ok().is_none());
    assert!(visit.requests.ok().is_none() && visit.cookie_writes.ok().is_none());
    assert_eq!(visit.choice.unwrap().status, ChoiceStatus::Failed);
}

#[tokio::test]
async fn each_way_of_not_reaching_a_page_has_its_own_outcome() {
    let wall = json!({ "url": URL, "title": "Just a moment...", "text": "Verify you are human", "length": 20,
        "bare": false, "addresses": ["https://challenges.cloudflare.com/turnstile/v0/api.js"], "scripts": [],
        "marks": [] });
    let cases = [
        (200, "text/html", page("", ""), ReachOutcome::NotHtml),
        (200, "application/pdf", page("", ""), ReachOutcome::NotHtml),
        (200, "application/json", page("", "{}"), ReachOutcome::NotHtml),
        (404, "text/html", page("Not found", "There is nothing here."), ReachOutcome::HttpError),
        (503, "text/html", page("Down", "We are down for maintenance."), ReachOutcome::HttpError),
        (403, "text/html", wall.clone(), ReachOutcome::Challenged),
        (200, "text/html", wall, ReachOutcome::Challenged),
        (200, "text/html", page("A shop", "We sell shoes."), ReachOutcome::Loaded),
    ];
    for (status, mime, look, outcome) in cases {
        let play = Play::new().answers("page.js", look).hears(Call::Go, 1, document(status, mime));
        let visit = visited(&ScriptedBrowser::playing([play]), State::None).await;
        assert_eq!(visit.reached.outcome, outcome, "{status} {mime}: {}", visit.reached.detail);
    }
}

#[tokio::test]
async fn an_article_on_captchas_behind_a_known_vendor_is_no_wall() {
    let text = "How reCAPTCHA works. ".repeat(60);
    let look = json!({ "url": URL, "title": "All about captchas", "text": text, "length": text.len(), "bare": false,
        "addresses": ["https://www.google.com/recaptcha/api.js"], "scripts": [], "marks": [] });
    let play = bare().answers_in("main", "page.js", look);
    let visit = visited(&ScriptedBrowser::playing([play]), State::None).await;
    assert_eq!(visit.reached.outcome, ReachOutcome::Loaded);
}

#[tokio::test]
async fn a_site_that_is_down_is_not_tried_for_every_state() {
    let play = Play::new().lands_badly(URL, "net::ERR_NAME_NOT_RESOLVED");
    let browser = ScriptedBrowser::playing([play]);
    let states = [State::None, State::NoneAgain, State::Reject, State::Accept];
    let gathered = played(&browser, &states).await;
    assert_eq!(browser.opened(), 2, "two agree");
    assert_eq!(gathered.evidence.visits.len(), 4, "all are listed");
    assert!(gathered.evidence.visits.iter().all(|visit| visit.reached.outcome == ReachOutcome::Unreachable));
}

#[tokio::test]
async fn one_flaky_failure_does_not_stop_the_others() {
    let down = Play::new().lands_badly(URL, "net::ERR_CONNECTION_RESET");
    let browser = ScriptedBrowser::playing([down, bannered()]);
    let gathered = played(&browser, &[State::None, State::NoneAgain, State::Accept]).await;
    let outcomes: Vec<ReachOutcome> = gathered.evidence.visits.iter().map(|visit| visit.reached.outcome).collect();
    assert_eq!(outcomes, [ReachOutcome::Unreachable, ReachOutcome::Loaded, ReachOutcome::Loaded]);
}

#[tokio::test]
async fn a_gatherer_that_fails_fails_alone() {
    let scripts = ["survey.js", "storage.js", "signals.js", "links.js"];
    for broken in scripts {
        let play = bare().answers_in("main", broken, json!("not what was asked for"));
        let visit = visited(&ScriptedBrowser::playing([play]), State::NoneAgain).await;
        let moment = visit.moments.first().unwrap();
        let failed = [
            moment.search.ok().is_none(),
            moment.storage.ok().is_none(),
            moment.signals.ok().is_none(),
            moment.policy_links.ok().is_none(),
        ];
        let expected: Vec<bool> = scripts.iter().map(|script| *script == broken).collect();
        assert_eq!(failed.to_vec(), expected, "{broken}");
        assert!(moment.cookies.ok().is_some());
        assert_eq!(visit.moments.len(), 2, "{broken} does not end the visit");
    }
}

#[tokio::test]
async fn where_nobody_could_look_a_choice_has_failed_and_is_not_absent() {
    let play = bare().answers_in("main", "survey.js", json!(null));
    let visit = visited(&ScriptedBrowser::playing([play]), State::Reject).await;
    assert_eq!(visit.choice.unwrap().status, ChoiceStatus::Failed);
}

#[tokio::test]
async fn a_frame_that_does_not_answer_is_a_blind_spot_and_not_no_banner() {
    let frames = [frame("main", None, URL), frame("ad", Some("main"), "http://other.test/")];
    let play = bare().frames(frames).answers_in("ad", "survey.js", json!(null));
    let visit = visited(&ScriptedBrowser::playing([play]), State::Reject).await;
    let spots = &visit.moments.first().unwrap().search.ok().unwrap().blind_spots;
    assert!(spots.iter().any(|spot| spot.contains("http://other.test/")), "{spots:?}");
    let choice = visit.choice.unwrap();
    assert_eq!(choice.status, ChoiceStatus::Failed, "{:?}", choice.reason);
}

#[tokio::test]
async fn a_jar_that_cannot_be_read_is_told() {
    let play = bare().fails(Call::Cookies, 1, busy("the jar"));
    let visit = visited(&ScriptedBrowser::playing([play]), State::None).await;
    assert!(visit.moments.first().unwrap().cookies.as_result().is_err());
    assert!(visit.moments.last().unwrap().cookies.ok().is_some());
}

#[tokio::test]
async fn a_phase_that_ends_at_the_deadline_says_so() {
    let visit = visited(&ScriptedBrowser::playing([bannered().clock_ends(ClockEnd::Deadline)]), State::None).await;
    assert_eq!(visit.moments.first().unwrap().ended, PhaseEnd::Deadline);
}

#[tokio::test]
async fn a_server_that_never_answers_has_timed_out() {
    let play = Play::new().clock_ends(ClockEnd::Deadline).answers(
        "page.js",
        json!({ "url": "about:blank", "title": "", "text": "", "length": 0, "bare": true,
            "addresses": [], "scripts": [], "marks": [] }),
    );
    let visit = visited(&ScriptedBrowser::playing([play]), State::None).await;
    assert_eq!(visit.reached.outcome, ReachOutcome::TimedOut, "{}", visit.reached.detail);
}

#[tokio::test]
async fn the_death_of_the_browser_keeps_what_was_recorded_and_asks_for_another() {
    for (call, nth) in [(Call::Click, 1), (Call::Wait, 2), (Call::Go, 2)] {
        let browser = ScriptedBrowser::playing([obedient().fails(call, nth, gone()), bannered()]);
        let states = [State::Reject, State::None];
        let lived = conduct_states(&browser, &target(), &states, &plan(&states), &knowledge()).await;
        let dead = lived.first().unwrap();
        assert_eq!(dead.ending, Ending::BrowserGone);
        assert_eq!(dead.visit.reached.outcome, ReachOutcome::Crashed);
        assert!(dead.visit.cut_short.is_some());
        let arrival = dead.visit.moment(Phase::Arrival).unwrap();
        assert_eq!(arrival.ended, PhaseEnd::BudgetSpent, "it was whole");
        assert!(arrival.cookies.ok().is_some());
        let last = dead.visit.moments.last().unwrap();
        assert!(last.ended == PhaseEnd::Died && last.cookies.ok().is_none(), "{call:?}");
        assert_eq!(dead.visit.choice.as_ref().unwrap().status, ChoiceStatus::Failed);
        assert_eq!(lived.last().unwrap().ending, Ending::OfItsOwn, "others go on");
    }
}

#[tokio::test]
async fn a_page_that_crashes_on_arrival_is_told_and_not_tried_on_another_browser() {
    let browser = ScriptedBrowser::playing([bare().fails(Call::Go, 1, Fault::Crashed)]);
    let states = [State::None];
    let lived = conduct_states(&browser, &target(), &states, &plan(&states), &knowledge()).await;
    let one = lived.first().unwrap();
    assert_eq!((one.ending, one.visit.reached.outcome), (Ending::OfItsOwn, ReachOutcome::Crashed));
    assert_eq!(one.visit.moments.first().unwrap().ended, PhaseEnd::Died);
}

#[tokio::test]
async fn a_browser_that_opens_no_page_is_told() {
    let browser = ScriptedBrowser::playing([bare().fails(Call::Open, 1, gone())]);
    let states = [State::Accept];
    let lived = conduct_states(&browser, &target(), &states, &plan(&states), &knowledge()).await;
    let one = lived.first().unwrap();
    assert_eq!((one.ending, one.visit.reached.outcome), (Ending::BrowserGone, ReachOutcome::Crashed));
    assert!(one.visit.requests.ok().is_none());
    assert_eq!(one.visit.choice.as_ref().unwrap().status, ChoiceStatus::Failed);
}
