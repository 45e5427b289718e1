//! Texts to a policy: everything is read, checked, and brought together under one profile.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::check;
use super::exception::{self, Exception};
use super::profile::{self, ActiveRule, ProfileAbout, ProfileFile};
use super::rule::Rule;
use super::vantage::Heed;
use super::words::Severity;
use crate::knowledge::LegalBook;
use crate::yaml::{SourceError, SourceText, Spanned, digest, suggest};

/// What is judged by: the rules that a profile switches on, and the exceptions.
#[derive(Debug, Clone)]
pub struct Policy {
    /// The profiles that were chosen, in that order; at least one.
    pub chosen: Vec<ProfileAbout>,
    /// Rules that are on, sorted by id; one that the chosen profiles treat differently stands there for each way.
    pub rules: Vec<ActiveRule>,
    /// Rules that are off, sorted by id.
    pub off: Vec<Arc<Rule>>,
    /// Every profile that there is, sorted by id.
    pub profiles: Vec<ProfileAbout>,
    /// Exceptions, in the order of the file.
    pub exceptions: Vec<Exception>,
    /// What to do with a profile that speaks for other countries.
    pub heed: Heed,
    /// `sha256:…` over the rules, the profiles, the names of those that were chosen and the exceptions.
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
        chosen: &[&str],
        exceptions: Option<&SourceText>,
        legal: &LegalBook,
    ) -> Result<Self, Vec<SourceError>> {
        let mut errors = Vec::new();
        let rules = rules(texts, legal, &mut errors);
        let profiles = profiles(texts, &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        errors.extend(unknown(chosen, &profiles));
        let mut treated = profile::treat_all(&profiles, &rules, &mut errors);
        let read = exceptions.map_or(Ok(Vec::new()), |text| exception::load(text, &rules));
        let read = read.unwrap_or_else(|mut found| {
            errors.append(&mut found);
            Vec::new()
        });
        if !errors.is_empty() {
            return Err(errors);
        }
        let chosen = once_each(chosen);
        let (rules, off) = profile::together(chosen.iter().filter_map(|id| treated.remove(id)).collect());
        let about = |id: &&str| profiles.get(*id).map(|profile| profile.about(&profiles));
        Ok(Self {
            chosen: chosen.iter().filter_map(about).collect(),
            rules,
            off,
            profiles: profiles.values().map(|profile| profile.about(&profiles)).collect(),
            exceptions: read,
            heed: Heed::default(),
            digest: policy_digest(texts, &chosen.join(","), exceptions),
        })
    }

    /// The lowest severity that fails a run by the chosen profiles: of several the strictest counts.
    pub fn fail_on(&self) -> Option<Severity> {
        self.chosen.iter().filter_map(|profile| profile.fail_on).max()
    }

    /// A rule by its id, on or off; on ones as the first of the chosen profiles has them, off ones with their own defaults.
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

/// Where the user's choice of profiles stands: no text, but the path of what is said of it.
pub const CHOSEN: &str = "profiles";

/// What is said of chosen profiles that do not exist; or that none was chosen.
fn unknown(chosen: &[&str], profiles: &BTreeMap<String, ProfileFile<'_>>) -> Vec<SourceError> {
    let known = || profiles.keys().map(String::as_str);
    if chosen.is_empty() {
        let help = format!("choose one of {}", known().collect::<Vec<_>>().join(", "));
        return vec![SourceError::whole(CHOSEN, "no profile was chosen", &help)];
    }
    let unknown = chosen.iter().filter(|id| !profiles.contains_key(**id));
    let refuse = |id: &&str| SourceError::whole(CHOSEN, &format!("unknown profile `{id}`"), &suggest(id, known()));
    unknown.map(refuse).collect()
}

/// What was named twice counts once, where it was named first.
fn once_each<'a>(chosen: &[&'a str]) -> Vec<&'a str> {
    let mut once: Vec<&str> = Vec::new();
    for id in chosen {
        if !once.contains(id) {
            once.push(id);
        }
    }
    once
}

fn is_rule(text: &SourceText) -> bool {
    text.below("checks")
}

fn is_profile(text: &SourceText) -> bool {
    text.below("profiles")
}

pub(super) fn rules(
    texts: &[SourceText],
    legal: &LegalBook,
    errors: &mut Vec<SourceError>,
) -> BTreeMap<String, Arc<Rule>> {
    let mut rules: BTreeMap<String, Arc<Rule>> = BTreeMap::new();
    for text in texts.iter().filter(|text| is_rule(text)) {
        match check::rule(text, legal) {
            Ok((id, rule)) => match rules.get(&rule.id) {
                Some(first) => errors.push(twice("rule", text, &id, &first.path)),
                None => {
                    rules.insert(rule.id.clone(), Arc::new(rule));
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
                Some(first) => errors.push(twice("profile", text, &profile.written.id, &first.text.path)),
                None => {
                    profiles.insert(profile.written.id.value.clone(), profile);
                }
            },
            Err(mut found) => errors.append(&mut found),
        }
    }
    profiles
}

fn twice(what: &str, second: &SourceText, id: &Spanned<String>, first: &str) -> SourceError {
    let message = format!("the {what} `{}` is defined twice: in {first} and in {}", id.value, second.path);
    SourceError::at(second, id, &message, "rename one of them, or adjust the first one in a profile")
}

/// `sha256:…` over all rules and profiles among `texts`, whatever profile is chosen.
pub fn texts_digest(texts: &[SourceText]) -> String {
    digest(texts.iter().filter(|text| is_rule(text) || is_profile(text)))
}

/// Other texts than rules and profiles do not count; the exceptions do.
fn policy_digest(texts: &[SourceText], chosen: &str, exceptions: Option<&SourceText>) -> String {
    let own = texts.iter().filter(|text| is_rule(text) || is_profile(text));
    let chosen = SourceText { path: "profile".to_owned(), text: chosen.to_owned() };
    // The name of the user's file says nothing of how is judged.
    let exceptions = exceptions.map(|text| SourceText { path: "exceptions".to_owned(), text: text.text.clone() });
    digest(own.chain([&chosen]).chain(&exceptions))
}
