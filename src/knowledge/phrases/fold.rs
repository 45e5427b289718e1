//! A text to plain lower-case words, so that case, accents, width, quotes, icons and soft hyphens do not matter.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// A folded text and where its words stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::knowledge) struct Folded {
    text: String,
    words: Vec<(usize, usize)>,
    /// How long the text is up to each word and beyond the last, in sixths of a word.
    measured: Vec<usize>,
}

/// Sixths of a word that a word of a script with spaces counts.
const WHOLE_WORD: usize = 6;

impl Folded {
    /// How many words it has.
    pub(in crate::knowledge) fn len(&self) -> usize {
        self.words.len()
    }

    /// How long it is, in words as a reader counts them: letters of scripts without spaces are parts of a word.
    pub(in crate::knowledge) fn length(&self) -> usize {
        self.distance(0, self.len())
    }

    /// How long the stretch from one word to before another is, in words as a reader counts them.
    pub(super) fn distance(&self, from: usize, to: usize) -> usize {
        let at = |word: usize| self.measured.get(word.min(self.len())).copied().unwrap_or(0);
        at(to).saturating_sub(at(from)).div_ceil(WHOLE_WORD)
    }

    /// Whether a word is a letter of a script without spaces.
    pub(super) fn is_letter(&self, at: usize) -> bool {
        self.word(at).chars().next().is_some_and(|letter| sixths(letter) < WHOLE_WORD)
    }

    /// One word; empty beyond the last.
    pub(in crate::knowledge) fn word(&self, at: usize) -> &str {
        self.words.get(at).and_then(|(start, end)| self.text.get(*start..*end)).unwrap_or("")
    }

    /// The words from one to before another, parted by a space where the text parts them.
    pub(in crate::knowledge) fn phrase(&self, from: usize, to: usize) -> String {
        self.joined(from, to, |at| self.words[at - 1].1 < self.words[at].0)
    }

    /// All words, each parted by a space; letters of scripts without spaces stand together, however they were written.
    /// A text without words gives its symbols.
    pub(in crate::knowledge) fn key(&self) -> String {
        if self.words.is_empty() {
            return self.text.trim().to_owned();
        }
        let joined = self.joined(0, self.len(), |at| !(self.is_letter(at) && self.is_letter(at - 1)));
        // Parts of a Hangul letter that stood apart only by a sign between them make one letter now.
        if joined.is_ascii() { joined } else { joined.nfc().collect() }
    }

    fn joined(&self, from: usize, to: usize, parted: impl Fn(usize) -> bool) -> String {
        let mut joined = String::new();
        for at in from..to.min(self.len()) {
            if at > from && parted(at) {
                joined.push(' ');
            }
            joined.push_str(self.word(at));
        }
        joined
    }
}

/// Folds a text. Vowel signs of scripts that need them stay.
pub(in crate::knowledge) fn fold(words: &str) -> Folded {
    let text = if words.is_ascii() { fold_ascii(words) } else { fold_unicode(words) };
    let words: Vec<(usize, usize)> =
        stretches(&text).into_iter().flat_map(|stretch| words_of(&text, stretch)).collect();
    let mut measured = vec![0];
    for (start, end) in &words {
        let first = text.get(*start..*end).and_then(|word| word.chars().next());
        measured.push(measured.last().unwrap_or(&0) + first.map_or(WHOLE_WORD, sixths));
    }
    Folded { text, words, measured }
}

/// A part of a text.
enum Stretch {
    /// A letter with its signs, of a script without spaces, or with spaces that writers leave out: a word by itself, so
    /// that the lexicon finds its words wherever they begin.
    Letter(usize, usize),
    /// What lies between such letters.
    Plain(usize, usize),
}

fn stretches(text: &str) -> Vec<Stretch> {
    if !text.chars().any(|letter| sixths(letter) < WHOLE_WORD) {
        return vec![Stretch::Plain(0, text.len())];
    }
    let mut stretches: Vec<Stretch> = Vec::new();
    for (from, signed) in text.grapheme_indices(true) {
        let to = from + signed.len();
        if signed.chars().next().is_some_and(|letter| sixths(letter) < WHOLE_WORD) {
            stretches.push(Stretch::Letter(from, to));
        } else if let Some(Stretch::Plain(_, end)) = stretches.last_mut() {
            *end = to;
        } else {
            stretches.push(Stretch::Plain(from, to));
        }
    }
    stretches
}

fn words_of(text: &str, stretch: Stretch) -> Vec<(usize, usize)> {
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or("");
    match stretch {
        Stretch::Letter(from, to) if part(from, to).contains(char::is_alphanumeric) => vec![(from, to)],
        Stretch::Letter(..) => Vec::new(),
        Stretch::Plain(from, to) => part(from, to)
            .unicode_word_indices()
            .map(|(start, word)| {
                // A mark without a letter clings to the space before it.
                let bare = word.trim_start();
                (from + start + word.len() - bare.len(), from + start + word.trim_end().len())
            })
            .filter(|(start, end)| start < end)
            .collect(),
    }
}

/// Which part of a word a letter is, in sixths: all of it where words are parted by spaces.
fn sixths(letter: char) -> usize {
    match letter {
        // Han.
        '\u{2e80}'..='\u{2fdf}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}' => 3,
        // Kana, Hangul; Thai, Lao, Burmese, Khmer.
        '\u{3041}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{1100}'..='\u{11ff}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}' => 2,
        _ => WHOLE_WORD,
    }
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

/// Invisible characters, the marks above and below Latin, Greek, Cyrillic, Hebrew and Arabic letters, and the dot below
/// Devanagari letters.
fn is_ignored(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}' | '\u{5c4}'..='\u{5c5}'
        | '\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}' | '\u{93c}'
        | '\u{115f}' | '\u{1160}')
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
        // Spellings of one word: final ya without dots, ta marbuta; the dot and the moon over a nasal vowel.
        'ى' | 'ی' => "ي",
        'ک' => "ك",
        'ة' => "ه",
        'ँ' => "ं",
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
    fn letters_of_scripts_without_spaces_stand_apart_and_measure_less() {
        for (words, parts, length) in [
            ("拒绝所有Cookie", &["拒", "绝", "所", "有", "cookie"][..], 3),
            ("クッキー", &["ク", "ッ", "キ", "ー"], 2),
            ("쿠키를 cookie를", &["쿠", "키", "를", "cookie", "를"], 3),
            ("ไม่ยอม", &["ไ", "ม่", "ย", "อ", "ม"], 2),
            ("accept all", &["accept", "all"], 2),
        ] {
            let folded = fold(words);
            let found: Vec<&str> = (0..folded.len()).map(|at| folded.word(at)).collect();
            assert_eq!((found.as_slice(), folded.length()), (parts, length), "{words}");
        }
        assert_eq!(fold("拒绝 所有Cookie吗").key(), "拒绝所有 cookie 吗");
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
