//! What the facts say of each small site.

use consentinel::evidence::{
    ChoiceStatus, Control, Evidence, Gathered, Phase, PhaseEnd, Role, State, ThirdPartyCookies,
};
use consentinel::facts::{BannerKind, Collected, Fact, Facts, IdentifierLike, Item, Seen, Value, derive};

use crate::support::evidence as scene;
use crate::support::knowledge;
use crate::support::scene::{Scene, button, cookie, interface, toggle};

fn facts(evidence: &Evidence) -> Facts {
    derive(evidence, &knowledge::small())
}

fn single(facts: &Facts, name: &str) -> Fact {
    facts.view.singles[name].0.clone()
}

fn members<'a>(facts: &'a Facts, collection: &'static str, state: State) -> &'a Collected {
    let found = facts.view.collections[&(collection, state.clone())].as_ref();
    found.unwrap_or_else(|why| panic!("{collection} in {state}: {why}"))
}

fn item<'a>(facts: &'a Facts, collection: &'static str, state: State, identity: &str) -> &'a Item {
    let members = members(facts, collection, state);
    let names = || members.items.iter().map(|item| item.identity.as_str()).collect::<Vec<_>>();
    let found = members.items.iter().find(|item| item.identity == identity);
    found.unwrap_or_else(|| panic!("no {identity} among {:?}", names()))
}

fn is_unknown(fact: &Fact) -> bool {
    matches!(fact, Fact::Unknown(_))
}

#[test]
fn an_honest_site_shows_tracking_only_after_acceptance() {
    let facts = facts(&scene::honest());
    assert_eq!(facts.banner.seen, Seen::Yes);
    assert_eq!(facts.banner.kind, BannerKind::AcceptRejectSettings);
    assert_eq!(single(&facts, "effect.tracking-after-accept"), Fact::number(2.0));
    assert_eq!(single(&facts, "effect.tracking-after-reject"), Fact::number(0.0));
    assert_eq!(single(&facts, "effect.kept-share"), Fact::number(0.0));
    assert_eq!(single(&facts, "reject.steps-more"), Fact::number(0.0));
    assert_eq!(single(&facts, "reject.recorded"), Fact::flag(true));
    assert_eq!(single(&facts, "reject.banner-on-return"), Fact::flag(false));
    assert_eq!(single(&facts, "prominence.area-ratio"), Fact::number(1.0));
    for state in [State::None, State::NoneAgain, State::Reject] {
        let jar = members(&facts, "cookie", state);
        assert_eq!(jar.complete, Ok(()));
        assert!(jar.items.iter().all(|item| item.facts["name"] != Fact::text("_ga")));
    }
    let record = item(&facts, "cookie", State::Reject, "cookie consent shop.example");
    assert_eq!(record.facts["consent-record"], Fact::flag(true));
    assert_eq!(record.facts["identifier-like"], Fact::flag(false));
    assert_eq!(record.facts["lifetime-days"], Fact::number(180.0));
}

#[test]
fn a_leaky_site_is_seen_before_any_choice_with_who_wrote_what() {
    let facts = facts(&scene::leaky());
    let measuring = item(&facts, "cookie", State::None, "cookie _ga .shop.example");
    let expected = [
        ("purpose", Fact::text("analytics")),
        ("known-by", Fact::text("name-and-setter")),
        ("vendor", Fact::text("Google Analytics")),
        ("party", Fact::text("first")),
        ("before-choice", Fact::flag(true)),
        ("set-after-choice", Fact::flag(false)),
        ("identifier-like", Fact::flag(true)),
        ("set-how", Fact::text("script")),
        ("setter", Fact::text("https://www.googletagmanager.com/gtag/js")),
        ("setter-line", Fact::number(7.0)),
        ("lifetime-days", Fact::number(365.0)),
        ("session", Fact::flag(false)),
        ("consent-record", Fact::flag(false)),
        ("opt-out", Fact::flag(false)),
    ];
    for (name, fact) in expected {
        assert_eq!(measuring.facts[name], fact, "{name}");
    }
    let stranger = item(&facts, "cookie", State::None, "cookie uid shop.example");
    assert_eq!(stranger.facts["identifier-like"], Fact::flag(true));
    assert_eq!(stranger.facts["lifetime-days"], Fact::number(730.0));
    let stored = item(&facts, "storage", State::None, "local-storage visitor shop.example");
    assert_eq!(stored.facts["identifier-like"], Fact::flag(true));
    let beacon = item(&facts, "request", State::None, "request GET www.google-analytics.com/g/collect");
    assert_eq!(beacon.facts["url-kind"], Fact::text("endpoint"));
    assert_eq!(beacon.facts["before-choice"], Fact::flag(true));
    assert_eq!(single(&facts, "effect.kept-share"), Fact::number(1.0));
}

#[test]
fn items_and_contacts_are_joined_over_the_states() {
    let facts = facts(&scene::leaky());
    let measuring: Vec<_> = facts.items.iter().filter(|item| item.name == "_ga").collect();
    assert_eq!(measuring.len(), 1);
    assert_eq!(
        measuring[0].seen.keys().cloned().collect::<Vec<_>>(),
        [State::None, State::NoneAgain, State::Reject, State::Accept]
    );
    assert_eq!(measuring[0].seen[&State::Reject], [Phase::Arrival, Phase::AfterChoice, Phase::Return]);
    assert_eq!(measuring[0].identifier_like, IdentifierLike::True);
    let beacon = facts.contacts.iter().find(|contact| contact.url.ends_with("/g/collect")).unwrap();
    assert_eq!((beacon.seen.len(), beacon.url_kind.as_deref()), (4, Some("endpoint")));
    let sorted = |facts: &Facts| facts.contacts.windows(2).all(|pair| pair[0].host <= pair[1].host);
    assert!(sorted(&facts));
}

#[test]
fn an_ignored_refusal_shows_on_the_next_view() {
    let facts = facts(&scene::refusal_ignored());
    let measuring = item(&facts, "cookie", State::Reject, "cookie _ga .shop.example");
    assert_eq!(measuring.facts["before-choice"], Fact::flag(false));
    assert_eq!(measuring.facts["set-after-choice"], Fact::flag(true));
    assert_eq!(measuring.facts["on-return"], Fact::flag(true));
    let beacon = item(&facts, "request", State::Reject, "request GET www.google-analytics.com/g/collect");
    assert_eq!(beacon.facts["after-choice"], Fact::flag(true));
    assert_eq!(beacon.facts["on-return"], Fact::flag(true));
    assert_eq!(single(&facts, "effect.kept-share"), Fact::number(1.0));
}

#[test]
fn a_cookie_from_before_a_refusal_is_not_written_after_it() {
    let facts = facts(&scene::leaky());
    let measuring = item(&facts, "cookie", State::Reject, "cookie _ga .shop.example");
    assert_eq!(measuring.facts["after-choice"], Fact::flag(true));
    assert_eq!(measuring.facts["set-after-choice"], Fact::flag(false));
}

#[test]
fn what_was_written_between_the_arrival_and_the_click_is_not_written_after_it() {
    let early = |scene: Scene| {
        let script = "https://shop.example/app.js";
        let raw = "late=one; path=/; max-age=31536000";
        scene.script_write(&State::Reject, Phase::Arrival, script, raw)
    };
    let there = |value: &str| cookie("late", value, "shop.example");
    let late = |evidence: &Evidence| {
        let facts = facts(evidence);
        item(&facts, "cookie", State::Reject, "cookie late shop.example").facts["set-after-choice"].clone()
    };
    let unchanged = early(scene::honest_scene()).cookie(&State::Reject, Phase::AfterChoice, &there("one")).done();
    assert_eq!(late(&unchanged), Fact::flag(false), "it only was not in the jar yet when that was read");
    let nobody_seen = scene::honest_scene().cookie(&State::Reject, Phase::AfterChoice, &there("one")).done();
    assert_eq!(late(&nobody_seen), Fact::flag(true), "where no write was seen the jar decides");
    let mut changed = early(scene::honest_scene()).cookie(&State::Reject, Phase::AfterChoice, &there("one"));
    if let Gathered::Ok(jar) = &mut changed.moment(&State::Reject, Phase::Return).cookies {
        jar.retain(|cookie| cookie.name != "late");
        jar.push(there("two"));
    }
    assert_eq!(late(&changed.done()), Fact::flag(true), "another value on return was written after the choice");
}

#[test]
fn a_beacon_that_nobody_saw_end_is_not_known_to_be_unanswered() {
    let mut evidence = scene::refusal_ignored();
    let reject = evidence.visits.iter_mut().find(|visit| visit.state == State::Reject).unwrap();
    let Gathered::Ok(requests) = &mut reject.requests else { panic!("no requests") };
    for request in requests.iter_mut().filter(|request| request.url.contains("/g/collect")) {
        request.status = None;
        request.failed = None;
    }
    let facts = facts(&evidence);
    let beacon = item(&facts, "request", State::Reject, "request GET www.google-analytics.com/g/collect");
    assert!(is_unknown(&beacon.facts["answered"]));
}

#[test]
fn a_rewritten_value_counts_as_written_even_if_no_write_was_seen() {
    let mut scene = scene::honest_scene();
    let own = |value: &str| cookie("seen", value, "shop.example");
    scene = scene.cookie(&State::Reject, Phase::Arrival, &own("one"));
    for phase in [Phase::AfterChoice, Phase::Return] {
        if let Gathered::Ok(jar) = &mut scene.moment(&State::Reject, phase).cookies {
            jar.retain(|cookie| cookie.name != "seen");
            jar.push(own("two"));
        }
    }
    let facts = facts(&scene.done());
    let seen = item(&facts, "cookie", State::Reject, "cookie seen shop.example");
    assert_eq!(seen.facts["set-after-choice"], Fact::flag(true));
    assert_eq!(seen.facts["setter"], Fact::absent());
    assert!(is_unknown(&seen.facts["lifetime-days"]));
}

#[test]
fn a_choice_that_is_not_offered_is_not_lived_through() {
    let facts = facts(&scene::refusal_not_offered());
    assert_eq!(single(&facts, "reject.status"), Fact::text("not-offered"));
    assert_eq!(single(&facts, "reject.steps"), Fact::absent());
    assert_eq!(single(&facts, "reject.steps-more"), Fact::absent());
    assert!(is_unknown(&single(&facts, "reject.banner-on-return")));
    for collection in ["cookie", "storage", "request"] {
        let why = facts.view.collections[&(collection, State::Reject)].clone().unwrap_err();
        assert!(why.contains("no control that refuses was found"), "{why}");
    }
    assert!(is_unknown(&single(&facts, "effect.tracking-after-reject")));
    let controls = members(&facts, "control", State::None);
    assert_eq!(controls.complete, Ok(()));
    assert!(controls.items.iter().any(|item| item.facts["layer"] == Fact::number(2.0)));
}

#[test]
fn a_refusal_on_the_second_layer_takes_more_steps_and_shows_its_boxes() {
    let facts = facts(&scene::refusal_on_second_layer());
    assert_eq!(single(&facts, "reject.steps"), Fact::number(2.0));
    assert_eq!(single(&facts, "reject.steps-more"), Fact::number(1.0));
    assert_eq!(single(&facts, "banner.reject-offered"), Fact::flag(false));
    assert_eq!(single(&facts, "prominence.area-ratio"), Fact::absent());
    for state in [State::None, State::NoneAgain, State::Reject] {
        let toggle = item(&facts, "control", state, "control 2 toggle analytics");
        assert_eq!(toggle.facts["checked"], Fact::flag(true));
        assert_eq!(toggle.facts["ground"], Fact::text("consent"));
    }
}

#[test]
fn the_kind_is_what_the_first_layer_lets_a_visitor_choose() {
    use Role::{Accept, Acknowledge, Pay, Reject, Settings};
    let named = |roles: &[Role]| roles.iter().map(|role| button(*role, "x")).collect::<Vec<_>>();
    let with = |mut controls: Vec<_>, more| {
        controls.push(more);
        controls
    };
    let unnamed = |vendor| Control { purpose: None, vendor, ..toggle("x", false, false) };
    let cases = [
        (named(&[]), BannerKind::Notice),
        (named(&[Acknowledge]), BannerKind::Notice),
        (named(&[Accept]), BannerKind::AcceptOnly),
        (named(&[Accept, Settings]), BannerKind::AcceptSettings),
        (named(&[Acknowledge, Reject]), BannerKind::AcceptReject),
        (named(&[Accept, Reject, Settings]), BannerKind::AcceptRejectSettings),
        (named(&[Reject]), BannerKind::OptOut),
        (named(&[Accept, Pay]), BannerKind::PayOrAccept),
        // A subscription that is offered beside a refusal alone is no price for refusing.
        (named(&[Reject, Pay]), BannerKind::OptOut),
        (with(named(&[Accept, Reject]), toggle("analytics", false, false)), BannerKind::Categories),
        // "Remember my choice", and a vendor.
        (with(named(&[Accept, Reject]), unnamed(false)), BannerKind::AcceptReject),
        (with(with(named(&[Accept]), unnamed(true)), unnamed(true)), BannerKind::AcceptOnly),
        (with(with(named(&[Accept]), unnamed(false)), unnamed(false)), BannerKind::Categories),
    ];
    for (controls, kind) in cases {
        let told: Vec<_> = controls.iter().map(|control| (control.role, control.vendor)).collect();
        let evidence = scene::honest_scene().banner(&interface(controls)).done();
        assert_eq!(facts(&evidence).banner.kind, kind, "{told:?}");
    }
}

#[test]
fn an_interface_that_returns_after_an_unrecorded_refusal_is_known_to_return() {
    let facts = facts(&scene::prompts_again());
    assert_eq!(single(&facts, "reject.status"), Fact::text("unconfirmed"));
    assert_eq!(single(&facts, "reject.banner-on-return"), Fact::flag(true));
    assert_eq!(single(&facts, "reject.recorded"), Fact::flag(false));
    assert!(facts.view.collections[&("cookie", State::Reject)].is_err());
}

#[test]
fn an_unconfirmed_click_that_moved_nothing_tells_nothing_of_the_return() {
    let evidence = {
        let mut scene = scene::honest_scene().banner_at(&State::Reject, Phase::AfterChoice, &scene::three_buttons());
        scene = scene.banner_at(&State::Reject, Phase::Return, &scene::three_buttons());
        scene.visit(&State::Reject).choice.as_mut().unwrap().status = ChoiceStatus::Unconfirmed;
        scene.done()
    };
    assert!(is_unknown(&single(&facts(&evidence), "reject.banner-on-return")));
}

#[test]
fn another_interface_after_the_reload_neither_accuses_nor_clears() {
    let mut other = interface(vec![button(Role::Settings, "Your choices")]);
    other.selector = "#reopen".to_owned();
    other.text = "Your privacy choices".to_owned();
    let evidence = scene::honest_scene().banner_at(&State::Reject, Phase::Return, &other).done();
    assert!(is_unknown(&single(&facts(&evidence), "reject.banner-on-return")));
}

#[test]
fn a_plain_page_is_known_to_have_nothing() {
    let facts = facts(&scene::plain());
    assert_eq!(facts.banner.seen, Seen::No);
    assert_eq!(single(&facts, "banner.seen"), Fact::flag(false));
    assert_eq!(single(&facts, "banner.kind"), Fact::text("none"));
    assert_eq!(single(&facts, "banner.platform-present"), Fact::flag(false));
    assert_eq!(single(&facts, "tracking.any"), Fact::flag(false));
    assert_eq!(members(&facts, "cookie", State::None), &Collected::complete(Vec::new()));
    assert_eq!(members(&facts, "control", State::None), &Collected::complete(Vec::new()));
}

#[test]
fn tracking_without_a_banner_is_both() {
    let facts = facts(&scene::tracking_without_banner());
    assert_eq!(single(&facts, "banner.seen"), Fact::flag(false));
    assert_eq!(single(&facts, "tracking.any"), Fact::flag(true));
}

#[test]
fn nothing_is_known_of_a_site_that_was_not_reached() {
    let facts = facts(&scene::unreachable());
    assert_eq!(facts.banner.seen, Seen::Unknown);
    for (name, (fact, _)) in &facts.view.singles {
        assert!(is_unknown(fact), "{name} is {fact:?}");
    }
    for (key, members) in &facts.view.collections {
        assert!(members.is_err(), "{key:?}");
    }
    assert!(facts.states.iter().all(|state| state.status == ChoiceStatus::Failed));
    assert!(facts.states.iter().all(|state| state.reason.as_ref().is_some_and(|why| why.contains("REFUSED"))));
}

#[test]
fn invariant_5_gatherers_that_failed_found_nothing_out() {
    let facts = facts(&scene::blind());
    for name in [
        "banner.seen",
        "banner.kind",
        "banner.platform-present",
        "page.policy-linked",
        "page.policy-found",
        "tracking.any",
        "effect.tracking-after-reject",
        "effect.kept-share",
    ] {
        assert!(is_unknown(&single(&facts, name)), "{name} is {:?}", single(&facts, name));
    }
    for collection in ["cookie", "storage", "request", "control"] {
        assert!(facts.view.collections[&(collection, State::None)].is_err(), "{collection}");
    }
}

#[test]
fn a_place_that_could_not_be_searched_leaves_the_banner_open() {
    let mut scene = Scene::of(scene::SHOP);
    if let Gathered::Ok(search) = &mut scene.moment(&State::None, Phase::Arrival).search {
        search.blind_spots.push("frame https://cmp.example/: did not answer".to_owned());
    }
    let facts = facts(&scene.done());
    assert_eq!(facts.banner.seen, Seen::Unknown);
    assert!(facts.banner.reason.is_some_and(|why| why.contains("cmp.example")));
}

#[test]
fn an_interface_that_waits_for_a_gesture_nobody_made_is_not_ruled_out() {
    let mut scene = Scene::of(scene::SHOP);
    for state in scene.states() {
        if let Gathered::Ok(search) = &mut scene.moment(&state, Phase::Arrival).search {
            search.gesture_tried = false;
        }
    }
    assert_eq!(facts(&scene.done()).banner.seen, Seen::Unknown);
}

#[test]
fn an_interface_that_one_visit_missed_is_seen_with_a_doubt() {
    let scene = Scene::of(scene::SHOP).banner_at(&State::NoneAgain, Phase::Arrival, &scene::three_buttons());
    let facts = facts(&scene.done());
    assert_eq!(facts.banner.seen, Seen::Yes);
    assert!(facts.banner.reason.is_some_and(|why| why.contains("none-again")));
}

#[test]
fn the_interface_that_offers_a_choice_counts_before_another() {
    let mut scene = Scene::of(scene::SHOP).banner(&interface(vec![button(Role::Close, "x")]));
    for state in scene.states() {
        if let Gathered::Ok(search) = &mut scene.moment(&state, Phase::Arrival).search {
            search.found.push(scene::three_buttons());
        }
    }
    let facts = facts(&scene.done());
    assert_eq!(facts.banner.kind, BannerKind::AcceptRejectSettings);
    assert_eq!(facts.view.singles["banner.kind"].1, "/visits/0/moments/0/search/ok/found/1");
}

#[test]
fn a_deadline_keeps_what_was_seen_and_leaves_the_rest_open() {
    let mut scene = scene::honest_scene();
    scene.moment(&State::None, Phase::Return).ended = PhaseEnd::Deadline;
    let facts = facts(&scene.done());
    let jar = members(&facts, "cookie", State::None);
    assert_eq!(jar.items.len(), 1);
    assert!(jar.complete.as_ref().is_err_and(|why| why.contains("deadline")));
}

#[test]
fn without_third_party_cookies_their_absence_proves_nothing() {
    let mut evidence = scene::plain();
    evidence.run.browser.third_party_cookies = ThirdPartyCookies::Blocked;
    let facts = facts(&evidence);
    assert!(members(&facts, "cookie", State::None).complete.is_err());
    assert!(is_unknown(&single(&facts, "tracking.any")));
    assert_eq!(members(&facts, "storage", State::None).complete, Ok(()));
}

#[test]
fn a_name_whose_setter_was_not_recorded_decides_nothing() {
    let mut evidence = scene::leaky();
    evidence.visits[0].cookie_writes = Gathered::Failed("the hook did not answer".to_owned());
    let facts = facts(&evidence);
    let measuring = item(&facts, "cookie", State::None, "cookie _ga .shop.example");
    for name in ["purpose", "known-by", "vendor", "setter", "set-how", "lifetime-days"] {
        assert!(is_unknown(&measuring.facts[name]), "{name} is {:?}", measuring.facts[name]);
    }
}

#[test]
fn an_unreadable_day_lets_no_exception_outlive_it() {
    let mut evidence = scene::honest();
    evidence.run.started = "soon".to_owned();
    let facts = facts(&evidence);
    assert_eq!(facts.view.day, "9999-12-31");
    let record = item(&facts, "cookie", State::Reject, "cookie consent shop.example");
    assert!(is_unknown(&record.facts["lifetime-days"]));
    assert_eq!(self::facts(&scene::honest()).view.day, "2026-11-24");
}

#[test]
fn hostile_cookies_break_nothing() {
    let mut scene = scene::honest_scene();
    for (name, value) in [("", ""), ("a\u{0}b", "\u{1b}[31m"), ("\u{202e}x", "\u{1f36a}"), ("~1/~0", "%%%zz")] {
        scene = scene.cookie_always(&cookie(name, value, ".shop.example"));
        scene = scene.header_write(&State::None, Phase::Arrival, "\u{0}", &format!("{name}={value}; Max-Age=x"));
    }
    let evidence = scene.done();
    let json = serde_json::to_value(&evidence).unwrap();
    for item in &members(&facts(&evidence), "cookie", State::None).items {
        let name = json.pointer(&item.evidence).and_then(|place| place["name"].as_str());
        assert_eq!(item.facts["name"], Fact::Known(Value::Text(name.unwrap().to_owned())));
    }
}
