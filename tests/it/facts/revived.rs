//! Cookies that come back after all were deleted: who, from where, and who does not.

use consentinel::evidence::{Area, Cookie, Gathered, Phase, Revival, State, StorageItem, StorageUnread, Validator};
use consentinel::facts::{Fact, derive};

use crate::support::evidence::SHOP;
use crate::support::knowledge;
use crate::support::scene::{Scene, cookie, local_item};

const ONE: &str = "3f2a9c1e77b24c1f9d3e0a1b2c3d4e5f";
const AGAIN: &str = "b81d0f6a2c9e4e718a409f8e7d6c5b4a";
const OTHER: &str = "c0ffee129ab44d53b1e75566aa7788bb";

/// A shop with the cookie `vid`, another in each of two fresh profiles.
fn shop() -> Scene {
    Scene::of(SHOP).cookie(&State::None, Phase::Arrival, &vid(ONE)).cookie(
        &State::NoneAgain,
        Phase::Arrival,
        &vid(AGAIN),
    )
}

fn vid(value: &str) -> Cookie {
    cookie("vid", value, ".shop.example")
}

fn tried(mut scene: Scene, after: Vec<Cookie>, validators: Vec<Validator>) -> Scene {
    let revival = Revival { deleted: vec![vid(AGAIN)], after, validators };
    scene.visit(&State::NoneAgain).revival = Some(Gathered::Ok(revival));
    scene
}

fn validator(url: &str, value: &str) -> Validator {
    Validator { url: url.to_owned(), header: "if-none-match".to_owned(), value: value.to_owned() }
}

/// Whether it came back, from where, and under which name.
fn told(scene: Scene) -> [Fact; 3] {
    let facts = derive(&scene.done(), &knowledge::small());
    let cookies = facts.view.collections[&("cookie", State::None)].as_ref().unwrap();
    let vid = cookies.items.iter().find(|item| item.facts["name"] == Fact::text("vid")).unwrap();
    ["respawned", "respawned-from", "respawned-name"].map(|name| vid.facts[name].clone())
}

fn came_from(place: &str, name: &str) -> [Fact; 3] {
    [Fact::flag(true), Fact::text(place), Fact::text(name)]
}

fn forgotten() -> [Fact; 3] {
    [Fact::flag(false), Fact::absent(), Fact::absent()]
}

#[test]
fn what_storage_holds_came_from_there() {
    let origin = "https://shop.example";
    let keep = local_item(origin, "keep", &format!("{{\"id\":\"{AGAIN}\"}}"));
    let scene = shop().storage(&State::NoneAgain, Phase::Return, &keep);
    assert_eq!(told(tried(scene, vec![vid(AGAIN)], Vec::new())), came_from("local-storage", "keep"));
    let record = StorageItem { area: Area::IndexedDb, ..local_item(origin, "ids/kv/uid", &format!("\"{AGAIN}\"")) };
    let scene = shop().storage(&State::NoneAgain, Phase::Arrival, &record);
    let validators = vec![validator("https://shop.example/pixel", "\"x\"")];
    assert_eq!(told(tried(scene, vec![vid(AGAIN)], validators)), came_from("indexed-db", "ids/kv/uid"));
}

#[test]
fn what_was_not_read_may_have_kept_it() {
    let cut = StorageItem { cut: true, ..local_item("https://shop.example", "state", "open") };
    let scene = shop().storage(&State::NoneAgain, Phase::Arrival, &cut);
    let [respawned, from, _] = told(tried(scene, vec![vid(AGAIN)], Vec::new()));
    assert_eq!(respawned, Fact::flag(true));
    assert!(matches!(from, Fact::Unknown(_)), "{from:?}");
}

#[test]
fn else_a_validator_that_went_to_its_host_brought_it() {
    let (own, plain) = ("https://cdn.shop.example/pixel", "https://shop.example/style.css");
    let validators = vec![
        validator("https://elsewhere.example/", AGAIN),
        validator(plain, "\"5e1\""),
        validator(own, &format!("W/\"{AGAIN}\"")),
    ];
    assert_eq!(told(tried(shop(), vec![vid(AGAIN)], validators)), came_from("validator", own));
    let only_plain = vec![validator(plain, "\"5e1\"")];
    assert_eq!(told(tried(shop(), vec![vid(AGAIN)], only_plain)), came_from("validator", plain));
    let foreign = vec![validator("https://elsewhere.example/", AGAIN)];
    let unknown = [Fact::flag(true), Fact::text("unknown"), Fact::absent()];
    assert_eq!(told(tried(shop(), vec![vid(AGAIN)], foreign)), unknown);
}

#[test]
fn what_is_gone_new_or_the_same_for_everybody_is_forgotten() {
    assert_eq!(told(tried(shop(), Vec::new(), Vec::new())), forgotten());
    assert_eq!(told(tried(shop(), vec![vid(OTHER)], Vec::new())), forgotten());
    let same = Scene::of(SHOP).cookie(&State::None, Phase::Arrival, &vid(AGAIN)).cookie(
        &State::NoneAgain,
        Phase::Arrival,
        &vid(AGAIN),
    );
    assert_eq!(told(tried(same, vec![vid(AGAIN)], Vec::new())), forgotten());
    let short = Scene::of(SHOP).cookie(&State::None, Phase::Arrival, &vid("1")).cookie(
        &State::NoneAgain,
        Phase::Arrival,
        &vid("2"),
    );
    let mut short = tried(short, Vec::new(), Vec::new());
    let revival = Revival { deleted: vec![vid("2")], after: vec![vid("2")], validators: Vec::new() };
    short.visit(&State::NoneAgain).revival = Some(Gathered::Ok(revival));
    assert_eq!(told(short), forgotten());
}

#[test]
fn without_the_experiment_nobody_knows() {
    let unknown = |scene: Scene, part: &str| {
        for fact in told(scene) {
            assert!(matches!(&fact, Fact::Unknown(why) if why.contains(part)), "{fact:?}");
        }
    };
    unknown(shop(), "not tried");
    let mut failed = shop();
    failed.visit(&State::NoneAgain).revival = Some(Gathered::Failed("the deadline passed".to_owned()));
    unknown(failed, "the deadline passed");
    let mut elsewhere = shop();
    let revival = Revival { deleted: Vec::new(), after: Vec::new(), validators: Vec::new() };
    elsewhere.visit(&State::NoneAgain).revival = Some(Gathered::Ok(revival));
    unknown(elsewhere, "did not lie in the jar");
}

#[test]
fn where_it_was_kept_is_unknown_where_storage_was_not_read() {
    let mut scene = tried(shop(), vec![vid(AGAIN)], vec![validator("https://shop.example/", "\"x\"")]);
    let unread = StorageUnread {
        origin: "https://shop.example".to_owned(),
        area: Some(Area::IndexedDb),
        why: "locked".to_owned(),
    };
    scene.moment(&State::NoneAgain, Phase::Return).storage_unread.push(unread);
    let [respawned, place, name] = told(scene);
    assert_eq!(respawned, Fact::flag(true));
    for fact in [place, name] {
        assert!(matches!(&fact, Fact::Unknown(why) if why.contains("locked")), "{fact:?}");
    }
}
