//! Which boxes are consent interfaces.
//!
//! Three means, none needs another: a platform's file names the root; its words read as consent; its box and its
//! controls are those of a consent dialog. What is found is the smallest box that holds words and controls.

use std::collections::BTreeMap;

use super::super::album::Ink;
use super::look::{Candidate, Claim, RawControl, RawKind};
use super::platforms::attribute;
use super::portray;
use super::roles::{self, Reading};
use super::survey::{SeenFrame, Survey};
use crate::evidence::{Interface, Means, PlatformSeen, Role};
use crate::knowledge::{Knowledge, TextReading};

/// Longest text of an interface in the flow of a page; longer ones are articles.
const LONGEST_IN_FLOW: f64 = 1500.0;
/// Longest text of an interface that stands directly in the page's body.
const LONGEST_BODY: f64 = 700.0;
/// Longest text of a notice without controls that are understood.
const LONGEST_NOTICE: f64 = 1200.0;

/// How eagerly boxes are taken for interfaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eagerness {
    /// On a page as it stands.
    Fresh,
    /// After "settings" was clicked: toggles and choices are enough, their words need not ask for consent.
    AfterSettings,
}

/// An interface together with what is needed to act on it.
#[derive(Debug, Clone)]
pub struct Sight {
    /// The interface.
    pub interface: Interface,
    /// The frame that it stands in.
    pub frame: String,
    /// By what the page's side knows its box.
    pub root: u64,
    /// For each control, by what the page's side knows it.
    pub ids: Vec<u64>,
    /// Share of the viewport in which it is on top.
    pub share: f64,
    /// For each control, what styles tell of its text.
    pub inks: Vec<Ink>,
    /// Path of a picture of it within the bundle, where one was taken.
    pub picture: Option<String>,
}

/// A box with what was read in it.
pub(super) struct Weighed<'a> {
    pub candidate: &'a Candidate,
    pub text: TextReading,
    pub controls: Vec<(&'a RawControl, &'a Reading)>,
    pub means: Vec<Means>,
}

impl Weighed<'_> {
    fn count(&self, wanted: &[Role]) -> usize {
        self.controls
            .iter()
            .filter(|(control, reading)| control.hidden.is_none() && wanted.contains(&reading.role))
            .count()
    }

    fn has(&self, role: Role) -> bool {
        self.count(&[role]) > 0
    }

    /// Whether a visible control acknowledges and stays on the page: "Read on" leads on, and acknowledges nothing.
    fn acknowledges_here(&self) -> bool {
        let stays = |control: &RawControl| control.href.as_ref().is_none_or(|href| href.contains('#'));
        self.controls
            .iter()
            .any(|(control, reading)| control.hidden.is_none() && reading.role == Role::Acknowledge && stays(control))
    }

    /// Whether a visible control of this role says more than "yes" or "no", which may answer anything.
    fn decides(&self, role: Role, knowledge: &Knowledge) -> bool {
        self.controls.iter().any(|(control, reading)| {
            control.hidden.is_none() && reading.role == role && !knowledge.phrases.is_plain_answer(&control.text)
        })
    }

    /// Visible toggles whose label names a purpose.
    fn purposes(&self) -> usize {
        let named = |reading: &Reading| reading.role == Role::Toggle && reading.purpose.is_some();
        self.controls.iter().filter(|(control, reading)| control.hidden.is_none() && named(reading)).count()
    }

    /// Visible controls that let a visitor choose.
    fn choices(&self) -> usize {
        self.count(&[Role::Accept, Role::Reject, Role::Settings, Role::Save, Role::Acknowledge, Role::Pay])
            + self.purposes()
    }

    /// Visible buttons that nobody understands.
    fn riddles(&self) -> usize {
        let button = |control: &RawControl| control.href.is_none() && !control.inline && !control.toggle;
        self.controls
            .iter()
            .filter(|(control, reading)| control.hidden.is_none() && button(control) && reading.role == Role::Other)
            .count()
    }
}

/// All consent interfaces of a survey, the one that a visitor meets first at the head.
pub fn sights(survey: &Survey, platforms: &[PlatformSeen], knowledge: &Knowledge, eagerness: Eagerness) -> Vec<Sight> {
    let mut found: Vec<Sight> = Vec::new();
    for frame in &survey.frames {
        if frame.owner.as_ref().is_some_and(|owner| owner.hidden.is_some()) {
            continue;
        }
        let readings = readings(frame, knowledge);
        for weighed in chosen(frame, &readings, knowledge, eagerness) {
            let mut sight = portray::sight(&weighed, frame, survey, platforms);
            attribute(&mut sight.interface, weighed.candidate, frame, platforms, knowledge);
            found.push(sight);
        }
    }
    found.sort_by(|a, b| {
        let first = |sight: &Sight| (sight.interface.blocking, sight.share);
        let (a_first, b_first) = (first(a), first(b));
        b_first
            .0
            .cmp(&a_first.0)
            .then(b_first.1.total_cmp(&a_first.1))
            .then(a.interface.rect.y.total_cmp(&b.interface.rect.y))
    });
    found
}

/// Whether a box that asks for consent is there and cannot be seen: it may be on its way in, or out.
pub fn lurks(survey: &Survey, knowledge: &Knowledge) -> bool {
    let lifted = |candidate: &&Candidate| candidate.lurks && (candidate.overlay() || candidate.named());
    survey
        .frames
        .iter()
        .flat_map(|frame| frame.look.candidates.iter().filter(lifted))
        .any(|candidate| knowledge.phrases.text(&candidate.text).consent)
}

fn readings(frame: &SeenFrame, knowledge: &Knowledge) -> BTreeMap<u64, Reading> {
    let look = &frame.look;
    look.controls
        .iter()
        .map(|control| {
            let claims: Vec<&Claim> = look.claims.iter().filter(|claim| claim.control == control.id).collect();
            let around = look
                .candidates
                .iter()
                .filter(|candidate| candidate.overlay() && candidate.controls.contains(&control.id))
                .min_by(|a, b| a.rect.area().total_cmp(&b.rect.area()));
            (control.id, roles::read(control, &claims, around.map(|candidate| &candidate.rect), knowledge))
        })
        .collect()
}

/// The boxes of a frame that are interfaces, none inside another.
fn chosen<'a>(
    frame: &'a SeenFrame,
    readings: &'a BTreeMap<u64, Reading>,
    knowledge: &Knowledge,
    eagerness: Eagerness,
) -> Vec<Weighed<'a>> {
    let mut passing: Vec<Weighed<'a>> = frame
        .look
        .candidates
        .iter()
        .filter(|candidate| candidate.shown)
        .filter_map(|candidate| weigh(candidate, frame, readings, knowledge, eagerness))
        .collect();
    passing.sort_by(|a, b| {
        let size = |weighed: &Weighed<'_>| (weighed.candidate.length, weighed.candidate.end - weighed.candidate.at);
        let (a, b) = (size(a), size(b));
        a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))
    });
    let mut kept: Vec<Weighed<'a>> = Vec::new();
    for outer in passing {
        if kept.iter().any(|inner| inner.candidate.holds(outer.candidate)) {
            continue;
        }
        let inside: Vec<usize> = (0..kept.len())
            .filter(|at| kept.get(*at).is_some_and(|inner| outer.candidate.holds(inner.candidate)))
            .collect();
        let grows = inside.iter().all(|at| kept.get(*at).is_some_and(|inner| grows(inner, &outer)));
        if inside.is_empty() {
            kept.push(outer);
        } else if grows {
            for at in inside.into_iter().rev() {
                kept.remove(at);
            }
            kept.push(outer);
        }
    }
    kept
}

/// Whether an interface is really `outer`, of which `inner` is only a part.
fn grows(inner: &Weighed<'_>, outer: &Weighed<'_>) -> bool {
    let (small, large) = (inner.candidate, outer.candidate);
    if large.wraps {
        return false;
    }
    let more = outer.choices() > inner.choices();
    let alike = large.length <= small.length * 1.6 + 300.0;
    let near = large.length <= small.length * 3.0 + 800.0;
    let lifted = large.overlay() || large.named();
    match (lifted, small.overlay() || small.named()) {
        // The box that lifts the words above the page is the interface, not the words alone.
        (true, false) => alike || (more && near),
        (true, true) => more && near,
        // In the flow of the page only for controls that stand beside the words.
        (false, false) => more && alike,
        (false, true) => false,
    }
}

/// Reads a box, and says by which means it is an interface; `None` if it is none.
fn weigh<'a>(
    candidate: &'a Candidate,
    frame: &'a SeenFrame,
    readings: &'a BTreeMap<u64, Reading>,
    knowledge: &Knowledge,
    eagerness: Eagerness,
) -> Option<Weighed<'a>> {
    let text = knowledge.phrases.text(&candidate.text);
    let controls = frame
        .look
        .controls
        .iter()
        .filter(|control| candidate.controls.contains(&control.id))
        .filter_map(|control| Some((control, readings.get(&control.id)?)))
        .filter(|(control, reading)| control.kind != RawKind::Box || reading.role != Role::Other)
        .collect();
    let mut weighed = Weighed { candidate, text, controls, means: Vec::new() };
    let framed = candidate.why.contains(&super::look::Why::Frame);
    let lifted = candidate.overlay() || (framed && frame.owner.as_ref().is_some_and(|owner| !owner.why.is_empty()));
    let is_interface = if lifted || candidate.named() {
        (framed || !candidate.wraps) && is_overlay_interface(&weighed, knowledge, eagerness)
    } else {
        is_interface_in_flow(&weighed, knowledge, eagerness)
    };
    if !is_interface {
        return None;
    }
    if candidate.named() {
        weighed.means.push(Means::Platform);
    }
    if lifted {
        weighed.means.push(Means::Structure);
    }
    if weighed.text.consent {
        weighed.means.push(Means::Text);
    }
    Some(weighed)
}

fn is_overlay_interface(box_: &Weighed<'_>, knowledge: &Knowledge, eagerness: Eagerness) -> bool {
    let named = box_.candidate.named();
    let refusable =
        box_.has(Role::Accept) && (box_.has(Role::Reject) || box_.has(Role::Settings) || box_.has(Role::Save));
    // Forms ask for other things: a sign-in or a newsletter that mentions cookies is no consent interface.
    if box_.candidate.fields > 0 && !refusable && !named && box_.purposes() == 0 {
        return false;
    }
    if (box_.text.consent || named) && box_.choices() > 0 {
        return true;
    }
    if eagerness == Eagerness::AfterSettings && is_second_layer(box_) {
        return true;
    }
    if box_.text.consent && box_.candidate.fields == 0 {
        // A notice: it tells, and offers nothing but to go away or to read on. Two sentences outweigh a riddle.
        let told = box_.candidate.length <= LONGEST_NOTICE;
        return told && (box_.riddles() == 0 || box_.text.phrases.len() >= 2);
    }
    // No word of it is known to be a sentence on consent, yet it offers all that only a consent dialog offers.
    let offers_both = box_.has(Role::Accept) && box_.has(Role::Reject);
    // It speaks of cookies in words of its own, and lets them be accepted and refused or set.
    let decides = box_.candidate.fields == 0
        && box_.text.names_trackers
        && box_.candidate.length <= LONGEST_NOTICE
        && box_.decides(Role::Accept, knowledge)
        && (box_.decides(Role::Reject, knowledge) || box_.has(Role::Settings));
    decides || (offers_both && (box_.has(Role::Settings) || box_.purposes() >= 2))
}

fn is_interface_in_flow(box_: &Weighed<'_>, knowledge: &Knowledge, eagerness: Eagerness) -> bool {
    let candidate = box_.candidate;
    if candidate.fields > 0 {
        return false;
    }
    if eagerness == Eagerness::AfterSettings && !candidate.wraps && is_second_layer(box_) {
        return true;
    }
    let longest = if candidate.wraps { LONGEST_BODY } else { LONGEST_IN_FLOW };
    // "Yes" and "no" in a text on cookies may answer anything: "Was this page helpful?"
    let decided = box_.decides(Role::Accept, knowledge) || box_.decides(Role::Reject, knowledge);
    let acknowledged = box_.acknowledges_here() && candidate.length <= LONGEST_BODY;
    let chosen = box_.has(Role::Save) && box_.purposes() > 0;
    box_.text.consent && candidate.length <= longest && (decided || acknowledged || chosen)
}

/// A layer behind "settings": toggles that name purposes, or a choice that can be stored.
fn is_second_layer(box_: &Weighed<'_>) -> bool {
    let stored = box_.count(&[Role::Save, Role::Accept, Role::Reject]) > 0;
    box_.purposes() >= 2
        || (box_.purposes() >= 1 && stored)
        || (box_.has(Role::Save) && box_.count(&[Role::Toggle]) > 0)
}
