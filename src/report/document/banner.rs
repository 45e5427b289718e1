//! The banner and its controls.

use super::cut::{NAME, REASON, cut};
use super::foreign;
use super::parts::{Block, Cell, Line, Span, Table};
use crate::evidence::{ContrastBy, Control, FramePlace, Placement, ReachOutcome, Shadow};
use crate::facts::{BannerKind, Seen};
use crate::messages::Messages;
use crate::report::clean::clean;
use crate::report::form::{BannerForm, PlatformForm, Report};

/// How much of the banner's text is shown.
const TEXT: usize = 240;

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let m = report.messages();
    let banner = &report.banner;
    let mut blocks = vec![Block::Heading(m.say("banner.heading").to_owned(), None)];
    match banner.seen {
        Seen::Yes => {
            blocks.push(Block::Pairs(pairs(banner, m)));
            blocks.push(Block::Table(controls(banner, m)));
        }
        Seen::No => blocks.push(Block::Text(vec![Span::words(m.say("banner.none"))])),
        Seen::Unknown if report.reached.outcome != ReachOutcome::Loaded => {
            blocks.push(Block::Text(vec![Span::words(m.say("banner.not-looked-for")).doubt()]));
        }
        Seen::Unknown => {
            let why = banner.reason.as_deref().unwrap_or(m.say("banner.nothing-recorded"));
            let why = m.fill("banner.undetermined", &[("why", &why)]);
            blocks.push(Block::Text(doubt(&why, m)));
        }
    }
    blocks
}

fn pairs(banner: &BannerForm, m: Messages) -> Vec<(String, Cell)> {
    let mut pairs = Vec::new();
    let mut add = |label: &'static str, line: Line| pairs.push((m.say(label).to_owned(), vec![line]));
    let behind = m.say(if banner.blocking { "banner.blocked" } else { "banner.usable" });
    add("banner.offers", vec![Span::words(m.say(offer(banner.kind))).strong(), Span::words(behind)]);
    let unknown = || vec![Span::words(m.say("banner.not-recognised"))];
    add("banner.platform", banner.platform.as_ref().map_or_else(unknown, |platform| self::platform(platform, m)));
    if let Some(placement) = &banner.placement {
        add("banner.stands", vec![Span::words(place(placement, m))]);
    }
    let language = banner.language.as_deref().unwrap_or(m.say("banner.not-recognised"));
    add("banner.language", vec![Span::words(language)]);
    if let Some(reason) = &banner.reason {
        add("banner.doubt", doubt(reason, m));
    }
    let second = banner.second_layer.as_ref().and_then(|layer| layer.picture.as_ref());
    let first = banner.first_layer.picture.iter().map(|path| vec![Span::code(path)]);
    let second = second.map(|path| vec![Span::words(m.say("banner.second-layer")).quiet(), Span::code(path)]);
    let pictures: Cell = first.chain(second).collect();
    let says = Span::words(m.fill("common.quote", &[("text", &cut(&clean(&banner.text), TEXT))]));
    let is_foreign = |language: &&str| *language != m.language().tag();
    let says = match banner.language.as_deref().filter(is_foreign) {
        Some(language) => says.spoken_as(language),
        None => says,
    };
    add("banner.says", vec![says]);
    if !pictures.is_empty() {
        pairs.push((m.say("banner.pictures").to_owned(), pictures));
    }
    pairs
}

fn doubt(why: &str, m: Messages) -> Line {
    foreign::words(&cut(&clean(why), REASON), m).into_iter().map(Span::doubt).collect()
}

/// Its name, and that its file did not help where it did not.
fn platform(platform: &PlatformForm, m: Messages) -> Line {
    let mut line = vec![Span::words(cut(&clean(&platform.name), NAME))];
    if let Some(why) = &platform.fell_back {
        line.extend(doubt(&format!("({why})"), m));
    }
    line
}

/// The key of what it offers.
pub(super) fn offer(kind: BannerKind) -> &'static str {
    match kind {
        BannerKind::None => "banner.offers-nothing",
        BannerKind::Notice => "banner.offers-notice",
        BannerKind::AcceptOnly => "banner.offers-accept",
        BannerKind::AcceptSettings => "banner.offers-accept-settings",
        BannerKind::AcceptReject => "banner.offers-accept-reject",
        BannerKind::AcceptRejectSettings => "banner.offers-all",
        BannerKind::Categories => "banner.offers-categories",
        BannerKind::PayOrAccept => "banner.offers-pay",
        BannerKind::OptOut => "banner.offers-opt-out",
    }
}

fn place(placement: &Placement, m: Messages) -> String {
    let frame = match placement.frame {
        FramePlace::Main => "banner.in-page",
        FramePlace::SameOrigin => "banner.in-same-origin",
        FramePlace::CrossOrigin => "banner.in-cross-origin",
    };
    let mut words = vec![m.say(frame).to_owned()];
    match placement.shadow {
        Shadow::None => {}
        Shadow::Open => words.push(m.say("banner.in-open-shadow").to_owned()),
        Shadow::Closed => words.push(m.say("banner.in-closed-shadow").to_owned()),
    }
    // What would be said as 0.0 seconds is not late.
    if let Some(late) = placement.late_ms.filter(|late| *late >= 50) {
        let seconds = m.number(late as f64 / 1000.0, 1);
        words.push(m.fill("banner.late", &[("seconds", &seconds)]));
    }
    if placement.after_gate {
        words.push(m.say("banner.after-gate").to_owned());
    } else if placement.after_scroll {
        words.push(m.say("banner.after-gesture").to_owned());
    }
    words.join(", ")
}

fn controls(banner: &BannerForm, m: Messages) -> Table {
    let mut table = Table::new(
        &[
            m.say("banner.layer"),
            m.say("banner.control"),
            m.say("banner.text"),
            m.say("banner.size"),
            m.say("banner.font"),
            m.say("banner.contrast"),
            m.say("banner.state"),
        ],
        m.say("banner.no-controls"),
    );
    let second = banner.second_layer.as_ref().map(|layer| layer.controls.as_slice()).unwrap_or_default();
    for (layer, controls) in [("1", banner.first_layer.controls.as_slice()), ("2", second)] {
        table.rows.extend(controls.iter().map(|control| row(layer, control, m)));
    }
    let layers = [Some(&banner.first_layer), banner.second_layer.as_ref()];
    let (cut, on) = layers
        .into_iter()
        .flatten()
        .fold((0, 0), |(cut, on), layer| (cut + layer.controls_cut, on + layer.controls_cut_on));
    let legend = m.say("banner.legend");
    table.legend = Some(match cut {
        0 => legend.to_owned(),
        cut => m.fill("banner.further", &[("legend", &legend), ("count", &cut), ("on", &on)]),
    });
    table
}

fn row(layer: &str, control: &Control, m: Messages) -> Vec<Cell> {
    let text = if control.text.trim().is_empty() { control.name.as_deref().unwrap_or("") } else { &control.text };
    let one = |span: Span| vec![vec![span]];
    vec![
        one(Span::words(layer).quiet()),
        one(Span::words(m.word(&control.role)).strong()),
        one(Span::words(cut(&clean(text), NAME))),
        one(Span::words(format!("{}×{}", pixels(control.rect.width, m), pixels(control.rect.height, m)))),
        one(Span::words(pixels(control.font_px, m))),
        one(Span::words(contrast(control, m))),
        state(control, m),
    ]
}

fn contrast(control: &Control, m: Messages) -> String {
    let mark = if control.contrast_by == Some(ContrastBy::Pixels) { "*" } else { "" };
    control.contrast.map_or("?".to_owned(), |contrast| format!("{}{mark}", m.number(contrast, 1)))
}

/// Whole pixels as whole numbers, others with one digit.
fn pixels(length: f64, m: Messages) -> String {
    m.number(length, if (length - length.round()).abs() < 0.05 { 0 } else { 1 })
}

fn state(control: &Control, m: Messages) -> Cell {
    let mut lines = Vec::new();
    if !control.visible {
        let why = control.hidden_because.as_deref().unwrap_or(m.say("banner.reason-unknown"));
        lines.push(vec![Span::words(m.fill("banner.not-visible", &[("why", &why)])).doubt()]);
    }
    let mut words = Vec::new();
    match control.checked {
        Some(true) => words.push(m.say("banner.is-on").to_owned()),
        Some(false) => words.push(m.say("banner.is-off").to_owned()),
        None if control.mixed => words.push(m.say("banner.partly-on").to_owned()),
        None => {}
    }
    if control.vendor {
        words.push(m.say("banner.vendor").to_owned());
    }
    if control.disabled == Some(true) {
        words.push(m.say("banner.fixed").to_owned());
    }
    words.extend(control.purpose.as_deref().map(|purpose| m.known(purpose)));
    words.extend(control.kind.as_ref().map(|kind| m.word(kind)));
    if !words.is_empty() {
        lines.push(vec![Span::words(words.join(", "))]);
    }
    if lines.is_empty() {
        lines.push(vec![Span::words("–").quiet()]);
    }
    lines
}
