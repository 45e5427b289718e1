//! Lines of spans, wrapped to a width in terminal cells. Colours come later, so they can neither be cut nor counted.

use unicode_segmentation::UnicodeSegmentation;

use crate::report::document::{Line, Span};
use crate::report::width::text_width;

/// Stands for a space at which no line may break; printed as a space.
pub(super) const HARD_SPACE: char = '\u{a0}';

/// How wide a line is, spaces between its spans included.
pub(super) fn line_width(line: &Line) -> usize {
    let gaps = line.len().saturating_sub(1);
    line.iter().map(|span| text_width(&span.text)).sum::<usize>() + gaps
}

/// The width of the longest piece of a line that a break would tear: a word, or what stands between two joints of one.
pub(super) fn longest_piece(line: &Line) -> usize {
    let words = line.iter().flat_map(|span| span.text.split(' '));
    words.flat_map(|word| word.split_inclusive(JOINTS)).map(text_width).max().unwrap_or(0)
}

/// The line as lines of at most `width` cells: words stay whole where they fit, and longer ones break after a
/// character at which addresses have a joint.
pub(super) fn wrap(line: &Line, width: usize) -> Vec<Line> {
    if line_width(line) <= width {
        return vec![line.clone()];
    }
    let mut wrapped = Wrapped { lines: Vec::new(), current: Vec::new(), used: 0, source: None, width };
    for (number, span) in line.iter().enumerate() {
        for word in span.text.split(' ') {
            wrapped.word(number, span, word);
        }
    }
    wrapped.end_line();
    wrapped.lines
}

/// A paragraph that grows.
struct Wrapped {
    lines: Vec<Line>,
    current: Line,
    used: usize,
    /// Which span the last word came from.
    source: Option<usize>,
    width: usize,
}

impl Wrapped {
    fn word(&mut self, number: usize, span: &Span, word: &str) {
        let wide = text_width(word);
        if !self.current.is_empty() && self.used + 1 + wide > self.width {
            self.end_line();
        }
        if wide <= self.width {
            self.push(number, span, word, wide);
            return;
        }
        let mut rest = word;
        while text_width(rest) > self.width {
            let (piece, after) = rest.split_at(joint(rest, self.width));
            self.push(number, span, piece, text_width(piece));
            self.end_line();
            rest = after;
        }
        self.push(number, span, rest, text_width(rest));
    }

    fn push(&mut self, number: usize, span: &Span, word: &str, wide: usize) {
        if word.is_empty() {
            return;
        }
        self.used += wide + usize::from(!self.current.is_empty());
        match self.current.last_mut() {
            Some(last) if self.source == Some(number) => {
                last.text.push(' ');
                last.text.push_str(word);
            }
            _ => self.current.push(Span { text: word.to_owned(), ..span.clone() }),
        }
        self.source = Some(number);
    }

    fn end_line(&mut self) {
        if !self.current.is_empty() {
            self.lines.push(std::mem::take(&mut self.current));
        }
        self.used = 0;
        self.source = None;
    }
}

/// Characters after which addresses and names break.
const JOINTS: [char; 7] = ['/', '.', '-', '_', '?', '&', '='];

/// Where to break a word that is wider than `width`: at the last joint past its first fifth, else where it is full.
fn joint(word: &str, width: usize) -> usize {
    let (mut used, mut full, mut best) = (0, 0, None);
    for (at, letter) in word.grapheme_indices(true) {
        used += text_width(letter);
        if used > width && full > 0 {
            break;
        }
        full = at + letter.len();
        if used * 5 > width && letter.chars().all(|c| JOINTS.contains(&c)) {
            best = Some(full);
        }
    }
    best.filter(|best| *best < word.len()).unwrap_or(full)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::{Kind, Tone};
    use proptest::prelude::*;

    fn span(text: &str) -> Span {
        Span { text: text.to_owned(), tone: Tone::Plain, kind: Kind::Words, language: None }
    }

    fn texts(lines: &[Line]) -> Vec<String> {
        let text = |line: &Line| line.iter().map(|span| span.text.as_str()).collect::<Vec<_>>().join(" ");
        lines.iter().map(text).collect()
    }

    #[test]
    fn words_stay_whole_and_addresses_break_at_joints() {
        assert_eq!(texts(&wrap(&vec![span("one two three")], 8)), ["one two", "three"]);
        assert_eq!(texts(&wrap(&vec![span("a"), span("b c"), span("d")], 3)), ["a b", "c d"]);
        assert_eq!(texts(&wrap(&vec![span("cdn.example/path/file.js")], 14)), ["cdn.example/", "path/file.js"]);
        assert_eq!(texts(&wrap(&vec![span("x"), span("1\u{a0}waived")], 8)), ["x", "1\u{a0}waived"]);
        // A word without width still stands on its line.
        assert_eq!(texts(&wrap(&vec![span("\u{1e8d0} abc d")], 4)), ["\u{1e8d0} abc", "d"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_is_wider(words in prop::collection::vec("\\PC{0,30}", 1..6), width in 4_usize..40) {
            let words: Vec<String> = words.iter().map(|word| crate::report::clean::clean(word)).collect();
            let line: Line = words.iter().map(|word| span(word)).collect();
            let wrapped = wrap(&line, width);
            for line in &wrapped {
                prop_assert!(line_width(line) <= width, "{wrapped:?}");
            }
            let solid = |text: &str| text.replace(' ', "");
            prop_assert_eq!(solid(&texts(&wrapped).concat()), solid(&words.concat()));
        }
    }
}
