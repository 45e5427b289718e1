//! From what a page was heard doing to requests and writes, each with its phase and its place in the order of all.

use std::collections::BTreeMap;

use super::joined;
use crate::browser::{AskedBy, Asker, Heard, HeardAt, RefusedCookie, ScriptPlace};
use crate::evidence::{
    Blocked, CookieWrite, Incident, IncidentKind, Initiator, InitiatorKind, LogEntry, Phase, Place, Request,
    StorageWrite, Wire, WriteHow,
};

/// Longest body, value or raw cookie that is kept, characters.
const MOST_CHARACTERS: usize = 4096;
/// Most incidents that are kept of one visit: a loop is known by then.
const MOST_INCIDENTS: usize = 200;
/// Most console lines that are kept of one visit.
const MOST_CONSOLE: usize = 100;

/// What the top document answered.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MainAnswer {
    /// Its address.
    pub url: String,
    /// Status, if there was an answer.
    pub status: Option<u16>,
    /// Media type.
    pub mime: Option<String>,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Why it failed.
    pub failed: Option<String>,
}

/// Everything recorded of a visit.
#[derive(Debug, Default)]
pub struct Recorded {
    /// Requests, in order.
    pub requests: Vec<Request>,
    /// Attempts to write cookies, in order.
    pub cookie_writes: Vec<CookieWrite>,
    /// Writes to web storage, in order.
    pub storage_writes: Vec<StorageWrite>,
    /// Why writes are missing, if they are.
    pub writes_lost: Option<String>,
    /// What the page did by itself.
    pub incidents: Vec<Incident>,
}

/// Raw headers of one step, waiting to be joined with it.
#[derive(Debug)]
pub(super) struct RawAnswer {
    pub status: u16,
    /// Positions in `cookie_writes`.
    pub writes: Vec<usize>,
}

/// Joins what is heard, piece by piece, in any order.
#[derive(Debug, Default)]
pub struct Recorder {
    seq: u64,
    offset_ms: f64,
    pub(super) requests: Vec<Request>,
    pub(super) steps: BTreeMap<String, Vec<usize>>,
    pub(super) raw: BTreeMap<String, Vec<RawAnswer>>,
    /// Names of cookies that went along, with how many steps were known when it was heard.
    pub(super) sent_cookies: BTreeMap<String, Vec<(usize, Vec<String>)>>,
    pub(super) cookie_writes: Vec<CookieWrite>,
    pub(super) storage_writes: Vec<StorageWrite>,
    main: MainAnswer,
    downloads: Vec<String>,
    console: usize,
    pub(super) writes_lost: Option<String>,
    log: Vec<LogEntry>,
    incidents: Vec<Incident>,
    /// Whether the next page to be asked for is one that we go to.
    going: bool,
}

impl Recorder {
    /// A recorder for a page that was opened `offset_ms` after the visit began.
    pub fn new(offset_ms: f64) -> Self {
        Self { offset_ms, ..Self::default() }
    }

    /// Takes in what was heard in `phase`.
    pub fn absorb(&mut self, phase: Phase, heard: Vec<HeardAt>) {
        for HeardAt { at_ms, what } in heard {
            let at_ms = at_ms + self.offset_ms;
            match what {
                Heard::Sent { .. } => self.sent(phase, at_ms, what),
                Heard::Wrote { payload } => self.wrote(phase, at_ms, payload),
                Heard::AnsweredRaw { id, status, set_cookie, refused, date } => {
                    self.answered_raw(phase, id, status, &set_cookie, &refused, date);
                }
                Heard::SentCookies { id, names } => {
                    let known = self.steps.get(&id).map_or(0, Vec::len);
                    self.sent_cookies.entry(id).or_default().push((known, names));
                }
                Heard::Answered { id, url, status, mime, headers, remote, from_cache } => {
                    let Some(step) = self.step(&id) else { continue };
                    step.status = Some(status);
                    step.mime = Some(mime.clone());
                    step.remote = remote;
                    step.from_cache = from_cache;
                    if step.main_document {
                        self.main = MainAnswer { url, status: Some(status), mime: Some(mime), headers, failed: None };
                    }
                }
                Heard::Finished { id, bytes } => {
                    if let Some(step) = self.step(&id) {
                        step.bytes = Some(bytes);
                    }
                }
                Heard::Failed { id, why } => {
                    let Some(step) = self.step(&id) else { continue };
                    step.failed = Some(why.clone());
                    if step.main_document && self.main.status.is_none() {
                        self.main.failed = Some(why);
                    }
                }
                other => self.happened(phase, at_ms, other),
            }
        }
    }

    /// What the top document answered last.
    pub fn main_answer(&self) -> &MainAnswer {
        &self.main
    }

    /// Addresses of downloads that were refused since we last went somewhere.
    pub fn downloads(&self) -> &[String] {
        &self.downloads
    }

    /// Addresses of all requests so far.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.requests.iter().map(|request| request.url.as_str())
    }

    /// What was seen being written so far: names of cookies and storage keys, with the phase.
    pub fn writes(&self) -> impl Iterator<Item = (Phase, &str)> {
        let cookies = self.cookie_writes.iter().filter(|write| write.blocked.is_none()).map(|write| {
            let name = write.raw.split([';', '=']).next().unwrap_or_default().trim();
            (write.phase, name)
        });
        cookies.chain(self.storage_writes.iter().map(|write| (write.phase, write.key.as_str())))
    }

    /// What happened beside requests and writes since the last call.
    pub fn take_log(&mut self) -> Vec<LogEntry> {
        std::mem::take(&mut self.log)
    }

    /// Joins the pieces. Nothing can be taken in afterwards.
    pub fn finish(mut self) -> Recorded {
        joined::raw_answers(&mut self);
        joined::sent_cookies(&mut self);
        Recorded {
            requests: self.requests,
            cookie_writes: self.cookie_writes,
            storage_writes: self.storage_writes,
            writes_lost: self.writes_lost,
            incidents: self.incidents,
        }
    }

    pub(super) fn next_seq(&mut self) -> u64 {
        self.seq += 1;
        self.seq
    }

    fn step(&mut self, id: &str) -> Option<&mut Request> {
        let last = *self.steps.get(id)?.last()?;
        self.requests.get_mut(last)
    }

    fn sent(&mut self, phase: Phase, at_ms: f64, sent: Heard) {
        let Heard::Sent { id, url, method, kind, document_url, main_document, asker, body, redirect_status, .. } = sent
        else {
            return;
        };
        if url.starts_with("data:") {
            // Part of the page itself: nothing goes over the wire.
            return;
        }
        let url = without_fragment(&url);
        if let Some(before) = self.step(&id) {
            before.status = redirect_status.or(before.status);
            before.redirected_to = Some(url.clone());
        }
        let step = self.steps.get(&id).map_or(0, Vec::len);
        if main_document {
            self.main = MainAnswer { url: url.clone(), ..MainAnswer::default() };
            if step == 0 && !std::mem::take(&mut self.going) {
                self.incident(phase, at_ms, IncidentKind::Navigation, &url);
            }
        }
        let request = Request {
            id: format!("{id}#{step}"),
            seq: self.next_seq(),
            phase,
            at_ms,
            url,
            method,
            kind,
            document_url,
            main_document,
            initiator: initiator(asker),
            cookies_sent: Vec::new(),
            cookies_held_back: Vec::new(),
            body: body.map(|body| cut(&body)),
            status: None,
            mime: None,
            remote: None,
            redirected_to: None,
            failed: None,
            from_cache: false,
            bytes: None,
            frame_url: None,
            asked_in: None,
            wire: Wire::default(),
            answer: None,
            socket: None,
            browsers_own: None,
        };
        self.steps.entry(id).or_default().push(self.requests.len());
        self.requests.push(request);
    }

    fn answered_raw(
        &mut self,
        phase: Phase,
        id: String,
        status: u16,
        set_cookie: &[String],
        refused: &[RefusedCookie],
        date: Option<String>,
    ) {
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
        self.raw.entry(id).or_default().push(RawAnswer { status, writes });
    }

    /// The next page that is asked for is one that we go to. What was downloaded before says nothing of it.
    pub fn goes(&mut self) {
        self.downloads.clear();
        self.going = true;
    }

    fn incident(&mut self, phase: Phase, at_ms: f64, kind: IncidentKind, detail: &str) {
        if self.incidents.len() < MOST_INCIDENTS {
            self.incidents.push(Incident { phase, at_ms, kind, detail: cut(detail) });
        }
    }

    fn happened(&mut self, phase: Phase, at_ms: f64, what: Heard) {
        match what {
            Heard::Navigated { url, main: true, .. } => self.note(at_ms, "navigated", url),
            Heard::Dialog { kind, text } => {
                let detail = format!("{kind}: {}", cut(&text));
                self.incident(phase, at_ms, IncidentKind::Dialog, &detail);
                self.note(at_ms, "dialog", detail);
            }
            Heard::Popup { url } => {
                self.incident(phase, at_ms, IncidentKind::Window, &url);
                self.note(at_ms, "popup", url);
            }
            Heard::Download { url } => {
                self.incident(phase, at_ms, IncidentKind::Download, &url);
                self.downloads.push(url.clone());
                self.note(at_ms, "download", format!("refused: {url}"));
            }
            Heard::Console { level, text } => {
                self.console += 1;
                if self.console <= MOST_CONSOLE {
                    self.note(at_ms, "console", format!("{level}: {}", cut(&text)));
                } else if self.console == MOST_CONSOLE + 1 {
                    self.note(at_ms, "console", "further lines are left out".to_owned());
                }
            }
            Heard::Crashed => self.note(at_ms, "crash", "the page's process died".to_owned()),
            _ => {}
        }
    }

    pub(super) fn note(&mut self, at_ms: f64, what: &str, detail: String) {
        self.log.push(LogEntry { at_ms, what: what.to_owned(), detail });
    }
}

fn initiator(asker: Asker) -> Initiator {
    let kind = match asker.by {
        AskedBy::Parser => InitiatorKind::Parser,
        AskedBy::Script => InitiatorKind::Script,
        AskedBy::Preload => InitiatorKind::Preload,
        AskedBy::Other => InitiatorKind::Other,
    };
    let place = |place: ScriptPlace| Place { url: place.url, line: place.line, column: place.column };
    Initiator { kind, url: asker.url, stack: asker.stack.into_iter().map(place).collect() }
}

fn without_fragment(url: &str) -> String {
    url.split('#').next().unwrap_or_default().to_owned()
}

/// At most [`MOST_CHARACTERS`] characters of a text.
pub fn cut(text: &str) -> String {
    text.chars().take(MOST_CHARACTERS).collect()
}
