//! `${NAME}`: what the environment holds and nobody is shown.

#[cfg(feature = "chrome")]
use super::super::exit::Trouble;

/// The names of variables that a word refers to.
pub fn names(word: &str) -> Vec<&str> {
    word.split("${").skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}

/// What is wrong with the references in a word, if something is.
pub fn fault(word: &str) -> Option<String> {
    let fine = |name: &str| {
        let mut letters = name.chars();
        letters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
            && letters.all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    if names(word).len() != word.matches("${").count() {
        return Some("`${` is never closed".to_owned());
    }
    let bad = names(word).into_iter().find(|name| !fine(name))?;
    Some(format!("`${{{bad}}}` is no name of a variable"))
}

/// The word with something in the place of each reference, to look at what is around them.
pub fn stand_ins(word: &str) -> String {
    replaced(word, |_| Some("x".to_owned())).unwrap_or_default()
}

/// The word as it may be shown: with the names of variables, or not at all.
pub fn shown(word: &str) -> &str {
    if names(word).is_empty() { "(not shown)" } else { word }
}

/// The word with what the environment holds.
///
/// # Errors
/// A variable that is not set, by its name and by where it is wanted.
#[cfg(feature = "chrome")]
pub fn reveal(word: &str, wanted: &str) -> Result<String, Trouble> {
    let mut unset = String::new();
    let revealed = replaced(word, |name| {
        let value = variable(name);
        if value.is_none() {
            name.clone_into(&mut unset);
        }
        value
    });
    revealed.ok_or_else(|| {
        Trouble::usage(format!(
            "{wanted}: `${{{unset}}}` is not set in the environment. Set it before the run: export {unset}=…"
        ))
    })
}

#[cfg(feature = "chrome")]
#[expect(clippy::disallowed_methods, reason = "cli is the one reader of the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn replaced(word: &str, mut value: impl FnMut(&str) -> Option<String>) -> Option<String> {
    let mut parts = word.split("${");
    let mut made = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}')?;
        made.push_str(&value(name)?);
        made.push_str(rest);
    }
    Some(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_found_checked_and_shown_without_what_they_hold() {
        assert_eq!(names("Bearer ${A} and ${B}"), ["A", "B"]);
        assert_eq!(stand_ins("http://${U}:${P}@h"), "http://x:x@h");
        assert_eq!((shown("Bearer ${A}"), shown("hunter2")), ("Bearer ${A}", "(not shown)"));
        assert_eq!(fault("${A}${_b1}"), None);
        for word in ["${", "${}", "${1A}", "${A-B}", "${A}${B"] {
            assert!(fault(word).is_some(), "{word}");
        }
    }
}
