//! What is told of controls and interfaces: contrast as drawn, pictures.

use std::collections::BTreeMap;

use consentinel::browser::chrome::Flavour;
use consentinel::evidence::{ContrastBy, Control, Gatherings, Interface, Phase, State, Visit};

use super::stage::{Stage, found};
use crate::support::both::both;
use crate::support::web::{Reply, Web};

both!(contrast_is_told_as_it_is_drawn, a_step_has_its_picture, first_sight_is_told_in_page_time);

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
            let late = found(&visit, Phase::Arrival).first().map(|interface| interface.placement.late_ms);
            if late.flatten().is_none_or(|late| late.abs_diff(milliseconds) > 500) {
                wrong.push(format!("{how} after {milliseconds}: {late:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    stage.close().await;
}
