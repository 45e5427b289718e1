//! Bodies that do not come with the events. They are asked for when a load has ended, by the way: nobody waits for
//! them, and what cannot be had is missing. The browser gives a body whole or not at all, so that what is asked for is
//! bounded by what is known of its length.

use std::collections::BTreeSet;
use std::sync::Arc;

use headless_chrome::protocol::cdp::Network::{GetRequestPostData, GetResponseBody};
use tokio::sync::Semaphore;

use super::super::Heard;
use super::tab::Tab;

/// What is read in answers: what a person or a script reads, not what is only shown.
const READ: [&str; 4] = ["document", "fetch", "xhr", "script"];

/// Parts of the media types that are text.
const TEXT: [&str; 6] = ["text/", "json", "javascript", "ecmascript", "xml", "x-www-form-urlencoded"];

/// Longest body that is asked for, bytes: it travels whole, and only its head is kept.
const LONGEST_ASKED: u64 = 512 * 1024;

/// How much of a body is kept, characters: whole data, whole ordinary pages, and the head of a library, which says
/// what it is.
const KEPT: usize = 64 * 1024;

/// How much of all bodies of one visit is asked for, bytes: a page of many megabytes is not read twice.
const ASKED_IN_ALL: u64 = 4 * 1024 * 1024;

/// Longest body that was sent and is asked for, bytes, where its length is known in time.
const LONGEST_SENT: u64 = 1024 * 1024;

/// How many sent bodies of one visit are asked for, and of how many bytes in all.
const SENT_ASKED: usize = 500;
const SENT_IN_ALL: u64 = 16 * 1024 * 1024;

/// How many of them are asked for at once: each travels whole.
const SENT_AT_ONCE: usize = 2;

/// Bodies that were sent and did not come along.
#[derive(Debug, Clone)]
pub(super) struct SentBodies {
    asked: usize,
    bytes: u64,
    too_long: BTreeSet<String>,
    at_once: Arc<Semaphore>,
}

impl Default for SentBodies {
    fn default() -> Self {
        let at_once = Arc::new(Semaphore::new(SENT_AT_ONCE));
        Self { asked: 0, bytes: 0, too_long: BTreeSet::new(), at_once }
    }
}

impl SentBodies {
    /// Whether one more may be asked for.
    fn has_room(&mut self, id: &str) -> bool {
        let room = !self.too_long.remove(id) && self.asked < SENT_ASKED && self.bytes < SENT_IN_ALL;
        self.asked += usize::from(room);
        room
    }
}

/// An answer that is being loaded.
#[derive(Debug, Clone, Default)]
pub(super) struct Loading {
    /// What is loaded, lower case.
    kind: String,
    /// Media type, once the head has come.
    pub mime: String,
    /// How much has come, bytes after decompression.
    pub bytes: u64,
}

impl Loading {
    /// One that was just asked for.
    pub(super) fn of(kind: &str) -> Self {
        Self { kind: kind.to_owned(), ..Self::default() }
    }

    fn is_read(&self) -> bool {
        let mime = self.mime.to_lowercase();
        self.bytes > 0
            && self.bytes <= LONGEST_ASKED
            && READ.contains(&self.kind.as_str())
            && TEXT.iter().any(|part| mime.contains(part))
    }
}

/// More of an answer has come.
pub(super) fn grew(tab: &Tab, id: &str, bytes: u64) {
    if let Some(loading) = tab.known().loading.get_mut(id) {
        loading.bytes += bytes;
    }
}

/// Asks for the body of an answer that was loaded, if it is one that is read.
pub(super) fn ask(tab: &Tab, session: &str, id: &str, loading: &Loading) {
    let Some(me) = tab.me.upgrade().filter(|_| loading.is_read()) else { return };
    let room = {
        let mut known = tab.known();
        let room = known.bodies_asked + loading.bytes <= ASKED_IN_ALL;
        known.bodies_asked += if room { loading.bytes } else { 0 };
        room
    };
    if !room {
        // That there was one is told all the same.
        tab.hear(Heard::Body { id: id.to_owned(), text: String::new(), cut: true });
        return;
    }
    let pending = tab.client.send(session, &GetResponseBody { request_id: id.to_owned() }, tab.setup.within);
    let id = id.to_owned();
    tokio::spawn(async move {
        let Ok(answer) = pending.answer().await else { return };
        let Some(body) = answer["body"].as_str().filter(|_| answer["base64Encoded"] != true) else { return };
        let text: String = body.chars().take(KEPT).collect();
        let cut = text.len() < body.len();
        me.hear(Heard::Body { id, text, cut });
    });
}

/// Notes what is too long to be asked for, by the raw headers of its request.
pub(super) fn weigh(tab: &Tab, raw: &Heard) {
    let Heard::SentRaw { id, headers, .. } = raw else { return };
    let length = headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok());
    if length.is_some_and(|length: u64| length > LONGEST_SENT) {
        tab.known().sent_bodies.too_long.insert(id.clone());
    }
}

/// Asks for a body that was sent and did not come along: a blob, as beacons are, or a long one. Until it is had it is
/// told as missing, and stays so if it cannot be had or there is no room for more.
pub(super) fn ask_sent(tab: &Tab, session: &str, id: String) {
    tab.hear(Heard::SentBody { id: id.clone(), text: None, bytes: None });
    let Some(me) = tab.me.upgrade() else { return };
    let (session, at_once) = (session.to_owned(), Arc::clone(&tab.known().sent_bodies.at_once));
    tokio::spawn(async move {
        let Ok(_turn) = at_once.acquire_owned().await else { return };
        if !me.known().sent_bodies.has_room(&id) {
            return;
        }
        let asked = GetRequestPostData { request_id: id.clone() };
        let Ok(answer) = me.client.send(&session, &asked, me.setup.within).answer().await else { return };
        let Some(body) = answer["postData"].as_str() else { return };
        let bytes = body.len() as u64;
        me.known().sent_bodies.bytes += bytes;
        let text = body.chars().take(KEPT).collect();
        me.hear(Heard::SentBody { id, text: Some(text), bytes: Some(bytes) });
    });
}
