//! Pictures within the page: each stands in it once, however often it is shown, and marks are drawn over it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::markup::{escaped, printed};
use crate::evidence::Rect;
use crate::messages::Messages;
use crate::report::exhibits::{Absent, Exhibits};

/// How far a mark stands off from what it marks, pixels.
const OFF: f64 = 3.0;

/// The pictures of one report, and which of them are shown.
pub(super) struct Gallery<'a> {
    report: usize,
    exhibits: &'a Exhibits,
    m: Messages,
    shown: RefCell<BTreeMap<String, usize>>,
    /// Paths of pictures that findings show already.
    placed: RefCell<BTreeSet<String>>,
}

/// A picture with what is said of it.
pub(super) struct Shot<'a> {
    /// Its path within the bundle.
    pub(super) path: &'a str,
    /// What can be seen on it, for those who cannot.
    pub(super) shows: &'a str,
    /// What is marked on it, pixels of the picture.
    pub(super) marks: &'a [Rect],
}

impl<'a> Gallery<'a> {
    pub(super) fn new(report: usize, exhibits: &'a Exhibits, m: Messages) -> Self {
        Self { report, exhibits, m, shown: RefCell::default(), placed: RefCell::default() }
    }

    /// Whether there is a picture at this path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.exhibits.pictures.get(path).is_some()
    }

    /// The picture with its caption, or why there is none.
    pub(super) fn figure(&self, shot: &Shot<'_>) -> String {
        self.drawn(shot, "")
    }

    /// The picture where it was not shown by this before, else the way to it: many findings speak of one moment. For
    /// pictures that there are.
    pub(super) fn once(&self, shot: &Shot<'_>) -> String {
        let place = format!("{}f", self.id(self.number(shot.path)));
        if self.placed.borrow_mut().insert(shot.path.to_owned()) {
            return self.drawn(shot, &format!(" id=\"{place}\""));
        }
        let again = printed(&self.m.fill("html.again", &[("shows", &shot.shows)]));
        format!("<p class=\"again\"><a href=\"#{place}\">{again}</a></p>\n")
    }

    fn drawn(&self, shot: &Shot<'_>, attributes: &str) -> String {
        let caption = printed(shot.shows);
        let Some(picture) = self.exhibits.pictures.get(shot.path) else {
            let why = self.exhibits.pictures.why_not(shot.path);
            let why = why.map_or_else(|| self.m.say("html.picture-elsewhere").to_owned(), |why| absent(why, self.m));
            let told = self.m.fill("html.no-picture", &[("what", &shot.shows), ("why", &why)]);
            return format!("<p class=\"note\">{} (<code>{}</code>)</p>\n", printed(&told), printed(shot.path));
        };
        let number = self.number(shot.path);
        let (width, height) = (picture.width, picture.height);
        let mut marks = String::new();
        for mark in shot.marks.iter().filter(|mark| is_within(mark, width, height)) {
            let _ = write!(
                marks,
                "<rect class=\"mark\" x=\"{:.0}\" y=\"{:.0}\" width=\"{:.0}\" height=\"{:.0}\" rx=\"4\"/>",
                mark.x - OFF,
                mark.y - OFF,
                mark.width + 2.0 * OFF,
                mark.height + 2.0 * OFF
            );
        }
        format!(
            "<figure{attributes} class=\"shot{}\"><svg role=\"img\" aria-label=\"{caption}\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\"><use href=\"#{}\"/>{marks}</svg><figcaption>{caption}</figcaption></figure>\n",
            wide(f64::from(width), f64::from(height)),
            self.id(number)
        )
    }

    fn number(&self, path: &str) -> usize {
        let next = self.shown.borrow().len();
        *self.shown.borrow_mut().entry(path.to_owned()).or_insert(next)
    }

    fn id(&self, number: usize) -> String {
        format!("r{}p{number}", self.report)
    }

    /// Every picture that is shown, to be referred to.
    pub(super) fn store(&self) -> String {
        let shown = self.shown.borrow();
        if shown.is_empty() {
            return String::new();
        }
        let mut out = String::from("<svg class=\"store\" aria-hidden=\"true\" width=\"0\" height=\"0\"><defs>\n");
        for (path, number) in shown.iter() {
            let Some(picture) = self.exhibits.pictures.get(path) else { continue };
            let _ = writeln!(
                out,
                "<image id=\"{}\" width=\"{}\" height=\"{}\" preserveAspectRatio=\"none\" href=\"data:image/png;base64,{}\"/>",
                escaped(&self.id(*number)),
                picture.width,
                picture.height,
                STANDARD.encode(&picture.png)
            );
        }
        out.push_str("</defs></svg>\n");
        out
    }
}

/// The class of what is so wide and low that its words can be read over the whole width alone.
pub(super) fn wide(width: f64, height: f64) -> &'static str {
    if width > 640.0 && width > 2.0 * height { " wide" } else { "" }
}

fn absent(why: &Absent, m: Messages) -> String {
    let key = match why {
        Absent::Unreadable(why) => return m.fill("html.picture-unreadable", &[("why", why)]),
        Absent::NotHeld => "html.picture-not-held",
        Absent::TooLarge => "html.picture-too-large",
        Absent::NoRoom => "html.picture-no-room",
        Absent::ManySites => "html.picture-many-sites",
    };
    m.say(key).to_owned()
}

fn is_within(mark: &Rect, width: u32, height: u32) -> bool {
    let whole = Rect { x: 0.0, y: 0.0, width: f64::from(width), height: f64::from(height) };
    mark.area() > 0.0 && whole.holds(*mark, 2.0)
}

/// The box of a control on a picture that was cut out of the viewport along `layer`.
pub(super) fn on_cut(layer: Rect, control: Rect) -> Rect {
    control.moved((-layer.x.max(0.0).floor(), -layer.y.max(0.0).floor()))
}
