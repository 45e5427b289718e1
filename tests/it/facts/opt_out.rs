//! Whether the page offers to opt out of sale and sharing, and whether it shows that a browser's signal was honoured.

use consentinel::evidence::{Evidence, Gathered, Link, PageWords, Phase, RecognisedLanguage, Role, State};
use consentinel::facts::{Fact, derive};
use consentinel::knowledge::Knowledge;
use consentinel::yaml::SourceText;

use crate::support::evidence::SHOP;
use crate::support::scene::{Scene, button, interface, visit};

const TEXTS: [(&str, &str); 2] = [
    ("subjects/en.yaml", include_str!("../../../rules/subjects/en.yaml")),
    ("phrases/en.yaml", include_str!("../../../rules/phrases/en.yaml")),
];

fn fact(evidence: &Evidence, name: &str) -> Fact {
    let texts = TEXTS.map(|(path, text)| SourceText { path: path.to_owned(), text: text.to_owned() });
    let knowledge = Knowledge::load(&texts).unwrap_or_else(|errors| panic!("{errors:?}"));
    derive(evidence, &knowledge).view.singles[name].0.clone()
}

fn is_unknown(evidence: &Evidence, name: &str) -> bool {
    matches!(fact(evidence, name), Fact::Unknown(_))
}

/// Nothing is chosen, with the signal and without.
fn shop() -> Scene {
    let mut scene = Scene::of(SHOP);
    scene.evidence.visits.push(visit(SHOP, State::Gpc));
    scene
}

/// Changes what a state says in one phase.
fn says(mut scene: Scene, state: &State, phase: Phase, change: impl Fn(&mut PageWords)) -> Scene {
    match &mut scene.moment(state, phase).words {
        Some(Gathered::Ok(words)) => change(words),
        other => panic!("no words: {other:?}"),
    }
    scene
}

fn line(words: &mut PageWords, line: &str) {
    words.signal_lines.push(line.to_owned());
}

#[test]
fn a_link_of_the_page_or_a_control_of_the_interface_offers_it() {
    assert_eq!(fact(&shop().done(), "page.opt-out-linked"), Fact::flag(false));
    let linked = says(shop(), &State::None, Phase::Return, |words| {
        let (text, url) = ("Do Not Sell or Share".to_owned(), format!("{SHOP}opt-out"));
        words.opt_outs.push(Link { text, url, by: "do not sell".to_owned() });
    });
    assert_eq!(fact(&linked.done(), "page.opt-out-linked"), Fact::flag(true));
    let choices = |visible: bool| {
        let mut control = button(Role::Other, "Your privacy choices");
        control.visible = visible;
        shop().banner_at(&State::None, Phase::Arrival, &interface(vec![button(Role::Accept, "Accept all"), control]))
    };
    assert_eq!(fact(&choices(true).done(), "page.opt-out-linked"), Fact::flag(true));
    assert_eq!(fact(&choices(false).done(), "page.opt-out-linked"), Fact::flag(false), "nobody sees it");
}

#[test]
fn that_nothing_offers_it_is_known_only_of_pages_that_were_read_whole() {
    let cut = says(shop(), &State::NoneAgain, Phase::Arrival, |words| words.cut = true);
    assert!(is_unknown(&cut.done(), "page.opt-out-linked"));
    let mut older = shop();
    older.moment(&State::None, Phase::Arrival).words = None;
    assert!(is_unknown(&older.done(), "page.opt-out-linked"));
    let mut blind = shop();
    blind.moment(&State::None, Phase::Return).search = Gathered::Failed("no answer".to_owned());
    assert!(is_unknown(&blind.done(), "page.opt-out-linked"));
}

#[test]
fn a_line_that_only_those_see_who_send_the_signal_confirms_it() {
    for text in ["Opt-Out Preference Signal Honored", "You are opted out of sale and sharing."] {
        let told = says(shop(), &State::Gpc, Phase::Arrival, |words| line(words, text));
        assert_eq!(fact(&told.done(), "gpc.confirmed"), Fact::flag(true), "{text}");
    }
    let spoken = says(shop(), &State::Gpc, Phase::Arrival, |words| line(words, "We know Global Privacy Control."));
    assert_eq!(fact(&spoken.done(), "gpc.confirmed"), Fact::flag(false), "it says nothing of having heeded it");
    assert_eq!(fact(&shop().done(), "gpc.confirmed"), Fact::flag(false));
}

#[test]
fn a_line_that_everybody_sees_confirms_nothing() {
    let told = [State::Gpc, State::NoneAgain].iter().fold(shop(), |scene, state| {
        says(scene, state, Phase::Return, |words| line(words, "We honor Global Privacy Control."))
    });
    assert_eq!(fact(&told.done(), "gpc.confirmed"), Fact::flag(false));
}

#[test]
fn what_was_not_read_or_is_in_another_language_confirms_nothing_and_denies_nothing() {
    let german = says(shop(), &State::Gpc, Phase::Arrival, |words| {
        words.language = Some(RecognisedLanguage { language: "de".to_owned(), confidence: 1.0 });
    });
    assert!(is_unknown(&german.done(), "gpc.confirmed"));
    let cut = says(shop(), &State::Gpc, Phase::Return, |words| words.cut = true);
    assert!(is_unknown(&cut.done(), "gpc.confirmed"));
    assert!(is_unknown(&Scene::of(SHOP).done(), "gpc.confirmed"), "nobody sent the signal");
    let mut alone = says(shop(), &State::Gpc, Phase::Arrival, |words| line(words, "GPC signal detected"));
    alone.evidence.visits.retain(|visit| visit.state != State::NoneAgain);
    assert!(is_unknown(&alone.done(), "gpc.confirmed"), "whether others see it is not known");
}
