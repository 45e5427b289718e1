//! Less evidence: a fact that was known stays as it was or becomes unknown, it never changes into another.

use std::collections::BTreeMap;

use consentinel::evidence::{Evidence, Gathered, PhaseEnd, ReachOutcome, ThirdPartyCookies, Visit};
use consentinel::facts::{Collected, Fact, View, derive};
use proptest::prelude::*;

use crate::support::evidence as scene;
use crate::support::knowledge;
use crate::support::scene::unreached;

/// A way to lose evidence.
type Loss = (String, Evidence);

const WHY: &str = "the page did not answer in time";

fn failed<T>() -> Gathered<T> {
    Gathered::Failed(WHY.to_owned())
}

/// Every single loss that evidence can suffer.
pub fn losses(evidence: &Evidence) -> Vec<Loss> {
    let mut all = Vec::new();
    let mut lose = |name: String, change: &dyn Fn(&mut Evidence)| {
        let mut less = evidence.clone();
        change(&mut less);
        all.push((name, less));
    };
    lose("third-party cookies refused".to_owned(), &|less| {
        less.run.browser.third_party_cookies = ThirdPartyCookies::Blocked;
    });
    for (at, visit) in evidence.visits.iter().enumerate() {
        let state = &visit.state;
        lose(format!("{state} not run"), &|less| {
            less.visits.remove(at);
        });
        lose(format!("{state} not reached"), &|less| {
            less.visits[at] = unreached(visit.state.clone(), ReachOutcome::TimedOut, "the deadline passed");
        });
        let mut in_visit = |what: &str, change: &dyn Fn(&mut Visit)| {
            lose(format!("{state} without {what}"), &|less| change(&mut less.visits[at]));
        };
        in_visit("requests", &|visit| visit.requests = failed());
        in_visit("cookie writes", &|visit| visit.cookie_writes = failed());
        in_visit("storage writes", &|visit| visit.storage_writes = failed());
        in_visit("second layer", &|visit| visit.second_layer = visit.second_layer.as_ref().map(|_| failed()));
        in_visit("policy pages", &|visit| visit.policy_pages = visit.policy_pages.as_ref().map(|_| failed()));
        in_visit("choice", &|visit| visit.choice = None);
        in_visit("the rest", &|visit| visit.cut_short = Some(WHY.to_owned()));
        for moment in 0..visit.moments.len() {
            let phase = visit.moments[moment].phase;
            let mut in_moment = |what: &str, change: &dyn Fn(&mut consentinel::evidence::Moment)| {
                lose(format!("{state} {phase:?}: {what}"), &|less| change(&mut less.visits[at].moments[moment]));
            };
            in_moment("search", &|moment| moment.search = failed());
            in_moment("cookies", &|moment| moment.cookies = failed());
            in_moment("storage", &|moment| moment.storage = failed());
            in_moment("policy links", &|moment| moment.policy_links = failed());
            in_moment("signals", &|moment| moment.signals = failed());
            in_moment("deadline", &|moment| moment.ended = PhaseEnd::Deadline);
            in_moment("died", &|moment| moment.ended = PhaseEnd::Died);
        }
        if !visit.moments.is_empty() {
            lose(format!("{state} without its last phase"), &|less| {
                less.visits[at].moments.pop();
                less.visits[at].cut_short = Some(WHY.to_owned());
            });
        }
    }
    all
}

/// Why `less` says something else than `more`, if it does.
fn contradiction(more: &View, less: &View) -> Option<String> {
    for (name, (fact, _)) in &more.singles {
        let (now, _) = &less.singles[name];
        if !is_weaker(fact, now) {
            return Some(format!("{name} was {fact:?} and is {now:?}"));
        }
    }
    for (key, members) in &more.collections {
        let now = &less.collections[key];
        match (members, now) {
            (_, Err(_)) => {}
            (Err(why), Ok(_)) => return Some(format!("{key:?} was not known ({why}) and is known")),
            (Ok(more), Ok(less)) => {
                if let Some(what) = contradiction_of_members(more, less) {
                    return Some(format!("{key:?}: {what}"));
                }
            }
        }
    }
    None
}

fn contradiction_of_members(more: &Collected, less: &Collected) -> Option<String> {
    if more.complete.is_err() && less.complete.is_ok() {
        return Some("was incomplete and is complete".to_owned());
    }
    let key = |item: &consentinel::facts::Item| format!("{} {:?}", item.identity, item.facts.get("text"));
    let mut now: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for item in &less.items {
        now.entry(key(item)).or_default().push(item);
    }
    for item in more.items.iter().rev() {
        let Some(counterpart) = now.get_mut(&key(item)).and_then(Vec::pop) else {
            if less.complete.is_ok() {
                return Some(format!("{} vanished without a word", item.identity));
            }
            continue;
        };
        for (name, fact) in &item.facts {
            let now = &counterpart.facts[name];
            if !is_weaker(fact, now) {
                return Some(format!("{} of {} was {fact:?} and is {now:?}", name, item.identity));
            }
        }
    }
    now.values().flatten().next().map(|new| format!("{} appeared", new.identity))
}

fn is_weaker(fact: &Fact, now: &Fact) -> bool {
    matches!(now, Fact::Unknown(_)) || fact == now
}

#[test]
fn invariant_4_one_loss_changes_no_known_fact_into_another() {
    let knowledge = knowledge::small();
    let mut tried = 0;
    for (name, evidence) in scene::all() {
        let more = derive(&evidence, &knowledge).view;
        for (loss, less) in losses(&evidence) {
            tried += 1;
            let less = derive(&less, &knowledge).view;
            if let Some(what) = contradiction(&more, &less) {
                panic!("{name}, {loss}: {what}");
            }
        }
    }
    assert!(tried > 900, "only {tried} losses were tried");
}

#[test]
fn the_comparison_sees_a_contradiction() {
    let knowledge = knowledge::small();
    let honest = derive(&scene::honest(), &knowledge).view;
    let plain = derive(&scene::plain(), &knowledge).view;
    assert!(contradiction(&honest, &plain).is_some());
    assert_eq!(contradiction(&honest, &honest), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn invariant_4_several_losses_change_no_known_fact_into_another(
        scene in 0usize..10,
        picks in proptest::collection::vec(any::<prop::sample::Index>(), 1..5),
    ) {
        let knowledge = knowledge::small();
        let (name, evidence) = scene::all().swap_remove(scene);
        let more = derive(&evidence, &knowledge).view;
        let mut less = evidence;
        let mut lost = Vec::new();
        for pick in picks {
            let mut all = losses(&less);
            let (loss, evidence) = all.swap_remove(pick.index(all.len()));
            lost.push(loss);
            less = evidence;
        }
        let what = contradiction(&more, &derive(&less, &knowledge).view);
        prop_assert!(what.is_none(), "{name}, {lost:?}: {what:?}");
    }
}
