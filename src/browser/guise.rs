//! As whom a page is visited: the device that it is shown, and what only the site itself is handed.

use std::fmt;

/// A text that is used and never shown: not in messages, not in evidence, not where a structure is printed.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Secret(String);

impl Secret {
    /// Keeps a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for the browser, and for what takes it out of what is kept.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// As whom a page is visited. The default is the browser as it is, on a desktop, with nothing in its hands.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Guise {
    /// The device that pages are shown on.
    pub device: Device,
    /// IANA time zone; `None` for that of the machine.
    pub time_zone: Option<String>,
    /// The user agent; `None` for that of the browser on such a device.
    pub user_agent: Option<String>,
    /// What the site itself is handed.
    pub brought: Brought,
}

/// A device, beside its viewport.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Device {
    /// Device pixels a CSS pixel.
    pub scale: f64,
    /// Which kind it is.
    pub kind: DeviceKind,
}

impl Default for Device {
    fn default() -> Self {
        Self { scale: 1.0, kind: DeviceKind::Desktop }
    }
}

/// Which kind of device pages are shown on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DeviceKind {
    /// One with a mouse.
    #[default]
    Desktop,
    /// One that is touched, whose browser heeds the viewport that a page names.
    Mobile,
}

/// What goes to the site's own origin and to nobody else. Values are for the browser, and for taking them out of evidence.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Brought {
    /// The site's own origin, as in `https://shop.example`; nothing is handed to any other.
    pub origin: String,
    /// Headers of every request to it, names in their own writing.
    pub headers: Vec<(String, Secret)>,
    /// Cookies that lie in its jar before the visit begins.
    pub cookies: Vec<BroughtCookie>,
    /// Who signs in where it asks for user and password.
    pub sign_in: Option<SignIn>,
    /// Who signs in where the proxy asks.
    pub proxy_sign_in: Option<SignIn>,
    /// What the environment held of all this, by the names of the variables: to be taken out of what is kept.
    pub from_environment: Vec<(String, Secret)>,
}

/// A cookie that lies in the jar before the visit begins, for the site's own host alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroughtCookie {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Secret,
    /// Who reads it, beside the site's servers.
    pub readers: CookieReaders,
}

/// Who reads a cookie that is brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CookieReaders {
    /// The site's servers alone (`HttpOnly`).
    #[default]
    Servers,
    /// Scripts of its pages too, whoever wrote these.
    Scripts,
}

/// User and password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// The user.
    pub user: Secret,
    /// The password.
    pub password: Secret,
}

impl Brought {
    /// Whether requests must be stopped to hand something over, or to keep it back.
    pub fn needs_stops(&self) -> bool {
        !self.headers.is_empty() || self.sign_in.is_some() || self.proxy_sign_in.is_some()
    }

    /// Whether a header is one of those that are brought.
    pub fn brings(&self, header: &str) -> bool {
        self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(header))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_printed_with_what_holds_it() {
        let sign_in = SignIn { user: Secret::new("me"), password: Secret::new("hunter2") };
        let headers = vec![("X-Team".to_owned(), Secret::new("t0ken"))];
        let brought = Brought { headers, sign_in: Some(sign_in), ..Brought::default() };
        let printed = format!("{:?}", Guise { brought: brought.clone(), ..Guise::default() });
        assert!(!printed.contains("t0ken") && !printed.contains("hunter2") && printed.contains("X-Team"), "{printed}");
        assert!(brought.brings("x-team") && !brought.brings("x-teams"));
    }
}
