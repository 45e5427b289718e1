//! What the interface, the page and the policies say.

use consentinel::evidence::{Evidence, Gathered, Moment, Phase, PolicyText, RecognisedLanguage, State, Visit};
use consentinel::facts::{Fact, derive};

use crate::support::evidence as scene;
use crate::support::knowledge;

const TOLD: &str =
    "We and our 12 partners use cookies for advertising and statistics. You can change your mind at any time.";

fn says(text: &str) -> Evidence {
    changed(scene::honest(), |moment| {
        for interface in moment.search.ok_mut().into_iter().flat_map(|search| &mut search.found) {
            interface.text = text.to_owned();
        }
    })
}

fn changed(mut evidence: Evidence, change: impl Fn(&mut Moment)) -> Evidence {
    evidence.visits.iter_mut().flat_map(|visit| &mut visit.moments).for_each(change);
    evidence
}

fn in_state(mut evidence: Evidence, state: &State, change: impl Fn(&mut Visit)) -> Evidence {
    evidence.visits.iter_mut().filter(|visit| visit.state == *state).for_each(change);
    evidence
}

fn fact(evidence: &Evidence, name: &str) -> Fact {
    derive(evidence, &knowledge::small()).view.singles[name].0.clone()
}

fn is_unknown(evidence: &Evidence, name: &str) -> bool {
    matches!(fact(evidence, name), Fact::Unknown(_))
}

#[test]
fn a_first_layer_that_tells_everything_is_read_so() {
    let told = says(TOLD);
    for name in ["names-advertising", "names-analytics", "names-recipients", "tells-withdrawal", "speaks-as-we"] {
        assert_eq!(fact(&told, &format!("first-layer.{name}")), Fact::flag(true), "{name}");
    }
    assert_eq!(fact(&told, "first-layer.partner-count"), Fact::number(12.0));
    assert_eq!(fact(&told, "first-layer.benefit-words"), Fact::absent());
    assert_eq!(fact(&told, "first-layer.interest-claim"), Fact::absent());
    assert_eq!(fact(&told, "first-layer.names-controller"), Fact::flag(false));
    assert_eq!(fact(&says("Example Shop uses cookies."), "first-layer.names-controller"), Fact::flag(true));
}

#[test]
fn what_is_missing_is_missing_only_in_a_language_with_words_and_a_whole_text() {
    let bare = says("This site uses cookies.");
    assert_eq!(fact(&bare, "first-layer.names-advertising"), Fact::flag(false));
    assert_eq!(fact(&bare, "first-layer.partner-count"), Fact::absent());
    let foreign = changed(bare.clone(), |moment| {
        for interface in moment.search.ok_mut().into_iter().flat_map(|search| &mut search.found) {
            interface.language = Some("is".to_owned());
        }
    });
    for name in ["names-advertising", "partner-count", "tells-withdrawal", "benefit-words"] {
        assert!(is_unknown(&foreign, &format!("first-layer.{name}")), "{name}");
    }
    let long = says(&"This site uses cookies. ".repeat(200));
    assert!(is_unknown(&long, "first-layer.tells-withdrawal"));
    assert_eq!(fact(&scene::plain(), "first-layer.tells-withdrawal"), Fact::absent());
}

#[test]
fn a_claim_of_legitimate_interest_is_no_denial_and_no_right() {
    for (text, claims) in [
        ("We set cookies for advertising in our legitimate interest.", true),
        ("We do not rely on a legitimate interest for advertising cookies.", false),
        ("You have the right to object where a legitimate interest is used for advertising.", false),
        ("Security rests on our legitimate interest.", false),
    ] {
        let claim = fact(&says(text), "first-layer.interest-claim");
        assert_eq!(matches!(claim, Fact::Known(consentinel::facts::Value::Text(_))), claims, "{text}: {claim:?}");
    }
}

fn with_policies(texts: &[(&str, bool)]) -> Evidence {
    let texts: Vec<PolicyText> = texts
        .iter()
        .map(|(text, cut)| PolicyText {
            url: "https://shop.example/privacy".to_owned(),
            text: Gathered::Ok((*text).to_owned()),
            cut: *cut,
            language: None,
        })
        .collect();
    in_state(scene::honest(), &State::NoneAgain, |visit| visit.policy_texts = Some(Gathered::Ok(texts.clone())))
}

const POLICY: &str = "The controller of this shop is Example Ltd. Cookies for statistics are kept for thirteen months, and our \
                      partners receive what they measure. You may complain to a supervisory authority.";

#[test]
fn policies_are_counted_over_all_pages_and_only_when_all_were_read() {
    let whole = with_policies(&[(POLICY, false)]);
    assert_eq!(fact(&whole, "policy.items-named"), Fact::number(6.0));
    assert_eq!(fact(&whole, "policy.items-lacking"), Fact::text("transfers to other countries, how to withdraw"));
    assert_eq!(fact(&whole, "policy.names-transfers"), Fact::flag(false));
    let cut = with_policies(&[(POLICY, true)]);
    assert_eq!(fact(&cut, "policy.names-controller"), Fact::flag(true));
    assert!(is_unknown(&cut, "policy.names-transfers") && is_unknown(&cut, "policy.items-named"));
    assert!(is_unknown(&scene::honest(), "policy.names-controller"), "no page was read");
}

#[test]
fn signals_that_are_passed_over_are_told_from_those_that_are_honoured() {
    let lead = "This page informs visitors about everything that happens with their data in this shop. ";
    for (text, dismisses, honours) in [
        ("We do not respond to Do Not Track signals.", true, false),
        ("We do not respond to Do Not Track, and we honour Global Privacy Control.", true, false),
        ("We do not respond to Do Not Track. We honour Global Privacy Control.", true, true),
        ("We respect your privacy.", false, false),
    ] {
        let evidence = with_policies(&[(&format!("{lead}{text}"), false)]);
        assert_eq!(fact(&evidence, "policy.dismisses-signals"), Fact::flag(dismisses), "{text}");
        assert_eq!(fact(&evidence, "policy.honours-signals"), Fact::flag(honours), "{text}");
    }
}

#[test]
fn languages_differ_only_where_both_are_sure() {
    const LONG: &str = "This website uses cookies that are small files, and it asks you whether it may keep them on the \
                        device that you read this page with.";
    let german = |tag: &str| {
        let declared = tag.to_owned();
        changed(says(LONG), move |moment| {
            if let Some(Gathered::Ok(words)) = &mut moment.words {
                words.language = Some(RecognisedLanguage { language: "de".to_owned(), confidence: 1.0 });
                words.declared_language = Some(declared.clone());
            }
        })
    };
    assert_eq!(fact(&german("de"), "banner.language-differs"), Fact::flag(true));
    assert_eq!(fact(&says(LONG), "banner.language-differs"), Fact::flag(false));
    assert!(is_unknown(&german("en"), "banner.language-differs"), "the page says that it is English");
    assert!(is_unknown(&says("We use cookies."), "banner.language-differs"), "too short");
}

#[test]
fn a_page_that_refusing_empties_is_measured_beside_the_other() {
    let emptied = in_state(scene::honest(), &State::Reject, |visit| {
        for moment in visit.moments.iter_mut().filter(|moment| moment.phase == Phase::Return) {
            if let Some(Gathered::Ok(words)) = &mut moment.words {
                words.length = 300;
            }
        }
    });
    assert_eq!(fact(&emptied, "wall.text-share"), Fact::number(0.1));
    assert_eq!(fact(&scene::honest(), "wall.text-share"), Fact::number(1.0));
    assert_eq!(fact(&scene::honest(), "wall.led-away"), Fact::flag(false));
    assert_eq!(fact(&scene::refusal_not_offered(), "wall.text-share"), Fact::absent());
    let away = in_state(scene::honest(), &State::Reject, |visit| {
        for moment in visit.moments.iter_mut().filter(|moment| moment.phase == Phase::Return) {
            moment.url = "https://shop.example/sorry".to_owned();
        }
    });
    assert_eq!(fact(&away, "wall.led-away"), Fact::flag(true));
    let unread = in_state(scene::honest(), &State::Accept, |visit| {
        visit.moments.iter_mut().for_each(|moment| moment.words = None);
    });
    assert!(is_unknown(&unread, "wall.text-share"), "an older version gathered it");
}
