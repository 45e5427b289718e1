//! Text to a type.

use serde::de::DeserializeOwned;
use serde_yaml::{Error, SnippetMode, UserMessageFormatter};

use super::fault::{Place, SourceError};
use super::nearest::suggest;
use super::place;
use super::text::SourceText;

/// Reads a YAML text as one value. Types should refuse unknown fields (`deny_unknown_fields`), tag enums externally
/// and use `Spanned<T>` where a later check must point at the value.
///
/// # Errors
/// The first thing that is wrong, with line, snippet, caret and, for names, the nearest known ones.
pub fn parse<T: DeserializeOwned>(text: &SourceText) -> Result<T, SourceError> {
    if let Some(hash) = place::swallowed(&text.text) {
        let quoted = text.text[hash.clone()].replace('"', "'");
        return Err(SourceError::at(
            text,
            hash,
            "the value is empty: `#` after a space begins a comment",
            &format!("put it in quotes: \"{quoted}\""),
        ));
    }
    let mut path = None;
    let result = serde_yaml::with_deserializer_from_str_with_options(&text.text, options(), |deserializer| {
        serde_path_to_error::deserialize(deserializer).map_err(|error: serde_path_to_error::Error<Error>| {
            path = Some(error.path().to_string());
            error.into_inner()
        })
    });
    result.map_err(|error| explain(text, &error, path.as_deref().unwrap_or("")))
}

fn options() -> serde_yaml::Options {
    serde_yaml::options! {
        strict_booleans: true,
        merge_keys: serde_yaml::options::MergeKeyPolicy::Error,
        with_snippet: false,
    }
}

fn explain(text: &SourceText, error: &Error, path: &str) -> SourceError {
    let place = error.location().map_or(Place::Whole, |location| place_of(text, location));
    let (message, help) = message_and_help(error.without_snippet());
    let path = written_path(text, path);
    let within =
        if path.is_empty() || path == "." || path.contains('?') { String::new() } else { format!(" (at `{path}`)") };
    let help = if help.is_empty() { comment_help(text, &place) } else { help };
    SourceError::at(text, place, &format!("{message}{within}"), &help)
}

/// Errors of syntax have a line and a column, and at times no bytes.
fn place_of(text: &SourceText, location: serde_yaml::Location) -> Place {
    match Place::from(location) {
        Place::Whole if location.line() > 0 => {
            let skip = usize::try_from(location.line() - 1).unwrap_or(usize::MAX);
            let line = text.text.split_inclusive('\n').nth(skip).unwrap_or("");
            let start: usize = text.text.split_inclusive('\n').take(skip).map(str::len).sum();
            let column = usize::try_from(location.column().saturating_sub(1)).unwrap_or(0);
            let within: usize = line.chars().take(column).map(char::len_utf8).sum();
            Place::Bytes(start + within..start + within)
        }
        place => place,
    }
}

/// The path without the `value` that `Spanned` puts at its end.
fn written_path<'a>(text: &SourceText, path: &'a str) -> &'a str {
    match path.strip_suffix(".value") {
        Some(outer) if place::locate(&text.text, path).is_none() => outer,
        _ => path,
    }
}

fn message_and_help(error: &Error) -> (String, String) {
    let plain = |message: &str| (message.to_owned(), String::new());
    match error {
        Error::SerdeUnknownField { field, expected, .. } => {
            (format!("unknown key `{field}`"), suggest(field, expected.iter().copied()))
        }
        Error::SerdeUnknownVariant { variant, expected, .. } => {
            (format!("unknown word `{variant}`"), suggest(variant, expected.iter().copied()))
        }
        Error::SerdeMissingField { field, .. } => plain(&format!("the key `{field}` is missing")),
        Error::DuplicateMappingKey { key, .. } => {
            let name = key.as_deref().unwrap_or("this key");
            (format!("the key `{name}` stands here twice"), "keep one of them".to_owned())
        }
        Error::InvalidBooleanStrict { .. } => {
            ("neither `true` nor `false`".to_owned(), "write `true` or `false`".to_owned())
        }
        Error::NullIntoString { .. } => (
            "the value is empty".to_owned(),
            "write a text; quote it if it begins with `#`, `*`, `&` or `[`".to_owned(),
        ),
        Error::SerdeInvalidType { unexpected, expected, .. }
        | Error::SerdeInvalidValue { unexpected, expected, .. } => {
            plain(&format!("expected {expected}, found {unexpected}"))
        }
        Error::MultipleDocuments { .. } => (
            "more than one document in one file".to_owned(),
            "remove the line `---`, one thing stands in one file".to_owned(),
        ),
        Error::MergeKeyNotAllowed { .. } => plain("the merge key `<<` is not used here: write it out"),
        Error::Eof { .. } => plain("the text is empty or ends too early"),
        other => plain(&without_place(other)),
    }
}

/// The library's own words without its "at line …, column …", which the snippet shows.
fn without_place(error: &Error) -> String {
    let options = serde_yaml::render_options! { formatter: &UserMessageFormatter, snippets: SnippetMode::Off };
    let words = error.render_with_options(options);
    match words.rfind(" at line ") {
        Some(end) => words[..end].to_owned(),
        None => words,
    }
}

/// A syntax error on a line with ` #x` most likely comes from the comment that it opens.
fn comment_help(text: &SourceText, place: &Place) -> String {
    let Place::Bytes(bytes) = place else { return String::new() };
    let start = bytes.start.min(text.text.len());
    let above = text.text.get(..start).unwrap_or("");
    let line = above.lines().next_back().unwrap_or("");
    let line_start = start.saturating_sub(line.len());
    let whole = text.text.get(line_start..).unwrap_or("").lines().next().unwrap_or(line);
    if line.contains('\t') || whole.starts_with('\t') {
        "indent with spaces, YAML knows no tabs".to_owned()
    } else if whole.match_indices(" #").any(|(at, _)| whole[at + 2..].starts_with(|c: char| c.is_alphanumeric())) {
        "` #` begins a comment: put values that begin with `#` in quotes".to_owned()
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use serde_yaml::Spanned;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "kebab-case", deny_unknown_fields)]
    struct Thing {
        id: Spanned<String>,
        #[serde(default)]
        selector: Vec<String>,
        #[serde(default)]
        proof: bool,
        #[serde(default)]
        count: Option<u32>,
        #[serde(default)]
        kind: Option<Kind>,
        #[serde(default)]
        inner: Option<Box<Thing>>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Kind {
        Cookie,
        LocalStorage,
    }

    fn read(words: &str) -> Result<Thing, SourceError> {
        parse(&SourceText { path: "cmps/x.yaml".into(), text: words.into() })
    }

    fn refused(words: &str) -> SourceError {
        match read(words) {
            Err(error) => error,
            Ok(thing) => panic!("{words:?} was read as {thing:?}"),
        }
    }

    #[test]
    fn what_is_right_is_read_with_its_place() {
        let text = "id: x\nselector: ['#a', .b]\nproof: true\nkind: local-storage\n";
        let thing = read(text).unwrap();
        assert_eq!(thing.id.value, "x");
        let Place::Bytes(bytes) = Place::from(&thing.id) else { panic!("no place") };
        assert_eq!(&text[bytes], "x");
    }

    #[test]
    fn duplicate_keys_are_refused() {
        let error = refused("id: x\ncount: 1\nid: y\n");
        assert_eq!(error.line, 3);
        assert!(error.rendered.contains("`id` stands here twice"), "{error}");
        assert!(error.rendered.contains('^'), "{error}");
    }

    #[test]
    fn unknown_keys_and_words_name_the_nearest() {
        let error = refused("id: x\ninner:\n  id: y\n  selecter: []\n");
        assert_eq!(error.line, 4);
        assert!(error.rendered.contains("unknown key `selecter`"), "{error}");
        assert!(error.rendered.contains("did you mean `selector`?"), "{error}");
        assert!(error.rendered.contains("cmps/x.yaml:4:3"), "{error}");
        let error = refused("id: x\nkind: local_storage\n");
        assert!(error.rendered.contains("did you mean `local-storage`?"), "{error}");
        assert!(error.rendered.contains("cmps/x.yaml:2:7"), "{error}");
    }

    #[test]
    fn wrong_types_are_refused_with_their_path() {
        let error = refused("id: x\ninner:\n  id: y\n  count: many\n");
        assert_eq!(error.line, 4);
        assert!(error.rendered.contains("inner.count"), "{error}");
        let error = refused("id: x\nselector: .a\n");
        assert_eq!(error.line, 2, "{error}");
        let error = refused("id: x\nproof: yes\n");
        assert!(error.rendered.contains("write `true` or `false`"), "{error}");
    }

    #[test]
    fn a_value_swallowed_by_a_comment_is_refused() {
        for words in ["id: #x\n", "id: x\nselector: #x\n", "id: x\nselector:\n  - #x\n", "id: x\ncount: #x\n"] {
            let error = refused(words);
            assert!(error.rendered.contains("quotes: \"#x\""), "{error}");
        }
        let error = refused("id: x\nselector: [.a, #b]\n");
        assert!(error.rendered.contains("quotes"), "{error}");
    }

    #[test]
    fn missing_keys_tabs_empty_and_broken_texts_are_refused() {
        assert!(refused("count: 1\n").rendered.contains("the key `id` is missing"));
        assert!(refused("").rendered.contains("empty"));
        assert!(refused("id: x\n---\nid: y\n").rendered.contains("more than one document"));
        let error = refused("id: x\ninner:\n\tid: y\n");
        assert!(error.rendered.contains("tabs"), "{error}");
        refused("id: [x\n");
        refused("a: &a [*a]\n");
        refused("id: x\n<<: {count: 1}\n");
        refused("id: ~\n");
        refused("\u{feff}\u{0}id");
    }
}
