//! Reading the fields of a string of six bits a letter, in the encodings of the IAB's specifications.
//!
//! Every method takes the field's name and says it, with the bit at which the field begins, where the string does not
//! hold what it should.

use time::OffsetDateTime;
use time::macros::format_description;

use super::fault::{Place, SignalFault, at_letter};

/// Most ids that the lists of one segment may hold together: a few letters can name 65,535 vendors again and again.
const MOST_IDS: usize = 200_000;
/// Longest text that is read at all, letters. Honest strings have a few thousand.
const MOST_LETTERS: usize = 200_000;

/// How the ids of a range are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    /// Sixteen bits each: the European framework.
    Fixed,
    /// Fibonacci's coding of the distance to the id before: the Global Privacy Platform.
    Fibonacci,
}

/// A restriction that the publisher lays on vendors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RestrictionBits {
    pub purpose: u8,
    pub kind: u8,
    pub vendors: Vec<u16>,
}

/// Goes through the bits of one segment, field by field.
#[derive(Debug, Clone)]
pub(super) struct Reader {
    part: String,
    sixes: Vec<u8>,
    at: usize,
    ids: usize,
}

impl Reader {
    /// A reader at the first bit of `text`; `part` names it in faults.
    pub fn of(text: &str, part: &str) -> Result<Self, SignalFault> {
        let fault = |letter, why: String| at_letter(part, "the encoding", letter, why);
        if text.is_empty() {
            return Err(fault(0, "it is empty".to_owned()));
        }
        if text.len() > MOST_LETTERS {
            return Err(fault(MOST_LETTERS, format!("it has more than {MOST_LETTERS} letters")));
        }
        let sixes = text.trim_end_matches('=').chars().enumerate().map(|(at, letter)| {
            six(letter).ok_or_else(|| fault(at, format!("{letter:?} is not a letter of base64 for addresses")))
        });
        Ok(Self { part: part.to_owned(), sixes: sixes.collect::<Result<_, _>>()?, at: 0, ids: 0 })
    }

    /// How many bits there are.
    pub fn length(&self) -> usize {
        self.sixes.len() * 6
    }

    /// Whether nothing but padding is left: less than the 24 bits that the widest padding fills up, all zero.
    pub fn rest_is_padding(&self) -> bool {
        self.length() - self.at < 24 && (self.at..self.length()).all(|at| self.bit(at) == Some(false))
    }

    /// A fault of a field that begins at `at`.
    pub fn fault(&self, field: &'static str, at: usize, why: impl Into<String>) -> SignalFault {
        SignalFault { part: self.part.clone(), field, at: Place::Bit(at), why: why.into() }
    }

    /// A number of `length` bits.
    pub fn number(&mut self, field: &'static str, length: usize) -> Result<u64, SignalFault> {
        let from = self.at;
        let read = (from..from + length).try_fold(0, |number, at| Some(number << 1 | u64::from(self.bit(at)?)));
        let ends = || self.fault(field, from, format!("the string ends after {} bits", self.length()));
        let number = read.ok_or_else(ends)?;
        self.at += length;
        Ok(number)
    }

    /// A number of at most eight bits.
    pub fn small(&mut self, field: &'static str, length: usize) -> Result<u8, SignalFault> {
        let number = self.number(field, length.min(8))?;
        Ok(u8::try_from(number).unwrap_or(u8::MAX))
    }

    /// A number of at most sixteen bits.
    pub fn short(&mut self, field: &'static str, length: usize) -> Result<u16, SignalFault> {
        let number = self.number(field, length.min(16))?;
        Ok(u16::try_from(number).unwrap_or(u16::MAX))
    }

    /// A bit.
    pub fn flag(&mut self, field: &'static str) -> Result<bool, SignalFault> {
        self.number(field, 1).map(|bit| bit == 1)
    }

    /// A choice of the American sections: two bits, 0 to 2.
    pub fn choice(&mut self, field: &'static str) -> Result<u8, SignalFault> {
        let from = self.at;
        match self.small(field, 2)? {
            3 => Err(self.fault(field, from, "the value 3 has no meaning, there are 0, 1 and 2")),
            value => Ok(value),
        }
    }

    /// Two letters, six bits each.
    pub fn letters(&mut self, field: &'static str) -> Result<String, SignalFault> {
        let from = self.at;
        let mut text = String::new();
        for _ in 0..2 {
            let letter = self.small(field, 6)?;
            if letter > 25 {
                return Err(self.fault(field, from, format!("{letter} is not the number of a letter")));
            }
            text.push(char::from(b'A' + letter));
        }
        Ok(text)
    }

    /// A time in tenths of a second since 1970, as RFC 3339 in UTC with milliseconds.
    pub fn time(&mut self, field: &'static str) -> Result<String, SignalFault> {
        let from = self.at;
        let tenths = self.number(field, 36)?;
        let shape = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
        let time = OffsetDateTime::from_unix_timestamp_nanos(i128::from(tenths) * 100_000_000);
        time.ok()
            .and_then(|time| time.format(shape).ok())
            .ok_or_else(|| self.fault(field, from, format!("{tenths} tenths of a second are not a time")))
    }

    /// The numbers, from 1, of those of the next `length` bits that are set.
    pub fn set(&mut self, field: &'static str, length: usize) -> Result<Vec<u16>, SignalFault> {
        let from = self.at;
        if from + length > self.length() {
            return Err(self.fault(field, from, format!("the string ends after {} bits", self.length())));
        }
        self.at += length;
        let set = (0..length).filter(|bit| self.bit(from + bit) == Some(true));
        let ids: Vec<u16> = set.filter_map(|bit| u16::try_from(bit + 1).ok()).collect();
        self.count(field, from, ids.len())?;
        Ok(ids)
    }

    /// Ids of vendors: the greatest, then one bit each or ranges.
    pub fn vendors(&mut self, field: &'static str, coding: Coding) -> Result<Vec<u16>, SignalFault> {
        let most = self.number(field, 16)?;
        if self.flag(field)? {
            return self.ranges(field, coding);
        }
        self.set(field, usize::try_from(most).unwrap_or(usize::MAX))
    }

    /// Ids as ranges: a count, then for each a bit that tells a range from a single id.
    pub fn ranges(&mut self, field: &'static str, coding: Coding) -> Result<Vec<u16>, SignalFault> {
        let mut ids = Vec::new();
        let mut last = 0;
        for _ in 0..self.number(field, 12)? {
            let from = self.at;
            let range = self.flag(field)?;
            let first = self.id(field, coding, last)?;
            last = if range { self.id(field, coding, first)? } else { first };
            if last < first {
                return Err(self.fault(field, from, format!("the range from {first} to {last} runs backwards")));
            }
            self.count(field, from, usize::from(last - first) + 1)?;
            ids.extend(first..=last);
        }
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    }

    /// Restrictions of the publisher.
    pub fn restrictions(&mut self, field: &'static str, coding: Coding) -> Result<Vec<RestrictionBits>, SignalFault> {
        let mut all = Vec::new();
        for _ in 0..self.number(field, 12)? {
            let purpose = self.small(field, 6)?;
            let kind = self.small(field, 2)?;
            let vendors = match coding {
                Coding::Fixed => self.ranges(field, coding)?,
                Coding::Fibonacci => self.vendors(field, coding)?,
            };
            all.push(RestrictionBits { purpose, kind, vendors });
        }
        Ok(all)
    }

    fn id(&mut self, field: &'static str, coding: Coding, before: u16) -> Result<u16, SignalFault> {
        let from = self.at;
        let id = match coding {
            Coding::Fixed => self.short(field, 16)?,
            Coding::Fibonacci => {
                let step = self.fibonacci(field)?;
                let id = u64::from(before).saturating_add(step);
                u16::try_from(id).map_err(|_| self.fault(field, from, format!("the id {id} is above 65535")))?
            }
        };
        if id == 0 {
            return Err(self.fault(field, from, "ids begin with 1, and this is 0"));
        }
        Ok(id)
    }

    /// A number in Fibonacci's coding, which ends with two ones.
    fn fibonacci(&mut self, field: &'static str) -> Result<u64, SignalFault> {
        let from = self.at;
        let (mut small, mut large, mut number, mut before) = (1_u64, 2_u64, 0_u64, false);
        loop {
            let bit = self.flag(field)?;
            if bit && before {
                return Ok(number);
            }
            if bit {
                number = number.saturating_add(small);
            }
            before = bit;
            if large > u64::from(u32::MAX) {
                return Err(self.fault(field, from, "a number in Fibonacci's coding does not end"));
            }
            (small, large) = (large, small + large);
        }
    }

    fn count(&mut self, field: &'static str, from: usize, more: usize) -> Result<(), SignalFault> {
        self.ids += more;
        if self.ids > MOST_IDS {
            return Err(self.fault(field, from, format!("its lists name more than {MOST_IDS} ids")));
        }
        Ok(())
    }

    fn bit(&self, at: usize) -> Option<bool> {
        self.sixes.get(at / 6).map(|six| six >> (5 - at % 6) & 1 == 1)
    }
}

fn six(letter: char) -> Option<u8> {
    let letter = u8::try_from(letter).ok()?;
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'-' | b'+' => Some(62),
        b'_' | b'/' => Some(63),
        _ => None,
    }
}
