//! `consentinel policy new`: the skeleton of a rule.

use super::arguments::NewArguments;
use crate::cli::exit::{Exit, Trouble};
use crate::cli::{judge, output};

/// What is written; `ID` stands for the rule's id. It is refused by `policy check` until a provision is named.
const SKELETON: &str = include_str!("skeleton.yaml");

/// Runs the command.
///
/// # Errors
/// An id or group that cannot be, a rule that there is, a file that cannot be written. Nothing is ever overwritten.
pub fn run(words: &NewArguments) -> Result<Exit, Trouble> {
    for (name, word) in [("ID", &words.id), ("--group", &words.group)] {
        if !is_id(word) {
            return Err(Trouble::usage(format!(
                "{name} {word}: small letters, digits and hyphens, as in `reject-absent`"
            )));
        }
    }
    let (standings, _) = judge::standings(&[])?;
    if let Some(rule) = standings.rule(&words.id) {
        return Err(Trouble::usage(format!("there is a rule `{}` already: {}", words.id, rule.path)));
    }
    let folder = words.rules.join("checks").join(&words.group);
    let path = folder.join(format!("{}.yaml", words.id));
    let refused = |why: std::io::Error| Trouble::usage(format!("{}: {why}; nothing was written", path.display()));
    std::fs::create_dir_all(&folder).map_err(refused)?;
    let text = SKELETON.replace("ID", &words.id);
    output::new_file(&path, text.as_bytes()).map_err(refused)?;
    output::say(&format!(
        "{} is written. Fill it in; docs/facts.md has the names that it may use. Then:\n  \
         consentinel policy check --rules {}\n  consentinel policy test {} --rules {}",
        path.display(),
        words.rules.display(),
        words.id,
        words.rules.display()
    ));
    Ok(Exit::Clean)
}

fn is_id(word: &str) -> bool {
    let fine = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    word.split('-').all(fine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_small_letters_digits_and_hyphens() {
        for good in ["reject-absent", "a", "a1-b2"] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "A", "a_b", "../a", "a/b", "ä"] {
            assert!(!is_id(bad), "{bad}");
        }
    }
}
