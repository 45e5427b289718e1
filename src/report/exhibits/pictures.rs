//! The pictures that are worth their size: layers of the interface, what was clicked, what stood there.

use std::collections::BTreeMap;

use super::png;
use crate::evidence::{Evidence, Phase, State, Visit};
use crate::facts::Facts;

/// A picture that takes no more is shown as it is, bytes.
const SMALL: usize = 150_000;
/// What one picture may take, bytes.
const ONE: usize = 260_000;
/// What all pictures of a target may take, bytes.
const ALL: usize = 2_600_000;
/// How much smaller a large picture is made, tried in this order.
const BY: [usize; 3] = [2, 3, 4];
/// Pictures of clicks that are taken in of one state.
const CLICKS: usize = 4;

/// A picture to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Width that it was taken with, CSS pixels.
    pub(in crate::report) width: u32,
    /// Height that it was taken with, CSS pixels.
    pub(in crate::report) height: u32,
    /// The picture.
    pub(in crate::report) png: Vec<u8>,
}

/// Why a picture is not shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Absent {
    /// The bundle does not hold it.
    NotHeld,
    /// It is no picture that can be read.
    Unreadable(String),
    /// It is too large, even made smaller.
    TooLarge,
    /// The pictures before it took the room that there is for one target.
    NoRoom,
    /// The targets before this one took the room that there is for a run.
    ManySites,
}

/// Pictures by their paths within the bundle.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pictures {
    shown: BTreeMap<String, Picture>,
    left_out: BTreeMap<String, Absent>,
}

impl Pictures {
    pub(super) fn of(evidence: &Evidence, facts: &Facts, files: &BTreeMap<String, Vec<u8>>) -> Self {
        let mut all = Self::default();
        for path in wanted(evidence, facts) {
            if all.shown.contains_key(&path) || all.left_out.contains_key(&path) {
                continue;
            }
            match all.taken(files.get(&path)) {
                Ok(picture) => drop(all.shown.insert(path, picture)),
                Err(why) => drop(all.left_out.insert(path, why)),
            }
        }
        all
    }

    fn taken(&self, bytes: Option<&Vec<u8>>) -> Result<Picture, Absent> {
        let picture = fitted(bytes.ok_or(Absent::NotHeld)?)?;
        if self.weight() + picture.png.len() > ALL {
            return Err(Absent::NoRoom);
        }
        Ok(picture)
    }

    /// The picture of this path.
    pub(in crate::report) fn get(&self, path: &str) -> Option<&Picture> {
        self.shown.get(path)
    }

    /// Why the picture of this path is not shown, if that is known.
    pub(in crate::report) fn why_not(&self, path: &str) -> Option<&Absent> {
        self.left_out.get(path)
    }

    pub(super) fn weight(&self) -> usize {
        self.shown.values().map(|picture| picture.png.len()).sum()
    }

    pub(super) fn left_out(mut self) -> Self {
        let shown = std::mem::take(&mut self.shown);
        self.left_out.extend(shown.into_keys().map(|path| (path, Absent::ManySites)));
        self
    }
}

/// Paths of pictures, what tells most at the head.
fn wanted(evidence: &Evidence, facts: &Facts) -> Vec<String> {
    let layers = [&facts.banner.about_first, &facts.banner.about_second].map(|layer| layer.picture.clone());
    let viewport = |state: State, phase: Phase| {
        let moment = evidence.visit(&state)?.moments.iter().find(|moment| moment.phase == phase)?;
        moment.screenshot.clone()
    };
    let looks = [
        viewport(State::None, Phase::Arrival),
        viewport(State::Reject, Phase::Return),
        viewport(State::Withdraw, Phase::Return),
    ];
    let [arrival, later @ ..] = looks;
    let clicks = evidence.visits.iter().flat_map(clicks);
    layers.into_iter().flatten().chain(arrival).chain(clicks).chain(later.into_iter().flatten()).collect()
}

fn clicks(visit: &Visit) -> impl Iterator<Item = String> {
    let steps = visit.choice.iter().flat_map(|choice| &choice.steps);
    steps.filter_map(|step| step.picture.clone()).take(CLICKS)
}

/// The picture, made smaller where it is large.
fn fitted(bytes: &[u8]) -> Result<Picture, Absent> {
    let (width, height) = png::size(bytes).map_err(Absent::Unreadable)?;
    if bytes.len() <= SMALL {
        return Ok(Picture { width, height, png: bytes.to_owned() });
    }
    let pixels = png::unpacked(bytes).map_err(Absent::Unreadable)?;
    for by in BY {
        let png = pixels.smaller(by).map_err(Absent::Unreadable)?;
        if png.len() <= ONE {
            return Ok(Picture { width, height, png });
        }
    }
    Err(Absent::TooLarge)
}
