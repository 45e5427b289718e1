//! Reading one section of the Global Privacy Platform by its table.

use serde_json::{Map, Value, json};

use super::bits::{Coding, Reader, RestrictionBits};
use super::fault::{SignalFault, at_letter};
use super::gpp_tables::{Field, More, Shape, Table};

/// Fields by name.
type Fields = Map<String, Value>;

impl Table {
    /// The fields of a section.
    ///
    /// Vendors of the Canadian section are ranges in Fibonacci's coding. Encoders of before 2026 wrote them with
    /// sixteen bits an id; where the first reading does not come out even, that one is tried.
    pub fn decode(&self, text: &str) -> Result<Fields, SignalFault> {
        let by_now = self.decode_as(text, Coding::Fibonacci);
        match &by_now {
            Ok((_, Evenness::Even)) => {}
            _ if !self.has_vendors() => {}
            _ => {
                if let Ok((fields, Evenness::Even)) = self.decode_as(text, Coding::Fixed) {
                    return Ok(fields);
                }
            }
        }
        by_now.map(|(fields, _)| fields)
    }

    fn has_vendors(&self) -> bool {
        let vendors = |fields: &[Field]| fields.iter().any(|field| field.shape == Shape::Vendors);
        self.versions.iter().any(|(_, fields)| vendors(fields))
    }

    fn decode_as(&self, text: &str, coding: Coding) -> Result<(Fields, Evenness), SignalFault> {
        let mut segments = text.split('.');
        let mut bits = Reader::of(segments.next().unwrap_or_default(), self.name)?;
        let version = bits.small(self.version, 6)?;
        let Some((_, core)) = self.versions.iter().find(|(known, _)| *known == version) else {
            let known: Vec<String> = self.versions.iter().map(|(known, _)| known.to_string()).collect();
            let why = format!("version {version}, only {} can be read", known.join(" and "));
            return Err(bits.fault(self.version, 0, why));
        };
        let mut fields = Fields::from_iter([(self.version.to_owned(), json!(version))]);
        read(&mut bits, core, coding, &mut fields)?;
        let mut even = Evenness::of(&bits);
        let mut lengths = vec![bits.length()];
        for (at, segment) in segments.enumerate() {
            let part = format!("{}, segment {}", self.name, at + 2);
            let mut bits = Reader::of(segment, &part)?;
            let known = self.segment(&mut bits, &part, at)?;
            if known.iter().any(|field| fields.contains_key(field.name)) {
                return Err(at_letter(&part, "the segment", 0, "a segment of this type was there before"));
            }
            read(&mut bits, known, coding, &mut fields)?;
            even = even.and(Evenness::of(&bits));
            lengths.push(bits.length());
        }
        // What tells a whole string from one whose padding was cut off.
        fields.insert("SegmentBits".to_owned(), json!(lengths));
        Ok((fields, even))
    }

    /// The fields of the segment that begins here.
    fn segment(&self, bits: &mut Reader, part: &str, at: usize) -> Result<&'static [Field], SignalFault> {
        match self.more {
            More::Plain(fields) if at == 0 => Ok(fields),
            More::Typed(length, known) => {
                let kind = bits.small("SegmentType", length)?;
                let found = known.iter().find(|(id, _)| *id == kind).map(|(_, fields)| *fields);
                found.ok_or_else(|| bits.fault("SegmentType", 0, format!("{kind} is not the type of a segment")))
            }
            More::None | More::Plain(_) => Err(at_letter(part, "the segment", 0, "this section has no such segment")),
        }
    }
}

/// Whether a reading used up the bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Evenness {
    Even,
    Odd,
}

impl Evenness {
    fn of(bits: &Reader) -> Self {
        if bits.rest_is_padding() { Self::Even } else { Self::Odd }
    }

    fn and(self, other: Self) -> Self {
        if self == Self::Even { other } else { self }
    }
}

fn read(bits: &mut Reader, known: &[Field], coding: Coding, fields: &mut Fields) -> Result<(), SignalFault> {
    for Field { name, shape } in known {
        let value = match shape {
            Shape::Number(length) => json!(bits.short(name, *length)?),
            Shape::Flag => json!(bits.flag(name)?),
            Shape::Letters => json!(bits.letters(name)?),
            Shape::Time => json!(bits.time(name)?),
            Shape::Set(length) => json!(bits.set(name, *length)?),
            Shape::Custom => {
                let count = fields.get("NumCustomPurposes").and_then(Value::as_u64).unwrap_or_default();
                json!(bits.set(name, usize::try_from(count).unwrap_or_default())?)
            }
            Shape::Vendors => json!(bits.vendors(name, coding)?),
            Shape::Restrictions => restrictions(bits.restrictions(name, coding)?),
            Shape::Choice => json!(bits.choice(name)?),
            Shape::Choices(count) => {
                let choices: Result<Vec<u8>, SignalFault> = (0..*count).map(|_| bits.choice(name)).collect();
                json!(choices?)
            }
        };
        fields.insert((*name).to_owned(), value);
    }
    Ok(())
}

fn restrictions(read: Vec<RestrictionBits>) -> Value {
    read.into_iter().map(|one| json!({ "purpose": one.purpose, "type": one.kind, "vendors": one.vendors })).collect()
}
