//! Facts of entries of storage.

use super::evidence::{
    DECLARATION, DECLARED_DAYS, DECLARED_LIFETIME, DECLARED_PURPOSE, IS_DECLARED, OWNER, SAME_OWNER,
};
use super::words::{KNOWN_BY, PARTY, PURPOSE};
use super::{Definition, fact};
use crate::facts::{Kind, Unit};

/// Facts of an entry of storage.
pub(super) const STORAGE: &[Definition] = &[
    fact("name", Kind::Text, "key", "storage of every phase"),
    fact(
        "kind",
        Kind::Word(&["local-storage", "session-storage", "indexed-db", "cache", "service-worker"]),
        "which storage",
        "storage",
    ),
    fact("domain", Kind::Text, "host of its origin", "storage"),
    fact("party", PARTY, "first if its registrable domain is the page's", "storage"),
    fact("purpose", PURPOSE, "what it is for", "storage and the built-in knowledge"),
    fact("purpose-kind", Kind::Text, "narrower purpose; absent if not known", "storage and the built-in knowledge"),
    fact("known-by", KNOWN_BY, "how the purpose is known", "storage and the built-in knowledge"),
    fact("vendor", Kind::Text, "who made it; absent if not known", "storage and the built-in knowledge"),
    fact("owner", Kind::Text, OWNER, "storage and the built-in knowledge"),
    fact("same-owner", Kind::Flag, SAME_OWNER, "storage and the built-in knowledge"),
    fact("identifier-like", Kind::Flag, "as for cookies", "storage of the same states"),
    fact("consent-record", Kind::Flag, "holds the choice", "storage, platforms and the choice"),
    fact("setter", Kind::Text, "script that wrote it; absent if nobody was seen", "storage writes seen by the hook"),
    fact("setter-line", Kind::Number, "line of that script, from 1", "storage writes seen by the hook"),
    fact(
        "before-choice",
        Kind::Flag,
        "was there before any choice; always where nothing is chosen",
        "storage at arrival",
    ),
    fact(
        "after-choice",
        Kind::Flag,
        "was there after the choice or after the reload",
        "storage after the choice and on return",
    ),
    fact(
        "set-after-choice",
        Kind::Flag,
        "written or changed after the choice: a write was seen then, or it is new or has another value then",
        "storage and writes of all phases",
    ),
    fact("on-return", Kind::Flag, "was there after the reload", "storage on return"),
    fact("declared", Kind::Flag, IS_DECLARED, DECLARATION),
    fact("declared-purpose", PURPOSE, DECLARED_PURPOSE, DECLARATION),
    fact("declared-provider", Kind::Text, "who is declared to set it; absent if not told", DECLARATION),
    fact(
        "declared-lifetime",
        DECLARED_LIFETIME,
        "kind of the longest lifetime that is declared; absent if it is not declared",
        DECLARATION,
    ),
    fact("declared-days", Kind::Number, DECLARED_DAYS, DECLARATION).measured(Unit::Days),
];
