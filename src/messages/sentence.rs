//! Sentences that stand in evidence and rules in English, said in another language: a sentence is recognised by what
//! stands around its places, and what stands in them is a sentence again.

/// The sentence as `known` says it; what is not recognised stays as it is. Sentences joined by `; ` are told one by one,
/// unless one pattern says more of the whole than another of the first.
pub(super) fn said(sentence: &str, known: &[(&str, &str)]) -> String {
    let single = |value: &str| !value.contains(JOINT);
    if let Some(whole) = recognised(sentence, known, single) {
        return whole.told;
    }
    let Some((first, others)) = sentence.split_once(JOINT) else { return sentence.to_owned() };
    match (recognised(first, known, single), recognised(sentence, known, |_| true)) {
        (first, Some(whole)) if first.as_ref().is_none_or(|first| first.fixed < whole.fixed) => whole.told,
        (by_itself, _) => {
            let first = by_itself.map_or_else(|| first.to_owned(), |first| first.told);
            format!("{first}{JOINT}{}", said(others, known))
        }
    }
}

/// What stands between joined sentences.
const JOINT: &str = "; ";

/// A sentence that was recognised.
struct Recognised {
    /// How much of it the pattern says, bytes.
    fixed: usize,
    /// As it is told.
    told: String,
}

/// The sentence by the pattern that says most of it, if what stands in its places `fits`.
fn recognised(sentence: &str, known: &[(&str, &str)], fits: impl Fn(&str) -> bool) -> Option<Recognised> {
    let matching = known.iter().filter_map(|(pattern, told)| Some((*told, matched(pattern, sentence)?)));
    let fitting = matching.filter(|(_, values)| values.iter().all(|(_, value)| fits(value)));
    let open = |values: &[(&str, &str)]| values.iter().map(|(_, value)| value.len()).sum::<usize>();
    let (told, values) = fitting.min_by_key(|(_, values)| open(values))?;
    Some(Recognised { fixed: sentence.len() - open(&values), told: filled(told, &values, known) })
}

/// What stands in the places of a pattern, by their names, if the sentence is one of that pattern.
fn matched<'a>(pattern: &'a str, sentence: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let Some((before, rest)) = pattern.split_once('{') else {
        return (pattern == sentence).then(Vec::new);
    };
    let (name, after) = rest.split_once('}')?;
    let sentence = sentence.strip_prefix(before)?;
    // A place reaches as far as it must; the last one to the end, or to what ends the pattern.
    let fixed = after.split('{').next().unwrap_or(after);
    let ends: Vec<usize> = match (fixed, after.contains('{')) {
        ("", false) => vec![sentence.len()],
        (_, false) => vec![sentence.strip_suffix(fixed)?.len()],
        _ => sentence.match_indices(fixed).map(|(at, _)| at).collect(),
    };
    ends.into_iter().find_map(|end| {
        let (value, rest) = sentence.split_at_checked(end)?;
        let others = matched(after, rest)?;
        (!value.is_empty()).then(|| std::iter::once((name, value)).chain(others).collect())
    })
}

fn filled(told: &str, values: &[(&str, &str)], known: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = told;
    while let Some((before, name, after)) =
        rest.split_once('{').and_then(|(before, rest)| rest.split_once('}').map(|(name, after)| (before, name, after)))
    {
        out.push_str(before);
        let value = values.iter().find(|(place, _)| *place == name);
        out.push_str(&value.map(|(_, value)| said(value, known)).unwrap_or_default());
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KNOWN: &[(&str, &str)] = &[
        ("state {state} failed: {why}", "Zustand {state} schlug fehl: {why}"),
        ("the page died {when}; nothing more was seen", "{when} starb die Seite; mehr wurde nicht gesehen"),
        ("timed out", "Zeit abgelaufen"),
    ];

    #[test]
    fn sentences_are_recognised_by_what_stands_around_their_places() {
        assert_eq!(said("timed out", KNOWN), "Zeit abgelaufen");
        assert_eq!(said("state a: b failed: timed out", KNOWN), "Zustand a: b schlug fehl: Zeit abgelaufen");
        assert_eq!(
            said("the page died here; nothing more was seen", KNOWN),
            "here starb die Seite; mehr wurde nicht gesehen"
        );
        assert_eq!(said("timed out; state x failed: y; z", KNOWN), "Zeit abgelaufen; Zustand x schlug fehl: y; z");
        assert_eq!(said("state failed", KNOWN), "state failed");
    }

    #[test]
    fn joined_sentences_are_told_one_by_one_and_by_what_says_most() {
        let known = &[
            ("{fact}: {why}", "{fact}: {why}"),
            ("{what} in state {state}: {why}", "{what} im Zustand {state}: {why}"),
            ("the state {state} was left out", "der Zustand {state} blieb aus"),
            ("not repeated: {why}.", "nicht wiederholt: {why}."),
        ];
        assert_eq!(
            said("the state a was left out; the state b was left out", known),
            "der Zustand a blieb aus; der Zustand b blieb aus"
        );
        assert_eq!(said("control in state none: gone", known), "control im Zustand none: gone");
        assert_eq!(said("not repeated: this; that.", known), "nicht wiederholt: this; that.");
    }

    proptest! {
        #[test]
        fn what_is_not_known_stays_as_it_is(text in "[^;]{0,60}") {
            let known: &[(&str, &str)] = &[("never {a} ever", "nie {a}")];
            prop_assume!(!text.starts_with("never "));
            prop_assert_eq!(said(&text, known), text);
        }
    }
}
