//! What the site declares of its cookies, beside what was observed.
//!
//! That an item is not declared is known only if everything that was looked at could be read and something was
//! declared at all: a source that failed may name it.

use std::collections::{BTreeMap, BTreeSet};

use super::cookies;
use super::declared_name::{folded, pattern};
use super::described::{matches, optional, purpose_word};
use super::effect::SeenVisit;
use super::lived::Ground;
use super::pointer;
use super::presence::flag;
use super::storage;
use super::value::{Collected, Collection, Fact, Item};
use super::view::Singles;
use crate::evidence::{Declaration, DeclarationKind, Declared, State, ThirdPartyCookies};
use crate::knowledge::{DeclarationWords, DeclaredLifetime, Knowledge, Purpose};

/// What the site declares, ready to be asked by name.
#[derive(Debug)]
pub struct Declarations<'a> {
    words: &'a DeclarationWords,
    /// Position of the visit that read it, and what was read; or why nothing was.
    read: Result<(usize, &'a Declaration), String>,
    /// Entries by their folded name, for names without variable parts.
    exact: BTreeMap<String, Vec<usize>>,
    /// Entries whose names have variable parts, with the pattern.
    patterns: Vec<(String, usize)>,
    /// The purposes that one provider's item is declared for, by folded name and provider.
    purposes: BTreeMap<Named, BTreeSet<Purpose>>,
}

/// The folded name of an item and its provider as declared.
type Named = (String, Option<String>);

impl<'a> Declarations<'a> {
    /// What the visits read.
    pub fn of(ground: &Ground<'a>, knowledge: &'a Knowledge) -> Self {
        let read = ground.all_loaded().find_map(|lived| Some((lived.index, lived.visit.declaration.as_ref()?)));
        let read = match read {
            Some((index, gathered)) => gathered
                .as_result()
                .map(|declaration| (index, declaration))
                .map_err(|why| format!("no declaration was read: {why}")),
            None => Err(ground.loaded(&State::NoneAgain).err().unwrap_or_else(|| "no declaration was read".to_owned())),
        };
        let (mut exact, mut patterns): (BTreeMap<String, Vec<usize>>, _) = (BTreeMap::new(), Vec::new());
        let words = &knowledge.declarations;
        let mut purposes: BTreeMap<Named, BTreeSet<Purpose>> = BTreeMap::new();
        for (at, entry) in read.iter().flat_map(|(_, declaration)| declaration.entries.iter().enumerate()) {
            match pattern(&entry.name) {
                Some(pattern) => patterns.push((pattern, at)),
                None => exact.entry(folded(&entry.name)).or_default().push(at),
            }
            purposes
                .entry(named(entry))
                .or_default()
                .extend(entry.purpose.as_deref().and_then(|text| words.purpose(text)));
        }
        Self { words, read, exact, patterns, purposes }
    }

    /// Why an item that no entry names may be declared all the same.
    fn whole(&self) -> Result<(), String> {
        let (_, declaration) = self.read.clone()?;
        for source in &declaration.sources {
            source.read.as_result().map_err(|why| format!("{} was not read whole: {why}", source.place))?;
        }
        Ok(())
    }

    /// The entries that name an item; `Ok` of an empty list if none does.
    fn naming(&self, name: &str) -> Result<Vec<&'a Declared>, String> {
        let (_, declaration) = self.read.clone()?;
        let name = folded(name);
        let exact = self.exact.get(&name).into_iter().flatten().copied();
        let mut found: Vec<usize> = exact.collect();
        if found.is_empty() {
            found.extend(self.patterns.iter().filter(|(pattern, _)| matches(pattern, &name)).map(|(_, at)| *at));
        }
        if found.is_empty() {
            self.whole()?;
            if declaration.entries.is_empty() {
                return Err("no declaration of cookies was found".to_owned());
            }
        }
        Ok(found.into_iter().filter_map(|at| declaration.entries.get(at)).collect())
    }

    /// Adds what is declared of an item.
    pub fn add_to(&self, facts: &mut BTreeMap<&'static str, Fact>, name: &str) {
        let named = self.naming(name);
        facts.insert("declared", flag(named.as_ref().map(|entries| !entries.is_empty()).map_err(Clone::clone)));
        // A source that was not read may declare the item otherwise: with another purpose, for longer.
        let entries = match named.and_then(|entries| self.whole().map(|()| entries)) {
            Ok(entries) => entries,
            Err(why) => {
                for name in ["declared-purpose", "declared-provider", "declared-lifetime", "declared-days"] {
                    facts.insert(name, Fact::Unknown(why.clone()));
                }
                return;
            }
        };
        let purposes: BTreeSet<_> =
            entries.iter().filter_map(|entry| self.words.purpose(entry.purpose.as_deref()?)).collect();
        let purpose = (purposes.len() == 1).then(|| purposes.first().map(|purpose| purpose_word(*purpose))).flatten();
        facts.insert("declared-purpose", optional(purpose));
        facts.insert("declared-provider", optional(entries.iter().find_map(|entry| entry.provider.as_deref())));
        let (lifetime, days) = self.lifetime(entries.iter().copied());
        facts.insert("declared-lifetime", lifetime);
        facts.insert("declared-days", days);
    }

    /// The kind of the longest lifetime that is declared, and its days.
    fn lifetime<'e>(&self, entries: impl Iterator<Item = &'e Declared>) -> (Fact, Fact) {
        let written: Vec<&str> = entries.filter_map(|entry| entry.lifetime.as_deref()).collect();
        let read: Vec<Option<DeclaredLifetime>> = written.iter().map(|text| self.words.lifetime(text)).collect();
        if let Some((text, _)) = written.iter().zip(&read).find(|(_, read)| read.is_none()) {
            let why = format!("the declared lifetime {text:?} is not understood");
            return (Fact::Unknown(why.clone()), Fact::Unknown(why));
        }
        let read: Vec<DeclaredLifetime> = read.into_iter().flatten().collect();
        let days =
            read.iter().filter_map(|one| if let DeclaredLifetime::Days(days) = one { Some(*days) } else { None });
        let longest = days.fold(None, |most: Option<f64>, days| Some(most.map_or(days, |most| most.max(days))));
        if read.contains(&DeclaredLifetime::Forever) {
            return (Fact::text("forever"), Fact::absent());
        }
        match longest {
            Some(days) => (Fact::text("days"), Fact::number(days)),
            None if read.is_empty() => (Fact::text("not-told"), Fact::absent()),
            None => (Fact::text("session"), Fact::absent()),
        }
    }

    /// Adds `declaration.*`.
    pub fn add_singles(&self, singles: &mut Singles) {
        let at = self
            .read
            .as_ref()
            .map_or_else(|_| pointer::WHOLE.to_owned(), |(index, _)| pointer::in_visit(*index, "declaration"));
        let count = self.read.as_ref().map(|(_, declaration)| declaration.entries.len()).map_err(Clone::clone);
        let found = match &count {
            Ok(count) if *count > 0 => Ok(true),
            Ok(_) => self.whole().map(|()| false),
            Err(why) => Err(why.clone()),
        };
        let entries = count.and_then(|count| self.whole().map(|()| count));
        singles.insert("declaration.found", flag(found), at.clone());
        singles.insert(
            "declaration.entries",
            entries.map_or_else(Fact::Unknown, |count| Fact::number(count as f64)),
            at.clone(),
        );
        singles.insert("declaration.lifetime-share", self.lifetime_share(), at);
    }

    /// The share of the declared names for which any source tells a lifetime.
    fn lifetime_share(&self) -> Fact {
        let read = self.read.clone().and_then(|(_, declaration)| self.whole().map(|()| declaration));
        let declaration = match read {
            Ok(declaration) => declaration,
            Err(why) => return Fact::Unknown(why),
        };
        let mut told: BTreeMap<String, bool> = BTreeMap::new();
        for entry in &declaration.entries {
            let tells = entry.lifetime.as_deref().is_some_and(|written| !written.trim().is_empty());
            *told.entry(folded(&entry.name)).or_default() |= tells;
        }
        if told.is_empty() {
            return Fact::absent();
        }
        Fact::number(told.values().filter(|tells| **tells).count() as f64 / told.len() as f64)
    }

    /// The collection of one state: everything declared, and whether that state saw it.
    pub fn collection(&self, visit: &SeenVisit<'_, '_>, third_party: ThirdPartyCookies) -> Collection {
        visit.lived.chosen.clone()?;
        let (index, declaration) = self.read.clone()?;
        let names: BTreeSet<String> = visit
            .cookies
            .iter()
            .map(|cookie| folded(&cookie.stored.name))
            .chain(visit.storage.iter().map(|entry| folded(&entry.stored.name)))
            .collect();
        let whole = cookies::complete(visit.lived, third_party).and_then(|()| storage::complete(visit.lived));
        let items = declaration.entries.iter().enumerate().map(|(at, entry)| {
            let seen = match pattern(&entry.name) {
                Some(pattern) => names.iter().any(|name| matches(&pattern, name)),
                None => names.contains(&folded(&entry.name)),
            };
            let observed = if seen { Ok(true) } else { whole.clone().map(|()| false) };
            self.item(declaration, entry, observed, pointer::in_visit(index, &format!("declaration/ok/entries/{at}")))
        });
        Ok(Collected { items: items.collect(), complete: self.whole() })
    }

    /// Whether another entry names the item of the same provider for another purpose. One provider told and one not
    /// told, or told in other words, may be two.
    fn is_contradicted(&self, entry: &Declared) -> Result<bool, String> {
        let told = entry.purpose.as_deref().is_some_and(|text| self.words.purpose(text).is_some());
        let several = self.purposes.get(&named(entry)).is_some_and(|purposes| purposes.len() > 1);
        if told && several { Ok(true) } else { self.whole().map(|()| false) }
    }

    fn item(
        &self,
        declaration: &Declaration,
        entry: &Declared,
        observed: Result<bool, String>,
        evidence: String,
    ) -> Item {
        let source = declaration.sources.get(entry.source);
        let kind = source.map_or("policy-page", |source| source_word(source.kind));
        let purpose = entry.purpose.as_deref().and_then(|written| self.words.purpose(written)).map(purpose_word);
        let (lifetime, days) = self.lifetime(std::iter::once(entry));
        let facts = BTreeMap::from([
            ("name", Fact::text(entry.name.as_str())),
            ("purpose", optional(purpose)),
            ("purpose-text", optional(entry.purpose.as_deref())),
            ("provider", optional(entry.provider.as_deref())),
            ("lifetime", lifetime),
            ("days", days),
            ("source", Fact::text(kind)),
            ("unclassified", Fact::flag(entry.purpose.as_deref().is_some_and(|text| self.words.is_unclassified(text)))),
            ("contradictory", flag(self.is_contradicted(entry))),
            ("observed", flag(observed)),
        ]);
        Item { facts, evidence, identity: format!("declared {} by {kind}", entry.name), is_counted: false }
    }
}

fn named(entry: &Declared) -> Named {
    (folded(&entry.name), entry.provider.as_deref().map(folded))
}

fn source_word(kind: DeclarationKind) -> &'static str {
    match kind {
        DeclarationKind::Platform => "platform",
        DeclarationKind::Interface => "interface",
        DeclarationKind::PolicyPage => "policy-page",
    }
}
