//! Judging: outcomes, failures, witnesses, waivers, and that less evidence never looks better.

mod less_evidence;
mod looked;
mod outcomes;
mod repeated;
mod several;
mod views;
mod waived;
