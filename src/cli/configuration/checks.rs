//! The checks of single words, and what they mean once they passed.

use super::super::arguments::{FormWord, WriteWord};
use super::super::exit::Trouble;
use super::super::states;
use crate::evidence::State;
use crate::facts::BannerKind;
use crate::report::{Expected, NoThreshold, Presence, Threshold};
use crate::yaml::{nearest, suggest};

/// What is wrong with a word, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// What.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// A check of a word.
pub type Check = fn(&str) -> Result<(), Wrong>;

pub(super) fn wrong<T>(message: impl Into<String>, help: impl Into<String>) -> Result<T, Wrong> {
    Err(Wrong { message: message.into(), help: help.into() })
}

/// Devices with width, height, scale, and whether they are mobile.
pub const DEVICES: [(&str, &str, &str, &str); 3] =
    [("desktop", "1280x900", "1", "no"), ("phone", "412x915", "2.625", "yes"), ("tablet", "800x1280", "2", "yes")];

/// What a banner can be.
pub const BANNER_KINDS: [BannerKind; 9] = [
    BannerKind::None,
    BannerKind::Notice,
    BannerKind::AcceptOnly,
    BannerKind::AcceptSettings,
    BannerKind::AcceptReject,
    BannerKind::AcceptRejectSettings,
    BannerKind::Categories,
    BannerKind::PayOrAccept,
    BannerKind::OptOut,
];

/// Whatever it is: checked where it is used.
pub fn any(word: &str) -> Result<(), Wrong> {
    if word.is_empty() { wrong("the word is empty", "write it") } else { Ok(()) }
}

/// A line of text.
pub fn line(word: &str) -> Result<(), Wrong> {
    any(word)?;
    if word.chars().any(char::is_control) { wrong("a control character", "write one line of text") } else { Ok(()) }
}

/// `yes` or `no`.
pub fn yes_or_no(word: &str) -> Result<(), Wrong> {
    one_of(word, &["yes", "no"])
}

fn one_of(word: &str, known: &[&str]) -> Result<(), Wrong> {
    if known.contains(&word) {
        return Ok(());
    }
    wrong(format!("unknown word `{word}`"), suggest(word, known.iter().copied()))
}

/// A state.
pub fn state(word: &str) -> Result<(), Wrong> {
    let read: Result<Vec<State>, Trouble> = states::states(&[word.to_owned()], "states");
    let known = states::words();
    read.map(|_| ()).map_err(|_| Wrong {
        message: format!("`{word}` is not a state"),
        help: suggest(word, known.iter().map(String::as_str)),
    })
}

/// The path of a further page.
pub fn page(word: &str) -> Result<(), Wrong> {
    line(word)?;
    if word.contains("://") || word.starts_with("//") {
        return wrong("an address of its own", "name a page of this site by its path, as in `/cart`");
    }
    Ok(())
}

/// The first of several pages that is a page before it. Those that differ by the `/` before them go by one name.
pub fn page_again(words: &[String]) -> Option<(usize, Wrong)> {
    let name = |word: &String| word.trim_start_matches('/').to_owned();
    let again = (1..words.len()).find(|at| words.iter().take(*at).any(|word| name(word) == name(&words[*at])))?;
    let message = format!("the page `{}` is named twice", words[again]);
    Some((again, Wrong { message, help: "each page is visited once: leave one of them out".to_owned() }))
}

/// A device of [`DEVICES`].
pub fn device(word: &str) -> Result<(), Wrong> {
    one_of(word, &DEVICES.map(|(name, ..)| name))
}

/// A viewport.
pub fn viewport(word: &str) -> Result<(), Wrong> {
    viewport_of(word).map(|_| ())
}

/// The sides of a viewport.
pub fn viewport_of(word: &str) -> Result<(u32, u32), Wrong> {
    let side = |text: &str| text.parse::<u32>().ok().filter(|side| (200..=8000).contains(side));
    let sides = word.split_once('x').and_then(|(width, height)| Some((side(width)?, side(height)?)));
    sides.map_or_else(
        || wrong(format!("`{word}` is no viewport"), "width x height, each 200 to 8000, as in `1280x900`"),
        Ok,
    )
}

/// A scale.
pub fn scale(word: &str) -> Result<(), Wrong> {
    scale_of(word).map(|_| ())
}

/// Device pixels a CSS pixel.
pub fn scale_of(word: &str) -> Result<f64, Wrong> {
    let scale = word.parse::<f64>().ok().filter(|scale| (0.5..=4.0).contains(scale));
    scale.map_or_else(|| wrong(format!("`{word}` is no scale"), "a number from 0.5 to 4"), Ok)
}

/// Language tags.
pub fn locale(word: &str) -> Result<(), Wrong> {
    let fine = |tag: &str| !tag.is_empty() && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if word.split(',').all(|tag| fine(tag.trim())) {
        return Ok(());
    }
    wrong(format!("`{word}` are no languages"), "language tags separated by commas, as in `de-DE,de,en`")
}

/// A time zone.
pub fn time_zone(word: &str) -> Result<(), Wrong> {
    if time_zones().any(|zone| zone == word) {
        return Ok(());
    }
    // All six hundred are too many to be told.
    let near: Vec<String> = nearest(word, time_zones()).iter().map(|zone| format!("`{zone}`")).collect();
    let help = match near.as_slice() {
        [] => "an IANA name, as in `Europe/Paris`".to_owned(),
        near => format!("did you mean {}? It is an IANA name, as in `Europe/Paris`", near.join(" or ")),
    };
    wrong(format!("`{word}` is no time zone"), help)
}

/// The names of the time zone database (IANA, in the public domain), those that it keeps for old programs included.
pub fn time_zones() -> impl Iterator<Item = &'static str> {
    include_str!("time_zones.txt").lines()
}

/// A country.
pub fn country(word: &str) -> Result<(), Wrong> {
    if word.len() == 2 && word.chars().all(|c| c.is_ascii_alphabetic()) {
        return Ok(());
    }
    wrong(format!("`{word}` is no country"), "two letters of ISO 3166, as in `DE`")
}

/// Name and value of a header or cookie.
pub fn pair<'a>(word: &'a str, between: &str) -> Option<(&'a str, &'a str)> {
    word.split_once(between.trim_end()).map(|(name, value)| (name.trim(), value.trim()))
}

/// Where a host leads.
pub fn resolve(word: &str) -> Result<(), Wrong> {
    host_rule(word).map(|_| ())
}

/// The rule of the browser for `host:port:address`.
pub fn host_rule(word: &str) -> Result<String, Wrong> {
    let no = || wrong(format!("`{word}` leads nowhere"), "host:port:address, as in `shop.example:443:192.0.2.7`");
    let mut parts = word.splitn(3, ':');
    let (Some(host), Some(port), Some(address)) = (parts.next(), parts.next(), parts.next()) else { return no() };
    let fine = !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || "-.*".contains(c));
    let port: Option<u16> = port.parse().ok();
    let bare = address.trim_start_matches('[').trim_end_matches(']');
    let address = match bare.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V6(address)) => Some(format!("[{address}]")),
        Ok(std::net::IpAddr::V4(address)) => Some(address.to_string()),
        Err(_) => None,
    };
    match (fine, port, address) {
        (true, Some(port), Some(address)) => Ok(format!("MAP {host}:{port} {address}:{port}")),
        _ => no(),
    }
}

/// A clock.
pub fn clock(word: &str) -> Result<(), Wrong> {
    one_of(word, &CLOCKS)
}

/// The clocks that pages run on.
pub const CLOCKS: [&str; 2] = ["virtual", "real"];

/// Seconds.
pub fn deadline(word: &str) -> Result<(), Wrong> {
    if word.parse::<u64>().is_ok_and(|seconds| (1..=3600).contains(&seconds)) {
        return Ok(());
    }
    wrong(format!("`{word}` is no time for a visit"), "seconds, between 1 and 3600")
}

/// Something that is known of the banner: `banner: yes`.
pub fn expect(word: &str) -> Result<(), Wrong> {
    let (name, value) = pair(word, ": ").unwrap_or((word, ""));
    match name {
        "banner" => yes_or_no(value),
        "kind" => one_of(value, &BANNER_KINDS.map(BannerKind::word)),
        "platform" => line(value),
        _ => wrong(format!("unknown key `{name}`"), suggest(name, ["banner", "kind", "platform"])),
    }
}

/// What all words say together of the banner.
pub fn expected(words: &[String]) -> Expected {
    let mut expected = Expected::default();
    for (name, value) in words.iter().filter_map(|word| pair(word, ": ")) {
        match name {
            "banner" => expected.banner = Some(if value == "yes" { Presence::Shown } else { Presence::Absent }),
            "kind" => expected.kind = BANNER_KINDS.into_iter().find(|kind| kind.word() == value),
            "platform" => expected.platform = Some(value.to_owned()),
            _ => {}
        }
    }
    expected
}

/// A threshold.
pub fn threshold(word: &str) -> Result<(), Wrong> {
    let read: Result<Threshold, NoThreshold> = word.parse();
    read.map(|_| ())
        .map_err(|why| Wrong { message: why.to_string(), help: suggest(&why.word, why.known.iter().copied()) })
}

/// A format for standard output.
pub fn format(word: &str) -> Result<(), Wrong> {
    let read: Result<FormWord, String> = word.parse();
    read.map(|_| ()).map_err(|help| Wrong { message: format!("`{word}` is no format"), help })
}

/// A format and its file.
pub fn output_file(word: &str) -> Result<(), Wrong> {
    let read: Result<WriteWord, String> = word.parse();
    read.map(|_| ()).map_err(|help| Wrong { message: format!("`{word}` is no file of a format"), help })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_are_told_and_all_of_them_once() {
        let told = |check: Check, word: &str| check(word).map_err(|wrong| format!("{}\n{}", wrong.message, wrong.help));
        let state = told(state, "nome").unwrap_err();
        assert!(state.contains("did you mean `none`") && state.matches("known:").count() == 1, "{state}");
        let zone = told(time_zone, "Europe/Belrin").unwrap_err();
        assert!(zone.contains("did you mean `Europe/Berlin`") && !zone.contains("known:"), "{zone}");
        assert!(told(time_zone, "Mars/X").unwrap_err().contains("IANA"));
    }

    #[test]
    fn a_page_is_named_once() {
        let again = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(ToString::to_string).collect();
            page_again(&words).map(|(at, _)| at)
        };
        assert_eq!((again(&["/a", "/b", "/a"]), again(&["/a", "a"])), (Some(2), Some(1)));
        assert_eq!((again(&["/a", "/b", "/a/", "/a?x=1"]), again(&[])), (None, None));
    }

    #[test]
    fn words_pass_or_are_refused() {
        let cases: [(Check, &[&str], &[&str]); 8] = [
            (viewport, &["1280x900", "390x844"], &["1280", "1280X900", "10x10", "1280x900x1", "x"]),
            (scale, &["1", "2.625"], &["0", "five", "9", "NaN"]),
            (
                time_zone,
                &["Europe/Paris", "UTC", "Etc/GMT+3"],
                &["", "Europe/", "Europe Paris", "${TZ}", "Mars/X", "europe/paris"],
            ),
            (
                resolve,
                &["shop.example:443:192.0.2.7", "a.example:80:[2001:db8::1]", "a.example:80:2001:db8::1"],
                &[
                    "shop.example:443",
                    "shop.example:x:192.0.2.7",
                    ":443:192.0.2.7",
                    "shop.example:443:other.example",
                    "a, MAP * b:1:192.0.2.1",
                ],
            ),
            (page, &["/cart", "cart?x=1"], &["https://other.example/", "//other.example/", ""]),
            (
                expect,
                &["banner: yes", "kind: accept-reject", "platform: moove"],
                &["banner: maybe", "kind: large", "baner: yes", "banner"],
            ),
            (country, &["DE", "fr"], &["Germany", "D3"]),
            (state, &["none", "partial:analytics"], &["acept", "partial:x"]),
        ];
        for (check, good, bad) in cases {
            for word in good {
                assert_eq!(check(word), Ok(()), "{word}");
            }
            for word in bad {
                assert!(check(word).is_err(), "{word}");
            }
        }
    }
}
