//! The words of a button to what it does.

use super::class::{Class, Classes};
use super::decide::{Decision, Sight, caution, decide};
use super::fold::fold;
use super::lexicon::{Language, Lexicon};
use super::units::{Spelling, Unit, Words};
use super::{ButtonReading, Intent};

/// Beyond this many words nothing is a button, however it is put.
const LONGEST: usize = 40;

/// One language's reading.
struct Reading {
    language: Language,
    /// What it does, if this language can tell.
    decision: Option<Decision>,
    units: Vec<Unit>,
    /// Words that the language understands.
    known: usize,
    /// Of these, the ones that are its own and not of every language.
    own: usize,
}

/// Reads a button's words in every language; the one that understands most of them speaks.
pub(super) fn read(lexicon: &Lexicon, words: &str) -> ButtonReading {
    let folded = fold(words);
    let key = folded.key();
    if let Some((intent, language)) = lexicon.button(&key) {
        return ButtonReading { intent, language: lexicon.language(language).map(str::to_owned), phrase: Some(key) };
    }
    if folded.len() == 0 || folded.len() > LONGEST {
        return nothing();
    }
    let words = Words::look_up(lexicon, folded, Spelling::Forgiving);
    let readings: Vec<Reading> = words.languages().into_iter().map(|language| read_in(&words, language)).collect();
    let decided = readings.iter().filter_map(|reading| Some((reading, reading.decision?)));
    let best = decided.max_by_key(|(reading, decision)| {
        (reading.known, reading.own, caution(decision.intent), std::cmp::Reverse(reading.language))
    });
    let Some((best, decision)) = best else { return nothing() };
    // A language that understands more of it, yet sees no acceptance in it, has its reasons.
    let doubted = readings.iter().any(|reading| reading.known > best.known);
    if decision.intent == Intent::Accept && (doubted || !is_safe_acceptance(&words, best)) {
        return nothing();
    }
    if decision.intent == Intent::Other {
        return nothing();
    }
    told(lexicon, &words, best, decision)
}

fn nothing() -> ButtonReading {
    ButtonReading { intent: Intent::Other, language: None, phrase: None }
}

fn read_in(words: &Words<'_>, language: Language) -> Reading {
    let units = words.units(language);
    let decision = decide(&Sight::new(&units));
    let count =
        |known: fn(&Unit) -> bool| units.iter().filter(|unit| known(unit)).map(|unit| unit.to - unit.from).sum();
    let (known, own) = (count(Unit::known), count(|unit| unit.own));
    Reading { language, decision, known, own, units }
}

/// Kinds that leave an acceptance an acceptance, in whatever language they are said.
const HARMLESS: Classes = Classes::of(&[
    Class::Agree,
    Class::All,
    Class::Tracker,
    Class::Yes,
    Class::Understand,
    Class::Fine,
    Class::Proceed,
    Class::Close,
    Class::Filler,
    Class::We,
    Class::You,
    Class::Use,
]);

/// Kinds that turn or narrow an acceptance.
const TURNING: Classes = Classes::of(&[
    Class::Refuse,
    Class::Not,
    Class::No,
    Class::Without,
    Class::Only,
    Class::Necessary,
    Class::Except,
    Class::Pay,
    Class::Errand,
    Class::Stop,
]);

/// Kinds that carry nothing in one language and may be a negation in another.
const LIGHT: Classes = Classes::of(&[Class::Filler, Class::We, Class::You, Class::Stop]);

/// What the language does not understand, or takes lightly, must not turn an acceptance: no word that another language
/// knows as turning, and none that no language knows, unless three words around it are the language's own.
fn is_safe_acceptance(words: &Words<'_>, reading: &Reading) -> bool {
    let mut strange = 0;
    for unit in reading.units.iter().filter(|unit| unit.classes.within(LIGHT)) {
        let elsewhere = words.any_language(unit.from);
        if elsewhere.meets(TURNING) {
            return false;
        }
        strange += usize::from(!unit.known() && !elsewhere.meets(HARMLESS));
    }
    strange == 0 || (strange == 1 && reading.own >= 3)
}

/// The reading with the words from the first to the last that decided.
fn told(lexicon: &Lexicon, words: &Words<'_>, reading: &Reading, decision: Decision) -> ButtonReading {
    let deciding = |unit: &&Unit| unit.classes.meets(decision.by);
    let first = reading.units.iter().find(deciding);
    let last = reading.units.iter().rev().find(deciding);
    let phrase = first.zip(last).map(|(first, last)| words.folded.phrase(first.from, last.to));
    // A word of every language gives no language away, unless a word of its own stands beside it.
    let language = if reading.own > 0 { lexicon.language(reading.language) } else { None };
    ButtonReading { intent: decision.intent, language: language.map(str::to_owned), phrase }
}
