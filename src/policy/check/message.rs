//! Messages: each place to fill in names a fact, a parameter or the state.

use super::{Checker, World};
use crate::messages::Language;
use crate::policy::rule::{Message, Part};
use crate::yaml::{Place, Spanned};

impl Checker<'_> {
    /// A message. Places that cannot be filled are noted.
    pub(super) fn message(&mut self, written: &Spanned<String>, world: World) -> Message {
        let mut parts = Vec::new();
        let mut rest = written.value.as_str();
        while let Some(open) = rest.find('{') {
            if open > 0 {
                parts.push(Part::Text(rest[..open].to_owned()));
            }
            let close = rest[open..].find('}').filter(|close| !rest[open + 1..open + close].contains('{'));
            let Some(close) = close else {
                self.refuse(written, "a `{` is never closed", "write `{cookie.name}`");
                return Message { text: written.value.clone(), parts, language: Language::En };
            };
            let inner = &rest[open + 1..open + close];
            parts.extend(self.place(written, inner, world));
            rest = &rest[open + close + 1..];
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        Message { text: written.value.clone(), parts, language: Language::En }
    }

    fn place(&mut self, written: &Spanned<String>, inner: &str, world: World) -> Option<Part> {
        let at = self.place_of(written, inner);
        let (name, otherwise) = inner.split_once('|').unwrap_or((inner, "unknown"));
        if let Some(parameter) = name.strip_prefix('$') {
            if self.parameters.contains_key(parameter) {
                self.needs.entry(parameter.to_owned()).or_default();
                return Some(Part::Parameter(parameter.to_owned()));
            }
            let known: Vec<String> = self.parameters.keys().cloned().collect();
            let help = crate::yaml::suggest(parameter, known.iter().map(String::as_str));
            self.refuse(at, &format!("unknown parameter `{parameter}`"), &help);
            return None;
        }
        match (name, world) {
            ("state", World::Item(_)) => Some(Part::State),
            _ => match self.full_fact(name, world) {
                Ok(fact) => Some(Part::Fact(fact, otherwise.to_owned())),
                Err(help) => {
                    self.refuse(at, &format!("unknown fact `{name}` in a message"), &help);
                    None
                }
            },
        }
    }

    /// Where the words between two braces stand in the file; the whole message where it is folded over lines.
    fn place_of(&self, written: &Spanned<String>, inner: &str) -> Place {
        let Place::Bytes(whole) = Place::from(written) else { return Place::Whole };
        let inside = self.text.text.get(whole.clone()).and_then(|text| text.find(&format!("{{{inner}}}")));
        match inside {
            Some(at) => Place::Bytes(whole.start + at + 1..whole.start + at + 1 + inner.len()),
            None => Place::Bytes(whole),
        }
    }
}
