//! What is stored in the page besides cookies.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::json;

use super::abreast::abreast;
use super::moment::ask_as;
use super::probes;
use crate::browser::{Fault, Frame, Page, World};
use crate::evidence::{Area, StorageItem};

/// Most entries of web storage that are kept of one frame.
const MOST_ITEMS: u64 = 2000;
/// Longest value that is kept, UTF-16 units.
const MOST_CHARACTERS: u64 = 4096;
/// How long databases may take to answer, wall time.
const DATABASES_WITHIN: Duration = Duration::from_millis(1500);
/// How much page time passes while databases are asked.
const DATABASES_BUDGET: Duration = Duration::from_millis(100);
/// How many frames are asked at once.
const AT_ONCE: usize = 8;

#[derive(Debug, Deserialize)]
struct RawStorage {
    origin: String,
    items: Vec<RawItem>,
    #[serde(default)]
    refused: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct RawItem {
    area: Area,
    key: String,
    #[serde(default)]
    value: String,
    #[serde(default)]
    length: u64,
}

/// Entries of web storage of every origin that has a frame. One frame speaks for its origin.
///
/// # Errors
/// [`Fault`] if the page or the browser died, or a frame that is still there does not answer.
pub async fn storage<P: Page>(page: &P, frames: &[Frame]) -> Result<Vec<StorageItem>, Fault> {
    let args = json!({ "most": MOST_ITEMS, "characters": MOST_CHARACTERS });
    let mut origins = BTreeSet::new();
    let mut items = Vec::new();
    for frame in frames {
        if !frame.origin.starts_with("http") || !origins.insert(frame.origin.clone()) {
            continue;
        }
        let main = frame.parent.is_none();
        let raw = match ask_as::<RawStorage, P>(page, &frame.id, World::Isolated, probes::STORAGE, args.clone()).await {
            Ok(raw) => raw,
            // A frame that went away took nothing along that a visitor's next page would not show.
            Err(fault) if main || matches!(fault, Fault::Gone(_) | Fault::Crashed) => return Err(fault),
            Err(fault) if still_there(page, frame).await? => {
                let why = format!("storage of {}: {fault}", frame.origin);
                return Err(Fault::Script { script: probes::STORAGE.name.to_owned(), why });
            }
            Err(_) => continue,
        };
        if main && raw.refused.len() == 2 {
            let why = raw.refused.join("; ");
            return Err(Fault::Script { script: probes::STORAGE.name.to_owned(), why });
        }
        items.extend(raw.items.into_iter().map(|item| kept(&raw.origin, item)));
    }
    Ok(items)
}

/// Names of databases and caches of every origin that has a frame. They answer from another process, and only while
/// page time goes on, so a moment of it passes meanwhile.
///
/// # Errors
/// [`Fault`] if the page or the browser died, or if they do not answer in time.
pub async fn databases<P: Page>(page: &P, frames: &[Frame]) -> Result<Vec<StorageItem>, Fault> {
    let mut origins = BTreeSet::new();
    let asked = frames.iter().filter(|frame| frame.origin.starts_with("http") && origins.insert(&frame.origin));
    let asked: Vec<_> = asked
        .map(|frame| ask_as::<RawStorage, P>(page, &frame.id, World::Isolated, probes::DATABASES, json!({})))
        .collect();
    let answers = tokio::time::timeout(DATABASES_WITHIN, abreast(AT_ONCE, asked));
    let passing = page.wait(DATABASES_BUDGET, Instant::now() + DATABASES_WITHIN);
    let (passed, answers) = tokio::join!(passing, answers);
    passed?;
    let Ok(answers) = answers else {
        let after_ms = u64::try_from(DATABASES_WITHIN.as_millis()).unwrap_or(u64::MAX);
        return Err(Fault::Deadline { what: "databases and caches".to_owned(), after_ms });
    };
    let mut items = Vec::new();
    for answer in answers {
        match answer {
            Ok(raw) => items.extend(raw.items.into_iter().map(|item| kept(&raw.origin, item))),
            Err(fault @ (Fault::Gone(_) | Fault::Crashed)) => return Err(fault),
            Err(_) => {}
        }
    }
    Ok(items)
}

fn kept(origin: &str, item: RawItem) -> StorageItem {
    let cut = item.length > MOST_CHARACTERS;
    let (area, key, value, length) = (item.area, item.key, item.value, item.length);
    StorageItem { area, origin: origin.to_owned(), key, value, cut, length }
}

async fn still_there<P: Page>(page: &P, frame: &Frame) -> Result<bool, Fault> {
    let now = page.frames().await?;
    Ok(now.iter().any(|other| other.id == frame.id && other.origin == frame.origin))
}
