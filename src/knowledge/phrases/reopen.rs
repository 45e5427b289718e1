//! Words by which a site lets a visitor come back to the choice: "Cookie settings", "Withdraw consent".

use super::class::Class::{
    Agree, Choice, Consent, Errand, Necessary, Pay, Policy, Refuse, Select, Sell, Setting, Terms, Tracker,
};
use super::class::Classes;
use super::fold::fold;
use super::lexicon::Lexicon;
use super::units::{Spelling, Words};

/// A longer text is a sentence, no name of a control.
const LONGEST: usize = 10;

/// The words that speak of changing or withdrawing the choice, if the text does so.
pub(super) fn reopens(lexicon: &Lexicon, text: &str) -> Option<String> {
    let act = Classes::of(&[Setting, Select, Choice, Refuse, Consent]);
    let subject = Classes::of(&[Tracker, Consent, Policy, Sell]);
    let other = Classes::of(&[Errand, Pay, Terms, Agree, Necessary]);
    speaking(lexicon, text, |all, parts| all.meets(act) && all.meets(subject) && !all.meets(other) && parts >= 2)
}

/// The words that name cookies, consent or privacy, if the text is little more than that: the name of a widget.
pub(super) fn names_the_subject(lexicon: &Lexicon, text: &str) -> Option<String> {
    let subject = Classes::of(&[Tracker, Consent, Policy]);
    let other = Classes::of(&[Errand, Pay, Terms]);
    speaking(lexicon, text, |all, _| all.meets(subject) && !all.meets(other))
}

/// The folded text, if one language understands at least half of it and `says` agrees on the kinds and the number of
/// its words.
fn speaking(lexicon: &Lexicon, text: &str, says: impl Fn(Classes, usize) -> bool) -> Option<String> {
    let folded = fold(text);
    if folded.len() == 0 || folded.len() > LONGEST {
        return None;
    }
    let words = Words::look_up(lexicon, folded, Spelling::Forgiving);
    let speaks = words.languages().into_iter().any(|language| {
        let units = words.units(language);
        let all = units.iter().fold(Classes::NONE, |all, unit| all.with(unit.classes));
        let known: usize = units.iter().filter(|unit| unit.known()).map(|unit| unit.to - unit.from).sum();
        known * 2 >= words.folded.len() && says(all, words.folded.len())
    });
    speaks.then(|| words.folded.key())
}
