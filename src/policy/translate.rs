//! Rules in other words: `languages/<language>.yaml` gives title, message and remedy of each rule in a language. How is
//! judged does not change by it, and neither do ids, fingerprints and digests.

use std::collections::BTreeSet;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::check::Checker;
use super::literal::Entries;
use super::load::Policy;
use super::rule::{Message, Part, Rule};
use crate::messages::Language;
use crate::yaml::{SourceError, SourceText, Spanned, parse, suggest};

/// Rules and profiles in a language: `languages/<language>.yaml`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct LanguageText {
    /// Tag of the language, equal to the file's name.
    #[schemars(with = "String")]
    pub(super) language: Spanned<String>,
    /// Titles of profiles, by their ids.
    #[serde(default)]
    pub(super) profiles: Entries<String>,
    /// What rules say, by their ids.
    #[serde(default)]
    pub(super) rules: Entries<RuleWords>,
}

/// What a rule says.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RuleWords {
    /// One line, without a full stop.
    title: String,
    /// What a failure says, with the same places as in the rule; words after `|` are translated.
    #[schemars(with = "String")]
    message: Spanned<String>,
    /// How to mend it.
    remedy: String,
}

impl Policy {
    /// The same rules in the words of a language, as far as texts below `languages/` have them; a rule without words there
    /// keeps its own.
    ///
    /// # Errors
    /// Everything that is wrong with these texts, with file, line and caret: rules that there are not, places that differ.
    pub fn speaking(mut self, texts: &[SourceText], language: Language) -> Result<Self, Vec<SourceError>> {
        let mut errors = Vec::new();
        for text in texts.iter().filter(|text| text.below("languages") && text.stem() == language.tag()) {
            match parse::<LanguageText>(text) {
                Ok(written) => errors.extend(self.speak(text, &written, language)),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() { Ok(self) } else { Err(errors) }
    }

    /// Takes over the words of one file; tells what is wrong with it.
    fn speak(&mut self, text: &SourceText, written: &LanguageText, language: Language) -> Vec<SourceError> {
        let mut checker = Checker::new(text);
        if written.language.value != text.stem() {
            let help = format!("write `language: {}` or rename the file", text.stem());
            checker.refuse(&written.language, "the language differs from the file's name", &help);
        }
        for (id, title) in &written.profiles.0 {
            let known: Vec<String> = self.profiles.iter().map(|profile| profile.id.clone()).collect();
            if !known.contains(&id.value) {
                checker.unknown("profile", id, known.iter().map(String::as_str));
            }
            let all = self.profiles.iter_mut().chain(&mut self.chosen);
            all.filter(|profile| profile.id == id.value).for_each(|profile| profile.title.clone_from(title));
        }
        for (id, words) in &written.rules.0 {
            let Some(rule) = self.rule(&id.value).map(|active| active.rule) else {
                checker.refuse(id, &format!("unknown rule `{}`", id.value), &self.suggest_rule(&id.value));
                continue;
            };
            match message(&rule.message, &words.message.value, language) {
                Ok(message) => self.say(&id.value, words, &message),
                Err((what, help)) => checker.refuse(&words.message, &what, &help),
            }
        }
        checker.finish()
    }

    /// Gives a rule its words, on or off, under every profile.
    fn say(&mut self, id: &str, words: &RuleWords, message: &Message) {
        let on = self.rules.iter_mut().map(|active| &mut active.rule);
        for rule in on.chain(&mut self.off).filter(|rule| rule.id == id) {
            let rule: &mut Rule = Arc::make_mut(rule);
            rule.title.clone_from(&words.title);
            rule.remedy.clone_from(&words.remedy);
            rule.message = message.clone();
        }
    }
}

/// A message with the places of the original; where they differ, what is wrong and what to do.
fn message(original: &Message, text: &str, language: Language) -> Result<Message, (String, String)> {
    let places: Vec<&Part> = original.parts.iter().filter(|part| !matches!(part, Part::Text(_))).collect();
    let names: Vec<&str> = split(&original.text).filter_map(|(_, place)| Some(name(place?))).collect();
    let mut parts = Vec::new();
    let mut found = BTreeSet::new();
    for (before, place) in split(text) {
        if !before.is_empty() {
            parts.push(Part::Text(before.to_owned()));
        }
        let Some(place) = place else { continue };
        let known = names.iter().position(|known| *known == name(place)).and_then(|at| places.get(at));
        match known {
            Some(Part::Fact(fact, _)) => {
                let otherwise = place.split_once('|').map_or("", |(_, otherwise)| otherwise);
                parts.push(Part::Fact(*fact, otherwise.to_owned()));
            }
            Some(part) => parts.push((*part).clone()),
            None => {
                let help = suggest(name(place), names.iter().copied());
                return Err((format!("the rule's own message has no place `{}`", name(place)), help));
            }
        }
        found.insert(name(place));
    }
    match names.iter().find(|name| !found.contains(**name)) {
        Some(missing) => {
            Err((format!("the place `{{{missing}}}` is missing"), format!("the rule says: {}", original.text)))
        }
        None => Ok(Message { text: text.to_owned(), parts, language }),
    }
}

/// The name of a place, without the words that stand for it where there is no value.
fn name(place: &str) -> &str {
    place.split_once('|').map_or(place, |(name, _)| name)
}

/// The texts of a message, each with what stands between the braces behind it.
fn split(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let now = rest.take()?;
        let cut = now.split_once('{').and_then(|(before, after)| after.split_once('}').map(|cut| (before, cut)));
        match cut {
            Some((before, (place, after))) => {
                rest = Some(after);
                Some((before, Some(place)))
            }
            None => Some((now, None)),
        }
    })
}
