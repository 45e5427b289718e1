//! Texts that stay English in a report of another language: reasons that nobody translated, rules of a user's own, titles
//! of provisions. They are told apart so that those who have a page read to them hear them in their language.

use whatlang::{Detector, Lang};

use super::parts::{Line, Span};
use crate::messages::{Language, Messages};

/// The tag of what everything is first written in.
const ENGLISH: &str = "en";
/// Fewer letters say too little of the language they are in.
const ENOUGH: usize = 12;
/// How sure it must be; the tests count what comes of it over all sentences that are known.
const SURE: f64 = 0.6;
/// What stands between sentences that are told one by one.
const JOINTS: [&str; 2] = ["; ", ": "];

/// Words of which parts may have stayed English.
pub(in crate::report) fn words(text: &str, m: Messages) -> Line {
    let language = m.language();
    if language.is_english() {
        return vec![Span::words(text)];
    }
    let mut line: Vec<(String, bool)> = Vec::new();
    for part in parts(text) {
        let is_english = told_apart(part, language) == Some(Lang::Eng);
        match line.last_mut() {
            Some((words, same)) if *same == is_english => words.push_str(part),
            _ => line.push((part.to_owned(), is_english)),
        }
    }
    let span = |(words, is_english): (String, bool)| {
        let span = Span::words(words.trim());
        if is_english { span.spoken_as(ENGLISH) } else { span }
    };
    line.into_iter().map(span).collect()
}

/// A name that may have stayed English.
pub(super) fn name(span: Span, m: Messages) -> Span {
    let language = m.language();
    let is_foreign = !language.is_english() && told_apart(&span.text, language) == Some(Lang::Eng);
    if is_foreign { span.spoken_as(ENGLISH) } else { span }
}

/// What is written in English unless its letters say otherwise: provisions, whose titles nobody translates.
pub(super) fn cited(span: Span, m: Messages) -> Span {
    let language = m.language();
    let is_told = language.is_english() || told_apart(&span.text, language).is_some_and(|lang| lang != Lang::Eng);
    if is_told { span } else { span.spoken_as(ENGLISH) }
}

/// The text in parts, each with the joint after it.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(end) = JOINTS.iter().filter_map(|joint| Some(rest.find(joint)? + joint.len())).min() {
        let (part, after) = rest.split_at(end);
        parts.push(part);
        rest = after;
    }
    parts.push(rest);
    parts
}

/// English, or the language of the report; `None` where it cannot be told.
fn told_apart(text: &str, language: Language) -> Option<Lang> {
    // Names of cookies, hosts and states are of no language.
    let is_word = |word: &&str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’'))
    };
    let words = text.split_whitespace().filter(is_word).collect::<Vec<_>>().join(" ");
    if words.chars().filter(|letter| letter.is_alphabetic()).count() < ENOUGH {
        return None;
    }
    let found = Detector::with_allowlist(vec![Lang::Eng, lang(language)]).detect(&words)?;
    (found.confidence() >= SURE).then(|| found.lang())
}

fn lang(language: Language) -> Lang {
    match language {
        Language::En => Lang::Eng,
        Language::De => Lang::Deu,
        Language::Fr => Lang::Fra,
        Language::Es => Lang::Spa,
        Language::It => Lang::Ita,
        Language::Nl => Lang::Nld,
        Language::Pl => Lang::Pol,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn others() -> impl Iterator<Item = Language> {
        Language::ALL.iter().copied().filter(|language| !language.is_english())
    }

    fn english(text: &str, language: Language) -> Vec<String> {
        let line = words(text, Messages::of(language));
        line.into_iter().filter(|span| span.language.is_some()).map(|span| span.text).collect()
    }

    #[test]
    fn sentences_of_ours_are_hardly_ever_taken_for_the_other_language() {
        for language in others() {
            let (mut all, mut heard, mut wrong) = (0, 0, Vec::new());
            for (there, here) in Messages::of(language).sentences().filter(|(there, here)| there != here) {
                let plain = |text: &str| text.replace(['{', '}'], "");
                all += 1;
                heard += usize::from(!english(&plain(there), language).is_empty());
                wrong.extend(english(&plain(here), language));
            }
            assert!(heard * 10 >= all * 8, "{}: {heard} of {all}", language.tag());
            assert!(wrong.is_empty(), "{}: {wrong:?}", language.tag());
        }
    }

    #[test]
    fn parts_that_stayed_english_are_told_from_those_that_did_not() {
        let text = "Zustand withdraw: no control to change or withdraw the choice was found; der Zustand wurde nicht durchlaufen";
        assert_eq!(english(text, Language::De), ["no control to change or withdraw the choice was found;"]);
        assert_eq!(words(text, Messages::of(Language::De)).len(), 3);
        assert_eq!(english("no control to change the choice was found", Language::En), Vec::<String>::new());
        // Names are of no language.
        assert_eq!(english("cookie _hjSessionUser_4711 blog.localhost", Language::De), Vec::<String>::new());
    }

    #[test]
    fn provisions_are_english_unless_they_say_otherwise() {
        let cited = |title: &str, language| cited(Span::words(title), Messages::of(language)).language;
        assert_eq!(cited("Directive 2002/58/EC (ePrivacy), Art. 5(3)", Language::De).as_deref(), Some("en"));
        assert_eq!(cited("Gesetz über den Datenschutz und den Schutz der Privatsphäre", Language::De), None);
        assert_eq!(cited("Directive 2002/58/EC (ePrivacy), Art. 5(3)", Language::En), None);
    }
}
