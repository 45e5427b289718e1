//! The course of each state on one axis: phases as bands, events as marks, one line a kind; the data stands below as a
//! table. The size of a drawing does not grow with the number of events: marks that fall together are drawn as one.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::block;
use super::markup::printed;
use crate::facts::{EventKind, Timed};
use crate::messages::Messages;
use crate::report::document::{Cell, Span, Table, cut};
use crate::report::exhibits::{Course, Exhibits, Lane, Told};
use crate::report::words::phase_words;

/// Where the axis begins and ends, units of the drawing.
const LEFT: f64 = 130.0;
const RIGHT: f64 = 985.0;
/// Height of a line, and where the first one begins.
const LINE: f64 = 26.0;
const TOP: f64 = 46.0;
/// Marks are drawn on so many places of the axis.
const PLACES: f64 = 400.0;
/// From so many events on one place a mark is drawn thicker.
const MANY: usize = 5;
/// Heads of the list.
const HEADS: [&str; 5] = ["html.at-ms", "html.when", "html.what", "html.with", "html.by"];
/// What prints all of it.
const COMMAND: &str = "consentinel show timeline BUNDLE";
/// How much of an address is shown in the list.
const SHOWN: usize = 96;

/// A drawing and a list a state.
pub(super) fn courses(exhibits: &Exhibits, m: Messages) -> String {
    if exhibits.courses.is_empty() {
        return format!("<p class=\"quiet\">{}: <code>{COMMAND}</code></p>\n", m.say("html.no-course"));
    }
    let drawn = exhibits.courses.iter().map(|one| course(one, m));
    let legend = m.say("html.course-legend");
    format!("<p class=\"legend\">{legend}</p>\n{}", drawn.collect::<String>())
}

fn course(course: &Course, m: Messages) -> String {
    let state = printed(&course.state.to_string());
    if course.all == 0 && course.phases.is_empty() {
        return format!("<h3>{state}</h3>\n<p class=\"doubt\">{}</p>\n", m.say("html.nothing-recorded"));
    }
    let missing: String = course
        .missing
        .iter()
        .map(|why| format!("<p class=\"doubt\">{}</p>\n", printed(&cut(&m.sentence(why), SHOWN * 2))))
        .collect();
    format!("<h3>{state}</h3>\n{}{missing}{}", drawing(course, m), list(course, m))
}

/// Where on the axis a time lies.
fn place(course: &Course, at_ms: f64) -> f64 {
    let whole = course.end_ms.max(1.0);
    let share = (at_ms / whole).clamp(0.0, 1.0);
    LEFT + (share * PLACES).round() / PLACES * (RIGHT - LEFT)
}

fn drawing(course: &Course, m: Messages) -> String {
    let lanes: Vec<Lane> = Lane::ALL.into_iter().filter(|lane| course.lanes.contains_key(lane)).collect();
    let bottom = TOP + LINE * lanes.len() as f64;
    let mut out = bands(course, bottom, m);
    for (row, lane) in lanes.iter().enumerate() {
        let times = course.lanes.get(lane).map(Vec::as_slice).unwrap_or_default();
        let top = TOP + LINE * row as f64;
        let _ = write!(
            out,
            "<text class=\"lane\" x=\"4\" y=\"{:.0}\">{} {}</text>{}",
            top + 17.0,
            m.say(name(*lane)),
            times.len(),
            marks(course, times, top, class(*lane))
        );
    }
    let clicks = course.told.iter().filter(|told| told.kind == EventKind::Click);
    for click in clicks {
        let x = place(course, click.at_ms);
        let _ = write!(out, "<path class=\"click\" d=\"M{x:.1} {TOP:.0}V{bottom:.0}\"/>");
    }
    let _ = write!(
        out,
        "<text class=\"axis\" x=\"{LEFT}\" y=\"{y:.0}\">0</text><text class=\"axis end\" x=\"{RIGHT}\" y=\"{y:.0}\">{:.0} ms</text>",
        course.end_ms,
        y = bottom + 15.0
    );
    format!(
        "<div class=\"scroll bare\" role=\"group\" tabindex=\"0\" aria-label=\"{}\"><svg class=\"course\" \
         role=\"img\" aria-label=\"{}\" viewBox=\"0 0 1000 {:.0}\">{out}</svg></div>\n",
        printed(&m.fill("html.course-of", &[("state", &course.state)])),
        printed(&told(course, &lanes, m)),
        bottom + 22.0
    )
}

/// The drawing in words.
fn told(course: &Course, lanes: &[Lane], m: Messages) -> String {
    let counts =
        lanes.iter().map(|lane| format!("{} {}", course.lanes.get(lane).map_or(0, Vec::len), m.say(name(*lane))));
    let what = counts.collect::<Vec<_>>().join(", ");
    let ms = m.number(course.end_ms, 0);
    m.fill("html.course-told", &[("state", &course.state), ("ms", &ms), ("what", &what)])
}

fn bands(course: &Course, bottom: f64, m: Messages) -> String {
    let mut out = String::new();
    let mut start = 0.0;
    for (number, (phase, end)) in course.phases.iter().enumerate() {
        let (from, to) = (place(course, start), place(course, *end));
        let _ = write!(
            out,
            "<rect class=\"band b{}\" x=\"{from:.1}\" y=\"0\" width=\"{:.1}\" height=\"{bottom:.0}\"/>\
             <text class=\"phase\" x=\"{:.1}\" y=\"{}\">{}</text>",
            number % 2,
            (to - from).max(0.0),
            from + 3.0,
            14 + 14 * (number % 3),
            printed(&m.word(phase))
        );
        start = *end;
    }
    out
}

fn marks(course: &Course, times: &[f64], top: f64, class: &str) -> String {
    let mut places: BTreeMap<u64, usize> = BTreeMap::new();
    for at in times {
        *places.entry((place(course, *at) * 10.0) as u64).or_default() += 1;
    }
    let mut out = String::new();
    for (kind, is_drawn) in [("few", (|count| count < MANY) as fn(usize) -> bool), ("many", |count| count >= MANY)] {
        let at: String = places
            .iter()
            .filter(|(_, count)| is_drawn(**count))
            .map(|(x, _)| format!("M{:.1} {:.0}v18", *x as f64 / 10.0, top + 4.0))
            .collect();
        if !at.is_empty() {
            let _ = write!(out, "<path class=\"tick {kind} {class}\" d=\"{at}\"/>");
        }
    }
    out
}

/// The key of its name.
fn name(lane: Lane) -> &'static str {
    match lane {
        Lane::Ours => "html.lane-ours",
        Lane::Requests => "html.lane-requests",
        Lane::Cookies => "html.lane-cookies",
        Lane::Storage => "html.lane-storage",
        Lane::Signals => "html.lane-signals",
        Lane::Incidents => "html.lane-incidents",
    }
}

fn class(lane: Lane) -> &'static str {
    match lane {
        Lane::Ours => "ours",
        Lane::Requests => "asked",
        Lane::Cookies => "stored",
        Lane::Storage => "kept",
        Lane::Signals => "said",
        Lane::Incidents => "odd",
    }
}

fn list(course: &Course, m: Messages) -> String {
    if course.told.is_empty() {
        return String::new();
    }
    let mut table = Table::new(&HEADS.map(|key| m.say(key)), m.say("common.none"));
    table.rows = course.told.iter().map(|told| row(told, m)).collect();
    let all = m.count("html.events", course.all, &[]);
    let shown = if course.told.len() < course.all {
        m.fill("html.listed", &[("events", &all), ("count", &course.told.len()), ("command", &COMMAND)])
    } else {
        all
    };
    let told = m.fill("html.as-list", &[("what", &shown)]);
    format!("<details><summary>{}</summary>\n{}</details>\n", printed(&told), block::table(&table, m))
}

fn row(told: &Told, m: Messages) -> Vec<Cell> {
    let ms = m.number(told.at_ms, 0);
    let at = match told.timed {
        Timed::Heard => ms,
        Timed::NoEarlier => m.fill("html.no-earlier", &[("ms", &ms)]),
        Timed::NoLater => m.fill("html.no-later", &[("ms", &ms)]),
    };
    let one = |span: Span| vec![vec![span]];
    vec![
        one(Span::words(at)),
        one(Span::words(told.phase.map(|phase| phase_words(phase, m)).unwrap_or_default())),
        one(Span::words(m.spoken(told.kind.word()))),
        one(Span::code(cut(&told.what, SHOWN))),
        one(Span::code(cut(told.by.as_deref().unwrap_or_default(), SHOWN))),
    ]
}
