//! Words by which what a site declares of its cookies is read: heads of columns, lifetimes, purposes.
//!
//! They stand in `rules/declarations/`, folded: lower case, without accents.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::cookie::Purpose;
use super::files::{Filed, read_below};
use crate::yaml::{SourceError, SourceText, locate, parse};

/// All such words.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DeclarationWords {
    /// Heads of columns by what stands below them: `name`, `purpose`, `provider`, `lifetime`, `other`.
    pub columns: BTreeMap<Column, Vec<String>>,
    /// Words that say that a table is about cookies.
    pub about: Vec<String>,
    /// Words between several names in one cell.
    pub between: Vec<String>,
    /// Words of lifetimes.
    lifetimes: BTreeMap<Span, Vec<String>>,
    /// Words of purposes.
    purposes: BTreeMap<Purpose, Vec<String>>,
    /// What stands in the place of a purpose where none was found yet.
    #[serde(default)]
    unclassified: Vec<String>,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    /// Names of cookies.
    Name,
    /// What they are for.
    Purpose,
    /// Who sets them.
    Provider,
    /// How long they live.
    Lifetime,
    /// Something else that tables of cookies have.
    Other,
}

/// A word of a lifetime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Span {
    Session,
    Forever,
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    One,
}

impl Span {
    /// Days in it, for units. A year has 365 days, a month a twelfth of that.
    fn days(self) -> Option<f64> {
        match self {
            Self::Second => Some(1.0 / 86_400.0),
            Self::Minute => Some(1.0 / 1_440.0),
            Self::Hour => Some(1.0 / 24.0),
            Self::Day => Some(1.0),
            Self::Week => Some(7.0),
            Self::Month => Some(365.0 / 12.0),
            Self::Year => Some(365.0),
            Self::Session | Self::Forever | Self::One => None,
        }
    }
}

/// A lifetime as a site declares it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DeclaredLifetime {
    /// Until the browser is closed.
    Session,
    /// Without an end.
    Forever,
    /// So many days.
    Days(f64),
}

/// Longest text that is taken for the name of a purpose, characters: a description speaks of several.
const LONGEST_PURPOSE: usize = 80;

impl DeclarationWords {
    /// Reads every text below `declarations/`.
    ///
    /// # Errors
    /// Every text that cannot be read, and words that are not folded.
    pub fn load(texts: &[SourceText]) -> Result<Self, Vec<SourceError>> {
        let mut errors = Vec::new();
        let files = read_below(texts, "declarations", Self::read, &mut errors);
        if errors.is_empty() { Ok(Self::build(files)) } else { Err(errors) }
    }

    /// Reads one file.
    ///
    /// # Errors
    /// What cannot be read, and words that are not folded.
    pub(super) fn read(text: &SourceText) -> Result<Self, Vec<SourceError>> {
        let words: Self = parse(text).map_err(|error| vec![error])?;
        words.unfolded(text).map_or(Ok(words), |error| Err(vec![error]))
    }

    /// The words of all files together.
    pub(super) fn build(files: Vec<Filed<Self>>) -> Self {
        let mut all = Self::default();
        files.into_iter().for_each(|file| all.join(file.content));
        all
    }

    fn join(&mut self, other: Self) {
        fn extend<K: Ord>(own: &mut BTreeMap<K, Vec<String>>, other: BTreeMap<K, Vec<String>>) {
            for (key, mut words) in other {
                own.entry(key).or_default().append(&mut words);
            }
        }
        extend(&mut self.columns, other.columns);
        extend(&mut self.lifetimes, other.lifetimes);
        extend(&mut self.purposes, other.purposes);
        self.about.extend(other.about);
        self.between.extend(other.between);
        self.unclassified.extend(other.unclassified);
    }

    fn unfolded(&self, text: &SourceText) -> Option<SourceError> {
        let lists = self.columns.values().chain(self.lifetimes.values()).chain(self.purposes.values());
        let all = lists.flatten().chain(&self.about).chain(&self.between).chain(&self.unclassified);
        let wrong = all.into_iter().find(|word| fold(word) != **word || word.is_empty())?;
        let message = format!("`{wrong}` is not folded");
        let help = format!("write `{}`", fold(wrong));
        Some(SourceError::at(text, locate(&text.text, "columns"), &message, &help))
    }

    /// Reads a lifetime as it is written; `None` if it is not understood, or says two things.
    pub fn lifetime(&self, written: &str) -> Option<DeclaredLifetime> {
        let text = fold(written);
        let parts = parts(&text);
        let lone = |span: Span| self.holds(span, &text);
        let mut sum = 0.0;
        let mut last: Option<f64> = None;
        let mut number: Option<f64> = None;
        for part in &parts {
            match part.parse::<f64>() {
                Ok(_) if number.is_some() => return None,
                Ok(value) => number = Some(value),
                Err(_) => match (number, self.unit(part)) {
                    (Some(many), Some(days)) => {
                        // `1 year 2 months` is one span, `2 years 1 year` is two answers.
                        if last.is_some_and(|last| last <= days) {
                            return None;
                        }
                        (sum, last, number) = (sum + many * days, Some(days), None);
                    }
                    (None, _) if self.is(Span::One, part) => number = Some(1.0),
                    (Some(_), None) if !self.is(Span::One, part) => number = None,
                    _ => {}
                },
            }
        }
        match (last.is_some(), lone(Span::Session), lone(Span::Forever)) {
            (true, false, false) => Some(DeclaredLifetime::Days(sum)),
            (false, true, false) => Some(DeclaredLifetime::Session),
            (false, false, true) => Some(DeclaredLifetime::Forever),
            _ => None,
        }
    }

    /// Reads a purpose as it is written; `None` unless it names one alone.
    pub fn purpose(&self, written: &str) -> Option<Purpose> {
        let text = fold(written);
        if text.chars().count() > LONGEST_PURPOSE {
            return None;
        }
        let named = |words: &Vec<String>| words.iter().any(|word| holds_word(&text, word));
        let mut found = self.purposes.iter().filter(|(_, words)| named(words)).map(|(purpose, _)| *purpose);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// The purpose of which the whole text is a word; nothing for words within others, which may be denied there.
    pub fn purpose_exactly(&self, written: &str) -> Option<Purpose> {
        let text = fold(written);
        let text = text.trim();
        let mut found = self.purposes.iter().filter(|(_, words)| words.iter().any(|word| word == text));
        found.next().map(|(purpose, _)| *purpose)
    }

    /// Whether the whole text says that no purpose was found yet; nothing for words within others.
    pub fn is_unclassified(&self, written: &str) -> bool {
        let text = fold(written);
        self.unclassified.contains(&text)
    }

    fn unit(&self, part: &str) -> Option<f64> {
        self.lifetimes
            .iter()
            .filter(|(_, words)| words.iter().any(|word| word == part))
            .find_map(|(span, _)| span.days())
    }

    fn is(&self, span: Span, part: &str) -> bool {
        self.lifetimes.get(&span).is_some_and(|words| words.iter().any(|word| word == part))
    }

    fn holds(&self, span: Span, text: &str) -> bool {
        self.lifetimes.get(&span).into_iter().flatten().any(|word| holds_word(text, word))
    }
}

/// Lower case, without accents, blanks as one.
pub fn fold(text: &str) -> String {
    let apart = text.replace(['\'', '\u{2019}', '\u{2bc}'], " ");
    let plain = apart.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    let lower: String = plain.flat_map(char::to_lowercase).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether `word` stands in `text` as a whole; scripts without blanks need no ends.
fn holds_word(text: &str, word: &str) -> bool {
    let open = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let joined = word.chars().any(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'));
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|rest| rest.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|rest| rest.chars().next());
        joined || (open(before) && open(after))
    })
}

/// Numbers and words of a text, a number apart from the unit behind it: `24h`, `1.5 years`.
fn parts(text: &str) -> Vec<String> {
    #[derive(PartialEq, Clone, Copy)]
    enum Is {
        Digit,
        Letter,
    }
    let mut parts: Vec<(Is, String)> = Vec::new();
    let mut glued = false;
    let chars: Vec<char> = text.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        let point = matches!(c, '.' | ',')
            && at.checked_sub(1).and_then(|before| chars.get(before)).is_some_and(char::is_ascii_digit)
            && chars.get(at + 1).is_some_and(char::is_ascii_digit);
        let is = match c {
            _ if point || c.is_ascii_digit() => Is::Digit,
            c if c.is_alphabetic() => Is::Letter,
            _ => {
                glued = false;
                continue;
            }
        };
        let c = if point { '.' } else { *c };
        match parts.last_mut() {
            Some((kind, part)) if glued && *kind == is => part.push(c),
            _ => parts.push((is, c.to_string())),
        }
        glued = true;
    }
    parts.into_iter().map(|(_, part)| part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> DeclarationWords {
        let text = include_str!("../../rules/declarations/words.yaml").to_owned();
        DeclarationWords::load(&[SourceText { path: "declarations/words.yaml".to_owned(), text }]).unwrap()
    }

    #[test]
    fn lifetimes_are_read_in_many_languages() {
        let words = words();
        for (written, days) in [
            ("1 year", 365.0),
            ("2 Jahre", 730.0),
            ("6 mois", 182.5),
            ("13 months", 13.0 * 365.0 / 12.0),
            ("1 año", 365.0),
            ("un an", 365.0),
            ("24h", 1.0),
            ("30 minuten", 30.0 / 1440.0),
            ("1 Jahr 1 Monat", 365.0 + 365.0 / 12.0),
            ("up to 2 years", 730.0),
            ("1,5 years", 547.5),
            ("90 dni", 90.0),
            ("2年", 730.0),
            ("3 månader", 3.0 * 365.0 / 12.0),
            ("180 Tage nach dem letzten Besuch", 180.0),
        ] {
            let Some(DeclaredLifetime::Days(read)) = words.lifetime(written) else { panic!("{written}") };
            assert!((read - days).abs() < 1e-6, "{written}: {read}");
        }
        for written in ["Session", "Sitzungsende", "Fin de session", "sesión", "istunto", "セッション"] {
            assert_eq!(words.lifetime(written), Some(DeclaredLifetime::Session), "{written}");
        }
        assert_eq!(words.lifetime("Persistent"), Some(DeclaredLifetime::Forever));
    }

    #[test]
    fn what_is_not_understood_or_says_two_things_is_unknown() {
        let words = words();
        for written in ["", "365", "soon", "1-2 years", "2 years / 1 year", "Session / 1 year", "HTTP", "_ga"] {
            assert_eq!(words.lifetime(written), None, "{written}");
        }
    }

    #[test]
    fn purposes_are_read_where_they_name_one() {
        let words = words();
        for (written, purpose) in [
            ("Marketing", Some(Purpose::Marketing)),
            ("Strictly necessary cookies", Some(Purpose::Necessary)),
            ("Statistik", Some(Purpose::Analytics)),
            ("Mesure d’audience", Some(Purpose::Analytics)),
            ("Preferencias", Some(Purpose::Functional)),
            ("Analytics and advertising", None),
            ("Stores the language", None),
        ] {
            assert_eq!(words.purpose(written), purpose, "{written}");
        }
    }

    #[test]
    fn words_that_are_not_folded_are_refused() {
        let text = "columns: {name: [Größe]}\nabout: []\nbetween: []\nlifetimes: {}\npurposes: {}\n".to_owned();
        let errors = DeclarationWords::load(&[SourceText { path: "declarations/x.yaml".to_owned(), text }]);
        assert!(errors.unwrap_err()[0].to_string().contains("große"));
    }

    proptest::proptest! {
        #[test]
        fn reading_never_panics(written in "\\PC{0,60}") {
            let words = words();
            words.lifetime(&written);
            words.purpose(&written);
        }
    }
}
