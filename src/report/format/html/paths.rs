//! The ways through the banner as paths: steps to accept, to refuse, to withdraw.

use super::markup::{line, printed};
use crate::evidence::{ChoiceStatus, State};
use crate::messages::Messages;
use crate::report::document::{REASON, cut, foreign_words};
use crate::report::form::{Report, StateForm};

/// Steps of a path that are drawn.
const DRAWN: usize = 12;

/// One path each, those that were tried.
pub(super) fn paths(report: &Report) -> String {
    let wanted =
        [(State::Accept, "html.to-accept"), (State::Reject, "html.to-refuse"), (State::Withdraw, "html.to-withdraw")];
    let found = |(state, name): &(State, &'static str)| {
        let state = report.states.iter().find(|one| one.state == *state)?;
        Some(path(name, state, report.messages()))
    };
    let paths: String = wanted.iter().filter_map(found).collect();
    if paths.is_empty() { String::new() } else { format!("<div class=\"paths\">\n{paths}</div>\n") }
}

fn path(name: &'static str, state: &StateForm, m: Messages) -> String {
    let mut steps: Vec<String> = vec![format!("<li class=\"start\">{}</li>", m.say("html.start"))];
    let shown = state.clicked.iter().take(DRAWN);
    steps.extend(shown.map(|text| format!("<li class=\"step\">{}</li>", printed(&cut(text, 48)))));
    if state.clicked.len() > DRAWN {
        let more = m.fill("common.and-more", &[("count", &(state.clicked.len() - DRAWN))]);
        steps.push(format!("<li class=\"step\">{more}</li>"));
    }
    steps.push(end(state, m));
    let count = match state.steps {
        Some(steps) => m.count("html.steps", usize::try_from(steps).unwrap_or(usize::MAX), &[]),
        None => m.say("html.steps-unknown").to_owned(),
    };
    format!(
        "<div class=\"path\"><h4>{} <span class=\"count\">{count}</span></h4>\n<ol>{}</ol></div>\n",
        m.say(name),
        steps.concat()
    )
}

fn end(state: &StateForm, m: Messages) -> String {
    let because = |key| match state.reason.as_deref() {
        Some(why) => m.fill("html.because", &[("what", &m.say(key)), ("why", &cut(why, REASON))]),
        None => m.say(key).to_owned(),
    };
    let (class, words) = match state.status {
        ChoiceStatus::Observed => {
            let proofs = state.confirmed_by.iter().map(|proof| m.word(proof)).collect::<Vec<_>>().join(", ");
            let told = if proofs.is_empty() {
                m.say("html.made").to_owned()
            } else {
                m.fill("html.confirmed", &[("proofs", &proofs)])
            };
            ("done", told)
        }
        ChoiceStatus::NotOffered => ("closed", because("html.not-offered")),
        ChoiceStatus::Unconfirmed => ("unsure", because("html.unproved")),
        ChoiceStatus::Failed => ("unsure", because("html.not-tried")),
    };
    format!("<li class=\"{class}\">{}</li>", line(&foreign_words(&words, m)))
}
