//! A text read for subjects: which words of which sentence speak of what.

use super::phrases::{Folded, fold};
use super::subject::Subject;

/// How many words may stand where a pattern leaves a gap.
const GAP: usize = 6;

/// Words that speak of a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    atoms: Vec<Atom>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Atom {
    Whole(String),
    Beginning(String),
    End(String),
    Gap,
}

impl Pattern {
    /// Reads `change .. mind`, `advert*`, `*werbung`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn read(written: &str) -> Result<Self, String> {
        let mut atoms = Vec::new();
        for word in written.split_whitespace() {
            if word == ".." {
                atoms.push(Atom::Gap);
                continue;
            }
            let inner = word.trim_start_matches('*').trim_end_matches('*');
            if inner.contains('*') || (word.starts_with('*') && word.ends_with('*')) {
                return Err(format!("`{word}`: `*` in the middle or at both ends"));
            }
            let folded = fold(inner);
            if folded.len() == 0 {
                return Err(format!("`{word}`: no word in it"));
            }
            if inner != word && folded.key().chars().count() < 3 {
                return Err(format!("`{word}`: `*` beside less than three letters fits too much"));
            }
            let last = folded.len() - 1;
            for at in 0..folded.len() {
                let letters = folded.word(at).to_owned();
                atoms.push(match (word.starts_with('*') && at == 0, word.ends_with('*') && at == last) {
                    (true, _) => Atom::End(letters),
                    (_, true) => Atom::Beginning(letters),
                    _ => Atom::Whole(letters),
                });
            }
        }
        match (atoms.first(), atoms.last()) {
            (None, _) => Err("no word in it".to_owned()),
            (Some(Atom::Gap), _) | (_, Some(Atom::Gap)) => Err("a gap at its end".to_owned()),
            _ => Ok(Self { atoms }),
        }
    }

    /// The word behind the match that begins at a word, if one does.
    fn ends(&self, words: &Folded, from: usize) -> Option<usize> {
        Self::rest(&self.atoms, words, from)
    }

    fn rest(atoms: &[Atom], words: &Folded, from: usize) -> Option<usize> {
        let Some((first, rest)) = atoms.split_first() else { return Some(from) };
        if *first == Atom::Gap {
            return (from..=from + GAP).find_map(|at| Self::rest(rest, words, at));
        }
        let word = words.word(from);
        let fits = !word.is_empty()
            && match first {
                Atom::Whole(letters) => word == letters,
                Atom::Beginning(letters) => word.starts_with(letters.as_str()),
                Atom::End(letters) => word.ends_with(letters.as_str()),
                Atom::Gap => false,
            };
        if fits { Self::rest(rest, words, from + 1) } else { None }
    }
}

/// Words of a sentence that speak of a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Spoken {
    subject: Subject,
    from: usize,
    to: usize,
}

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectSentence {
    written: String,
    words: Folded,
    spoken: Vec<Spoken>,
}

/// A text read for subjects.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SubjectText {
    sentences: Vec<SubjectSentence>,
}

impl SubjectText {
    pub(super) fn new(sentences: impl Iterator<Item = (String, Folded)>, patterns: &[(Subject, Pattern)]) -> Self {
        let sentences = sentences.map(|(written, words)| {
            let starts = (0..words.len()).flat_map(|from| patterns.iter().map(move |pattern| (from, pattern)));
            let spoken = starts.filter_map(|(from, (subject, pattern))| {
                Some(Spoken { subject: *subject, from, to: pattern.ends(&words, from)? })
            });
            SubjectSentence { spoken: spoken.collect(), written, words }
        });
        Self { sentences: sentences.collect() }
    }

    /// Its sentences.
    pub fn sentences(&self) -> &[SubjectSentence] {
        &self.sentences
    }

    /// The first words that speak of a subject.
    pub fn names(&self, subject: Subject) -> Option<String> {
        self.sentences.iter().find_map(|sentence| sentence.names(subject))
    }

    /// The number that stands nearest to words of a subject, at most `reach` words away: the first such.
    pub fn number_near(&self, subject: Subject, reach: usize) -> Option<u32> {
        self.sentences.iter().find_map(|sentence| sentence.number_near(subject, reach))
    }
}

impl SubjectSentence {
    /// As it is written.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The words that speak of a subject, folded.
    pub fn names(&self, subject: Subject) -> Option<String> {
        let spoken = self.spoken.iter().find(|spoken| spoken.subject == subject)?;
        Some(self.words.phrase(spoken.from, spoken.to))
    }

    /// Whether words of two subjects stand at most `reach` words apart.
    pub fn near(&self, one: Subject, other: Subject, reach: usize) -> bool {
        let of = |subject| self.spoken.iter().filter(move |spoken| spoken.subject == subject);
        of(one).any(|one| of(other).any(|other| one.from <= other.to + reach && other.from <= one.to + reach))
    }

    fn number_near(&self, subject: Subject, reach: usize) -> Option<u32> {
        let of = self.spoken.iter().filter(|spoken| spoken.subject == subject);
        let numbers: Vec<(usize, u32)> =
            (0..self.words.len()).filter_map(|at| Some((at, number(self.words.word(at))?))).collect();
        let nearest = of.flat_map(|spoken| {
            numbers.iter().filter_map(move |(at, number)| {
                let away = if *at < spoken.from { spoken.from - at } else { at.saturating_sub(spoken.to) };
                (away <= reach).then_some((away, *number))
            })
        });
        nearest.min_by_key(|(away, _)| *away).map(|(_, number)| number)
    }
}

/// A count as people write it: `842`, `1,524`, `1.524`.
fn number(word: &str) -> Option<u32> {
    let mut groups = word.split([',', '.', '\u{a0}', '\u{202f}']);
    let first = groups.next()?;
    let digits = |part: &str| part.chars().all(|letter| letter.is_ascii_digit());
    let rest: Vec<&str> = groups.collect();
    if first.is_empty() || !digits(first) || rest.iter().any(|part| part.len() != 3 || !digits(part)) {
        return None;
    }
    format!("{first}{}", rest.concat()).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pattern: &str, text: &str) -> SubjectText {
        let patterns = [(Subject::Counted, Pattern::read(pattern).unwrap())];
        SubjectText::new(std::iter::once((text.to_owned(), fold(text))), &patterns)
    }

    #[test]
    fn patterns_have_open_ends_and_gaps() {
        for (pattern, text, fits) in [
            ("advert*", "We show advertising", true),
            ("*werbung", "Personalisierte Onlinewerbung", true),
            ("change .. mind", "you may change at any time your mind", true),
            ("change .. mind", "change one two three four five six seven mind", false),
            ("third parties", "Third-parties", true),
            ("third parties", "third of the parties", false),
            ("ad", "add", false),
        ] {
            assert_eq!(read(pattern, text).names(Subject::Counted).is_some(), fits, "{pattern}: {text}");
        }
        for wrong in ["", "..", "a ..", "*ab", "x*y*", "!"] {
            assert!(Pattern::read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn numbers_are_read_beside_what_they_count() {
        for (text, number) in [
            ("We and our 842 partners", Some(842)),
            ("We and our 1,524 advertising partners", Some(1524)),
            ("Wir und unsere bis zu 1.012 Partner", Some(1012)),
            ("our partners", None),
            ("18 years of work in this town and never one single day without partners", None),
            ("Partners (12)", Some(12)),
        ] {
            assert_eq!(read("partner*", text).number_near(Subject::Counted, 5), number, "{text}");
        }
    }
}
