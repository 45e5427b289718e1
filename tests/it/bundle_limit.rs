//! A bundle within a size, and files of the same bytes kept once.

use std::collections::BTreeMap;

use consentinel::bundle;
use consentinel::engine::Outcome;
use consentinel::evidence::*;
use consentinel::facts;

use crate::report_golden::Judge;
use crate::support::evidence as scene;

fn gatherings() -> Gatherings {
    let mut evidence = scene::leaky();
    let mut files = BTreeMap::new();
    let mut file = |name: &str, length: usize| {
        let path = format!("screenshots/{name}.png");
        // No two files are of the same bytes.
        let bytes = name.bytes().cycle().take(length).collect::<Vec<u8>>();
        files.insert(path.clone(), bytes);
        Some(path)
    };
    let visit = &mut evidence.visits[2];
    for (number, moment) in visit.moments.iter_mut().enumerate() {
        moment.screenshot = file(&format!("{:?}", moment.phase), 40_000 + number);
    }
    if let Some(step) = visit.choice.as_mut().and_then(|choice| choice.steps.first_mut()) {
        step.picture = file("step", 30_000);
    }
    for (number, request) in visit.requests.ok_mut().unwrap().iter_mut().enumerate() {
        request.wire.sent.push(Header { name: "accept".to_owned(), value: "*/*".to_owned() });
        request.answer = Some(Content { text: "a".repeat(10_000 + number), cut: false });
        request.socket = Some(Socket {
            messages: vec![SocketMessage {
                at_ms: 1.0,
                phase: Phase::Arrival,
                way: SocketWay::Sent,
                text: "m".repeat(5_000),
                binary: false,
            }],
            count: 1,
            ..Socket::default()
        });
    }
    Gatherings { evidence, files }
}

fn written(gatherings: &Gatherings) -> u64 {
    let root = tempfile::tempdir().unwrap();
    bundle::write(gatherings, &root.path().join("bundle")).unwrap().bytes
}

#[test]
fn a_bundle_keeps_within_its_limit_and_says_what_was_dropped() {
    let whole = written(&gatherings());
    let mut seen = 0;
    for most in (whole / 12..whole).step_by(usize::try_from(whole / 12).unwrap()) {
        let mut less = gatherings();
        let length = bundle::keep_within(&mut less, most).unwrap();
        assert_eq!(length, written(&less), "the length that was told is not that of the bundle");
        let kept = &less.evidence.kept;
        assert_eq!(kept.size_limit, Some(most));
        assert!(!kept.dropped.is_empty() && kept.dropped.iter().all(|one| one.items > 0 && one.bytes > 0));
        assert!(kept.dropped.is_sorted_by_key(|one| one.what), "dropped in another order than the one written down");
        if length > most {
            assert!(less.files.is_empty(), "over the limit with pictures left");
        }
        seen = seen.max(kept.dropped.len());
    }
    assert!(seen >= 5, "only {seen} kinds were dropped: the limits try too little");
}

#[test]
fn a_limit_that_is_kept_anyway_drops_nothing() {
    let mut same = gatherings();
    bundle::keep_within(&mut same, 1 << 30).unwrap();
    assert!(same.evidence.kept.dropped.is_empty());
    same.evidence.kept = Kept::default();
    assert_eq!(same, gatherings());
}

/// Cookies, storage, addresses and the choice stay, and nothing looks better than it did.
#[test]
fn what_is_never_dropped_is_still_there_and_judged_the_same() {
    let mut less = gatherings();
    bundle::keep_within(&mut less, 1).unwrap();
    let whole = gatherings().evidence;
    for (one, other) in less.evidence.visits.iter().zip(&whole.visits) {
        for (moment, before) in one.moments.iter().zip(&other.moments) {
            assert_eq!((&moment.cookies, &moment.storage), (&before.cookies, &before.storage));
        }
        let urls = |visit: &Visit| visit.requests.ok().unwrap().iter().map(|one| one.url.clone()).collect::<Vec<_>>();
        assert_eq!(urls(one), urls(other));
        let status = |visit: &Visit| visit.choice.as_ref().map(|choice| (choice.status, choice.steps.len()));
        assert_eq!(status(one), status(other));
        assert!(
            one.requests.ok().unwrap().iter().all(|one| one.socket.as_ref().is_none_or(|socket| socket.count == 1))
        );
    }
    let judge = Judge::new();
    let results = |evidence: &Evidence| {
        judge.report(evidence).results.iter().map(|one| (one.rule.clone(), one.outcome)).collect::<Vec<_>>()
    };
    for ((rule, outcome), (_, before)) in results(&less.evidence).into_iter().zip(results(&whole)) {
        assert!(outcome == before || outcome == Outcome::CantTell, "{rule}: {before:?} became {outcome:?}");
    }
}

/// What went over a websocket and was dropped may have held an identifier: nobody may say that none left.
#[test]
fn dropped_messages_are_missed_by_what_looks_for_identifiers_that_leave() {
    let judge = Judge::new();
    let complete = |evidence: &Evidence| {
        let facts = facts::derive(evidence, &judge.knowledge);
        let leaks = facts.view.collections.iter().filter(|((name, _), _)| *name == "leak");
        leaks
            .map(|(_, leaks)| {
                leaks.as_ref().map_or_else(Clone::clone, |leaks| match &leaks.complete {
                    Ok(()) => String::new(),
                    Err(why) => why.clone(),
                })
            })
            .collect::<Vec<_>>()
    };
    let mut less = gatherings();
    bundle::keep_within(&mut less, 1).unwrap();
    let (before, after) = (complete(&gatherings().evidence), complete(&less.evidence));
    let missed = |reasons: &[String]| reasons.iter().filter(|why| why.contains("not all messages were kept")).count();
    assert!(missed(&before) == 0 && missed(&after) > 0, "{before:?} {after:?}");
}

#[test]
fn pictures_of_the_same_bytes_are_kept_once() {
    let mut same = gatherings();
    let first = same.files.keys().next().unwrap().clone();
    let bytes = same.files[&first].clone();
    same.files.values_mut().for_each(|other| other.clone_from(&bytes));
    same.files.insert("screenshots/nobody-points-here.png".to_owned(), bytes.clone());
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("bundle");
    bundle::write(&same, &dir).unwrap();
    assert_eq!(bundle::verify(&dir).unwrap(), []);
    let mut read = bundle::read_whole(&dir).unwrap();
    assert_eq!(read.files, BTreeMap::from([(first.clone(), bytes)]));
    let mut pointed = 0;
    read.evidence.each_file(&mut |_, path| {
        if let Some(path) = path {
            assert_eq!(*path, first);
            pointed += 1;
        }
    });
    assert!(pointed >= 4, "only {pointed} fields point at the picture");
    assert!(dir.join("screenshots/nobody-points-here.png").exists(), "a file was lost");
}
