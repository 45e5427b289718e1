//! What holds for every text, with two small languages of our own.

use proptest::prelude::*;

use super::{Intent, PhraseBook, Right};
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
  tracker: [crumb trails]
  policy: [scroll]
  subject: [oven]
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

const GAMMA: &str = "
language: gg
name: Gamma
elisions: {לא: [not]}
prefixes: [ו, ה]
words:
  agree: [同意, 接受, 受け入れる, ยอมรับ, 동의, מאשר]
  refuse: [拒绝, 取り消す]
  not: [不, しない, ไม่, 않, 受全无]
  only: [仅, のみ]
  all: [全部, すべて, ทั้งหมด, 모두, הכול]
  setting: [设置]
  withdraw: [取り消す]
  filler: [을, 합니다, を, 我, 不同]
examples: {}
";

fn text(path: &str, words: &str) -> SourceText {
    SourceText { path: format!("phrases/{path}.yaml"), text: words.to_owned() }
}

fn book() -> PhraseBook {
    PhraseBook::load(&[text("aa", ALPHA), text("bb", BETA), text("gg", GAMMA), text("und", EVERYWHERE)]).unwrap()
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
fn words_are_found_where_no_spaces_part_them() {
    let book = book();
    for (words, intent, phrase) in [
        ("全部接受", Intent::Accept, Some("全部接受")),
        ("我接受全部Cookie", Intent::Accept, Some("接受全部")),
        ("不接受", Intent::Reject, Some("不接受")),
        ("我不同意", Intent::Other, None),
        ("我不接受全部", Intent::Reject, Some("不接受")),
        ("すべてを受け入れる", Intent::Accept, Some("すべてを受け入れる")),
        ("同意しない", Intent::Reject, Some("同意しない")),
        ("ยอมรับทั้งหมด", Intent::Accept, Some("ยอมรับทั้งหมด")),
        ("ไม่ยอมรับ", Intent::Reject, Some("ไม่ยอมรับ")),
        ("ยอมรับไม่ทั้งหมด", Intent::Reject, Some("ยอมรับไม่")),
        ("모두 동의합니다", Intent::Accept, Some("모두 동의")),
        ("모두동의", Intent::Accept, Some("모두동의")),
        ("동의하지 않음", Intent::Reject, Some("동의하지 않")),
        ("拒绝全部", Intent::Reject, Some("拒绝全部")),
        // A letter that nobody knows, and a turning word across the border of two others.
        ("未接受", Intent::Other, None),
        ("接受全无", Intent::Other, None),
        ("接受全部无", Intent::Other, None),
        // Written together with the next word: an article, but never a negation.
        ("ומאשר הכול", Intent::Accept, Some("ומאשר הכול")),
        ("לאמאשר הכול", Intent::Reject, Some("לאמאשר")),
    ] {
        let read = book.button(words);
        assert_eq!((read.intent, read.phrase.as_deref()), (intent, phrase), "{words}: {read:?}");
    }
    assert_eq!(book.button("同意を取り消す").right, Some(Right::Withdraw));
    assert_eq!(book.button("拒绝全部").right, None);
}

#[test]
fn what_turns_in_one_language_is_not_accepted_in_another() {
    // Beta knows both words and sees nothing in them but an agreement; alpha knows a negation.
    assert_ne!(book().button("nay granta").intent, Intent::Accept);
}

#[test]
fn what_speaks_of_trackers_in_words_of_its_own_is_heard_and_asks_for_nothing_by_itself() {
    let book = book();
    for (words, speaks) in [
        ("The hall would like crumb trails of its own", true),
        ("Welcome. The hall would like crumb trails", true),
        ("Read the scroll on crumb trails", false),
        ("The hall has nay crumb trails", false),
        ("Crumb trails lead to the oven", false),
        ("The hall would like a coat", false),
    ] {
        let read = book.text(words);
        assert_eq!((read.names_trackers, read.consent), (speaks, false), "{words}");
    }
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
    fn a_turning_word_within_a_run_of_letters_is_never_an_acceptance(
        words in proptest::collection::vec(
            prop::sample::select(vec!["同意", "接受", "全部", "을", "受け入れる", "すべて", "ยอมรับ", "동의", "合", "cookie"]), 0..5),
        turning in prop::sample::select(vec!["不", "拒绝", "仅", "しない", "のみ", "ไม่", "않", "受全无"]),
        at in 0_usize..12,
    ) {
        let mut letters: Vec<char> = words.concat().chars().collect();
        let at = at.min(letters.len());
        letters.splice(at..at, turning.chars());
        let run: String = letters.into_iter().collect();
        prop_assert_ne!(book().button(&run).intent, Intent::Accept, "{}", run);
    }

    #[test]
    fn case_and_icons_change_nothing(words in "[a-z]{1,8}( [a-z]{1,8}){0,3}") {
        let book = book();
        let shouted = format!("→ {} ✓", words.to_uppercase());
        prop_assert_eq!(book.button(&words).intent, book.button(&shouted).intent);
    }
}
