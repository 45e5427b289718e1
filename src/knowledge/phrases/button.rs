//! The words of a button to what it does.

use super::class::{Class, Classes, TURNING};
use super::decide::{Decision, Sight, caution, decide, right};
use super::fold::fold;
use super::lexicon::{Language, Lexicon};
use super::units::{Spelling, Unit, Words};
use super::{ButtonReading, Intent, Right};

/// Beyond this many words nothing is a button, however it is put.
const LONGEST: usize = 40;

/// One language's reading.
struct Reading {
    language: Language,
    /// What it does, if this language can tell.
    decision: Option<Decision>,
    /// Which right of the visitor it serves, if one.
    right: Option<Right>,
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
    let listed = lexicon.button(&key).map(|(intent, language)| {
        let language = lexicon.language(language).map(str::to_owned);
        ButtonReading { intent, right: None, language, phrase: Some(key.clone()) }
    });
    if folded.len() == 0 || folded.length() > LONGEST {
        return listed.unwrap_or_else(nothing);
    }
    let words = Words::look_up(lexicon, folded, Spelling::Forgiving);
    let readings: Vec<Reading> = words.languages().into_iter().map(|language| read_in(&words, language)).collect();
    let served = lexicon.right(&key).or_else(|| {
        let best = readings.iter().max_by_key(|reading| (reading.known, reading.own, reading.right.is_some()));
        best.and_then(|best| Some((best.right?, best.language)))
    });
    let reading = listed.unwrap_or_else(|| read_words(lexicon, &words, &readings));
    let Some((right, language)) = served else { return reading };
    let own = || lexicon.language(language).map(str::to_owned);
    ButtonReading {
        right: Some(right),
        language: reading.language.or_else(own),
        phrase: reading.phrase.or(Some(key)),
        ..reading
    }
}

/// By the kinds of the words.
fn read_words(lexicon: &Lexicon, words: &Words<'_>, readings: &[Reading]) -> ButtonReading {
    let decided = readings.iter().filter_map(|reading| Some((reading, reading.decision?)));
    let best = decided.max_by_key(|(reading, decision)| {
        (reading.known, reading.own, caution(decision.intent), std::cmp::Reverse(reading.language))
    });
    let Some((best, decision)) = best else { return nothing() };
    // A language that understands more of it, yet sees no acceptance in it, has its reasons; one that understands as
    // much of it has them if it sees a word that turns.
    let doubted = readings.iter().any(|reading| {
        reading.known > best.known || (reading.known == best.known && reading.decision.is_none() && turns(reading))
    });
    if decision.intent == Intent::Accept && (doubted || !is_safe_acceptance(words, best)) {
        return nothing();
    }
    if decision.intent == Intent::Other {
        return nothing();
    }
    told(lexicon, words, best, readings, decision)
}

/// Whether a word of it turns or narrows.
fn turns(reading: &Reading) -> bool {
    reading.units.iter().any(|unit| unit.classes.meets(TURNING))
}

fn nothing() -> ButtonReading {
    ButtonReading { intent: Intent::Other, right: None, language: None, phrase: None }
}

fn read_in(words: &Words<'_>, language: Language) -> Reading {
    let units = words.units(language);
    let sight = Sight::new(&units, words.folded.length());
    let (decision, right) = (decide(&sight), right(&sight));
    let count =
        |known: fn(&Unit) -> bool| units.iter().filter(|unit| known(unit)).map(|unit| unit.to - unit.from).sum();
    let (known, own) = (count(Unit::known), count(|unit| unit.own));
    Reading { language, decision, right, known, own, units }
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

/// Kinds that carry nothing in one language and may be a negation in another.
const LIGHT: Classes = Classes::of(&[Class::Filler, Class::We, Class::You, Class::Stop]);

/// What the language does not understand, or takes lightly, must not turn an acceptance: no word that another language
/// knows as turning, and none that no language knows, unless three words around it are the language's own. Where no
/// spaces part words, no letter may be left over, and no turning word may hide across the border of two others.
fn is_safe_acceptance(words: &Words<'_>, reading: &Reading) -> bool {
    if words.hides_turning(&reading.units) {
        return false;
    }
    let mut strange = 0;
    for unit in reading.units.iter().filter(|unit| unit.classes.within(LIGHT)) {
        let elsewhere = words.any_language(unit.from);
        if elsewhere.meets(TURNING) {
            return false;
        }
        let unknown = !unit.known() && !elsewhere.meets(HARMLESS);
        if unknown && words.folded.is_letter(unit.from) {
            return false;
        }
        strange += usize::from(unknown);
    }
    strange == 0 || (strange == 1 && reading.own >= 3)
}

/// Of the languages that understand as much and mean the same, the one with the most words of its own.
fn speaker(words: &Words<'_>, best: &Reading, readings: &[Reading]) -> Language {
    let intent = |reading: &Reading| reading.decision.map(|decision| decision.intent);
    let same = readings.iter().filter(|one| one.known == best.known && intent(one) == intent(best));
    same.max_by_key(|one| (words.telling(&one.units), std::cmp::Reverse(one.language)))
        .map_or(best.language, |one| one.language)
}

/// The reading with the words from the first to the last that decided. A word of every language gives no language away,
/// unless a word of its own stands beside it.
fn told(
    lexicon: &Lexicon,
    words: &Words<'_>,
    reading: &Reading,
    readings: &[Reading],
    decision: Decision,
) -> ButtonReading {
    let deciding = |unit: &&Unit| unit.classes.meets(decision.by);
    let first = reading.units.iter().find(deciding);
    let last = reading.units.iter().rev().find(deciding);
    let phrase = first.zip(last).map(|(first, last)| words.folded.phrase(first.from, last.to));
    let language = if reading.own > 0 { lexicon.language(speaker(words, reading, readings)) } else { None };
    ButtonReading { intent: decision.intent, right: None, language: language.map(str::to_owned), phrase }
}
