//! Words of the command line to states.

use super::exit::Trouble;
use crate::evidence::State;
use crate::yaml::suggest;

/// Categories that a visitor can agree to alone.
const CATEGORIES: [&str; 4] = ["functional", "analytics", "marketing", "social"];

/// The states that words name, each once, in their order; `flag` is where they were written.
///
/// # Errors
/// A word that is no state, or a category that is none, with the nearest one.
pub fn states(words: &[String], flag: &str) -> Result<Vec<State>, Trouble> {
    let mut states = Vec::new();
    for word in words {
        let state: State = word.trim().parse().map_err(|why: String| unknown_state(word, &why, flag))?;
        if let State::Partial(category) = &state
            && !CATEGORIES.contains(&category.as_str())
        {
            let help = suggest(category, CATEGORIES);
            return Err(Trouble::usage(format!("{flag}: `{category}` is no category of toggles; {help}")));
        }
        if !states.contains(&state) {
            states.push(state);
        }
    }
    states.sort();
    Ok(states)
}

/// Every word that names a state.
pub fn words() -> Vec<String> {
    let partial = CATEGORIES.iter().map(|category| format!("partial:{category}"));
    State::ALL.iter().map(ToString::to_string).chain(partial).collect()
}

fn unknown_state(word: &str, why: &str, flag: &str) -> Trouble {
    let known: Vec<String> =
        State::ALL.iter().map(ToString::to_string).chain(["partial:<category>".to_owned()]).collect();
    let help = suggest(word.trim(), known.iter().map(String::as_str));
    Trouble::usage(format!("{flag}: {why}; {help}; known: {}", known.join(", ")))
}
