//! Findings of one rule as a card: words, what they point at, and pictures of it.

use std::collections::{BTreeMap, BTreeSet};

use super::anatomy;
use super::block::pairs;
use super::gallery::{Gallery, Shot, on_cut};
use super::items::finding as anchor;
use super::markup::{escaped, line};
use super::witnesses::{self, Depth};
use crate::evidence::{Control, Phase, Rect, State};
use crate::report::document::{Card, Point};
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
    /// For each finding that points at one, the row of the table of items.
    pub(super) rows: BTreeMap<(&'a str, &'a str), String>,
}

impl Board<'_> {
    fn say(&self, key: &'static str) -> &'static str {
        self.report.messages().say(key)
    }

    /// The card with its pictures.
    pub(super) fn card(&self, card: &Card) -> String {
        let points: String = card.points.iter().map(|point| self.point(card, point)).collect();
        let shots = self.shots(card);
        let shots = if shots.is_empty() { String::new() } else { format!("<div class=\"shots\">\n{shots}</div>\n") };
        article(card, &points, &shots)
    }

    fn point(&self, card: &Card, point: &Point) -> String {
        let row = self.rows.get(&(card.rule.as_str(), point.fingerprint.as_str()));
        let row = row
            .map(|row| format!("<div><a href=\"#{row}\">{}</a></div>", self.say("html.in-table")))
            .unwrap_or_default();
        let id = format!(" id=\"{}\"", escaped(&anchor(self.number, &card.rule, &point.fingerprint)));
        entry(point, &id, &row)
    }

    /// Pictures of what the card's findings speak of, the controls marked.
    fn shots(&self, card: &Card) -> String {
        let prints: BTreeSet<&str> = card.points.iter().map(|point| point.fingerprint.as_str()).collect();
        let is_here = |one: &&FindingForm| one.rule == card.rule && prints.contains(one.fingerprint.as_str());
        let findings: Vec<&FindingForm> = self.report.findings.iter().filter(is_here).collect();
        let controls = witnesses::controls(self.report, &findings);
        let layers: String =
            [Depth::First, Depth::Second].into_iter().map(|depth| self.layer(depth, &controls)).collect();
        if !layers.is_empty() {
            return layers;
        }
        let mut states: Vec<State> = Vec::new();
        for state in findings.iter().flat_map(|finding| witnesses::states(self.report, finding)) {
            if !states.contains(&state) {
                states.push(state);
            }
        }
        states.iter().map(|state| self.state(state)).collect()
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
                self.gallery.figure(&Shot { path, shows: &shows, marks: &[] })
            })
            .collect();
        if !clicks.is_empty() {
            return clicks;
        }
        let path = self.exhibits.viewports.get(&(state.clone(), Phase::Arrival)).filter(|path| self.gallery.has(path));
        let shows = self.report.messages().fill("html.arrived", &[("state", state)]);
        path.map(|path| self.gallery.figure(&Shot { path, shows: &shows, marks: &[] })).unwrap_or_default()
    }
}

/// A card without pictures.
pub(super) fn plain(card: &Card) -> String {
    let points: String = card.points.iter().map(|point| entry(point, "", "")).collect();
    article(card, &points, "")
}

fn article(card: &Card, points: &str, shots: &str) -> String {
    let severity = word(&card.severity);
    let title = escaped(&card.title.text);
    format!(
        "<article class=\"card {severity}\">\n<h3><span class=\"severity {severity}\">{}</span> {title}</h3>\n\
         <p class=\"about\">{}</p>\n<ul>\n{points}</ul>\n{shots}{}</article>\n",
        escaped(&card.tag),
        line(&card.about),
        pairs(&card.notes)
    )
}

fn entry(point: &Point, attributes: &str, more: &str) -> String {
    let details: String = point.details.iter().map(|detail| format!("<div>{}</div>", line(detail))).collect();
    format!("<li{attributes}>{}<div class=\"details\">{details}{more}</div></li>\n", line(&point.message))
}
