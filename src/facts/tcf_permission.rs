//! Whether the framework's string let a registered vendor store and read where it did.

use std::collections::BTreeMap;

use super::lived::Lived;
use super::signals_read::Decoded;
use super::value::Fact;
use crate::evidence::Phase;
use crate::knowledge::signals::{SegmentKind, TcString};

/// Purpose of the framework: store and read information on a device.
const STORING: u16 = 1;

/// What the framework said at the end of each phase of a visit.
#[derive(Debug)]
pub struct Permissions {
    phases: BTreeMap<Phase, Said>,
}

/// What the framework said.
#[derive(Debug)]
enum Said {
    /// There is no such framework on the page, it says that the GDPR does not apply, or the question of storing was
    /// left out by the law of the publisher's country: nothing to be asked.
    Nothing,
    /// It is there and has no string yet: nobody may.
    NoString,
    /// Its string.
    String(Box<TcString>),
    /// Why that is not known.
    Unknown(String),
}

impl Permissions {
    /// Reads the signals of every phase.
    pub fn of(lived: &Lived<'_>) -> Self {
        let said = lived.visit.moments.iter().map(|moment| {
            let said = match moment.signals.as_result() {
                Ok(signals) => said(&Decoded::of(signals)),
                Err(why) => Said::Unknown(format!("consent signals were not read: {why}")),
            };
            (moment.phase, said)
        });
        Self { phases: said.collect() }
    }

    /// Whether a vendor, by its number in the IAB's list, may store and read in a phase; absent where nobody asks.
    pub fn permits(&self, vendor: u16, phase: Phase) -> Fact {
        match self.phases.get(&phase) {
            None => Fact::Unknown(format!("the phase {} was not seen to its end", phase.word())),
            Some(Said::Nothing) => Fact::absent(),
            Some(Said::NoString) => Fact::flag(false),
            Some(Said::Unknown(why)) => Fact::Unknown(why.clone()),
            Some(Said::String(string)) => Fact::flag(permits(string, vendor)),
        }
    }
}

fn said(decoded: &Decoded<'_>) -> Said {
    let raw = decoded.raw;
    if raw.gdpr_applies() == Some(false) {
        return Said::Nothing;
    }
    match decoded.tc() {
        Some(Ok(string)) if string.purpose_one_treatment => Said::Nothing,
        Some(Ok(string)) => Said::String(Box::new(string.clone())),
        Some(Err(why)) => Said::Unknown(why),
        None if raw.tcf.is_some() || raw.tcf_ping.is_some() => Said::NoString,
        None => Said::Nothing,
    }
}

fn permits(string: &TcString, vendor: u16) -> bool {
    let shown = !string.has(SegmentKind::DisclosedVendors) || string.vendors_disclosed.contains(&vendor);
    string.purpose_consents.contains(&STORING) && string.vendor_consents.contains(&vendor) && shown
}
