//! Cookies and storage, a column a state. Values are never shown.

use super::cut::{ADDRESS, NAME, cut};
use super::marks;
use super::parts::{Block, Cell, Line, Span, Table, Tone};
use crate::facts::{ItemKind, Party, SetHow};
use crate::knowledge::Purpose;
use crate::policy::Severity;
use crate::report::clean::clean;
use crate::report::form::{Identifier, ItemForm, Report};
use crate::report::words::{spoken, word};

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let mut table = Table::of_seen(
        &["name", "purpose", "vendor and setter"],
        "No cookies and no storage items were seen in this run.",
        report,
    );
    marks::add_columns(&mut table, report);
    table.rows.extend(report.items.iter().chain(&report.service_workers).map(|item| row(report, item)));
    let count = report.items.len() + report.service_workers.len();
    vec![Block::Heading("Cookies and storage".to_owned(), Some(count)), Block::Table(table)]
}

fn row(report: &Report, item: &ItemForm) -> Vec<Cell> {
    let mut cells = vec![name(item), purpose(item), setter(item)];
    cells.extend(marks::cells(report, &item.seen, loudness(item.purpose)));
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

fn name(item: &ItemForm) -> Cell {
    let name = clean(&item.name);
    let name = if name.is_empty() { Span::words("(no name)").quiet() } else { Span::code(cut(&name, NAME)).strong() };
    let mut about = vec![Span::code(cut(&clean(&item.domain), NAME)).quiet()];
    let party = (item.party == Party::Third).then(|| "third party".to_owned());
    let kind = (item.kind != ItemKind::Cookie).then(|| spoken(&item.kind));
    let identifier = (item.identifier_like == Identifier::Known(true)).then(|| "looks like an identifier".to_owned());
    for words in [party, kind, item.lifetime_days.map(lifetime), identifier].into_iter().flatten() {
        about.push(Span::words("·").quiet());
        about.push(Span::words(words).quiet());
    }
    vec![vec![name], about]
}

/// A lifetime in days, hours where it is short.
fn lifetime(days: f64) -> String {
    let whole = format!("{days:.0}");
    match whole.as_str() {
        "0" => format!("{:.1} hours", days * 24.0),
        "1" => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}

fn purpose(item: &ItemForm) -> Cell {
    let purpose = Span::words(word(&item.purpose)).toned(loudness(item.purpose));
    let known = match item.purpose {
        Purpose::Unknown => Span::words("nobody described it"),
        _ => Span::words(format!("by {}", spoken(&item.known_by))),
    };
    let from = item.known_from.as_ref().map(|place| vec![Span::words(format!("in {}", clean(place))).quiet()]);
    [vec![purpose], vec![known.quiet()]].into_iter().chain(from).collect()
}

fn setter(item: &ItemForm) -> Cell {
    let vendor = match &item.vendor {
        Some(vendor) => Span::words(cut(&clean(vendor), NAME)),
        None => Span::words("vendor unknown").quiet(),
    };
    let set_by = &item.set_by;
    let line = set_by.line.map(|line| format!(":{line}")).unwrap_or_default();
    let by: Line = match (&set_by.how, &set_by.url) {
        (SetHow::Unknown, _) => vec![Span::words("nobody was seen setting it").quiet()],
        (how, None) => vec![Span::words(format!("by {}", word(how))).quiet()],
        (how, Some(url)) => {
            let place = format!("{}{line}", cut(&clean(&without_scheme(url)), ADDRESS));
            vec![Span::words(format!("by {}", word(how))).quiet(), Span::code(place).quiet()]
        }
    };
    vec![vec![vendor], by]
}

/// An address as short as it is still plain: no scheme, no query.
fn without_scheme(url: &str) -> String {
    let plain = url.split(['?', '#']).next().unwrap_or(url);
    plain.split_once("://").map_or(plain, |(_, rest)| rest).to_owned()
}
