//! How wide a text is on a terminal.

use tabled::grid::util::string::get_line_width;

use super::clean::is_ascii_print;

/// How many cells a text on one line takes. Most texts are plain letters, a cell each: only the others are looked up.
pub(super) fn text_width(text: &str) -> usize {
    if is_ascii_print(text) { text.len() } else { get_line_width(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_what_is_looked_up(plain in "[ -~]{0,60}", any in "\\PC{0,60}") {
            prop_assert_eq!(text_width(&plain), get_line_width(&plain));
            prop_assert_eq!(text_width(&any), get_line_width(&any));
        }
    }

    #[test]
    fn wide_letters_take_two_cells() {
        assert_eq!((text_width("abc"), text_width("同意"), text_width("e\u{301}")), (3, 4, 1));
    }
}
