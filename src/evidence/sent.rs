//! Which requests really left the browser.

use super::Request;

/// Errors with which a request ends before anything went out, as Chrome names them (without `net::`).
const NEVER_SENT: &[&str] = &[
    "ERR_BLOCKED_BY_CLIENT",
    "ERR_BLOCKED_BY_CSP",
    "ERR_BLOCKED_BY_ADMINISTRATOR",
    "ERR_BLOCKED_BY_PRIVATE_NETWORK",
    "ERR_BLOCKED_BY_LOCAL_NETWORK",
    "ERR_NAME_",
    "ERR_CONNECTION_REFUSED",
    "ERR_CONNECTION_FAILED",
    "ERR_CONNECTION_TIMED_OUT",
    "ERR_ADDRESS_",
    "ERR_INTERNET_DISCONNECTED",
    "ERR_NETWORK_ACCESS_DENIED",
    "ERR_SSL_",
    "ERR_CERT_",
    "ERR_UNKNOWN_URL_SCHEME",
    "ERR_DISALLOWED_URL_SCHEME",
    "ERR_UNSAFE_PORT",
    "ERR_INVALID_URL",
    "ERR_PROXY_",
    "ERR_TUNNEL_",
    "ERR_CACHE_MISS",
    "ERR_FILE_NOT_FOUND",
];
/// Reasons for which a browser blocks a request on its own, as the DevTools protocol names them.
const BLOCKED_BEFORE: &[&str] = &["mixed-content", "csp", "inspector", "subresource-filter", "content-type-block"];

/// Whether a request left the browser.
pub fn was_sent(request: &Request) -> bool {
    let over_the_wire = ["http:", "https:", "ws:", "wss:"].iter().any(|scheme| request.url.starts_with(scheme));
    if !over_the_wire || request.from_cache {
        return false;
    }
    match (&request.failed, request.status) {
        (Some(why), None) => {
            let name = why.trim_start_matches("net::");
            !NEVER_SENT.iter().any(|error| name.starts_with(error))
                && !BLOCKED_BEFORE.iter().any(|reason| words(why).any(|word| word == *reason))
        }
        _ => true,
    }
}

/// Words of a reason such as `net::ERR_FAILED (mixed-content)`.
fn words(why: &str) -> impl Iterator<Item = &str> + Clone {
    why.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Initiator, InitiatorKind, Phase};

    fn request(url: &str, status: Option<u16>, failed: Option<&str>) -> Request {
        Request {
            seq: 1,
            method: "GET".to_owned(),
            kind: "image".to_owned(),
            document_url: "https://shop.example/".to_owned(),
            initiator: Initiator { kind: InitiatorKind::Parser, url: None, stack: Vec::new() },
            status,
            failed: failed.map(str::to_owned),
            ..Request::bare("1".to_owned(), Phase::Arrival, 0.0, url.to_owned())
        }
    }

    #[test]
    fn attempts_that_never_left_are_not_sent() {
        let url = "https://t.example/p";
        for why in [
            "net::ERR_BLOCKED_BY_CLIENT",
            "net::ERR_NAME_NOT_RESOLVED",
            "net::ERR_CONNECTION_REFUSED",
            "csp",
            "net::ERR_FAILED (mixed-content)",
        ] {
            assert!(!was_sent(&request(url, None, Some(why))), "{why}");
        }
        assert!(!was_sent(&request("data:image/gif;base64,AAAA", Some(200), None)));
        assert!(!was_sent(&Request { from_cache: true, ..request(url, Some(200), None) }));
    }

    #[test]
    fn what_left_counts_even_without_an_answer() {
        let url = "https://t.example/p";
        for (status, why) in [
            (Some(200), None),
            (Some(204), Some("net::ERR_ABORTED")),
            (Some(200), Some("net::ERR_BLOCKED_BY_ORB")),
            (None, Some("net::ERR_ABORTED")),
            (None, Some("net::ERR_EMPTY_RESPONSE")),
            (None, None),
        ] {
            assert!(was_sent(&request(url, status, why)), "{status:?} {why:?}");
        }
    }
}
