//! From which countries a site must be seen for a profile to speak of it: sites show other banners elsewhere.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::check::Checker;
use crate::knowledge::is_country;
use crate::yaml::Spanned;

/// The countries that a profile speaks for; none means any.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SpeaksFor(Vec<String>);

/// Whether a profile speaks for what was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Speaks {
    /// It speaks wherever a site is seen from.
    #[default]
    Anywhere,
    /// The site was seen from one of its countries.
    Here,
    /// The site was seen from another country, so none of its rules can tell.
    Elsewhere,
    /// The site was seen from another country and judged all the same, as the user wished.
    ElsewhereAllowed,
    /// It is not known from where the site was seen; it was judged.
    Unknown,
}

/// What to do with a profile that speaks for other countries than the one that a site was seen from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Heed {
    /// None of its rules can tell.
    #[default]
    Vantage,
    /// It is judged by all the same (`--any-vantage`).
    AnyVantage,
}

/// How many countries are named one by one.
const NAMED: usize = 4;

impl SpeaksFor {
    /// What was written, as far as each word is a country.
    pub(super) fn read(written: &[Spanned<String>], checker: &mut Checker<'_>) -> Self {
        for country in written.iter().filter(|country| !is_country(&country.value)) {
            let help = "write the two capital letters of ISO 3166, as in `DE`";
            checker.refuse(country, &format!("`{}` is no country", country.value), help);
        }
        Self(written.iter().map(|country| country.value.clone()).collect())
    }

    /// The two letters of each country, in the order of the file.
    pub fn countries(&self) -> &[String] {
        &self.0
    }

    /// Whether it speaks for a site that was seen from this country.
    pub fn speaks(&self, country: Option<&str>, heed: Heed) -> Speaks {
        match country {
            _ if self.0.is_empty() => Speaks::Anywhere,
            None => Speaks::Unknown,
            Some(country) if self.0.iter().any(|one| one == country) => Speaks::Here,
            Some(_) if heed == Heed::AnyVantage => Speaks::ElsewhereAllowed,
            Some(_) => Speaks::Elsewhere,
        }
    }

    /// `FR`, `AT, BE, BG, HR and 26 more`; nothing where it speaks for any.
    pub fn words(&self) -> String {
        let named = self.0.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        match self.0.len().saturating_sub(NAMED) {
            0 => named,
            more => format!("{named} and {more} more"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_speaks_for_its_countries_and_for_any_where_it_has_none() {
        let france = SpeaksFor(vec!["FR".to_owned()]);
        assert_eq!(france.speaks(Some("FR"), Heed::Vantage), Speaks::Here);
        assert_eq!(france.speaks(Some("US"), Heed::Vantage), Speaks::Elsewhere);
        assert_eq!(france.speaks(Some("US"), Heed::AnyVantage), Speaks::ElsewhereAllowed);
        assert_eq!(france.speaks(None, Heed::Vantage), Speaks::Unknown);
        assert_eq!(SpeaksFor::default().speaks(Some("US"), Heed::Vantage), Speaks::Anywhere);
        assert_eq!(SpeaksFor::default().speaks(None, Heed::Vantage), Speaks::Anywhere);
    }

    #[test]
    fn many_countries_are_counted() {
        let of = |all: &str| SpeaksFor(all.split(' ').map(str::to_owned).collect()).words();
        assert_eq!(of("AT BE BG HR"), "AT, BE, BG, HR");
        assert_eq!(of("AT BE BG HR CY CZ"), "AT, BE, BG, HR and 2 more");
    }
}
