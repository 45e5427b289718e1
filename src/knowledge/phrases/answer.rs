//! Plain answers: words that say yes or no, and nothing of what was asked.

use super::class::{Class, Classes};
use super::fold::fold;
use super::lexicon::Lexicon;
use super::units::{Spelling, Words};

/// Beyond this many words nothing is a plain answer.
const LONGEST: usize = 4;

/// Whether the words answer a question without naming it, in any language.
pub(super) fn is_plain(lexicon: &Lexicon, words: &str) -> bool {
    let folded = fold(words);
    if folded.len() == 0 || folded.length() > LONGEST {
        return false;
    }
    let words = Words::look_up(lexicon, folded, Spelling::Exact);
    let answers = Classes::of(&[Class::Yes, Class::No]);
    words.languages().into_iter().any(|language| {
        let units = words.units(language);
        let plain = |classes: Classes| classes.meets(answers) || classes.has(Class::Filler);
        units.iter().any(|unit| unit.classes.meets(answers)) && units.iter().all(|unit| plain(unit.classes))
    })
}
