//! The vocabulary that rules may use: every fact with its kind, meaning and the evidence it needs.
//!
//! Adding a fact is one line here and its derivation. Names never change their meaning.

mod page;
mod signals;

pub use page::page;

use super::value::Kind;

/// One fact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Definition {
    /// Name within its collection, or full name for facts of the site.
    pub name: &'static str,
    /// Kind of its value.
    pub kind: Kind,
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
    Definition { name, kind, meaning, needs }
}

/// Words for purposes.
pub const PURPOSE: Kind = Kind::Word(&["necessary", "functional", "analytics", "marketing", "social", "unknown"]);
/// Words for how a purpose is known.
pub const KNOWN_BY: Kind =
    Kind::Word(&["name-and-domain", "name-and-setter", "name", "pattern", "setter", "heuristic", "unknown"]);
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

/// All collections.
pub const COLLECTIONS: &[CollectionDefinition] = &[
    CollectionDefinition {
        name: "cookie",
        meaning: "a cookie that lay in the jar in some phase of the state",
        facts: COOKIE,
    },
    CollectionDefinition { name: "storage", meaning: "an entry of localStorage or sessionStorage", facts: STORAGE },
    CollectionDefinition {
        name: "request",
        meaning: "a request that was sent and not merely attempted, and not by the browser on its own account",
        facts: REQUEST,
    },
    CollectionDefinition {
        name: "leak",
        meaning: "an identifier of one party that was sent to another, each item, receiver and way once",
        facts: LEAK,
    },
    CollectionDefinition {
        name: "declared",
        meaning: "a cookie or storage key that the site declares, from each source",
        facts: DECLARED,
    },
    CollectionDefinition {
        name: "signal",
        meaning: "what the consent interfaces of the top document said in one phase of the state",
        facts: signals::SIGNAL,
    },
    CollectionDefinition {
        name: "control",
        meaning: "a control of the interface, all layers that were seen untouched",
        facts: CONTROL,
    },
    CollectionDefinition {
        name: "fingerprint",
        meaning: "a script that by one published heuristic looks as if it told browsers apart: an indication, no proof",
        facts: FINGERPRINT,
    },
];

const JAR: &str = "cookies of every phase of the state";
const JAR_BOTH: &str = "cookies of the states none and none-again, arrival and return";
const WRITES: &str = "cookie writes seen on the wire and by the hook";
const REVIVAL: &str = "the experiment at the end of none-again that deletes all cookies and loads the page again";
const BOOK: &str = "the jar and the built-in knowledge";

const OWNER: &str = "company that owns the domain; absent if not known";
const SAME_OWNER: &str =
    "that is who owns the page; unknown where the book names no owner of a third party, or the names are alike";

const COUNTRY: &str = "ISO 3166 code of the country of the address that answered; absent for addresses of one's own \
     network; unknown without a database, behind a proxy, and where the database does not know it";

const CNAME: &str = "host of a tracker that the request went to under a name of the site's own (CNAME); absent if there is \
     none or it is a third party's; unknown if no name server was asked or did not answer. Only CNAMEs are seen: a name that \
     leads to a tracker by address records, by delegation or by an alias that its name server resolves itself is not";

const PHASE: Kind = Kind::Word(&["arrival", "accepted", "after-choice", "return", "next-page"]);
const DECLARATION: &str =
    "lists of the platform, tables in the interface and on linked policy pages, read in none-again, and the jar";
const IS_DECLARED: &str = "an entry names it, variable parts considered; unknown if none does and a source failed or \
     nothing was declared";
const DECLARED_PURPOSE: &str = "declared purpose; absent unless the words of all entries name one alone";
const DECLARED_DAYS: &str = "longest declared lifetime in days, a month being a twelfth of 365; absent without one, \
     unknown if it is not understood";
const DECLARED_LIFETIME: Kind = Kind::Word(&["days", "session", "forever", "not-told"]);

const DECLARED: &[Definition] = &[
    fact("name", Kind::Text, "name as declared, variable parts included", DECLARATION),
    fact("purpose", PURPOSE, "declared purpose; absent unless its words name one alone", DECLARATION),
    fact("purpose-text", Kind::Text, "what it is declared to be for, as written; absent if not told", DECLARATION),
    fact("provider", Kind::Text, "who is declared to set it; absent if not told", DECLARATION),
    fact("lifetime", DECLARED_LIFETIME, "kind of the declared lifetime", DECLARATION),
    fact("days", Kind::Number, DECLARED_DAYS, DECLARATION),
    fact("source", Kind::Word(&["platform", "interface", "policy-page"]), "where it is declared", DECLARATION),
    fact("observed", Kind::Flag, "a cookie or entry of storage of that name was seen in the state", DECLARATION),
];

const COOKIE: &[Definition] = &[
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
    fact("session", Kind::Flag, "has no expiry, all the time", JAR),
    fact(
        "lifetime-days",
        Kind::Number,
        "requested lifetime in days, Max-Age before Expires; absent for session cookies; unknown if no write was seen",
        WRITES,
    ),
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
    ),
    fact("capped", Kind::Flag, "asked for more than the 400 days that the browser keeps any cookie", WRITES),
    fact(
        "sliding",
        Kind::Flag,
        "its end moved on within the visit, because it was written anew; if not, it is fixed",
        JAR,
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
    fact("declared-days", Kind::Number, DECLARED_DAYS, DECLARATION),
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

const STORAGE: &[Definition] = &[
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
    fact("identifier-like", Kind::Flag, "as for cookies", "storage of the states none and none-again"),
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
    fact("declared-days", Kind::Number, DECLARED_DAYS, DECLARATION),
];

const REQUESTS: &str = "requests of the state";

const REQUEST: &[Definition] = &[
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
    fact("country", Kind::Text, COUNTRY, "requests and the database of addresses (`--geo-database`)"),
    fact("cname", Kind::Text, CNAME, "requests, answers of name servers (`--dns`) and the built-in knowledge"),
    fact("owner", Kind::Text, OWNER, "requests and the built-in knowledge"),
    fact("same-owner", Kind::Flag, SAME_OWNER, "requests and the built-in knowledge"),
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
    fact("gcs-ads", signals::GRANT, "Google's `gcs` of `ad_storage`; absent if not told", REQUESTS),
    fact("gcs-analytics", signals::GRANT, "Google's `gcs` of `analytics_storage`; absent if not told", REQUESTS),
    fact("gcd-ads", signals::GRANT, "Google's `gcd` of `ad_storage`, as its letters are commonly read", REQUESTS),
    fact("gcd-analytics", signals::GRANT, "the same of `analytics_storage`; absent if not told", REQUESTS),
    fact("gcd-user-data", signals::GRANT, "the same of `ad_user_data`; absent if not told", REQUESTS),
    fact("gcd-personalization", signals::GRANT, "the same of `ad_personalization`; absent if not told", REQUESTS),
    fact("npa", Kind::Flag, "Google's `npa`: ads without personalisation; absent if not told", REQUESTS),
    fact("dma", Kind::Flag, "Google's `dma`: the Digital Markets Act applies; absent if not told", REQUESTS),
    fact(
        "dma-services",
        Kind::Text,
        "Google's `dma_cps`: letters of its services, `-` for none; absent if not told",
        REQUESTS,
    ),
    fact("uet-ads", signals::GRANT, "Microsoft's `asc` of `ad_storage`; absent if not told", REQUESTS),
    fact("restricted", Kind::Flag, "Google's `rdp`: restricted data processing; absent if not told", REQUESTS),
    fact(
        "gdpr-applies",
        Kind::Flag,
        "`gdpr`: the recipient is told that the GDPR applies; absent if not told",
        REQUESTS,
    ),
    fact("tcf-grants", Kind::Flag, "`gdpr_consent` holds a consent; absent if not told", REQUESTS),
    fact("us-opted-out", Kind::Flag, "`us_privacy` says opted out of sale; absent if not told", REQUESTS),
];

const VALUES: &str = "jar, storage and requests of none, none-again and the state";
const SENT_VALUES: &str = "the values, and address, headers and body of every request of the state";

const LEAK: &[Definition] = &[
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
    fact("owner", Kind::Text, "who owns that host; absent if not known", "requests and the built-in knowledge"),
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

const LAYERS: &str = "the interface at arrival, and the second layer where it was opened";

const CONTROL: &[Definition] = &[
    fact("role", ROLE, "what it does", LAYERS),
    fact("text", Kind::Text, "text or accessible name", LAYERS),
    fact("layer", Kind::Number, "layer, counted from 1", LAYERS),
    fact("visible", Kind::Flag, "a visitor can see it", LAYERS),
    fact("inline", Kind::Flag, "a link within a sentence", LAYERS),
    fact("tag", Kind::Text, "element name", LAYERS),
    fact("area", Kind::Number, "area, square CSS pixels", LAYERS),
    fact("font-px", Kind::Number, "font size, CSS pixels", LAYERS),
    fact("font-weight", Kind::Number, "font weight", LAYERS),
    fact("contrast", Kind::Number, "WCAG contrast of its text, 1 to 21", LAYERS),
    fact("purpose", Kind::Text, "purpose of a toggle as labelled; absent if not understood or not a toggle", LAYERS),
    fact(
        "ground",
        Kind::Word(&["consent", "legitimate-interest", "none"]),
        "legal ground of a toggle; none for other controls",
        LAYERS,
    ),
    fact("checked", Kind::Flag, "checked before anything was touched; absent for what cannot be checked", LAYERS),
    fact("disabled", Kind::Flag, "cannot be changed; absent for what cannot be disabled", LAYERS),
];

const CALLS: &str = "calls of canvas, WebGL, audio, fonts, WebRTC, battery, navigator and screen, by script";

const FINGERPRINT: &[Definition] = &[
    fact("script", Kind::Text, "address of the script without query, or of the document for inline scripts", CALLS),
    fact("script-line", Kind::Number, "line of its first such call, from 1", CALLS),
    fact("host", Kind::Text, "host that the script came from", CALLS),
    fact("party", PARTY, "first if its registrable domain is the page's", CALLS),
    fact("vendor", Kind::Text, "whose script it is; absent if not known", "the calls and the built-in knowledge"),
    fact("purpose", PURPOSE, "what its vendor uses it for", "the calls and the built-in knowledge"),
    fact(
        "heuristic",
        Kind::Word(&[
            "canvas-text-read-back",
            "canvas-font",
            "font-check",
            "webrtc-address",
            "audio-render",
            "webgl-renderer",
            "wide-probing",
        ]),
        "which heuristic says so; its source stands in src/facts/heuristics.rs",
        CALLS,
    ),
    fact(
        "interface",
        Kind::Word(&["canvas", "web-gl", "audio", "font", "web-rtc", "battery", "navigator", "screen"]),
        "which part of the browser the heuristic looks at",
        CALLS,
    ),
    fact("strength", Kind::Word(&["strong", "moderate", "weak"]), "how rare other uses of the same calls are", CALLS),
    fact("before-choice", Kind::Flag, "done before any choice; always where nothing is chosen", CALLS),
    fact("after-choice", Kind::Flag, "done after the choice, on the same page or after the reload", CALLS),
    fact("on-return", Kind::Flag, "done after the reload", CALLS),
];

const SEARCH: &str = "the search for an interface at arrival";
const FIRST: &str = "controls of the first layer";
const VISITS: &str = "the visits of the choices";

const RECORDS: &str = "the visits of the choices, and the files of platforms";

/// Facts of the whole site.
pub const SINGLES: &[Definition] = &[
    fact("page.https", Kind::Flag, "the page came over TLS", "final address of the page"),
    fact("page.loopback", Kind::Flag, "the page is on this machine", "final address of the page"),
    fact(
        "page.policy-linked",
        Kind::Flag,
        "a link leads to information on privacy or cookies, on the page or in the interface",
        "links of the page at arrival and return",
    ),
    fact(
        "page.policy-found",
        Kind::Flag,
        "such a page is linked or answers at a usual path with a status below 400",
        "links, and addresses tried in none-again",
    ),
    fact(
        "banner.seen",
        Kind::Flag,
        "a consent interface was shown; unknown if some place could not be looked at",
        SEARCH,
    ),
    fact("banner.platform", Kind::Text, "id of the consent platform; absent if none was recognised", SEARCH),
    fact(
        "banner.platform-present",
        Kind::Flag,
        "a consent platform or consent API is on the page, shown or not",
        SEARCH,
    ),
    fact("banner.kind", BANNER_KIND, "what the first layer offers", SEARCH),
    fact("banner.blocking", Kind::Flag, "the page behind cannot be used", SEARCH),
    fact("banner.after-scroll", Kind::Flag, "came only after a gesture", SEARCH),
    fact("banner.accept-offered", Kind::Flag, "the first layer has a visible accept control", FIRST),
    fact("banner.reject-offered", Kind::Flag, "the first layer has a visible control that refuses", FIRST),
    fact("banner.settings-offered", Kind::Flag, "the first layer has a visible settings control", FIRST),
    fact("banner.all-understood", Kind::Flag, "no visible control of the first layer has the role other", FIRST),
    fact("banner.policy-linked", Kind::Flag, "the interface links to a policy page", FIRST),
    fact(
        "prominence.area-ratio",
        Kind::Number,
        "area of accept divided by area of reject, first layer; absent if one is missing",
        FIRST,
    ),
    fact(
        "prominence.font-ratio",
        Kind::Number,
        "font size of accept divided by that of reject; absent if one is missing",
        FIRST,
    ),
    fact(
        "prominence.weight-difference",
        Kind::Number,
        "font weight of accept minus that of reject; absent if one is missing",
        FIRST,
    ),
    fact(
        "prominence.reject-inline",
        Kind::Flag,
        "reject is a link within a sentence while accept is a button; absent if one is missing",
        FIRST,
    ),
    fact(
        "prominence.reject-contrast",
        Kind::Number,
        "WCAG contrast of reject's text; absent if there is no reject",
        FIRST,
    ),
    fact(
        "prominence.accept-contrast",
        Kind::Number,
        "WCAG contrast of accept's text; absent if there is no accept",
        FIRST,
    ),
    fact("reject.status", CHOICE, "how the attempt to refuse ended", VISITS),
    fact("accept.status", CHOICE, "how the attempt to accept ended", VISITS),
    fact(
        "reject.steps",
        Kind::Number,
        "activations, toggles and needed scrolls to refuse; absent if it cannot be done",
        VISITS,
    ),
    fact("accept.steps", Kind::Number, "the same to accept; absent if it cannot be done", VISITS),
    fact(
        "reject.steps-more",
        Kind::Number,
        "steps to refuse minus steps to accept; absent if one cannot be done",
        VISITS,
    ),
    fact("reject.banner-on-return", Kind::Flag, "the interface is back after refusing and reloading", VISITS),
    fact("accept.banner-on-return", Kind::Flag, "the interface is back after accepting and reloading", VISITS),
    fact("reject.recorded", Kind::Flag, "a cookie or storage item changed with the refusal and holds it", VISITS),
    fact("reject.dialogs", Kind::Number, "native dialogs after refusing; absent if it cannot be done", VISITS),
    fact("reject.windows", Kind::Number, "windows that refusing opened; absent if it cannot be done", VISITS),
    fact("reject.downloads", Kind::Number, "downloads that refusing began; absent if it cannot be done", VISITS),
    fact(
        "reject.navigations",
        Kind::Number,
        "pages that refusing led to or loaded again, before our reload; absent if it cannot be done",
        VISITS,
    ),
    fact("accept.recorded", Kind::Flag, "a cookie or storage item changed with the acceptance and holds it", VISITS),
    fact("accept.dialogs", Kind::Number, "native dialogs after accepting; absent if it cannot be done", VISITS),
    fact("accept.windows", Kind::Number, "windows that accepting opened; absent if it cannot be done", VISITS),
    fact("accept.downloads", Kind::Number, "downloads that accepting began; absent if it cannot be done", VISITS),
    fact(
        "accept.navigations",
        Kind::Number,
        "pages that accepting led to or loaded again, before our reload; absent if it cannot be done",
        VISITS,
    ),
    fact("withdraw.status", CHOICE, "how the attempt to withdraw an acceptance ended", VISITS),
    fact(
        "withdraw.steps",
        Kind::Number,
        "activations, toggles and needed scrolls to withdraw, from the page on; absent if it cannot be done",
        VISITS,
    ),
    fact(
        "withdraw.steps-more",
        Kind::Number,
        "steps to withdraw minus steps to accept; absent if one cannot be done",
        VISITS,
    ),
    fact("withdraw.banner-on-return", Kind::Flag, "the interface is back after withdrawing and reloading", VISITS),
    fact("withdraw.recorded", Kind::Flag, "a cookie or storage item changed with the withdrawal and holds it", VISITS),
    fact("save.status", CHOICE, "how the attempt to save what is set beforehand ended", VISITS),
    fact("save.steps", Kind::Number, "steps to save what is set beforehand; absent if it cannot be done", VISITS),
    fact("save.banner-on-return", Kind::Flag, "the interface is back after saving and reloading", VISITS),
    fact("save.recorded", Kind::Flag, "a cookie or storage item changed with saving and holds the choice", VISITS),
    fact("dismiss.status", CHOICE, "how the attempt to send the interface away without a choice ended", VISITS),
    fact("dismiss.banner-on-return", Kind::Flag, "the interface is back after it was sent away and a reload", VISITS),
    fact(
        "dismiss.recorded",
        Kind::Flag,
        "a cookie or storage item changed when the interface was sent away, and holds a choice",
        VISITS,
    ),
    fact(
        "reject.record-reads",
        RECORD,
        "what is stored after the refusal says, as the platform's file reads it",
        RECORDS,
    ),
    fact(
        "accept.record-reads",
        RECORD,
        "what is stored after the acceptance says, as the platform's file reads it",
        RECORDS,
    ),
    fact(
        "withdraw.record-reads",
        RECORD,
        "what is stored after the withdrawal says, as the platform's file reads it",
        RECORDS,
    ),
    fact("save.record-reads", RECORD, "what is stored after saving says, as the platform's file reads it", RECORDS),
    fact(
        "dismiss.record-reads",
        RECORD,
        "what is stored after sending the interface away says, as the platform's file reads it",
        RECORDS,
    ),
    fact(
        "effect.tracking-after-accept",
        Kind::Number,
        "tracking cookies, storage items and endpoints after accepting, surely known ones only",
        VISITS,
    ),
    fact("effect.tracking-after-reject", Kind::Number, "the same after refusing", VISITS),
    fact(
        "effect.kept-share",
        Kind::Number,
        "share of those after accepting that are also there after refusing, 0 to 1; absent if there are none after accepting",
        VISITS,
    ),
    fact(
        "declaration.found",
        Kind::Flag,
        "the site declares a cookie somewhere; unknown if none was found and a source failed",
        DECLARATION,
    ),
    fact("declaration.entries", Kind::Number, "entries of all sources; unknown if one was not read whole", DECLARATION),
    fact(
        "signals.agree",
        Kind::Flag,
        "no signal contradicts a choice: nothing is granted before one, after a refusal or a withdrawal; absent if there is no signal",
        "signals and requests of the states none, reject and withdraw",
    ),
    fact(
        "signals.tcf-gdpr-applies",
        Kind::Flag,
        "`gdprApplies` where nothing is chosen; absent if not told",
        "signals of none",
    ),
    fact(
        "signals.tcf-grants-before-choice",
        Kind::Flag,
        "the TC string holds a consent where nothing is chosen; absent without a string",
        "signals of none",
    ),
    fact(
        "signals.tcf-acted-before-choice",
        Kind::Flag,
        "`useractioncomplete` was told where nothing is chosen; absent without TCF",
        "event stream in none",
    ),
    fact(
        "signals.tcf-grants-after-reject",
        Kind::Flag,
        "the TC string holds a consent after refusing; absent without a string",
        "signals of reject after the choice",
    ),
    fact(
        "signals.tcf-interests-after-reject",
        Kind::Flag,
        "it holds a legitimate interest after refusing; absent without a string",
        "signals of reject after the choice",
    ),
    fact(
        "signals.tcf-grants-after-withdraw",
        Kind::Flag,
        "it holds a consent after withdrawing; absent without a string",
        "signals of withdraw after the choice",
    ),
    fact(
        "signals.tcf-grants-after-accept",
        Kind::Flag,
        "it holds a consent after accepting; absent without a string",
        "signals of accept after the choice",
    ),
    fact(
        "signals.tcf-grants-after-dismiss",
        Kind::Flag,
        "it holds a consent after the interface was sent away; absent without a string",
        "signals of dismiss after the choice",
    ),
    fact(
        "signals.tcf-grants-after-browse",
        Kind::Flag,
        "it holds a consent after scrolling and going on; absent without a string",
        "signals of browse",
    ),
    fact(
        "signals.consent-mode-default-granted",
        Kind::Flag,
        "Consent Mode grants storing beforehand; absent if it sets no default",
        "data layers in none",
    ),
    fact(
        "signals.consent-mode-late",
        Kind::Flag,
        "a Google tag is configured before the default, or without one; absent if none is configured",
        "data layers in none",
    ),
    fact(
        "signals.consent-mode-granted-before-choice",
        Kind::Flag,
        "Consent Mode grants storing where nothing is chosen; absent without calls",
        "data layers in none",
    ),
    fact(
        "signals.consent-mode-granted-after-reject",
        Kind::Flag,
        "it grants storing after refusing; absent without calls",
        "data layers in reject after the choice",
    ),
    fact(
        "signals.consent-mode-granted-after-withdraw",
        Kind::Flag,
        "it grants storing after withdrawing; absent without calls",
        "data layers in withdraw after the choice",
    ),
    fact(
        "signals.consent-mode-granted-after-accept",
        Kind::Flag,
        "it grants storing after accepting; absent without calls",
        "data layers in accept after the choice",
    ),
    fact(
        "signals.wire-granted-before-choice",
        Kind::Flag,
        "a request tells Google or Microsoft that storing is granted where nothing is chosen; absent if none tells",
        "requests of none",
    ),
    fact(
        "signals.wire-granted-after-reject",
        Kind::Flag,
        "the same after refusing",
        "requests of reject after the choice",
    ),
    fact(
        "signals.wire-granted-after-withdraw",
        Kind::Flag,
        "the same after withdrawing",
        "requests of withdraw after the choice",
    ),
    fact(
        "signals.wire-granted-after-accept",
        Kind::Flag,
        "the same after accepting",
        "requests of accept after the choice",
    ),
    fact(
        "signals.not-opted-out-under-gpc",
        Kind::Flag,
        "Global Privacy Control is on, and a GPP or US Privacy string says not opted out; absent if none speaks",
        "signals of gpc",
    ),
    fact(
        "tracking.any",
        Kind::Flag,
        "a surely known tracking cookie, storage item or endpoint in any state",
        "jar, storage and requests of all states",
    ),
];

/// The collection of that name.
pub fn collection(name: &str) -> Option<&'static CollectionDefinition> {
    COLLECTIONS.iter().find(|collection| collection.name == name)
}

/// The fact of the site of that name.
pub fn single(name: &str) -> Option<&'static Definition> {
    SINGLES.iter().find(|definition| definition.name == name)
}
