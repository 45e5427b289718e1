//! The file with its secrets veiled: as long, read as the same, and fit to be quoted by errors and reports.

use std::ops::Range;

use serde_json::Value as Json;

use super::secret;
use crate::yaml::{SourceError, SourceText, parse, scalars};

/// Parts of keys below which secrets may stand, right or mistyped: `headers`, `cookie`, `basic_auth`, `token`.
const KEYS: [&str; 7] = ["header", "cookie", "auth", "proxy", "passw", "secret", "token"];
/// Parts of the file that are no settings: they hold no secrets, and are read from the text that is quoted.
const OTHERS: [&str; 3] = ["exceptions", "lists", "site"];

/// The text with an `x` for each byte of what may be secret. Names of variables stay, and so do lines and columns.
///
/// # Errors
/// What is no YAML: nobody knows where a value ends in it.
pub fn veiled(text: &SourceText) -> Result<SourceText, SourceError> {
    parse::<Json>(text).map_err(|error| unquoted(text, error))?;
    let mut bytes = text.text.clone().into_bytes();
    for (path, place) in scalars(&text.text) {
        if is_secret(&path) {
            veil(&text.text, place, &mut bytes);
        }
    }
    // Whole characters were replaced, so that it is a text still.
    let veiled = String::from_utf8(bytes).unwrap_or_default();
    Ok(SourceText { path: text.path.clone(), text: veiled })
}

/// What is wrong with a text that is no YAML. Where secrets stand in it, the place is told and nothing is quoted.
fn unquoted(text: &SourceText, error: SourceError) -> SourceError {
    let keys = text.text.lines().filter_map(|line| Some(line.rsplit_once(':')?.0.to_lowercase()));
    if !keys.into_iter().any(|keys| KEYS.iter().any(|key| keys.contains(key))) {
        return error;
    }
    let mut lines = error.rendered.lines();
    let message = lines.next().unwrap_or_default().trim_start_matches("error: ");
    let place = lines.find_map(|line| line.trim().strip_prefix("--> ")).unwrap_or(&text.path);
    let help = "the line is not shown, for secrets stand in this file";
    SourceError { line: error.line, ..SourceError::whole(place, message, help) }
}

fn is_secret(path: &str) -> bool {
    if OTHERS.contains(&path.split(['.', '[']).next().unwrap_or_default()) {
        return false;
    }
    let keys = path.split('.').map(str::to_lowercase);
    keys.into_iter().any(|key| KEYS.iter().any(|part| key.contains(part)))
}

/// Veils one value: all but its quotes, the head of a block, white space, and names of variables.
fn veil(text: &str, place: Range<usize>, bytes: &mut [u8]) {
    let Some(value) = text.get(place.clone()) else { return };
    let (head, tail) = match value.chars().next() {
        Some('"' | '\'') => (1, value.len().saturating_sub(1)),
        Some('|' | '>') => (value.find('\n').unwrap_or(value.len()), value.len()),
        _ => (0, value.len()),
    };
    let names = variables(value);
    for (at, c) in value.char_indices() {
        let kept = at < head || at >= tail || c.is_ascii_whitespace() || names.iter().any(|name| name.contains(&at));
        if !kept {
            let from = place.start + at;
            bytes.get_mut(from..from + c.len_utf8()).into_iter().flatten().for_each(|byte| *byte = b'x');
        }
    }
}

/// Where whole references to variables stand.
fn variables(value: &str) -> Vec<Range<usize>> {
    let begins = value.match_indices("${").map(|(at, _)| at);
    let whole = begins.filter_map(|at| {
        let length = value.get(at..)?.find('}')? + 1;
        let reference = value.get(at..at + length)?;
        (secret::names(reference).len() == 1 && secret::fault(reference).is_none()).then_some(at..at + length)
    });
    whole.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> SourceText {
        SourceText { path: "consentinel.yaml".into(), text: words.into() }
    }

    #[test]
    fn values_are_veiled_and_everything_else_stays_where_it_is() {
        let written = "sites:\n  - {url: 'https://a.example', headers: {X-A: hunter2, X-B: \"Bearer ${T} hunter2\"}, vewport: 12}\n\
            \x20   # hunter2 is no value\nexceptions:\n  - {rule: x, cookie: _ga}\nsite: {authority: yes}\ndefaults:\n  basic-auth: ${U}:hunter2\n  cookies:\n    s: |\n      hunter2\n      hunter2\n    t: 'h\u{fc}nter2'\n  local: x\n";
        let veiled = veiled(&text(written)).unwrap();
        assert_eq!(veiled.text.len(), written.len());
        assert_eq!(veiled.text.matches("hunter2").count(), 1, "the comment: {}", veiled.text);
        for kept in [
            "url: 'https://a.example'",
            "\"xxxxxx ${T} xxxxxxx\"",
            "${U}xxxxxxxx\n",
            "t: 'xxxxxxxx'",
            "vewport: 12",
            "_ga",
            "yes",
        ] {
            assert!(veiled.text.contains(kept), "{kept}: {}", veiled.text);
        }
        let places = |text: &SourceText| scalars(&text.text);
        assert_eq!(places(&veiled), places(&text(written)), "what stands where stays");
        assert!(parse::<Json>(&veiled).is_ok());
    }

    #[test]
    fn what_is_no_yaml_is_quoted_where_it_holds_no_secrets_alone() {
        let told = |words: &str| veiled(&text(words)).unwrap_err().rendered;
        let secret = told("defaults:\n  headers: {X-A: \"hunter2}\n");
        assert!(!secret.contains("hunter2") && secret.contains("consentinel.yaml:"), "{secret}");
        let swallowed = told("defaults:\n  headers:\n    X-A: #hunter2\n");
        assert!(!swallowed.contains("hunter2") && swallowed.contains("begins a comment"), "{swallowed}");
        let open = told("defaults:\n  locale: [de\n");
        assert!(open.contains("locale: [de") || open.contains('|'), "{open}");
    }
}
