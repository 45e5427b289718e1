//! One look at all frames of a page.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::abreast::abreast;
use super::super::probes;
use super::look::{Iframe, Look};
use crate::browser::{Fault, Frame, Page, World};
use crate::evidence::{FramePlace, Shadow};
use crate::knowledge::{Knowledge, Platform};

/// Frames smaller than this show nobody a choice, CSS pixels.
const SMALLEST_FRAME: (f64, f64) = (40.0, 20.0);
/// How many frames are asked at once.
const AT_ONCE: usize = 8;

/// One look at all frames.
#[derive(Debug)]
pub struct Survey {
    /// Frames that answered, the page itself first.
    pub frames: Vec<SeenFrame>,
    /// Frames that a visitor may see and that did not answer, with the reason.
    pub blind: Vec<String>,
}

/// A frame that answered.
#[derive(Debug)]
pub struct SeenFrame {
    /// The frame.
    pub frame: Frame,
    /// What kind of frame it is.
    pub place: FramePlace,
    /// What is in it.
    pub look: Look,
    /// How it stands in the frame around it.
    pub owner: Option<Iframe>,
}

impl SeenFrame {
    /// Left top corner of its content in the main viewport.
    pub fn corner(&self) -> (f64, f64) {
        self.frame.offset.unwrap_or_default()
    }
}

/// Looks at every frame of `all` that has something to see. `assumed` names platforms that were recognised by other signs.
///
/// # Errors
/// [`Fault`] if the page itself cannot be looked at.
pub async fn survey<P: Page>(
    page: &P,
    all: Vec<Frame>,
    knowledge: &Knowledge,
    assumed: &BTreeSet<String>,
) -> Result<Survey, Fault> {
    let args = arguments(&knowledge.platforms, assumed);
    let asked: Vec<&Frame> = all.iter().filter(|frame| to_be_seen(frame)).collect();
    let answers =
        abreast(AT_ONCE, asked.iter().map(|frame| page.ask(&frame.id, World::Isolated, probes::SURVEY, &args))).await;
    let main_origin = all.first().map(|frame| frame.origin.clone()).unwrap_or_default();
    let mut frames: Vec<SeenFrame> = Vec::new();
    let mut unseen: Vec<(&Frame, Fault)> = Vec::new();
    for (frame, answer) in asked.into_iter().zip(answers) {
        let look = answer.and_then(read);
        match look {
            Ok(look) => {
                let place = place(frame, &main_origin);
                let owner = owner(frame, &frames);
                frames.push(SeenFrame { frame: frame.clone(), place, look, owner });
            }
            Err(fault) if frame.parent.is_none() || matches!(fault, Fault::Gone(_) | Fault::Crashed) => {
                return Err(fault);
            }
            Err(fault) => unseen.push((frame, fault)),
        }
    }
    let mut blind = blind_spots(page, unseen).await?;
    blind.extend(
        frames
            .iter()
            .filter_map(|seen| seen.look.cut.as_ref().map(|cut| format!("{}: {cut} were looked at", seen.frame.url))),
    );
    Ok(Survey { frames, blind })
}

fn read(answer: Value) -> Result<Look, Fault> {
    serde_json::from_value(answer)
        .map_err(|why| Fault::Script { script: probes::SURVEY.name.to_owned(), why: why.to_string() })
}

/// A frame that went away in the meantime hides nothing.
async fn blind_spots<P: Page>(page: &P, unseen: Vec<(&Frame, Fault)>) -> Result<Vec<String>, Fault> {
    if unseen.is_empty() {
        return Ok(Vec::new());
    }
    let now = page.frames().await?;
    let there = |id: &str| now.iter().any(|frame| frame.id == id);
    Ok(unseen
        .into_iter()
        .filter(|(frame, _)| there(&frame.id))
        .map(|(frame, fault)| format!("frame {}: {fault}", frame.url))
        .collect())
}

fn to_be_seen(frame: &Frame) -> bool {
    let large = |size: (f64, f64)| size.0 >= SMALLEST_FRAME.0 && size.1 >= SMALLEST_FRAME.1;
    frame.parent.is_none() || (frame.offset.is_some() && frame.size.is_none_or(large))
}

fn place(frame: &Frame, main_origin: &str) -> FramePlace {
    if frame.parent.is_none() {
        FramePlace::Main
    } else if frame.origin == main_origin {
        FramePlace::SameOrigin
    } else {
        FramePlace::CrossOrigin
    }
}

/// The element that holds `frame`, as the frame around it tells: the one whose content box is where the frame is.
fn owner(frame: &Frame, seen: &[SeenFrame]) -> Option<Iframe> {
    let parent = seen.iter().find(|other| Some(&other.frame.id) == frame.parent.as_ref())?;
    let (x, y) = frame.offset?;
    let (left, top) = parent.corner();
    let close =
        |iframe: &&Iframe| (iframe.content.x + left - x).abs() < 3.0 && (iframe.content.y + top - y).abs() < 3.0;
    let mut owner = parent.look.iframes.iter().find(close)?.clone();
    // A frame in a lifted frame is lifted with it.
    if let Some(above) = &parent.owner {
        owner.why.extend(&above.why);
        owner.hidden = owner.hidden.or_else(|| above.hidden.clone());
        owner.shadow = deeper(owner.shadow, above.shadow);
        owner.since = owner.since.zip(above.since).map(|(own, above)| own.max(above));
    }
    Some(owner)
}

/// The harder of two shadow roots to look into.
pub fn deeper(one: Shadow, other: Shadow) -> Shadow {
    let depth = |shadow| match shadow {
        Shadow::None => 0,
        Shadow::Open => 1,
        Shadow::Closed => 2,
    };
    if depth(other) > depth(one) { other } else { one }
}

fn arguments(platforms: &[Platform], assumed: &BTreeSet<String>) -> Value {
    let platforms: Vec<Value> = platforms
        .iter()
        .map(|platform| {
            let controls = &platform.controls;
            json!({
                "id": platform.id,
                "roots": platform.recognise.roots,
                "first": platform.first_layer,
                "second": platform.second_layer,
                "assumed": assumed.contains(&platform.id),
                "controls": {
                    "accept": controls.accept,
                    "reject": controls.reject,
                    "settings": controls.settings,
                    "save": controls.save,
                    "close": controls.close,
                },
            })
        })
        .collect();
    json!({ "platforms": platforms })
}
