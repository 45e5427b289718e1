//! What pages say in words: the language and length of their text, who runs them, controls and lines on opting out.

use serde::Deserialize;
use serde_json::{Value, json};

use super::moment::{ask_as, living};
use super::probes;
use crate::browser::{Fault, Page, World};
use crate::evidence::{Gathered, Link, PageWords, PolicyText, RecognisedLanguage};
use crate::knowledge::{Knowledge, Right, Subject, Vocabulary, tongue};

/// How much of a text is kept, characters.
const CHARACTERS: usize = 65_536;
/// Boxes that float over the page count where less text than this stands beneath them.
const ENOUGH: usize = 200;
/// Most elements and texts that are walked over.
const MOST_NODES: usize = 60_000;
/// Most short lines.
const MOST_LINES: usize = 3000;
/// Most controls.
const MOST_CONTROLS: usize = 1500;
/// A longer line is no short one, characters.
const LONGEST_LINE: usize = 200;
/// The language in which sites speak of such signals to those whom they must tell of them.
const SIGNALS_SPEAK: &str = "en";
/// Most lines on signals that are kept.
const MOST_KEPT: usize = 20;

/// What the probe gives.
#[derive(Debug, Deserialize)]
pub struct RawWords {
    text: String,
    length: u64,
    language: Option<String>,
    names: Vec<String>,
    lines: Vec<String>,
    controls: Vec<RawControl>,
    cut: bool,
}

#[derive(Debug, Deserialize)]
struct RawControl {
    text: String,
    url: String,
    images: Vec<String>,
}

fn args() -> Value {
    json!({
        "characters": CHARACTERS, "enough": ENOUGH, "nodes": MOST_NODES, "lines": MOST_LINES,
        "controls": MOST_CONTROLS, "longest": LONGEST_LINE,
    })
}

/// Reads a frame.
///
/// # Errors
/// [`Fault`] as the browser gives it.
pub async fn read<P: Page>(page: &P, frame: &str) -> Result<RawWords, Fault> {
    ask_as(page, frame, World::Isolated, probes::WORDS, args()).await
}

/// What is kept of a page's words at a moment.
pub fn told(raw: RawWords, knowledge: &Knowledge) -> PageWords {
    let icons = knowledge.subjects.words(SIGNALS_SPEAK, |subject| subject == Subject::OptOutIcon);
    let signals = knowledge.subjects.words(SIGNALS_SPEAK, |one| matches!(one, Subject::Signal | Subject::OptedOut));
    let opt_outs = raw.controls.iter().filter_map(|control| opt_out(control, knowledge, icons.as_ref())).collect();
    let mut signal_lines: Vec<String> = Vec::new();
    for line in &raw.lines {
        if signal_lines.len() < MOST_KEPT && !signal_lines.contains(line) && speaks_of_signals(line, signals.as_ref()) {
            signal_lines.push(line.clone());
        }
    }
    PageWords {
        length: raw.length,
        language: recognised(&raw.text),
        declared_language: raw.language.filter(|tag| !tag.trim().is_empty()),
        names: raw.names,
        opt_outs,
        signal_lines,
        cut: raw.cut,
    }
}

/// A control whose words or icon offer to opt out of sale or sharing.
fn opt_out(control: &RawControl, knowledge: &Knowledge, icons: Option<&Vocabulary>) -> Option<Link> {
    let link = |by: String| Link { text: control.text.clone(), url: control.url.clone(), by };
    if !control.text.is_empty() {
        let reading = knowledge.phrases.button(&control.text);
        if reading.right == Some(Right::DoNotSell) {
            return Some(link(format!("text `{}`", reading.phrase.unwrap_or_default())));
        }
    }
    let icon = control.images.iter().find_map(|image| icons?.read(image).names(Subject::OptOutIcon))?;
    Some(link(format!("icon `{icon}`")))
}

/// Whether a line names a signal, or says of an opt-out that it was taken.
fn speaks_of_signals(line: &str, words: Option<&Vocabulary>) -> bool {
    let read = words.map(|words| words.read(line)).unwrap_or_default();
    read.names(Subject::Signal).is_some() || read.names(Subject::OptedOut).is_some()
}

fn recognised(text: &str) -> Option<RecognisedLanguage> {
    tongue(text).map(|found| RecognisedLanguage { language: found.language, confidence: found.confidence })
}

/// The text of the page that stands there, of all its frames.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn policy_text<P: Page>(page: &P, url: &str) -> Result<PolicyText, Fault> {
    let frames = match living(page.frames().await)? {
        Ok(frames) => frames,
        Err(why) => return Ok(unread(url, why)),
    };
    let (mut whole, mut cut) = (String::new(), false);
    for (at, frame) in frames.iter().enumerate() {
        match living(read(page, &frame.id).await)? {
            Ok(raw) => {
                cut |= raw.cut || raw.length > CHARACTERS as u64;
                whole.push_str(&raw.text);
                whole.push('\n');
            }
            Err(why) if at == 0 => return Ok(unread(url, why)),
            Err(_) => cut = true,
        }
    }
    let text: String = whole.trim().chars().take(CHARACTERS).collect();
    cut |= text.len() < whole.trim().len();
    Ok(PolicyText { url: url.to_owned(), language: recognised(&text), text: Gathered::Ok(text), cut })
}

/// A page of which no text was read, and why.
pub fn unread(url: &str, why: String) -> PolicyText {
    PolicyText { url: url.to_owned(), text: Gathered::Failed(why), cut: false, language: None }
}
