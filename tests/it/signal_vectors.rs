//! Consent strings: every field of those that the IAB's own libraries made, and no panic on any other.
//!
//! `tests/vectors/signals.json` is made by `tests/sites/make/signal_vectors.mjs`. More files of the same forms can be
//! named by `CONSENTINEL_TCF_VECTORS` and `CONSENTINEL_GPP_VECTORS`.

use consentinel::knowledge::signals::{Gpp, SegmentKind, TcString, UsAnswer, UsPrivacy};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn own() -> Value {
    serde_json::from_str(include_str!("../vectors/signals.json")).unwrap()
}

#[expect(clippy::disallowed_methods, reason = "files that are not part of the repository are named by the caller")]
fn named_by(variable: &str) -> Option<Value> {
    let path = std::env::var_os(variable)?;
    Some(serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
}

fn strings(vectors: &Value, list: &str, key: &str) -> Vec<String> {
    vectors[list].as_array().unwrap().iter().map(|one| one[key].as_str().unwrap().to_owned()).collect()
}

/// Every field of `expected` that is a field of the string has its value.
fn holds_all(name: &str, string: &TcString, expected: &Map<String, Value>) -> usize {
    const NOT_DECODED: &[&str] = &["name", "note", "tc_string"];
    let read = serde_json::to_value(string).unwrap();
    let mut held = 0;
    for (field, value) in expected.iter().filter(|(field, _)| !NOT_DECODED.contains(&field.as_str())) {
        assert_eq!(&read[field], value, "{name}: {field}");
        held += 1;
    }
    held
}

#[test]
fn every_field_of_our_own_tc_strings_is_read() {
    let vectors = own();
    let all = vectors["tcf"].as_array().unwrap();
    assert!(all.len() >= 11);
    for one in all {
        let string = TcString::decode(one["string"].as_str().unwrap()).unwrap_or_else(|why| panic!("{one}: {why}"));
        assert_eq!(holds_all(&one["name"].to_string(), &string, one["decoded"].as_object().unwrap()), 26);
    }
    let group = TcString::decode(&strings(&vectors, "tcf", "string")[9]).unwrap();
    let kinds: Vec<SegmentKind> = group.segments.iter().map(|segment| segment.kind).collect();
    assert_eq!(kinds, [SegmentKind::Core, SegmentKind::DisclosedVendors, SegmentKind::AllowedVendors]);
}

#[test]
fn every_field_of_other_tc_strings_is_read() {
    let Some(vectors) = named_by("CONSENTINEL_TCF_VECTORS") else { return };
    for one in vectors["vectors"].as_array().unwrap() {
        let string = TcString::decode(one["tc_string"].as_str().unwrap()).unwrap_or_else(|why| panic!("{one}: {why}"));
        assert_eq!(holds_all(&one["name"].to_string(), &string, one.as_object().unwrap()), 23);
    }
}

#[test]
fn every_field_of_our_own_gpp_strings_is_read() {
    let mut sections = 0;
    for one in own()["gpp"].as_array().unwrap() {
        let gpp = Gpp::decode(one["string"].as_str().unwrap()).unwrap_or_else(|why| panic!("{one}: {why}"));
        assert_eq!(json!(gpp.section_ids), one["section_ids"]);
        for (name, fields) in one["decoded"].as_object().unwrap() {
            let read = gpp.section(name).unwrap_or_else(|| panic!("{name}: {:?}", gpp.sections));
            if name == "uspv1" {
                let answer = |letter: &Value| match letter.as_str() {
                    Some("Y") => "yes",
                    Some("N") => "no",
                    _ => "not-applicable",
                };
                assert_eq!(read["opt_out_sale"], answer(&fields["OptOutSale"]));
                assert_eq!((&read["notice"], &read["lspa_covered"]), (&json!("yes"), &json!("not-applicable")));
            } else {
                let fields = fields.as_object().unwrap();
                assert!(fields.len() >= 9, "{name}: {fields:?}");
                for (field, value) in fields {
                    assert_eq!(&read[field], value, "{name}: {field} of {one}");
                }
            }
            sections += 1;
        }
    }
    assert!(sections >= 29, "{sections}");
}

#[test]
fn other_gpp_strings_are_read() {
    let Some(vectors) = named_by("CONSENTINEL_GPP_VECTORS") else { return };
    for one in vectors["vectors"].as_array().unwrap() {
        let gpp = Gpp::decode(one["gpp"].as_str().unwrap()).unwrap_or_else(|why| panic!("{one}: {why}"));
        assert_eq!(json!(gpp.section_ids), one["section_ids"]);
        for section in &gpp.sections {
            assert!(section.decoded.is_some(), "{one}: {:?}", section.fault);
            println!("{} {}", one["name"], section.decoded.as_ref().unwrap());
        }
    }
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let good = &strings(&own(), "tcf", "string")[1];
    for (text, words) in [
        ("", "core, the encoding, letter 0: it is empty"),
        ("C?", "core, the encoding, letter 1: '?'"),
        ("BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA", "core, Version, bit 0: version 1, only 2"),
        ("CQgipwAQ", "core, LastUpdated, bit 42: the string ends after 48 bits"),
        (&format!("{good}.")[..], "segment 3, the encoding, letter 0: it is empty"),
        (&format!("{good}.YAAAAAAAAAAA"), "segment 3, SegmentType, letter 0: a segment of this type was there before"),
        (&format!("{good}._AAAAAAAAAAA"), "segment 3, SegmentType, bit 0: 7 is not the type of a segment"),
    ] {
        let fault = TcString::decode(text).unwrap_err().to_string();
        assert!(fault.starts_with(words), "{text}: {fault}");
    }
    for (text, words) in [
        ("CBABLA~CAAq", "header, Type, bit 0: type 2"),
        ("DBABLA", "header, Sections, bit 12: the header names 1 sections, and 0 are there"),
        ("DBA", "header, Sections, bit 12: the string ends after 18 bits"),
    ] {
        let fault = Gpp::decode(text).unwrap_err().to_string();
        assert!(fault.starts_with(words), "{text}: {fault}");
    }
    for (text, words) in [
        ("DBABLA~CAAq", "usnat, SensitiveDataProcessing, bit 24: the string ends after 24 bits"),
        ("DBABLA~C_AVAAAAAABA", "usnat, SharingNotice, bit 6: the value 3 has no meaning"),
        ("DBABLA~DAAVAAAAAABA", "usnat, Version, bit 0: version 3, only 1 and 2 can be read"),
        ("DBABLA~CAAVAAAAAABA.gA", "usnat, segment 2, SegmentType, bit 0: 2 is not the type of a segment"),
        ("DBABTA~1YXN", "uspv1: us privacy, OptOutSale, letter 2"),
        ("DBABMA~CQgi", "tcfeuv2: core, Created, bit 6"),
        ("DBABSM~AAAA", "section 40, the id, letter 0: this version does not know the section"),
    ] {
        let gpp = Gpp::decode(text).unwrap_or_else(|why| panic!("{text}: {why}"));
        let fault = gpp.sections.last().and_then(|section| section.fault.clone()).unwrap_or_default();
        assert!(fault.starts_with(words), "{text}: {fault}");
    }
    for (text, words) in [
        ("1YN", "us privacy, the whole, letter 3: it has 3 letters"),
        ("2YNN", "us privacy, Version, letter 0"),
        ("1YXN", "us privacy, OptOutSale, letter 2: 'X'"),
    ] {
        let fault = UsPrivacy::decode(text).unwrap_err().to_string();
        assert!(fault.starts_with(words), "{text}: {fault}");
    }
    assert_eq!(UsPrivacy::decode("1yY-").unwrap().opt_out_sale, UsAnswer::Yes);
}

#[test]
fn a_short_string_that_names_endless_vendors_is_refused() {
    // 4,095 restrictions, each of one range from 1 to 65,535, would be half a gigabyte.
    let bits = |number: u64, length: usize| {
        (0..length).rev().map(move |at| number.checked_shr(at as u32).unwrap_or(0) & 1 == 1)
    };
    let mut core: Vec<bool> = bits(2, 6).chain(bits(0, 207 + 34)).chain(bits(4095, 12)).collect();
    for _ in 0..4095 {
        core.extend(bits(2, 6).chain(bits(1, 2)).chain(bits(1, 12)).chain(bits(1, 1)));
        core.extend(bits(1, 16).chain(bits(65535, 16)));
    }
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let six = |six: &[bool]| six.iter().fold(0, |number, bit| number * 2 + usize::from(*bit));
    let text: String = core.chunks(6).map(|bits| char::from(letters[six(bits)])).collect();
    let fault = TcString::decode(&text).unwrap_err().to_string();
    assert!(fault.contains("PubRestrictions") && fault.contains("more than 200000 ids"), "{fault}");
}

#[test]
fn a_string_that_was_cut_never_reads_as_the_whole() {
    let vectors = own();
    for text in strings(&vectors, "tcf", "string") {
        let whole = TcString::decode(&text).unwrap();
        for end in 0..text.len() {
            assert_ne!(TcString::decode(&text[..end]).ok().as_ref(), Some(&whole), "{text} cut at {end}");
        }
    }
    for text in strings(&vectors, "gpp", "string") {
        let mut whole = Gpp::decode(&text).unwrap();
        let forget = |gpp: &mut Gpp| gpp.sections.iter_mut().for_each(|section| section.raw.clear());
        forget(&mut whole);
        for end in 0..text.len() {
            let mut cut = Gpp::decode(&text[..end]).ok();
            cut.iter_mut().for_each(forget);
            assert_ne!(cut.as_ref(), Some(&whole), "{text} cut at {end}");
        }
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in ".{0,200}") {
        let _ = (TcString::decode(&text), Gpp::decode(&text), UsPrivacy::decode(&text));
    }

    #[test]
    fn no_letters_of_the_encoding_panic(core in "[CD][A-Za-z0-9_-]{0,120}", more in "(\\.|~)[A-Za-z0-9_.~-]{0,60}") {
        let text = format!("{core}{more}");
        let _ = (TcString::decode(&text), Gpp::decode(&text));
    }

    #[test]
    fn no_changed_letter_panics(which in 0_usize..30, at in 0_usize..400, letter in "[A-Za-z0-9_~.-]") {
        let vectors = own();
        let all: Vec<String> = strings(&vectors, "tcf", "string").into_iter().chain(strings(&vectors, "gpp", "string")).collect();
        let mut text = all[which % all.len()].clone();
        let at = at % text.len();
        text.replace_range(at..=at, &letter);
        let _ = (TcString::decode(&text), Gpp::decode(&text));
    }
}
