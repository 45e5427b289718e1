//! What the switches of the interface stand for.

use consentinel::evidence::{Control, Evidence, Gathered, Layer, Role, State};
use consentinel::facts::{Fact, derive};

use crate::support::evidence::{honest_scene, three_buttons};
use crate::support::knowledge;
use crate::support::scene::{button, layer, toggle};

fn fact(evidence: &Evidence, name: &str) -> Fact {
    derive(evidence, &knowledge::small()).view.singles[name].0.clone()
}

/// A switch with words of its own.
fn switch(words: &str) -> Control {
    Control { text: words.to_owned(), ..toggle("marketing", false, false) }
}

/// A shop whose settings open onto `controls`, changed by `change`.
fn opens_onto(controls: Vec<Control>, change: impl Fn(&mut Layer)) -> Evidence {
    let mut scene = honest_scene();
    let mut second = layer("Settings", "Choose what for.", controls);
    second.language = Some("en".to_owned());
    change(&mut second);
    scene.visit(&State::NoneAgain).second_layer = Some(Gathered::Ok(second));
    scene.done()
}

#[test]
fn only_switches_that_can_be_switched_and_need_consent_count() {
    let mut hidden = switch("Hidden");
    hidden.visible = false;
    let mut fixed = switch("Fixed");
    fixed.disabled = Some(true);
    let controls = vec![
        toggle("necessary", true, false),
        switch("Statistics"),
        switch("Advertising"),
        hidden,
        fixed,
        button(Role::Save, "Save"),
    ];
    let shop = opens_onto(controls, |_| {});
    assert_eq!(fact(&shop, "toggles.optional"), Fact::number(2.0));
    assert_eq!(fact(&shop, "toggles.bundled-label"), Fact::absent());
}

#[test]
fn a_label_that_names_two_purposes_is_told() {
    let both = opens_onto(vec![switch("Statistics and advertising")], |_| {});
    assert_eq!(fact(&both, "toggles.bundled-label"), Fact::text("Statistics and advertising"));
    let one = opens_onto(vec![switch("Advertising and personalised advertisements")], |_| {});
    assert_eq!(fact(&one, "toggles.bundled-label"), Fact::absent(), "one purpose in two words");
}

#[test]
fn labels_in_a_language_without_words_may_name_two() {
    let labels = || vec![switch("Tilastot ja mainonta")];
    let foreign = opens_onto(labels(), |layer| layer.language = Some("et".to_owned()));
    assert!(matches!(fact(&foreign, "toggles.bundled-label"), Fact::Unknown(_)));
    assert_eq!(fact(&foreign, "toggles.optional"), Fact::number(1.0));
    let untold = opens_onto(vec![switch("Statistics and advertising")], |layer| layer.language = None);
    assert_eq!(
        fact(&untold, "toggles.bundled-label"),
        Fact::text("Statistics and advertising"),
        "as the first layer's"
    );
}

#[test]
fn what_a_further_layer_may_split_is_not_known() {
    let vendor = || Control { vendor: true, ..switch("A vendor") };
    for (why, shop) in [
        ("it leads on", opens_onto(vec![switch("All"), button(Role::Settings, "More")], |_| {})),
        ("vendors stand beside it", opens_onto(vec![switch("All"), vendor()], |_| {})),
        ("vendors were left out", opens_onto(vec![switch("All")], |layer| layer.controls_cut = 3)),
    ] {
        for name in ["toggles.optional", "toggles.bundled-label"] {
            assert!(matches!(fact(&shop, name), Fact::Unknown(_)), "{why}: {name}");
        }
    }
    let mut unseen = honest_scene();
    unseen.visit(&State::NoneAgain).second_layer = Some(Gathered::Failed("nothing opened".to_owned()));
    assert!(matches!(fact(&unseen.done(), "toggles.optional"), Fact::Unknown(_)));
}

#[test]
fn without_settings_the_first_layer_has_the_switches() {
    let mut interface = three_buttons();
    interface.controls.retain(|control| control.role != Role::Settings);
    interface.controls.push(switch("Statistics, marketing"));
    let shop = honest_scene().banner(&interface).done();
    assert_eq!(fact(&shop, "toggles.optional"), Fact::number(1.0));
    assert_eq!(fact(&shop, "toggles.bundled-label"), Fact::text("Statistics, marketing"));
}
