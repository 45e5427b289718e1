//! The banner and its controls.

use super::cut::{NAME, REASON, cut};
use super::parts::{Block, Cell, Line, Span, Table};
use crate::evidence::{ContrastBy, Control, FramePlace, Placement, ReachOutcome, Shadow};
use crate::facts::{BannerKind, Seen};
use crate::report::clean::clean;
use crate::report::form::{BannerForm, PlatformForm, Report};
use crate::report::words::spoken;

/// How much of the banner's text is shown.
const TEXT: usize = 240;

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let banner = &report.banner;
    let mut blocks = vec![Block::Heading("Banner".to_owned(), None)];
    match banner.seen {
        Seen::Yes => {
            blocks.push(Block::Pairs(pairs(banner)));
            blocks.push(Block::Table(controls(banner)));
        }
        Seen::No => blocks.push(Block::Text(vec![Span::words("No banner was shown in this run.")])),
        Seen::Unknown if report.reached.outcome != ReachOutcome::Loaded => {
            blocks.push(Block::Text(vec![Span::words("Not looked for: the site was not reached.").doubt()]));
        }
        Seen::Unknown => {
            let why = banner.reason.as_deref().unwrap_or("nothing was recorded");
            let why = format!("Whether there is a banner could not be determined: {why}");
            blocks.push(Block::Text(vec![Span::words(cut(&clean(&why), REASON)).doubt()]));
        }
    }
    blocks
}

fn pairs(banner: &BannerForm) -> Vec<(String, Cell)> {
    let mut pairs = Vec::new();
    let mut add = |label: &str, line: Line| pairs.push((label.to_owned(), vec![line]));
    let behind = if banner.blocking { "the page behind it cannot be used" } else { "the page behind it can be used" };
    add("offers", vec![Span::words(offer(banner.kind)).strong(), Span::words(format!("({behind})"))]);
    add("platform", banner.platform.as_ref().map_or_else(|| vec![Span::words("not recognised")], platform));
    if let Some(placement) = &banner.placement {
        add("stands", vec![Span::words(place(placement))]);
    }
    add("language", vec![Span::words(banner.language.as_deref().unwrap_or("not recognised"))]);
    if let Some(reason) = &banner.reason {
        add("doubt", vec![Span::words(cut(&clean(reason), REASON)).doubt()]);
    }
    let second = banner.second_layer.as_ref().and_then(|layer| layer.picture.as_ref());
    let first = banner.first_layer.picture.iter().map(|path| vec![Span::code(path)]);
    let second = second.map(|path| vec![Span::words("second layer").quiet(), Span::code(path)]);
    let pictures: Cell = first.chain(second).collect();
    add("says", vec![Span::words(format!("“{}”", cut(&clean(&banner.text), TEXT)))]);
    if !pictures.is_empty() {
        pairs.push(("pictures".to_owned(), pictures));
    }
    pairs
}

/// Its name, and that its file did not help where it did not.
fn platform(platform: &PlatformForm) -> Line {
    let mut line = vec![Span::words(cut(&clean(&platform.name), NAME))];
    if let Some(why) = &platform.fell_back {
        line.push(Span::words(format!("({})", cut(&clean(why), REASON))).doubt());
    }
    line
}

fn offer(kind: BannerKind) -> &'static str {
    match kind {
        BannerKind::None => "nothing that was recognised",
        BannerKind::Notice => "no choice, it only tells",
        BannerKind::AcceptOnly => "accept only",
        BannerKind::AcceptSettings => "accept and settings",
        BannerKind::AcceptReject => "accept and reject",
        BannerKind::AcceptRejectSettings => "accept, reject and settings",
        BannerKind::Categories => "categories",
        BannerKind::PayOrAccept => "pay or accept",
        BannerKind::OptOut => "opt-out only",
    }
}

fn place(placement: &Placement) -> String {
    let mut words = vec![match placement.frame {
        FramePlace::Main => "in the page itself".to_owned(),
        FramePlace::SameOrigin => "in a frame of the same origin".to_owned(),
        FramePlace::CrossOrigin => "in a frame of another origin".to_owned(),
    }];
    match placement.shadow {
        Shadow::None => {}
        Shadow::Open => words.push("in an open shadow root".to_owned()),
        Shadow::Closed => words.push("in a closed shadow root".to_owned()),
    }
    if let Some(late) = placement.late_ms.filter(|late| *late > 0) {
        words.push(format!("first seen after {:.1} s of page time", late as f64 / 1000.0));
    }
    if placement.after_gate {
        words.push("only after a gate was passed".to_owned());
    } else if placement.after_scroll {
        words.push("only after a gesture".to_owned());
    }
    words.join(", ")
}

fn controls(banner: &BannerForm) -> Table {
    let mut table = Table::new(
        &["layer", "control", "text", "size", "font", "contrast", "state"],
        "The banner has no controls that could be recognised.",
    );
    let second = banner.second_layer.as_ref().map(|layer| layer.controls.as_slice()).unwrap_or_default();
    for (layer, controls) in [("1", banner.first_layer.controls.as_slice()), ("2", second)] {
        table.rows.extend(controls.iter().map(|control| row(layer, control)));
    }
    let layers = [Some(&banner.first_layer), banner.second_layer.as_ref()];
    let (cut, on) = layers
        .into_iter()
        .flatten()
        .fold((0, 0), |(cut, on), layer| (cut + layer.controls_cut, on + layer.controls_cut_on));
    let further = if cut > 0 { format!("; {cut} further toggles of vendors, {on} of them on") } else { String::new() };
    table.legend = Some(format!(
        "size and font in CSS pixels; contrast of the text by WCAG, 1 to 21, with * as the picture shows it{further}"
    ));
    table
}

fn row(layer: &str, control: &Control) -> Vec<Cell> {
    let text = if control.text.trim().is_empty() { control.name.as_deref().unwrap_or("") } else { &control.text };
    let one = |span: Span| vec![vec![span]];
    vec![
        one(Span::words(layer).quiet()),
        one(Span::words(spoken(&control.role)).strong()),
        one(Span::words(cut(&clean(text), NAME))),
        one(Span::words(format!("{}×{}", pixels(control.rect.width), pixels(control.rect.height)))),
        one(Span::words(pixels(control.font_px))),
        one(Span::words(contrast(control))),
        state(control),
    ]
}

fn contrast(control: &Control) -> String {
    let mark = if control.contrast_by == Some(ContrastBy::Pixels) { "*" } else { "" };
    control.contrast.map_or("?".to_owned(), |contrast| format!("{contrast:.1}{mark}"))
}

/// Whole pixels as whole numbers, others with one digit.
fn pixels(length: f64) -> String {
    if (length - length.round()).abs() < 0.05 { format!("{length:.0}") } else { format!("{length:.1}") }
}

fn state(control: &Control) -> Cell {
    let mut lines = Vec::new();
    if !control.visible {
        let why = control.hidden_because.as_deref().unwrap_or("reason unknown");
        lines.push(vec![Span::words(format!("not visible: {why}")).doubt()]);
    }
    let mut words = Vec::new();
    match control.checked {
        Some(true) => words.push("on".to_owned()),
        Some(false) => words.push("off".to_owned()),
        None if control.mixed => words.push("partly on".to_owned()),
        None => {}
    }
    if control.vendor {
        words.push("vendor".to_owned());
    }
    if control.disabled == Some(true) {
        words.push("fixed".to_owned());
    }
    words.extend(control.purpose.clone());
    words.extend(control.kind.as_ref().map(spoken));
    if !words.is_empty() {
        lines.push(vec![Span::words(words.join(", "))]);
    }
    if lines.is_empty() {
        lines.push(vec![Span::words("–").quiet()]);
    }
    lines
}
