//! What a name suggests when nobody described it.
//!
//! A guess never carries a finding. It is made only for first-party names, from words that say what they are for;
//! words that many use for many things (`id`, `uid`, `session`, `test`) suggest nothing. What an item looks like beside
//! its name is another matter (`shape.rs`).

use super::cookie::Purpose;

/// Parts of a name in lower case, what they suggest, and whether they must be a word of their own.
const SIGNS: [(&str, Purpose, &str, Stands); 18] = [
    ("csrf", Purpose::Necessary, "security", Stands::Anywhere),
    ("xsrf", Purpose::Necessary, "security", Stands::Anywhere),
    ("antiforgery", Purpose::Necessary, "security", Stands::Anywhere),
    ("gclid", Purpose::Marketing, "advertising", Stands::AsWord),
    ("fbclid", Purpose::Marketing, "advertising", Stands::AsWord),
    ("msclkid", Purpose::Marketing, "advertising", Stands::AsWord),
    ("ttclid", Purpose::Marketing, "advertising", Stands::AsWord),
    ("utm", Purpose::Marketing, "advertising", Stands::AsWord),
    ("cookieconsent", Purpose::Necessary, "consent-record", Stands::Anywhere),
    ("cookiebanner", Purpose::Necessary, "consent-record", Stands::Anywhere),
    ("cookienotice", Purpose::Necessary, "consent-record", Stands::Anywhere),
    ("gdprconsent", Purpose::Necessary, "consent-record", Stands::Anywhere),
    ("language", Purpose::Functional, "preference", Stands::AsWord),
    ("lang", Purpose::Functional, "preference", Stands::AsWord),
    ("locale", Purpose::Functional, "preference", Stands::AsWord),
    ("currency", Purpose::Functional, "preference", Stands::AsWord),
    ("timezone", Purpose::Functional, "preference", Stands::AsWord),
    ("theme", Purpose::Functional, "preference", Stands::AsWord),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// Within the name, its joints left out: `my-cookie_consent`.
    Anywhere,
    /// Between joints or changes of case: `user_lang`, `userLang`.
    AsWord,
}

/// What a name suggests, with its narrower kind.
pub(super) fn guess(name: &str) -> Option<(Purpose, &'static str)> {
    let words = words(name);
    let joined: String = words.concat();
    let holds = |sign: &str, stands: Stands| match stands {
        Stands::Anywhere => joined.contains(sign),
        Stands::AsWord => words.iter().any(|word| word == sign),
    };
    SIGNS.iter().find(|(sign, _, _, stands)| holds(sign, *stands)).map(|(_, purpose, kind, _)| (*purpose, *kind))
}

/// The words of a name in lower case: parted at whatever is no letter or digit, and where a capital follows a small one.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small_before = false;
    for letter in name.chars().take(256) {
        if !letter.is_alphanumeric() || (small_before && letter.is_uppercase()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphanumeric()) {
            word.extend(letter.to_lowercase());
        }
        small_before = letter.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_that_say_what_they_are_for_suggest_it() {
        for (name, kind) in [
            ("my_csrf_token", "security"),
            ("X-XSRF-COOKIE", "security"),
            ("userLang", "preference"),
            ("site.currency", "preference"),
            ("shop-cookie-consent", "consent-record"),
            ("last_utm_source", "advertising"),
        ] {
            assert_eq!(guess(name).map(|(_, kind)| kind), Some(kind), "{name}");
        }
    }

    #[test]
    fn words_that_many_use_suggest_nothing() {
        for name in ["id", "uid", "test", "sid", "session", "SESSION_ID", "user", "token", "slang", "utmost", "", "☃"]
        {
            assert_eq!(guess(name), None, "{name}");
        }
    }

    proptest! {
        #[test]
        fn guessing_never_panics(name in ".{0,300}") {
            guess(&name);
        }
    }
}
