//! A text to plain lower-case words, so that case, accents, width, quotes, icons and soft hyphens do not matter.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// A folded text and where its words stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Folded {
    text: String,
    words: Vec<(usize, usize)>,
}

impl Folded {
    /// How many words it has.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// One word; empty beyond the last.
    pub(super) fn word(&self, at: usize) -> &str {
        self.words.get(at).and_then(|(start, end)| self.text.get(*start..*end)).unwrap_or("")
    }

    /// The words from one to before another, each parted by a space.
    pub(super) fn phrase(&self, from: usize, to: usize) -> String {
        let mut phrase = String::new();
        for at in from..to.min(self.len()) {
            if at > from {
                phrase.push(' ');
            }
            phrase.push_str(self.word(at));
        }
        phrase
    }

    /// All words, each parted by a space; a text without words gives its symbols.
    pub(super) fn key(&self) -> String {
        if self.words.is_empty() { self.text.trim().to_owned() } else { self.phrase(0, self.len()) }
    }
}

/// Folds a text. Vowel signs of scripts that need them stay.
pub(super) fn fold(words: &str) -> Folded {
    let text = if words.is_ascii() { fold_ascii(words) } else { fold_unicode(words) };
    // A mark without a letter clings to the space before it.
    let words = text.unicode_word_indices().map(|(start, word)| {
        let plain = word.trim_start();
        (start + word.len() - plain.len(), start + word.trim_end().len())
    });
    let words = words.filter(|(start, end)| start < end).collect();
    Folded { text, words }
}

fn fold_ascii(words: &str) -> String {
    words.chars().filter_map(plain_punctuation).map(|c| c.to_ascii_lowercase()).collect()
}

fn fold_unicode(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    // Twice: an acute accent that serves as an apostrophe comes apart, and wide punctuation becomes plain only then.
    let apart = words.chars().filter_map(plain_punctuation).nfkd().filter_map(plain_punctuation);
    for letter in apart.filter(|c| !is_ignored(*c)).flat_map(char::to_lowercase) {
        match base_letters(letter) {
            Some(base) => plain.push_str(base),
            None => plain.push(letter),
        }
    }
    // Lower case can bring letters that come apart again; marks go only now, so that both ways give the same.
    plain.nfkd().filter(|c| !is_ignored(*c)).nfc().collect()
}

/// Apostrophes join (`don't`, `l'essentiel`); marks that Unicode counts as part of words part them.
fn plain_punctuation(letter: char) -> Option<char> {
    match letter {
        '\'' | '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{b4}' | '`' | '\u{2bc}' | '\u{2032}' => None,
        '_' | ':' | '\u{b7}' | '\u{2027}' | '\u{203f}' | '\u{2040}' | '\u{2054}' => Some(' '),
        other => Some(other),
    }
}

/// Invisible characters, and the marks above and below Latin, Greek, Cyrillic, Hebrew and Arabic letters.
fn is_ignored(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}' | '\u{5c4}'..='\u{5c5}'
        | '\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}')
}

/// Letters that Unicode does not take apart but keyboards and people do.
fn base_letters(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'þ' => "th",
        'ς' => "σ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_marks_width_quotes_icons_and_soft_hyphens_do_not_matter() {
        for (words, key) in [
            ("  Alle AKZEPTIEREN → ", "alle akzeptieren"),
            ("Ｏｋ！", "ok"),
            ("Don’t accept", "dont accept"),
            ("J'ACCEPTE", "jaccepte"),
            ("Ak\u{ad}zep\u{ad}tieren", "akzeptieren"),
            ("Schließen", "schliessen"),
            ("Zapisz wyłącznie", "zapisz wylacznie"),
            ("🍪 Accept ✅", "accept"),
            ("Cookie-Einstellungen", "cookie einstellungen"),
            ("è", "e"),
            ("ΌΛΕΣ", "ολεσ"),
            ("×", "×"),
            ("✖\u{fe0f}", "✖"),
            ("", ""),
        ] {
            assert_eq!(fold(words).key(), key, "{words:?}");
        }
    }

    #[test]
    fn scripts_that_need_their_signs_keep_them() {
        assert_ne!(fold("की").key(), fold("का").key());
        assert_ne!(fold("が").key(), fold("か").key());
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(words in any::<String>()) {
            let once = fold(&words).key();
            prop_assert_eq!(fold(&once).key(), once);
        }
    }
}
