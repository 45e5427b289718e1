//! The banner drawn from facts: each layer with its controls at their places, in their sizes and colours. It is no
//! picture of the page; where there is one, it stands beside the drawing.

use std::fmt::Write as _;

use super::gallery::{Gallery, Shot, wide};
use super::markup::printed;
use super::witnesses::Depth;
use crate::evidence::{Colour, Control, Rect, Role};
use crate::messages::Messages;
use crate::report::document::{Column, Span, Table, cut};
use crate::report::form::{LayerForm, Report};

/// Controls of a layer that are drawn; all of them stand in the table.
const DRAWN: usize = 60;
/// Letters are about so wide, as a share of their size.
const LETTER: f64 = 0.54;
/// The smallest part of a box that words may fill.
const ROOM: f64 = 12.0;

/// Both layers side by side, drawn and as pictures.
pub(super) fn layers(report: &Report, gallery: &Gallery<'_>) -> String {
    let mut out = String::from("<div class=\"layers\">\n");
    let mut first = 1;
    let m = report.messages();
    for depth in [Depth::First, Depth::Second] {
        let name = m.say(depth.key());
        let Some(layer) = depth.of(report) else {
            let none = m.say("html.no-second-layer");
            let _ = writeln!(out, "<div class=\"wide\"><h3>{name}</h3><p class=\"quiet\">{none}</p></div>");
            continue;
        };
        let class = frame(layer).map_or("", |frame| wide(frame.width, frame.height)).trim();
        let _ = write!(out, "<div class=\"{class}\">\n<h3>{name}</h3>\n{}", figure(layer, name, first, &[], m));
        if let Some(path) = &layer.picture {
            let shows = m.fill("html.pictured", &[("layer", &name)]);
            out.push_str(&gallery.figure(&Shot { path, shows: &shows, marks: &[] }));
        }
        out.push_str("</div>\n");
        first += layer.controls.len();
    }
    out.push_str("</div>\n");
    out
}

/// A layer drawn, its controls numbered from `first`; those in `marked` are marked.
pub(super) fn figure(layer: &LayerForm, name: &str, first: usize, marked: &[&Control], m: Messages) -> String {
    let Some(frame) = frame(layer) else {
        return format!("<p class=\"quiet\">{}</p>\n", m.say("html.undrawable"));
    };
    let drawn: Vec<(usize, &Control)> = layer
        .controls
        .iter()
        .enumerate()
        .filter(|(_, control)| frame.holds(control.rect, 2.0) && control.rect.area() > 0.0)
        .take(DRAWN)
        .collect();
    let shapes: String = drawn.iter().map(|(at, control)| shape(control, first + at)).collect();
    let marks: String = marked.iter().map(|control| mark(control.rect)).collect();
    let paper = layer.controls.iter().find_map(|control| control.drawn.as_ref()?.around);
    let fill = paper.map_or_else(String::new, |paper| format!(" fill=\"{}\"", colour(paper)));
    let others = layer.controls.len() - drawn.len();
    let others = if others == 0 { String::new() } else { m.count("html.outside", others, &[]) };
    let controls = m.count("html.controls", drawn.len(), &[]);
    let title = m.fill("html.drawn", &[("layer", &name), ("controls", &controls)]);
    let size = [frame.width, frame.height].map(|length| m.number(length, 0));
    let scale = m.fill("html.to-scale", &[("width", &size[0]), ("height", &size[1])]);
    format!(
        "<figure class=\"drawn{}\"><svg role=\"img\" aria-label=\"{}\" viewBox=\"{:.0} {:.0} {:.0} {:.0}\" width=\"{:.0}\">\
         <rect class=\"sheet\" x=\"{:.0}\" y=\"{:.0}\" width=\"{:.0}\" height=\"{:.0}\"{fill}/>{shapes}{marks}</svg>\
         <figcaption>{}</figcaption></figure>\n",
        wide(frame.width, frame.height),
        printed(&title),
        frame.x - 14.0,
        frame.y - 14.0,
        frame.width + 28.0,
        frame.height + 28.0,
        frame.width + 28.0,
        frame.x,
        frame.y,
        frame.width,
        frame.height,
        printed(&format!("{scale} {others}")),
    )
}

/// The box of the layer, else the one around its controls.
fn frame(layer: &LayerForm) -> Option<Rect> {
    if let Some(rect) = layer.rect.filter(|rect| rect.area() > 0.0) {
        return Some(rect);
    }
    let seen = layer.controls.iter().filter(|control| control.visible && control.rect.area() > 0.0);
    seen.map(|control| control.rect).reduce(|a, b| {
        let (x, y) = (a.x.min(b.x), a.y.min(b.y));
        let (right, bottom) = ((a.x + a.width).max(b.x + b.width), (a.y + a.height).max(b.y + b.height));
        Rect { x, y, width: right - x, height: bottom - y }
    })
}

fn colour(Colour { r, g, b }: Colour) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// One control: its box, its words as far as they fit, its number.
fn shape(control: &Control, number: usize) -> String {
    let Rect { x, y, width, height } = control.rect;
    let is_link = control.inline || control.role == Role::PolicyLink;
    let class = if control.visible { "" } else { " class=\"unseen\"" };
    let fill = match control.background {
        Some(background) if control.visible && !is_link => format!(" fill=\"{}\"", colour(background)),
        _ => " fill=\"none\"".to_owned(),
    };
    let border = control.drawn.as_ref().and_then(|drawn| Some((drawn.border?, drawn.border_px?)));
    let border = match border {
        Some((ink, px)) if control.visible && px > 0.0 => {
            format!(" stroke=\"{}\" stroke-width=\"{px:.1}\"", colour(ink))
        }
        _ => String::new(),
    };
    let mut out = format!(
        "<g{class}><rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"4\"{fill}{border}/>"
    );
    if control.role == Role::Toggle {
        out.push_str(&switch(control));
    } else {
        out.push_str(&words(control));
    }
    let _ = write!(
        out,
        "<circle class=\"number\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"9\"/><text class=\"number\" x=\"{x:.1}\" y=\"{:.1}\">\
         {number}</text></g>",
        y + 3.6
    );
    out
}

fn words(control: &Control) -> String {
    let Rect { x, y, width, height } = control.rect;
    let size = control.font_px.clamp(6.0, 40.0);
    let fits = ((width - 4.0).max(ROOM) / (size * LETTER)) as usize;
    let ink = control.colour.map_or_else(String::new, |ink| format!(" fill=\"{}\"", colour(ink)));
    let weight = if control.font_weight >= 600 { " font-weight=\"700\"" } else { "" };
    let line = if control.drawn.as_ref().is_some_and(|drawn| drawn.text.underlined) {
        " text-decoration=\"underline\""
    } else {
        ""
    };
    format!(
        "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"{size:.1}\" text-anchor=\"middle\"{ink}{weight}{line}>{}</text>",
        x + width / 2.0,
        y + height / 2.0 + size * 0.35,
        printed(&cut(control.words(), fits.max(1)))
    )
}

/// A switch, its knob at the side on which it stands.
fn switch(control: &Control) -> String {
    let Rect { x, y, height, .. } = control.rect;
    let (width, tall) = (26.0, 14.0);
    let top = y + (height - tall) / 2.0;
    let (class, knob) = match control.checked {
        Some(true) => ("on", x + width - 7.0),
        Some(false) => ("off", x + 7.0),
        None => ("mixed", x + width / 2.0),
    };
    format!(
        "<rect class=\"switch {class}\" x=\"{x:.1}\" y=\"{top:.1}\" width=\"{width}\" height=\"{tall}\" rx=\"7\"/>\
         <circle class=\"knob\" cx=\"{knob:.1}\" cy=\"{:.1}\" r=\"5\"/>",
        top + 7.0
    )
}

fn mark(rect: Rect) -> String {
    format!(
        "<rect class=\"mark\" x=\"{:.0}\" y=\"{:.0}\" width=\"{:.0}\" height=\"{:.0}\" rx=\"6\"/>",
        rect.x - 4.0,
        rect.y - 4.0,
        rect.width + 8.0,
        rect.height + 8.0
    )
}

/// The table of controls with the numbers of the drawing and the colours of each.
pub(super) fn numbered(report: &Report, table: &Table) -> Table {
    let m = report.messages();
    let mut table = table.clone();
    table.columns.insert(0, (m.say("html.number").to_owned(), Column::Marks));
    table.columns.push((m.say("html.colours").to_owned(), Column::Text));
    let layers = [Depth::First, Depth::Second].into_iter().filter_map(|depth| depth.of(report));
    let controls = layers.flat_map(|layer| &layer.controls);
    for (number, (row, control)) in table.rows.iter_mut().zip(controls).enumerate() {
        row.insert(0, vec![vec![Span::words((number + 1).to_string()).quiet()]]);
        let told = |ink: Option<Colour>| Span::code(ink.map_or_else(|| "?".to_owned(), colour));
        row.push(vec![vec![told(control.colour), Span::words(m.say("html.upon")).quiet(), told(control.background)]]);
    }
    table
}
