//! Operating one control: as a visitor does it, hit-tested first, the keyboard next, a script last.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use super::banner::Sight;
use super::moment::{ask_as, living};
use super::probes;
use super::visit::{Share, Visiting};
use crate::browser::{Fault, Frame, Key, Page, World};
use crate::evidence::{Rect, Role, Step, StepKind};

/// How a control was operated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// Trusted input of the pointer at a point where the control is on top.
    Pointer,
    /// Focus and a trusted key.
    Keyboard,
    /// A click by script.
    Script,
}

impl By {
    /// As the evidence spells it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pointer => "pointer",
            Self::Keyboard => "keyboard",
            Self::Script => "script",
        }
    }

    /// What is tried when this way did nothing.
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Pointer => Some(Self::Keyboard),
            Self::Keyboard => Some(Self::Script),
            Self::Script => None,
        }
    }
}

/// Which control is to be operated, and what for.
#[derive(Debug, Clone, Copy)]
pub struct Aim<'a> {
    /// The frame that it stands in.
    pub frame: &'a str,
    /// By what the page's side knows it since the last look.
    pub id: u64,
    /// Its words.
    pub text: &'a str,
    /// What it is taken for.
    pub role: Role,
    /// Its box when it was seen, main viewport.
    pub rect: Option<Rect>,
    /// The layer that it stands on, counted from 1; 0 for the page itself.
    pub layer: u32,
    /// What kind of step it is.
    pub kind: StepKind,
}

impl<'a> Aim<'a> {
    /// At the control `at` of an interface as it was seen last; `None` if there is no such control.
    pub fn on(sight: &'a Sight, at: usize, layer: u32, kind: StepKind) -> Option<Self> {
        let (control, id) = sight.interface.controls.get(at).zip(sight.ids.get(at).copied())?;
        let (text, role, rect) = (control.words(), control.role, Some(control.rect));
        Some(Self { frame: &sight.frame, id, text, role, rect, layer, kind })
    }
}

/// What came of operating a control.
#[derive(Debug)]
pub struct Done {
    /// How it was done; `None` if it could not be done at all.
    pub by: Option<By>,
    /// The steps that it took: a scroll where one was needed, and the step itself.
    pub steps: Vec<Step>,
}

#[derive(Debug, Deserialize)]
struct Aimed {
    found: bool,
    point: Option<Point>,
    scrolled: bool,
    checked: Option<bool>,
    #[serde(default)]
    rect: Option<Rect>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
struct Point {
    x: f64,
    y: f64,
}

/// A control that was operated.
struct Touch {
    /// Where, main viewport.
    at: Option<(f64, f64)>,
    /// Whether it had to be scrolled to.
    scrolled: bool,
    /// Path of the picture that was taken just before.
    picture: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Through {
    on_top: bool,
}

#[derive(Debug, Deserialize)]
struct Focused {
    focused: bool,
    key: Option<String>,
    #[serde(default)]
    rect: Option<Rect>,
}

#[derive(Debug, Deserialize)]
struct Pressed {
    pressed: bool,
}

/// Operates a control, beginning with `from` and going on to the next way only where a way cannot be tried.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn operate<P: Page>(visiting: &mut Visiting<'_, P>, aim: Aim<'_>, from: By) -> Result<Done, Fault> {
    let mut steps = Vec::new();
    let text = aim.text;
    let step = |by: By, at| Step {
        kind: aim.kind,
        text: text.to_owned(),
        role: aim.role,
        layer: aim.layer,
        by: by.word().to_owned(),
        at,
        picture: None,
    };
    let mut way = Some(from);
    while let Some(by) = way {
        let touch = match by {
            By::Pointer => pointed(visiting, aim).await?,
            By::Keyboard => keyed(visiting, aim).await?,
            By::Script => scripted(visiting, aim).await?,
        };
        if let Some(touch) = touch {
            // A scroll that led nowhere is our detour, no step of a visitor.
            if touch.scrolled {
                steps.push(Step { kind: StepKind::Scroll, ..step(by, None) });
            }
            let what = format!("{:?} `{text}` on layer {} by {}", aim.kind, aim.layer, by.word());
            visiting.note("click", what);
            steps.push(Step { picture: touch.picture, ..step(by, touch.at) });
            return Ok(Done { by: Some(by), steps });
        }
        visiting.note("click", format!("`{text}` cannot be reached by {}", by.word()));
        way = by.next();
    }
    Ok(Done { by: None, steps })
}

/// Whether a control is checked now; `None` if it is not known.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn checked<P: Page>(visiting: &Visiting<'_, P>, aim: Aim<'_>) -> Result<Option<bool>, Fault> {
    let aimed: Result<Aimed, Fault> =
        ask_as(&visiting.page, aim.frame, World::Isolated, probes::AIM, json!({ "id": aim.id })).await;
    Ok(living(aimed)?.ok().and_then(|aimed| aimed.checked))
}

/// Lets page time pass after an action.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn settle<P: Page>(
    visiting: &mut Visiting<'_, P>,
    budget: Duration,
) -> Result<crate::browser::ClockRun, Fault> {
    let run = visiting.page.wait(budget, visiting.until(Share::Choice)).await?;
    visiting.note_clock("choice", run);
    Ok(run)
}

/// Clicks at a point at which the control is really on top, in its frame and through all frames around it.
async fn pointed<P: Page>(visiting: &mut Visiting<'_, P>, aim: Aim<'_>) -> Result<Option<Touch>, Fault> {
    let page = &visiting.page;
    let aimed: Result<Aimed, Fault> =
        ask_as(page, aim.frame, World::Isolated, probes::AIM, json!({ "id": aim.id })).await;
    let Ok(aimed) = living(aimed)? else { return Ok(None) };
    let Some(point) = aimed.point.filter(|_| aimed.found) else { return Ok(None) };
    let Ok(frames) = living(page.frames().await)? else { return Ok(None) };
    let Some(frame) = frames.iter().find(|frame| frame.id == aim.frame) else { return Ok(None) };
    let corner = frame.offset.unwrap_or_default();
    let at = (point.x + corner.0, point.y + corner.1);
    if !through(page, &frames, frame, at).await? {
        return Ok(None);
    }
    let picture = visiting.picture_of_step(aimed.rect.map(|rect| rect.moved(corner))).await?;
    let moved = living(visiting.page.point(at.0, at.1).await)?;
    let clicked = living(visiting.page.click(at.0, at.1).await)?;
    if let Err(why) = moved.and(clicked) {
        visiting.note("click", why);
        return Ok(None);
    }
    Ok(Some(Touch { at: Some(at), scrolled: aimed.scrolled, picture }))
}

/// Whether a point of the main viewport strikes `frame` in every frame around it.
async fn through<P: Page>(page: &P, frames: &[Frame], frame: &Frame, at: (f64, f64)) -> Result<bool, Fault> {
    let mut inner = frame;
    while let Some(outer) = inner.parent.as_ref().and_then(|parent| frames.iter().find(|other| other.id == *parent)) {
        let (left, top) = outer.offset.unwrap_or_default();
        let (x, y) = inner.offset.unwrap_or_default();
        let args = json!({ "x": at.0 - left, "y": at.1 - top, "left": x - left, "top": y - top });
        let answer: Result<Through, Fault> = ask_as(page, &outer.id, World::Isolated, probes::THROUGH, args).await;
        if !living(answer)?.is_ok_and(|through| through.on_top) {
            return Ok(false);
        }
        inner = outer;
    }
    Ok(true)
}

async fn keyed<P: Page>(visiting: &mut Visiting<'_, P>, aim: Aim<'_>) -> Result<Option<Touch>, Fault> {
    let page = &visiting.page;
    let asked: Result<Focused, Fault> =
        ask_as(page, aim.frame, World::Isolated, probes::FOCUS, json!({ "id": aim.id })).await;
    let Some(focused) = living(asked)?.ok().filter(|focused| focused.focused) else { return Ok(None) };
    let frames = living(page.frames().await)?.unwrap_or_default();
    let corner = frames.iter().find(|frame| frame.id == aim.frame).and_then(|frame| frame.offset);
    let rect = focused.rect.zip(corner).map(|(rect, corner)| rect.moved(corner));
    let picture = visiting.picture_of_step(rect).await?;
    let key = if focused.key.as_deref() == Some("space") { Key::Space } else { Key::Enter };
    let pressed = living(visiting.page.press(key).await)?;
    Ok(pressed.is_ok().then_some(Touch { at: None, scrolled: false, picture }))
}

async fn scripted<P: Page>(visiting: &mut Visiting<'_, P>, aim: Aim<'_>) -> Result<Option<Touch>, Fault> {
    let picture = visiting.picture_of_step(aim.rect).await?;
    let asked: Result<Pressed, Fault> =
        ask_as(&visiting.page, aim.frame, World::Isolated, probes::PRESS, json!({ "id": aim.id })).await;
    let pressed = living(asked)?.is_ok_and(|pressed| pressed.pressed);
    Ok(pressed.then_some(Touch { at: None, scrolled: false, picture }))
}
