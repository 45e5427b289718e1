//! The way through the layers to the control that makes the choice.

use super::super::banner::Sight;
use super::super::layers::{self, best};
use super::super::visit::Visiting;
use super::toggles::{self, Prepared, Ready, Setting};
use super::wish::Wish;
use crate::browser::{Fault, Page};
use crate::evidence::{Layer, Obstacle, Role, Step};

/// How many layers are gone through.
const MOST_LAYERS: u32 = 3;

/// The way through the layers so far.
#[derive(Debug, Default)]
pub struct Path {
    /// What was done, in order.
    pub steps: Vec<Step>,
    /// Layers that were opened.
    pub layers: Vec<Layer>,
}

/// Where a walk through the layers ended.
#[derive(Debug)]
pub enum Walk {
    /// At the control that makes the choice.
    At(Box<Deciding>),
    /// Nowhere: the interface does not offer it, and what stands in its place.
    NotOffered(String, Option<Obstacle>),
    /// Nowhere, and it cannot be told whether it is offered.
    Failed(String),
}

/// The control that makes the choice.
#[derive(Debug)]
pub struct Deciding {
    /// The layer that it stands on, as it was seen last.
    pub sight: Sight,
    /// Which of its controls.
    pub at: usize,
    /// The number of the layer, counted from 1.
    pub layer: u32,
    /// Whether the toggle of what is strictly necessary is off and could be switched on.
    pub necessary_is_off: bool,
}

impl Deciding {
    /// At "save", toggles as wished.
    pub fn ready(ready: Ready, layer: u32) -> Self {
        Self { sight: ready.sight, at: ready.save, layer, necessary_is_off: ready.necessary_is_off }
    }
}

/// Walks from `first` through the layers to the control that fulfils `wish`, toggles set as `setting` says.
///
/// # Errors
/// [`Fault`] if the page or the browser died.
pub async fn walk<P: Page>(
    visiting: &mut Visiting<'_, P>,
    wish: &Wish,
    first: Sight,
    setting: &Setting,
    path: &mut Path,
) -> Result<Walk, Fault> {
    let mut sight = first;
    let mut layer = 1;
    loop {
        if visiting.is_late() {
            return Ok(Walk::Failed("the deadline of the visit passed".to_owned()));
        }
        if let Some(at) = wish.role().and_then(|role| best(&sight.interface, role)) {
            return Ok(Walk::At(Box::new(Deciding { sight, at, layer, necessary_is_off: false })));
        }
        let mut because = String::new();
        match toggles::prepare(visiting, &sight, layer, setting).await? {
            Prepared::Ready(ready) => {
                path.steps.extend(ready.steps.iter().cloned());
                return Ok(Walk::At(Box::new(Deciding::ready(*ready, layer))));
            }
            Prepared::Stuck(why) => because = format!("; {why}"),
            Prepared::Nothing => {}
        }
        let settings = best(&sight.interface, Role::Settings);
        let Some(settings) = settings.filter(|_| layer < MOST_LAYERS) else {
            let obstacle = asks_to_pay(wish, &sight).then_some(Obstacle::PayOrAccept);
            let why = format!("{}{because}", no_way(wish, &sight, layer));
            // What we could not operate, or did not open any more, may well be offered.
            let unexplored = !because.is_empty() || settings.is_some();
            return Ok(if unexplored { Walk::Failed(why) } else { Walk::NotOffered(why, obstacle) });
        };
        match deeper(visiting, &sight, settings, layer, path).await? {
            Ok(next) => sight = next,
            Err(why) => return Ok(Walk::Failed(why)),
        }
        layer += 1;
    }
}

/// Opens the layer behind "settings".
async fn deeper<P: Page>(
    visiting: &mut Visiting<'_, P>,
    sight: &Sight,
    settings: usize,
    layer: u32,
    path: &mut Path,
) -> Result<Result<Sight, String>, Fault> {
    let words = sight.interface.controls.get(settings).map(|control| control.text.clone()).unwrap_or_default();
    let opened = layers::open(visiting, sight, settings, layer).await?;
    visiting.listen(visiting.phase);
    path.steps.extend(opened.steps);
    if let Ok(next) = &opened.layer {
        path.layers.push(layers::told(next, &words));
    }
    Ok(opened.layer)
}

/// Whether it offers to pay where others let a visitor refuse.
fn asks_to_pay(wish: &Wish, sight: &Sight) -> bool {
    let refusing = matches!(wish, Wish::Reject | Wish::Only(_));
    refusing && best(&sight.interface, Role::Pay).is_some() && best(&sight.interface, Role::Accept).is_some()
}

fn no_way(wish: &Wish, sight: &Sight, layer: u32) -> String {
    let interface = &sight.interface;
    if asks_to_pay(wish, sight) {
        return "pay or accept: the interface offers to pay instead of a refusal".to_owned();
    }
    if *wish == Wish::Accept && layer == 1 && best(interface, Role::Acknowledge).is_some() {
        return "a notice that can only be acknowledged".to_owned();
    }
    let hidden = interface.controls.iter().find(|control| Some(control.role) == wish.role());
    let hidden = hidden.and_then(|control| Some((control.text.clone(), control.hidden_because.clone()?)));
    if let Some((text, why)) = hidden {
        return format!("`{text}` cannot be seen ({why}), and there is no other control to {}", wish.word());
    }
    let place = if layer == 1 { "the interface".to_owned() } else { format!("layer {layer}") };
    format!("{place} has no control to {}", wish.word())
}
