//! Facts of what the site declares.

use super::evidence::{DECLARATION, DECLARED_DAYS, DECLARED_LIFETIME};
use super::words::PURPOSE;
use super::{Definition, fact};
use crate::facts::{Kind, Unit};

/// Facts of an entry of a declaration.
pub(super) const DECLARED: &[Definition] = &[
    fact("name", Kind::Text, "name as declared, variable parts included", DECLARATION),
    fact("purpose", PURPOSE, "declared purpose; absent unless its words name one alone", DECLARATION),
    fact("purpose-text", Kind::Text, "what it is declared to be for, as written; absent if not told", DECLARATION),
    fact("provider", Kind::Text, "who is declared to set it; absent if not told", DECLARATION),
    fact("lifetime", DECLARED_LIFETIME, "kind of the declared lifetime", DECLARATION),
    fact("days", Kind::Number, DECLARED_DAYS, DECLARATION).measured(Unit::Days),
    fact("source", Kind::Word(&["platform", "interface", "policy-page"]), "where it is declared", DECLARATION),
    fact("unclassified", Kind::Flag, "it stands there without a purpose: unclassified, pending, unknown", DECLARATION),
    fact(
        "contradictory",
        Kind::Flag,
        "another entry names it, of the same provider, for another purpose; unknown if none does and a source failed",
        DECLARATION,
    ),
    fact("observed", Kind::Flag, "a cookie or entry of storage of that name was seen in the state", DECLARATION),
];

/// Facts of the declaration as a whole.
pub(super) const DECLARATION_OF_SITE: &[Definition] = &[
    fact(
        "declaration.found",
        Kind::Flag,
        "the site declares a cookie somewhere; unknown if none was found and a source failed",
        DECLARATION,
    ),
    fact(
        "declaration.lifetime-share",
        Kind::Number,
        "share of the declared names for which a lifetime is told, understood or not, 0 to 1; absent without entries",
        DECLARATION,
    )
    .measured(Unit::Share),
    fact("declaration.entries", Kind::Number, "entries of all sources; unknown if one was not read whole", DECLARATION),
];
