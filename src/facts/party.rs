//! First or third party, by registrable domain.

use url::{Host, Url};

use super::site::Party;

/// The host of an address, in lower case, without a trailing dot and without the brackets of IPv6; `None` if it has
/// none (`data:`, `about:`, garbage).
pub fn host_of(url: &str) -> Option<String> {
    let parsed = Url::parse(url).ok()?;
    parsed.host_str().map(tidy_host).filter(|host| !host.is_empty())
}

/// The host of a web origin or address of a `blob:`, whichever it is.
pub fn origin_host(origin: &str) -> Option<String> {
    host_of(origin.strip_prefix("blob:").unwrap_or(origin))
}

/// A host or cookie domain as hosts are compared: lower case, no leading or trailing dot, no brackets.
pub fn tidy_host(host: &str) -> String {
    host.trim_start_matches('.').trim_end_matches('.').trim_matches(['[', ']']).to_ascii_lowercase()
}

/// The registrable domain of a host by the Public Suffix List; the host itself for IP addresses, single labels and
/// hosts that are a public suffix.
pub fn registrable(host: &str) -> &str {
    if is_address(host) {
        return host;
    }
    psl::domain_str(host).unwrap_or(host)
}

/// The party of `host` on a page of `page_host`. Both are compared as [`tidy_host`] has them.
pub fn party(host: &str, page_host: &str) -> Party {
    let (host, page_host) = (tidy_host(host), tidy_host(page_host));
    if registrable(&host) == registrable(&page_host) { Party::First } else { Party::Third }
}

/// Whether a host is this machine: `localhost` and all below it, and loopback addresses.
pub fn is_loopback(host: &str) -> bool {
    let host = tidy_host(host);
    let by_address = match address(&host) {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        _ => false,
    };
    host == "localhost" || host.ends_with(".localhost") || by_address
}

/// Whether a host is an IP address, as [`tidy_host`] has it.
pub fn is_address(host: &str) -> bool {
    address(host).is_some()
}

fn address(host: &str) -> Option<Host> {
    let parsed = if host.contains(':') { Host::parse(&format!("[{host}]")) } else { Host::parse(host) };
    parsed.ok().filter(|host| !matches!(host, Host::Domain(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_registrable_domain_is_first() {
        for (host, page) in [
            ("cdn.shop.example", "www.shop.example"),
            (".shop.example", "shop.example"),
            ("SHOP.example.", "shop.example"),
            ("a.b.co.uk", "b.co.uk"),
            ("cdn.shop.localhost", "shop.localhost"),
            ("localhost", "localhost"),
            ("127.0.0.1", "127.0.0.1"),
            ("[::1]", "::1"),
            ("intranet", "intranet"),
        ] {
            assert_eq!(party(host, page), Party::First, "{host} on {page}");
        }
    }

    #[test]
    fn others_are_third() {
        for (host, page) in [
            ("other.co.uk", "b.co.uk"),
            ("alice.github.io", "bob.github.io"),
            ("tracker.localhost", "shop.localhost"),
            ("localhost", "shop.localhost"),
            ("10.0.0.1", "10.1.0.1"),
            ("127.0.0.1", "127.1.0.1"),
            ("intranet", "portal"),
            ("notshop.example", "shop.example"),
        ] {
            assert_eq!(party(host, page), Party::Third, "{host} on {page}");
        }
    }

    #[test]
    fn hosts_are_read_from_addresses() {
        assert_eq!(host_of("https://User@Shop.Example:8443/a?b").as_deref(), Some("shop.example"));
        assert_eq!(host_of("http://[::1]:80/").as_deref(), Some("::1"));
        assert_eq!(host_of("data:text/html,x"), None);
        assert_eq!(host_of("not an address"), None);
        assert_eq!(origin_host("blob:https://a.example/1-2").as_deref(), Some("a.example"));
    }

    #[test]
    fn loopback_is_this_machine_only() {
        assert!(is_loopback("localhost") && is_loopback("shop.localhost"));
        assert!(is_loopback("127.0.0.53") && is_loopback("::1"));
        assert!(!is_loopback("localhost.example") && !is_loopback("10.0.0.1"));
    }
}
