//! What facts of several collections rest on, and meanings that they share.

use crate::facts::Kind;

pub(super) const BOOK: &str = "the jar and the built-in knowledge";
pub(super) const OWNER: &str = "company that owns the domain; absent if not known";
pub(super) const SAME_OWNER: &str =
    "that is who owns the page; unknown where the book names no owner of a third party, or the names are alike";
pub(super) const DECLARATION: &str =
    "lists of the platform, tables in the interface and on linked policy pages, read in none-again, and the jar";
pub(super) const IS_DECLARED: &str = "an entry names it, variable parts considered; unknown if none does and a source failed or \
     nothing was declared";
pub(super) const DECLARED_PURPOSE: &str = "declared purpose; absent unless the words of all entries name one alone";
pub(super) const DECLARED_DAYS: &str = "longest declared lifetime in days, a month being a twelfth of 365; absent without one, \
     unknown if it is not understood";
pub(super) const DECLARED_LIFETIME: Kind = Kind::Word(&["days", "session", "forever", "not-told"]);
pub(super) const REQUESTS: &str = "requests of the state";
pub(super) const PERSONAL: Kind = Kind::Word(&["e-mail"]);
