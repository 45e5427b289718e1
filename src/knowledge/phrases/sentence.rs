//! Whether a text asks for consent, or informs of cookies as a banner does.
//!
//! Sentence by sentence: "we use cookies", "our partners store information on your device", "do you agree to cookies"
//! speak for it, each with all its parts close together; so do wordings that only consent texts have, and two headings
//! of consent dialogs. A cookie that is baked, a court that judges and a newsletter that is signed up to do not.

use std::collections::BTreeSet;

use super::TextReading;
use super::class::Class::{
    Agree, Benefit, Consent, Device, Errand, Heading, No, Not, Partner, Policy, Refuse, Sentence, Setting, Subject,
    Tracker, Use, We, You,
};
use super::class::{Class, Classes};
use super::fold::fold;
use super::lexicon::{Language, Lexicon};
use super::units::{Spelling, Unit, Words};

/// Parts of one statement stand within this many words.
const REACH: usize = 14;
/// A text of more words is an article unless it speaks of consent again and again: at least once in so many words.
const SHORT_TEXT: usize = 150;

/// Words that deny.
const DENIAL: Classes = Classes::of(&[Not, No]);

/// Phrases that spoke in one language.
#[derive(Default)]
struct Spoken {
    strong: BTreeSet<String>,
    headings: BTreeSet<String>,
    /// Words of the sentences that spoke, as far as this language understands them.
    known: usize,
}

/// Reads a text.
pub(super) fn read(lexicon: &Lexicon, text: &str) -> TextReading {
    let mut spoken: Vec<Spoken> = (0..lexicon.languages()).map(|_| Spoken::default()).collect();
    let mut words = 0;
    let mut subject = false;
    let mut names_trackers = false;
    for sentence in sentences(text) {
        let folded = fold(sentence);
        words += folded.length();
        if folded.len() == 0 {
            continue;
        }
        let sentence = Words::look_up(lexicon, folded, Spelling::Exact);
        // "On" is a word of French too: a language that knows little of a sentence does not speak for it.
        let heard: Vec<(Language, Vec<Unit>)> =
            sentence.languages().into_iter().map(|language| (language, sentence.units(language))).collect();
        let most = heard.iter().map(|(_, units)| own(units)).max().unwrap_or(0);
        for (language, units) in heard.iter().filter(|(_, units)| own(units) > 0 && own(units) * 2 >= most) {
            subject |= hear(&sentence, *language, units, &mut spoken[usize::from(*language)]);
            names_trackers |= speaks_of_trackers(&sentence, units);
        }
    }
    let strong_of = |spoken: &Spoken| spoken.strong.len() * 2 + spoken.headings.len();
    let best = spoken.iter().enumerate().max_by_key(|(at, one)| (strong_of(one), one.known, std::cmp::Reverse(*at)));
    let Some((at, best)) = best else { return silent() };
    let repeated = words <= SHORT_TEXT || (best.strong.len() + best.headings.len()) * SHORT_TEXT >= words;
    // In a text on something else one wording in passing is not a banner.
    let enough = if subject { best.strong.len() >= 2 } else { !best.strong.is_empty() || best.headings.len() >= 2 };
    let phrases: Vec<String> = best.strong.iter().chain(&best.headings).cloned().collect();
    let language = if phrases.is_empty() { None } else { lexicon.language(at as Language).map(str::to_owned) };
    TextReading { consent: repeated && enough, language, phrases, names_trackers: names_trackers && !subject }
}

fn silent() -> TextReading {
    TextReading { consent: false, language: None, phrases: Vec::new(), names_trackers: false }
}

/// Parts a text at the ends of its sentences and at signs that part items of a list.
pub(in crate::knowledge) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '!', '?', ';', '|', '•', '·', '。', '！', '？', '；', '؟', '؛', '।'])
        .flat_map(|line| line.split(". "))
        .filter(|sentence| !sentence.trim().is_empty())
}

/// How many words a language knows by itself.
fn own(units: &[Unit]) -> usize {
    units.iter().filter(|unit| unit.own).count()
}

/// Listens to one sentence in one language; whether it names another subject.
fn hear(sentence: &Words<'_>, language: Language, units: &[Unit], spoken: &mut Spoken) -> bool {
    let all = units.iter().fold(Classes::NONE, |all, unit| all.with(unit.classes));
    let subject = all.has(Subject);
    let before = spoken.strong.len() + spoken.headings.len();
    let phrase = |from: usize, to: usize| sentence.folded.phrase(from, to);
    for wording in sentence.wordings(language) {
        let denied = units.iter().any(|unit| unit.to == wording.from && is_denial(sentence, unit));
        if wording.classes.has(Sentence) && !all.has(Errand) && !subject && !denied {
            spoken.strong.insert(phrase(wording.from, wording.to));
        } else if wording.classes.has(Heading) {
            spoken.headings.insert(phrase(wording.from, wording.to));
        }
    }
    if !subject {
        for (from, to) in statements(sentence, units, all) {
            spoken.strong.insert(phrase(from, to));
        }
    }
    if spoken.strong.len() + spoken.headings.len() > before {
        spoken.known += own(units);
    }
    subject
}

/// Whether a sentence speaks of cookies or trackers: not only of a page that tells of them, and not to deny them.
fn speaks_of_trackers(sentence: &Words<'_>, units: &[Unit]) -> bool {
    let all = units.iter().fold(Classes::NONE, |all, unit| all.with(unit.classes));
    all.has(Tracker) && !all.has(Policy) && !units.iter().any(|unit| is_denial(sentence, unit))
}

/// Whether a word denies; one that is none of the language's own, whether it does in any other: Galician understands all of
/// a Portuguese sentence but its "not".
fn is_denial(sentence: &Words<'_>, unit: &Unit) -> bool {
    let classes = if unit.own { unit.classes } else { sentence.any_language(unit.from) };
    classes.meets(DENIAL)
}

/// What a consent text states, by the kinds of its words, each with where it stands.
fn statements(sentence: &Words<'_>, units: &[Unit], all: Classes) -> Vec<(usize, usize)> {
    // "We use cookies", also where an errand stands beside it; "we do not use cookies" asks for nothing. Where
    // "we use" is one word, the denial stands just before it; where the verb comes last, just behind it.
    let denies = |(from, to): &(usize, usize)| {
        let verb_last = units.iter().any(|unit| unit.to == *to && unit.classes.has(Use));
        units.iter().filter(|unit| is_denial(sentence, unit)).any(|unit| {
            let within = unit.to >= *from && unit.to <= *to;
            within || (verb_last && unit.from >= *to && sentence.folded.distance(*to, unit.from) <= 1)
        })
    };
    let together = |parts: &[&[Class]]| together(sentence, units, parts);
    let used = together(&[&[We], &[Use], &[Tracker]]).filter(|place| !denies(place));
    let mut found: Vec<(usize, usize)> = used.into_iter().collect();
    if all.has(Errand) {
        return found;
    }
    let others: [&[&[Class]]; 4] = [
        // "Our partners store and access information on your device", "partners and cookies to personalise".
        &[&[Partner], &[Use], &[Device]],
        &[&[Partner], &[Tracker], &[Benefit, Use]],
        // "Do you agree to cookies", "I refuse tracking", "change or withdraw your consent".
        &[&[We, You], &[Agree, Consent, Refuse], &[Tracker]],
        &[&[You], &[Consent], &[Setting, Use, Partner]],
    ];
    found.extend(others.iter().filter_map(|parts| together(parts)));
    found
}

/// The shortest stretch of at most [`REACH`] words with one unit of each part, if there is one; words from and to.
fn together(sentence: &Words<'_>, units: &[Unit], parts: &[&[Class]]) -> Option<(usize, usize)> {
    let wanted: Vec<Classes> = parts.iter().map(|part| Classes::of(part)).collect();
    let mut last: Vec<Option<usize>> = vec![None; wanted.len()];
    let mut best: Option<(usize, usize)> = None;
    for (at, unit) in units.iter().enumerate() {
        let mut touched = false;
        for (seen, classes) in last.iter_mut().zip(&wanted) {
            if unit.classes.meets(*classes) {
                *seen = Some(at);
                touched = true;
            }
        }
        let earliest = last.iter().copied().collect::<Option<Vec<usize>>>().and_then(|seen| seen.into_iter().min());
        let Some(earliest) = earliest.filter(|_| touched) else { continue };
        let distinct = last.iter().flatten().collect::<BTreeSet<_>>().len();
        let (from, to) = (units[earliest].from, unit.to);
        let closer = best.is_none_or(|(start, end)| to - from < end - start);
        // "Our" is we and "use" is use, but one word cannot be a whole statement.
        if distinct >= 2 && sentence.folded.distance(from, to) <= REACH && closer {
            best = Some((from, to));
        }
    }
    best
}
