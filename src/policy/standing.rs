//! How each profile treats each rule, and which profile said so: for lists, explanations and pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::load;
use super::profile::{self, ActiveRule, ProfileAbout, ProfileFile, Treated};
use super::rule::Rule;
use crate::knowledge::LegalBook;
use crate::yaml::{SourceError, SourceText, suggest};

/// Every rule under every profile.
#[derive(Debug, Clone)]
pub struct Standings {
    rules: BTreeMap<String, Arc<Rule>>,
    profiles: Vec<ProfileStanding>,
}

/// Every rule under one profile.
#[derive(Debug, Clone)]
pub struct ProfileStanding {
    /// The profile.
    pub about: ProfileAbout,
    treated: BTreeMap<String, Treated>,
}

impl ProfileStanding {
    /// A rule as the profile has it, if it is on.
    pub fn on(&self, rule: &str) -> Option<&ActiveRule> {
        self.treated.get(rule).filter(|treated| treated.on).map(|treated| &treated.rule)
    }

    /// Rules that are on, sorted by id.
    pub fn all_on(&self) -> impl Iterator<Item = &ActiveRule> {
        self.treated.values().filter(|treated| treated.on).map(|treated| &treated.rule)
    }

    /// Ids of rules that are off, sorted.
    pub fn all_off(&self) -> impl Iterator<Item = &str> {
        self.treated.iter().filter(|(_, treated)| !treated.on).map(|(id, _)| id.as_str())
    }
}

impl Standings {
    /// Loads rules from texts below `checks/` and applies each profile below `profiles/` to them.
    ///
    /// # Errors
    /// Everything that is wrong, with file, line, caret and the nearest known names.
    pub fn load(texts: &[SourceText], legal: &LegalBook) -> Result<Self, Vec<SourceError>> {
        let mut errors = Vec::new();
        let rules = load::rules(texts, legal, &mut errors);
        let files = load::profiles(texts, &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut treated = profile::treat_all(&files, &rules, &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        let standing = |(id, file): (&String, &ProfileFile<'_>)| {
            treated.remove(id.as_str()).map(|treated| ProfileStanding { about: file.about(&files), treated })
        };
        let profiles = files.iter().filter_map(standing).collect();
        Ok(Self { rules, profiles })
    }

    /// All rules, sorted by id.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.values().map(AsRef::as_ref)
    }

    /// A rule by its id, as it is written.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.get(id).map(AsRef::as_ref)
    }

    /// All profiles, sorted by id.
    pub fn profiles(&self) -> &[ProfileStanding] {
        &self.profiles
    }

    /// A profile by its id.
    pub fn profile(&self, id: &str) -> Option<&ProfileStanding> {
        self.profiles.iter().find(|profile| profile.about.id == id)
    }

    /// Help for a word that is neither a rule nor a profile: the nearest ones.
    pub fn suggest(&self, word: &str) -> String {
        let profiles = self.profiles.iter().map(|profile| profile.about.id.as_str());
        suggest(word, profiles.chain(self.rules.keys().map(String::as_str)))
    }

    /// The profile and those that it starts from, itself first.
    pub fn lineage<'a>(&'a self, profile: &'a ProfileStanding) -> Vec<&'a ProfileStanding> {
        let parent = |profile: &&'a ProfileStanding| profile.about.extends.as_deref().and_then(|id| self.profile(id));
        std::iter::successors(Some(profile), parent).collect()
    }

    /// Which profile said what `pick` picks of a rule under a profile: the farthest one of its lineage since which nothing
    /// changed; `None` where the rule itself says so.
    pub fn origin<'a, T: PartialEq>(
        &'a self,
        profile: &'a ProfileStanding,
        rule: &str,
        pick: impl Fn(&Treated) -> T,
    ) -> Option<&'a str> {
        let own = Treated { on: true, rule: ActiveRule::with_defaults(Arc::clone(self.rules.get(rule)?)) };
        let lineage = self.lineage(profile);
        let said = |standing: &ProfileStanding| standing.treated.get(rule).map(&pick);
        let now = said(profile)?;
        let since = lineage.iter().take_while(|standing| said(standing).as_ref() == Some(&now)).count();
        let by_itself = since == lineage.len() && pick(&own) == now;
        if by_itself { None } else { lineage.get(since.saturating_sub(1)).map(|standing| standing.about.id.as_str()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: &str = "id: own\ntitle: Own\nseverity: high\nconfidence: high\nverdict: finding\nlaw: [x]\n\
        parameters:\n  most: { default: 2, meaning: how many, whose: tool threshold }\n\
        fail-if: { reject.steps-more: { above: $most } }\nmessage: more\nremedy: fewer\nnote: none\nexamples:\n\
        \x20 - { name: a, expect: failed, failures: 1, witnesses: 1, site: { reject.steps-more: 3 } }\n\
        \x20 - { name: b, expect: passed, site: { reject.steps-more: 1 } }\n\
        \x20 - { name: c, expect: cant-tell }\n";

    fn profile(id: &str, rest: &str) -> SourceText {
        let text = format!("id: {id}\ntitle: {id}\ndate: '2026-11-26'\nabout: a profile\n{rest}");
        SourceText { path: format!("profiles/{id}.yaml"), text }
    }

    fn standings() -> Standings {
        let provision = "id: x\ninstrument: X\ntitle: X\nlink: https://law.example/x\nbinding: law\nabout: says x\ndate: '2026-11-26'\n";
        let legal = LegalBook::load(&[SourceText { path: "legal/x.yaml".into(), text: provision.into() }]).unwrap();
        let texts = [
            SourceText { path: "checks/own/own.yaml".into(), text: RULE.into() },
            profile("grandparent", "parameters:\n  most: { value: 1, whose: an authority }\noff: [own]\n"),
            profile("parent", "extends: grandparent\nadjust:\n  own: { severity: low }\n"),
            profile("child", "extends: parent\non: [own]\n"),
        ];
        Standings::load(&texts, &legal).unwrap_or_else(|errors| panic!("{errors:?}"))
    }

    #[test]
    fn a_rule_is_told_as_each_profile_has_it() {
        let all = standings();
        let ids: Vec<&str> = all.profiles().iter().map(|profile| profile.about.id.as_str()).collect();
        assert_eq!(ids, ["child", "grandparent", "parent"]);
        let child = all.profile("child").unwrap();
        assert_eq!(child.on("own").unwrap().severity.word(), "low");
        assert_eq!((child.all_on().count(), child.all_off().count()), (1, 0));
        let parent = all.profile("parent").unwrap();
        assert!(parent.on("own").is_none());
        assert_eq!(parent.all_off().collect::<Vec<_>>(), ["own"]);
    }

    #[test]
    fn what_is_said_has_its_origin() {
        let all = standings();
        let child = all.profile("child").unwrap();
        let lineage: Vec<&str> = all.lineage(child).iter().map(|profile| profile.about.id.as_str()).collect();
        assert_eq!(lineage, ["child", "parent", "grandparent"]);
        assert_eq!(all.origin(child, "own", |treated| treated.on), Some("child"));
        assert_eq!(all.origin(child, "own", |treated| treated.rule.severity), Some("parent"));
        assert_eq!(
            all.origin(child, "own", |treated| treated.rule.parameters.get("most").cloned()),
            Some("grandparent")
        );
        assert_eq!(all.origin(child, "own", |treated| treated.rule.verdict), None);
        let parent = all.profile("parent").unwrap();
        assert_eq!(all.origin(parent, "own", |treated| treated.on), Some("grandparent"));
    }
}
