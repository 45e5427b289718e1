//! Facts of a site that no visit shows, as its owner declares them. They are no evidence: they enter when it is judged,
//! and every report tells them apart.

use std::collections::BTreeMap;

use super::catalogue::{Definition, SITE, SITE_PREFIX};
use super::site::Facts;
use super::value::{Fact, Kind, Value};
use super::view::Singles;

/// What a fact rests on that the owner declared: the target that he speaks of.
const POINTER: &str = "/target";

/// What the owner of a site declares of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SiteFacts {
    values: BTreeMap<&'static str, Value>,
}

/// Why a declaration is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is no such fact.
    #[error("unknown site fact `{0}`")]
    Name(String),
    /// The fact has no such value.
    #[error("`{word}` is not a value of the site fact `{name}`")]
    Word {
        /// Name of the fact.
        name: &'static str,
        /// What was declared.
        word: String,
    },
}

impl SiteFacts {
    /// Names of what can be declared, without their collection.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SITE.iter().map(short)
    }

    /// Words that a declaration of that name may use.
    pub fn words(name: &str) -> Vec<&'static str> {
        match definition(name).map(|definition| definition.kind) {
            Some(Kind::Flag) => vec!["yes", "no"],
            Some(Kind::Word(words)) => words.to_vec(),
            _ => Vec::new(),
        }
    }

    /// Takes in one declaration; a later one of the same name counts.
    ///
    /// # Errors
    /// A name or word that is not known.
    pub fn declare(&mut self, name: &str, word: &str) -> Result<(), Refused> {
        let definition = definition(name).ok_or_else(|| Refused::Name(name.to_owned()))?;
        if !Self::words(name).contains(&word) {
            return Err(Refused::Word { name: short(definition), word: word.to_owned() });
        }
        let value = match definition.kind {
            Kind::Flag => Value::Flag(word == "yes"),
            _ => Value::Text(word.to_owned()),
        };
        self.values.insert(definition.name, value);
        Ok(())
    }

    /// What is declared: names without their collection, and words.
    pub fn declared(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.values.iter().map(|(name, value)| {
            let word = match value {
                Value::Flag(true) => "yes",
                Value::Text(word) => word,
                _ => "no",
            };
            (name.trim_start_matches(SITE_PREFIX), word)
        })
    }
}

impl Facts {
    /// The facts with what the owner of the site declares of it.
    #[must_use]
    pub fn with(mut self, declared: &SiteFacts) -> Self {
        for (name, value) in &declared.values {
            self.view.singles.insert(name, (Fact::Known(value.clone()), POINTER.to_owned()));
        }
        self.declared_by_owner = declared.clone();
        self
    }
}

/// Adds `site.*`, all of it unknown: nobody can see it.
pub(super) fn add(singles: &mut Singles) {
    for definition in SITE {
        let why = format!("{} is not declared by the owner of the site", definition.name);
        singles.insert(definition.name, Fact::Unknown(why), POINTER.to_owned());
    }
}

fn short(definition: &Definition) -> &'static str {
    definition.name.trim_start_matches(SITE_PREFIX)
}

fn definition(name: &str) -> Option<&'static Definition> {
    SITE.iter().find(|definition| short(definition) == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(facts: &Facts, name: &str) -> Fact {
        facts.view.singles[name].0.clone()
    }

    fn undeclared() -> Facts {
        let mut singles = Singles::default();
        add(&mut singles);
        let mut facts = Facts::default();
        facts.view.singles = singles.into_map();
        facts
    }

    #[test]
    fn what_is_not_declared_is_unknown() {
        let facts = undeclared().with(&SiteFacts::default());
        for definition in SITE {
            assert!(matches!(known(&facts, definition.name), Fact::Unknown(why) if why.contains("not declared")));
        }
        assert_eq!(facts.declared_by_owner.declared().count(), 0);
    }

    #[test]
    fn what_is_declared_is_known_and_told() {
        let mut declared = SiteFacts::default();
        declared.declare("audience", "general").unwrap();
        declared.declare("audience", "children").unwrap();
        declared.declare("exempt-measurement", "no").unwrap();
        let facts = undeclared().with(&declared);
        assert_eq!(known(&facts, "site.audience"), Fact::text("children"));
        assert_eq!(known(&facts, "site.exempt-measurement"), Fact::flag(false));
        let told: Vec<_> = facts.declared_by_owner.declared().collect();
        assert_eq!(told, [("audience", "children"), ("exempt-measurement", "no")]);
    }

    #[test]
    fn what_cannot_be_declared_is_refused() {
        let mut declared = SiteFacts::default();
        assert_eq!(declared.declare("audiense", "children"), Err(Refused::Name("audiense".to_owned())));
        assert_eq!(declared.declare("banner.seen", "yes"), Err(Refused::Name("banner.seen".to_owned())));
        for (name, word) in [("audience", "kids"), ("audience", "yes"), ("exempt-measurement", "true")] {
            assert_eq!(declared.declare(name, word), Err(Refused::Word { name, word: word.to_owned() }));
        }
        assert_eq!(declared, SiteFacts::default());
    }

    #[test]
    fn every_site_fact_can_be_declared_by_each_of_its_words() {
        for name in SiteFacts::names() {
            assert!(!SiteFacts::words(name).is_empty(), "{name}");
            for word in SiteFacts::words(name) {
                let mut declared = SiteFacts::default();
                declared.declare(name, word).unwrap();
                assert_eq!(declared.declared().collect::<Vec<_>>(), [(name, word)]);
            }
        }
    }
}
