//! Findings of one rule as a card: words, what they point at, and pictures of it.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::anatomy;
use super::block::pairs;
use super::gallery::{Gallery, Shot, on_cut};
use super::items::finding as anchor;
use super::markup::{escaped, line, span};
use super::witnesses::{self, Depth, Pointing};
use crate::evidence::{Control, Phase, Rect, State};
use crate::report::document::{Card, Kind, Point, Table};
use crate::report::exhibits::Exhibits;
use crate::report::form::{FindingForm, LayerForm, Report};
use crate::report::words::word;

/// Pictures of clicks of one state that a card shows.
const CLICKS: usize = 2;

/// A report with everything that cards show of it.
pub(super) struct Board<'a> {
    pub(super) number: usize,
    pub(super) report: &'a Report,
    pub(super) exhibits: &'a Exhibits,
    pub(super) gallery: &'a Gallery<'a>,
    pub(super) pointing: Pointing<'a>,
    /// Places that stand in the page already: the first is where links lead. Profiles may judge one thing differently.
    placed: RefCell<BTreeSet<String>>,
}

/// What a card shows beside its words.
enum Shots {
    /// The whole page, beside the words.
    Page(String),
    /// Layers of the banner, below what was observed.
    Layers(String),
}

impl<'a> Board<'a> {
    pub(super) fn new(number: usize, report: &'a Report, exhibits: &'a Exhibits, gallery: &'a Gallery<'a>) -> Self {
        Self { number, report, exhibits, gallery, pointing: Pointing::of(report), placed: RefCell::default() }
    }

    fn say(&self, key: &'static str) -> &'static str {
        self.report.messages().say(key)
    }

    /// The card with its pictures.
    pub(super) fn card(&self, card: &Card) -> String {
        let points: String = card.points.iter().map(|point| self.point(card, point)).collect();
        let id = self.id(self.place(&card.rule));
        article(card, &id, &points, &self.shots(card))
    }

    /// The attribute that makes this the place; nothing where another has it.
    fn id(&self, place: String) -> String {
        let id = format!(" id=\"{}\"", escaped(&place));
        if self.placed.borrow_mut().insert(place) { id } else { String::new() }
    }

    /// Where the first card of a rule stands.
    fn place(&self, rule: &str) -> String {
        format!("r{}-{rule}", self.number)
    }

    /// The table of what failed, rules leading to their cards.
    pub(super) fn leading(&self, table: &Table) -> Table {
        let rules: BTreeSet<&str> =
            self.report.findings.iter().filter(|one| one.waived.is_none()).map(|one| one.rule.as_str()).collect();
        let mut table = table.clone();
        let names = table.rows.iter_mut().filter_map(|row| row.first_mut()?.first_mut()?.first_mut());
        for name in names.filter(|name| name.kind == Kind::Code && rules.contains(name.text.as_str())) {
            name.kind = Kind::Within(self.place(&name.text));
        }
        table
    }

    fn point(&self, card: &Card, point: &Point) -> String {
        let row = self.pointing.row(self.number, &card.rule, &point.fingerprint);
        let row = row.map(|row| format!("<a href=\"#{row}\">{}</a>", self.say("html.in-table"))).unwrap_or_default();
        let id = self.id(anchor(self.number, &card.rule, &point.fingerprint));
        entry(point, &id, row)
    }

    /// Pictures of what the card's findings speak of, the controls marked.
    fn shots(&self, card: &Card) -> Shots {
        let prints: BTreeSet<&str> = card.points.iter().map(|point| point.fingerprint.as_str()).collect();
        let is_here = |one: &&FindingForm| one.rule == card.rule && prints.contains(one.fingerprint.as_str());
        let findings: Vec<&FindingForm> = self.report.findings.iter().filter(is_here).collect();
        let controls = witnesses::controls(self.report, &findings);
        let layers: String =
            [Depth::First, Depth::Second].into_iter().map(|depth| self.layer(depth, &controls)).collect();
        if !layers.is_empty() {
            return Shots::Layers(layers);
        }
        let mut states: Vec<State> = Vec::new();
        for state in findings.iter().flat_map(|finding| witnesses::states(self.report, finding)) {
            if !states.contains(&state) {
                states.push(state);
            }
        }
        Shots::Page(states.iter().map(|state| self.state(state)).collect())
    }

    /// A layer with these of its controls marked, as a picture if there is one, else drawn.
    fn layer(&self, depth: Depth, controls: &[(Depth, &Control)]) -> String {
        let marked: Vec<&Control> =
            controls.iter().filter(|(of, _)| *of == depth).map(|(_, control)| *control).collect();
        let Some(layer) = depth.of(self.report).filter(|_| !marked.is_empty()) else { return String::new() };
        let shows = self.report.messages().fill("html.meant", &[("layer", &self.say(depth.key()))]);
        match (self.pictured(layer), layer.rect) {
            (Some(path), Some(rect)) => {
                let marks: Vec<Rect> = marked.iter().map(|control| on_cut(rect, control.rect)).collect();
                self.gallery.figure(&Shot { path, shows: &shows, marks: &marks })
            }
            _ => {
                let first = if depth == Depth::First { 1 } else { 1 + self.report.banner.first_layer.controls.len() };
                anatomy::figure(layer, &shows, first, &marked, self.report.messages())
            }
        }
    }

    fn pictured<'b>(&self, layer: &'b LayerForm) -> Option<&'b str> {
        layer.picture.as_deref().filter(|path| self.gallery.has(path))
    }

    /// The page in a state: what was clicked, or how it stood there where nothing was.
    fn state(&self, state: &State) -> String {
        let clicked = self.report.states.iter().find(|one| one.state == *state);
        let paths = clicked.map(|one| one.pictures.as_slice()).unwrap_or_default();
        let clicks: String = paths
            .iter()
            .filter(|path| self.gallery.has(path))
            .take(CLICKS)
            .map(|path| {
                let shows = self.report.messages().fill("html.clicked", &[("state", state)]);
                self.gallery.once(&Shot { path, shows: &shows, marks: &[] })
            })
            .collect();
        if !clicks.is_empty() {
            return clicks;
        }
        let path = self.exhibits.viewports.get(&(state.clone(), Phase::Arrival)).filter(|path| self.gallery.has(path));
        let shows = self.report.messages().fill("html.arrived", &[("state", state)]);
        path.map(|path| self.gallery.once(&Shot { path, shows: &shows, marks: &[] })).unwrap_or_default()
    }
}

/// A card without pictures.
pub(super) fn plain(card: &Card) -> String {
    let points: String = card.points.iter().map(|point| entry(point, "", String::new())).collect();
    article(card, "", &points, &Shots::Layers(String::new()))
}

fn article(card: &Card, id: &str, points: &str, shots: &Shots) -> String {
    let severity = word(&card.severity);
    let within = |class: &str, shots: &str| match shots {
        "" => String::new(),
        shots => format!("<div class=\"{class}\">\n{shots}</div>\n"),
    };
    let (beside, below) = match shots {
        Shots::Page(shots) => (within("beside", shots), String::new()),
        Shots::Layers(shots) => (String::new(), within("shots", shots)),
    };
    format!(
        "<article{id} class=\"card {severity}\">\n<h3><span class=\"severity {severity}\">{}</span> {}</h3>\n\
         <p class=\"about\">{}</p>\n{beside}<ul>\n{points}</ul>\n{below}{}</article>\n",
        escaped(&card.tag),
        span(&card.title),
        line(&card.about),
        pairs(&card.notes)
    )
}

/// What was observed, and below it in one line where it stands.
fn entry(point: &Point, attributes: &str, row: String) -> String {
    let details = point.details.iter().map(line);
    let details: Vec<String> = std::iter::once(row).chain(details).filter(|detail| !detail.is_empty()).collect();
    let details = details.join(" <span class=\"quiet\">·</span> ");
    format!("<li{attributes}>{}<div class=\"details\">{details}</div></li>\n", line(&point.message))
}
