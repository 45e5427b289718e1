//! The words that facts can have.

use crate::facts::Kind;

/// Words for purposes.
pub const PURPOSE: Kind = Kind::Word(&["necessary", "functional", "analytics", "marketing", "social", "unknown"]);
/// Words for how a purpose is known.
pub const KNOWN_BY: Kind =
    Kind::Word(&["name-and-domain", "name-and-setter", "name", "pattern", "setter", "heuristic", "unknown"]);
/// Words for whom a site is made.
pub const AUDIENCE: Kind = Kind::Word(&["general", "children"]);
/// Words for parties.
pub const PARTY: Kind = Kind::Word(&["first", "third"]);
/// Words for what an address is.
pub const URL_KIND: Kind =
    Kind::Word(&["endpoint", "library", "tag-manager", "embed", "cdn", "consent-platform", "other", "unknown"]);
/// Words for roles of controls.
pub const ROLE: Kind = Kind::Word(&[
    "accept",
    "reject",
    "settings",
    "save",
    "close",
    "acknowledge",
    "pay",
    "policy-link",
    "toggle",
    "other",
]);
/// Words for kinds of banners.
pub const BANNER_KIND: Kind = Kind::Word(&[
    "none",
    "notice",
    "accept-only",
    "accept-settings",
    "accept-reject",
    "accept-reject-settings",
    "categories",
    "pay-or-accept",
    "opt-out",
]);
/// Words for what a stored record says of the choice.
pub const RECORD: Kind = Kind::Word(&["accepted", "refused", "partial"]);
/// Words for how a choice ended.
pub const CHOICE: Kind = Kind::Word(&["observed", "not-offered", "unconfirmed", "failed"]);
