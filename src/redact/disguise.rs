//! One token to another of the same shape: each character is drawn by a keyed digest of the token up to it, from
//! those of its own kind. Equal tokens become equal ones, and equal beginnings equal beginnings, for what two values
//! share tells constants from identifiers.

use hmac::digest::KeyInit;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::Salt;
use super::shape;
use super::words;

const VOWELS: &str = "aeiou";
const CONSONANTS: &str = "ghjklmnprstvw";
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
const HEX_LETTERS: &str = "abcdef";
const DIGITS: &str = "0123456789";
/// After so many tries the last is taken: it is as long and of the same characters.
const MOST_TRIES: u8 = 32;
/// Characters of a token beyond which one draw is enough: what is left to chance in it no longer tells whether it
/// identifies.
const LONG: usize = 64;
/// Of a moment in time so many digits stay: they tell the fortnight of the run, which stands in the evidence.
const MOMENT_DIGITS: usize = 4;

/// Replaces tokens under one salt.
pub struct Disguise {
    key: Hmac<Sha256>,
}

impl Disguise {
    /// Under `salt`.
    pub fn new(salt: &Salt) -> Self {
        // As long as a block of the digest: taken as it stands.
        let mut block = [0_u8; 64];
        block.iter_mut().zip(salt).for_each(|(to, from)| *to = *from);
        let key = <Hmac<Sha256> as KeyInit>::new((&block).into());
        Self { key }
    }

    /// The token that stands for `token`. What is too short to tell anything stays, and so do words of consent.
    pub fn token(&self, token: &str) -> String {
        if is_harmless(token) {
            return token.to_owned();
        }
        if token.is_ascii() && shape::word_count(token).is_some() {
            return self.words(token);
        }
        let mut made = String::new();
        let is_long = token.chars().nth(LONG).is_some();
        for attempt in 0..MOST_TRIES {
            made = self.drawn(token, attempt);
            if is_long {
                break;
            }
            if made != token && shape::is_alike(token, &made) {
                break;
            }
        }
        made
    }

    /// Words that nobody knows: as long, with capitals where they were, repeating themselves where those did.
    fn words(&self, token: &str) -> String {
        let digest = self.digest(&["word", token], 0);
        let period = shape::period(&token.chars().collect::<Vec<_>>());
        let mut made: Vec<char> = Vec::new();
        let mut draw = digest.iter().cycle().enumerate().map(|(round, byte)| usize::from(*byte) + round * 7);
        for word in shape::words(token) {
            for (place, c) in word.chars().enumerate() {
                let from = if place % 2 == 0 { CONSONANTS } else { VOWELS };
                let drawn = pick(from, draw.next().unwrap_or_default());
                let again = made.len().checked_sub(period).and_then(|before| made.get(before)).copied();
                let fresh = if c.is_ascii_uppercase() { drawn.to_ascii_uppercase() } else { drawn };
                made.push(again.unwrap_or(fresh));
            }
        }
        made.into_iter().collect()
    }

    fn drawn(&self, token: &str, attempt: u8) -> String {
        let chars: Vec<char> = token.chars().collect();
        let period = shape::period(&chars);
        let carried = shape::carried_on(&chars);
        let hex = is_hex(token);
        let kept = if shape::is_moment(token) { MOMENT_DIGITS } else { 0 };
        let mut made: Vec<char> = Vec::with_capacity(chars.len());
        // Goes along with the token, so that each character costs as much as the one before it.
        let mut beginning = self.key.clone();
        beginning.update(b"char\0");
        for (at, c) in chars.iter().enumerate() {
            let mut bytes = [0_u8; 4];
            beginning.update(c.encode_utf8(&mut bytes).as_bytes());
            let next = if at < kept {
                *c
            } else if at >= period {
                made.get(at - period).copied().unwrap_or(*c)
            } else if carried.get(at) == Some(&true) {
                carry_on(&made).unwrap_or(*c)
            } else {
                let digest = ended(beginning.clone(), attempt);
                let number = digest.first().map_or(0, |byte| usize::from(*byte)) * 256
                    + digest.get(1).map_or(0, |byte| usize::from(*byte));
                of_its_kind(*c, hex, number)
            };
            made.push(next);
        }
        made.into_iter().collect()
    }

    fn digest(&self, parts: &[&str], attempt: u8) -> Vec<u8> {
        let mut mac = self.key.clone();
        for part in parts {
            mac.update(part.as_bytes());
            mac.update(&[0]);
        }
        ended(mac, attempt)
    }
}

fn ended(mut mac: Hmac<Sha256>, attempt: u8) -> Vec<u8> {
    mac.update(&[0, attempt]);
    mac.finalize().into_bytes().to_vec()
}

/// Whether a token says nothing of a person: one digit, up to three characters that are not all digits, or a word of
/// consent.
fn is_harmless(token: &str) -> bool {
    let length = token.chars().count();
    let digits = token.chars().all(char::is_numeric);
    length <= 1 || (length <= 3 && !digits && token.is_ascii()) || words::is_word(token)
}

/// Whether a token is written in hexadecimal digits; a short one, as in the middle of a UUID, shows it by its digits.
fn is_hex(token: &str) -> bool {
    let of_one_case =
        |letters: std::ops::RangeInclusive<char>| token.chars().all(|c| c.is_ascii_digit() || letters.contains(&c));
    let telling = token.len() >= 6 || token.chars().any(|c| c.is_ascii_digit());
    telling && (of_one_case('a'..='f') || of_one_case('A'..='F'))
}

/// The character that carries on the run in which `made` ends.
fn carry_on(made: &[char]) -> Option<char> {
    let [.., before, last] = made else { return None };
    let step = i64::from(u32::from(*last)) - i64::from(u32::from(*before));
    let next = char::from_u32(u32::try_from(i64::from(u32::from(*last)) + step).ok()?)?;
    (step.abs() <= 1 && next.is_ascii_alphanumeric()).then_some(next)
}

fn of_its_kind(c: char, hex: bool, number: usize) -> char {
    let letters = if hex { HEX_LETTERS } else { LETTERS };
    match c {
        '0'..='9' => pick(DIGITS, number),
        'a'..='z' => pick(letters, number),
        'A'..='Z' => pick(letters, number).to_ascii_uppercase(),
        _ => beyond_ascii(c, number),
    }
}

/// A letter of another alphabet for one: no letter of the original stays.
fn beyond_ascii(c: char, number: usize) -> char {
    let (first, many) = match c {
        _ if c.len_utf8() == 2 && c.is_uppercase() => (0x0391, 16),
        _ if c.len_utf8() == 2 => (0x03b1, 17),
        _ => (0x4e00, 4096),
    };
    u32::try_from(number % many).ok().and_then(|place| char::from_u32(first + place)).unwrap_or('\u{3b1}')
}

fn pick(from: &str, number: usize) -> char {
    from.as_bytes().get(number % from.len()).map_or('x', |byte| char::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn disguise() -> Disguise {
        Disguise::new(&[7; 32])
    }

    #[test]
    fn length_alphabet_news_and_word_likeness_stay() {
        for token in [
            "1938402617",
            "3f2a9c1e77b24c1f9d3e0a1b2c3d4e5f",
            "3F2A9C1E",
            "kX9vQ2aa",
            "qzrtvbnm",
            "aBcDeFgH",
            "anna",
            "schmidtAnna",
            "123456",
            "aaaaaaaa",
            "xyqxyq",
            "20000017",
            "1795514400",
            "s0f000000c0ffee",
            "m\u{fc}ller",
            "192",
            "42",
        ] {
            let made = disguise().token(token);
            assert_ne!(made, token);
            assert_eq!(made.chars().count(), token.chars().count(), "{token} became {made}");
            assert!(shape::is_alike(token, &made), "{token} became {made}");
            assert_eq!(shape::is_identifying(token), shape::is_identifying(&made), "{token} became {made}");
        }
    }

    #[test]
    fn what_says_nothing_stays() {
        for token in ["1", "all", "yes", "GA1", "Granted", "de"] {
            assert_eq!(disguise().token(token), token);
        }
    }

    #[test]
    fn equal_stays_equal_and_another_salt_gives_another_token() {
        let other = Disguise::new(&[8; 32]);
        assert_eq!(disguise().token("3f2a9c1e77b2"), disguise().token("3f2a9c1e77b2"));
        assert_ne!(disguise().token("3f2a9c1e77b2"), other.token("3f2a9c1e77b2"));
        assert_ne!(disguise().token("3f2a9c1e77b2"), disguise().token("3f2a9c1e77b3"));
        assert!(disguise().token("1795514400").starts_with("1795"), "a moment stays one");
    }
}
