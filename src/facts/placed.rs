//! Where a control stands: how large it is to hit, what crowds it, whether it lies in the interface and in the window.

use super::value::Fact;
use crate::evidence::{Control, Rect};

/// Diameter of the circle by which WCAG 2.2 tells whether small targets keep apart, CSS pixels.
const CIRCLE: f64 = 24.0;
/// How far a box may lie outside another and still count as within, CSS pixels: borders and rounding.
const SLACK: f64 = 2.0;

/// What a control is held against.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// The box of its layer, if it is known.
    pub layer: Option<Rect>,
    /// The window: width and height.
    pub window: (f64, f64),
    /// All controls of its layer.
    pub controls: &'a [Control],
}

/// The facts of one control.
pub fn facts(control: &Control, around: Surroundings<'_>) -> [(&'static str, Fact); 5] {
    let others = || around.controls.iter().filter(|other| other.visible && !std::ptr::eq(*other, control));
    let equivalent = others().any(|other| other.role == control.role && side(other) >= CIRCLE);
    [
        ("target-min-px", finite(side(control), "its box")),
        ("crowded", Fact::flag(others().any(|other| crowds(control, other)))),
        ("equivalent", Fact::flag(equivalent)),
        ("in-interface", within(control, around.layer)),
        ("in-window", in_window(control, around.window)),
    ]
}

fn finite(value: f64, what: &str) -> Fact {
    if value.is_finite() { Fact::number(value) } else { Fact::Unknown(format!("{what} could not be measured")) }
}

/// The shorter side of its box.
fn side(control: &Control) -> f64 {
    control.rect.width.min(control.rect.height)
}

/// Whether a circle around the middle of `control` meets the box of `other`, or the circle around it where it is small.
fn crowds(control: &Control, other: &Control) -> bool {
    let (x, y) = control.rect.centre();
    let near = |low: f64, length: f64, at: f64| at.clamp(low, low + length.max(0.0));
    let (left, top) = (near(other.rect.x, other.rect.width, x), near(other.rect.y, other.rect.height, y));
    let (beside, above) = other.rect.centre();
    let box_met = (left - x).hypot(top - y) < CIRCLE / 2.0;
    box_met || (side(other) < CIRCLE && (beside - x).hypot(above - y) < CIRCLE)
}

/// Whether at least half of a control lies in the box of its layer.
pub fn inside(control: &Control, layer: Rect) -> bool {
    let wider = Rect {
        x: layer.x - SLACK,
        y: layer.y - SLACK,
        width: layer.width + 2.0 * SLACK,
        height: layer.height + 2.0 * SLACK,
    };
    shared(control.rect, wider) >= control.rect.area() / 2.0
}

fn within(control: &Control, layer: Option<Rect>) -> Fact {
    match layer {
        None => Fact::Unknown("the box of its layer is not known".to_owned()),
        Some(layer) => Fact::flag(inside(control, layer)),
    }
}

/// The share of its box that the window shows without a scroll.
pub fn in_window(control: &Control, (width, height): (f64, f64)) -> Fact {
    let area = control.rect.area();
    if !control.visible || area.is_nan() || area <= 0.0 {
        return Fact::Unknown("it cannot be seen, or its box could not be measured".to_owned());
    }
    let share = shared(control.rect, Rect { x: 0.0, y: 0.0, width, height }) / area;
    match &control.drawn {
        Some(drawn) if drawn.after_scroll => Fact::number(0.0),
        None if share > 0.0 => {
            Fact::Unknown("whether it is scrolled away was not asked by an older version".to_owned())
        }
        _ => Fact::number(share.clamp(0.0, 1.0)),
    }
}

/// The area that two boxes have in common.
pub fn shared(one: Rect, other: Rect) -> f64 {
    let along = (one.x + one.width).min(other.x + other.width) - one.x.max(other.x);
    let down = (one.y + one.height).min(other.y + other.height) - one.y.max(other.y);
    along.max(0.0) * down.max(0.0)
}
