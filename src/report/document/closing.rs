//! What this run says and what it does not. A machine asserts no more than it can see.

use super::parts::{Block, Span};
use crate::evidence::ReachOutcome;
use crate::report::form::{ProfileUsed, Report};

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let m = report.messages();
    let profile = |one: &ProfileUsed| m.fill("closing.profile", &[("id", &one.id), ("day", &m.day(&one.date))]);
    let profiles = report.profiles.iter().map(profile).collect::<Vec<_>>().join(m.say("closing.and"));
    let says = if report.reached.outcome == ReachOutcome::Loaded {
        m.count("closing.says", report.profiles.len(), &[("profiles", &profiles)])
    } else {
        m.say("closing.not-reached").to_owned()
    };
    vec![
        Block::Heading(m.say("closing.heading").to_owned(), None),
        Block::Text(vec![Span::words(says).quiet()]),
        Block::Text(vec![Span::words(m.say("closing.does-not")).quiet()]),
    ]
}
