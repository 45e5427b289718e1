//! What an item looks like beside its name: a guess for who asks for one, and never more than a guess.
//!
//! It is made only where the question says something of the item's lifetime, flags or value. Audits do not say it:
//! what nobody described stays unknown there, and whether a value tells browsers apart is measured over two profiles.
//!
//! The first hint that holds decides. Each is sensible by itself and owes nothing to one site or vendor:
//!
//! | whose | hint | suggests |
//! |---|---|---|
//! | third party | its domain belongs to a vendor of comfort or of consent | what the vendor is for |
//! | third party | nobody knows its domain, and it is no long value and kept for more than a day: whoever keeps something for many sites seldom does it for this one | marketing |
//! | third party | nobody knows its domain: anything else | nothing |
//! | first party | a word for a choice on cookies | necessary |
//! | first party | it is empty, and its name has no word for trying cookies: nothing is kept that could serve anything | nothing |
//! | first party | a word for logging in, a basket, a server | necessary |
//! | first party | a word for the running session, and it ends with the browser or is kept from scripts | necessary |
//! | first party | a word for trying whether cookies work, and it ends with the browser or within a day | necessary |
//! | first party | a word for advertising | marketing |
//! | first party | a word for measuring | analytics |
//! | first party | a word for what visitors choose or do for their comfort | functional |
//! | first party | kept from scripts: the site's server keeps it for itself | necessary |
//! | first party | its name is one that vendors in the book use too: what it looks like tells nothing between them | nothing |
//! | first party | it ends with the browser: one word or number is a note of whatever | nothing |
//! | first party | it ends with the browser: more than that tells sessions apart | necessary |
//! | first party | a long value: whole data, in which an identifier may be or may not be | nothing |
//! | first party | an address, kept for more than a day: from where a visitor came or where the visit began | analytics |
//! | first party | a random value, kept for an hour at most and within reach of scripts: a measured visit | analytics |
//! | first party | a random value or several numbers, kept for more than a day: it tells browsers apart | analytics |
//! | first party | one word or number, kept for more than a day, which the name does not call an identifier: a remembered setting | functional |

use super::cookie::{ItemShape, Purpose};
use super::heuristic::words;

/// A day in seconds.
const DAY: u64 = 86_400;

/// How many changes between letters and digits a random value has: fewer are words, more are data.
const RANDOM: std::ops::RangeInclusive<usize> = 7..=40;

/// How long the shape of a value is that is whole data: those of random identifiers stay shorter.
const LONG: usize = 30;

const IDENTIFIER: &[&str] = &["guid", "id", "uid", "userid", "uuid", "visitorid"];

const CONSENT: &[&str] = &[
    "acceptcookies",
    "ccpa",
    "consent",
    "consents",
    "cookieaccept",
    "cookieaccepted",
    "cookiebar",
    "cookieinfo",
    "cookielaw",
    "cookiemessage",
    "cookiepolicy",
    "cookiepref",
    "cookieprefs",
    "cookiesaccepted",
    "cookiesettings",
    "gdpr",
    "privacypolicy",
    "rgpd",
    "dsgvo",
];

const SITE: &[&str] = &[
    "affinity",
    "auth",
    "authenticated",
    "backend",
    "basket",
    "captcha",
    "cart",
    "checkout",
    "idp",
    "jwt",
    "lb",
    "loadbalancer",
    "loggedin",
    "login",
    "minicart",
    "oauth",
    "order",
    "route",
    "saml",
    "server",
    "signin",
    "sso",
    "sticky",
];

const SESSION: &[&str] = &["sess", "sessid", "session", "sessionid", "sid"];

const TRIAL: &[&str] = &[
    "check",
    "cookiecheck",
    "cookieenabled",
    "cookies",
    "cookiesenabled",
    "cookietest",
    "detectcookie",
    "enabled",
    "test",
    "testcookie",
    "verify",
];

const ADVERTISING: &[&str] = &[
    "ad",
    "ads",
    "adv",
    "advert",
    "advertising",
    "aff",
    "affiliate",
    "bid",
    "bidder",
    "campaign",
    "clickid",
    "dmp",
    "lead",
    "leads",
    "pixel",
    "prebid",
    "promo",
    "remarketing",
    "retargeting",
    "sponsor",
];

const MEASURING: &[&str] = &[
    "abtest",
    "analytics",
    "counter",
    "entrypage",
    "experiment",
    "firstvisit",
    "hits",
    "impression",
    "landing",
    "landingpage",
    "lastvisit",
    "metrics",
    "pageview",
    "pageviews",
    "referer",
    "referrer",
    "stat",
    "statistics",
    "stats",
    "track",
    "tracker",
    "tracking",
    "variant",
    "visit",
    "visitor",
    "visitorid",
    "visits",
];

/// What visitors choose or do. What a server finds out by itself (country, device) may serve anything.
const COMFORT: &[&str] = &[
    "banner",
    "closed",
    "collapsed",
    "compare",
    "dismissed",
    "favorites",
    "favourites",
    "filter",
    "filters",
    "font",
    "fontsize",
    "hidden",
    "hide",
    "layout",
    "menu",
    "modal",
    "newsletter",
    "notification",
    "notifications",
    "popup",
    "preferences",
    "prefs",
    "recent",
    "recently",
    "seen",
    "settings",
    "shown",
    "sidebar",
    "sort",
    "store",
    "style",
    "subscribe",
    "tab",
    "view",
    "viewed",
    "volume",
    "wishlist",
];

/// Whose an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// The site's own.
    First,
    /// The site's own, by a name that vendors in the book use too.
    Claimed,
    /// Kept for another domain, which belongs to a vendor of this purpose where that is known.
    Third(Option<Purpose>),
}

/// An item as hints look at it.
struct Look<'a> {
    words: Vec<String>,
    whose: Whose,
    shape: ItemShape<'a>,
}

/// One hint of the table above.
struct Hint {
    holds: fn(&Look) -> bool,
    suggests: Option<(Purpose, &'static str)>,
}

const fn hint(holds: fn(&Look) -> bool, purpose: Purpose, kind: &'static str) -> Hint {
    Hint { holds, suggests: Some((purpose, kind)) }
}

/// What tells that nothing can be told.
const fn silence(holds: fn(&Look) -> bool) -> Hint {
    Hint { holds, suggests: None }
}

const HINTS: [Hint; 21] = [
    hint(|look| look.belongs_to(Purpose::Functional), Purpose::Functional, "preference"),
    hint(|look| look.belongs_to(Purpose::Necessary), Purpose::Necessary, "session"),
    hint(|look| look.is_foreign() && !look.is_long() && !look.is_short(DAY), Purpose::Marketing, "advertising"),
    silence(|look| look.is_foreign()),
    hint(|look| look.says(CONSENT), Purpose::Necessary, "consent-record"),
    silence(|look| look.is_empty() && !look.says(TRIAL)),
    hint(|look| look.says(SITE), Purpose::Necessary, "session"),
    hint(|look| look.says(SESSION) && (look.ends() || look.is_kept_from_scripts()), Purpose::Necessary, "session"),
    hint(|look| look.says(TRIAL) && look.is_short(DAY), Purpose::Necessary, "cookie-test"),
    hint(|look| look.says(ADVERTISING), Purpose::Marketing, "advertising"),
    hint(|look| look.says(MEASURING), Purpose::Analytics, "measurement"),
    hint(|look| look.says(COMFORT), Purpose::Functional, "preference"),
    hint(|look| look.is_kept_from_scripts(), Purpose::Necessary, "session"),
    silence(|look| look.whose == Whose::Claimed),
    silence(|look| look.ends() && look.is_one_run()),
    hint(|look| look.ends(), Purpose::Necessary, "session"),
    silence(|look| look.is_long()),
    hint(|look| look.is_address() && !look.is_short(DAY), Purpose::Analytics, "measurement"),
    hint(
        |look| look.is_random() && (look.is_short(DAY / 24) || !look.is_short(DAY)),
        Purpose::Analytics,
        "measurement",
    ),
    hint(|look| look.has_numbers() && !look.is_short(DAY), Purpose::Analytics, "measurement"),
    hint(|look| look.is_plain() && !look.is_short(DAY) && !look.says(IDENTIFIER), Purpose::Functional, "preference"),
];

/// What an item suggests by all that was seen of it; nothing where nothing was seen beside its name.
pub(super) fn guess(name: &str, whose: Whose, shape: ItemShape<'_>) -> Option<(Purpose, &'static str)> {
    if shape == ItemShape::default() {
        return None;
    }
    let bare = |word: String| word.trim_end_matches(|letter: char| letter.is_ascii_digit()).to_owned();
    let look = Look { words: words(name).into_iter().map(bare).collect(), whose, shape };
    HINTS.iter().find(|hint| (hint.holds)(&look)).and_then(|hint| hint.suggests)
}

impl Look<'_> {
    fn belongs_to(&self, purpose: Purpose) -> bool {
        self.whose == Whose::Third(Some(purpose))
    }

    fn is_foreign(&self) -> bool {
        matches!(self.whose, Whose::Third(_))
    }

    /// Whether a word of the list is one of the name's, or two of the name's beside each other.
    fn says(&self, list: &[&str]) -> bool {
        let alone = self.words.iter().any(|word| list.contains(&word.as_str()));
        alone || self.words.windows(2).any(|pair| list.contains(&pair.concat().as_str()))
    }

    fn ends(&self) -> bool {
        self.shape.session == Some(true)
    }

    fn is_kept_from_scripts(&self) -> bool {
        self.shape.http_only == Some(true)
    }

    /// Whether it ends with the browser or within so many seconds.
    fn is_short(&self, most: u64) -> bool {
        self.ends() || self.shape.lifetime_s.is_some_and(|seconds| seconds <= most)
    }

    fn is_empty(&self) -> bool {
        self.shape.value.is_some_and(str::is_empty)
    }

    /// Whether it is a run of letters or of digits and nothing else.
    fn is_one_run(&self) -> bool {
        self.shape.value.is_some_and(|value| matches!(value, "a" | "A" | "9"))
    }

    fn is_long(&self) -> bool {
        self.shape.value.is_some_and(|value| value.chars().count() >= LONG)
    }

    fn is_address(&self) -> bool {
        self.shape.value.is_some_and(|value| value.starts_with("a:/") || value.starts_with("a%9A%9A%9A"))
    }

    fn is_random(&self) -> bool {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
        self.shape.value.is_some_and(|value| value.chars().all(plain) && RANDOM.contains(&changes(value)))
    }

    fn has_numbers(&self) -> bool {
        let parts = |value: &str| value.split(['.', '-', ':', '|', '_', '~']).filter(|part| *part == "9").count();
        self.shape.value.is_some_and(|value| parts(value) >= 2)
    }

    fn is_plain(&self) -> bool {
        self.shape.value.is_some_and(|value| value.chars().count() <= 3 && value.chars().all(char::is_alphanumeric))
    }
}

/// How often letters and digits, or small letters and capitals, change in the shape of a value.
fn changes(value: &str) -> usize {
    let letters: Vec<char> = value.chars().filter(char::is_ascii_alphanumeric).collect();
    letters.windows(2).filter(|pair| pair[0] != pair[1]).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SEEN: ItemShape<'_> =
        ItemShape { session: Some(false), lifetime_s: Some(90 * DAY), http_only: Some(false), value: Some("%9A") };
    const ENDS: ItemShape<'_> = ItemShape { session: Some(true), lifetime_s: None, ..SEEN };

    fn lasting(days: u64, value: &str) -> ItemShape<'_> {
        ItemShape { lifetime_s: Some(days * DAY), value: Some(value), ..SEEN }
    }

    fn first(name: &str, shape: ItemShape<'_>) -> Option<Purpose> {
        guess(name, Whose::First, shape).map(|(purpose, _)| purpose)
    }

    #[test]
    fn words_speak_where_they_stand_alone_and_are_silent_within_others() {
        use Purpose::{Analytics, Functional, Marketing, Necessary};
        for (says, purpose, silent) in [
            ("shopGdprChoice", Necessary, "mygdprish"),
            ("cookie-policy", Necessary, "cookie"),
            ("mini_cart", Necessary, "cartoon"),
            ("auth.state", Necessary, "author"),
            ("last_ad_shown", Marketing, "address"),
            ("lead-nr", Marketing, "leader"),
            ("visitorKey", Analytics, "revisited"),
            ("original_referrer", Analytics, "preference"),
            ("popup_3", Functional, "popularity"),
            ("recentlyViewed", Functional, "recentness"),
        ] {
            assert_eq!(first(says, SEEN), Some(purpose), "{says}");
            assert_eq!(first(silent, SEEN), None, "{silent}");
        }
    }

    #[test]
    fn sessions_and_trials_need_what_they_look_like() {
        for name in ["my_session", "cookie_test"] {
            assert_eq!(first(name, ENDS), Some(Purpose::Necessary), "{name}");
            assert_eq!(first(name, SEEN), None, "{name}");
        }
        let kept = ItemShape { http_only: Some(true), ..SEEN };
        assert_eq!(first("my_session", kept), Some(Purpose::Necessary));
    }

    #[test]
    fn what_it_looks_like_speaks_where_no_word_does() {
        let uuid = "9a9a9-9a-9a9-a9-9a9a9";
        let data = "aA9".repeat(10);
        let numbers = "a:9.9.9|".repeat(4);
        let kept = ItemShape { http_only: Some(true), ..lasting(400, uuid) };
        for (shape, purpose) in [
            (ENDS, Some(Purpose::Necessary)),
            (ItemShape { value: None, ..ENDS }, Some(Purpose::Necessary)),
            (ItemShape { value: Some("a"), ..ENDS }, None),
            (ItemShape { value: Some(""), ..ENDS }, None),
            (ItemShape { value: Some(""), http_only: Some(true), ..SEEN }, None),
            (ItemShape { value: Some(data.as_str()), ..ENDS }, Some(Purpose::Necessary)),
            (lasting(400, numbers.as_str()), None),
            (lasting(400, ""), None),
            (kept, Some(Purpose::Necessary)),
            (ItemShape { lifetime_s: Some(1_800), value: Some(uuid), ..SEEN }, Some(Purpose::Analytics)),
            (ItemShape { lifetime_s: Some(1_800), ..SEEN }, None),
            (lasting(400, data.as_str()), None),
            (lasting(400, uuid), Some(Purpose::Analytics)),
            (lasting(400, "9.9.9.9"), Some(Purpose::Analytics)),
            (lasting(400, "a"), Some(Purpose::Functional)),
            (lasting(400, "a:/a.a/"), Some(Purpose::Analytics)),
            (lasting(400, "a%9A%9A%9Aa.a"), Some(Purpose::Analytics)),
            (lasting(1, "a:/a.a/"), None),
            (lasting(1, uuid), None),
            (lasting(1, "9.9"), None),
            (lasting(1, "a"), None),
            (lasting(400, "{a:a}"), None),
            (ItemShape { lifetime_s: None, value: None, ..SEEN }, None),
        ] {
            assert_eq!(first("xyz", shape), purpose, "{shape:?}");
        }
    }

    #[test]
    fn an_empty_value_serves_nothing_but_a_choice_or_a_trial() {
        use Purpose::{Analytics, Marketing, Necessary};
        let empty = lasting(1, "");
        for (name, holding, without) in [
            ("referrer", Some(Analytics), None),
            ("last_ad", Some(Marketing), None),
            ("mini_cart", Some(Necessary), None),
            ("cookie_test", Some(Necessary), Some(Necessary)),
            ("gdpr", Some(Necessary), Some(Necessary)),
        ] {
            assert_eq!(first(name, lasting(1, "a.a")), holding, "{name}");
            assert_eq!(first(name, empty), without, "{name}");
        }
    }

    #[test]
    fn a_number_that_is_called_an_identifier_is_no_setting() {
        assert_eq!(first("xyz", lasting(90, "9")), Some(Purpose::Functional));
        assert_eq!(first("UserId", lasting(90, "9")), None);
        assert_eq!(first("shop_uid2", lasting(90, "9")), None);
    }

    #[test]
    fn other_peoples_domains_suggest_what_they_are_for_or_else_advertising() {
        let third = |owner, shape| guess("xyz", Whose::Third(owner), shape).map(|(purpose, _)| purpose);
        assert_eq!(third(Some(Purpose::Functional), SEEN), Some(Purpose::Functional));
        assert_eq!(third(Some(Purpose::Necessary), SEEN), Some(Purpose::Necessary));
        assert_eq!(third(None, SEEN), Some(Purpose::Marketing));
    }

    #[test]
    fn other_peoples_domains_suggest_nothing_of_what_tells_no_browsers_apart() {
        let data = "%9A".repeat(10);
        for shape in [ENDS, lasting(1, "9a9a"), lasting(400, &data)] {
            assert_eq!(guess("xyz_auth_ad", Whose::Third(None), shape), None, "{shape:?}");
        }
    }

    #[test]
    fn a_name_that_vendors_use_too_is_told_by_words_and_flags_alone() {
        let claimed = |name, shape| guess(name, Whose::Claimed, shape).map(|(purpose, _)| purpose);
        let uuid = lasting(400, "9a9a9-9a-9a9-a9-9a9a9");
        assert_eq!(claimed("xyz", uuid), None);
        assert_eq!(claimed("xyz", ENDS), None);
        assert_eq!(claimed("xyz", lasting(400, "a")), None);
        assert_eq!(claimed("xyz", ItemShape { http_only: Some(true), ..uuid }), Some(Purpose::Necessary));
        assert_eq!(claimed("cart", uuid), Some(Purpose::Necessary));
    }

    #[test]
    fn what_a_server_finds_out_by_itself_is_no_choice_of_the_visitor() {
        for name in ["country", "is_mobile", "geo_region", "screen", "weather-data"] {
            assert_eq!(first(name, SEEN), None, "{name}");
        }
    }

    #[test]
    fn nothing_is_guessed_of_what_was_not_seen() {
        for whose in [Whose::First, Whose::Third(None), Whose::Third(Some(Purpose::Functional))] {
            assert_eq!(guess("visitor_ad_cart", whose, ItemShape::default()), None, "{whose:?}");
        }
    }

    proptest! {
        #[test]
        fn guessing_never_panics(name in ".{0,100}", value in ".{0,60}", seconds in any::<u64>()) {
            guess(&name, Whose::First, ItemShape { lifetime_s: Some(seconds), value: Some(&value), ..SEEN });
        }
    }
}
