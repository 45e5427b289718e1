//! Where a platform keeps the choice, and how it is read from what is stored.
//!
//! A stored value is unwrapped step by step ([`Encoding`]), and what remains is read:
//!
//! | what remains | is read as |
//! |---|---|
//! | one word | accepted or refused by the lists of words |
//! | an object | one switch for each name, on or off by the lists of words or as `true` and `false` |
//! | a list of names | the purposes that are granted (or refused, where the file says so) |

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::unwrap::Encoding;

/// Where a platform keeps the choice, and how to read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PlatformRecord {
    /// Cookie or storage.
    pub place: RecordPlace,
    /// Name; `*` stands for any characters.
    pub name: String,
    /// How the value is wrapped, from the outside in. Percent signs of a whole value are taken off before.
    #[serde(default)]
    pub encoding: Vec<Encoding>,
    /// Words that accept, as whole values; `*` stands for any characters.
    #[serde(default)]
    pub accepted: Vec<String>,
    /// Words that refuse.
    #[serde(default)]
    pub refused: Vec<String>,
    /// Names of purposes that nobody can refuse, and of entries that are no purposes.
    #[serde(default)]
    pub necessary: Vec<String>,
    /// Names of all other purposes, where a list tells only some.
    #[serde(default)]
    pub all: Vec<String>,
    /// What it means that a list names a purpose.
    #[serde(default)]
    pub listed: Listed,
    /// What it says that some purposes are on and some off.
    #[serde(default)]
    pub mixed: Mixed,
    /// Values in real shape with what must be read in them, run as tests.
    #[serde(default)]
    pub values: Vec<RecordExample>,
}

/// Cookie or storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RecordPlace {
    /// A cookie.
    Cookie,
    /// `localStorage`.
    LocalStorage,
    /// `sessionStorage`.
    SessionStorage,
}

/// What it means that a list names a purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Listed {
    /// It is granted.
    #[default]
    Granted,
    /// It is refused.
    Refused,
}

/// What it says that some purposes are on and some off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Mixed {
    /// Nothing: sites name their purposes, and those that nobody can refuse or that they do not use look the same.
    #[default]
    Unknown,
    /// A choice in part: the platform names the purposes, and an acceptance switches all of them on.
    Partial,
}

/// A value with what must be read in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RecordExample {
    /// As it is stored.
    pub value: String,
    /// What it says.
    pub reads: RecordedChoice,
}

/// What a stored value says of the choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RecordedChoice {
    /// Every optional purpose is granted.
    Accepted,
    /// No optional purpose is granted.
    Refused,
    /// Some optional purposes are granted and some are not.
    Partial,
    /// It does not say, or nobody knows how to read it.
    Unknown,
}

impl PlatformRecord {
    /// Whether the file says how to read it.
    pub fn is_readable(&self) -> bool {
        let words = !self.accepted.is_empty() || !self.refused.is_empty();
        !self.encoding.contains(&Encoding::Opaque) && (words || !self.encoding.is_empty())
    }

    /// Whether it is this record that is kept under `name`.
    pub fn is_named(&self, name: &str) -> bool {
        fits(&self.name, name)
    }

    /// The stored value unwrapped; `None` if it has another form than the file says.
    pub fn decoded(&self, stored: &str) -> Option<Value> {
        super::unwrap::unwrap(stored, &self.encoding)
    }

    /// What a stored value says of the choice.
    pub fn reading(&self, stored: &str) -> RecordedChoice {
        if !self.is_readable() {
            return RecordedChoice::Unknown;
        }
        match self.decoded(stored) {
            Some(Value::Object(switches)) => self.switches(&switches),
            Some(Value::Array(names)) => self.list(&names),
            Some(word) => match self.state(&word) {
                Some(true) => RecordedChoice::Accepted,
                Some(false) => RecordedChoice::Refused,
                None => RecordedChoice::Unknown,
            },
            None => RecordedChoice::Unknown,
        }
    }

    fn switches(&self, switches: &Map<String, Value>) -> RecordedChoice {
        let optional = switches.iter().filter(|(name, _)| !self.is_necessary(name));
        let states: Vec<bool> = optional.filter_map(|(_, value)| self.state(value)).collect();
        if states.is_empty() {
            return RecordedChoice::Unknown;
        }
        let granted = states.iter().filter(|on| **on).count();
        match granted {
            0 => RecordedChoice::Refused,
            all if all == states.len() => RecordedChoice::Accepted,
            _ => self.mixed(),
        }
    }

    fn list(&self, names: &[Value]) -> RecordedChoice {
        let names: Vec<String> = names.iter().filter_map(word).filter(|name| !self.is_necessary(name)).collect();
        let whole = !self.all.is_empty() && self.all.iter().all(|name| names.contains(name));
        match (self.listed, names.is_empty(), whole) {
            (Listed::Granted, true, _) | (Listed::Refused, _, true) => RecordedChoice::Refused,
            (Listed::Refused, true, _) | (Listed::Granted, _, true) => RecordedChoice::Accepted,
            _ => self.mixed(),
        }
    }

    fn mixed(&self) -> RecordedChoice {
        match self.mixed {
            Mixed::Unknown => RecordedChoice::Unknown,
            Mixed::Partial => RecordedChoice::Partial,
        }
    }

    fn is_necessary(&self, name: &str) -> bool {
        self.necessary.iter().any(|pattern| fits(pattern, name))
    }

    /// On, off, or neither.
    fn state(&self, value: &Value) -> Option<bool> {
        let said = word(value)?;
        if self.accepted.iter().any(|pattern| fits(pattern, &said)) {
            return Some(true);
        }
        if self.refused.iter().any(|pattern| fits(pattern, &said)) {
            return Some(false);
        }
        value.as_bool()
    }
}

/// A word, a number or a flag as it is written.
fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(word) => Some(word.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// Whether `name` fits `pattern`, in which `*` stands for any characters.
pub fn fits(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::RecordedChoice::{Accepted, Partial, Refused, Unknown};
    use super::*;

    fn record(rest: &str) -> PlatformRecord {
        serde_yaml::from_str(&format!("{{place: cookie, name: c, {rest}}}")).unwrap()
    }

    fn read(rest: &str, values: &[(&str, RecordedChoice)]) {
        let record = record(rest);
        for (value, choice) in values {
            assert_eq!(record.reading(value), *choice, "{rest}: {value} is {:?}", record.decoded(value));
        }
    }

    #[test]
    fn one_word() {
        read(
            "accepted: [allow, dismiss, '2*'], refused: [deny]",
            &[("allow", Accepted), ("deny", Refused), ("2;x", Accepted), ("", Unknown), ("allowed", Unknown)],
        );
    }

    #[test]
    fn nothing_is_read_where_the_file_does_not_say_how() {
        read("", &[("allow", Unknown), ("true", Unknown)]);
        read("encoding: [opaque], accepted: ['1']", &[("1", Unknown)]);
    }

    #[test]
    fn switches_in_json() {
        read(
            "encoding: [json], accepted: ['1'], refused: ['0'], necessary: [strict, version], mixed: partial",
            &[
                (r#"{"strict":"1","thirdparty":"1","advanced":1,"version":"5"}"#, Accepted),
                (r#"{"strict":"1","thirdparty":"0","advanced":"0"}"#, Refused),
                (r#"{"strict":"1","thirdparty":"1","advanced":false}"#, Partial),
                ("%7B%22strict%22%3A1%2C%22thirdparty%22%3A0%7D", Refused),
                (r#"{"strict":"1"}"#, Unknown),
                (r#"{"strict":"1","thirdparty":"later"}"#, Unknown),
                ("{", Unknown),
            ],
        );
    }

    #[test]
    fn a_mixture_says_nothing_where_sites_name_their_purposes() {
        let session_only = r#"{"session":true,"matomo":false}"#;
        read("encoding: [json]", &[(session_only, Unknown), (r#"{"session":true,"matomo":true}"#, Accepted)]);
        read("encoding: [json], necessary: [session]", &[(session_only, Refused)]);
        read("encoding: [json], mixed: partial", &[(session_only, Partial)]);
    }

    #[test]
    fn lists_of_names() {
        let granted = r#"{"categories":["necessary","analytics"]}"#;
        let none = r#"{"categories":["necessary"]}"#;
        let path = "encoding: [json, {at: categories}], necessary: [necessary]";
        read(path, &[(granted, Unknown), (none, Refused), ("{}", Unknown)]);
        read(&format!("{path}, all: [analytics]"), &[(granted, Accepted), (none, Refused)]);
        read(
            "encoding: [{list: ','}], listed: refused, all: [a, b], mixed: partial",
            &[("a,b", Refused), ("a", Partial), ("", Accepted)],
        );
    }

    #[test]
    fn two_lists() {
        read(
            "encoding: [base64, json, {lists: {granted: p.enabled, refused: p.disabled}}], mixed: partial",
            &[
                ("eyJwIjp7ImVuYWJsZWQiOlsiYSJdLCJkaXNhYmxlZCI6W119fQ==", Accepted),
                ("eyJwIjp7ImVuYWJsZWQiOltdLCJkaXNhYmxlZCI6WyJhIl19fQ", Refused),
                ("eyJwIjp7ImVuYWJsZWQiOlsiYSJdLCJkaXNhYmxlZCI6WyJiIl19fQ", Partial),
                ("eyJwIjp7fX0=", Unknown),
            ],
        );
    }

    #[test]
    fn stars_stand_for_any_characters() {
        for (pattern, name, yes) in [
            ("a*", "a", true),
            ("a*c", "abc", true),
            ("a*b*", "axxbxx", true),
            ("a*b*c", "ac", false),
            ("a", "ab", false),
            ("*", "", true),
        ] {
            assert_eq!(fits(pattern, name), yes, "{pattern} {name}");
        }
    }
}
