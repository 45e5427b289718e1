//! Values as YAML: JSON is YAML too, but for characters beyond 16 bits, which YAML escapes otherwise.

use std::fmt::Write as _;

use serde_json::Value;

use crate::report::clean::is_unsafe;

/// The value, with every character escaped that would command or mislead a terminal.
pub(super) fn text(value: &Value) -> String {
    let json = serde_json::to_string_pretty(value).unwrap_or_default();
    let mut out = String::with_capacity(json.len() + 1);
    for c in json.chars() {
        match u32::from(c) {
            code if c != '\n' && is_unsafe(c) && code > 0xffff => {
                let _ = write!(out, "\\U{code:08x}");
            }
            code if c != '\n' && is_unsafe(c) => {
                let _ = write!(out, "\\u{code:04x}");
            }
            _ => out.push(c),
        }
    }
    out.push('\n');
    out
}
