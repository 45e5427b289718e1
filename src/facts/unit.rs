//! Units of numbers: in which one a fact is given, and in which ones rules may write what it is held against.

/// The unit of a fact's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// None: counts, lines, weights, numbers of lists.
    Plain,
    /// Days of 24 hours.
    Days,
    /// Milliseconds.
    Milliseconds,
    /// CSS pixels.
    Pixels,
    /// Square CSS pixels.
    SquarePixels,
    /// How many times one is the other.
    Ratio,
    /// A part of the whole, 0 to 1.
    Share,
}

impl Unit {
    /// Its name for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Plain => "without a unit",
            Self::Days => "in days",
            Self::Milliseconds => "in milliseconds",
            Self::Pixels => "in CSS pixels",
            Self::SquarePixels => "in square CSS pixels",
            Self::Ratio => "a ratio",
            Self::Share => "a share from 0 to 1",
        }
    }

    /// What this unit measures, and how much of it one of the unit is.
    fn scale(self) -> Option<(Dimension, f64)> {
        match self {
            Self::Plain => None,
            Self::Days => Some((Dimension::Time, DAY)),
            Self::Milliseconds => Some((Dimension::Time, 1.0)),
            Self::Pixels => Some((Dimension::Length, 1.0)),
            Self::SquarePixels => Some((Dimension::Area, 1.0)),
            Self::Ratio => Some((Dimension::Ratio, 1.0)),
            Self::Share => Some((Dimension::Share, 1.0)),
        }
    }

    /// The measures in which a number of this unit can be written.
    pub fn measures(self) -> impl Iterator<Item = &'static Measure> {
        let dimension = self.scale().map(|(dimension, _)| dimension);
        MEASURES.iter().filter(move |measure| Some(measure.dimension) == dimension)
    }
}

/// What units measure; numbers of two dimensions cannot be held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dimension {
    /// In milliseconds.
    Time,
    /// In CSS pixels.
    Length,
    /// In square CSS pixels.
    Area,
    /// In times.
    Ratio,
    /// In parts of one.
    Share,
}

/// A unit as rules write it after a number.
#[derive(Debug, PartialEq)]
pub struct Measure {
    /// What is written after the number, with the space that belongs there: `mo`, ` %`.
    suffix: &'static str,
    /// Its name after one and after several; what is written where it has none.
    names: Option<[&'static str; 2]>,
    /// What it measures.
    dimension: Dimension,
    /// How much of that one is.
    size: f64,
}

impl Measure {
    /// As rules write it: `mo`, `%`.
    pub fn word(&self) -> &'static str {
        self.suffix.trim_start()
    }
}

const DAY: f64 = 86_400_000.0;

/// Every measure. A year has 365 days and a month the twelfth part of it, so that `12mo` is `1y`.
pub const MEASURES: [Measure; 12] = [
    time("ms", ["millisecond", "milliseconds"], 1.0),
    time("s", ["second", "seconds"], 1_000.0),
    time("min", ["minute", "minutes"], 60_000.0),
    time("h", ["hour", "hours"], 3_600_000.0),
    time("d", ["day", "days"], DAY),
    time("w", ["week", "weeks"], 7.0 * DAY),
    time("mo", ["month", "months"], 365.0 * DAY / 12.0),
    time("y", ["year", "years"], 365.0 * DAY),
    Measure { suffix: " px", names: None, dimension: Dimension::Length, size: 1.0 },
    Measure { suffix: " px²", names: None, dimension: Dimension::Area, size: 1.0 },
    Measure { suffix: ":1", names: None, dimension: Dimension::Ratio, size: 1.0 },
    Measure { suffix: " %", names: None, dimension: Dimension::Share, size: 0.01 },
];

const fn time(suffix: &'static str, names: [&'static str; 2], size: f64) -> Measure {
    Measure { suffix, names: Some(names), dimension: Dimension::Time, size }
}

/// A number with its unit, as it was written and as the fact has it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// The number as written.
    amount: f64,
    /// The unit as written.
    measure: &'static Measure,
    /// The same in the unit of the fact.
    number: f64,
    /// That unit.
    unit: Unit,
}

/// Why a text is not a number in a unit that fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Misfit<'t> {
    /// It does not begin with a number, or nothing follows it.
    NoQuantity,
    /// This follows the number and is no unit.
    UnknownMeasure(&'t str),
    /// It measures something else than the fact.
    Elsewhere(&'static Measure),
}

impl Quantity {
    /// Reads `13mo`, `6 d`, `4.5:1` or `30 %` as a number of `unit`.
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(text: &str, unit: Unit) -> Result<Self, Misfit<'_>> {
        let text = text.trim();
        let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).ok_or(Misfit::NoQuantity)?;
        let amount: f64 = text[..end].parse().map_err(|_| Misfit::NoQuantity)?;
        let word = text[end..].trim_start();
        let known = MEASURES.iter().find(|measure| measure.word() == word);
        let measure = known.ok_or(Misfit::UnknownMeasure(word))?;
        match unit.scale() {
            Some((dimension, size)) if dimension == measure.dimension => {
                Ok(Self { amount, measure, number: amount * measure.size / size, unit })
            }
            _ => Err(Misfit::Elsewhere(measure)),
        }
    }

    /// The number in the fact's unit.
    pub fn number(self) -> f64 {
        self.number
    }

    /// The fact's unit.
    pub fn unit(self) -> Unit {
        self.unit
    }

    /// As rules write it: `13mo`, `30 %`.
    pub fn written(self) -> String {
        format!("{}{}", self.amount, self.measure.suffix)
    }

    /// In words: `13 months`, `1 day`, `30 %`.
    pub fn words(self) -> String {
        match self.measure.names {
            Some([one, _]) if self.amount == 1.0 => format!("{} {one}", self.amount),
            Some([_, several]) => format!("{} {several}", self.amount),
            None => self.written(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Misfit, Quantity, Unit};

    fn number(text: &str, unit: Unit) -> f64 {
        Quantity::parse(text, unit).unwrap_or_else(|why| panic!("{text}: {why:?}")).number()
    }

    #[test]
    fn numbers_are_converted_to_the_unit_of_the_fact() {
        for (text, unit, expected) in [
            ("13mo", Unit::Days, 13.0 * 365.0 / 12.0),
            ("12 mo", Unit::Days, 365.0),
            ("24h", Unit::Days, 1.0),
            ("6 d", Unit::Days, 6.0),
            ("1y", Unit::Days, 365.0),
            ("2 s", Unit::Milliseconds, 2000.0),
            ("1 d", Unit::Milliseconds, 86_400_000.0),
            ("4.5:1", Unit::Ratio, 4.5),
            ("30 %", Unit::Share, 0.3),
            ("24 px", Unit::Pixels, 24.0),
            ("576 px²", Unit::SquarePixels, 576.0),
        ] {
            let found = number(text, unit);
            assert!((found - expected).abs() < 1e-9, "{text} became {found}, not {expected}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(Quantity::parse("thirty", Unit::Days), Err(Misfit::NoQuantity));
        assert_eq!(Quantity::parse("30", Unit::Days), Err(Misfit::NoQuantity));
        assert_eq!(Quantity::parse("", Unit::Days), Err(Misfit::NoQuantity));
        assert_eq!(Quantity::parse("1.2.3d", Unit::Days), Err(Misfit::NoQuantity));
        assert_eq!(Quantity::parse("13mon", Unit::Days), Err(Misfit::UnknownMeasure("mon")));
        assert!(
            matches!(Quantity::parse("24 px", Unit::Days), Err(Misfit::Elsewhere(measure)) if measure.word() == "px")
        );
        assert!(matches!(Quantity::parse("3d", Unit::Plain), Err(Misfit::Elsewhere(_))));
        assert!(matches!(Quantity::parse("30 %", Unit::Ratio), Err(Misfit::Elsewhere(_))));
    }

    #[test]
    fn it_is_shown_as_it_was_written_and_in_words() {
        let shown = |text, unit| {
            let quantity = Quantity::parse(text, unit).unwrap();
            (quantity.written(), quantity.words())
        };
        assert_eq!(shown("13 mo", Unit::Days), ("13mo".to_owned(), "13 months".to_owned()));
        assert_eq!(shown("1d", Unit::Days), ("1d".to_owned(), "1 day".to_owned()));
        assert_eq!(shown("30%", Unit::Share), ("30 %".to_owned(), "30 %".to_owned()));
        assert_eq!(shown("4.5:1", Unit::Ratio), ("4.5:1".to_owned(), "4.5:1".to_owned()));
    }

    #[test]
    fn every_unit_but_the_plain_one_can_be_written() {
        assert_eq!(Unit::Plain.measures().count(), 0);
        for unit in [Unit::Days, Unit::Milliseconds, Unit::Pixels, Unit::SquarePixels, Unit::Ratio, Unit::Share] {
            assert!(unit.measures().count() > 0, "{unit:?}");
        }
    }
}
