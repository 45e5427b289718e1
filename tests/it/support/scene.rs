//! The parts that evidences of small sites are put together from.
//!
//! A [`Scene`] begins as four loaded visits in which nothing happened. Every method adds one thing and gives the
//! scene back, so that a test reads as a description of the site.

// Each test uses what it needs; together they need all of it, though not in every build of this binary.
#![allow(dead_code)]

use consentinel::evidence::{
    Blocked, Choice, ChoiceStatus, Confirmation, Cookie, CookieWrite, Evidence, Format, Gathered, Interface, Kept,
    Link, Moment, Phase, Place, ProbeCall, ProbedInterface, Role, State, Step, StepKind, StorageDeed, StorageItem,
    StorageWrite, Target, TargetKind, Visit, WriteHow,
};

pub use super::parts::*;

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
            target: Target { given: url.to_owned(), url: url.to_owned(), kind: TargetKind::Url, name: None },
            visits: visits.into_iter().map(|state| visit(url, state)).collect(),
            names: None,
            places: None,
            kept: Kept::default(),
        };
        Self { evidence, url: url.to_owned(), seq: 100 }
    }

    /// The evidence as it stands. A visit whose choice was not made ends at arrival.
    pub fn done(mut self) -> Evidence {
        for visit in &mut self.evidence.visits {
            let made = |choice: &Choice| !matches!(choice.status, ChoiceStatus::NotOffered | ChoiceStatus::Failed);
            if !visit.choice.as_ref().is_none_or(made) {
                visit.moments.retain(|moment| moment.phase == Phase::Arrival);
                open(&mut visit.requests).retain(|request| request.phase == Phase::Arrival);
            }
        }
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
            at_ms: None,
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

    /// A header of the answer from `url` whose cookie the browser refused.
    pub fn refused_write(mut self, state: &State, phase: Phase, url: &str, raw: &str, reason: &str) -> Self {
        self = self.header_write(state, phase, url, raw);
        if let Some(write) = open(&mut self.visit(state).cookie_writes).last_mut() {
            write.blocked = Some(Blocked { reasons: vec![reason.to_owned()] });
        }
        self
    }

    /// A write of a cookie by `document.cookie` from line 7 of `script`, in the site's own document.
    pub fn script_write(mut self, state: &State, phase: Phase, script: &str, raw: &str) -> Self {
        let write = CookieWrite {
            at_ms: None,
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

    /// Calls of one member from line 7 of `script`.
    pub fn probe(
        mut self,
        (state, phase): (&State, Phase),
        script: &str,
        (interface, member): (ProbedInterface, &str),
        arguments: &[&str],
    ) -> Self {
        let call = ProbeCall {
            seq: self.next(),
            phase,
            interface,
            member: member.to_owned(),
            script: Some(place(script)),
            frame_url: self.url.clone(),
            calls: arguments.len().max(1) as u64,
            arguments: arguments.iter().map(|argument| (*argument).to_owned()).collect(),
            cut: false,
        };
        open(self.visit(state).probe_calls.as_mut().unwrap()).push(call);
        self
    }

    /// A write of a storage entry from line 7 of `script`.
    pub fn storage_write(mut self, state: &State, phase: Phase, script: &str, item: &StorageItem) -> Self {
        let write = StorageWrite {
            at_ms: None,
            done: StorageDeed::Set,
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
            picture: None,
        });
        self.visit(state).choice = Some(Choice {
            reason: None,
            steps: steps.collect(),
            confirmed_by: vec![Confirmation::BannerGone, Confirmation::RecordChanged, Confirmation::SurvivesReload],
            record: vec!["consent".to_owned()],
            ..no_choice(ChoiceStatus::Observed, "")
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

/// Line 7 of `script`.
fn place(script: &str) -> Place {
    Place { url: script.to_owned(), line: 7, column: 3 }
}
