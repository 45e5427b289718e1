//! What arguments of canvas calls tell: `#ff6600 | text`, `280x60, text`, `12px Arial | text`.

use std::collections::{BTreeMap, BTreeSet};

/// Colours and characters of the texts that were drawn.
#[derive(Debug, Default)]
pub struct Drawn<'a> {
    colours: BTreeSet<&'a str>,
    characters: BTreeSet<char>,
}

impl<'a> Drawn<'a> {
    /// Of these calls: colour and text.
    pub fn of(arguments: impl Iterator<Item = &'a str>) -> Self {
        let mut drawn = Self::default();
        for (colour, text) in arguments.filter_map(|argument| argument.split_once(" | ")) {
            drawn.colours.insert(colour);
            drawn.characters.extend(text.chars().filter(|c| is_written(*c)));
        }
        drawn
    }

    /// How many colours.
    pub fn colours(&self) -> usize {
        self.colours.len()
    }

    /// How many characters of writing.
    pub fn characters(&self) -> usize {
        self.characters.len()
    }
}

/// Letters, digits and signs. Emoji, flags and what joins them are pictures.
fn is_written(c: char) -> bool {
    c.is_alphanumeric() || c.is_ascii_punctuation()
}

/// Whether text was read back in a size of at least `least` pixels each way.
pub fn reads_text(argument: &str, least: u32) -> bool {
    let Some(size) = argument.strip_suffix(", text") else { return false };
    let number = |part: &str| part.trim_start_matches('-').parse::<f64>().ok();
    let Some((width, height)) = size.split_once('x') else { return false };
    [width, height].into_iter().all(|part| number(part).is_some_and(|pixels| pixels >= f64::from(least)))
}

/// In how many fonts the text was measured that was measured in most.
pub fn fonts_of_one_text<'a>(arguments: impl Iterator<Item = &'a str>) -> usize {
    let mut fonts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (font, text) in arguments.filter_map(|argument| argument.split_once(" | ")) {
        fonts.entry(text).or_default().insert(font);
    }
    fonts.values().map(BTreeSet::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_not_counted_as_writing() {
        let flags = ["#000000 | 🏳\u{fe0f}\u{200d}⚧\u{fe0f}", "#000000 | 🇨🇶", "#000000 | 🏴\u{e0067}\u{e0062}\u{e0065}"];
        let drawn = Drawn::of(flags.into_iter());
        assert_eq!((drawn.colours(), drawn.characters()), (1, 0));
        let pangram = Drawn::of(["#069 | Cwm fjordbank glyphs 😃"].into_iter());
        assert!(pangram.characters() >= 10);
    }

    #[test]
    fn sizes_are_read_as_they_are_told() {
        assert!(reads_text("280x60, text", 16) && reads_text("-16x16, text", 16));
        for other in ["280x60", "1x1, text", "16x15, text", "?x?, text", "", "x, text"] {
            assert!(!reads_text(other, 16), "{other}");
        }
    }

    #[test]
    fn fonts_count_for_one_and_the_same_text() {
        assert_eq!(fonts_of_one_text(["a | x", "b | x", "c | y", "no font"].into_iter()), 2);
        assert_eq!(fonts_of_one_text(std::iter::empty()), 0);
    }
}
