//! Facts of requests.

use super::evidence::{OWNER, PERSONAL, REQUESTS, SAME_OWNER};
use super::signals::GRANT;
use super::words::{PARTY, PURPOSE, URL_KIND};
use super::{Definition, fact};
use crate::facts::Kind;

const COUNTRY: &str = "ISO 3166 code of the country of the address that answered; absent for addresses of one's own \
     network; unknown without a database, behind a proxy, and where the database does not know it";
const CNAME: &str = "host of a tracker that the request went to under a name of the site's own (CNAME); absent if there is \
     none or it is a third party's; unknown if no name server was asked or did not answer. Only CNAMEs are seen: a name that \
     leads to a tracker by address records, by delegation or by an alias that its name server resolves itself is not";

const LISTED: &str = "list, line and rule of a list of the user's that alone knows the address; absent if built-in knowledge \
     knows it or no list does";

/// Facts of a request.
pub(super) const REQUEST: &[Definition] = &[
    fact("host", Kind::Text, "host", REQUESTS),
    fact("url", Kind::Text, "address without query", REQUESTS),
    fact("method", Kind::Text, "method", REQUESTS),
    fact("kind", Kind::Text, "what was loaded: document, script, image, fetch, ping, …", REQUESTS),
    fact("party", PARTY, "first if its registrable domain is the page's", REQUESTS),
    fact("purpose", PURPOSE, "what its vendor uses it for", "requests and the built-in knowledge"),
    fact(
        "url-kind",
        URL_KIND,
        "what the address is; unknown if its vendor is not known",
        "requests and the built-in knowledge",
    ),
    fact("vendor", Kind::Text, "whose it is; absent if not known", "requests and the built-in knowledge"),
    fact("listed", Kind::Text, LISTED, "requests and lists of the user's (`knowledge import`)"),
    fact("country", Kind::Text, COUNTRY, "requests and the database of addresses (`--geo-database`)"),
    fact("cname", Kind::Text, CNAME, "requests, answers of name servers (`--dns`) and the built-in knowledge"),
    fact("owner", Kind::Text, OWNER, "requests and the built-in knowledge"),
    fact(
        "owner-seat",
        Kind::Text,
        "ISO 3166 code of the country of that company's seat; absent if not known. Says nothing of where data go",
        "requests and the built-in knowledge",
    ),
    fact("same-owner", Kind::Flag, SAME_OWNER, "requests and the built-in knowledge"),
    fact(
        "named",
        Kind::Flag,
        "the site names its vendor, its owner or its domain; unknown where something in which it may stand was not read",
        "requests, texts of the interface and of policy pages, and the declaration",
    ),
    fact("answered", Kind::Flag, "an answer came", REQUESTS),
    fact(
        "carries-identifier",
        Kind::Flag,
        "cookies went along, or the address or body holds a value with 32 bits of entropy or more",
        REQUESTS,
    ),
    fact(
        "link-identifier",
        Kind::Text,
        "parameter of the query that carries an identifier from site to site: gclid, fbclid, msclkid, …; absent if none; \
         links that nobody followed are not seen",
        REQUESTS,
    ),
    fact("initiator", Kind::Text, "script or document that asked; absent if not known", REQUESTS),
    fact(
        "began-with",
        Kind::Text,
        "script or frame in the page's own markup that began the chain of those who asked; absent if not known",
        REQUESTS,
    ),
    fact("before-choice", Kind::Flag, "sent before any choice; always where nothing is chosen", REQUESTS),
    fact("after-choice", Kind::Flag, "sent after the choice, on the same page or after the reload", REQUESTS),
    fact("on-return", Kind::Flag, "sent after the reload", REQUESTS),
    fact("on-next-page", Kind::Flag, "sent on the second page", REQUESTS),
    fact("personal", PERSONAL, "what of a person stands in clear in path or query, as of cookies", REQUESTS),
    fact("gcs-ads", GRANT, "Google's `gcs` of `ad_storage`; absent if not told", REQUESTS),
    fact("gcs-analytics", GRANT, "Google's `gcs` of `analytics_storage`; absent if not told", REQUESTS),
    fact("gcd-ads", GRANT, "Google's `gcd` of `ad_storage`, as its letters are commonly read", REQUESTS),
    fact("gcd-analytics", GRANT, "the same of `analytics_storage`; absent if not told", REQUESTS),
    fact("gcd-user-data", GRANT, "the same of `ad_user_data`; absent if not told", REQUESTS),
    fact("gcd-personalization", GRANT, "the same of `ad_personalization`; absent if not told", REQUESTS),
    fact("npa", Kind::Flag, "Google's `npa`: ads without personalisation; absent if not told", REQUESTS),
    fact("dma", Kind::Flag, "Google's `dma`: the Digital Markets Act applies; absent if not told", REQUESTS),
    fact(
        "dma-services",
        Kind::Text,
        "Google's `dma_cps`: letters of its services, `-` for none; absent if not told",
        REQUESTS,
    ),
    fact("uet-ads", GRANT, "Microsoft's `asc` of `ad_storage`; absent if not told", REQUESTS),
    fact("restricted", Kind::Flag, "Google's `rdp`: restricted data processing; absent if not told", REQUESTS),
    fact(
        "gdpr-applies",
        Kind::Flag,
        "`gdpr`: the recipient is told that the GDPR applies; absent if not told",
        REQUESTS,
    ),
    fact("tcf-grants", Kind::Flag, "`gdpr_consent` holds a consent; absent if not told", REQUESTS),
    fact(
        "tcf-vendor",
        Kind::Number,
        "number of its vendor in the IAB's list; absent where that is not surely known",
        "requests and the built-in knowledge",
    ),
    fact(
        "tcf-permitted",
        Kind::Flag,
        "the TC string of its phase consents to purpose 1 and to that vendor, and discloses it where it discloses any; no \
         where there is no string yet; absent without the framework, where the GDPR is said not to apply, where purpose 1 \
         was left out of the question, and without `tcf-vendor`",
        "requests, consent signals of their phase, and the built-in knowledge",
    ),
    fact("us-opted-out", Kind::Flag, "`us_privacy` says opted out of sale; absent if not told", REQUESTS),
];
