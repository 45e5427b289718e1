//! The gather room on real Chromium: finding interfaces, choosing, recording.

mod choosing;
mod declaring;
mod finding;
mod fingerprints;
mod hooks;
mod jar;
mod own_pages;
mod platforms;
mod portrait;
mod recording;
mod requests;
mod revival;
mod signals;
mod stage;
mod states;
mod storage;
