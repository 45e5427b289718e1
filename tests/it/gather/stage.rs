//! A page with a banner of a platform of our own, its plan and its target.

use std::time::Duration;

use consentinel::browser::scripted::{Call, Play, ScriptedBrowser};
use consentinel::browser::{AnswerWire, AskedBy, Asker, ClockChoice, Heard};
use consentinel::evidence::{Gatherings, State, Target, TargetKind, ThirdPartyCookies, Vantage, Visit};
use consentinel::gather::{Budgets, Plan, Screenshots, conduct};
use consentinel::knowledge::{Knowledge, SourceText};
use serde_json::{Value, json};

/// The address of the page.
pub const URL: &str = "http://shop.test/";

const PLATFORM: &str = r##"
id: small
name: Small
vendor: Small Ltd
sources: ["https://small.test/docs"]
date: "2026-11-25"
recognise:
  roots: ["#small"]
first-layer: ["#small"]
controls:
  accept: [".yes"]
  reject: [".no"]
  settings: [".more"]
record:
  - { place: cookie, name: "small" }
"##;

/// Knows one platform and no words.
pub fn knowledge() -> Knowledge {
    Knowledge::load(&[SourceText { path: "cmps/small.yaml".to_owned(), text: PLATFORM.to_owned() }]).unwrap()
}

/// Lives through these states, one after the other.
pub fn plan(states: &[State]) -> Plan {
    Plan {
        states: states.to_vec(),
        jobs: 1,
        budgets: Budgets::default(),
        visit_deadline: Duration::from_secs(30),
        viewport: (1280, 900),
        locale: "en-GB,en".to_owned(),
        guise: consentinel::browser::Guise::default(),
        clock: ClockChoice::Virtual,
        vantage: Vantage { country: None, how: "unknown".to_owned() },
        conditions: consentinel::gather::Conditions { tool_version: "0".to_owned(), ..Default::default() },
        third_party: ThirdPartyCookies::Allowed,
        now: || "2026-01-02T03:04:05Z".to_owned(),
        screenshots: Screenshots::Taken,
        pages: None,
    }
}

/// What is audited.
pub fn target() -> Target {
    Target { given: URL.to_owned(), url: URL.to_owned(), kind: TargetKind::Url, name: None }
}

/// Plays through `states`.
pub async fn played(browser: &ScriptedBrowser, states: &[State]) -> Gatherings {
    conduct(browser, target(), &plan(states), &knowledge()).await
}

/// The visit of one state.
pub async fn visited(browser: &ScriptedBrowser, state: State) -> Visit {
    let mut gathered = played(browser, &[state]).await;
    gathered.evidence.visits.remove(0)
}

/// A page without a banner: everything answers.
pub fn bare() -> Play {
    showing(survey(Banner::Absent))
}

/// The same with a banner in front, on which nothing changes.
pub fn bannered() -> Play {
    let aimed = json!({ "found": true, "point": { "x": 50, "y": 800 }, "scrolled": false, "checked": null });
    showing(survey(Banner::Shown)).answers("aim.js", aimed)
}

/// A banner that goes away when it is clicked.
pub fn obedient() -> Play {
    bannered().turns(Call::Click, 1, bare())
}

fn showing(look: Value) -> Play {
    Play::new()
        .answers("survey.js", look)
        .answers("page.js", page("A shop", "We sell shoes of all kinds, and laces."))
        .answers("storage.js", json!({ "origin": "http://shop.test", "items": [], "refused": [] }))
        .answers("databases.js", json!({ "origin": "http://shop.test", "items": [] }))
        .answers("links.js", json!([]))
        .answers("words.js", json!({
            "text": "We sell shoes.", "length": 14, "language": "en", "names": [], "lines": [], "controls": [], "cut": false,
        }))
        .answers("signals.js", json!({ "tcf": null, "gpp": null, "consent_mode": null, "gpc": null }))
        .answers("globals.js", json!([]))
        .answers("knock.js", json!([]))
        .hears(Call::Go, 1, document(200, "text/html"))
}

/// Whether the banner stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Banner {
    Shown,
    Absent,
}

/// What `page.js` tells.
pub fn page(title: &str, text: &str) -> Value {
    json!({ "url": URL, "title": title, "text": text, "length": text.len(), "bare": text.is_empty(), "addresses": [],
            "scripts": [], "marks": [] })
}

/// What `survey.js` tells of the page, with the banner or without it.
pub fn survey(banner: Banner) -> Value {
    let (candidates, controls, claims) = if banner == Banner::Shown {
        let box_ = json!({ "at": 5, "end": 12, "why": ["fixed", "platform"], "shown": true, "lurks": false, "wraps": false,
            "rect": { "x": 0, "y": 700, "width": 1280, "height": 200 }, "share": 0.2, "text": "Kex och sånt",
            "length": 12, "fields": 0, "background": null, "shadow": "none", "selector": "#small",
            "controls": [0, 1] });
        let claim = |role: &str, id| json!({ "platform": "small", "role": role, "selector": "s", "control": id });
        (json!([box_]), json!([control(0, "Ja"), control(1, "Nej")]), json!([claim("accept", 0), claim("reject", 1)]))
    } else {
        (json!([]), json!([]), json!([]))
    };
    json!({ "view": { "width": 1280, "height": 900 }, "cut": null, "candidates": candidates, "controls": controls,
        "claims": claims, "roots": [], "iframes": [], "curtained": 0, "words": 100, "inert_words": 0,
        "locked": false })
}

fn control(id: u64, text: &str) -> Value {
    json!({ "id": id, "kind": "native", "toggle": false, "pressed": false, "text": text, "name": text, "row": "", "tag": "button",
        "selector": format!("#small > button:nth-of-type({id})"), "href": null,
        "rect": { "x": 10, "y": 780, "width": 80, "height": 40 }, "hidden": null, "inline": false, "font": 16,
        "weight": 400, "colour": [0, 0, 0], "background": [255, 255, 255], "checked": null, "disabled": false })
}

/// The top document with its answer.
pub fn document(status: u16, mime: &str) -> [Heard; 2] {
    let answered = Heard::Answered {
        id: "1".to_owned(),
        url: URL.to_owned(),
        status,
        mime: mime.to_owned(),
        headers: Vec::new(),
        remote: None,
        from_cache: false,
        wire: AnswerWire::default(),
    };
    [sent("1", URL, "document"), answered]
}

/// A request.
pub fn sent(id: &str, url: &str, kind: &str) -> Heard {
    Heard::Sent {
        id: id.to_owned(),
        url: url.to_owned(),
        method: "GET".to_owned(),
        kind: kind.to_owned(),
        frame: Some("main".to_owned()),
        document_url: URL.to_owned(),
        main_document: kind == "document",
        asker: Asker { by: AskedBy::Other, url: None, stack: Vec::new() },
        body: None,
        redirect_status: None,
        frame_url: None,
        realm: None,
        browsers_own: None,
    }
}
