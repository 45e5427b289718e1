//! How the interface as a whole stands before a visitor: when it came, how opaque, how much of it is in the window,
//! whether another asks beside it, where it closes.

use super::banner::{Banner, Found};
use super::placed;
use super::pointer;
use super::value::{Fact, Value};
use super::view::Singles;
use crate::evidence::{Control, Evidence, Interface, Rect, Role, Search};

/// A control that only closes stands in the corner if its middle lies this far to the right and no further down.
const CORNER: (f64, f64) = (0.5, 0.5);
/// A control without words that is no larger than this may be a cross that is only drawn, CSS pixels.
const RIDDLE: f64 = 48.0;

/// How far a box may lie outside another and still be taken to lie within it, CSS pixels.
const ROUNDING: f64 = 1.0;

/// Adds the facts; `search` is the search in which the interface was found.
pub fn add(singles: &mut Singles, evidence: &Evidence, banner: &Banner<'_>) {
    let window = window(evidence);
    let mut insert = |name: &'static str, of: &dyn Fn(&Found<'_>) -> Fact| {
        let (fact, at) = match &banner.found {
            Ok(Some(found)) => (of(found), found.pointer.clone()),
            Ok(None) => (Fact::absent(), banner.search.clone()),
            Err(why) => (Fact::Unknown(why.clone()), banner.search.clone()),
        };
        singles.insert(name, fact, at);
    };
    insert("banner.late-ms", &|found| late(found.interface));
    insert("banner.opacity", &|found| opacity(found.interface));
    insert("banner.window-share", &|found| window_share(found.interface.rect, window));
    insert("banner.choices-in-window", &|found| choices_in_window(found.interface, window));
    insert("banner.close-place", &|found| close_place(found.interface));
    let asking = match searched(evidence, &banner.search) {
        Some(search) => Fact::number(asking(search).len() as f64),
        None => Fact::Unknown("the search for a consent interface brought nothing".to_owned()),
    };
    let asking = match &banner.found {
        Ok(None) => Fact::number(0.0),
        Ok(Some(_)) => asking,
        Err(why) => Fact::Unknown(why.clone()),
    };
    singles.insert("banner.asking", asking, banner.search.clone());
}

/// The window that pages were shown in.
pub fn window(evidence: &Evidence) -> (f64, f64) {
    let (width, height) = evidence.run.viewport;
    (f64::from(width), f64::from(height))
}

/// The search that `at` points to.
fn searched<'a>(evidence: &'a Evidence, at: &str) -> Option<&'a Search> {
    let found = evidence.visits.iter().enumerate().find_map(|(visit, seen)| {
        let moments = seen.moments.iter().enumerate();
        moments.map(|(moment, met)| (pointer::in_moment(visit, moment, "search"), met)).find(|(place, _)| place == at)
    });
    found.and_then(|(_, moment)| moment.search.ok())
}

/// Page time until it came. What waits for a gesture comes as late as the gesture.
fn late(interface: &Interface) -> Fact {
    let placement = &interface.placement;
    if placement.after_scroll || placement.after_gate {
        return Fact::absent();
    }
    match placement.late_ms {
        Some(late) => Fact::number(late as f64),
        None => Fact::Unknown("when it came was not seen".to_owned()),
    }
}

fn opacity(interface: &Interface) -> Fact {
    match interface.opacity {
        Some(opacity) => Fact::number(opacity),
        None => Fact::Unknown("how opaque it is was not gathered by an older version".to_owned()),
    }
}

fn window_share(rect: Rect, (width, height): (f64, f64)) -> Fact {
    let area = width * height;
    let sides = [rect.x, rect.y, rect.width, rect.height];
    if area <= 0.0 || sides.iter().any(|side| !side.is_finite()) {
        return Fact::Unknown("its box could not be measured".to_owned());
    }
    Fact::number(placed::shared(rect, Rect { x: 0.0, y: 0.0, width, height }) / area)
}

/// The least share of a visible choice that the window shows without a scroll; absent if it offers none.
fn choices_in_window(interface: &Interface, window: (f64, f64)) -> Fact {
    let mut least: Option<f64> = None;
    let choice = |control: &&Control| {
        let offers = matches!(control.role, Role::Accept | Role::Reject | Role::Settings | Role::Save);
        control.visible && offers
    };
    for control in interface.controls.iter().filter(choice) {
        match placed::in_window(control, window) {
            Fact::Known(Value::Number(share)) => least = Some(least.map_or(share, |known| known.min(share))),
            unknown => return unknown,
        }
    }
    least.map_or_else(Fact::absent, Fact::number)
}

/// Where a control that only closes stands: in the top right corner, or elsewhere; absent if there is none.
fn close_place(interface: &Interface) -> Fact {
    let closing = interface.controls.iter().filter(|control| control.visible && control.role == Role::Close);
    let around = interface.rect;
    let corner = |control: &Control| {
        let (x, y) = control.rect.centre();
        x >= around.x + around.width * CORNER.0 && y <= around.y + around.height * CORNER.1
    };
    let mut places: Vec<bool> = closing.map(corner).collect();
    places.sort_unstable();
    match places.last() {
        None if interface.controls.iter().any(is_riddle) => {
            Fact::Unknown("a small control without words may close it".to_owned())
        }
        None => Fact::absent(),
        Some(true) => Fact::text("top-right"),
        Some(false) => Fact::text("elsewhere"),
    }
}

/// A small control of which nothing tells what it does.
fn is_riddle(control: &Control) -> bool {
    let small = control.rect.width.max(control.rect.height) <= RIDDLE;
    control.visible && control.role == Role::Other && control.words().trim().is_empty() && small
}

/// Interfaces that ask for consent by themselves: with words of consent and a visible control to agree, none within
/// another, none the same as another.
fn asking(search: &Search) -> Vec<&Interface> {
    let mut apart: Vec<&Interface> = Vec::new();
    for interface in search.found.iter().filter(|interface| asks(interface)) {
        if !apart.iter().any(|known| is_part(known, interface)) {
            apart.push(interface);
        }
    }
    apart
}

fn asks(interface: &Interface) -> bool {
    let agrees = |control: &Control| control.visible && control.role == Role::Accept;
    !interface.phrases.is_empty() && interface.controls.iter().any(agrees)
}

/// Whether two sights belong to one interface: the same words on their controls, or one box within the other.
fn is_part(one: &Interface, other: &Interface) -> bool {
    let words = |interface: &Interface| -> Vec<String> {
        let visible = interface.controls.iter().filter(|control| control.visible);
        visible.map(|control| control.words().to_lowercase()).collect()
    };
    let (here, there) = (one.rect, other.rect);
    words(one) == words(other) || here.holds(there, ROUNDING) || there.holds(here, ROUNDING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::staged::parts::{button, interface};

    const WINDOW: (f64, f64) = (1280.0, 900.0);

    fn rect(x: f64, y: f64, width: f64, height: f64) -> Rect {
        Rect { x, y, width, height }
    }

    fn at(role: Role, rect: Rect) -> Control {
        Control { rect, ..button(role, "words") }
    }

    #[test]
    fn the_share_of_the_window_needs_a_box_and_a_window() {
        assert_eq!(window_share(rect(0.0, 450.0, 1280.0, 450.0), WINDOW), Fact::number(0.5));
        assert!(matches!(window_share(rect(f64::NAN, 450.0, 1280.0, 450.0), WINDOW), Fact::Unknown(_)));
        assert!(matches!(window_share(rect(0.0, 450.0, 1280.0, 450.0), (0.0, 900.0)), Fact::Unknown(_)));
    }

    #[test]
    fn the_least_visible_choice_counts_and_nothing_else() {
        let near = |y| rect(10.0, y, 100.0, 40.0);
        let accept = at(Role::Accept, near(10.0));
        let half = at(Role::Reject, near(880.0));
        let link = at(Role::PolicyLink, near(2000.0));
        let hidden = Control { visible: false, ..at(Role::Save, near(10.0)) };
        let share = |controls: &[&Control]| {
            choices_in_window(&interface(controls.iter().map(|control| (*control).clone()).collect()), WINDOW)
        };
        assert_eq!(share(&[&accept, &half]), Fact::number(0.5));
        assert_eq!(share(&[&accept, &link, &hidden]), Fact::number(1.0));
        assert_eq!(share(&[&link, &hidden]), Fact::absent());
    }

    #[test]
    fn a_cross_closes_in_the_top_right_quarter_or_elsewhere() {
        let place = |x: f64, y: f64| {
            let cross = at(Role::Close, rect(x - 10.0, y - 10.0, 20.0, 20.0));
            close_place(&Interface { rect: rect(100.0, 200.0, 400.0, 200.0), ..interface(vec![cross]) })
        };
        for (x, y, word) in [
            (480.0, 210.0, "top-right"),
            (310.0, 290.0, "top-right"),
            (450.0, 310.0, "elsewhere"),
            (450.0, 390.0, "elsewhere"),
            (290.0, 210.0, "elsewhere"),
        ] {
            assert_eq!(place(x, y), Fact::text(word), "{x} {y}");
        }
    }

    #[test]
    fn a_small_control_without_words_may_be_the_cross_and_no_other() {
        let riddle = Control { text: String::new(), ..at(Role::Other, rect(0.0, 0.0, 20.0, 20.0)) };
        let place = |control: Control| close_place(&interface(vec![control]));
        assert!(matches!(place(riddle.clone()), Fact::Unknown(_)));
        for other in [
            Control { visible: false, ..riddle.clone() },
            Control { role: Role::Settings, ..riddle.clone() },
            Control { text: "Shop".to_owned(), ..riddle.clone() },
            Control { name: Some("Shop".to_owned()), ..riddle.clone() },
            Control { rect: rect(0.0, 0.0, 20.0, 400.0), ..riddle },
        ] {
            assert_eq!(place(other.clone()), Fact::absent(), "{other:?}");
        }
    }

    #[test]
    fn one_interface_seen_twice_asks_once_and_two_ask_twice() {
        let banner = |words: &str, rect: Rect| Interface { rect, ..interface(vec![button(Role::Accept, words)]) };
        let (bar, within) = (rect(0.0, 700.0, 1280.0, 200.0), rect(100.0, 720.0, 300.0, 100.0));
        let apart = rect(0.0, 0.0, 300.0, 100.0);
        for (one, other, same) in [
            (banner("Accept", bar), banner("accept", apart), true),
            (banner("Accept", bar), banner("Agree", within), true),
            (banner("Accept", within), banner("Agree", bar), true),
            (banner("Accept", bar), banner("Agree", apart), false),
        ] {
            let mut search = crate::facts::staged::parts::moment("https://a.example/", crate::evidence::Phase::Arrival);
            let search = search.search.ok_mut().unwrap();
            search.found = vec![one, other];
            assert_eq!(asking(search).len(), if same { 1 } else { 2 }, "{:?}", search.found);
        }
    }
}
