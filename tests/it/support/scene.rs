//! The parts that evidences of small sites are put together from.
//!
//! A [`Scene`] begins as four loaded visits in which nothing happened. Every method adds one thing and gives the
//! scene back, so that a test reads as a description of the site.

// Each test uses what it needs; together they need all of it, though not in every build of this binary.
#![allow(dead_code)]

use consentinel::evidence::{
    Area, BrowserAbout, BrowserFlavour, Choice, ChoiceStatus, Clock, Colour, Confirmation, Control, Cookie,
    CookieWrite, Evidence, Format, FramePlace, Gathered, Initiator, InitiatorKind, Interface, Link, Means, Moment,
    Phase, PhaseEnd, Place, Placement, PolicyPage, ReachOutcome, Reached, Rect, Request, Role, Run, Search, Shadow,
    Signals, State, Step, StepKind, StorageItem, StorageWrite, Target, TargetKind, ThirdPartyCookies, ToggleKind,
    Vantage, Visit, WriteHow,
};

/// When the runs of all scenes began.
pub const STARTED: &str = "2026-11-24T10:00:00Z";

/// A site under construction.
#[derive(Debug, Clone)]
pub struct Scene {
    /// What was seen so far.
    pub evidence: Evidence,
    url: String,
    seq: u64,
}

/// Something of a gathering that worked, or a panic: scenes begin with nothing failed.
fn open<T>(gathered: &mut Gathered<T>) -> &mut T {
    match gathered {
        Gathered::Ok(value) => value,
        Gathered::Failed(why) => panic!("this scene's gathering has failed: {why}"),
    }
}

impl Scene {
    /// Four loaded visits of `url` in which nothing happened. The choices are not offered.
    pub fn of(url: &str) -> Self {
        let visits = [State::None, State::NoneAgain, State::Reject, State::Accept];
        let evidence = Evidence {
            format: Format::current(),
            run: run(),
            target: Target { given: url.to_owned(), url: url.to_owned(), kind: TargetKind::Url },
            visits: visits.into_iter().map(|state| visit(url, state)).collect(),
        };
        Self { evidence, url: url.to_owned(), seq: 100 }
    }

    /// The evidence as it stands.
    pub fn done(self) -> Evidence {
        self.evidence
    }

    /// The visit of `state`.
    pub fn visit(&mut self, state: &State) -> &mut Visit {
        let found = self.evidence.visits.iter_mut().find(|visit| &visit.state == state);
        found.unwrap_or_else(|| panic!("no visit {state}"))
    }

    /// The moment `phase` of `state`.
    pub fn moment(&mut self, state: &State, phase: Phase) -> &mut Moment {
        let found = self.visit(state).moments.iter_mut().find(|moment| moment.phase == phase);
        found.unwrap_or_else(|| panic!("no moment {phase:?} in {state}"))
    }

    /// A cookie that lies in the jar of `state` from `since` on.
    pub fn cookie(mut self, state: &State, since: Phase, cookie: &Cookie) -> Self {
        for moment in &mut self.visit(state).moments {
            if moment.phase >= since {
                open(&mut moment.cookies).push(cookie.clone());
            }
        }
        self
    }

    /// A cookie in the jar of every state from arrival on.
    pub fn cookie_always(mut self, cookie: &Cookie) -> Self {
        for state in self.states() {
            self = self.cookie(&state, Phase::Arrival, cookie);
        }
        self
    }

    /// An entry of web storage that is there in `state` from `since` on.
    pub fn storage(mut self, state: &State, since: Phase, item: &StorageItem) -> Self {
        for moment in &mut self.visit(state).moments {
            if moment.phase >= since {
                open(&mut moment.storage).push(item.clone());
            }
        }
        self
    }

    /// A write of a cookie by a header of the answer from `url`.
    pub fn header_write(mut self, state: &State, phase: Phase, url: &str, raw: &str) -> Self {
        let write = CookieWrite {
            seq: self.next(),
            phase,
            how: WriteHow::Http,
            raw: raw.to_owned(),
            url: url.to_owned(),
            frame_url: None,
            request: None,
            stack: Vec::new(),
            date: Some("Tue, 24 Nov 2026 10:00:00 GMT".to_owned()),
            blocked: None,
        };
        open(&mut self.visit(state).cookie_writes).push(write);
        self
    }

    /// A write of a cookie by `document.cookie` from line 7 of `script`, in the site's own document.
    pub fn script_write(mut self, state: &State, phase: Phase, script: &str, raw: &str) -> Self {
        let write = CookieWrite {
            seq: self.next(),
            phase,
            how: WriteHow::Script,
            raw: raw.to_owned(),
            url: self.url.clone(),
            frame_url: Some(self.url.clone()),
            request: None,
            stack: vec![place(script)],
            date: None,
            blocked: None,
        };
        open(&mut self.visit(state).cookie_writes).push(write);
        self
    }

    /// A write of a storage entry from line 7 of `script`.
    pub fn storage_write(mut self, state: &State, phase: Phase, script: &str, item: &StorageItem) -> Self {
        let write = StorageWrite {
            seq: self.next(),
            phase,
            area: item.area,
            origin: item.origin.clone(),
            key: item.key.clone(),
            stack: vec![place(script)],
        };
        open(&mut self.visit(state).storage_writes).push(write);
        self
    }

    /// An answered request.
    pub fn request(mut self, state: &State, phase: Phase, url: &str, kind: &str) -> Self {
        let seq = self.next();
        let request = request(seq, phase, url, kind, &self.url);
        open(&mut self.visit(state).requests).push(request);
        self
    }

    /// An interface that is shown at arrival in every state, and again after the reload where nothing was chosen.
    pub fn banner(mut self, interface: &Interface) -> Self {
        for state in self.states() {
            self = self.banner_at(&state, Phase::Arrival, interface);
        }
        let none = self.banner_at(&State::None, Phase::Return, interface);
        none.banner_at(&State::NoneAgain, Phase::Return, interface)
    }

    /// An interface that is shown at one moment.
    pub fn banner_at(mut self, state: &State, phase: Phase, interface: &Interface) -> Self {
        let search = open(&mut self.moment(state, phase).search);
        search.found = vec![interface.clone()];
        search.platforms = interface.platform.clone().into_iter().collect();
        self
    }

    /// The choice of `state` was made in as many activations as `texts`, the last of `role`, and confirmed.
    pub fn chosen(mut self, state: &State, role: Role, texts: &[&str]) -> Self {
        let steps = (1..).zip(texts).map(|(layer, text)| Step {
            kind: StepKind::Activate,
            text: (*text).to_owned(),
            role: if layer as usize == texts.len() { role } else { Role::Settings },
            layer,
            by: "pointer".to_owned(),
            at: Some((200.0, 850.0)),
        });
        self.visit(state).choice = Some(Choice {
            status: ChoiceStatus::Observed,
            reason: None,
            steps: steps.collect(),
            confirmed_by: vec![Confirmation::BannerGone, Confirmation::RecordChanged, Confirmation::SurvivesReload],
            layers: Vec::new(),
            record: vec!["consent".to_owned()],
        });
        self
    }

    /// The choice of `state` ended as `status`, nothing was done.
    pub fn not_chosen(mut self, state: &State, status: ChoiceStatus, reason: &str) -> Self {
        self.visit(state).choice = Some(no_choice(status, reason));
        self
    }

    /// A link to a privacy page in every state and phase.
    pub fn policy_link(mut self) -> Self {
        let link = Link { text: "Privacy".to_owned(), url: format!("{}privacy", self.url), by: "privacy".to_owned() };
        for visit in &mut self.evidence.visits {
            for moment in &mut visit.moments {
                open(&mut moment.policy_links).push(link.clone());
            }
        }
        self
    }

    /// Every state of the scene.
    pub fn states(&self) -> Vec<State> {
        self.evidence.visits.iter().map(|visit| visit.state.clone()).collect()
    }

    fn next(&mut self) -> u64 {
        self.seq += 1;
        self.seq
    }
}

/// How all scenes were gathered.
pub fn run() -> Run {
    Run {
        started: STARTED.to_owned(),
        ended: "2026-11-24T10:00:02Z".to_owned(),
        tool_version: "0.1.0".to_owned(),
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
        policy_pages: looks.then(|| {
            Gathered::Ok(vec![PolicyPage {
                url: format!("{url}privacy"),
                found_by: "common path".to_owned(),
                status: Gathered::Ok(404),
            }])
        }),
        requests: Gathered::Ok(vec![Request {
            main_document: true,
            ..request(1, Phase::Arrival, url, "document", url)
        }]),
        cookie_writes: Gathered::Ok(Vec::new()),
        storage_writes: Gathered::Ok(Vec::new()),
        log: Vec::new(),
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
            found: Vec::new(),
            frames_seen: 1,
            blind_spots: Vec::new(),
            gesture_tried: true,
            platforms: Vec::new(),
        }),
        cookies: Gathered::Ok(Vec::new()),
        storage: Gathered::Ok(Vec::new()),
        policy_links: Gathered::Ok(Vec::new()),
        signals: Gathered::Ok(Signals::default()),
        screenshot: None,
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
    }
}

/// An answered `GET` that a script of the document asked for.
pub fn request(seq: u64, phase: Phase, url: &str, kind: &str, document: &str) -> Request {
    Request {
        id: format!("r{seq}"),
        seq,
        phase,
        at_ms: 50.0,
        url: url.to_owned(),
        method: "GET".to_owned(),
        kind: kind.to_owned(),
        document_url: document.to_owned(),
        main_document: false,
        initiator: Initiator { kind: InitiatorKind::Parser, url: Some(document.to_owned()), stack: Vec::new() },
        cookies_sent: Vec::new(),
        body: None,
        status: Some(200),
        mime: None,
        remote: Some("127.0.0.1:443".to_owned()),
        redirected_to: None,
        failed: None,
        from_cache: false,
        bytes: Some(100),
    }
}

/// A bar at the bottom of the page with `controls`.
pub fn interface(controls: Vec<Control>) -> Interface {
    Interface {
        means: vec![Means::Structure, Means::Text],
        platform: None,
        placement: Placement { frame: FramePlace::Main, shadow: Shadow::None, late_ms: Some(0), after_scroll: false },
        frame_url: "https://shop.example/".to_owned(),
        selector: "#consent".to_owned(),
        blocking: false,
        language: Some("en".to_owned()),
        text: "We use cookies to measure and to advertise.".to_owned(),
        phrases: vec!["we use cookies".to_owned()],
        rect: Rect { x: 0.0, y: 800.0, width: 1280.0, height: 100.0 },
        background: Some(WHITE),
        controls,
    }
}

const WHITE: Colour = Colour { r: 255, g: 255, b: 255 };
const BLACK: Colour = Colour { r: 0, g: 0, b: 0 };

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
        checked: None,
        disabled: None,
        purpose: None,
        kind: None,
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

/// Line 7 of `script`.
fn place(script: &str) -> Place {
    Place { url: script.to_owned(), line: 7, column: 3 }
}
