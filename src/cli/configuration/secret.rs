//! `${NAME}`: what the environment holds and nobody is shown.

#[cfg(feature = "chrome")]
use super::super::environment;
#[cfg(feature = "chrome")]
use super::super::exit::Trouble;

/// The names of variables that a word refers to.
pub fn names(word: &str) -> Vec<&str> {
    word.split("${").skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}

/// What stands for a part of a word that is not shown.
const NOT_SHOWN: &str = "(not shown)";
/// What stands before secrets and is none.
const SCHEMES: [&str; 4] = ["basic", "bearer", "negotiate", "token"];

/// What is wrong with the references in a word, if something is. It quotes nothing of the word.
pub fn fault(word: &str) -> Option<String> {
    let fine = |name: &str| {
        let mut letters = name.chars();
        letters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
            && letters.all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    if names(word).len() != word.matches("${").count() {
        return Some("`${` is never closed".to_owned());
    }
    names(word).into_iter().any(|name| !fine(name)).then(|| "`${…}` holds no name of a variable".to_owned())
}

/// The word with something in the place of each reference, to look at what is around them.
pub fn stand_ins(word: &str) -> String {
    replaced(word, |_| Some("x".to_owned())).unwrap_or_default()
}

/// The word as it may be shown: the names of variables, and of all else nothing but the `:` between two of them and the
/// scheme before them.
pub fn shown(word: &str) -> String {
    if fault(word).is_some() {
        return NOT_SHOWN.to_owned();
    }
    let mut parts = word.split("${");
    let mut made = around(parts.next().unwrap_or_default());
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        made.push_str(&format!("${{{name}}}{}", around(rest)));
    }
    made
}

/// What stands around variables, as it may be shown.
fn around(text: &str) -> String {
    if text.trim().is_empty() || SCHEMES.contains(&text.trim().to_ascii_lowercase().as_str()) {
        return text.to_owned();
    }
    let (before, rest) = text.strip_prefix(':').map_or(("", text), |rest| (":", rest));
    let (rest, after) = rest.strip_suffix(':').map_or((rest, ""), |rest| (rest, ":"));
    let hidden = if rest.is_empty() { "" } else { NOT_SHOWN };
    format!("{before}{hidden}{after}")
}

/// What the environment holds of a word, by the names of the variables.
#[cfg(feature = "chrome")]
pub fn held(word: &str) -> Vec<(String, String)> {
    names(word).into_iter().filter_map(|name| Some((name.to_owned(), environment::filled(name)?))).collect()
}

/// The word with what the environment holds.
///
/// # Errors
/// A variable that is not set, by its name and by where it is wanted.
#[cfg(feature = "chrome")]
pub fn reveal(word: &str, wanted: &str) -> Result<String, Trouble> {
    let mut unset = String::new();
    let revealed = replaced(word, |name| {
        let value = environment::filled(name);
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
        for (word, told) in [
            ("Bearer ${A}", "Bearer ${A}"),
            ("hunter2", "(not shown)"),
            ("${U}:hunter2", "${U}:(not shown)"),
            ("hunter2:${P}", "(not shown):${P}"),
            ("${A}${B}", "${A}${B}"),
            ("${U}:${P}", "${U}:${P}"),
            ("${A} hunter2 ${B}", "${A}(not shown)${B}"),
            ("Bearer hunter2", "(not shown)"),
            ("hunter${2", "(not shown)"),
            ("hunter${2-x}", "(not shown)"),
        ] {
            assert_eq!(shown(word), told);
        }
        assert_eq!(fault("${A}${_b1}"), None);
        for word in ["${", "${}", "${1A}", "${A-B}", "${A}${B"] {
            assert!(fault(word).is_some(), "{word}");
        }
        assert!(!fault("x${hunter2-y}").unwrap().contains("hunter2"));
    }
}
