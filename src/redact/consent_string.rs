//! Strings of consent told from identifiers that merely look like them: not only how they begin must fit, but what
//! stands in them. Kept here so that this room needs no other.

/// Digits of base64 for addresses, in order; each stands for six bits.
const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Tenths of a second from 1970 to August 2019, before which there was no TCF 2.
const FIRST_TCF: u64 = 15_646_000_000;
/// The same to the year 2050.
const LAST_TCF: u64 = 25_245_000_000;
/// Characters of a TC string up to the version of the policies.
const TCF_HEAD: usize = 23;

/// Whether a text is a string of TCF 2 or GPP, or one of Google's additional consent.
pub fn is_consent_string(text: &str) -> bool {
    is_tcf(text) || is_gpp(text) || is_additional(text)
}

/// TCF 2: version, both dates, language and version of the policies are what they can be. All of them begin with a
/// whole character.
fn is_tcf(text: &str) -> bool {
    let mut segments = text.split('.');
    let Some(core) = segments.next().and_then(sextets).filter(|core| core.len() >= TCF_HEAD) else { return false };
    let number = |from: usize, to: usize| {
        core.get(from..to).unwrap_or_default().iter().fold(0_u64, |number, six| (number << 6) | u64::from(*six))
    };
    let (created, updated) = (number(1, 7), number(7, 13));
    number(0, 1) == 2
        && (FIRST_TCF..LAST_TCF).contains(&created)
        && (created..LAST_TCF).contains(&updated)
        && number(18, 19) < 26
        && number(19, 20) < 26
        && (1..=8).contains(&number(22, 23))
        && segments.all(|segment| sextets(segment).is_some_and(|six| !six.is_empty()))
}

/// GPP: type 3, version 1, and as many sections as the header lists.
fn is_gpp(text: &str) -> bool {
    let mut parts = text.split('~');
    let Some(count) = parts.next().and_then(sextets).and_then(|header| sections(&header)) else { return false };
    let in_order = |part: &str| !part.is_empty() && part.split('.').all(|segment| sextets(segment).is_some());
    let parts: Vec<&str> = parts.collect();
    parts.len() as u64 == count && parts.into_iter().all(in_order)
}

/// How many sections the header of a GPP string lists.
fn sections(header: &[u8]) -> Option<u64> {
    let mut bits = Bits { of: header, at: 0 };
    if bits.number(6)? != 3 || bits.number(6)? != 1 {
        return None;
    }
    let mut count = 0_u64;
    for _ in 0..bits.number(12)? {
        let is_range = bits.bit()? == 1;
        let first = bits.fibonacci()?;
        count += if is_range { bits.fibonacci()? + 1 } else { 1 };
        if first == 0 || count > 64 {
            return None;
        }
    }
    // What fills up the last byte.
    let mut rest = 0;
    while let Some(bit) = bits.bit() {
        rest += 1;
        if bit == 1 || rest > 12 {
            return None;
        }
    }
    Some(count)
}

/// `2~43.46.55~dv.9.21` and the older form without the second `~`: numbers of vendors have few digits.
fn is_additional(text: &str) -> bool {
    let numbers = |list: &str| {
        list.is_empty() || list.split('.').all(|one| one.len() <= 5 && one.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let Some((consented, disclosed)) =
        text.strip_prefix("1~").or_else(|| text.strip_prefix("2~")).and_then(|rest| rest.split_once("dv."))
    else {
        return false;
    };
    numbers(consented.strip_suffix('~').unwrap_or(consented)) && numbers(disclosed)
}

/// What the characters stand for, six bits each; `None` if one is no digit.
fn sextets(text: &str) -> Option<Vec<u8>> {
    text.bytes()
        .map(|byte| DIGITS.iter().position(|digit| *digit == byte).and_then(|at| u8::try_from(at).ok()))
        .collect()
}

/// Bits of sextets, from the first on.
struct Bits<'a> {
    of: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn bit(&mut self) -> Option<u8> {
        let six = self.of.get(self.at / 6)?;
        let bit = (six >> (5 - self.at % 6)) & 1;
        self.at += 1;
        Some(bit)
    }

    fn number(&mut self, bits: u32) -> Option<u64> {
        (0..bits).try_fold(0, |number, _| Some((number << 1) | u64::from(self.bit()?)))
    }

    /// A number as the sum of Fibonacci's, the smallest first, ended by two ones in a row.
    fn fibonacci(&mut self) -> Option<u64> {
        let (mut this, mut after, mut sum, mut last) = (1_u64, 2_u64, 0_u64, 0_u8);
        loop {
            let bit = self.bit()?;
            if bit == 1 && last == 1 {
                return Some(sum);
            }
            sum = sum.checked_add(this * u64::from(bit))?;
            (this, after) = (after, this.checked_add(after)?);
            last = bit;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_of_consent_are_known() {
        for text in [
            "CQSkZMAQSkZMAAHABBENBYFgAAAAAAAAAAAAAAAAAAAA.IGNtV_T9fb2vj-_Z99_tkeYwf95y3p-wzhheMs-8NyZeH",
            "CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA",
            "DBAA",
            "DBABMA~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA",
            "DBACNY~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA~1YNN",
            "DBABLA~BVVqAAAAAqA.YA",
            "1~43.46.55~dv.",
            "2~43.46.55~dv.9.21.81",
        ] {
            assert!(is_consent_string(text), "{text}");
        }
    }

    #[test]
    fn identifiers_that_begin_like_them_are_not() {
        for text in [
            "CSx7f3a9c1e77b24c1f9d3e0a1b2c3d4e5f",
            "CPz9Kq2mX7vB4nT1wR8yL5cD0gH3jF6s",
            "COOKIEabcdefghijklmnopqrstuvwxyz",
            "DBX7f3a9",
            "DBA7f3a9c1e77b2",
            "DBAB",
            "DBABMA",
            "DBABMA~CPX~3f2a9c1e77b24c1f",
            "1~1938402617",
            "2~19384.02617",
            "1~1938402617~dv.",
            "Consent",
            "3f2a9c1e77b24c1f9d3e0a1b2c3d4e5f",
            "CAESEJ2q8f",
            "",
            "C",
            "D",
        ] {
            assert!(!is_consent_string(text), "{text}");
        }
    }
}
