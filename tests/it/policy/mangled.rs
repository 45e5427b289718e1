//! The loader with rule files of ours that were changed at random: nothing panics, and what is refused points into the text.
//! The same entry point is fuzzed by `cargo fuzz` (`fuzz/README.md`); this is its short run beside all other tests.

use proptest::prelude::*;
use proptest::sample::Index;

use crate::support::policy::texts;

#[path = "../../../fuzz/entry.rs"]
mod entry;

/// A change to a text.
#[derive(Debug, Clone)]
enum Change {
    /// These bytes in the place of so many others.
    Bytes(Index, usize, Vec<u8>),
    /// One line left out.
    Without(Index),
    /// One line said again elsewhere.
    Again(Index, Index),
    /// One line set in or out.
    Indent(Index, usize),
    /// Nothing after this.
    Cut(Index),
}

fn change() -> impl Strategy<Value = Change> {
    let index = any::<Index>;
    let sign = prop::sample::select(vec![
        &b"{"[..],
        b"}",
        b"[",
        b"]",
        b": ",
        b"- ",
        b"#",
        b"'",
        b"\"",
        b"|",
        b"&a",
        b"*a",
        b"!!",
        b"\n",
        b"\t",
        b"$",
        b"13mo",
        b"4.5:1",
        b"1e999",
        b"-1",
        b"true",
        b"~",
        b"\xff",
        b"\xe2\x80\xae",
        b"unknown",
        b"absent",
        b"none",
        b"partial:",
    ]);
    prop_oneof![
        4 => (index(), 0_usize..6, sign).prop_map(|(at, gone, sign)| Change::Bytes(at, gone, sign.to_vec())),
        1 => (index(), 0_usize..3, prop::collection::vec(any::<u8>(), 0..4)).prop_map(|(at, gone, bytes)| Change::Bytes(at, gone, bytes)),
        1 => index().prop_map(Change::Without),
        1 => (index(), index()).prop_map(|(from, to)| Change::Again(from, to)),
        1 => (index(), 0_usize..9).prop_map(|(at, by)| Change::Indent(at, by)),
        1 => index().prop_map(Change::Cut),
    ]
}

fn changed(text: &[u8], change: &Change) -> Vec<u8> {
    let mut lines: Vec<Vec<u8>> = text.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    match change {
        Change::Bytes(at, gone, bytes) => {
            let at = at.index(text.len() + 1);
            let end = (at + gone).min(text.len());
            return [&text[..at], bytes, &text[end..]].concat();
        }
        Change::Without(at) => drop(lines.remove(at.index(lines.len()))),
        Change::Again(from, to) => {
            let line = lines[from.index(lines.len())].clone();
            lines.insert(to.index(lines.len() + 1), line);
        }
        Change::Indent(at, by) => {
            let at = at.index(lines.len());
            let bare: Vec<u8> = lines[at].iter().copied().skip_while(|byte| *byte == b' ').collect();
            lines[at] = [vec![b' '; *by], bare].concat();
        }
        Change::Cut(at) => return text[..at.index(text.len() + 1)].to_vec(),
    }
    lines.join(&b'\n')
}

/// Texts of every kind, the smaller ones: reading is what is tried, not size.
fn seeds() -> &'static [Vec<u8>] {
    static SEEDS: std::sync::LazyLock<Vec<Vec<u8>>> = std::sync::LazyLock::new(|| {
        let small = texts().into_iter().filter(|text| text.text.len() < 6_000);
        let rules = small.clone().filter(|text| text.below("checks") || text.below("profiles"));
        let others = small.filter(|text| !text.below("checks") && !text.below("profiles")).step_by(40);
        rules.chain(others).map(|text| text.text.into_bytes()).collect()
    });
    &SEEDS
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_changed_text_makes_the_loader_panic(
        seed in any::<Index>(),
        changes in prop::collection::vec(change(), 1..6),
    ) {
        let mut text = seed.get(seeds()).clone();
        for change in &changes {
            text = changed(&text, change);
        }
        entry::load(&text);
    }

    #[test]
    fn no_bytes_make_the_loader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        entry::load(&bytes);
    }
}

/// The changes are such that some texts are still read and some are not: otherwise nothing would be tried.
#[test]
fn a_seed_as_it_is_and_one_that_is_cut_are_both_taken() {
    assert!(seeds().len() > 40, "only {} texts", seeds().len());
    for seed in seeds().iter().step_by(7) {
        entry::load(seed);
        entry::load(&seed[..seed.len() / 2]);
    }
}
