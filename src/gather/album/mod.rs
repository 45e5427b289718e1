//! Pictures of one visit. Each is taken once; what is cut out of it, marked on it and read from its pixels is made
//! when the visit is over, off the way of the page.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | which pictures are wanted, and making them |
//! | `raster.rs` | a picture as pixels: read, cut, marked, written |
//! | `ink.rs` | contrast of a text as it is drawn |

mod ink;
mod raster;

pub use ink::Ink;
pub use raster::Raster;

use std::collections::BTreeMap;

use super::banner::Sight;
use super::moment::living;
use super::plan::Screenshots;
use super::visit::{Visiting, file_word};
use crate::browser::{Fault, Page};
use crate::evidence::{ContrastBy, Control, Gathered, Interface, Layer, Moment, Phase, Rect, Role, State, Visit};

/// Most pictures of steps that are taken in one visit.
const MOST_STEPS: u32 = 24;
/// Most toggles of vendors that are told of one layer.
const MOST_VENDORS: usize = 40;
/// So many that are on are told however many there are.
const MOST_VENDORS_ON: usize = 20;
/// Smaller than this on either side, a part of a picture shows nothing.
const SMALLEST_CUT: f64 = 4.0;

/// What is to be made of a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Work {
    /// A part alone.
    Cut(Rect),
    /// The whole, a control marked.
    Mark(Rect),
}

/// A picture that is to be made.
#[derive(Debug, Clone, PartialEq)]
struct Order {
    source: Vec<u8>,
    work: Work,
    inks: Vec<Ink>,
}

/// A picture of interfaces that a gesture called.
#[derive(Debug, Clone, PartialEq)]
struct Called {
    source: Vec<u8>,
    inks: Vec<Vec<Ink>>,
}

/// All that is to be made of the pictures of one visit.
#[derive(Debug, Clone)]
pub struct Album {
    screenshots: Screenshots,
    orders: BTreeMap<String, Order>,
    inks: BTreeMap<Phase, Vec<Vec<Ink>>>,
    called: Option<Called>,
    steps: u32,
    layers: u32,
}

impl Album {
    /// An empty one.
    pub fn new(screenshots: Screenshots) -> Self {
        Self { screenshots, orders: BTreeMap::new(), inks: BTreeMap::new(), called: None, steps: 0, layers: 0 }
    }

    /// Keeps what styles told of the texts of `sights`, as they stood in `phase`.
    pub fn seen(&mut self, phase: Phase, sights: &[Sight]) {
        self.inks.insert(phase, inks(sights));
    }

    /// Makes all pictures that the visit speaks of, and tells from pixels what styles could not. Further toggles of
    /// vendors are left out here, after everything was done with them.
    pub fn develop(self, visit: &mut Visit, files: &mut BTreeMap<String, Vec<u8>>) {
        let mut darkroom = Darkroom { files, last: None };
        let state = visit.state.clone();
        for moment in &mut visit.moments {
            self.interfaces(&mut darkroom, &state, moment);
        }
        let second = visit.second_layer.iter_mut().filter_map(Gathered::ok_mut);
        let choice = visit.choice.iter_mut();
        let (mut layers, mut steps) = (second.collect::<Vec<_>>(), Vec::new());
        for choice in choice {
            layers.extend(choice.layers.iter_mut());
            steps.extend(choice.steps.iter_mut().map(|step| &mut step.picture));
        }
        for layer in layers {
            self.layer(&mut darkroom, layer);
        }
        for picture in steps {
            self.make(&mut darkroom, picture);
        }
    }

    fn interfaces(&self, darkroom: &mut Darkroom<'_>, state: &State, moment: &mut Moment) {
        let phase = moment.phase;
        let shot = moment.screenshot.as_ref().and_then(|path| darkroom.files.get(path)).cloned();
        let Some(search) = moment.search.ok_mut() else { return };
        for (at, interface) in search.found.iter_mut().enumerate() {
            let called = interface.placement.after_scroll && phase == Phase::Arrival;
            let source = if called { self.called.as_ref().map(|called| called.source.clone()) } else { shot.clone() };
            let inks = if called { self.called.as_ref().map(|called| &called.inks) } else { self.inks.get(&phase) };
            if let Some(source) = source {
                let inks = inks.and_then(|inks| inks.get(at)).map(Vec::as_slice).unwrap_or_default();
                darkroom.read_contrasts(&source, &mut interface.controls, inks);
                if phase == Phase::Arrival {
                    let number = if at == 0 { String::new() } else { format!("-{}", at + 1) };
                    let path = format!("screenshots/{}-{}-banner{number}.png", file_word(state), phase.word());
                    interface.picture = darkroom.made(path, &source, Work::Cut(interface.rect));
                }
            }
            shorten_interface(interface);
        }
    }

    fn layer(&self, darkroom: &mut Darkroom<'_>, layer: &mut Layer) {
        if let Some(order) = layer.picture.as_ref().and_then(|path| self.orders.get(path)) {
            darkroom.read_contrasts(&order.source, &mut layer.controls, &order.inks);
        }
        self.make(darkroom, &mut layer.picture);
        (layer.controls_cut, layer.controls_cut_on) = shortened(&mut layer.controls);
    }

    /// Makes the picture of this path; what cannot be made is not spoken of.
    fn make(&self, darkroom: &mut Darkroom<'_>, path: &mut Option<String>) {
        *path = path.take().and_then(|path| {
            let order = self.orders.get(&path)?;
            darkroom.made(path, &order.source, order.work)
        });
    }
}

impl<P: Page> Visiting<'_, P> {
    /// Takes a picture of the page as it stands before a step and gives its path; the control that the step is about
    /// to operate has the box `rect` in the main viewport. Nothing is taken where no pictures are wanted.
    ///
    /// # Errors
    /// [`Fault`] if the page or the browser died.
    pub async fn picture_of_step(&mut self, rect: Option<Rect>) -> Result<Option<String>, Fault> {
        let Some(rect) = rect.filter(|_| self.album.steps < MOST_STEPS) else { return Ok(None) };
        let Some(source) = self.shot("a step").await? else { return Ok(None) };
        self.album.steps += 1;
        let path = format!("screenshots/{}-step-{}.png", file_word(self.state), self.album.steps);
        self.album.orders.insert(path.clone(), Order { source, work: Work::Mark(rect), inks: Vec::new() });
        Ok(Some(path))
    }

    /// Takes a picture of a further layer as it stands and gives its path.
    ///
    /// # Errors
    /// [`Fault`] if the page or the browser died.
    pub async fn picture_of_layer(&mut self, sight: &Sight) -> Result<Option<String>, Fault> {
        let Some(source) = self.shot("a layer").await? else { return Ok(None) };
        self.album.layers += 1;
        let path = format!("screenshots/{}-layer-{}.png", file_word(self.state), self.album.layers + 1);
        let order = Order { source, work: Work::Cut(sight.interface.rect), inks: sight.inks.clone() };
        self.album.orders.insert(path.clone(), order);
        Ok(Some(path))
    }

    /// Takes a picture of interfaces that a gesture called.
    ///
    /// # Errors
    /// [`Fault`] if the page or the browser died.
    pub async fn picture_of_called(&mut self, sights: &[Sight]) -> Result<(), Fault> {
        if !sights.is_empty()
            && let Some(source) = self.shot("what a gesture called").await?
        {
            self.album.called = Some(Called { source, inks: inks(sights) });
        }
        Ok(())
    }

    async fn shot(&mut self, of: &str) -> Result<Option<Vec<u8>>, Fault> {
        if self.album.screenshots == Screenshots::Skipped {
            return Ok(None);
        }
        match living(self.page.picture(None).await)? {
            Ok(picture) => Ok(Some(picture)),
            Err(why) => {
                self.note("screenshot", format!("none of {of}: {why}"));
                Ok(None)
            }
        }
    }
}

/// Makes pictures; the one that was read last is kept, for several are made of one.
struct Darkroom<'a> {
    files: &'a mut BTreeMap<String, Vec<u8>>,
    last: Option<(Vec<u8>, Raster)>,
}

impl Darkroom<'_> {
    fn read(&mut self, source: &[u8]) -> Option<&Raster> {
        if self.last.as_ref().is_none_or(|(known, _)| known != source) {
            self.last = Raster::read(source).ok().map(|raster| (source.to_vec(), raster));
        }
        self.last.as_ref().map(|(_, raster)| raster)
    }

    /// Makes a picture and gives its path.
    fn made(&mut self, path: String, source: &[u8], work: Work) -> Option<String> {
        let raster = self.read(source)?;
        let made = match work {
            Work::Cut(rect) => raster.cut(rect).filter(|_| rect.width.min(rect.height) >= SMALLEST_CUT)?,
            Work::Mark(rect) => {
                let mut copy = raster.clone();
                copy.mark(rect);
                copy
            }
        };
        self.files.insert(path.clone(), made.write().ok()?);
        Some(path)
    }

    /// Tells from pixels what styles could not tell of controls that can be seen, or told wrongly.
    fn read_contrasts(&mut self, source: &[u8], controls: &mut [Control], inks: &[Ink]) {
        for (control, ink) in controls.iter_mut().zip(inks) {
            if !control.visible || ink.lines.is_empty() {
                continue;
            }
            let Some(raster) = self.read(source) else { return };
            let refuted = control.background.and_then(|behind| ink::agrees(raster, ink, behind)) == Some(false);
            if control.background.is_some() && !refuted {
                continue;
            }
            let told = ink::told(raster, ink);
            control.contrast = told.map(|told| told.contrast);
            control.contrast_by = told.map(|_| ContrastBy::Pixels);
            control.background = told.map(|told| told.background);
            control.colour = told.map(|told| told.colour).or(control.colour);
        }
    }
}

fn inks(sights: &[Sight]) -> Vec<Vec<Ink>> {
    sights.iter().map(|sight| sight.inks.clone()).collect()
}

fn shorten_interface(interface: &mut Interface) {
    (interface.controls_cut, interface.controls_cut_on) = shortened(&mut interface.controls);
}

/// Leaves out toggles of vendors beyond the first few, and tells how many, and how many of them were on. Some that are
/// on are always kept: what is left out must not look better.
fn shortened(controls: &mut Vec<Control>) -> (u32, u32) {
    let (mut kept, mut kept_on, mut cut, mut cut_on) = (0, 0, 0, 0);
    controls.retain(|control| {
        let one_of_many = control.role == Role::Toggle && control.vendor;
        let on = control.checked != Some(false);
        if !one_of_many || kept < MOST_VENDORS || (on && kept_on < MOST_VENDORS_ON) {
            kept += usize::from(one_of_many);
            kept_on += usize::from(one_of_many && on);
            return true;
        }
        cut += 1;
        cut_on += u32::from(control.checked == Some(true));
        false
    });
    (cut, cut_on)
}

#[cfg(test)]
mod tests {
    use super::{Control, Rect, Role, shortened};

    fn toggle(vendor: bool, checked: bool) -> Control {
        Control {
            role: Role::Toggle,
            decided_by: "shape".to_owned(),
            text: String::new(),
            name: None,
            tag: "input".to_owned(),
            selector: String::new(),
            href: None,
            rect: Rect::default(),
            visible: true,
            hidden_because: None,
            inline: false,
            font_px: 16.0,
            font_weight: 400,
            colour: None,
            background: None,
            contrast: None,
            contrast_by: None,
            checked: Some(checked),
            mixed: false,
            disabled: None,
            purpose: None,
            kind: None,
            vendor,
            drawn: None,
        }
    }

    fn many(count: usize, vendor: bool, checked: bool) -> Vec<Control> {
        vec![toggle(vendor, checked); count]
    }

    #[test]
    fn purposes_are_never_left_out() {
        let mut controls = many(200, false, false);
        assert_eq!((shortened(&mut controls), controls.len()), ((0, 0), 200));
    }

    #[test]
    fn what_is_left_out_of_vendors_is_counted_and_some_that_are_on_stay() {
        let mut controls = [many(100, true, false), many(50, true, true)].concat();
        assert_eq!(shortened(&mut controls), (60 + 30, 30));
        let on = controls.iter().filter(|control| control.checked == Some(true)).count();
        assert_eq!((controls.len(), on), (60, 20));
    }
}
