//! For how long a choice is kept, by what keeps it.

use consentinel::evidence::{Area, Phase, Role, State, StorageItem};
use consentinel::facts::{Fact, derive};

use crate::support::evidence::{SHOP, three_buttons};
use crate::support::knowledge;
use crate::support::scene::{Scene, cookie, local_item};

/// A refusal that is kept in `items`, and in a cookie of as many days if any.
fn days(items: &[StorageItem], cookie_days: Option<u32>) -> Fact {
    let mut scene = Scene::of(SHOP).banner(&three_buttons()).chosen(&State::Reject, Role::Reject, &["Reject all"]);
    for item in items {
        scene = scene.storage(&State::Reject, Phase::AfterChoice, item);
    }
    if let Some(days) = cookie_days {
        let raw = format!("consent=none; path=/; max-age={}", days * 86_400);
        scene = scene
            .cookie(&State::Reject, Phase::AfterChoice, &cookie("consent", "none", "shop.example"))
            .script_write(&State::Reject, Phase::AfterChoice, "https://shop.example/consent.js", &raw);
    }
    derive(&scene.done(), &knowledge::small()).view.singles["reject.record-days"].0.clone()
}

fn stored(area: Area, key: &str) -> StorageItem {
    StorageItem { area, ..local_item("https://shop.example", key, "none") }
}

#[test]
fn storage_keeps_without_an_end_or_until_the_session_ends() {
    assert_eq!(days(&[stored(Area::LocalStorage, "consent")], None), Fact::absent());
    assert_eq!(days(&[stored(Area::SessionStorage, "consent")], None), Fact::number(0.0));
    assert_eq!(days(&[], Some(180)), Fact::number(180.0));
    let other = [stored(Area::LocalStorage, "consent"), stored(Area::SessionStorage, "cart")];
    assert_eq!(days(&other, None), Fact::absent(), "what does not hold the choice does not count");
}

#[test]
fn what_is_kept_for_unlike_times_is_told_with_both() {
    let Fact::Unknown(why) = days(&[stored(Area::LocalStorage, "consent")], Some(180)) else { panic!("known") };
    assert_eq!(why, "what holds the choice lasts differently: consent 180 days, consent without an end");
    let Fact::Unknown(why) = days(&[stored(Area::SessionStorage, "consent")], Some(180)) else { panic!("known") };
    assert!(why.ends_with("consent 180 days, consent until the session ends"), "{why}");
}
