//! Long names, cut in the middle: head and tail of a name or address tell most.

use unicode_segmentation::UnicodeSegmentation;

use crate::report::width::text_width;

/// The longest name of a cookie or host in a table, terminal cells.
pub(super) const NAME: usize = 48;
/// The longest address in a table.
pub(super) const ADDRESS: usize = 72;
/// The longest message of a finding.
pub(super) const SENTENCE: usize = 600;
/// The longest reason: a browser's last words can fill a page, and `report.json` has them whole.
pub(in crate::report) const REASON: usize = 240;

/// `text` within `limit` terminal cells, with `…` in its middle if it is longer. Letters are never split.
pub(in crate::report) fn cut(text: &str, limit: usize) -> String {
    if text_width(text) <= limit {
        return text.to_owned();
    }
    let room = limit.saturating_sub(1);
    let letters: Vec<&str> = text.graphemes(true).collect();
    let head = taken(letters.iter().copied(), room - room / 2);
    let tail = taken(letters.iter().rev().copied(), room / 2);
    let front: String = letters.iter().take(head).copied().collect();
    let back: String = letters.iter().skip(letters.len() - tail).copied().collect();
    format!("{front}…{back}")
}

/// How many letters from the beginning fit into `room`.
fn taken<'a>(letters: impl Iterator<Item = &'a str>, room: usize) -> usize {
    let mut used = 0;
    letters
        .take_while(|letter| {
            used += text_width(letter);
            used <= room
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn short_names_stay_and_long_ones_keep_head_and_tail() {
        assert_eq!(cut("_ga", 10), "_ga");
        assert_eq!(cut("abcdefghijkl", 7), "abc…jkl");
        assert_eq!(cut("同意同意同意", 7), "同…意");
        assert_eq!(cut("abc", 0), "…");
    }

    proptest! {
        #[test]
        fn nothing_is_longer_than_its_limit(text in "\\PC{0,80}", limit in 1_usize..60) {
            prop_assert!(text_width(&cut(&text, limit)) <= limit);
        }
    }
}
