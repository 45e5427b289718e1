//! Lines that set cookies, read as browsers read them (RFC 6265bis, section 5.6).

use super::cookie_date;

/// A line that sets a cookie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetCookie {
    /// Name; may be empty.
    pub name: String,
    /// Value.
    pub value: String,
    /// `Max-Age`, seconds; zero and below delete.
    pub max_age: Option<i64>,
    /// `Expires`, seconds since 1970.
    pub expires: Option<i64>,
    /// `Domain`, lower case, without a leading dot; `None` for a cookie of one host.
    pub domain: Option<String>,
    /// `Path`, if it begins with `/`.
    pub path: Option<String>,
    /// `Secure`.
    pub secure: bool,
    /// `Partitioned`.
    pub partitioned: bool,
}

/// Longest attribute value that browsers look at, bytes.
const LONGEST_ATTRIBUTE: usize = 1024;
/// Longest name and value that browsers keep, bytes.
const LONGEST_PAIR: usize = 4096;

/// Reads a line. `None` where a browser ignores it: control characters, an empty name and value, too long, or a
/// prefix (`__Host-`, `__Secure-`) whose promise the attributes do not keep.
pub fn parse(line: &str) -> Option<SetCookie> {
    if line.chars().any(|c| c.is_ascii_control() && c != '\t') {
        return None;
    }
    let mut parts = line.split(';');
    let pair = parts.next()?;
    let (name, value) = pair.split_once('=').unwrap_or(("", pair));
    let (name, value) = (trim(name), trim(value));
    if (name.is_empty() && value.is_empty()) || name.len() + value.len() > LONGEST_PAIR {
        return None;
    }
    let mut cookie = SetCookie {
        name: name.to_owned(),
        value: value.to_owned(),
        max_age: None,
        expires: None,
        domain: None,
        path: None,
        secure: false,
        partitioned: false,
    };
    for part in parts {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        cookie.take(&trim(key).to_ascii_lowercase(), trim(value));
    }
    cookie.keeps_its_prefix().then_some(cookie)
}

impl SetCookie {
    /// Applies one attribute; of two alike the last one counts.
    fn take(&mut self, key: &str, value: &str) {
        if value.len() > LONGEST_ATTRIBUTE {
            return;
        }
        match key {
            "expires" => self.expires = cookie_date::seconds(value).or(self.expires),
            "max-age" => self.max_age = max_age(value).or(self.max_age),
            "domain" => {
                let domain = value.strip_prefix('.').unwrap_or(value).to_ascii_lowercase();
                self.domain = Some(domain).filter(|domain| !domain.is_empty());
            }
            "path" => self.path = Some(value.to_owned()).filter(|path| path.starts_with('/')),
            "secure" => self.secure = true,
            "partitioned" => self.partitioned = true,
            _ => {}
        }
    }

    fn keeps_its_prefix(&self) -> bool {
        let name = self.name.to_ascii_lowercase();
        if name.starts_with("__host-") {
            self.secure && self.domain.is_none() && self.path.as_deref() == Some("/")
        } else {
            !name.starts_with("__secure-") || self.secure
        }
    }

    /// Whether the line removes the cookie, seen at `now` (seconds since 1970).
    pub fn deletes(&self, now: i64) -> bool {
        match (self.max_age, self.expires) {
            (Some(age), _) => age <= 0,
            (None, Some(at)) => at <= now,
            (None, None) => false,
        }
    }
}

/// The path that a cookie without `Path` gets from the address that set it (section 5.1.4).
pub fn default_path(url_path: &str) -> &str {
    match url_path.rfind('/') {
        Some(at) if at > 0 && url_path.starts_with('/') => &url_path[..at],
        _ => "/",
    }
}

fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

/// `-?[0-9]+`, held at the ends of what fits.
fn max_age(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let least = if text.starts_with('-') { i64::MIN } else { i64::MAX };
    Some(text.parse().unwrap_or(least))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> SetCookie {
        parse(line).unwrap_or_else(|| panic!("{line:?} was ignored"))
    }

    #[test]
    fn names_and_values_are_split_at_the_first_equals_sign() {
        let pairs = [
            ("a=b=c; Path=/", "a", "b=c"),
            (" a \t= b ", "a", "b"),
            ("alone", "", "alone"),
            ("=alone", "", "alone"),
            ("a=", "a", ""),
            ("a=\"q\"", "a", "\"q\""),
            ("k\u{e9}=\u{1f36a}", "k\u{e9}", "\u{1f36a}"),
        ];
        for (line, name, value) in pairs {
            let cookie = read(line);
            assert_eq!((cookie.name.as_str(), cookie.value.as_str()), (name, value), "{line}");
        }
    }

    #[test]
    fn of_two_attributes_alike_the_last_one_counts() {
        let cookie =
            read("a=b; DOMAIN=.Shop.Example; path=/x; Path=nothing; max-age=5; Max-Age=10; Max-Age=soon; secure");
        assert_eq!(cookie.domain.as_deref(), Some("shop.example"));
        assert_eq!((cookie.path, cookie.max_age, cookie.secure), (None, Some(10), true));
        assert_eq!(read("a=b; Domain=x.example; Domain=").domain, None);
    }

    #[test]
    fn what_browsers_ignore_is_none() {
        let long = format!("a={}", "x".repeat(5000));
        for line in ["", "=", ";Path=/", "a=b\0c", "a=b\nc", "a\u{7f}=b", &long] {
            assert_eq!(parse(line), None, "{line:?}");
        }
    }

    #[test]
    fn prefixes_must_be_kept() {
        assert!(parse("__Host-a=b; Secure; Path=/").is_some());
        for line in
            ["__Host-a=b; Path=/", "__host-a=b; Secure; Path=/; Domain=x.example", "__HOST-a=b; Secure", "__Secure-a=b"]
        {
            assert_eq!(parse(line), None, "{line}");
        }
    }

    #[test]
    fn deletion_is_told_from_storing() {
        let now = 1_795_514_400;
        assert!(read("a=; Max-Age=0; Expires=Wed, 24 Nov 2027 10:00:00 GMT").deletes(now));
        assert!(read("a=; expires=Thu, 01 Jan 1970 00:00:00 GMT").deletes(now));
        assert!(read("a=b; max-age=-99999999999999999999").deletes(now));
        assert!(!read("a=b; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT").deletes(now));
        assert!(!read("a=b").deletes(now));
    }

    #[test]
    fn default_paths_end_before_the_last_slash() {
        for (path, expected) in [("/", "/"), ("/a", "/"), ("/a/", "/a"), ("/a/b", "/a"), ("", "/"), ("a/b", "/")] {
            assert_eq!(default_path(path), expected, "{path}");
        }
    }
}
