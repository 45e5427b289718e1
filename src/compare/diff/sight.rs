//! How much of a site a run could look at: where it could not, nothing is the same by that.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::compare::findings::unseen;
use crate::facts::Seen;
use crate::report::Report;

/// How much of something a run could look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sight {
    /// All of it.
    Whole,
    /// Not all of it.
    Partly,
    /// Nothing.
    Nothing,
}

/// Of what the visits show: choices, cookies, storage, requests, signals.
pub(super) fn visits(report: &Report) -> Sight {
    let blind = report.states.iter().all(|state| unseen(report, &state.state.to_string()).is_some());
    sight(report, blind)
}

/// Of the banner and its controls.
pub(super) fn interface(report: &Report) -> Sight {
    sight(report, report.banner.seen == Seen::Unknown)
}

fn sight(report: &Report, is_blind: bool) -> Sight {
    match (is_blind, report.complete) {
        (true, _) => Sight::Nothing,
        (false, true) => Sight::Whole,
        (false, false) => Sight::Partly,
    }
}
