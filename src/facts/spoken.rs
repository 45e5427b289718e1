//! A text of the evidence read in its language, and what can be said of it.

use std::collections::BTreeSet;

use super::presence::flag;
use super::value::Fact;
use crate::evidence::{Moment, PageWords};
use crate::knowledge::{Knowledge, Subject, SubjectSentence, SubjectText, tongue};

/// How sure a language must be.
pub const SURE: f64 = 0.9;

/// A text that was read, and whether all of it was there.
#[derive(Debug)]
pub struct Spoken {
    /// What was read.
    pub text: SubjectText,
    /// `Ok` if nothing of it was cut off.
    pub whole: Result<(), String>,
}

impl Spoken {
    /// Reads `text` in the language that was told for it, else in the one that its letters show; `what` names it.
    ///
    /// # Errors
    /// That its language is not known or has no words.
    pub fn read(
        knowledge: &Knowledge,
        what: &str,
        text: &str,
        told: Option<&str>,
        whole: Result<(), String>,
    ) -> Result<Self, String> {
        let by_letters = || tongue(text).filter(|found| found.confidence >= SURE).map(|found| found.language);
        let language = told.map(str::to_owned).or_else(by_letters);
        let language = language.ok_or_else(|| format!("the language of {what} is not known"))?;
        let words = knowledge.subjects.vocabulary(&language);
        let words = words.ok_or_else(|| format!("there are no words for the language of {what} ({language})"))?;
        Ok(Self { text: words.read(text), whole })
    }

    /// Whether it speaks of a subject; that it does not is known only if nothing was cut off.
    pub fn names(&self, subject: Subject) -> Result<bool, String> {
        if self.text.names(subject).is_some() { Ok(true) } else { self.whole.clone().map(|()| false) }
    }

    /// Whether it speaks of one of several subjects.
    pub fn names_one_of(&self, subjects: &[Subject]) -> Result<bool, String> {
        let found = subjects.iter().any(|subject| self.text.names(*subject).is_some());
        if found { Ok(true) } else { self.whole.clone().map(|()| false) }
    }

    /// Whether a sentence of it stands a test; that none does is known only if nothing was cut off.
    pub fn says(&self, test: impl Fn(&SubjectSentence) -> bool) -> Result<bool, String> {
        if self.text.sentences().iter().any(test) { Ok(true) } else { self.whole.clone().map(|()| false) }
    }
}

/// Words of a claim stand at most so many words apart: about two hundred letters.
const CLAIM_REACH: usize = 30;

/// Whether a sentence founds a subject on a legitimate interest. What denies it or tells of the right to object does not.
pub fn founds_on_interest(sentence: &SubjectSentence, subject: Subject) -> bool {
    let silent = |subject| sentence.names(subject).is_none();
    sentence.near(Subject::LegitimateInterest, subject, CLAIM_REACH)
        && silent(Subject::Denial)
        && silent(Subject::Rights)
}

/// What the page says at a moment.
///
/// # Errors
/// Why that is not known.
pub fn page_words(moment: &Moment) -> Result<&PageWords, String> {
    match &moment.words {
        Some(words) => words.as_result().map_err(|why| format!("the words of the page were not read: {why}")),
        None => Err("the words of the page were not read: an older version gathered this".to_owned()),
    }
}

/// Whether `spoken` speaks of a subject, as a fact.
pub fn names(spoken: &Result<Spoken, String>, subject: Subject) -> Fact {
    match spoken {
        Ok(spoken) => flag(spoken.names(subject)),
        Err(why) => Fact::Unknown(why.clone()),
    }
}

/// Letters and digits alone, in lower case: for names, which people write with and without spaces.
pub fn squashed(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a text holds a name.
pub fn holds_name(text: &str, name: &str) -> bool {
    Searched::of(text).holds(name)
}

/// A text in which names are looked for, made ready once for all of them.
#[derive(Debug)]
pub struct Searched {
    /// Its words alone.
    words: BTreeSet<String>,
    /// All of it without what parts words.
    squashed: String,
}

impl Searched {
    /// Makes a text ready.
    pub fn of(text: &str) -> Self {
        let words = text.split(|letter: char| !letter.is_alphanumeric()).map(squashed);
        Self { words: words.collect(), squashed: squashed(text) }
    }

    /// Whether it holds a name: as one word if that is short, else however it is parted.
    pub fn holds(&self, name: &str) -> bool {
        let wanted = squashed(name);
        match wanted.chars().count() {
            0 => false,
            1..5 => self.words.contains(&wanted),
            _ => self.squashed.contains(&wanted),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_however_they_are_parted_and_short_ones_as_words() {
        assert!(holds_name("Welcome to Example-Shop!", "exampleshop"));
        assert!(holds_name("DHL and others", "dhl"));
        assert!(!holds_name("we adhlere", "dhl"));
        assert!(!holds_name("anything", ""));
        assert!(!holds_name("A shop", "Example Shop"));
    }
}
