//! Which lists can be read, and what each may say.

use super::super::cookie::Purpose;
use crate::yaml::suggest;

/// A kind of list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListKind {
    /// The Open Cookie Database, as CSV or JSON.
    OpenCookieDatabase,
    /// EasyPrivacy: filters against measuring.
    EasyPrivacy,
    /// EasyList: filters against advertising.
    EasyList,
    /// Any other filter list in the same language.
    Adblock,
    /// Disconnect's `services.json`.
    Disconnect,
    /// Ghostery's TrackerDB, `trackerdb.json`.
    TrackerDb,
    /// `rules.json` of DuckDuckGo's autoconsent.
    Autoconsent,
    /// `Rules.json` of Consent-O-Matic.
    ConsentOMatic,
    /// A company's own inventory of cookies, as CSV.
    CookieInventory,
}

/// What is known of a kind: its word, its name for people, and under which licence it is published.
struct About {
    kind: ListKind,
    word: &'static str,
    title: &'static str,
    licence: &'static str,
}

/// All kinds, in the order in which they are shown.
const KINDS: [About; 9] = [
    About { kind: ListKind::CookieInventory, word: "cookie-inventory", title: "cookie inventory", licence: "your own" },
    About {
        kind: ListKind::OpenCookieDatabase,
        word: "open-cookie-database",
        title: "Open Cookie Database",
        licence: "published under Apache-2.0",
    },
    About {
        kind: ListKind::EasyPrivacy,
        word: "easyprivacy",
        title: "EasyPrivacy",
        licence: "published under GPL-3.0-or-later or CC-BY-SA-3.0-or-later; name it where you pass it on",
    },
    About {
        kind: ListKind::EasyList,
        word: "easylist",
        title: "EasyList",
        licence: "published under GPL-3.0-or-later or CC-BY-SA-3.0-or-later; name it where you pass it on",
    },
    About {
        kind: ListKind::Adblock,
        word: "adblock",
        title: "filter list",
        licence: "see the first lines of the list",
    },
    About {
        kind: ListKind::Disconnect,
        word: "disconnect",
        title: "Disconnect services",
        licence: "published under CC-BY-NC-SA-4.0: not for commercial use without Disconnect's licence",
    },
    About {
        kind: ListKind::TrackerDb,
        word: "trackerdb",
        title: "Ghostery TrackerDB",
        licence: "published under CC-BY-NC-SA-4.0: not for commercial use without Ghostery's licence",
    },
    About {
        kind: ListKind::Autoconsent,
        word: "autoconsent",
        title: "autoconsent rules",
        licence: "published under MPL-2.0",
    },
    About {
        kind: ListKind::ConsentOMatic,
        word: "consent-o-matic",
        title: "Consent-O-Matic rules",
        licence: "published under MIT",
    },
];

impl ListKind {
    /// All kinds, in the order in which they are shown.
    pub fn all() -> impl Iterator<Item = Self> {
        KINDS.iter().map(|about| about.kind)
    }

    fn about(self) -> &'static About {
        KINDS.iter().find(|about| about.kind == self).unwrap_or(&KINDS[0])
    }

    /// Its word on the command line and in files.
    pub fn word(self) -> &'static str {
        self.about().word
    }

    /// Its name for people.
    pub fn title(self) -> &'static str {
        self.about().title
    }

    /// Under which licence its publisher gives it out, as far as that is known without the text.
    pub fn licence(self) -> &'static str {
        self.about().licence
    }

    /// The kind of that word.
    ///
    /// # Errors
    /// A word that is none, with the nearest ones.
    pub fn from_word(word: &str) -> Result<Self, String> {
        let found = KINDS.iter().find(|about| about.word == word);
        found.map(|about| about.kind).ok_or_else(|| suggest(word, KINDS.iter().map(|about| about.word)))
    }

    /// Whether it is a filter list.
    pub fn is_filters(self) -> bool {
        matches!(self, Self::EasyPrivacy | Self::EasyList | Self::Adblock)
    }

    /// What an address is for that one of its filters fits. A list that nobody knows says that it is listed, not why.
    pub(super) fn purpose(self) -> Purpose {
        match self {
            Self::EasyPrivacy => Purpose::Analytics,
            Self::EasyList => Purpose::Marketing,
            _ => Purpose::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_word_of_its_own() {
        assert_eq!(ListKind::all().count(), 9);
        for kind in ListKind::all() {
            assert_eq!(ListKind::from_word(kind.word()), Ok(kind));
            assert!(!kind.licence().is_empty() && !kind.title().is_empty());
        }
        assert!(ListKind::from_word("easyprivcy").unwrap_err().contains("`easyprivacy`"));
    }
}
