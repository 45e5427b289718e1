//! Facts of identifiers that were sent to others.

use super::evidence::BOOK;
use super::words::{KNOWN_BY, PARTY, PURPOSE};
use super::{Definition, fact};
use crate::facts::Kind;

const VALUES: &str = "jar, storage and requests of none, none-again and the state";
const SENT_VALUES: &str = "the values, and address, headers and body of every request of the state";

/// Facts of an identifier that was sent to another party.
pub(super) const LEAK: &[Definition] = &[
    fact("name", Kind::Text, "name or key of what holds the identifier", VALUES),
    fact(
        "kind",
        Kind::Word(&[
            "cookie",
            "local-storage",
            "session-storage",
            "indexed-db",
            "cache",
            "service-worker",
            "generated",
        ]),
        "what holds it; generated if it was seen in the queries of addresses alone",
        VALUES,
    ),
    fact("domain", Kind::Text, "domain of the party that it belongs to", VALUES),
    fact("party", PARTY, "first if that is the page's registrable domain", VALUES),
    fact("item-purpose", PURPOSE, "what the item is for", BOOK),
    fact("item-known-by", KNOWN_BY, "how that is known", BOOK),
    fact("item-vendor", Kind::Text, "who made the item; absent if not known", BOOK),
    fact("consent-record", Kind::Flag, "the item holds the choice", "the jar, platforms and the choice"),
    fact("sender", Kind::Text, "host of the script or document that sent it; absent if not known", SENT_VALUES),
    fact("sender-party", PARTY, "party of the sender; absent if not known", SENT_VALUES),
    fact("host", Kind::Text, "host that was sent it", SENT_VALUES),
    fact("host-party", PARTY, "party of that host", SENT_VALUES),
    fact("vendor", Kind::Text, "who is behind that host; absent if not known", "requests and the built-in knowledge"),
    fact("purpose", PURPOSE, "what its vendor uses it for", "requests and the built-in knowledge"),
    fact(
        "owner",
        Kind::Text,
        "who owns that host, or the tracker's to which it leads (CNAME); absent if not known",
        "requests and the built-in knowledge",
    ),
    fact(
        "same-owner",
        Kind::Flag,
        "both parties belong to one owner; unknown if nobody described one of them",
        "requests and the built-in knowledge",
    ),
    fact(
        "part",
        Kind::Word(&["path", "query", "referer", "header", "body", "message"]),
        "part of the request in which it stood",
        SENT_VALUES,
    ),
    fact(
        "form",
        Kind::Word(&["raw", "url-encoded", "base64", "hex", "md5", "sha1", "sha256"]),
        "form in which it stood there",
        SENT_VALUES,
    ),
    fact("requests", Kind::Number, "in how many requests of the state; unknown if some may be missing", SENT_VALUES),
    fact("before-choice", Kind::Flag, "sent before any choice; always where nothing is chosen", SENT_VALUES),
    fact("after-choice", Kind::Flag, "sent after the choice, on the same page or after the reload", SENT_VALUES),
    fact("on-return", Kind::Flag, "sent after the reload", SENT_VALUES),
];
