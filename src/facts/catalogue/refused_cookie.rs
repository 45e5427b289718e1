//! Facts of cookies that the browser refused.

use super::words::PARTY;
use super::{Definition, fact};
use crate::facts::Kind;

const WRITES: &str = "cookie writes seen on the wire and by the hook";

/// Facts of a cookie that the browser refused.
pub(super) const REFUSED_COOKIE: &[Definition] = &[
    fact("name", Kind::Text, "name; empty if the line has none", WRITES),
    fact(
        "host",
        Kind::Text,
        "host of the answer that carried the header, or of the document whose script wrote",
        WRITES,
    ),
    fact("party", PARTY, "first if its registrable domain is the page's", WRITES),
    fact("set-how", Kind::Word(&["http", "script"]), "how it was to be set", WRITES),
    fact("setter", Kind::Text, "script or address that wrote it, without query; absent if nobody was seen", WRITES),
    fact(
        "fault",
        Kind::Word(&[
            "secure",
            "same-site-none-insecure",
            "prefix",
            "size",
            "domain",
            "syntax",
            "same-site",
            "third-party-policy",
            "other",
        ]),
        "what stood against it; third-party-policy is the browser's own policy and no fault of the line. Of writes by script \
         only broken prefixes are seen",
        WRITES,
    ),
    fact("reasons", Kind::Text, "the reasons as the browser names them", WRITES),
];
