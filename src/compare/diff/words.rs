//! Two texts, word by word.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A piece of two texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Run {
    /// On which side it stands.
    pub kind: RunKind,
    /// Its words.
    pub text: String,
}

/// On which side a piece stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RunKind {
    /// On both.
    Same,
    /// In the earlier text alone.
    Removed,
    /// In the later text alone.
    Added,
}

/// The most comparisons of words that are made; what is longer is told as one piece removed and one added.
const MOST: usize = 4_000_000;

/// The pieces, in order: as many words as possible are told as the same.
pub(super) fn runs(then: &[&str], now: &[&str]) -> Vec<Run> {
    let front = then.iter().zip(now).take_while(|(one, other)| one == other).count();
    let (then_rest, now_rest) = (then.get(front..).unwrap_or_default(), now.get(front..).unwrap_or_default());
    let back = then_rest.iter().rev().zip(now_rest.iter().rev()).take_while(|(one, other)| one == other).count();
    let (then_middle, end) = then_rest.split_at(then_rest.len() - back);
    let (now_middle, _) = now_rest.split_at(now_rest.len() - back);
    let mut runs = Vec::new();
    push(&mut runs, RunKind::Same, then.get(..front).unwrap_or_default());
    middle(&mut runs, then_middle, now_middle);
    push(&mut runs, RunKind::Same, end);
    runs
}

fn middle(runs: &mut Vec<Run>, then: &[&str], now: &[&str]) {
    if then.len().saturating_mul(now.len()) > MOST {
        push(runs, RunKind::Removed, then);
        push(runs, RunKind::Added, now);
        return;
    }
    // `longest[i][j]`: how many words are the same from word i of the one and word j of the other on.
    let mut longest = vec![vec![0_u32; now.len() + 1]; then.len() + 1];
    let at = |longest: &[Vec<u32>], i: usize, j: usize| longest.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0);
    for i in (0..then.len()).rev() {
        for j in (0..now.len()).rev() {
            let best = if then.get(i) == now.get(j) {
                at(&longest, i + 1, j + 1) + 1
            } else {
                at(&longest, i + 1, j).max(at(&longest, i, j + 1))
            };
            if let Some(cell) = longest.get_mut(i).and_then(|row| row.get_mut(j)) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    while let (Some(one), Some(other)) = (then.get(i), now.get(j)) {
        if one == other {
            push(runs, RunKind::Same, &[one]);
            (i, j) = (i + 1, j + 1);
        } else if at(&longest, i + 1, j) >= at(&longest, i, j + 1) {
            push(runs, RunKind::Removed, &[one]);
            i += 1;
        } else {
            push(runs, RunKind::Added, &[other]);
            j += 1;
        }
    }
    push(runs, RunKind::Removed, then.get(i..).unwrap_or_default());
    push(runs, RunKind::Added, now.get(j..).unwrap_or_default());
}

/// Adds words to the last piece if it is of their kind, else as a piece of their own.
fn push(runs: &mut Vec<Run>, kind: RunKind, words: &[&str]) {
    if words.is_empty() {
        return;
    }
    let text = words.join(" ");
    match runs.last_mut() {
        Some(last) if last.kind == kind => {
            last.text.push(' ');
            last.text.push_str(&text);
        }
        _ => runs.push(Run { kind, text }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn side(runs: &[Run], without: RunKind) -> Vec<String> {
        let kept = runs.iter().filter(|run| run.kind != without);
        kept.flat_map(|run| run.text.split(' ').map(str::to_owned)).collect()
    }

    #[test]
    fn what_changed_stands_between_what_did_not() {
        let words = |text: &'static str| text.split(' ').collect::<Vec<_>>();
        let found = runs(&words("we use cookies to sell you things"), &words("we use many cookies to show you things"));
        let told: Vec<(RunKind, &str)> = found.iter().map(|run| (run.kind, run.text.as_str())).collect();
        use RunKind::*;
        assert_eq!(
            told,
            [
                (Same, "we use"),
                (Added, "many"),
                (Same, "cookies to"),
                (Removed, "sell"),
                (Added, "show"),
                (Same, "you things")
            ]
        );
        let long = vec!["a"; 3_000];
        let other = vec!["b"; 3_000];
        assert_eq!(runs(&long, &other).len(), 2);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_from_the_pieces(
            then in prop::collection::vec("[abc]", 0..30),
            now in prop::collection::vec("[abc]", 0..30),
        ) {
            let (one, other): (Vec<&str>, Vec<&str>) =
                (then.iter().map(String::as_str).collect(), now.iter().map(String::as_str).collect());
            let found = runs(&one, &other);
            prop_assert_eq!(side(&found, RunKind::Added), then.clone());
            prop_assert_eq!(side(&found, RunKind::Removed), now.clone());
            prop_assert!(found.windows(2).all(|pair| pair[0].kind != pair[1].kind));
        }
    }
}
