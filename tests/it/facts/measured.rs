//! What is measured on the interface: place, colour, keyboard, accessibility tree, and where each stays silent.

use consentinel::evidence::{
    Colour, Control, Drawn, Evidence, Gathered, Interface, KeyControl, Keyboard, Phase, Rect, Role, Spoken, State,
    StepKind, WalkEnd,
};
use consentinel::facts::{Fact, Facts, derive};

use crate::support::evidence as scene;
use crate::support::knowledge;
use crate::support::scene::{button, interface};

const WHITE: Colour = Colour { r: 255, g: 255, b: 255 };
const BLUE: Colour = Colour { r: 0, g: 60, b: 160 };

fn single(facts: &Facts, name: &str) -> Fact {
    facts.view.singles[name].0.clone()
}

fn of(facts: &Facts, text: &str, fact: &str) -> Fact {
    let members = facts.view.collections[&("control", State::NoneAgain)].as_ref().unwrap();
    let found = members.items.iter().find(|item| item.facts["text"] == Fact::text(text));
    found.unwrap_or_else(|| panic!("no {text}")).facts[fact].clone()
}

fn is_unknown(fact: &Fact) -> bool {
    matches!(fact, Fact::Unknown(_))
}

/// The facts of a site that shows `found` at every arrival.
fn shown(found: &Interface) -> Facts {
    let mut evidence = scene::honest();
    for visit in &mut evidence.visits {
        for moment in visit.moments.iter_mut().filter(|moment| moment.phase == Phase::Arrival) {
            moment.search.ok_mut().unwrap().found = vec![found.clone()];
        }
    }
    facts(&evidence)
}

fn facts(evidence: &Evidence) -> Facts {
    derive(evidence, &knowledge::small())
}

fn at(role: Role, text: &str, x: f64, width: f64, height: f64) -> Control {
    Control { rect: Rect { x, y: 830.0, width, height }, ..button(role, text) }
}

/// A control that stands on white, filled or not.
fn filled(control: Control, fill: Colour) -> Control {
    let drawn = Drawn { around: Some(WHITE), border_px: Some(0.0), ..Drawn::default() };
    Control { background: Some(fill), drawn: Some(drawn), ..control }
}

#[test]
fn small_targets_are_crowded_by_what_stands_closer_than_the_circle() {
    let near = [at(Role::Accept, "Agree", 100.0, 16.0, 16.0), at(Role::Reject, "Refuse", 118.0, 16.0, 16.0)];
    let facts = shown(&interface(near.to_vec()));
    assert_eq!(of(&facts, "Refuse", "target-min-px"), Fact::number(16.0));
    assert_eq!(of(&facts, "Refuse", "crowded"), Fact::flag(true));
    let apart = [at(Role::Accept, "Agree", 100.0, 16.0, 16.0), at(Role::Reject, "Refuse", 130.0, 16.0, 16.0)];
    assert_eq!(of(&shown(&interface(apart.to_vec())), "Refuse", "crowded"), Fact::flag(false));
    let twice = [at(Role::Reject, "Refuse", 100.0, 16.0, 16.0), at(Role::Reject, "No", 118.0, 80.0, 40.0)];
    let facts = shown(&interface(twice.to_vec()));
    assert_eq!(of(&facts, "Refuse", "equivalent"), Fact::flag(true), "a larger one does the same");
    assert_eq!(of(&facts, "No", "equivalent"), Fact::flag(false));
}

#[test]
fn fills_and_borders_stand_out_or_not() {
    let told = |accept: Control, reject: Control| {
        let facts = shown(&interface(vec![accept, reject]));
        ["accept", "reject"].map(|role| single(&facts, &format!("prominence.{role}-fill-contrast")))
    };
    let accept = || filled(button(Role::Accept, "Agree"), BLUE);
    let reject = || filled(button(Role::Reject, "Refuse"), WHITE);
    let [strong, bare] = told(accept(), reject());
    assert_eq!(strong, Fact::number(WHITE.contrast(BLUE)));
    assert_eq!(bare, Fact::number(1.0));
    let mut bordered = reject();
    bordered.drawn = bordered.drawn.map(|drawn| Drawn { border_px: Some(1.0), border: Some(BLUE), ..drawn });
    assert_eq!(told(accept(), bordered)[1], Fact::number(WHITE.contrast(BLUE)), "its border stands out");
    let mut shaded = reject();
    shaded.drawn = shaded.drawn.map(|drawn| Drawn { border_px: None, ..drawn });
    assert!(is_unknown(&told(accept(), shaded)[1]), "a shadow may draw the border");
    let older = Control { drawn: None, ..reject() };
    assert!(is_unknown(&told(accept(), older)[1]), "an older version did not look");
    let pictured = Control { background: None, ..reject() };
    assert!(is_unknown(&told(accept(), pictured)[1]));
}

#[test]
fn refusing_stands_beside_agreeing_or_not() {
    let place = |reject: Control| {
        let found = interface(vec![button(Role::Accept, "Agree"), reject]);
        single(&shown(&found), "prominence.reject-place")
    };
    let reject = || button(Role::Reject, "Refuse");
    let scrolled = |control: Control| {
        let drawn = control.drawn.clone().map(|drawn| Drawn { after_scroll: true, ..drawn });
        Control { drawn, ..control }
    };
    assert_eq!(place(reject()), Fact::text("beside"));
    assert_eq!(place(scrolled(reject())), Fact::text("scroll"));
    let outside = Control { rect: Rect { x: 100.0, y: 20.0, width: 80.0, height: 20.0 }, ..reject() };
    assert_eq!(place(outside), Fact::text("outside"));
    let hidden = |why: &str| Control { visible: false, hidden_because: Some(why.to_owned()), ..reject() };
    assert_eq!(place(hidden("covered")), Fact::text("covered"));
    assert_eq!(place(hidden("off screen")), Fact::absent(), "the second layer waits beside the window");
    assert!(is_unknown(&place(Control { drawn: None, ..reject() })));
    let both = interface(vec![scrolled(button(Role::Accept, "Agree")), scrolled(reject())]);
    assert_eq!(single(&shown(&both), "prominence.reject-place"), Fact::text("beside"), "both need the scroll");
}

#[test]
fn how_the_interface_stands_is_told() {
    let mut found = interface(vec![button(Role::Accept, "Agree"), at(Role::Close, "×", 1200.0, 30.0, 20.0)]);
    found.controls[1].rect.y = 805.0;
    found.placement.late_ms = Some(6200);
    let facts = shown(&found);
    assert_eq!(single(&facts, "banner.late-ms"), Fact::number(6200.0));
    assert_eq!(single(&facts, "banner.close-place"), Fact::text("top-right"));
    assert_eq!(single(&facts, "banner.asking"), Fact::number(1.0));
    found.placement.after_scroll = true;
    assert_eq!(single(&shown(&found), "banner.late-ms"), Fact::absent(), "it waited for a gesture");
    found.controls[1].rect.x = 10.0;
    assert_eq!(single(&shown(&found), "banner.close-place"), Fact::text("elsewhere"));
    found.controls[1] = Control { role: Role::Other, text: String::new(), ..found.controls[1].clone() };
    assert!(is_unknown(&single(&shown(&found), "banner.close-place")), "a drawing may be the cross");
    found.opacity = None;
    assert!(is_unknown(&single(&shown(&found), "banner.opacity")));
}

#[test]
fn two_interfaces_ask_only_if_both_ask_and_stand_apart() {
    let asking = |other: Interface| {
        let mut evidence = scene::honest();
        for visit in &mut evidence.visits {
            for moment in visit.moments.iter_mut().filter(|moment| moment.phase == Phase::Arrival) {
                moment.search.ok_mut().unwrap().found = vec![bar(), other.clone()];
            }
        }
        single(&facts(&evidence), "banner.asking")
    };
    fn bar() -> Interface {
        interface(vec![button(Role::Accept, "Agree"), button(Role::Reject, "Refuse")])
    }
    let top = Rect { x: 300.0, y: 50.0, width: 500.0, height: 200.0 };
    let welcome = Interface { rect: top, ..interface(vec![button(Role::Accept, "I accept")]) };
    assert_eq!(asking(welcome.clone()), Fact::number(2.0));
    assert_eq!(asking(Interface { phrases: Vec::new(), ..welcome.clone() }), Fact::number(1.0), "a newsletter");
    let gate = Interface { controls: vec![button(Role::Acknowledge, "I am 18")], ..welcome.clone() };
    assert_eq!(asking(gate), Fact::number(1.0), "an age gate agrees to nothing");
    assert_eq!(asking(Interface { rect: bar().rect, ..welcome }), Fact::number(1.0), "one within the other");
}

fn tabbed(change: impl Fn(&mut Keyboard)) -> Facts {
    let mut evidence = scene::tabbed();
    let visit = evidence.visits.iter_mut().find(|visit| visit.state == State::NoneAgain).unwrap();
    change(visit.keyboard.as_mut().unwrap().ok_mut().unwrap());
    facts(&evidence)
}

/// The words of the control to refuse, and what the keyboard does to it.
fn refusing(keyboard: &mut Keyboard) -> &mut KeyControl {
    keyboard.controls.iter_mut().find(|control| control.role == Role::Reject).unwrap()
}

#[test]
fn what_the_tab_key_never_meets_is_told_only_after_a_whole_walk() {
    let mut words = String::new();
    let mut accept = String::new();
    for control in &scene::tabbed().visits[0].moments[0].search.ok().unwrap().found[0].controls {
        match control.role {
            Role::Reject => words.clone_from(&control.text),
            Role::Accept => accept.clone_from(&control.text),
            _ => {}
        }
    }
    let facts = tabbed(|_| {});
    assert_eq!(of(&facts, &words, "tab-reached"), Fact::flag(false));
    assert_eq!(of(&facts, &words, "focus-visible"), Fact::absent());
    assert_eq!(of(&facts, &accept, "tab-reached"), Fact::flag(true));
    assert_eq!(of(&facts, &accept, "focus-visible"), Fact::flag(true));
    for end in [WalkEnd::Deadline, WalkEnd::MostStops] {
        assert!(is_unknown(&of(&tabbed(|walk| walk.end = end), &words, "tab-reached")), "{end:?}");
    }
    let group = tabbed(|walk| refusing(walk).group = Some("toolbar".to_owned()));
    assert!(is_unknown(&of(&group, &words, "tab-reached")), "arrow keys may lead to it");
    let bare = tabbed(|walk| refusing(walk).native = false);
    assert!(is_unknown(&of(&bare, &words, "key-operable")), "it may listen to keys");
}

#[test]
fn a_focus_that_changes_nothing_is_not_seen_and_one_that_only_styles_change_is_unknown() {
    let looks = |pixels: u32, style: &[&str]| {
        let facts = tabbed(|walk| {
            for control in &mut walk.controls {
                if let Some(Gathered::Ok(focus)) = &mut control.focus {
                    focus.changed_px = pixels;
                    focus.changed_style = style.iter().map(|name| (*name).to_owned()).collect();
                }
            }
        });
        let members = facts.view.collections[&("control", State::NoneAgain)].as_ref().unwrap();
        let accept = members.items.iter().find(|item| item.facts["role"] == Fact::text("accept")).unwrap();
        accept.facts["focus-visible"].clone()
    };
    assert_eq!(looks(0, &[]), Fact::flag(false));
    assert_eq!(looks(7, &[]), Fact::flag(true));
    assert!(is_unknown(&looks(0, &["outline"])));
}

#[test]
fn what_has_the_focus_is_covered_only_wholly_within_the_box_and_nowhere_on_top() {
    let covered = |change: &dyn Fn(&mut consentinel::evidence::Stop)| {
        let facts = tabbed(|walk| {
            let under = Rect { x: walk.interface.x + 5.0, y: walk.interface.y + 5.0, width: 50.0, height: 20.0 };
            let stop = &mut walk.stops[0];
            (stop.inside, stop.control, stop.rect, stop.on_top) = (false, None, Some(under), Some(false));
            change(stop);
        });
        let stops = facts.view.collections[&("stop", State::NoneAgain)].as_ref().unwrap();
        stops.items[0].facts["covered"].clone()
    };
    assert_eq!(covered(&|_| {}), Fact::flag(true));
    assert_eq!(covered(&|stop| stop.on_top = Some(true)), Fact::flag(false));
    assert_eq!(covered(&|stop| stop.inside = true), Fact::flag(false));
    assert_eq!(covered(&|stop| stop.rect.as_mut().unwrap().y -= 10.0), Fact::flag(false), "a part of it is seen");
    assert!(is_unknown(&covered(&|stop| stop.rect = None)));
}

#[test]
fn what_assistive_technology_is_told_needs_a_role_and_a_word() {
    let told = |change: &dyn Fn(&mut Spoken)| {
        let mut evidence = scene::tabbed();
        let visit = evidence.visits.iter_mut().find(|visit| visit.state == State::NoneAgain).unwrap();
        let spoken = visit.spoken.as_mut().unwrap().ok_mut().unwrap();
        spoken.controls.iter_mut().for_each(|control| change(control.told.as_mut().unwrap()));
        spoken.boxes.iter_mut().for_each(change);
        facts(&evidence)
    };
    let accept = |facts: &Facts, fact: &str| {
        let members = facts.view.collections[&("control", State::NoneAgain)].as_ref().unwrap();
        members.items.iter().find(|item| item.facts["role"] == Fact::text("accept")).unwrap().facts[fact].clone()
    };
    let facts = told(&|_| {});
    assert_eq!(accept(&facts, "accessible-role"), Fact::text("button"));
    assert_eq!(accept(&facts, "accessible-named"), Fact::flag(true));
    assert_eq!(single(&facts, "banner.accessible-role"), Fact::text("dialog"));
    for name in ["", "×", "x", " … "] {
        let facts = told(&|spoken| name.clone_into(&mut spoken.name));
        assert_eq!(accept(&facts, "accessible-named"), Fact::flag(false), "{name:?}");
        assert_eq!(single(&facts, "banner.accessible-named"), Fact::flag(false), "{name:?}");
    }
    let generic = told(&|spoken| "generic".clone_into(&mut spoken.role));
    assert_eq!(accept(&generic, "accessible-role"), Fact::absent());
    assert_eq!(single(&generic, "banner.accessible-role"), Fact::text("none"));
}

#[test]
fn toggles_and_repeated_answers_are_counted_on_the_way_to_a_choice() {
    let counted = |kinds: &[(StepKind, Role)]| {
        let mut evidence = scene::honest();
        let visit = evidence.visits.iter_mut().find(|visit| visit.state == State::Reject).unwrap();
        let choice = visit.choice.as_mut().unwrap();
        let step = choice.steps[0].clone();
        choice.steps = kinds
            .iter()
            .map(|(kind, role)| consentinel::evidence::Step { kind: *kind, role: *role, ..step.clone() })
            .collect();
        let facts = facts(&evidence);
        (single(&facts, "reject.toggles"), single(&facts, "reject.asked-again"))
    };
    let (refuse, save) = ((StepKind::Activate, Role::Reject), (StepKind::Activate, Role::Save));
    let (toggle, scroll) = ((StepKind::Toggle, Role::Toggle), (StepKind::Scroll, Role::Reject));
    assert_eq!(counted(&[scroll, refuse]), (Fact::number(0.0), Fact::number(0.0)));
    assert_eq!(counted(&[toggle, toggle, save]), (Fact::number(2.0), Fact::number(0.0)));
    assert_eq!(counted(&[refuse, save]), (Fact::number(0.0), Fact::number(0.0)), "saving is no question");
    assert_eq!(counted(&[refuse, refuse]), (Fact::number(0.0), Fact::number(1.0)));
}
