//! Bodies that do not come with the events. They are asked for when a load has ended, by the way: nobody waits for
//! them, and what cannot be had is missing. The browser gives a body whole or not at all, so that what is asked for is
//! bounded by what is known of its length.

use headless_chrome::protocol::cdp::Network::{GetRequestPostData, GetResponseBody};

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
    {
        let mut known = tab.known();
        if known.bodies_asked + loading.bytes > ASKED_IN_ALL {
            return;
        }
        known.bodies_asked += loading.bytes;
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

/// Asks for a body that was sent and did not come along: a blob, as beacons are, or a long one.
pub(super) fn ask_sent(tab: &Tab, session: &str, id: &str) {
    let Some(me) = tab.me.upgrade() else { return };
    let pending = tab.client.send(session, &GetRequestPostData { request_id: id.to_owned() }, tab.setup.within);
    let id = id.to_owned();
    tokio::spawn(async move {
        let Ok(answer) = pending.answer().await else { return };
        if let Some(text) = answer["postData"].as_str() {
            me.hear(Heard::SentBody { id, text: text.to_owned() });
        }
    });
}
