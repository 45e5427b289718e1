//! Profiles: which rules are on, how strongly they may speak, and with which values.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::check::Checker;
use super::condition::Setting;
use super::language::{AdjustText, ProfileText, SettingText};
use super::literal::Entries;
use super::rule::{Parameter, Rule};
use super::vantage::SpeaksFor;
use super::words::{ProfileKind, Severity, Verdict};
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
    /// On whose word it stands.
    pub kind: ProfileKind,
    /// From which countries a site must be seen for it to speak.
    pub speaks_for: SpeaksFor,
    /// The lowest severity that fails a run, if it or one that it starts from names any.
    pub fail_on: Option<Severity>,
    /// The profile that it starts from.
    pub extends: Option<String>,
}

impl ProfileAbout {
    /// On whose word it stands and for which countries it speaks, one sentence.
    pub fn stands(&self) -> String {
        let kind = match self.kind {
            ProfileKind::Law => "It stands on law",
            ProfileKind::Contract => "It stands on a contract, which is no law",
            ProfileKind::Standard => "It stands on a standard, which is no law",
            ProfileKind::Own => "It stands on the word of the one who wrote it",
        };
        let countries = self.speaks_for.countries().join(", ");
        if countries.is_empty() {
            return format!("{kind}, and speaks wherever a site is seen from.");
        }
        format!("{kind}, and speaks for sites seen from {countries}.")
    }
}

/// A rule as a profile has it, or several that treat it alike.
#[derive(Debug, Clone, PartialEq)]
pub struct ActiveRule {
    /// The rule as written; profiles share it.
    pub rule: Arc<Rule>,
    /// Ids of these profiles; empty for the rule as written.
    pub profiles: Vec<String>,
    /// From which countries a site must be seen for them to speak.
    pub speaks_for: SpeaksFor,
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
    pub fn with_defaults(rule: impl Into<Arc<Rule>>) -> Self {
        let rule = rule.into();
        let each = |pick: fn(&Parameter) -> String| {
            rule.parameters.iter().map(|(name, parameter)| (name.clone(), pick(parameter))).collect()
        };
        Self {
            profiles: Vec::new(),
            speaks_for: SpeaksFor::default(),
            severity: rule.severity,
            verdict: rule.verdict,
            parameters: rule.parameters.iter().map(|(name, p)| (name.clone(), p.default.clone())).collect(),
            whose: each(|parameter| parameter.whose.clone()),
            rule,
        }
    }

    /// Whether the rule comes to the same result under both, whatever was seen. Whose a threshold is makes no difference.
    fn judges_alike(&self, other: &Self) -> bool {
        (self.severity, self.verdict, &self.speaks_for, &self.parameters)
            == (other.severity, other.verdict, &other.speaks_for, &other.parameters)
    }
}

/// A profile's file, read.
pub(super) struct ProfileFile<'a> {
    pub(super) text: &'a SourceText,
    pub(super) written: ProfileText,
    /// The countries that it names; `None` where it leaves them to the profile that it starts from.
    speaks_for: Option<SpeaksFor>,
}

impl ProfileFile<'_> {
    /// What it is, among all profiles that there are.
    pub(super) fn about(&self, profiles: &BTreeMap<String, ProfileFile<'_>>) -> ProfileAbout {
        ProfileAbout {
            id: self.written.id.value.clone(),
            title: self.written.title.clone(),
            about: self.written.about.clone(),
            date: self.written.date.clone(),
            kind: self.written.kind,
            speaks_for: nearest(&self.written.id.value, profiles, |one| one.speaks_for.clone()).unwrap_or_default(),
            fail_on: nearest(&self.written.id.value, profiles, |one| one.written.fail_on),
            extends: self.written.extends.as_ref().map(|parent| parent.value.clone()),
        }
    }
}

/// Reads a profile; its names are checked by [`treat`].
pub(super) fn read(text: &SourceText) -> Result<ProfileFile<'_>, Vec<SourceError>> {
    let written: ProfileText = parse(text).map_err(|error| vec![error])?;
    let mut checker = Checker::new(text);
    if written.id.value != text.stem() {
        let help = format!("write `id: {}` or rename the file", text.stem());
        checker.refuse(&written.id, "the id differs from the file's name", &help);
    }
    let speaks_for = written.vantage.as_ref().map(|countries| SpeaksFor::read(countries, &mut checker));
    let errors = checker.finish();
    if errors.is_empty() { Ok(ProfileFile { text, written, speaks_for }) } else { Err(errors) }
}

/// What a profile says of itself, else what the nearest one says that it starts from.
fn nearest<T>(
    id: &str,
    profiles: &BTreeMap<String, ProfileFile<'_>>,
    said: impl Fn(&ProfileFile<'_>) -> Option<T>,
) -> Option<T> {
    lineage(id, profiles).unwrap_or_default().into_iter().rev().find_map(said)
}

/// Applies every profile to all rules: each profile with what it makes of each rule, by id. One that is broken must not wait
/// for its user, so what is wrong with any of them is told.
pub(super) fn treat_all<'p>(
    profiles: &'p BTreeMap<String, ProfileFile<'_>>,
    rules: &BTreeMap<String, Arc<Rule>>,
    errors: &mut Vec<SourceError>,
) -> BTreeMap<&'p str, BTreeMap<String, Treated>> {
    let mut all = BTreeMap::new();
    for id in profiles.keys() {
        match treat(id, profiles, rules) {
            Ok(treated) => _ = all.insert(id.as_str(), treated),
            Err(mut found) => errors.append(&mut found),
        }
    }
    errors.dedup();
    all
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

/// Rules under several profiles at once: each as often as these treat it differently, sorted by id; and those that are
/// off in all of them.
pub(super) fn together(each: Vec<BTreeMap<String, Treated>>) -> (Vec<ActiveRule>, Vec<Arc<Rule>>) {
    let mut active: BTreeMap<String, Vec<ActiveRule>> = BTreeMap::new();
    let mut off: BTreeMap<String, Arc<Rule>> = BTreeMap::new();
    for (id, Treated { on, rule }) in each.into_iter().flatten() {
        if !on {
            off.insert(id, rule.rule);
            continue;
        }
        let same = active.entry(id).or_default();
        match same.iter_mut().find(|other| other.judges_alike(&rule)) {
            Some(other) => other.profiles.extend(rule.profiles),
            None => same.push(rule),
        }
    }
    off.retain(|id, _| !active.contains_key(id));
    (active.into_values().flatten().collect(), off.into_values().collect())
}

/// Applies a profile to all rules, by id.
///
/// # Errors
/// Rules, parameters and profiles that are not known, values that do not fit, profiles that start from themselves.
fn treat(
    id: &str,
    profiles: &BTreeMap<String, ProfileFile<'_>>,
    rules: &BTreeMap<String, Arc<Rule>>,
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
    let speaks_for = nearest(id, profiles, |one| one.speaks_for.clone()).unwrap_or_default();
    let treated = active.into_iter().map(|(rule_id, rule)| {
        let on = on.get(&rule_id) == Some(&true);
        let rule = ActiveRule { profiles: vec![id.to_owned()], speaks_for: speaks_for.clone(), ..rule };
        (rule_id, Treated { on, rule })
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
