//! How things are called in print: the same words as in `report.json`, with spaces instead of hyphens.

use serde::Serialize;

use crate::evidence::Phase;
use crate::messages::Messages;

/// The word that a kebab-case value has in JSON: `name-and-domain`. Empty for what is no word.
pub(super) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The same with spaces: `name and domain`.
pub fn spoken(value: &impl Serialize) -> String {
    word(value).replace('-', " ")
}

/// When a phase is, to follow a verb.
pub(crate) fn phase_words(phase: Phase, m: Messages) -> &'static str {
    m.say(match phase {
        Phase::Arrival => "phases.arrival",
        Phase::Accepted => "phases.accepted",
        Phase::AfterChoice => "phases.after-choice",
        Phase::Return => "phases.return",
        Phase::NextPage => "phases.next-page",
    })
}

/// The letter that stands for a phase in tables.
pub(super) fn phase_letter(phase: Phase) -> char {
    match phase {
        Phase::Arrival => 'a',
        Phase::Accepted => 'b',
        Phase::AfterChoice => 'c',
        Phase::Return => 'r',
        Phase::NextPage => 'n',
    }
}

/// A number with its noun: `1 finding`, `3 findings`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
