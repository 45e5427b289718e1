//! Whole evidences of small sites, each with one story to tell.

#![allow(dead_code)]

use consentinel::evidence::{
    ChoiceStatus, Control, Declaration, DeclarationKind, DeclarationSource, Declared, Evidence, FocusLooks, Gathered,
    Header, Interface, KeyControl, Keyboard, LayerCall, Phase, ProbedInterface, ReachOutcome, Role, Signals, Spoken,
    SpokenControl, SpokenInterface, State, Stop, VendorCall, VendorInterface, WalkEnd,
};
use serde_json::json;

use super::scene::{Scene, button, cookie, interface, layer, local_item, session_cookie, toggle, unreached};

/// Where the shop of most scenes lives.
pub const SHOP: &str = "https://shop.example/";
/// A measuring endpoint that the built-in knowledge has.
pub const COLLECT: &str = "https://www.google-analytics.com/g/collect?v=2&tid=G-TEST";
/// The script that writes `_ga`.
pub const GTAG: &str = "https://www.googletagmanager.com/gtag/js?id=G-TEST";

/// Every scene, by name.
pub fn all() -> Vec<(&'static str, Evidence)> {
    vec![
        ("honest", honest()),
        ("leaky", leaky()),
        ("refusal-ignored", refusal_ignored()),
        ("refusal-not-offered", refusal_not_offered()),
        ("refusal-on-second-layer", refusal_on_second_layer()),
        ("prompts-again", prompts_again()),
        ("plain", plain()),
        ("tracking-without-banner", tracking_without_banner()),
        ("unreachable", unreachable()),
        ("blind", blind()),
        ("synchronising", synchronising()),
        ("signalling", signalling()),
        ("tabbed", tabbed()),
    ]
}

/// Asks on its first layer, measures only after acceptance, remembers the choice.
pub fn honest() -> Evidence {
    honest_scene().done()
}

/// A TC string without any consent, and one with consent to purposes 1, 3 and 9 and to five vendors.
pub const TC_NONE: &str = "CQgipwAQkqUwAFhLWmENDMFgAAAAAAAAAACYAAAAAAAA.YAAAAAAAAAAA";
pub const TC_SOME: &str = "CQgipwAQnB74AE4sCMENDMFgAKCAAAAAACQgJYQAwACQK8Ar4CWAAAAAAAAA.YAAAAAAAAAAA";

/// Tells its choices by every signal there is, and forgets the refusal with the reload.
pub fn signalling() -> Evidence {
    let mut scene = honest_scene();
    for visit in &mut scene.evidence.visits {
        for moment in &mut visit.moments {
            let accepted = visit.state == State::Accept && moment.phase.is_after_choice();
            let forgotten = visit.state == State::Reject && moment.phase == Phase::Return;
            moment.signals = Gathered::Ok(signals(accepted || forgotten, visit.state == State::Gpc));
        }
    }
    let (ads, none) = ("https://www.google-analytics.com/g/collect?v=2&gcs=G111&npa=0", Phase::Arrival);
    let scene = scene.request(&State::None, none, &ads.replace("G111", "G100"), "ping");
    scene.request(&State::Accept, Phase::AfterChoice, ads, "ping").done()
}

fn signals(granted: bool, gpc: bool) -> Signals {
    let (string, grant) = if granted { (TC_SOME, "granted") } else { (TC_NONE, "denied") };
    let default = json!(["consent", "default", { "ad_storage": "denied", "analytics_storage": "denied" }]);
    let update = json!(["consent", "update", { "ad_storage": grant, "analytics_storage": grant }]);
    let layer = |at, call: &serde_json::Value| LayerCall { layer: "dataLayer".to_owned(), at, call: call.clone() };
    Signals {
        tcf: Some(json!({ "tcString": string, "gdprApplies": true, "eventStatus": "tcloaded" })),
        tcf_ping: Some(json!({ "cmpLoaded": true })),
        tcf_events: Some(vec![json!({ "eventStatus": "tcloaded", "tcString": string })]),
        gpp: Some(json!({ "gppString": "DBABLA~CFAVAAAAAABA.YA" })),
        usp: Some("1YNN".to_owned()),
        data_layers: vec![layer(0, &default), layer(1, &json!(["config", "G-1"])), layer(2, &update)],
        consent_mode: Some(json!([default, update])),
        vendor_calls: vec![VendorCall { vendor: VendorInterface::Meta, arguments: json!(["consent", "revoke"]) }],
        gpc: Some(gpc),
        ..Signals::default()
    }
}

/// Measures and advertises before any choice, with an identifier that nobody described.
pub fn leaky() -> Evidence {
    leaky_scene().done()
}

fn leaky_scene() -> Scene {
    let mut scene = Scene::of(SHOP).banner(&three_buttons()).policy_link();
    for (number, state) in (0u64..).zip(scene.states()) {
        scene = measured(scene, &state, Phase::Arrival, number);
        let id = format!(
            "{:08x}-77b2-4c1f-9d3e-a1b2c3d4{:04x}",
            0x9f31_c0de_u32 ^ (number as u32 * 0x3b9a_ca07),
            number * 4099
        );
        let uid = cookie("uid", &id, "shop.example");
        scene =
            scene.header_write(&state, Phase::Arrival, SHOP, &format!("uid={id}; Path=/; Max-Age=63072000; Secure"));
        scene = scene.cookie(&state, Phase::Arrival, &uid);
        scene = scene.storage(&state, Phase::Arrival, &local_item("https://shop.example", "visitor", &id));
        let refused = "cross=1; SameSite=None; Path=/";
        scene = scene.refused_write(&state, Phase::Arrival, COLLECT, refused, "SameSiteNoneInsecure");
        let (at, script, canvas) =
            ((&state, Phase::Arrival), "https://cdn.shop.example/fp.js?v=2", ProbedInterface::Canvas);
        scene = scene.probe(at, script, (canvas, "fillText"), &["#ff6600 | Cwm", "#006699 | Cwm"]);
        scene = scene.probe(at, script, (canvas, "toDataURL"), &["280x60, text"]);
    }
    refused_and_accepted(scene)
}

/// Two trackers and the shop tell each other their identifiers, before any choice and after it.
pub fn synchronising() -> Evidence {
    let mut scene = leaky_scene();
    for (number, state) in (0u64..).zip(scene.states()) {
        let uid = match scene.moment(&state, Phase::Arrival).cookies.ok() {
            Some(jar) => jar.iter().find(|cookie| cookie.name == "uid").map(|cookie| cookie.value.clone()),
            None => None,
        };
        let uid = uid.unwrap_or_else(|| panic!("a jar without uid"));
        let partner = format!("k{:010x}zq7", 0x00a1_77c3_5e90_u64 ^ (number * 0x31_3b9a_ca07));
        scene = scene.cookie(&state, Phase::Arrival, &cookie("pid", &partner, ".tracker.example"));
        let pixels = [
            format!("https://sync.partner.example/match?puid={uid}"),
            format!("https://other.example/px/{partner}?n=1"),
            "https://other.example/px?n=1".to_owned(),
        ];
        for pixel in &pixels {
            for phase in [Phase::Arrival, Phase::Return] {
                scene = scene.request(&state, phase, pixel, "image");
            }
        }
        if let Gathered::Ok(requests) = &mut scene.visit(&state).requests {
            for request in requests {
                request.wire.sent.push(Header { name: "accept".to_owned(), value: "*/*".to_owned() });
            }
        }
    }
    scene.visit(&State::NoneAgain).declaration = Some(Gathered::Ok(declaration()));
    scene.done()
}

/// What the synchronising shop declares: one of its cookies with a shorter life, and one that nobody saw.
fn declaration() -> Declaration {
    let source =
        |kind, place: &str, count| DeclarationSource { kind, place: place.to_owned(), read: Gathered::Ok(count) };
    let entry = |source, name: &str, purpose: &str, lifetime: &str| Declared {
        source,
        name: name.to_owned(),
        purpose: Some(purpose.to_owned()),
        provider: Some("shop.example".to_owned()),
        lifetime: Some(lifetime.to_owned()),
    };
    Declaration {
        sources: vec![
            source(DeclarationKind::Interface, SHOP, 1),
            source(DeclarationKind::PolicyPage, "https://shop.example/privacy", 2),
        ],
        entries: vec![
            entry(0, "consent", "Necessary", "6 months"),
            entry(1, "uid", "Statistics", "Session"),
            entry(1, "_never_*", "Marketing", "1 year"),
        ],
    }
}

/// Refusal is offered and confirmed, yet the next view measures.
pub fn refusal_ignored() -> Evidence {
    measured(honest_scene(), &State::Reject, Phase::Return, 4).done()
}

/// Accept and settings on the first layer; nothing refuses, also not behind settings.
pub fn refusal_not_offered() -> Evidence {
    let first = interface(vec![button(Role::Accept, "Accept all"), button(Role::Settings, "Settings")]);
    let mut scene = Scene::of(SHOP).banner(&first).policy_link();
    scene = accepted(scene);
    let second = layer(
        "Settings",
        "Necessary. Analytics.",
        vec![toggle("necessary", true, true), toggle("analytics", true, true), button(Role::Accept, "Accept all")],
    );
    scene.visit(&State::NoneAgain).second_layer = Some(Gathered::Ok(second));
    scene.not_chosen(&State::Reject, ChoiceStatus::NotOffered, "no control that refuses was found").done()
}

/// Accept takes one step, refusing takes two and stands behind pre-ticked boxes.
pub fn refusal_on_second_layer() -> Evidence {
    let first = interface(vec![button(Role::Accept, "Accept all"), button(Role::Settings, "Settings")]);
    let second = layer(
        "Settings",
        "Necessary. Analytics.",
        vec![
            toggle("necessary", true, true),
            toggle("analytics", true, false),
            button(Role::Reject, "Reject all"),
            button(Role::Save, "Save"),
        ],
    );
    let mut scene = accepted(Scene::of(SHOP).banner(&first).policy_link());
    scene = remembered(scene, &State::Reject, "none").chosen(&State::Reject, Role::Reject, &["Settings", "Reject all"]);
    scene.visit(&State::NoneAgain).second_layer = Some(Gathered::Ok(second.clone()));
    if let Some(choice) = &mut scene.visit(&State::Reject).choice {
        choice.layers.push(second);
    }
    scene.done()
}

/// The banner went away when refused and is back after the reload; nothing recorded the refusal.
pub fn prompts_again() -> Evidence {
    let mut scene = honest_scene();
    for phase in [Phase::AfterChoice, Phase::Return] {
        if let Gathered::Ok(jar) = &mut scene.moment(&State::Reject, phase).cookies {
            jar.retain(|cookie| cookie.name != "consent");
        }
    }
    scene.visit(&State::Reject).cookie_writes = Gathered::Ok(Vec::new());
    if let Some(choice) = &mut scene.visit(&State::Reject).choice {
        choice.status = ChoiceStatus::Unconfirmed;
        choice.reason = Some("nothing recorded the choice, and the interface came back after the reload".to_owned());
        choice.confirmed_by.clear();
        choice.record.clear();
    }
    scene.banner_at(&State::Reject, Phase::Return, &three_buttons()).done()
}

/// A page without banner, cookies or anything else.
pub fn plain() -> Evidence {
    Scene::of(SHOP).policy_link().done()
}

/// Measures, asks nobody.
pub fn tracking_without_banner() -> Evidence {
    let mut scene = Scene::of(SHOP);
    for (number, state) in (0u64..).zip(scene.states()) {
        scene = measured(scene, &state, Phase::Arrival, number);
    }
    scene.done()
}

/// Nothing answers.
pub fn unreachable() -> Evidence {
    let mut evidence = Scene::of("https://down.example/").done();
    for visit in &mut evidence.visits {
        *visit = unreached(visit.state.clone(), ReachOutcome::Unreachable, "net::ERR_CONNECTION_REFUSED");
    }
    evidence
}

/// The page loaded, and no gatherer brought anything back.
pub fn blind() -> Evidence {
    let mut evidence = honest();
    for visit in &mut evidence.visits {
        let why = || "the page did not answer".to_owned();
        visit.requests = Gathered::Failed(why());
        visit.cookie_writes = Gathered::Failed(why());
        visit.storage_writes = Gathered::Failed(why());
        visit.policy_pages = visit.policy_pages.as_ref().map(|_| Gathered::Failed(why()));
        for moment in &mut visit.moments {
            moment.search = Gathered::Failed(why());
            moment.cookies = Gathered::Failed(why());
            moment.storage = Gathered::Failed(why());
            moment.policy_links = Gathered::Failed(why());
            moment.signals = Gathered::Failed(why());
            moment.words = Some(Gathered::Failed(why()));
        }
    }
    evidence
}

/// Accept, reject and settings of one size, and a link to the policy.
pub fn three_buttons() -> Interface {
    interface(vec![
        button(Role::Accept, "Accept all"),
        button(Role::Reject, "Reject all"),
        button(Role::Settings, "Settings"),
        button(Role::PolicyLink, "Privacy policy"),
    ])
}

/// [`honest`], still open for changes.
pub fn honest_scene() -> Scene {
    let mut scene = Scene::of(SHOP).banner(&three_buttons()).policy_link();
    let second = layer(
        "Settings",
        "Necessary. Analytics.",
        vec![toggle("necessary", true, true), toggle("analytics", false, false), button(Role::Save, "Save")],
    );
    scene.visit(&State::NoneAgain).second_layer = Some(Gathered::Ok(second));
    for (number, state) in (0u64..).zip(scene.states()) {
        let id = format!("s{number}f{:012x}", 0x00c0_ffee_1234 + number * 0x1357_9bdf);
        scene = scene.header_write(&state, Phase::Arrival, SHOP, &format!("sid={id}; Path=/; Secure; HttpOnly"));
        scene = scene.cookie(&state, Phase::Arrival, &session_cookie("sid", &id, "shop.example"));
    }
    refused_and_accepted(scene)
}

fn refused_and_accepted(scene: Scene) -> Scene {
    let scene = accepted(scene);
    remembered(scene, &State::Reject, "none").chosen(&State::Reject, Role::Reject, &["Reject all"])
}

fn accepted(scene: Scene) -> Scene {
    let scene = remembered(scene, &State::Accept, "all").chosen(&State::Accept, Role::Accept, &["Accept all"]);
    measured(scene, &State::Accept, Phase::AfterChoice, 5)
}

/// The choice of `state` is kept in a cookie of the site.
fn remembered(scene: Scene, state: &State, value: &str) -> Scene {
    let script = "https://shop.example/consent.js";
    let raw = format!("consent={value}; path=/; max-age=15552000; secure; samesite=lax");
    let kept = cookie("consent", value, "shop.example");
    scene.script_write(state, Phase::AfterChoice, script, &raw).cookie(state, Phase::AfterChoice, &kept)
}

/// `_ga` is written and a beacon goes out in `phase` of `state`; nothing is done twice.
pub fn measured(mut scene: Scene, state: &State, phase: Phase, number: u64) -> Scene {
    let there = |moment: &consentinel::evidence::Moment| {
        moment.cookies.ok().is_some_and(|jar| jar.iter().any(|cookie| cookie.name == "_ga"))
    };
    if scene.visit(state).moments.iter().any(there) {
        return scene;
    }
    let id = format!("GA1.1.{}.1795514400", 1_938_402_617 - number * 271_828_183);
    let raw = format!("_ga={id}; domain=shop.example; path=/; expires=Wed, 24 Nov 2027 10:00:00 GMT; secure");
    scene
        .script_write(state, phase, GTAG, &raw)
        .cookie(state, phase, &cookie("_ga", &id, ".shop.example"))
        .request(state, phase, GTAG, "script")
        .request(state, phase, COLLECT, "ping")
}

/// Was walked through with the Tab key and read out; its refusal cannot be reached.
pub fn tabbed() -> Evidence {
    let mut scene = honest_scene();
    let visit = scene.evidence.visits.iter_mut().find(|visit| visit.state == State::NoneAgain).unwrap();
    let search = visit.moments[0].search.ok().unwrap();
    let found = search.found[0].clone();
    let focus = FocusLooks { changed_px: 400, ring_px: 656, changed_style: vec!["outline".to_owned()] };
    let key = |control: &Control| KeyControl {
        role: control.role,
        text: control.text.clone(),
        selector: control.selector.clone(),
        group: None,
        native: true,
        focus: (control.role != Role::Reject).then(|| Gathered::Ok(focus.clone())),
    };
    let controls: Vec<KeyControl> = found.controls.iter().map(key).collect();
    let stop = |at: usize, control: &Control| Stop {
        tag: control.tag.clone(),
        selector: control.selector.clone(),
        text: control.text.clone(),
        rect: Some(control.rect),
        inside: true,
        control: Some(at),
        on_top: Some(true),
    };
    let reached = found.controls.iter().enumerate().filter(|(_, control)| control.role != Role::Reject);
    let stops = reached.map(|(at, control)| stop(at, control)).collect();
    visit.keyboard = Some(Gathered::Ok(Keyboard { interface: found.rect, stops, end: WalkEnd::Left, controls }));
    let told = |control: &Control| SpokenControl {
        role: control.role,
        text: control.text.clone(),
        selector: control.selector.clone(),
        told: Some(Spoken { role: "button".to_owned(), name: control.text.clone(), checked: None }),
    };
    let boxes = vec![Spoken { role: "dialog".to_owned(), name: "Cookies".to_owned(), checked: None }];
    let controls = found.controls.iter().map(told).collect();
    visit.spoken = Some(Gathered::Ok(SpokenInterface { boxes, controls }));
    scene.done()
}
