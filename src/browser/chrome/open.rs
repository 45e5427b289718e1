//! The order of things when a page, popup, frame or worker comes to be. Each is held until it is prepared.

use std::sync::Arc;

use headless_chrome::protocol::cdp::Animation::SetPlaybackRate;
use headless_chrome::protocol::cdp::DOMStorage;
use headless_chrome::protocol::cdp::Emulation::{
    SetDeviceMetricsOverride, SetFocusEmulationEnabled, SetTimezoneOverride, SetTouchEmulationEnabled,
    SetVirtualTimePolicy, VirtualTimePolicy,
};
use headless_chrome::protocol::cdp::Input::SetIgnoreInputEvents;
use headless_chrome::protocol::cdp::Network::{self, Headers, SetExtraHTTPHeaders};
use headless_chrome::protocol::cdp::Page::{self, AddScriptToEvaluateOnNewDocument};
use headless_chrome::protocol::cdp::Runtime::{self, SetAsyncCallStackDepth};
use headless_chrome::protocol::cdp::Target::SetAutoAttach;
use serde_json::{Value, json};

use super::super::{Device, DeviceKind, Fault, Heard, PageSettings, PrivacyControl, Script};
use super::ask::WORLD;
use super::client::{Pending, all};
use super::draw;
use super::find::Flavour;
use super::hand_over;
use super::listen::text;
use super::tab::Tab;

/// Makes the kit and hands it to the hooks.
const BEFORE_PAGE: &str = include_str!("before_page.js");
/// The kit by which hooks stand in for functions of the browser.
const DISGUISE: &str = include_str!("disguise.js");
/// Shows Global Privacy Control to scripts.
const PRIVACY_CONTROL: &str = include_str!("privacy_control.js");

/// Longest body of a request that comes along with it, bytes.
const BODY_LENGTH: u32 = 64 * 1024;

/// How many asynchronous steps back the asker of a request is looked for. Without any, requests for images that a
/// script made are blamed on the parser.
const STACK_DEPTH: u32 = 8;

/// What a session drives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Main,
    Popup,
    Frame,
    Worker,
}

/// Something of ours came to be: prepares it in a task of its own.
pub(super) fn attached(tab: &Tab, params: &Value) {
    let session = text(&params["sessionId"]);
    let info = &params["targetInfo"];
    let kind = place(tab, &session, info);
    let Some(tab) = tab.me.upgrade() else { return };
    tokio::spawn(async move {
        let prepared = prepare(&tab, &session, kind).await;
        match (kind, prepared) {
            (Kind::Main, prepared) => tab.advance(|now| now.ready = Some(prepared)),
            // It went away before it began.
            (_, Ok(()) | Err(Fault::Refused { .. } | Fault::Gone(_) | Fault::Crashed)) => {}
            (_, Err(fault)) => tab.complain(format!("a {kind:?} of the page could not be watched: {fault}")),
        }
    });
}

fn place(tab: &Tab, session: &str, info: &Value) -> Kind {
    let word = text(&info["type"]);
    let mut known = tab.known();
    let kind = match word.as_str() {
        "page" if known.main_session.is_empty() => {
            session.clone_into(&mut known.main_session);
            known.main_frame = text(&info["targetId"]);
            Kind::Main
        }
        "page" => Kind::Popup,
        "iframe" => Kind::Frame,
        _ => Kind::Worker,
    };
    if word == "service_worker" {
        known.twins.attached(session, &text(&info["targetId"]));
    }
    known.sessions.insert(session.to_owned(), word);
    if kind == Kind::Popup {
        let announced = if known.opening.is_empty() { None } else { Some(known.opening.remove(0)) };
        drop(known);
        let url = text(&info["url"]);
        let url = if url.is_empty() || url == "about:blank" { announced.unwrap_or(url) } else { url };
        tab.hear(Heard::Popup { url });
    }
    kind
}

async fn prepare(tab: &Arc<Tab>, session: &str, kind: Kind) -> Result<(), Fault> {
    let run = || tab.client.send_raw(session, "Runtime.runIfWaitingForDebugger", Value::Null, tab.setup.within);
    if kind == Kind::Worker {
        // A service worker that is held does not answer: it is let go in the same breath. Calls are heeded in order.
        let mut asked = worker(tab, session);
        asked.push(run());
        return all(asked).await.map(|_| ());
    }
    let prepared = all(document(tab, session, kind)).await;
    // Whatever went wrong, it must not be held for ever.
    let run = run().answer().await;
    prepared?;
    run.map(|_| ())
}

fn worker(tab: &Tab, session: &str) -> Vec<Pending> {
    let (client, within) = (&tab.client, tab.setup.within);
    let settings = &tab.setup.settings;
    let mut asked = vec![
        client.send(session, &network_enable(), within),
        client.send(session, &tab.setup.identity.shown(settings), within),
        client.send(session, &auto_attach(), within),
    ];
    if settings.privacy_control == PrivacyControl::On {
        asked.push(client.send(session, &privacy_header(), within));
    }
    asked
}

/// The header of Global Privacy Control on every request of a session.
fn privacy_header() -> SetExtraHTTPHeaders {
    SetExtraHTTPHeaders { headers: Headers(Some(json!({ "Sec-GPC": "1" }))) }
}

fn document(tab: &Tab, session: &str, kind: Kind) -> Vec<Pending> {
    let (client, within, settings) = (&tab.client, tab.setup.within, &tab.setup.settings);
    let mut asked = vec![
        client.send(session, &Page::Enable { enable_file_chooser_opened_event: None }, within),
        client.send(session, &Runtime::Enable(None), within),
        client.send(session, &SetAsyncCallStackDepth { max_depth: STACK_DEPTH }, within),
        client.send(session, &network_enable(), within),
        client.send(session, &DOMStorage::Enable(None), within),
        client.send(session, &before_page(&tab.secret, settings.privacy_control, &settings.before_page), within),
        client.send(session, &tab.setup.identity.shown(settings), within),
        client.send(session, &auto_attach(), within),
    ];
    asked.extend(settings.beside_page.iter().map(|script| client.send(session, &beside_page(*script), within)));
    if settings.privacy_control == PrivacyControl::On {
        asked.push(client.send(session, &privacy_header(), within));
    }
    asked.extend(hand_over::stops(tab, session));
    asked.extend(time_zone(tab, session, kind));
    if kind == Kind::Main {
        asked.push(client.send(session, &SetIgnoreInputEvents { ignore: true }, within));
        let cookies = hand_over::cookies(&settings.guise.brought);
        asked.extend(cookies.map(|cookies| client.send(session, &cookies, within)));
    }
    if matches!(kind, Kind::Main | Kind::Popup) {
        asked.push(client.send(session, &metrics(settings), within));
        if settings.guise.device.kind == DeviceKind::Mobile {
            asked.push(client.send(session, &TOUCH, within));
        }
        asked.push(client.send(session, &SetFocusEmulationEnabled { enabled: true }, within));
    }
    if kind == Kind::Main && tab.virtual_clock() {
        asked.push(client.send(session, &standing(), within));
        if tab.setup.flavour == Flavour::Full {
            asked.push(client.send(session, &SetPlaybackRate { playback_rate: draw::PLAYBACK_RATE }, within));
        }
    }
    asked
}

/// The request that lets page time stand.
pub(super) fn standing() -> SetVirtualTimePolicy {
    SetVirtualTimePolicy {
        policy: VirtualTimePolicy::Pause,
        budget: None,
        max_virtual_time_task_starvation_count: None,
        initial_virtual_time: None,
    }
}

fn network_enable() -> Network::Enable {
    Network::Enable {
        max_total_buffer_size: None,
        max_resource_buffer_size: None,
        max_post_data_size: Some(BODY_LENGTH),
        report_direct_socket_traffic: None,
        enable_durable_messages: None,
    }
}

/// Frames in processes of their own and workers are held until they are prepared.
pub(super) fn auto_attach() -> SetAutoAttach {
    SetAutoAttach { auto_attach: true, wait_for_debugger_on_start: true, flatten: Some(true), filter: None }
}

/// A screen for five fingers.
const TOUCH: SetTouchEmulationEnabled = SetTouchEmulationEnabled { enabled: true, max_touch_points: Some(5) };

/// The time zone. It holds for the whole process of a page: a popup or frame that shares it is refused and has it all the
/// same, so that its answer is not waited for.
fn time_zone(tab: &Tab, session: &str, kind: Kind) -> Option<Pending> {
    let timezone_id = tab.setup.settings.guise.time_zone.clone()?;
    let asked = tab.client.send(session, &SetTimezoneOverride { timezone_id }, tab.setup.within);
    (kind == Kind::Main).then_some(asked)
}

fn metrics(settings: &PageSettings) -> SetDeviceMetricsOverride {
    let (width, height) = settings.viewport;
    let Device { scale, kind } = settings.guise.device;
    SetDeviceMetricsOverride {
        width,
        height,
        device_scale_factor: scale,
        mobile: kind == DeviceKind::Mobile,
        scale: None,
        screen_width: Some(width),
        screen_height: Some(height),
        position_x: None,
        position_y: None,
        dont_set_visible_size: None,
        screen_orientation: None,
        viewport: None,
        display_feature: None,
        device_posture: None,
    }
}

/// One script for all: `(before_page)("secret", disguise, [hook, hook])`.
fn before_page(secret: &str, privacy_control: PrivacyControl, scripts: &[Script]) -> AddScriptToEvaluateOnNewDocument {
    let mut hooks: Vec<&str> = scripts.iter().map(|script| script.source).collect();
    if privacy_control == PrivacyControl::On {
        hooks.push(PRIVACY_CONTROL);
    }
    let hooks: Vec<String> = hooks.iter().map(|source| format!("({})", function(source))).collect();
    let (start, kit) = (function(BEFORE_PAGE), function(DISGUISE));
    let source = format!("({start})({}, ({kit}), [{}]);", json!(secret), hooks.join(","));
    AddScriptToEvaluateOnNewDocument { source, world_name: None, include_command_line_api: None, run_immediately: None }
}

/// A script in our own world, the same that [`ask`](super::ask) runs scripts in.
fn beside_page(script: Script) -> AddScriptToEvaluateOnNewDocument {
    AddScriptToEvaluateOnNewDocument {
        source: format!("({})();", function(script.source)),
        world_name: Some(WORLD.to_owned()),
        include_command_line_api: None,
        run_immediately: None,
    }
}

/// The function expression that a script file holds, without the semicolon that a formatter may put behind it. The
/// line break keeps a comment at its end from swallowing what follows.
pub(super) fn function(source: &str) -> String {
    format!("{}\n", source.trim().trim_end_matches(';'))
}
