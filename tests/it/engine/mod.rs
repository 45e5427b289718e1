//! Judging: outcomes, failures, witnesses, waivers, and that less evidence never looks better.

mod alike;
mod examples;
mod less_evidence;
mod looked;
mod not_offered;
mod outcomes;
mod repeated;
mod several;
mod views;
mod waived;
