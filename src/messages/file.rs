//! A file of messages to a table in Rust, when the program is built.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::yaml::{SourceError, SourceText, parse};

/// A file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    language: String,
    decimal: String,
    day: String,
    messages: BTreeMap<String, BTreeMap<String, Written>>,
    words: BTreeMap<String, String>,
    sentences: BTreeMap<String, String>,
}

/// A text, or its forms.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Written {
    Plain(String),
    Counted(Forms),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Forms {
    one: String,
    few: Option<String>,
    other: String,
}

/// The file as a table in Rust: `static DE: Table = …;`.
///
/// # Errors
/// A text that is no file of messages, names another language than its own name, or has an empty text.
pub fn rust(text: &SourceText) -> Result<String, SourceError> {
    let file: File = parse(text)?;
    if file.language != text.stem() {
        let message = format!("the language is `{}` and the file is named `{}`", file.language, text.stem());
        return Err(SourceError::whole(&text.path, &message, "give both the same name"));
    }
    let mut messages = BTreeMap::new();
    for (section, texts) in &file.messages {
        messages.extend(texts.iter().map(|(name, text)| (format!("{section}.{name}"), text)));
    }
    let empty: BTreeSet<&str> =
        messages.iter().filter(|(_, text)| is_empty(text)).map(|(key, _)| key.as_str()).collect();
    if let Some(key) = empty.first() {
        return Err(SourceError::whole(&text.path, &format!("`{key}` has no text"), "write one"));
    }
    let messages: String = messages.iter().map(|(key, text)| format!("({key:?}, {}),\n", rust_text(text))).collect();
    let pairs = |pairs: &BTreeMap<String, String>| -> String {
        pairs.iter().map(|(from, to)| format!("({from:?}, {to:?}),\n")).collect()
    };
    Ok(format!(
        "static {}: Table = Table {{\ndecimal: {:?},\nday: {:?},\nmessages: &[\n{messages}],\nwords: &[\n{}],\n\
         sentences: &[\n{}],\n}};\n",
        file.language.to_uppercase(),
        file.decimal,
        file.day,
        pairs(&file.words),
        pairs(&file.sentences)
    ))
}

fn is_empty(text: &Written) -> bool {
    match text {
        Written::Plain(text) => text.trim().is_empty(),
        Written::Counted(Forms { one, few, other }) => {
            [Some(one), few.as_ref(), Some(other)].into_iter().flatten().any(|text| text.trim().is_empty())
        }
    }
}

fn rust_text(text: &Written) -> String {
    match text {
        Written::Plain(text) => format!("Text::Plain({text:?})"),
        Written::Counted(Forms { one, few, other }) => {
            let few = few.as_ref().unwrap_or(other);
            format!("Text::Counted {{ one: {one:?}, few: {few:?}, other: {other:?} }}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, messages: &str) -> Result<String, String> {
        let text =
            format!("language: de\ndecimal: ','\nday: x\nmessages: {messages}\nwords: {{a-b: c}}\nsentences: {{}}\n");
        rust(&SourceText { path: format!("{name}.yaml"), text }).map_err(|why| why.to_string())
    }

    #[test]
    fn a_file_becomes_a_table_and_a_wrong_one_is_refused() {
        let table = of("de", "{a: {b: '„x“', c: {one: y, other: z}}}").unwrap();
        assert!(table.contains("static DE: Table") && table.contains("(\"a.b\", Text::Plain(\"„x“\"))"), "{table}");
        assert!(table.contains("one: \"y\", few: \"z\", other: \"z\""), "{table}");
        assert!(of("fr", "{}").unwrap_err().contains("`fr`"));
        assert!(of("de", "{a: {b: ' '}}").unwrap_err().contains("`a.b`"));
        assert!(of("de", "{a: {b: {one: x}}}").is_err());
    }
}
