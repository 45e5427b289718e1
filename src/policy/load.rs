//! Texts to a policy: everything is read, checked, and brought together under one profile.

use std::collections::BTreeMap;

use super::check;
use super::exception::{self, Exception};
use super::profile::{self, ActiveRule, ProfileAbout, ProfileFile};
use super::rule::Rule;
use crate::knowledge::LegalBook;
use crate::yaml::{SourceError, SourceText, digest, suggest};

/// What is judged by: the rules that a profile switches on, and the exceptions.
#[derive(Debug, Clone)]
pub struct Policy {
    /// The profile.
    pub profile: ProfileAbout,
    /// Rules that are on, sorted by id.
    pub rules: Vec<ActiveRule>,
    /// Rules that are off, sorted by id.
    pub off: Vec<Rule>,
    /// Every profile that there is, sorted by id.
    pub profiles: Vec<ProfileAbout>,
    /// Exceptions, in the order of the file.
    pub exceptions: Vec<Exception>,
    /// `sha256:…` over the rules, the profiles, the name of the profile and the exceptions.
    pub digest: String,
}

impl Policy {
    /// Loads rules from texts below `checks/` and profiles from texts below `profiles/`; others are passed over.
    /// A user's own rules and profiles are more texts.
    ///
    /// # Errors
    /// Everything that is wrong, with file, line, caret and the nearest known names.
    pub fn load(
        texts: &[SourceText],
        profile: &str,
        exceptions: Option<&SourceText>,
        legal: &LegalBook,
    ) -> Result<Self, Vec<SourceError>> {
        let mut errors = Vec::new();
        let rules = rules(texts, legal, &mut errors);
        let profiles = profiles(texts, &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        let Some(chosen) = profiles.get(profile) else {
            let help = suggest(profile, profiles.keys().map(String::as_str));
            return Err(vec![SourceError::whole("profiles", &format!("unknown profile `{profile}`"), &help)]);
        };
        // Every profile is checked, not only the chosen one: a broken one must not wait for its user.
        for id in profiles.keys().filter(|id| *id != profile) {
            if let Err(mut found) = profile::resolve(id, &profiles, &rules) {
                errors.append(&mut found);
            }
        }
        let resolved = profile::resolve(profile, &profiles, &rules);
        let exceptions_read = exceptions.map_or(Ok(Vec::new()), |text| exception::load(text, &rules));
        match (resolved, exceptions_read) {
            (Ok((active, off)), Ok(read)) if errors.is_empty() => Ok(Self {
                profile: chosen.about(),
                rules: active,
                off,
                profiles: profiles.values().map(ProfileFile::about).collect(),
                exceptions: read,
                digest: policy_digest(texts, profile, exceptions),
            }),
            (resolved, read) => {
                errors.extend(resolved.err().into_iter().flatten());
                errors.extend(read.err().into_iter().flatten());
                errors.dedup();
                Err(errors)
            }
        }
    }

    /// A rule by its id, on or off; on ones as the profile has them, off ones with their own defaults.
    pub fn rule(&self, id: &str) -> Option<ActiveRule> {
        let on = self.rules.iter().find(|active| active.rule.id == id).cloned();
        on.or_else(|| self.off.iter().find(|rule| rule.id == id).cloned().map(ActiveRule::with_defaults))
    }

    /// Help for the id of a rule that is not known: the nearest ones.
    pub fn suggest_rule(&self, id: &str) -> String {
        let on = self.rules.iter().map(|active| active.rule.id.as_str());
        suggest(id, on.chain(self.off.iter().map(|rule| rule.id.as_str())))
    }
}

fn is_rule(text: &SourceText) -> bool {
    text.below("checks")
}

fn is_profile(text: &SourceText) -> bool {
    text.below("profiles")
}

pub(super) fn rules(texts: &[SourceText], legal: &LegalBook, errors: &mut Vec<SourceError>) -> BTreeMap<String, Rule> {
    let mut rules: BTreeMap<String, Rule> = BTreeMap::new();
    for text in texts.iter().filter(|text| is_rule(text)) {
        match check::rule(text, legal) {
            Ok(rule) => match rules.get(&rule.id) {
                Some(first) => errors.push(twice("rule", &rule.id, &first.path, &rule.path)),
                None => {
                    rules.insert(rule.id.clone(), rule);
                }
            },
            Err(mut found) => errors.append(&mut found),
        }
    }
    rules
}

pub(super) fn profiles<'a>(
    texts: &'a [SourceText],
    errors: &mut Vec<SourceError>,
) -> BTreeMap<String, ProfileFile<'a>> {
    let mut profiles: BTreeMap<String, ProfileFile<'_>> = BTreeMap::new();
    for text in texts.iter().filter(|text| is_profile(text)) {
        match profile::read(text) {
            Ok(profile) => match profiles.get(&profile.written.id.value) {
                Some(first) => {
                    errors.push(twice("profile", &profile.written.id.value, &first.text.path, &text.path));
                }
                None => {
                    profiles.insert(profile.written.id.value.clone(), profile);
                }
            },
            Err(mut found) => errors.append(&mut found),
        }
    }
    profiles
}

fn twice(what: &str, id: &str, first: &str, second: &str) -> SourceError {
    let message = format!("the {what} `{id}` is defined twice: in {first} and in {second}");
    SourceError::whole(second, &message, "rename one of them, or adjust the first one in a profile")
}

/// `sha256:…` over all rules and profiles among `texts`, whatever profile is chosen.
pub fn texts_digest(texts: &[SourceText]) -> String {
    digest(texts.iter().filter(|text| is_rule(text) || is_profile(text)))
}

/// Other texts than rules and profiles do not count; the exceptions do.
fn policy_digest(texts: &[SourceText], profile: &str, exceptions: Option<&SourceText>) -> String {
    let own = texts.iter().filter(|text| is_rule(text) || is_profile(text));
    let chosen = SourceText { path: "profile".to_owned(), text: profile.to_owned() };
    // The name of the user's file says nothing of how is judged.
    let exceptions = exceptions.map(|text| SourceText { path: "exceptions".to_owned(), text: text.text.clone() });
    digest(own.chain([&chosen]).chain(&exceptions))
}
