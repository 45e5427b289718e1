//! Conditions: every fact, relation, value, parameter and state that they name.

use std::collections::BTreeSet;

use super::{Checker, Need};
use crate::evidence::State;
use crate::facts::catalogue::{self, CollectionDefinition, Definition};
use crate::facts::{Kind, Unit};
use crate::policy::condition::{Compare, CompareBy, Condition, Exists, FactName, Operand, Relation, Test, kind_word};
use crate::policy::language::{CompareText, ConditionText, ExistsText, PartText};
use crate::policy::literal::{Literal, TestText};
use crate::yaml::{Place, Spanned, suggest};

/// Which facts a condition may name.
#[derive(Clone, Copy)]
pub(in crate::policy) enum World {
    /// Those of the site.
    Site,
    /// Those of the site and of an item of this collection.
    Item(&'static CollectionDefinition),
}

const RELATIONS: [&str; 9] = ["is", "is-not", "in", "not-in", "above", "below", "at-least", "at-most", "present"];

impl Checker<'_> {
    /// A condition. `None` if something in it is wrong, which is then noted.
    pub(in crate::policy) fn condition(&mut self, written: &Spanned<ConditionText>, world: World) -> Option<Condition> {
        let before = self.errors.len();
        let parts: Vec<Condition> = written.value.parts.iter().filter_map(|part| self.part(part, world)).collect();
        if self.errors.len() > before {
            return None;
        }
        if parts.is_empty() {
            self.refuse(written, "an empty condition says nothing", "name at least one fact");
            return None;
        }
        Some(single_or(parts, Condition::All))
    }

    fn part(&mut self, part: &PartText, world: World) -> Option<Condition> {
        match part {
            PartText::All(key, parts) => self.parts(key, parts, world, Condition::All),
            PartText::Any(key, parts) => self.parts(key, parts, world, Condition::Any),
            PartText::Not(part) => Some(Condition::Not(Box::new(self.condition(part, world)?))),
            PartText::Compare(compare) => self.compare(compare, world),
            PartText::PresentIn(states) => self.present_in(states, world),
            PartText::Exists(exists) => self.exists(exists),
            PartText::Test(name, test) => {
                let (fact, definition) = self.fact(name, world)?;
                Some(Condition::Test(fact, self.test(name, test, definition)?))
            }
        }
    }

    fn parts(
        &mut self,
        key: &Spanned<String>,
        written: &[Spanned<ConditionText>],
        world: World,
        of: fn(Vec<Condition>) -> Condition,
    ) -> Option<Condition> {
        if written.is_empty() {
            self.refuse(key, &format!("`{}` needs at least one condition", key.value), "");
            return None;
        }
        let parts: Vec<Condition> = written.iter().filter_map(|part| self.condition(part, world)).collect();
        (parts.len() == written.len()).then(|| single_or(parts, of))
    }

    fn present_in(&mut self, states: &Spanned<Vec<Spanned<String>>>, world: World) -> Option<Condition> {
        let parsed = self.states(states, &states.value)?;
        if matches!(world, World::Item(_)) {
            return Some(Condition::PresentIn(parsed));
        }
        let help = "it may stand in `where`, `demand` and `soften` of rules with `for-each`";
        self.refuse(states, "`present-in` needs an item", help);
        None
    }

    fn exists(&mut self, written: &Spanned<ExistsText>) -> Option<Condition> {
        let exists = &written.value;
        let states = self.states(written, &exists.states);
        let collection = self.collection(&exists.item)?;
        let filter = self.condition(&exists.filter, World::Item(collection))?;
        Some(Condition::Exists(Exists { collection: collection.name, states: states?, filter: Box::new(filter) }))
    }

    /// States by their names: at least one, each once.
    pub(super) fn states(&mut self, place: impl Into<Place>, names: &[Spanned<String>]) -> Option<Vec<State>> {
        let states: Vec<State> = names.iter().filter_map(|name| self.state(name)).collect();
        let distinct: BTreeSet<&State> = states.iter().collect();
        if names.is_empty() || distinct.len() < states.len() {
            self.refuse(place, "states are named here, each once", "write `[none, reject]`");
            return None;
        }
        (states.len() == names.len()).then_some(states)
    }

    /// A collection by its name.
    pub(super) fn collection(&mut self, name: &Spanned<String>) -> Option<&'static CollectionDefinition> {
        let found = catalogue::collection(&name.value);
        if found.is_none() {
            self.unknown("collection", name, catalogue::COLLECTIONS.iter().map(|known| known.name));
        }
        found
    }

    /// A fact by its name: `banner.seen`, `purpose`, or `cookie.purpose` where items are cookies.
    pub(super) fn fact(&mut self, name: &Spanned<String>, world: World) -> Option<(FactName, &'static Definition)> {
        if let Some(found) = look_up(&name.value, world) {
            return Some(found);
        }
        let known = known_names(world, &name.value);
        self.unknown("fact", name, known.iter().map(String::as_str));
        None
    }

    /// A fact by its full name, as messages write it: `cookie.purpose`.
    ///
    /// # Errors
    /// The nearest known names.
    pub(super) fn full_fact(&self, name: &str, world: World) -> Result<FactName, String> {
        match look_up(name, world) {
            Some((fact, _)) if fact.full() == name => Ok(fact),
            _ => {
                let mut known: Vec<String> = catalogue::SINGLES.iter().map(|fact| fact.name.to_owned()).collect();
                if let World::Item(collection) = world {
                    let full = |fact: &Definition| format!("{}.{}", collection.name, fact.name);
                    known.extend(collection.facts.iter().map(full));
                    known.push("state".to_owned());
                }
                Err(suggest(name, known.iter().map(String::as_str)))
            }
        }
    }

    fn test(&mut self, name: &Spanned<String>, test: &Spanned<TestText>, fact: &Definition) -> Option<Test> {
        match &test.value {
            TestText::Is(literal) => {
                let literal = Spanned::new(literal.clone(), test.referenced, test.defined);
                Some(Test::Is(self.operand(&literal, Need::one(fact))?))
            }
            TestText::Relations(relations) if relations.is_empty() => {
                self.refuse(name, &format!("`{}` is held against nothing", name.value), "write `fact: { is: value }`");
                None
            }
            TestText::Relations(relations) => {
                let tests: Vec<Test> =
                    relations.iter().filter_map(|(word, value)| self.relation(name, word, value, fact)).collect();
                (tests.len() == relations.len()).then(|| single_or(tests, Test::Every))
            }
        }
    }

    fn relation(
        &mut self,
        name: &Spanned<String>,
        word: &Spanned<String>,
        value: &Spanned<Literal>,
        fact: &Definition,
    ) -> Option<Test> {
        let (one, list) = (Need::one(fact), Need::list(fact));
        if let Some((_, relation)) = Relation::ALL.iter().find(|(known, _)| *known == word.value) {
            if fact.kind != Kind::Number {
                let message =
                    format!("`{}` asks for a number, and `{}` is {}", word.value, name.value, kind_word(fact.kind));
                self.refuse(word, &message, "use `is` or `in`");
                return None;
            }
            return Some(Test::Order(*relation, self.operand(value, one)?));
        }
        match word.value.as_str() {
            "is" => Some(Test::Is(self.operand(value, one)?)),
            "is-not" => Some(Test::IsNot(self.operand(value, one)?)),
            "in" => Some(Test::In(self.operand(value, list)?)),
            "not-in" => Some(Test::NotIn(self.operand(value, list)?)),
            "present" => match value.value {
                Literal::Flag(wanted) => Some(Test::Present(wanted)),
                _ => {
                    self.refuse(value, "`present` is true or false", "");
                    None
                }
            },
            _ => {
                self.unknown("relation", word, RELATIONS);
                None
            }
        }
    }

    fn compare(&mut self, written: &Spanned<CompareText>, world: World) -> Option<Condition> {
        let compare = &written.value;
        let [left, right] = [&compare.left, &compare.right].map(|name| self.number_fact(name, world));
        let limits = [&compare.above, &compare.below, &compare.at_least, &compare.at_most];
        let mut given =
            Relation::ALL.iter().zip(limits).filter_map(|((_, relation), limit)| Some((relation, limit.as_ref()?)));
        let (Some((relation, limit)), None) = (given.next(), given.next()) else {
            self.refuse(written, "`compare` needs one limit", "write one of `above`, `below`, `at-least`, `at-most`");
            return None;
        };
        let ((left, unit), (right, other)) = (left?, right?);
        if unit != other {
            let message =
                format!("`{}` is {} and `{}` is {}", left.short(), unit.words(), right.short(), other.words());
            self.refuse(&compare.right, &message, "compare numbers of one unit");
            return None;
        }
        let unit = match compare.by {
            CompareBy::Ratio => Unit::Ratio,
            CompareBy::Difference => unit,
        };
        let limit = self.operand(limit, Need::number(unit))?;
        Some(Condition::Compare(Compare { left, right, by: compare.by, relation: *relation, limit }))
    }

    fn number_fact(&mut self, name: &Spanned<String>, world: World) -> Option<(FactName, Unit)> {
        let (fact, definition) = self.fact(name, world)?;
        if definition.kind == Kind::Number {
            return Some((fact, definition.unit));
        }
        let kind = kind_word(definition.kind);
        self.refuse(name, &format!("`compare` needs numbers, and `{}` is {kind}", name.value), "");
        None
    }

    /// A value, or a parameter, that must be what `need` says.
    pub(super) fn operand(&mut self, literal: &Spanned<Literal>, need: Need) -> Option<Operand> {
        if let Literal::Text(text) = &literal.value
            && let Some(name) = text.strip_prefix('$')
        {
            return self.parameter(&Spanned::new(name.to_owned(), literal.referenced, literal.defined), need);
        }
        let setting = self.setting(literal)?;
        match need.fit(&setting) {
            Ok(fitting) => Some(Operand::Given(fitting)),
            Err((message, help)) => {
                self.refuse(literal, &message, &help);
                None
            }
        }
    }

    fn parameter(&mut self, name: &Spanned<String>, need: Need) -> Option<Operand> {
        let Some(parameter) = self.parameters.get_mut(&name.value) else {
            let known: Vec<String> = self.parameters.keys().cloned().collect();
            self.unknown("parameter", name, known.iter().map(String::as_str));
            return None;
        };
        let needs = self.needs.entry(name.value.clone()).or_default();
        let agrees = needs.iter().try_for_each(|other| need.agrees(*other));
        match agrees.and_then(|()| need.fit(&parameter.default)) {
            Ok(fitting) => parameter.default = fitting,
            Err((message, help)) => {
                self.refuse(name, &format!("the default of `${}` does not fit here: {message}", name.value), &help);
                return None;
            }
        }
        needs.push(need);
        Some(Operand::Parameter(name.value.clone()))
    }
}

/// One part as it is, several as `of` them.
fn single_or<T>(mut parts: Vec<T>, of: fn(Vec<T>) -> T) -> T {
    if parts.len() == 1 { parts.remove(0) } else { of(parts) }
}

fn look_up(name: &str, world: World) -> Option<(FactName, &'static Definition)> {
    if let Some(single) = catalogue::single(name) {
        return Some((FactName::Site(single.name), single));
    }
    let World::Item(collection) = world else { return None };
    let short = name.strip_prefix(collection.name).and_then(|rest| rest.strip_prefix('.')).unwrap_or(name);
    let fact = collection.facts.iter().find(|fact| fact.name == short)?;
    Some((FactName::Item(collection.name, fact.name), fact))
}

/// Names in the form in which `name` was written: facts of items with their collection if it has one.
fn known_names(world: World, name: &str) -> Vec<String> {
    let mut known: Vec<String> = catalogue::SINGLES.iter().map(|fact| fact.name.to_owned()).collect();
    if let World::Item(collection) = world {
        let prefix = format!("{}.", collection.name);
        let prefix = if name.starts_with(&prefix) { prefix.as_str() } else { "" };
        known.extend(collection.facts.iter().map(|fact| format!("{prefix}{}", fact.name)));
    }
    known
}
