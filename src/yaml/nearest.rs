//! The nearest known names to one that is not known.

/// Up to three known names that are most like the word, best first; none if nothing is like it.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let folded = fold(word);
    let mut close: Vec<(f64, &'a str)> = known
        .into_iter()
        .map(|name| (likeness(&folded, &fold(name)), name))
        .filter(|(likeness, _)| *likeness >= 0.6)
        .collect();
    close.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    close.dedup_by(|a, b| a.1 == b.1);
    close.truncate(3);
    close.into_iter().map(|(_, name)| name).collect()
}

/// A sentence of help for a name that is not known: the nearest ones, then all of them.
pub fn suggest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let mut known: Vec<&str> = known.into_iter().collect();
    known.sort_unstable();
    known.dedup();
    let close: Vec<String> = nearest(word, known.iter().copied()).iter().map(|name| format!("`{name}`")).collect();
    let shown = known.iter().take(40).copied().collect::<Vec<_>>().join(", ");
    let more = if known.len() > 40 { format!(", … ({} in all)", known.len()) } else { String::new() };
    match close.as_slice() {
        [] if known.is_empty() => "nothing may stand here".to_owned(),
        [] => format!("known: {shown}{more}"),
        names => format!("did you mean {}? known: {shown}{more}", names.join(" or ")),
    }
}

fn fold(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// 0 to 1. Letters swapped and left out count little, and a name that only carries more words is still like it.
fn likeness(word: &str, name: &str) -> f64 {
    if word.is_empty() || name.is_empty() {
        return 0.0;
    }
    let edits = strsim::normalized_damerau_levenshtein(word, name);
    let contained = word.len() >= 4 && name.len() >= 4 && (name.contains(word) || word.contains(name));
    if contained { edits.max(0.7) } else { edits }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_names_come_first() {
        let known = ["recognise", "first-layer", "second-layer", "controls", "record"];
        assert_eq!(nearest("recognize", known), ["recognise"]);
        assert_eq!(nearest("firstlayer", known)[0], "first-layer");
        assert!(nearest("zebra", known).is_empty());
    }

    #[test]
    fn the_sentence_names_all_that_is_known() {
        let help = suggest("contorls", ["record", "controls"]);
        assert_eq!(help, "did you mean `controls`? known: controls, record");
        assert_eq!(suggest("zebra", ["record", "controls"]), "known: controls, record");
    }
}
