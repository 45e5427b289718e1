//! The ten purposes in strings that platforms store: just enough to tell an acceptance from a refusal.

use serde_json::{Map, Value};

use super::gpp::Gpp;
use super::tc_string::TcString;

/// How many purposes every version of the framework has had.
const PURPOSES: u16 = 10;

/// The consents to the ten purposes, by number.
pub fn tc_purposes(text: &str) -> Option<Map<String, Value>> {
    TcString::purposes(text).ok().map(|granted| purposes(&granted))
}

/// The same for the European section, if there is one.
pub fn gpp_purposes(text: &str) -> Option<Map<String, Value>> {
    let gpp = Gpp::decode(text).ok()?;
    tc_purposes(&gpp.sections.iter().find(|section| section.name.as_deref() == Some("tcfeuv2"))?.raw)
}

fn purposes(granted: &[u16]) -> Map<String, Value> {
    (1..=PURPOSES).map(|number| (number.to_string(), Value::Bool(granted.contains(&number)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made with `@iabtcf/core`: purposes 1, 3 and 9; none.
    const SOME: &str = "CQgipwAQnB74AE4sCMENDMFgAKCAAAAAACQgJYQAwACQK8Ar4CWAAAAAAAAA.YAAAAAAAAAAA";
    const NONE: &str = "CQgipwAQkqUwAFhLWmENDMFgAAAAAAAAAACYAAAAAAAA.YAAAAAAAAAAA";

    fn granted(purposes: &Map<String, Value>) -> Vec<&str> {
        purposes.iter().filter(|(_, on)| **on == Value::Bool(true)).map(|(number, _)| number.as_str()).collect()
    }

    #[test]
    fn purposes_are_read() {
        assert_eq!(granted(&tc_purposes(NONE).unwrap()), Vec::<&str>::new());
        assert_eq!(granted(&tc_purposes(SOME).unwrap()), ["1", "3", "9"]);
        // Also where a cookie was too small for the whole.
        assert_eq!(granted(&tc_purposes(&SOME[..32]).unwrap()), ["1", "3", "9"]);
        for wrong in ["", "C", "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "not a string", "1"] {
            assert_eq!(tc_purposes(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_european_section_is_found_by_the_header() {
        // One section, 2: type 3, version 1, one entry, no range, Fibonacci 011.
        assert_eq!(granted(&gpp_purposes(&format!("DBABMA~{SOME}")).unwrap()), ["1", "3", "9"]);
        assert_eq!(granted(&gpp_purposes(&format!("DBACMMA~{SOME}~CAAQAAAAAABA.QA")).unwrap()), ["1", "3", "9"]);
        // Only section 7, of the United States.
        assert_eq!(gpp_purposes(&format!("DBABLA~{SOME}")), None);
        assert_eq!(gpp_purposes("DBAA"), None);
        assert_eq!(gpp_purposes(""), None);
    }
}
