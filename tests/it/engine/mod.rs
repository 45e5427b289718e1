//! Judging: outcomes, failures, witnesses, waivers, and that less evidence never looks better.

mod less_evidence;
mod outcomes;
mod repeated;
mod views;
mod waived;
