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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Role;
    use crate::facts::staged::parts::button;

    fn rect(x: f64, y: f64, width: f64, height: f64) -> Rect {
        Rect { x, y, width, height }
    }

    fn control(rect: Rect) -> Control {
        Control { rect, ..button(Role::Close, "x") }
    }

    #[test]
    fn a_large_neighbour_crowds_within_twelve_pixels_of_the_middle() {
        // The middle of the small one is (105, 105).
        let small = control(rect(100.0, 100.0, 10.0, 10.0));
        for (neighbour, crowded) in [
            (rect(116.0, 90.0, 100.0, 40.0), true),
            (rect(117.0, 90.0, 100.0, 40.0), false),
            (rect(90.0, 116.0, 100.0, 40.0), true),
            (rect(90.0, 117.0, 100.0, 40.0), false),
            (rect(90.0, 130.0, 100.0, 40.0), false),
            (rect(-6.0, 90.0, 100.0, 40.0), true),
            (rect(-7.0, 90.0, 100.0, 40.0), false),
        ] {
            assert_eq!(crowds(&small, &control(neighbour)), crowded, "{neighbour:?}");
        }
    }

    #[test]
    fn small_neighbours_keep_their_middles_a_whole_circle_apart() {
        let small = control(rect(100.0, 100.0, 10.0, 10.0));
        for (x, y, crowded) in [
            (120.0, 100.0, true),
            (124.0, 100.0, false),
            (100.0, 120.0, true),
            (100.0, 124.0, false),
            (100.0, 130.0, false),
            (80.0, 100.0, true),
            (76.0, 100.0, false),
        ] {
            assert_eq!(crowds(&small, &control(rect(x, y, 10.0, 10.0))), crowded, "{x} {y}");
        }
    }

    #[test]
    fn half_of_a_control_within_two_pixels_of_the_layer_is_inside() {
        let layer = rect(100.0, 100.0, 200.0, 100.0);
        for (x, y, within) in [
            (150.0, 150.0, true),
            (88.0, 150.0, true),
            (87.0, 150.0, false),
            (292.0, 150.0, true),
            (293.0, 150.0, false),
            (150.0, 88.0, true),
            (150.0, 87.0, false),
            (150.0, 192.0, true),
            (150.0, 193.0, false),
        ] {
            assert_eq!(inside(&control(rect(x, y, 20.0, 20.0)), layer), within, "{x} {y}");
        }
    }

    #[test]
    fn the_window_shows_the_part_that_lies_in_it() {
        let window = (1280.0, 900.0);
        for (place, share) in [
            (rect(10.0, 10.0, 100.0, 40.0), 1.0),
            (rect(10.0, 880.0, 100.0, 40.0), 0.5),
            (rect(-75.0, 10.0, 100.0, 40.0), 0.25),
            (rect(10.0, 900.0, 100.0, 40.0), 0.0),
        ] {
            assert_eq!(in_window(&control(place), window), Fact::number(share), "{place:?}");
        }
    }

    #[test]
    fn what_is_scrolled_away_is_not_in_the_window_and_what_was_not_asked_is_unknown() {
        let window = (1280.0, 900.0);
        let mut scrolled = control(rect(10.0, 10.0, 100.0, 40.0));
        scrolled.drawn.as_mut().unwrap().after_scroll = true;
        assert_eq!(in_window(&scrolled, window), Fact::number(0.0));
        let old = |y| Control { drawn: None, ..control(rect(10.0, y, 100.0, 40.0)) };
        assert!(matches!(in_window(&old(10.0), window), Fact::Unknown(_)));
        assert_eq!(in_window(&old(900.0), window), Fact::number(0.0), "outside it is outside, scrolled or not");
    }

    #[test]
    fn what_is_hidden_or_has_no_box_is_unknown() {
        let window = (1280.0, 900.0);
        let hidden = Control { visible: false, ..control(rect(10.0, 10.0, 100.0, 40.0)) };
        let flat = control(rect(10.0, 10.0, 100.0, 0.0));
        let unmeasured = control(rect(10.0, 10.0, f64::NAN, 40.0));
        for control in [hidden, flat, unmeasured] {
            assert!(matches!(in_window(&control, window), Fact::Unknown(_)), "{:?}", control.rect);
        }
    }

    #[test]
    fn boxes_share_what_lies_in_both() {
        let one = rect(10.0, 20.0, 30.0, 40.0);
        for (other, area) in [
            (rect(25.0, 30.0, 100.0, 100.0), 450.0),
            (rect(0.0, 0.0, 500.0, 500.0), 1200.0),
            (rect(40.0, 20.0, 30.0, 40.0), 0.0),
            (rect(200.0, 300.0, 30.0, 40.0), 0.0),
        ] {
            assert!((shared(one, other) - area).abs() < 1e-9, "{other:?}");
            assert!((shared(other, one) - area).abs() < 1e-9, "{other:?}");
        }
    }
}
