//! Values of storage that change with a choice, and cookies that are sent before or after it.

use consentinel::evidence::{Gathered, Phase, SentCookie, State, StorageDeed, StorageItem};
use consentinel::facts::{Fact, derive};

use crate::support::evidence::{GTAG, SHOP};
use crate::support::knowledge;
use crate::support::scene::{Scene, cookie, local_item};

/// A site whose entry `seen` is there from arrival on in `reject`; `change` is what becomes of it at the choice.
fn scene(change: impl Fn(&mut StorageItem)) -> Scene {
    let item = local_item("https://shop.example", "seen", "abc");
    let mut scene = Scene::of(SHOP).chosen(&State::Reject, consentinel::evidence::Role::Reject, &["Reject all"]);
    scene = scene.storage(&State::Reject, Phase::Arrival, &item);
    for phase in [Phase::AfterChoice, Phase::Return] {
        let Gathered::Ok(storage) = &mut scene.moment(&State::Reject, phase).storage else { panic!("no storage") };
        change(&mut storage[0]);
    }
    scene
}

fn set_after(scene: Scene) -> Fact {
    let facts = derive(&scene.done(), &knowledge::small());
    let entries = facts.view.collections[&("storage", State::Reject)].as_ref().unwrap();
    entries.items.iter().find(|item| item.facts["name"] == Fact::text("seen")).unwrap().facts["set-after-choice"]
        .clone()
}

#[test]
fn a_value_that_changed_at_the_choice_was_set_after_it() {
    assert_eq!(set_after(scene(|_| {})), Fact::flag(false));
    assert_eq!(set_after(scene(|item| item.value = "abd".to_owned())), Fact::flag(true));
    assert_eq!(set_after(scene(|item| item.value = "abcd".to_owned())), Fact::flag(true), "the longer one is another");
}

/// What is told where the later value was cut: whether it changed may not be known, but no change is made up.
fn cut(value: &str, length: u64) -> Fact {
    set_after(scene(|item| (item.value, item.length, item.cut) = (value.to_owned(), length, true)))
}

#[test]
fn of_a_value_that_was_cut_only_a_sure_change_counts() {
    assert_eq!(cut("ab", 90), Fact::flag(true), "it is longer than it was");
    assert_eq!(cut("xy", 3), Fact::flag(true), "it begins otherwise");
    assert!(matches!(cut("ab", 3), Fact::Unknown(_)), "it may be the same");
    assert!(matches!(cut("", 90), Fact::Unknown(_)), "nothing of it is known");
    let before = |value: &str, length: u64| {
        let mut scene = scene(|_| {});
        let Gathered::Ok(storage) = &mut scene.moment(&State::Reject, Phase::Arrival).storage else { panic!() };
        (storage[0].value, storage[0].length, storage[0].cut) = (value.to_owned(), length, true);
        set_after(scene)
    };
    assert_eq!(before("ab", 90), Fact::flag(true));
    assert!(matches!(before("", 90), Fact::Unknown(_)));
}

#[test]
fn an_entry_that_was_removed_was_not_set() {
    for (done, expected) in [(StorageDeed::Set, true), (StorageDeed::Remove, false), (StorageDeed::Clear, false)] {
        let item = local_item("https://shop.example", "seen", "abc");
        let mut scene = scene(|_| {}).storage_write(&State::Reject, Phase::AfterChoice, GTAG, &item);
        let Gathered::Ok(writes) = &mut scene.visit(&State::Reject).storage_writes else { panic!("no writes") };
        writes[0].done = done;
        assert_eq!(set_after(scene), Fact::flag(expected), "{done:?}");
    }
}

#[test]
fn a_cookie_that_was_sent_after_the_choice_alone_was_not_sent_before_it() {
    for (phase, told) in
        [(Phase::Arrival, [true, false]), (Phase::AfterChoice, [false, true]), (Phase::Return, [false, true])]
    {
        let mut scene = Scene::of(SHOP)
            .chosen(&State::Reject, consentinel::evidence::Role::Reject, &["Reject all"])
            .cookie(&State::Reject, Phase::Arrival, &cookie("vid", "1", "shop.example"))
            .request(&State::Reject, phase, "https://shop.example/pixel.gif", "image");
        let Gathered::Ok(requests) = &mut scene.visit(&State::Reject).requests else { panic!("no requests") };
        let sent = SentCookie { name: "vid".to_owned(), domain: None, path: None, partition_key: None };
        requests.last_mut().unwrap().cookies_sent.push(sent);
        let facts = derive(&scene.done(), &knowledge::small());
        let jar = facts.view.collections[&("cookie", State::Reject)].as_ref().unwrap();
        let sent = ["sent-before-choice", "sent-after-choice"].map(|name| jar.items[0].facts[name].clone());
        assert_eq!(sent, told.map(Fact::flag), "{phase:?}");
    }
}

#[test]
fn every_rule_of_a_cookie_for_other_sites_has_its_word() {
    use consentinel::evidence::SameSite;
    for (rule, word) in [
        (Some(SameSite::Strict), "strict"),
        (Some(SameSite::Lax), "lax"),
        (Some(SameSite::None), "none"),
        (None, "unset"),
    ] {
        let mut own = cookie("vid", "1", "shop.example");
        own.same_site = rule;
        let facts = derive(&Scene::of(SHOP).cookie_always(&own).done(), &knowledge::small());
        let jar = facts.view.collections[&("cookie", State::None)].as_ref().unwrap();
        assert_eq!(jar.items[0].facts["same-site"], Fact::text(word));
    }
}
