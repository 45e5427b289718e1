//! What became of a choice: what keeps it, what the page did by itself, what opened the interface again.

use consentinel::evidence::{
    DismissOutcome, DismissWay, Dismissal, Incident, IncidentKind, Phase, RecordReads, ReopenMeans, Reopened, Role,
    State, Visit,
};
use consentinel::facts::{Fact, derive};

use crate::support::evidence::{SHOP, three_buttons};
use crate::support::knowledge;
use crate::support::parts::moment;
use crate::support::scene::Scene;

/// A site on which refusing worked, with a further visit that is like that of the refusal but for `change`.
fn told(state: State, name: &str, change: impl Fn(&mut Visit)) -> Fact {
    let mut scene = Scene::of(SHOP).banner(&three_buttons()).chosen(&State::Reject, Role::Reject, &["Reject all"]);
    let mut visit = scene.visit(&State::Reject).clone();
    visit.state = state;
    if visit.state == State::Withdraw {
        visit.moments.insert(1, moment(SHOP, Phase::Accepted));
    }
    change(&mut visit);
    scene.evidence.visits.retain(|other| other.state != visit.state);
    scene.evidence.visits.push(visit);
    derive(&scene.done(), &knowledge::small()).view.singles[name].0.clone()
}

/// A way to send the interface away: what came of it, what it left, and how that reads.
type Way<'a> = (DismissOutcome, &'a [&'a str], Option<RecordReads>);

fn ways(visit: &mut Visit, ways: &[Way<'_>]) {
    let choice = visit.choice.as_mut().unwrap();
    (choice.record, choice.record_reads) = (Vec::new(), None);
    choice.dismissals = ways
        .iter()
        .map(|(outcome, record, record_reads)| Dismissal {
            way: DismissWay::Escape,
            outcome: *outcome,
            record: record.iter().map(|name| (*name).to_owned()).collect(),
            record_reads: *record_reads,
        })
        .collect();
}

#[test]
fn one_way_to_send_it_away_that_is_remembered_is_enough_and_one_that_was_not_tried_leaves_it_open() {
    use DismissOutcome::{Closed, NotTried};
    let recorded = |tried: &[Way<'_>]| told(State::Dismiss, "dismiss.recorded", |visit| ways(visit, tried));
    assert_eq!(recorded(&[(Closed, &[], None), (Closed, &["consent"], None)]), Fact::flag(true));
    assert_eq!(recorded(&[(NotTried, &[], None), (Closed, &["consent"], None)]), Fact::flag(true));
    assert_eq!(recorded(&[(Closed, &[], None)]), Fact::flag(false));
    assert!(matches!(recorded(&[(Closed, &[], None), (NotTried, &[], None)]), Fact::Unknown(_)));

    let reads = |tried: &[Way<'_>]| told(State::Dismiss, "dismiss.record-reads", |visit| ways(visit, tried));
    let (accepted, refused) = (Some(RecordReads::Accepted), Some(RecordReads::Refused));
    assert_eq!(reads(&[(Closed, &["c"], refused), (Closed, &["c"], accepted)]), Fact::text("accepted"));
    let why = |fact: Fact| match fact {
        Fact::Unknown(why) => why,
        known @ Fact::Known(_) => panic!("{known:?}"),
    };
    let open = why(reads(&[(Closed, &["c"], refused), (NotTried, &[], None)]));
    assert_eq!(open, "not every way to send the interface away was tried");
    assert!(why(reads(&[(Closed, &["c"], refused)])).starts_with("no file of a platform tells"));
}

#[test]
fn what_the_page_did_by_itself_right_after_the_choice_is_counted_by_kind() {
    let count = |name: &str| {
        told(State::Reject, name, |visit| {
            let at = |phase, kind| Incident { phase, at_ms: 1.0, kind, detail: String::new() };
            visit.incidents = vec![
                at(Phase::Arrival, IncidentKind::Navigation),
                at(Phase::AfterChoice, IncidentKind::Navigation),
                at(Phase::AfterChoice, IncidentKind::Navigation),
                at(Phase::AfterChoice, IncidentKind::Dialog),
                at(Phase::Return, IncidentKind::Window),
            ];
        })
    };
    assert_eq!(count("reject.navigations"), Fact::number(2.0));
    assert_eq!(count("reject.dialogs"), Fact::number(1.0));
    assert_eq!(count("reject.windows"), Fact::number(0.0), "not after the choice");
    assert_eq!(count("reject.downloads"), Fact::number(0.0));
}

#[test]
fn every_means_that_opens_it_again_has_its_word() {
    for (means, word) in [
        (ReopenMeans::StillThere, "still-there"),
        (ReopenMeans::Platform, "platform"),
        (ReopenMeans::Widget, "widget"),
        (ReopenMeans::Link, "link"),
        (ReopenMeans::PlatformCall, "platform-call"),
    ] {
        let fact = told(State::Withdraw, "withdraw.reopened-by", |visit| {
            let reopened = Reopened { means, text: "Cookies".to_owned(), because: "#cookies".to_owned() };
            visit.choice.as_mut().unwrap().reopened_by = Some(reopened);
        });
        assert_eq!(fact, Fact::text(word));
    }
}
