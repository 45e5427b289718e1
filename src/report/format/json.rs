//! `report.json`: pretty-printed, fields in a fixed order.

use std::fmt::Write as _;

use serde::Serialize;

use crate::report::clean::is_unsafe;
use crate::report::form::Report;

/// One object for one report, an array for several.
pub(super) fn render(reports: &[Report]) -> String {
    match reports {
        [report] => pretty(report),
        several => pretty(&several),
    }
}

/// Any value as JSON for people and programs. It must be of strings, numbers, lists and maps with string keys, as
/// every part of a report is: then there is nothing that can fail.
pub(in crate::report) fn pretty(value: &impl Serialize) -> String {
    let mut text = escaped(&serde_json::to_string_pretty(value).unwrap_or_default());
    text.push('\n');
    text
}

/// The same JSON with every character escaped that would command or mislead a terminal. Such characters stand only
/// within strings, so the value does not change.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find(commands) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let mut chars = from.chars();
        for unit in chars.next().unwrap_or_default().encode_utf16(&mut [0; 2]) {
            let _ = write!(out, "\\u{unit:04x}");
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out
}

fn commands(c: char) -> bool {
    c != '\n' && is_unsafe(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn escaping_hides_what_is_unsafe_and_keeps_the_value(text in any::<String>()) {
            let json = escaped(&serde_json::to_string(&text).unwrap());
            prop_assert!(json.chars().all(|c| !is_unsafe(c)));
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }
    }
}
