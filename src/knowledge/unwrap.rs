//! Unwraps a stored choice, step by step, down to a word, a list of names or switches.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::signals;

/// One step of unwrapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Encoding {
    /// JSON.
    Json,
    /// Base64, standard or for addresses, with or without padding.
    Base64,
    /// A query as in addresses: `a=1&b=2`.
    UrlQuery,
    /// An object as scripts write it, names without quotes: `{a:true,b:'x'}`.
    Literal,
    /// A consent string of the Transparency and Consent Framework: its ten purposes.
    TcString,
    /// A string of the Global Privacy Platform: the ten purposes of its European section.
    Gpp,
    /// Pairs with marks between them: `a:yes,b:no`.
    Pairs(Pairs),
    /// Names with this mark between them.
    List(String),
    /// What stands at a dotted path; `*` takes all names or places of that level.
    At(String),
    /// The names of an object, as a list.
    Names,
    /// Two lists of names at dotted paths, made into switches.
    Lists(Lists),
    /// Encrypted, compressed or of an unknown form: that it exists says that a choice was stored, not which.
    Opaque,
}

/// The marks of pairs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Pairs {
    /// Between two pairs.
    pub between: String,
    /// Between name and word.
    pub is: String,
}

/// Where two lists of names stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Lists {
    /// Of what is granted.
    pub granted: String,
    /// Of what is refused.
    pub refused: String,
}

impl Encoding {
    /// What is wrong with it, in plain words.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let pathless = |path: &str| path.split('.').any(|part| part.trim() != part || part.is_empty());
        match self {
            Self::Pairs(marks) if marks.between.is_empty() || marks.is.is_empty() => Some("a mark is empty"),
            Self::Pairs(marks) if marks.between == marks.is => Some("both marks are the same"),
            Self::List(mark) if mark.is_empty() => Some("the mark is empty"),
            Self::At(path) if pathless(path) => Some("not a dotted path"),
            Self::Lists(lists) if pathless(&lists.granted) || pathless(&lists.refused) => Some("not a dotted path"),
            _ => None,
        }
    }
}

/// Takes all steps, the outermost first; `None` if one does not fit.
pub(super) fn unwrap(stored: &str, steps: &[Encoding]) -> Option<Value> {
    // A query keeps its percent signs until it was taken apart.
    let whole = match steps.first() {
        Some(Encoding::UrlQuery) => stored.to_owned(),
        _ => percent_decoded(stored),
    };
    steps.iter().try_fold(Value::String(whole), step)
}

fn step(value: Value, step: &Encoding) -> Option<Value> {
    match step {
        Encoding::At(path) => at(&value, path),
        Encoding::Lists(lists) => switches(&value, lists),
        Encoding::Names => Some(value.as_object()?.keys().map(String::as_str).map(Value::from).collect()),
        Encoding::Opaque => None,
        _ => of_text(value.as_str()?, step),
    }
}

fn of_text(text: &str, step: &Encoding) -> Option<Value> {
    match step {
        Encoding::Json => serde_json::from_str(text).ok(),
        Encoding::Base64 => base64_text(text).map(Value::String),
        Encoding::UrlQuery => Some(Value::Object(
            url::form_urlencoded::parse(text.as_bytes())
                .map(|(name, word)| (name.into_owned(), Value::String(word.into_owned())))
                .collect(),
        )),
        Encoding::Literal => serde_json::from_str(&as_json(text)).ok(),
        Encoding::TcString => signals::tc_purposes(text).map(Value::Object),
        Encoding::Gpp => signals::gpp_purposes(text).map(Value::Object),
        Encoding::Pairs(marks) => pairs(text, marks),
        Encoding::List(mark) => list(text, mark),
        Encoding::At(_) | Encoding::Lists(_) | Encoding::Names | Encoding::Opaque => None,
    }
}

fn pairs(text: &str, marks: &Pairs) -> Option<Value> {
    let found: Map<String, Value> = text
        .split(marks.between.as_str())
        .filter_map(|pair| pair.split_once(marks.is.as_str()))
        .map(|(name, word)| (name.trim().to_owned(), Value::String(word.trim().to_owned())))
        .collect();
    (!found.is_empty()).then_some(Value::Object(found))
}

/// Names alone: several products keep quite different things under one name.
fn list(text: &str, mark: &str) -> Option<Value> {
    let is_name = |name: &str| name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '$' | ' '));
    let names: Vec<&str> = text.split(mark).map(str::trim).filter(|name| !name.is_empty()).collect();
    names.iter().all(|name| is_name(name)).then(|| names.into_iter().map(Value::from).collect())
}

/// What stands at a path. JSON that stands in a text is read on the way; a name that leads nowhere leads to nothing.
fn at(value: &Value, path: &str) -> Option<Value> {
    let (part, rest) = path.split_once('.').map_or((path, None), |(part, rest)| (part, Some(rest)));
    let opened = opened(value);
    let go_on = |inner: &Value| match rest {
        Some(rest) => at(inner, rest),
        None => Some(self::opened(inner)),
    };
    match &opened {
        Value::Object(entries) if part == "*" => Some(Value::Object(
            entries.iter().filter_map(|(name, inner)| Some((name.clone(), go_on(inner)?))).collect(),
        )),
        Value::Array(entries) if part == "*" => Some(Value::Object(
            entries.iter().enumerate().filter_map(|(place, inner)| Some((place.to_string(), go_on(inner)?))).collect(),
        )),
        Value::Object(entries) => go_on(entries.get(part)?),
        Value::Array(entries) => go_on(entries.get(part.parse::<usize>().ok()?)?),
        _ => None,
    }
}

/// A text that holds a list or an object in JSON, read; anything else as it is.
fn opened(value: &Value) -> Value {
    let text = value.as_str().filter(|text| text.starts_with(['[', '{']));
    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_else(|| value.clone())
}

fn switches(value: &Value, lists: &Lists) -> Option<Value> {
    let (granted, refused) = (at(value, &lists.granted), at(value, &lists.refused));
    if granted.is_none() && refused.is_none() {
        return None;
    }
    let names = |list: Option<Value>, state: bool| {
        let names = list.as_ref().and_then(Value::as_array).cloned().unwrap_or_default();
        names.into_iter().filter_map(move |name| Some((name.as_str()?.to_owned(), Value::Bool(state))))
    };
    Some(Value::Object(names(granted, true).chain(names(refused, false)).collect()))
}

fn base64_text(text: &str) -> Option<String> {
    let either = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let plain: String = text
        .trim()
        .chars()
        .map(|c| match c {
            '-' => '+',
            '_' => '/',
            c => c,
        })
        .collect();
    let bytes = GeneralPurpose::new(&alphabet::STANDARD, either).decode(plain).ok()?;
    String::from_utf8(bytes).ok()
}

/// A text without its percent signs; one that does not become words stays as it is.
fn percent_decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let byte = part.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (byte, part.get(2..)) {
            (Some(byte), Some(rest)) => {
                bytes.push(byte);
                bytes.extend_from_slice(rest.as_bytes());
            }
            _ => {
                bytes.push(b'%');
                bytes.extend_from_slice(part.as_bytes());
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// A script's object as JSON: names get quotes, single quotes become double ones.
fn as_json(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 16);
    let mut name = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\'' | '"' => json.push_str(&quoted(&mut letters, letter)),
            letter if letter.is_alphanumeric() || matches!(letter, '_' | '$' | '-' | '.' | '+') => name.push(letter),
            ':' if !name.is_empty() => {
                json.push_str(&Value::String(std::mem::take(&mut name)).to_string());
                json.push(':');
            }
            letter => {
                json.push_str(&std::mem::take(&mut name));
                json.push(letter);
            }
        }
    }
    json + &name
}

fn quoted(letters: &mut std::str::Chars<'_>, end: char) -> String {
    let mut inside = String::new();
    while let Some(letter) = letters.next() {
        match letter {
            letter if letter == end => break,
            '\\' => inside.extend(letters.next()),
            letter => inside.push(letter),
        }
    }
    Value::String(inside).to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn steps(words: &str) -> Vec<Encoding> {
        serde_yaml::from_str(words).unwrap()
    }

    #[test]
    fn every_form_is_unwrapped() {
        for (form, stored, value) in [
            ("[json]", "%7B%22a%22%3Atrue%7D", json!({ "a": true })),
            ("[url-query]", "x=1&groups=C1%3A1%2CC2%3A0", json!({ "x": "1", "groups": "C1:1,C2:0" })),
            ("[base64]", "YT9-", json!("a?~")),
            ("[base64]", "YQ==", json!("a")),
            ("[{pairs: {between: '!', is: '='}}]", "!a=true!b=wait", json!({ "a": "true", "b": "wait" })),
            ("[{list: '|'}]", "a|b||", json!(["a", "b"])),
            ("[json, {at: a.*.s}]", r#"{"a":{"x":{"s":1},"y":{"s":0},"z":{}}}"#, json!({ "x": 1, "y": 0 })),
            ("[json, {at: a}, names]", r#"{"a":{"x":[],"y":1}}"#, json!(["x", "y"])),
            ("[json, {at: 1.b}]", r#"[0,{"b":"c"}]"#, json!("c")),
            ("[json, {at: list}]", r#"{"list":"[\"a\"]"}"#, json!(["a"])),
            ("[]", "100%", json!("100%")),
            (
                "[literal]",
                "{stamp:'a:b%3D,\\'c',necessary:true,x:false,ver:-1,utc:17}",
                json!({ "stamp": "a:b=,'c", "necessary": true, "x": false, "ver": -1, "utc": 17 }),
            ),
        ] {
            assert_eq!(unwrap(stored, &steps(form)), Some(value), "{form} {stored}");
        }
    }

    #[test]
    fn another_form_is_nothing() {
        for (form, stored) in [
            ("[json]", "yes"),
            ("[base64]", "a?"),
            ("[base64]", "gA=="),
            ("[json, {at: a.b}]", r#"{"a":1}"#),
            ("[json, {at: '3'}]", "[1]"),
            ("[{pairs: {between: ',', is: ':'}}]", "yes"),
            ("[literal]", "{a:"),
            ("[tc-string]", "hello"),
            ("[opaque]", "x"),
            ("[json, names]", "[1]"),
            ("[json, json]", "{}"),
            ("[{list: '|'}]", "{stamp:'x',necessary:true}"),
        ] {
            assert_eq!(unwrap(stored, &steps(form)), None, "{form} {stored}");
        }
    }

    #[test]
    fn no_text_is_too_odd() {
        for odd in ["%", "%%%", "%zz", "%e2%82", "\u{20ac}%2", "{'", "{a:'\\", "'", "\u{1f36a}:\u{1f36a}", ""] {
            for form in ["[]", "[json]", "[literal]", "[url-query]", "[tc-string]", "[gpp]", "[base64]"] {
                let _ = unwrap(odd, &steps(form));
            }
        }
    }
}
