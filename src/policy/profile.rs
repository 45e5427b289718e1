//! Profiles: which rules are on, how strongly they may speak, and with which values.

use std::collections::{BTreeMap, BTreeSet};

use super::check::Checker;
use super::condition::Setting;
use super::language::{AdjustText, ProfileText, SettingText};
use super::literal::Entries;
use super::rule::{Parameter, Rule};
use super::words::{Severity, Verdict};
use crate::yaml::{Location, SourceError, SourceText, Spanned, parse};

/// What a profile is, for lists and reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileAbout {
    /// Id, equal to the file's name.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// For whom and for what it is, and what it leaves out.
    pub about: String,
    /// The day on which it was last checked against its sources, `YYYY-MM-DD`.
    pub date: String,
    /// The profile that it starts from.
    pub extends: Option<String>,
}

/// A rule as a profile has it.
#[derive(Debug, Clone, PartialEq)]
pub struct ActiveRule {
    /// The rule as written.
    pub rule: Rule,
    /// Its severity here.
    pub severity: Severity,
    /// The strongest word that it may use here: the weaker one of the rule's and the profile's.
    pub verdict: Verdict,
    /// The values of its parameters here.
    pub parameters: BTreeMap<String, Setting>,
    /// Whose threshold each value is.
    pub whose: BTreeMap<String, String>,
}

impl ActiveRule {
    /// The rule as written, with its own defaults.
    pub fn with_defaults(rule: Rule) -> Self {
        let each = |pick: fn(&Parameter) -> String| {
            rule.parameters.iter().map(|(name, parameter)| (name.clone(), pick(parameter))).collect()
        };
        Self {
            severity: rule.severity,
            verdict: rule.verdict,
            parameters: rule.parameters.iter().map(|(name, p)| (name.clone(), p.default.clone())).collect(),
            whose: each(|parameter| parameter.whose.clone()),
            rule,
        }
    }
}

/// A profile's file, read.
pub(super) struct ProfileFile<'a> {
    pub(super) text: &'a SourceText,
    pub(super) written: ProfileText,
}

impl ProfileFile<'_> {
    /// What it is.
    pub(super) fn about(&self) -> ProfileAbout {
        ProfileAbout {
            id: self.written.id.value.clone(),
            title: self.written.title.clone(),
            about: self.written.about.clone(),
            date: self.written.date.clone(),
            extends: self.written.extends.as_ref().map(|parent| parent.value.clone()),
        }
    }
}

/// Reads a profile; its names are checked by [`resolve`].
pub(super) fn read(text: &SourceText) -> Result<ProfileFile<'_>, Vec<SourceError>> {
    let written: ProfileText = parse(text).map_err(|error| vec![error])?;
    if written.id.value != text.stem() {
        let mut checker = Checker::new(text);
        let help = format!("write `id: {}` or rename the file", text.stem());
        checker.refuse(&written.id, "the id differs from the file's name", &help);
        return Err(checker.finish());
    }
    Ok(ProfileFile { text, written })
}

/// What a profile and those that it starts from make of the rules.
#[derive(Default)]
struct Resolved {
    /// Rules that are on; `None` means all.
    on: BTreeMap<String, bool>,
    active: BTreeMap<String, ActiveRule>,
}

/// A rule as a profile treats it, on or off.
#[derive(Debug, Clone, PartialEq)]
pub struct Treated {
    /// Whether it is on.
    pub on: bool,
    /// The rule with what the profile says of it; also where it is off.
    pub rule: ActiveRule,
}

/// Applies a profile to all rules: those that are on, sorted by id, and those that are off.
///
/// # Errors
/// As [`treat`].
pub(super) fn resolve(
    id: &str,
    profiles: &BTreeMap<String, ProfileFile<'_>>,
    rules: &BTreeMap<String, Rule>,
) -> Result<(Vec<ActiveRule>, Vec<Rule>), Vec<SourceError>> {
    let (mut active, mut off) = (Vec::new(), Vec::new());
    for treated in treat(id, profiles, rules)?.into_values() {
        if treated.on { active.push(treated.rule) } else { off.push(treated.rule.rule) }
    }
    Ok((active, off))
}

/// Applies a profile to all rules, by id.
///
/// # Errors
/// Rules, parameters and profiles that are not known, values that do not fit, profiles that start from themselves.
pub(super) fn treat(
    id: &str,
    profiles: &BTreeMap<String, ProfileFile<'_>>,
    rules: &BTreeMap<String, Rule>,
) -> Result<BTreeMap<String, Treated>, Vec<SourceError>> {
    let mut resolved = Resolved {
        on: rules.keys().map(|id| (id.clone(), true)).collect(),
        active: rules.iter().map(|(id, rule)| (id.clone(), ActiveRule::with_defaults(rule.clone()))).collect(),
    };
    for profile in lineage(id, profiles)? {
        let mut checker = Checker::new(profile.text);
        resolved.apply(&profile.written, &mut checker);
        let errors = checker.finish();
        if !errors.is_empty() {
            return Err(errors);
        }
    }
    let Resolved { on, active } = resolved;
    let treated = active.into_iter().map(|(id, rule)| {
        let on = on.get(&id) == Some(&true);
        (id, Treated { on, rule })
    });
    Ok(treated.collect())
}

/// The profile and all that it starts from, the farthest first.
fn lineage<'p, 'a>(
    id: &str,
    profiles: &'p BTreeMap<String, ProfileFile<'a>>,
) -> Result<Vec<&'p ProfileFile<'a>>, Vec<SourceError>> {
    let mut line: Vec<&ProfileFile<'_>> = Vec::new();
    let mut next = id.to_owned();
    while let Some(profile) = profiles.get(&next) {
        line.push(profile);
        let Some(parent) = &profile.written.extends else { break };
        let mut checker = Checker::new(profile.text);
        if line.iter().any(|seen| seen.written.id.value == parent.value) {
            checker.refuse(parent, "the profile starts from itself", "remove `extends` in one of them");
            return Err(checker.finish());
        }
        if !profiles.contains_key(&parent.value) {
            checker.unknown("profile", parent, profiles.keys().map(String::as_str));
            return Err(checker.finish());
        }
        next.clone_from(&parent.value);
    }
    line.reverse();
    Ok(line)
}

impl Resolved {
    fn apply(&mut self, written: &ProfileText, checker: &mut Checker<'_>) {
        if let Some(only) = &written.only {
            self.on.values_mut().for_each(|on| *on = false);
            self.switch(only, true, checker);
        }
        self.switch(&written.on, true, checker);
        self.switch(&written.off, false, checker);
        for (name, setting) in &written.parameters.0 {
            let ids: BTreeSet<String> = self
                .active
                .iter()
                .filter(|(_, active)| active.parameters.contains_key(&name.value))
                .map(|(id, _)| id.clone())
                .collect();
            if ids.is_empty() {
                let known: BTreeSet<&str> =
                    self.active.values().flat_map(|active| active.parameters.keys().map(String::as_str)).collect();
                checker.unknown("parameter", name, known);
            }
            for id in ids {
                self.set(&id, name, setting, checker);
            }
        }
        for (id, adjust) in &written.adjust.0 {
            self.adjust(id, adjust, checker);
        }
    }

    fn switch(&mut self, ids: &[Spanned<String>], to: bool, checker: &mut Checker<'_>) {
        for id in ids {
            match self.on.get_mut(&id.value) {
                Some(on) => *on = to,
                None => checker.unknown("rule", id, self.on.keys().map(String::as_str)),
            }
        }
    }

    fn adjust(&mut self, id: &Spanned<String>, adjust: &AdjustText, checker: &mut Checker<'_>) {
        let Some(active) = self.active.get_mut(&id.value) else {
            checker.unknown("rule", id, self.on.keys().map(String::as_str));
            return;
        };
        active.severity = adjust.severity.unwrap_or(active.severity);
        // A profile that starts from another may lift its cap again, but never above what the rule itself allows.
        active.verdict = adjust.verdict.map_or(active.verdict, |verdict| verdict.max(active.rule.verdict));
        let Entries(parameters) = &adjust.parameters;
        for (name, setting) in parameters {
            if active_has(&self.active, &id.value, &name.value) {
                self.set(&id.value, name, setting, checker);
            } else {
                let known = self.active.get(&id.value).map(|active| active.parameters.keys()).into_iter().flatten();
                checker.unknown("parameter", name, known.map(String::as_str));
            }
        }
    }

    fn set(&mut self, id: &str, name: &Spanned<String>, setting: &SettingText, checker: &mut Checker<'_>) {
        let Some(active) = self.active.get_mut(id) else { return };
        let Some(value) = checker.setting(&setting.value) else { return };
        let mut needs = active.rule.needs.get(&name.value).into_iter().flatten();
        match needs.try_fold(value, |value, need| need.fit(&value)) {
            Ok(fitting) => active.parameters.insert(name.value.clone(), fitting),
            Err((message, help)) => {
                checker.refuse(place(&setting.value), &format!("{message} (rule {id})"), &help);
                return;
            }
        };
        active.whose.insert(name.value.clone(), setting.whose.clone());
    }
}

fn active_has(active: &BTreeMap<String, ActiveRule>, id: &str, parameter: &str) -> bool {
    active.get(id).is_some_and(|active| active.parameters.contains_key(parameter))
}

fn place<T>(spanned: &Spanned<T>) -> Location {
    spanned.referenced
}
