//! From what a page was heard doing to requests and writes, each with its phase and its place in the order of all.

use super::joined;
use super::requests::Pieces;
use super::told::Told;
use super::written::Written;
use crate::browser::{Heard, HeardAt};
use crate::evidence::{
    Area, CookieWrite, Defeat, Incident, IncidentKind, LogEntry, Phase, ProbeCall, Request, StorageWrite,
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
    /// Where hooks were defeated.
    pub defeats: Vec<Defeat>,
    /// Calls by which browsers are told apart.
    pub probe_calls: Vec<ProbeCall>,
    /// What the page did by itself.
    pub incidents: Vec<Incident>,
}

/// Joins what is heard, piece by piece, in any order.
#[derive(Debug, Default)]
pub struct Recorder {
    seq: u64,
    offset_ms: f64,
    pub(super) requests: Vec<Request>,
    pub(super) pieces: Pieces,
    pub(super) cookie_writes: Vec<CookieWrite>,
    pub(super) written: Written,
    pub(super) main: MainAnswer,
    downloads: Vec<String>,
    console: usize,
    told: Told,
    log: Vec<LogEntry>,
    incidents: Vec<Incident>,
    /// Whether the next page to be asked for is one that we go to.
    pub(super) going: bool,
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
                Heard::Wrote { payload } if self.told.take_in(&payload) => {}
                Heard::Wrote { payload } => self.wrote(phase, at_ms, payload),
                Heard::Stored { local, origin, key, value } => {
                    let area = if local { Area::LocalStorage } else { Area::SessionStorage };
                    self.stored((phase, at_ms), area, origin, key, value);
                }
                Heard::StoredTooOften => self.stored_too_often(phase),
                what => {
                    if let Some(what) = self.heard_of_request(phase, at_ms, what) {
                        self.happened(phase, at_ms, what);
                    }
                }
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
        cookies.chain(self.written.storage.iter().map(|write| (write.phase, write.key.as_str())))
    }

    /// What consent interfaces told by themselves since the document began.
    pub fn told(&self) -> &Told {
        &self.told
    }

    /// What happened beside requests and writes since the last call.
    pub fn take_log(&mut self) -> Vec<LogEntry> {
        std::mem::take(&mut self.log)
    }

    /// Joins the pieces. Nothing can be taken in afterwards.
    pub fn finish(mut self) -> Recorded {
        joined::raw_answers(&mut self);
        joined::raw_requests(&mut self);
        Recorded {
            requests: self.requests,
            cookie_writes: self.cookie_writes,
            storage_writes: self.written.storage,
            defeats: self.written.defeats,
            probe_calls: self.written.probed.into_calls(),
            incidents: self.incidents,
        }
    }

    pub(super) fn next_seq(&mut self) -> u64 {
        self.seq += 1;
        self.seq
    }

    /// The next page that is asked for is one that we go to. What was downloaded before says nothing of it.
    pub fn goes(&mut self) {
        self.downloads.clear();
        self.going = true;
    }

    pub(super) fn incident(&mut self, phase: Phase, at_ms: f64, kind: IncidentKind, detail: &str) {
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

/// At most [`MOST_CHARACTERS`] characters of a text.
pub fn cut(text: &str) -> String {
    text.chars().take(MOST_CHARACTERS).collect()
}
