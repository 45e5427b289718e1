//! A tree of letters: one walk along a word finds every pattern that fits it.
//!
//! It grows node by node, and is laid out flat when nothing more comes: so it is read from its binary form in a few
//! long pieces, and not in a hundred thousand little ones.

use serde::{Deserialize, Serialize};

/// A tree of letters with values at its nodes, laid out flat.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Trie {
    /// The root first; one more at the end, where all lists end.
    nodes: Vec<Node>,
    /// Letters in order, each with its node.
    next: Vec<(char, u32)>,
    /// Values of patterns that end at a node and fit this word only.
    whole: Vec<u32>,
    /// Values of patterns that end at a node and fit every word that goes on.
    open: Vec<u32>,
}

/// Where the parts of a node begin in the lists of the tree; they end where those of the next node begin.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Node {
    next: u32,
    whole: u32,
    open: u32,
}

/// Whether a pattern fits a word only, or everything that begins like it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// The word only.
    Whole,
    /// Everything that begins like it, and the word.
    Open,
}

impl Trie {
    /// Hands on the value of every pattern that fits the word.
    pub(super) fn find(&self, letters: impl Iterator<Item = char>, mut found: impl FnMut(u32)) {
        let mut here = 0_usize;
        for letter in letters {
            let Some((node, end)) = self.node(here) else { return };
            self.open[node.open as usize..end.open as usize].iter().for_each(|value| found(*value));
            let next = &self.next[node.next as usize..end.next as usize];
            match next.binary_search_by_key(&letter, |(known, _)| *known) {
                Ok(at) => here = next[at].1 as usize,
                Err(_) => return,
            }
        }
        let Some((node, end)) = self.node(here) else { return };
        let open = &self.open[node.open as usize..end.open as usize];
        let whole = &self.whole[node.whole as usize..end.whole as usize];
        open.iter().chain(whole).for_each(|value| found(*value));
    }

    /// A node, and the one behind it, where its parts end.
    fn node(&self, number: usize) -> Option<(Node, Node)> {
        Some((*self.nodes.get(number)?, *self.nodes.get(number + 1)?))
    }
}

/// A tree that grows.
#[derive(Debug)]
pub(super) struct Sapling {
    nodes: Vec<Shoot>,
}

#[derive(Debug, Default)]
struct Shoot {
    next: Vec<(char, u32)>,
    whole: Vec<u32>,
    open: Vec<u32>,
}

impl Default for Sapling {
    fn default() -> Self {
        Self { nodes: vec![Shoot::default()] }
    }
}

impl Sapling {
    /// Puts a pattern in.
    pub(super) fn insert(&mut self, letters: impl Iterator<Item = char>, ending: Ending, value: u32) {
        let mut here = 0_usize;
        for letter in letters {
            here = match self.nodes[here].next.binary_search_by_key(&letter, |(known, _)| *known) {
                Ok(at) => self.nodes[here].next[at].1 as usize,
                Err(at) => {
                    let new = self.nodes.len();
                    self.nodes.push(Shoot::default());
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

    /// The tree when nothing more comes.
    pub(super) fn grown(self) -> Trie {
        let mut tree = Trie::default();
        for Shoot { next, whole, open } in self.nodes.into_iter().chain([Shoot::default()]) {
            tree.nodes.push(Node {
                next: tree.next.len() as u32,
                whole: tree.whole.len() as u32,
                open: tree.open.len() as u32,
            });
            tree.next.extend(next);
            tree.whole.extend(whole);
            tree.open.extend(open);
        }
        tree
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_and_open_patterns_are_told_apart() {
        let mut trie = Sapling::default();
        trie.insert("accept".chars(), Ending::Open, 1);
        trie.insert("accepted".chars(), Ending::Whole, 2);
        trie.insert("all".chars(), Ending::Whole, 3);
        let trie = trie.grown();
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
        Trie::default().find("all".chars(), |value| panic!("{value}"));
    }
}
