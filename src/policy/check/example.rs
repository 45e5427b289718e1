//! Examples: their facts become a view on which the rule is judged.

use std::collections::BTreeMap;

use super::{Checker, Need};
use crate::evidence::State;
use crate::facts::catalogue::{self, CollectionDefinition, Definition};
use crate::facts::{Collected, Fact, Item};
use crate::policy::condition::Setting;
use crate::policy::language::{ExampleText, GivenText};
use crate::policy::literal::{CollectionText, Entries, FactText, Literal};
use crate::policy::rule::Example;
use crate::policy::words::Outcome;
use crate::yaml::Spanned;

/// Facts that tell items apart, in the order in which they are tried.
const IDENTITY: [&str; 7] = ["name", "method", "url", "host", "role", "text", "domain"];

type Collections = BTreeMap<(&'static str, State), Result<Collected, String>>;
type Facts = BTreeMap<&'static str, Fact>;

impl Checker<'_> {
    /// An example with the facts that all examples of the rule share.
    pub(super) fn example(
        &mut self,
        written: &ExampleText,
        given: &GivenText,
        collection: Option<&'static CollectionDefinition>,
    ) -> Example {
        let mut site = self.facts(&given.site, &catalogue::SINGLES, "fact of the site");
        site.append(&mut self.facts(&written.site, &catalogue::SINGLES, "fact of the site"));
        let base = match collection {
            Some(collection) => self.facts(&given.item, collection.facts, "fact of the item"),
            None => {
                if let Some((name, _)) = given.item.0.first() {
                    self.refuse(name, "a rule without `for-each` has no items", "");
                }
                BTreeMap::new()
            }
        };
        let collections = self.collections(&written.states, collection, &base);
        let counts = written.failures.is_some() || written.witnesses.is_some() || written.says.is_some();
        if written.expect == Outcome::Failed && (written.failures.is_none() || written.witnesses.is_none()) {
            self.refuse(&written.name, "an example that fails says with how many `failures` and `witnesses`", "");
        } else if written.expect != Outcome::Failed && (counts || written.verdict.is_some()) {
            self.refuse(&written.name, "only an example that fails has failures, witnesses and a message", "");
        }
        Example {
            name: written.name.value.clone(),
            expect: written.expect,
            failures: written.failures,
            witnesses: written.witnesses,
            verdict: written.verdict,
            severity: written.severity,
            says: written.says.clone(),
            parameters: self.example_parameters(&written.parameters),
            site,
            collections,
        }
    }

    fn example_parameters(&mut self, written: &Entries<Spanned<Literal>>) -> BTreeMap<String, Setting> {
        let mut parameters = BTreeMap::new();
        for (name, value) in &written.0 {
            if let Some(setting) = self.fitting(name, value) {
                parameters.insert(name.value.clone(), setting);
            }
        }
        parameters
    }

    /// A value for a parameter of this rule.
    fn fitting(&mut self, name: &Spanned<String>, value: &Spanned<Literal>) -> Option<Setting> {
        if !self.parameters.contains_key(&name.value) {
            let known: Vec<String> = self.parameters.keys().cloned().collect();
            self.unknown("parameter", name, known.iter().map(String::as_str));
            return None;
        }
        let setting = self.setting(value)?;
        let needs = self.needs.get(&name.value).cloned().unwrap_or_default();
        match needs.iter().try_fold(setting, |setting, need| need.fit(&setting)) {
            Ok(fitting) => Some(fitting),
            Err((message, help)) => {
                self.refuse(value, &message, &help);
                None
            }
        }
    }

    fn facts(&mut self, written: &Entries<FactText>, known: &'static [Definition], what: &str) -> Facts {
        let mut facts = BTreeMap::new();
        for (name, text) in &written.0 {
            let Some(definition) = known.iter().find(|definition| definition.name == name.value) else {
                self.unknown(what, name, known.iter().map(|definition| definition.name));
                continue;
            };
            let fact = match text {
                FactText::Unknown(why) => Fact::Unknown(why.clone()),
                FactText::Absent => Fact::absent(),
                FactText::Value(literal) => match self.fact_value(literal, definition) {
                    Some(fact) => fact,
                    None => continue,
                },
            };
            facts.insert(definition.name, fact);
        }
        facts
    }

    fn fact_value(&mut self, literal: &Spanned<Literal>, definition: &Definition) -> Option<Fact> {
        let value = self.value(literal)?;
        match Need::one(definition).fit_value(&value) {
            Ok(fitting) => Some(Fact::Known(fitting)),
            Err((message, help)) => {
                self.refuse(literal, &message, &help);
                None
            }
        }
    }

    fn collections(
        &mut self,
        written: &Entries<Entries<CollectionText>>,
        judged: Option<&'static CollectionDefinition>,
        base: &Facts,
    ) -> Collections {
        let mut collections = BTreeMap::new();
        for (state, inner) in &written.0 {
            let Some(state) = self.state(state) else { continue };
            for (name, text) in &inner.0 {
                let Some(collection) = catalogue::collection(&name.value) else {
                    self.unknown("collection", name, catalogue::COLLECTIONS.iter().map(|known| known.name));
                    continue;
                };
                let shared = judged.is_some_and(|judged| judged.name == collection.name);
                let empty = BTreeMap::new();
                let base = if shared { base } else { &empty };
                let found = match text {
                    CollectionText::Unknown(why) => Err(why.clone()),
                    CollectionText::Complete(items) => Ok(Collected::complete(self.items(items, collection, base))),
                    CollectionText::Partial(why, items) => {
                        Ok(Collected::partial(self.items(items, collection, base), why.clone()))
                    }
                };
                collections.insert((collection.name, state.clone()), found);
            }
        }
        collections
    }

    fn items(
        &mut self,
        written: &[Entries<FactText>],
        collection: &'static CollectionDefinition,
        base: &Facts,
    ) -> Vec<Item> {
        let mut items = Vec::new();
        for (number, entries) in written.iter().enumerate() {
            let mut facts = base.clone();
            facts.append(&mut self.facts(entries, collection.facts, "fact of the item"));
            let evidence = format!("/example/{}/{number}", collection.name);
            items.push(Item {
                identity: identity(collection.name, &facts, number),
                facts,
                evidence,
                is_counted: false,
            });
        }
        items
    }
}

/// What tells an item of an example apart: what a real one would have, else its number.
fn identity(collection: &str, facts: &Facts, number: usize) -> String {
    let mut words = vec![collection.to_owned()];
    for name in IDENTITY {
        if let Some(Fact::Known(crate::facts::Value::Text(text))) = facts.get(name) {
            words.push(text.clone());
        }
    }
    if words.len() == 1 {
        words.push(format!("number {}", number + 1));
    }
    words.join(" ")
}
