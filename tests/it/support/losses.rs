//! Ways in which evidence can be lost.

#![allow(dead_code)]

use consentinel::evidence::{
    Defeat, DefeatKind, Evidence, Gathered, Moment, Phase, PhaseEnd, PicturesRedacted, ReachOutcome, Redacted,
    StorageUnread, ThirdPartyCookies, Visit, WalkEnd,
};

use super::scene::unreached;

const WHY: &str = "the page did not answer in time";

fn failed<T>() -> Gathered<T> {
    Gathered::Failed(WHY.to_owned())
}

/// Every single loss that `evidence` can suffer: its name, and what is left.
pub fn losses(evidence: &Evidence) -> Vec<(String, Evidence)> {
    let mut all = Vec::new();
    let mut lose = |name: String, change: &dyn Fn(&mut Evidence)| {
        let mut less = evidence.clone();
        change(&mut less);
        all.push((name, less));
    };
    lose("third-party cookies refused".to_owned(), &|less| {
        less.run.browser.third_party_cookies = ThirdPartyCookies::Blocked;
    });
    lose("redacted".to_owned(), &|less| {
        let (method, pictures) = ("hmac-sha256 shape 1".to_owned(), PicturesRedacted::LeftOut);
        less.kept.redacted = Some(Redacted { method, texts: 1, pictures });
    });
    let hosts = evidence.names.iter().flat_map(|names| names.hosts.iter().enumerate());
    for (at, host) in hosts {
        for kept in 0..=host.aliases.len() {
            lose(format!("{} led on after {kept} aliases", host.host), &|less| {
                if let Some(host) = less.names.as_mut().and_then(|names| names.hosts.get_mut(at)) {
                    host.aliases.truncate(kept);
                    host.cut_short = Some("no server answered in time".to_owned());
                }
            });
        }
    }
    for (at, visit) in evidence.visits.iter().enumerate() {
        let state = &visit.state;
        lose(format!("{state} not run"), &|less| {
            less.visits.remove(at);
        });
        lose(format!("{state} not reached"), &|less| {
            less.visits[at] = unreached(visit.state.clone(), ReachOutcome::TimedOut, "the deadline passed");
        });
        for (what, change) in in_visit() {
            lose(format!("{state} without {what}"), &|less| change(&mut less.visits[at]));
        }
        for moment in 0..visit.moments.len() {
            let phase = visit.moments[moment].phase;
            for (what, change) in in_moment() {
                lose(format!("{state} {phase:?}: {what}"), &|less| change(&mut less.visits[at].moments[moment]));
            }
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

/// A named way to lose a part of something.
type Loss<T> = (&'static str, fn(&mut T));

fn in_visit() -> [Loss<Visit>; 20] {
    [
        ("requests", |visit| visit.requests = failed()),
        ("cookie writes", |visit| visit.cookie_writes = failed()),
        ("storage writes", |visit| visit.storage_writes = failed()),
        ("probing calls", |visit| visit.probe_calls = Some(failed())),
        ("some probing calls", |visit| {
            if let Some(Gathered::Ok(calls)) = &mut visit.probe_calls {
                calls.iter_mut().for_each(|call| call.cut = true);
            }
        }),
        ("some headers", |visit| {
            if let Gathered::Ok(requests) = &mut visit.requests {
                requests.iter_mut().take(1).for_each(|request| request.wire.sent.clear());
            }
        }),
        ("the rest of bodies", |visit| {
            if let Gathered::Ok(requests) = &mut visit.requests {
                requests.iter_mut().for_each(|request| request.wire.sent_bytes = Some(9));
            }
        }),
        ("a source of the declaration", |visit| {
            if let Some(Gathered::Ok(declaration)) = &mut visit.declaration {
                declaration.sources.iter_mut().take(1).for_each(|source| source.read = failed());
            }
        }),
        ("hooks", |visit| {
            let (phase, url) = (Phase::Arrival, "https://shop.example/".to_owned());
            let (hook, kind) = ("all hooks".to_owned(), DefeatKind::Absent);
            visit.defeats.push(Defeat { phase, hook, url, kind, why: WHY.to_owned() });
        }),
        ("second layer", |visit| visit.second_layer = visit.second_layer.as_ref().map(|_| failed())),
        ("keyboard", |visit| visit.keyboard = visit.keyboard.as_ref().map(|_| failed())),
        ("the end of the walk", |visit| {
            if let Some(Gathered::Ok(keyboard)) = &mut visit.keyboard {
                keyboard.end = WalkEnd::Deadline;
            }
        }),
        ("accessibility tree", |visit| visit.spoken = visit.spoken.as_ref().map(|_| failed())),
        ("policy pages", |visit| visit.policy_pages = visit.policy_pages.as_ref().map(|_| failed())),
        ("policy texts", |visit| visit.policy_texts = visit.policy_texts.as_ref().map(|_| failed())),
        ("declaration", |visit| visit.declaration = visit.declaration.as_ref().map(|_| failed())),
        ("choice", |visit| visit.choice = None),
        ("what came back", |visit| visit.revival = visit.revival.as_ref().map(|_| failed())),
        ("the experiment of deletion", |visit| visit.revival = None),
        ("the rest", |visit| visit.cut_short = Some(WHY.to_owned())),
    ]
}

fn in_moment() -> [Loss<Moment>; 10] {
    [
        ("search", |moment| moment.search = failed()),
        ("cookies", |moment| moment.cookies = failed()),
        ("storage", |moment| moment.storage = failed()),
        ("some storage", |moment| {
            let unread = StorageUnread { origin: "https://shop.example".to_owned(), area: None, why: WHY.to_owned() };
            moment.storage_unread.push(unread);
        }),
        ("values of storage", |moment| {
            if let Gathered::Ok(items) = &mut moment.storage {
                for item in items {
                    (item.value, item.cut, item.length) = (String::new(), true, 0);
                }
            }
        }),
        ("policy links", |moment| moment.policy_links = failed()),
        ("words", |moment| moment.words = moment.words.as_ref().map(|_| failed())),
        ("signals", |moment| moment.signals = failed()),
        ("deadline", |moment| moment.ended = PhaseEnd::Deadline),
        ("died", |moment| moment.ended = PhaseEnd::Died),
    ]
}
