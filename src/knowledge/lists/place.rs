//! List and line of an entry.

use std::fmt;

/// Where an entry of a list of the user's stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListPlace {
    /// Name of the list.
    pub list: String,
    /// Line, counted from 1.
    pub line: usize,
}

impl fmt::Display for ListPlace {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}, line {}", self.list, self.line)
    }
}

/// The beginnings of a text's lines, so that each of many places is counted once.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at + 1).collect())
    }

    /// The line of a byte, counted from 1.
    pub(super) fn at(&self, byte: usize) -> usize {
        self.0.partition_point(|start| *start <= byte) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_one() {
        let lines = Lines::of("ab\n\ncd");
        assert_eq!([0, 1, 2, 3, 4, 5, 99].map(|byte| lines.at(byte)), [1, 1, 1, 2, 3, 3, 3]);
        assert_eq!(ListPlace { list: "shop".into(), line: 3 }.to_string(), "shop, line 3");
    }
}
