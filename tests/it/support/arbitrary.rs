//! Evidences that nobody thought of: random sites for property tests.

#![allow(dead_code)]

use consentinel::evidence::{ChoiceStatus, Control, Evidence, Gathered, Phase, Role, State};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::evidence::{COLLECT, GTAG, SHOP};
use super::scene::{Scene, button, cookie, interface, layer, local_item, session_cookie, toggle};

/// One thing that happens on a random site.
#[derive(Debug, Clone)]
enum Happening {
    Cookie { name: String, value: String, domain: String, persistent: bool },
    HeaderWrite { raw: String, url: String },
    ScriptWrite { raw: String },
    Storage { key: String, value: String },
    Request { url: String },
}

fn states() -> impl Strategy<Value = State> {
    select(vec![State::None, State::NoneAgain, State::Reject, State::Accept])
}

fn names() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => select(vec!["_ga", "consent", "uid", "sid", "id_optout"]).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ]
}

fn values() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => select(vec!["1", "all", "GA1.1.1938402617.1795514400", "3f2a9c1e-77b2-4c1f-9d3e-0a1b2c3d4e5f", ""]).prop_map(str::to_owned),
        1 => "[0-9a-f]{16}",
        1 => "\\PC{0,20}",
    ]
}

fn happenings() -> impl Strategy<Value = Happening> {
    let domains = || select(vec!["shop.example", ".shop.example", ".tracker.example", "localhost"]);
    let urls = || select(vec![SHOP, GTAG, COLLECT, "https://t.tracker.example/p?id=8f3a9c17e5b20d84", "data:,x", ""]);
    let tails =
        || select(vec!["", "; Path=/", "; Domain=shop.example; Path=/; Max-Age=3600", "; Max-Age=0", "; Expires=x"]);
    prop_oneof![
        (names(), values(), domains(), any::<bool>()).prop_map(|(name, value, domain, persistent)| Happening::Cookie {
            name,
            value,
            domain: domain.to_owned(),
            persistent,
        }),
        (names(), values(), tails(), urls()).prop_map(|(name, value, tail, url)| Happening::HeaderWrite {
            raw: format!("{name}={value}{tail}"),
            url: url.to_owned()
        }),
        (names(), values(), tails())
            .prop_map(|(name, value, tail)| Happening::ScriptWrite { raw: format!("{name}={value}{tail}") }),
        (names(), values()).prop_map(|(key, value)| Happening::Storage { key, value }),
        urls().prop_map(|url| Happening::Request { url: url.to_owned() }),
    ]
}

fn controls() -> impl Strategy<Value = Vec<Control>> {
    let roles = vec![
        Role::Accept,
        Role::Reject,
        Role::Settings,
        Role::Save,
        Role::Close,
        Role::Acknowledge,
        Role::Pay,
        Role::PolicyLink,
        Role::Other,
    ];
    let control = (select(roles), any::<bool>(), 0u32..3).prop_map(|(role, visible, size)| {
        let mut control = button(role, &format!("{role:?}"));
        control.visible = visible;
        control.rect.width = f64::from(size) * 60.0;
        control.contrast = (size > 0).then_some(f64::from(size) * 4.5);
        control
    });
    let toggles = (any::<bool>(), any::<bool>()).prop_map(|(checked, disabled)| toggle("analytics", checked, disabled));
    (proptest::collection::vec(control, 0..5), proptest::option::of(toggles)).prop_map(|(mut controls, toggle)| {
        controls.extend(toggle);
        controls
    })
}

/// How the two choices end.
fn endings() -> impl Strategy<Value = ChoiceStatus> {
    select(vec![
        ChoiceStatus::Observed,
        ChoiceStatus::Observed,
        ChoiceStatus::NotOffered,
        ChoiceStatus::Unconfirmed,
        ChoiceStatus::Failed,
    ])
}

/// A random site, as it was seen by a run in which every gatherer worked.
pub fn site() -> impl Strategy<Value = Evidence> {
    let happenings = proptest::collection::vec((states(), any::<Index>(), happenings()), 0..12);
    let banner = proptest::option::weighted(0.8, controls());
    (happenings, banner, proptest::option::of(controls()), endings(), endings())
        .prop_map(|(happenings, banner, second, reject, accept)| build(happenings, banner, second, reject, accept))
}

fn build(
    happenings: Vec<(State, Index, Happening)>,
    banner: Option<Vec<Control>>,
    second: Option<Vec<Control>>,
    reject: ChoiceStatus,
    accept: ChoiceStatus,
) -> Evidence {
    let mut scene = Scene::of(SHOP);
    if let Some(controls) = banner {
        let leads_on = controls.iter().any(|control| control.visible && control.role == Role::Settings);
        scene = scene.banner(&interface(controls));
        for (state, role, status) in [(State::Reject, Role::Reject, reject), (State::Accept, Role::Accept, accept)] {
            scene = scene.chosen(&state, role, &["Choose"]);
            scene.visit(&state).choice.as_mut().unwrap().status = status;
        }
        scene.visit(&State::NoneAgain).second_layer =
            second.filter(|_| leads_on).map(|controls| Gathered::Ok(layer("Settings", "Purposes", controls)));
    }
    for (state, index, happening) in happenings {
        let phases: Vec<Phase> = scene.visit(&state).moments.iter().map(|moment| moment.phase).collect();
        scene = happen(scene, &state, *index.get(&phases), &happening);
    }
    scene.done()
}

fn happen(scene: Scene, state: &State, phase: Phase, happening: &Happening) -> Scene {
    match happening {
        Happening::Cookie { name, value, domain, persistent } => {
            let make = if *persistent { cookie } else { session_cookie };
            scene.cookie(state, phase, &make(name, value, domain))
        }
        Happening::HeaderWrite { raw, url } => scene.header_write(state, phase, url, raw),
        Happening::ScriptWrite { raw } => scene.script_write(state, phase, GTAG, raw),
        Happening::Storage { key, value } => {
            scene.storage(state, phase, &local_item("https://shop.example", key, value))
        }
        Happening::Request { url } => scene.request(state, phase, url, "fetch"),
    }
}
