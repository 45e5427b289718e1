//! How cookies fare over a visit.

use consentinel::evidence::{Cookie, Defeat, DefeatKind, Evidence, Gathered, Phase, SentCookie, State};
use consentinel::facts::{Fact, derive};

use crate::support::evidence::{GTAG, SHOP};
use crate::support::knowledge;
use crate::support::scene::{Scene, cookie};

const RAW: &str = "vid=1; path=/; max-age=34560000";

fn fact(evidence: &Evidence, name: &str) -> Fact {
    let facts = derive(evidence, &knowledge::small());
    let jar = facts.view.collections[&("cookie", State::None)].as_ref().unwrap();
    jar.items.iter().find(|item| item.facts["name"] == Fact::text("vid")).unwrap().facts[name].clone()
}

/// A cookie of 400 days from arrival on; `change` is what becomes of it after the reload.
fn site(change: impl Fn(&mut Vec<Cookie>)) -> Evidence {
    let mut vid = cookie("vid", "1", "shop.example");
    vid.expires = Some(1_795_514_400.0 + 400.0 * 86_400.0);
    let mut scene = Scene::of(SHOP).cookie(&State::None, Phase::Arrival, &vid).script_write(
        &State::None,
        Phase::Arrival,
        GTAG,
        RAW,
    );
    if let Gathered::Ok(jar) = &mut scene.moment(&State::None, Phase::Return).cookies {
        change(jar);
    }
    scene.done()
}

#[test]
fn a_cookie_that_stays_as_it_is_is_fixed() {
    let evidence = site(|_| {});
    for (name, expected) in [
        ("sliding", Fact::flag(false)),
        ("changed", Fact::flag(false)),
        ("removed", Fact::flag(false)),
        ("removed-phase", Fact::absent()),
        ("removed-by", Fact::absent()),
        ("capped", Fact::flag(false)),
        ("first-set-phase", Fact::text("arrival")),
    ] {
        assert_eq!(fact(&evidence, name), expected, "{name}");
    }
    let Fact::Known(consentinel::facts::Value::Number(days)) = fact(&evidence, "stored-days") else {
        panic!("unknown")
    };
    assert!((days - 400.0).abs() < 0.01, "{days}");
}

#[test]
fn an_end_that_moves_on_slides() {
    let evidence = site(|jar| jar[0].expires = jar[0].expires.map(|end| end + 5.0));
    assert_eq!(fact(&evidence, "sliding"), Fact::flag(true));
    assert_eq!(fact(&evidence, "changed"), Fact::flag(false));
}

/// What is told of a cookie that `raw` writes again after the reload, where its end in the jar moved by `seconds`.
fn again(first: &str, later: &str, seconds: f64) -> Fact {
    let mut evidence = site(|jar| jar[0].expires = jar[0].expires.map(|end| end + seconds));
    let Gathered::Ok(writes) = &mut evidence.visits[0].cookie_writes else { panic!("no writes") };
    writes[0].raw = first.to_owned();
    let mut write = writes[0].clone();
    (write.seq, write.phase, write.raw) = (900, Phase::Return, later.to_owned());
    writes.push(write);
    fact(&evidence, "sliding")
}

#[test]
fn a_write_that_asks_for_as_long_again_slides_however_fast_the_run_was() {
    for seconds in [0.0, 0.03, 0.7, 12.0] {
        assert_eq!(again(RAW, RAW, seconds), Fact::flag(true), "{seconds}");
    }
}

#[test]
fn a_write_that_keeps_the_end_does_not_slide_whatever_the_jar_made_of_it() {
    let fixed = "vid=1; path=/; expires=Fri, 24 Dec 2027 10:00:00 GMT";
    assert_eq!(again(fixed, "vid=2; path=/; expires=Fri, 24 Dec 2027 10:00:00 GMT", 2.5), Fact::flag(false));
    assert_eq!(again(fixed, "vid=1; path=/; expires=Fri, 24 Dec 2027 10:00:01 GMT", 0.0), Fact::flag(false));
    assert_eq!(again(fixed, "vid=1; path=/; expires=Fri, 24 Dec 2027 10:00:12 GMT", 0.0), Fact::flag(true));
    assert_eq!(again(RAW, "vid=1; path=/; max-age=34559988", 0.0), Fact::flag(false), "what is left of it");
}

#[test]
fn two_writes_of_one_phase_do_not_slide() {
    let mut evidence = site(|_| {});
    let Gathered::Ok(writes) = &mut evidence.visits[0].cookie_writes else { panic!("no writes") };
    writes.push(writes[0].clone());
    assert_eq!(fact(&evidence, "sliding"), Fact::flag(false));
}

#[test]
fn an_end_that_moved_by_less_than_clocks_tell_apart_is_not_known_unless_a_write_tells() {
    let evidence = site(|jar| jar[0].expires = jar[0].expires.map(|end| end + 0.7));
    assert!(matches!(fact(&evidence, "sliding"), Fact::Unknown(_)));
}

#[test]
fn a_new_value_is_a_change() {
    let evidence = site(|jar| jar[0].value = "2".to_owned());
    assert_eq!(fact(&evidence, "changed"), Fact::flag(true));
    assert_eq!(fact(&evidence, "sliding"), Fact::flag(false));
}

#[test]
fn what_is_gone_was_removed_by_who_deleted_it() {
    let mut evidence = site(|jar| jar.clear());
    assert_eq!(fact(&evidence, "removed"), Fact::flag(true));
    assert_eq!(fact(&evidence, "removed-phase"), Fact::text("return"));
    assert_eq!(fact(&evidence, "removed-by"), Fact::absent(), "nobody was seen");
    let Gathered::Ok(writes) = &mut evidence.visits[0].cookie_writes else { panic!("no writes") };
    let mut deletion = writes[0].clone();
    (deletion.seq, deletion.phase, deletion.raw) = (900, Phase::Return, "vid=; path=/; max-age=0".to_owned());
    writes.push(deletion);
    assert_eq!(fact(&evidence, "removed-by"), Fact::text("https://www.googletagmanager.com/gtag/js"));
}

#[test]
fn more_than_the_browser_keeps_is_capped() {
    let mut evidence = site(|_| {});
    let Gathered::Ok(writes) = &mut evidence.visits[0].cookie_writes else { panic!("no writes") };
    writes[0].raw = "vid=1; path=/; max-age=63072000".to_owned();
    assert_eq!(fact(&evidence, "capped"), Fact::flag(true));
    assert_eq!(fact(&evidence, "lifetime-days"), Fact::number(730.0));
}

#[test]
fn an_attribute_that_was_missing_once_was_missing_and_that_it_never_was_must_have_been_seen() {
    let attributes = ["secure", "http-only", "session"];
    let set = |evidence: &mut Evidence, phase: usize, there: bool| {
        let Gathered::Ok(jar) = &mut evidence.visits[0].moments[phase].cookies else { panic!("no jar") };
        let expires = (!there).then_some(1_795_514_400.0 + 400.0 * 86_400.0);
        jar.iter_mut().for_each(|one| (one.secure, one.http_only, one.expires) = (there, there, expires));
    };
    let mut evidence = site(|_| {});
    for (arrival, reloaded) in [(false, true), (true, false)] {
        set(&mut evidence, 0, arrival);
        set(&mut evidence, 1, reloaded);
        assert_eq!(attributes.map(|name| fact(&evidence, name)), [false, false, false].map(Fact::flag));
    }
    set(&mut evidence, 1, true);
    assert_eq!(attributes.map(|name| fact(&evidence, name)), [true, true, true].map(Fact::flag));
    evidence.visits[0].moments[1].cookies = Gathered::Failed("no answer".to_owned());
    for name in ["secure", "http-only", "session", "same-site"] {
        assert!(matches!(fact(&evidence, name), Fact::Unknown(_)), "{name}");
    }
    set(&mut evidence, 0, false);
    assert_eq!(attributes.map(|name| fact(&evidence, name)), [false, false, false].map(Fact::flag));
}

#[test]
fn without_the_jar_of_the_return_nothing_is_called_fixed() {
    let mut evidence = site(|_| {});
    evidence.visits[0].moments[1].cookies = Gathered::Failed("no answer".to_owned());
    for name in ["sliding", "changed", "removed", "removed-phase", "removed-by", "stored-days"] {
        assert!(matches!(fact(&evidence, name), Fact::Unknown(_)), "{name}");
    }
    assert_eq!(fact(&evidence, "first-set-phase"), Fact::text("arrival"));
}

#[test]
fn where_hooks_were_defeated_nobody_is_called_the_remover() {
    let mut evidence = site(|jar| jar.clear());
    let (hook, url) = ("all hooks".to_owned(), "https://shop.example/".to_owned());
    let (kind, why) = (DefeatKind::Absent, "it was closed".to_owned());
    evidence.visits[0].defeats.push(Defeat { phase: Phase::Arrival, hook, url, kind, why });
    assert!(matches!(fact(&evidence, "removed-by"), Fact::Unknown(_)));
    assert_eq!(fact(&evidence, "first-set-phase"), Fact::text("arrival"), "earlier is not possible");
    let Gathered::Ok(jar) = &mut evidence.visits[0].moments[0].cookies else { panic!("no jar") };
    let jar = std::mem::take(jar);
    evidence.visits[0].moments[1].cookies = Gathered::Ok(jar);
    evidence.visits[0].cookie_writes = Gathered::Ok(Vec::new());
    assert!(matches!(fact(&evidence, "first-set-phase"), Fact::Unknown(_)));
}

#[test]
fn a_name_alone_does_not_tell_which_cookie_was_sent() {
    let sent = |change: &dyn Fn(&mut Vec<Cookie>)| {
        let mut evidence = site(|_| {});
        let Gathered::Ok(requests) = &mut evidence.visits[0].requests else { panic!("no requests") };
        let name = "vid".to_owned();
        requests[0].cookies_sent.push(SentCookie { name, domain: None, path: None, partition_key: None });
        for moment in &mut evidence.visits[0].moments {
            let Gathered::Ok(jar) = &mut moment.cookies else { panic!("no jar") };
            change(jar);
        }
        ["sent", "sent-before-choice"].map(|name| fact(&evidence, name))
    };
    assert_eq!(sent(&|_| {}), [Fact::number(1.0), Fact::flag(true)]);
    let unknown = |facts: [Fact; 2]| facts.iter().all(|fact| matches!(fact, Fact::Unknown(_)));
    assert!(unknown(sent(&|jar| jar[0].partition_key = Some("https://shop.example".to_owned()))));
    assert!(unknown(sent(&|jar| jar.push(Cookie { path: "/a".to_owned(), ..jar[0].clone() }))));
    let elsewhere = sent(&|jar| jar.push(Cookie { domain: "zoo.example".to_owned(), ..jar[0].clone() }));
    assert_eq!(elsewhere, [Fact::number(1.0), Fact::flag(true)]);
}
