//! A walk with the Tab key through the page, the interface untouched: real keys, one after the other.
//!
//! It is tried in `none-again` after its last phase was recorded, before the second layer is opened.

use serde::Deserialize;
use serde_json::json;

use super::banner::{Eagerness, Sight};
use super::focus_looks::{self, Which};
use super::layers::best;
use super::moment::{self, ask_as, living};
use super::probes;
use super::spoken;
use super::visit::{Share, Visiting};
use crate::browser::{Fault, Frame, Key, Page, Way, World};
use crate::evidence::{Gathered, KeyControl, Keyboard, Rect, Role, Stop, WalkEnd};

/// Most elements that are walked through.
const MOST_STOPS: usize = 200;
/// Most controls whose looks are compared.
const MOST_COMPARED: usize = 10;
/// How many frames within frames the focus is followed into.
const MOST_FRAMES: usize = 6;

#[derive(Debug, Deserialize)]
struct Focused {
    keys: u32,
    active: Option<Active>,
}

#[derive(Debug, Deserialize)]
struct Active {
    again: bool,
    frame: bool,
    tag: String,
    selector: String,
    text: String,
    rect: Option<Rect>,
    content: Corner,
    inside: bool,
    control: Option<u64>,
    on_top: Option<bool>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
struct Corner {
    x: f64,
    y: f64,
}

/// Tries the interface without pointer and eyes, and leaves the page as it was found.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn try_it<P: Page>(visiting: &mut Visiting<'_, P>) -> Result<(), Fault> {
    let sight = match untouched(visiting).await? {
        Ok(sight) => sight,
        Err(why) => {
            visiting.keyboard = Some(Gathered::Failed(why.clone()));
            visiting.spoken = Some(Gathered::Failed(why));
            return Ok(());
        }
    };
    visiting.spoken = Some(Gathered::from(spoken::ask(visiting, &sight).await?));
    visiting.keyboard = Some(Gathered::from(tried(visiting, &sight).await?));
    let _ = visiting.page.heard();
    restored(visiting).await
}

/// The interface that stands there now, untouched.
async fn untouched<P: Page>(visiting: &mut Visiting<'_, P>) -> Result<Result<Sight, String>, Fault> {
    if visiting.is_late() {
        return Ok(Err("the deadline of the visit passed".to_owned()));
    }
    let sights = looked(visiting).await?;
    let offers = |sight: &&Sight| {
        let choices = [Role::Accept, Role::Reject, Role::Settings, Role::Save];
        choices.iter().any(|role| best(&sight.interface, *role).is_some())
    };
    let found = sights.iter().find(offers).or(sights.first()).cloned();
    Ok(found.ok_or_else(|| "no interface stood there at the end of the visit".to_owned()))
}

async fn looked<P: Page>(visiting: &Visiting<'_, P>) -> Result<Vec<Sight>, Fault> {
    let addresses = visiting.addresses();
    Ok(moment::look(&visiting.page, visiting.asked(&addresses), Eagerness::Fresh).await?.0)
}

/// The page as whoever comes next needs it: at its top, nothing in focus, the interface there.
async fn restored<P: Page>(visiting: &mut Visiting<'_, P>) -> Result<(), Fault> {
    visiting.sights = looked(visiting).await?;
    if visiting.sights.is_empty() && !visiting.is_late() {
        visiting.go(&Way::Reload, "the keyboard sent the interface away", Share::Whole).await?;
        visiting.sights = looked(visiting).await?;
    }
    Ok(())
}

async fn tried<P: Page>(visiting: &mut Visiting<'_, P>, sight: &Sight) -> Result<Result<Keyboard, String>, Fault> {
    let frames = match living(visiting.page.frames().await)? {
        Ok(frames) => frames,
        Err(why) => return Ok(Err(why)),
    };
    let Some(main) = frames.first() else { return Ok(Err("the page has no frame".to_owned())) };
    for frame in &frames {
        // A frame that does not answer is met as its box.
        let _ = living(focused(visiting, frame, sight, "begin").await)?;
    }
    let mut walk = Walk { frames: &frames, sight, stops: Vec::new() };
    let end = match walk.go(visiting).await? {
        Ok(end) => end,
        Err(why) => return Ok(Err(why)),
    };
    let keys = living(focused(visiting, main, sight, "look").await)?.map_or(0, |focused| focused.keys);
    if walk.stops.is_empty() && keys == 0 {
        return Ok(Err("the Tab key was pressed, and the page never had it".to_owned()));
    }
    let Walk { stops, .. } = walk;
    let corner = frames.iter().find(|frame| frame.id == sight.frame).and_then(|frame| frame.offset).unwrap_or_default();
    let controls = controls(visiting, sight, corner, &stops).await?;
    for frame in &frames {
        let _ = living(focused(visiting, frame, sight, "end").await)?;
    }
    Ok(Ok(Keyboard { interface: sight.interface.rect, stops, end, controls }))
}

async fn focused<P: Page>(
    visiting: &Visiting<'_, P>,
    frame: &Frame,
    sight: &Sight,
    step: &str,
) -> Result<Focused, Fault> {
    let root = (frame.id == sight.frame).then_some(sight.root);
    ask_as(&visiting.page, &frame.id, World::Isolated, probes::FOCUSED, json!({ "root": root, "step": step })).await
}

/// A walk under way.
struct Walk<'a> {
    frames: &'a [Frame],
    sight: &'a Sight,
    stops: Vec<Stop>,
}

impl Walk<'_> {
    /// Presses Tab until the focus has been everywhere.
    async fn go<P: Page>(&mut self, visiting: &Visiting<'_, P>) -> Result<Result<WalkEnd, String>, Fault> {
        // Where the focus is in the middle of the page already, the walk goes on past the end of it.
        let mut rounds = match self.here(visiting).await? {
            Ok(Some(active)) => {
                self.stops.push(active.0);
                2
            }
            Ok(None) => 1,
            Err(why) => return Ok(Err(why)),
        };
        while self.stops.len() < MOST_STOPS {
            if visiting.is_late() {
                return Ok(Ok(WalkEnd::Deadline));
            }
            if let Err(why) = living(visiting.page.press(Key::Tab).await)? {
                return Ok(Err(why));
            }
            match self.here(visiting).await? {
                Err(why) => return Ok(Err(why)),
                Ok(Some((_, true))) => return Ok(Ok(WalkEnd::Around)),
                Ok(Some((stop, false))) => self.stops.push(stop),
                Ok(None) if rounds > 1 => rounds -= 1,
                Ok(None) => return Ok(Ok(WalkEnd::Left)),
            }
        }
        Ok(Ok(WalkEnd::MostStops))
    }

    /// What has the focus, and whether it had it before.
    async fn here<P: Page>(&self, visiting: &Visiting<'_, P>) -> Result<Result<Option<(Stop, bool)>, String>, Fault> {
        let Some(mut frame) = self.frames.first() else { return Ok(Err("the page has no frame".to_owned())) };
        let mut found = None;
        for _ in 0..MOST_FRAMES {
            let active = match living(focused(visiting, frame, self.sight, "look").await)? {
                Ok(focused) => focused.active,
                Err(_) if found.is_some() => break,
                Err(why) => return Ok(Err(why)),
            };
            let Some(active) = active else { break };
            let corner = frame.offset.unwrap_or_default();
            let inner = active.frame.then(|| self.within(frame, active.content, corner)).flatten();
            found = Some((self.stop(&active, frame, corner), active.again));
            match inner {
                Some(inner) => frame = inner,
                None => break,
            }
        }
        Ok(Ok(found))
    }

    /// The frame whose content begins where the element that has the focus does.
    fn within(&self, outer: &Frame, content: Corner, corner: (f64, f64)) -> Option<&Frame> {
        let (x, y) = (content.x + corner.0, content.y + corner.1);
        let near = |offset: (f64, f64)| (offset.0 - x).abs() < 40.0 && (offset.1 - y).abs() < 40.0;
        let mut inner = self.frames.iter().filter(|frame| frame.parent.as_deref() == Some(outer.id.as_str()));
        inner.find(|frame| frame.offset.is_some_and(near))
    }

    fn stop(&self, active: &Active, frame: &Frame, corner: (f64, f64)) -> Stop {
        let own = frame.id == self.sight.frame;
        let visible =
            || self.sight.interface.controls.iter().zip(&self.sight.ids).filter(|(control, _)| control.visible);
        let at = |id: u64| visible().position(|(_, known)| *known == id);
        Stop {
            tag: active.tag.clone(),
            selector: active.selector.clone(),
            text: active.text.clone(),
            rect: active.rect.map(|rect| rect.moved(corner)),
            inside: own && active.inside,
            control: active.control.filter(|_| own).and_then(at),
            on_top: active.on_top,
        }
    }
}

/// The visible controls with what the keyboard does to them.
async fn controls<P: Page>(
    visiting: &mut Visiting<'_, P>,
    sight: &Sight,
    corner: (f64, f64),
    stops: &[Stop],
) -> Result<Vec<KeyControl>, Fault> {
    let mut all = Vec::new();
    let mut compared = 0;
    let visible = sight.interface.controls.iter().zip(&sight.ids).filter(|(control, _)| control.visible);
    for (at, (control, id)) in visible.enumerate() {
        let which = Which { frame: &sight.frame, id: *id, corner };
        let look = focus_looks::look(visiting, which).await?.ok();
        let met = stops.iter().any(|stop| stop.control == Some(at));
        let chooses = !matches!(control.role, Role::Toggle | Role::PolicyLink | Role::Other);
        let focus = if !met || !chooses {
            None
        } else if compared >= MOST_COMPARED || visiting.is_late() {
            Some(Gathered::Failed("there was no time left to look".to_owned()))
        } else {
            compared += 1;
            Some(focus_looks::compare(visiting, which).await?)
        };
        all.push(KeyControl {
            role: control.role,
            text: control.words().to_owned(),
            selector: control.selector.clone(),
            group: look.as_ref().and_then(|look| look.group.clone()),
            native: look.is_some_and(|look| look.native),
            focus,
        });
    }
    Ok(all)
}
