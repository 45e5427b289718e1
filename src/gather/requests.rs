//! Requests from the pieces in which they are told.

use std::collections::BTreeMap;

use super::recorder::{MainAnswer, Recorder, cut};
use super::wire;
use crate::browser::{AskedBy, Asker, Heard, Realm as Asking, ScriptPlace};
use crate::evidence::{
    Blocked, Content, CookieWrite, Header, IncidentKind, Initiator, InitiatorKind, Phase, Place, Realm, Request,
    WriteHow,
};

/// Most characters that are kept of the bodies of all answers of one visit.
const MOST_OF_ANSWERS: usize = 2 * 1024 * 1024;

/// What waits to be joined with its request.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    /// Positions of the steps of each request.
    pub steps: BTreeMap<String, Vec<usize>>,
    /// Raw headers of answers, in the order in which they came.
    pub answers: BTreeMap<String, Vec<RawAnswer>>,
    /// Raw headers of requests, in the order in which they came.
    pub requests: BTreeMap<String, Vec<RawRequest>>,
    /// When the head of an answer had come, by the browser's clock, by position of its step.
    pub heads: BTreeMap<usize, f64>,
    /// How many characters of answers are kept.
    answers_kept: usize,
}

/// Raw headers of the answer to one step.
#[derive(Debug)]
pub(super) struct RawAnswer {
    /// Its status.
    pub status: u16,
    /// Positions of the cookies that it wrote.
    pub writes: Vec<usize>,
    /// Its headers.
    pub headers: Vec<Header>,
}

/// Raw headers of one step.
#[derive(Debug)]
pub(super) struct RawRequest {
    /// How many steps were known when they were heard.
    pub known: usize,
    /// The cookies that fit it.
    pub cookies: Vec<crate::browser::WeighedCookie>,
    /// Its headers.
    pub headers: Vec<Header>,
}

impl Recorder {
    /// Takes in a piece of a request; gives back what is none.
    pub(super) fn heard_of_request(&mut self, phase: Phase, at_ms: f64, what: Heard) -> Option<Heard> {
        match what {
            Heard::Sent { .. } => self.sent(phase, at_ms, what),
            Heard::SentRaw { id, cookies, headers } => {
                let known = self.pieces.steps.get(&id).map_or(0, Vec::len);
                let piece = RawRequest { known, cookies, headers: wire::kept(headers) };
                self.pieces.requests.entry(id).or_default().push(piece);
            }
            Heard::SentBody { id, text, bytes } => {
                if let Some(step) = self.step(&id) {
                    wire::keep_late_body(step, text.as_deref(), bytes);
                }
            }
            Heard::Answered { .. } => self.answered(what),
            Heard::AnsweredRaw { .. } => self.answered_raw(phase, at_ms, what),
            Heard::Body { id, text, cut } => self.answer_body(&id, text, cut),
            Heard::Finished { id, bytes, body_bytes, ended_ms } => {
                self.finished(&id, at_ms, bytes, body_bytes, ended_ms)
            }
            Heard::Failed { id, why } => self.failed(&id, why),
            Heard::Message { .. } | Heard::MoreMessages { .. } | Heard::SocketClosed { .. } => {
                self.heard_of_socket(phase, at_ms, what)
            }
            other => return Some(other),
        }
        None
    }

    fn position(&self, id: &str) -> Option<usize> {
        self.pieces.steps.get(id)?.last().copied()
    }

    /// The step of a request that is under way.
    pub(super) fn step(&mut self, id: &str) -> Option<&mut Request> {
        let last = self.position(id)?;
        self.requests.get_mut(last)
    }

    fn sent(&mut self, phase: Phase, at_ms: f64, sent: Heard) {
        let Heard::Sent { id, url, method, kind, document_url, main_document, asker, body, redirect_status, .. } =
            &sent
        else {
            return;
        };
        if url.starts_with("data:") {
            // Part of the page itself: nothing goes over the wire.
            return;
        }
        let url = without_fragment(url);
        if let Some(before) = self.step(id) {
            before.status = redirect_status.or(before.status);
            before.redirected_to = Some(url.clone());
        }
        let step = self.pieces.steps.get(id).map_or(0, Vec::len);
        if *main_document {
            self.main = MainAnswer { url: url.clone(), ..MainAnswer::default() };
            if step == 0 && !std::mem::take(&mut self.going) {
                self.incident(phase, at_ms, IncidentKind::Navigation, &url);
            }
        }
        let mut request = Request {
            seq: self.next_seq(),
            kind: kind.clone(),
            method: method.clone(),
            document_url: document_url.clone(),
            main_document: *main_document,
            initiator: initiator(asker),
            ..Request::bare(format!("{id}#{step}"), phase, at_ms, url)
        };
        if let Some(body) = body {
            wire::keep_body(&mut request, body);
        }
        self.pieces.steps.entry(id.clone()).or_default().push(self.requests.len());
        if let Heard::Sent { frame_url, realm: asking, browsers_own, .. } = sent {
            request.frame_url = frame_url;
            request.asked_in = asking.map(realm);
            request.browsers_own = browsers_own;
        }
        self.requests.push(request);
    }

    fn answered(&mut self, answered: Heard) {
        let Heard::Answered { id, url, status, mime, headers, remote, from_cache, wire } = answered else { return };
        let Some(place) = self.position(&id) else { return };
        if let Some(timing) = &wire.timing {
            self.pieces.heads.insert(place, timing.headers_ms);
        }
        let Some(step) = self.requests.get_mut(place) else { return };
        step.status = Some(status);
        step.mime = Some(mime.clone()).filter(|mime| !mime.is_empty());
        step.remote = remote;
        step.from_cache = from_cache;
        step.wire.protocol = wire.protocol;
        step.wire.status_text = wire.status_text;
        step.wire.timing = wire.timing.filter(|_| !from_cache).map(wire::timing);
        step.wire.received = wire::kept(headers.clone());
        if step.main_document {
            self.main = MainAnswer { url, status: Some(status), mime: Some(mime), headers, failed: None };
        }
    }

    fn answered_raw(&mut self, phase: Phase, at_ms: f64, answered: Heard) {
        let Heard::AnsweredRaw { id, status, set_cookie, refused, date, headers } = answered else { return };
        let not_listed = refused.iter().map(|cookie| &cookie.line).filter(|line| !set_cookie.contains(line));
        let mut writes = Vec::new();
        for line in set_cookie.iter().chain(not_listed) {
            let blocked = refused
                .iter()
                .find(|cookie| cookie.line == *line)
                .map(|cookie| Blocked { reasons: cookie.reasons.clone() });
            writes.push(self.cookie_writes.len());
            let seq = self.next_seq();
            self.cookie_writes.push(CookieWrite {
                seq,
                at_ms: Some(at_ms),
                phase,
                how: WriteHow::Http,
                raw: cut(line),
                url: String::new(),
                frame_url: None,
                request: None,
                stack: Vec::new(),
                date: date.clone(),
                blocked,
            });
        }
        let piece = RawAnswer { status, writes, headers: wire::kept(headers) };
        self.pieces.answers.entry(id).or_default().push(piece);
    }

    fn answer_body(&mut self, id: &str, text: String, cut: bool) {
        let Some(place) = self.position(id) else { return };
        let room = self.pieces.answers_kept + text.len() <= MOST_OF_ANSWERS;
        let Some(step) = self.requests.get_mut(place) else { return };
        if room {
            self.pieces.answers_kept += text.len();
            step.answer = Some(Content { text, cut });
        } else {
            // That there was one is told all the same.
            step.answer = Some(Content { text: String::new(), cut: true });
        }
    }

    fn finished(&mut self, id: &str, at_ms: f64, bytes: u64, body_bytes: Option<u64>, ended_ms: Option<f64>) {
        let Some(place) = self.position(id) else { return };
        let head = self.pieces.heads.remove(&place);
        let Some(step) = self.requests.get_mut(place) else { return };
        step.bytes = Some(bytes);
        step.wire.body_bytes = body_bytes;
        if let (Some(timing), Some(head), Some(ended)) = (&mut step.wire.timing, head, ended_ms) {
            timing.receive = wire::receive(ended - head, at_ms - step.at_ms);
        }
    }

    fn failed(&mut self, id: &str, why: String) {
        let Some(step) = self.step(id) else { return };
        step.failed = Some(why.clone());
        if step.main_document && self.main.status.is_none() {
            self.main.failed = Some(why);
        }
    }
}

fn initiator(asker: &Asker) -> Initiator {
    let kind = match asker.by {
        AskedBy::Parser => InitiatorKind::Parser,
        AskedBy::Script => InitiatorKind::Script,
        AskedBy::Preload => InitiatorKind::Preload,
        AskedBy::Other => InitiatorKind::Other,
    };
    let place = |place: &ScriptPlace| Place { url: place.url.clone(), line: place.line, column: place.column };
    Initiator { kind, url: asker.url.clone(), stack: asker.stack.iter().map(place).collect() }
}

fn realm(asking: Asking) -> Realm {
    match asking {
        Asking::Page => Realm::Page,
        Asking::Frame => Realm::Frame,
        Asking::Window => Realm::Window,
        Asking::Worker => Realm::Worker,
        Asking::SharedWorker => Realm::SharedWorker,
        Asking::ServiceWorker => Realm::ServiceWorker,
    }
}

fn without_fragment(url: &str) -> String {
    url.split('#').next().unwrap_or_default().to_owned()
}
