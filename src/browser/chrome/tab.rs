//! What is known of one page with its frames, popups and workers.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use headless_chrome::protocol::cdp::types::Method;
use serde::Serialize;
use serde_json::Value;
use tokio::sync::watch;

use super::super::{ClockChoice, Fault, Heard, HeardAt, PageSettings};
use super::bodies::{Loading, SentBodies};
use super::client::{Client, Pending};
use super::find::Flavour;
use super::masks::Identity;
use super::roots::Roots;
use super::twins::Twins;

/// A frame's JavaScript context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Context {
    /// The session that it is reached by.
    pub session: String,
    /// Its number in that session.
    pub id: i64,
}

/// What a waiting call may wait for.
#[derive(Debug, Clone, Default)]
pub(super) struct Progress {
    /// The page is prepared, or why it is not.
    pub ready: Option<Result<(), Fault>>,
    /// How many budgets of virtual time were spent.
    pub expired: u64,
    /// How many documents the page itself has had.
    pub commits: u64,
    /// How many network events there were.
    pub network: u64,
    /// How many loads finished.
    pub finished: u64,
    /// Requests that wait for our answer, with their addresses.
    pub held: Vec<(String, String)>,
    /// The page cannot go on.
    pub died: Option<Fault>,
}

/// What is known at the moment.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Heard and not yet fetched.
    pub heard: Vec<HeardAt>,
    /// How many changes of web storage the browser told of.
    pub stored: u64,
    /// Session of the page itself.
    pub main_session: String,
    /// Its main frame.
    pub main_frame: String,
    /// All sessions, with the kind of what they drive.
    pub sessions: BTreeMap<String, String>,
    /// Sessions that drive one and the same service worker.
    pub twins: Twins,
    /// Default contexts by frame.
    pub defaults: BTreeMap<String, Context>,
    /// Our own contexts by frame.
    pub worlds: BTreeMap<String, Context>,
    /// Closed shadow roots, until there may be others.
    pub roots: Option<Roots>,
    /// How often there may have been others.
    pub roots_made: u64,
    /// Requests that were answered from the memory cache.
    pub from_cache: BTreeSet<String>,
    /// Requests under way, with what is loaded.
    pub under_way: BTreeMap<String, String>,
    /// Answers that are being loaded, by request.
    pub loading: BTreeMap<String, Loading>,
    /// How much of bodies was asked for, bytes.
    pub bodies_asked: u64,
    /// Bodies that were sent and did not come along.
    pub sent_bodies: SentBodies,
    /// How many messages went over each socket.
    pub messages: BTreeMap<String, u64>,
    /// Addresses of the documents of all frames.
    pub frame_urls: BTreeMap<String, String>,
    /// Frames around frames.
    pub parents: BTreeMap<String, String>,
    /// Addresses of windows that are about to open.
    pub opening: Vec<String>,
    /// Page time as the frames of the page are to show it.
    pub ticks: Ticks,
    /// Error of the last document of the page itself that failed.
    pub document_error: Option<String>,
    /// Requests for which user and password were told.
    pub signed_in: BTreeSet<String>,
    /// Whether the page may be told of pointer and keys.
    pub input: Input,
}

/// Whether the page may be told of pointer and keys. A new window is told of a pointer at its corner that nobody
/// moved; a page that waits for a visitor's hand must not take that for one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Input {
    /// We have done nothing yet, so whatever comes is not a visitor's.
    #[default]
    Ignored,
    /// We have begun to act.
    Heeded,
}

/// Page time in the browser's own count, milliseconds since some start. A new process has a new start.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ticks {
    /// Where the count began.
    pub base: f64,
    /// Page time since then.
    pub spent: f64,
    /// The last frame that was drawn.
    pub last: f64,
}

/// How the pages of one visit are prepared.
pub(super) struct Setup {
    /// As asked for.
    pub settings: PageSettings,
    /// Who the browser claims to be.
    pub identity: Identity,
    /// Whose habits to heed.
    pub flavour: Flavour,
    /// How long a call may take.
    pub within: Duration,
}

/// One page with all that belongs to it.
pub(super) struct Tab {
    /// Itself, for tasks that outlive an event.
    pub me: Weak<Tab>,
    /// The connection.
    pub client: Client,
    /// Its browser context.
    pub context: String,
    /// How it was asked for.
    pub setup: Setup,
    /// When it was opened.
    pub opened: Instant,
    /// What only our scripts in its pages know; differs from visit to visit, so that no page can learn it.
    pub secret: String,
    known: Mutex<Known>,
    progress: watch::Sender<Progress>,
}

impl Tab {
    /// A page that is to be opened in `context`.
    pub(super) fn new(client: Client, context: String, setup: Setup) -> Arc<Self> {
        Arc::new_cyclic(|me| Self {
            me: Weak::clone(me),
            client,
            context,
            setup,
            opened: Instant::now(),
            secret: secret(),
            known: Mutex::default(),
            progress: watch::Sender::default(),
        })
    }

    /// What is known; held for a moment only.
    pub(super) fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes something heard.
    pub(super) fn hear(&self, what: Heard) {
        let at_ms = self.opened.elapsed().as_secs_f64() * 1000.0;
        self.known().heard.push(HeardAt { at_ms, what });
    }

    /// Changes what waiting calls wait for.
    pub(super) fn advance(&self, change: impl FnOnce(&mut Progress)) {
        self.progress.send_modify(change);
    }

    /// What there is to wait for now.
    pub(super) fn progress(&self) -> Progress {
        self.progress.borrow().clone()
    }

    /// Waits until `done`, the end of the page, or `deadline`. `Ok(None)` means the deadline.
    pub(super) async fn until(
        &self,
        deadline: Instant,
        done: impl Fn(&Progress) -> bool,
    ) -> Result<Option<Progress>, Fault> {
        let mut progress = self.progress.subscribe();
        let waited =
            tokio::time::timeout_at(deadline.into(), progress.wait_for(|now| now.died.is_some() || done(now))).await;
        match waited {
            Err(_) => Ok(None),
            Ok(Err(_)) => Err(Fault::Gone("the page was closed".to_owned())),
            Ok(Ok(now)) => match &now.died {
                Some(fault) => Err(fault.clone()),
                None => Ok(Some(now.clone())),
            },
        }
    }

    /// The session of the page itself.
    pub(super) fn session(&self) -> String {
        self.known().main_session.clone()
    }

    /// Sends a request to the page itself.
    pub(super) fn send<M: Method + Serialize>(&self, request: &M) -> Pending {
        self.client.send(&self.session(), request, self.setup.within)
    }

    /// Sends a request to the page itself that may take so long.
    pub(super) fn send_within<M: Method + Serialize>(&self, request: &M, within: Duration) -> Pending {
        self.client.send(&self.session(), request, within)
    }

    /// Sends a request to the page itself and awaits the answer.
    pub(super) async fn call<M: Method + Serialize>(&self, request: &M) -> Result<Value, Fault> {
        self.send(request).answer().await
    }

    /// Whether pages run on virtual time.
    pub(super) fn virtual_clock(&self) -> bool {
        self.setup.settings.clock == ClockChoice::Virtual
    }
}

/// A word that nobody can guess. The hasher of the standard library is keyed at random for each process and counts on
/// from there.
fn secret() -> String {
    let word = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", word(), word())
}
