//! A part of a host, as filters of a list of hosts single it out: `||x.example/ads`.
//!
//! Of the language of ad blockers only that is read which says where a request goes: a host with all below it, and how
//! the path begins. That it goes to another site (`$third-party`) is true of all that lists of hosts speak of.

use crate::knowledge::host;

/// A host, with all below it, and how paths of it begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HostPart {
    /// The host.
    pub(super) host: String,
    /// How the path begins; empty for the whole host.
    pub(super) path: PathStart,
}

/// How a path begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PathStart {
    written: String,
    end: End,
}

/// What may follow the beginning of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// Anything.
    Open,
    /// Nothing, or a character that parts words of an address (`^`).
    Parted,
}

impl HostPart {
    /// Reads a filter; none if it says more than where a request goes.
    pub(super) fn of_filter(filter: &str) -> Option<Self> {
        let anchored = filter.strip_prefix("||")?;
        let (place, options) = anchored.split_once('$').unwrap_or((anchored, ""));
        if !matches!(options, "" | "3p" | "third-party") || place.contains(['*', '|', '?']) {
            return None;
        }
        let (place, end) = place.strip_suffix('^').map_or((place, End::Open), |place| (place, End::Parted));
        let (name, path) = place.find('/').map_or((place, ""), |at| place.split_at(at));
        // Without a path an open end stands for hosts that only begin so: `||ads.ex` is `ads.example` as well.
        let host = host::folded(name);
        if path.contains('^') || !host::is_plain(&host) || (path.is_empty() && end == End::Open) {
            return None;
        }
        let path = if path == "/" { "" } else { path };
        Some(Self { host, path: PathStart { written: path.to_owned(), end } })
    }
}

impl PathStart {
    /// Whether it is no path at all, but the whole host.
    pub(super) fn is_whole(&self) -> bool {
        self.written.is_empty()
    }

    /// How it is written.
    pub(super) fn written(&self) -> &str {
        &self.written
    }

    /// Whether a path begins so; letters of both cases are the same, as in filters.
    pub(super) fn begins(&self, path: &str) -> bool {
        let Some(start) = path.get(..self.written.len()) else { return false };
        let parted = |letter: char| !letter.is_ascii_alphanumeric() && !matches!(letter, '_' | '-' | '.' | '%');
        let follows = path[self.written.len()..].chars().next().is_none_or(parted);
        start.eq_ignore_ascii_case(&self.written) && (self.end == End::Open || follows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hosts_and_beginnings_of_paths_are_read() {
        for (filter, host, path) in [
            ("||x.example^", "x.example", ""),
            ("||X.example^$3p", "x.example", ""),
            ("||x.example/^$third-party", "x.example", ""),
            ("||x.example/", "x.example", ""),
            ("||x.example/ads", "x.example", "/ads"),
            ("||x.example/ads/^$3p", "x.example", "/ads/"),
        ] {
            let part = HostPart::of_filter(filter).unwrap_or_else(|| panic!("{filter}"));
            assert_eq!((part.host.as_str(), part.path.written()), (host, path), "{filter}");
            assert_eq!(part.path.is_whole(), path.is_empty(), "{filter}");
        }
    }

    #[test]
    fn what_says_more_is_not_read() {
        for filter in [
            "",
            "||",
            "/ads",
            "x.example/ads",
            "|https://x.example/",
            "||x.example",
            "||x.example/a*b",
            "||x.example/a?b",
            "||x.example/a|",
            "||x.example^ads",
            "||x.example/a^b",
            "||x.example^$script",
            "||x.example/a$3p,script",
            "||x.example^$domain=y.example",
            "@@||x.example^",
            "||*.example^",
            "||x^",
            "||ads.*^",
        ] {
            assert_eq!(HostPart::of_filter(filter), None, "{filter}");
        }
    }

    #[test]
    fn paths_begin_so_or_do_not() {
        let begins = |filter: &str, path: &str| HostPart::of_filter(filter).unwrap().path.begins(path);
        for path in ["/ads", "/ads.js", "/adserver", "/ADS/1"] {
            assert!(begins("||x.example/ads", path), "{path}");
        }
        assert!(begins("||x.example/ads^", "/ads") && begins("||x.example/ads^", "/ads/1"));
        for path in ["/ads.js", "/adserver", "/ad", "/", "", "/1/ads", "/äds"] {
            assert!(!begins("||x.example/ads^", path), "{path}");
        }
    }

    proptest! {
        #[test]
        fn no_filter_makes_it_panic(filter in "(\\|\\|)?[a-z./^$*|ü]{0,20}", path in ".{0,20}") {
            if let Some(part) = HostPart::of_filter(&filter) {
                part.path.begins(&path);
            }
        }
    }
}
