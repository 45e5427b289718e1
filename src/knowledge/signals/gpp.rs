//! The string of the IAB's Global Privacy Platform: a header that names the sections, and the sections.
//!
//! Source: IAB Tech Lab, "GPP Consent String Specification",
//! <https://github.com/InteractiveAdvertisingBureau/Global-Privacy-Platform/blob/main/Core/Consent%20String%20Specification.md>.
//!
//! A section that cannot be read leaves the others as they are: it carries its fault.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::bits::{Coding, Reader};
use super::fault::{SignalFault, at_letter};
use super::gpp_tables::TABLES;
use super::tc_string::TcString;
use super::us_privacy::UsPrivacy;

/// What a header begins with.
const HEADER: u8 = 3;
/// Version of the header.
const VERSION: u8 = 1;
/// The European section.
const EUROPE: u16 = 2;
/// The section that is a US Privacy string.
const US_PRIVACY: u16 = 6;

/// A string of the Global Privacy Platform.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Gpp {
    /// Version of the header: 1.
    pub version: u8,
    /// Length of the header, bits.
    pub header_bits: usize,
    /// Ids of its sections, in order.
    pub section_ids: Vec<u16>,
    /// Its sections, in that order.
    pub sections: Vec<GppSection>,
}

/// One section.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GppSection {
    /// Its id.
    pub id: u16,
    /// Its name as in the calls of scripts: `tcfeuv2`, `usnat`, …; `null` if this version does not know the id.
    pub name: Option<String>,
    /// As it stands in the string.
    pub raw: String,
    /// Its fields by their names in the specification; `tcfeuv2` and `uspv1` as those strings are decoded by
    /// themselves. `null` if it cannot be read.
    pub decoded: Option<Value>,
    /// Why it cannot be read, with field and bit.
    pub fault: Option<String>,
}

impl Gpp {
    /// Reads a whole string.
    ///
    /// # Errors
    /// [`SignalFault`] if the header cannot be read or names other sections than there are.
    pub fn decode(text: &str) -> Result<Self, SignalFault> {
        let mut parts = text.trim().split('~');
        let mut bits = Reader::of(parts.next().unwrap_or_default(), "header")?;
        let kind = bits.small("Type", 6)?;
        if kind != HEADER {
            return Err(bits.fault("Type", 0, format!("type {kind}, a header has {HEADER}")));
        }
        let version = bits.small("Version", 6)?;
        if version != VERSION {
            return Err(bits.fault("Version", 6, format!("version {version}, only {VERSION} can be read")));
        }
        let ids = bits.ranges("Sections", Coding::Fibonacci)?;
        let parts: Vec<&str> = parts.collect();
        if ids.len() != parts.len() {
            let why = format!("the header names {} sections, and {} are there", ids.len(), parts.len());
            return Err(bits.fault("Sections", 12, why));
        }
        let sections = ids.iter().zip(parts).map(|(id, raw)| section(*id, raw)).collect();
        Ok(Self { version, header_bits: bits.length(), section_ids: ids, sections })
    }

    /// The fields of a section that was read.
    pub fn section(&self, name: &str) -> Option<&Value> {
        let named = |section: &&GppSection| section.name.as_deref() == Some(name);
        self.sections.iter().find(named)?.decoded.as_ref()
    }

    /// The European section, if there is one that was read.
    pub fn europe(&self) -> Option<TcString> {
        let section = self.sections.iter().find(|section| section.id == EUROPE)?;
        TcString::decode(&section.raw).ok()
    }
}

fn section(id: u16, raw: &str) -> GppSection {
    let table = TABLES.iter().find(|table| table.id == id);
    let name = match id {
        EUROPE => Some("tcfeuv2"),
        US_PRIVACY => Some("uspv1"),
        _ => table.map(|table| table.name),
    };
    let decoded = match (id, table) {
        (EUROPE, _) => TcString::decode(raw).map(|string| json!(string)),
        (US_PRIVACY, _) => UsPrivacy::decode(raw).map(|string| json!(string)),
        (_, Some(table)) => table.decode(raw).map(Value::Object),
        (_, None) => Err(at_letter(&format!("section {id}"), "the id", 0, "this version does not know the section")),
    };
    let (decoded, fault) = match decoded {
        Ok(value) => (Some(value), None),
        Err(fault) => (None, Some(within(id, name, &fault))),
    };
    GppSection { id, name: name.map(str::to_owned), raw: raw.to_owned(), decoded, fault }
}

/// The fault, with the section where it does not say it itself.
fn within(id: u16, name: Option<&str>, fault: &SignalFault) -> String {
    match (id, name) {
        (EUROPE | US_PRIVACY, Some(name)) => format!("{name}: {fault}"),
        _ => fault.to_string(),
    }
}
