//! Cookies and storage, a column a state. Values are never shown.

use super::cut::{ADDRESS, NAME, cut};
use super::marks;
use super::parts::{Block, Cell, Line, Span, Table, Tone};
use crate::facts::{ItemKind, Party, SetHow};
use crate::knowledge::Purpose;
use crate::messages::Messages;
use crate::policy::Severity;
use crate::report::clean::clean;
use crate::report::form::{Identifier, ItemForm, Reading, Report};

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let mut table = table(report);
    marks::add_columns(&mut table, report);
    table.rows.extend(report.items.iter().chain(&report.service_workers).map(|item| row(report, item)));
    vec![heading(report), Block::Table(table)]
}

/// The heading, with how many there are.
pub(in crate::report) fn heading(report: &Report) -> Block {
    let count = report.items.len() + report.service_workers.len();
    Block::Heading(report.messages().say("items.heading").to_owned(), Some(count))
}

/// The table without rows and without states.
pub(in crate::report) fn table(report: &Report) -> Table {
    let m = report.messages();
    let heads = ["items.name", "items.purpose", "items.setter"].map(|key| m.say(key));
    Table::of_seen(&heads, m.say("items.none"), report)
}

/// What does not depend on a state: name, purpose, vendor and setter.
pub(in crate::report) fn cells(item: &ItemForm, m: Messages) -> [Cell; 3] {
    [name(item, m), purpose(item, m), setter(item, m)]
}

fn row(report: &Report, item: &ItemForm) -> Vec<Cell> {
    let mut cells = cells(item, report.messages()).to_vec();
    cells.extend(marks::cells(report, Reading::of(item.kind), &item.seen, loudness(item.purpose)));
    cells
}

/// What tracks is as loud as a high severity, what nobody described as a medium one.
pub(super) fn loudness(purpose: Purpose) -> Tone {
    match purpose {
        Purpose::Analytics | Purpose::Marketing | Purpose::Social => Tone::Severity(Severity::High),
        Purpose::Unknown => Tone::Severity(Severity::Medium),
        Purpose::Necessary | Purpose::Functional => Tone::Plain,
    }
}

fn name(item: &ItemForm, m: Messages) -> Cell {
    let name = clean(&item.name);
    let nameless = || Span::words(m.say("items.no-name")).quiet();
    let name = if name.is_empty() { nameless() } else { Span::code(cut(&name, NAME)).strong() };
    let mut about = vec![Span::code(cut(&clean(&item.domain), NAME)).quiet()];
    let party = (item.party == Party::Third).then(|| m.say("items.third-party").to_owned());
    let kind = (item.kind != ItemKind::Cookie).then(|| m.word(&item.kind));
    let identifier = item.identifier_like == Identifier::Known(true);
    let identifier = identifier.then(|| m.say("items.identifier").to_owned());
    for words in [party, kind, item.lifetime_days.map(|days| lifetime(days, m)), identifier].into_iter().flatten() {
        about.push(Span::words("·").quiet());
        about.push(Span::words(words).quiet());
    }
    vec![vec![name], about]
}

/// A lifetime in days, hours where it is short.
fn lifetime(days: f64, m: Messages) -> String {
    match format!("{days:.0}").parse() {
        Ok(0) | Err(_) => m.fill("items.hours", &[("count", &m.number(days * 24.0, 1))]),
        Ok(days) => m.count("items.days", days, &[]),
    }
}

fn purpose(item: &ItemForm, m: Messages) -> Cell {
    let purpose = Span::words(m.word(&item.purpose)).toned(loudness(item.purpose));
    let known = match item.purpose {
        Purpose::Unknown => Span::words(m.say("items.undescribed")),
        _ => Span::words(m.fill("items.known-by", &[("how", &m.word(&item.known_by))])),
    };
    let from = |place: &String| m.fill("items.known-from", &[("place", &clean(place))]);
    let from = item.known_from.as_ref().map(|place| vec![Span::words(from(place)).quiet()]);
    [vec![purpose], vec![known.quiet()]].into_iter().chain(from).collect()
}

fn setter(item: &ItemForm, m: Messages) -> Cell {
    let vendor = match &item.vendor {
        Some(vendor) => Span::words(cut(&clean(vendor), NAME)),
        None => Span::words(m.say("items.vendor-unknown")).quiet(),
    };
    let set_by = &item.set_by;
    let line = set_by.line.map(|line| format!(":{line}")).unwrap_or_default();
    let set_by_words = |how: &SetHow| m.fill("items.set-by", &[("how", &m.word(how))]);
    let by: Line = match (&set_by.how, &set_by.url) {
        (SetHow::Unknown, _) => vec![Span::words(m.say("items.setter-unknown")).quiet()],
        (how, None) => vec![Span::words(set_by_words(how)).quiet()],
        (how, Some(url)) => {
            let place = format!("{}{line}", cut(&clean(&without_scheme(url)), ADDRESS));
            vec![Span::words(set_by_words(how)).quiet(), Span::code(place).quiet()]
        }
    };
    vec![vec![vendor], by]
}

/// An address as short as it is still plain: no scheme, no query.
fn without_scheme(url: &str) -> String {
    let plain = url.split(['?', '#']).next().unwrap_or(url);
    plain.split_once("://").map_or(plain, |(_, rest)| rest).to_owned()
}
