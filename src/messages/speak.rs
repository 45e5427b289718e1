//! Looking up, filling in, counting, numbers and days.

use std::fmt::Display;

use serde::Serialize;

use super::language::{Form, Language};
use super::sentence;
use super::table::Text;

/// What is said in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Messages {
    language: Language,
}

/// What is filled in, by the names of the places.
type Filling<'a> = [(&'a str, &'a dyn Display)];

impl Messages {
    /// Those of a language.
    pub const fn of(language: Language) -> Self {
        Self { language }
    }

    /// Which language.
    pub fn language(self) -> Language {
        self.language
    }

    /// Keys of all texts, sorted.
    pub fn keys(self) -> impl Iterator<Item = &'static str> {
        self.language.table().messages.iter().map(|(key, _)| *key)
    }

    /// The words of enums that have another spelling in print, sorted.
    pub fn words(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.language.table().words.iter().copied()
    }

    /// A text with its forms, if there is one.
    pub fn text(self, key: &str) -> Option<Text> {
        let messages = self.language.table().messages;
        messages.binary_search_by_key(&key, |(key, _)| key).ok().and_then(|at| messages.get(at)).map(|(_, text)| *text)
    }

    /// The text of a name in a section, for names that files give: groups of rules, collections of facts.
    pub fn within(self, section: &str, name: &str) -> Option<&'static str> {
        match self.text(&format!("{section}.{name}"))? {
            Text::Plain(text) => Some(text),
            Text::Counted { other, .. } => Some(other),
        }
    }

    /// A text without places. A key that there is not is said itself, so that it is seen; tests hold that none is.
    pub fn say(self, key: &'static str) -> &'static str {
        self.in_form(key, Form::Other)
    }

    /// A text with its places filled in. What is filled in is never searched for places.
    pub fn fill(self, key: &'static str, filling: &Filling<'_>) -> String {
        filled(self.say(key), filling)
    }

    /// A text in the form that goes with a count, which fills `{count}`.
    pub fn count(self, key: &'static str, count: usize, filling: &Filling<'_>) -> String {
        let mut all: Vec<(&str, &dyn Display)> = vec![("count", &count)];
        all.extend(filling);
        filled(self.in_form(key, self.language.form(count)), &all)
    }

    /// How the word of an enum is spoken: `name-and-domain` becomes `name and domain`. Empty for what is no word.
    pub fn word(self, value: &impl Serialize) -> String {
        match serde_json::to_value(value) {
            Ok(serde_json::Value::String(word)) => self.spoken(&word),
            _ => String::new(),
        }
    }

    /// The same for a word as programs read it.
    pub fn spoken(self, word: &str) -> String {
        match self.known(word) {
            same if same == word => word.replace('-', " "),
            spoken => spoken,
        }
    }

    /// The same, but what has no text of its own stays as it is.
    pub fn known(self, word: &str) -> String {
        let words = self.language.table().words;
        let found = words.binary_search_by_key(&word, |(word, _)| word).ok().and_then(|at| words.get(at));
        found.map_or(word, |(_, spoken)| *spoken).to_owned()
    }

    /// A sentence of evidence or rules, which are in English; one that is not known stays as it is.
    pub fn sentence(self, sentence: &str) -> String {
        sentence::said(sentence, self.language.table().sentences)
    }

    /// The sentences that are known, with what is said for them.
    pub fn sentences(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.language.table().sentences.iter().copied()
    }

    /// A number with so many decimals, and the sign between as the language writes it.
    pub fn number(self, number: f64, decimals: usize) -> String {
        self.decimal(&format!("{number:.decimals$}"))
    }

    /// A written number with the sign between as the language writes it.
    pub fn decimal(self, number: &str) -> String {
        number.replace('.', self.language.table().decimal)
    }

    /// A day as the language writes it; what is no day (`2026-11-24`) stays as it is.
    pub fn day(self, day: &str) -> String {
        let parts: Vec<&str> = day.split('-').collect();
        let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        match parts.as_slice() {
            [year, month, date] if parts.iter().all(is_number) => {
                filled(self.language.table().day, &[("year", year), ("month", month), ("day", date)])
            }
            _ => day.to_owned(),
        }
    }

    fn in_form(self, key: &'static str, form: Form) -> &'static str {
        match (self.text(key), form) {
            (None, _) => key,
            (Some(Text::Plain(text)), _) => text,
            (Some(Text::Counted { one, .. }), Form::One) => one,
            (Some(Text::Counted { few, .. }), Form::Few) => few,
            (Some(Text::Counted { other, .. }), Form::Other) => other,
        }
    }
}

/// The text with its places filled in, from left to right. A place that nothing is given for stays.
fn filled(text: &str, filling: &Filling<'_>) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match filling.iter().find(|(place, _)| *place == name) {
            Some((_, value)) => out.push_str(&value.to_string()),
            None => out.push_str(&format!("{{{name}}}")),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_is_not_searched_for_places() {
        assert_eq!(filled("{a} and {b}", &[("a", &"{b}"), ("b", &1)]), "{b} and 1");
        assert_eq!(filled("{c} {", &[]), "{c} {");
    }

    #[test]
    fn a_key_that_is_missing_is_seen_and_words_without_a_text_lose_their_hyphens() {
        let messages = Messages::default();
        assert_eq!(messages.say("no.such-key"), "no.such-key");
        assert_eq!(messages.spoken("no-such-word"), "no such word");
        assert_eq!(messages.word(&3), "");
    }

    #[test]
    fn numbers_and_days_are_written_as_the_language_does() {
        let english = Messages::of(Language::En);
        assert_eq!((english.number(4.56, 1), english.day("2026-11-24")), ("4.6".to_owned(), "2026-11-24".to_owned()));
        assert_eq!(english.day("when it was"), "when it was");
    }

    #[test]
    fn counts_take_the_form_of_the_language() {
        let counted = |language, count| Messages::of(language).count("common.rules", count, &[]);
        assert_eq!([1, 2].map(|count| counted(Language::En, count)), ["1 rule", "2 rules"]);
        assert_eq!([0, 1, 2].map(|count| counted(Language::Fr, count)), ["0 règle", "1 règle", "2 règles"]);
        assert_eq!(
            [1, 2, 5, 12, 22, 25].map(|count| counted(Language::Pl, count)),
            ["1 reguła", "2 reguły", "5 reguł", "12 reguł", "22 reguły", "25 reguł"]
        );
    }

    #[test]
    fn an_unknown_language_is_refused_with_the_list() {
        let why = "xx".parse::<Language>().unwrap_err();
        assert!(why.contains("`xx`") && why.contains("en"), "{why}");
    }
}
