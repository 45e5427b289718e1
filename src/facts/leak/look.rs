//! Finding needles in requests: one pass over the text of each, whatever the number of needles.
//!
//! Every run of letters and digits of a request is looked up among the anchors of all needles. What looks like base64
//! or hex is decoded and passed over once more; what looks like a digest is kept until all were read, and only then
//! are digests made of what could have been digested. So the work grows with the text of the requests and the number
//! of needles, never with their product.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::needles::{Needle, token_spans};
use super::places::Part;
use crate::facts::entropy::percent_decoded;

/// In which form a value left.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// As it is.
    Raw,
    /// Percent-encoded, once or twice.
    UrlEncoded,
    /// Base64, with the usual or the URL-safe alphabet.
    Base64,
    /// Hexadecimal.
    Hex,
    /// Its MD5.
    Md5,
    /// Its SHA-1.
    Sha1,
    /// Its SHA-256.
    Sha256,
}

impl Form {
    /// Its word, as in the catalogue.
    pub fn word(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::UrlEncoded => "url-encoded",
            Self::Base64 => "base64",
            Self::Hex => "hex",
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
        }
    }

    /// The digest whose hexadecimal text has this length.
    fn of_digest(length: usize) -> Option<Self> {
        match length {
            32 => Some(Self::Md5),
            40 => Some(Self::Sha1),
            64 => Some(Self::Sha256),
            _ => None,
        }
    }
}

/// A needle found: of which source, in which request, where and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Number of the group of sources.
    pub source: usize,
    /// Number of the request.
    pub request: usize,
    /// Where.
    pub part: Part,
    /// How.
    pub form: Form,
}

/// Needles of many sources, and what was found of them so far.
#[derive(Debug, Default)]
pub struct Search {
    by_anchor: BTreeMap<String, Vec<(usize, Needle)>>,
    hits: BTreeSet<Hit>,
    digests: BTreeMap<Vec<u8>, Vec<(usize, Part)>>,
}

/// Shortest base64 or hexadecimal text that is decoded: shorter ones cannot hold 32 bits of anything.
const SHORTEST_CODE: usize = 8;

impl Search {
    /// Adds what is to be found of a source.
    pub fn add(&mut self, source: usize, needles: impl IntoIterator<Item = Needle>) {
        for needle in needles {
            self.by_anchor.entry(needle.anchor.clone()).or_default().push((source, needle));
        }
    }

    /// Looks through a part of a request.
    pub fn look(&mut self, request: usize, part: Part, text: &str) {
        self.plain(request, part, text, Form::Raw);
        self.coded(request, part, text);
        let mut encoded = text.to_owned();
        for _ in 0..2 {
            let decoded = percent_decoded(&encoded);
            if decoded == encoded {
                break;
            }
            self.plain(request, part, &decoded, Form::UrlEncoded);
            self.coded(request, part, &decoded);
            encoded = decoded;
        }
    }

    fn plain(&mut self, request: usize, part: Part, text: &str, form: Form) {
        for (from, to) in token_spans(text) {
            let Some(token) = text.get(from..to) else { continue };
            let Some(known) = self.by_anchor.get(token) else { continue };
            for (source, _) in known.iter().filter(|(_, needle)| stands_at(needle, text, from)) {
                let hit = Hit { source: *source, request, part, form };
                // What stands there as it is, is found again in every decoded form of the text.
                if !self.hits.contains(&Hit { form: Form::Raw, ..hit }) {
                    self.hits.insert(hit);
                }
            }
        }
    }

    /// Decodes what looks encoded, and keeps what looks like a digest.
    fn coded(&mut self, request: usize, part: Part, text: &str) {
        let is_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_' | '=');
        for word in text.split(|c| !is_code(c)).filter(|word| word.len() >= SHORTEST_CODE) {
            // `key=value` is one word by its letters; a value never begins with the sign that fills base64 up.
            let value = word.trim_end_matches('=');
            for value in value.split('=').filter(|value| value.len() >= SHORTEST_CODE) {
                self.decoded(request, part, value);
            }
        }
    }

    fn decoded(&mut self, request: usize, part: Part, value: &str) {
        let bytes = unhex(value);
        if let (Some(bytes), Some(_)) = (&bytes, Form::of_digest(value.len())) {
            self.digests.entry(bytes.clone()).or_default().push((request, part));
        }
        if let Some(text) = bytes.and_then(readable) {
            self.plain(request, part, &text, Form::Hex);
        }
        let pieces = value.split('/').filter(|piece| piece.len() >= SHORTEST_CODE && *piece != value);
        for code in std::iter::once(value).chain(pieces) {
            if let Some(text) = unbase64(code).and_then(readable) {
                self.plain(request, part, &text, Form::Base64);
            }
        }
    }

    /// Whether digests were seen, so that it is worth making some.
    pub fn saw_digests(&self) -> bool {
        !self.digests.is_empty()
    }

    /// Looks whether a text of a source left as a digest.
    pub fn look_for_digests(&mut self, source: usize, text: &str) {
        let made: [(Form, Vec<u8>); 3] = [
            (Form::Md5, Md5::digest(text).to_vec()),
            (Form::Sha1, Sha1::digest(text).to_vec()),
            (Form::Sha256, Sha256::digest(text).to_vec()),
        ];
        for (form, digest) in made {
            for (request, part) in self.digests.get(&digest).into_iter().flatten() {
                self.hits.insert(Hit { source, request: *request, part: *part, form });
            }
        }
    }

    /// Everything that was found, in order.
    pub fn into_hits(self) -> BTreeSet<Hit> {
        self.hits
    }
}

/// Whether a needle whose anchor was found at `at` stands there whole, as whole tokens.
fn stands_at(needle: &Needle, text: &str, at: usize) -> bool {
    let Some(begin) = at.checked_sub(needle.anchor_at) else { return false };
    let (Some(before), Some(rest)) = (text.get(..begin), text.get(begin..)) else { return false };
    let Some(after) = rest.strip_prefix(needle.text.as_str()) else { return false };
    !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let pairs = (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok());
    pairs.collect()
}

/// Base64 with either alphabet, filled up or not, ends that do not fit forgiven.
fn unbase64(text: &str) -> Option<Vec<u8>> {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let alphabet = if text.contains(['-', '_']) { base64::alphabet::URL_SAFE } else { base64::alphabet::STANDARD };
    GeneralPurpose::new(&alphabet, config).decode(text).ok()
}

/// Bytes that are text; what decodes to noise was not encoded.
fn readable(bytes: Vec<u8>) -> Option<String> {
    let text = String::from_utf8(bytes).ok()?;
    let plain = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    text.chars().all(plain).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::leak::needles::needles;

    const VALUE: &str = "GA1.1.1827364551.1795514400";
    const OTHER: &str = "GA1.1.2058374619.1795514403";
    const UUID: &str = "3f2a9c1e-77b2-4c1f-9d3e-0a1b2c3d4e5f";

    fn forms(value: &str, other: Option<&str>, text: &str) -> Vec<Form> {
        let mut search = Search::default();
        search.add(0, needles(value, other, 1_795_514_400));
        search.look(0, Part::Query, text);
        if search.saw_digests() {
            for text in super::super::needles::digested(value, other, 1_795_514_400) {
                search.look_for_digests(0, &text);
            }
        }
        search.into_hits().into_iter().map(|hit| hit.form).collect()
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn a_value_is_found_in_every_form() {
        let standard = base64::engine::general_purpose::STANDARD.encode(VALUE);
        let bare = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(format!("{{\"cid\":\"{VALUE}\"}}"));
        let id = "1827364551.1795514400";
        for (text, form) in [
            (format!("v=2&cid={id}&t=x"), Form::Raw),
            (VALUE.to_owned(), Form::Raw),
            (format!("u=https%3A%2F%2Fa.example%2F%3Fid%3D{id}%26x"), Form::UrlEncoded),
            (format!("u=%253Fid%253D{id}%2526x"), Form::UrlEncoded),
            (format!("d={standard}&t=1"), Form::Base64),
            (format!("d={}", standard.trim_end_matches('=')), Form::Base64),
            (format!("d={}", standard.replace('=', "%3D")), Form::Base64),
            (format!("d={bare}"), Form::Base64),
            (format!("d={}", hex(VALUE.as_bytes())), Form::Hex),
            (format!("h={}", hex(&Md5::digest(VALUE))), Form::Md5),
            (format!("h={}", hex(&Sha1::digest(id)).to_uppercase()), Form::Sha1),
            (format!("{{\"h\":\"{}\"}}", hex(&Sha256::digest("1827364551"))), Form::Sha256),
        ] {
            assert_eq!(forms(VALUE, Some(OTHER), &text), [form], "{text}");
        }
        assert_eq!(forms(UUID, None, &format!("id={}", UUID.replace('-', ""))), [Form::Raw]);
    }

    #[test]
    fn what_merely_looks_alike_is_not_found() {
        for text in [
            "v=2&t=1795514400&tid=G-TEST",
            "cid=18273645510",
            "cid=x1827364551",
            "cid=2058374619.1795514403",
            "h=d41d8cd98f00b204e9800998ecf8427e",
            "d=R0ExLjEuMjA1ODM3NDYxOS4xNzk1NTE0NDAz",
            "",
        ] {
            assert_eq!(forms(VALUE, Some(OTHER), text), [], "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn looking_never_panics(value in "\\PC{0,60}", text in "\\PC{0,200}") {
            forms(&value, None, &text);
        }

        #[test]
        fn a_random_value_is_found_wherever_it_stands(id in "[0-9a-f]{8}[g-z][0-9a-z]{11}", before in "[a-z]{0,5}[=&/%]", after in "([&/#].{0,5})?") {
            proptest::prop_assume!(!needles(&id, None, 0).is_empty());
            let text = [before.as_str(), &id, &after].concat();
            proptest::prop_assert!(!forms(&id, None, &text).is_empty());
        }
    }
}
