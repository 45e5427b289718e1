//! Cookies and storage with a column a state: when each was set, sent, gone. Rows carry what can be filtered by.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::card::Board;
use super::markup::{cell, escaped, line, printed};
use super::witnesses::Accusing;
use crate::evidence::{ChoiceStatus, Phase, State};
use crate::facts::ItemKind;
use crate::knowledge::Purpose;
use crate::messages::Messages;
use crate::report::document::{item_cells, items_table};
use crate::report::exhibits::Exhibits;
use crate::report::form::{ItemForm, Reading, Report, StateForm};
use crate::report::words::{phase_words, word};

/// The table.
pub(super) fn table(board: &Board<'_>) -> String {
    let Board { number, report, exhibits, ref pointing, .. } = *board;
    let frame = items_table(report);
    if pointing.items.is_empty() {
        return format!("<p>{}</p>\n", line(&frame.empty));
    }
    let accused = pointing.accused();
    let states = report.states.iter().map(|state| {
        let name = printed(&state.state.to_string());
        format!("<th scope=\"col\" data-state=\"{name}\">{name}</th>")
    });
    let m = report.messages();
    let heads: Vec<String> = frame.columns.into_iter().map(|(head, _)| head).collect();
    let label = m.fill("html.table", &[("heads", &heads.join(", "))]);
    let heads = heads.iter().map(|head| format!("<th scope=\"col\">{}</th>", printed(head)));
    let mut out = format!(
        "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{}\" data-facets=\"purpose party kind\">\n\
         <table class=\"items\">\n<thead><tr>{}</tr></thead>\n<tbody>\n",
        printed(&label),
        heads.chain(states).collect::<String>()
    );
    for (at, item) in pointing.items.iter().enumerate() {
        row(&mut out, report, exhibits, item, accused.get(&at).map(|one| badge(number, at, one, m)));
    }
    let _ =
        write!(out, "</tbody>\n</table>\n</div>\n<p class=\"legend\">{}</p>\n", printed(m.say("html.items-legend")));
    out
}

/// Where the row of an item stands.
pub(super) fn anchor(number: usize, at: usize) -> String {
    format!("r{number}i{at}")
}

/// Where a finding stands.
pub(super) fn finding(number: usize, rule: &str, fingerprint: &str) -> String {
    format!("r{number}-{rule}-{fingerprint}")
}

/// Attributes of a row that a finding points at, and the way to that finding.
fn badge(number: usize, at: usize, one: &Accusing<'_>, m: Messages) -> (String, String) {
    let severity = word(&one.severity);
    let link = escaped(&finding(number, one.rule, one.fingerprint));
    (
        format!(" id=\"{}\" class=\"accused {severity}\"", anchor(number, at)),
        format!(" <a class=\"badge {severity}\" href=\"#{link}\">{}</a>", printed(&m.word(&one.severity))),
    )
}

fn row(out: &mut String, report: &Report, exhibits: &Exhibits, item: &ItemForm, badge: Option<(String, String)>) {
    let (attributes, link) = badge.unwrap_or_default();
    let m = report.messages();
    let [name, purpose, setter] = item_cells(item, m);
    let _ = write!(
        out,
        "<tr{attributes} data-purpose=\"{}\" data-party=\"{}\" data-kind=\"{}\"><th scope=\"row\">{}{link}</th><td>{}</td><td>{}</td>",
        m.word(&item.purpose),
        m.word(&item.party),
        m.word(&item.kind),
        cell(&name),
        cell(&purpose),
        cell(&setter)
    );
    let sent = (item.kind == ItemKind::Cookie).then(|| sent(exhibits, item)).flatten();
    for state in &report.states {
        let sent = sent.and_then(|states| states.get(&state.state));
        let reading = Reading::of(item.kind);
        out.push_str(&presence(state, reading, item.seen.get(&state.state), sent, loud(item.purpose), m));
    }
    out.push_str("</tr>\n");
}

fn sent<'a>(exhibits: &'a Exhibits, item: &ItemForm) -> Option<&'a BTreeMap<State, BTreeSet<Phase>>> {
    exhibits.sent.get(&(item.name.clone(), item.domain.clone(), item.path.clone().unwrap_or_default()))
}

/// The class of a purpose.
fn loud(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Analytics | Purpose::Marketing | Purpose::Social => " class=\"on tracks\"",
        Purpose::Unknown => " class=\"on unknown\"",
        Purpose::Necessary | Purpose::Functional => " class=\"on\"",
    }
}

/// When it was there in one state.
fn presence(
    state: &StateForm,
    reading: Reading,
    seen: Option<&Vec<Phase>>,
    sent: Option<&BTreeSet<Phase>>,
    loud: &str,
    m: Messages,
) -> String {
    let there: Vec<There> = state.phases.iter().map(|phase| There::at(state, reading, seen, *phase)).collect();
    let Some(first) = there.iter().position(|is| *is == There::Yes) else {
        let lived = state.status != ChoiceStatus::Failed && !state.phases.is_empty();
        let unread = there.contains(&There::Unread);
        return match (lived, unread) {
            (_, true) => format!("<td><span class=\"doubt\">{}</span></td>", m.say("html.unread")),
            (true, false) => "<td>·</td>".to_owned(),
            (false, false) => "<td>–</td>".to_owned(),
        };
    };
    let bar: String = there.iter().map(|is| is.sign()).collect();
    let told = course(&state.phases, &there, first, m);
    let sent = sent.filter(|sent| !sent.is_empty()).map(|sent| {
        let everywhere = state.phases.iter().zip(&there).all(|(phase, is)| *is != There::Yes || sent.contains(phase));
        let when = if everywhere && sent.len() > 1 {
            m.say("html.throughout").to_owned()
        } else {
            sent.iter().map(|phase| phase_words(*phase, m)).collect::<Vec<_>>().join(", ")
        };
        format!("<div>{}</div>", m.fill("html.sent", &[("when", &when)]))
    });
    format!("<td{loud}><i aria-hidden=\"true\">{bar}</i> {told}{}</td>", sent.unwrap_or_default())
}

fn course(phases: &[Phase], there: &[There], first: usize, m: Messages) -> String {
    let last = there.iter().rposition(|is| *is == There::Yes).unwrap_or(first);
    let named = |at: usize| phases.get(at).map_or("", |phase| phase_words(*phase, m));
    if phases.len() > 1 && there.iter().all(|is| *is == There::Yes) {
        return m.say("html.throughout").to_owned();
    }
    let gap = there.get(first..=last).is_some_and(|part| part.contains(&There::No));
    let before = there.get(..first).is_some_and(|part| part.contains(&There::Unread));
    // Where the moments before could not be read it may have been there already.
    let key = match (before, gap) {
        (true, _) => "html.there",
        (false, true) => "html.set-gap",
        (false, false) => "html.set",
    };
    let set = m.fill(key, &[("when", &named(first))]);
    match there.iter().skip(last + 1).position(|is| *is == There::No) {
        Some(after) => m.fill("html.gone", &[("what", &set), ("when", &named(last + 1 + after))]),
        None => set,
    }
}

/// Whether something was there in a phase.
#[derive(Clone, Copy, PartialEq, Eq)]
enum There {
    Yes,
    No,
    /// Nobody could read whether it was.
    Unread,
}

impl There {
    fn at(state: &StateForm, reading: Reading, seen: Option<&Vec<Phase>>, phase: Phase) -> Self {
        match seen.is_some_and(|seen| seen.contains(&phase)) {
            true => Self::Yes,
            false if state.is_read(reading, phase) => Self::No,
            false => Self::Unread,
        }
    }

    fn sign(self) -> char {
        match self {
            Self::Yes => '■',
            Self::No => '□',
            Self::Unread => '?',
        }
    }
}
