//! Sentences that stand in evidence and rules in English, said in another language: a sentence is recognised by what
//! stands around its places, and what stands in them is a sentence again.

/// The sentence as `known` says it; what is not recognised stays as it is. Sentences joined by `; ` are told one by one.
pub(super) fn said(sentence: &str, known: &[(&str, &str)]) -> String {
    if let Some(told) = known.iter().find_map(|(pattern, told)| Some(filled(told, &matched(pattern, sentence)?, known)))
    {
        return told;
    }
    match sentence.split_once("; ") {
        Some((first, others)) => format!("{}; {}", said(first, known), said(others, known)),
        None => sentence.to_owned(),
    }
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

    proptest! {
        #[test]
        fn what_is_not_known_stays_as_it_is(text in "[^;]{0,60}") {
            let known: &[(&str, &str)] = &[("never {a} ever", "nie {a}")];
            prop_assume!(!text.starts_with("never "));
            prop_assert_eq!(said(&text, known), text);
        }
    }
}
