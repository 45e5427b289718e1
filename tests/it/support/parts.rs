//! The smallest parts of evidences: a visit, a moment, a cookie, a control.

#![allow(dead_code)]

use consentinel::evidence::{
    Area, BrowserAbout, BrowserFlavour, Choice, ChoiceStatus, Clock, Colour, ContrastBy, Control, Cookie, Drawn,
    FramePlace, Gathered, Initiator, InitiatorKind, Interface, Layer, Means, Moment, PageWords, Phase, PhaseEnd,
    Placement, PolicyPage, ReachOutcome, Reached, RecognisedLanguage, Rect, Request, Role, Run, Search, Shadow,
    Signals, State, StorageItem, ThirdPartyCookies, ToggleKind, Vantage, Visit,
};

use super::scene::STARTED;

/// How all scenes were gathered.
pub fn run() -> Run {
    Run {
        started: STARTED.to_owned(),
        ended: "2026-11-24T10:00:02Z".to_owned(),
        tool_version: "0.1.0".to_owned(),
        rules: None,
        knowledge: None,
        headers: Vec::new(),
        brought_cookies: Vec::new(),
        signed_in: consentinel::evidence::SignedIn::Nobody,
        device: None,
        proxy: None,
        system: None,
        browser: BrowserAbout {
            product: "Chromium 156.0.8078.108".to_owned(),
            flavour: BrowserFlavour::Scripted,
            user_agent: "Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0".to_owned(),
            arguments: vec!["--headless".to_owned()],
            sandbox: true,
            third_party_cookies: ThirdPartyCookies::Allowed,
        },
        clock: Clock::Virtual,
        viewport: (1280, 900),
        locale: "en-GB,en".to_owned(),
        time_zone: None,
        masked: vec!["navigator.webdriver".to_owned()],
        vantage: Vantage { country: None, how: "unknown".to_owned() },
    }
}

/// A loaded visit in which nothing happened.
pub fn visit(url: &str, state: State) -> Visit {
    let chooses = matches!(state, State::Reject | State::Accept);
    let looks = state == State::NoneAgain;
    let phases: &[Phase] =
        if chooses { &[Phase::Arrival, Phase::AfterChoice, Phase::Return] } else { &[Phase::Arrival, Phase::Return] };
    Visit {
        state,
        reached: Reached {
            outcome: ReachOutcome::Loaded,
            status: Some(200),
            detail: "the page loaded".to_owned(),
            final_url: Some(url.to_owned()),
            title: Some("Shop".to_owned()),
        },
        moments: phases.iter().map(|phase| moment(url, *phase)).collect(),
        choice: chooses.then(|| no_choice(ChoiceStatus::NotOffered, "no consent interface was shown")),
        second_layer: None,
        keyboard: None,
        spoken: None,
        policy_pages: looks.then(|| {
            Gathered::Ok(vec![PolicyPage {
                url: format!("{url}privacy"),
                found_by: "common path".to_owned(),
                status: Gathered::Ok(404),
            }])
        }),
        policy_texts: looks.then(|| Gathered::Ok(Vec::new())),
        requests: Gathered::Ok(vec![Request {
            main_document: true,
            ..request(1, Phase::Arrival, url, "document", url)
        }]),
        cookie_writes: Gathered::Ok(Vec::new()),
        storage_writes: Gathered::Ok(Vec::new()),
        started: None,
        appearance: None,
        probe_calls: Some(Gathered::Ok(Vec::new())),
        defeats: Vec::new(),
        revival: None,
        declaration: None,
        log: Vec::new(),
        incidents: Vec::new(),
        cut_short: None,
    }
}

/// A visit that did not reach the site.
pub fn unreached(state: State, outcome: ReachOutcome, detail: &str) -> Visit {
    let why = "the site was not reached";
    Visit {
        reached: Reached { outcome, status: None, detail: detail.to_owned(), final_url: None, title: None },
        moments: Vec::new(),
        choice: None,
        policy_pages: None,
        policy_texts: None,
        requests: Gathered::Failed(why.to_owned()),
        cookie_writes: Gathered::Failed(why.to_owned()),
        storage_writes: Gathered::Failed(why.to_owned()),
        ..visit("https://down.example/", state)
    }
}

/// A moment at which everything was looked at and nothing was there.
pub fn moment(url: &str, phase: Phase) -> Moment {
    Moment {
        phase,
        ended: PhaseEnd::BudgetSpent,
        page_ms: 6000,
        at_ms: 300.0,
        url: url.to_owned(),
        search: Gathered::Ok(Search {
            gate: None,
            found: Vec::new(),
            frames_seen: 1,
            blind_spots: Vec::new(),
            gesture_tried: true,
            platforms: Vec::new(),
        }),
        cookies: Gathered::Ok(Vec::new()),
        storage: Gathered::Ok(Vec::new()),
        storage_unread: Vec::new(),
        policy_links: Gathered::Ok(Vec::new()),
        signals: Gathered::Ok(Signals::default()),
        screenshot: None,
        page: None,
        words: Some(Gathered::Ok(page_words())),
    }
}

/// A page in English, with enough text to tell.
pub fn page_words() -> PageWords {
    PageWords {
        length: 3000,
        language: Some(RecognisedLanguage { language: "en".to_owned(), confidence: 1.0 }),
        declared_language: Some("en".to_owned()),
        names: vec!["Example Shop".to_owned()],
        opt_outs: Vec::new(),
        signal_lines: Vec::new(),
        cut: false,
    }
}

/// A choice that was not made.
pub fn no_choice(status: ChoiceStatus, reason: &str) -> Choice {
    Choice {
        status,
        reason: Some(reason.to_owned()),
        steps: Vec::new(),
        confirmed_by: Vec::new(),
        layers: Vec::new(),
        record: Vec::new(),
        record_reads: None,
        obstacle: None,
        dismissals: Vec::new(),
        reopened_by: None,
    }
}

/// A persistent, secure cookie without `HttpOnly`.
pub fn cookie(name: &str, value: &str, domain: &str) -> Cookie {
    Cookie {
        name: name.to_owned(),
        value: value.to_owned(),
        domain: domain.to_owned(),
        path: "/".to_owned(),
        expires: Some(1_800_000_000.0),
        http_only: false,
        secure: true,
        same_site: None,
        partition_key: None,
        size: (name.len() + value.len()) as u64,
        partition_cross_site: None,
        priority: None,
        source_scheme: None,
        source_port: None,
    }
}

/// A session cookie as a server sets it.
pub fn session_cookie(name: &str, value: &str, domain: &str) -> Cookie {
    Cookie { expires: None, http_only: true, ..cookie(name, value, domain) }
}

/// An entry of `localStorage`.
pub fn local_item(origin: &str, key: &str, value: &str) -> StorageItem {
    StorageItem {
        area: Area::LocalStorage,
        origin: origin.to_owned(),
        key: key.to_owned(),
        value: value.to_owned(),
        cut: false,
        length: value.encode_utf16().count() as u64,
        worker_state: None,
    }
}

/// An answered `GET` that a script of the document asked for.
pub fn request(seq: u64, phase: Phase, url: &str, kind: &str, document: &str) -> Request {
    Request {
        seq,
        method: "GET".to_owned(),
        kind: kind.to_owned(),
        document_url: document.to_owned(),
        initiator: Initiator { kind: InitiatorKind::Parser, url: Some(document.to_owned()), stack: Vec::new() },
        status: Some(200),
        remote: Some("127.0.0.1:443".to_owned()),
        bytes: Some(100),
        ..Request::bare(format!("r{seq}"), phase, 50.0, url.to_owned())
    }
}

/// A bar at the bottom of the page with `controls`.
pub fn interface(controls: Vec<Control>) -> Interface {
    Interface {
        means: vec![Means::Structure, Means::Text],
        saw: Vec::new(),
        platform: None,
        placement: Placement {
            frame: FramePlace::Main,
            shadow: Shadow::None,
            late_ms: Some(0),
            after_scroll: false,
            after_gate: false,
        },
        frame_url: "https://shop.example/".to_owned(),
        selector: "#consent".to_owned(),
        blocking: false,
        language: Some("en".to_owned()),
        text: "We use cookies to measure and to advertise. You can change your mind at any time.".to_owned(),
        phrases: vec!["we use cookies".to_owned()],
        rect: Rect { x: 0.0, y: 800.0, width: 1280.0, height: 100.0 },
        background: Some(WHITE),
        opacity: Some(1.0),
        controls,
        controls_cut: 0,
        controls_cut_on: 0,
        picture: None,
    }
}

const WHITE: Colour = Colour { r: 255, g: 255, b: 255 };
const BLACK: Colour = Colour { r: 0, g: 0, b: 0 };

/// A layer with `controls`.
pub fn layer(opened_by: &str, text: &str, controls: Vec<Control>) -> Layer {
    Layer {
        opened_by: opened_by.to_owned(),
        text: text.to_owned(),
        controls,
        controls_cut: 0,
        controls_cut_on: 0,
        rect: None,
        language: None,
        picture: None,
    }
}

/// A visible button of 120 by 40 pixels.
pub fn button(role: Role, text: &str) -> Control {
    Control {
        role,
        decided_by: text.to_lowercase(),
        text: text.to_owned(),
        name: None,
        tag: "button".to_owned(),
        selector: format!("#consent > button.{role:?}").to_lowercase(),
        href: None,
        rect: Rect { x: 100.0, y: 830.0, width: 120.0, height: 40.0 },
        visible: true,
        hidden_because: None,
        inline: false,
        font_px: 16.0,
        font_weight: 400,
        colour: Some(BLACK),
        background: Some(WHITE),
        contrast: Some(21.0),
        contrast_by: Some(ContrastBy::Styles),
        checked: None,
        mixed: false,
        disabled: None,
        purpose: None,
        kind: None,
        vendor: false,
        drawn: Some(Drawn { around: Some(WHITE), border_px: Some(1.0), border: Some(BLACK), ..Drawn::default() }),
    }
}

/// A consent toggle for `purpose`, as it stood before anything was touched.
pub fn toggle(purpose: &str, checked: bool, disabled: bool) -> Control {
    Control {
        tag: "input".to_owned(),
        checked: Some(checked),
        disabled: Some(disabled),
        purpose: Some(purpose.to_owned()),
        kind: Some(ToggleKind::Consent),
        ..button(Role::Toggle, purpose)
    }
}
