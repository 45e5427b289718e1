//! A text as one language understands it.

use super::class::{Class, Classes, TURNING, WORDINGS};
use super::fold::Folded;
use super::lexicon::{Language, Lexicon, Sequence};

/// A word, or several that belong together, as one language understands them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// What kinds of word it is; none if the language does not know it.
    pub(super) classes: Classes,
    /// Its first word.
    pub(super) from: usize,
    /// One beyond its last word.
    pub(super) to: usize,
    /// Whether the language itself knows it, not only the words of every language.
    pub(super) own: bool,
}

impl Unit {
    /// Whether the language knows it.
    pub(super) fn known(&self) -> bool {
        !self.classes.is_empty()
    }
}

/// A text with all that any language knows of its words.
#[derive(Debug)]
pub(super) struct Words<'l> {
    lexicon: &'l Lexicon,
    /// The folded text.
    pub(super) folded: Folded,
    /// The atoms that fit each word.
    atoms: Vec<Vec<u32>>,
}

/// Whether slips of the finger are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// As written.
    Exact,
    /// One slip a long word is forgiven.
    Forgiving,
}

impl<'l> Words<'l> {
    /// Looks every word up.
    pub(super) fn look_up(lexicon: &'l Lexicon, folded: Folded, spelling: Spelling) -> Self {
        let mut atoms = vec![Vec::new(); folded.len()];
        for (at, found) in atoms.iter_mut().enumerate() {
            let word = folded.word(at);
            lexicon.atoms_of(word, |atom| found.push(atom));
            lexicon.atoms_behind_prefixes(word, |atom| found.push(atom));
            // A word that only begins like a part of a longer pattern is not known by that.
            let unknown = found.iter().all(|atom| lexicon.atom(*atom).classes.is_empty());
            if unknown && spelling == Spelling::Forgiving {
                found.extend(lexicon.misspelled(word));
            }
        }
        Self { lexicon, folded, atoms }
    }

    /// The languages that know at least one of the words, in order; words of every language alone give none but 0.
    pub(super) fn languages(&self) -> Vec<Language> {
        let mut known = vec![false; self.lexicon.languages().max(1)];
        for atom in self.atoms.iter().flatten() {
            known[usize::from(self.lexicon.atom(*atom).language)] = true;
        }
        // French "j'accepte" is known only once the elision is undone.
        for word in self.atoms.iter().enumerate().filter(|(_, found)| found.is_empty()).map(|(at, _)| at) {
            for (language, known) in known.iter_mut().enumerate().skip(1) {
                *known = *known || !self.undo_elision(language as Language, word).is_empty();
            }
        }
        known.iter().enumerate().filter(|(_, known)| **known).map(|(language, _)| language as Language).collect()
    }

    /// All kinds that any language sees in a word.
    pub(super) fn any_language(&self, word: usize) -> Classes {
        let atoms = self.atoms.get(word).map_or(&[][..], Vec::as_slice);
        atoms.iter().fold(Classes::NONE, |all, atom| all.with(self.lexicon.atom(*atom).classes))
    }

    /// The text as one language understands it.
    pub(super) fn units(&self, language: Language) -> Vec<Unit> {
        let mut units = Vec::with_capacity(self.folded.len());
        let mut at = 0;
        while at < self.folded.len() {
            let unit = self.sequence(language, at).unwrap_or_else(|| self.single(language, at));
            at = unit.to;
            units.push(unit);
        }
        units
    }

    /// The longest pattern of several words that begins here.
    fn sequence(&self, language: Language, from: usize) -> Option<Unit> {
        let mut best: Option<Unit> = None;
        for atom in self.atoms[from].iter().filter(|atom| self.speaks(language, **atom)) {
            for sequence in self.lexicon.sequences_from(*atom) {
                let to = from + sequence.atoms.len();
                let longer = best.is_none_or(|best| to > best.to);
                if !longer || to > self.atoms.len() || sequence.classes.within(WORDINGS) {
                    continue;
                }
                if self.fits(sequence, from) {
                    let own = sequence.language != 0;
                    best = Some(Unit { classes: sequence.classes, from, to, own });
                    break;
                }
            }
        }
        best
    }

    /// Whether a word of several letters that turns or narrows, in any language, lies across the border of two units or
    /// in letters that are no unit. Only where no spaces part words.
    pub(super) fn hides_turning(&self, units: &[Unit]) -> bool {
        let within =
            |from: usize, to: usize| units.iter().any(|unit| unit.known() && unit.from <= from && to <= unit.to);
        (0..self.folded.len()).filter(|from| self.folded.is_letter(*from)).any(|from| {
            self.atoms[from].iter().flat_map(|atom| self.lexicon.sequences_from(*atom)).any(|sequence| {
                let to = from + sequence.atoms.len();
                sequence.classes.meets(TURNING) && !within(from, to) && self.fits(sequence, from)
            })
        })
    }

    fn fits(&self, sequence: &Sequence, from: usize) -> bool {
        let mut atoms = sequence.atoms.iter().enumerate();
        atoms.all(|(at, atom)| self.atoms.get(from + at).is_some_and(|found| found.contains(atom)))
    }

    /// Whole wordings of consent texts in one language, longest first at each place, none within another. They stand
    /// beside the units, which go on telling their words apart.
    pub(super) fn wordings(&self, language: Language) -> Vec<Unit> {
        let mut wordings = Vec::new();
        let mut from = 0;
        while from < self.atoms.len() {
            let here = self.atoms[from].iter().filter(|atom| self.speaks(language, **atom));
            let fitting = here.flat_map(|atom| self.lexicon.sequences_from(*atom));
            let longest = fitting
                .filter(|sequence| sequence.classes.meets(WORDINGS) && self.fits(sequence, from))
                .max_by_key(|sequence| sequence.atoms.len());
            from = match longest {
                None => from + 1,
                Some(sequence) => {
                    let to = from + sequence.atoms.len();
                    wordings.push(Unit {
                        classes: sequence.classes.and(WORDINGS),
                        from,
                        to,
                        own: sequence.language != 0,
                    });
                    to
                }
            };
        }
        wordings
    }

    fn single(&self, language: Language, at: usize) -> Unit {
        let unit = |classes: Classes, own| Unit { classes, from: at, to: at + 1, own };
        for speaker in [language, 0] {
            let classes = self.best(speaker, &self.atoms[at]);
            if !classes.is_empty() {
                return unit(classes, speaker != 0);
            }
            if speaker != 0 {
                let classes = self.undo_elision(speaker, at);
                if !classes.is_empty() {
                    return unit(classes, true);
                }
            }
        }
        let number = self.folded.word(at).chars().all(|letter| letter.is_numeric());
        unit(if number { Classes::of(&[Class::Filler]) } else { Classes::NONE }, false)
    }

    /// How many words of these units are a language's own and not the same everywhere; a language that lists "cookie" too says
    /// nothing of itself by it.
    pub(super) fn telling(&self, units: &[Unit]) -> usize {
        let everywhere = |unit: &&Unit| {
            unit.to - unit.from == 1 && !self.best(0, &self.atoms[unit.from]).within(Classes::of(&[Class::Stop]))
        };
        units.iter().filter(|unit| unit.own && !everywhere(unit)).map(|unit| unit.to - unit.from).sum()
    }

    fn undo_elision(&self, language: Language, at: usize) -> Classes {
        for (letters, rest) in self.lexicon.elided(language, self.folded.word(at)) {
            let mut found = Vec::new();
            self.lexicon.atoms_of(rest, |atom| found.push(atom));
            let classes = self.best(language, &found);
            if !classes.is_empty() {
                return letters.with(classes);
            }
        }
        Classes::NONE
    }

    /// The kinds by the atom that gives most of the word.
    fn best(&self, language: Language, atoms: &[u32]) -> Classes {
        let mut best: Option<u32> = None;
        for atom in atoms.iter().copied() {
            let known = self.lexicon.atom(atom);
            if known.language != language || known.classes.is_empty() {
                continue;
            }
            if best.is_none_or(|best| self.lexicon.says_more(atom, best)) {
                best = Some(atom);
            }
        }
        best.map_or(Classes::NONE, |atom| self.lexicon.atom(atom).classes)
    }

    fn speaks(&self, language: Language, atom: u32) -> bool {
        let speaker = self.lexicon.atom(atom).language;
        speaker == language || speaker == 0
    }
}
