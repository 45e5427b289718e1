//! What an item is for, by the book, and what of that may be said when nobody recorded who set it.

use std::collections::{BTreeMap, BTreeSet};

use super::site::{IdentifierLike, ItemKind, Party, SetBy, StoredItem};
use super::value::Fact;
use crate::evidence::{ChoiceStatus, Visit};
use crate::knowledge::{
    CookieQuery, CookieReading, ItemShape, Knowledge, KnownBy, PlatformRecord, Purpose, RecordPlace,
};

/// Purposes that need consent under every profile that knows opt-in.
pub fn is_tracking(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::Analytics | Purpose::Marketing | Purpose::Social)
}

/// Whether a purpose is known surely enough to carry a finding.
pub fn is_sure(known_by: KnownBy) -> bool {
    matches!(known_by, KnownBy::NameAndDomain | KnownBy::NameAndSetter)
}

/// What the book says, and whether that may be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// The book's answer.
    pub reading: CookieReading,
    /// Why the answer is doubtful: with the setter, which is not known, the book could answer otherwise.
    pub doubt: Option<String>,
    /// Whether what it is for and whose it is stay the same whoever the setter was.
    pub whoever_set_it: bool,
}

/// Who set an item, as far as that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setter {
    /// This host; nobody if it was there before.
    Known(Option<String>),
    /// This host of the site's own, and why it is not known who stands behind it.
    OfTheSite(String, String),
    /// Why it was not recorded.
    NotRecorded(String),
}

impl Setter {
    fn host(&self) -> Option<&str> {
        match self {
            Self::Known(host) => host.as_deref(),
            Self::OfTheSite(host, _) => Some(host),
            Self::NotRecorded(_) => None,
        }
    }
}

impl Described {
    /// Asks the book.
    pub fn look_up(knowledge: &Knowledge, name: &str, domain: &str, site: &str, setter: &Setter) -> Self {
        let query = CookieQuery { name, domain, site, setter: setter.host(), shape: ItemShape::default() };
        let reading = knowledge.cookie(&query);
        let doubt = match setter {
            _ if reading.known_by == KnownBy::NameAndDomain => None,
            Setter::Known(_) => None,
            Setter::OfTheSite(_, why) => Some(format!("who stands behind the host that set it is not known: {why}")),
            Setter::NotRecorded(why) => {
                Some(format!("who set it was not recorded, so that its name alone decides nothing: {why}"))
            }
        };
        let whoever_set_it = doubt.is_none() || {
            let unset = knowledge.cookie(&CookieQuery { setter: None, ..query });
            matches!(setter, Setter::OfTheSite(..))
                && unset.says_the_same(&reading)
                && knowledge.cookies.says_the_same_of_every_setter(name, &unset)
        };
        Self { reading, doubt, whoever_set_it }
    }

    /// A tracking item that is known surely.
    pub fn is_sure_tracking(&self) -> bool {
        self.doubt.is_none()
            && is_tracking(self.reading.purpose)
            && is_sure(self.reading.known_by)
            && !self.is_record_by_book()
    }

    /// Whether the book knows it as the record of a choice.
    pub fn is_record_by_book(&self) -> bool {
        self.reading.kind.as_deref() == Some("consent-record")
    }

    /// An item as reports print it, with what the book says of it and nothing else yet.
    pub fn stored(&self, kind: ItemKind, name: &str, domain: &str, party: Party) -> StoredItem {
        StoredItem {
            kind,
            name: name.to_owned(),
            domain: domain.to_owned(),
            path: None,
            party,
            purpose: self.reading.purpose,
            known_by: self.reading.known_by,
            purpose_kind: self.reading.kind.clone(),
            vendor: self.reading.vendor.clone(),
            known_from: self.known_from(),
            identifier_like: IdentifierLike::Unknown,
            lifetime_days: None,
            secure: None,
            http_only: None,
            same_site: None,
            partitioned: false,
            set_by: SetBy::nobody(),
            seen: BTreeMap::new(),
        }
    }

    /// Where what is said stands in a list of the user's, if one decided, and what is surely known otherwise.
    fn known_from(&self) -> Option<String> {
        let place = self.reading.list.as_ref()?;
        Some(match self.reading.disputed {
            Some(purpose) => format!("{place}; built-in knowledge says {}", purpose_word(purpose)),
            None => place.to_string(),
        })
    }

    /// Adds the facts on purpose to those of an item.
    pub fn add_to(&self, facts: &mut BTreeMap<&'static str, Fact>) {
        let known = |fact: Fact| self.doubt.clone().map_or(fact, Fact::Unknown);
        let same = |fact: Fact| if self.whoever_set_it { fact } else { known(fact) };
        facts.insert("purpose", same(Fact::text(purpose_word(self.reading.purpose))));
        facts.insert("purpose-kind", same(optional(self.reading.kind.as_deref())));
        facts.insert("known-by", known(Fact::text(known_by_word(self.reading.known_by))));
        facts.insert("vendor", same(optional(self.reading.vendor.as_deref())));
    }
}

/// A text, or known to have none.
pub fn optional(text: Option<&str>) -> Fact {
    text.map_or_else(Fact::absent, Fact::text)
}

/// The word for a purpose.
pub fn purpose_word(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Necessary => "necessary",
        Purpose::Functional => "functional",
        Purpose::Analytics => "analytics",
        Purpose::Marketing => "marketing",
        Purpose::Social => "social",
        Purpose::Unknown => "unknown",
    }
}

fn known_by_word(known_by: KnownBy) -> &'static str {
    match known_by {
        KnownBy::NameAndDomain => "name-and-domain",
        KnownBy::NameAndSetter => "name-and-setter",
        KnownBy::Name => "name",
        KnownBy::Pattern => "pattern",
        KnownBy::Setter => "setter",
        KnownBy::Heuristic => "heuristic",
        KnownBy::Unknown => "unknown",
    }
}

/// The names under which a choice is kept in one visit.
#[derive(Debug, Clone, Default)]
pub struct Records<'a> {
    platforms: Vec<&'a PlatformRecord>,
    changed: BTreeSet<&'a str>,
}

impl<'a> Records<'a> {
    /// From what the platforms' files say, and from what changed with the visit's own choice. Other visits are not
    /// asked: what is known of one must not hang on whether another came to its end.
    pub fn of(visit: &'a Visit, knowledge: &'a Knowledge) -> Self {
        let choice = visit.choice.as_ref().filter(|choice| choice.status == ChoiceStatus::Observed);
        let changed = choice.into_iter().flat_map(|choice| &choice.record).map(String::as_str).collect();
        Self { platforms: knowledge.platforms.iter().flat_map(|platform| &platform.record).collect(), changed }
    }

    /// Whether an item holds the choice. What is surely known to track never does, whatever changed with the choice.
    pub fn holds(&self, name: &str, place: RecordPlace, described: &Described) -> bool {
        if described.is_record_by_book() {
            return true;
        }
        if described.is_sure_tracking() {
            return false;
        }
        let by_platform = |record: &&PlatformRecord| record.place == place && matches(&record.name, name);
        self.platforms.iter().any(by_platform) || self.changed.contains(name)
    }
}

/// Whether `name` fits a pattern in which `*` stands for any characters.
pub fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or(""),
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_any_characters() {
        for (pattern, name, fits) in [
            ("consent", "consent", true),
            ("consent", "consents", false),
            ("_sp_*", "_sp_id.1", true),
            ("*consent*", "my-consent-v2", true),
            ("a*b*c", "a1b2c", true),
            ("a*b*c", "acb", false),
            ("*", "", true),
            ("a*a", "a", false),
        ] {
            assert_eq!(matches(pattern, name), fits, "{pattern} {name}");
        }
    }
}
