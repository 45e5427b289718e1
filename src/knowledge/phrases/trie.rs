//! A tree of letters: one walk along a word finds every pattern that fits it.

/// A tree of letters with values at its nodes.
#[derive(Debug, Clone)]
pub(super) struct Trie {
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, Default)]
struct Node {
    /// Letters in order, each with its node.
    next: Vec<(char, u32)>,
    /// Values of patterns that end here and fit this word only.
    whole: Vec<u32>,
    /// Values of patterns that end here and fit every word that goes on.
    open: Vec<u32>,
}

/// Whether a pattern fits a word only, or everything that begins like it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// The word only.
    Whole,
    /// Everything that begins like it, and the word.
    Open,
}

impl Default for Trie {
    fn default() -> Self {
        Self { nodes: vec![Node::default()] }
    }
}

impl Trie {
    /// Puts a pattern in.
    pub(super) fn insert(&mut self, letters: impl Iterator<Item = char>, ending: Ending, value: u32) {
        let mut here = 0_usize;
        for letter in letters {
            here = match self.nodes[here].next.binary_search_by_key(&letter, |(known, _)| *known) {
                Ok(at) => self.nodes[here].next[at].1 as usize,
                Err(at) => {
                    let new = self.nodes.len();
                    self.nodes.push(Node::default());
                    self.nodes[here].next.insert(at, (letter, new as u32));
                    new
                }
            };
        }
        match ending {
            Ending::Whole => self.nodes[here].whole.push(value),
            Ending::Open => self.nodes[here].open.push(value),
        }
    }

    /// Hands on the value of every pattern that fits the word.
    pub(super) fn find(&self, letters: impl Iterator<Item = char>, mut found: impl FnMut(u32)) {
        let mut here = &self.nodes[0];
        for letter in letters {
            here.open.iter().for_each(|value| found(*value));
            match here.next.binary_search_by_key(&letter, |(known, _)| *known) {
                Ok(at) => here = &self.nodes[here.next[at].1 as usize],
                Err(_) => return,
            }
        }
        here.open.iter().chain(&here.whole).for_each(|value| found(*value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_and_open_patterns_are_told_apart() {
        let mut trie = Trie::default();
        trie.insert("accept".chars(), Ending::Open, 1);
        trie.insert("accepted".chars(), Ending::Whole, 2);
        trie.insert("all".chars(), Ending::Whole, 3);
        let find = |word: &str| {
            let mut found = Vec::new();
            trie.find(word.chars(), |value| found.push(value));
            found
        };
        assert_eq!(find("accept"), [1]);
        assert_eq!(find("accepted"), [1, 2]);
        assert_eq!(find("acceptedly"), [1]);
        assert_eq!(find("allow"), [] as [u32; 0]);
        assert_eq!(find("all"), [3]);
        assert_eq!(find(""), [] as [u32; 0]);
    }
}
