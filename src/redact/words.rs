//! What says nothing of a person and stays: words of consent, parameters that carry it, headers that describe.

use std::sync::LazyLock;

use regex::Regex;

/// Words by which choices are kept and told, lower case.
const WORDS: &[&str] = &[
    "accept",
    "accepted",
    "allow",
    "allowed",
    "analytics",
    "consent",
    "consented",
    "decline",
    "declined",
    "default",
    "delete",
    "deleted",
    "denied",
    "deny",
    "disabled",
    "dismiss",
    "dismissed",
    "enabled",
    "essential",
    "false",
    "full",
    "functional",
    "grant",
    "granted",
    "implied",
    "marketing",
    "necessary",
    "none",
    "null",
    "optin",
    "optout",
    "partial",
    "performance",
    "preferences",
    "refused",
    "reject",
    "rejected",
    "revoke",
    "revoked",
    "social",
    "statistics",
    "strictly",
    "true",
    "undefined",
    "unset",
    "update",
];

/// Parameters whose values are consent itself, lower case.
const PARAMETERS: &[&str] = &[
    "addtl_consent",
    "dma",
    "dma_cps",
    "gcd",
    "gcs",
    "gdpr",
    "gdpr_consent",
    "gdpr_pd",
    "gpp",
    "gpp_sid",
    "npa",
    "tcfd",
    "us_privacy",
    "usprivacy",
];

/// Headers that describe what is carried and by what, lower case. All others may hold a person's data.
const HEADERS: &[&str] = &[
    "accept",
    "accept-ch",
    "accept-encoding",
    "accept-language",
    "accept-ranges",
    "access-control-allow-credentials",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-allow-origin",
    "age",
    "allow",
    "alt-svc",
    "cache-control",
    "clear-site-data",
    "connection",
    "content-encoding",
    "content-language",
    "content-length",
    "content-security-policy",
    "content-type",
    "critical-ch",
    "cross-origin-embedder-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "date",
    "dnt",
    "expires",
    "host",
    "keep-alive",
    "last-modified",
    "origin",
    "p3p",
    "permissions-policy",
    "pragma",
    "referrer-policy",
    "sec-fetch-dest",
    "sec-fetch-mode",
    "sec-fetch-site",
    "sec-fetch-user",
    "sec-gpc",
    "sec-ch-ua",
    "sec-ch-ua-mobile",
    "sec-ch-ua-platform",
    "server",
    "strict-transport-security",
    "timing-allow-origin",
    "transfer-encoding",
    "upgrade",
    "upgrade-insecure-requests",
    "user-agent",
    "vary",
    "via",
    "x-content-type-options",
    "x-frame-options",
    "x-powered-by",
    "x-xss-protection",
];

/// Attributes of a cookie that are known, lower case.
const ATTRIBUTES: &[&str] =
    &["domain", "expires", "httponly", "max-age", "partitioned", "path", "priority", "samesite", "secure"];

/// A name under which a choice is kept.
static RECORD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        "(?i)consent|optanon|privacy|gdpr|ccpa|tcf|tcstring|cmp|usprivacy|gpp|cookie[-_ ]?(law|control|notice|pref|choice|bot)",
    )
    .ok()
});

/// Whether a token is a word of consent.
pub fn is_word(token: &str) -> bool {
    WORDS.binary_search(&token.to_ascii_lowercase().as_str()).is_ok()
}

/// Whether the value of a parameter is consent itself.
pub fn is_parameter(name: &str) -> bool {
    PARAMETERS.contains(&name.to_ascii_lowercase().as_str())
}

/// Whether a header describes and holds no value.
pub fn is_descriptive(header: &str) -> bool {
    HEADERS.contains(&header.to_ascii_lowercase().as_str())
}

/// Whether an attribute of a cookie is known.
pub fn is_attribute(name: &str) -> bool {
    ATTRIBUTES.contains(&name.to_ascii_lowercase().as_str())
}

/// Whether a name sounds as if a choice were kept under it.
pub fn is_record(name: &str) -> bool {
    LazyLock::force(&RECORD).as_ref().is_some_and(|pattern| pattern.is_match(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_sorted() {
        assert!(WORDS.is_sorted());
        assert!(is_word("Granted") && !is_word("grantedly"));
    }

    #[test]
    fn records_are_told_from_other_things() {
        assert!(is_record("OptanonConsent") && is_record("euconsent-v2") && !is_record("_ga"));
    }
}
