//! All words of all languages, looked up at once.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::class::{Class, Classes, TURNING, WORDINGS};
use super::file::PhraseFile;
use super::fold::fold;
use super::trie::{Ending, Sapling, Trie};
use super::{Intent, Right};

/// Number of a language within the lexicon; 0 holds the words of every language.
pub(super) type Language = u8;

/// All words of all languages.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Lexicon {
    /// Names of the languages by number.
    languages: Vec<String>,
    /// Letters that melt with the next word, by language.
    elisions: Vec<Vec<(String, Classes)>>,
    /// Letters that are written together with the next word and carry nothing, by language.
    prefixes: Vec<Vec<String>>,
    atoms: Vec<Atom>,
    beginnings: Trie,
    endings: Trie,
    /// Patterns of several words by their first atom, longest first.
    sequences: BTreeMap<u32, Vec<Sequence>>,
    /// Whole buttons by their folded words.
    buttons: BTreeMap<String, Vec<(Intent, Language)>>,
    /// Whole texts that serve a right, by their folded words.
    rights: BTreeMap<String, (Right, Language)>,
    paths: Vec<String>,
    /// Atoms whose misspellings are understood, by first letter.
    spellings: BTreeMap<char, Vec<u32>>,
}

/// One word of one language, or the beginning or end of one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Atom {
    /// Whose.
    pub(super) language: Language,
    /// What kinds of word it is by itself; none if it only stands in patterns of several words.
    pub(super) classes: Classes,
    /// The letters that are given.
    letters: String,
    shape: Shape,
}

/// Which part of a word is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Shape {
    /// Its end: `*einstellungen`.
    End,
    /// Its beginning: `accept*`.
    Beginning,
    /// All of it.
    Whole,
}

/// A pattern of several words.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Sequence {
    /// Whose.
    pub(super) language: Language,
    /// Its words.
    pub(super) atoms: Vec<u32>,
    /// What kinds of word it is as a whole.
    pub(super) classes: Classes,
}

/// Kinds whose words are understood in spite of a slip of the finger.
const SPELLED: Classes = Classes::of(&[
    Class::Agree,
    Class::Consent,
    Class::Refuse,
    Class::Necessary,
    Class::Optional,
    Class::Setting,
    Class::Save,
]);

impl Lexicon {
    /// Puts the words of all files in order.
    pub(super) fn build(files: &[PhraseFile]) -> Self {
        let mut builder = Builder::default();
        let has_everywhere = files.first().is_some_and(|file| file.language == super::file::EVERYWHERE);
        if !has_everywhere {
            builder.add_language(super::file::EVERYWHERE, Vec::new(), Vec::new());
        }
        for file in files {
            builder.add(file);
        }
        builder.finish()
    }

    /// How many languages it knows, words of every language counted as one.
    pub(super) fn languages(&self) -> usize {
        self.languages.len()
    }

    /// Name of a language; none for words of every language.
    pub(super) fn language(&self, number: Language) -> Option<&str> {
        if number == 0 { None } else { self.languages.get(usize::from(number)).map(String::as_str) }
    }

    /// One atom.
    pub(super) fn atom(&self, number: u32) -> &Atom {
        &self.atoms[number as usize]
    }

    /// The atoms that fit a word, in every language.
    pub(super) fn atoms_of(&self, word: &str, mut found: impl FnMut(u32)) {
        self.beginnings.find(word.chars(), &mut found);
        self.endings.find(word.chars().rev(), &mut found);
    }

    /// The atoms that fit the rest of a word once its prefix is taken off, each in the language of the prefix. Letters
    /// that turn ("not" written together with the next word) are never taken for a prefix.
    pub(super) fn atoms_behind_prefixes(&self, word: &str, mut found: impl FnMut(u32)) {
        let spoken = self.prefixes.iter().enumerate().filter(|(_, prefixes)| !prefixes.is_empty());
        for (language, prefixes) in spoken {
            if self.elided(language as Language, word).any(|(classes, _)| classes.meets(TURNING)) {
                continue;
            }
            for rest in prefixes.iter().filter_map(|prefix| word.strip_prefix(prefix.as_str())) {
                if rest.chars().count() >= 3 {
                    self.atoms_of(rest, |atom| {
                        if usize::from(self.atom(atom).language) == language {
                            found(atom);
                        }
                    });
                }
            }
        }
    }

    /// Patterns of several words that begin with an atom, longest first.
    pub(super) fn sequences_from(&self, atom: u32) -> &[Sequence] {
        self.sequences.get(&atom).map_or(&[], Vec::as_slice)
    }

    /// Which of two atoms says more of a word: the one that gives more of it.
    pub(super) fn says_more(&self, one: u32, other: u32) -> bool {
        let rank = |number: u32| (self.atom(number).shape == Shape::Whole, self.atom(number).letters.len());
        rank(one) > rank(other)
    }

    /// What a whole button means, and in which languages it says so.
    pub(super) fn button(&self, key: &str) -> Option<(Intent, Language)> {
        // Listed with two meanings in two languages: the first in order of caution, so never the acceptance.
        let readings = self.buttons.get(key)?;
        readings.iter().copied().max_by_key(|(intent, _)| super::decide::caution(*intent))
    }

    /// Which right a whole text serves, and in which language.
    pub(super) fn right(&self, key: &str) -> Option<(Right, Language)> {
        self.rights.get(key).copied()
    }

    /// Parts of paths that lead to policies.
    pub(super) fn paths(&self) -> &[String] {
        &self.paths
    }

    /// The rest of a word after letters that melted with it, with what those letters are.
    pub(super) fn elided<'w>(&self, language: Language, word: &'w str) -> impl Iterator<Item = (Classes, &'w str)> {
        let elisions = self.elisions.get(usize::from(language)).map_or(&[][..], Vec::as_slice);
        elisions.iter().filter_map(move |(letters, classes)| {
            let rest = word.strip_prefix(letters.as_str())?;
            (rest.chars().count() >= 3).then_some((*classes, rest))
        })
    }

    /// The kinds of a word that no language knows as it is spelled, one slip away from one that is known:
    /// at least seven letters, the same first letter, and all such words of one mind.
    pub(super) fn misspelled(&self, word: &str) -> Vec<u32> {
        let Some(first) = word.chars().next() else { return Vec::new() };
        if word.chars().count() < 7 {
            return Vec::new();
        }
        let near: Vec<u32> = self
            .spellings
            .get(&first)
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .copied()
            .filter(|number| self.atoms[*number as usize].is_one_slip_from(word))
            .collect();
        let all = near.iter().fold(Classes::NONE, |all, number| all.with(self.atom(*number).classes));
        let agrees = all.has(Class::Agree) || all.has(Class::Consent) || all.has(Class::Optional);
        let refuses = all.has(Class::Refuse) || all.has(Class::Necessary);
        if agrees && refuses { Vec::new() } else { near }
    }
}

impl Atom {
    fn is_one_slip_from(&self, word: &str) -> bool {
        match self.shape {
            Shape::Whole => one_slip(&self.letters, word),
            Shape::Beginning => {
                let given = self.letters.chars().count();
                let ends = word.char_indices().map(|(at, _)| at).chain([word.len()]);
                // A slip in the last letters of a stem makes another stem: `customi…`, `customer`.
                let tail: String = self.letters.chars().skip(given.saturating_sub(2)).collect();
                ends.skip(given - 1)
                    .take(3)
                    .any(|end| word[..end].ends_with(&tail) && one_slip(&self.letters, &word[..end]))
            }
            Shape::End => false,
        }
    }
}

/// Whether two words differ by one letter changed, left out or added, or by two neighbours swapped.
fn one_slip(one: &str, other: &str) -> bool {
    let a: Vec<char> = one.chars().collect();
    let b: Vec<char> = other.chars().collect();
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let shorter = a.len().min(b.len());
    let tail = tail.min(shorter - head);
    match (a.len() - head - tail, b.len() - head - tail) {
        (0 | 1, 0 | 1) => true,
        (2, 2) => a[head] == b[head + 1] && a[head + 1] == b[head],
        _ => false,
    }
}

#[derive(Default)]
struct Builder {
    lexicon: Lexicon,
    beginnings: Sapling,
    endings: Sapling,
    numbers: BTreeMap<(Language, String, Shape), u32>,
}

impl Builder {
    fn add_language(&mut self, name: &str, elisions: Vec<(String, Classes)>, prefixes: Vec<String>) -> Language {
        self.lexicon.prefixes.push(prefixes);
        self.lexicon.languages.push(name.to_owned());
        self.lexicon.elisions.push(elisions);
        Language::try_from(self.lexicon.languages.len() - 1).unwrap_or(Language::MAX)
    }

    fn add(&mut self, file: &PhraseFile) {
        let mut elisions: Vec<(String, Classes)> =
            file.elisions.iter().map(|(letters, classes)| (fold(letters).key(), Classes::of(classes))).collect();
        elisions.sort_by_key(|(letters, _)| std::cmp::Reverse(letters.len()));
        let prefixes = file.prefixes.iter().map(|letters| fold(letters).key()).collect();
        let language = self.add_language(&file.language, elisions, prefixes);
        for (class, patterns) in &file.words {
            for pattern in patterns {
                self.add_pattern(language, Classes::of(&[*class]), &pattern.value);
            }
        }
        for (intent, buttons) in &file.buttons {
            for button in buttons {
                let key = fold(&button.value).key();
                self.lexicon.buttons.entry(key).or_default().push((*intent, language));
            }
        }
        for (right, texts) in &file.rights {
            for text in texts {
                self.lexicon.rights.entry(fold(&text.value).key()).or_insert((*right, language));
            }
        }
        self.lexicon.paths.extend(file.paths.iter().map(|path| path.to_lowercase()));
    }

    fn add_pattern(&mut self, language: Language, classes: Classes, pattern: &str) {
        let mut numbers: Vec<u32> = Vec::new();
        for part in pattern.split_whitespace() {
            let shape = match (part.starts_with('*'), part.ends_with('*')) {
                (true, _) => Shape::End,
                (_, true) => Shape::Beginning,
                _ => Shape::Whole,
            };
            let folded = fold(part.trim_matches('*'));
            let last = folded.len().saturating_sub(1);
            for at in 0..folded.len() {
                // Hyphens part words: only the last keeps an open ending, only the first an open beginning.
                let kept = match shape {
                    Shape::Beginning if at == last => Shape::Beginning,
                    Shape::End if at == 0 => Shape::End,
                    _ => Shape::Whole,
                };
                numbers.push(self.number(language, folded.word(at), kept));
            }
        }
        match numbers.as_slice() {
            [] => {}
            // Wordings stand beside the kinds of their words, also a wording of one word.
            [one] if !classes.within(WORDINGS) => {
                let atom = &mut self.lexicon.atoms[*one as usize];
                atom.classes = atom.classes.with(classes);
            }
            [first, ..] => self.add_sequence(*first, Sequence { language, atoms: numbers.clone(), classes }),
        }
    }

    fn add_sequence(&mut self, first: u32, new: Sequence) {
        let list = self.lexicon.sequences.entry(first).or_default();
        match list.iter_mut().find(|known| known.atoms == new.atoms) {
            Some(known) => known.classes = known.classes.with(new.classes),
            None => list.push(new),
        }
        list.sort_by_key(|sequence| std::cmp::Reverse(sequence.atoms.len()));
    }

    fn number(&mut self, language: Language, letters: &str, shape: Shape) -> u32 {
        let key = (language, letters.to_owned(), shape);
        if let Some(known) = self.numbers.get(&key) {
            return *known;
        }
        let number = self.lexicon.atoms.len() as u32;
        self.lexicon.atoms.push(Atom { language, classes: Classes::NONE, letters: letters.to_owned(), shape });
        match shape {
            Shape::Whole => self.beginnings.insert(letters.chars(), Ending::Whole, number),
            Shape::Beginning => self.beginnings.insert(letters.chars(), Ending::Open, number),
            Shape::End => self.endings.insert(letters.chars().rev(), Ending::Open, number),
        }
        self.numbers.insert(key, number);
        number
    }

    fn finish(mut self) -> Lexicon {
        for (number, atom) in self.lexicon.atoms.iter().enumerate() {
            let first = atom.letters.chars().next();
            let long = atom.letters.chars().count() >= 6;
            if let (Some(first), true) = (first, long && atom.classes.meets(SPELLED)) {
                self.lexicon.spellings.entry(first).or_default().push(number as u32);
            }
        }
        self.lexicon.beginnings = self.beginnings.grown();
        self.lexicon.endings = self.endings.grown();
        self.lexicon.paths.sort();
        self.lexicon.paths.dedup();
        self.lexicon
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_one_slip() {
        for (one, other, near) in [
            ("akzeptieren", "akzeptieren", true),
            ("akzeptieren", "akzepteren", true),
            ("akzeptieren", "akzeptieeren", true),
            ("akzeptieren", "akzetpieren", true),
            ("akzeptieren", "akzeptoeren", true),
            ("akzeptieren", "akzetpeiren", false),
            ("akzeptieren", "ablehnen", false),
            ("aa", "aaa", true),
        ] {
            assert_eq!(one_slip(one, other), near, "{one} {other}");
        }
    }
}
