//! The demo sites: what each is, and what an audit must find on it.

/// One demo site as the table says it.
#[derive(Debug, Clone, Copy)]
pub struct SiteEntry {
    /// Folder of its pages, and first label of its host.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// What it is, one line.
    pub about: &'static str,
    /// Ids of the rules that must fail on it; empty for a site that is to stay silent.
    pub must_find: &'static [&'static str],
    /// Whether it answers.
    pub up: Up,
}

/// Whether a demo site answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Up {
    /// It does.
    Yes,
    /// Its port refuses connections.
    Down,
}

/// All demo sites, in the order in which they are audited.
pub const SITES: &[SiteEntry] = &[
    SiteEntry {
        id: "shop",
        name: "Honest shop",
        about: "accept, reject and settings side by side; nothing before a choice; a refusal is kept",
        must_find: &[],
        up: Up::Yes,
    },
    SiteEntry {
        id: "blog",
        name: "Leaky blog",
        about: "measures before any choice, ignores a refusal, ticks a box beforehand, hides its reject",
        must_find: &[
            "pre-consent-tracking-cookie",
            "pre-consent-tracking-request",
            "preticked-consent",
            "prominence-size",
            "reject-text-unreadable",
            "tracking-cookie-after-reject",
            "tracking-request-after-reject",
            "reject-equals-accept",
            "cookie-lifetime-over-limit",
        ],
        up: Up::Yes,
    },
    SiteEntry {
        id: "news",
        name: "News site",
        about: "accept and settings only; a login box, a playlist dialog and an article about cookies as decoys",
        must_find: &["reject-not-on-first-layer", "reject-more-steps"],
        up: Up::Yes,
    },
    SiteEntry {
        id: "weather",
        name: "Weather service",
        about: "an honest banner inside a frame of another origin",
        must_find: &[],
        up: Up::Yes,
    },
    SiteEntry {
        id: "library",
        name: "City library",
        about: "a banner in a closed shadow root; a refusal is forgotten by the tracker on the next visit",
        must_find: &["tracking-cookie-after-reject", "tracking-request-after-reject"],
        up: Up::Yes,
    },
    SiteEntry {
        id: "travel",
        name: "Travel agency",
        about: "a banner that comes after five seconds, and a tracker that does not wait for it",
        must_find: &["pre-consent-tracking-cookie", "pre-consent-tracking-request"],
        up: Up::Yes,
    },
    SiteEntry {
        id: "down",
        name: "Site that is down",
        about: "refuses the connection: nothing is known, so nothing is called clean",
        must_find: &[],
        up: Up::Down,
    },
];
