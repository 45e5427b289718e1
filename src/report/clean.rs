//! Texts of pages made safe to print.
//!
//! A page may put terminal commands, text that runs backwards or characters without width into a cookie's name, a
//! title or a button. In print each of them becomes a visible `�`, so that two names that differ never look the same
//! by it; white space of every kind becomes one space. Reports in JSON keep the text as it was, escaped.

use unicode_normalization::char::is_combining_mark;

/// How many combining marks may stand on one letter; more pile up over the lines above.
const MARKS: usize = 4;
/// What stands for a character that is not printed.
const SHOWN: char = '\u{fffd}';

/// The text on one line, fit for a terminal and a document.
pub fn clean(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars() {
        if is_combining_mark(c) && !is_unsafe(c) {
            marks += 1;
            if marks <= MARKS {
                out.push(c);
            }
            continue;
        }
        if is_space(c) {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
                marks = 0;
            }
        } else if !is_quiet(c, out.chars().next_back()) {
            out.push(if is_unsafe(c) { SHOWN } else { c });
            marks = 0;
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether nothing is to be done, as with most of what is printed: letters that everybody has, single spaces within.
fn is_plain(text: &str) -> bool {
    is_ascii_print(text) && !text.starts_with(' ') && !text.ends_with(' ') && !text.contains("  ")
}

/// Whether a text is of the letters, digits, signs and spaces of ASCII: none of it commands, and each takes one cell.
pub(super) fn is_ascii_print(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Whether a character may go without a sign. Joiners belong to the spelling of several languages, and with selectors
/// to emoji; between Latin letters they only hide. A soft hyphen is where a line may break, not seen elsewhere either.
fn is_quiet(c: char, before: Option<char>) -> bool {
    match c {
        '\u{ad}' => true,
        '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' => before.is_some_and(|before| !before.is_ascii()),
        _ => false,
    }
}

/// White space, line ends of every kind included.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// Whether a character commands, reorders or hides text instead of showing: controls, format characters, fillers.
pub fn is_unsafe(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control()
        || matches!(
            c,
            '\u{ad}'                        // soft hyphen
            | '\u{34f}'                     // combining grapheme joiner
            | '\u{61c}'                     // Arabic letter mark
            | '\u{115f}' | '\u{1160}'       // Hangul fillers
            | '\u{17b4}' | '\u{17b5}'       // Khmer vowels without shape
            | '\u{180b}'..='\u{180f}'       // Mongolian selectors and separator
            | '\u{200b}'..='\u{200f}'       // zero width, joiners, direction marks
            | '\u{2028}'..='\u{202e}'       // separators, embeddings and overrides of direction
            | '\u{2060}'..='\u{206f}'       // word joiner, isolates, invisible operators
            | '\u{3164}' | '\u{ffa0}'       // Hangul fillers
            | '\u{fe00}'..='\u{fe0f}'       // variation selectors
            | '\u{feff}'                    // byte order mark
            | '\u{fff0}'..='\u{fffb}'       // interlinear annotation
            | '\u{1d173}'..='\u{1d17a}'     // musical format
            | '\u{e0000}'..='\u{e0fff}' // tags and further selectors
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_text_of_any_language_stays() {
        for text in
            ["_ga", "Alle akzeptieren", "同意する", "قبول", "हाँ", "é e\u{301}", "Tiếng Việt", "🍪 cookies", "a|b`c<d>"]
        {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn commands_of_terminals_are_shown_not_run() {
        assert_eq!(clean("a\u{1b}[31mred\u{7}"), "a\u{fffd}[31mred\u{fffd}");
        assert_eq!(clean("\u{9b}2J\u{0}\u{8}x\u{7f}"), "\u{fffd}2J\u{fffd}\u{fffd}x\u{fffd}");
        assert_eq!(clean("\u{1b}]8;;http://x\u{1b}\\"), "\u{fffd}]8;;http://x\u{fffd}\\");
    }

    #[test]
    fn text_cannot_run_backwards_or_hide() {
        assert_eq!(clean("user\u{202e}gpj.exe"), "user\u{fffd}gpj.exe");
        assert_eq!(clean("_g\u{200b}a"), "_g\u{fffd}a");
        assert_eq!(clean("_g\u{200d}a"), "_g\u{fffd}a");
        assert_eq!(clean("\u{2066}a\u{2069}\u{feff}\u{e0041}"), "\u{fffd}a\u{fffd}\u{fffd}\u{fffd}");
    }

    #[test]
    fn white_space_becomes_one_space() {
        assert_eq!(clean("  a\r\n\t b\u{2028}\u{a0}c\u{85}\u{3000}\u{1f} "), "a b c");
        assert_eq!(clean("\n"), "");
    }

    #[test]
    fn joiners_within_words_of_other_scripts_and_soft_hyphens_go_quietly() {
        assert_eq!(clean("می\u{200c}پذیرم"), "میپذیرم");
        assert_eq!(clean("Daten\u{ad}schutz"), "Datenschutz");
    }

    #[test]
    fn marks_do_not_pile_up() {
        let pile = format!("z{}x", "\u{301}".repeat(50));
        assert_eq!(clean(&pile).chars().count(), 2 + MARKS);
    }

    proptest! {
        #[test]
        fn nothing_unsafe_is_left_and_cleaning_twice_changes_nothing(text in any::<String>()) {
            let once = clean(&text);
            prop_assert!(once.chars().all(|c| !is_unsafe(c)));
            prop_assert_eq!(clean(&once), once);
        }
    }
}
