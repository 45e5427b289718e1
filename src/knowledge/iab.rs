//! The ten purposes in the strings of the IAB: just enough to tell an acceptance from a refusal.

use serde_json::{Map, Value};

/// Where the consents to purposes begin in the core of a consent string, in bits.
const PURPOSES_AT: usize = 152;
/// How many purposes every version of the framework has.
const PURPOSES: usize = 10;
/// The version that the framework has had since 2020.
const TC_VERSION: u64 = 2;
/// What a string of the Global Privacy Platform begins with.
const GPP_TYPE: u64 = 3;
/// The European section of the Global Privacy Platform.
const GPP_EUROPE: u64 = 2;

/// The consents to the ten purposes, by number.
pub(super) fn tc_purposes(text: &str) -> Option<Map<String, Value>> {
    let core = Bits::of(text.trim().split('.').next()?)?;
    if core.number(0, 6)? != TC_VERSION {
        return None;
    }
    (0..PURPOSES).map(|at| Some(((at + 1).to_string(), Value::Bool(core.bit(PURPOSES_AT + at)?)))).collect()
}

/// The same for the European section, if there is one.
pub(super) fn gpp_purposes(text: &str) -> Option<Map<String, Value>> {
    let mut parts = text.trim().split('~');
    let header = Bits::of(parts.next()?)?;
    if header.number(0, 6)? != GPP_TYPE {
        return None;
    }
    let place = sections(&header)?.into_iter().position(|id| id == GPP_EUROPE)?;
    tc_purposes(parts.nth(place)?)
}

/// Ids of the sections: a count, then single ids or ranges, each as the step from the one before.
fn sections(header: &Bits) -> Option<Vec<u64>> {
    let mut at = 24;
    let mut ids = Vec::new();
    let mut last = 0;
    for _ in 0..header.number(12, 12)? {
        let range = header.bit(at)?;
        at += 1;
        let first = header.fibonacci(&mut at)?.checked_add(last)?;
        last = if range { header.fibonacci(&mut at)?.checked_add(first)? } else { first };
        if last - first > 64 {
            return None;
        }
        ids.extend(first..=last);
    }
    Some(ids)
}

/// A text of six bits a letter.
struct Bits(Vec<u8>);

impl Bits {
    fn of(text: &str) -> Option<Self> {
        let letter = |letter: u8| match letter {
            b'A'..=b'Z' => Some(letter - b'A'),
            b'a'..=b'z' => Some(letter - b'a' + 26),
            b'0'..=b'9' => Some(letter - b'0' + 52),
            b'-' | b'+' => Some(62),
            b'_' | b'/' => Some(63),
            _ => None,
        };
        text.trim_end_matches('=').bytes().map(letter).collect::<Option<Vec<u8>>>().map(Self)
    }

    fn bit(&self, at: usize) -> Option<bool> {
        self.0.get(at / 6).map(|six| six >> (5 - at % 6) & 1 == 1)
    }

    fn number(&self, at: usize, length: usize) -> Option<u64> {
        (at..at + length).try_fold(0, |number, at| Some(number << 1 | u64::from(self.bit(at)?)))
    }

    /// A number in Fibonacci's coding, which ends with two ones.
    fn fibonacci(&self, at: &mut usize) -> Option<u64> {
        let (mut small, mut large, mut number, mut before) = (1_u64, 2_u64, 0_u64, false);
        loop {
            let bit = self.bit(*at)?;
            *at += 1;
            if bit && before {
                return Some(number);
            }
            if bit {
                number = number.checked_add(small)?;
            }
            before = bit;
            (small, large) = (large, small.checked_add(large)?);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn granted(purposes: &Map<String, Value>) -> Vec<&str> {
        purposes.iter().filter(|(_, on)| **on == Value::Bool(true)).map(|(number, _)| number.as_str()).collect()
    }

    /// A core with these bits at the place of the purposes.
    fn core(purposes: u32) -> String {
        let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let mut bits = vec![false; 240];
        bits[4] = true;
        for (at, bit) in bits.iter_mut().skip(PURPOSES_AT).take(24).enumerate() {
            *bit = purposes >> at & 1 == 1;
        }
        let six = |six: &[bool]| six.iter().fold(0, |number, bit| number * 2 + usize::from(*bit));
        bits.chunks(6).map(|bits| char::from(letters[six(bits)])).collect()
    }

    #[test]
    fn purposes_are_read() {
        assert_eq!(granted(&tc_purposes(&core(0)).unwrap()), Vec::<&str>::new());
        assert_eq!(granted(&tc_purposes(&core(0b101)).unwrap()), ["1", "3"]);
        assert_eq!(granted(&tc_purposes(&format!("{}.IAAA", core(0xfff))).unwrap()).len(), 10);
        for wrong in ["", "C", "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "not a string", "1"] {
            assert_eq!(tc_purposes(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_european_section_is_found_by_the_header() {
        // One section, 2: type 3, version 1, one entry, no range, Fibonacci 011.
        let header = "DBABMA";
        assert_eq!(granted(&gpp_purposes(&format!("{header}~{}", core(0b1000))).unwrap()), ["4"]);
        assert_eq!(granted(&gpp_purposes(&format!("DBACMMA~{}~CAAQAAAAAABA.QA", core(1))).unwrap()), ["1"], "2 and 7");
        // Only section 7, of the United States.
        assert_eq!(gpp_purposes(&format!("DBABLA~{}", core(1))), None);
        assert_eq!(gpp_purposes("DBAA"), None);
        assert_eq!(gpp_purposes(""), None);
    }
}
