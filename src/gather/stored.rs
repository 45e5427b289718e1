//! What is stored in the page besides cookies, and what of it could not be read.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Value, json};

use super::abreast::abreast;
use super::moment::ask_as;
use super::probes;
use crate::browser::{Fault, Frame, Page, Script, World};
use crate::evidence::{Area, StorageItem, StorageUnread};

/// Most entries of each web storage, and of all databases and caches, that are kept of one frame.
const MOST_ITEMS: u64 = 2000;
/// Longest value that is kept, UTF-16 units.
const MOST_CHARACTERS: u64 = 4096;
/// How much of the databases of one frame is read as JSON, UTF-16 units.
const WHOLE: u64 = 4_000_000;
/// Databases that take more bytes than this are read by their keys alone: values would have to be loaded whole.
const HEAVY: u64 = 50_000_000;
/// How long databases may take to answer, wall time.
const DATABASES_WITHIN: Duration = Duration::from_secs(4);
/// How much page time passes at once while databases are asked.
const DATABASES_SLICE: Duration = Duration::from_millis(40);
/// How much at most.
const DATABASES_BUDGET: Duration = Duration::from_millis(2000);
/// How long a page may take to tell what it has, wall time.
const TELLING_WITHIN: Duration = Duration::from_secs(2);
/// How many frames are asked at once.
const AT_ONCE: usize = 8;

/// What was read, and what was not.
#[derive(Debug, Default)]
pub struct Stored {
    /// Entries.
    pub items: Vec<StorageItem>,
    /// What is there, or may be, and was not read.
    pub unread: Vec<StorageUnread>,
    /// Page time that passed meanwhile.
    pub waited: Duration,
}

#[derive(Debug, Deserialize)]
struct RawStorage {
    origin: String,
    items: Vec<RawItem>,
    /// Storages that the frame has not.
    #[serde(default)]
    refused: Vec<String>,
    #[serde(default)]
    unread: Vec<RawUnread>,
    /// Whether something is still awaited.
    #[serde(default)]
    pending: bool,
}

#[derive(Debug, Deserialize)]
struct RawItem {
    area: Area,
    key: String,
    #[serde(default)]
    value: String,
    #[serde(default)]
    length: u64,
    #[serde(default)]
    cut: bool,
    #[serde(default)]
    state: Option<String>,
}

#[derive(Debug, Deserialize)]
struct RawUnread {
    area: Area,
    why: String,
}

impl Stored {
    fn take(&mut self, raw: RawStorage) {
        let RawStorage { origin, items, unread, .. } = raw;
        let items = items.into_iter().map(|item| kept(&origin, item));
        // Two frames of an origin mostly share their storage, but not across a foreign frame between them.
        let known: Vec<StorageItem> = self.items.iter().filter(|item| item.origin == origin).cloned().collect();
        self.items.extend(items.filter(|item| !known.contains(item)));
        let unread = unread.into_iter().map(|one| lacking(&origin, Some(one.area), one.why));
        self.unread.extend(unread);
    }

    /// What both have.
    pub fn join(&mut self, mut other: Self) {
        self.items.append(&mut other.items);
        self.unread.append(&mut other.unread);
        self.waited += other.waited;
    }

    /// Nothing, for this reason.
    pub fn nothing(origin: &str, why: &str) -> Self {
        Self { unread: vec![lacking(origin, None, why.to_owned())], ..Self::default() }
    }
}

/// Entries of web storage of every origin that has a frame.
///
/// # Errors
/// [`Fault`] if the page or the browser died, or if the page itself does not answer.
pub async fn storage<P: Page>(page: &P, frames: &[Frame]) -> Result<Stored, Fault> {
    let args = json!({ "most": MOST_ITEMS, "characters": MOST_CHARACTERS });
    let mut stored = Stored::default();
    for frame in speakers(frames) {
        let main = frame.parent.is_none();
        let raw = match ask_as::<RawStorage, P>(page, &frame.id, World::Isolated, probes::STORAGE, args.clone()).await {
            Ok(raw) => raw,
            Err(fault) if main || matches!(fault, Fault::Gone(_) | Fault::Crashed) => return Err(fault),
            Err(fault) => {
                // A frame that went away is asked no more; what it wrote was heard from its hooks.
                if still_there(page, frame).await? {
                    stored.unread.push(lacking(&frame.origin, None, fault.to_string()));
                }
                continue;
            }
        };
        if main && raw.refused.len() == 2 {
            let why = raw.refused.join("; ");
            return Err(Fault::Script { script: probes::STORAGE.name.to_owned(), why });
        }
        stored.take(raw);
    }
    Ok(stored)
}

/// Databases, caches and service workers of every origin that has a frame. They answer from another process, and only
/// while page time goes on, so moments of it pass until all have answered or the time is up.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn databases<P: Page>(page: &P, frames: &[Frame]) -> Result<Stored, Fault> {
    let until = Instant::now() + DATABASES_WITHIN;
    let mut stored = Stored::default();
    let mut asked = speakers(frames);
    round(page, &mut asked, Telling::Begin, &mut stored).await?;
    let mut passed = Duration::ZERO;
    // No faster than the wall: those who answer do not run on page time.
    let mut pace = tokio::time::interval(DATABASES_SLICE);
    while !asked.is_empty() {
        pace.tick().await;
        page.wait(DATABASES_SLICE, until).await?;
        passed += DATABASES_SLICE;
        stored.waited = passed;
        let over = passed >= DATABASES_BUDGET || Instant::now() >= until;
        round(page, &mut asked, if over { Telling::Stop } else { Telling::Continue }, &mut stored).await?;
    }
    Ok(stored)
}

/// What the frames are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Telling {
    /// Begin to read.
    Begin,
    /// Tell if all is read.
    Continue,
    /// Tell what is read and let go of the rest.
    Stop,
}

/// Asks the frames that are still reading, and takes those off the list that are done.
async fn round<P: Page>(page: &P, asked: &mut Vec<&Frame>, telling: Telling, stored: &mut Stored) -> Result<(), Fault> {
    let args = json!({
        "most": MOST_ITEMS, "characters": MOST_CHARACTERS, "whole": WHOLE, "heavy": HEAVY,
        "stop": telling == Telling::Stop,
    });
    let answers: Vec<_> = asked.iter().map(|frame| ask_soon(page, &frame.id, probes::DATABASES, &args)).collect();
    let answers = abreast(AT_ONCE, answers).await;
    for (frame, answer) in std::mem::take(asked).into_iter().zip(answers) {
        match answer {
            // Nothing can have been read before page time went on.
            Ok(_) if telling == Telling::Begin => asked.push(frame),
            Ok(raw) if raw.pending && telling == Telling::Continue => asked.push(frame),
            Ok(raw) => stored.take(raw),
            Err(fault @ (Fault::Gone(_) | Fault::Crashed)) => return Err(fault),
            Err(fault) => {
                if still_there(page, frame).await? {
                    stored.unread.push(lacking(&frame.origin, None, format!("databases and caches: {fault}")));
                }
            }
        }
    }
    Ok(())
}

/// A page that is too busy to answer is not waited for as long as any call may take.
async fn ask_soon<P: Page>(page: &P, frame: &str, script: Script, args: &Value) -> Result<RawStorage, Fault> {
    let answer = ask_as(page, frame, World::Isolated, script, args.clone());
    tokio::time::timeout(TELLING_WITHIN, answer).await.unwrap_or_else(|_| {
        let after_ms = u64::try_from(TELLING_WITHIN.as_millis()).unwrap_or(u64::MAX);
        Err(Fault::Deadline { what: script.name.to_owned(), after_ms })
    })
}

/// One frame for each origin, and another where a foreign frame stands between it and the page: there the same origin
/// has a storage of its own.
fn speakers(frames: &[Frame]) -> Vec<&Frame> {
    let mut heard = BTreeSet::new();
    let with_origin = frames.iter().filter(|frame| frame.origin.starts_with("http"));
    with_origin.filter(|frame| heard.insert((&frame.origin, is_within_another(frame, frames)))).collect()
}

/// Whether a frame of another origin than its own stands above it.
fn is_within_another(frame: &Frame, frames: &[Frame]) -> bool {
    let mut above = frame.parent.as_deref();
    // Frames come parents first, so that the way up ends.
    for other in frames.iter().rev() {
        if above == Some(other.id.as_str()) {
            if other.origin != frame.origin {
                return true;
            }
            above = other.parent.as_deref();
        }
    }
    false
}

fn kept(origin: &str, item: RawItem) -> StorageItem {
    let RawItem { area, key, value, length, cut, state } = item;
    let cut = cut || length > MOST_CHARACTERS;
    StorageItem { area, origin: origin.to_owned(), key, value, cut, length, worker_state: state }
}

fn lacking(origin: &str, area: Option<Area>, why: String) -> StorageUnread {
    StorageUnread { origin: origin.to_owned(), area, why }
}

async fn still_there<P: Page>(page: &P, frame: &Frame) -> Result<bool, Fault> {
    let now = page.frames().await?;
    Ok(now.iter().any(|other| other.id == frame.id && other.origin == frame.origin))
}
