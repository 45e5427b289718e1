//! Whether the hooks still stand: every document is asked in a way that its page can neither see nor answer.
//!
//! Those that have hooks report what became of them, and what they had kept for later; [`super::recorder`] hears it.

use serde::Deserialize;
use serde_json::json;

use super::abreast::abreast;
use super::moment::ask_as;
use super::probes;
use crate::browser::{Fault, Frame, Page, World};

/// How many frames are asked at once.
const AT_ONCE: usize = 8;

/// Documents of other kinds are the browser's own.
const SCHEMES: [&str; 6] = ["http:", "https:", "about:", "blob:", "data:", "file:"];

#[derive(Debug, Deserialize)]
struct Answer {
    answered: bool,
    scripts: bool,
}

/// Asks every frame; gives the addresses of documents that run scripts and have no hooks.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn without_hooks<P: Page>(page: &P, frames: &[Frame]) -> Result<Vec<String>, Fault> {
    let asked: Vec<&Frame> =
        frames.iter().filter(|frame| SCHEMES.iter().any(|scheme| frame.url.starts_with(scheme))).collect();
    let asks: Vec<_> = asked
        .iter()
        .map(|frame| ask_as::<Answer, P>(page, &frame.id, World::Isolated, probes::STANDING, json!({})))
        .collect();
    let mut without = Vec::new();
    for (frame, answer) in asked.iter().zip(abreast(AT_ONCE, asks).await) {
        match answer {
            Ok(Answer { answered: false, scripts: true }) => without.push(frame.url.clone()),
            Err(fault @ (Fault::Gone(_) | Fault::Crashed)) => return Err(fault),
            // A frame that went away meanwhile has nothing to tell.
            Ok(_) | Err(_) => {}
        }
    }
    Ok(without)
}
