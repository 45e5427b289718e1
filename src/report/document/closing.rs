//! What this run says and what it does not. A machine asserts no more than it can see.

use super::parts::{Block, Span};
use crate::evidence::ReachOutcome;
use crate::report::form::Report;

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let profiles = report.profiles.iter().map(|profile| format!("{} of {}", profile.id, profile.date));
    let profiles = profiles.collect::<Vec<_>>().join(" and ");
    let names = if report.profiles.len() > 1 { "profiles" } else { "profile" };
    let verb = if report.profiles.len() > 1 { "name" } else { "names" };
    let says = if report.reached.outcome == ReachOutcome::Loaded {
        format!(
            "This run observed one page, each state in a fresh profile, and compared what it saw with the published \
             positions that the {names} {profiles} {verb}. It says what was seen, where it stands in the evidence, and which \
             position speaks about it."
        )
    } else {
        "This run could not observe the site. That speaks neither for nor against it.".to_owned()
    };
    let does_not = "It does not say what the law demands of this site: that takes a person who knows its purposes, contracts \
                    and operator. What was not observed in this run may still happen on other pages, on other days, from \
                    other countries and for other visitors.";
    vec![
        Block::Heading("What this says and what it does not".to_owned(), None),
        Block::Text(vec![Span::words(says).quiet()]),
        Block::Text(vec![Span::words(does_not).quiet()]),
    ]
}
