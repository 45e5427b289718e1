//! What is told of controls and interfaces: contrast as drawn, pictures.

use std::collections::BTreeMap;

use consentinel::browser::chrome::Flavour;
use consentinel::evidence::{ContrastBy, Control, Gatherings, Interface, Phase, Role, State, ToggleKind, Visit};

use super::stage::{Stage, found};
use crate::support::both::both;
use crate::support::web::{Reply, Web};

both!(
    contrast_is_told_as_it_is_drawn,
    a_step_has_its_picture,
    first_sight_is_told_in_page_time,
    names_are_those_that_the_browser_tells,
    toggles_are_told_with_purpose_and_ground,
    what_cannot_be_seen_says_why,
    blocking_is_what_keeps_a_visitor_from_the_page
);

async fn serve(html: &'static str) -> Web {
    Web::page(html).await
}

/// The control with this id.
fn control<'a>(interface: &'a Interface, id: &str) -> &'a Control {
    let selector = format!("#{id}");
    let found = interface.controls.iter().find(|control| control.selector.ends_with(&selector));
    found.unwrap_or_else(|| panic!("no {id}: {:#?}", interface.controls))
}

fn only(gathered: &Gatherings) -> &Visit {
    &gathered.evidence.visits[0]
}

async fn contrast_is_told_as_it_is_drawn(flavour: Flavour) {
    use ContrastBy::{Pixels, Styles};
    let web = serve(include_str!("pages/contrasts.html")).await;
    let stage = Stage::of(flavour).await;
    let gathered = stage.pictured(&web.url("library", "/"), &[State::None]).await;
    let interface = &found(only(&gathered), Phase::Arrival)[0];
    let truth: BTreeMap<&str, Option<(f64, ContrastBy)>> = [
        ("plain", Some((21.0, Styles))),
        ("gradient", Some((4.54, Pixels))),
        ("image", Some((4.54, Pixels))),
        ("pseudo", Some((4.54, Pixels))),
        ("veiled", Some((3.95, Pixels))),
        ("filter", Some((21.0, Pixels))),
        ("clip", None),
        ("thin", Some((5.32, Pixels))),
        ("canvas", Some((4.54, Pixels))),
        ("same", Some((1.0, Styles))),
        ("icon", None),
        ("below", None),
    ]
    .into();
    let mut wrong = Vec::new();
    for (id, truth) in truth {
        let control = control(interface, id);
        let told = control.contrast.zip(control.contrast_by);
        let right = match (truth, told) {
            (None, None) => true,
            (Some((truth, by)), Some((told, told_by))) => (truth - told).abs() < 0.1 && by == told_by,
            _ => false,
        };
        if !right || !control.visible {
            wrong.push(format!("{id}: {truth:?}, but {told:?} {:?}", control.hidden_because));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    stage.close().await;
}

async fn a_step_has_its_picture(flavour: Flavour) {
    let web = Web::serve(|asked| match asked.path.as_str() {
        "/" => Reply::html(include_str!("pages/twosteps.html")),
        _ => Reply::status(404),
    })
    .await;
    let stage = Stage::of(flavour).await;
    let gathered = stage.pictured(&web.url("twosteps", "/"), &[State::NoneAgain, State::Reject]).await;
    let [looked, refused] = gathered.evidence.visits.as_slice() else { panic!("two visits") };
    let choice = refused.choice.as_ref().unwrap();
    let steps: Vec<_> = choice.steps.iter().map(|step| step.picture.clone().unwrap()).collect();
    assert_eq!(steps, ["screenshots/reject-step-1.png", "screenshots/reject-step-2.png"]);
    assert_eq!(choice.layers[0].picture.as_deref(), Some("screenshots/reject-layer-2.png"));
    let layer = looked.second_layer.as_ref().unwrap().as_result().unwrap();
    assert_eq!(layer.picture.as_deref(), Some("screenshots/none-again-layer-2.png"));
    assert!(layer.rect.unwrap().area() > 0.0 && layer.language.as_deref() == Some("en"));
    let banner = found(refused, Phase::Arrival)[0].picture.clone().unwrap();
    assert_eq!(banner, "screenshots/reject-arrival-banner.png");
    let mut spoken: Vec<String> = steps;
    for visit in &gathered.evidence.visits {
        spoken.extend(visit.moments.iter().filter_map(|moment| moment.screenshot.clone()));
        spoken.extend(found(visit, Phase::Arrival).iter().filter_map(|interface| interface.picture.clone()));
    }
    spoken.push("screenshots/reject-layer-2.png".to_owned());
    spoken.push("screenshots/none-again-layer-2.png".to_owned());
    spoken.sort();
    let files: Vec<String> = gathered.files.keys().cloned().collect();
    assert_eq!(spoken, files, "every picture is spoken of, and every one that is spoken of is there");
    stage.close().await;
}

/// A banner that is in the page from the start, comes, or is shown so long after the start of the page.
fn late_page(how: &str, milliseconds: u32) -> String {
    const BANNER: &str = "<p>We use cookies to measure the use of this website.</p><button>Accept all</button> <button>Reject all</button>";
    const STYLE: &str = "position:fixed;left:0;right:0;bottom:0;padding:20px;background:#ddd";
    let inside = match how {
        "inserted" => format!(
            "setTimeout(() => {{ const box = document.createElement('div'); box.style = '{STYLE}'; box.innerHTML = '{BANNER}'; document.body.append(box); }}, {milliseconds});"
        ),
        "shown" => {
            format!("setTimeout(() => {{ document.querySelector('#late').style.opacity = 1; }}, {milliseconds});")
        }
        "closed" => format!(
            "setTimeout(() => {{ const host = document.createElement('div'); document.body.append(host); host.attachShadow({{ mode: 'closed' }}).innerHTML = `<div style='{STYLE}'>{BANNER}</div>`; }}, {milliseconds});"
        ),
        "framed" => format!(
            "setTimeout(() => {{ const frame = document.createElement('iframe'); frame.style = '{STYLE};width:100%;height:160px;border:0'; frame.src = location.href.replace('//a.', '//b.').replace('framed', 'frame'); document.body.append(frame); }}, {milliseconds});"
        ),
        _ => String::new(),
    };
    let there = match how {
        "shown" => format!("<div id=late style='{STYLE};opacity:0'>{BANNER}</div>"),
        "frame" => BANNER.to_owned(),
        _ => String::new(),
    };
    format!(
        "<!doctype html><title>Late</title><h1>The town library</h1><p>It lends books to everybody.</p>{there}<script>{inside}</script>"
    )
}

async fn first_sight_is_told_in_page_time(flavour: Flavour) {
    let web = Web::serve(|asked| {
        let (how, milliseconds) = asked.path.trim_start_matches('/').split_once('-').unwrap_or(("", "0"));
        Reply::html(late_page(how, milliseconds.parse().unwrap_or(0)))
    })
    .await;
    let stage = Stage::of(flavour).await;
    let mut wrong = Vec::new();
    for how in ["inserted", "shown", "closed", "framed"] {
        for milliseconds in [0, 2000, 5000, 10000] {
            let visit = stage.one(&web.url("a", &format!("/{how}-{milliseconds}")), State::Gpc).await;
            // A reload is given less time.
            let phases =
                if milliseconds <= 5000 { &[Phase::Arrival, Phase::Return][..] } else { &[Phase::Arrival][..] };
            for phase in phases {
                let late = found(&visit, *phase).first().map(|interface| interface.placement.late_ms);
                if late.flatten().is_none_or(|late| late.abs_diff(milliseconds) > 500) {
                    wrong.push(format!("{how} after {milliseconds} at {phase:?}: {late:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    stage.close().await;
}

async fn names_are_those_that_the_browser_tells(flavour: Flavour) {
    const LEAST: usize = 33;
    let web = serve(include_str!("pages/names.html")).await;
    let stage = Stage::of(flavour).await;
    let url = web.url("library", "/");
    let truth = stage.names(&url).await;
    let visit = stage.one(&url, State::Gpc).await;
    let interface = &found(&visit, Phase::Arrival)[0];
    let mut wrong = Vec::new();
    let mut compared = 0;
    for control in &interface.controls {
        let Some((_, id)) = control.selector.rsplit_once('#') else { continue };
        let ours = control.name.as_ref().unwrap_or(&control.text);
        let browsers = truth.get(id).map(String::as_str).unwrap_or_default();
        compared += 1;
        if ours != browsers.split_whitespace().collect::<Vec<_>>().join(" ").as_str() {
            wrong.push(format!("{id}: the browser tells {browsers:?}, and we {ours:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(compared >= LEAST, "only {compared} of {} were compared", truth.len());
    stage.close().await;
}

/// What is to be told of a toggle: checked, mixed, disabled, purpose, legal ground, of a vendor.
type Toggle = (Option<bool>, bool, bool, Option<&'static str>, Option<ToggleKind>, bool);

async fn toggles_are_told_with_purpose_and_ground(flavour: Flavour) {
    use ToggleKind::{Consent, LegitimateInterest};
    let (on, off, consent) = (Some(true), Some(false), Some(Consent));
    let truth: &[(&str, Toggle)] = &[
        ("necessary", (on, false, true, Some("necessary"), None, false)),
        ("slider", (on, false, false, Some("analytics"), consent, false)),
        ("hidden", (off, false, false, Some("marketing"), consent, false)),
        ("gone", (off, false, false, Some("social"), consent, false)),
        ("switch", (on, false, false, Some("marketing"), consent, false)),
        ("mixed", (None, true, false, Some("analytics"), consent, false)),
        ("pressed", (on, false, false, Some("analytics"), consent, false)),
        ("fieldset", (off, false, true, Some("functional"), consent, false)),
        ("tableconsent", (off, false, false, Some("marketing"), consent, false)),
        ("tableinterest", (on, false, false, Some("marketing"), Some(LegitimateInterest), false)),
        ("described", (off, false, false, Some("marketing"), consent, false)),
        ("vendor0", (off, false, false, None, consent, true)),
        ("vendor1", (on, false, false, None, consent, true)),
    ];
    let web = serve(include_str!("pages/toggles.html")).await;
    let stage = Stage::of(flavour).await;
    let visit = stage.one(&web.url("library", "/"), State::Gpc).await;
    let interface = &found(&visit, Phase::Arrival)[0];
    let mut wrong = Vec::new();
    for (id, truth) in truth {
        let control = control(interface, id);
        let purpose = control.purpose.as_deref();
        let told: Toggle = (
            control.checked,
            control.mixed,
            control.disabled == Some(true),
            truth.3.filter(|truth| Some(*truth) == purpose),
            control.kind,
            control.vendor,
        );
        if told != *truth || purpose != truth.3 || control.role != Role::Toggle || !control.visible {
            wrong.push(format!("{id}: {truth:?}, but {told:?} {purpose:?} {:?}", control.hidden_because));
        }
    }
    let object = control(interface, "object");
    if (object.role == Role::Toggle) || object.kind != Some(LegitimateInterest) {
        wrong.push(format!("object: {object:?}"));
    }
    let vendors = interface.controls.iter().filter(|control| control.vendor).count();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!((vendors, interface.controls_cut, interface.controls_cut_on), (40, 20, 10));
    stage.close().await;
}

async fn what_cannot_be_seen_says_why(flavour: Flavour) {
    let truth: &[(&str, Option<&str>)] = &[
        ("plain", None),
        ("covered", Some("covered")),
        ("transparent", Some("transparent")),
        ("away", Some("off screen")),
        ("nothing", Some("no size")),
        ("overflow", Some("clipped")),
        ("path", Some("clipped")),
        ("rect", Some("clipped")),
        ("invisible", Some("hidden")),
        ("inert", Some("inert")),
        ("same", None),
        ("off", None),
        ("disabled", None),
    ];
    let web = serve(include_str!("pages/seen.html")).await;
    let stage = Stage::of(flavour).await;
    let visit = stage.one(&web.url("library", "/"), State::Gpc).await;
    let interface = &found(&visit, Phase::Arrival)[0];
    let mut wrong = Vec::new();
    for (id, truth) in truth {
        let control = control(interface, id);
        if control.hidden_because.as_deref() != *truth || control.visible != truth.is_none() {
            wrong.push(format!("{id}: {truth:?}, but {:?}", control.hidden_because));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(control(interface, "same").contrast, Some(1.0));
    assert_eq!(control(interface, "disabled").disabled, Some(true));
    stage.close().await;
}

async fn blocking_is_what_keeps_a_visitor_from_the_page(flavour: Flavour) {
    const BOX: &str = "<div style='position:fixed;left:30%;top:30%;width:40%;padding:20px;background:#fff'><p>We use cookies to measure the use of this website.</p><button>Accept all</button><button>Reject all</button></div>";
    const PAGE: &str = "<h1>The town library</h1><p>It lends books, films and music to everybody.</p>";
    let truth: &[(&str, String, bool)] = &[
        ("plain", format!("<main>{PAGE}</main>{BOX}"), false),
        (
            "backdrop",
            format!("<main>{PAGE}</main><div style='position:fixed;inset:0;background:#0006'></div>{BOX}"),
            true,
        ),
        (
            "thin",
            format!(
                "<main>{PAGE}</main><div style='position:fixed;inset:0;background:#0006;pointer-events:none'></div>{BOX}"
            ),
            false,
        ),
        ("inert", format!("<main inert>{PAGE}</main>{BOX}"), true),
        (
            "modal",
            format!(
                "<main>{PAGE}</main><dialog id=d><p>We use cookies to measure the use of this website.</p><button>Accept all</button><button>Reject all</button></dialog><script>d.showModal()</script>"
            ),
            true,
        ),
        (
            "dialog",
            format!(
                "<main>{PAGE}</main><dialog open><p>We use cookies to measure the use of this website.</p><button>Accept all</button><button>Reject all</button></dialog>"
            ),
            false,
        ),
    ];
    let pages: BTreeMap<String, String> = truth
        .iter()
        .map(|(name, html, _)| (format!("/{name}"), format!("<!doctype html><title>x</title>{html}")))
        .collect();
    let web =
        Web::serve(move |asked| pages.get(&asked.path).map_or(Reply::status(404), |html| Reply::html(html.clone())))
            .await;
    let stage = Stage::of(flavour).await;
    let mut wrong = Vec::new();
    for (name, _, truth) in truth {
        let visit = stage.one(&web.url("library", &format!("/{name}")), State::Gpc).await;
        let told = found(&visit, Phase::Arrival).first().map(|interface| interface.blocking);
        if told != Some(*truth) {
            wrong.push(format!("{name}: {truth}, but {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    stage.close().await;
}
