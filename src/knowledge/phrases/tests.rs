//! What holds for every text, with two small languages of our own.

use proptest::prelude::*;

use super::{Intent, PhraseBook};
use crate::yaml::SourceText;

const ALPHA: &str = "
language: aa
name: Alpha
elisions: {l: [filler], n: [not]}
words:
  agree: [grant*, vouch, say yes]
  refuse: [spurn*]
  not: [nay]
  only: [merely]
  necessary: [needful*]
  optional: [nay needful*]
  all: [lot]
  setting: [tweak*, '*knobs', knobs, tweakers]
  we: [us]
  use: [employ]
  sentence: [us love crumbs]
buttons:
  reject: [begone]
examples: {}
";

const BETA: &str = "
language: bb
name: Beta
words:
  agree: [granta]
  filler: [nay, x]
examples: {}
";

const EVERYWHERE: &str = "
language: und
name: every language
words:
  tracker: [cookie*]
  stop: [niks]
examples: {}
";

fn text(path: &str, words: &str) -> SourceText {
    SourceText { path: format!("phrases/{path}.yaml"), text: words.to_owned() }
}

fn book() -> PhraseBook {
    PhraseBook::load(&[text("aa", ALPHA), text("bb", BETA), text("und", EVERYWHERE)]).unwrap()
}

#[test]
fn kinds_of_words_decide_and_say_so() {
    let book = book();
    for (words, intent, phrase) in [
        ("Grant the lot", Intent::Other, None),
        ("GRANT LOT!", Intent::Accept, Some("grant lot")),
        ("Granting lot", Intent::Accept, Some("granting lot")),
        ("Nay grant", Intent::Reject, Some("nay grant")),
        ("Merely needful", Intent::Reject, Some("merely needful")),
        ("Grant needful cookies", Intent::Reject, Some("grant needful")),
        ("spurn lot", Intent::Reject, Some("spurn lot")),
        ("Cookieknobs", Intent::Settings, Some("cookieknobs")),
        ("Say yes", Intent::Accept, Some("say yes")),
        ("Say no", Intent::Other, None),
        ("Begone.", Intent::Reject, Some("begone")),
        ("l'grant", Intent::Accept, Some("lgrant")),
        ("n'grant", Intent::Reject, Some("ngrant")),
        ("Spurn, grant", Intent::Other, None),
        ("Grant niks", Intent::Other, None),
        ("Twaekers", Intent::Settings, Some("twaekers")),
    ] {
        let read = book.button(words);
        assert_eq!((read.intent, read.phrase.as_deref()), (intent, phrase), "{words}: {read:?}");
    }
    assert_eq!(book.button("Vouch").language.as_deref(), Some("aa"));
}

#[test]
fn what_turns_in_one_language_is_not_accepted_in_another() {
    // Beta knows both words and sees nothing in them but an agreement; alpha knows a negation.
    assert_ne!(book().button("nay granta").intent, Intent::Accept);
}

#[test]
fn an_empty_book_reads_nothing() {
    let empty = PhraseBook::default();
    assert_eq!(empty.button("Accept all").intent, Intent::Other);
    assert!(!empty.text("We use cookies").consent);
    assert_eq!(empty.purpose("Marketing"), None);
    assert_eq!(empty.policy_link("Privacy policy", "/privacy"), None);
}

#[test]
fn contradictions_are_refused_where_they_stand() {
    let refused = |words: &str| {
        let errors = PhraseBook::load(&[text("aa", words)]).expect_err("it was taken");
        errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let twice = ALPHA.replace("reject: [begone]", "reject: [begone]\n  accept: [Begone!]");
    assert!(refused(&twice).contains("already listed"), "{}", refused(&twice));
    let opposite = ALPHA.replace("refuse: [spurn*]", "refuse: [spurn*, vouch]");
    assert!(refused(&opposite).contains("two opposite kinds"), "{}", refused(&opposite));
    let short = ALPHA.replace("[lot]", "[lo*]");
    assert!(refused(&short).contains("less than three letters"), "{}", refused(&short));
    let class = ALPHA.replace("  only:", "  onyl:");
    assert!(refused(&class).contains("did you mean `only`"), "{}", refused(&class));
    let renamed = ALPHA.replace("language: aa", "language: zz");
    assert!(refused(&renamed).contains("differs from the file's name"), "{}", refused(&renamed));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_text_makes_it_panic(words in any::<String>(), path in any::<String>()) {
        let book = book();
        let _ = book.button(&words);
        let _ = book.text(&words);
        let _ = book.purpose(&words);
        let _ = book.policy_link(&words, &path);
    }

    #[test]
    fn words_in_any_order_with_a_turning_one_are_never_an_acceptance(
        words in proptest::collection::vec(
            prop::sample::select(vec!["grant", "lot", "vouch", "cookies", "tweak", "granta", "x", "say yes", "odd"]), 0..6),
        turning in prop::sample::select(vec!["nay", "spurn", "merely", "needful", "niks"]),
        at in 0_usize..6,
    ) {
        let mut words = words;
        words.insert(at.min(words.len()), turning);
        let joined = words.join(" ");
        prop_assert_ne!(book().button(&joined).intent, Intent::Accept, "{}", joined);
    }

    #[test]
    fn case_and_icons_change_nothing(words in "[a-z]{1,8}( [a-z]{1,8}){0,3}") {
        let book = book();
        let shouted = format!("→ {} ✓", words.to_uppercase());
        prop_assert_eq!(book.button(&words).intent, book.button(&shouted).intent);
    }
}
