//! What the demo's hosts do beyond sending a page: cookies by header, and beacons that are taken.

/// One address of the demo that does more than send a file.
#[derive(Debug, Clone, Copy)]
pub struct Reply {
    /// Host without port.
    pub host: &'static str,
    /// Path without query; a final `*` stands for anything.
    pub path: &'static str,
    /// `Set-Cookie` lines; `{id}` becomes a fresh random identifier.
    pub cookies: &'static [&'static str],
    /// What is sent.
    pub sends: Sends,
}

/// What a reply sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sends {
    /// The embedded file of that host and path, with the cookies.
    File,
    /// Status 204: a beacon was taken.
    Nothing,
}

/// All of them; the first that fits holds.
pub const REPLIES: &[Reply] = &[
    Reply {
        host: "shop.localhost",
        path: "/",
        cookies: &["PHPSESSID={id}; Path=/; HttpOnly; Secure; SameSite=Lax"],
        sends: Sends::File,
    },
    Reply { host: "demo.matomo.cloud", path: "/matomo.php", cookies: &[], sends: Sends::Nothing },
    Reply { host: "a.clarity.ms", path: "/collect", cookies: &[], sends: Sends::Nothing },
    Reply { host: "in.hotjar.com", path: "/*", cookies: &[], sends: Sends::Nothing },
    Reply { host: "analytics.tiktok.com", path: "/api/*", cookies: &[], sends: Sends::Nothing },
    Reply {
        host: "ads.localhost",
        path: "/seen",
        cookies: &["visitor={id}; Path=/; Max-Age=63072000; Secure; SameSite=None"],
        sends: Sends::Nothing,
    },
];

impl Reply {
    /// The reply of a host and path, if the table has one.
    pub fn find(host: &str, path: &str) -> Option<&'static Self> {
        REPLIES.iter().find(|reply| {
            reply.host == host
                && match reply.path.strip_suffix('*') {
                    Some(start) => path.starts_with(start),
                    None => path == reply.path,
                }
        })
    }
}
