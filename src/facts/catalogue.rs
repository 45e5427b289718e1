//! The vocabulary that rules may use: every fact with its kind, meaning and the evidence it needs.
//!
//! Adding a fact is one line here and its derivation. Names never change their meaning.

mod choices;
mod control;
mod cookie;
mod declared;
mod evidence;
mod fingerprint;
mod leak;
mod measured;
mod page;
mod refused_cookie;
mod request;
mod signals;
mod site;
mod storage;
mod wording;
mod words;

use std::sync::LazyLock;

pub use page::page;
pub use site::{SITE, SITE_PREFIX};
pub use words::*;

use super::unit::Unit;
use super::value::Kind;

/// One fact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Definition {
    /// Name within its collection, or full name for facts of the site.
    pub name: &'static str,
    /// Kind of its value.
    pub kind: Kind,
    /// Unit of its number; [`Unit::Plain`] where it is no number or has none.
    pub unit: Unit,
    /// What it means, with unit.
    pub meaning: &'static str,
    /// Which evidence it rests on.
    pub needs: &'static str,
}

/// One collection of items; it exists once for every state.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CollectionDefinition {
    /// Name: `cookie`.
    pub name: &'static str,
    /// What its items are.
    pub meaning: &'static str,
    /// Facts of each item.
    pub facts: &'static [Definition],
}

const fn fact(name: &'static str, kind: Kind, meaning: &'static str, needs: &'static str) -> Definition {
    Definition { name, kind, unit: Unit::Plain, meaning, needs }
}

impl Definition {
    /// The same, its number having this unit: `fact(…).measured(Unit::Days)`.
    const fn measured(self, unit: Unit) -> Self {
        Self { unit, ..self }
    }
}

/// All collections.
pub const COLLECTIONS: &[CollectionDefinition] = &[
    CollectionDefinition {
        name: "cookie",
        meaning: "a cookie that lay in the jar in some phase of the state",
        facts: cookie::COOKIE,
    },
    CollectionDefinition {
        name: "refused-cookie",
        meaning: "a cookie that the browser refused to store, each host and reason once",
        facts: refused_cookie::REFUSED_COOKIE,
    },
    CollectionDefinition {
        name: "storage",
        meaning: "an entry of localStorage or sessionStorage",
        facts: storage::STORAGE,
    },
    CollectionDefinition {
        name: "request",
        meaning: "a request that was sent and not merely attempted, and not by the browser on its own account",
        facts: request::REQUEST,
    },
    CollectionDefinition {
        name: "leak",
        meaning: "an identifier of one party that was sent to another, each item, receiver and way once",
        facts: leak::LEAK,
    },
    CollectionDefinition {
        name: "declared",
        meaning: "a cookie or storage key that the site declares, from each source",
        facts: declared::DECLARED,
    },
    CollectionDefinition {
        name: "signal",
        meaning: "what the consent interfaces of the top document said in one phase of the state",
        facts: signals::SIGNAL,
    },
    CollectionDefinition {
        name: "control",
        meaning: "a control of the interface, all layers that were seen untouched",
        facts: control::CONTROL,
    },
    CollectionDefinition {
        name: "stop",
        meaning: "an element that the Tab key gave the focus, walked in none-again alone",
        facts: measured::STOP,
    },
    CollectionDefinition {
        name: "fingerprint",
        meaning: "a script that by one published heuristic looks as if it told browsers apart: an indication, no proof",
        facts: fingerprint::FINGERPRINT,
    },
];

/// Facts of the whole site, in the order of the page for people.
pub static SINGLES: LazyLock<Vec<Definition>> = LazyLock::new(|| {
    [
        site::VISIT,
        site::PAGE,
        wording::PAGE_WORDS,
        site::BANNER,
        measured::STANDING,
        site::PROMINENCE,
        measured::BESIDE,
        wording::WORDING,
        wording::POLICY_WORDS,
        choices::CHOICES,
        measured::EFFORT,
        choices::EFFECT,
        declared::DECLARATION_OF_SITE,
        signals::SIGNALS_OF_SITE,
        site::TRACKING,
        site::SITE,
    ]
    .concat()
});

/// The collection of that name.
pub fn collection(name: &str) -> Option<&'static CollectionDefinition> {
    COLLECTIONS.iter().find(|collection| collection.name == name)
}

/// The fact of the site of that name.
pub fn single(name: &str) -> Option<&'static Definition> {
    SINGLES.iter().find(|definition| definition.name == name)
}
