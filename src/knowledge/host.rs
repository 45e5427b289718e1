//! Hosts: which stands below which, and which belong to one site.

/// Whether a host is `owner` or stands below it: `www.a.example` is below `a.example`, `ba.example` is not.
pub(super) fn is_or_below(host: &str, owner: &str) -> bool {
    host.strip_suffix(owner).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')) && !owner.is_empty()
}

/// A host and everything above it, the longest first: `a.b.example`, `b.example`, `example`.
pub(super) fn with_all_above(host: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(host).filter(|host| !host.is_empty()), |host| {
        host.split_once('.').map(|(_, above)| above).filter(|above| !above.is_empty())
    })
}

/// Whether two hosts belong to one site: their registrable domains are equal, or the hosts are where there is none.
pub(super) fn same_site(one: &str, other: &str) -> bool {
    one == other || matches!((registrable(one), registrable(other)), (Some(a), Some(b)) if a == b)
}

/// The registrable domain of a folded host; `None` for addresses and public suffixes.
pub(super) fn registrable(host: &str) -> Option<&str> {
    // Only what ends like a number can be one, and to parse every host would take longer than all the rest.
    let last = host.rsplit('.').next().unwrap_or_default();
    let like_number = last.starts_with(|c: char| c.is_ascii_digit()) || host.contains('%') || !host.is_ascii();
    let address = host.contains(':') || (like_number && matches!(url::Host::parse(host), Ok(url::Host::Ipv4(_))));
    if address {
        return None;
    }
    psl::domain_str(host)
}

/// A host as it is compared: lower case, without dots at its ends.
pub(super) fn folded(host: &str) -> String {
    host.trim_matches('.').to_lowercase()
}

/// Whether these words are a plain host: lower case, no scheme, path, port or star.
pub(super) fn is_plain(host: &str) -> bool {
    let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.' | '_');
    !host.is_empty() && host.chars().all(inner) && !host.starts_with('.') && !host.ends_with('.') && host.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn below_is_by_whole_labels() {
        assert!(is_or_below("a.example", "a.example"));
        assert!(is_or_below("www.a.example", "a.example"));
        assert!(!is_or_below("ba.example", "a.example"));
        assert!(!is_or_below("example", "a.example"));
        assert!(!is_or_below("a.example", ""));
    }

    #[test]
    fn above_goes_from_long_to_short() {
        assert_eq!(with_all_above("a.b.example").collect::<Vec<_>>(), ["a.b.example", "b.example", "example"]);
        assert_eq!(with_all_above("").count(), 0);
    }

    #[test]
    fn sites_are_by_registrable_domain() {
        assert!(same_site("www.a.co.uk", "shop.a.co.uk"));
        assert!(!same_site("a.co.uk", "b.co.uk"));
        assert!(!same_site("a.github.io", "b.github.io"));
        assert!(same_site("127.0.0.1", "127.0.0.1"));
        for address in ["127.0.0.1", "0x7f.1", "127.1", "%31%32%37.0.0.%31", "127.0.0.\u{ff11}", "::1"] {
            assert_eq!(registrable(address), None, "{address}");
        }
        assert!(!same_site("127.0.0.1", "127.0.1.1"));
        assert!(!same_site("shop.localhost", "tracker.localhost"));
        assert!(same_site("www.shop.localhost", "shop.localhost"));
    }

    #[test]
    fn plain_hosts_have_no_scheme_or_star() {
        assert!(is_plain("cdn.a-b.example"));
        for wrong in ["", "https://a.example", "*.a.example", ".a.example", "a.example/", "A.example", "example"] {
            assert!(!is_plain(wrong), "{wrong}");
        }
    }
}
