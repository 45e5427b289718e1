//! Facts of cookies.

use super::evidence::{
    BOOK, DECLARATION, DECLARED_DAYS, DECLARED_LIFETIME, DECLARED_PURPOSE, IS_DECLARED, OWNER, PERSONAL, REQUESTS,
    SAME_OWNER,
};
use super::words::{KNOWN_BY, PARTY, PURPOSE};
use super::{Definition, fact};
use crate::facts::{Kind, Unit};

const JAR: &str = "cookies of every phase of the state";
const JAR_BOTH: &str = "cookies of the states none and none-again, arrival and return; of what comes with a refusal \
                        alone, of reject and reject-again";
const WRITES: &str = "cookie writes seen on the wire and by the hook";
const REVIVAL: &str = "the experiment at the end of none-again that deletes all cookies and loads the page again";
const PHASE: Kind = Kind::Word(&["arrival", "accepted", "after-choice", "return", "next-page"]);

/// Facts of a cookie.
pub(super) const COOKIE: &[Definition] = &[
    fact("name", Kind::Text, "name", JAR),
    fact("domain", Kind::Text, "domain without a leading dot", JAR),
    fact("path", Kind::Text, "path", JAR),
    fact("party", PARTY, "first if its registrable domain is the page's", JAR),
    fact("purpose", PURPOSE, "what it is for", BOOK),
    fact(
        "purpose-kind",
        Kind::Text,
        "narrower purpose: security, consent-record, session, preference, measurement, advertising, …; absent if not known",
        BOOK,
    ),
    fact("known-by", KNOWN_BY, "how the purpose is known; only the first two may carry a finding", BOOK),
    fact("vendor", Kind::Text, "who made it; absent if not known", BOOK),
    fact("owner", Kind::Text, OWNER, BOOK),
    fact("same-owner", Kind::Flag, SAME_OWNER, BOOK),
    fact(
        "identifier-like",
        Kind::Flag,
        "differs between two fresh profiles, stable within one, at least 32 bits of entropy",
        JAR_BOTH,
    ),
    fact(
        "varying-bits",
        Kind::Number,
        "upper bound, in bits, of what differs of its value between two fresh profiles: length times alphabet; absent if \
         nothing differs",
        "cookies of the states none and none-again at arrival",
    ),
    fact(
        "personal",
        PERSONAL,
        "what of a person its value holds in clear: an e-mail address that is neither of the site, nor of the cookie's \
         domain, nor of a role (info@), nor a sample; absent if none",
        JAR,
    ),
    fact("session", Kind::Flag, "has no expiry, all the time", JAR),
    fact(
        "lifetime-days",
        Kind::Number,
        "requested lifetime in days, Max-Age before Expires; absent for session cookies; unknown if no write was seen",
        WRITES,
    )
    .measured(Unit::Days),
    fact("secure", Kind::Flag, "Secure attribute, all the time", JAR),
    fact("http-only", Kind::Flag, "HttpOnly attribute, all the time", JAR),
    fact("same-site", Kind::Word(&["strict", "lax", "none", "unset"]), "SameSite attribute, at last", JAR),
    fact("partitioned", Kind::Flag, "has a partition key", JAR),
    fact("opt-out", Kind::Flag, "records a refusal, or has an empty or deleting value", JAR),
    fact(
        "consent-record",
        Kind::Flag,
        "holds the choice: known as a platform's record or changed by the choice itself",
        "the jar, platforms and the choice",
    ),
    fact("set-how", Kind::Word(&["http", "script", "unknown"]), "how it was set", WRITES),
    fact("setter", Kind::Text, "script or address that set it, without query; absent if nobody was seen", WRITES),
    fact("setter-line", Kind::Number, "line of that script, from 1; absent for headers", WRITES),
    fact(
        "before-choice",
        Kind::Flag,
        "was in the jar before any choice; always where nothing is chosen",
        "cookies at arrival",
    ),
    fact(
        "after-choice",
        Kind::Flag,
        "was in the jar after the choice or after the reload",
        "cookies after the choice and on return",
    ),
    fact(
        "set-after-choice",
        Kind::Flag,
        "written or changed after the choice: a write was seen then, or it is new or has another value then",
        "cookies and writes after the choice and on return",
    ),
    fact("on-return", Kind::Flag, "was in the jar after the reload", "cookies on return"),
    fact(
        "stored-days",
        Kind::Number,
        "days from its last record to its end as the jar has it, at most 400; absent for session cookies",
        JAR,
    )
    .measured(Unit::Days),
    fact("capped", Kind::Flag, "asked for more than the 400 days that the browser keeps any cookie", WRITES),
    fact(
        "sliding",
        Kind::Flag,
        "its end moves on as the visitor goes on: a write in a later phase asks for as long again or names a later end, \
         or the end in the jar moved and no write tells why",
        "the jar of every phase and cookie writes",
    ),
    fact("changed", Kind::Flag, "its value changed within the visit", JAR),
    fact(
        "first-set-phase",
        PHASE,
        "phase in which it was first written or first in the jar",
        "the jar of every phase and cookie writes",
    ),
    fact("removed", Kind::Flag, "it was in the jar and later was not", JAR),
    fact("removed-phase", PHASE, "phase in which it was found gone; absent if it was not", JAR),
    fact(
        "removed-by",
        Kind::Text,
        "script or address that was seen deleting it, without query; absent if nobody was seen",
        "the jar and cookie writes",
    ),
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
    fact(
        "respawned",
        Kind::Flag,
        "looks like an identifier and came back with the same value after all cookies were deleted",
        REVIVAL,
    ),
    fact(
        "respawned-from",
        Kind::Word(&[
            "local-storage",
            "session-storage",
            "indexed-db",
            "cache",
            "service-worker",
            "validator",
            "unknown",
        ]),
        "where its value was kept: storage that holds it, else a validator of the browser's cache that went to its host; absent if it did not come back",
        REVIVAL,
    ),
    fact(
        "respawned-name",
        Kind::Text,
        "key of that storage, or address that the validator went to; absent if there is none",
        REVIVAL,
    ),
    fact("sent", Kind::Number, "how many requests of the page it went along with", REQUESTS),
    fact(
        "sent-before-choice",
        Kind::Flag,
        "went along with a request before any choice; with any request where nothing is chosen",
        REQUESTS,
    ),
    fact(
        "sent-after-choice",
        Kind::Flag,
        "went along with a request after the choice, on the same page, after the reload or on the second page",
        REQUESTS,
    ),
];
